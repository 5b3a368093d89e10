"""Mastheads above a plain text: the name of the newspaper with the number of the issue or the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from quotesdb.readers.heads import day_and_rest, is_newspaper, only_day
from quotesdb.readers.titles import first_line_title
from quotesdb.values import PrintedDate

_NUMBER = (
    r"(?:vol(?:ume)?|no|nr|number|issue|ausgabe|jahrgang|jg|edition|n[°º])\b[.:]?\s*"
    r"(?:\d{1,6}|[ivxlc]{1,9})\b"
)
_NUMBERS = re.compile(rf"{_NUMBER}(?:[,;/]?\s+{_NUMBER})*", re.IGNORECASE)
_PRICE = re.compile(r"[£$€]\s?\d[\d.,]*|\d[\d.,]*\s?(?:p|c|ct|[€£$])|\w{3,10} \d[\d.,]*", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·–—]\s*|\t+|\s{3,}|[,;]\s+(?=(?:vol|no|nr|issue|jg)\b)", re.IGNORECASE)
_MOST = 4
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Masthead:
    """Where the text goes on behind a masthead, and the newspaper and the day, if they stand there."""

    end: int
    name: str | None = None
    published: PrintedDate | None = None


def masthead(text: str) -> Masthead | None:
    r"""The masthead that a text begins with, if it is surely one.

    A name that could be a headline is one with the number of an issue below it, or a day behind it. With a
    day below it it is in capitals or begins with "The", and a headline follows, as behind a number alone.

    >>> masthead("THE EXAMPLE GAZETTE\nVol. 12 No. 4\n\nPier closes").name
    'THE EXAMPLE GAZETTE'
    """
    lines = [found for found in _LINE.finditer(text[:2_000]) if found[0].strip()][: _MOST + 1]
    if len(lines) < 2:
        return None
    first, *others = (found[0].strip() for found in lines)
    name, day = day_and_rest(first)
    is_named = is_newspaper(name)
    below = list(takewhile(_is_of_issue, others[: _MOST - 1]))
    if not is_named and not _is_numbered(first):
        return None
    dated = day or only_day(part for line in (first, *below) for part in _PARTS.split(line))
    end = lines[len(below)].end()
    is_sure = is_named and (day or any(map(_is_numbered, below)))
    may_be = _is_numbered(first) or (dated and _is_set_apart(name))
    if not is_sure and not (may_be and first_line_title(text[end:])):
        return None
    return Masthead(end, name if is_named else None, dated)


def _is_numbered(line: str) -> bool:
    return _is_of_issue(line) and any(map(_NUMBERS.fullmatch, _PARTS.split(line)))


def _is_of_issue(line: str) -> bool:
    """Whether a line is the number of an issue, its day or its price, and nothing else."""
    return all(
        _NUMBERS.fullmatch(part) or _PRICE.fullmatch(part) or only_day([part]) for part in _PARTS.split(line)
    )


def _is_set_apart(name: str) -> bool:
    return name.isupper() or name.startswith("The ")
