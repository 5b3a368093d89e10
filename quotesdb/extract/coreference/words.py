"""The words of a text, and a name where it stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quotesdb.extract import lexicon as lx
from quotesdb.names.words import GENERATIONS
from quotesdb.values import Span

# Accents set apart from their letter, the odd signs of a letter read in the wrong encoding, and an apostrophe
# turned the wrong way (Roe‘s) are inside.
TOKEN = re.compile(
    r"[^\W_](?:[\w&\u0300-\u036f\u0080-\u009f]++|(?<=[ÂÃ\u0302\u0303])[\u00a1-\u00bf]|[.’'/-](?=\w)|‘(?=s\b))*"
)
_LONGEST_SHOUTED = 3
_JOINED_ARTICLE = re.compile(r"(?:a[lnrstdz]|ash|el|ul|d|l)[-'’][A-Z]")
_ADDRESSED = re.compile(r"\((?:Mrs?|Ms|Miss|Dr)\.?\) $")


class Word(NamedTuple):
    """One token; ``bare`` is without a possessive ending. A tuple, because there are very many."""

    span: Span
    text: str
    bare: str
    possessive: bool

    @property
    def key(self) -> str:
        """The bare word, lower case, full stops gone, apostrophes straight."""
        return _key(self.bare)

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital (or is like iRobot, eBay) and can be part of a name."""
        return _has_capital(self.bare)

    @property
    def qualifies(self) -> bool:
        """Whether it makes an adjective of a name: "Leeds-based", the end of "New York-born"."""
        return _qualifies(self.bare)


@lru_cache(maxsize=1 << 14)
def _key(bare: str) -> str:
    return bare.lower().replace(".", "").replace("’", "'")


def _qualifies(bare: str) -> bool:
    return "-" in bare and bare[:1].isupper() and bare.rpartition("-")[2] in lx.ADJECTIVE_PARTS


@lru_cache(maxsize=1 << 14)
def _has_capital(bare: str) -> bool:
    key = bare.lower().replace(".", "")
    if key.partition("'")[0].partition("’")[0] in lx.PRONOUNS and not (bare.isupper() and len(bare) > 1):
        return False
    if bare.isupper() and len(bare) > _LONGEST_SHOUTED and key in lx.SENTENCE_OPENERS:
        return False
    if _qualifies(bare):
        return False
    return bare[:1].isupper() or (len(bare) > 2 and bare[1:2].isupper()) or bool(_JOINED_ARTICLE.match(bare))


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands. ``kind`` is person, organisation, place or unknown.

    Dates, datelines, peoples ("European"), things ("Harbour Act") and who is only credited are marked as
    such; they never speak.

    ``prefix`` are the capitalised words before a person's name that belong to title or role
    ("White House Press Secretary").
    """

    span: Span
    text: str
    kind: str
    possessive: bool
    prefix: Span | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words, folded, without a "Jr" at the end."""
        return _keys(self.text)


@lru_cache(maxsize=1 << 14)
def _keys(name: str) -> tuple[str, ...]:
    keys = tuple(w.key for w in words(name))
    return keys[:-1] if len(keys) > 1 and keys[-1] in GENERATIONS else keys


def before_brackets(text: str, start: int) -> int:
    """Where the form of address in brackets before a name begins, else ``start``.

    >>> before_brackets("the registrar, (Mrs) Ada Roe", 21), before_brackets("the registrar, Ada Roe", 15)
    (15, 15)
    """
    match = _ADDRESSED.search(text, max(0, start - len("(Miss.) ")), start)
    return match.start() if match else start


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The tokens of ``text`` between two offsets."""
    out = []
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        token, (first, last) = match[0], match.span()
        bare, possessive = token, False
        if token[-1] == "s":
            bare = token[:-2] if len(token) > 2 and token[-2] in "'’‘" else token
            plural = text[last : last + 1] in ("'", "’") and not text[last + 1 : last + 2].isalnum()
            possessive = bare is not token or plural
        out.append(Word(Span(first, last), token, bare, possessive))
    return out
