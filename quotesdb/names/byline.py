"""Names in bylines: where each begins and ends, which are people, and what of them is the family name.

A byline says none of it, so these are rules of thumb. In doubt a name stays whole (``literal``): a whole name
sorts badly, a wrongly cut one names somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quotesdb.data import marked_words, word_list

_ORGANISATIONS = word_list("byline_organisations")
_PARTICLES = marked_words("particles")["byline"]
_SUFFIX = re.compile(r",?\s+(?P<suffix>Jr\.?|Sr\.?|II|III|IV)$")
_NOT_A_PERSON = re.compile(r"[\d&/@()]|^the\b|\b(?:and|of|for)\b|\.com\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SPANISH_SURNAME = re.compile(r"(?:\w{2,}[eé]z|García)$")
_BY = re.compile(
    r"(?i:(?:written\s+)?by:?\s+)|(?:Von|von|VON|Par|par|PAR|Por|por|POR|Door|door|Di)\s+(?=[^\W\d_a-z])"
)
_AND = re.compile(r"\s+(?:and|with|und|et|och|og|y|&)\s+")
_REST = re.compile(
    r"\s\|\s.*|\s\([a-zäöü]{2,5}\)(?=$|,)|^\d+$|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+"
)
"""What stands behind a name: that of the site, a sign, little pictures; numbers are no names."""
_PLACE = re.compile(r"\s+in\s+[^\W\d_a-z][\w .’'-]*$")
_AGENCY = re.compile(r"dpa|AFP|afp|AP|ap|Reuters|APA|apa|SDA|sda|ANP|ANSA|EFE|TT|NTB|STT|PA")
"""What stands behind a person's name for whom that person writes."""
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s+[\w.’'-]+){1,4}")
_POST = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|contributor|staff|chief)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as citations need it: either ``literal``, or a family name with what goes with it."""

    literal: str | None = None
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def label(self) -> str:
        """How a citation in running text names its author."""
        return self.literal or self.family


def split_bylines(bylines: Iterable[str]) -> tuple[str, ...]:
    """List the authors of one or more bylines, in order and each once.

    A byline is taken apart only where every part looks like a full name, so that the "and" in the name
    of an organisation stays; posts ("Science Editor") and addresses are left out.

    >>> split_bylines(["By Ada Example, Bo Sample and Cy Test", "Example Board of Trade and Industry"])
    ('Ada Example', 'Bo Sample', 'Cy Test', 'Example Board of Trade and Industry')
    """
    found: dict[str, None] = {}
    for byline in bylines:
        for name in _parts(" ".join(_REST.sub("", byline).split())):
            if name and "://" not in name and "@" not in name:
                found[name] = None
    return tuple(found)


def _parts(byline: str) -> list[str]:
    byline = _BY.sub("", byline, count=1) if _BY.match(byline) else byline
    if ";" in byline:
        return [part.strip() for part in byline.split(";")]
    parts = [_placeless(part.strip()) for piece in byline.split(", ") for part in _AND.split(piece)]
    people = [part for part in parts if not _POST.search(part) and not _AGENCY.fullmatch(part)]
    return people if people and all(_FULL_NAME.fullmatch(part) for part in people) else [byline]


def _placeless(name: str) -> str:
    """A person's name without the place that the report is from."""
    person = _PLACE.sub("", name)
    return person if _FULL_NAME.fullmatch(person) else name


def parse_name(printed: str) -> Name:
    """Split one name of a byline into its parts, or keep it whole where it is no person's.

    >>> parse_name("Jane van der Berg")
    Name(literal=None, family='van der Berg', given='Jane', suffix='')
    >>> parse_name("María José García López").family
    'García López'
    >>> parse_name("Northgate Press"), parse_name("Staff").label
    (Name(literal='Northgate Press', family='', given='', suffix=''), 'Staff')
    """
    whole = " ".join(printed.split())
    name, suffix = _without_suffix(whole)
    if _NOT_A_PERSON.search(whole) or not _ORGANISATIONS.isdisjoint(_WORD.findall(whole.lower())):
        return Name(literal=whole)
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        inverted = bool(given) and "," not in given and _is_one_family_name(family.split())
        return Name(family=family, given=given, suffix=suffix) if inverted else Name(literal=whole)
    words = name.split()
    if len(words) < 2:
        return Name(literal=whole)
    cut = _family_starts(words)
    return Name(family=" ".join(words[cut:]), given=" ".join(words[:cut]), suffix=suffix)


def authors(byline: Iterable[str]) -> list[Name]:
    """The names of a byline in their order, blank ones left out."""
    return [parse_name(printed) for printed in byline if printed.strip()]


def _without_suffix(name: str) -> tuple[str, str]:
    found = _SUFFIX.search(name)
    return (name[: found.start()], found["suffix"]) if found else (name, "")


def _is_one_family_name(words: list[str]) -> bool:
    """Whether the words before a comma are a family name ("van Berg"), not a whole name with a title."""
    return bool(words) and all(map(_is_particle, words[:-1]))


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES


def _family_starts(words: list[str]) -> int:
    """Where the family name begins: at its particle, or one word from the end, two of a Spanish pair."""
    last = len(words) - 1
    for place in range(1, last):
        if _is_particle(words[place]):
            return place
    full_words = all(len(word.strip(".")) > 1 for word in words)
    two_and_two = len(words) >= 4 and full_words
    pair = len(words) == 3 and _SPANISH_SURNAME.search(words[1])
    return last - 1 if two_and_two or pair else last
