"""What the quotations of a search have in common: whose they are, for whom, where printed, of which kind.

Rows are read once, and only where they are few: what is counted has its cost in them, not in how it is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Enum, FromClause, Select, String, select, type_coerce

from quotesdb.db.given import looked_up
from quotesdb.db.models import Appearance, Organisation, Speaker
from quotesdb.db.types import Status
from quotesdb.services.identity import organisations
from quotesdb.services.identity.bodies import joined as together
from quotesdb.services.identity.organisations import Decisions
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.kept import FOLDED
from quotesdb.services.lookup.pages import count
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.lookup.words import MOST_HOLDING
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = MOST_HOLDING
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

    @property
    def total(self) -> tuple[int, bool]:
        """How many quotations there are, as far as they are counted, and whether there are more."""
        return (MOST, True) if self.counted is None else (self.counted, False)


def find_facets(session: Session, where: QuoteFilter) -> Facets:
    """What the quotations that fit have in common; nothing where more than ``MOST`` fit.

    Whoever chooses by a value finds as many as are counted here. A quotation counts for an organisation that
    speaks itself and for the one that it speaks for.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    return facets_of(session, chosen(session, where))


def facets_of(session: Session, selected: Selection) -> Facets:
    """The same of quotations that were chosen; where many numbers are known, these are counted here."""
    number, more = (0, False) if selected.numbers else count(session, selected)
    if more or number > MOST:
        return Facets(None)
    found = session.execute(_rows_of(selected.rows).where(*selected.where).limit(MOST + 1)).all()
    if len(found) > MOST:
        return Facets(None)
    rows = _Columns(*zip(*found, strict=True)) if found else _Columns()
    printed_in, spoken_for = _times(rows.publisher_id), _times(rows.body_id)
    bodies = _bodies(session, printed_in.keys() | spoken_for.keys())
    decided = organisations.decisions(session)
    shown = organisations.shown(session, decided.groups)
    called = _called(session, rows, bodies)
    known = tombstones(session)
    made: dict[str, _Lines] = {
        "speaker": _speakers(session, _times(rows.speaker_id)),
        "organisation": _organisations(called, _one_body(decided, called), shown),
        "publisher": _organisations(
            {(bodies[id_],): times for id_, times in printed_in.items()}, decided.groups, shown
        ),
        "kind": {(kind, kind): times for kind, times in Counter(rows.kind).items()},
        "reviewed": _reviewed(rows.status),
    }
    facets = tuple(
        Facet(name, tuple(_masked(each, known) for each in _most(values)), max(0, len(values) - _VALUES))
        for name, values in made.items()
    )
    return Facets(len(found), facets, _years(rows.published_on))


class _Columns(NamedTuple):
    """What is read of quotations, each column by itself: so values are counted without looking at rows."""

    speaker_id: Sequence[int | None] = ()
    publisher_id: Sequence[int | None] = ()
    own_key: Sequence[str | None] = ()
    body_id: Sequence[int | None] = ()
    appearance_id: Sequence[int | None] = ()
    kind: Sequence[str] = ()
    status: Sequence[str] = ()
    published_on: Sequence[date | None] = ()


@lru_cache(maxsize=8)
def _rows_of(rows: FromClause) -> Select[Any]:
    """The columns, of what look-ups choose from; kinds as they are stored, to be told and not compared."""
    read = (rows.c[name] for name in _Columns._fields)
    return select(
        *(
            type_coerce(each, String).label(each.name) if isinstance(each.type, Enum) else each
            for each in read
        )
    )


def _times(ids: Iterable[int | None]) -> dict[int, int]:
    """How often there is each of these numbers."""
    return {id_: times for id_, times in Counter(ids).items() if id_ is not None}


def _masked(value: FacetValue, known: Tombstones) -> FacetValue:
    """A value without the name of anybody erased, by which nothing is chosen then."""
    name, chosen = known.hide(value.name), known.line(value.value)
    return FacetValue(chosen if chosen == value.value else None, name, value.quotes) if known else value


_Body = tuple[str, str]
"""An organisation by its folded name, and as it is printed."""

_Lines = Mapping[tuple[str | None, str], int]
"""How many quotations a value has, by what chooses them, if anything does, and what it is called."""


