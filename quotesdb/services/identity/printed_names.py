"""By which names the sources of a speaker's quotations call him or her in print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, func, select, union_all

from quotesdb.db.given import among
from quotesdb.db.models import Attribution, AttributionSpan, DecisionSpan
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import SpanRole
from quotesdb.resolve import printed_name
from quotesdb.services.store.chunks import CHUNK, chunks
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.texts import texts_of
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_READ = 1_000
"""Quotations whose sources are read, the newest: a president has tens of thousands, and few names."""

_NAMING = (SpanRole.SOURCE, SpanRole.EVIDENCE)


def printed_names(
    session: Session,
    rows: FromClause,
    conditions: Sequence[ColumnElement[bool]],
    kind: AgentKind,
    names: Collection[str],
    *,
    most: int = _READ,
) -> list[str]:
    """The names in the sources of these quotations, and in the evidence for them, the most frequent first.

    ``rows`` has the columns of the read model, ``conditions`` say which. ``names`` are those of the speaker:
    words that do not go with one of them are no name of it. The newest quotations are read, at ``most``.
    """
    if kind not in (AgentKind.PERSON, AgentKind.ORGANISATION):
        return []
    chosen = (
        select(rows.c.version_id, rows.c.attribution_id, rows.c.review_id)
        .where(*conditions)
        .order_by(rows.c.newest)
        .limit(most)
        .cte("chosen")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    return _most_frequent(Counter(words for (words,) in _words(session, chosen)), kind, names)


def printed_names_of(session: Session, speaker_ids: Collection[int], kind: AgentKind, name: str) -> list[str]:
    """By which names these speakers are called where they are quoted, as look-ups show it."""
    rows = current_quotes()
    return printed_names(session, rows, [among(rows.c.speaker_id, speaker_ids), _held(rows)], kind, [name])


def printed_names_of_people(session: Session, names: Mapping[int, str]) -> dict[int, list[str]]:
    """The same of each of these people, who are given with their names, by row number."""
    rows = current_quotes()
    row = rows.c
    place = func.row_number().over(partition_by=row.speaker_id, order_by=row.newest).label("place")
    columns = (row.version_id, row.attribution_id, row.review_id, row.speaker_id, place)
    counted = defaultdict[int, Counter[str]](Counter)
    for part in chunks(names):
        theirs = select(*columns).where(row.speaker_id.in_(part), _held(rows)).subquery()
        chosen = select(theirs).where(theirs.c.place <= _READ).subquery()
        for words, speaker_id in _words(session, chosen, chosen.c.speaker_id):
            counted[speaker_id][words] += 1
    return {id_: _most_frequent(counted[id_], AgentKind.PERSON, [name]) for id_, name in names.items()}


def _held(rows: FromClause) -> ColumnElement[bool]:
    return rows.c.shown.in_((Shown.ALWAYS.value, Shown.WITH_ALL.value))


def _words(session: Session, chosen: FromClause, *beside: ColumnElement[Any]) -> Iterator[tuple[Any, ...]]:
    """The words that say who spoke, of each of these quotations, with other columns of it.

    Cut out here: databases would read and unpack a text again for each place in it.
    """
    by_version = groupby(session.execute(_places(chosen, *beside)), attrgetter("version_id"))
    while part := {id_: list(rows) for id_, rows in islice(by_version, CHUNK)}:
        for id_, text in texts_of(session, part).items():
            for _, start, end, *more in part[id_]:
                yield text[start:end], *more


def _places(chosen: FromClause, *beside: ColumnElement[Any]) -> CompoundSelect[*tuple[Any, ...]]:
    """Where the words stand: from where to where, version by version."""
    machine, person = chosen.c.review_id.is_(None), chosen.c.review_id.is_not(None)
    source = (Attribution.source_start, Attribution.source_end)
    in_rows = AttributionSpan.attribution_id == chosen.c.attribution_id
    places = (
        (Attribution, Attribution.id == chosen.c.attribution_id, source, (machine,)),
        (AttributionSpan, in_rows, _ends(AttributionSpan), (machine, AttributionSpan.role.in_(_NAMING))),
        (
            DecisionSpan,
            DecisionSpan.decision_id == chosen.c.review_id,
            _ends(DecisionSpan),
            (person, DecisionSpan.role.in_(_NAMING)),
        ),
    )
    return union_all(
        *(
            select(chosen.c.version_id, start, end, *beside)
            .select_from(chosen)
            .join(marked, belongs)
            .where(start.is_not(None), *only)
            for marked, belongs, (start, end), only in places
        )
    ).order_by("version_id")


def _most_frequent(counted: Counter[str], kind: AgentKind, names: Collection[str]) -> list[str]:
    """The names that are among these words, the most frequent first."""
    found = Counter[str]()
    for source, times in counted.items():
        if name := printed_name(source, kind, names):
            found[name] += times
    return sorted(found, key=lambda name: (-found[name], name))


def _ends(model: type[AttributionSpan | DecisionSpan]) -> tuple[Any, Any]:
    return model.start_char, model.end_char
