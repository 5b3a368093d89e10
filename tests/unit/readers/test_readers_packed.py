"""Archives of files, e-books and web archives."""

from __future__ import annotations

import gzip
import io
import tarfile

import brotli
import pytest

from quotesdb.readers import ReadError, documents, read
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import FIRST, NEXIS_UNI, SECOND, docx, zipped

TEXT = f"{FIRST}\n\n{SECOND}"
ARTICLE = f"<article><h1>Bridge</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
PAGE = f"<!DOCTYPE html><html><body>{ARTICLE}</body></html>"


def outcomes(data: bytes, name: str = "-") -> list[tuple[str | None, str]]:
    """What each document is called, and its reader or why it cannot be read."""
    found = documents(data, name)
    return [(one.member, one.reason if isinstance(one, Unreadable) else one.reader) for one in found]


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return packed.getvalue()


MEMBERS = {
    "week/monday.txt": TEXT.encode(),
    "export.docx": docx(NEXIS_UNI),
    "data.json": b'{"a": 1}',
    "../../outside.txt": TEXT.encode(),
    "__MACOSX/._monday.txt": b"x",
    "inner.zip": zipped({"a.txt": TEXT}),
}
READ = [
    ("week/monday.txt", "plain"),
    ("export.docx#1", "nexis"),
    ("export.docx#2", "nexis"),
    ("data.json", "JSON of no format that quotesdb knows"),
    ("inner.zip", "an archive in an archive; unpack it first"),
]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda members: gzip.compress(tarred(members))])
def test_each_file_of_an_archive_is_read_as_one_and_one_bad_one_costs_no_other(pack):
    members = {name: content for name, content in MEMBERS.items() if not name.startswith("..")}
    assert outcomes(pack(members)) == READ


def test_a_path_that_leads_out_of_an_archive_is_only_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = [one for one in documents(zipped(MEMBERS), "-") if isinstance(one, ArticleDraft)]
    assert {"week/monday.txt", "../../outside.txt"} <= {one.member for one in found}
    assert list(tmp_path.iterdir()) == []


def test_a_packed_file_is_read_by_its_name_without_the_ending():
    assert outcomes(gzip.compress(TEXT.encode()), "story.txt.gz") == [("story.txt", "plain")]


def test_a_book_is_read_in_the_order_of_its_chapters():
    package = (
        "<package xmlns:dc='urn:dc'><metadata><dc:title>Bridges</dc:title><dc:creator>Ada Example"
        "</dc:creator></metadata>"
        "<manifest><item id='b' href='b.xhtml'/><item id='a' href='text/a.xhtml'/></manifest>"
        "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    )
    book = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfile full-path='in/book.opf'/></container>",
            "in/book.opf": package,
            "in/text/a.xhtml": f"<html><body><p>{FIRST}</p></body></html>",
            "in/b.xhtml": f"<html><body><p>{SECOND}</p></body></html>",
        }
    )
    draft = read(book, "-")
    assert (draft.reader, draft.title, draft.byline, draft.text) == (
        "epub",
        "Bridges",
        ("Ada Example",),
        TEXT,
    )


def chapter(body: str) -> str:
    """The text of a book of one chapter."""
    listed = "<manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine>"
    page = f"<html xmlns:epub='http://www.idpf.org/2007/ops'><body>{body}</body></html>"
    container = "<container><rootfile full-path='a.opf'/></container>"
    members = {"META-INF/container.xml": container, "a.opf": f"<package>{listed}</package>", "a.xhtml": page}
    return read(zipped({"mimetype": "application/epub+zip", **members}), "a.epub").text


