"""Who is whom: records that may be one, in groups to be accepted in one go, and what is decided of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.suggestions import OrganisationSide, Suggestion, Suggestions
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import speaker_detail
from quotesdb.services.lookup.results import SpeakerDetail
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Name
from quotesdb.web.rendering import ShowOf, query
from quotesdb.web.rights import ReviewerOf

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import Decided

router = APIRouter(include_in_schema=False)

_SHOWN = 2
"""Quotations shown of each side."""

_PAIRS = 30
"""The likeliest pairs, of which the groups of a page are made."""

Side = SpeakerDetail | OrganisationSide
About = Literal["speakers", "organisations"]


@dataclass(frozen=True, slots=True)
class Member:
    """One record of a group: ``key`` names it to whoever decides."""

    key: str
    side: Side


@dataclass(frozen=True, slots=True)
class Group:
    """Records of which each may be one with another of them, and why; the likeliest pair says how sure."""

    about: str
    members: tuple[Member, ...]
    reasons: tuple[str, ...]
    score: float


@router.get("/who")
@router.get("/who.{form:form}")
def who(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, name: Name = None, done: Name = None) -> Response:
    """The groups that most likely are one each; in other forms the pairs that they are made of."""
    with desk.heavy(), desk.reading() as session:
        found = Suggestions(session, name)
        if show.form == "csv":
            return show.csv(found.rows(_PAIRS), "who")
        if show.form == "json":
            return show.json(list(found.first(session, _PAIRS)))
        groups, total = groups_of(found.first(session, _PAIRS)), len(found)
    decided = [id_ for id_ in (done or "").split(".") if id_]
    return show.page("who.html", groups=groups, total=total, name=name, decided=decided)


@router.post("/who")
def decide(
    desk: DeskOf,
    reviewer: ReviewerOf,
    about: Annotated[About, Form()],
    verdict: Annotated[Literal["same", "different", "unsure"], Form()],
    member: Annotated[list[str], Form()],
    name: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Decide on the records of a group that were chosen: all are one, or each two are not."""
    if len(member) < 2:
        raise BadRequest("choose two records or more")
    acts = speakers if about == "speakers" else organisations
    act = {"same": acts.merge, "different": acts.different, "unsure": acts.unsure}[verdict]
    first, *others = member
    pairs = [(first, other) for other in others]
    if verdict != "same":
        pairs = [(one, other) for place, one in enumerate(member) for other in member[place + 1 :]]
    with desk.writing() as session:
        made = [act(session, one, other, reviewer) for one, other in pairs]
    return _to(f"/who?{query({'name': name, 'done': '.'.join(each.decision for each in made)})}")


@router.post("/who/undo")
def take_back(
    desk: DeskOf,
    reviewer: ReviewerOf,
    decision: Annotated[list[str], Form()],
    name: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Take the decisions on a group back, all or none."""
    with desk.writing() as session:
        for each in reversed(decision):
            undo(session, each, reviewer)
    return _to(f"/who?{query({'name': name})}")


@router.get("/s/{id_}/with")
def compare(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, id_: str, other: Name = None) -> Response:
    """A speaker and another one, with what is printed of them side by side, to be decided on."""
    if other is None:
        raise BadRequest("say who else it may be: a name or an id")
    with desk.reading() as session:
        sides = [speaker_detail(session, name, limit=_SHOWN) for name in (id_, other)]
    members = {_key(side): Member(_key(side), side) for side in sides}
    if len(members) < 2:
        raise BadRequest(f"{other} is the same speaker already")
    return show.page("with.html", group=Group("speakers", tuple(members.values()), (), 0.0))


@router.post("/s/{id_}/rename")
def rename(
    desk: DeskOf, reviewer: ReviewerOf, id_: str, name: Annotated[str, Form(max_length=300)]
) -> Response:
    """A speaker is shown by another name."""
    with desk.writing() as session:
        return _to_speaker(speakers.rename(session, id_, name, reviewer), id_)


@router.post("/s/{id_}/split")
def split(desk: DeskOf, reviewer: ReviewerOf, id_: str, out: Annotated[list[str], Form()]) -> Response:
    """In some articles it is somebody else."""
    with desk.writing() as session:
        return _to_speaker(speakers.split(session, id_, out, reviewer), id_)


@router.post("/decisions/{id_}/undo")
def undo_one(desk: DeskOf, reviewer: ReviewerOf, id_: str) -> Response:
    """Take one decision back."""
    with desk.writing() as session:
        return _to_speaker(undo(session, id_, reviewer), None)


def groups_of(pairs: Iterable[Suggestion]) -> list[Group]:
    """Pairs that share a record as one group, in the order of the likeliest pair of each."""
    groups: list[list[Suggestion]] = []
    for pair in pairs:
        keys = {_key(pair.a), _key(pair.b)}
        touched = [group for group in groups if group[0].about == pair.about and keys & _keys(group)]
        joined = [each for group in touched for each in group]
        groups = [group for group in groups if group not in touched]
        groups.append([*joined, pair])
    made = [_group(group) for group in groups]
    return sorted(made, key=lambda group: -group.score)


def _group(pairs: Sequence[Suggestion]) -> Group:
    sides = {_key(side): side for pair in pairs for side in (pair.a, pair.b)}
    return Group(
        pairs[0].about.value,
        tuple(Member(key, side) for key, side in sides.items()),
        tuple(dict.fromkeys(reason for pair in pairs for reason in pair.reasons)),
        max(pair.score for pair in pairs),
    )


def _keys(group: Sequence[Suggestion]) -> set[str]:
    return {_key(side) for pair in group for side in (pair.a, pair.b)}


def _key(side: Side) -> str:
    return side.name if isinstance(side, OrganisationSide) else side.id or side.name


def _to_speaker(made: Decided, id_: str | None) -> Response:
    now = next((party.id for party in made.now if party.id), id_)
    return _to(f"/s/{now}" if now else "/s")


def _to(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
