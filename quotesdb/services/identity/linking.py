"""Machine links between names: what ``quotesdb.resolve`` finds, kept in step when names change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, delete, select

from quotesdb.db.models import AgentName, AgentNameKey, Appearance, Speaker, SpeakerLink
from quotesdb.names.key import name_key
from quotesdb.names.organisation import read_body
from quotesdb.resolve import (
    PRIOR,
    Bearers,
    Facts,
    Form,
    Kind,
    Known,
    Link,
    NameLink,
    Pair,
    Score,
    link_names,
    most_printed,
    naming,
    reach,
)
from quotesdb.resolve.authority import chance
from quotesdb.services.identity import (
    bodies,
    judgements,
    offices,
    organisations,
    recorded,
    together,
    two_kinds,
)
from quotesdb.services.identity.evident import unpack
from quotesdb.services.identity.names import as_printed, is_alone
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows, table_of, update_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAME, _KEY, _LINK = (table_of(model).c for model in (AgentName, AgentNameKey, SpeakerLink))
_NAMES: Select[Any] = select(_NAME.id, _NAME.key, _NAME.kind, _NAME.name, _NAME.age, _NAME.articles)
_BY_ID = _NAMES.where(_NAME.id.in_(bindparam("ids", expanding=True)))
_BY_KEYS = (
    _NAMES.add_columns(_KEY.key.label("by"))
    .join(table_of(AgentNameKey), _KEY.name_id == _NAME.id)
    .where(_KEY.use == bindparam("use"), _KEY.key.in_(bindparam("keys", expanding=True)))
)
_EVIDENCE = select(_NAME.id, _NAME.evidence).where(_NAME.id.in_(bindparam("ids", expanding=True)))


class Names:
    """The stored names of people, as ``reach`` looks them up."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.numbers: dict[str, int] = {}
        """The row number of each name that was looked up."""

    def with_ids(self, name_ids: Collection[int]) -> list[Known]:
        """The people's names with these row numbers."""
        return self._people(
            row for part in chunks(name_ids) for row in self._session.execute(_BY_ID, {"ids": part})
        )

    def everybody(self) -> list[Known]:
        """All names of people."""
        return self._people(self._session.execute(_NAMES))

    def variants(self, keys: Collection[str]) -> Iterable[Known]:
        """The full names that have one of these ``variant_keys``."""
        return self._having("variant", keys)

    def seekers(self, keys: Collection[str]) -> Iterable[Known]:
        """The surnames alone and names of rank that have one of these ``bearer_keys``."""
        return self._having("seeker", keys)

    def bearers(self, keys: Collection[str]) -> Mapping[str, Bearers]:
        """By each of these ``bearer_keys`` the full names that have it."""
        found = defaultdict[str, list[Row[*tuple[object, ...]]]](list)
        for row in self._rows("bearer", keys):
            found[row.by].append(row)
        return {key: self._bearers(found[key]) for key in keys}

    def judged_same(self, ids: Collection[str]) -> Iterable[tuple[Known, Known]]:
        """The pairs of full names that a person or an authority file says are one, if one is among these."""
        own = [self.numbers[id_] for id_ in ids if is_alone(id_)]
        pairs = judgements.judged(self._session, own).same if own else set()
        pairs |= recorded.same(self._session, [self.numbers[id_] for id_ in ids])
        names = {self.numbers[name.id]: name for name in self.with_ids({end for p in pairs for end in p})}
        full = {id_: name for id_, name in names.items() if name.naming.form is Form.FULL}
        return [(full[one], full[other]) for one, other in sorted(pairs) if one in full and other in full]

    def in_full(self, names: Sequence[Known]) -> list[Known]:
        """The names with the evidence on them."""
        ids = [self.numbers[name.id] for name in names]
        found = {
            row.id: unpack(row.evidence)
            for part in chunks(ids)
            for row in self._session.execute(_EVIDENCE, {"ids": part})
        }
        return [replace(name, evidence=found[id_]) for name, id_ in zip(names, ids, strict=True)]

    def _bearers(self, rows: Sequence[Row[*tuple[object, ...]]]) -> Bearers:
        names = self._people(rows)
        near = most_printed(names)
        return Bearers(near, sum(name.articles for name in names) - sum(name.articles for name in near))

    def _having(self, use: str, keys: Collection[str]) -> list[Known]:
        return self._people({row.id: row for row in self._rows(use, keys)}.values())

    def _rows(self, use: str, keys: Collection[str]) -> Iterable[Row[*tuple[object, ...]]]:
        for part in chunks(keys):
            yield from self._session.execute(_BY_KEYS, {"use": use, "keys": part})

    def _people(self, rows: Iterable[Row[*tuple[object, ...]]]) -> list[Known]:
        found = []
        for row in rows:
            if row.kind is AgentKind.PERSON:
                self.numbers[row.key] = row.id
                found.append(Known(naming(row.name), row.name, row.articles, age=row.age, id=row.key))
        return found


