"""Large files: read piece by piece, with the same articles as when they are read as a whole."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from quotesdb.readers import ReadError, decode, documents, large, rows
from quotesdb.readers.large import documents_at
from quotesdb.readers.registry import reader
from quotesdb.values import ArticleDraft, Unreadable

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


def articles_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[ArticleDraft]:
    """The articles of a file, which are the same piece by piece and as a whole."""
    given = "table" if path.suffix == ".csv" else None
    found = list(documents_at(str(path), path.name, given))
    with monkeypatch.context() as whole:
        whole.setattr(rows, "LARGE", 10**9)
        assert found == list(documents(path.read_bytes(), path.name, given))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [one for one in found if isinstance(one, ArticleDraft)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_read_piece_by_piece_has_the_articles_of_the_whole(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"all.{kind}"
    path.write_bytes(file(kind, 5))
    assert len(articles_both_ways(path, monkeypatch)) == 5


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
    ("encoding", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-8", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
        ("utf-16-le", b""),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
        ("cp1252", b""),
    ],
)
def test_a_large_table_is_read_in_its_encoding(
    encoding: str, mark: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.csv"
    text = f"title;text\nBrücke;“{SAID}”\nSteg;“{SAID}”\n"
    path.write_bytes(mark + text.encode(encoding))
    first, _second = articles_both_ways(path, monkeypatch)
    assert (first.title, first.text[0]) == ("Brücke", "“")


@pytest.mark.parametrize("broken", [b"\xe4", b"\xe2\x80"])
@pytest.mark.parametrize("portion", [7, 1_000_000])
def test_a_broken_byte_costs_a_large_table_one_character(
    broken: bytes, portion: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_PORTION", portion)
    path = tmp_path / "all.csv"
    text = f"title;text\nBrücke;“{SAID}”\nSteg;“{SAID}”\n".encode()
    path.write_bytes(text.replace(b"Steg", b"St" + broken + b"g"))
    first, second = articles_both_ways(path, monkeypatch)
    assert (first.title, second.title) == ("Brücke", "St\ufffdg")


def test_a_large_table_with_bytes_that_windows_1252_lacks_is_latin_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.csv"
    path.write_bytes(
        b"title;text\nBr\xfccke \x81;" + SAID.replace("“", '"').replace("”", '"').encode() + b"\n"
    )
    [only] = articles_both_ways(path, monkeypatch)
    assert (only.title or "")[:6] == "Brücke"


def test_a_large_table_that_is_not_what_it_is_marked_as_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_bytes(b"\xff\xfe" + f"title;text\n{SAID}".encode("utf-16-le") + b"\n")
    [refused] = documents_at(str(path), path.name, "table")
    assert refused == Unreadable("not text: marked as UTF-16, but it is not")


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
    assert first.text.endswith(" From here on it rained.")
