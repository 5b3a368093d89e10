"""In how many articles two names that could be one person's stand side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, or_, select, update

from quotesdb.db.models import Appearance, NamesTogether
from quotesdb.resolve import Pair, beside
from quotesdb.services.identity import names
from quotesdb.services.identity.names import Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ONE, _OTHER = NamesTogether.name_a_id, NamesTogether.name_b_id
_OF = select(_ONE, _OTHER, NamesTogether.articles).where(_ONE.in_(bindparam("ids", expanding=True)))
_DELETE = delete(NamesTogether).where(bindparam("one") == _ONE, bindparam("other") == _OTHER)


def articles(session: Session, name_ids: Collection[int]) -> dict[Pair, int]:
    """In how many articles each two of these names stand side by side."""
    among = set(name_ids)
    return {pair: times for pair, times in _stored(session, among).items() if among.issuperset(pair)}


def change(session: Session, before: Iterable[Printed], after: Iterable[Printed]) -> None:
    """Count articles as they are now in place of what they were; all appearances in each are given."""
    difference = _pairs(after)
    difference.subtract(_pairs(before))
    changed = {pair: more for pair, more in sorted(difference.items()) if more}
    stored = _stored(session, {one for one, _other in changed})
    now = {pair: stored.get(pair, 0) + more for pair, more in changed.items()}
    _store(session, {pair: times for pair, times in now.items() if pair not in stored})
    kept = [(pair, times) for pair, times in now.items() if pair in stored]
    if more := [_values(*each) for each in kept if each[1] > 0]:
        session.execute(update(NamesTogether), more)
    if gone := [{"one": pair[0], "other": pair[1]} for pair, times in kept if times <= 0]:
        session.connection().execute(_DELETE, gone)


def count(session: Session, name_ids: Collection[int]) -> None:
    """Count anew for these names."""
    of = set(name_ids)
    here = select(Appearance.article_id).distinct()
    found = set[int]()
    for part in chunks(of):
        session.execute(delete(NamesTogether).where(or_(_ONE.in_(part), _OTHER.in_(part))))
        found.update(session.scalars(here.where(Appearance.name_id.in_(part))))
    counted = Counter[Pair]()
    for part in chunks(found):
        counted += _pairs(names.of_articles(session, part))
    _store(session, {pair: times for pair, times in counted.items() if not of.isdisjoint(pair)})


def _stored(session: Session, first: Collection[int]) -> dict[Pair, int]:
    return {(row[0], row[1]): row[2] for part in chunks(first) for row in session.execute(_OF, {"ids": part})}


def _store(session: Session, counted: Mapping[Pair, int]) -> None:
    rows = [_values(pair, times) for pair, times in sorted(counted.items()) if times > 0]
    insert_rows(session, NamesTogether, rows)


def _values(pair: Pair, times: int) -> dict[str, int]:
    return {"name_a_id": pair[0], "name_b_id": pair[1], "articles": times}


def _pairs(rows: Iterable[Printed]) -> Counter[Pair]:
    """In how many of these articles two names count as told apart."""
    here = defaultdict[int, dict[int, str]](dict)
    for row in rows:
        if row.name_id is not None and row.kind is AgentKind.PERSON:
            named = here[row.article_id]
            named[row.name_id] = min(row.name, named.get(row.name_id, row.name))
    return Counter(pair for named in here.values() for pair in beside(named.items()))
