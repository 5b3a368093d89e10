"""Pages of a list: what comes first, what follows a cursor, and how many there are in all.

A page is asked for by the keys that the list is sorted by, never by how many rows come before it: so it costs
the same deep inside. Counting stops at ``MOST_COUNTED``.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Row,
    Select,
    false,
    func,
    literal,
    select,
    tuple_,
    union,
    union_all,
)

from quotesdb.db import search
from quotesdb.db.given import among
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import BadRequest
from quotesdb.services.lookup.filters import Selection, Sort
from quotesdb.services.lookup.words import MOST_COUNTED, as_counted
from quotesdb.services.store.chunks import filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


_WALKED = 30_000
"""Rows of an index that are gone through to meet some of many: it takes as long as looking a thousand up."""

MOST_ASKED = 200
"""How many quotations are asked, to be counted, whether they hold words that are frequent."""


class Order(NamedTuple):
    """What a list is sorted by, the least first; no two rows have equal keys."""

    name: str
    keys: tuple[ColumnElement[Any], ...]

    def following(self, after: str | None) -> tuple[ColumnElement[bool], ...]:
        """The condition that a row stands behind a cursor, if there is one.

        Raises:
            BadRequest: if it is no cursor of such a list.
        """
        if after is None:
            return ()
        bound = (
            literal(value, key.type) for value, key in zip(self.values_of(after), self.keys, strict=True)
        )
        return (tuple_(*self.keys) > tuple_(*bound),)

    def values_of(self, cursor: str) -> list[Any]:
        """The keys of the row that a cursor is of.

        Raises:
            BadRequest: if it is no cursor of such a list.
        """
        name, *values = _decoded(cursor) or [None]
        if name != self.name or list(map(type, values)) != [key.type.python_type for key in self.keys]:
            raise BadRequest(f"not a place in this list: {cursor!r}")
        return values

    def cursor(self, values: Sequence[Any]) -> str:
        """The cursor of the row that has these keys: opaque, and fit for an address."""
        text = json.dumps([self.name, *values], separators=(",", ":"), ensure_ascii=False)
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> list[Any]:
    try:
        found = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return []
    return found if isinstance(found, list) else []


def place_in(rows: FromClause) -> tuple[ColumnElement[Any], ...]:
    """What orders quotations of one time: those of an article as they stand there."""
    return rows.c.article_id, rows.c.start_char, rows.c.quote_id


def newest_first(rows: FromClause) -> Order:
    """The newest printed date first, undated ones last."""
    return Order(Sort.NEWEST.value, (rows.c.newest, *place_in(rows)))


def oldest_first(rows: FromClause) -> Order:
    """The oldest printed date first, undated ones last."""
    return Order(Sort.OLDEST.value, (rows.c.oldest, *place_in(rows)))


def least_sure_first(rows: FromClause) -> Order:
    """What the extractor was least sure of first."""
    return Order("unsure", (rows.c.confidence, *newest_first(rows).keys))


class Cut(NamedTuple):
    """The rows of a page, the cursor of what follows if anything does, and how many there are, if counted."""

    rows: Sequence[Row[Any]]
    next: str | None
    number: int | None = None


def cut(
    session: Session, chosen: Selection, order: Order, limit: int | None, after: str | None = None
) -> Cut:
    """The rows of a page, each with all columns of what they are chosen from."""
    following = order.following(after)
    if limit is not None and len(chosen.numbers) > max(limit, search.of(session).MANY):
        first = _first_met(session, chosen, order, following, limit + 1)
        if len(first) > limit:
            query = _in_order(chosen.rows, order.keys)[0].where(chosen.rows.c.quote_id.in_(filled(first)))
            return first_of(session.execute(query).all(), order, limit)
    query = ordered(chosen, order, following, None if limit is None else limit + 1)
    counts = (func.count().over(),) if chosen.few and after is None and limit is not None else ()
    found = session.execute(query.add_columns(*counts)).all()
    return first_of(found, order, limit, counts=len(counts))


def _first_met(
    session: Session, chosen: Selection, order: Order, following: Sequence[ColumnElement[bool]], most: int
) -> Sequence[int]:
    """The first of many numbers, met by going through an index in order; none where they are far inside.

    To look all of them up, and to sort them, takes the longer the more they are; these are met the sooner.
    """
    row = chosen.rows.c
    stretch = select(row.quote_id, *order.keys).where(row.shown == Shown.ALWAYS.value, *following)
    walked = stretch.order_by(*order.keys).limit(_WALKED).subquery().c
    # Not as a condition by itself, which PostgreSQL would make a join of, and sort what that finds.
    met = func.coalesce(among(walked.quote_id, chosen.numbers), false())
    return session.scalars(select(walked.quote_id).where(met).order_by(*walked[1:]).limit(most)).all()


def first_of(found: Sequence[Row[Any]], order: Order, limit: int | None, *, counts: int = 0) -> Cut:
    """The rows of a page, of rows in this order that may be more; ``counts`` stand behind its keys."""
    if limit is None or len(found) <= limit:
        return Cut(found, None)
    shown, number = found[:limit], found[0][-1] if counts else None
    if not shown:
        return Cut(shown, None, number)
    keys = shown[-1][-len(order.keys) - counts :][: len(order.keys)]
    return Cut(shown, order.cursor(keys), number)


def cut_parts(
    session: Session,
    parts: Iterable[Select[Any]],
    cursor_of: Callable[[Row[Any]], str],
    limit: int | None,
) -> Cut:
    """The first rows of several questions, one after the other: each is one stretch of an index."""
    found: list[Row[Any]] = []
    for part in parts:
        found += session.execute(part.limit(None if limit is None else limit + 1 - len(found))).all()
        if limit is not None and len(found) > limit:
            break
    if limit is None or len(found) <= limit:
        return Cut(found, None)
    shown = found[:limit]
    return Cut(shown, cursor_of(shown[-1]) if shown else None)


def ordered(
    chosen: Selection, order: Order, following: Sequence[ColumnElement[bool]] = (), limit: int | None = None
) -> Select[Any]:
    """Select the rows in order, with the keys of the order behind their columns.

    Where several stretches of an index are meant, the first rows of each are taken and sorted together.
    """
    words = () if chosen.frequent is None else (chosen.frequent,)
    query, numbers = _in_order(chosen.rows, order.keys)
    if limit is None:
        return query.where(*chosen.where, *following)
    if len(chosen.branches) == 1:
        return query.where(*chosen.conditions, *chosen.branches[0], *words, *following).limit(limit)
    firsts = (
        numbers.where(*chosen.conditions, *branch, *words, *following).limit(limit).subquery()
        for branch in chosen.branches
    )
    together = union_all(*(first.select() for first in firsts))
    return query.where(chosen.rows.c.quote_id.in_(together)).limit(limit)


@lru_cache(maxsize=32)
def _in_order(rows: FromClause, keys: tuple[ColumnElement[Any], ...]) -> tuple[Select[Any], Select[int]]:
    """All rows in order, with the keys behind their columns, and their numbers alone; made once."""
    labelled = (key.label(f"key_{number}") for number, key in enumerate(keys))
    return select(*rows.c, *labelled).order_by(*keys), select(rows.c.quote_id).order_by(*keys)


def count(session: Session, chosen: Selection) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than were counted.

    Of frequent words no more than the first rows are asked whether they hold them.
    """
    if chosen.total is not None:
        return chosen.total()
    most = MOST_COUNTED if chosen.frequent is None else MOST_ASKED
    query = select(chosen.rows.c.quote_id)
    firsts = [query.where(*chosen.conditions, *branch).limit(most + 1) for branch in chosen.branches]
    all_of_them: Select[Any] | CompoundSelect[Any] = firsts[0]
    if len(firsts) > 1:
        all_of_them = union(*(each.subquery().select() for each in firsts))
    if chosen.frequent is None:
        return counted(session, all_of_them)
    asked = all_of_them.limit(most + 1).subquery()
    holding = select(func.count()).select_from(asked)
    holding = holding.join(chosen.rows, chosen.rows.c.quote_id == asked.c[0]).where(chosen.frequent)
    there = select(func.count()).select_from(asked)
    number, found = session.execute(select(there.scalar_subquery(), holding.scalar_subquery())).one()
    return found, number > most


def counted(session: Session, query: Select[Any] | CompoundSelect[Any]) -> tuple[int, bool]:
    """How many rows a query finds, and whether there are more than were counted."""
    first = query.order_by(None).limit(MOST_COUNTED + 1).subquery()
    return as_counted(session.scalar(select(func.count()).select_from(first)) or 0)
