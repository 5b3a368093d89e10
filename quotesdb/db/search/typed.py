"""What a user typed to search for, taken apart alike for every engine."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Any

from sqlalchemy import func

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_MARKED_OR_WORD = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)')


def typed_terms(folded: str) -> list[str]:
    r"""The words and, in double marks, the phrases of a folded text, those that have a letter or a figure.

    >>> typed_terms("don't “trade war” -")
    ["don't", 'trade war']
    """
    terms = (phrase or word for phrase, word in _MARKED_OR_WORD.findall(folded.replace("\0", " ")))
    return [term for term in terms if any(map(str.isalnum, term))]


def part_of(column: InstrumentedAttribute[Any], typed: str) -> ColumnElement[bool]:
    """The condition that a column holds what was typed, in capitals of ASCII or not, on every engine."""
    small = typed.translate(_SMALL)
    return func.lower(column).contains(small, autoescape=True)
