"""The filters of look-ups as conditions: dates as people type them, names, words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Subquery, and_, or_, select

from quotesdb.db import search
from quotesdb.db.models import Appearance, Article, Organisation
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.find_speaker import find_speakers
from quotesdb.services.store import ids
from quotesdb.text.folding import fold
from quotesdb.values import REPORTED, AgentKind, Kind, Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Sort(StrEnum):
    """In which order quotations are listed; where something is not known, they come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SPEAKER = "speaker"
    PUBLISHER = "publisher"


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotations to list; what is null does not restrict.

    ``text``: all words, those in double marks as a phrase. ``speaker``: all whom the name means.
    ``organisation``: as speaker or as whom a speaker speaks for. ``since`` and ``until``: printed dates, both
    ends included, "2025", "2025-03" or "2025-03-01". ``limit`` null lists everything. ``all`` adds what was
    only thought or shown. ``unsupported`` lists those quotes instead that the newest extraction no longer
    finds. ``article`` is an id, which may be shortened.
    """

    text: str | None = None
    speaker: str | None = None
    organisation: str | None = None
    publisher: str | None = None
    kind: Kind | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    all: bool = False
    unsupported: bool = False
    article: str | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles are meant; what is empty does not restrict. Ids may be shortened."""

    ids: tuple[str, ...] = ()
    publisher: str | None = None
    since: str | None = None
    until: str | None = None


def first_day(text: str) -> date:
    """The first day of a year, month or day as typed.

    >>> first_day("2025-03")
    datetime.date(2025, 3, 1)

    Raises:
        BadRequest: if it is none.
    """
    year, month, day = _parts(text)
    return _date(text, year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of a year, month or day as typed.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)

    Raises:
        BadRequest: if it is none.
    """
    year, month, day = _parts(text)
    first = _date(text, year, month or 12, day or 1)
    return first if day else first.replace(day=monthrange(first.year, first.month)[1])


def quote_conditions(session: Session, effective: Subquery, where: QuoteFilter) -> list[ColumnElement[bool]]:
    """The conditions on ``effective_quotes()`` (or a query of its columns) joined with the article.

    Raises:
        UnknownName, AmbiguousName, UnknownId, BadRequest: if it names nobody, several, or no date.
    """
    row = effective.c
    conditions = dated(where.since, where.until)
    if not where.all:
        conditions.append(row.cue_class.in_(REPORTED))
    if where.article is not None:
        conditions.append(row.article_id == ids.find_article(session, where.article).id)
    if where.kind is not None:
        conditions.append(row.kind == where.kind)
    if where.text is not None:
        conditions.append(row.quote_id.in_(search.of(session).match_quotes(fold(where.text))))
    if where.publisher is not None:
        conditions.append(published_by(session, where.publisher))
    if where.speaker is not None:
        meant = find_speakers(session, where.speaker, silent=where.unsupported)
        conditions.append(row.speaker_id.in_([id_ for match in meant for id_ in match.row_ids]))
    if where.organisation is not None:
        conditions.append(_of_organisation(session, effective, where.organisation))
    return conditions


def article_conditions(session: Session, where: ArticleFilter) -> list[ColumnElement[bool]]:
    """The conditions on articles.

    Raises:
        UnknownName, AmbiguousName, BadRequest: as for quotes.
    """
    conditions = [Article.removed_at.is_(None), *dated(where.since, where.until)]
    if where.publisher is not None:
        conditions.append(published_by(session, where.publisher))
    return conditions


def dated(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """The conditions on the printed date; a month or year as printed counts with all its days.

    Raises:
        BadRequest: if a date cannot be read, or they are in the wrong order.
    """
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first and last and first > last:
        raise BadRequest(f"{since} is after {until}")
    conditions = []
    if last:
        conditions.append(Article.published_on <= last)
    if first:
        year = and_(
            Article.published_precision == Precision.YEAR, Article.published_on >= date(first.year, 1, 1)
        )
        month = and_(
            Article.published_precision == Precision.MONTH, Article.published_on >= first.replace(day=1)
        )
        conditions.append(or_(Article.published_on >= first, month, year))
    return conditions


def published_by(session: Session, publisher: str) -> ColumnElement[bool]:
    """The condition that an article is of the publisher of that name.

    Raises:
        UnknownName, AmbiguousName: if no single publisher is meant.
    """
    used = select(Article.publisher_id).where(Article.publisher_id.is_not(None))
    rows = session.execute(
        select(Organisation.name_key, Organisation.name).where(Organisation.id.in_(used))
    ).all()
    among = {row.name_key: row.name for row in rows}
    keys = organisations.known_as(session, "publisher", publisher, among)
    return Article.publisher_id.in_(select(Organisation.id).where(Organisation.name_key.in_(keys)))


def _of_organisation(session: Session, effective: Subquery, name: str) -> ColumnElement[bool]:
    affiliations = session.execute(
        select(Organisation.name_key, Organisation.name)
        .where(Organisation.id.in_(select(Appearance.organisation_id)))
        .order_by(Organisation.id)
    ).all()
    speaking = session.execute(
        select(Appearance.name_key, Appearance.name)
        .where(Appearance.kind == AgentKind.ORGANISATION)
        .distinct()
    ).all()
    among = {row.name_key: row.name for row in [*speaking, *affiliations]}
    keys = organisations.known_as(session, "organisation", name, among)
    its_own = and_(Appearance.kind == AgentKind.ORGANISATION, Appearance.name_key.in_(keys))
    its_people = Appearance.organisation_id.in_(
        select(Organisation.id).where(Organisation.name_key.in_(keys))
    )
    return effective.c.appearance_id.in_(select(Appearance.id).where(or_(its_own, its_people)))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise BadRequest(f"not a date: {text!r} (2025, 2025-03 or 2025-03-01)")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadRequest(f"there is no such date: {text!r}") from error