def _most(lines: _Lines) -> list[FacetValue]:
    """The values that most quotations have."""
    first = nsmallest(
        _VALUES, ((-number, name, value or "", value) for (value, name), number in lines.items())
    )
    return [FacetValue(value, name, -number) for number, name, _order, value in first]


def _reviewed(statuses: Sequence[str]) -> _Lines:
    human = Counter(statuses)[Status.HUMAN.value]
    lines = {("yes", "reviewed"): human, ("no", "unreviewed"): len(statuses) - human}
    return {line: times for line, times in lines.items() if times}


def _speakers(session: Session, times: Mapping[int, int]) -> _Lines:
    """Who speaks; groups and anonymous sources have a line each, and nothing chooses them alone."""
    lines = defaultdict[tuple[str | None, str], int](int)
    for id_, public_id, name, kind in session.execute(_SPEAKERS.where(looked_up(_SPEAKER.id, times))).all():
        folded = _FOLDED.get(kind)
        lines[(None, folded) if folded else (public_id, name)] += times[id_]
    return lines


_SPEAKER, _BODY, _SAID = (table_of(model).c for model in (Speaker, Organisation, Appearance))
_FOLDED = {kind.value: name for kind, name in FOLDED.items()}
_SPEAKERS = select(_SPEAKER.id, _SPEAKER.public_id, _SPEAKER.name, type_coerce(_SPEAKER.kind, String))
_BODIES = select(_BODY.id, _BODY.name_key, _BODY.name)
_PRINTED = select(_SAID.id, _SAID.name)


def _bodies(session: Session, ids: Collection[int]) -> dict[int, _Body]:
    found = session.execute(_BODIES.where(looked_up(_BODY.id, ids))).all()
    return {id_: (key, name) for id_, key, name in found}


def _called(session: Session, rows: _Columns, bodies: Mapping[int, _Body]) -> dict[tuple[_Body, ...], int]:
    """The organisations that each quotation is of: itself, as it is printed there, and whom it speaks for."""
    said = zip(rows.own_key, rows.appearance_id, rows.body_id, strict=True)
    times = Counter((key, None if key is None else appearance, body) for key, appearance, body in said)
    own = {appearance for _key, appearance, _body in times if appearance is not None}
    printed = session.execute(_PRINTED.where(looked_up(_SAID.id, own))).all() if own else ()
    names = {row.id: row.name for row in printed}
    called = defaultdict[tuple[_Body, ...], int](int)
    for (key, appearance, body), number in times.items():
        itself = () if key is None or appearance is None else ((key, names[appearance]),)
        called[(*itself, bodies[body]) if body else itself] += number
    return called


def _one_body(decided: Decisions, called: Iterable[Collection[_Body]]) -> dict[str, frozenset[str]]:
    """The folded names that are one body's, by each of them, as the filter takes them together."""
    joined = together(decided, {key: name for each in called for key, name in each})
    groups = defaultdict[str, set[str]](set)
    for key, first in joined.items():
        groups[first].add(key)
    return {key: frozenset(groups[first]) for key, first in joined.items()}


def _organisations(
    said: Mapping[tuple[_Body, ...], int], merged: Mapping[str, frozenset[str]], shown: Mapping[str, str]
) -> _Lines:
    """Organisations with those merged into them, each called as people chose, else as it is printed most."""
    counts, called = defaultdict[_Group, int](int), dict[_Group, dict[str, int]]()
    for bodies, quotes in said.items():
        for group, (key, name) in {merged.get(key, key): (key, name) for key, name in bodies}.items():
            counts[group] += quotes
            names, chosen = called.setdefault(group, {}), shown.get(key, name)
            names[chosen] = names.get(chosen, 0) + quotes
    lines = {group: min(names, key=lambda name: (-names[name], name)) for group, names in called.items()}
    return {(lines[group], lines[group]): number for group, number in counts.items()}


_Group = frozenset[str] | str
"""The folded names that are one organisation's, or the only one that it has."""


def _years(days: Sequence[date | None]) -> tuple[tuple[str, int], ...]:
    """How many quotations each year has, from the first to the last, those without any among them."""
    counts = Counter(day.year for day in days if day is not None)
    if not counts:
        return ()
    return tuple((str(year), counts[year]) for year in range(min(counts), max(counts) + 1))
