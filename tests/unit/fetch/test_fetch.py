"""Fetching from servers that are slow, endless, lying, packing, or lead to private addresses."""

from __future__ import annotations

import gzip
import re
import socket
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import brotli
import pytest

import quotesdb.fetch
from quotesdb.fetch import Fetched, FetchError, fetch
from tests.local_web import Web, sends, served

PAGE = b"<!doctype html><p>The bridge is closed.</p>"
MOST = 100_000


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(quotesdb.fetch, "_LEAST_PAUSE", 0.0)
    quotesdb.fetch._fetcher.cache_clear()
    with served() as found:
        yield found
    quotesdb.fetch._fetcher.cache_clear()


def get(web: Web, path: str = "/a") -> Fetched:
    return fetch(web.url(path), most_bytes=MOST, allow_private=True)


def refusal(url: str, *, allow_private: bool = True) -> str:
    with pytest.raises(FetchError) as error:
        fetch(url, most_bytes=MOST, allow_private=allow_private)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_is_asked_for_once_by_name_after_the_rules_of_the_site(web: Web) -> None:
    web.pages["/a?b=1"] = sends(PAGE)
    found = get(web, "/a?b=1#part")
    assert (found.content, found.url) == (PAGE, web.url("/a?b=1#part"))
    assert timedelta(0) <= datetime.now(UTC) - found.at < timedelta(minutes=1)
    assert web.paths == ["/robots.txt", "/a?b=1"]
    headers = web.asked[1][1]
    assert headers["User-Agent"].startswith("quotesdb/")
    assert headers["Host"] == f"127.0.0.1:{web.port}"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


@pytest.mark.parametrize(
    "lines",
    [
        b"User-agent: *\nDisallow: /a",
        b"User-agent: quotesdb\nDisallow: /*?b=",
        b"User-agent: other\nAllow: /\n\nUser-agent: *\nDisallow: /",
    ],
)
def test_what_the_site_forbids_is_not_asked_for(web: Web, lines: bytes) -> None:
    web.pages |= {"/robots.txt": sends(lines), "/a?b=1": sends(PAGE)}
    assert "robots.txt" in refusal(web.url("/a?b=1"))
    assert web.paths == ["/robots.txt"]


def test_the_rules_are_those_of_the_site_that_is_led_to(web: Web) -> None:
    web.pages |= {
        "/robots.txt": sends(b"User-agent: *\nDisallow: /private"),
        "/a": sends(b"", 302, Location="/private/a"),
        "/private/a": sends(PAGE),
    }
    assert "robots.txt" in refusal(web.url("/a"))
    assert web.paths == ["/robots.txt", "/a"]


def test_a_site_that_cannot_say_what_it_forbids_is_not_asked(web: Web) -> None:
    web.pages |= {"/robots.txt": sends(b"", 503), "/a": sends(PAGE)}
    assert "robots.txt" in refusal(web.url("/a"))


def test_a_site_is_asked_again_after_a_pause(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotesdb.fetch, "_LEAST_PAUSE", 0.4)
    web.pages |= {"/a": sends(PAGE), "/b": sends(PAGE)}
    get(web, "/a")
    began = time.monotonic()
    get(web, "/b")
    assert time.monotonic() - began > 0.3
    assert web.paths.count("/robots.txt") == 1


def test_redirects_are_followed_and_the_last_address_told(web: Web) -> None:
    web.pages |= {"/a": sends(b"", 301, Location="b?c=d"), "/b?c=d": sends(PAGE)}
    assert get(web).url == web.url("/b?c=d")


def test_a_circle_of_redirects_ends(web: Web) -> None:
    web.pages["/a"] = sends(b"", 302, Location="/a")
    assert "redirects" in refusal(web.url("/a"))
    assert web.paths.count("/a") == quotesdb.fetch.MOST_REDIRECTS + 1


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/a", "http://[::1", "gopher:x"])
def test_a_redirect_to_something_else_than_the_web_is_refused(web: Web, to: str) -> None:
    web.pages["/a"] = sends(b"", 302, Location=to)
    assert "no address of the web" in refusal(web.url("/a"))


@pytest.mark.parametrize("status", [204, 401, 404, 410, 500])
def test_a_server_that_has_no_page_is_told_of(web: Web, status: int) -> None:
    web.pages["/a"] = sends(b"", status)
    assert str(status) in refusal(web.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://[::1]/a",
        "http://localhost/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://0x7f000001/",
    ],
)
def test_what_is_not_public_is_not_asked(web: Web, url: str) -> None:
    port = re.sub(r"(//[^/]+)/", rf"\1:{web.port}/", url, count=1)
    assert re.search("not public|not known", refusal(port, allow_private=False))
    assert web.asked == []


class Names:
    """A name service in which example.org is what a test says, and where all that is public is one server."""

    def __init__(self, web: Web, monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
        self.asked: list[str] = []
        self.connected: list[str] = []
        self._web, self._addresses = web, list(addresses)
        self._connect = socket.create_connection
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up)
        monkeypatch.setattr(socket, "create_connection", self._to_server)

    def _look_up(self, host: str, port: int, **_kind: Any) -> list[Any]:
        self.asked.append(host)
        address = host if host[0].isdigit() else self._addresses.pop(0) if self._addresses else "203.0.113.7"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def _to_server(self, place: tuple[str, int], timeout: float) -> socket.socket:
        self.connected.append(place[0])
        monkey = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        monkey.settimeout(timeout)
        monkey.connect(("127.0.0.1", self._web.port))
        return monkey


PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/b",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.8/b",
        "http://inner.example/b",
    ],
)
def test_a_redirect_to_what_is_not_public_is_not_followed(
    web: Web, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    names = Names(web, monkeypatch, PUBLIC, PUBLIC, "192.168.1.9")
    web.pages |= {"/a": sends(b"", 302, Location=to), "/b": sends(PAGE)}
    assert "not public" in refusal("http://example.org/a", allow_private=False)
    assert web.paths == ["/robots.txt", "/a"]
    assert set(names.connected) == {PUBLIC}


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names(web, monkeypatch, PUBLIC, PUBLIC, "127.0.0.1")
    web.pages["/a"] = sends(PAGE)
    assert fetch("http://example.org/a", most_bytes=MOST).content == PAGE
    assert names.connected == [PUBLIC, PUBLIC]
    assert len(names.asked) == len(names.connected)
    assert web.asked[1][1]["Host"] == "example.org"


def test_a_name_with_a_private_address_among_public_ones_is_not_asked(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in (PUBLIC, "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kind: both)
    assert "not public" in refusal("http://example.org/a", allow_private=False)


def test_a_name_service_that_does_not_answer_costs_no_more_than_the_time_there_is(
    monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    monkeypatch.setattr(quotesdb.fetch, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kind: time.sleep(1.5) or [])
    began = time.monotonic()
    assert "nobody says" in refusal("http://example.org/a")
    assert time.monotonic() - began < 2


def drips(before: bytes, piece: bytes, pause: float) -> Any:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(before)
        while True:
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05),
        drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
        drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x", 0.05),
        drips(b"HTTP/1.1 200 OK\r\n\r\n", b"", 0.2),
    ],
    ids=["body", "chunks", "headers", "silence"],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(
    web: Web, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    monkeypatch.setattr(quotesdb.fetch, "MOST_SECONDS", 0.8)
    web.pages["/a"] = answer
    began = time.monotonic()
    assert re.search("too long|does not answer", refusal(web.url("/a")))
    assert time.monotonic() - began < 3


def test_an_endless_answer_is_left_at_the_bound(web: Web) -> None:
    web.pages["/a"] = drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50_000, 0)
    assert "larger than 0.1 MB" in refusal(web.url("/a"))


def test_a_packed_answer_is_unpacked_up_to_the_bound(web: Web) -> None:
    web.pages |= {
        "/a": sends(gzip.compress(PAGE), Content_Encoding="gzip"),
        "/b": sends(zlib.compress(PAGE), Content_Encoding="deflate"),
        "/c": sends(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"),
        "/d": sends(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"),
        "/e": sends(PAGE, Content_Encoding="gzip"),
        "/f": sends(PAGE, Content_Encoding="zstd"),
    }
    assert get(web, "/a").content == get(web, "/b").content == PAGE
    assert "larger than" in refusal(web.url("/c"))
    assert "cut off" in refusal(web.url("/d"))
    assert refusal(web.url("/e"))
    assert "not asked for" in refusal(web.url("/f"))


def test_an_answer_in_brotli_is_asked_for_and_unpacked_up_to_the_bound(web: Web) -> None:
    web.pages |= {
        "/a": sends(brotli.compress(PAGE), Content_Encoding="br"),
        "/b": sends(brotli.compress(bytes(500_000_000), quality=5), Content_Encoding="br"),
        "/c": sends(brotli.compress(PAGE)[:-9], Content_Encoding="br"),
        "/d": sends(PAGE, Content_Encoding="br"),
    }
    assert get(web, "/a").content == PAGE
    assert "br" in web.asked[-1][1]["Accept-Encoding"].split(", ")
    assert "larger than" in refusal(web.url("/b"))
    assert "cut off" in refusal(web.url("/c"))
    assert refusal(web.url("/d"))


def test_a_text_whose_encoding_only_the_server_tells_is_read_in_it(web: Web) -> None:
    written = "Ян сказал".encode("koi8-r")
    web.pages |= {
        "/a": sends(written, Content_Type="text/html; charset=koi8-r"),
        "/b": sends(written, Content_Type="text/html; charset=no-such"),
        "/c": sends("Ян".encode(), Content_Type="text/html; charset=koi8-r"),
    }
    assert get(web, "/a").content.decode() == "Ян сказал"
    assert get(web, "/b").content == written
    assert get(web, "/c").content.decode() == "Ян"


@pytest.mark.parametrize(
    "answer",
    [
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nx",
        b"HTTP/1.1 9x\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_is_broken_is_told_of(web: Web, answer: bytes) -> None:
    web.pages["/a"] = lambda request: request.wfile.write(answer)
    assert refusal(web.url("/a"))


@pytest.mark.parametrize(
    "url",
    [
        "https://ada:secret@example.org/a",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://a\x00b/",
    ],
)
def test_an_address_that_is_none_is_told_of(url: str) -> None:
    assert refusal(url)
    assert "secret" not in refusal(url)


def test_a_server_without_a_certificate_of_its_own_is_not_believed(web: Web) -> None:
    assert "safe connection" in refusal(f"https://127.0.0.1:{web.port}/a")
