"""Closed lists of English words that the rules of this package go by.

They hold kinds of words, never names of particular people or organisations; given names are only
used to tell a person from an organisation and "she" from "he".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from quotesdb.data import entries, marked_words, phrase_list, word_list
from quotesdb.text.folding import word_set as word_set

TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count rev reverend fr "
    "sister sen senator rep representative gov governor president judge justice sgt sergeant lt "
    "lieutenant capt captain col colonel gen general maj major cmdr commander adm admiral cllr "
    "councillor hon pope king queen prince princess imam rabbi bishop archbishop cardinal sheikh "
    "detective inspector constable superintendent"
)
MALE_TITLES = word_set("mr sir lord baron count king prince fr bishop pope imam")
FEMALE_TITLES = word_set("mrs ms miss dame lady baroness queen princess sister")

ROLE_NOUNS = word_list("role_nouns")
FEMALE_ROLES = word_list("female_roles")
MALE_ROLES = word_list("male_roles")
OFFICES = word_set(
    "cllr councillor gov governor sen senator rep president mayor judge justice sheriff king queen pope"
)
_ROLE_ENDINGS = ("ologist", "ician", "ographer", "keeper", "woman", "person", "-general", "-in-chief")
ROLE_MODIFIERS = word_list("role_modifiers")
ORGANISATION_WORDS = word_list("organisation_words")
ORGANISATION_NOUNS = word_list("organisation_nouns")
GROUP_NOUNS = word_list("group_nouns")
ANONYMOUS_NOUNS = word_set("source sources insider someone somebody")
DOCUMENT_NOUNS = word_list("document_nouns")
SENTENCE_OPENERS = word_list("sentence_openers")
_DEMONYM_NOUNS = word_list("demonym_nouns")
_DEMONYM_ADJECTIVES = word_list("demonym_adjectives")
DEMONYMS = _DEMONYM_NOUNS | {noun + "s" for noun in _DEMONYM_NOUNS} | _DEMONYM_ADJECTIVES
COMPASS_WORDS = word_list("compass_words")
THING_WORDS = word_list("thing_words")
NAMES_OF_PLACES_TOO = word_list("ambiguous_given_names")
CALENDAR = word_list("calendar")
DAY_WORDS = word_list("day_words")
SHORT_FORMS = {
    "bill": ("william",),
    "billy": ("william",),
    "bob": ("robert",),
    "bobby": ("robert",),
    "chuck": ("charles",),
    "dick": ("richard",),
    "rick": ("richard",),
    "jack": ("john",),
    "jim": ("james",),
    "jimmy": ("james",),
    "joe": ("joseph",),
    "mike": ("michael",),
    "ned": ("edward",),
    "ted": ("edward", "theodore"),
    "tony": ("anthony",),
    "hank": ("henry",),
    "harry": ("henry",),
    "larry": ("lawrence", "laurence"),
    "jerry": ("gerald", "jerome"),
    "steve": ("stephen", "steven"),
    "dave": ("david",),
    "betty": ("elizabeth",),
    "beth": ("elizabeth",),
    "liz": ("elizabeth",),
    "kate": ("katherine", "catherine"),
    "kathy": ("katherine", "kathleen"),
    "peggy": ("margaret",),
    "meg": ("margaret",),
    "maggie": ("margaret",),
    "sue": ("susan",),
    "becky": ("rebecca",),
    "debbie": ("deborah",),
}
CAMPAIGN_WORDS = word_set("campaign administration camp")
PARTIES = word_set("democrat republican conservative independent labour liberal socialist tory unionist")
SHORT_TITLES = word_list("short_titles")
FULL_TITLES = {short: full for short, (full,) in entries("full_titles").items()}
SPORT_ROLES = word_list("sport_roles")
QUALIFIERS = word_list("qualifiers")
BODY_WITH_ON = word_list("bodies_with_on")
_ORGANISATION_MODIFIERS = word_list("organisation_modifiers")
PLACE_WORDS = word_set("county island islands valley beach province river peninsula")
ADJECTIVE_PARTS = word_list("adjective_parts")
SUFFIXES = word_set("jr sr ii iii iv")
_NUMBERS = word_set("twenty thirty forty fifty sixty seventy eighty ninety")
ORGANISATION_HEADS = ORGANISATION_WORDS - _ORGANISATION_MODIFIERS
NAME_PARTICLES = word_set("de da del della der den di dos du el al bin ibn la le van von ten ter y e san st")
MALE_PRONOUNS = word_set("he him his himself")
FEMALE_PRONOUNS = word_set("she her hers herself")
NEUTER_PRONOUNS = word_set("it its itself")
PLURAL_PRONOUNS = word_set("they them their themselves")
FIRST_PRONOUNS = word_set("i we me us my our you")
RELATIVES = word_set("who which that whose whom")
PRONOUNS = MALE_PRONOUNS | FEMALE_PRONOUNS | NEUTER_PRONOUNS | PLURAL_PRONOUNS | FIRST_PRONOUNS | RELATIVES


def is_demonym(words: Iterable[str]) -> bool:
    """Whether words only tell a nation, party or faith: "South Asian", "Republicans".

    >>> is_demonym(["south", "asian"]), is_demonym(["european", "commission"]), is_demonym(["south"])
    (True, False, False)
    """
    keys = list(words)
    return all(k in DEMONYMS | COMPASS_WORDS for k in keys) and any(k in DEMONYMS for k in keys)


def is_number(word: str) -> bool:
    """Whether a word is a number like "twenty-two"."""
    return word.partition("-")[0] in _NUMBERS


def is_role_noun(word: str) -> bool:
    """Whether a lower-case word names somebody's job, office or part.

    >>> is_role_noun("pulmonologist"), is_role_noun("table")
    (True, False)
    """
    return word.removeprefix("co-") in ROLE_NOUNS or (len(word) > 8 and word.endswith(_ROLE_ENDINGS))


@cache
def given_names() -> dict[str, str]:
    """Common given names, lower case, with "f", "m" or "u" (either)."""
    return {name: gender for gender, names in marked_words("given_names").items() for name in names}


def is_place(name: str) -> bool:
    """Whether a folded name is a well-known country, state or city (as an agent: its government)."""
    return name in phrase_list("places")
