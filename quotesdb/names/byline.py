"""Names in bylines: where each begins and ends, which are people, and what of them is the family name.

A byline says none of it, so these are rules of thumb. In doubt a name stays whole (``literal``): a whole name
sorts badly, a wrongly cut one names somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quotesdb.data import entries, marked_words, word_list
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key
from quotesdb.names.words import SUFFIXES
from quotesdb.text.blanks import is_blank

_ORGANISATIONS = word_list("byline_organisations")
_PARTICLES = marked_words("particles")["byline"] | marked_words("particles")["irish"]
_BETWEEN_SURNAMES = marked_words("particles")["between"]
_LAST_OF_BODIES = (word_list("organisation_words") | word_list("newspaper_words")) - frozenset().union(
    *marked_words("common_names").values()
)
_KNOWN_BODIES = frozenset(" ".join(full) for full in entries("known_abbreviations").values())
_ACRONYM = re.compile(r"[A-Z]{3,}")
"""In a name that is not all in capitals; two letters may be initials."""
_TITLES = marked_words("titles")["address"] - {"pope", "sister"}
_SUFFIX = re.compile(r",?\s+(?P<suffix>[^\s,]+)$")
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,3}\.){2,}")
_NOT_A_PERSON = re.compile(r"[\d&/@()]|^the\b|\b(?:and|of|for)\b|\.com\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SPANISH_SURNAME = re.compile(r"(?:\w{2,}[eé]z|García)$")
_BY = re.compile(
    r"(?i:(?:(?:written|reported|story|words|text)\s+)?by:?\s+)|(?:Von|von|VON|Par|par|PAR|Por|por|POR|Door|door|Di)\s+(?=[^\W\d_a-z])"
)
_GIVEN_TOO = "Di"
"""Italian for "by", and short for Diana."""
_AND = re.compile(r"\s+(?:and|with|avec|und|et|och|og|y|&)\s+")
_REST = re.compile(
    r"\s\|\s.*|(?<=[^\s,]),?\s+[(<]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>]?"
    r"|\s\([a-zäöü]{2,5}\.?\)(?=$|,)|^\d+$|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+"
)
"""What stands behind a name: that of the site, a letter box, a sign, pictures; numbers are no names."""
_PLACE = re.compile(r"\s+in\s+[^\W\d_a-z][\w .’'-]*$")
_AGENCY = re.compile(r"dpa|AFP|afp|AP|ap|Reuters|APA|apa|SDA|sda|ANP|ANSA|EFE|TT|NTB|STT|PA")
"""What stands behind a person's name for whom that person writes."""
_OF_AGENCY = re.compile(r"(?P<name>[^/,]*[^/\s])/(?P<agency>TT|NTB|STT)")
"""A name with the agency behind a stroke, as in the Nordic countries: "Ada Example/TT".

Where newspapers are named before it ("Charlotte Observer/AP"), a given name does not tell a person.
"""

_FULL_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s+[\w.’'-]+){1,4}")
_PAIR = 2
_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]*\.?")
_POST = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|contributor|staff|chief)$", re.IGNORECASE
)
_IN_PLACE = re.compile(r"in\s+[^\W\d_a-z][\w .’'-]*")
_LOUD_AND = re.compile(r"\s+AND\s+")
_JOINED = re.compile(r"(?:and|&)\s+(?=[^\W\d_a-z])")
"""What begins the last part of a list that has a comma before it too."""

_SMALL = re.compile(r"(?P<small>(?:[a-z][\w-]*\s+)+)(?=[^\W\d_a-z])")
_DAY = re.compile(
    r"(?:[\s,|·•–—-]+(?:last\s+|first\s+)?(?:published|posted|updated)\b:?(?:\s+on\b)?)?[\s,|·•–—-]+(?:\w+day,?\s+)?"
    r"(?:\w{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+\w{3,9}\.?\s+\d{4}|\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4})\b.*$",
    re.IGNORECASE,
)
_OTHERS_WORK = re.compile(r"[\s,;.|·•–—-]+[^\W\d_]+\s+(?:by|BY):?\s+[^\W\d_a-z].*$")
"""What stands behind the authors and says whose something else is: "Photos by Cy Test"."""

