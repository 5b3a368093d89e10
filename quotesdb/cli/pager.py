"""Long answers on a terminal, shown a screen at a time; never in a pipe or a file."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from quotesdb.cli.output import on_terminal

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class _Screen(io.StringIO):
    """What is written, kept; whoever writes may use colours, as on the terminal that it goes to."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def paged(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Show what the function prints in a pager where it is longer than the terminal.

    The pager is that of PAGER, else less or more. What was printed before an error is shown too.
    """

    @wraps(function)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        if not _wanted():
            return function(*args, **kwargs)
        screen = _Screen()
        try:
            with redirect_stdout(screen):
                return function(*args, **kwargs)
        finally:
            _show(screen.getvalue())

    return call


def _wanted() -> bool:
    """Whether a person is there; an empty PAGER means none, as git has it."""
    asked = os.environ.get("PAGER") != "" and os.environ.get("TERM") != "dumb"
    return asked and on_terminal() and sys.stdin.isatty()


def _show(text: str) -> None:
    rows = sum(1 for _line in text.splitlines())
    if rows < shutil.get_terminal_size().lines:
        click.echo(text, nl=False)
    else:
        # What somebody searches for in less is left in no file.
        os.environ.setdefault("LESSHISTFILE", "-")
        click.echo_via_pager(text)
