"""Hostile files: none crashes the program, hangs it, fills the memory, writes, or reaches out of the machine.

Each kind of attack is tried on all readers that could fall for it, in one process under ``watch.c``.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.functional.watched import Watcher
from tests.unit.readers.made import FIRST, SECOND, docx, pdf, set_in_lines, zipped

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is not of this system"),
    pytest.mark.slow,
]

LONGEST = 60.0
"""Seconds after which a program is said to hang; to work it gets ten for all files of an attack."""

MOST_MEMORY = 1_000_000
"""Kilobytes, with all that Python and the readers take anyway."""

SECRET = "the secret words of another file"
PROGRAM = """
import re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from quotesdb.cli import main
try:
    main(["read", "--json", *sys.argv[1:]])
finally:
    # Not ru_maxrss: it begins with what the process took that started this one.
    print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""

Files = dict[str, bytes]


@pytest.fixture
def tried(watcher: Watcher) -> Callable[[Files], list[dict[str, object]]]:
    """Read files as a user would; what was said of each document of theirs."""

    def read(files: Files) -> list[dict[str, object]]:
        folder = watcher.made("files")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return read_paths(watcher, [str(folder / name) for name in files])

    return read


def read_paths(watcher: Watcher, paths: Iterable[str]) -> list[dict[str, object]]:
    logged = watcher.start("-c", PROGRAM, *paths)(LONGEST)
    assert watcher.outside(logged) == []
    assert watcher.left() == []
    assert list(watcher.made("database").iterdir()) == []
    *told, memory = list(watcher.said.values())[-1].splitlines()
    assert int(memory) < MOST_MEMORY
    found = [json.loads(line) for line in told]
    for one in found:
        assert "a fault of quotesdb" not in str(one.get("error")), one
        assert "\n" not in str(one.get("error"))
    return found


NITF = (
    "<nitf><head/><body><body.head><hedline><hl1>{0}</hl1></hedline></body.head>"
    "<body.content><p>{0}</p></body.content></body></nitf>"
)
BODIES = {
    "a.nitf": NITF,
    "b.rss": "<rss><channel><item><title>{0}</title><description>{0}</description></item></channel></rss>",
    "c.xml": "<newsItem><contentSet><inlineXML><p>{0}</p></inlineXML></contentSet></newsItem>",
    "d.xml": "<debates><speech speakername='{0}'><p>{0}</p></speech></debates>",
    "e.xml": "<PPSResponse xmlns='global.factiva.com'><article><headline>{0}</headline></article>"
    "</PPSResponse>",
    "f.html": "<html><body><article><p>{0}</p><p>" + SECOND + "</p></article></body></html>",
    "g.xml": "<akomaNtoso><debate><debateBody><speech><p>{0}</p></speech></debateBody></debate></akomaNtoso>",
}


def in_containers(markup: str, name: str = "x") -> Files:
    """The same markup as the XML of each kind of document that is an archive of XML."""
    sheet = {"[Content_Types].xml": markup, "xl/workbook.xml": markup, "xl/worksheets/sheet1.xml": markup}
    book = {"META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>", "a.opf": markup}
    return {
        f"{name}.docx": zipped({"[Content_Types].xml": "", "word/document.xml": markup}),
        f"{name}.odt": zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": markup, "meta.xml": markup}
        ),
        f"{name}.epub": zipped({"mimetype": "application/epub+zip", **book}),
        f"{name}.xlsx": zipped(sheet),
    }


def test_external_entities_read_no_file_and_reach_no_server(tried, watcher: Watcher):
    secret = watcher.folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    files: Files = {}
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        for n, place in enumerate((secret.as_uri(), f"http://127.0.0.1:{server.getsockname()[1]}/")):
            doctype = f"<!DOCTYPE d [<!ENTITY x SYSTEM '{place}'><!ENTITY % y SYSTEM '{place}'> %y;]>"
            files |= {f"{n}{name}": (doctype + body.format("&x;")).encode() for name, body in BODIES.items()}
            files |= in_containers(f"{doctype}<d><p>&x;</p><text>&x;</text></d>", f"{n}x")
            include = (
                f"<d xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='{place}' parse='text'/></d>"
            )
            files |= in_containers(include, f"{n}i")
        found = tried(files)
        with pytest.raises(TimeoutError):
            server.accept()
    assert SECRET not in json.dumps(found)


