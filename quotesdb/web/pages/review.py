"""Review: quotations that nobody has judged, the least sure first, a key for each answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import (
    article_detail,
    find_unreviewed,
    in_its_place,
    list_speakers,
    quote_detail,
    unreviewed_ids,
)
from quotesdb.web.conflicts import refuse_changed, refuse_others, state_of
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Asked, Name
from quotesdb.web.pages.quotation import marked
from quotesdb.web.rendering import ShowOf, query
from quotesdb.web.rights import ReviewerOf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.results import QuoteDetail
    from quotesdb.values import Citation

router = APIRouter(include_in_schema=False)

_QUEUE = 200
"""Quotations that one goes through before the queue is asked for again."""

_UNDONE = 20
"""Decisions that can be taken back one after the other."""

_OTHERS = 6
_NAMES = 8

Decision = Literal["accept", "reject", "unsure", "speaker", "undo"]


class Queue(Asked):
    """Which quotations to go through, where one is, and what was decided on the way."""

    at: Name = None
    done: Name = Field(None, description="Quotations that were decided, the last one last.")

    def decided(self) -> list[str]:
        """The ids of those that were decided."""
        return [id_ for id_ in (self.done or "").split(".") if id_]

    def address(self, **other: Any) -> str:
        """The address of the queue with others of its values."""
        return f"/review?{query(self.query(), **other)}"


class Given(BaseModel):
    """What a form says of a quotation; whoever types a speaker presses no button of a decision.

    ``following`` is what comes next in the queue, ``seen`` what was decided when the form was shown.
    """

    decision: Decision = "speaker"
    speaker: str = Field("", max_length=300)
    new: bool = False
    following: str = Field("", max_length=20)
    seen: str = Field("", max_length=20)


@router.get("/review")
@router.get("/review.{form:form}")
def review(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, queue: Annotated[Queue, Query()]) -> Response:
    """One quotation with what can be decided of it; in other forms the first ones of the queue."""
    with desk.reading() as session:
        if show.form != "html":
            return show.quotations(find_unreviewed(session, queue.where(after=None)), "review")
        where = queue.where(limit=_QUEUE, after=None)
        ids = unreviewed_ids(session, where)
        total = find_unreviewed(session, queue.where(limit=1, after=None)).total
        at = queue.at or next(iter(ids), None)
        if at is None:
            return show.page("review.html", queue=queue, detail=None, total=total, place=None)
        detail, there = in_its_place(session, at)
        before, following = _beside(ids, detail.citation.id, queue.decided())
        return show.page(
            "review.html",
            queue=queue,
            detail=detail,
            citation=detail.citation,
            seen=state_of(detail),
            total=total,
            place=ids.index(at) + 1 if at in ids else None,
            shown=marked(there, detail),
            others=_others(session, detail),
            before=before,
            following=following,
        )


@router.post("/review")
def decide(
    desk: DeskOf,
    reviewer: ReviewerOf,
    queue: Annotated[Queue, Query()],
    given: Annotated[Given, Form()],
) -> Response:
    """Decide on the quotation that was shown, and go on; or take the last decision back."""
    done = queue.decided()
    if given.decision == "undo":
        back = done.pop() if done else queue.at
        if back:
            with desk.writing() as session:
                again = queue.address(at=back, done=".".join(done))
                refuse_others(quote_detail(session, back), reviewer, again)
                retract_review(session, back, reviewer)
        return _to(queue.address(at=back, done=".".join(done)))
    if queue.at is not None:
        with desk.writing() as session:
            shown = quote_detail(session, queue.at)
            refuse_changed(shown, given.seen, reviewer, queue.address())
            judge(session, queue.at, reviewer, given)
        done = [*(id_ for id_ in done if id_ != queue.at), queue.at][-_UNDONE:]
    return _to(queue.address(at=given.following or None, done=".".join(done)))


@router.post("/q/{id_}/judge")
def decide_one(
    desk: DeskOf,
    reviewer: ReviewerOf,
    id_: str,
    given: Annotated[Given, Form()],
) -> Response:
    """Decide on one quotation from its own page."""
    with desk.writing() as session:
        refuse_changed(quote_detail(session, id_), given.seen, reviewer, f"/q/{id_}")
        if given.decision == "undo":
            retract_review(session, id_, reviewer)
        else:
            judge(session, id_, reviewer, given)
    return _to(f"/q/{id_}")


@router.get("/names")
def names(desk: DeskOf, show: ShowOf, _reviewer: ReviewerOf, speaker: Name = None) -> Response:
    """Names that a few letters may be meant for."""
    with desk.reading() as session:
        found = list_speakers(session, speaker, limit=_NAMES).rows if speaker else ()
    return show.page("names.html", found=[row for row in found if row.id is not None])


def judge(session: Session, id_: str, reviewer: str, given: Given) -> QuoteDetail:
    """Keep a decision.

    Raises:
        ServiceError: if it cannot be kept as it was said.
    """
    said: dict[str, Any] = {given.decision: True}
    if given.decision == "speaker":
        said = {"speaker": given.speaker, "new": given.new}
    return review_quote(session, id_, reviewer, **said)


def _beside(ids: list[str], at: str, decided: list[str]) -> tuple[str | None, str | None]:
    """What stands before and behind a quotation in the queue; before the first is what was decided last."""
    open_ = [id_ for id_ in ids if id_ not in decided or id_ == at]
    place = open_.index(at) if at in open_ else -1
    before = open_[place - 1] if place > 0 else next(iter(reversed([d for d in decided if d != at])), None)
    return before, next(iter(open_[place + 1 :]), None)


def _others(session: Session, detail: QuoteDetail) -> list[Citation]:
    """A quotation of each other speaker of the article: the right one is most often among them."""
    said = article_detail(session, detail.citation.article.id).quotes
    first = {quote.speaker_id: quote for quote in reversed(said) if quote.speaker_id}
    others = [quote for id_, quote in first.items() if id_ != detail.citation.speaker_id]
    return others[::-1][:_OTHERS]


def _to(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
