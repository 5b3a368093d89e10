"""Who is whom: records that may be one, in groups to be accepted in one go, and what is decided of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.candidates import About as Sort
from quotesdb.services.judging.suggestions import Member, Suggestion, Suggestions
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import speaker_detail
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Name
from quotesdb.web.rendering import ShowOf, query
from quotesdb.web.rights import ReviewerOf

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import Decided

router = APIRouter(include_in_schema=False)

_SHOWN = 2
"""Quotations shown of each side."""

_GROUPS = 20
"""Groups of a page."""

About = Literal["speakers", "organisations"]


@router.get("/who")
@router.get("/who.{form:form}")
def who(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, name: Name = None, done: Name = None) -> Response:
    """The groups that most likely are one each."""
    with desk.heavy(), desk.reading() as session:
        found = Suggestions(session, name)
        if show.form == "csv":
            return show.csv(found.rows(_GROUPS), "who")
        if show.form == "json":
            return show.json(found.first(session, _GROUPS))
        groups, total = found.first(session, _GROUPS), len(found)
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
    act = {"same": acts.merge_all, "different": acts.all_different, "unsure": acts.all_unsure}[verdict]
    with desk.writing() as session:
        made = act(session, member, reviewer)
    return _to(f"/who?{query({'name': name, 'done': made.decision})}")


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
    members = {side.id or side.name: Member(side.id or side.name, side) for side in sides}
    if len(members) < 2:
        raise BadRequest(f"{other} is the same speaker already")
    quotes = sum(side.quotes.total for side in sides)
    group = Suggestion(Sort.SPEAKERS, tuple(members.values()), quotes, 0.0, ())
    return show.page("with.html", group=group)


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


def _to_speaker(made: Decided, id_: str | None) -> Response:
    now = next((party.id for party in made.now if party.id), id_)
    return _to(f"/s/{now}" if now else "/s")


def _to(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
