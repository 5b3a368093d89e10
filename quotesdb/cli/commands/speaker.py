"""``quotesdb speaker``: one speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import SHOWN, id_or_records, people, quoted, records, several, tell
from quotesdb.cli.database import reading
from quotesdb.cli.judging import show_past
from quotesdb.cli.options import EMBARGOED, chooser, common, examples, limit_option
from quotesdb.cli.output import Column, Row, fields, heading, how_many, json_line, note, table
from quotesdb.cli.pager import paged
from quotesdb.cli.wording import held_from_to, show_quotes
from quotesdb.present.text import counted
from quotesdb.present.wording import NO_DATE, UNTITLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotesdb.services.identity.results import KnownPerson, NamedSo
    from quotesdb.services.lookup.results import RoleRow, SpeakerDetail, Spell
    from quotesdb.values import HeldRole

ROLE_COLUMNS = (
    Column(("Article", "Printed")),
    Column(("Name", "Publisher"), share=1),
    Column(("Role", "Organisation"), share=1),
)

CALLED_COLUMNS = (
    Column(("Speaker",)),
    Column(("Quotes",), right=True),
    Column(("Name", "Kind", "Role"), share=1),
)

NO_ROLE = "(none printed)"
NOT_PRINTED = "(named by a person)"


@click.command()
@click.argument("name")
@click.option("--all", "all_", is_flag=True, help="Include thoughts and facts shown.")
@chooser("--as-of", "DATE", "As printed up to the end of that day, month or year.")
@click.option("--articles", is_flag=True, help="A line for each article, not for each role.")
@EMBARGOED
@limit_option(20, "quotations")
@common
@examples('quotesdb speaker "Amara Okonjo"', "quotesdb speaker s-7h2kq4m5xa --as-of 2022-12")
@paged
def speaker(
    *,
    name: str,
    all_: bool,
    as_of: str | None,
    articles: bool,
    embargoed: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Show one speaker: roles, other names, quotations.

    NAME is a name, another name of the same speaker, or an id; case and accents do not matter. A surname
    means all who bear it; "Mrs" or "Mr" before it leaves out those who cannot be meant. If a name means
    several speakers, they share one page, which lists them. Roles are shown as they were printed, newest
    first; all articles that print the same role share one line, with its first and last day, their number
    and the newest of them: --articles has a line for each, as --json has. A role that was not printed for a
    year while others were has a line for each time. Who spoke in an
    article by a person's decision alone is named by a person.

    With --as-of everything is as it was printed up to that day: roles, names, quotations.
    What people decided about who this is comes last, with who, when and why.
    """
    from quotesdb.services.lookup import speaker_detail, speaker_in_short
    from quotesdb.services.lookup.results import Spell

    asked: dict[str, Any] = {"limit": limit or None, "all": all_, "as_of": as_of, "embargoed": embargoed}
    with reading() as session:
        if as_json or articles:
            detail = speaker_detail(session, name, **asked)
            spells = tuple(Spell(row, row, 1) for row in detail.roles)
        else:
            found = speaker_in_short(session, name, **asked)
            detail, spells = found.detail, found.spells
    if as_json:
        from quotesdb.present.shapes import SpeakerPage

        json_line(SpeakerPage(detail, detail.quotes.total, detail.quotes.rows))
        return
    render(detail, spells, name)
    note(how_many(len(detail.quotes.rows), detail.quotes.total, "quotation"))
    tell(name, detail.called, listing=False)


