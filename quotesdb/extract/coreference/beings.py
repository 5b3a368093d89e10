"""Who occurs in an article: people and bodies, and which of their printed roles tells most."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role
from quotesdb.extract.coreference.people import BODIES_TOO
from quotesdb.extract.coreference.words import Name
from quotesdb.names.given import compatible
from quotesdb.values import Span

CROWD = 200
"""More people than these, all or of one surname, are told apart by whole names alone: no pair is compared."""
_RELATIONS = word_list("relations")


@dataclass(slots=True)
class Person:
    """Somebody named in full in the article. ``intro`` is the naming with role and organisation.

    ``generation`` is the "jr" or the like that tells the person from another of that name, who has "".
    """

    name: str
    keys: tuple[str, ...]
    gender: str | None = None
    role: str | None = None
    organisation: str | None = None
    intro: Span | None = None
    mentions: list[Name] = field(default_factory=list)
    generation: str | None = None

    def named_before(self, position: int) -> int:
        """How many of the namings, which stand in text order, begin before a position."""
        return bisect_left(self.mentions, position, key=lambda m: m.span.start)


@dataclass(slots=True)
class Body:
    """An organisation, place or unknown name that can act like one."""

    name: str
    keys: tuple[str, ...]
    mentions: list[Name] = field(default_factory=list)


Being = Person | Body


def is_job(role: Role) -> bool:
    """Whether a role shows that its bearer is a person; rivals, owners and publishers can be bodies."""
    noun = (role.role or "").lower().split()[-1:]
    return bool(noun) and noun[0] not in lx.ORGANISATION_NOUNS | BODIES_TOO


def fullest(words: str | None, printed: list[str | None]) -> str | None:
    """A role or organisation as another naming of a person has it in full: "Harrow" as "Harrow Foods"."""
    return max((p for p in printed if p and p.startswith(f"{words} ")), key=len, default=words)


def weight(role: Role) -> tuple[bool, bool, bool, bool]:
    """How much a naming tells: a role of today first, one of their own, an organisation, a fuller one."""
    present = role.role is not None and not is_past(role.role)
    relation = bool(_RELATIONS & set((role.role or "").lower().split()))
    return present, not relation, bool(role.role and role.organisation), len((role.role or "").split()) > 1


def is_past(role: str) -> bool:
    """Whether a role is what somebody was."""
    return role.lower().startswith(("former", "ex-", "then "))


def without_shorter(people: list[Person]) -> list[Person]:
    """Drop "Richard Lewis" where "Richard J. Lewis" occurs: the same person, named more fully."""
    out: list[Person] = []
    by_last: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda p: (-len(p.keys), -len(p.name))):
        bearers = by_last[person.keys[-1]]
        if len(bearers) > CROWD or not any(_takes_in(other, person) for other in bearers):
            bearers.append(person)
            out.append(person)
    return out


def _takes_in(fuller: Person, person: Person) -> bool:
    """Whether a person is the one who is named more fully, and not of another generation."""
    apart = person.generation is not None and fuller.generation != person.generation
    return not apart and compatible(fuller.keys, person.keys)
