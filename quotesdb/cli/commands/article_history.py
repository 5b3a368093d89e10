"""``quotesdb article ID --history``: the versions of an article, and what became of its quotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading
from quotesdb.cli.judging import show_past
from quotesdb.cli.output import fields, heading, json_line, paragraph
from quotesdb.present.text import counted, one_line
from quotesdb.present.wording import CHANGES, UNATTRIBUTED, UNTITLED, seen

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import ReviewEntry
    from quotesdb.services.lookup.results import ArticleHistory, MetadataEntry, QuoteChange, VersionEntry


def show_history(id_: str, *, embargoed: bool, as_json: bool) -> None:
    """Look the history up and print it."""
    from quotesdb.services.lookup import article_history

    with reading() as session:
        found = article_history(session, id_, embargoed=embargoed)
    if as_json:
        json_line(found)
    else:
        render(found)


def render(history: ArticleHistory) -> None:
    """Print the history as a page."""
    heading(f"{history.article.title or UNTITLED} ({history.article.id})")
    for number, version in enumerate(history.versions):
        click.echo()
        _version(version, is_first=number == 0)
    if history.metadata:
        click.echo()
        heading("Printed before")
        for entry in history.metadata:
            paragraph(_metadata(entry))
    show_past("Set right", history.set_right)


def _version(version: VersionEntry, *, is_first: bool) -> None:
    heading(f"Version {version.number}, read {version.retrieved_at:%Y-%m-%d %H:%M} UTC as {version.reader}")
    differing = counted(len(version.changes), "difference") if version.changes else "none differs"
    compared = "" if is_first else f"; {differing}"
    fields(
        [
            ("Quotations", f"{version.quotes:,}{compared}"),
            ("Accessed", seen(version.accessed)),
            *(("Notice", notice) for notice in version.corrections),
        ]
    )
    for change in version.changes:
        click.echo()
        _change(change)


def _change(change: QuoteChange) -> None:
    edits = f" ({', '.join(change.edits)})" if change.edits else ""
    click.echo(f"{change.id}  {CHANGES[change.change]}{edits}")
    for line in _wordings(change):
        paragraph(line, "  ")


def _wordings(change: QuoteChange) -> Iterator[str]:
    if change.diff:
        yield change.diff
    elif change.before and change.after and change.before != change.after:
        yield f"before: {change.before}"
        yield f"after: {change.after}"
    else:
        yield change.after or change.before or ""
    before, after = (one_line(name or UNATTRIBUTED) for name in (change.speaker_before, change.speaker_after))
    if change.before is None or change.after is None or before == after:
        yield f"speaker: {after if change.after else before}"
    else:
        yield f"speaker: {before} -> {after}"
    if change.judged:
        yield f"judged: {_judged(change.judged)}"


def _judged(entry: ReviewEntry) -> str:
    said_by = f", speaker {one_line(entry.speaker)}" if entry.speaker else ""
    return f"{entry.verdict} by {one_line(entry.reviewer)}, {entry.at:%Y-%m-%d}{said_by}"


def _metadata(entry: MetadataEntry) -> str:
    known = (
        *(entry.title, entry.publisher, ", ".join(entry.byline), entry.published, entry.section),
        *(entry.url, entry.archived_url),
    )
    return f"until {entry.until:%Y-%m-%d %H:%M} UTC: {'; '.join(part for part in known if part)}"
