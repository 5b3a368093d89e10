"""Who is meant by "Mrs Roe" where an article has "Jo Roe" and "his wife, Ada", or "Jo and Ada Roe"."""

from __future__ import annotations

import re

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role
from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.phrases import clash
from quotesdb.extract.coreference.titles import name_gender, title_gender
from quotesdb.extract.coreference.words import Name

_KIN = word_list("kin_nouns")
_COUPLE = ""
_OWNED = re.compile(
    r"(?:\b([Hh]is|[Hh]er)|\w['’]s?) (?:[a-z-]+ )?("
    + "|".join(sorted(_KIN, key=len, reverse=True))
    + r"),? $"
)
_LONGEST_OWNED = 40
_OWNERS = 4
_GENDERS = {"his": "m", "her": "f"}


class InLaws:
    """The people whom an article calls by a given name alone, as somebody's kin or as one of a couple."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kin: list[tuple[Person, str, str]] = []
        self._named: list[tuple[Person, str | None]] = []
        self._genders: dict[int, str] = {}
        self._first_of_two: tuple[Person, int] | None = None

    def note(self, person: Person, name: Name, role: Role | None) -> None:
        """Note that somebody is named; names come in text order."""
        before = name.prefix.text(self._text).lower() if name.prefix else ""
        if len(person.keys) > 1 or (before and before not in _KIN):
            self._note_couple(person, name)
            self._named.append((person, title_gender(self._text, name) or name_gender(person.keys)))
        elif len(person.mentions) == 1 and person.keys[0] in lx.given_names():
            self._first_of_two = person, name.span.end
            self._note_kin(person, name, role)

    def gender(self, person: Person) -> str | None:
        """The gender that "her son" tells of a person named before."""
        return self._genders.get(id(person))

    def _note_couple(self, person: Person, name: Name) -> None:
        """Note Jo of "Jo and Ada Roe", who may be Mr Roe."""
        first, end = self._first_of_two or (None, 0)
        if first and self._text[end : name.span.start] == " and " and person.keys[0] in lx.given_names():
            self._kin.append((first, person.keys[-1], _COUPLE))

    def _note_kin(self, person: Person, name: Name, role: Role | None) -> None:
        start = name.span.start
        owned = _OWNED.search(self._text, max(0, start - _LONGEST_OWNED), start)
        told = (role.role or "").lower() if role else ""
        kin = owned[2] if owned else told if told in _KIN else None
        gender = _GENDERS.get((owned[1] or "").lower()) if owned else None
        near = reversed(self._named[-_OWNERS:])
        owner = next((p for p, known in near if not clash(known, gender)), None)
        if kin is None or owner is None:
            return
        self._kin.append((person, owner.keys[-1], kin))
        if gender and owner is self._named[-1][0]:
            self._genders.setdefault(id(owner), gender)

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
