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
from quotesdb.readers.heads import is_persons
from quotesdb.text.folding import canonical, fold

COUNTED = re.compile(
    r"[\d.,]+\s+(?:words|wörter|mots|palabras|woorden|parole|palavras|字|文字|단어|слов[ао]?)$", re.IGNORECASE
)
NUMBERED = re.compile(r"(?:Dokument|Documento?|文件|文書|문서|документ)\s+(?=\w*\d)\w{10,}$", re.IGNORECASE)

_END = re.compile(
    r"[ \t]*(?:Dokument|Documento?)[ \t]+[A-Z0-9]{4,10}0{2}\d{8}[a-z0-9]{5,12}[ \t]*", re.IGNORECASE
)
_FURNITURE = re.compile(r"[ \t]*(?:\w+ \d+ \w+ \d+ )?©? ?\d{4} Factiva, Inc\.[^\n]*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}")
_ZONE = r"(?:(?i:GMT|UTC)|MES?Z|[A-Z]{1,3}T)"
TIME = re.compile(rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?(?i:[ap]\.?m\.?))?(?: {_ZONE})?")
"""What may stand between the day and the newspaper."""
_RIGHTS = re.compile(r"©|\(c\)|copyright\b", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por|di|door)\s", re.IGNORECASE)
_LIKE_A_NAME = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:van|von|der|den|de|da|di|del|la|le|y|e) ){0,2}[^\W\d_a-z][\w.’'-]*){1,3}"
)
_WORD = re.compile(r"\w+")
_SUMMARY = re.compile(r"\s*(?:Search Summary\b.*)?", re.DOTALL)
"""What may stand behind the last article."""

_LONGEST_HEAD = 10
_LONGEST_NAMES = 80
_LONGEST_SECTION = 40
_MOST_ABOVE = 6


@dataclass(frozen=True, slots=True)
class _Document:
    """The lines above the number of words, the day below it, the newspaper, and the text."""

    above: list[str]
    day: str
    newspaper: str
    body: str


@dataclass(frozen=True, slots=True)
class _Head:
    """A headline, who wrote the article, and the lines above these."""

    title: str
    authors: tuple[str, ...]
    above: list[str]


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
            head = _head(document.above)
            yield (
                paragraphs("\n\n".join([*head.above, document.body])),
                {
                    "title": head.title,
                    "byline": head.authors,
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
    body = _without_owner(lines[owner + 1 :], lines[owner])
    return _Document(above, fields[0], newspaper, "\n".join(body)) if is_head else None


def _without_owner(body: list[str], rights: str) -> list[str]:
    """The lines of a text without the last, where that is whose rights they are."""
    last = next((number for number in range(len(body) - 1, -1, -1) if body[number]), 0)
    named = set(_WORD.findall(fold(body[last]))) if last else set()
    return body[:last] if named and named <= set(_WORD.findall(fold(rights))) else body


def _newspaper(fields: list[str]) -> str:
    """What stands before the code of the source, and is neither the day nor the time before it."""
    named = (line for line, code in pairwise(fields[1:]) if _CODE.fullmatch(code))
    return next((line for line in named if not TIME.fullmatch(line)), "")


def _head(above: list[str]) -> _Head:
    """What stands above the number of words: the last lines are the headline, and who wrote the article.

    Who did is named with "By", or alone below the headline. What stands above these is the name of a section
    or more of the headline: it stays with the text.
    """
    *before, last = above
    named = _authors(last) if before else ()
    lines = before if named else above
    first = len(lines) - 1
    while first and (lines[first][0].islower() or len(lines[first - 1]) > _LONGEST_SECTION):
        first -= 1
    return _Head(" ".join(lines[first:]), named, lines[:first])


def _authors(line: str) -> tuple[str, ...]:
    """Who is named in a line of nothing but names: those of people, or any behind "By"."""
    names = split_bylines([line]) if len(line) < _LONGEST_NAMES else ()
    is_by = _BY.match(line)
    return (
        names if all(is_persons(name) or (is_by and _LIKE_A_NAME.fullmatch(name)) for name in names) else ()
    )
