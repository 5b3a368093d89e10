"""``quotesdb users``: who may use the page and the API from elsewhere, and tokens for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import reading, writing
from quotesdb.cli.group import Failure, ListGroup
from quotesdb.cli.options import common, common_of_lists, database_option, examples
from quotesdb.cli.output import Column, json_line, list_results, note
from quotesdb.present.text import one_line

if TYPE_CHECKING:
    from quotesdb.services.accounts import User

ROLES = ("reader", "reviewer", "admin")
COLUMNS = (Column(("User",), share=1), Column(("Role",)), Column(("Since",)), Column(("Tokens",), share=2))

_stdin = click.option(
    "--stdin", "from_stdin", is_flag=True, help="Read the password from standard input, up to the line's end."
)


@click.group(cls=ListGroup)
@database_option
@examples('quotesdb users add "Wen Halloran" --role reviewer', 'quotesdb users token "Wen Halloran" editor')
def users() -> None:
    """Say who may use the page and the API, or make tokens for programs.

    On the machine itself nobody needs an account: "quotesdb serve" reads without, and --as says who decides.
    """


@users.command("list")
@common_of_lists
@examples("quotesdb users list")
def list_(*, as_json: bool) -> None:
    """List the users."""
    from quotesdb.services.accounts import list_users

    with reading() as session:
        found = list_users(session)
    list_results(COLUMNS, found, _cells, as_json=as_json)
    if not found:
        note("no user yet; quotesdb users add NAME")


@users.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="reviewer",
    show_default=True,
    help="Reader: look things up. Reviewer: decide as well. Admin: remove articles as well.",
)
@_stdin
@common
@examples('quotesdb users add "Wen Halloran"', 'quotesdb users add "Ilse Brandvold" --role reader')
def add(*, name: str, role: str, from_stdin: bool, as_json: bool) -> None:
    """Add a user, who then can log in on the page.

    The password is asked for; what is stored is an Argon2 hash.
    """
    from quotesdb.services.accounts import Role, add_user

    password = _password(from_stdin=from_stdin)
    with writing() as session:
        user = add_user(session, name, Role(role), password)
    _tell(user, as_json=as_json)


@users.command("set")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="What the user may do from now on.")
@click.option("--password", "anew", is_flag=True, help="Ask for a new password.")
@click.option("--disable/--enable", "disabled", default=None, help="Let the user in no longer, or again.")
@_stdin
@common
@examples('quotesdb users set "Wen Halloran" --role admin', 'quotesdb users set "Wen Halloran" --disable')
def set_(*, name: str, role: str | None, anew: bool, from_stdin: bool, as_json: bool, **given: Any) -> None:
    """Change what a user may do, or the password; browsers are to log in again then.

    Decisions stay under the name of whoever made them.
    """
    from quotesdb.services.accounts import Role, change_user

    password = _password(from_stdin=from_stdin) if anew else None
    with writing() as session:
        user = change_user(session, name, role=Role(role) if role else None, password=password, **given)
    _tell(user, as_json=as_json)


@users.command("token")
@click.argument("name")
@click.argument("label")
@common
@examples('quotesdb users token "Wen Halloran" "newsroom system"')
def token(*, name: str, label: str, as_json: bool) -> None:
    """Make a token, with which a program may do over the API what the user may do.

    It is shown this once; only a digest of it is stored. LABEL is what you call it.
    """
    from quotesdb.services.accounts import make_token

    with writing() as session:
        made = make_token(session, name, label)
    if as_json:
        json_line(made)
    else:
        click.echo(made.token)
        note("keep it now: it is not shown again")


@users.command("revoke")
@click.argument("name")
@click.argument("label")
@common
@examples('quotesdb users revoke "Wen Halloran" "newsroom system"')
def revoke(*, name: str, label: str, as_json: bool) -> None:
    """Have a token hold no longer."""
    from quotesdb.services.accounts import revoke_token

    with writing() as session:
        user = revoke_token(session, name, label)
    _tell(user, as_json=as_json)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise Failure("nobody is there to type a password: --stdin reads it from standard input")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def _tell(user: User, *, as_json: bool) -> None:
    if as_json:
        json_line(user)
    else:
        click.echo("  ".join(part for parts in _cells(user) for part in parts if part))


def _cells(user: User) -> tuple[tuple[str, ...], ...]:
    role = f"{user.role}, disabled" if user.disabled_at else user.role.value
    return (
        (one_line(user.name),),
        (role,),
        (f"{user.created_at:%Y-%m-%d}",),
        (one_line(", ".join(user.tokens)),),
    )
