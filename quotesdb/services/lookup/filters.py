"""The filters of look-ups as conditions: dates as people type them, names, words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from math import isqrt, prod
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, false, func, or_, select, true, union

from quotesdb.db import search
from quotesdb.db.given import among
from quotesdb.db.models import Appearance, Article, Organisation, Quote
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import Status
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.authorities import speakers_known_as
from quotesdb.services.identity.bodies import with_forms
from quotesdb.services.identity.erased_names import prints, surnames_asked_for
from quotesdb.services.identity.find_speaker import find_speakers
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import CHUNK
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.places import UNDATED, newest_of, newest_since, newest_until
from quotesdb.services.store.read_model import current_quotes, is_shown
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

MOST_COUNTED = 10_000
"""How far rows are counted."""

_LATELY, _ONE_IN = 200, 20
"""Newest quotations that are asked whether they hold words, and how many of them make these frequent."""

MOST_HOLDING = 2_000
"""How far rows are counted that hold frequent words: each is looked at, wherever it lies."""

FEW = (1_000, 10_000)
"""Quotes up to which words are looked up first, at least and at most.

Of words that more hold, quotes are asked in order. One way takes the longer the more quotes hold them, the
other the longer the fewer of all do: both take the same time where their number is about the root of
``ASKED`` times all.
"""

SURELY = 4
"""How many times as many quotes as matters are to be expected to hold words for them not to be counted."""

FEW_HIDDEN = 200
"""Quotes that are not shown, up to which each is asked whether it holds words."""

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
    quotes fit, on their words: each row is asked for it by itself. ``total`` is how many rows there are, and
    whether there are more, where that is known without asking them.
    """

    rows: FromClause
    conditions: tuple[ColumnElement[bool], ...]
    branches: tuple[tuple[ColumnElement[bool], ...], ...] = ((),)
    frequent: ColumnElement[bool] | None = None
    total: tuple[int, bool] | None = None

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
    conditions, frequent, total = _plain(session, rows, where), None, None
    alternatives: list[list[ColumnElement[bool]]] = [[row.shown == one.value for one in shown]]
    if where.publisher is not None:
        alternatives.append([row.publisher_id == id_ for id_ in publishers(session, where.publisher)])
    for speakers in _said_by(session, where):
        if len(speakers) > MOST_BRANCHES:
            conditions.append(among(row.speaker_id, speakers))
        else:
            alternatives.append([row.speaker_id == id_ for id_ in speakers] or [false()])
    if where.organisation is not None:
        alternatives.append(_of_organisation(session, rows, where.organisation))
    if where.text is not None:
        words, engine = fold(where.text), search.of(session)
        only_words = not conditions and len(alternatives) == 1
        hidden = cache(lambda: _hidden(session, rows, shown))
        most = (lambda: MOST_HOLDING + hidden()) if only_words else int
        found, held = _found(session, rows, words, most)
        if found is not None:
            # Nothing but the words shall be looked up: what they find is sorted.
            rest = (*conditions, *(or_(*each) for each in alternatives[1:]))
            if not rest and held is not None and held > CHUNK:
                total = _holding(session, rows, shown, words, held, hidden())
            holding = Selection(rows, (found, is_shown(rows, *shown), *rest), total=total)
            return _listed(session, holding, narrowed=bool(rest))
        frequent = engine.quote_holds(row.quote_id, words)
        if only_words and held is not None:
            total = _holding(session, rows, shown, words, held, hidden())
    if prod(map(len, alternatives)) > MOST_BRANCHES:
        narrow = (*conditions, *(or_(*each) for each in alternatives))
        return Selection(rows, narrow, frequent=frequent)
    selected = Selection(rows, tuple(conditions), tuple(product(*alternatives)), frequent, total)
    # What was decided is little, and may all be old: no list is walked from its newest end to find it.
    return _listed(session, selected, narrowed=where.reviewed is True, most=MOST_COUNTED)


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
    return Selection(selected.rows, (selected.rows.c.quote_id.in_(listed),), total=(len(listed), False))


def _plain(session: Session, rows: FromClause, where: QuoteFilter) -> list[ColumnElement[bool]]:
    """What is asked of each row by itself."""
    row = rows.c
    conditions = printed_between(row, where.since, where.until)
    if where.text is not None:
        conditions += _openly(session, row.quote_id, where.text)
    if where.article is not None:
        conditions.append(row.article_id == ids.find_article(session, where.article).id)
    if where.kind is not None:
        conditions.append(row.kind == where.kind)
    if where.reviewed is not None:
        conditions.append(row.status == (Status.HUMAN if where.reviewed else Status.MACHINE))
    if where.min_confidence is not None:
        conditions.append(or_(row.confidence.is_(None), row.confidence >= where.min_confidence))
    return conditions


