"""The lines of a PDF's pages with where they stand, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from quotesdb.readers.errors import ReadError

MOST_PAGES = 2_000
_MOST_CHARACTERS = 3_000_000
_SPACES = frozenset(map(ord, " \t\r\n\u00a0\u2028\u2029\x00"))
_BOLD = 600
_BLANKS = frozenset(map(ord, " \t\u00a0"))
_BREAKS = frozenset(map(ord, "\r\n"))
HYPHEN = "\x02"
"""What PDFium gives for a hyphen that parts a word at the end of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of words on one base line: its box on the page, in points from below left, and its size.

    ``share`` is by how many characters that size leads, ``bold`` says that all its words are.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    share: int

    def beside(self, other: Line) -> bool:
        """Whether the two stand at one height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.top - self.bottom, other.top - other.bottom)

    def above(self, other: Line) -> bool:
        """Whether the other stands lower, and below some of this one."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        narrower = min(self.right - self.left, other.right - other.left)
        return self.bottom > other.bottom and shared > 0.3 * narrower


@dataclass(frozen=True, slots=True)
class Pages:
    """What a file holds: the lines of each page in the order of the file, and the title in its properties."""

    lines: list[list[Line]]
    title: str | None


def pages_of(data: bytes) -> Pages:
    """The lines of each page.

    Raises:
        ReadError: if the file is broken, locked or too long.

    """
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            count = len(document)
            if count > MOST_PAGES:
                raise ReadError(f"a PDF file of {count} pages, more than {MOST_PAGES}")
            title = document.get_metadata_value("Title").strip()
            return Pages(list(_each_page(document, count)), title or None)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ReadError("a PDF file that needs a password" if locked else "a broken PDF file") from error


def _each_page(document: Any, count: int) -> Iterator[list[Line]]:
    import pypdfium2

    characters = 0
    for number in range(count):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                characters += text.count_chars()
                if characters > _MOST_CHARACTERS:
                    raise ReadError("a PDF file of more text than anybody writes")
                yield _joined(_pieces(text.raw, text.count_chars(), number))
        except pypdfium2.PdfiumError:
            yield []  # a broken page: the others are read


def _pieces(text: Any, count: int, page: int) -> Iterator[Line]:
    """Words that follow each other on a line, cut where there is a gap as wide as between columns."""
    piece: Line | None = None
    for start, end, ends_line in _words(text, count):
        word = _word(text, start, end, page)
        if word and piece and _goes_on(piece, word):
            piece = _with(piece, word, " ")
        elif word:
            if piece:
                yield piece
            piece = word
        if piece and ends_line:
            yield piece
            piece = None
    if piece:
        yield piece


def _words(text: Any, count: int) -> Iterator[tuple[int, int, bool]]:
    """Where each word begins and ends, and whether a line ends with it."""
    import pypdfium2.raw as pdfium

    codes = [pdfium.FPDFText_GetUnicode(text, at) for at in range(count)]
    at = 0
    while at < count:
        if codes[at] in _SPACES:
            at += 1
            continue
        end = at
        while end < count and codes[end] not in _SPACES and (end == at or codes[end - 1] != ord(HYPHEN)):
            end += 1
        rest = next((code for code in codes[end : end + 3] if code not in _BLANKS), 0)
        yield at, end, codes[end - 1] == ord(HYPHEN) or rest in _BREAKS
        at = end


def _word(text: Any, start: int, end: int, page: int) -> Line | None:
    """The word between two places; nothing where it is turned aside, as notes in a margin are, or empty."""
    import pypdfium2.raw as pdfium

    matrix, first, last = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), pdfium.FS_RECTF()
    across, base = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(text, start, ctypes.byref(matrix))
    pdfium.FPDFText_GetLooseCharBox(text, start, ctypes.byref(first))
    pdfium.FPDFText_GetLooseCharBox(text, end - 1, ctypes.byref(last))
    pdfium.FPDFText_GetCharOrigin(text, start, ctypes.byref(across), ctypes.byref(base))
    size = pdfium.FPDFText_GetFontSize(text, start) * math.hypot(matrix.c, matrix.d)
    left, right = min(first.left, last.left), max(first.right, last.right)
    codes = (pdfium.FPDFText_GetUnicode(text, at) & 0xFFFF for at in range(start, end))
    units = b"".join(code.to_bytes(2, "little") for code in codes)
    words = units.decode("utf-16-le", "replace").replace("\ufffd", "").replace("\x00", "")
    aside = abs(matrix.b) > abs(matrix.a)
    if aside or not words or not all(map(_is_sane, (left, right, base.value, size))):
        return None
    size = round(size * 2) / 2
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, start, name, 100, ctypes.byref(flags))
    bold = pdfium.FPDFText_GetFontWeight(text, start) >= _BOLD or b"bold" in name.value.lower()
    return Line(
        words, page, left, right, base.value - 0.25 * size, base.value + 0.75 * size, size, bold, end - start
    )


def _is_sane(number: float) -> bool:
    return -100_000 < number < 100_000


def _goes_on(piece: Line, word: Line) -> bool:
    gap = word.left - piece.right
    return piece.beside(word) and -piece.size < gap < 2 * max(piece.size, word.size, 4)


def _with(piece: Line, word: Line, between: str) -> Line:
    """A line with a further word; it is as large as most of it."""
    left_over = piece.share + (word.share if piece.size == word.size else -word.share)
    larger = piece if left_over >= 0 else word
    return replace(
        piece,
        text=piece.text + between + word.text,
        left=min(piece.left, word.left),
        right=max(piece.right, word.right),
        bottom=larger.bottom,
        top=larger.top,
        size=larger.size,
        bold=piece.bold and word.bold,
        share=abs(left_over),
    )


def _joined(pieces: Iterator[Line]) -> list[Line]:
    """The lines, those put together again that a raised letter had parted."""
    lines: list[Line] = []
    for piece in pieces:
        if lines and _goes_on(lines[-1], piece):
            tight = piece.left - lines[-1].right < 0.15 * max(lines[-1].size, piece.size)
            lines[-1] = _with(lines[-1], piece, "" if tight else " ")
        else:
            lines.append(piece)
    return lines
