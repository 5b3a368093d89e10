"""Large files: read piece by piece, with the same articles as when they are read as a whole."""

from __future__ import annotations

import errno
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from quotesdb.readers import ReadError, decode, documents, json_pieces, large, loaded, rows
from quotesdb.readers.large import documents_at
from quotesdb.readers.registry import reader
from quotesdb.readers.source import Source
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


def news(number: int) -> str:
    return (
        f"<item><title>Bridge {number}</title><link>https://example.org/{number}</link>"
        f"<content:encoded>&lt;p&gt;{number} {SAID}&lt;/p&gt;</content:encoded></item>\n"
    )


def package(number: int) -> str:
    return (
        f"<newsItem><contentMeta><headline>Bridge {number}</headline></contentMeta><contentSet><inlineXML>"
        f"<html><body><p>{number} {SAID}</p></body></html></inlineXML></contentSet></newsItem>"
    )


def factiva(number: int) -> str:
    return (
        f"<article><headline><paragraph>Bridge {number}</paragraph></headline><sourceName>Post</sourceName>"
        f"<leadParagraph><paragraph>{number} {SAID}</paragraph></leadParagraph></article>"
    )


def between(head: str, parts: Iterable[str], tail: str, joined: str = "") -> bytes:
    return f"{head}{joined.join(parts)}{tail}".encode()


def items(count: int, **more: str) -> Iterator[str]:
    for number in range(count):
        item = {
            "title": f"Bridge {number}",
            "date_published": "2025-03-01",
            "content_html": f"<p>{number} {SAID}",
        }
        yield json.dumps({**item, **more})


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
        "rss": lambda: between(
            "<rss><channel><title>Example Post</title>", map(news, numbers), "</channel></rss>"
        ),
        "newsml": lambda: between(
            "<newsMessage><itemSet>", map(package, numbers), "</itemSet></newsMessage>"
        ),
        "factiva": lambda: between(
            "<PPSResponse xmlns='http://global.factiva.com/fvs/1.0'>", map(factiva, numbers), "</PPSResponse>"
        ),
        "feed": lambda: between(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [',
            items(count),
            '], "title": "Example Post"}',
            ",",
        ),
        "ninjs": lambda: between("[", items(count, versioncreated="2025-03-01"), "]", ",\n"),
        "array": lambda: between(
            "[", (json.dumps({"title": f"B {n}", "text": f"{n} {SAID}"}) for n in numbers), "]", ","
        ),
    }[kind]()


KINDS = {
    **dict.fromkeys(("jsonl", "csv", "array"), "table"),
    **dict.fromkeys(("warc", "warc.gz"), "warc"),
    **dict.fromkeys(("zip", "tar"), "packed"),
    **dict.fromkeys(("feed", "ninjs"), "newsjson"),
    "mbox": "mail",
    "rss": "feed",
    "newsml": "newsxml",
    "factiva": "factiva",
}


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 0)
    monkeypatch.setattr(rows, "LARGE", 0)
    monkeypatch.setattr(loaded, "LARGE", 0)


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
    data = file(kind, 4000)
    opened = io.BytesIO(data)
    found = reader(KINDS[kind]).stream(opened, Source(data[:65_536], f"all.{kind}"), {})  # type: ignore[attr-defined]
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


@pytest.mark.parametrize(
    ("kind", "cut"),
    [("rss", b"</channel></rss>"), ("newsml", b"Set></newsMessage>"), ("array", b"]"), ("feed", b"}")],
)
def test_where_a_file_ends_too_soon_what_stands_before_is_read(kind: str, cut: bytes) -> None:
    whole = file(kind, 3)
    found = list(documents(whole.removesuffix(cut) + (b"<" if kind == "rss" else b""), "x"))
    articles = [one for one in found if isinstance(one, ArticleDraft)]
    assert [one.text.split()[0] for one in articles] == ([] if kind == "feed" else ["0", "1", "2"])


def test_what_a_feed_says_of_itself_behind_its_articles_is_said_of_each() -> None:
    found = [one for one in documents(file("feed", 3), "x") if isinstance(one, ArticleDraft)]
    assert [(one.publisher, one.member) for one in found] == [("Example Post", str(n)) for n in (1, 2, 3)]
    first, *_others = documents(file("rss", 3), "x")
    assert isinstance(first, ArticleDraft)
    assert (first.publisher, first.title, first.url) == ("Example Post", "Bridge 0", "https://example.org/0")


def test_numbers_and_signs_at_the_border_of_two_portions_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    written = [12345, {"a": 'ä\n"]'}, [], True, None, -1.5e-7, "é" * 20]
    for size in range(1, 12):
        monkeypatch.setattr(json_pieces, "_PORTION", size)
        assert list(json_pieces.values(io.BytesIO(json.dumps(written).encode()))) == written
        assert list(json_pieces.values(io.BytesIO(b" 12345 "))) == [12345]


@pytest.mark.parametrize(
    "broken", ["[1, 2", "[1 2]", "[1,,2]", "[1] x", "[tru", '["a', "[" * 100_000, '[{"a" 1}]']
)
def test_a_list_that_is_broken_is_refused(broken: str) -> None:
    with pytest.raises(ReadError, match="JSON"):
        list(json_pieces.values(io.BytesIO(broken.encode())))


def test_of_news_items_in_one_another_the_outer_is_the_article() -> None:
    inner = f"<inlineXML><nitf><body><body.content><p>0 {SAID}</p></body.content></body></nitf></inlineXML>"
    item = (
        f"<newsItem><headline>Bridge</headline><versionCreated>2025-03-01</versionCreated>{inner}</newsItem>"
    )
    for data, count in (
        (item, 1),
        (f"<newsMessage>{item * 3}</newsMessage>", 3),
        (f"<dump>{item * 2}</dump>", 2),
    ):
        found = [one for one in documents(data.encode(), "x") if isinstance(one, ArticleDraft)]
        assert [(one.title, one.text[:4], one.member) for one in found] == [
            ("Bridge", "0 “W", str(number) if count > 1 else None) for number in range(1, count + 1)
        ]


@pytest.mark.parametrize("kind", ["jsonl", "rss", "array", "newsml"])
def test_a_disk_that_fails_in_the_middle_is_told_of_in_one_line(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100_000:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

        read1 = read

    path = tmp_path / f"all.{kind}"
    path.write_bytes(file(kind, 600))
    whole = path.read_bytes()
    monkeypatch.setattr(large, "_opened", lambda _path: nullcontext(Failing(whole)))
    with pytest.raises(ReadError, match="cannot be read: input/output error"):
        list(documents_at(str(path), path.name))


def test_a_file_that_is_gone_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "all.rss"
    path.write_bytes(file("rss", 3))
    found = documents_at(str(path), path.name)
    first = next(found)
    path.unlink()
    assert [one.member for one in (first, *found)] == ["1", "2", "3"]
