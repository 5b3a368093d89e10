"""What stands before every request: its host, where it comes from, its size, its pace; and what follows it.

All of it is ASGI, so that it holds for pages, API, files and whatever is mounted beside them.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Address, ip_address, ip_network
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders

from quotesdb.web.config import LOOPBACK
from quotesdb.web.rendering import FORMS, PROBLEM, for_programs, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_PRIVATE = "private, no-cache"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may ask for; sizes in bytes, times in seconds.

    ``reads``, ``writes`` and ``logins`` are (how many at once, how many a second after that).
    """

    body: int = 1_000_000
    upload: int = 20_500_000
    body_time: float = 30.0
    reads: tuple[float, float] = (200.0, 50.0)
    writes: tuple[float, float] = (40.0, 4.0)
    logins: tuple[float, float] = (6.0, 0.1)
    visitors: int = 10_000


class Refused(Exception):  # noqa: N818 - the name says what is wrong
    """A request that is not looked at any further."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


@dataclass
class Pace:
    """How often each visitor asks: a bucket a visitor that fills up again; the least recent are forgotten."""

    room: float
    rate: float
    visitors: int
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, visitor: str, now: float) -> float:
        """Seconds until this visitor may ask; 0 counts as asked."""
        left, at = self._left.pop(visitor, (self.room, now))
        left = min(self.room, left + (now - at) * self.rate)
        asked = left >= 1
        self._left[visitor] = (left - asked, now)
        if len(self._left) > self.visitors:
            self._left.popitem(last=False)
        return 0.0 if asked else (1 - left) / self.rate


class Guard:
    """The application with everything round it that keeps others out of it.

    ``uploads`` are where paths begin that take files, ``shared`` the paths of what pages of other programs of
    the same machine may ask: what is there changes nothing.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Sequence[str],
        uploads: Sequence[str] = (),
        shared: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> None:
        self._app, self._hosts, self._uploads = app, frozenset(hosts), tuple(uploads)
        self._shared = frozenset(shared)
        self._limits = limits or Limits()
        most = self._limits.visitors
        self._reads = Pace(*self._limits.reads, most)
        self._writes = Pace(*self._limits.writes, most)
        self._logins = Pace(*self._limits.logins, most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        program = _program_here(scope) if scope["path"] in self._shared else None
        answer = _with_headers(scope, send, program)
        try:
            self._look_at(scope, program)
            received = await self._body(scope, receive)
        except Refused as why:
            await _refuse(why, scope, answer)
            return
        if program and scope["method"] == "OPTIONS":
            await _allow(answer)
            return
        if scope["method"] == "HEAD":
            # The server leaves the body out.
            scope = {**scope, "method": "GET"}
        await self._app(scope, received, answer)

    def _look_at(self, scope: Scope, program: str | None) -> None:
        headers = Headers(scope=scope)
        host = _host(headers.get("host", ""))
        if host not in self._hosts:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, f"not served under the name {host!r}")
        if scope["method"] not in _READS and program is None:
            _refuse_foreign(headers)
        self._keep_pace(scope)

    def _keep_pace(self, scope: Scope) -> None:
        path: str = scope["path"]
        if path.startswith("/static/"):
            return
        visitor = _network(scope["client"][0]) if scope.get("client") else ""
        reads = scope["method"] in _READS
        pace = self._reads if reads else self._logins if path == "/login" else self._writes
        if wait := pace.wait(visitor, monotonic()):
            seconds = str(max(1, round(wait)))
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "too many requests", {"Retry-After": seconds})

    async def _body(self, scope: Scope, receive: Receive) -> Receive:
        """The request with its whole body read: one that is too large or too slow reaches nobody."""
        if scope["method"] in _READS:
            return receive
        most = self._limits.upload if scope["path"].startswith(self._uploads) else self._limits.body
        if int(Headers(scope=scope).get("content-length") or 0) > most:
            raise _too_large(most)
        try:
            async with asyncio.timeout(self._limits.body_time):
                body = await _read(receive, most)
        except TimeoutError as error:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, "the request came too slowly") from error
        return _Once(body, receive)


class _Once:
    """What hands out a body that was read already, then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _network(address: str) -> str:
    """Whose pace an address is: of IPv6 one has as many as one likes, all of one network.

    >>> _network("192.0.2.7"), _network("2001:db8:1:2:3::4"), _network("::ffff:192.0.2.7"), _network("unix")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7', 'unix')
    """
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((known, 64), strict=False).network_address)


async def _read(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST, "the request broke off")
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _too_large(most: int) -> Refused:
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {most:,} bytes")


def _host(header: str) -> str:
    """The name in a Host header, without the port.

    >>> _host("127.0.0.1:8000"), _host("[::1]:8000"), _host("desk.example")
    ('127.0.0.1', '::1', 'desk.example')
    """
    return _place(f"//{header}").hostname or ""


def _place(address: str) -> SplitResult:
    """The parts of an address; none of what is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _refuse_foreign(headers: Headers) -> None:
    """Refuse what another site had a browser send; programs say neither where they come from nor why.

    Raises:
        Refused: if it comes from another site.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    foreign = site is not None and site not in ("same-origin", "none")
    if origin is not None and _place(origin).netloc != headers.get("host"):
        foreign = True
    if foreign:
        raise Refused(HTTPStatus.FORBIDDEN, "the request comes from another site")


def _program_here(scope: Scope) -> str | None:
    """The origin of a request, if it is a page of another program of the same machine, such as OpenRefine.

    Others get nothing: any site that somebody visits could else ask whom a database knows.
    """
    origin = Headers(scope=scope).get("origin") or ""
    parts = _place(origin)
    return origin if parts.scheme in ("http", "https") and parts.hostname in LOOPBACK else None


async def _allow(send: Send) -> None:
    """Tell a browser that the page which asks may go on to ask."""
    headers = [(b"access-control-allow-methods", b"GET, POST"), (b"access-control-max-age", b"600")]
    await send({"type": "http.response.start", "status": HTTPStatus.NO_CONTENT, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(scope: Scope, send: Send, program: str | None) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if not scope["path"].startswith("/static/"):
                headers.setdefault("Cache-Control", _PRIVATE)
            if program:
                headers["Access-Control-Allow-Origin"] = program
                headers.add_vary_header("Origin")
        await send(message)

    return answer


async def _refuse(why: Refused, scope: Scope, send: Send) -> None:
    if "text/html" in Headers(scope=scope).get("accept", "") and not for_programs(scope["path"]):
        media, body = FORMS["html"], refusal(why.status.phrase, str(why))
    else:
        told = {"type": "about:blank", "title": why.status.phrase, "status": why.status, "detail": str(why)}
        media, body = PROBLEM, json.dumps(told)
    headers = {"content-type": media, **why.headers}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": why.status, "headers": raw})
    await send({"type": "http.response.body", "body": body.encode()})