_STROKE = re.compile(r"\s*[|·•]\s*")
_HELPED = re.compile(
    r"\scontributed\s+(?:\w+\s+)?(?:reporting|research|to)\b|^(?:[Aa]dditional\s+)?[Rr]eporting\s+by\s"
)
"""What a note behind the authors has that says who helped them."""

_ACCOUNT = re.compile(
    r"(?i:admin(?:istrator)?|webmaster|super\s?user)|管理[员員者]|관리자|editor|redaktion|(?i:wordpress|joomla!?|drupal|typo3|wix)"
    r"|(?i:(?:theme|template|design(?:ed)?|powered|built|made)\s+(?:by|with)\s.+)"
)
"""What content systems call themselves, and the account that they make first.

"Redaktion" is what a site prints.
"""


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


def split_bylines(bylines: Iterable[str], *, agencies: bool = False) -> tuple[str, ...]:
    """List the authors of one or more bylines, in order and each once.

    A byline is taken apart only where every part looks like a full name, so that the "and" in the name
    of an organisation stays; posts ("Science Editor") and addresses are left out. Agencies behind people are
    authors too where the text is somebody else's (``agencies``); in their own wires they are the publisher.

    >>> split_bylines(["By Ada Example, Bo Sample and Cy Test", "Example Board of Trade and Industry"])
    ('Ada Example', 'Bo Sample', 'Cy Test', 'Example Board of Trade and Industry')
    """
    found: dict[str, None] = {}
    for byline in bylines:
        for name in _parts(" ".join(_REST.sub("", byline).split()), agencies=agencies):
            if "://" not in name and "@" not in name and not is_blank(name):
                found[name] = None
    return tuple(found)


def is_full_name(part: str) -> bool:
    """Whether words are a full name as people have one.

    >>> [is_full_name(part) for part in ("Ada Example", "Contributor", "Example Board of Trade")]
    [True, False, False]
    """
    return bool(_FULL_NAME.fullmatch(part)) and not _is_body(part)


def is_agency(name: str) -> bool:
    """Whether a name is that of one of the agencies that bylines name, in whatever letters they write it.

    >>> [is_agency(name) for name in ("AFP", "DPA", "NEWS")]
    [True, True, False]
    """
    return bool(_AGENCY.fullmatch(name) or (len(name) > _PAIR and _AGENCY.fullmatch(name.lower())))


def without_accounts(names: Iterable[str]) -> tuple[str, ...]:
    """Those names that are not only what an account for writing is called, as content systems give it.

    >>> without_accounts(["admin", "Ada Example", "Redaktion", "dpa"])
    ('Ada Example', 'Redaktion', 'dpa')
    """
    return tuple(name for name in names if not _ACCOUNT.fullmatch(name.strip()))


def _parts(byline: str, *, agencies: bool) -> list[str]:
    by = _BY.match(byline)
    byline = byline[by.end() :] if by and not _is_given(by[0].strip(), byline[by.end() :]) else byline
    byline = _authors_only(byline)
    written = _OF_AGENCY.fullmatch(byline)
    if written and all(map(_is_known_person, _AND.split(written["name"]))):
        byline = f"{written['name']}, {written['agency']}"
    if ";" in byline:
        return _listed(byline, agencies=agencies)
    if _is_inverted(*byline.split(", ")):
        return [byline]
    if inverted := _all_inverted(byline):
        return inverted
    pieces = [[_placeless(part.strip()) for part in _between(piece)] for piece in byline.split(", ")]
    parts = [part for piece in pieces for part in piece if not _POST.search(part)]
    if all(map(is_full_name, pieces[0])):
        return [part for part in parts if is_full_name(part) or (agencies and _AGENCY.fullmatch(part))]
    return parts if parts and all(map(_is_author, parts)) else [byline]


def _authors_only(byline: str) -> str:
    """A byline without what stands around its persons: a post before them, another's work, a day, a site."""
    small = _SMALL.match(byline)
    if small and _POST.search(small["small"].strip()) and _are_people(byline[small.end() :]):
        return byline[small.end() :]
    for behind in (_OTHERS_WORK, _DAY):
        found = behind.search(byline)
        if found and _are_people(byline[: found.start()]):
            return byline[: found.start()]
    first, *rest = _STROKE.split(byline)
    is_site = len(rest) == 1 and not _is_known_person(rest[0])
    return first if is_site and _are_people(first) else byline


