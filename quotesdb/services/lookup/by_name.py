"""Lists by name of the speaker or the publisher, of all there is: name after name, not all of them sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, Select, literal, select, tuple_

from quotesdb.db.models import Appearance, Article, Organisation
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.lookup.filters import Sort
from quotesdb.services.lookup.pages import Cut, Order, cut_parts, newest_first
from quotesdb.services.store.read_model import is_shown

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAME = 1
"""Where the name stands among the keys of the order; before it whether there is one."""


def cut_by_name(
    session: Session,
    rows: FromClause,
    shown: Sequence[Shown],
    order: Order,
    limit: int | None,
    after: str | None,
) -> Cut:
    """The rows of a page of all that are shown so, in an order by name, which is that of ``order``."""
    behind = None if after is None else order.values_of(after)
    parts = (_speakers if order.name == Sort.SPEAKER.value else _publishers)(session, rows, shown, behind)
    return cut_parts(session, parts, lambda last: order.cursor(last[-len(order.keys) :]), limit)


def _speakers(
    _session: Session, rows: FromClause, shown: Sequence[Shown], behind: list[Any] | None
) -> Iterator[Select[Any]]:
    """The names as they come in the index of appearances, with what was said under each."""
    name = Appearance.name_key
    known = (
        _keyed(rows, 0, name)
        .join(Appearance, Appearance.id == rows.c.appearance_id)
        .where(is_shown(rows, *shown))
        .order_by(name, *newest_first(rows).keys)
    )
    if behind is None:
        # The bound, which none is below, has SQLite take the names first.
        yield known.where(name >= "")
    elif not behind[0]:
        yield known.where(name == behind[_NAME], _following(rows, behind))
        yield known.where(name > behind[_NAME])
    yield _nameless(rows, rows.c.appearance_id, shown, behind)


def _publishers(
    session: Session, rows: FromClause, shown: Sequence[Shown], behind: list[Any] | None
) -> Iterator[Select[Any]]:
    """One publisher after the other, each a stretch of its index."""
    if behind is None or not behind[0]:
        publishes = select(Article.id).where(Article.publisher_id == Organisation.id).exists()
        there = select(Organisation.id, Organisation.name_key).where(publishes)
        if behind is not None:
            there = there.where(Organisation.name_key >= behind[_NAME])
        for id_, name in session.execute(there.order_by(Organisation.name_key)).all():
            of_one = _keyed(rows, 0, literal(name)).where(rows.c.publisher_id == id_, _is(rows, shown))
            if behind is not None and name == behind[_NAME]:
                of_one = of_one.where(_following(rows, behind))
            yield of_one.order_by(*newest_first(rows).keys)
    yield _nameless(rows, rows.c.publisher_id, shown, behind)


def _nameless(
    rows: FromClause, column: ColumnElement[Any], shown: Sequence[Shown], behind: list[Any] | None
) -> Select[Any]:
    query = _keyed(rows, 1, literal("")).where(column.is_(None), _is(rows, shown))
    if behind is not None and behind[0]:
        query = query.where(_following(rows, behind))
    return query.order_by(*newest_first(rows).keys)


def _keyed(rows: FromClause, unknown: int, name: Any) -> Select[Any]:
    keys = (literal(unknown), name, *newest_first(rows).keys)
    return select(*rows.c, *(key.label(f"key_{number}") for number, key in enumerate(keys))).select_from(rows)


def _following(rows: FromClause, behind: Sequence[Any]) -> ColumnElement[bool]:
    keys = newest_first(rows).keys
    values = (literal(value, key.type) for value, key in zip(behind[_NAME + 1 :], keys, strict=True))
    return tuple_(*keys) > tuple_(*values)


def _is(rows: FromClause, shown: Sequence[Shown]) -> ColumnElement[bool]:
    """That rows are shown so, said by what it is: so it belongs to the stretch of an index."""
    if len(shown) == 1:
        is_so: ColumnElement[bool] = rows.c.shown == shown[0].value
        return is_so
    return rows.c.shown.in_([one.value for one in shown])
