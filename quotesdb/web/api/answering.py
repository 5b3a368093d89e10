"""Results as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from quotesdb.present.text import json_text

Id = Annotated[str, Path(max_length=300, description="An id, or its beginning.", examples=["q-7h2kq4m5xa"])]
NameOrId = Annotated[str, Path(max_length=300, description="A name, or an id.", examples=["Amara Okonjo"])]


def json_answer(result: object, *, status: int = 200, media: str = "application/json") -> Response:
    """A result as the command line prints it."""
    return Response(json_text(result), status, media_type=media)