def _are_people(names: str) -> bool:
    """Whether names that commas and "and" part are all those of persons, or of their posts."""
    parts = [part for piece in names.split(", ") for part in _between(piece)]
    is_begun = bool(parts) and is_full_name(parts[0])
    return is_begun and all(is_full_name(part) or _POST.search(part) for part in parts)


def _between(piece: str) -> list[str]:
    """The parts of a piece of a list, without a place; what only says that agencies helped is none."""
    piece = _JOINED.sub("", piece, count=1) if _JOINED.match(piece) else piece
    loud = _LOUD_AND.split(piece)
    if piece.isupper() and len(loud) > 1 and all(map(_is_known_person, loud)):
        return loud
    first, *more = _AND.split(piece)
    parts = [first, *(part for part in more if not (part.islower() and part.isalpha()))]
    return [part for part in parts if not _IN_PLACE.fullmatch(part)]


def _all_inverted(byline: str) -> list[str]:
    """The names of a list that has each with the family name first; nothing where it is none.

    >>> _all_inverted("Sample, Ada and Test, Otto"), _all_inverted("Ada Sample, Otto and Test, Cy")
    (['Sample, Ada', 'Test, Otto'], [])
    """
    names = [name.removesuffix(",") for name in _AND.split(byline)]
    pairs = [name.split(", ") for name in names]
    is_list = len(pairs) > 1 and all(len(pair) == _PAIR and _is_turned(*pair) for pair in pairs)
    return names if is_list else []


def _is_turned(family: str, given: str) -> bool:
    """Whether a family name stands before a usual given name or initials."""
    first = given.partition(" ")[0]
    is_given = bool(_INITIAL.match(first)) or name_key(first) in given_names()
    return is_given and _is_one_family_name(family.split())


def _listed(byline: str, *, agencies: bool) -> list[str]:
    """The authors between semicolons, of whom the last may be two ("and"), without who helped them."""
    first, *more = (part.strip() for part in byline.split(";"))
    is_note = _POST if is_full_name(first) else _HELPED
    parts = [first, *(part for part in more if not (_HELPED.search(part) or is_note.search(part)))]
    return [
        name
        for part in parts
        for name in (_parts(part, agencies=agencies) if _AND.search(part) and "," not in part else [part])
    ]


def _is_given(sign: str, behind: str) -> bool:
    """Whether a "Di" is a given name and no "by": it needs the one word behind it to be a name.

    >>> [_is_given("Di", behind) for behind in ("Moss", "Moss, Ed Nash", "Ada Example", "ANSA")]
    [True, True, False, False]
    """
    word = re.split(r"[,;]|" + _AND.pattern, behind, maxsplit=1)[0].strip()
    stands = sign == _GIVEN_TOO and _CAPITALISED.fullmatch(word)
    return bool(stands) and not _AGENCY.fullmatch(word) and not _is_body(word)


def _is_inverted(family: str, given: str = "", *more: str) -> bool:
    """Whether two parts are one name, family name first: "De La Cruz, Maria", and not "Di Moss, Ed Nash"."""
    words = family.split()
    if more or len(words) < _PAIR or not _is_one_family_name(words) or _POST.search(given):
        return False
    if len(words) == _PAIR:
        return bool(_INITIAL.fullmatch(given)) or name_key(given) in given_names()
    return _CAPITALISED.match(given) is not None and not _AGENCY.fullmatch(given)


def _is_author(part: str) -> bool:
    return bool(_FULL_NAME.fullmatch(part) or _AGENCY.fullmatch(part))


def _is_known_person(part: str) -> bool:
    return is_full_name(part) and name_key(part.split()[0]) in given_names()


def _placeless(name: str) -> str:
    """A person's name without the place that the report is from."""
    person = _PLACE.sub("", name)
    return person if _FULL_NAME.fullmatch(person) else name


