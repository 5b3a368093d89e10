"""A reconciliation service over the speakers, for OpenRefine (https://reconciliation-api.github.io/specs/0.2/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.responses import Response

from quotesdb.services.errors import BadRequest
from quotesdb.services.lookup.reconcile import Likely, reconcile
from quotesdb.values import AgentKind
from quotesdb.web.api.answering import json_answer
from quotesdb.web.desk import Desk, DeskOf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter(tags=["reconciliation"])

PATH = "/reconcile"

_MOST = 100
"""Queries of one request."""

_TYPES = [{"id": kind.value, "name": kind.value.capitalize()} for kind in AgentKind]
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "As the specification has it", "content": {"application/json": {}}}
}


class Asked(BaseModel):
    """One name to be matched; properties, which narrow a match down, are left aside."""

    query: str = Field(max_length=300)
    type: str | list[str] | None = None
    limit: int = Field(5, ge=1, le=25)

    def kind(self) -> AgentKind | None:
        """The kind that is asked for, if it is one of ours and the only one."""
        named = [self.type] if isinstance(self.type, str) else self.type or []
        return AgentKind(named[0]) if len(named) == 1 and named[0] in set(AgentKind) else None


_QUERIES = TypeAdapter(dict[str, Asked])


@router.get(PATH, responses=_ANSWER)
def describe(
    request: Request, desk: DeskOf, queries: Annotated[str | None, Query(max_length=100_000)] = None
) -> Response:
    """What the service is; with ``queries`` the answers to them."""
    if queries is not None:
        return json_answer(_all(desk, queries))
    return json_answer(_manifest(str(request.base_url).rstrip("/")))


@router.post(PATH, responses=_ANSWER)
def answer(desk: DeskOf, queries: Annotated[str, Form(max_length=500_000)]) -> Response:
    """The speakers whom each name may mean."""
    return json_answer(_all(desk, queries))


def _manifest(base: str) -> dict[str, Any]:
    return {
        "versions": ["0.2"],
        "name": "quotesdb: speakers",
        "identifierSpace": f"{base}/s/",
        "schemaSpace": f"{base}/api/v1/reconcile#",
        "defaultTypes": _TYPES,
        "view": {"url": f"{base}/s/{{{{id}}}}"},
        "batchSize": 50,
    }


def _all(desk: Desk, queries: str) -> dict[str, Any]:
    try:
        asked = _QUERIES.validate_json(queries)
    except ValidationError as error:
        raise BadRequest("queries must be an object of queries, as JSON") from error
    if len(asked) > _MOST:
        raise BadRequest(f"at most {_MOST} queries at a time")
    with desk.reading() as session:
        return {key: {"result": _matches(session, each)} for key, each in asked.items()}


def _matches(session: Session, asked: Asked) -> list[dict[str, Any]]:
    name = asked.query.replace("\0", "")
    return [_result(one) for one in reconcile(session, name, kind=asked.kind(), limit=asked.limit)]


def _result(one: Likely) -> dict[str, Any]:
    kind = next(each for each in _TYPES if each["id"] == one.kind.value)
    return {"id": one.id, "name": one.name, "type": [kind], "score": one.score, "match": one.match}
