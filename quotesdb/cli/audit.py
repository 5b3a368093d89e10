"""``quotesdb audit``: every quotation of a draft, checked before it is published."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.check import NO_RECORD
from quotesdb.cli.database import checking
from quotesdb.cli.group import Failure
from quotesdb.cli.options import common, examples, reader_options
from quotesdb.cli.output import counted, json_line, note, one_line
from quotesdb.cli.progress import progress
from quotesdb.values import VERBATIM, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.audit import Audited
    from quotesdb.values import ArticleDraft

_UNREAD = "a quotation mark without its partner: what it encloses was not checked"
STDIN = "-"
_BAD = tuple(verdict for verdict in ClaimVerdict if verdict not in VERBATIM)


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft with the answers to its quotations, and how many were not checked, as `Found` has them."""

    name: str
    draft: ArticleDraft
    audited: tuple[Audited, ...]
    unmarked: int
    unsaid: int
    unread: int


def _verdicts(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[ClaimVerdict, ...]:
    if value is None:
        return _BAD
    names = [name.strip().replace(" ", "_") for name in value.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(ClaimVerdict)]
    if unknown or not names:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'} is no verdict: {', '.join(ClaimVerdict)}"
        )
    return tuple(map(ClaimVerdict, names))


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT... | -")
@click.option(
    "--report",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a page: the draft, its quotations coloured by verdict, their evidence beside them.",
)
@click.option(
    "--fail-on",
    metavar="VERDICT[,...]",
    callback=_verdicts,
    help="Exit with 1 only for these verdicts.  [default: all but the verbatim ones]",
)
@reader_options
@NO_RECORD
@common
@click.pass_context
@examples("quotesdb audit draft.txt", "quotesdb audit draft.md --report audit.html --fail-on altered,spliced")
def audit(
    context: click.Context,
    /,
    *,
    drafts: tuple[str, ...],
    report: Path | None,
    fail_on: tuple[ClaimVerdict, ...],
    no_record: bool,
    as_json: bool,
    **how: Any,
) -> None:
    """Check every quotation of a draft.

    DRAFT is an article that is not published yet; - is standard input. Each passage in quotation marks is
    checked with the speaker that the draft gives it; stored copies of the draft do not count. Quotations
    without marks claim no words: they are counted only. The exit status is 1 if a passage is not verbatim, 2
    for an error, as where a quotation mark has no partner.
    """
    done: list[Draft] = []
    failed = False
    with checking() as (session, make_session):
        for name in drafts:
            read = _read(name, **how)
            if read is None:
                failed = True
                continue
            done.append(_audit(session, None if no_record else make_session, *read, name, as_json=as_json))
    if report is not None:
        _write(report, done)
    verdicts = Counter(audited.checked.verdict for one in done for audited in one.audited)
    if not as_json:
        click.echo(summed_up(verdicts, done))
    if failed or any(one.unread for one in done):
        context.exit(2)
    if any(verdicts[verdict] for verdict in fail_on):
        context.exit(1)


def _read(name: str, **how: Any) -> tuple[ArticleDraft, int] | None:
    """A draft, and how many lines stand in its file before the text begins."""
    from quotesdb.readers import ReadError, read
    from quotesdb.text import canonical

    try:
        data = _bytes(name, how["max_size"])
        draft = read(data, Path(name).name, how["format"])
    except ReadError as error:
        note(f"{name}: {error}")
        return None
    whole = canonical(data.decode(errors="replace"))
    return draft, whole.count("\n", 0, max(0, whole.find(draft.text)))


def _bytes(name: str, max_size: int) -> bytes:
    from quotesdb.readers import ReadError
    from quotesdb.readers.files import load

    if name != STDIN:
        return load(Path(name), max_size)
    data = sys.stdin.buffer.read(max_size + 1)
    if len(data) > max_size:
        raise ReadError(f"larger than {max_size / 1_000_000:.3g} MB (--max-size)")
    return data


def _audit(
    session: Any, make_session: Any, draft: ArticleDraft, before: int, name: str, *, as_json: bool
) -> Draft:
    from quotesdb.cli.verdicts import answer_json, row
    from quotesdb.services.audit import audit, find

    found = find(draft)
    audited = []
    with nullcontext() if as_json else progress("Checking") as bar:
        if bar:
            bar.start(len(found.passages))
        for one in audit(session, make_session, draft, name, found.passages):
            audited.append(one)
            line = before + one.passage.line
            if as_json:
                place = {"draft": name, "line": line, "span": one.passage.span.pair()}
                json_line({**place, **answer_json(one.checked), "check": one.check_id})
            elif bar:
                bar.step()
                bar.say(f"{name}:{line}  {row(one.checked)}")
    for line in found.unread:
        if as_json:
            json_line({"draft": name, "line": before + line, "error": _UNREAD})
        else:
            note(f"{name}:{before + line} {_UNREAD}")
    return Draft(name, draft, tuple(audited), found.unmarked, found.unsaid, len(found.unread))


def _write(report: Path, done: list[Draft]) -> None:
    from quotesdb.cli.audit_page import page

    try:
        report.write_text(page(done), encoding="utf-8")
    except OSError as error:
        raise Failure(f"{report}: {(error.strerror or str(error)).lower()}") from error
    note(f"the report is in {one_line(str(report))}")


def summed_up(verdicts: Counter[ClaimVerdict], drafts: Sequence[Draft]) -> str:
    """What became of all quotations, on one line."""
    from quotesdb.cli.verdicts import titled

    total = counted(verdicts.total(), "quotation")
    counts = ", ".join(f"{verdicts[v]:,} {titled(v)}" for v in ClaimVerdict if verdicts[v])
    beside = "".join(f"; {each}" for each in not_checked(drafts))
    return f"{total}: {counts}{beside}" if counts else f"no quotation in marks was found{beside}"


def not_checked(drafts: Sequence[Draft]) -> Iterator[str]:
    """What of these drafts was not checked, in words."""
    if unmarked := sum(one.unmarked for one in drafts):
        yield f"{unmarked:,} without marks not checked"
    if unsaid := sum(one.unsaid for one in drafts):
        yield f"{unsaid:,} in marks that nobody says not checked"
    if unread := sum(one.unread for one in drafts):
        yield f"{counted(unread, 'quotation mark')} without a partner"
