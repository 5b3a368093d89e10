"""What somebody has already is not sent again: answers have a digest, by which one asks for other ones."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Fresh:
    """An application whose answers to GET have an ETag; one that If-None-Match names is answered by 304.

    It spares the way, not the work: programs that ask every hour, readers of feeds, and browsers, which
    ask each time. Only what is whole at once has one; what is sent in parts goes its way.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_whole(message):
                held.append(message)
                return
            if held and not message.get("more_body"):
                message = _tagged(held[0], message, Headers(scope=scope).get("if-none-match", ""))
            if held:
                await send(held.pop())
            await send(message)

        await self._app(scope, receive, answer)


def _is_whole(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == HTTPStatus.OK and "content-length" in headers and "etag" not in headers


def _tagged(start: Message, body: Message, known: str) -> Message:
    """The body of an answer, whose beginning gets its ETag; empty if it is known."""
    tag = f'"{blake2b(body.get("body", b""), digest_size=16).hexdigest()}"'
    headers = MutableHeaders(scope=start)
    headers["ETag"] = tag
    if not _names(known, tag):
        return body
    start["status"] = HTTPStatus.NOT_MODIFIED
    del headers["content-length"]
    return {**body, "body": b""}


def _names(known: str, tag: str) -> bool:
    """Whether an If-None-Match names an answer.

    >>> _names('W/"a", "b"', '"a"'), _names("*", '"a"'), _names('"b"', '"a"'), _names("", '"a"')
    (True, True, False, False)
    """
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in known.split(","))
