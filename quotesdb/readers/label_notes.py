"""Who a transcript itself says that a label is: in brackets behind an office, or by initials in its head."""

from __future__ import annotations

import re

from quotesdb.names.byline import parse_name
from quotesdb.names.labels import is_generic, is_role, plain_name, without_titles
from quotesdb.readers.heads import is_persons
from quotesdb.values import Span

_IN_BRACKETS = re.compile(r"[(\[](?P<name>[^()\[\]\d,;/]{3,60})[)\]]$")
_INITIALS = re.compile(r"[A-Z]{2,4}")


def person_in_note(label: str) -> str | None:
    """The person in brackets behind an office or a word that names nobody; a place or a firm is none.

    >>> labels = ("Host (Ada Example)", "Host (New York)", "SAMPLE (Ada Example)", "Host (via Ada Example)")
    >>> [person_in_note(label) for label in labels]
    ['Ada Example', None, None, None]
    """
    name, found = plain_name(label), _IN_BRACKETS.search(label)
    if found is None or not (is_role(name) or is_generic(name)):
        return None
    person = without_titles(found["name"].strip())
    is_capitalised = all(word[:1].isupper() for word in found["name"].split())
    return person if is_capitalised and is_persons(person) else None


def who_is_short(initials: str, text: str) -> Span | None:
    """Where a text says whose initials these are: "Ada Example (AE)"; null if it says none, or two.

    >>> text = "Ada Example (AE) asked Bo Sample (BS) of Velda Council (VC)."
    >>> [span and span.text(text) for span in (who_is_short(each, text) for each in ("AE", "BS", "VC", "AS"))]
    ['Ada Example', 'Bo Sample', None, None]
    """
    if not _INITIALS.fullmatch(initials):
        return None
    words = r"(?:\s(?:[a-z]{2,3}|[A-Z]\.))?\s".join(rf"{letter}[\w'’-]+" for letter in initials)
    found = [Span(*match.span(1)) for match in re.finditer(rf"\b({words})\s[(\[]{initials}[)\]]", text)]
    found = [span for span in found if not parse_name(span.text(text)).literal]
    return found[0] if len({span.text(text) for span in found}) == 1 else None
