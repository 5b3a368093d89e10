"""Names of organisations, and how alike two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache

from quotesdb.data import entries, phrase_list, word_list
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key
from quotesdb.names.person import romanised
from quotesdb.names.words import LEGAL_FORMS
from quotesdb.text.folding import word_set

_SMALL = word_set("of the and for in on at to de la le les des du et")
_ABBREVIATIONS = {short: " ".join(full) for short, full in entries("known_abbreviations").items()}
_DETERMINERS = word_set("a an this that these those his her its their our my another some one")
_COMMON_NOUNS = word_list("common_bodies")
_CREEDS = word_list("creeds")
"""Of which parties are called in many countries."""

LEGAL_ENDINGS = LEGAL_FORMS - {"party"}
"""Legal forms that a body is printed with and without; a party is called so by its name."""

_ALIKE_ENOUGH = 88.0
_CAMPAIGN = word_set("campaign camp team operation")
_OF_A_CAMPAIGN = word_set("presidential election reelection primary senate")
_VOICES = word_set("spokesman spokeswoman spokesperson source official representative")
_MEMBERS = word_list("group_nouns") | word_set(
    "backbenchers peers councillors faithful grandees MPs MEPs MSPs"
)
_MEMBERS_ALONE = {"republicans": "Republican Party", "democrats": "Democratic Party"}
"""Plurals that mean a party's members and never the party."""
_FIELDS = word_set("agriculture commerce culture energy environment industry science sport trade transport")
"""What alone is the rest of a department's name."""
_FOR = re.compile(
    r"(?:an?|the|one)?\s*(?P<who>\w+)\s+(?:for|of|at|from)\s+(?:the\s+)?(?P<body>.+)", re.IGNORECASE
)


class BodyLikeness(StrEnum):
    """How two names of organisations go together, from the closest to none."""

    EQUAL = "equal organisation name"
    ABBREVIATION = "an abbreviation known everywhere"
    LEGAL_FORM = "names that differ by a legal form"
    INITIALS = "initials of the other name"
    PART = "one name within the other"
    SPELLING = "another spelling of the name"
    NONE = "different names"


def is_proper(key: str) -> bool:
    """Whether a folded name is that of one body: common nouns ("the agency", "Times") fit many.

    >>> [is_proper(key) for key in ("agency", "a union of pilots", "federal court", "velda court", "bank")]
    [False, False, False, True, True]
    >>> [is_proper(key) for key in ("socialist party", "ministry of defence", "velda socialist party")]
    [False, False, True]
    """
    words = key.split()
    nouns = _COMMON_NOUNS | _SMALL | (_CREEDS if "party" in words else frozenset())
    return words[0] not in _DETERMINERS and not nouns.issuperset(words)


def body_likeness(one: str, other: str) -> BodyLikeness:
    """How two names of organisations, as printed or folded, go together.

    >>> body_likeness("UBS Group AG", "UBS").name, body_likeness("AFP", "Agence France-Presse").name
    ('LEGAL_FORM', 'ABBREVIATION')
    """
    if name_key(one) == name_key(other):
        return BodyLikeness.EQUAL
    a, b = name_key(romanised(one)), name_key(romanised(other))
    if _ABBREVIATIONS.get(a, a) == _ABBREVIATIONS.get(b, b):
        return BodyLikeness.ABBREVIATION if a != b else BodyLikeness.SPELLING
    short, long = sorted((a.split(), b.split()), key=lambda words: (len(words), words))
    bare = _without_legal_form(short)
    if "".join(bare) == "".join(_without_legal_form(long)):
        return BodyLikeness.LEGAL_FORM
    if len(short) == 1 and short[0] in _initials(long):
        return BodyLikeness.INITIALS
    return _in_part(short, long)


def _in_part(short: list[str], long: list[str]) -> BodyLikeness:
    from rapidfuzz import fuzz

    shorter = {_bare_word(word) for word in short} - _SMALL
    telling = not _COMMON_NOUNS.issuperset(short) or long[-len(short) :] == short
    if shorter and shorter <= {_bare_word(word) for word in long} and telling:
        return BodyLikeness.PART
    spelt = fuzz.ratio(" ".join(short), " ".join(long))
    return BodyLikeness.SPELLING if spelt >= _ALIKE_ENOUGH and len(short) == len(long) else BodyLikeness.NONE


