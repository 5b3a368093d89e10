"""Fetching a page or a feed from the web: once, politely, and from nowhere that is not public.

This is the one room that opens connections; nothing but ``quotesdb ingest`` of an address comes here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import SplitResult, urljoin, urlsplit

from quotesdb.fetch.addresses import look_up
from quotesdb.fetch.errors import FetchError as FetchError
from quotesdb.fetch.requests import AGENT, Response, get
from quotesdb.fetch.robots import Rules, no_rules, rules

MOST_REDIRECTS = 5
MOST_SECONDS = 30.0
"""For one address, however many redirects it takes."""

_LEAST_PAUSE, _MOST_PAUSE = 1.0, 30.0
"""Seconds between two requests to one site: our own bound, and the longest that a site is obeyed in."""

_MOST_ROBOTS = 500_000
"""Bytes; what a site has to be read of its rules (RFC 9309)."""

_SCHEMES = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, where they came from in the end, and when."""

    url: str
    content: bytes
    at: datetime


def fetch(url: str, *, most_bytes: int, allow_private: bool = False) -> Fetched:
    """Fetch an address with its redirects; the rules of each site on the way are kept.

    Raises:
        FetchError: with one line that says why there is nothing.
    """
    return _fetcher(allow_private).fetch(url, most_bytes)


class _Fetcher:
    """Fetches, and remembers the rules of sites and when each was asked last."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, most_bytes: int) -> Fetched:
        until = time.monotonic() + MOST_SECONDS
        for _ in range(MOST_REDIRECTS + 1):
            parts = _parted(url)
            allowed = self._rules_of(parts, until)
            if not allowed.allows(url):
                raise FetchError(f"the robots.txt of {parts.hostname} does not let programs fetch it")
            response = self._get(parts, most_bytes, until, allowed.pause)
            if response.status not in _REDIRECTS:
                return Fetched(url, _content(response), datetime.now(UTC).replace(microsecond=0))
            url = _led_to(url, response)
        raise FetchError(f"more than {MOST_REDIRECTS} redirects")

    def _get(self, parts: SplitResult, most_bytes: int, until: float, pause: float) -> Response:
        place = _site(parts)
        pause = min(max(_LEAST_PAUSE, pause), _MOST_PAUSE) if place in self._asked else 0.0
        waited = time.monotonic() - self._asked.get(place, 0.0)
        if pause > waited:
            time.sleep(pause - waited)
            until += pause - waited
        where = look_up(parts, _port(parts), until, allow_private=self._allow_private)
        try:
            return get(parts, where, most_bytes, until)
        finally:
            self._asked[place] = time.monotonic()

    def _rules_of(self, parts: SplitResult, until: float) -> Rules:
        place = _site(parts)
        if place not in self._rules:
            self._rules[place] = self._fetched_rules(parts, until)
            self._asked.pop(place, None)  # the page itself is asked for at once
        return self._rules[place]

    def _fetched_rules(self, parts: SplitResult, until: float) -> Rules:
        """What robots.txt says; a site that has none lets everybody, one that cannot be asked nobody."""
        robots = parts._replace(path="/robots.txt", query="", fragment="")
        for _ in range(MOST_REDIRECTS + 1):
            response = self._get(robots, _MOST_ROBOTS, until, 0.0)
            if response.status in _REDIRECTS:
                robots = _parted(_led_to(robots.geturl(), response))
                continue
            if response.status >= 500:
                raise FetchError(f"{parts.hostname} cannot say whether programs may (robots.txt)")
            return rules(response.body, AGENT) if response.status < 300 else no_rules()
        return no_rules()


@cache
def _fetcher(allow_private: bool) -> _Fetcher:  # noqa: FBT001 - the key of the cache
    return _Fetcher(allow_private=allow_private)


def _led_to(url: str, response: Response) -> str:
    where = response.headers.get("location", "")
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise FetchError(f"no address of the web: {where[:200]!r}") from error


def _content(response: Response) -> bytes:
    if response.status != 200:
        raise FetchError(f"the server answers {response.status} {response.reason}".rstrip())
    if not response.body.strip():
        raise FetchError("the server sends nothing")
    return response.body


def _site(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.hostname}:{_port(parts)}"


def _port(parts: SplitResult) -> int:
    return parts.port or _SCHEMES[parts.scheme]


def _parted(url: str) -> SplitResult:
    """The parts of an address that can be fetched."""
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in _SCHEMES and parts.hostname and (parts.port is None or parts.port)
    except ValueError as error:
        raise FetchError(f"no address of the web: {url[:200]!r}") from error
    if not known:
        raise FetchError(f"no address of the web: {url[:200]!r}")
    if parts.username or parts.password:
        raise FetchError("an address with a password in it is not fetched")
    return parts._replace(fragment="")
