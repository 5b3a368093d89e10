"""Which quotes are one statement: the same words, or some of them, said by the same speaker.

Quotes of a speaker are ranked: more marked words first, then the earlier printed date, then the smaller id.
The head of a statement is a quote that no better head contains; every other quote belongs to the best head
that contains it. That does not depend on the order of ingest: ``rebuild`` makes the same from nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import Row, Select, delete, insert, not_, select, update
from sqlalchemy.orm import aliased

from quotesdb.db import search
from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    Quote,
    Review,
    ReviewSpan,
    Speaker,
    Statement,
    StatementQuote,
)
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import HELD, SpanRole
from quotesdb.services.find_speaker import NAMED
from quotesdb.services.marked_words import FEWEST, MarkedWords
from quotesdb.services.speakers import chunks
from quotesdb.values import REPORTED, Span

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

Rank: TypeAlias = tuple[int, bool, date, str]

MANY = 1000
"""Quotes from which the statements of whole speakers are made anew: one by one would cost more queries."""


class _Said(NamedTuple):
    """A quote as the statements see it; the rank comes first, so that the best sorts first."""

    rank: Rank
    quote_id: int
    speaker_id: int
    words: MarkedWords
    searchable: bool


def refresh_article(session: Session, article_id: int, moved: Collection[int] = ()) -> None:
    """Bring the statements of an article's quotes up to date, once its speakers are.

    ``moved`` are the appearances, of any article, that are another speaker's now.
    """
    refresh(session, session.scalars(select(Quote.id).where(Quote.article_id == article_id)), moved)


def refresh(session: Session, quote_ids: Iterable[int], moved: Collection[int] = ()) -> None:
    """Bring the statements of these quotes and of those that ``moved`` appearances said up to date.

    What it costs depends on the quotes that these contain or head, not on how often a speaker was quoted.
    """
    changed = {*quote_ids, *_said_by(session, moved)}
    changed |= take_out(session, changed)
    waiting = _said(session, effective_quotes().c.quote_id, changed)
    if len(waiting) > MANY:
        refresh_speakers(session, {said.speaker_id for said in waiting})
        return
    # The better ones first: whatever outranks a quote is settled when its turn comes.
    heapify(waiting)
    while waiting:
        for loose in _place(session, heappop(waiting)):
            heappush(waiting, loose)


def refresh_speakers(session: Session, speaker_ids: Collection[int]) -> None:
    """Make the statements of these speakers anew."""
    for part in chunks(speaker_ids):
        members = StatementQuote.speaker_id.in_(part)
        session.execute(
            delete(Statement).where(Statement.id.in_(select(StatementQuote.statement_id).where(members)))
        )
        session.execute(delete(StatementQuote).where(members))
        _store(session, _heads(_said(session, effective_quotes().c.speaker_id, part)))


def rebuild(session: Session) -> int:
    """Make every statement anew; return how many there are."""
    session.execute(delete(StatementQuote))
    session.execute(delete(Statement))
    refresh_speakers(session, session.scalars(select(Speaker.id).where(Speaker.kind.in_(NAMED))).all())
    return len(session.scalars(select(Statement.id)).all())


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


def _place(session: Session, said: _Said) -> list[_Said]:
    """Put a quote that is in no statement into the right one; return those that are in none for it."""
    statement_id, loose = _statement_of_best_head(session, said), set[int]()
    if statement_id is None:
        new = insert(Statement).values(head_quote_id=said.quote_id).returning(Statement.id)
        statement_id = session.execute(new).scalar_one()
        loose = _gather(session, said, statement_id)
    session.execute(insert(StatementQuote), [_row(said, statement_id)])
    return _said(session, effective_quotes().c.quote_id, loose)


def _statement_of_best_head(session: Session, said: _Said) -> int | None:
    """The statement of the best head that contains a quote."""
    phrase = search.match_quotes(f'"{said.words.phrase()}"')
    unfindable = (StatementQuote.speaker_id == said.speaker_id, not_(StatementQuote.searchable))
    rows = [
        *session.execute(_ranked_heads().where(StatementQuote.quote_id.in_(phrase))),
        *session.execute(_ranked_heads().where(*unfindable)),
    ]
    better = [row for row in rows if row.speaker_id == said.speaker_id and _rank(row) < said.rank]
    for row in sorted(better, key=_rank):
        # One after the other: nearly always the first does contain it.
        heads = _said(session, effective_quotes().c.quote_id, [row.quote_id])
        if any(head.words.contains(said.words) for head in heads):
            found: int = row.statement_id
            return found
    return None


def _gather(session: Session, head: _Said, statement_id: int) -> set[int]:
    """Let the quotes that a new head contains, and that have no better one, belong to it.

    Returns those that belonged to one of them and are not contained in the new head.
    """
    member = aliased(StatementQuote)
    belonging = _ranked_heads().join(member, member.statement_id == StatementQuote.statement_id)
    rows = [
        row
        for part in chunks(head.words.windows())
        for row in session.execute(
            belonging.add_columns(member.quote_id.label("member_id")).where(
                member.speaker_id == head.speaker_id, member.lead.in_(part)
            )
        )
    ]
    worse = {row.member_id: row.quote_id for row in rows if _rank(row) > head.rank}
    contained = [
        said.quote_id
        for said in _said(session, effective_quotes().c.quote_id, worse)
        if head.words.contains(said.words)
    ]
    for part in chunks(contained):
        session.execute(
            update(StatementQuote).where(StatementQuote.quote_id.in_(part)).values(statement_id=statement_id)
        )
    return _dissolve(session, [quote_id for quote_id in contained if worse[quote_id] == quote_id])


def _ranked_heads() -> Select[int, int, int, int, str, date | None]:
    """Select the heads of statements with what their ranks are made of."""
    return (
        select(
            StatementQuote.quote_id,
            StatementQuote.statement_id,
            StatementQuote.speaker_id,
            StatementQuote.words,
            Quote.public_id,
            Article.published_on,
        )
        .join(Statement, Statement.head_quote_id == StatementQuote.quote_id)
        .join(Quote, Quote.id == StatementQuote.quote_id)
        .join(Article, Article.id == Quote.article_id)
    )


def _rank(row: Row[int, int, int, int, str, date | None]) -> Rank:
    return _rank_of(row.words, row.published_on, row.public_id)


def _rank_of(words: int, published_on: date | None, public_id: str) -> Rank:
    return -words, published_on is None, published_on or date.min, public_id


def _heads(quotes: Collection[_Said]) -> dict[_Said, list[_Said]]:
    """The heads among quotes, each with all that belong to it."""
    members: dict[_Said, list[_Said]] = {}
    by_window: dict[tuple[int, int], list[_Said]] = defaultdict(list)
    for said in sorted(quotes):
        near = by_window[said.speaker_id, said.words.lead()]
        head = next((better for better in near if better.words.contains(said.words)), said)
        members.setdefault(head, []).append(said)
        if head is said:
            for window in said.words.windows():
                by_window[said.speaker_id, window].append(said)
    return members


def _store(session: Session, statements: dict[_Said, list[_Said]]) -> None:
    if not statements:
        return
    session.execute(insert(Statement), [{"head_quote_id": head.quote_id} for head in statements])
    ids: dict[int, int] = {}
    for part in chunks([head.quote_id for head in statements]):
        rows = session.execute(
            select(Statement.head_quote_id, Statement.id).where(Statement.head_quote_id.in_(part))
        )
        ids.update((row.head_quote_id, row.id) for row in rows)
    session.execute(
        insert(StatementQuote),
        [_row(said, ids[head.quote_id]) for head, members in statements.items() for said in members],
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


def _said_by(session: Session, appearance_ids: Collection[int]) -> set[int]:
    """The quotes that were ever attributed to these appearances."""
    return {
        quote_id
        for part in chunks(appearance_ids)
        for model in (Attribution, Review)
        for quote_id in session.scalars(select(model.quote_id).where(model.appearance_id.in_(part)))
    }


def _said(session: Session, column: ColumnElement[int], values: Collection[int]) -> list[_Said]:
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
        by_person = _spans(session, ReviewSpan, [row.review_id for row in rows if row.review_id])
        by_machine = _spans(
            session, AttributionSpan, [row.attribution_id for row in rows if not row.review_id]
        )
        texts = _texts(session, {row.version_id for row in rows})
        for row in rows:
            spans = by_person[row.review_id] if row.review_id else by_machine[row.attribution_id]
            words = MarkedWords.of(texts[row.version_id], spans[SpanRole.QUOTED], spans[SpanRole.CONTENT])
            if len(words) >= FEWEST:
                rank = _rank_of(len(words), row.published_on, row.public_id)
                searchable = words.stand_in(row.text_key)
                found.append(_Said(rank, row.quote_id, row.speaker_id, words, searchable))
    return found


def _spans(
    session: Session, model: type[AttributionSpan | ReviewSpan], owners: Collection[int]
) -> defaultdict[int, defaultdict[SpanRole, list[Span]]]:
    """What marks the words of these attributions or reviews, in order."""
    owner = AttributionSpan.attribution_id if model is AttributionSpan else ReviewSpan.review_id
    spans: defaultdict[int, defaultdict[SpanRole, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for part in chunks(owners):
        rows = session.execute(
            select(owner, model.role, model.start_char, model.end_char)
            .where(owner.in_(part), model.role.in_((SpanRole.QUOTED, SpanRole.CONTENT)))
            .order_by(model.position)
        )
        for owner_id, role, start, end in rows:
            spans[owner_id][role].append(Span(start, end))
    return spans


def _texts(session: Session, version_ids: Collection[int]) -> dict[int, str]:
    return {
        row.id: row.text
        for part in chunks(version_ids)
        for row in session.execute(
            select(ArticleVersion.id, ArticleVersion.text).where(ArticleVersion.id.in_(part))
        )
    }
