"""The normalisation that claims and evidence are compared in, with the way back to the raw characters.

Every character is folded for itself, so an offset in the normalised text always leads to one in the raw
text. `quotesdb.text.folding.fold` levels the same differences for searching, but keeps no offsets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from quotesdb.text.folding import DASHES, DOUBLE_MARKS, SINGLE_MARKS, plain_letters

METHOD_VERSION = 8
"""Raised whenever a claim could get another verdict from the same evidence; stored with every check."""

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ONE_TO_ONE = {
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(DOUBLE_MARKS, '"'),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(_BLANKS, " "),
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text; ``places[i]`` is the raw offset of its character ``i``, null if they are the same.

    ``length`` is that of the raw text.
    """

    text: str
    places: tuple[int, ...] | None
    length: int

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of a half-open stretch; marks that combine with its last letter belong to it.

        Of a character that is several when folded, a part stands for the whole.

        >>> normalise("Ça va").raw(0, 2)
        (0, 2)
        """
        if self.places is None or start == end == 0:
            return start, end
        last = self.places[end] if end < len(self.places) else self.length
        first = self.places[start] if start < len(self.places) else self.length
        return first, max(last, self.places[end - 1] + 1)


def normalise(text: str) -> Normalised:
    r"""Level case, accents, compatibility forms and styles of marks, dashes and blanks; keep all else.

    Normalising twice changes nothing.

    >>> normalise("“It’s Café—near…”").text
    '"it\'s cafe-near..."'
    """
    levelled = _level(text)
    if levelled.isascii():
        return Normalised(levelled.lower(), None, len(text))
    folded = [_fold(character) for character in levelled]
    places = tuple(place for place, part in enumerate(folded) for _ in part)
    return Normalised("".join(folded), places, len(text))


def _level(text: str) -> str:
    """Marks, dashes and blanks brought to one form, a character for a character."""
    return _NOT_ASCII.sub(lambda found: _ONE_TO_ONE.get(found[0], found[0]), text)


@cache
def _fold(character: str) -> str:
    """One character folded until nothing changes; numbers such as ½ stay, they are not their digits."""
    if unicodedata.category(character) == "No":
        return character
    before, now = "", character
    while now != before:
        before = now
        now = _level(unicodedata.normalize("NFKD", now.casefold()))
        now = "".join(c for c in now if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
        now = plain_letters(now)
    return now
