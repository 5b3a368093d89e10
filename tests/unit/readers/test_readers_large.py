"""Large files: read piece by piece, with the same articles as when they are read as a whole."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from quotesdb.readers import ReadError, documents, large, rows
from quotesdb.readers.large import documents_at
from quotesdb.readers.registry import reader
from quotesdb.values import Unreadable

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday. " * 4


def page(number: int) -> bytes:
    body = f"<!DOCTYPE html><html><body><h1>Bridge {number}</h1><p>{number} {SAID}</p></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
    return head + answer + b"\r\n\r\n"


def mail(number: int) -> bytes:
    head = f"From a@example.org Mon Jan  6 10:00:00 2025\nFrom: a@example.org\nSubject: Bridge {number}\n"
    return f"{head}Message-ID: <{number}@example.org>\n\n{SAID}\n>From here on it rained.\n\n".encode()


def zipped(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"{number}. {SAID}")
    return packed.getvalue()


def tarred(count: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number in range(count):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(data := f"{number}. {SAID}".encode())
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def file(kind: str, count: int) -> bytes:
    numbers = range(count)
    return {
        "jsonl": lambda: b"".join(
            json.dumps({"title": f"Bridge {n}", "text": SAID}).encode() + b"\n" for n in numbers
        ),
        "csv": lambda: b"title;text\r\n" + b"".join(f'B {n};"{SAID}\n{n}"\r\n'.encode() for n in numbers),
        "mbox": lambda: b"".join(map(mail, numbers)),
        "warc": lambda: b"".join(map(page, numbers)),
        "warc.gz": lambda: b"".join(gzip.compress(page(n)) for n in numbers),
        "zip": lambda: zipped(count),
        "tar": lambda: tarred(count),
    }[kind]()


KINDS = {"jsonl": "table", "csv": "table", "mbox": "mail", "warc": "warc", "warc.gz": "warc"} | dict.fromkeys(
    ("zip", "tar"), "packed"
)


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 0)
    monkeypatch.setattr(rows, "LARGE", 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_read_piece_by_piece_has_the_articles_of_the_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"all.{kind}"
    path.write_bytes(file(kind, 5))
    found = list(documents_at(str(path), path.name))
    assert found == list(documents(path.read_bytes(), path.name))
    assert [type(one) is Unreadable for one in found] == [False] * 5


@pytest.mark.parametrize("kind", KINDS)
def test_of_many_articles_none_is_lost(kind: str) -> None:
    found = list(documents(file(kind, 120), f"all.{kind}"))
    assert len({one.member for one in found if not isinstance(one, Unreadable)}) == 120


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_article_is_there_before_the_file_is_read(kind: str) -> None:
    data = file(kind, 400)
    opened = io.BytesIO(data)
    found = reader(KINDS[kind]).stream(opened, f"all.{kind}", {})  # type: ignore[attr-defined]
    assert not isinstance(next(found), Unreadable)
    assert opened.tell() < len(data) / 2


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")]
)
def test_a_large_table_is_read_in_its_encoding(encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    text = f"title;text\nBrücke;“{SAID}”\nSteg;“{SAID}”\n"
    path.write_bytes(mark + text.encode(encoding))
    first, _second = documents_at(str(path), path.name)
    assert not isinstance(first, Unreadable)
    assert (first.title, first.text[0]) == ("Brücke", "“")


def test_a_large_file_is_refused_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    path.write_bytes(file("mbox", 3))
    with pytest.raises(ReadError, match=r"larger than 0\.0001 MB \(--max-size\)"):
        list(documents_at(str(path), path.name, max_size=100))
    with pytest.raises(ReadError, match="no such file"):
        list(documents_at(str(tmp_path / "none.mbox"), "none.mbox"))
    other = tmp_path / "picture.csv"
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    [refused] = documents_at(str(other), other.name)
    assert isinstance(refused, Unreadable)


def test_a_line_of_a_mail_that_begins_as_an_envelope_is_a_line(tmp_path: Path) -> None:
    first, _second = documents(file("mbox", 2), "all.mbox")
    assert not isinstance(first, Unreadable)
    assert first.text.endswith("\nFrom here on it rained.") or first.text.endswith(" From here on it rained.")
