"""``quotesdb people``: what authority files say of people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import batch, reading, writing
from quotesdb.cli.group import Failure, ListGroup
from quotesdb.cli.options import common, common_of_lists, database_option, examples, limit_option
from quotesdb.cli.output import Column, Row, how_many, json_line, list_page, note
from quotesdb.cli.pager import paged
from quotesdb.cli.wording import held_from_to
from quotesdb.present.text import counted, one_line

if TYPE_CHECKING:
    from quotesdb.services.identity.results import KnownPerson

COLUMNS = (
    Column(("Person",)),
    Column(("Name", "Other names"), share=1),
    Column(("Last role", "Held"), share=1),
)


@click.group(cls=ListGroup, context_settings={"ignore_unknown_options": True})
@database_option
@examples("quotesdb people import members.json", "quotesdb people", "quotesdb people remove wikidata:Q76")
def people() -> None:
    """Import who people are: names, dated roles, identifiers."""


@people.command("list")
@click.argument("query", required=False)
@limit_option(50, "people")
@common_of_lists
@examples("quotesdb people", "quotesdb people okonjo")
@paged
def list_(*, query: str | None, limit: int, as_json: bool) -> None:
    """List the people that were imported.

    This is what "quotesdb people" does. QUERY is part of a name, or an identifier.
    """
    from quotesdb.services.transfer.people import list_people

    with reading() as session:
        page = list_people(session, query, limit=limit or None)
    list_page(COLUMNS, page, _cells, as_json=as_json)
    note(how_many(len(page.rows), page.total, "record"))


@people.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@common
@examples("quotesdb people import members.csv", "quotesdb people import ep-popolo.json legislators.yaml")
def import_(*, files: tuple[Path, ...], as_json: bool) -> None:
    """Import people from authority files.

    FILE is Popolo JSON, the JSON of a Wikidata query, YAML of congress-legislators, or CSV with the columns
    name, also, role, organisation, since, until, born, died; every other column is an identifier (wikidata,
    isni ...). The format is known by the content. Nothing is downloaded.

    A date that cannot be read is told of and passed over.

    Identifiers are shown with speakers of these names, chosen by (--id) and exported; dated roles say who
    "the chancellor" was on the day of printing. Importing a file again replaces what it said.
    """
    from quotesdb.readers.authority import read_authority
    from quotesdb.readers.errors import ReadError
    from quotesdb.services.transfer.people import import_people

    with batch(create=True) as make_session:
        for file in files:
            try:
                records = read_authority(file.read_bytes())
            except OSError as error:
                raise Failure(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
            except ReadError as error:
                raise Failure(f"{file}: {error}") from error
            with make_session.begin() as session:
                told = import_people(session, records, file.name)
            if as_json:
                json_line(told)
                continue
            left_out = f", {counted(told.left_out, 'person', 'people')} erased before left out"
            click.echo(
                f"{one_line(told.source)}: {told.added:,} added, {told.renewed:,} renewed"
                f"{left_out if told.left_out else ''}"
            )
            if told.unread:
                first, *more = map(one_line, told.unread)
                others = f"; {len(more):,} more like it" if more else ""
                note(f"{one_line(told.source)}, {first}: no date like 1997-05-02, passed over{others}")


@people.command()
@click.argument("id_", metavar="ID", required=False)
@click.option("--source", metavar="FILE", help="All whom this file brought.")
@common
@examples("quotesdb people remove wikidata:Q76", "quotesdb people remove --source members.csv")
def remove(*, id_: str | None, source: str | None, as_json: bool) -> None:
    """Take people out again.

    ID is as the list has it. Speakers and quotations stay as they are.
    """
    from quotesdb.present.shapes import PeopleRemoved
    from quotesdb.services.transfer.people import remove_people

    with writing() as session:
        number = remove_people(session, id_=id_, source=source)
    if as_json:
        json_line(PeopleRemoved(number))
    else:
        click.echo(f"removed {counted(number, 'person', 'people')}")


def _cells(row: KnownPerson) -> Row:
    role = max(row.roles, key=lambda each: each.since or "", default=None)
    others = "; ".join(row.names)
    return ((row.id,), (row.name, others), (role.title if role else "", held_from_to(role) if role else ""))
