"""One claim: was it said, by whom, and are these the words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from quotesdb.present.advice import advice
from quotesdb.present.shapes import answer
from quotesdb.services.checking.check import Claim, check
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Day, Name, Words
from quotesdb.web.rendering import ShowOf

router = APIRouter(include_in_schema=False)


class Claimed(BaseModel):
    """A claim as the form of the page has it."""

    q: Words = None
    speaker: Name = None
    since: Day = None
    until: Day = None
    publisher: Name = None

    def claim(self) -> Claim | None:
        """The claim, if there are words to check."""
        if self.q is None:
            return None
        return Claim(self.q, self.speaker, self.since, self.until, self.publisher)


@router.get("/check")
@router.get("/check.{form:form}")
def check_claim(desk: DeskOf, show: ShowOf, asked: Annotated[Claimed, Query()]) -> Response:
    """The answer to a claim; it is not kept: what an address asks for changes nothing."""
    claim, checked = asked.claim(), None
    if claim is not None:
        with desk.reading() as session:
            checked = check(session, claim)
    if show.form == "json":
        return show.json(answer(checked, None) if checked else None)
    if show.form == "csv":
        return show.csv(checked.matches if checked else (), "check")
    return show.page("check.html", asked=asked, checked=checked, advice=advice(checked) if checked else None)
