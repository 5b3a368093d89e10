"""In how many articles two names of one family stand side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from quotesdb.db.models import AgentName, Appearance, NamesTogether
from quotesdb.resolve import bearer_keys, naming, variant_keys
from quotesdb.services.identity.names import Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ONE, _OTHER = NamesTogether.name_a_id, NamesTogether.name_b_id
_AMONG = select(_ONE, _OTHER, NamesTogether.articles).where(
    _ONE.in_(bindparam("ids", expanding=True)), _OTHER.in_(bindparam("others", expanding=True))
)


def articles(session: Session, name_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """In how many articles each two of these names stand side by side."""
    listed = sorted(name_ids)
    return {
        (row[0], row[1]): row[2]
        for part in chunks(listed)
        for others in chunks(listed)
        for row in session.execute(_AMONG, {"ids": part, "others": others})
    }


def add(session: Session, rows: Sequence[Printed]) -> None:
    """Count an article that is new."""
    names = {row.name_id: row.name for row in rows if row.name_id and row.kind is AgentKind.PERSON}
    sharing = defaultdict[str, list[int]](list)
    for name_id in sorted(names):
        for key in _family_keys(names[name_id]):
            sharing[key].append(name_id)
    pairs = {pair for ids in sharing.values() for pair in combinations(ids, 2)}
    known = articles(session, {end for pair in pairs for end in pair})
    more = [
        {"name_a_id": one, "name_b_id": other, "articles": known[one, other] + 1}
        for one, other in sorted(pairs & known.keys())
    ]
    if more:
        session.execute(update(NamesTogether), more)
    new = [
        {"name_a_id": one, "name_b_id": other, "articles": 1} for one, other in sorted(pairs - known.keys())
    ]
    insert_rows(session, NamesTogether, new)


_BESIDE, _BESIDE_NAME = aliased(Appearance), aliased(AgentName)
_PAIRS = (
    select(
        Appearance.name_id,
        _BESIDE.name_id,
        AgentName.name,
        _BESIDE_NAME.name,
        func.count(Appearance.article_id.distinct()),
    )
    .join(AgentName, AgentName.id == Appearance.name_id)
    .join(_BESIDE, _BESIDE.article_id == Appearance.article_id)
    .join(_BESIDE_NAME, _BESIDE_NAME.id == _BESIDE.name_id)
    .where(
        Appearance.name_id.in_(bindparam("ids", expanding=True)),
        _BESIDE.name_id != Appearance.name_id,
        Appearance.kind == AgentKind.PERSON,
        _BESIDE.kind == AgentKind.PERSON,
    )
    .group_by(Appearance.name_id, _BESIDE.name_id, AgentName.name, _BESIDE_NAME.name)
)


def count(session: Session, name_ids: Collection[int]) -> None:
    """Count anew for these names."""
    found = Counter[tuple[int, int]]()
    for part in chunks(name_ids):
        session.execute(delete(NamesTogether).where(or_(_ONE.in_(part), _OTHER.in_(part))))
        for one, other, name, beside, times in session.execute(_PAIRS, {"ids": part}):
            if one is not None and other is not None and _are_of_a_family(name, beside):
                found[min(one, other), max(one, other)] = times
    insert_rows(
        session,
        NamesTogether,
        [{"name_a_id": a, "name_b_id": b, "articles": times} for (a, b), times in sorted(found.items())],
    )


def _are_of_a_family(one: str, other: str) -> bool:
    return not _family_keys(one).isdisjoint(_family_keys(other))


def _family_keys(printed: str) -> frozenset[str]:
    name = naming(printed)
    return variant_keys(name) | bearer_keys(name)
