"""What a check searched: without it "not found" says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select

from quotesdb.check.speakers import same_speaker, surname
from quotesdb.db.models import Appearance, Article, Attribution, Speaker
from quotesdb.values import Agent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

COUNTED = 1000
"""Quotations of one speaker that are counted; beyond it is said that there are more."""

_SPEAKERS = 50


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles that a claim was compared with: how many, printed from when to when.

    ``speakers`` are the ids of stored speakers whom the claimed name fits, ``speaker_quotes`` how many
    quotations they have (``speaker_quotes_at_least``: counting stopped there); null if nobody was claimed.
    """

    documents: int
    first: str | None
    last: str | None
    speakers: tuple[str, ...] = ()
    speaker_quotes: int | None = None
    speaker_quotes_at_least: bool = False


def coverage(session: Session, speaker: str | None, where: Sequence[ColumnElement[bool]]) -> Coverage:
    """What there is to search in, under these conditions on articles."""
    stored = [Article.removed_at.is_(None), *where]
    row = session.execute(
        select(func.count(), func.min(Article.published_on), func.max(Article.published_on)).where(*stored)
    ).one()
    documents, first, last = row[0], *(day.isoformat() if day else None for day in row[1:])
    if speaker is None:
        return Coverage(documents, first, last)
    meant = _meant(session, speaker)
    quotes = (
        select(Attribution.quote_id)
        .distinct()
        .join(Appearance, Appearance.id == Attribution.appearance_id)
        .join(Article, Article.id == Appearance.article_id)
        .where(Appearance.speaker_id.in_([speaker_id for speaker_id, _ in meant]), *stored)
        .limit(COUNTED)
    )
    number = session.scalar(select(func.count()).select_from(quotes.subquery())) or 0
    return Coverage(documents, first, last, tuple(id_ for _, id_ in meant), number, number == COUNTED)


def _meant(session: Session, speaker: str) -> list[tuple[int, str]]:
    """The stored speakers whom a claimed name fits."""
    last = surname(speaker)
    ending = or_(
        Speaker.name_key == last,
        Speaker.name_key.endswith(f" {last}", autoescape=True),
        Speaker.name_key.startswith(f"{last} ", autoescape=True),
    )
    rows = session.execute(
        select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind).where(ending).limit(_SPEAKERS)
    )
    return [(row.id, row.public_id) for row in rows if same_speaker(speaker, Agent(row.name, row.kind))]
