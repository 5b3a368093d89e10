"""How sure names alone make it that two are one: the only place where that is set by hand.

All are natural log-odds, read as an answer to "In one archive two articles print these names. How sure is it,
before either is read, that one person is meant?" +2 is 7 in 8, +4 is 98 in 100.
"""

from __future__ import annotations

from enum import StrEnum
from math import log

LINKED = 2.0
"""From here two names are taken for one person's."""
SUGGESTED = -2.0
"""From here a person is asked."""


class Kind(StrEnum):
    """What makes a link, in words."""

    JUDGED = "said to be one by a person"
    RECORD = "names of one person in an authority file"
    EQUAL = "equal full name"
    MIDDLE = "full names that differ by a middle name"
    DOUBLE = "a surname of two words alone"
    SHORT = "a short form of the given name"
    GOES_BY = "goes by a middle name"
    INITIAL = "an initial for the given name"
    PARTICLE = "surnames that differ by a particle"
    ORDER = "the same words in another order"
    SPELLING = "another spelling of the name"
    COMPOUND = "one surname of two"
    MARRIED = "a surname that is the other's middle name"
    GENERATION = "full names that agree in a middle name and differ by a Jr. or a number"
    SUFFIX = "full names that differ by a Jr. or a number"
    RANK = "a name of rank"
    SURNAME = "a surname alone"
    ONE_NAME = "an equal full name, of a person here and of an organisation there"


PRIOR = {
    # Somebody looked it up; a person's decision alone is surer.
    Kind.RECORD: 50.0,
    # Seven pairs of namesakes among the 2,300 full names of PolNeAR: one in a hundred of those printed twice.
    # Beside an equal full name nothing counts: what parts a useful share of namesakes breaks more people.
    Kind.EQUAL: 99.0,
    # Nor where one name only says less than the other, unless one with another middle name is as near.
    Kind.MIDDLE: 4.0,
    Kind.PARTICLE: 4.0,
    Kind.DOUBLE: 4.0,
    # Of nine pairs of PolNeAR that stayed questions at 2.5 seven were one; the two others stay questions.
    Kind.SHORT: 3.3,
    Kind.ORDER: 2.0,
    Kind.GENERATION: 3.0,
    # One of the two was misread: nine of nine such names in PolNeAR.
    Kind.ONE_NAME: 4.0,
    Kind.INITIAL: 1.0,
    Kind.GOES_BY: 1.0,
    Kind.SPELLING: 0.5,
    Kind.MARRIED: 0.0,
    Kind.SUFFIX: -1.5,
    Kind.COMPOUND: -2.0,
}

COMMON_NAME = -2.5
"""On top, where given name and surname are both common (John Smith)."""
COMMON_SURNAME = -1.0
"""On top, where only the surname is."""
MORE_WORDS = 2.0
"""On top, where as many as three words stand in another order."""
TOGETHER = -2.0
"""On top, where one article prints both and keeps them apart; a middle name more is no reason to."""
BESIDE = -1.0
"""On top, where half of the articles of a surname alone, or more, print the bearer in full beside it."""

MOST_CONTEXT = 8.0
"""Beyond which the words of the articles are not believed."""

UNSEEN, UNSEEN_COMMON = log(1.0), log(4.0)
"""As how many articles the bearers of a surname (a common one) weigh whom the archive does not know."""
OFFICE_HELD = 2.0
"""The title before a surname is one of the bearer's roles."""
OFFICE_NOT_HELD = -2.0
"""It is an office of state, and none of the bearer's roles."""
CLEARLY = 2.0
"""By how much a link must be surer than one to somebody else that rules it out."""
STATE_OFFICES = frozenset({"president", "chancellor", "premier", "justice"})
"""Offices that are hardly ever printed of anybody who does not hold or has not held them."""
