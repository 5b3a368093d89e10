"""How often speakers, organisations, publishers, months ... are quoted, as look-ups show it.

Kept beside the rows of ``current_quote``: ``follow`` lets the counts change in the transaction that changes
these, ``recount`` makes them anew, and ``wrong`` compares the two. Nothing else writes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from quotesdb.db.models import Article, CurrentQuote, Organisation, QuoteCount, Speaker
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.db.queries import insert_adding
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import table_of
from quotesdb.values import AgentKind, Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Values = dict[str, Any]
Key = tuple[CountOf, str]
T = TypeVar("T", int, Key)

_CURRENT, _SPEAKERS, _COUNTS, _BODIES = map(table_of, (CurrentQuote, Speaker, QuoteCount, Organisation))
_ARTICLE = attrgetter("article_id")
_PORTION = 5_000


class Tally(NamedTuple):
    """How many quotations, with how many words, in how many articles."""

    quotes: int
    quote_words: int
    articles: int


class Counted(NamedTuple):
    """What of a row of ``current_quote`` decides where it counts."""

    quote_id: int
    article_id: int
    words: int
    speaker_id: int | None
    agent_kind: AgentKind | None
    own_key: str | None
    body_id: int | None
    publisher_id: int | None
    published_on: date | None
    published_precision: Precision | None
    cue: str | None


NONE = Tally(0, 0, 0)
_DOCUMENTS = CountOf.DOCUMENT, ""
_HIDDEN = CountOf.HIDDEN, ""
_SHOWN = select(*(_CURRENT.c[name] for name in Counted._fields)).where(_CURRENT.c.shown == Shown.ALWAYS.value)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SHOWN_IN = _SHOWN.where(_CURRENT.c.article_id.in_(_IDS))
_NAMED = select(_BODIES.c.id, _BODIES.c.name_key).where(_BODIES.c.id.in_(_IDS))
_UNCOUNTED = select(_SPEAKERS.c.id).where(_SPEAKERS.c.quotes.is_(None), _SPEAKERS.c.id.in_(_IDS))
_OF_SPEAKERS = (
    select(
        _CURRENT.c.speaker_id,
        func.count(),
        func.sum(_CURRENT.c.words),
        func.count(_CURRENT.c.article_id.distinct()),
    )
    .where(_CURRENT.c.shown == Shown.ALWAYS.value, _CURRENT.c.speaker_id.in_(_IDS))
    .group_by(_CURRENT.c.speaker_id)
)
_SPEAKER = update(_SPEAKERS).where(_SPEAKERS.c.id == bindparam("speaker"))
_SET = _SPEAKER.values({name: bindparam(f"new_{name}") for name in Tally._fields})
_ADD = _SPEAKER.values({name: _SPEAKERS.c[name] + bindparam(f"new_{name}") for name in Tally._fields})
_DROP = delete(_COUNTS).where(
    _COUNTS.c.of == bindparam("gone"),
    _COUNTS.c.key == bindparam("named"),
    _COUNTS.c.quotes == 0,
    _COUNTS.c.articles == 0,
)


def shown_in(session: Session, article_ids: Collection[int]) -> list[Counted]:
    """What these articles have that look-ups show: before rows are replaced."""
    return [
        Counted(*row) for part in chunks(article_ids) for row in session.execute(_SHOWN_IN, {"ids": part})
    ]


def follow(
    session: Session, before: Sequence[Counted], old: Mapping[int, Values], new: Collection[Values]
) -> None:
    """Let the counts follow from rows of ``current_quote`` that went, by number, and rows that came.

    ``before`` is what the articles of both had that look-ups show.
    """
    came = [Counted(*(row[name] for name in Counted._fields)) for row in new if row["shown"] == Shown.ALWAYS]
    after = [*(row for row in before if row.quote_id not in old), *came]
    names = _names(session, {row.body_id for row in (*before, *came)})
    then, now = (_tallied(sorted(rows, key=_ARTICLE), names) for rows in (before, after))
    _follow_speakers(session, _changes(then.of_speakers(), now.of_speakers()))
    _follow_keys(session, _changes(then.of_keys() | _hidden(old.values()), now.of_keys() | _hidden(new)))


def follow_documents(session: Session, more: int) -> None:
    """Let their number follow from so many articles that came, or went where it is less than nothing."""
    _follow_keys(session, [(_DOCUMENTS, Tally(0, 0, more))])


def recount(session: Session) -> None:
    """Count anew."""
    session.execute(update(_SPEAKERS).values(dict.fromkeys(Tally._fields, 0)))
    counted = _counted(session)
    _set(session, counted.of_speakers())
    session.execute(delete(_COUNTS))
    keys = counted.of_keys() | _besides(session)
    if rows := [_row(key, tally) for key, tally in sorted(keys.items())]:
        session.execute(insert(_COUNTS), rows)


def wrong(session: Session) -> Iterator[str]:
    """What is counted wrongly: speakers by public id, and others by what they are."""
    counted = _counted(session)
    speakers, keys = counted.of_speakers(), counted.of_keys() | _besides(session)
    kept = select(_SPEAKERS.c.id, _SPEAKERS.c.public_id, *(_SPEAKERS.c[name] for name in Tally._fields))
    for row in session.execute(kept.order_by(_SPEAKERS.c.public_id)):
        if tuple(number or 0 for number in row[2:]) != speakers.get(row.id, NONE):
            yield row.public_id
    stored = {(row.of, row.key): Tally(*row[2:]) for row in session.execute(select(_COUNTS))}
    for of, key in sorted(stored.keys() | keys.keys()):
        if stored.get((of, key)) != keys.get((of, key)):
            yield f"the number of {of} {key or 'none'}"


@dataclass(slots=True)
class _Tallies:
    """Counts of rows that come by article; ``names`` has the folded names of organisations by number."""

    names: Mapping[int, str]
    quotes: Counter[int | Key] = field(default_factory=Counter)
    spoken: Counter[int | Key] = field(default_factory=Counter)
    articles: Counter[int | Key] = field(default_factory=Counter)
    _last: dict[int | Key, int] = field(default_factory=dict)

    def add(self, row: Counted) -> None:
        for key in self._keys(row):
            self.quotes[key] += 1
            self.spoken[key] += row.words
            if self._last.get(key) != row.article_id:
                self._last[key] = row.article_id
                self.articles[key] += 1

    def of_speakers(self) -> dict[int, Tally]:
        return {key: self._tally(key) for key in self.quotes if isinstance(key, int)}

    def of_keys(self) -> dict[Key, Tally]:
        return {key: self._tally(key) for key in self.quotes if not isinstance(key, int)}

    def _tally(self, key: int | Key) -> Tally:
        return Tally(self.quotes[key], self.spoken[key], self.articles[key])

    def _keys(self, row: Counted) -> Iterator[int | Key]:
        """What a row counts for: a speaker by number, and all else by its key."""
        if row.speaker_id is not None:
            yield row.speaker_id
        yield CountOf.ALL, ""
        yield CountOf.AGENT, row.agent_kind.value if row.agent_kind else ""
        if row.own_key is not None:
            yield CountOf.OWN, row.own_key
            yield CountOf.ORGANISATION, row.own_key
        else:
            yield CountOf.ORGANISATION, "" if row.body_id is None else self.names[row.body_id]
        yield CountOf.PUBLISHER, "" if row.publisher_id is None else str(row.publisher_id)
        yield CountOf.MONTH, _month(row)
        yield CountOf.CUE, row.cue or ""


def _month(row: Counted) -> str:
    if row.published_on is None:
        return ""
    return row.published_on.isoformat()[: 4 if row.published_precision is Precision.YEAR else 7]


def _tallied(rows: Iterable[Counted], names: Mapping[int, str]) -> _Tallies:
    tallies = _Tallies(names)
    for row in rows:
        tallies.add(row)
    return tallies


def _counted(session: Session) -> _Tallies:
    names = {row[0]: row[1] for row in session.execute(select(_BODIES.c.id, _BODIES.c.name_key))}
    query = _SHOWN.order_by(_CURRENT.c.article_id).execution_options(yield_per=_PORTION)
    with session.execute(query) as found:
        return _tallied((Counted(*row) for row in found), names)


def _besides(session: Session) -> dict[Key, Tally]:
    """What is counted besides the quotations that look-ups show."""
    articles = session.scalar(select(func.count()).where(Article.removed_at.is_(None))) or 0
    hidden = session.scalar(select(func.count()).where(_CURRENT.c.shown != Shown.ALWAYS.value)) or 0
    tallies = {_DOCUMENTS: Tally(0, 0, articles), _HIDDEN: Tally(hidden, 0, 0)}
    return {key: tally for key, tally in tallies.items() if tally != NONE}


def _hidden(rows: Iterable[Values]) -> dict[Key, Tally]:
    return {_HIDDEN: Tally(sum(row["shown"] != Shown.ALWAYS for row in rows), 0, 0)}


def _names(session: Session, body_ids: Collection[int | None]) -> dict[int, str]:
    return {
        row[0]: row[1]
        for part in chunks(sorted(id_ for id_ in body_ids if id_ is not None))
        for row in session.execute(_NAMED, {"ids": part})
    }


def _changes(then: Mapping[T, Tally], now: Mapping[T, Tally]) -> list[tuple[T, Tally]]:
    """By how much counts changed, in the order of their keys: so no two who count wait for each other."""
    changes = []
    for key in sorted(then.keys() | now.keys()):
        before, after = then.get(key, NONE), now.get(key, NONE)
        if before != after:
            changes.append((key, Tally(*(b - a for a, b in zip(before, after, strict=True)))))
    return changes


def _follow_keys(session: Session, changes: Sequence[tuple[Key, Tally]]) -> None:
    if not changes:
        return
    session.execute(insert_adding(session, _COUNTS), [_row(key, change) for key, change in changes])
    if fewer := [{"gone": of, "named": key} for (of, key), change in changes if min(change) < 0]:
        session.execute(_DROP, fewer)


def _follow_speakers(session: Session, changes: Sequence[tuple[int, Tally]]) -> None:
    fresh = _uncounted(session, [id_ for id_, _change in changes])
    if known := [_values(id_, change) for id_, change in changes if id_ not in fresh]:
        session.execute(_ADD, known)
    counted = _of_speakers(session, fresh)
    _set(session, {id_: counted.get(id_, NONE) for id_ in sorted(fresh)})


def _uncounted(session: Session, speaker_ids: Sequence[int]) -> set[int]:
    """Those that are new: a row of before, whose number a new one may have, says nothing of it."""
    return {id_ for part in chunks(speaker_ids) for id_ in session.scalars(_UNCOUNTED, {"ids": part})}


def _of_speakers(session: Session, speaker_ids: Collection[int]) -> dict[int, Tally]:
    return {
        found[0]: Tally(*found[1:])
        for part in chunks(speaker_ids)
        for found in session.execute(_OF_SPEAKERS, {"ids": part})
    }


def _set(session: Session, counts: Mapping[int, Tally]) -> None:
    if counts:
        session.execute(_SET, [_values(id_, count) for id_, count in counts.items()])


def _values(speaker_id: int, count: Tally) -> Values:
    return {"speaker": speaker_id, **{f"new_{name}": value for name, value in count._asdict().items()}}


def _row(key: Key, count: Tally) -> Values:
    return {"of": key[0], "key": key[1], **count._asdict()}
