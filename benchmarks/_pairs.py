"""Pairs of names of which it is known whether they are one: a table of hard ones, and generated ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks._invented import BODIES, ROLES, bodies, listed, people
from quotesdb.names.key import name_key
from quotesdb.values import AgentKind

ARCHIVE = Path(__file__).with_name("pairs_archive.txt")
TABLE = Path(__file__).parents[1] / "tests" / "unit" / "resolve" / "pairs.txt"

_KINDS = {"org:": AgentKind.ORGANISATION, "group:": AgentKind.GROUP, "anon:": AgentKind.ANONYMOUS}
_PEOPLE, _FIELDS = 4000, 5


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody in one article: by what name, as what, with whom; ``company`` as printed, by folded name."""

    id: str
    name: str
    kind: AgentKind
    role: str = ""
    organisation: str = ""
    company: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what is true of them: ``same``, ``different`` or ``unknown``."""

    truth: str
    a: Side
    b: Side


def table(path: Path = TABLE) -> list[Pair]:
    """The pairs of a file, the hard ones unless it is another; that file says how it is written."""
    lines = path.read_text(encoding="utf8").splitlines()
    return [_pair(line, number) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]


def _pair(line: str, number: int) -> Pair:
    truth, one, other = (part.strip() for part in line.split(" | "))
    return Pair(truth, _side(one, f"{number}a"), _side(other, f"{number}b"))


def _side(text: str, id_: str) -> Side:
    kind = next((kind for prefix, kind in _KINDS.items() if text.startswith(prefix)), AgentKind.PERSON)
    plain = text if kind is AgentKind.PERSON else text.partition(":")[2].strip()
    fields = [field.strip() for field in plain.split(";")]
    name, role, body, _day, company = fields + [""] * (_FIELDS - len(fields))
    return Side(id_, name, kind, role, body, _by_key(map(str.strip, filter(str.strip, company.split(",")))))


def _by_key(names: Iterable[str]) -> dict[str, str]:
    return {name_key(name): name for name in names}


def generated(count: int, seed: int = 1) -> Iterator[Pair]:
    """Pairs of invented names: one person printed in two ways, or two relatives and namesakes."""
    rng = random.Random(f"pairs {seed}")
    makers = [*_SAME, *_DIFFERENT]
    world = _World(rng)
    for number in range(count):
        yield makers[number % len(makers)](world, f"g{number}")


class _World:
    """Who there is to be printed."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.people = people(rng, _PEOPLE)
        self.bodies = bodies(rng, 200, BODIES)

    def profile(self, id_: str) -> Side:
        """Somebody, in one article."""
        rng = self.rng
        body = rng.choice(self.bodies)
        role = rng.choice(ROLES).removesuffix(" of")
        return Side(
            id_, rng.choice(self.people), AgentKind.PERSON, role, body, _by_key(rng.sample(self.people, 4))
        )

    def later(self, one: Side, name: str) -> Side:
        """The same person in another article, some weeks on, with some of the same company."""
        rng = self.rng
        known = rng.sample(sorted(one.company), rng.randint(0, 4))
        company = {key: one.company[key] for key in known} | _by_key(rng.sample(self.people, 2))
        return replace(
            one,
            id=f"{one.id}b",
            name=name,
            role=one.role if rng.random() < 0.5 else "",
            organisation=one.organisation if rng.random() < 0.5 else "",
            company=company,
        )

    def parts(self, profile: Side) -> tuple[str, str]:
        """Given name and surname."""
        given, _space, surname = profile.name.partition(" ")
        return given, surname

    def given(self) -> str:
        """Anybody's given name."""
        return self.rng.choice(self.people).split()[0]

    def surname(self) -> str:
        """Anybody's surname."""
        return self.rng.choice(self.people).split()[1]

    def letter(self) -> str:
        """An initial."""
        return self.rng.choice("ABCDEFGHJKLMNPRSTW")


def _same(change: Callable[[_World, str, str], str]) -> Callable[[_World, str], Pair]:
    def make(world: _World, id_: str) -> Pair:
        one = world.profile(id_)
        return Pair("same", one, world.later(one, change(world, *world.parts(one))))

    return make


def _different(change: Callable[[_World, str, str], tuple[str, str]]) -> Callable[[_World, str], Pair]:
    """Two people whose names come from one, half of them of the same organisation, role and company."""

    def make(world: _World, id_: str) -> Pair:
        first = world.profile(id_)
        name, other_name = change(world, *world.parts(first))
        one = replace(first, name=name)
        if world.rng.random() < 0.5:
            return Pair("different", one, world.later(one, other_name))
        return Pair("different", one, replace(world.profile(f"{id_}b"), name=other_name))

    return make


def _strangers(change: Callable[[_World, str, str], tuple[str, str]]) -> Callable[[_World, str], Pair]:
    """Two people who have nothing in common but what the names have."""

    def make(world: _World, id_: str) -> Pair:
        one, other = world.profile(id_), world.profile(f"{id_}b")
        name, other_name = change(world, *world.parts(one))
        return Pair("different", replace(one, name=name), replace(other, name=other_name))

    return make


def _namesakes(world: _World, _given: str, _surname: str) -> tuple[str, str]:
    name = f"{world.rng.choice(_GIVEN)} {world.rng.choice(_SURNAMES)}"
    return name, name


_SAME = [
    _same(lambda _, given, surname: f"{given} {surname}"),
    _same(lambda _, given, surname: f"{given} {surname}".upper()),
    _same(lambda _, given, surname: f"Dr. {given}  {surname}’s"),
    _same(lambda world, given, surname: f"{given} {world.letter()}. {surname}"),
    _same(lambda world, given, surname: f"{given} {world.given()} {surname}"),
    _same(lambda _, given, surname: f"{given[0]}. {surname}"),
    _same(lambda _, _given, surname: f"Mr. {surname}"),
    _same(lambda world, given, surname: f"{given} {surname} {world.surname()}"),
]
_DIFFERENT = [
    _different(lambda world, given, surname: (f"{given} {surname}", f"{world.given()}a {surname}")),
    _different(lambda _, given, surname: (f"{given} B. {surname}", f"{given} Q. {surname}")),
    _different(lambda _, given, surname: (f"{given} {surname} Sr.", f"{given} {surname} Jr.")),
    _different(lambda _, given, surname: (f"{given} {surname}", f"{given} {surname} Jr.")),
    _different(lambda world, given, surname: (f"{given} {surname}", f"{given} {world.surname()}")),
    _different(lambda world, given, surname: (f"{given} {surname}", f"{surname} {world.surname()}")),
    _different(lambda world, _given, surname: (f"President {surname}", f"{world.given()} {surname}")),
    _different(lambda _, given, surname: (surname, f"{given} {surname}")),
    _strangers(lambda world, given, surname: (f"{given} {surname}", f"{given} {world.letter()}. {surname}")),
    _strangers(_namesakes),
]
_GIVEN = listed("John Mary David Maria James Mohammed Sarah Michael Wei Min")
_SURNAMES = listed("Smith Garcia Johnson Khan Kim Wang Nguyen Brown Lee Singh")
