"""Searches that are kept under a name: the list, and for each a feed of what was stored last."""

from __future__ import annotations

from dataclasses import fields
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from quotesdb.services.accounts import (
    KeptSearch,
    NewFeed,
    delete_search,
    list_searches,
    query_of,
    renew_feed,
    save_search,
    search_of_feed,
)
from quotesdb.services.errors import UnknownName
from quotesdb.services.lookup.newly import newly_stored
from quotesdb.services.lookup.quotes import chosen
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Asked
from quotesdb.web.rendering import FORMS, Show, ShowOf, environment, query
from quotesdb.web.rights import ConfigOf, PersonOf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter(include_in_schema=False)
feeds = APIRouter(include_in_schema=False)
"""Read by programs that cannot log in: the token in the address is what lets them."""

_ITEMS = 50


@router.get("/searches")
@router.get("/searches.{form:form}")
def searches(desk: DeskOf, show: ShowOf, person: PersonOf) -> Response:
    """The searches that whoever asks keeps."""
    with desk.reading() as session:
        kept = list_searches(session, person)
    if show.form == "json":
        return show.json(kept)
    if show.form == "csv":
        return show.csv(kept, "searches", [each.name for each in fields(KeptSearch)])
    return show.page("searches.html", kept=kept, made=None, address=None)


@router.post("/searches")
def save(
    desk: DeskOf,
    show: ShowOf,
    person: PersonOf,
    asked: Annotated[Asked, Query()],
    name: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Keep a search, and tell the address of its feed; one that could not be asked is not kept."""
    with desk.reading() as session:
        chosen(session, asked.where(after=None))
    with desk.writing() as session:
        made = save_search(session, person, name, query(asked.narrowed()))
    return _made(desk, show, person, made)


@router.get("/searches/{number}")
def search(desk: DeskOf, person: PersonOf, number: int) -> Response:
    """What a search finds now."""
    with desk.reading() as session:
        asked = query_of(session, person, number)
    return RedirectResponse(f"/?{asked}")


@router.post("/searches/{number}/feed")
def renew(desk: DeskOf, show: ShowOf, person: PersonOf, number: int) -> Response:
    """Give a feed another address."""
    with desk.writing() as session:
        made = renew_feed(session, person, number)
    return _made(desk, show, person, made)


@router.post("/searches/{number}/delete")
def delete(desk: DeskOf, person: PersonOf, number: int) -> Response:
    """Keep a search no longer."""
    with desk.writing() as session:
        delete_search(session, person, number)
    return RedirectResponse("/searches", HTTPStatus.SEE_OTHER)


# The token is in the query of the address, not in its path: paths are told when something goes wrong.
@feeds.get("/feed.rss")
def saved_feed(
    desk: DeskOf, request: Request, config: ConfigOf, token: Annotated[str, Query(max_length=200)]
) -> Response:
    """What was stored last of a search that is kept."""
    with desk.reading() as session:
        found = search_of_feed(session, token, users_only=config.login)
        if found is None:
            raise UnknownName("there is no such feed, or not any more")
        kept, asked = found
        return feed(request, session, Asked.model_validate(dict(parse_qsl(asked))), kept.name)


def feed(request: Request, session: Session, asked: Asked, title: str | None = None) -> Response:
    """A search as a feed: what was stored last comes first, whenever it was printed."""
    text = (
        environment()
        .get_template("feed.xml")
        .render(
            title=title or ", ".join(map(str, asked.narrowed().values())) or "quotations",
            asked=asked,
            found=newly_stored(session, asked.where(limit=_ITEMS, after=None)),
            base=str(request.base_url).rstrip("/"),
        )
    )
    return Response(text, media_type=FORMS["rss"])


def _made(desk: DeskOf, show: Show, person: str, made: NewFeed) -> Response:
    """The list with the address of a feed, which is told this once."""
    with desk.reading() as session:
        kept = list_searches(session, person)
    # What opens the feed is on this page: it is to lie in no cache.
    show.headers["Cache-Control"] = "no-store"
    address = f"{str(show.request.base_url).rstrip('/')}/feed.rss?{query({'token': made.token})}"
    return show.page("searches.html", kept=kept, made=made.search, address=address)