def test_entities_that_multiply_do_not(tried):
    names = "abcdefghij"
    inner = "".join(f"<!ENTITY {one} '{f'&{before};' * 10}'>" for before, one in pairwise(names))
    laughs = f"<!DOCTYPE d [<!ENTITY a 'ha'>{inner}]>"
    many = f"<!DOCTYPE d [<!ENTITY j '{'x' * 100_000}'>]>"
    files: Files = {}
    for n, doctype in enumerate((laughs, many)):
        words = "&j;" * (1 if n == 0 else 20_000)
        files |= {f"{n}{name}": (doctype + body.format(words)).encode() for name, body in BODIES.items()}
        files |= in_containers(f"{doctype}<d><p>{words}</p></d>", f"{n}x")
    for one in tried(files):
        assert len(str(one.get("text"))) < 5_000_000


@cache
def gzipped(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\0" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(size // 1_000_000)) + packer.flush()


def tar_of(members: Iterable[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def overlapping() -> bytes:
    """An archive of which a thousand members are the same bytes."""
    data = bytearray(zipped({"a.txt": b" " * 10_000_000}))
    start = data.index(b"PK\x01\x02")
    entry, tail = bytes(data[start : data.index(b"PK\x05\x06")]), data[data.index(b"PK\x05\x06") :]
    tail[8:12] = (1000).to_bytes(2, "little") * 2
    tail[12:16] = (1000 * len(entry)).to_bytes(4, "little")
    return bytes(data[:start] + entry * 1000 + tail)


def test_archives_that_unpack_to_too_much_do_not(tried):
    spaces = b" " * 300_000_000
    warc = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4000000000\r\n\r\n"
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzipped(
        1_000_000_000
    )
    answered = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(page)
    nested = zipped({"a.txt": FIRST})
    for _ in range(50):
        nested = zipped({"a.zip": nested})
    stream = zlib.compress(b" " * 100_000_000, 9)
    bomb = pdf([set_in_lines(FIRST, 50, 700)]).replace(
        b"<< /Length",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n<< /Was" % (len(stream), stream),
        1,
    )
    files = {
        "a.zip": zipped({"a.txt": spaces}),
        "b.docx": zipped({"[Content_Types].xml": "", "word/document.xml": b"<w>" + spaces + b"</w>"}),
        "c.epub": zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": spaces}),
        "d.xlsx": zipped({"xl/workbook.xml": spaces}),
        "e.gz": gzipped(2_000_000_000),
        "f.warc.gz": gzip.compress(warc) + gzipped(2_000_000_000),
        "g.warc": answered + page + b"\r\n\r\n",
        "h.zip": nested,
        "i.zip": overlapping(),
        "j.pdf": bomb,
    }
    found = tried(files)
    assert {Path(str(one["path"])).name for one in found} == set(files)


def test_paths_that_lead_out_of_an_archive_write_and_read_nothing(tried, watcher: Watcher):
    outside = watcher.folder / "outside.txt"
    outside.write_text(SECRET, encoding="utf-8")
    names = [
        "../../outside.txt",
        str(outside),
        "..\\..\\outside.txt",
        "a/../../b.txt",
        "C:\\b.txt",
        "a\0b.txt",
    ]
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, str(outside)
    hard = tarfile.TarInfo("hard.txt")
    hard.type, hard.linkname = tarfile.LNKTYPE, "../../outside.txt"
    device = tarfile.TarInfo("device.txt")
    device.type, device.devmajor, device.devminor = tarfile.CHRTYPE, 1, 5
    reference = "TY  - NEWS\nTI  - a\nL1  - {}\nER  - \n"
    found = tried(
        {
            "a.zip": zipped({name.replace("\0", ""): FIRST for name in names}),
            "b.tar": tar_of([(tarfile.TarInfo(name.replace("\0", "")), FIRST.encode()) for name in names]),
            "c.tar": tar_of([(link, b""), (hard, b""), (device, b"")]),
            "d.epub": zipped(
                {
                    "mimetype": "application/epub+zip",
                    "META-INF/container.xml": "<c><rootfile full-path='../../outside.txt'/></c>",
                }
            ),
            "e.ris": "".join(reference.format(name) for name in ("../outside.txt", str(outside))).encode(),
            "f.zip": zipped({"list.ris": reference.format("../../outside.txt"), "x.txt": FIRST}),
            "outside.ann": b"T1\tContent 0 3\tthe\nE1\tContent:T1\n",
        }
    )
    assert SECRET not in json.dumps(found)
    assert outside.read_text(encoding="utf-8") == SECRET


DEEP = 1_000_000


def test_a_million_nested_parts_are_none_too_many(tried):
    found = tried(
        {
            "a.html": b"<html><body>" + b"<div>" * DEEP + FIRST.encode(),
            "b.xml": b"<nitf><body><body.content>" + b"<p>" * DEEP,
            "c.rss": b"<rss><item><description>" + b"&lt;b&gt;" * DEEP + b"</description></item></rss>",
            "d.rtf": b"{\\rtf1 " + b"{" * DEEP,
            "e.json": b"[" * DEEP,
            "f.json": b'{"bodies":' * DEEP,
            "g.json": b'{"body_html": "' + b"<i>" * DEEP + b'", "title": "a"}',
            "i.md": b">" * DEEP + FIRST.encode(),
            "j.eml": b"From: a@b.c\nMIME-Version: 1.0\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(9_999)
            ),
            "k.bib": b"@article{a,\n title = " + b"{" * DEEP,
            "l.docx": docx(["<w:p>" * 100_000]),
            "m.txt": b"((" * DEEP,
            "n.ann": b"T1\tContent 0 3" + b";0 3" * DEEP + b"\tthe\n",
            "o.jsonl": b'{"text": "a", "quotes": ' + b"[" * DEEP + b"\n" + b"{}",
            "p.csv": b"title,text\n" + b'"' * DEEP,
        }
    )
    assert len({one["path"] for one in found}) == 15


def test_pdf_files_in_a_circle_end(tried):
    whole = pdf([set_in_lines(FIRST, 50, 700), set_in_lines(SECOND, 50, 700)])
    places = {
        "a.pdf": (b"/Kids [5 0 R 7 0 R]", b"/Kids [2 0 R 2 0 R]"),
        "b.pdf": (b"/Count 2", b"/Count 999999999"),
        "c.pdf": (b"/Parent 2 0 R", b"/Parent 5 0 R"),
        "d.pdf": (b"/Contents 6 0 R", b"/Contents 5 0 R"),
        "e.pdf": (b"/Root 1 0 R", b"/Root 2 0 R"),
        "f.pdf": (b"trailer\n<<", b"trailer\n<< /Prev 9"),
        "g.pdf": (b"/Contents 6 0 R", b"/Contents [6 0 R " + b"6 0 R " * 5000 + b"]"),
        "h.pdf": (b"/Length ", b"/Length 99999999"),
        "i.pdf": (b"/Font <<", b"/XObject << /X 5 0 R >> /Font <<"),
    }
    found = tried({name: whole.replace(old, new, 1) for name, (old, new) in places.items()})
    assert len({one["path"] for one in found}) == len(places)


def test_cut_files_give_what_stands_before_the_cut(tried):
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODIES["f.html"].format(FIRST).encode()
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        len(answer),
        answer,
    )
    packed = gzip.compress(record)
    cut = {f"{n}.warc.gz": (packed * 2)[: len(packed) + n] for n in (1, 9, 40, len(packed) - 1)}
    cut |= {f"{n}.warc": (record * 2)[: len(record) + n] for n in (1, 9, 40, len(record) - 5)}
    found = tried(
        {**cut, "a.txt.gz": gzip.compress(FIRST.encode() * 99)[:-9], "b.zip": zipped({"a.txt": FIRST})[:-9]}
    )
    read = {Path(str(one["path"])).name for one in found if not one.get("error")}
    assert read == set(cut)


CODECS = [
    "utf-16",
    "utf-32",
    "ucs-4",
    "ebcdic-cp-us",
    "zlib",
    "base64",
    "rot13",
    "idna",
    "punycode",
    "unicode_escape",
]


def test_declared_encodings_that_are_not_so_lose_no_file(tried):
    words = f"{FIRST} {SECOND} " * 500
    files: Files = {}
    for codec in [*CODECS, "x" * 500, "utf-7", "no-such", "\xff"]:
        name = codec[:9].replace("\xff", "y")
        body = f"<body><article><p>{words}</p></article></body></html>"
        page = f"<html><head><meta charset='{codec}'></head>{body}"
        head = f"From: Ada <a@b.c>\nSubject: =?{codec}?b?4pyT?=\nMIME-Version: 1.0\n"
        mail = f"{head}Content-Type: text/plain; charset={codec}\n\n{words}"
        files[f"{name}.html"] = page.encode()
        files[f"{name}.eml"] = mail.encode()
        files[f"{name}.xml"] = f"<?xml version='1.0' encoding='{codec}'?>{NITF.format(words)}".encode()
        files[f"{name}.warc"] = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 "
    files["a.rtf"] = b"{\\rtf1\\ansi\\ansicpg99999 " + words.encode() + b"}"
    found = tried(files)
    pages = [one for one in found if str(one["path"]).endswith((".html", ".rtf"))]
    assert all(FIRST[2:20] in str(one.get("text")) for one in pages), pages


def test_nul_and_halves_of_characters_are_no_trouble(tried):
    half, nul = "\\ud800", "\\u0000"
    text = f'"{FIRST} {half} {nul} {SECOND}"'.replace("“", "").replace("”", "")
    found = tried(
        {
            "a.txt": FIRST.encode() + b"\xed\xa0\x80 \xff\xfe " + SECOND.encode(),
            "b.html": BODIES["f.html"].format(FIRST + "&#xD800;&#0;\0").encode(),
            "c.json": f'{{"body_text": {text}, "title": {text}, "byline": {text}, "url": {text}}}'.encode(),
            "d.json": f'{{"text": {text}, "quotes": [{{"contents": [{{"start": 0, "end": 9}}]}}]}}'.encode(),
            "e.nitf": NITF.format("&#xD800;").encode(),
            "f.nitf": NITF.format(FIRST + "\0").encode(),
            "g.rtf": b"{\\rtf1 \\u55296? a \\u-10240? b \\'00}",
            "h.srt": b"1\n00:00:01,000 --> 00:00:02,000\nAda\0 \xed\xa0\x80: words\n",
            "i.csv": b"title,text\n\0," + FIRST.encode() * 9 + b"\xff\0\n",
            "j.ris": b"TY  - NEWS\nTI  - \0\xed\xa0\x80\nL1  - \0\nER  - \n",
            "k.eml": b"From: \0 <a@b.c>\nSubject: =?utf-8?q?=ED=A0=80=00?=\nMIME-Version: 1.0\n\n\0"
            + FIRST.encode(),
            "l.bib": b"@article{a\0,\n title = {\0\xed\xa0\x80}\n}\n",
            "m.xlsx": zipped({"xl/workbook.xml": b"\0"}),
            "n.jsonl": f'{{"quotes": [{{"pre": {text}, "quote": {text}, "post": {text}}}]}}\n'.encode(),
        }
    )
    assert len({one["path"] for one in found}) == 14


def test_odd_names_are_only_names(watcher: Watcher):
    folder = watcher.made("files")
    names = [
        "a\nb.txt",
        "-rf.txt",
        "\u202egpj.txt",
        "a\x1b[31m.txt",
        "é" * 100 + ".txt",
        "%s{}.txt",
        "$(id).txt",
        " .txt",
    ]
    for name in names:
        (folder / name).write_text(FIRST, encoding="utf-8")
    raw = os.fsencode(folder) + b"/\xff\xfe.txt"
    with open(raw, "wb") as file:  # noqa: PTH123 - pathlib knows no such name
        file.write(FIRST.encode())
    (folder / "list.zip").write_bytes(zipped(dict.fromkeys(names, FIRST)))
    found = read_paths(watcher, [str(folder)])
    assert sum(one.get("text") == FIRST for one in found) == 2 * len(names) + 1


def test_what_never_ends_is_not_begun(watcher: Watcher):
    folder = watcher.made("files")
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "null.pdf").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket.txt"))
        paths = [
            *(str(folder / name) for name in ("pipe.txt", "loop.txt", "socket.txt", "null.pdf")),
            "/dev/zero",
            "/dev/tty",
        ]
        found = read_paths(watcher, [*paths, str(folder), "/proc/self/mem", "x" * 5000])
    assert all(one.get("error") for one in found)
    assert len(found) >= len(paths) + 2


def test_a_broken_file_costs_no_other_of_an_archive(tried):
    members = {
        "a.txt": FIRST,
        "b.pdf": b"%PDF-1.7 x",
        "c.docx": b"PK\x03\x04",
        "d.json": "[" * 99_999,
        "e.txt": SECOND,
    }
    found = tried({"a.zip": zipped(members)})
    assert [one.get("text") for one in found if not one.get("error")] == [FIRST, SECOND]


def test_zip_64_with_wrong_sizes_is_broken_and_no_more(tried):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", allowZip64=True) as archive:
        archive.writestr("a.txt", FIRST)
    data = bytearray(packed.getvalue())
    place = data.index(b"PK\x01\x02") + 20
    data[place : place + 8] = b"\xff" * 8
    [found] = tried({"a.zip": bytes(data)})
    assert found.get("error")
