"""What stands above the headline of a text: a newspaper and its issue, "Press release", a printer's line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from quotesdb.readers.any_date import has_weekday
from quotesdb.readers.bare_heads import bare_head, cited, is_author, is_name, placed_day
from quotesdb.readers.heads import is_newspaper, is_told, only_day, read_head
from quotesdb.readers.titles import is_notice, reads_like_title
from quotesdb.values import PrintedDate

_NUMBER = (
    r"(?:vol(?:ume)?|no|nr|number|issue|ausgabe|jahrgang|jg|edition|n[°º])\b[.:]?\s*"
    r"(?:\d{1,6}|[ivxlc]{1,9})\b"
)
_NUMBERS = re.compile(rf"{_NUMBER}(?:[,;/]?\s+{_NUMBER})*", re.IGNORECASE)
_PRICE = re.compile(r"[£$€]\s?\d[\d.,]*|\d[\d.,]*\s?(?:p|c|ct|[€£$])", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·–—]\s*|\t+|\s{3,}")
_PRINTED = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?\s+\S.*")
"""What a browser prints above a page: when it did so, and the title."""

_CONTACT = re.compile(r"\S@[\w-]+(?:\.[\w-]+)*\.\w{2}|(?:https?://|www\.)\S|\+?\(?\d[\d ()/.-]{5,18}\d")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_DATELINE = re.compile(r"(?P<before>[^\W\d_][^\d.!?]{1,60}?,\s.{4,40}?\d{4})(?:\)?\s*[-–—:]\s|\.\s)")
_LONGEST = 300
_MOST, _HIGHEST, _FEW, _TWO = 4, 8, 4, 2
_SENTENCES, _LENGTH = 2, 100
_HEAD = 40
"""Lines behind it among which headline and authors stand."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """How many filled lines stand above the headline, and the newspaper and the day that they say."""

    lines: int
    name: str | None = None
    published: PrintedDate | None = None


def masthead(lines: Sequence[str]) -> Masthead | None:
    r"""What filled lines begin with above the headline, if it is surely no headline itself.

    The name of a newspaper is in capitals or begins with "The": others that end as those of newspapers may be
    headlines. What has no number is one where headline and authors follow; it may then be only a name or a
    day. What says that it is a press release, where and when the article was printed, or that a browser
    printed it, needs only a headline, and sentences below it.

    >>> masthead(["THE EXAMPLE GAZETTE", "Vol. 12 No. 4 | 4 March 2025", "Pier closes", "It rained."]).name
    'THE EXAMPLE GAZETTE'
    >>> masthead(["Press release", "4 March 2025", "Pier closes", "It rained. " * 12]).published.printed()
    '2025-03-04'
    """
    return (_of_newspaper(lines) or _of_paper(lines)) if lines else None


def _of_newspaper(lines: Sequence[str]) -> Masthead | None:
    name = lines[0] if _is_name(lines[0]) else None
    below = list(takewhile(_is_of_issue, lines[bool(name) : _MOST]))
    parts = [part for line in below for part in _PARTS.split(line)]
    count, day = bool(name) + len(below), only_day(parts)
    is_numbered = bool(name and day and any(map(_NUMBERS.fullmatch, parts)))
    is_headed = count and (name or day) and _is_signed(lines[count : count + _HEAD])
    return Masthead(count, name, day) if is_numbered or is_headed else None


def _is_signed(lines: Sequence[str]) -> bool:
    """Whether lines are a headline and below it who wrote the article."""
    if len(lines) < 2 or not reads_like_title(*lines[:2]):
        return False
    return bool(read_head(lines).byline or bare_head(lines[1:]).byline)


def _of_paper(lines: Sequence[str]) -> Masthead | None:
    """The lines above a headline of which one says what they are."""
    start = int(len(lines) > 1 and is_notice(lines[1]) and not is_notice(lines[0]) and is_name(lines[0]))
    above = [*lines[:start], *takewhile(_is_above, lines[start:_HIGHEST])]
    below = lines[len(above) :]
    if not above or len(below) < 2 or not reads_like_title(*below[:2]):
        return None
    if is_author(below[0]) or not is_told(below[1:], sentences=_SENTENCES, length=_LENGTH):
        return None
    paper = next(filter(None, map(cited, above)), None)
    if paper:
        return Masthead(len(above), paper.name, paper.day)
    if any(map(is_notice, above)):
        if len(below) > _TWO and reads_like_title(*below[1:3]) and not has_weekday(below[1]):
            return None
        days = [day for line in above if not is_notice(line) and (day := placed_day(line))]
        return Masthead(len(above), None, next(iter(days), None) or _of_dateline(below[1:_FEW]))
    return Masthead(len(above)) if any(map(_PRINTED.fullmatch, above)) else None


def _is_above(line: str) -> bool:
    """Whether a line is none of an article: a notice, a day, whom to ask, a printer's line."""
    is_other = is_notice(line) or placed_day(line) or cited(line) or _PRINTED.fullmatch(line)
    return bool(is_other or (len(line) <= _LONGEST and _CONTACT.search(_YEAR.sub("", line))))


def _of_dateline(lines: Sequence[str]) -> PrintedDate | None:
    """The day behind the place with which a press release begins."""
    found = (_DATELINE.match(line) for line in lines)
    return next((day for one in found if one and (day := placed_day(one["before"]))), None)


def _is_name(line: str) -> bool:
    return is_newspaper(line) and (line.isupper() or line.startswith("The "))


def _is_of_issue(line: str) -> bool:
    """Whether a line is the number of an issue, its day or its price, and nothing else."""
    return all(
        _NUMBERS.fullmatch(part) or _PRICE.fullmatch(part) or only_day([part]) for part in _PARTS.split(line)
    )
