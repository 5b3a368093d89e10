"""Invented documents in formats that are no plain text, made in memory."""

from __future__ import annotations

import io
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


def docx(paragraphs: Iterable[str], core: str = "") -> bytes:
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
    return zipped(members)


def odt(body: str) -> bytes:
    spaces = "xmlns:text='urn:text' xmlns:office='urn:office'"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
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
