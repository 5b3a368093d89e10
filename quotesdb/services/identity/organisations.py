"""Organisations by name: publishers, and whom people speak for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, literal, select, union, union_all
from sqlalchemy.orm import aliased

from quotesdb.db.models import Appearance, Organisation, OrganisationJudgement, OrganisationName
from quotesdb.db.types import Identity, NameUse
from quotesdb.names.key import name_key
from quotesdb.resolve import Ties, clusters
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.closed import closed_bodies
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.name_choice import choose
from quotesdb.services.store.rows import insert_numbered, table_of
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, CompoundSelect
    from sqlalchemy.orm import Session


def get_or_create(session: Session, names: Iterable[str]) -> dict[str, Organisation]:
    """The organisations of these names, by folded name; a new one keeps the first printing it is met with."""
    found = ids_of(session, names)
    return {
        row.name_key: row
        for part in chunks(found.values())
        for row in session.scalars(select(Organisation).where(Organisation.id.in_(part)))
    }


def ids_of(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The row numbers of the organisations of these names, by folded name; new ones are stored."""
    printed: dict[str, str] = {}
    for name in names:
        printed.setdefault(name_key(name), name)
    found = numbers_of(session, printed)
    new = [{"name": name, "name_key": key} for key, name in printed.items() if key not in found]
    return found | insert_numbered(session, Organisation, new, Organisation.name_key)


