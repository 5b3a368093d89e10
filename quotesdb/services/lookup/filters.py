"""The filters of look-ups as conditions: dates as people type them, names, words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    false,
    or_,
    select,
    true,
    union,
)

from quotesdb.db import search
from quotesdb.db.given import among
from quotesdb.db.models import Appearance, Article, Organisation
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.db.types import Status
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.authorities import speakers_known_as
from quotesdb.services.identity.bodies import with_forms
from quotesdb.services.identity.find_speaker import find_speakers
from quotesdb.services.lookup.kept import quotes_by, tallies_of
from quotesdb.services.lookup.openly import openly
from quotesdb.services.lookup.words import MOST_COUNTED, as_counted, holding
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import CHUNK
from quotesdb.services.store.closed import closed_bodies
from quotesdb.services.store.places import UNDATED, newest_of, newest_since, newest_until
from quotesdb.services.store.read_model import is_shown
from quotesdb.services.store.rows import table_of
from quotesdb.text.folding import fold
from quotesdb.values import AgentKind, Kind, Precision

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session


class Sort(StrEnum):
    """In which order quotations are listed; where something is not known, they come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SPEAKER = "speaker"
    PUBLISHER = "publisher"


MOST_BRANCHES = 32
"""Stretches of an index that are asked for one by one; of more, all rows are sorted."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotations to list; what is null does not restrict.

    ``text``: all words, those in double marks as a phrase. ``speaker``: all whom the name means.
    ``organisation``: as speaker or as whom a speaker speaks for. ``since`` and ``until``: printed dates, both
    ends included, "2025", "2025-03" or "2025-03-01". ``limit`` null lists everything. ``all`` adds what was
    only thought or shown. ``unsupported`` lists those quotes instead that the newest extraction no longer
    finds. ``article`` is an id, which may be shortened. ``min_confidence``: what extraction was at least
    so sure of, and what people decided. ``after`` is the cursor of a page: what follows it.
    ``embargoed`` adds what is not to be shown yet. ``identifier`` is the speaker's in an authority file.
    ``reviewed``: what a person decided, or what nobody did.
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
    min_confidence: float | None = None
    sort: Sort = Sort.NEWEST
    after: str | None = None
    embargoed: bool = False
    identifier: str | None = None
    reviewed: bool | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of ``current_quotes()``, or of a query with its columns, are meant.

    A row fits if it fits all ``conditions`` and one of the ``branches``. Each branch holds one value of every
    column that it asks for, so that an index has its rows in order. ``frequent`` is a condition that many
    quotes fit, on their words: each row is asked for it by itself. ``total`` tells how many rows there are,
    and whether there are more, where that is known without asking them. ``few`` says that all rows are sorted
    for a page: they can be counted with it. ``numbers`` are those of quotes of which the rows are all that
    look-ups always show, where many are known.
    """

    rows: FromClause
    conditions: tuple[ColumnElement[bool], ...]
    branches: tuple[tuple[ColumnElement[bool], ...], ...] = ((),)
    frequent: ColumnElement[bool] | None = None
    total: Callable[[], tuple[int, bool]] | None = None
    few: bool = False
    numbers: Sequence[int] = ()

    @property
    def where(self) -> tuple[ColumnElement[bool], ...]:
        """All of it as conditions."""
        words = () if self.frequent is None else (self.frequent,)
        if self.branches == ((),):
            return *self.conditions, *words
        return *self.conditions, *words, or_(*(and_(true(), *branch) for branch in self.branches))


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles are meant; what is empty does not restrict. Ids may be shortened."""

    ids: tuple[str, ...] = ()
    publisher: str | None = None
    since: str | None = None
    until: str | None = None


_ORDER = frozenset({"sort", "limit", "after", "all", "embargoed"})


def narrowed_by(where: QuoteFilter) -> list[str]:
    """The fields of a filter by which not all that is shown so is listed."""
    given = (each.name for each in fields(where) if getattr(where, each.name) != each.default)
    return [name for name in given if name not in _ORDER]


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


def select_quotes(
    session: Session, rows: FromClause, shown: Sequence[Shown], where: QuoteFilter
) -> Selection:
    """The rows that a filter chooses, of those that are shown so.

    Raises:
        UnknownName, AmbiguousName, UnknownId, BadRequest: if it names nobody, several, or no date.
    """
    row = rows.c
    conditions, frequent = _plain(session, rows, where), None
    total: Callable[[], tuple[int, bool]] | None = None
    alternatives: list[list[ColumnElement[bool]]] = [[row.shown == one.value for one in shown]]
    narrowed = narrowed_by(where) if tuple(shown) == (Shown.ALWAYS,) else []
    if where.publisher is not None:
        bodies = publishers(session, where.publisher, embargoed=where.embargoed)
        alternatives.append([row.publisher_id == id_ for id_ in bodies])
        if narrowed == ["publisher"]:
            total = partial(_kept_of_publishers, session, bodies)
    for speakers in _said_by(session, where):
        if len(speakers) > MOST_BRANCHES:
            conditions.append(among(row.speaker_id, speakers))
        else:
            alternatives.append([row.speaker_id == id_ for id_ in speakers] or [false()])
        if narrowed == ["speaker"]:
            total = partial(_kept_of_speakers, session, speakers)
    if where.organisation is not None:
        alternatives.append(_of_organisation(session, rows, where.organisation, embargoed=where.embargoed))
    if where.text is not None:
        words, only_words = fold(where.text), not conditions and len(alternatives) == 1
        held = holding(session, rows, shown, words, counted=only_words)
        if held.condition is not None:
            # Nothing but the words shall be looked up: what they find is sorted.
            rest = (*conditions, *(or_(*each) for each in alternatives[1:]))
            conditions = [held.condition, is_shown(rows, *shown), *rest]
            total, numbers = held.total, held.numbers
            found = Selection(rows, tuple(conditions), total=total, few=total is None, numbers=numbers)
            return _listed(session, found, narrowed=bool(rest))
        frequent, total = search.of(session).quote_holds(row.quote_id, words), held.total
    if prod(map(len, alternatives)) > MOST_BRANCHES:
        narrow = (*conditions, *(or_(*each) for each in alternatives))
        return Selection(rows, narrow, frequent=frequent, total=total)
    selected = Selection(rows, tuple(conditions), tuple(product(*alternatives)), frequent, total)
    # What was decided is little, and may all be old: no list is walked from its newest end to find it.
    return _listed(session, selected, narrowed=where.reviewed is True, most=MOST_COUNTED)


def _kept_of_publishers(session: Session, ids: Sequence[int]) -> tuple[int, bool]:
    kept = tallies_of(session, CountOf.PUBLISHER, [str(id_) for id_ in ids])
    return as_counted(sum(tally.quotes for tally in kept.values()))


def _kept_of_speakers(session: Session, ids: Sequence[int]) -> tuple[int, bool]:
    return as_counted(quotes_by(session, ids))


def _said_by(session: Session, where: QuoteFilter) -> Iterator[list[int]]:
    """The speakers whom a name means, and those whom an identifier does; nobody if none of them is quoted."""
    if where.speaker is not None:
        meant = find_speakers(session, where.speaker, silent=where.unsupported or where.embargoed)
        yield [id_ for match in meant for id_ in match.row_ids]
    if where.identifier is not None:
        yield list(speakers_known_as(session, where.identifier))


def _listed(session: Session, selected: Selection, *, narrowed: bool, most: int = CHUNK) -> Selection:
    """The same rows by their numbers, to be looked up once, where something narrows them down to few."""
    if not narrowed:
        return selected
    listed = session.scalars(select(selected.rows.c.quote_id).where(*selected.where).limit(most + 1)).all()
    if len(listed) > most:
        return selected
    total = (len(listed), False)
    return Selection(selected.rows, (selected.rows.c.quote_id.in_(listed),), total=lambda: total)


def _plain(session: Session, rows: FromClause, where: QuoteFilter) -> list[ColumnElement[bool]]:
    """What is asked of each row by itself."""
    row = rows.c
    conditions = printed_between(row, where.since, where.until)
    if where.text is not None:
        conditions += openly(session, row.quote_id, where.text)
    if where.article is not None:
        conditions.append(row.article_id == ids.find_article(session, where.article).id)
    if where.kind is not None:
        conditions.append(row.kind == where.kind)
    if where.reviewed is not None:
        conditions.append(row.status == (Status.HUMAN if where.reviewed else Status.MACHINE))
    if where.min_confidence is not None:
        conditions.append(or_(row.confidence.is_(None), row.confidence >= where.min_confidence))
    return conditions


def printed_between(row: Any, since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """The conditions of ``dated`` on rows of the read model, by their place in time: a stretch of an index.

    Raises:
        BadRequest: if a date cannot be read, or they are in the wrong order.
    """
    first, last = _ends(since, until)
    conditions = []
    if first:
        conditions.append(row.newest < newest_since(first.replace(month=1, day=1)))
        if (first.month, first.day) != (1, 1):
            conditions.append(or_(row.newest < newest_since(first), *_coarser(row, first)))
    if last:
        conditions.append(row.newest >= newest_until(last))
        conditions.append(row.newest < UNDATED)
    return conditions


def _coarser(row: Any, first: date) -> list[ColumnElement[bool]]:
    """The conditions that the month or the year of a day was printed, which stand at their first days."""
    month, year = first.replace(day=1), first.replace(month=1, day=1)
    return [
        row.newest.between(*stretch)
        for stretch in (newest_of(month, Precision.MONTH), newest_of(year, Precision.YEAR))
    ]


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
    """The conditions on the printed date of an article; a month or year as printed counts with all its days.

    Raises:
        BadRequest: if a date cannot be read, or they are in the wrong order.
    """
    first, last = _ends(since, until)
    conditions = []
    on, precision = Article.published_on, Article.published_precision
    if last:
        conditions.append(on <= last)
    if first:
        year = and_(precision == Precision.YEAR, on >= date(first.year, 1, 1))
        month = and_(precision == Precision.MONTH, on >= first.replace(day=1))
        conditions.append(or_(on >= first, month, year))
    return conditions


def _ends(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first and last and first > last:
        raise BadRequest(f"{since} is after {until}")
    return first, last


def published_by(session: Session, publisher: str, *, embargoed: bool = False) -> ColumnElement[bool]:
    """The condition that an article is of the publisher of that name.

    Raises:
        UnknownName, AmbiguousName: if no single publisher is meant.
    """
    return Article.publisher_id.in_(publishers(session, publisher, embargoed=embargoed))


def publishers(session: Session, name: str, *, embargoed: bool = False) -> list[int]:
    """The row numbers of the publisher of that name, one for each name that it has.

    Raises:
        UnknownName, AmbiguousName: if no single publisher is meant.
    """
    key, closed = name_key(name), closed_bodies(session, embargoed=embargoed)
    among = _names(session, _PUBLISHES.where(_BODY.name_key == key), closed) or _names(
        session, _PUBLISHES, closed
    )
    groups = organisations.merged(session)
    keys = organisations.known_as(session, "publisher", name, among, groups)
    return list(organisations.numbers_of(session, keys).values())


def _of_organisation(
    session: Session, rows: FromClause, name: str, *, embargoed: bool
) -> list[ColumnElement[bool]]:
    """What is said by the organisation of that name, under each of its names, and by its people."""
    closed = closed_bodies(session, embargoed=embargoed)
    among = _names(session, _VERY, closed, key=name_key(name)) or _names(
        session, union(_SPOKE, _KNOWN), closed
    )
    decided = organisations.decisions(session)
    known_as = organisations.known_as(session, "organisation", name, among, decided.groups)
    keys = with_forms(session, decided, known_as)
    return [
        *(rows.c.own_key == each for each in sorted(keys)),
        *(rows.c.body_id == id_ for id_ in organisations.numbers_of(session, keys).values()),
    ]


def _names(
    session: Session,
    query: Select[str, str] | CompoundSelect[str, str],
    closed: Collection[str],
    **values: str,
) -> dict[str, str]:
    rows = session.execute(query, values)
    return {row.name_key: row.name for row in rows if row.name_key not in closed}


_BODY, _SAID = table_of(Organisation).c, table_of(Appearance).c
_PUBLISHES = select(_BODY.name_key, _BODY.name).where(exists().where(Article.publisher_id == _BODY.id))
_KNOWN = select(_BODY.name_key, _BODY.name).where(exists().where(_SAID.organisation_id == _BODY.id))
_SPOKE = select(_SAID.name_key, _SAID.name).where(_SAID.kind == AgentKind.ORGANISATION)
_VERY = union(
    _SPOKE.where(_SAID.name_key == bindparam("key")), _KNOWN.where(_BODY.name_key == bindparam("key"))
)


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
