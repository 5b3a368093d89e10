"""Closed lists of English words that the rules of this package go by.

They hold kinds of words, never names of particular people or organisations; given names are only
used to tell a person from an organisation and "she" from "he".
"""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.data import entries, marked_words, phrase_list, word_list
from quotesdb.names.given import given_names as given_names
from quotesdb.text.folding import word_set as word_set

_TITLES = marked_words("titles")
TITLES = _TITLES["article"]
MALE_TITLES = _TITLES["man"] | _TITLES["he"]
FEMALE_TITLES = _TITLES["woman"] | _TITLES["she"]

ROLE_NOUNS = word_list("role_nouns")
FEMALE_ROLES = word_list("female_roles")
MALE_ROLES = word_list("male_roles")
OFFICES = _TITLES["office"]
_ROLE_ENDINGS = (
    "ologist",
    "ician",
    "ographer",
    "keeper",
    "woman",
    "person",
    "-general",
    "-in-chief",
)
_RANK_ENDINGS = ("-gen", "-col")
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
CAMPAIGN_WORDS = word_set("campaign administration camp")
PARTIES = word_set("democrat republican conservative independent labour liberal socialist tory unionist")
SHORT_TITLES = _TITLES["short"]
FULL_TITLES = {
    short: words[0]
    for kind in ("full_titles", "ranks")
    for short, words in entries(kind).items()
    if short not in ("name", "post")
}
SPORT_ROLES = word_list("sport_roles")
QUALIFIERS = word_list("qualifiers")
BODY_WITH_ON = word_list("bodies_with_on")
_ORGANISATION_MODIFIERS = word_list("organisation_modifiers")
PLACE_WORDS = word_set("county island islands valley beach province river peninsula")
ADJECTIVE_PARTS = word_list("adjective_parts")
_NUMBERS = word_set("twenty thirty forty fifty sixty seventy eighty ninety")
ORGANISATION_HEADS = ORGANISATION_WORDS - _ORGANISATION_MODIFIERS
NAME_PARTICLES = marked_words("particles")["article"]
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

    >>> is_role_noun("pulmonologist"), is_role_noun("lt-col"), is_role_noun("table")
    (True, True, False)
    """
    first, hyphen, second = word.partition("-")
    if hyphen and first in ROLE_NOUNS and second in ROLE_NOUNS:
        return True
    return word.removeprefix("co-").removesuffix("-elect") in ROLE_NOUNS or (
        word.endswith(_RANK_ENDINGS) or (len(word) > 8 and word.endswith(_ROLE_ENDINGS))
    )


def is_place(name: str) -> bool:
    """Whether a folded name is a well-known country, state or city (as an agent: its government)."""
    return name in phrase_list("places")