def numbers_of(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The row numbers of those of these folded names that publish or are spoken for."""
    return {
        key: id_
        for part in chunks(sorted(keys))
        for key, id_ in session.execute(_NUMBERS, {"keys": filled(part)}).all()
    }


_BODY = table_of(Organisation).c
_NUMBERS = select(_BODY.name_key, _BODY.id).where(_BODY.name_key.in_(bindparam("keys", expanding=True)))


class Decisions(NamedTuple):
    """What people decided about names of organisations, all of them folded.

    ``groups`` are the names that are one organisation's, by each of them; ``apart`` those, two by two, that
    are not, with all that are theirs.
    """

    groups: dict[str, frozenset[str]]
    apart: set[tuple[str, str]]


def decisions(session: Session) -> Decisions:
    """What people decided about names of organisations and what follows from it, in one statement."""
    keys: dict[int, str] = {}
    same, different = list[tuple[int, int]](), list[tuple[int, int]]()
    for row in session.execute(_DECISIONS).all():
        keys |= {row.one: row.one_key, row.other: row.other_key}
        (same if row.verdict is Identity.SAME else different).append((row.one, row.other))
    parts = clusters(sorted(keys, key=keys.__getitem__), Ties(same=same, different=different))
    whole = [frozenset(keys[id_] for id_ in part) for part in parts]
    groups = {key: group for group in whole if len(group) > 1 for key in group}
    apart = {
        pair
        for one, other in ((keys[one], keys[other]) for one, other in different)
        for pair in product(groups.get(one, {one}), groups.get(other, {other}))
    }
    return Decisions(groups, apart)


def merged(session: Session) -> dict[str, frozenset[str]]:
    """The folded names that a person said are one organisation's: all of them, by each of them."""
    return decisions(session).groups


def shown(session: Session, groups: Mapping[str, frozenset[str]] | None = None) -> dict[str, str]:
    """The name to show of each organisation that a person merged or named, by folded name.

    That is the newest one that a person chose, else the longest printed, of those that are not under embargo
    alone. ``groups`` are those of ``merged``,
    for whoever has read them.
    """
    groups = merged(session) if groups is None else groups
    given = {
        row.of: (row.decided_at, row.public_id, row.name)
        for row in session.execute(
            select(
                Organisation.name_key.label("of"),
                OrganisationName.decided_at,
                OrganisationName.public_id,
                OrganisationName.name,
            )
            .join(OrganisationName.organisation)
            .where(OrganisationName.live(), OrganisationName.use == NameUse.PREFERRED)
        ).all()
    }
    if not groups and not given:
        return {}
    closed = closed_bodies(session)
    query = select(Organisation.name_key, Organisation.name)
    printed = {
        row.name_key: row.name
        for row in session.execute(query.where(Organisation.name_key.in_({*groups, *given}))).all()
        if row.name_key not in closed
    }
    found = {}
    for key in printed:
        group = groups.get(key, frozenset({key})) - closed
        chosen = max((given[each] for each in group if each in given), default=None)
        found[key] = (
            chosen[-1] if chosen else max((printed[each] for each in group), key=lambda n: (len(n), n))
        )
    return found


def printed(session: Session, *, closed: Collection[str] = ()) -> dict[str, str]:
    """The printed names of organisations that spoke, publish or are spoken for, by folded name.

    ``closed`` are those that are not to be told.
    """
    spoke = select(Appearance.name_key, Appearance.name).where(Appearance.kind == AgentKind.ORGANISATION)
    known = select(Organisation.name_key, Organisation.name)
    rows = (row for query in (spoke, known) for row in session.execute(query).all())
    return {row.name_key: row.name for row in rows if row.name_key not in closed}


def printed_of(session: Session, keys: Collection[str]) -> dict[str, str]:
    """What these are called in print: as publishers and by their people, else where they spoke themselves."""
    return {
        row.name_key: row.name
        for part in chunks(sorted(keys))
        for row in session.execute(_PRINTED, {"keys": filled(part)}).all()
    }


def known_as(
    session: Session, what: str, name: str, among: dict[str, str], groups: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The folded names of the one organisation that a name means: of ``among``, or given by a person.

    ``groups`` are those of ``decisions``.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
    """
    wanted = name_key(name)
    if wanted in among:
        return groups.get(wanted, frozenset({wanted}))
    aliases = {
        row.name_key: row
        for row in given(session)
        if not among.keys().isdisjoint(groups.get(row.organisation.name_key, {row.organisation.name_key}))
    }
    chosen = choose(
        tombstones(session), what, name, {**{key: row.name for key, row in aliases.items()}, **among}
    )
    key = chosen if chosen in among else aliases[chosen].organisation.name_key
    return groups.get(key, frozenset({key}))


def given(session: Session) -> Sequence[OrganisationName]:
    """The names that people gave organisations and that hold."""
    # Sorted here: SQLite would read the whole ledger in its order sooner than sort these few.
    live = session.scalars(select(OrganisationName).where(OrganisationName.live()))
    return sorted(live, key=lambda row: row.id)


def judged(session: Session) -> set[str]:
    """The folded names of which a person ever decided whether they are one organisation's."""
    one, other = OrganisationJudgement.organisation_a_id, OrganisationJudgement.organisation_b_id
    about = union(select(one), select(other)).subquery()
    return set(session.scalars(select(Organisation.name_key).join(about, about.c[0] == Organisation.id)))


def decided(session: Session) -> set[str]:
    """The folded names of which a person said that they are one organisation's with another, or are not."""
    return set(session.scalars(_DECIDED))


_ONE, _OTHER = OrganisationJudgement.organisation_a_id, OrganisationJudgement.organisation_b_id
_HOLDS = (OrganisationJudgement.live(), OrganisationJudgement.verdict != Identity.UNSURE)
_A, _B = aliased(Organisation), aliased(Organisation)
_DECISIONS = (
    select(
        *(_ONE.label("one"), _A.name_key.label("one_key")),
        *(_OTHER.label("other"), _B.name_key.label("other_key")),
        OrganisationJudgement.verdict,
    )
    .select_from(OrganisationJudgement)
    .join(_A, _A.id == _ONE)
    .join(_B, _B.id == _OTHER)
    .where(*_HOLDS)
)
_ABOUT = union(select(_ONE).where(*_HOLDS), select(_OTHER).where(*_HOLDS)).subquery()
_DECIDED = select(Organisation.name_key).join(_ABOUT, _ABOUT.c[0] == Organisation.id)


def _printed_query() -> CompoundSelect[str, str, int]:
    """The oldest printing of those that spoke, then the names of those that publish or are spoken for."""
    asked: BindParameter[str] = bindparam("keys", expanding=True)
    said, body = table_of(Appearance).c, table_of(Organisation).c
    oldest = select(func.min(said.id)).where(said.kind == AgentKind.ORGANISATION, said.name_key.in_(asked))
    spoke = select(said.name_key, said.name, literal(1).label("place"))
    known = select(body.name_key, body.name, literal(2)).where(body.name_key.in_(asked))
    return union_all(spoke.where(said.id.in_(oldest.group_by(said.name_key))), known).order_by("place")


_PRINTED = _printed_query()
