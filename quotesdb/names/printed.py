"""Which words of an article are a name of a speaker: "Mrs. Example", where the speaker is Ada Example."""

from __future__ import annotations

import re
from collections.abc import Collection

from quotesdb.names.organisation import BodyLikeness, body_likeness
from quotesdb.names.person import Likeness, likeness, parse
from quotesdb.values import AgentKind

_LONGEST = 4
_TAIL = re.compile(r"[,(;:–—].*|['’]s?$", re.DOTALL)
_DETERMINER = re.compile(r"^the\s", re.IGNORECASE)
_SMALL = re.compile(r"[a-z'’-]{1,3}")


def printed_name(source: str, kind: AgentKind, names: Collection[str]) -> str | None:
    """The name that the words of a source are, if they are no more than a name of one with these names.

    Up to four words with capitals, small ones between; what follows a comma is left out.

    >>> sources = ("Mrs. Example, 42,", "she", "Example aides")
    >>> [printed_name(source, AgentKind.PERSON, ["Ada Example"]) for source in sources]
    ['Mrs. Example', None, None]
    >>> printed_name("the IEW", AgentKind.ORGANISATION, ["Institute of Example Works"])
    'IEW'
    """
    words = _DETERMINER.sub("", _TAIL.sub("", " ".join(source.split()))).split()
    if not 0 < len(words) <= _LONGEST or not (words[0][:1].isupper() and words[-1][:1].isupper()):
        return None
    if not all(word[:1].isupper() or _SMALL.fullmatch(word) for word in words):
        return None
    name = " ".join(words)
    return name if any(_goes_with(name, other, kind) for other in names) else None


def _goes_with(name: str, other: str, kind: AgentKind) -> bool:
    if kind is AgentKind.ORGANISATION:
        return body_likeness(name, other) is not BodyLikeness.NONE
    return likeness(parse(name), parse(other)) not in (Likeness.NONE, Likeness.CLASH)
