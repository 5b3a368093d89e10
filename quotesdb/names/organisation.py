"""Names of organisations, and how alike two of them are."""

from __future__ import annotations

from enum import StrEnum

from quotesdb.data import entries, word_list
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

_ALIKE_ENOUGH = 88.0


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


def _without_legal_form(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in LEGAL_FORMS | {"and"}:
        end -= 1
    return words[:end]


def _initials(words: list[str]) -> set[str]:
    """The initials of a name with and without its small words, and without its legal form."""
    forms = (words, _without_legal_form(words))
    made = {"".join(word[0] for word in form) for form in forms}
    made |= {"".join(word[0] for word in form if word not in _SMALL) for form in forms}
    return {initials for initials in made if len(initials) > 1}


def counterparts(key: str) -> list[str]:
    """Other folded names of the same body, of those whose abbreviation is known everywhere.

    >>> counterparts("un"), counterparts("united nations"), counterparts("example works")
    (['united nations'], ['un'], [])
    """
    return [b if key == a else a for a, b in _ABBREVIATIONS.items() if key in (a, b)]


def body_keys(key: str) -> set[str]:
    """What another name for the same body has in common with a folded name; for finding candidates.

    >>> sorted(body_keys("agence france presse"))
    ['afp', 'agence', 'agence france presse', 'france', 'presse']
    """
    words = romanised(key).split()
    expanded = _ABBREVIATIONS.get(key, key)
    telling = {_bare_word(word) for word in words if word not in _SMALL | LEGAL_FORMS | _COMMON_NOUNS}
    return {expanded, *_initials(words), *telling}
