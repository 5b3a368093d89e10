"""What readers tell a file by: its first bytes as text, its root element, the members of an archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from quotesdb.readers.foreign import decoded_head, root_element

SURE, BY_NAME = 0.95, 0.5
"""How sure a reader is by content, and by a name alone; a web page is recognised with 0.9."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file: its text, and the local name in small letters of the root of its markup."""

    text: str
    root: str


@lru_cache(1)
def look(head: bytes) -> Head:
    """The beginning of a file as text; all readers look at the same one after the other."""
    text = decoded_head(head)
    return Head(text, (root_element(text) or "").lower() if text.lstrip()[:1] == "<" else "")


def is_called(name: str, suffixes: frozenset[str]) -> bool:
    """Whether a file's name ends in one of the endings."""
    return PurePath(name).suffix.lower() in suffixes


def has_member(head: bytes, *signs: bytes) -> bool:
    """Whether a ZIP archive begins with members, or a type, of these names."""
    return head.startswith(_ZIP) and any(sign in head for sign in signs)


def begins(head: bytes, pattern: re.Pattern[str]) -> bool:
    """Whether the text of a file begins with a pattern, white space aside."""
    return bool(pattern.match(look(head).text.lstrip()))
