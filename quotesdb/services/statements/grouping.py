"""Which quotes are one statement: the same words, or some of them, said by the same speaker.

Quotes of a speaker are ranked: more marked words first, then the earlier printed date, then the smaller id.
The head of a statement is a quote that no better head contains; every other quote belongs to the best head
that contains it. That does not depend on the order of ingest: ``rebuild`` makes the same from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import and_, delete, insert, not_, or_, select, update
from sqlalchemy.orm import aliased

from quotesdb.db import search
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
from quotesdb.services.identity.find_speaker import NAMED
from quotesdb.services.statements.marked_words import FEWEST, MarkedWords
from quotesdb.services.store import read_model
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.spans import load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.values import REPORTED

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

Rank: TypeAlias = tuple[int, bool, date, str]

_MARKS = (SpanRole.QUOTED, SpanRole.CONTENT)
PHRASES = 50
"""Phrases that one full-text query asks for."""

MANY = 1000
"""Quotes from which the statements of whole speakers are made anew: one by one would cost more queries."""


class _Said(NamedTuple):
    """A quote as the statements see it; the rank comes first, so that the best sorts first."""

    rank: Rank
    quote_id: int
    speaker_id: int
    words: MarkedWords
    searchable: bool


class _Heads:
    """Heads of statements, found by the leads of what they can contain."""

    def __init__(self) -> None:
        self._by_window: dict[tuple[int, int], dict[int, _Said]] = defaultdict(dict)

    def add(self, head: _Said) -> None:
        for window in head.words.windows():
            self._by_window[head.speaker_id, window][head.quote_id] = head

    def best(self, said: _Said) -> _Said | None:
        """The best head that outranks a quote and contains it."""
        near = self._by_window[said.speaker_id, said.words.lead()].values()
        return min((head for head in near if head < said and head.words.contains(said.words)), default=None)


def refresh_article(session: Session, article_id: int, moved: Collection[int] = ()) -> None:
    """Bring the statements of an article's quotes up to date, once its speakers are.

    ``moved`` are the appearances, of any article, that are another speaker's now.
    """
    refresh(session, session.scalars(select(Quote.id).where(Quote.article_id == article_id)), moved)


def refresh(session: Session, quote_ids: Iterable[int], moved: Collection[int] = ()) -> None:
    """Bring the statements of these quotes and of those that ``moved`` appearances said up to date.

    What it costs depends on the quotes that these contain or head, not on how often a speaker was quoted.
    """
    quotes = set(quote_ids)
    read_model.refresh(session, quotes, moved)
    changed = quotes | _ever_attributed_to(session, moved)
    changed |= take_out(session, changed)
    while changed:
        waiting = _quotes_with(session, effective_quotes().c.quote_id, changed)
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
        _store(session, _choose(_quotes_with(session, effective_quotes().c.speaker_id, part), _Heads()), {})


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


def _place(session: Session, waiting: Collection[_Said]) -> set[int]:
    """Put quotes that are in no statement into the right ones; return those that are in none for it.

    The number of queries does not depend on how many there are.
    """
    statements = _heads_near(session, waiting)
    heads = _Heads()
    for head in _quotes_with(session, effective_quotes().c.quote_id, statements):
        heads.add(head)
    placed = _choose(waiting, heads)
    _store(session, placed, statements)
    return _gather(session, [said for said, head in placed.items() if said is head], statements)


def _choose(quotes: Iterable[_Said], heads: _Heads) -> dict[_Said, _Said]:
    """The best head of each quote; one that no head contains is a head itself. The best comes first."""
    placed = {}
    for said in sorted(quotes):
        placed[said] = heads.best(said) or said
        if placed[said] is said:
            heads.add(said)
    return placed


def _gather(session: Session, new: Sequence[_Said], statements: dict[int, int]) -> set[int]:
    """Let the quotes that new heads (the best first) contain belong to them, but for those with a better one.

    Returns those that one of them headed and that are not contained in the new head.
    """
    heads_of_parts = _parts_near(session, new)
    parts = defaultdict[int, list[_Said]](list)
    for part in _quotes_with(session, effective_quotes().c.quote_id, heads_of_parts):
        parts[part.words.lead()].append(part)
    taken = set[int]()
    for head in new:
        own = [
            part.quote_id
            for window in head.words.windows() & parts.keys()
            for part in parts[window]
            if part.speaker_id == head.speaker_id
            and part.quote_id not in taken
            and heads_of_parts[part.quote_id] > head.rank
            and head.words.contains(part.words)
        ]
        taken.update(own)
        for ids in chunks(own):
            to_head = update(StatementQuote).where(StatementQuote.quote_id.in_(ids))
            session.execute(to_head.values(statement_id=statements[head.quote_id]))
    return _dissolve(session, taken)


def _heads_near(session: Session, waiting: Collection[_Said]) -> dict[int, int]:
    """The heads that could contain one of these quotes, with their statements."""
    speaker_ids = {said.speaker_id for said in waiting}
    # The speaker is compared here: SQLite would rather read all quotes of a speaker than use the search.
    by_words = [
        StatementQuote.quote_id.in_(search.of(session).match_a_phrase(part))
        for part in chunks({said.words.phrase() for said in waiting}, PHRASES)
    ]
    by_hand = [
        and_(not_(StatementQuote.searchable), StatementQuote.speaker_id.in_(part))
        for part in chunks(speaker_ids)
    ]
    heads = select(StatementQuote.quote_id, StatementQuote.statement_id, StatementQuote.speaker_id).join(
        Statement, Statement.head_quote_id == StatementQuote.quote_id
    )
    return {
        row.quote_id: row.statement_id
        for condition in (*by_words, *by_hand)
        for row in session.execute(heads.where(condition))
        if row.speaker_id in speaker_ids
    }


def _parts_near(session: Session, heads: Iterable[_Said]) -> dict[int, Rank]:
    """The quotes that one of these could contain, with the ranks of their heads."""
    windows = defaultdict[int, set[int]](set)
    for said in heads:
        windows[said.speaker_id] |= said.words.windows()
    head = aliased(StatementQuote)
    members = (
        select(StatementQuote.quote_id, head.words, Quote.public_id, Article.published_on)
        .join(Statement, Statement.id == StatementQuote.statement_id)
        .join(head, head.quote_id == Statement.head_quote_id)
        .join(Quote, Quote.id == Statement.head_quote_id)
        .join(Article, Article.id == Quote.article_id)
    )
    return {
        row.quote_id: _rank(row.words, row.published_on, row.public_id)
        for speaker_id, leads in windows.items()
        for part in chunks(leads)
        for row in session.execute(
            members.where(StatementQuote.speaker_id == speaker_id, StatementQuote.lead.in_(part))
        )
    }


def _rank(words: int, published_on: date | None, public_id: str) -> Rank:
    return -words, published_on is None, published_on or date.min, public_id


def _store(session: Session, placed: dict[_Said, _Said], statements: dict[int, int]) -> None:
    """Store quotes with their heads; the statements of new heads are added to those known."""
    new = [head.quote_id for said, head in placed.items() if said is head]
    if new:
        session.execute(insert(Statement), [{"head_quote_id": quote_id} for quote_id in new])
    for part in chunks(new):
        rows = session.execute(
            select(Statement.head_quote_id, Statement.id).where(Statement.head_quote_id.in_(part))
        )
        statements.update((row.head_quote_id, row.id) for row in rows)
    if placed:
        session.execute(
            insert(StatementQuote),
            [_row(said, statements[head.quote_id]) for said, head in placed.items()],
        )


def _row(said: _Said, statement_id: int) -> dict[str, int | bool]:
    return {
        "quote_id": said.quote_id,
        "statement_id": statement_id,
        "speaker_id": said.speaker_id,
        "lead": said.words.lead(),
        "words": len(said.words),
        "searchable": said.searchable,
    }


def _ever_attributed_to(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """The quotes that were ever attributed to these appearances."""
    return {
        quote_id
        for part in chunks(appearance_ids)
        for model in (Attribution, Review)
        for quote_id in session.scalars(select(model.quote_id).where(model.appearance_id.in_(part)))
    }


def _quotes_with(session: Session, column: ColumnElement[int], values: Collection[int]) -> list[_Said]:
    """The quotes with these values in a column of ``effective_quotes()``, if they can be of a statement."""
    effective = effective_quotes()
    found = []
    for part in chunks(values):
        rows = session.execute(
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
                column.in_(part),
                effective.c.status.in_(HELD),
                effective.c.cue_class.in_(REPORTED),
                effective.c.speaker_id.is_not(None),
                Appearance.kind.in_(NAMED),
            )
        ).all()
        by_person = load_spans(
            session, DecisionSpan, [row.review_id for row in rows if row.review_id], _MARKS
        )
        by_machine = load_spans(
            session, AttributionSpan, [row.attribution_id for row in rows if not row.review_id], _MARKS
        )
        texts = texts_of(session, {row.version_id for row in rows})
        for row in rows:
            spans = by_person[row.review_id] if row.review_id else by_machine[row.attribution_id]
            words = MarkedWords.of(texts[row.version_id], spans[SpanRole.QUOTED], spans[SpanRole.CONTENT])
            if len(words) >= FEWEST:
                rank = _rank(len(words), row.published_on, row.public_id)
                searchable = words.stand_in(row.text_key)
                found.append(_Said(rank, row.quote_id, row.speaker_id, words, searchable))
    return found