def render(detail: SpeakerDetail, spells: Sequence[Spell], name: str) -> None:
    """Print whom a name means as a page, with a line for each of the spells."""
    one = _one(detail, name)
    heading(f"{detail.name} ({one or _several(detail)})")
    kinds = ", ".join(f"{number} {kind}" for kind, number in detail.counts.items() if number)
    fields(
        [
            ("Kind", detail.kind),
            ("Records", _records(detail)),
            ("As of", _then(detail) if detail.as_of else None),
            ("Tags", ", ".join(detail.tags)),
            ("Also", "; ".join(alias for alias in detail.aliases if alias != detail.name)),
            ("Quoted", _quoted(detail) if detail.roles else None),
            ("Of these", kinds),
        ]
    )
    for person in detail.people:
        _in_files(person)
    if len(detail.called) > 1:
        click.echo()
        heading("Called so")
        table(CALLED_COLUMNS, [_called(one) for one in detail.called])
    if spells:
        click.echo()
        heading("As printed")
        table(ROLE_COLUMNS, [_role(spell) for spell in spells])
        if any(spell.articles > 1 for spell in spells):
            note(f"a line for each article: quotesdb speaker {one or quoted(name)} --articles")
    if detail.quotes.rows:
        click.echo()
        heading("Quotations")
        show_quotes(detail.quotes.rows)
    show_past("Decided", detail.decisions)


def _in_files(person: KnownPerson) -> None:
    """What authority files say of somebody."""
    click.echo()
    heading("In authority files")
    lived = " to ".join((person.born or "?", person.died or "")) if person.born or person.died else None
    fields(
        [
            ("Name", person.name),
            ("Lived", lived),
            *(("Identifier", each.address or f"{each.scheme}:{each.value}") for each in person.identifiers),
            *(("Role", _held(role)) for role in person.roles),
        ]
    )


def _held(role: HeldRole) -> str:
    return ", ".join(filter(None, (role.title, role.organisation, held_from_to(role))))


def _one(detail: SpeakerDetail, name: str) -> str | None:
    """The id, where everything on the page is of whom it means: groups of one name answer together."""
    from quotesdb.services.identity.agent_key import NAMED
    from quotesdb.services.store.ids import looks_like_id

    alone = detail.kind in NAMED or detail.articles < 2 or looks_like_id(name, "s")
    return detail.id if alone else None


def _several(detail: SpeakerDetail) -> str:
    if detail.id:
        return "whoever is called so; not taken for one"
    return records(detail.called[0]) if len(detail.called) == 1 else people(detail.called)


def _records(detail: SpeakerDetail) -> str | None:
    """The ids of a name that is several records; several names are listed beside the page."""
    if len(detail.called) > 1 or not several(detail.called):
        return None
    ids = detail.called[0].ids
    more = [f"and {len(ids) - SHOWN} more"] if len(ids) > SHOWN else []
    return ", ".join([*ids[:SHOWN], *more])


def _called(one: NamedSo) -> Row:
    told = (one.name, "" if one.kind == "person" else one.kind, one.role or "")
    return (id_or_records(one),), (f"{one.quotes:,}",), told


def _quoted(detail: SpeakerDetail) -> str:
    return f"{counted(detail.quotes.total, 'time')} in {counted(detail.articles, 'article')}"


def _then(detail: SpeakerDetail) -> str:
    """The role printed last by the day that was asked about."""
    row = detail.role
    if not detail.roles:
        return f"{detail.as_of}: not printed {f'before {detail.first}' if detail.first else 'by then'}"
    if row is None:
        return f"{detail.as_of}: no role had been printed"
    described = ", ".join(part for part in (row.role, row.organisation) if part)
    return f"{detail.as_of}: {described} (printed {_date_of(row)}, {row.article_id})"


def _role(spell: Spell) -> Row:
    row = spell.newest
    first, last = _date_of(spell.oldest), _date_of(row)
    when = last if first == last else f"{first} to {last}"
    place = row.publisher or row.title or UNTITLED
    where = place if spell.articles == 1 else counted(spell.articles, "article")
    role = row.role or ("" if row.organisation else NO_ROLE if row.printed else NOT_PRINTED)
    return (row.article_id, when), (row.name, where), (role, row.organisation or "")


def _date_of(row: RoleRow) -> str:
    return row.published.printed() if row.published else NO_DATE
