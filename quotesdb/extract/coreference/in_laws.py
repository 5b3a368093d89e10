"""Who is meant by "Mrs Roe" where an article has "Jo Roe" and "his wife, Ada"."""

from __future__ import annotations

from quotesdb.data import word_list
from quotesdb.extract.coreference.apposition import Role
from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.titles import name_gender
from quotesdb.extract.coreference.words import Name

_KIN = word_list("kin_nouns")


class InLaws:
    """The people whom an article calls by a given name alone, as somebody's kin."""

    def __init__(self) -> None:
        self._kin: list[tuple[Person, str]] = []
        self._last: Person | None = None

    def note(self, person: Person, role: Role | None) -> None:
        """Note that somebody is named; names come in text order."""
        if len(person.keys) > 1:
            self._last = person
        elif len(person.mentions) == 1 and self._last and role and (role.role or "").lower() in _KIN:
            self._kin.append((person, self._last.keys[-1]))

    def called(self, name: Name, gender: str | None) -> Person | None:
        """The one person of a gender who is kin of a bearer of a surname and takes it from here on."""
        surname = name.keys[-1]
        fits = [p for p, s in self._kin if s == surname and gender and name_gender(p.keys) == gender]
        if len(fits) != 1:
            return None
        person = fits[0]
        self._kin = [pair for pair in self._kin if pair[0] is not person]
        person.name, person.keys = f"{person.name} {name.text}", (*person.keys, surname)
        return person
