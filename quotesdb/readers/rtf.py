"""RTF documents: the text without headers, notes, pictures and deleted words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from quotesdb.readers import apa, factiva, nexis
from quotesdb.readers.blocks import Block
from quotesdb.readers.errors import ReadError
from quotesdb.readers.headed import headed_draft
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import Unreadable

SUFFIXES = frozenset({".rtf"})

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict header footer headerl headerr headerf footerl footerr footerf"
    b" footnote annotation fldinst object datastore themedata listtable listoverridetable revtbl rsidtbl"
    b" generator xmlnstbl atnid atnauthor bkmkstart bkmkend pntext nonshppict filetbl latentstyles".split()
)
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"cell": "\t",
    b"tab": "\t",
}
_SIGNS = {
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
    b"~": "\xa0",
    b"_": "-",
    b"\n": "\n",
    b"\r": "\n",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
}
_ENCODINGS = frozenset({b"ansicpg", b"f", b"fcharset"})
_CHARSETS = dict(
    zip(
        (128, 129, 134, 136, 161, 162, 163, 177, 178, 186, 204, 222, 238),
        (932, 949, 936, 950, 1253, 1254, 1258, 1255, 1256, 1257, 1251, 874, 1250),
        strict=True,
    )
)
"""The code pages of the sets of characters that fonts say they have; others are as the document says."""

_DEEPEST = 500


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is an RTF document."""
    return SURE if head.lstrip().startswith(b"{\\rtf") else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article, or those of an export of Nexis, Factiva or APA, which come as RTF too."""
    try:
        reading = _read(source.data)
        lines = reading.text.split("\n")
        for database in (nexis, apa, factiva):
            if database.is_export(lines):
                yield from database.articles(lines)
                return
        cut_off = ("the file ends before the document does",) if len(reading.states) > 1 else ()
        given = " ".join(reading.title.split())
        yield headed_draft(map(Block, lines), "rtf", source.data, warnings=cut_off, given=given)
    except ReadError as error:
        yield Unreadable(str(error))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: nothing in it is shown, how many letters follow a Unicode sign, the font.

    ``titles`` says that it is the title among the properties of the document, which is kept apart.
    """

    silent: bool = False
    titles: bool = False
    hidden: bool = False
    fallback: int = 1
    font: int = -1


@dataclass(slots=True)
class _Reading:
    """The text so far; bytes wait until it is known which characters they are."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    states: list[_State] = field(default_factory=lambda: [_State()])
    made: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    skip: int = 0
    starts: bool = False

    def flush(self) -> None:
        if self.waiting:
            encoding = self.fonts.get(self.states[-1].font, self.encoding)
            self._kept.append(_decoded(bytes(self.waiting), encoding))
            self.waiting.clear()

    def show(self, words: str) -> None:
        if self.shows:
            self.flush()
            self._kept.append(words)

    @property
    def _kept(self) -> list[str]:
        return self.named if self.states[-1].titles else self.made

    @property
    def text(self) -> str:
        """The text of the document."""
        return _whole(self.made)

    @property
    def title(self) -> str:
        """The title among its properties."""
        return _whole(self.named)

    @property
    def shows(self) -> bool:
        return not (self.states[-1].silent or self.states[-1].hidden)

    def change(self, **what: bool | int) -> None:
        """What holds from here on to the end of the group."""
        self.flush()
        self.states[-1] = replace(self.states[-1], **what)  # type: ignore[arg-type]


def _whole(parts: list[str]) -> str:
    """Parts of a text, with the halves of characters beyond the first plane put together."""
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(found: bytes, encoding: str) -> str:
    """What bytes stand for; programs that forget to escape write UTF-8, whatever they declare."""
    try:
        return found.decode()
    except UnicodeError:
        return found.decode(encoding, "replace")


def _read(data: bytes) -> _Reading:
    r"""Read an RTF document, a line of text a paragraph.

    >>> _read(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Caf\'e9{\footnote no}\par \u8220?Yes\u8221?}").text
    'Café\n“Yes”'

    Raises:
        ReadError: if groups are nested as nobody nests them.

    """
    reading = _Reading()
    for token in _TOKEN.finditer(data):
        word, number, byte, sign, brace, plain = token.groups()
        if brace:
            _group(reading, brace)
        elif word:
            _word(reading, word, int(number) if number else None)
        elif sign:
            _sign(reading, sign)
        elif byte:
            _bytes(reading, bytes.fromhex(byte.decode()))
        elif plain:
            _bytes(reading, plain)
    reading.flush()
    return reading


def _group(reading: _Reading, brace: bytes) -> None:
    if brace == b"{":
        if len(reading.states) > _DEEPEST:
            raise ReadError("nested too deeply")
        reading.states.append(reading.states[-1])
        reading.starts = True
    else:
        reading.starts = False
        if len(reading.states) > 1:
            reading.flush()
            reading.states.pop()
    reading.skip = 0


def _sign(reading: _Reading, sign: bytes) -> None:
    if sign == b"*":
        reading.change(silent=True)
    elif sign in _SIGNS and not reading.skip:
        reading.show(_SIGNS[sign])
    reading.skip = max(0, reading.skip - 1)


def _bytes(reading: _Reading, found: bytes) -> None:
    kept = found[reading.skip :]
    reading.skip = max(0, reading.skip - len(found))
    if reading.shows:
        reading.waiting += kept.replace(b"\x00", b"")
    reading.starts = False


def _word(reading: _Reading, word: bytes, number: int | None) -> None:
    begins, reading.starts = reading.starts, False
    if (begins and word in _SILENT) or (word == b"deleted" and number != 0):
        reading.change(silent=True)
    elif begins and word == b"title":
        reading.change(silent=False, titles=True)
    elif word == b"v":
        reading.change(hidden=number != 0)
    elif word == b"plain":
        reading.change(hidden=False)
    elif word == b"uc":
        reading.change(fallback=max(0, min(number or 0, 10)))
    elif word in _ENCODINGS and number is not None:
        _encode(reading, word, number)
    elif word == b"u" and number is not None:
        reading.show(chr(number % 65536))
        reading.skip = reading.states[-1].fallback
    elif word == b"bin":
        reading.skip = max(0, number or 0)
    elif word in _BREAKS or word in _SIGNS:
        reading.show(_BREAKS.get(word) or _SIGNS[word])


def _encode(reading: _Reading, word: bytes, number: int) -> None:
    """Take down in which encoding bytes are: that of the document, or of the font that they are in."""
    if word == b"f":
        reading.change(font=number)
    elif word == b"ansicpg" and _is_known(f"cp{number}"):
        reading.encoding = f"cp{number}"
    elif word == b"fcharset" and number in _CHARSETS:
        reading.fonts[reading.states[-1].font] = f"cp{_CHARSETS[number]}"


def _is_known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True
