"""Names of a spreadsheet matched to speakers, as OpenRefine asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import AgentName, Speaker
from quotesdb.names.commonness import is_common_surname
from quotesdb.names.key import name_key
from quotesdb.resolve import BodyProfile, Form, compare_bodies, naming
from quotesdb.resolve.authority import chance, fit
from quotesdb.resolve.priors import UNSEEN, UNSEEN_COMMON
from quotesdb.services.errors import ServiceError, UnknownName
from quotesdb.services.identity.find_speaker import who_is_meant
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import tombstones
from quotesdb.values import AgentKind, AuthorityRecord

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.results import NamedSo

_BARE = (Form.BARE, Form.RANK)


@dataclass(frozen=True, slots=True)
class Likely:
    """A speaker whom a name may mean; ``score`` is up to 100, ``match`` whether nobody else is meant."""

    id: str
    name: str
    kind: AgentKind
    quotes: int
    score: float
    match: bool


def reconcile(session: Session, name: str, *, kind: AgentKind | None = None, limit: int = 5) -> list[Likely]:
    """The speakers whom a name may mean, the likeliest first: those of that name, else of near names.

    The score is how sure linking would be that names of two articles are one's: of a full name by its form,
    of a surname by the share that its bearer has of all who are quoted by it.
    """
    try:
        meant, sure = who_is_meant(session, name), True
    except UnknownName as error:
        meant, sure = [one for near in error.suggestions for one in _named(session, near)], False
    except ServiceError:
        return []
    fitting = [one for one in meant if one.ids and kind in (None, one.kind)]
    known = tombstones(session)
    # Records of one name that nothing links may be two people.
    alone = sure and len(fitting) == 1 and len(fitting[0].ids) == 1
    linked = _names(session, [id_ for one in fitting for id_ in one.ids])
    found = [
        Likely(id_, known.hide(one.name), one.kind, one.quotes, round(100 * score, 1), alone)
        for one in fitting
        for names in [[one.name, *(each for id_ in one.ids for each in linked.get(id_, ()))]]
        for score in [_score(name, one, names, fitting)]
        for id_ in one.ids
    ]
    return sorted(found, key=lambda one: (-one.score, -one.quotes, one.id))[:limit]


def _named(session: Session, name: str) -> list[NamedSo]:
    try:
        return who_is_meant(session, name)
    except ServiceError:
        return []


def _score(name: str, one: NamedSo, names: Sequence[str], all_meant: Sequence[NamedSo]) -> float:
    if one.kind is not AgentKind.PERSON:
        equal = name_key(name) in map(name_key, names)
        compared = compare_bodies(BodyProfile((name,)), BodyProfile(tuple(names)))
        return 1.0 if equal else compared.score if compared else 0.0
    if naming(name).form in _BARE and naming(one.name).form is Form.FULL:
        return _share(naming(name).name.surname, one, all_meant)
    return fit(AuthorityRecord(one.name, tuple(names)), name).score


def _share(surname: str, one: NamedSo, all_meant: Sequence[NamedSo]) -> float:
    """How likely a surname alone means one of its bearers, against the others and one who is not known."""
    others = sum(other.quotes for other in all_meant if other is not one and other.kind is AgentKind.PERSON)
    unseen = UNSEEN_COMMON if is_common_surname(surname) else UNSEEN
    return chance(log(max(one.quotes, 1)) - log(others + exp(unseen)))


def _names(session: Session, ids: Collection[str]) -> dict[str, list[str]]:
    """The names under which each of these speakers is linked."""
    query = select(Speaker.public_id, AgentName.name).join(Speaker, Speaker.id == AgentName.speaker_id)
    found = defaultdict[str, list[str]](list)
    for part in chunks(sorted(ids)):
        for id_, name in session.execute(query.where(Speaker.public_id.in_(part))):
            found[id_].append(name)
    return found
