"""One quotation: the words in their place, who said them and how that is known, where else they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from quotesdb.check.diff import Part, between, diff
from quotesdb.cite.deep_link import deep_link
from quotesdb.cite.styled import styled
from quotesdb.present.text import is_address
from quotesdb.services.lookup import in_its_place, sightings
from quotesdb.web.conflicts import state_of
from quotesdb.web.desk import DeskOf
from quotesdb.web.marked import Piece, marks_of, pieces
from quotesdb.web.rendering import ShowOf

if TYPE_CHECKING:
    from quotesdb.services.lookup.passages import Passage
    from quotesdb.services.lookup.results import QuoteDetail
    from quotesdb.values import Citation

router = APIRouter(include_in_schema=False)

STYLES = {
    "apa": "APA",
    "mla": "MLA",
    "chicago": "Chicago",
    "harvard": "Harvard",
    "markdown": "Markdown",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL JSON",
}
"""The citation styles of the page, with the names that people know them by."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The same words elsewhere, with what differs from the quotation of the page."""

    citation: Citation
    differs: tuple[Part, ...]


@router.get("/q/{id_}")
@router.get("/q/{id_}.{form:form}")
def quotation(desk: DeskOf, show: ShowOf, id_: str) -> Response:
    """One quotation; an id that was shortened leads to the whole one."""
    with desk.reading() as session:
        detail, place = in_its_place(session, id_)
        if detail.citation.id != id_:
            ending = "" if show.form == "html" else f".{show.form}"
            return RedirectResponse(f"/q/{detail.citation.id}{ending}")
        if show.form == "json":
            return show.json(detail)
        if show.form == "csv":
            return show.cited([detail.citation], detail.citation.id)
        return show.page(
            "quotation.html",
            detail=detail,
            citation=detail.citation,
            seen=state_of(detail),
            shown=marked(place, detail),
            at_these_words=_at_these_words(place, detail.citation),
            sightings=[_compared(detail.citation, other) for other in sightings(session, id_)],
            styles=[
                (label, style, styled(detail.citation, style).strip()) for style, label in STYLES.items()
            ],
        )


def marked(place: Passage, detail: QuoteDetail) -> list[list[Piece]]:
    """The paragraphs of a quotation with what is marked in them."""
    marks = list(marks_of(detail.citation))
    return [pieces(place.text, paragraph, marks) for paragraph in place.paragraphs]


def _at_these_words(place: Passage, citation: Citation) -> str | None:
    """The address of the article at the quotation, if a browser may follow it."""
    url = citation.article.url
    if url is None or not is_address(url):
        return None
    return deep_link(url, place.text, citation.content[0])


def _compared(one: Citation, other: Citation) -> Sighting:
    return Sighting(other, tuple(_differences(one.text, other.text)))


def _differences(one: str, other: str) -> Iterator[Part]:
    edits = between(one, other)
    return diff(other, edits) if edits else iter(())