class _Wanted(NamedTuple):
    """A link to be stored."""

    asked: bool
    kind: str
    score: float
    reasons: str

    @classmethod
    def of(cls, link: NameLink, *, asked: bool) -> _Wanted:
        return cls(asked, link.kind.name, link.score, "\n".join(link.reasons))


_Stored = Row[int, int, int, bool, str, float, str]
_LINKS: Select[int, int, int, bool, str, float, str] = select(
    _LINK.id, _LINK.name_a_id, _LINK.name_b_id, _LINK.asked, _LINK.kind, _LINK.score, _LINK.reasons
)
_FROM = _LINKS.where(_LINK.name_a_id.in_(bindparam("ids", expanding=True)))
_TO = _LINKS.where(_LINK.name_b_id.in_(bindparam("ids", expanding=True)))


def stored(session: Session, name_ids: Collection[int]) -> dict[Pair, _Stored]:
    """The links of these names, and the questions about them."""
    return {
        (row.name_a_id, row.name_b_id): row
        for query in (_FROM, _TO)
        for part in chunks(name_ids)
        for row in session.execute(query, {"ids": part})
    }


def near(session: Session, name_ids: Collection[int]) -> set[int]:
    """The names whose links can change because something about these does, as it is known now."""
    index = Names(session)
    reached = reach(index.with_ids(name_ids), index)
    near_bodies = {row.id for row in _bodies_near(session, name_ids)}
    return tied(session, name_ids) | near_bodies | {index.numbers[name.id] for name in reached.names}


def tied(session: Session, name_ids: Collection[int]) -> set[int]:
    """The names that have a link with one of these, and those of these that have one, right or wrong."""
    return {end for pair in stored(session, name_ids) for end in pair}


def refresh(session: Session, name_ids: Collection[int]) -> set[int]:
    """Make anew the links that can have changed because these names did; the ends of those that did."""
    if not name_ids:
        return set()
    index = Names(session)
    reached = reach(index.with_ids(name_ids), index)
    changed = _link_people(session, index, reached.names, reached.elsewhere) if reached.names else set()
    near_bodies = _bodies_near(session, name_ids)
    changed |= _link_offices(session, name_ids) | _link_kinds(session, name_ids)
    return changed | (_link_bodies(session, near_bodies) if near_bodies else set())


def rebuild(session: Session) -> None:
    """Make all links anew."""
    session.execute(delete(SpeakerLink))
    index = Names(session)
    _link_people(session, index, index.everybody(), {})
    _link_bodies(session, [row for row in session.execute(_NAMES) if row.kind is AgentKind.ORGANISATION])
    everybody = session.scalars(select(AgentName.id)).all()
    _link_offices(session, everybody)
    _link_kinds(session, everybody)


def _link_people(
    session: Session, index: Names, names: Sequence[Known], elsewhere: Mapping[str, int]
) -> set[int]:
    ids = {index.numbers[name.id] for name in names}
    linked = link_names(index.in_full(names), _facts(session, index, ids), elsewhere)
    wanted = {
        _pair(index.numbers[link.one], index.numbers[link.other]): _Wanted.of(link, asked=asked)
        for asked, links in ((True, linked.suggestions), (False, linked.links))
        for link in links
    }
    full = {index.numbers[name.id] for name in names if name.naming.form is Form.FULL}
    return _put(
        session,
        {
            pair: row
            for pair, row in stored(session, ids).items()
            if full.issuperset(pair) or not (ids - full).isdisjoint(pair)
        },
        wanted,
    )


