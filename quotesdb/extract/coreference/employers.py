"""Whose "chief executive NAME" is where the words beside the name do not say."""

from __future__ import annotations

import re

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role
from quotesdb.values import Span

_VARIED = word_list("varied_bodies") | lx.word_set("organisation organization body team")

_STAFF = lx.word_set(
    "executive ceo cfo coo chairman chairwoman boss founder co-founder spokesman spokeswoman spokesperson"
)
_STAFF_OF_A_KIND = lx.word_set("director officer manager")
_RESIDENTS = lx.word_set("resident native villager local voter homeowner householder pensioner islander")
_UNNAMED = re.compile(
    r"\b[Tt]he (?:[a-z-]+ ){0,2}?("
    + "|".join(sorted(lx.ORGANISATION_NOUNS - _VARIED))
    + r")\b(?!['’]|\sof\b)"
)
_HELD = r"(?<!stake )(?<!shares )(?<!share )(?<!interest )(?<!invest )(?<!invested )(?<!confidence )"
_WHERE = re.compile(_HELD + r"\b(?:in|near|outside) ((?:[A-Z][\w’'-]*(?: (?=[A-Z])|)){1,3})")
_PREPOSITION_AFTER = re.compile(r"\s+(?:of|at|for|with|in|to|from)\b")


def lacks_employer(text: str, role: Role) -> bool:
    """Whether a role is one in some body, of which nothing stands beside it: "chief executive NAME said".

    "The director" of a film has none; "finance director" and "project manager" do.
    """
    shown = (role.role or "").split()
    if not shown:
        return False
    noun, field = shown[-1].lower(), len(shown) > 1
    title = noun in _STAFF and all(w.lower() in lx.ROLE_MODIFIERS | lx.ROLE_NOUNS | _STAFF for w in shown)
    if not title and not "".join(shown).replace("-", "").islower():
        return False
    if noun not in _STAFF and not (field and noun in _STAFF_OF_A_KIND):
        return False
    at = text.find(role.role or "", role.span.start, role.span.end)
    return at >= 0 and not _PREPOSITION_AFTER.match(text, at + len(role.role or ""))


def has_other_body(text: str, sentences: list[Span], named: str) -> bool:
    """Whether sentences speak of a body without a name that may be the employer: "the council".

    "The company" may be the one that is named, and so may what its name says that it is.

    >>> said = "They asked the fire service about the alarm at Harrow Ferries. The company is sorry."
    >>> has_other_body(said, [Span(0, 66)], "Harrow Ferries"), has_other_body(said, [Span(66, 88)], "Harrow")
    (True, False)
    >>> has_other_body("The fire service is sorry.", [Span(0, 26)], "Harrow Fire Service")
    False
    """
    own = named.lower().split()
    return any(
        match[1] not in own
        for sentence in sentences
        for match in _UNNAMED.finditer(text, sentence.start, sentence.end)
    )


def employer(mentions: dict[str, int]) -> str | None:
    """Which of several bodies spoken of so many times each is meant: the one that clearly has most.

    >>> employer({"Harrow": 4, "Velda": 1}), employer({"Harrow": 2, "Velda": 2}), employer({"Velda": 1})
    ('Harrow', None, 'Velda')
    """
    ranked = sorted(mentions, key=lambda name: -mentions[name])
    if len(ranked) > 1 and mentions[ranked[0]] == mentions[ranked[1]]:
        return None
    return ranked[0] if ranked else None


def places_in(text: str) -> frozenset[str]:
    """What a text has something in or near: "in Elmsford"; a stake is no such thing.

    >>> sorted(places_in("It rained in Velda West. He has a stake in Harrow."))
    ['Velda', 'Velda West']
    """
    found: set[str] = set()
    for match in _WHERE.finditer(text):
        parts = match[1].split()
        found.update(" ".join(parts[:n]) for n in range(1, len(parts) + 1))
    return frozenset(found)


def is_home(places: frozenset[str], place: str, role: str) -> bool:
    """Whether what stands before a role is where its bearer lives or works: "Elmsford resident NAME"."""
    noun = role.lower().split()[-1]
    if noun in _RESIDENTS:
        return True
    if noun in _STAFF | _STAFF_OF_A_KIND | lx.SPORT_ROLES or place.isupper():
        return False
    return place in places
