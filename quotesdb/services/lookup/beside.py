"""Who is quoted in the same articles as somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from quotesdb.db.models import Speaker
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.filters import Selection
from quotesdb.services.lookup.pages import newest_first, ordered
from quotesdb.services.lookup.results import QuotedWith
from quotesdb.services.store.chunks import chunks, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEWEST = 200
"""Quotations of a speaker whose articles are looked at: of somebody quoted daily those of the last months."""

_OTHERS = 8


def quoted_with(session: Session, theirs: Selection, row_ids: Sequence[int]) -> tuple[QuotedWith, ...]:
    """Who is quoted in most of the articles of the newest quotations of these speakers.

    ``theirs`` are their quotations, as they are shown.
    """
    counts = _counts(session, theirs)
    others = [
        (-counts[person.id], person.name_key, person)
        for part in chunks([id_ for id_ in counts if id_ not in row_ids])
        for person in session.execute(_PEOPLE, {"ids": filled(part)})
    ]
    others.sort(key=lambda each: (*each[:2], each[2].public_id))
    return tuple(
        QuotedWith(person.public_id, person.name, person.kind, -number)
        for number, _key, person in others[:_OTHERS]
    )


_PEOPLE = select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind, Speaker.name_key).where(
    Speaker.id.in_(bindparam("ids", expanding=True)), Speaker.kind.in_(NAMED)
)


def _counts(session: Session, theirs: Selection) -> dict[int, int]:
    """In how many of the articles of their newest quotations each speaker is quoted.

    By the articles alone: joined with the speakers, SQLite begins with these, and reads every quotation.
    """
    rows = theirs.rows
    newest = ordered(theirs, newest_first(rows), limit=NEWEST).with_only_columns(rows.c.article_id).subquery()
    others = rows.alias("others").c
    query = select(others.speaker_id, func.count(others.article_id.distinct())).where(
        others.article_id.in_(select(newest.c.article_id)),
        others.shown == Shown.ALWAYS.value,
        others.speaker_id.is_not(None),
    )
    return dict(session.execute(query.group_by(others.speaker_id)).all())