def _openly(session: Session, quote_id: ColumnElement[int], words: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that leave out quotes that have the words where the name of somebody erased is masked."""
    if tombstones(session).names_in(words):
        yield false()
    if names := surnames_asked_for(session, words):
        yield ~select(Quote.id).where(Quote.id == quote_id, prints(Quote.exact, names)).exists()


def _found(
    session: Session, rows: FromClause, words: str, most: Callable[[], int]
) -> tuple[ColumnElement[bool] | None, int | None]:
    """The condition that a quote is one of those that hold the words, unless these are frequent.

    Beside it how many hold them, counted to more than ``most()``, or as far as tells whether they are
    frequent; None where they are so frequent that to count them takes longer than all else.
    Of a few the numbers are taken: a phrase of frequent words that is rare itself takes long to look up.
    """
    engine, quote_id = search.of(session), rows.c.quote_id
    expected = engine.expected_quotes(session.connection(), words)
    if expected > SURELY * max(_few(session), most()):
        # Of one word the statistics tell; of several they take for granted that these are strangers.
        if len(words.split()) == 1:
            return None, expected
        if _hold_lately(session, rows, words):
            return None, None
    found = engine.match_quotes(words)
    if expected <= SURELY * CHUNK:
        listed = session.scalars(found.limit(CHUNK + 1)).all()
        if len(listed) <= min(CHUNK, FEW[1]):
            return quote_id.in_(listed), len(listed)
    few = _few(session)
    held = engine.how_many_quotes(session.connection(), words, max(few, most()) + 1)
    return (quote_id.in_(found) if held <= few else None), held


def _hold_lately(session: Session, rows: FromClause, words: str) -> bool:
    """Whether many of the newest rows hold these words, so that a page of those that do is near."""
    row = rows.c
    always = select(row.quote_id).where(row.shown == Shown.ALWAYS.value)
    newest = always.order_by(row.newest).limit(_LATELY).subquery()
    holds = search.of(session).quote_holds(newest.c.quote_id, words)
    return _number(session, select(newest.c.quote_id).where(holds)) * _ONE_IN >= _LATELY


def _few(session: Session) -> int:
    return few_of(session, session.scalar(select(func.max(current_quotes().c.quote_id))) or 0)


def few_of(session: Session, number: int) -> int:
    """Up to how many of so many hold words that are looked up first."""
    least, most = FEW
    return max(least, min(most, isqrt(search.of(session).ASKED * number)))


def _hidden(session: Session, rows: FromClause, shown: Sequence[Shown]) -> int:
    """How many rows are not shown so, counted to ``MOST_COUNTED``."""
    return _number(session, _others(rows, shown).limit(MOST_COUNTED))


def _others(rows: FromClause, shown: Sequence[Shown]) -> Select[int]:
    return select(rows.c.quote_id).where(rows.c.shown.in_([one.value for one in Shown if one not in shown]))


def _holding(
    session: Session, rows: FromClause, shown: Sequence[Shown], words: str, held: int, hidden: int
) -> tuple[int, bool]:
    """How many rows hold frequent words: if more do than are hidden, nobody need look which these are.

    ``held`` is how many quotes do, counted to more than ``hidden`` and ``MOST_HOLDING``, or expected to be
    far more.
    """
    row, engine = rows.c, search.of(session)
    if hidden < MOST_COUNTED and held > MOST_HOLDING + hidden:
        return MOST_HOLDING, True
    if hidden <= FEW_HIDDEN:
        others = _others(rows, shown).where(engine.quote_holds(row.quote_id, words))
        number = held - _number(session, others)
    else:
        # Found first: PostgreSQL would rather ask of each row that is shown whether it holds them.
        found = engine.match_quotes(words).cte("holding").prefix_with("MATERIALIZED", dialect="postgresql")
        fitting = select(row.quote_id).join(found, found.c.rowid == row.quote_id)
        fitting = fitting.where(is_shown(rows, *shown))
        number = _number(session, fitting.limit(MOST_HOLDING + 1))
    return min(number, MOST_HOLDING), number > MOST_HOLDING


def _number(session: Session, query: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


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


def published_by(session: Session, publisher: str) -> ColumnElement[bool]:
    """The condition that an article is of the publisher of that name.

    Raises:
        UnknownName, AmbiguousName: if no single publisher is meant.
    """
    return Article.publisher_id.in_(publishers(session, publisher))


def publishers(session: Session, name: str) -> list[int]:
    """The row numbers of the publisher of that name, one for each name that it has.

    Raises:
        UnknownName, AmbiguousName: if no single publisher is meant.
    """
    publishes = exists().where(Article.publisher_id == Organisation.id)
    used = select(Organisation.name_key, Organisation.name).where(publishes)
    among = _names(session, used.where(Organisation.name_key == name_key(name))) or _names(session, used)
    groups = organisations.merged(session)
    return _bodies(session, organisations.known_as(session, "publisher", name, among, groups))


def _of_organisation(session: Session, rows: FromClause, name: str) -> list[ColumnElement[bool]]:
    """What is said by the organisation of that name, under each of its names, and by its people."""
    named = exists().where(Appearance.organisation_id == Organisation.id)
    known = select(Organisation.name_key, Organisation.name).where(named)
    spoke = select(Appearance.name_key, Appearance.name).where(Appearance.kind == AgentKind.ORGANISATION)
    key = name_key(name)
    very = union(spoke.where(Appearance.name_key == key), known.where(Organisation.name_key == key))
    among = _names(session, very) or _names(session, union(spoke, known))
    decided = organisations.decisions(session)
    known_as = organisations.known_as(session, "organisation", name, among, decided.groups)
    keys = with_forms(session, decided, known_as)
    return [
        *(rows.c.own_key == each for each in sorted(keys)),
        *(rows.c.body_id == id_ for id_ in _bodies(session, keys)),
    ]


def _names(session: Session, query: Select[str, str] | CompoundSelect[str, str]) -> dict[str, str]:
    return {row.name_key: row.name for row in session.execute(query)}


def _bodies(session: Session, keys: Collection[str]) -> list[int]:
    return list(session.scalars(select(Organisation.id).where(Organisation.name_key.in_(keys))))


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
