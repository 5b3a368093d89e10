"""People and organisations: the list, and one with roles as printed, names, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from quotesdb.present.shapes import SpeakerPage
from quotesdb.services.lookup import list_speakers, speaker_detail, speaker_in_short
from quotesdb.services.lookup.printed_roles import newest_roles, roles_of
from quotesdb.services.lookup.spread import spread_of
from quotesdb.web.desk import DeskOf
from quotesdb.web.filters import Listed
from quotesdb.web.rendering import ShowOf

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import RoleRow

router = APIRouter(include_in_schema=False)

_QUOTES, _OUTLETS = 20, 8

_ROLES, _ARTICLES = 30, 50
"""Lines of roles, and articles to split off, that are shown at first: the newest."""


@router.get("/s")
@router.get("/s.{form:form}")
def speakers(desk: DeskOf, show: ShowOf, asked: Annotated[Listed, Query()]) -> Response:
    """Who is quoted, most quoted first."""
    with desk.reading() as session:
        found = list_speakers(session, asked.q, limit=asked.limit, after=asked.after)
    if show.form == "json":
        return show.json(found)
    if show.form == "csv":
        return show.csv(found.rows, "speakers")
    return show.page("speakers.html", asked=asked, found=found)


@router.get("/s/{id_}")
@router.get("/s/{id_}.{form:form}")
def speaker(desk: DeskOf, show: ShowOf, id_: str, roles: Literal["all"] | None = None) -> Response:
    """One speaker, by id or by a name that one alone has; ids of earlier clusters lead to it."""
    with desk.reading() as session:
        if show.form in ("json", "csv"):
            detail = speaker_detail(session, id_, limit=_QUOTES)
        else:
            found = speaker_in_short(session, id_, limit=_QUOTES, lines=None if roles else _ROLES)
            detail = found.detail
        if detail.id is not None and detail.id != id_:
            ending = "" if show.form == "html" else f".{show.form}"
            return RedirectResponse(f"/s/{detail.id}{ending}")
        if show.form == "json":
            return show.json(SpeakerPage(detail, detail.quotes.total, detail.quotes.rows))
        if show.form == "csv":
            return show.csv(detail.roles, detail.name)
        printed = spread_of(session, found.theirs, most=_OUTLETS)
        rows: tuple[RoleRow, ...] = ()
        if show.visitor.may_write:
            rows = (
                roles_of(session, found.row_ids) if roles else newest_roles(session, found.row_ids, _ARTICLES)
            )
    return show.page(
        "speaker.html",
        found=found,
        detail=detail,
        meant=id_,
        rows=rows,
        months=_without_gaps(dict(printed.months)),
        outlets=printed.publishers,
    )


def _without_gaps(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many quotations each month has, from the first to the last, those without any among them."""
    if len(counts) < 2:
        return []
    numbers = [int(name[:4]) * 12 + int(name[5:]) - 1 for name in counts]
    names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(min(numbers), max(numbers) + 1)]
    return [(name, counts.get(name, 0)) for name in names]
