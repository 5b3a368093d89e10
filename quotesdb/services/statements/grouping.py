"""Which quotes are one statement: the same words, or some of them, said by the same speaker.

Quotes of a speaker are ranked: more marked words first, then the earlier printed date, then the smaller id.
The head of a statement is a quote that no better head contains; every other quote belongs to the best head
that contains it. That does not depend on the order of ingest: ``rebuild`` makes the same from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, or_, select, update

from quotesdb.db.models import (
    Appearance,
    Article,
    Attribution,
    AttributionSpan,
    DecisionSpan,
    Quote,
    Review,
    Speaker,
    Statement,
    StatementQuote,
)
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import HELD, SpanRole
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.statements import near
from quotesdb.services.statements.marked_words import Searchable
from quotesdb.services.statements.near import Rank
from quotesdb.services.store import read_model
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_numbered, insert_rows
from quotesdb.services.store.spans import load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.values import REPORTED

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

_MARKS = (SpanRole.QUOTED, SpanRole.CONTENT)
MANY = 1000
"""Quotes from which the statements of whole speakers are made anew: one by one would cost more queries."""


class Said(NamedTuple):
    """A quote as the statements see it; the rank comes first, so that the best sorts first."""

    rank: Rank
    quote_id: int
    speaker_id: int
    marked: Searchable

    @classmethod
    def of(
        cls, quote_id: int, public_id: str, speaker_id: int, printed: date | None, marked: Searchable
    ) -> Said:
        """The quote with what ranks it."""
        return cls(near.rank(marked.size, printed, public_id), quote_id, speaker_id, marked)

    def __hash__(self) -> int:
        return self.quote_id

    def with_windows(self) -> Said:
        """The same with what finds its parts at hand, for one that is going to be a head."""
        return self._replace(marked=self.marked.with_windows())

    def contains(self, other: Said) -> bool:
        """Whether the words of another are found in this one's."""
        return self.marked.words.contains(other.marked.words)


class _Heads:
    """Heads of statements, found by those of these leads that what they contain can have."""

    def __init__(self, leads: Collection[int]) -> None:
        self._leads = frozenset(leads)
        self._by_window: dict[tuple[int, int], dict[int, Said]] = defaultdict(dict)

    def add(self, head: Said) -> None:
        for window in head.marked.windows() & self._leads:
            self._by_window[head.speaker_id, window][head.quote_id] = head

    def best(self, said: Said) -> Said | None:
        """The best head that outranks a quote and contains it."""
        near = self._by_window.get((said.speaker_id, said.marked.lead), {}).values()
        return min((head for head in near if head < said and head.contains(said)), default=None)


def refresh_article(session: Session, article_id: int, moved: Collection[int] = ()) -> None:
    """Bring the statements of an article's quotes up to date, once its speakers are.

    ``moved`` are the appearances, of any article, that are another speaker's now.
    """
    refresh(session, session.scalars(select(Quote.id).where(Quote.article_id == article_id)), moved)


def refresh(
    session: Session,
    quote_ids: Iterable[int],
    moved: Collection[int] = (),
    known: Mapping[int, Said | None] = MappingProxyType({}),
    new: Collection[int] = (),
    found: Mapping[int, read_model.Found] = MappingProxyType({}),
) -> None:
    """Bring the statements of these quotes and of those that ``moved`` appearances said up to date.

    ``known`` is what holds of some of the quotes, so that it need not be loaded: null for one that can be of
    no statement. ``new`` are those that can be in none yet, and ``found`` is what the read model has of such.
    What it costs depends on the quotes that these
    contain or head, not on how often a speaker was quoted.
    """
    quotes = set(quote_ids)
    read_model.refresh(session, quotes, moved, new, found)
    regroup(session, quotes | _ever_attributed_to(session, moved), known, new)


def regroup_all_of(session: Session, appearance_ids: Collection[int]) -> None:
    """Make the statements anew of all that these appearances said, the read model being right."""
    regroup(session, _ever_attributed_to(session, appearance_ids))


