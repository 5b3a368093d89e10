"""Who is whom: records that may be one, in groups to be accepted in one go, and what is decided of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.suggestions import Suggestions
from quotesdb.services.judging.undo import undo
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Name
from quotesdb.web.rendering import ShowOf, query
from quotesdb.web.rights import ReviewerOf

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import Decided

router = APIRouter(include_in_schema=False)

_GROUPS = 20
"""Groups of a page."""

About = Literal["speakers", "organisations"]


@router.get("/who")
def who(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, name: Name = None, done: Name = None) -> Response:
    """The groups that most likely are one each."""
    with desk.heavy(), desk.reading() as session:
        found = Suggestions(session, name)
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


@router.post("/s/{id_}/merge")
def merge(
    desk: DeskOf, reviewer: ReviewerOf, id_: str, other: Annotated[str, Form(max_length=300)]
) -> Response:
    """One speaker is another."""
    with desk.writing() as session:
        return _to_speaker(speakers.merge(session, id_, other, reviewer), id_)


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
