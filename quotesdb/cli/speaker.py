"""``quotesdb speaker``: one speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading
from quotesdb.cli.judging import past
from quotesdb.cli.options import common, examples, limit_option
from quotesdb.cli.output import (
    Column,
    Row,
    counted,
    fields,
    heading,
    how_many,
    json_line,
    note,
    paragraph,
    table,
)
from quotesdb.cli.wording import NO_DATE, UNTITLED, list_quotes

if TYPE_CHECKING:
    from quotesdb.services.rows import RoleRow, SpeakerDetail

ROLE_COLUMNS = (
    Column(("Article", "Printed")),
    Column(("Name", "Publisher"), share=1),
    Column(("Role", "Organisation"), share=1),
)


@click.command()
@click.argument("name")
@click.option("--all", "all_", is_flag=True, help="Thoughts and facts shown as well.")
@limit_option(20, "quotations")
@common
@examples('quotesdb speaker "Amara Okonjo"', "quotesdb speaker s-7h2kq4m5xa")
def speaker(*, name: str, all_: bool, limit: int, as_json: bool) -> None:
    """Show one speaker: roles, other names, quotations.

    NAME is a name, another name of the same speaker, or an id; case and accents do not matter. Roles are
    shown as they were printed, each with its date and article. What people decided about who this is comes
    last, with who, when and why.
    """
    from quotesdb.services.lookup import speaker_detail

    with reading() as session:
        detail = speaker_detail(session, name, limit=limit or None, all=all_)
    if as_json:
        from quotesdb.cli.shapes import plain

        json_line({**plain(detail), "total": detail.quotes.total, "quotes": plain(detail.quotes.rows)})
        return
    render(detail)
    note(how_many(len(detail.quotes.rows), detail.quotes.total, "quotation"))


def render(detail: SpeakerDetail) -> None:
    """Print the speaker as a page."""
    heading(f"{detail.name} ({detail.id})")
    kinds = ", ".join(f"{number} {kind}" for kind, number in detail.counts.items() if number)
    fields(
        [
            ("Kind", detail.kind),
            ("Also", "; ".join(alias for alias in detail.aliases if alias != detail.name)),
            ("Quoted", f"{counted(detail.quotes.total, 'time')} in {counted(detail.articles, 'article')}"),
            ("Of these", kinds),
        ]
    )
    click.echo()
    heading("As printed")
    table(ROLE_COLUMNS, [_role(row) for row in detail.roles])
    click.echo()
    heading("Quotations")
    list_quotes(detail.quotes.rows)
    if detail.decisions:
        click.echo()
        heading("Decided")
        for entry in detail.decisions:
            paragraph(past(entry))


def _role(row: RoleRow) -> Row:
    date = row.published.printed() if row.published else NO_DATE
    place = row.publisher or row.title or UNTITLED
    return (row.article_id, date), (row.name, place), (row.role or "", row.organisation or "")
