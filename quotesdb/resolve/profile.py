"""What is known of a speaker from where he or she was printed, and how many others it could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from quotesdb.names.key import name_key
from quotesdb.names.offices import NATIONAL_OFFICES, addressed_office, role_office
from quotesdb.names.person import PersonName, parse
from quotesdb.values import AgentKind


@dataclass(frozen=True, slots=True)
class Profile:
    """A speaker, or one appearance of one, as the comparison sees it.

    ``roles`` has one entry for each appearance that prints one, as ``printed_role`` puts it. ``company`` are
    those who are quoted in the same articles, as printed by folded name; ``articles`` and ``dates`` say where
    and when. Of an organisation ``people`` are those who speak for it, as printed by folded name, and
    ``glossed`` are abbreviations printed in brackets behind its name: "Example Works (EW)" by "ew".
    """

    public_id: str
    names: tuple[str, ...]
    kind: AgentKind
    roles: tuple[str, ...] = ()
    organisations: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    dates: tuple[date, ...] = ()
    company: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    glossed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def parsed(self) -> tuple[PersonName, ...]:
        """The names taken apart, each once; surnames alone only if no full name is known."""
        names = dict.fromkeys(map(parse, self.names))
        return tuple(name for name in names if name.first) or tuple(names)

    def office(self, *, of_any_body: bool = False) -> str | None:
        """The office that a form of address, or most of the roles printed, gives.

        A president of some body is none of a country, unless ``of_any_body``.
        """
        addressed = [office for name in self.names if (office := addressed_office(name))]
        if addressed:
            return addressed[0]
        roles = [role.split(", ")[0] if of_any_body else role for role in self.roles]
        held = [role_office(role) for role in roles]
        return next((office for office in NATIONAL_OFFICES if held.count(office) * 2 > len(held)), None)

    def contends(self, office: str) -> bool:
        """Whether anything printed of this speaker has to do with the office: a former one counts."""
        said = [*self.names, *self.roles]
        return any(f" {office} " in f" {name_key(text)} " for text in said)


def printed_role(role: str, organisation: str | None) -> str:
    """A role with the body that it is printed with."""
    return f"{role}, {organisation}" if organisation else role


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many people a name could mean, among those whom the database knows.

    ``bearers``: different given names with a surname. ``holders``: full names of a surname with which an
    office is printed. ``variants``: different middle names for one given name and surname.
    """

    bearers: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    holders: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    variants: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))


def rarity_of(profiles: Iterable[Profile]) -> Rarity:
    """Count the people among these profiles; one given name and surname is one unless middle names differ.

    >>> names = ("Ada Example", "Ada B. Example", "Eve Example")
    >>> rarity_of(Profile(name, (name,), AgentKind.PERSON) for name in names).bearers["example"]
    2
    """
    given = defaultdict[str, set[str]](set)
    middles = defaultdict[tuple[str, str], set[str]](set)
    holders = defaultdict[tuple[str, str], set[tuple[str, str]]](set)
    for profile in profiles:
        for name in profile.parsed():
            if profile.kind is not AgentKind.PERSON or not name.first:
                continue
            middle = name.middles[0] if name.middles else ""
            given[name.surname].add(name.first)
            middles[name.first, name.surname].update([middle[:1]] if middle else [])
            for office in NATIONAL_OFFICES:
                if profile.contends(office):
                    holders[name.surname, office].add((name.first, middle[:1]))
    return Rarity(
        {surname: len(names) for surname, names in given.items()},
        {key: _people(names) for key, names in holders.items()},
        {key: len(found) for key, found in middles.items()},
    )


def _people(names: set[tuple[str, str]]) -> int:
    """How many people these given names and middle initials are at most; a bare given name is one of them."""
    return len({name for name in names if name[1]} | {name for name in names if not _has_fuller(name, names)})


def _has_fuller(name: tuple[str, str], names: set[tuple[str, str]]) -> bool:
    return any(other[0] == name[0] and other[1] and not name[1] for other in names)
