"""Checking claims and drafts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from quotesdb.present.shapes import Answer, DraftAnswer, answer, draft_answer
from quotesdb.services.checking.audit import Draft
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.checking.record import CheckFilter, CheckRow, check_and_record, list_checks
from quotesdb.services.errors import BadRequest
from quotesdb.services.store.results import Page
from quotesdb.web.api.answering import json_answer
from quotesdb.web.api.described import answers
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Day, Name
from quotesdb.web.pages.audit import LONGEST, audited
from quotesdb.web.rendering import file_name
from quotesdb.web.rights import VisitorOf, reviewing

router = APIRouter(tags=["checking"])

_CLAIMS: list[Any] = [{"text": "the river has run out of places to put the water", "speaker": "Amara Okonjo"}]
_DRAFTS: list[Any] = [{"text": "“Ask me on Thursday,” said Amara Okonjo.", "name": "draft.md"}]


class Claimed(BaseModel):
    """Words that somebody is said to have said."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": _CLAIMS})

    text: str = Field(min_length=1, max_length=20_000)
    speaker: Name = None
    since: Day = None
    until: Day = None
    publisher: Name = None
    id: Annotated[str | None, Field(max_length=200, description="Your own name for the claim.")] = None
    record: bool = Field(default=False, description="Keep the check; only reviewers may.")

    def claim(self) -> Claim:
        """The claim.

        Raises:
            BadRequest: if it has no words.
        """
        text = self.text.replace("\0", "")
        if not any(map(str.isalnum, text)):
            raise BadRequest("the text has no words" if text.strip() else "the text is empty")
        own = self.id.replace("\0", "") if self.id else None
        return Claim(text, self.speaker, self.since, self.until, self.publisher, own)


class Drafted(BaseModel):
    """A draft as text."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": _DRAFTS})

    text: str = Field(min_length=1, max_length=LONGEST)
    name: str = Field(default="draft.txt", max_length=200, description="What its ending says is its format.")


@router.post("/check", responses=answers(Answer))
def check_claim(desk: DeskOf, visitor: VisitorOf, claimed: Claimed) -> Response:
    """Whether somebody said this, where, and whether these are the words."""
    claim = claimed.claim()
    if claimed.record:
        reviewing(visitor)
        with desk.reading() as session:
            [(checked, check_id)] = check_and_record(session, desk.makes_writing, [claim])
            return json_answer(answer(checked, check_id))
    with desk.reading() as session:
        return json_answer(answer(check(session, claim), None))


@router.get("/checks", responses=answers(Page[CheckRow]))
def checks(desk: DeskOf, speaker: Name = None) -> Response:
    """What was checked and kept, newest first."""
    with desk.reading() as session:
        return json_answer(list_checks(session, CheckFilter(speaker=speaker, limit=50)))


@router.post("/audit", responses=answers(tuple[DraftAnswer, ...]))
def audit_text(desk: DeskOf, drafted: Drafted) -> Response:
    """Every quotation of a draft, checked; nothing of it is kept."""
    return _answers(audited(desk, drafted.text.encode(), drafted.name))


@router.post("/audit/file", responses=answers(tuple[DraftAnswer, ...]))
def audit_file(desk: DeskOf, file: UploadFile) -> Response:
    """The same for a file: text, Markdown, HTML, Word and whatever else can be read."""
    return _answers(audited(desk, file.file.read(), file_name(file)))


def _answers(draft: Draft) -> Response:
    return json_answer([draft_answer(one, draft.name, one.passage.line) for one in draft.audited])
