"""Which stored quotes could contain some others, or be contained in them: few of all that a speaker said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import and_, bindparam, not_, select
from sqlalchemy.orm import aliased

from quotesdb.db import search
from quotesdb.db.given import as_given, given
from quotesdb.db.models import Article, Quote, Speaker, Statement, StatementQuote
from quotesdb.services.statements.marked_words import plain
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Row, Select
    from sqlalchemy.orm import Session

    from quotesdb.services.statements.grouping import Said

Rank: TypeAlias = tuple[int, bool, date, str]

SOUGHT = 200
"""Quotations that one full-text query looks for."""

FEW = 50
"""Quotes of a speaker that are rather looked through than looked for among those of everybody."""

Head: TypeAlias = "Row[int, int, int, int, str]"
"""A quote that heads a statement, the statement, the speaker, the number of words in marks, and all words."""


def quoted(session: Session, speaker_ids: Collection[int]) -> dict[int, bool]:
    """Those of these speakers of whom there is something in statements; true if that is more than a few."""
    return {
        row[0]: row[1]
        for part in chunks(speaker_ids)
        for row in session.execute(_QUOTED, {"ids": part, "few": FEW})
    }


def heads(session: Session, waiting: Collection[Said], often: Collection[int]) -> dict[int, int]:
    """The heads that could contain one of these quotes, with their statements.

    ``often`` are the speakers who are quoted more often than a few times.
    """
    theirs: dict[int, list[Said]] = defaultdict(list)
    for said in waiting:
        theirs[said.speaker_id].append(said)
    found = (
        *_heads_of_few(session, [said for said in waiting if said.speaker_id not in often]),
        *_heads_of_many(session, [said for said in waiting if said.speaker_id in often]),
    )
    by_hand = (session.execute(_HEADS_BY_HAND, {"ids": part}) for part in chunks(theirs))
    heads = [row for row in found if _could_contain(row, theirs[row.speaker_id])]
    return {row.quote_id: row.statement_id for row in (*heads, *chain.from_iterable(by_hand))}


def _could_contain(head: Head, theirs: Iterable[Said]) -> bool:
    """Whether the words of one of these quotes stand in a head that full-text search leads to."""
    text = plain(head.text_key)
    return any(said.marked.size <= head.words and said.marked.words.is_part_of(text) for said in theirs)


def _heads_of_few(session: Session, waiting: Iterable[Said]) -> Iterable[Head]:
    """The heads that could contain quotes of those quoted a few times: by all that is in their statements."""
    sought = sorted({(said.speaker_id, said.marked.size, said.marked.longest) for said in waiting})
    if not sought:
        return ()
    query = _heads_holding(given(session, speaker=int, size=int, word=str), search.of(session).holds_part)
    return session.execute(query, as_given(session, sought))


def _heads_of_many(session: Session, waiting: Collection[Said]) -> Iterable[Head]:
    """The heads that could contain quotes of those quoted often: by a search among the words of everybody."""
    speaker_ids = {said.speaker_id for said in waiting}
    for part in chunks({said.marked.sought for said in waiting}, SOUGHT):
        found = StatementQuote.quote_id.in_(search.of(session).match_all_of_one(part))
        # The speaker is compared here: SQLite would rather read all quotes of a speaker than use the search.
        yield from (row for row in session.execute(_HEADS.where(found)) if row.speaker_id in speaker_ids)


_HEADS = (
    select(
        StatementQuote.quote_id,
        StatementQuote.statement_id,
        StatementQuote.speaker_id,
        StatementQuote.words,
        Quote.text_key,
    )
    .join(Statement, Statement.head_quote_id == StatementQuote.quote_id)
    .join(Quote, Quote.id == StatementQuote.quote_id)
)
_HEADS_BY_HAND = _HEADS.where(
    not_(StatementQuote.searchable), StatementQuote.speaker_id.in_(bindparam("ids", expanding=True))
)


@cache
def _heads_holding(
    sought: FromClause, holds: Callable[[Any, Any], ColumnElement[bool]]
) -> Select[int, int, int, int, str]:
    """Select the heads of speakers that have so many words and a certain one, each speaker with its own."""
    return _HEADS.join(
        sought,
        and_(
            StatementQuote.speaker_id == sought.c.speaker,
            StatementQuote.words >= sought.c.size,
            holds(Quote.text_key, sought.c.word),
        ),
    )


_HEAD = aliased(StatementQuote)
_MEMBERS = (
    select(StatementQuote.quote_id, _HEAD.words, Quote.public_id, Article.published_on)
    .join(Statement, Statement.id == StatementQuote.statement_id)
    .join(_HEAD, _HEAD.quote_id == Statement.head_quote_id)
    .join(Quote, Quote.id == Statement.head_quote_id)
    .join(Article, Article.id == Quote.article_id)
)


@cache
def _members_among(windows: FromClause) -> Select[int, int, str, date | None]:
    """Select the quotes of speakers that begin with certain words, each speaker with its own."""
    return _MEMBERS.join(
        windows,
        and_(StatementQuote.speaker_id == windows.c.speaker, StatementQuote.lead == windows.c.lead),
    )


_THEIRS = select(StatementQuote.quote_id).where(StatementQuote.speaker_id == Speaker.id)
_QUOTED = select(Speaker.id, _THEIRS.offset(bindparam("few")).limit(1).scalar_subquery().is_not(None)).where(
    Speaker.id.in_(bindparam("ids", expanding=True)), _THEIRS.exists()
)


def parts(session: Session, wholes: Iterable[Said]) -> dict[int, Rank]:
    """The quotes in statements that one of these could contain, with the ranks of their heads."""
    windows = defaultdict[int, set[int]](set)
    for said in wholes:
        windows[said.speaker_id] |= said.marked.windows()
    pairs = sorted((speaker, lead) for speaker, leads in windows.items() for lead in leads)
    query = _members_among(given(session, speaker=int, lead=int))
    rows = session.execute(query, as_given(session, pairs)) if pairs else ()
    return {row.quote_id: rank(row.words, row.published_on, row.public_id) for row in rows}


def rank(words: int, published_on: date | None, public_id: str) -> Rank:
    """What sorts the best head first: more words, then the earlier printed, undated last, then the id."""
    return -words, published_on is None, published_on or date.min, public_id