def parse_name(printed: str) -> Name:
    """Split one name of a byline into its parts, or keep it whole where it is no person's.

    Forms of address are left out, as every style guide has it.

    >>> parse_name("Jane van der Berg")
    Name(literal=None, family='van der Berg', given='Jane', suffix='')
    >>> parse_name("María José García López").family, parse_name("Sir Ada Example, M.D.").suffix
    ('García López', 'M.D.')
    >>> parse_name("Northgate Press"), parse_name("Staff").label
    (Name(literal='Northgate Press', family='', given='', suffix=''), 'Staff')
    """
    whole = " ".join(printed.split())
    if _is_body(whole):
        return Name(literal=whole)
    name, suffix = _without_suffix(_without_title(whole))
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        inverted = bool(given) and "," not in given and _is_one_family_name(family.split())
        return Name(family=family, given=given, suffix=suffix) if inverted else Name(literal=whole)
    words = name.split()
    if len(words) < 2 or (len(words) == 2 and words[0].islower()):
        return Name(literal=whole)
    cut = _family_starts(words)
    return Name(family=" ".join(words[cut:]), given=" ".join(words[:cut]), suffix=suffix)


def authors(byline: Iterable[str], publisher: str | None = None) -> list[Name]:
    """The names of a byline in their order, blank ones left out; one that is the publisher's stays whole.

    >>> authors(["Example Lantern"], "Example Lantern")[0].label, authors(["Example Lantern"])[0].label
    ('Example Lantern', 'Lantern')
    """
    names = [" ".join(printed.split()) for printed in byline if printed.strip()]
    return [
        Name(literal=name) if publisher and name_key(name) == name_key(publisher) else parse_name(name)
        for name in names
    ]


def _is_body(name: str) -> bool:
    """Whether a name has something that people's names have not."""
    words = name.split()
    if _NOT_A_PERSON.search(name) or not _ORGANISATIONS.isdisjoint(_WORD.findall(name.lower())):
        return True
    if _ACRONYM.fullmatch(words[0]) and not name.isupper():
        return True
    ends_like_body = name_key(words[-1]) in _LAST_OF_BODIES and name_key(words[0]) not in given_names()
    return ends_like_body or name_key(name) in _KNOWN_BODIES


def _without_title(name: str) -> str:
    """A name without forms of address, if two words are left."""
    words = name.split()
    while len(words) > 2 and words[0].strip(".").lower() in _TITLES:
        words = words[1:]
    return " ".join(words)


def _without_suffix(name: str) -> tuple[str, str]:
    """A name and what stands behind it: Jr., a number, degrees."""
    found: list[str] = []
    while suffix := _suffix(name):
        found.insert(0, suffix["suffix"])
        name = name[: suffix.start()]
    return name, ", ".join(found)


def _suffix(name: str) -> re.Match[str] | None:
    found = _SUFFIX.search(name)
    if found is None or len(name[: found.start()].split()) < 2 - (found[0][0] == ","):
        return None
    word = found["suffix"]
    known = word.replace(".", "").lower() in SUFFIXES or _DEGREE.fullmatch(word)
    return found if known or (word == "V" and len(name.split()) > 2) else None


def _is_one_family_name(words: list[str]) -> bool:
    """Whether the words before a comma are a family name ("van Berg"), not a whole name with a title."""
    return bool(words) and all(map(_is_particle, words[:-1]))


def _is_particle(word: str) -> bool:
    """Whether a word begins a family name; one in small letters can be nothing else.

    >>> [_is_particle(word) for word in ("van", "El", "St.", "'t", "Ada")]
    [True, True, True, True, False]
    """
    return word.islower() or word.lower().strip(".’'‘") in _PARTICLES


def _family_starts(words: list[str]) -> int:
    """Where the family name begins: at its particle, or one word from the end, two of a Spanish pair."""
    last = len(words) - 1
    if " ".join(words).islower():
        return last
    for place in range(1, last):
        if words[place] in _BETWEEN_SURNAMES:
            return max(1, place - 1)
        if _is_particle(words[place]):
            return place
    full_words = all(len(word.strip(".")) > 1 for word in words)
    two_and_two = len(words) >= 4 and full_words
    pair = len(words) == 3 and _SPANISH_SURNAME.search(words[1])
    return last - 1 if two_and_two or pair else last
