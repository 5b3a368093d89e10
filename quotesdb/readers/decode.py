"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from quotesdb.readers import foreign
from quotesdb.readers.errors import ReadError
from quotesdb.readers.letters import by_letters
from quotesdb.readers.source import beginning, size_of

_BOMS = (  # UTF-32 first: its little-endian mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w-]{2,30})""", re.IGNORECASE)
_WEB_ENCODING = re.compile(r"iso-|windows-|cp\d|koi8|x-sjis|shift_jis|euc-|big5|gb|mac|latin1|us-ascii")
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "shift_jis",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROL = 0.05
_HEAD, _PORTION = 4096, 1_000_000
_ZEROS = 0.25
"""Share of the bytes that are zero at the least in UTF-16: half of them are in English."""

_ASTRAY = 0.1
"""Share of the zeros that may stand on the other side, as that of "ā" does."""

_ASKED = 64_000


def decode(data: bytes, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """Decode a file, and say in warnings what was uncertain about it.

    A byte order mark decides, or the zeros that UTF-16 has without one; else UTF-8 if it is valid; else, of
    HTML, the charset that the page declares; else, with a warning, what the letters of another script speak
    for, Windows-1252 or Latin-1. The byte order mark is dropped.

    Raises:
        ReadError: if the file is empty or not text.

    """
    if not data.strip():
        raise ReadError("empty file")
    what = foreign.binary(data)
    if what:
        raise foreign.not_read(what)
    encoding, warnings = encoding_of(io.BytesIO(data), _declared_charset(data) if html else None)
    text = data.decode(encoding, "replace")
    _refuse_binary(text)
    if not text.strip():
        raise ReadError("empty file")
    if "\ufffd" in text:
        count = text.count("\ufffd")
        warnings = (*warnings, f"{count} unreadable character{'s' * (count > 1)} (U+FFFD) in the text")
    return text, warnings


def encoding_of(file: BinaryIO, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The encoding that ``decode`` reads a file in, with what is uncertain about it; for lines of large ones.

    The file is looked at portion by portion, and is then anywhere. Where the encoding is UTF-8, bytes may be
    broken.

    Raises:
        ReadError: if the file is marked as UTF-16 or UTF-32, but is not.

    """
    head, size = beginning(file, _HEAD), size_of(file)
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)
    marked = marked or _unmarked_utf16(head, size) or "utf-8"
    if declared and declared.startswith("iso-2022") and all(map(bytes.isascii, _portions(file))):
        marked = declared
    if _is_in(file, marked):
        return marked, ()
    if marked in ("utf-16", "utf-32"):
        raise ReadError(f"not text: marked as {marked.upper()}, but it is not")
    if _is_damaged_utf8(file):
        return "utf-8-sig", ()
    if declared and _is_in(file, declared):
        return declared, ()
    guessed = by_letters(beginning(file, _ASKED))
    if guessed and _is_in(file, guessed):
        return guessed, (f"not UTF-8: read as {guessed}, for which its letters speak",)
    if _is_in(file, "cp1252"):
        return "cp1252", ("not UTF-8: read as Windows-1252",)
    return "latin-1", ("not UTF-8: read as Latin-1",)


def _portions(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    yield from iter(partial(file.read, _PORTION), b"")


def _unmarked_utf16(head: bytes, size: int) -> str | None:
    """Tell UTF-16 without a mark by its zeros: every second byte of most of its letters is one.

    No other text has zeros, and files that are no text hardly ever have them on one side alone.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    one_sided = min(even, odd) <= _ASTRAY * max(even, odd)
    if size % 2 or not one_sided or max(even, odd) < _ZEROS * len(head):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_in(file: BinaryIO, encoding: str) -> bool:
    """Whether all of a file is valid in an encoding."""
    try:
        for _text in _decoded(file, encoding, "strict"):
            pass
    except (UnicodeError, LookupError):
        return False
    return True


def _decoded(file: BinaryIO, encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for portion in _portions(file):
        yield decoder.decode(portion)
    yield decoder.decode(b"", final=True)


def _is_damaged_utf8(file: BinaryIO) -> bool:
    """Tell UTF-8 with a few broken bytes from another encoding.

    Sequences that are valid UTF-8 hardly ever occur by chance in a single-byte encoding.
    """
    broken = others = 0
    for text in _decoded(file, "utf-8", "replace"):
        broken += text.count("\ufffd")
        others += len(text) - len(text.encode("ascii", "ignore"))
    return others > 2 * broken


def _declared_charset(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _DECLARED_XML.search(head)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    return _AS_BROWSERS_DO.get(name, name) if _WEB_ENCODING.match(name) else None


def _refuse_binary(text: str) -> None:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > _MOST_CONTROL * len(text):
        raise ReadError("binary file, not text")
