"""``quotesdb check``: whether somebody said what they are said to have said."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

import click

from quotesdb.cli.database import checking
from quotesdb.cli.group import Failure
from quotesdb.cli.options import EMBARGOED, PUBLISHER, SINCE, UNTIL, chooser, common, examples
from quotesdb.cli.output import json_line, note
from quotesdb.cli.progress import Progress, progress
from quotesdb.paths import special
from quotesdb.present.shapes import UncheckedClaim
from quotesdb.present.text import one_line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.checking.check import Checked, Claim
    from quotesdb.services.errors import ServiceError

NO_RECORD = click.option(
    "--no-record", is_flag=True, help='Do not keep the check; "quotesdb checks" lists those kept.'
)
_LONGEST_LINE = 500_000
_KEYS = ("text", "speaker", "since", "until", "publisher")


def _lacking(text: str) -> str | None:
    """What a text lacks that is to be checked; null if there is something to check."""
    if any(map(str.isalnum, text)):
        return None
    return "has no words" if text.strip() else "is empty"


def _opened(context: click.Context, option: click.Parameter, file: str | None) -> IO[bytes] | None:
    """The list that is to be checked, open; a file of which nobody knows whether it ends is none."""
    if file is not None and file != "-":
        with suppress(OSError, ValueError):
            if what := special(file):
                raise click.BadParameter(f"{file!r} is {what}, not a file", context, option)
    opened: IO[bytes] | None = click.File("rb")(file, option, context)
    return opened


@click.command()
@click.argument("text", required=False)
@chooser("--speaker", "NAME", "Who is said to have said it, by any name that papers print.")
@SINCE
@UNTIL
@PUBLISHER
@EMBARGOED
@click.option(
    "--claims",
    metavar="FILE",
    callback=_opened,
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

    Use this for one claim or a list of them, and "quotesdb audit" for all quotations of a draft.

    TEXT is compared word by word with every stored article; - is standard input. The answer is a verdict,
    from verbatim to not found, with the passages, each difference, who else reported the words, and what
    was searched: "not found" never means "did not say". The exit status is 0 if these are the words, 1
    for any other verdict, 2 for an error; lines of a list that cannot be checked are named, and the
    others are checked. docs/checking.md says what each verdict means.
    """
    from quotesdb.services.checking.check import Claim

    if (text is None) == (claims is None):
        raise click.UsageError("give either TEXT or --claims FILE")
    embargoed = asked.pop("embargoed")
    if claims is not None:
        if any(value is not None for value in asked.values()):
            raise click.UsageError("with --claims, each line says its own speaker, publisher and dates")
        status = _answer_all(claims, embargoed=embargoed, record=not no_record, as_json=as_json)
    else:
        assert text is not None  # noqa: S101 - one of both is given
        text = sys.stdin.buffer.read().decode(errors="replace").strip() if text == "-" else text
        if lack := _lacking(text):
            raise click.BadParameter(lack, param_hint="TEXT")
        status = _answer(Claim(text, **asked, embargoed=embargoed), record=not no_record, as_json=as_json)
    context.exit(status)


@contextmanager
def told_how_to_check_all_the_same() -> Iterator[None]:
    """Where no check can be kept, say how to do without."""
    from quotesdb.services.store.database import NotWritable

    try:
        yield
    except NotWritable as error:
        raise Failure(f"{one_line(str(error))}; --no-record checks without keeping the answer") from error


def _answer(claim: Claim, *, record: bool, as_json: bool) -> int:
    """Check one claim and tell; the exit status."""
    from quotesdb.cli.verdicts import page
    from quotesdb.present.shapes import answer

    with checking() as (session, make_session), told_how_to_check_all_the_same():
        [(checked, check_id)] = _checked(session, make_session, [claim], record=record)
        if as_json:
            json_line(answer(checked, check_id))
        else:
            page(checked)
    return 0 if checked.holds else 1


def _answer_all(file: IO[bytes], *, embargoed: bool, record: bool, as_json: bool) -> int:
    """Check the claims of a file and tell, a line each; the exit status."""
    from quotesdb.present.shapes import answer
    from quotesdb.present.verdicts import line_of

    holds = True
    with (
        checking() as (session, make_session),
        told_how_to_check_all_the_same(),
        progress("Checking") as bar,
    ):
        listed = _Listed(file, bar, as_json=as_json)
        claims = (replace(claim, embargoed=embargoed) for claim in listed.claims())
        answers = _checked(session, make_session, claims, record=record, failed=listed.failed)
        for checked, check_id in answers:
            holds &= checked.holds
            if as_json:
                json_line(answer(checked, check_id))
            else:
                bar.say(line_of(checked))
    return 2 if listed.failures else 0 if holds else 1


def _checked(
    session: Session,
    make_session: sessionmaker[Session],
    claims: Iterable[Claim],
    *,
    record: bool,
    failed: Callable[[ServiceError], None] | None = None,
) -> Iterator[tuple[Checked, str | None]]:
    """The answers, each with the id of the stored check."""
    from quotesdb.services.checking.check import check_all
    from quotesdb.services.checking.record import check_and_record

    if record:
        yield from check_and_record(session, make_session, claims, failed=failed)
    else:
        yield from ((answer, None) for answer in check_all(session, claims, failed=failed))


class _Listed:
    """The claims of a file of JSON Lines, and those lines that cannot be checked: they cost nothing else."""

    def __init__(self, file: IO[bytes], bar: Progress, *, as_json: bool) -> None:
        self.failures = 0
        self._name = _name(file)
        self._lines = [(number, line) for number, line in enumerate(file, 1) if line.strip()]
        self._bar = bar
        self._as_json = as_json
        self._at = 0

    def claims(self) -> Iterator[Claim]:
        """The claims in order; a line that is none is told and passed over."""
        self._bar.start(len(self._lines))
        for at, (_number, line) in enumerate(self._lines):
            self._at = at
            try:
                claim = _claim(line)
            except ValueError as error:
                self.failed(error)
            else:
                yield claim
            self._bar.step()

    def failed(self, error: Exception) -> None:
        """Tell why the line that was read last could not be checked."""
        number, line = self._lines[self._at]
        self.failures += 1
        message = one_line(str(error))
        if self._as_json:
            json_line(UncheckedClaim(number, _id(line), message))
        else:
            note(f"{self._name}, line {number}: {message}")


def _claim(line: bytes) -> Claim:
    """The claim of one line.

    Raises:
        ValueError: if it is none; the message says why.
    """
    from quotesdb.services.checking.check import Claim
    from quotesdb.services.errors import BadRequest
    from quotesdb.services.lookup.filters import dated

    if len(line) > _LONGEST_LINE:
        raise ValueError(f"longer than {_LONGEST_LINE:,} bytes: no quotation is")
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
    if lack := _lacking(values["text"]):
        raise ValueError(f"text {lack}")
    try:
        dated(values["since"], values["until"])
    except BadRequest as error:
        raise ValueError(str(error)) from error
    return Claim(**values, id=_id(line))


def _id(line: bytes) -> str | None:
    """The claim's own name, of a line that need not be a claim otherwise."""
    try:
        name = json.loads(line).get("id") if len(line) <= _LONGEST_LINE else None
        return None if name is None else str(name).encode().decode()
    except (ValueError, AttributeError, RecursionError):
        return None


def _name(file: IO[bytes]) -> str:
    return "standard input" if file is sys.stdin.buffer else getattr(file, "name", "claims")
