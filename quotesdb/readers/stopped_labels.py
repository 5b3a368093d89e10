"""Labels that end with a full stop, as records of parliaments print them.

"Ada Example (PPE). – Mr President, ..." of the European Parliament, "Mme Ada Example. Je vous remercie."
of France, "ADA EXAMPLE (LV). Grazie." of Italy. A line of news begins so too ("Velda. – The bridge ..."): the
labels of a text decide together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quotesdb.names.labels import is_role, plain_name
from quotesdb.readers.heads import is_persons
from quotesdb.readers.talking import ADDRESS
from quotesdb.text.turns import Label
from quotesdb.values import Span

_DASHED = re.compile(
    r"^[ \t]*(?P<name>[^\W\d_a-z][^\n.:;!?“”\"]{1,80}?)(?P<stop>\.)[ \xa0][–—-][ \xa0]+(?=\S)", re.MULTILINE
)
_COURTEOUS = re.compile(
    r"^[ \t]*(?P<name>(?:M\.|Mme|Mlle) [^\n.:;!?“”\"]{2,80}?)(?P<stop>\.)"
    r"[ \xa0]+(?:[–—-][ \xa0]+)?(?=[^\W\d_a-z])",
    re.MULTILINE,
)
_IN_CAPITALS = re.compile(
    r"^[ \t]*(?P<name>(?:[^\W\d_a-z]{2,}|[^\W\d_a-z]['’][^\W\d_a-z]+)(?:[ '’-][^\W\d_a-z]{1,20}){0,4}"
    r"(?![^\W\d_])"
    r"(?:, [^\n.:;!?“”\"]{2,80}?| \([^()\n]{1,30}\))?)(?P<stop>\.)"
    r"[ \xa0]+(?=[^\W\d_a-z](?:[^\W\d_A-Z]|[ '’]))",
    re.MULTILINE,
)
_PARTY = re.compile(r"\([^()\n]{0,30}[A-Z][^()\n]{0,30}\)$")
_SHORTEST = 5
"""Letters of a label; shorter ones with a full stop are titles: "SEN. Example"."""

_ENDS = re.compile(r"[.!?…](?=\s|$)")
_SPOKEN = re.compile(
    ADDRESS.pattern
    + r"|\b(?:[Jj]e|[Nn]ous|[Vv]ous|[Nn]otre|[Vv]otre|[Ii]o|[Nn]oi|[Vv]oi|[Vv]i|[Gg]razie|[Mm]erci"
    r"|[NnVv]ostr[aeio])\b|\b[Jj]['’]"
)
_LEAST_SPOKEN, _LEAST_LONGER = 0.4, 0.25
_FEWEST, _LEAST_LINES, _LEAST_KNOWN, _MOST_NAMES = 4, 0.2, 0.5, 0.8


def find_stopped(text: str) -> list[Label]:
    """The labels of a text that end so, if it is a record: some come again, most are of people, who talk."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    for shape in (_DASHED, _COURTEOUS, _IN_CAPITALS):
        found = [match for match in shape.finditer(text) if len(match["name"]) >= _SHORTEST]
        if len(found) < max(_FEWEST, _LEAST_LINES * lines):
            continue
        names = Counter(match["name"] for match in found)
        known = sum(map(_may_speak, names))
        ends = [*(match.start() for match in found[1:]), len(text)]
        words = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
        again = 1 < len(names) <= _MOST_NAMES * len(found)
        if again and known >= _LEAST_KNOWN * len(names) and _are_said(words):
            return [
                Label(Span(*match.span("name")), Span(*match.span("stop")), match.end()) for match in found
            ]
    return []


def _are_said(words: Sequence[str]) -> bool:
    """Whether many of what may be turns address somebody or tell of whoever speaks, and some are longer.

    Entries of lists and news of a line begin with names and a full stop too.
    """
    spoken = sum(bool(_SPOKEN.search(one)) for one in words)
    longer = sum(len(_ENDS.findall(one)) > 1 for one in words)
    return spoken >= _LEAST_SPOKEN * len(words) and longer >= _LEAST_LONGER * len(words)


def _may_speak(label: str) -> bool:
    """Whether a label is of a person or an office, or of a member with a party in brackets."""
    name = plain_name(label)
    is_courteous = label.startswith(("M. ", "Mme ", "Mlle "))
    is_member = " " in name and (_PARTY.search(label) is not None or (name.isupper() and name != label))
    return is_courteous or is_member or is_persons(name) or is_role(name)
