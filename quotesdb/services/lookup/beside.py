"""Who is quoted in the same articles as somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import FromClause, func, select

from quotesdb.db.models import Speaker
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.filters import Selection
from quotesdb.services.lookup.pages import newest_first, ordered
from quotesdb.services.lookup.results import QuotedWith
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEWEST = 200
"""Quotations of a speaker whose articles are looked at: of somebody quoted daily those of the last months."""

_OTHERS = 8


def quoted_with(session: Session, theirs: Selection, row_ids: Sequence[int]) -> tuple[QuotedWith, ...]:
    """Who is quoted in most of the articles of the newest quotations of these speakers.

    ``theirs`` are their quotations, as they are shown.
    """
    rows = theirs.rows
    newest = ordered(theirs, newest_first(rows), limit=NEWEST).with_only_columns(rows.c.article_id)
    articles = set(session.scalars(newest))
    counts = _counts(session, rows, articles)
    people = select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind, Speaker.name_key)
    others = [
        (-counts[person.id], person.name_key, person)
        for part in chunks([id_ for id_ in counts if id_ not in row_ids])
        for person in session.execute(people.where(Speaker.id.in_(part), Speaker.kind.in_(NAMED)))
    ]
    others.sort(key=lambda each: (*each[:2], each[2].public_id))
    return tuple(
        QuotedWith(person.public_id, person.name, person.kind, -number)
        for number, _key, person in others[:_OTHERS]
    )


def _counts(session: Session, rows: FromClause, articles: Collection[int]) -> Counter[int]:
    """In how many of these articles each speaker is quoted.

    By the articles alone: joined with the speakers, SQLite begins with these, and reads every quotation.
    """
    found = Counter[int]()
    number = func.count(rows.c.article_id.distinct())
    for part in chunks(articles):
        query = select(rows.c.speaker_id, number).where(
            rows.c.article_id.in_(part), rows.c.shown == Shown.ALWAYS.value
        )
        for id_, times in session.execute(query.group_by(rows.c.speaker_id)):
            if id_ is not None:
                found[id_] += times
    return found
