"""Who is quoted in the same articles as somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db.models import Speaker
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.filters import Selection
from quotesdb.services.lookup.pages import newest_first, ordered
from quotesdb.services.lookup.results import QuotedWith

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEWEST = 200
"""Quotations of a speaker whose articles are looked at: of somebody quoted daily those of the last months."""

_OTHERS = 8


def quoted_with(session: Session, theirs: Selection, row_ids: Sequence[int]) -> tuple[QuotedWith, ...]:
    """Who is quoted in most of the articles of the newest quotations of these speakers.

    ``theirs`` are their quotations, as they are shown.
    """
    newest = ordered(theirs, newest_first(theirs.rows), limit=NEWEST).subquery()
    others = theirs.rows.alias("others")
    articles = func.count(others.c.article_id.distinct())
    query = (
        select(Speaker.public_id, Speaker.name, Speaker.kind, articles)
        .join(others, others.c.speaker_id == Speaker.id)
        .where(
            others.c.article_id.in_(select(newest.c.article_id)),
            others.c.shown == Shown.ALWAYS.value,
            Speaker.id.not_in(row_ids),
            Speaker.kind.in_(NAMED),
        )
        .group_by(Speaker.id)
        .order_by(articles.desc(), Speaker.name_key, Speaker.public_id)
        .limit(_OTHERS)
    )
    return tuple(QuotedWith(*row) for row in session.execute(query))
