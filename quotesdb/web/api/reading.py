"""Looking things up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from quotesdb.cite.styled import styled
from quotesdb.present import web_annotation
from quotesdb.present.shapes import FoundQuotations, OrganisationPage, SpeakerPage
from quotesdb.services.lookup import (
    article_detail,
    article_history,
    find_quotes,
    list_articles,
    list_organisations,
    list_speakers,
    organisation_detail,
    quote_detail,
    sightings,
    speaker_detail,
    whom_asked_for,
)
from quotesdb.services.lookup.facets import Facets, find_facets
from quotesdb.services.lookup.results import (
    ArticleDetail,
    ArticleHistory,
    ArticleRow,
    OrganisationRow,
    QuoteDetail,
    SpeakerRow,
)
from quotesdb.services.lookup.stats import By, Statistics, statistics
from quotesdb.services.store.results import Page
from quotesdb.values import Citation
from quotesdb.web.api.answering import Id, NameOrId, json_answer
from quotesdb.web.api.described import answers
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Asked, Day, Listed, Narrowed

router = APIRouter()

Style = Literal[
    "apa",
    "bibtex",
    "chicago",
    "chicago-author-date",
    "csl-json",
    "csv",
    "harvard",
    "jsonl",
    "markdown",
    "mla",
    "ris",
]


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation cited in a style."""

    id: str
    style: str
    text: str


@router.get("/quotes", tags=["quotations"], responses=answers(FoundQuotations))
def quotes(desk: DeskOf, asked: Annotated[Asked, Query()]) -> Response:
    """Quotations that fit, in pages; `called` is whom the speaker's name means, which may be several."""
    with desk.reading() as session:
        found = find_quotes(session, asked.where())
        return json_answer(FoundQuotations(found, whom_asked_for(session, asked.speaker)))


@router.get("/facets", tags=["quotations"], responses=answers(Facets))
def facets(desk: DeskOf, asked: Annotated[Narrowed, Query()]) -> Response:
    """What the quotations that fit have in common; `counted` is null where more than 2,000 fit."""
    with desk.reading() as session:
        return json_answer(find_facets(session, asked.where(limit=None)))


@router.get("/quotes/{id_}", tags=["quotations"], responses=answers(QuoteDetail))
def quote(desk: DeskOf, id_: Id) -> Response:
    """One quotation with its evidence, its spans and everything that was decided about it."""
    with desk.reading() as session:
        return json_answer(quote_detail(session, id_))


@router.get("/quotes/{id_}/sightings", tags=["quotations"], responses=answers(tuple[Citation, ...]))
def elsewhere(desk: DeskOf, id_: Id) -> Response:
    """The same words by the same speaker in other articles, the earliest first."""
    with desk.reading() as session:
        return json_answer(sightings(session, id_))


@router.get("/quotes/{id_}/citation", tags=["quotations"], responses=answers(Cited))
def citation(desk: DeskOf, id_: Id, style: Style = "apa") -> Response:
    """One quotation as a citation.

    In the styles of references (apa, chicago, chicago-author-date, harvard, mla) the first line is the
    reference to the article; what is quoted, who spoke and who decided that stand below. The others are
    formats of files.
    """
    with desk.reading() as session:
        found = quote_detail(session, id_).citation
    return json_answer(Cited(found.id, style, styled(found, style)))


@router.get("/articles", tags=["articles"], responses=answers(Page[ArticleRow]))
def articles(desk: DeskOf, asked: Annotated[Listed, Query()]) -> Response:
    """The articles, newest first."""
    with desk.reading() as session:
        return json_answer(list_articles(session, asked.q, limit=asked.limit, after=asked.after))


@router.get("/articles/{id_}", tags=["articles"], responses=answers(ArticleDetail))
def article(desk: DeskOf, id_: Id) -> Response:
    """One article: its text, and its quotations in text order."""
    with desk.reading() as session:
        return json_answer(article_detail(session, id_))


@router.get("/articles/{id_}/history", tags=["articles"], responses=answers(ArticleHistory))
def versions(desk: DeskOf, id_: Id) -> Response:
    """The versions of an article, and what became of its quotations from one to the next."""
    with desk.reading() as session:
        return json_answer(article_history(session, id_))


@router.get(
    "/articles/{id_}/annotations",
    tags=["articles"],
    responses={200: {"description": "An AnnotationPage", "content": {"application/ld+json": {}}}},
)
def annotated(request: Request, desk: DeskOf, id_: Id) -> Response:
    """The quotations of an article as a list of W3C Web Annotations."""
    with desk.reading() as session:
        made: dict[str, Any] = web_annotation.page(
            article_detail(session, id_), str(request.base_url).rstrip("/")
        )
    return json_answer(made, media=web_annotation.MEDIA_TYPE)


@router.get("/speakers", tags=["speakers"], responses=answers(Page[SpeakerRow]))
def speakers(desk: DeskOf, asked: Annotated[Listed, Query()]) -> Response:
    """Who is quoted, most quoted first."""
    with desk.reading() as session:
        return json_answer(list_speakers(session, asked.q, limit=asked.limit, after=asked.after))


@router.get("/speakers/{name}", tags=["speakers"], responses=answers(SpeakerPage))
def speaker(desk: DeskOf, name: NameOrId, as_of: Day = None) -> Response:
    """Whom a name or an id means: roles as printed, other names, the newest quotations."""
    with desk.reading() as session:
        detail = speaker_detail(session, name, as_of=as_of)
    return json_answer(SpeakerPage(detail, detail.quotes.total, detail.quotes.rows))


@router.get("/organisations", tags=["speakers"], responses=answers(Page[OrganisationRow]))
def organisations(desk: DeskOf, asked: Annotated[Listed, Query()]) -> Response:
    """Whom people speak for, most quoted first."""
    with desk.reading() as session:
        return json_answer(list_organisations(session, asked.q, limit=asked.limit, after=asked.after))


@router.get("/organisations/{name}", tags=["speakers"], responses=answers(OrganisationPage))
def organisation(desk: DeskOf, name: NameOrId) -> Response:
    """One organisation by any of its names, with who spoke for it."""
    with desk.reading() as session:
        detail = organisation_detail(session, name)
    return json_answer(OrganisationPage(detail, detail.people.total, detail.people.rows))


@router.get("/statistics", tags=["statistics"], responses=answers(Statistics))
def counts(desk: DeskOf, asked: Annotated[Narrowed, Query()], by: By = By.SPEAKER) -> Response:
    """Quotations and words, counted by speaker, publisher, month and more."""
    with desk.reading() as session:
        return json_answer(statistics(session, asked.where(), by))