@pytest.mark.parametrize(
    ("to", "note"), [("epub:type='noteref'", "epub:type='{}'"), ("role='doc-noteref'", "role='doc-{}'")]
)
@pytest.mark.parametrize(("tag", "kind"), [("aside", "footnote"), ("section", "endnotes")])
def test_the_notes_of_a_book_are_no_text_of_it(to, note, tag, kind):
    marked = f"<p>{FIRST}<a href='#n' {to}>1</a></p><p>{SECOND}</p>"
    assert chapter(f"{marked}<{tag} id='n' {note.format(kind)}><p>By the clock.</p></{tag}>") == TEXT


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<p>She met <a epub:type='noteref' href='#n'>the heron</a> at six.</p>",
            "She met the heron at six.",
        ),
        ("<p>She met <a href='#n'>8</a> herons.</p>", "She met 8 herons."),
        ("<p>She met it.</p><aside epub:type='sidebar'><p>At six.</p></aside>", "She met it.\n\nAt six."),
        ("<p>She met it.</p><aside><p>At six.</p></aside>", "She met it.\n\nAt six."),
        ("<p role='footnote'>She met it.</p>", "She met it."),
        ("<section epub:type='bodymatter chapter'><p>She met it.</p></section>", "She met it."),
        ("<p class='footnote'>She met it.</p>", "She met it."),
    ],
)
def test_what_no_book_calls_a_note_is_text(body, text):
    assert chapter(body) == text


def record(kind: str, body: bytes, uri: str = "https://example.org/bridge") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-03-01T10:00:00Z\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(page: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + page


ENCODED = PAGE.encode()
CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (ENCODED[:100], ENCODED[100:], b""))
ANSWERS = [
    answer(ENCODED),
    answer(CHUNKED, "Transfer-Encoding: chunked"),
    answer(gzip.compress(ENCODED), "Content-Encoding: gzip"),
    answer(brotli.compress(ENCODED), "Content-Encoding: br"),
]


@pytest.mark.parametrize("body", ANSWERS, ids=["plain", "chunked", "gzip", "brotli"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["open", "packed"])
def test_a_web_archive_has_the_pages_that_were_answered_with(body, pack):
    parts = [
        record("warcinfo", b"software: example\r\n"),
        record("response", answer(b"<html>gone</html>", status="301 Moved")),
        record("response", body),
    ]
    data = b"".join(pack(part) for part in parts)
    [draft] = [one for one in documents(data, "-") if isinstance(one, ArticleDraft)]
    assert (draft.reader, draft.member, draft.url) == ("warc", "3", "https://example.org/bridge")
    assert draft.accessed is not None
    assert (draft.accessed.printed(), FIRST in draft.text) == ("2025-03-01", True)


def test_a_wacz_has_the_pages_of_its_archives():
    record_of = record("response", answer(ENCODED))
    members = {
        "archive/data.warc.gz": gzip.compress(record_of) * 2,
        "indexes/index.cdx": b"x",
        "datapackage.json": b"{}",
        "archive/more.warc": record_of,
    }
    for name in ("a.wacz", "-"):
        assert outcomes(zipped(members), name) == [
            ("data.warc.gz#1", "warc"),
            ("data.warc.gz#2", "warc"),
            ("more.warc#1", "warc"),
        ]


def test_what_stands_before_the_end_of_a_cut_web_archive_is_read():
    whole = record("response", answer(ENCODED))
    for data in (whole + whole[:-200], gzip.compress(whole) + gzip.compress(whole)[:-60]):
        first, last = outcomes(data)
        assert first == ("1", "warc")
        assert "cut off" in last[1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(b" " * 50_000_000), "unpacks to too much"),
        (gzip.compress(TEXT.encode())[:-10], "a broken gzip archive"),
        (zipped({"a.txt": TEXT})[:-30], "a broken ZIP archive"),
        (
            zipped({"a.txt": TEXT})[:60] + zipped({"a.txt": TEXT})[90:],
            "cannot be unpacked|a broken ZIP archive",
        ),
        (zipped({"a.txt": b" " * 50_000_000}), "unpacks to too much"),
        (zipped({"mimetype": "application/epub+zip"}), "an e-book without a list of its contents"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a record without a length"),
    ],
    ids=["gzip bomb", "cut gzip", "cut zip", "shifted zip", "zip bomb", "no book", "no length"],
)
def test_hostile_and_broken_archives_get_one_clear_error(data, says):
    with pytest.raises(ReadError, match=says):
        read(data, "a.zip")
