"""What an article tells of each of its people: role, organisation, gender, and the naming that tells most."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role, without_children
from quotesdb.extract.coreference.beings import Body, Person, fullest, is_past, weight
from quotesdb.extract.coreference.employers import (
    employer,
    has_other_body,
    is_home,
    lacks_employer,
    places_in,
)
from quotesdb.extract.coreference.titles import is_office, name_gender, spoken_title, title_gender
from quotesdb.extract.coreference.words import words
from quotesdb.values import Span

if TYPE_CHECKING:
    from quotesdb.extract.coreference.cast import Cast

_LOOK_BACK = 1500
_FAMILY = word_list("kin_nouns") - lx.word_set("mother father brother sister aunt uncle")
"""What is no title of a nun, or of everybody's uncle."""

_OF = re.compile(r",? (?:of|at|from) ")


class Describer:
    """Describes the people of one article, whose names are all resolved."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.text = cast, cast.text

    def describe(self, roles: dict[Span, Role]) -> None:
        """Give each person gender, role and organisation from its namings, the fullest one first."""
        for person in self.cast.people:
            if len(person.keys) == 1:
                person.name = self._titled(person)
            # A surname that several bear may be another's, and so may its role.
            printed = [
                roles[n.span] for n in person.mentions if n.span in roles and not self.cast.is_shared(n)
            ]
            if printed:
                best = max(printed, key=weight)
                person.role, person.organisation, person.intro = best.role, best.organisation, best.span
                person.organisation = fullest(person.organisation, [r.organisation for r in printed])
                person.role = without_children(fullest(person.role, [r.role for r in printed]) or "") or None
                if person.organisation is None:
                    also = (r.organisation for r in printed if not is_past(r.role or ""))
                    person.organisation = next(filter(None, also), None)
                if person.organisation is None and best.owner:
                    self._belong(person, best)
                elif person.organisation is None:
                    person.organisation = self._employer(best)
            if person.organisation and person.role and self._is_home(person.organisation, person.role):
                person.role, person.organisation = self._with_place(person), None
            if person.organisation:
                keys = tuple(w.key for w in words(person.organisation))
                human = isinstance(self.cast.called(keys), Person)
                person.organisation = None if human else self.cast.full_organisation(person.organisation)
            if person.intro is None and person.mentions:
                full = next((n for n in person.mentions if n.keys == person.keys), person.mentions[0])
                person.intro = full.span
            person.gender = self._gender(person)

    def _titled(self, person: Person) -> str:
        """A surname with the title that tells most: "President Roe" before "Mr Roe"."""
        titles = [spoken_title(n.prefix.text(self.text)) for n in person.mentions if n.prefix]
        titles = [title for title in titles if title.lower() not in _FAMILY]
        return f"{max(titles, key=is_office, default='')} {person.name}".lstrip()

    def _belong(self, person: Person, role: Role) -> None:
        """Tell whose director somebody is where the role says "the museum's" or "of the council"."""
        owner = role.owner or ""
        if body := self.cast.body_before(role.span.start, owner.split()[-1]):
            person.organisation = body.name
        elif role.whole:
            person.role = role.whole
        elif " " in owner:
            person.organisation = owner

    def _is_home(self, place: str, role: str) -> bool:
        name = self.cast.first_of(tuple(w.key for w in words(place)))
        return name is not None and name.kind in ("unknown", "place") and is_home(self._places, place, role)

    @cached_property
    def _places(self) -> frozenset[str]:
        return places_in(self.text)

    def _with_place(self, person: Person) -> str | None:
        """The role of a person with the place that is printed right before it."""
        whole = f"{person.organisation} {person.role}"
        return whole if person.intro and whole in person.intro.text(self.text) else person.role

    def _employer(self, role: Role) -> str | None:
        """The body that somebody with a bare role works for, going by what was spoken of before."""
        if not lacks_employer(self.text, role) or _OF.match(self.text, role.span.end):
            return None
        before = self.cast.names_in(Span(max(0, role.span.start - _LOOK_BACK), role.span.start))
        bodies = [self.cast.being_of(n) for n in before if n.kind in ("organisation", "unknown")]
        named = {b.name: len(b.mentions) for b in bodies if isinstance(b, Body)}
        found = employer({n: count for n, count in named.items() if not lx.is_place(n.lower())})
        last = next((b.name for b in reversed(bodies) if isinstance(b, Body) and b.name in named), None)
        if found and last != found and last in named and 2 * named[last] > named[found]:
            return None
        here = self.cast.sentence_at(role.span.start)
        near = self.cast.sentences[max(0, here - 1) : here + 1]
        return None if found and has_other_body(self.text, near, found) else found

    def _gender(self, person: Person) -> str | None:
        for name in person.mentions:
            if title := title_gender(self.text, name):
                return title
        by_name = name_gender(person.keys)
        if by_name:
            return by_name
        last_word = (person.role or "").lower().split()
        if any(w in lx.FEMALE_ROLES for w in last_word):
            return "f"
        if any(w in lx.MALE_ROLES for w in last_word):
            return "m"
        return self.cast.pronoun_gender(person.keys)
