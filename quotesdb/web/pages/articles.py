"""Articles: the list, and one with every quotation in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from quotesdb.services.lookup import article_detail, article_history, list_articles
from quotesdb.text.segments import paragraphs
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Listed
from quotesdb.web.marked import Piece, marks_of, pieces
from quotesdb.web.rendering import ShowOf

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import ArticleDetail
    from quotesdb.values import Citation

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, with the quotations that begin in it."""

    pieces: Sequence[Piece]
    quotes: Sequence[Citation]


@router.get("/a")
@router.get("/a.{form:form}")
def articles(desk: DeskOf, show: ShowOf, asked: Annotated[Listed, Query()]) -> Response:
    """The articles, newest first."""
    with desk.reading() as session:
        found = list_articles(session, asked.q, limit=asked.limit, after=asked.after)
    if show.form == "json":
        return show.json(found)
    if show.form == "csv":
        return show.csv(found.rows, "articles")
    return show.page("articles.html", asked=asked, found=found)


@router.get("/a/{id_}")
@router.get("/a/{id_}.{form:form}")
def article(desk: DeskOf, show: ShowOf, id_: str) -> Response:
    """One article; an id that was shortened leads to the whole one."""
    with desk.reading() as session:
        detail = article_detail(session, id_)
        if detail.article.id != id_:
            ending = "" if show.form == "html" else f".{show.form}"
            return RedirectResponse(f"/a/{detail.article.id}{ending}")
        if show.form == "json":
            return show.json(detail)
        if show.form == "csv":
            return show.cited(detail.quotes, detail.article.id)
        history = article_history(session, id_) if detail.version > 1 or detail.set_right else None
    return show.page("article.html", detail=detail, paragraphs=_laid_out(detail), history=history)


def _laid_out(detail: ArticleDetail) -> list[Paragraph]:
    marks = [mark for quote in detail.quotes for mark in marks_of(quote)]
    return [
        Paragraph(
            pieces(detail.text, span, marks),
            [quote for quote in detail.quotes if span.start <= quote.content[0].start < span.end],
        )
        for span in paragraphs(detail.text)
    ]
