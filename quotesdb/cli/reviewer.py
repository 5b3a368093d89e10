"""Who decides: the option that says so, and whom it is without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from quotesdb.cli.config import setting
from quotesdb.cli.group import Failure

_DEFAULT = "[default: user.name of git, else your user name; the config file can name another]"


def decider(name: str, *also: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that says who decides, handed on under a name; ``also`` are other ways to write it."""
    return click.option("--as", *also, name, metavar="NAME", help=f"Who decides.  {_DEFAULT}")


reviewer_option = decider("reviewer", "--reviewer")


def who_decides(named: str | None) -> str:
    """The name that a decision is kept under: the one given or set, else that of git, else that of the user.

    Git is asked for the person's own setting, not for that of the folder that the command is called in.
    """
    if named is not None:
        return named
    return setting("reviewer").value or _git_user() or _system_user()


def _git_user() -> str:
    import subprocess

    asked = ["git", "config", "--global", "--get", "user.name"]
    try:
        answer = subprocess.run(asked, capture_output=True, check=False, timeout=5)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode("utf-8", "replace").strip()


def _system_user() -> str:
    from getpass import getuser

    try:
        return getuser()
    # Windows has no list of users to look in when the environment names none.
    except (ImportError, KeyError, OSError) as error:
        raise Failure("say who decides: --as") from error
