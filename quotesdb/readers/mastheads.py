"""Mastheads above a plain text: the name of the newspaper above the number of the issue and the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from quotesdb.readers.heads import is_newspaper, only_day, read_head
from quotesdb.values import PrintedDate

_NUMBER = (
    r"(?:vol(?:ume)?|no|nr|number|issue|ausgabe|jahrgang|jg|edition|n[°º])\b[.:]?\s*"
    r"(?:\d{1,6}|[ivxlc]{1,9})\b"
)
_NUMBERS = re.compile(rf"{_NUMBER}(?:[,;/]?\s+{_NUMBER})*", re.IGNORECASE)
_PRICE = re.compile(r"[£$€]\s?\d[\d.,]*|\d[\d.,]*\s?(?:p|c|ct|[€£$])", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·–—]\s*|\t+|\s{3,}")
_MOST = 4
_HEAD = 2_000
"""Characters behind it in which headline and authors stand."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Masthead:
    """Where the text goes on behind a masthead, and the newspaper and the day, as far as it has them."""

    end: int
    name: str | None
    published: PrintedDate | None


def masthead(text: str) -> Masthead | None:
    r"""The masthead that a text begins with above its headline, if it is surely one.

    The name is in capitals or begins with "The": others that end as those of newspapers may be headlines.
    What has no number is one where headline and authors follow; it may then be only a name or a day.

    >>> masthead("THE EXAMPLE GAZETTE\nVol. 12 No. 4 | 4 March 2025\n\nPier closes\n\nIt rained.").name
    'THE EXAMPLE GAZETTE'
    """
    lines = list(_LINE.finditer(text[:2_000]))[:_MOST]
    if not lines:
        return None
    first = lines[0][0].strip()
    name = first if _is_name(first) else None
    below = list(takewhile(lambda line: _is_of_issue(line[0].strip()), lines[bool(name) :]))
    parts = [part for line in below for part in _PARTS.split(line[0].strip())]
    day, end = only_day(parts), [*lines[: bool(name)], *below][-1].end() if name or below else 0
    is_numbered = bool(name and day and any(map(_NUMBERS.fullmatch, parts)))
    is_headed = end and (name or day) and read_head(text[end:][:_HEAD].split("\n")).title
    return Masthead(end, name, day) if is_numbered or is_headed else None


def _is_name(line: str) -> bool:
    return is_newspaper(line) and (line.isupper() or line.startswith("The "))


def _is_of_issue(line: str) -> bool:
    """Whether a line is the number of an issue, its day or its price, and nothing else."""
    return all(
        _NUMBERS.fullmatch(part) or _PRICE.fullmatch(part) or only_day([part]) for part in _PARTS.split(line)
    )
