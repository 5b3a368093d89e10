"""What a client of our own would set right or leave out: paths as they are sent, bodies that crawl."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from quotesdb.web.guard import Limits
from tests.browser.served import served

pytestmark = pytest.mark.sqlite_only(reason="none of it reaches the database")

SLOW = Limits(body_time=0.5, body=10_000, upload=20_000)


@pytest.fixture
def address(filled: Any) -> Iterator[tuple[str, int]]:
    with served(filled, reviewer="Wen Halloran", limits=SLOW) as address:
        parts = urlsplit(address)
        yield str(parts.hostname), int(parts.port or 0)


def answer(address: tuple[str, int], *parts: bytes, pause: float = 0.0) -> bytes:
    """What comes back for bytes as they are, until the server closes or has said all."""
    with socket.create_connection(address, timeout=10) as wire:
        for part in parts:
            try:
                wire.sendall(part)
            except OSError:
                break
            time.sleep(pause)
        wire.settimeout(10)
        told = b""
        try:
            while more := wire.recv(65_536):
                told += more
                if b"\r\n\r\n" in told and b"onnection: close" not in told:
                    break
        except (TimeoutError, ConnectionResetError):
            pass
        return told


def request(method: str, path: str, *headers: str) -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode("latin-1")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/page.css/../../app.py",
        "/static/page.css%00.html",
        "/static/",
        "/static",
        "/a/../../etc/passwd",
        "/a/..%2f..%2fetc%2fpasswd",
        "/a/a-..%2f..%2f",
        "/q/%2e%2e%2f%2e%2e%2fetc%2fpasswd.json",
        "/s/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/articles/..%2f..%2fetc%2fpasswd",
        "/api/v1/quotes/%2e%2e/citation?style=../../etc/passwd",
        "/../../etc/passwd",
        "//etc/passwd",
    ],
)
def test_no_path_leads_to_a_file_that_is_not_of_the_page(address, path: str):
    told = answer(address, request("GET", path))
    status = int(told.split()[1])
    assert 300 <= status < 500, told[:300]
    assert b"root:" not in told
    assert b"import" not in told.partition(b"\r\n\r\n")[2]


def test_a_body_that_crawls_is_given_up_though_something_always_comes(address):
    head = request("POST", "/audit", "Content-Type: text/plain", "Content-Length: 5000")
    begun = time.monotonic()
    told = answer(address, head, *[b"x"] * 12, pause=0.1)
    assert b" 408 " in told.splitlines()[0], told[:300]
    assert time.monotonic() - begun < 6
    assert b" 200 " in answer(address, request("GET", "/check")).splitlines()[0]


@pytest.mark.parametrize("path", ["/audit", "/api/v1/audit/file", "/api/v1/articles"])
def test_an_upload_that_is_too_large_is_refused_before_it_is_there(address, path: str):
    """By what it says, and where it says nothing or less, by what comes."""
    said = answer(address, request("POST", path, "Content-Length: 30000000"))
    assert b" 413 " in said.splitlines()[0], said[:300]
    head = request("POST", path, "Transfer-Encoding: chunked")
    part = b"2000\r\n" + b"x" * 0x2000 + b"\r\n"
    counted = answer(address, head, *[part] * 4)
    assert b" 413 " in counted.splitlines()[0], counted[:300]


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "12345678901234567890123"])
def test_a_length_that_is_none_is_no_fault_of_the_server(address, length: str):
    told = answer(address, request("POST", "/login", f"Content-Length: {length}"))
    assert int(told.split()[1]) in (400, 413), told[:300]


@pytest.mark.parametrize(
    "name", ["../../../tmp/evil.txt", "..\\..\\evil.txt", "/etc/cron.d/evil.txt", "evil\0.txt"]
)
def test_an_upload_is_stored_under_no_name_that_it_brings(desk, tmp_path, name: str):
    before = sorted(path.name for path in tmp_path.iterdir())
    text = "“The bridge is safe,” said Mira Vantongeren, an engineer at Example Works.\n".encode()
    told = desk.post("/api/v1/audit/file", files={"file": (name, text)})
    assert told.status_code == 200, told.text
    assert ".." not in told.json()[0]["draft"]
    assert "/" not in told.json()[0]["draft"]
    assert sorted(path.name for path in tmp_path.iterdir() if "filled" not in path.name) == [
        each for each in before if "filled" not in each
    ]


def test_behind_a_proxy_each_visitor_has_a_pace_of_their_own(filled):
    """By the address that the proxy adds, the last one: those before it are what the visitor says."""
    with served(filled, limits=Limits(reads=(2.0, 0.001))) as there:
        parts = urlsplit(there)
        where = (str(parts.hostname), int(parts.port or 0))

        def asked(visitor: str) -> int:
            told = answer(where, request("GET", "/check", f"X-Forwarded-For: {visitor}"))
            return int(told.split()[1])

        assert [asked("192.0.2.1") for _ in range(3)] == [200, 200, 429]
        assert [asked(f"198.51.100.{number}, 192.0.2.2") for number in range(3)] == [200, 200, 429]
        assert asked("192.0.2.3") == 200