def regroup(
    session: Session,
    changed: set[int],
    known: Mapping[int, Said | None] = MappingProxyType({}),
    new: Collection[int] = (),
) -> None:
    """Bring the statements of these quotes up to date, as ``refresh`` does, the read model being right."""
    changed |= take_out(session, changed.difference(new))
    while changed:
        waiting = [said for id_ in changed & known.keys() if (said := known[id_])]
        asked = _quotes_with(session, "quote_id", changed - known.keys())
        waiting += [said.with_windows() for said in asked]
        if len(waiting) > MANY:
            refresh_speakers(session, {said.speaker_id for said in waiting})
            return
        changed = _place(session, waiting)


def refresh_speakers(session: Session, speaker_ids: Collection[int]) -> None:
    """Make the statements of these speakers anew."""
    for part in chunks(speaker_ids):
        members = StatementQuote.speaker_id.in_(part)
        session.execute(
            delete(Statement).where(Statement.id.in_(select(StatementQuote.statement_id).where(members)))
        )
        session.execute(delete(StatementQuote).where(members))
        quotes = _quotes_with(session, "speaker_id", part)
        _store(session, _choose(quotes, _Heads(_leads(quotes))), {})


def rebuild(session: Session) -> int:
    """Make every statement anew; return how many there are."""
    session.execute(delete(StatementQuote))
    session.execute(delete(Statement))
    refresh_speakers(session, session.scalars(select(Speaker.id).where(Speaker.kind.in_(NAMED))).all())
    return len(session.scalars(select(Statement.id)).all())


def sweep(session: Session) -> None:
    """Delete what cannot be: quotes in statements of those who never said them, and statements without heads.

    What is right of it comes back with ``refresh``, which takes it for granted.
    """
    said_by_speaker = [
        select(model.id)
        .join(Appearance, Appearance.id == model.appearance_id)
        .where(model.quote_id == StatementQuote.quote_id, Appearance.speaker_id == StatementQuote.speaker_id)
        .exists()
        for model in (Attribution, Review)
    ]
    session.execute(delete(StatementQuote).where(~or_(*said_by_speaker)))
    headed = select(StatementQuote.quote_id).where(
        StatementQuote.quote_id == Statement.head_quote_id, StatementQuote.statement_id == Statement.id
    )
    session.execute(delete(Statement).where(~headed.exists()))


def take_out(session: Session, quote_ids: Collection[int]) -> set[int]:
    """Take quotes out of their statements; return those that have lost their head by it.

    Before quotes are deleted, too: what they head would go with them.
    """
    loose = _dissolve(session, quote_ids)
    for part in chunks(quote_ids):
        session.execute(delete(StatementQuote).where(StatementQuote.quote_id.in_(part)))
    return loose.difference(quote_ids)


def _dissolve(session: Session, head_ids: Collection[int]) -> set[int]:
    """Delete the statements with these heads; return the quotes that belonged to them."""
    members = set[int]()
    for part in chunks(head_ids):
        headed = select(Statement.id).where(Statement.head_quote_id.in_(part))
        belonging = StatementQuote.statement_id.in_(headed)
        members.update(session.scalars(select(StatementQuote.quote_id).where(belonging)))
        session.execute(delete(Statement).where(Statement.head_quote_id.in_(part)))
    return members


def _place(session: Session, waiting: Collection[Said]) -> set[int]:
    """Put quotes that are in no statement into the right ones; return those that are in none for it.

    The number of queries does not depend on how many there are.
    """
    quoted = near.quoted(session, {said.speaker_id for said in waiting})
    known = [said for said in waiting if said.speaker_id in quoted]
    statements = near.heads(session, known, {id_ for id_, is_often in quoted.items() if is_often})
    heads = _Heads(_leads(waiting))
    for head in _quotes_with(session, "quote_id", statements):
        heads.add(head)
    placed = _choose(waiting, heads)
    new = [said for said, head in placed.items() if said is head]
    heads_of_parts = near.parts(session, [said for said in new if said.speaker_id in quoted])
    _store(session, placed, statements)
    return _gather(session, new, statements, heads_of_parts)


def _leads(quotes: Iterable[Said]) -> set[int]:
    return {said.marked.lead for said in quotes}


