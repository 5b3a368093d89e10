"""``quotesdb audit``: every quotation of a draft, checked before it is published."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.commands.check import NO_RECORD, told_how_to_check_all_the_same
from quotesdb.cli.database import checking
from quotesdb.cli.files import refuse_existing, write
from quotesdb.cli.group import Failure
from quotesdb.cli.options import common, examples, none_blank, reader_options
from quotesdb.cli.output import json_line, note
from quotesdb.cli.progress import progress
from quotesdb.present.shapes import UnreadMark, UnsaidWords
from quotesdb.present.text import one_line
from quotesdb.services.checking.audit import Draft
from quotesdb.values import VERBATIM, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.checking.audit import Found
    from quotesdb.values import ArticleDraft

_UNREAD = "a quotation mark without its partner: what it encloses was not checked"
_UNSAID = "in quotation marks, but nobody is found to say it: not checked"
_BAD = tuple(verdict for verdict in ClaimVerdict if verdict not in VERBATIM)


_MARKDOWN = frozenset({".md", ".markdown"})
_PAGE = frozenset({".html", ".htm", ""})


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
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT... | -", callback=none_blank)
@click.option(
    "--report",
    metavar="FILE.html | FILE.md",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a web page: the draft, its quotations coloured by verdict, the evidence beside them; "
    "or Markdown: the quotations with verdict and evidence.",
)
@click.option("--overwrite", is_flag=True, help="Replace the report if it exists.")
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
    overwrite: bool,
    fail_on: tuple[ClaimVerdict, ...],
    no_record: bool,
    as_json: bool,
    **how: Any,
) -> None:
    """Check every quotation of a draft.

    Use "quotesdb check" for a single claim, and "quotesdb ingest" for an article that has been published.

    DRAFT is an article that has not been published yet; - is standard input. Each passage in quotation marks
    is checked against what the speaker named in the draft has said; stored copies of the draft do not count.
    Quotations without marks claim no exact words and are only counted; what stands in marks and nobody is
    found to say is named, and not checked. The exit status is 1 if a passage is
    not verbatim, 2 for an error, such as a quotation mark without a partner.
    """
    from quotesdb.readers import ReadError
    from quotesdb.services.faults import Fault

    if report is not None:
        refuse_existing(report, overwrite=overwrite)
        if report.suffix.lower() not in _MARKDOWN | _PAGE:
            raise Failure(f"{report}: a report is a web page (.html) or Markdown (.md), as its name says")
    done: list[Draft] = []
    failed = False
    with checking() as (session, make_session), told_how_to_check_all_the_same():
        for name in drafts:
            try:
                draft, before = _read(name, **how)
                record = None if no_record else make_session
                done.append(_audit(session, record, draft, before, name, as_json=as_json))
            except (ReadError, Fault) as error:
                note(f"{name}: {error}")
                failed = True
    if report is not None:
        _write(report, done)
    verdicts = Counter(audited.checked.verdict for one in done for audited in one.audited)
    if done and not as_json:
        from quotesdb.present.verdicts import summed_up

        click.echo(summed_up(verdicts, done))
    if failed or any(one.unread for one in done):
        context.exit(2)
    if any(verdicts[verdict] for verdict in fail_on):
        context.exit(1)


def _read(name: str, **how: Any) -> tuple[ArticleDraft, int]:
    """A draft, and how many lines stand in its file before the text begins."""
    from quotesdb.readers import read
    from quotesdb.readers.files import load
    from quotesdb.services.checking.audit import lines_before
    from quotesdb.services.faults import one_document

    with one_document():
        data = load(name, how["max_size"])
        draft = read(data, Path(name).name, how["format"])
        return draft, lines_before(draft, data)


def _audit(
    session: Any, make_session: Any, draft: ArticleDraft, before: int, name: str, *, as_json: bool
) -> Draft:
    from quotesdb.present.shapes import draft_answer
    from quotesdb.present.verdicts import line_of
    from quotesdb.services.checking.audit import audit, find
    from quotesdb.services.faults import of_one_document, one_document

    with one_document():
        found = find(draft, before)
    audited = []
    with nullcontext() if as_json else progress("Checking") as bar:
        if bar:
            bar.start(len(found.passages))
        for one in of_one_document(audit(session, make_session, draft, name, found.passages)):
            audited.append(one)
            if as_json:
                json_line(draft_answer(one, name, one.passage.line))
            elif bar:
                bar.step()
                bar.say(f"{name}:{one.passage.line}  {line_of(one.checked)}")
    _tell_unchecked(found, name, as_json=as_json)
    return Draft(name, draft, tuple(audited), found.unmarked, found.unsaid, len(found.unread))


def _tell_unchecked(found: Found, name: str, *, as_json: bool) -> None:
    """Name what stands in marks and was not checked, with its line."""
    from quotesdb.present.verdicts import shortened

    for words in found.unsaid:
        if as_json:
            json_line(UnsaidWords(name, words.line, words.span, words.text, _UNSAID))
        else:
            note(f"{name}:{words.line} {_UNSAID}: {shortened(words.text)}")
    for line in found.unread:
        if as_json:
            json_line(UnreadMark(name, line, _UNREAD))
        else:
            note(f"{name}:{line} {_UNREAD}")


def _write(report: Path, done: list[Draft]) -> None:
    if report.suffix.lower() in _MARKDOWN:
        from quotesdb.present.audit_markdown import page
    else:
        from quotesdb.present.audit_report import page

    write(report, page(done))
    note(f"the report is in {one_line(str(report))}")
