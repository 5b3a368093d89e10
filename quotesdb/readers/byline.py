"""Bylines: the authors' names in the words that a page or a person gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(r"(?:written\s+)?by:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|with|&)\s+")
_REST = re.compile(r"\s\|\s.*|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
"""What stands behind a name: that of the site or a date, little pictures."""
_PLACE = re.compile(r"\s+in\s+[^\W\d_a-z][\w .’'-]*$")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s+[\w.’'-]+){1,4}")
_POST = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|contributor|staff|chief)$", re.IGNORECASE
)


def names(bylines: Iterable[str]) -> tuple[str, ...]:
    """List the authors of one or more bylines, in order and each once.

    A byline is taken apart only where every part looks like a full name, so that the "and" in the name
    of an organisation stays; posts ("Science Editor") and addresses are left out.

    >>> names(["By Ada Example, Bo Sample and Cy Test", "Example Board of Trade and Industry"])
    ('Ada Example', 'Bo Sample', 'Cy Test', 'Example Board of Trade and Industry')
    """
    found: dict[str, None] = {}
    for byline in bylines:
        for name in _split(" ".join(_REST.sub("", byline).split())):
            if name and "://" not in name and "@" not in name:
                found[name] = None
    return tuple(found)


def _split(byline: str) -> list[str]:
    byline = _BY.sub("", byline, count=1) if _BY.match(byline) else byline
    if ";" in byline:
        return [part.strip() for part in byline.split(";")]
    parts = [_placeless(part.strip()) for piece in byline.split(", ") for part in _AND.split(piece)]
    people = [part for part in parts if not _POST.search(part)]
    return people if people and all(_FULL_NAME.fullmatch(part) for part in people) else [byline]


def _placeless(name: str) -> str:
    """A person's name without the place that the report is from."""
    person = _PLACE.sub("", name)
    return person if _FULL_NAME.fullmatch(person) else name
