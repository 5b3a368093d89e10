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
        self._kin: list[tuple[Person, str, str]] = []
        self._last: Person | None = None

    def note(self, person: Person, role: Role | None) -> None:
        """Note that somebody is named; names come in text order."""
        if len(person.keys) > 1:
            self._last = person
        elif len(person.mentions) == 1 and self._last and role and (role.role or "").lower() in _KIN:
            self._kin.append((person, self._last.keys[-1], (role.role or "").lower()))

    def called(self, name: Name, gender: str | None, title: str) -> Person | None:
        """The one person of a gender who is kin of a bearer of a surname and takes it from here on.

        A sister or daughter who is "Mrs" bears the name of another family.
        """
        surname = name.keys[-1]
        of = [(p, kin) for p, s, kin in self._kin if s == surname]
        fits = [(p, kin) for p, kin in of if gender and name_gender(p.keys) == gender]
        if len(fits) != 1 or (title.startswith("mrs") and fits[0][1] in ("sister", "daughter")):
            return None
        person = fits[0][0]
        self._kin = [known for known in self._kin if known[0] is not person]
        person.name, person.keys = f"{person.name} {name.text}", (*person.keys, surname)
        return person
