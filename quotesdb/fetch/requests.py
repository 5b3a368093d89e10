"""One request, and its answer as far as it is taken: bounded in size, packed and unpacked, and in time."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import SplitResult, quote

from quotesdb import __version__
from quotesdb.fetch.addresses import Place
from quotesdb.fetch.errors import FetchError
from quotesdb.packing import Brotli, Unpacker

AGENT = "quotesdb"
_USER_AGENT = f"{AGENT}/{__version__} (a person fetches single articles)"
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5"
_PORTION = 65_536
_CONNECT = 10.0
_SAFE = "/?%:@&=+$,;~!*'()[]#"
_ACCEPTED = ("gzip", "deflate", "br")
_UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    **dict.fromkeys(("gzip", "x-gzip"), partial(zlib.decompressobj, 31)),
    "deflate": partial(zlib.decompressobj, 47),
    "br": Brotli,
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_TEXT = re.compile(r"text/|[\w.+/-]*(?:xml|json)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; the names of headers are in small letters."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


def get(parts: SplitResult, places: Sequence[Place], most_bytes: int, until: float) -> Response:
    """Ask for an address at one of the places of its host.

    Raises:
        FetchError: if none of them answers in time, or with more than that.
    """
    connection = _Connection(parts, places, until)
    ends = threading.Timer(max(0.0, until - time.monotonic()), connection.give_up)
    ends.daemon = True
    ends.start()
    try:
        return _asked(connection, parts, most_bytes)
    except (OSError, http.client.HTTPException, zlib.error) as error:
        if connection.gave_up:
            raise FetchError("the server takes too long") from error
        raise FetchError(_reason(error)) from error
    finally:
        ends.cancel()
        connection.release()


def _asked(connection: _Connection, parts: SplitResult, most_bytes: int) -> Response:
    target = quote(parts._replace(scheme="", netloc="", path=parts.path or "/").geturl(), safe=_SAFE)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    headers = {"User-Agent": _USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": ", ".join(_ACCEPTED)}
    for name, value in {**headers, "Connection": "close"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    with connection.getresponse() as answer:
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = _body(answer, found, most_bytes) if answer.status == 200 else b""
    if connection.gave_up:
        raise FetchError("the server takes too long")
    return Response(answer.status, answer.reason[:100], found, _in_utf8(body, found.get("content-type", "")))


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], most_bytes: int) -> bytes:
    """The bytes of an answer, unpacked; never more than allowed are held."""
    packed = headers.get("content-encoding", "").strip().lower()
    if packed not in ("", "identity", *_UNPACKERS):
        raise FetchError(f"packed in a way that was not asked for: {packed[:40]}")
    unpack = _UNPACKERS[packed]() if packed in _UNPACKERS else None
    held, taken, whole = bytearray(), 0, answer.length
    while portion := answer.read1(_PORTION):
        taken += len(portion)
        held += unpack.decompress(portion, most_bytes + 1 - len(held)) if unpack else portion
        if taken > most_bytes or len(held) > most_bytes:
            raise FetchError(f"larger than {most_bytes / 1_000_000:.3g} MB (--max-size)")
    if taken < (whole or 0) or (unpack and not unpack.eof):
        raise FetchError("the answer is cut off")
    return bytes(held)


def _in_utf8(body: bytes, kind: str) -> bytes:
    """A text in UTF-8 whose encoding only the server tells; one that is not what it is said to be stays."""
    charset = _CHARSET.search(kind)
    if charset is None or not _TEXT.match(kind) or charset[1].lower().replace("-", "") == "utf8":
        return body
    try:
        body.decode("utf8")
    except UnicodeDecodeError:
        try:
            return body.decode(charset[1]).encode("utf8")
        except (UnicodeError, LookupError):
            return body
    return body


class _Connection(http.client.HTTPConnection):
    """A connection to one of the places that were looked up, whatever the host's name may mean by now."""

    def __init__(self, parts: SplitResult, places: Sequence[Place], until: float) -> None:
        super().__init__(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        self.default_port = 443 if parts.scheme == "https" else 80  # it is not named in the Host header
        self._places = places
        self._until = until
        self._is_secure = parts.scheme == "https"
        self._line: socket.socket | None = None
        self.gave_up = False

    def connect(self) -> None:
        """Connect to the first place that answers."""
        self._line = self.sock = self._connected()
        if self._is_secure:
            self._line = self.sock = _context().wrap_socket(self.sock, server_hostname=self.host)

    def _connected(self) -> socket.socket:
        failed: OSError = OSError("no address")
        for place in self._places:
            left = min(_CONNECT, self._until - time.monotonic())
            if left <= 0:
                break
            try:
                return socket.create_connection((place.address, place.port), timeout=left)
            except OSError as error:
                failed = error
        raise failed

    def release(self) -> None:
        """Let everything go."""
        self.close()
        if self._line is not None:
            self._line.close()

    def give_up(self) -> None:
        """End what is waited for; ``sock`` is let go as soon as an answer has begun."""
        self.gave_up = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _context() -> ssl.SSLContext:
    """Certificates are checked against those of the system and of certifi."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {error.reason or error}".lower()
    if isinstance(error, TimeoutError):
        return "the server does not answer"
    if isinstance(error, OSError):
        return f"cannot be reached: {(error.strerror or str(error)).lower()}"
    return f"no answer that can be read ({type(error).__name__})"
