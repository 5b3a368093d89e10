"""Invented documents in formats that are no plain text, made in memory."""

from __future__ import annotations

import io
import re
import struct
import textwrap
import zipfile
from collections.abc import Iterable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board."
SECOND = "The bridge will stay closed for the whole of the summer."


def zipped(members: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, stored)
    return packed.getvalue()


def docx(paragraphs: Iterable[str], core: str = "", styles: str = "") -> bytes:
    """A Word document; a paragraph may be XML of its own."""
    body = "".join(
        p if p.startswith("<w:") else f"<w:p><w:r><w:t xml:space='preserve'>{p}</w:t></w:r></w:p>"
        for p in paragraphs
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>",
        "word/comments.xml": f"<w:comments xmlns:w='{WORD}'><w:p/></w:comments>",
    }
    if core:
        members["docProps/core.xml"] = core
    if styles:
        members["word/styles.xml"] = styles
    return zipped(members)


def odt(body: str, styles: str = "") -> bytes:
    spaces = "xmlns:text='urn:text' xmlns:office='urn:office'"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{styles}<office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        }
    )


NEXIS_UNI = [
    "Date and Time: Monday, 3 March 2025",
    "Documents (2)",
    "1. Bridge closes for the summer",
    "Client/Matter: -None-",
    "2. Bridge opens",
    "Bridge closes for the summer",
    "The Example Times",
    "March 1, 2025 Saturday",
    "Copyright 2025 The Example Times. All Rights Reserved",
    "Section: NEWS; Pg. 3",
    "Length: 21 words",
    "Byline: Ada Example",
    "Body",
    FIRST,
    SECOND,
    "Load-Date: March 2, 2025",
    "End of Document",
    "Bridge opens",
    "Port Alder Gazette",
    "September 2, 2025 Tuesday",
    "Length: 11 words",
    "Body",
    SECOND,
    "Graphic",
    "A bridge",
    "End of Document",
]


def nexis_text(of: str = "of", documents: str = "DOCUMENTS", words: str = "LENGTH: 21 words") -> str:
    return "Terms: bridge\n\n" + "".join(
        f"            {n} {of} 2 {documents}\n\n\n             The Example Times\n\n             "
        f"March {n}, 2025\n\nBridge closes;\nno date named\n\nBYLINE: Ada Example\n\n{words}\n\n{FIRST}\n\n"
        f"The bridge will stay\nclosed for the whole of the summer.\n\n"
        f"LOAD-DATE: March 2, 2025\n\n   Copyright 2025\n\n"
        for n in (1, 2)
    )


PROQUEST = (
    "<p>Table of contents</p><p>Bridge closes</p><p><b>Author: </b>Example, Ada; Sample, Bo</p>"
    "<p><b>Publication info: </b>The Example Times ; Velda [Velda]01 Mar 2025: A.2.</p>"
    "<p><a href='https://example.org/1'>ProQuest document link</a></p><p><b>Abstract: </b>A bridge.</p>"
    f"<p><b>Full text: </b><text><title></title><p>{FIRST}</p><p>{SECOND}</p>"
    "<p>--</p><p>ada@example.org</p></text></p>"
    "<p><b>Subject: </b>Bridges</p><p><b>Publication title: </b>The Example Times; Velda</p>"
    "<p><b>Publication date: </b>Mar 1, 2025</p>"
)


def pdf(
    pages: Iterable[Iterable[tuple[float, float, float, str]]], title: str = "", locked: bool = False
) -> bytes:
    """A PDF file; each page is of lines with their place from below left, their size and their words.

    Words that begin with "*" are in bold.
    """
    drawn = [
        b"".join(
            b"BT /F%d %g Tf %g %g Td (%s) Tj ET\n"
            % (
                2 if text.startswith("*") else 1,
                size,
                x,
                y,
                re.sub(rb"([()\\])", rb"\\\1", text.removeprefix("*").encode("cp1252")),
            )
            for x, y, size, text in page
        )
        for page in pages
    ]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(drawn)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(drawn)),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
    ]
    for n, content in enumerate(drawn):
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * n)
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    parts.append(b"<< /Title (%s) >>" % title.encode("cp1252"))
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (
        b"x" * 32,
        b"y" * 32,
    )
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        len(parts),
        lock if locked else b"",
        table,
    )
    return bytes(made)


def set_in_lines(
    text: str, x: float, y: float, width: int = 40, size: float = 10
) -> list[tuple[float, float, float, str]]:
    """The words of a text as lines of so many characters, one below the other."""
    return [(x, y - 1.2 * size * n, size, line) for n, line in enumerate(textwrap.wrap(text, width))]


def outlook(properties: dict[str, str], sent: int = 0) -> bytes:
    """A message of Outlook with texts by their tags, in a container of sectors of 512 bytes.

    ``sent`` is the time in the steps of a tenth of a microsecond since 1601 that Outlook counts in.
    """
    rows = b"\0" * 32 + struct.pack("<HHIQ", 0x40, 0x39, 0, sent)
    streams = {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in properties.items()}
    streams["__properties_version1.0"] = rows
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    folder = -(-(len(padded) + 1) // 4)
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)]
    fat, start, places = [0xFFFFFFFD], 1 + folder, []
    fat += [n + 2 if n + 1 < folder else 0xFFFFFFFE for n in range(folder)]
    for number, (name, data) in enumerate(padded.items(), 1):
        following = number + 1 if number < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, start, len(data), following))
        count = -(-len(data) // 512)
        fat += [start + n + 1 if n + 1 < count else 0xFFFFFFFE for n in range(count)]
        places.append(data.ljust(count * 512, b"\0"))
        start += count
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", *_OLE_HEAD).ljust(76, b"\0") + struct.pack("<I", 0)
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(512, b"\xff")
    listed = b"".join(entries).ljust(folder * 512, b"\0")
    return header.ljust(512, b"\xff") + table + listed + b"".join(places)


_OLE_HEAD = (
    *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0),
    *(4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
)


def _entry(name: str, kind: int, child: int, start: int, size: int, following: int = 0xFFFFFFFF) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", 0xFFFFFFFF, following, child, start, size)
