"""``quotesdb organisations``: who is spoken for, and deciding which names are of one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.commands.speakers import COLUMNS as SPEAKERS
from quotesdb.cli.commands.speakers import cells as speaker
from quotesdb.cli.database import reading, summed_up
from quotesdb.cli.group import ListGroup
from quotesdb.cli.judging import judged, show_past
from quotesdb.cli.options import (
    after_option,
    common,
    common_of_lists,
    database_option,
    examples,
    limit_option,
)
from quotesdb.cli.output import (
    Column,
    Row,
    fields,
    goes_on,
    heading,
    how_many,
    json_line,
    list_page,
    table,
)
from quotesdb.cli.output import note as say
from quotesdb.cli.pager import paged
from quotesdb.present.text import counted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.results import Decided
    from quotesdb.services.lookup.results import NameCount, OrganisationDetail, OrganisationRow

_COUNTS = (Column(("Quotes",), right=True), Column(("Its own",), right=True))
COLUMNS = (*_COUNTS, Column(("Name", "Other names"), share=1))
NAME_COLUMNS = (*_COUNTS, Column(("Name",), share=1), Column(("Checked at",)))


@click.group(cls=ListGroup, context_settings={"ignore_unknown_options": True})
@database_option
@examples(
    "quotesdb organisations",
    "quotesdb organisations velda",
    "quotesdb organisations show UBS",
    'quotesdb organisations merge UBS "UBS Group AG"',
)
def organisations() -> None:
    """List whom people speak for, or decide which names mean the same one."""


@organisations.command("list")
@click.argument("query", required=False)
@limit_option(50, "organisations")
@after_option
@common_of_lists
@examples("quotesdb organisations", "quotesdb organisations velda")
@paged
def list_(*, query: str | None, limit: int, after: str | None, as_json: bool) -> None:
    """List organisations that are quoted, or whose people are.

    This is what "quotesdb organisations" does. QUERY is part of a name.
    """
    from quotesdb.services.lookup import list_organisations

    with reading() as session:
        page = list_organisations(session, query, limit=limit or None, after=after)
        ending = summed_up(session, page, "organisation")
    list_page(COLUMNS, page, _cells, as_json=as_json)
    say(ending)
    goes_on(page, after)


@organisations.command()
@click.argument("name")
@limit_option(20, "speakers")
@common
@examples("quotesdb organisations show UBS")
@paged
def show(*, name: str, limit: int, as_json: bool) -> None:
    """Show one organisation: its names, people and decisions.

    NAME is any of its names; case and accents do not matter. Its people are those who spoke for it, with what
    they said in that role. What people decided about its names comes last, with who, when and why.
    """
    from quotesdb.services.lookup import organisation_detail

    with reading() as session:
        detail = organisation_detail(session, name, limit=limit or None)
    if as_json:
        from quotesdb.present.shapes import OrganisationPage

        json_line(OrganisationPage(detail, detail.people.total, detail.people.rows))
        return
    render(detail)
    say(how_many(len(detail.people.rows), detail.people.total, "speaker"))


def render(detail: OrganisationDetail) -> None:
    """Print the organisation as a page."""
    heading(detail.name)
    fields(
        [
            ("Quoted", f"{counted(detail.quotes, 'time')}, {detail.own:,} of these itself"),
            ("Also", "; ".join(alias for alias in detail.aliases if alias != detail.name)),
        ]
    )
    click.echo()
    heading("As printed")
    table(NAME_COLUMNS, [_name_cells(row) for row in detail.names])
    if detail.people.rows:
        click.echo()
        heading("Who spoke for it")
        table(SPEAKERS, [speaker(row) for row in detail.people.rows])
    show_past("Decided", detail.decisions)


def _name_cells(row: NameCount) -> Row:
    return (str(row.quotes),), (str(row.own),), (row.name,), (row.checked_at or "",)


@organisations.command()
@click.argument("meant", metavar="NAME NAME...", nargs=-1, required=True)
@judged
@examples(
    'quotesdb organisations merge UBS "UBS Group AG"',
    'quotesdb organisations merge UBS "UBS Group AG" "Union Bank of Switzerland"',
)
def merge(session: Session, judge: str, note: str | None, *, meant: tuple[str, ...]) -> Decided:
    """Decide that two or more names mean one organisation.

    What was printed stays as it is; --organisation and --publisher treat the names as one from now on. It is
    one decision, which "quotesdb undo" takes back as one. If a person holds two of them apart, nothing is
    merged.
    """
    from quotesdb.services.judging import organisations as organisation_judgements

    if len(meant) < 2:
        raise click.UsageError("Give two or more NAMEs.")
    return organisation_judgements.merge_all(session, meant, judge, note)


@organisations.command()
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("out", metavar="NAME...", nargs=-1, required=True)
@judged
@examples('quotesdb organisations split "UBS Group AG" "UBS Arena" --note "a stadium"')
def split(
    session: Session, judge: str, note: str | None, *, organisation: str, out: tuple[str, ...]
) -> Decided:
    """Decide that an organisation is two.

    The names that follow its own mean another organisation from now on, whatever is printed.
    """
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.split(session, organisation, out, judge, note)


@organisations.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@judged
@examples('quotesdb organisations different "Port of Vessen" "Vessen Port Services"')
def different(session: Session, judge: str, note: str | None, *, one: str, other: str) -> Decided:
    """Decide that two names mean two organisations."""
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.different(session, one, other, judge, note)


@organisations.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@judged
@examples('quotesdb organisations unsure "Port of Vessen" "Vessen Port Services"')
def unsure(session: Session, judge: str, note: str | None, *, one: str, other: str) -> Decided:
    """Note that two names may or may not mean one organisation."""
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.unsure(session, one, other, judge, note)


@organisations.command()
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("name", metavar="NAME")
@judged
@examples('quotesdb organisations rename UBS "UBS Group AG"')
def rename(session: Session, judge: str, note: str | None, *, organisation: str, name: str) -> Decided:
    """Choose the name by which an organisation is shown."""
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.rename(session, organisation, name, judge, note)


@organisations.group()
@database_option
@examples('quotesdb organisations alias add UBS "Union Bank of Switzerland"')
def alias() -> None:
    """Add or remove names to find an organisation by."""


@alias.command()
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("name", metavar="NAME")
@judged
@examples('quotesdb organisations alias add UBS "Union Bank of Switzerland"')
def add(session: Session, judge: str, note: str | None, *, organisation: str, name: str) -> Decided:
    """Add a name to find an organisation by."""
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.add_alias(session, organisation, name, judge, note)


@alias.command()
@click.argument("organisation", metavar="ORGANISATION")
@click.argument("name", metavar="NAME")
@judged
@examples('quotesdb organisations alias remove UBS "Union Bank of Switzerland"')
def remove(session: Session, judge: str, note: str | None, *, organisation: str, name: str) -> Decided:
    """Remove a name that somebody added; names as printed stay."""
    from quotesdb.services.judging import organisations as organisation_judgements

    return organisation_judgements.remove_alias(session, organisation, name, judge, note)


def _cells(row: OrganisationRow) -> Row:
    return (str(row.quotes),), (str(row.own),), (row.name, "; ".join(row.names))
