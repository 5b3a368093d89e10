"""Articles of Factiva as people print and copy them: no codes, the fields of the head in their order.

Above the number of words stand the headline and who wrote it, below it day, newspaper, code, page, language
and owner; the text ends with the number of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from quotesdb.names.byline import split_bylines
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, paragraphs
from quotesdb.text.folding import canonical

COUNTED = re.compile(r"[\d.,]+\s+(?:words|wörter|mots|palabras|woorden|parole|palavras)$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:Dokument|Documento?)\s+\w{10,}$")

_END = re.compile(
    r"[ \t]*(?:Dokument|Documento?)[ \t]+[A-Z0-9]{4,10}0{2}\d{8}[a-z0-9]{5,12}[ \t]*", re.IGNORECASE
)
_FURNITURE = re.compile(r"[ \t]*(?:\w+ \d+ \w+ \d+ )?©? ?\d{4} Factiva, Inc\.[^\n]*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}")
_ZONE = r"(?:(?i:GMT|UTC)|MES?Z|[A-Z]{1,3}T)"
TIME = re.compile(rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?(?i:[ap]\.?m\.?))?(?: {_ZONE})?")
"""What may stand between the day and the newspaper."""
_RIGHTS = re.compile(r"©|\(c\)|copyright\b", re.IGNORECASE)
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door|BY|VON|PAR|POR|DI|DOOR)\s")
_LIKE_NAMES = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:(?:, (?:and |und )?| (?:(?:and|und|et|y|e|en) )?)[^\W\d_a-z][\w.'’-]*){1,7}"
)
_SUMMARY = re.compile(r"\s*(?:Search Summary\b.*)?", re.DOTALL)
"""What may stand behind the last article."""

_LONGEST_HEAD = 10
_LONGEST_NAMES = 80
_MOST_ABOVE = 6


@dataclass(frozen=True, slots=True)
class _Document:
    """The lines above the number of words, the day below it, the newspaper, and the text."""

    above: list[str]
    day: str
    newspaper: str
    body: str


def is_export(lines: Iterable[str]) -> bool:
    """Whether a text is articles with such heads and numbers at their ends, and nothing else."""
    *ended, rest = _END.split(canonical("\n".join(lines)))
    is_all = all(_document(one) for one in ended) and (_document(rest) or _is_over(rest))
    return bool(ended and is_all)


def articles(text: str) -> Iterator[tuple[list[Block], dict[str, Any]]]:
    """The text and the fields of each article; words with another head are an article without fields."""
    for part in _END.split(canonical(text)):
        document = _document(part)
        if document:
            title, author = _title_and_author(document.above)
            yield (
                paragraphs(document.body),
                {
                    "title": title,
                    "byline": split_bylines([author]) if author else (),
                    "publisher": document.newspaper,
                    "published": any_date(document.day),
                },
            )
        elif not _is_over(part):
            yield paragraphs(part), {}


def _is_over(text: str) -> bool:
    return bool(_SUMMARY.fullmatch("\n".join(_lines(text))))


def _lines(text: str) -> list[str]:
    return [("" if _FURNITURE.fullmatch(line) else line.strip()) for line in text.split("\n")]


def _document(text: str) -> _Document | None:
    """A text taken apart by its head, if it has one."""
    lines = _lines(text)
    at = next((number for number, line in enumerate(lines) if COUNTED.match(line)), 0)
    above = [line for line in lines[:at] if line]
    filled = [number for number in range(at + 1, len(lines)) if lines[number]][:_LONGEST_HEAD]
    owner = next((number for number in filled if _RIGHTS.match(lines[number])), None)
    if not 0 < len(above) <= _MOST_ABOVE or owner is None:
        return None
    fields = [lines[number] for number in filled if number < owner]
    newspaper = _newspaper(fields)
    is_head = newspaper and any_date(fields[0])
    return _Document(above, fields[0], newspaper, "\n".join(lines[owner + 1 :])) if is_head else None


def _newspaper(fields: list[str]) -> str:
    """What stands before the code of the source, and is neither the day nor the time before it."""
    named = (line for line, code in pairwise(fields[1:]) if _CODE.fullmatch(code))
    return next((line for line in named if not TIME.fullmatch(line)), "")


def _title_and_author(above: list[str]) -> tuple[str | None, str | None]:
    """The headline, and below it who wrote the article, where that is said.

    A line of nothing but names below another may be either: then there is no title.
    """
    *before, last = above
    if before and _BY.match(last) and len(last) < _LONGEST_NAMES:
        return before[-1], last
    return (None if before and _LIKE_NAMES.fullmatch(last) else last), None
