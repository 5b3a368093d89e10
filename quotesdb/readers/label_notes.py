"""Who a transcript itself says that a label is: in brackets, behind an office, in a list above."""

from __future__ import annotations

import re

from quotesdb.names.byline import parse_name
from quotesdb.names.labels import is_generic, is_role, plain_name, without_titles
from quotesdb.readers.heads import is_newspaper, is_persons, may_be_persons
from quotesdb.values import Span

_IN_BRACKETS = re.compile(r"[(\[](?P<name>[^()\[\]\d,;/]{3,60})[)\]]$")
_LISTED = re.compile(
    r"^[ \t*_-]{0,6}(?P<label>[^\W\d_][^:=\n()]{0,30}?)(?:[ \t]\((?P<short>[A-Z][A-Za-z]{0,3}\d?)\))?"
    r"[ \t*_]{0,4}[:=][ \t*_]{0,4}(?P<name>[^,(\n:=]{3,60}?)(?:[ \t]*[,(][^\n]{0,80})?[*_ \t]{0,4}$",
    re.MULTILINE,
)
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


def person_behind_part(label: str) -> tuple[str, str] | None:
    """The part in a talk that a label begins with, and the full name of a person behind it.

    >>> labels = ("Host Ada Example", "Guest 2 Ada Example", "Host Example", "Ada Example")
    >>> [person_behind_part(label) for label in labels]
    [('Host', 'Ada Example'), None, None, None]
    """
    words = plain_name(label).split()
    for at in range(1, len(words) - 1):
        part, person = " ".join(words[:at]), " ".join(words[at:])
        if (is_role(part) or is_generic(part)) and is_persons(person) and not part[-1].isdigit():
            return part, person
    return None


def listed_names(text: str) -> dict[str, Span]:
    r"""Where lines above the turns say who is who: "Interviewer (I): Ada Example", "AE = Ada Example".

    One that is said to be two people is nobody.

    >>> text = "Interviewer (I): Ada Example, Velda\nGuest: Bo Sample\nGuest: Cleo Test\nPlace: near Velda"
    >>> {label: span.text(text) for label, span in sorted(listed_names(text).items(), reverse=True)}
    {'Interviewer': 'Ada Example', 'I': 'Ada Example'}
    """
    found: dict[str, Span] = {}
    twice: set[str] = set()
    for line in _LISTED.finditer(text):
        for label in filter(None, (line["label"].strip(), line["short"])):
            twice.update({label} if label in found else ())
            found.setdefault(label, Span(*line.span("name")))
    names = {label: without_titles(name.text(text)) for label, name in found.items()}
    people = {
        label
        for label, name in names.items()
        if (is_persons(name) or may_be_persons(name)) and not is_newspaper(name)
    }
    return {label: found[label] for label in people - twice}


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
