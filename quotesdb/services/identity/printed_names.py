"""By which names the sources of a speaker's quotations call him or her in print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, func, select

from quotesdb.db.given import among
from quotesdb.db.models import AttributionSpan, DecisionSpan
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import SpanRole
from quotesdb.resolve import printed_name
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.spans import Marked, load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.values import AgentKind, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_READ = 1_000
"""Quotations whose sources are read, the newest: a president has tens of thousands, and few names."""

_NAMING = (SpanRole.SOURCE, SpanRole.EVIDENCE)
_NAMED = (AgentKind.PERSON, AgentKind.ORGANISATION)
_COLUMNS = tuple(
    current_quotes().c[name] for name in ("quote_id", "version_id", "attribution_id", "review_id")
)


def printed_names(
    session: Session,
    quoted: Sequence[Row[Any]],
    kind: AgentKind,
    names: Collection[str],
    known: Mapping[int, Marked] = MappingProxyType({}),
) -> list[str]:
    """The names in the sources of these quotations, and in the evidence for them, the most frequent first.

    ``quoted`` are rows of the read model. ``names`` are those of the speaker: words that do not go with one
    of them are no name of it. ``known`` is what is marked of quotations that were read already, by number.
    """
    if kind not in _NAMED:
        return []
    return _most_frequent(Counter(words for words, _row in _words(session, quoted, known)), kind, names)


def printed_names_of(session: Session, speaker_ids: Collection[int], kind: AgentKind, name: str) -> list[str]:
    """By which names these speakers are called where they are quoted, as look-ups show it."""
    if kind not in _NAMED:
        return []
    row = current_quotes().c
    theirs = select(*_COLUMNS).where(among(row.speaker_id, speaker_ids), _held())
    newest = session.execute(theirs.order_by(row.newest).limit(_READ)).all()
    return printed_names(session, newest, kind, [name])


def printed_names_of_people(session: Session, names: Mapping[int, str]) -> dict[int, list[str]]:
    """The same of each of these people, who are given with their names, by row number."""
    row = current_quotes().c
    place = func.row_number().over(partition_by=row.speaker_id, order_by=row.newest).label("place")
    counted = defaultdict[int, Counter[str]](Counter)
    for part in chunks(names):
        theirs = select(*_COLUMNS, row.speaker_id, place).where(row.speaker_id.in_(part), _held()).subquery()
        newest = session.execute(select(theirs).where(theirs.c.place <= _READ)).all()
        for words, found in _words(session, newest):
            counted[found.speaker_id][words] += 1
    return {id_: _most_frequent(counted[id_], AgentKind.PERSON, [name]) for id_, name in names.items()}


def _held() -> ColumnElement[bool]:
    return current_quotes().c.shown.in_((Shown.ALWAYS.value, Shown.WITH_ALL.value))


def _words(
    session: Session, quoted: Sequence[Row[Any]], known: Mapping[int, Marked] = MappingProxyType({})
) -> Iterator[tuple[str, Row[Any]]]:
    """The words that say who spoke, each with its quotation.

    Cut out here: databases would read and unpack a text again for each place in it.
    """
    unread = [row for row in quoted if row.quote_id not in known]
    by_machine = [row.attribution_id for row in unread if row.review_id is None]
    machine = load_spans(session, AttributionSpan, by_machine, _NAMING)
    human = load_spans(session, DecisionSpan, [row.review_id for row in unread if row.review_id], _NAMING)
    by_version = defaultdict[int, list[tuple[Span, Row[Any]]]](list)
    for row in quoted:
        if (marked := known.get(row.quote_id)) is None:
            marked = machine[row.attribution_id] if row.review_id is None else human[row.review_id]
        by_version[row.version_id] += [(span, row) for role in _NAMING for span in marked.get(role, ())]
    for part in chunks([id_ for id_, places in by_version.items() if places]):
        for id_, text in texts_of(session, part).items():
            for span, row in by_version[id_]:
                yield span.text(text), row


def _most_frequent(counted: Counter[str], kind: AgentKind, names: Collection[str]) -> list[str]:
    """The names that are among these words, the most frequent first."""
    found = Counter[str]()
    for source, times in counted.items():
        if name := printed_name(source, kind, names):
            found[name] += times
    return sorted(found, key=lambda name: (-found[name], name))
