"""Storing articles and deciding: for reviewers, by token."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from quotesdb.present.shapes import Removal
from quotesdb.services.ingest.outcome import IngestOutcome
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.ingest.uploads import ingest_bytes
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.undo import undo
from quotesdb.services.ledger.results import Decided
from quotesdb.services.lookup import quote_detail
from quotesdb.services.lookup.results import QuoteDetail
from quotesdb.web.api.answering import Id, json_answer
from quotesdb.web.api.described import answers
from quotesdb.web.conflicts import refuse_changed, refuse_others
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Day, Name
from quotesdb.web.rendering import file_name
from quotesdb.web.rights import ConfigOf, ManagerOf, ReviewerOf

router = APIRouter()

Why = Annotated[str | None, Field(max_length=2_000, description="Why; kept with the decision.")]


class Judged(BaseModel):
    """What is decided of a quotation."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"decision": "accept"}]})

    decision: Literal["accept", "reject", "unsure", "speaker"]
    speaker: Name = Field(None, description="With the decision “speaker”: a name, or an id.")
    new: bool = Field(default=False, description="The name is nobody's who is known.")
    seen: int | None = Field(
        None,
        description="How many entries `history` had when you looked: where somebody else has decided since, "
        "nothing is kept (409).",
    )
    note: Why = None


class Pair(BaseModel):
    """What is decided of two records."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"one": "s-aaaaaaaaaa", "other": "s-bbbbbbbbbb", "verdict": "same"}]},
    )

    one: str = Field(min_length=1, max_length=300)
    other: str = Field(min_length=1, max_length=300)
    verdict: Literal["same", "different", "unsure"]
    note: Why = None


@router.post(
    "/articles", tags=["articles"], status_code=201, responses=answers(tuple[IngestOutcome, ...], status=201)
)
def upload(
    desk: DeskOf,
    config: ConfigOf,
    _reviewer: ReviewerOf,
    file: UploadFile,
    title: Annotated[Name, Form()] = None,
    publisher: Annotated[Name, Form()] = None,
    published: Annotated[Day, Form()] = None,
    url: Annotated[Name, Form()] = None,
    summaries: Annotated[bool, Form(description="Entries of feeds too that are only a summary.")] = False,  # noqa: FBT002 - FastAPI reads it from the form
) -> Response:
    """Store the articles of a file and find who said what in them; the same again changes nothing."""
    printed_by = publisher or config.publisher
    with desk.heavy():
        outcomes = list(
            ingest_bytes(
                desk.makes_writing,
                file.file.read(),
                file_name(file),
                {"title": title, "publisher": printed_by, "published": published, "url": url},
                summaries=summaries,
            )
        )
    return json_answer(outcomes, status=201)


@router.delete("/articles/{id_}", tags=["articles"], responses=answers(Removal))
def remove(desk: DeskOf, _manager: ManagerOf, id_: Id, why: str) -> Response:
    """Take an article away with everything in it; only admins may."""
    with desk.writing() as session:
        return json_answer(Removal(remove_article(session, id_, why), why))


@router.post("/quotes/{id_}/review", tags=["decisions"], responses=answers(QuoteDetail))
def judge(desk: DeskOf, reviewer: ReviewerOf, id_: Id, judged: Judged) -> Response:
    """Decide on a quotation."""
    with desk.writing() as session:
        if judged.seen is not None:
            before = quote_detail(session, id_)
            if len(before.history) != judged.seen:
                refuse_changed(before, "otherwise", reviewer, f"/q/{id_}")
        detail = review_quote(
            session,
            id_,
            reviewer,
            accept=judged.decision == "accept",
            reject=judged.decision == "reject",
            unsure=judged.decision == "unsure",
            speaker=(judged.speaker or "") if judged.decision == "speaker" else None,
            new=judged.new,
            note=judged.note,
        )
        return json_answer(detail)


@router.delete("/quotes/{id_}/review", tags=["decisions"], responses=answers(QuoteDetail))
def take_back(desk: DeskOf, reviewer: ReviewerOf, id_: Id) -> Response:
    """Take your decision on a quotation back; the one that it replaced holds again.

    What somebody else decided is taken back by the id of that decision.
    """
    with desk.writing() as session:
        refuse_others(quote_detail(session, id_), reviewer, f"/q/{id_}")
        return json_answer(retract_review(session, id_, reviewer))


@router.post("/decisions/speakers", tags=["decisions"], responses=answers(Decided))
def identify(desk: DeskOf, reviewer: ReviewerOf, pair: Pair) -> Response:
    """Decide whether two records of speakers are one."""
    return _decided(desk, reviewer, pair, speakers)


@router.post("/decisions/organisations", tags=["decisions"], responses=answers(Decided))
def identify_organisations(desk: DeskOf, reviewer: ReviewerOf, pair: Pair) -> Response:
    """Decide whether two names of organisations mean one."""
    return _decided(desk, reviewer, pair, organisations)


@router.post("/decisions/{id_}/undo", tags=["decisions"], responses=answers(Decided))
def undo_one(desk: DeskOf, reviewer: ReviewerOf, id_: Id) -> Response:
    """Take a decision back."""
    with desk.writing() as session:
        return json_answer(undo(session, id_, reviewer))


def _decided(desk: DeskOf, reviewer: str, pair: Pair, acts: object) -> Response:
    act = getattr(acts, {"same": "merge", "different": "different", "unsure": "unsure"}[pair.verdict])
    with desk.writing() as session:
        return json_answer(act(session, pair.one, pair.other, reviewer, pair.note))
