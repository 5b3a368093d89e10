"""The API as OpenAPI 3.1 tells of it: the shapes of the answers come from the classes of the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from quotesdb.present.schema import definitions

if TYPE_CHECKING:
    from fastapi import FastAPI

_WHERE = "#/components/schemas/"
_ABOUT = (
    "Who said what, where it was printed, and how we know. Answers are the objects that the command line "
    "prints with --json (docs/json.md); keys may be added within a major version. Lists come in pages: "
    "`next` is the cursor to ask with as `after`. Errors are problems as RFC 9457 has them."
)
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "suggestions": {"type": "array", "items": {"type": "string"}},
        "candidates": {"type": "array", "items": {"type": "object"}},
    },
}
_KINDS: dict[str, Any] = {}
"""What answers are, by the name that marks them until the document is made."""

Described = Mapping[int | str, dict[str, Any]]


def answers(
    kind: Any, *, status: int = 200, media: str = "application/json"
) -> dict[int | str, dict[str, Any]]:
    """What an endpoint declares as its answer: a type of our results."""
    mark = f"kind-{len(_KINDS)}"
    _KINDS[mark] = kind
    return {status: {"description": "Found or done", "content": {media: {"schema": {"$ref": mark}}}}}


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What makes the document of an application, once."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    return made


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="quotesdb", version=app.version, openapi_version="3.1.0", description=_ABOUT, routes=app.routes
    )
    shapes, ours = definitions(_KINDS.values(), _WHERE)
    by_mark = dict(zip(_KINDS, shapes, strict=True))
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas.update(ours, Problem=_PROBLEM)
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path in document["paths"].values():
        for operation in path.values():
            _complete(operation, by_mark)
    return document


def _complete(operation: dict[str, Any], by_mark: Mapping[str, Any]) -> None:
    """Put the shapes in, and what every endpoint may answer where it cannot do what it is asked."""
    for answer in operation["responses"].values():
        for content in answer.get("content", {}).values():
            mark = content.get("schema", {}).get("$ref")
            if mark in by_mark:
                content["schema"] = by_mark[mark]
    problem = {"application/problem+json": {"schema": {"$ref": f"{_WHERE}Problem"}}}
    operation["responses"].pop("422", None)
    operation["responses"]["4XX"] = {"description": "It cannot be done as asked", "content": problem}
    operation["responses"]["503"] = {"description": "The database cannot be used", "content": problem}
    operation["security"] = [{}, {"token": []}]