def _choose(quotes: Iterable[Said], heads: _Heads) -> dict[Said, Said]:
    """The best head of each quote; one that no head contains is a head itself. The best comes first."""
    placed = {}
    for said in sorted(quotes):
        placed[said] = heads.best(said) or said
        if placed[said] is said:
            heads.add(said)
    return placed


def _gather(
    session: Session, new: Sequence[Said], statements: Mapping[int, int], heads_of_parts: Mapping[int, Rank]
) -> set[int]:
    """Let the quotes that new heads (the best first) contain belong to them, but for those with a better one.

    Returns those that one of them headed and that are not contained in the new head.
    """
    parts = defaultdict[int, list[Said]](list)
    for part in _quotes_with(session, "quote_id", heads_of_parts):
        parts[part.marked.lead].append(part)
    taken: dict[int, int] = {}
    for head in new:
        for window in head.marked.windows() & parts.keys():
            for part in parts[window]:
                if (
                    part.speaker_id == head.speaker_id
                    and part.quote_id not in taken
                    and heads_of_parts[part.quote_id] > head.rank
                    and head.contains(part)
                ):
                    taken[part.quote_id] = statements[head.quote_id]
    if taken:
        rows = [{"quote_id": quote_id, "statement_id": to} for quote_id, to in taken.items()]
        session.execute(update(StatementQuote), rows)
    return _dissolve(session, taken)


def _store(session: Session, placed: dict[Said, Said], statements: dict[int, int]) -> None:
    """Store quotes with their heads; the statements of new heads are added to those known."""
    new = [{"head_quote_id": head.quote_id} for said, head in placed.items() if said is head]
    statements.update(insert_numbered(session, Statement, new, Statement.head_quote_id))
    rows = [_row(said, statements[head.quote_id]) for said, head in placed.items()]
    insert_rows(session, StatementQuote, rows)


def _row(said: Said, statement_id: int) -> dict[str, int | bool]:
    return {
        "quote_id": said.quote_id,
        "statement_id": statement_id,
        "speaker_id": said.speaker_id,
        "lead": said.marked.lead,
        "words": said.marked.size,
        "searchable": said.marked.stands,
    }


def _ever_attributed_to(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """The quotes that were ever attributed to these appearances."""
    return {
        quote_id
        for part in chunks(appearance_ids)
        for model in (Attribution, Review)
        for quote_id in session.scalars(select(model.quote_id).where(model.appearance_id.in_(part)))
    }


@cache
def _effective_with(column: str) -> Select[Any]:
    effective = effective_quotes()
    return (
        select(
            effective.c.quote_id,
            effective.c.version_id,
            effective.c.attribution_id,
            effective.c.review_id,
            effective.c.speaker_id,
            Quote.public_id,
            Quote.text_key,
            Article.published_on,
        )
        .join(Quote, Quote.id == effective.c.quote_id)
        .join(Article, Article.id == effective.c.article_id)
        .join(Appearance, Appearance.id == effective.c.appearance_id)
        .where(
            effective.c[column].in_(bindparam("ids", expanding=True)),
            effective.c.status.in_(HELD),
            effective.c.cue_class.in_(REPORTED),
            effective.c.speaker_id.is_not(None),
            Appearance.kind.in_(NAMED),
        )
    )


def _quotes_with(session: Session, column: str, values: Collection[int]) -> list[Said]:
    """The quotes with these values in a column of ``effective_quotes()``, if they can be of a statement."""
    found = []
    for part in chunks(values):
        rows = session.execute(_effective_with(column), {"ids": part}).all()
        by_person = load_spans(
            session, DecisionSpan, [row.review_id for row in rows if row.review_id], _MARKS
        )
        by_machine = load_spans(
            session, AttributionSpan, [row.attribution_id for row in rows if not row.review_id], _MARKS
        )
        texts = texts_of(session, {row.version_id for row in rows})
        for row in rows:
            spans = by_person[row.review_id] if row.review_id else by_machine[row.attribution_id]
            marked = Searchable.of(
                texts[row.version_id], spans[SpanRole.QUOTED], spans[SpanRole.CONTENT], row.text_key
            )
            if marked is not None:
                found.append(Said.of(row.quote_id, row.public_id, row.speaker_id, row.published_on, marked))
    return found
