"""Names of a spreadsheet matched to speakers, as OpenRefine asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from quotesdb.names.key import name_key
from quotesdb.services.errors import ServiceError, UnknownName
from quotesdb.services.identity.find_speaker import who_is_meant
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.results import NamedSo


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
    """The speakers whom a name may mean, the likeliest first: those of that name, else of near names."""
    try:
        meant, sure = who_is_meant(session, name), True
    except UnknownName as error:
        meant, sure = [one for near in error.suggestions for one in _named(session, near)], False
    except ServiceError:
        return []
    fitting = [one for one in meant if one.ids and kind in (None, one.kind)]
    # Records of one name that nothing links may be two people.
    alone = sure and len(fitting) == 1 and len(fitting[0].ids) == 1
    wanted = name_key(name)
    found = [
        Likely(id_, one.name, one.kind, one.quotes, _score(wanted, one.name), alone)
        for one in fitting
        for id_ in one.ids
    ]
    return sorted(found, key=lambda one: (-one.score, -one.quotes, one.id))[:limit]


def _named(session: Session, name: str) -> list[NamedSo]:
    try:
        return who_is_meant(session, name)
    except ServiceError:
        return []


def _score(wanted: str, name: str) -> float:
    return round(fuzz.token_sort_ratio(wanted, name_key(name)), 1)
