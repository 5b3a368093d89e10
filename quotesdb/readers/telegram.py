"""Telegrams of news agencies (IPTC 7901, ANPA 1312): headline, byline and text between control signs."""

from __future__ import annotations

import re

from quotesdb.names.byline import split_bylines
from quotesdb.readers.blocks import Block, draft, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import single
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft

SUFFIXES: frozenset[str] = frozenset()

_START = re.compile(rb"\s*\x16*\x01[^\x00-\x08]{5,400}\x02", re.DOTALL)
_PLACE = re.compile(r"[^\n(]{2,60}\((?P<agencies>[^)\n]{2,30})\)\s+(?:-|--|–|—|_)\s")
_BY = re.compile(r"\s*[Bb]y\s+(?P<who>[^\W\d_].{3,150})$")
_NOTE = re.compile(r"(?:Eds|AP Photo|EDITOR'S NOTE|AP Video)\b", re.IGNORECASE)
_AGENCY = re.compile(r"[\w .&'-]{3,60}$")
_NAMES = {"ap": "Associated Press"}


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file begins as a telegram does."""
    return SURE if _START.match(head) else BY_NAME * is_called(name, SUFFIXES)


def read_telegram(data: bytes) -> ArticleDraft:
    """Read the text of a telegram.

    Raises:
        ReadError: if there is none in it.

    """
    _head, mark, rest = data.partition(b"\x02")
    if not mark:
        raise ReadError("no telegram: its text does not begin")
    text = canonical(_decoded(re.split(rb"\x03|\r?\n# ", rest, maxsplit=1)[0]))
    text = re.sub(r"\r\n?", "\n", text)
    lines = text.split("\n")
    start = next((place for place, line in enumerate(lines) if _PLACE.match(line.strip())), None)
    if start is None:
        start = next((place for place, line in enumerate(lines) if place and not line.strip()), 1)
    titles, bylines, owner = _head_lines(lines[:start])
    place = _PLACE.match(lines[start].strip()) if start < len(lines) else None
    agency = place["agencies"].split("/")[-1] if place else None
    return draft(
        _paragraphs("\n".join(lines[start:])),
        "telegram",
        data,
        title=titles[-1] if titles else None,
        byline=split_bylines(bylines),
        publisher=owner or (_NAMES.get((agency or "").lower(), agency) if agency else None),
    )


read = single(read_telegram)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("cp1252", "replace")


def _head_lines(lines: list[str]) -> tuple[list[str], list[str], str | None]:
    """The headlines, the bylines, and whose text it is, as far as a line says so."""
    titles: list[str] = []
    bylines: list[str] = []
    owner = None
    for line in lines:
        words = re.sub(r"[\x00-\x1f]", "", line).strip("^ \t").rstrip("=<").strip()
        found = _BY.match(words)
        if found:
            name, _comma, owner = found["who"].partition(", ")
            bylines.append(name)
        elif bylines and words and _AGENCY.match(words):
            owner = owner or words
        elif words and not bylines and not _NOTE.match(words):
            titles.append(words)
    return titles, bylines, owner or None


def _paragraphs(text: str) -> list[Block]:
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
    return filled(map(Block, re.split(r"\n[ \t]*\n|\n(?=[ \t]{3,}\S)|\n\t", text)))
