"""``quotesdb check``: whether somebody said what they are said to have said."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import IO, TYPE_CHECKING, Any

import click

from quotesdb.cli.database import checking
from quotesdb.cli.group import Failure
from quotesdb.cli.options import PUBLISHER, SINCE, UNTIL, chooser, common, examples
from quotesdb.cli.output import json_line
from quotesdb.cli.progress import Progress, progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.checking.check import Checked, Claim

NO_RECORD = click.option(
    "--no-record", is_flag=True, help="Do not keep the check (quotesdb checks lists it)."
)
_KEYS = ("text", "speaker", "since", "until", "publisher")


@click.command()
@click.argument("text", required=False)
@chooser("--speaker", "NAME", "Who is said to have said it, as papers print names.")
@SINCE
@UNTIL
@PUBLISHER
@click.option(
    "--claims",
    metavar="FILE",
    type=click.File("rb"),
    help='Check a list: JSON Lines of {"id": ..., "text": ..., "speaker": ...}; - is standard input.',
)
@NO_RECORD
@common
@click.pass_context
@examples(
    'quotesdb check "the river has run out of places to put the water" --speaker Okonjo',
    "quotesdb check --claims claims.jsonl --json",
)
def check(
    context: click.Context,
    /,
    *,
    text: str | None,
    claims: IO[bytes] | None,
    no_record: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say whether somebody said this, where, and whether these are the words.

    TEXT is compared word by word with every stored article. The answer is a verdict, from verbatim to not
    found, with the passages, each difference, who else reported the words, and what was searched: "not found"
    never means "did not say". The exit status is 0 if these are the words, 1 for any other verdict, 2 for an
    error. docs/checking.md says what each verdict means.
    """
    from quotesdb.services.checking.check import Claim

    if (text is None) == (claims is None):
        raise click.UsageError("give either TEXT or --claims FILE")
    if claims is not None:
        if any(value is not None for value in asked.values()):
            raise click.UsageError("with --claims, each line says its own speaker, publisher and dates")
        listed = list(_read(claims))
    else:
        assert text is not None  # noqa: S101 - one of both is given
        if not text.strip():
            raise click.BadParameter("is empty", param_hint="TEXT")
        listed = [Claim(text, **asked)]
    if not _answer(listed, record=not no_record, as_json=as_json, alone=claims is None):
        context.exit(1)


def _answer(claims: list[Claim], *, record: bool, as_json: bool, alone: bool) -> bool:
    """Check and tell; whether all claims have the words that were said."""
    from quotesdb.cli.verdicts import page
    from quotesdb.present.shapes import answer
    from quotesdb.present.verdicts import line_of

    holds = True
    with checking() as (session, make_session), _bar(shown=not alone) as bar:
        bar.start(len(claims))
        for checked, check_id in _checked(session, make_session, claims, record=record):
            bar.step()
            holds &= checked.holds
            if as_json:
                json_line(answer(checked, check_id))
            elif alone:
                page(checked)
            else:
                bar.say(line_of(checked))
    return holds


def _bar(*, shown: bool) -> AbstractContextManager[Progress]:
    return progress("Checking") if shown else nullcontext(Progress(None, None))


def _checked(
    session: Session, make_session: sessionmaker[Session], claims: list[Claim], *, record: bool
) -> Iterator[tuple[Checked, str | None]]:
    """The answers, each with the id of the stored check."""
    from quotesdb.services.checking.check import check_all
    from quotesdb.services.checking.record import check_and_record

    if record:
        yield from check_and_record(session, make_session, claims)
    else:
        yield from ((answer, None) for answer in check_all(session, claims))


def _read(file: IO[bytes]) -> Iterator[Claim]:
    """The claims of a file of JSON Lines; a line that is none ends the program before any is checked."""
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield _claim(line)
            except ValueError as error:
                raise Failure(f"{_name(file)}, line {number}: {error}") from error


def _claim(line: bytes) -> Claim:
    """The claim of one line.

    Raises:
        ValueError: if it is none; the message says why.
    """
    from quotesdb.services.checking.check import Claim
    from quotesdb.services.errors import BadRequest
    from quotesdb.services.lookup.filters import dated

    try:
        given = json.loads(line)
        values = {key: given.get(key) for key in _KEYS}
        # Half a character ("\ud800") is JSON, and no text.
        json.dumps(given, ensure_ascii=False).encode()
    except (ValueError, AttributeError, RecursionError) as error:
        raise ValueError("not a claim in JSON") from error
    wrong = [key for key, value in values.items() if not isinstance(value, str | None)]
    if wrong or values["text"] is None:
        raise ValueError(f"{(wrong or ['text'])[0]} must be a text")
    try:
        dated(values["since"], values["until"])
    except BadRequest as error:
        raise ValueError(str(error)) from error
    name = given.get("id")
    return Claim(**values, id=None if name is None else str(name))


def _name(file: IO[bytes]) -> str:
    return "standard input" if file is sys.stdin.buffer else getattr(file, "name", "claims")
