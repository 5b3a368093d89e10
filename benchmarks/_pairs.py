"""Pairs of names of which it is known whether they are one: a table of hard ones, and generated ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks._invented import BODIES, ROLES, bodies, listed, people
from quotesdb.names.key import name_key
from quotesdb.resolve import Profile, printed_role
from quotesdb.values import AgentKind

ARCHIVE = Path(__file__).with_name("pairs_archive.txt")
TABLE = Path(__file__).parents[1] / "tests" / "unit" / "resolve" / "pairs.txt"

_KINDS = {"org:": AgentKind.ORGANISATION, "group:": AgentKind.GROUP, "anon:": AgentKind.ANONYMOUS}
_PEOPLE, _FIELDS = 4000, 5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what is true of them: ``same``, ``different`` or ``unknown``."""

    truth: str
    a: Profile
    b: Profile


def table(path: Path = TABLE) -> list[Pair]:
    """The pairs of a file, the hard ones unless it is another; that file says how it is written."""
    lines = path.read_text(encoding="utf8").splitlines()
    return [_pair(line, number) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]


def _pair(line: str, number: int) -> Pair:
    truth, one, other = (part.strip() for part in line.split(" | "))
    return Pair(truth, _side(one, f"{number}a"), _side(other, f"{number}b"))


def _side(text: str, id_: str) -> Profile:
    kind = next((kind for prefix, kind in _KINDS.items() if text.startswith(prefix)), AgentKind.PERSON)
    plain = text if kind is AgentKind.PERSON else text.partition(":")[2].strip()
    fields = [field.strip() for field in plain.split(";")]
    name, role, body, day, company = fields + [""] * (_FIELDS - len(fields))
    return Profile(
        id_,
        (name,),
        kind,
        roles=(printed_role(role, body or None),) if role else (),
        organisations=frozenset({body} if body else ()),
        articles=frozenset({id_}),
        dates=(_day(day),) if day else (),
        company=_by_key(other.strip() for other in company.split(",") if other.strip()),
    )


def _by_key(names: Iterable[str]) -> dict[str, str]:
    return {name_key(name): name for name in names}


def _day(text: str) -> date:
    year, _dash, month = text.partition("-")
    return date(int(year), int(month or 7), 1)


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

    def profile(self, id_: str) -> Profile:
        """Somebody, in one article."""
        rng = self.rng
        body = rng.choice(self.bodies)
        return Profile(
            id_,
            (rng.choice(self.people),),
            AgentKind.PERSON,
            (printed_role(rng.choice(ROLES).removesuffix(" of"), body),),
            frozenset({body}),
            frozenset({id_}),
            (date(2015, 1, 1) + timedelta(rng.randrange(3650)),),
            _by_key(rng.sample(self.people, 4)),
        )

    def later(self, one: Profile, name: str) -> Profile:
        """The same person in another article, some weeks on, with some of the same company."""
        rng = self.rng
        known = rng.sample(sorted(one.company), rng.randint(0, 4))
        company = {key: one.company[key] for key in known} | _by_key(rng.sample(self.people, 2))
        return replace(
            one,
            public_id=f"{one.public_id}b",
            names=(name,),
            roles=one.roles if rng.random() < 0.5 else (),
            organisations=one.organisations if rng.random() < 0.5 else frozenset(),
            articles=frozenset({f"{one.public_id}b"}),
            dates=(one.dates[0] + timedelta(rng.randrange(-300, 300)),),
            company=company,
        )

    def parts(self, profile: Profile) -> tuple[str, str]:
        """Given name and surname."""
        given, _space, surname = profile.names[0].partition(" ")
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
        one = replace(first, names=(name,))
        if world.rng.random() < 0.5:
            return Pair("different", one, world.later(one, other_name))
        return Pair("different", one, replace(world.profile(f"{id_}b"), names=(other_name,)))

    return make


def _strangers(change: Callable[[_World, str, str], tuple[str, str]]) -> Callable[[_World, str], Pair]:
    """Two people who have nothing in common but what the names have."""

    def make(world: _World, id_: str) -> Pair:
        one, other = world.profile(id_), world.profile(f"{id_}b")
        name, other_name = change(world, *world.parts(one))
        return Pair("different", replace(one, names=(name,)), replace(other, names=(other_name,)))

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
