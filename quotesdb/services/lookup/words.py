"""Which quotes hold words: looked up first where few do, else asked for one quote after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from math import isqrt, sqrt
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, SQLColumnExpression, func, select

from quotesdb.db import search
from quotesdb.db.given import among, looked_up
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.services.lookup.kept import KEPT
from quotesdb.services.store.chunks import CHUNK
from quotesdb.services.store.read_model import current_quotes, is_shown

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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

SURELY_ONE = 2
"""The same of one word, of which the statistics tell: several they hold for strangers."""

_SKEWED = 5
"""How many times rarer a word may be in what is shown than in all, and in news a third of all is hidden.

Less rare, more quotes that hold it are shown than are counted, and nobody need look.
"""

_SAMPLE = 200
"""Of many quotes that hold words, those that tell how many of all are shown."""

_A_LOOK_UP = 4
"""Hidden rows, which an index tells in a row, that are gone through in the time of looking one quote up."""


def as_counted(number: int) -> tuple[int, bool]:
    """A number as far as rows are counted, and whether there are more."""
    return min(number, MOST_COUNTED), number > MOST_COUNTED


class Held(NamedTuple):
    """What is known of the quotes that hold some words.

    ``condition`` is that a quote is one of them; where it is null, the words are frequent. ``total`` tells
    how many of them are shown, as far as they are counted; null where that is not known without asking.
    ``numbers`` are those of the quotes, where they were listed and the rows are all that is always shown.
    """

    condition: ColumnElement[bool] | None
    total: Callable[[], tuple[int, bool]] | None
    numbers: Sequence[int] = ()


class _Sizes(NamedTuple):
    """Up to how many quotes hold words that are looked up first, and how many rows are hidden at most.

    Where hidden rows are counted and are too many, all rows may be.
    """

    few: int
    hidden: int
    all: int

    @property
    def matter(self) -> int:
        """How many quotes that hold words are to be told from more; so many, where nearly all are hidden."""
        return max(self.few, min(self.enough(), 2 * MOST_COUNTED))

    def enough(self, surely: int = 1) -> int:
        """Of more quotes that hold words more are shown than are counted; of expected ones so many times."""
        by_share = _SKEWED * MOST_HOLDING * self.all // max(1, self.all - self.hidden)
        return min(surely * (MOST_HOLDING + self.hidden), by_share)


class _Found(NamedTuple):
    """The condition that a quote holds the words, unless they are frequent, and how many do.

    ``held`` is counted to more than matter, or as far as tells whether the words are frequent. ``numbers``
    are those of the quotes, where they were asked for; of frequent words of the first of them. Of words that
    ``are_many`` more are shown than are counted.
    """

    condition: ColumnElement[bool] | None
    held: int | None
    numbers: Sequence[int] | None = None
    are_many: bool = False


_IsOneOf = Callable[[SQLColumnExpression[int], Collection[int]], ColumnElement[bool]]
"""What says that a number is one of some."""


def holding(session: Session, rows: FromClause, shown: Sequence[Shown], words: str, *, counted: bool) -> Held:
    """The quotes that hold these folded words, of rows shown so; ``counted`` if that is all that is asked."""
    sizes = cache(lambda: _sizes(session, rows, shown if counted else ()))
    # Where more is asked, these may be found sooner by that, and then looked for among the numbers.
    found = _found(session, rows, words, sizes, looked_up if counted else among)
    if not counted or found.held is None:
        return Held(found.condition, None)
    known = CHUNK if found.numbers is None else search.of(session).MANY
    if found.condition is not None and found.held <= known:
        return Held(found.condition, None)
    total = cache(lambda: _total(session, rows, shown, words, found, sizes()))
    are_all = found.condition is not None and _is_usual(rows, shown)
    return Held(found.condition, total, found.numbers or () if are_all else ())


def _found(
    session: Session, rows: FromClause, words: str, sizes: Callable[[], _Sizes], is_one_of: _IsOneOf
) -> _Found:
    """The quotes that hold the words; of words that few hold, the numbers are taken where that is quick.

    A phrase of frequent words that is rare itself takes long to look up. What decides which way is the
    quicker is asked only where it can.
    """
    engine, quote_id = search.of(session), rows.c.quote_id
    expected, is_one = engine.expected_quotes(session.connection(), words), len(words.split()) == 1
    surely = SURELY_ONE if is_one else SURELY
    if expected > surely * FEW[0]:
        if is_one and expected > surely * sizes().few:
            return _Found(None, sizes().few + 1, are_many=expected > sizes().enough(surely))
        if not is_one and expected > surely * sizes().matter and _hold_lately(session, rows, words):
            return _Found(None, None)
    found, most = engine.match_quotes(words), min(CHUNK, FEW[1])
    is_known = expected > 0 or engine.TAKEN is None
    # A word that the statistics do not tell of may be as rare as any.
    if is_known and (expected <= most or (is_one and expected <= SURELY * FEW[0])):
        listed = session.scalars(found.limit(CHUNK + 1)).all()
        if len(listed) <= most:
            return _Found(is_one_of(quote_id, listed), len(listed), listed)
    # Where all are found before the first is told, nobody asks for some of them first, or only counts.
    if engine.TAKEN is not None and expected <= surely * sizes().matter:
        listed = session.scalars(found.limit(sizes().few + 1)).all()
        if len(listed) <= sizes().few:
            return _Found(is_one_of(quote_id, listed), len(listed), listed)
        return _Found(None, len(listed), listed)
    held = engine.how_many_quotes(session.connection(), words, sizes().matter + 1)
    return _Found(quote_id.in_(found) if held <= sizes().few else None, held)


def _hold_lately(session: Session, rows: FromClause, words: str) -> bool:
    """Whether many of the newest rows hold these words, so that a page of those that do is near."""
    row = rows.c
    always = select(row.quote_id).where(row.shown == Shown.ALWAYS.value)
    newest = always.order_by(row.newest).limit(_LATELY).subquery()
    holds = search.of(session).quote_holds(newest.c.quote_id, words)
    return _number(session, select(newest.c.quote_id).where(holds)) * _ONE_IN >= _LATELY


def few_of(session: Session, number: int) -> int:
    """Up to how many of so many hold words that are looked up first."""
    least, most = FEW
    return max(least, min(most, isqrt(search.of(session).ASKED * number)))


def _sizes(session: Session, rows: FromClause, shown: Sequence[Shown]) -> _Sizes:
    """What decides how words are looked up; it is seen what is hidden if it is said what is shown."""
    if not shown:
        last = session.scalar(select(_LAST)) or 0
        few = few_of(session, last)
        return _Sizes(few, 0, last)
    query = _LAST_AND_HIDDEN if _is_usual(rows, shown) else select(_LAST, _hidden(rows, shown))
    found, hidden = session.execute(query).one()
    last = found or 0
    if hidden >= MOST_COUNTED and not _is_usual(rows, shown):
        hidden = last
    return _Sizes(few_of(session, last), hidden, last)


def _is_usual(rows: FromClause, shown: Sequence[Shown]) -> bool:
    return rows is current_quotes() and tuple(shown) == (Shown.ALWAYS,)


def _hidden(rows: FromClause, shown: Sequence[Shown]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(_others(rows, shown).limit(MOST_COUNTED).subquery())
        .scalar_subquery()
    )


def _others(rows: FromClause, shown: Sequence[Shown]) -> Select[int]:
    return select(rows.c.quote_id).where(rows.c.shown.in_([one.value for one in Shown if one not in shown]))


def _total(
    session: Session, rows: FromClause, shown: Sequence[Shown], words: str, found: _Found, sizes: _Sizes
) -> tuple[int, bool]:
    """How many rows hold frequent words: if enough quotes do, nobody need look which of them are hidden."""
    if found.are_many or (found.held or 0) > sizes.enough():
        return MOST_HOLDING, True
    number, are_all = 0, found.condition is not None
    if found.numbers is not None:
        number = _shown_among(session, rows, shown, found.numbers, sizes.hidden)
    if found.numbers is None or not (are_all or number > MOST_HOLDING):
        number = _shown_that_hold(session, rows, shown, words)
    return min(number, MOST_HOLDING), number > MOST_HOLDING


def _shown_that_hold(session: Session, rows: FromClause, shown: Sequence[Shown], words: str) -> int:
    """How many shown rows hold these words, counted to more than matter: of the first, if that is enough."""
    engine = search.of(session)
    for most in (None,) if engine.TAKEN is None else (engine.TAKEN, None):
        holding = engine.match_quotes(words).limit(most)
        # Found first: PostgreSQL would rather ask of each row that is shown whether it holds them.
        there = holding.cte("holding").prefix_with("MATERIALIZED", dialect="postgresql")
        fitting = select(rows.c.quote_id).join(there, there.c.rowid == rows.c.quote_id)
        number = _number(session, fitting.where(is_shown(rows, *shown)).limit(MOST_HOLDING + 1))
        if number > MOST_HOLDING:
            break
    return number


def _shown_among(
    session: Session, rows: FromClause, shown: Sequence[Shown], numbers: Sequence[int], hidden: int
) -> int:
    """How many of these many rows are shown, counted to more than matter: hidden are so many of all.

    If some of them, drawn by chance, leave no doubt that it is more than matter, others are not looked up.
    """
    if hidden > _A_LOOK_UP * len(numbers):
        some = Random(0).sample(numbers, min(_SAMPLE, len(numbers)))  # noqa: S311 - no secret
        if _least_share(_looked_up(session, rows, shown, some), len(some)) * len(numbers) > MOST_HOLDING:
            return MOST_HOLDING + 1
        return _looked_up(session, rows, shown, numbers)
    # Found first: PostgreSQL would rather look up each number, and see whether it is hidden.
    there = _others(rows, shown).cte("hidden").prefix_with("MATERIALIZED", dialect="postgresql")
    among_them = select(there.c.quote_id).where(among(there.c.quote_id, numbers))
    return len(numbers) - _number(session, among_them)


def _least_share(found: int, drawn: int) -> float:
    """Of what is drawn by chance so often, the least share that it may have of all: four deviations below.

    After Agresti and Coull, so that a share is not certain because all that was drawn had it.

    >>> round(_least_share(200, 200), 2), round(_least_share(140, 200), 2)
    (0.91, 0.56)
    """
    share, number = (found + 8) / (drawn + 16), drawn + 16
    return share - 4 * sqrt(share * (1 - share) / number)


def _looked_up(session: Session, rows: FromClause, shown: Sequence[Shown], numbers: Sequence[int]) -> int:
    asked = looked_up(rows.c.quote_id, numbers), rows.c.shown.in_([one.value for one in shown])
    return _number(session, select(rows.c.quote_id).where(*asked).limit(MOST_HOLDING + 1))


def _number(session: Session, query: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


_LAST = select(func.max(current_quotes().c.quote_id)).scalar_subquery()
_KEPT_HIDDEN = select(KEPT.quotes).where(KEPT.of == CountOf.HIDDEN, KEPT.key == "").scalar_subquery()
_LAST_AND_HIDDEN = select(_LAST, func.coalesce(_KEPT_HIDDEN, 0))
"""The last number of a quote, and how many look-ups do not always show."""