def _bare_word(word: str) -> str:
    return word.removesuffix("s")


def _without_legal_form(words: list[str], legal: frozenset[str] = LEGAL_FORMS) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in legal | {"and"}:
        end -= 1
    return words[:end]


def _initials(words: list[str]) -> set[str]:
    """The initials of a name with and without its small words, and without its legal form."""
    forms = (words, _without_legal_form(words))
    made = {"".join(word[0] for word in form) for form in forms}
    made |= {"".join(word[0] for word in form if word not in _SMALL) for form in forms}
    return {initials for initials in made if len(initials) > 1}


def body_keys(key: str) -> set[str]:
    """What another name for the same body has in common with a folded name; for finding candidates.

    >>> sorted(body_keys("agence france presse"))
    ['afp', 'agence', 'agence france presse', 'france', 'presse']
    """
    words = romanised(key).split()
    expanded = _ABBREVIATIONS.get(key, key)
    telling = {_bare_word(word) for word in words if word not in _SMALL | LEGAL_FORMS | _COMMON_NOUNS}
    return {expanded, *_initials(words), *telling}


class Part(StrEnum):
    """What of a body is meant: itself, somebody who speaks for it, or some who belong to it."""

    ITSELF = auto()
    VOICE = auto()
    MEMBERS = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """A body by the key that all forms of its name share, and what of it is meant."""

    key: str
    part: Part = Part.ITSELF


def read_body(printed: str) -> Body:
    """Which body a name means, and whether itself, its spokesperson or its members.

    >>> [read_body(name).part.value for name in ("Labour", "a Labour spokesman", "Labour MPs")]
    ['itself', 'voice', 'members']
    >>> {read_body(name).key for name in ("Labour", "a spokeswoman for Labour", "Labour MPs")}
    {'labour party'}
    """
    key = name_key(printed)
    if party := _MEMBERS_ALONE.get(key.split()[-1]):
        return Body(name_key(party), Part.MEMBERS)
    found = _FOR.fullmatch(printed.strip())
    if found and (part := _part(found["who"])):
        return Body(organisation_key(found["body"]), part)
    words = printed.split()
    while len(words) > 1 and words[0].lower() in _DETERMINERS | {"the", "some", "many", "other"}:
        del words[0]
    if len(words) > 1 and (part := _part(words[-1])) and not _is_listed(printed):
        return Body(organisation_key(" ".join(words[:-1])), part)
    return Body(organisation_key(printed))


def organisation_key(printed: str) -> str:
    """The key that all printed forms of an organisation's name share.

    >>> forms = ("FBI", "F.B.I.", "the Federal Bureau of Investigation")
    >>> {organisation_key(form) for form in forms}
    {'federal bureau of investigation'}
    >>> organisation_key("Example Works plc")
    'example works'
    >>> organisation_key("Ada Example’s presidential campaign"), organisation_key("Team Example")
    ('example campaign', 'example campaign')
    """
    listed = _is_listed(printed)
    if listed:
        return listed
    key = name_key(printed)
    if campaign := _campaign(key, printed):
        return campaign
    full = without_legal_form(key)
    return _listed().get(full, full) if full != key else key


def without_legal_form(key: str) -> str:
    """A folded name without the legal form that it ends with, unless nothing proper is left.

    >>> without_legal_form("example works plc"), without_legal_form("bank group")
    ('example works', 'bank')
    """
    bare = " ".join(_without_legal_form(key.split(), LEGAL_ENDINGS))
    return bare if is_proper(bare) else key


def is_one_body(printed: str) -> bool:
    """Whether an equal name means an equal body: one of the list, or a name that is nobody else's.

    >>> [is_one_body(name) for name in ("State Department", "Example Works", "the committee", "Trade")]
    [True, True, False, False]
    """
    key = organisation_key(printed)
    return _is_listed(printed) is not None or (is_proper(key) and key not in _FIELDS)


