"""Where whoever wrote a mail signs it: with the name that it is sent under, as its last line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotesdb.names.byline import parse_name
from quotesdb.text.folding import fold

_MOST_CLOSING = 5
_SENTENCE_END = re.compile(r"(?<!\b[^\W\d_])[.!?…]$")
_CONTACT = re.compile(
    r"\S+@\S+\.\w|https?://|\bwww\.|(?:tel|telephone|phone|mobile|mob|fax)\b.*\d|\+?[\d ()/.-]{7,20}$",
    re.IGNORECASE,
)


def unsigned(lines: Sequence[str], senders: Sequence[str]) -> list[str]:
    """The lines without the name of the only sender that ends them, and without the farewell before it.

    The name, or the given name, stands alone below a sentence or a few words with a comma; only telephones
    and addresses follow. A mail that is nothing else keeps it.

    >>> unsigned(["The pier is closed.", "", "Best wishes,", "Ada", ""], ["Ada Example"])
    ['The pier is closed.', '']
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    while filled and _CONTACT.match(lines[filled[-1]].strip()):
        filled.pop()
    if len(filled) < 2 or not _is_name(lines[filled[-1]], senders):
        return list(lines)
    *filled, start = filled
    above = filled.pop()
    if _is_farewell(lines, above) and filled:
        return list(lines[:above])
    stands_alone = above < start - 1 and _SENTENCE_END.search(lines[above].strip())
    return list(lines[:start] if stands_alone else lines)


def _is_name(line: str, senders: Sequence[str]) -> bool:
    sender = senders[0].strip() if len(senders) == 1 else ""
    names = {fold(sender), fold(sender.partition(" ")[0])}
    return " " in sender and parse_name(sender).literal is None and fold(line.strip()) in names


def _is_farewell(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a few words with a comma, by themselves."""
    line = lines[at].strip()
    is_short = line.endswith(",") and line[:1].isalpha() and len(line.split()) <= _MOST_CLOSING
    return is_short and (at == 0 or not lines[at - 1].strip())
