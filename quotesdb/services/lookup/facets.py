"""What the quotations of a search have in common: whose they are, for whom, where printed, of which kind.

Rows are read once, and only where they are few: what is counted has its cost in them, not in how it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from quotesdb.db.given import among
from quotesdb.db.models import Appearance, Organisation, Speaker
from quotesdb.db.types import Status
from quotesdb.services.identity import organisations
from quotesdb.services.identity.bodies import joined as together
from quotesdb.services.identity.organisations import Decisions
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.kept import FOLDED
from quotesdb.services.lookup.pages import count
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 2_000
"""Quotations of which it is counted what they have in common."""

_VALUES = 8
"""Values of a facet that are told, those that most have."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """What some quotations have in common: ``value`` is what chooses them, null if nothing does."""

    value: str | None
    name: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values, most first; ``more`` values are left out."""

    filter: str
    values: tuple[FacetValue, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What quotations have in common, and how many a year has; ``counted`` is null if they are too many."""

    counted: int | None
    facets: tuple[Facet, ...] = ()
    years: tuple[tuple[str, int], ...] = ()


def find_facets(session: Session, where: QuoteFilter) -> Facets:
    """What the quotations that fit have in common; nothing where more than ``MOST`` fit.

    Whoever chooses by a value finds as many as are counted here. A quotation counts for an organisation that
    speaks itself and for the one that it speaks for.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    return facets_of(session, chosen(session, where))


def facets_of(session: Session, selected: Selection) -> Facets:
    """The same of quotations that were chosen."""
    row = selected.rows.c
    columns = (row.speaker_id, row.publisher_id, row.own_key, row.body_id, row.appearance_id)
    query: Select[Any] = select(*columns, row.kind, row.status, row.published_on).where(*selected.where)
    number, more = count(session, selected)
    if more or number > MOST:
        return Facets(None)
    rows = session.execute(query).all()
    bodies = _bodies(session, {id_ for each in rows for id_ in (each.publisher_id, each.body_id) if id_})
    decided = organisations.decisions(session)
    shown = organisations.shown(session, decided.groups)
    called = _called(session, rows, bodies)
    known = tombstones(session)
    made = {
        "speaker": _speakers(session, rows),
        "organisation": _organisations(called, _one_body(decided, called), shown),
        "publisher": _organisations(
            Counter(frozenset({bodies[each.publisher_id]}) for each in rows if each.publisher_id),
            decided.groups,
            shown,
        ),
        "kind": _counted(Counter((each.kind.value, each.kind.value) for each in rows)),
        "reviewed": _counted(Counter(_REVIEWED[each.status is Status.HUMAN] for each in rows)),
    }
    facets = tuple(
        Facet(name, tuple(_masked(each, known) for each in values[:_VALUES]), max(0, len(values) - _VALUES))
        for name, values in made.items()
    )
    return Facets(len(rows), facets, _years(rows))


def _masked(value: FacetValue, known: Tombstones) -> FacetValue:
    """A value without the name of anybody erased, by which nothing is chosen then."""
    name, chosen = known.hide(value.name), known.line(value.value)
    return FacetValue(chosen if chosen == value.value else None, name, value.quotes) if known else value


_REVIEWED = {True: ("yes", "reviewed"), False: ("no", "unreviewed")}

_Body = tuple[str, str]
"""An organisation by its folded name, and as it is printed."""


def _counted(counts: Mapping[tuple[str | None, str], int]) -> list[FacetValue]:
    found = [FacetValue(value, name, number) for (value, name), number in counts.items()]
    return sorted(found, key=lambda each: (-each.quotes, each.name, each.value or ""))


def _speakers(session: Session, rows: Sequence[Row[Any]]) -> list[FacetValue]:
    """Who speaks; groups and anonymous sources have a line each, and nothing chooses them alone."""
    counts = Counter(each.speaker_id for each in rows if each.speaker_id is not None)
    query = select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind)
    lines = Counter[tuple[str | None, str]]()
    for speaker in session.execute(query.where(among(Speaker.id, counts))):
        folded = FOLDED.get(AgentKind(speaker.kind))
        line = (None, folded) if folded else (speaker.public_id, speaker.name)
        lines[line] += counts[speaker.id]
    return _counted(lines)


def _bodies(session: Session, ids: Collection[int]) -> dict[int, _Body]:
    query = select(Organisation.id, Organisation.name_key, Organisation.name)
    found = session.execute(query.where(among(Organisation.id, ids)))
    return {body.id: (body.name_key, body.name) for body in found}


def _called(
    session: Session, rows: Sequence[Row[Any]], bodies: Mapping[int, _Body]
) -> Counter[frozenset[_Body]]:
    """The organisations that each quotation is of: itself, as it is printed there, and whom it speaks for."""
    own = {each.appearance_id for each in rows if each.own_key is not None}
    query = select(Appearance.id, Appearance.name)
    found = session.execute(query.where(among(Appearance.id, own)))
    names = {appearance.id: appearance.name for appearance in found}
    return Counter(
        frozenset(
            (
                *([(each.own_key, names[each.appearance_id])] if each.own_key is not None else []),
                *([bodies[each.body_id]] if each.body_id else []),
            )
        )
        for each in rows
    )


def _one_body(decided: Decisions, called: Iterable[Collection[_Body]]) -> dict[str, frozenset[str]]:
    """The folded names that are one body's, by each of them, as the filter takes them together."""
    joined = together(decided, {key: name for each in called for key, name in each})
    groups = defaultdict[str, set[str]](set)
    for key, first in joined.items():
        groups[first].add(key)
    return {key: frozenset(groups[first]) for key, first in joined.items()}


def _organisations(
    said: Mapping[frozenset[_Body], int], merged: Mapping[str, frozenset[str]], shown: Mapping[str, str]
) -> list[FacetValue]:
    """Organisations with those merged into them, each called as people chose, else as it is printed most."""
    counts, called = Counter[frozenset[str]](), dict[frozenset[str], Counter[str]]()
    for bodies, quotes in said.items():
        groups = {merged.get(key, frozenset({key})): (key, name) for key, name in bodies}
        for group, (key, name) in groups.items():
            counts[group] += quotes
            called.setdefault(group, Counter())[shown.get(key, name)] += quotes
    names = {group: min(times, key=lambda name: (-times[name], name)) for group, times in called.items()}
    return _counted({(names[group], names[group]): number for group, number in counts.items()})


def _years(rows: Sequence[Row[Any]]) -> tuple[tuple[str, int], ...]:
    """How many quotations each year has, from the first to the last, those without any among them."""
    counts = Counter(each.published_on.year for each in rows if each.published_on is not None)
    if not counts:
        return ()
    return tuple((str(year), counts[year]) for year in range(min(counts), max(counts) + 1))