def other_forms(printed: str) -> frozenset[str]:
    """The folded names by which a body may be printed as well, as far as these can be listed.

    >>> sorted(other_forms("FBI"))[:2], "example works plc" in other_forms("Example Works")
    (['fbi', 'federal bureau of investigation'], True)
    """
    key = organisation_key(printed)
    listed = {form for form, whole in _listed().items() if whole == key}
    return frozenset({key, *listed, *(f"{key} {legal}" for legal in LEGAL_ENDINGS)})


def campaign_endings(whose: str = "") -> frozenset[str]:
    """The folded words with which names of campaigns end: of anybody, or of one with that surname.

    >>> sorted(campaign_endings("example"))[:2]
    ['example camp', 'example campaign']
    """
    return frozenset(f"{whose} {word}".strip() for word in _CAMPAIGN)


def whose_campaign(printed: str) -> str | None:
    """The folded surname of whose campaign a name means.

    >>> whose_campaign("Ada Example's team"), whose_campaign("Example Works")
    ('example', None)
    """
    key = _campaign(name_key(printed), printed)
    return key.removesuffix(" campaign") if key else None


def listed_forms() -> frozenset[str]:
    """The folded names of the shipped list, which knows bodies by several."""
    return frozenset(_listed())


def checked_at(printed: str) -> str | None:
    """Where it can be checked that a body is called so, if the shipped list has the name.

    >>> checked_at("U.N."), checked_at("Example Works")
    ('un.org', None)
    """
    listed = _is_listed(printed)
    return None if listed is None else _sources().get(listed)


def _is_listed(printed: str) -> str | None:
    """The key of a body of the shipped list; an abbreviation counts only in the letters that it has there."""
    key = name_key(printed)
    if key not in _listed():
        return None
    spelt = _capitals().get(key)
    bare = re.sub(r"^the\s+|['’]s?$", "", printed.strip(), flags=re.IGNORECASE).replace(".", "")
    return _listed()[key] if spelt is None or bare in spelt else None


@cache
def _listed() -> dict[str, str]:
    """The key of the full name by that of each form of the shipped list."""
    return {name_key(form): name_key(forms[0]) for forms in _forms() for form in forms}


@cache
def _capitals() -> dict[str, frozenset[str]]:
    """How each abbreviation of the list is spelt, without stops, by its key."""
    found: dict[str, set[str]] = {}
    for forms in _forms():
        for form in forms:
            plain = form.replace(".", "")
            if " " not in plain and sum(map(str.isupper, plain)) > 1:
                found.setdefault(name_key(form), set()).add(plain)
    for forms in _forms():
        for form in forms:
            if name_key(form) in found:
                found[name_key(form)].add(form.replace(".", ""))
    return {key: frozenset(spelt) for key, spelt in found.items()}


@cache
def _sources() -> dict[str, str]:
    """Where the names of each body of the list can be checked, by the key of the full name."""
    split = (line.partition(" # ") for line in phrase_list("organisations"))
    return {name_key(names.partition("=")[0].strip()): source for names, _, source in split}


@cache
def _forms() -> tuple[tuple[str, ...], ...]:
    """The forms of each body of the shipped list, the name in full first."""
    lines = (line.partition(" # ")[0] for line in sorted(phrase_list("organisations")))
    split = ((line.partition("=")[0], *line.partition("=")[2].split("|")) for line in lines)
    return tuple(tuple(form.strip() for form in forms if form.strip()) for forms in split)


def _part(noun: str) -> Part | None:
    if noun in _VOICES:
        return Part.VOICE
    return Part.MEMBERS if noun in _MEMBERS else None


def _campaign(key: str, printed: str) -> str | None:
    """The key of somebody's campaign: by the surname alone, whatever else it is called."""
    words = key.split()
    if words[0] == "team" and len(words) > 1:
        words = [*words[1:], "campaign"]
    if len(words) < 2 or words[-1] not in _CAMPAIGN:
        return None
    whose = [word for word in words[:-1] if word not in _OF_A_CAMPAIGN]
    named = any(mark in printed for mark in "'’") or (whose and whose[0] in given_names())
    alone = len(whose) == 1 and f"{whose[0].upper()} " not in printed
    if not whose or not (named or alone) or not is_proper(" ".join(whose)):
        return None
    return f"{whose[-1]} campaign"