def _facts(session: Session, index: Names, ids: Collection[int]) -> Facts:
    keys = {id_: key for key, id_ in index.numbers.items()}
    judged = judgements.judged(session, [id_ for id_ in ids if is_alone(keys[id_])])

    def named(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
        found = [pair for pair in pairs if pair[0] in keys and pair[1] in keys]
        return sorted((min(keys[a], keys[b]), max(keys[a], keys[b])) for a, b in found)

    reached, beside = frozenset(ids), together.articles(session, ids)
    return Facts(
        same=named(pair for pair in judged.same if reached.issuperset(pair)),
        different=named(pair for pair in judged.different if reached.issuperset(pair)),
        together={(min(keys[a], keys[b]), max(keys[a], keys[b])): times for (a, b), times in beside.items()},
        judged=frozenset(keys[end] for pair in judged.same for end in pair if end in keys),
        records={keys[id_]: of for id_, of in recorded.records(session, ids).items()},
    )


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _link_offices(session: Session, name_ids: Collection[int]) -> set[int]:
    """Link offices to whoever held them, as far as one of these names is one of the two."""
    found = offices.holdings(session, name_ids)
    wanted = {
        _pair(each.name_id, each.of): _Wanted(
            asked=False, kind=Kind.RECORD.name, score=PRIOR[Kind.RECORD], reasons=each.reason
        )
        for each in found
        if each.of is not None
    }
    return _put(session, stored(session, [each.name_id for each in found]), wanted) if found else set()


def _link_kinds(session: Session, name_ids: Collection[int]) -> set[int]:
    """Link equal names of a person and of an organisation, as far as one of these is one of the two."""
    kind = Kind.ONE_NAME
    row = _Wanted(asked=False, kind=kind.name, score=PRIOR[kind], reasons=kind.value)
    before = {pair: each for pair, each in stored(session, name_ids).items() if each.kind == _TWO_KINDS}
    return _put(session, before, dict.fromkeys(two_kinds.pairs(session, name_ids), row))


# -- organisations


_Body = Row[*tuple[object, ...]]


def _bodies_near(session: Session, name_ids: Collection[int]) -> list[_Body]:
    """The names of organisations that could be one body's with one of these, through any number of others."""
    found = _bodies(session, name_ids)
    if found:
        found |= _bodies(session, {end for pair in stored(session, list(found)) for end in pair})
    groups = organisations.merged(session) if found else {}
    waiting, asked = dict(found), set[str]()
    while waiting:
        keys = {key for row in waiting.values() for key in _body_keys(row, groups)} - asked
        asked |= keys
        rows = [
            row for part in chunks(keys) for row in session.execute(_BY_KEYS, {"use": "body", "keys": part})
        ]
        waiting = {row.id: row for row in rows if row.id not in found}
        found |= waiting
    return list(found.values())


def _bodies(session: Session, name_ids: Collection[int]) -> dict[int, _Body]:
    return {
        row.id: row
        for part in chunks(name_ids)
        for row in session.execute(_BY_ID, {"ids": part})
        if row.kind is AgentKind.ORGANISATION
    }


def _body_keys(row: _Body, groups: Mapping[str, frozenset[str]]) -> set[str]:
    own = name_key(str(row.name))
    return {read_body(str(row.name)).key, *map(as_printed, groups.get(own, {own}))}


def _link_bodies(session: Session, rows: Sequence[_Body]) -> set[int]:
    """Link names of one body: those whose forms are, and those that a person said are."""
    ordered = sorted(rows, key=lambda row: (row.age, row.key))
    forms = [read_body(row.name).key for row in ordered]
    wanted = {}
    for part in bodies.parts(organisations.decisions(session), [row.name for row in ordered], forms):
        for other in part[1:]:
            equal = forms[part[0]] == forms[other]
            kind = Kind.EQUAL if equal else Kind.JUDGED
            reason = (
                "equal organisation name" if equal else "names of one organisation, by a person's decision"
            )
            wanted[_pair(ordered[part[0]].id, ordered[other].id)] = _Wanted(
                asked=False, kind=kind.name, score=1.0, reasons=reason
            )
    before = stored(session, [row.id for row in rows])
    return _put(session, {pair: each for pair, each in before.items() if each.kind != _TWO_KINDS}, wanted)


_TWO_KINDS = Kind.ONE_NAME.name


def _put(session: Session, before: Mapping[Pair, _Stored], wanted: Mapping[Pair, _Wanted]) -> set[int]:
    """Let these be the links in place of those; return the ends of what came, went or counts otherwise."""
    was = {pair: _Wanted(row.asked, row.kind, row.score, row.reasons) for pair, row in before.items()}
    new = {pair for pair in wanted if pair not in was}
    changed = {pair for pair in wanted.keys() & was.keys() if wanted[pair] != was[pair]}
    insert_rows(
        session,
        SpeakerLink,
        [{"name_a_id": a, "name_b_id": b, **wanted[a, b]._asdict()} for a, b in sorted(new)],
    )
    update_rows(
        session,
        SpeakerLink,
        [{"id": before[pair].id, **wanted[pair]._asdict()} for pair in sorted(changed)],
    )
    for part in chunks([before[pair].id for pair in sorted(before.keys() - wanted.keys())]):
        session.execute(delete(SpeakerLink).where(SpeakerLink.id.in_(part)))
    return {
        end
        for pair in was.keys() | wanted.keys()
        if _counts(was.get(pair)) != _counts(wanted.get(pair))
        for end in pair
    }


def _counts(link: _Wanted | None) -> float | None:
    """What a link counts among the others; a question counts nothing."""
    return None if link is None or link.asked else link.score


def asked_about(session: Session) -> dict[tuple[str, str], Score]:
    """The speakers, two by two, of whom it is a question whether they are one, by their public ids."""
    rows = session.execute(_LINKS.where(_LINK.asked)).all()
    homes = defaultdict[int, set[str]](set)
    for part in chunks({end for row in rows for end in (row.name_a_id, row.name_b_id)}):
        for name_id, speaker in session.execute(_HOMES, {"ids": part}):
            homes[name_id or 0].add(speaker)
    return {
        (min(a, b), max(a, b)): Score(chance(row.score), tuple(row.reasons.splitlines()))
        for row in sorted(rows, key=lambda row: row.score)
        for a, b in product(homes[row.name_a_id], homes[row.name_b_id])
        if a != b
    }


_HOMES = (
    select(Appearance.name_id, Speaker.public_id)
    .join(Appearance.speaker)
    .where(Appearance.name_id.in_(bindparam("ids", expanding=True)))
    .distinct()
)


def links(session: Session, name_ids: Collection[int]) -> list[Link]:
    """The links of these names that hold."""
    return [Link(*pair, row.score) for pair, row in stored(session, name_ids).items() if not row.asked]
