"""``quotesdb article``: one article with its quotations marked, and its removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading, writing
from quotesdb.cli.group import DefaultGroup
from quotesdb.cli.judging import judged, past
from quotesdb.cli.options import EMBARGOED, chooser, common, database_option, examples
from quotesdb.cli.output import Column, Row, fields, heading, json_line, lines, table
from quotesdb.cli.pager import paged
from quotesdb.present.text import counted, one_line
from quotesdb.present.wording import UNATTRIBUTED, UNTITLED, printed, said_by, seen

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.results import Decided
    from quotesdb.services.lookup.results import ArticleDetail
    from quotesdb.values import Citation

OPEN, CLOSE = "[[", "]]"
COLUMNS = (
    Column(("",), right=True),
    Column(("Quote",)),
    Column(("Kind",)),
    Column(("Decided",), share=1),
    Column(("Speaker",), share=1),
)


@click.group(cls=DefaultGroup, context_settings={"ignore_unknown_options": True})
@database_option
@examples(
    "quotesdb article a-5n3kq7w2xb",
    "quotesdb article a-5n3kq7w2xb --history",
    'quotesdb article set a-5n3kq7w2xb --byline "Ada Example"',
    'quotesdb article remove a-5n3kq7w2xb --why "published by mistake"',
)
def article() -> None:
    """Show one article with its quotations marked, set it right, or remove it."""


@article.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--history", is_flag=True, help="Show its versions, and the quotations that differ between them."
)
@EMBARGOED
@common
@examples("quotesdb article a-5n3kq7w2xb", "quotesdb article a-5n3kq7w2xb --history")
@paged
def show(*, id_: str, history: bool, embargoed: bool, as_json: bool) -> None:
    """Show the text with its quotations marked and named.

    This is what "quotesdb article ID" does. Each quotation stands in [[double brackets]] that end with its
    number and speaker; a list with the ids of the quotations follows the text.

    With --history the versions are shown instead, oldest first: correction notices, and each quotation that
    changed, vanished or is new since the version before. Words taken out stand in [-hyphens-], words put in
    stand in {+plus signs+}. Use "quotesdb decisions list" for what people decided about all articles.
    """
    if history:
        from quotesdb.cli.commands.article_history import show_history

        show_history(id_, embargoed=embargoed, as_json=as_json)
        return
    from quotesdb.services.lookup import article_detail

    with reading() as session:
        detail = article_detail(session, id_, embargoed=embargoed)
    if as_json:
        json_line(detail)
    else:
        render(detail)


@article.command()
@click.argument("id_", metavar="ID")
@click.option("--why", required=True, metavar="WORDS", help="The reason, kept in the article's place.")
@common
@examples('quotesdb article remove a-5n3kq7w2xb --why "published by mistake"')
def remove(*, id_: str, why: str, as_json: bool) -> None:
    """Remove an article: a wrong file, a takedown.

    Its text and quotations are deleted, and so are decisions about them. A note of what was removed, when and
    why stays, and so do decisions about who is who.
    """
    from quotesdb.services.ingest.remove import remove_article

    with writing() as session:
        removed = remove_article(session, id_, why)
    if as_json:
        from quotesdb.present.shapes import Removal

        json_line(Removal(removed, why))
        return
    title = one_line(removed.title or UNTITLED)
    decisions = f" and {counted(removed.reviews, 'decision')}" if removed.reviews else ""
    click.echo(f"removed {removed.id} “{title}” with {counted(removed.quotes, 'quotation')}{decisions}")


@article.command("set")
@click.argument("id_", metavar="ID")
@chooser("--title", "WORDS", "The title.")
@click.option("--byline", multiple=True, metavar="NAME", help="An author; can be given again.")
@chooser("--publisher", "NAME", "The publisher.")
@chooser("--published", "DATE", "The date: 2025-03-14, 2025-03 or 2025.")
@chooser("--url", "URL", "The address.")
@chooser("--archived", "URL", "The address of an archived copy.")
@chooser("--embargo", "TIME", "When it may be shown: 2025-03-14T06:00+01:00; a time that is over ends it.")
@judged
@examples(
    'quotesdb article set a-5n3kq7w2xb --byline "Ada Example" --byline "Cy Test"',
    'quotesdb article set a-5n3kq7w2xb --published 2025-03-14 --note "the page has the day of the scan"',
)
def set_(
    session: Session, judge: str, note: str | None, *, id_: str, byline: tuple[str, ...], **given: str | None
) -> Decided:
    """Set right what the file of an article has wrong.

    Use this for an article that is stored already; "quotesdb ingest" has options for the same when you store
    it.

    It holds when the file is ingested again, whatever that says; citations and filters have it. What the file
    says is kept and holds again once the decision is taken back with "quotesdb undo".
    """
    from quotesdb.services.judging.articles import correct_article

    values = {name: value for name, value in given.items() if value is not None}
    if byline:
        values["byline"] = "\n".join(byline)
    return correct_article(session, id_, values, judge, note)


def render(detail: ArticleDetail) -> None:
    """Print the article as a page: what is known of it, its text, its quotations."""
    about = detail.article
    heading(f"{about.title or UNTITLED} ({about.id})")
    fields(
        [
            ("By", ", ".join(about.byline)),
            ("Publisher", about.publisher),
            ("Printed", printed(about)),
            ("Section", detail.section),
            ("Address", about.url),
            ("Archived", about.archived_url),
            ("Accessed", seen(about.accessed)),
            ("Language", about.language),
            (
                "Version",
                f"{detail.version}, read {detail.retrieved_at:%Y-%m-%d %H:%M} UTC as {detail.reader}",
            ),
            *(("Notice", notice) for notice in detail.corrections),
            *(("Set right", past(entry)) for entry in detail.set_right),
        ]
    )
    click.echo()
    for line in marked(detail.text, detail.quotes).strip("\n").split("\n"):
        click.echo(bright("\n".join(lines(line))))
    click.echo()
    table(COLUMNS, [_cells(str(number), quote) for number, quote in enumerate(detail.quotes, 1)])
    if detail.vanished:
        click.echo()
        heading("No longer in the article")
        table(COLUMNS, [_cells("", quote) for quote in detail.vanished])


def marked(text: str, quotes: Sequence[Citation]) -> str:
    """The text with brackets round every quotation, the number and speaker before the closing ones."""
    closings: list[tuple[int, int, str]] = []
    openings: list[tuple[int, int, str]] = []
    for number, quote in enumerate(quotes, 1):
        name = one_line(quote.speaker.name) if quote.speaker else UNATTRIBUTED
        for span in quote.content:
            # At one place inner quotations close before outer ones, and all that close before any opens.
            closings.append((span.end, -span.start, f" | {number} {name}{CLOSE}"))
            openings.append((span.start, -span.end, OPEN))
    pieces, done = [], 0
    for place, _, _, mark in sorted(
        [(end, 0, start, mark) for end, start, mark in closings]
        + [(start, 1, end, mark) for start, end, mark in openings]
    ):
        pieces += [text[done:place], mark]
        done = place
    return "".join([*pieces, text[done:]])


def bright(paragraph: str) -> str:
    """The paragraph with what stands in double brackets in bold; a pipe gets no colours."""
    return paragraph.replace(OPEN, f"\x1b[1m{OPEN}").replace(CLOSE, f"{CLOSE}\x1b[0m")


def _cells(number: str, quote: Citation) -> Row:
    decision = quote.decision
    sure = f" {decision.confidence:.2f}" if decision.confidence is not None else ""
    since = f"; {quote.since.label()}" if quote.since else ""
    decided = f"{decision.by}{sure}{since}"
    return (number,), (quote.id,), (quote.kind,), (decided,), (said_by(quote),)
