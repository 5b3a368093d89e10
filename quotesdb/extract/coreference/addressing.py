"""How an article addresses its people: the titles and the genders that are printed with each full name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role
from quotesdb.extract.coreference.titles import name_gender, office_words, title_gender
from quotesdb.extract.coreference.words import Name
from quotesdb.values import Span

_KIN_BEFORE = re.compile(
    r"\b([Hh]is|[Hh]er) (?:[a-z-]+ )?(?:" + "|".join(sorted(word_list("kin_nouns"))) + r"), (?:the )?$"
)
_LONGEST_KIN = 40


class Addressing:
    """The titles and genders printed with the full names of one article."""

    def __init__(self, text: str, names: Iterable[Name], roles: Mapping[Span, Role]) -> None:
        self._titles: defaultdict[tuple[str, ...], frozenset[str]] = defaultdict(frozenset)
        self._by_title: dict[tuple[str, ...], str] = {}
        self._by_role: dict[tuple[str, ...], str] = {}
        for name in names:
            if len(name.keys) == 1:
                continue
            if name.prefix:
                self._titles[name.keys] |= office_words(name.prefix.text(text))
            if title := title_gender(text, name):
                self._by_title.setdefault(name.keys, title)
            if role := _role_gender(roles.get(name.span)):
                self._by_role.setdefault(name.keys, role)

    def gender(self, keys: tuple[str, ...]) -> str | None:
        """The gender that a title, the given name or a role tells of a full name."""
        return self._by_title.get(keys) or name_gender(keys) or self._by_role.get(keys)

    def bears(self, keys: tuple[str, ...], title: frozenset[str]) -> bool:
        """Whether a full name is printed with a word of a title."""
        return bool(self._titles[keys] & title)


def _role_gender(role: Role | None) -> str | None:
    told = set((role.role or "").lower().split()) if role else set()
    if told & lx.FEMALE_ROLES:
        return "f"
    return "m" if told & lx.MALE_ROLES else None


def whose_kin(text: str, name: Name) -> str | None:
    """The gender of whose kin a title with a surname is: "m" of "his brother, Mr Roe"."""
    if name.prefix is None or len(name.keys) > 1:
        return None
    start = name.prefix.start
    match = _KIN_BEFORE.search(text, max(0, start - _LONGEST_KIN), start)
    return None if match is None else "m" if match[1].lower() == "his" else "f"
