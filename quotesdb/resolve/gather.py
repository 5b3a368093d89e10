"""Full names gathered into people: the surest link first, cut by what is known to hold two apart.

Names, not appearances, are gathered: however often somebody is printed, there is a handful of names. Two
heaps are compared by their sums. The result is a function of the set of names and facts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import combinations, product
from math import log
from types import MappingProxyType
from typing import NamedTuple

from quotesdb.resolve.authority import join_or_part
from quotesdb.resolve.context import context, told
from quotesdb.resolve.evidence import Evidence, Known
from quotesdb.resolve.priors import CLEARLY, LINKED, PRIOR, SUGGESTED, TOGETHER, Kind
from quotesdb.resolve.variants import prior, variant

Two = tuple[str, str]
"""The ids of two names, the smaller first."""
_NO_ARTICLES: Mapping[Two, int] = MappingProxyType({})
_NO_RECORDS: Mapping[str, frozenset[int]] = MappingProxyType({})


class NameLink(NamedTuple):
    """What ties two names: the belief that one person bears both, with log-odds and reasons in words."""

    one: str
    other: str
    kind: Kind
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of pairs of names: what people decided, and how many articles print both apart.

    ``judged`` are names of which a person said that they are one with another that need not be given as well.
    ``records`` are, by name, those whom authority files know by it.
    """

    same: Collection[Two] = ()
    different: Collection[Two] = ()
    together: Mapping[Two, int] = field(default_factory=lambda: _NO_ARTICLES)
    judged: frozenset[str] = frozenset()
    records: Mapping[str, frozenset[int]] = field(default_factory=lambda: _NO_RECORDS)

    def same_ids(self) -> frozenset[str]:
        """The names of which a person said that they are one with another."""
        return self.judged.union(end for pair in self.same for end in pair)

    def recorded(self, names: Iterable[str]) -> dict[int, list[str]]:
        """The names that authority files know one person by, each with nobody else, by that person."""
        found = defaultdict[int, list[str]](list)
        for name in names if self.records else ():
            if len(who := self.records.get(name, ())) == 1:
                found[next(iter(who))].append(name)
        return found

    def by_record(self, one: Known, other: Known) -> bool | None:
        """Whether authority files say that two names are one person's; None if they tell nothing."""
        return join_or_part(self.records.get(one.id, ()), self.records.get(other.id, ()))


@dataclass(frozen=True, slots=True)
class Person:
    """Names that are taken for one person's, the oldest first, and the sum of what is known of them."""

    names: tuple[Known, ...]
    evidence: Evidence
    articles: int

    @classmethod
    def of(cls, names: Iterable[Known]) -> Person:
        """The person of these names."""
        ordered = tuple(sorted(names, key=lambda name: (name.age, name.id)))
        evidence = reduce(Evidence.__add__, (name.evidence for name in ordered), Evidence())
        return cls(ordered, evidence, sum(name.articles for name in ordered))

    @property
    def id(self) -> str:
        """The id of the oldest name."""
        return self.names[0].id

    @property
    def woman(self) -> bool | None:
        """Whether this is a woman, as far as all names together tell."""
        titled = {name.naming.woman for name in self.names} - {None}
        if len(titled) == 1:
            return titled.pop()
        whole = Known(self.names[0].naming, "", evidence=self.evidence)
        return next((sex for sex in (whole.woman, *(n.woman for n in self.names)) if sex is not None), None)


class Gathered(NamedTuple):
    """Who there is, what holds each person together, and what a person should be asked."""

    people: list[Person]
    links: list[NameLink]
    suggestions: list[NameLink]


def gather(names: Iterable[Known], facts: Facts) -> Gathered:
    """The people who bear these full names.

    1. What a person said is one, unless a person holds the two apart.
    2. Equal names: each name joins the oldest of its equals that it may.
    3. Names by which authority files know one person and nobody else.
    4. Variants, the surest first, while they are sure enough and nobody else fits nearly as well.

    >>> from quotesdb.resolve.evidence import known
    >>> found = gather(map(known, ("Ada Example", "Ada B. Example", "Eve Example")), Facts())
    >>> [[name.printed for name in person.names] for person in found.people]
    [['Ada B. Example', 'Ada Example'], ['Eve Example']]
    """
    people = [Person.of([name]) for name in sorted(names, key=lambda name: (name.age, name.id))]
    apart = frozenset(facts.different)
    people, links = _judged(people, facts, apart)
    people, equal = _joined(people, _equal_names, Kind.EQUAL, apart)
    recorded = list[NameLink]()
    if facts.records:
        people, recorded = _joined(people, partial(_of_one_record, facts), Kind.RECORD, apart)
    pairs = _Pairs(people, facts, apart)
    variants, asked = pairs.join()
    return Gathered(pairs.listed(), [*links, *equal, *recorded, *variants], asked)


def held_apart(one: Person, other: Person, apart: Collection[Two]) -> bool:
    """Whether a person, or the titles of a man and a woman, hold two apart."""
    titled = [{name.naming.woman for name in side.names} - {None} for side in (one, other)]
    if titled[0] and titled[1] and titled[0].isdisjoint(titled[1]):
        return True
    return any(two(a.id, b.id) in apart for a, b in product(one.names, other.names)) if apart else False


def two(one: str, other: str) -> Two:
    """The key of a pair of ids."""
    return (one, other) if one < other else (other, one)


def _judged(
    people: list[Person], facts: Facts, apart: Collection[Two]
) -> tuple[list[Person], list[NameLink]]:
    links = []
    for one, other in sorted(two(*pair) for pair in facts.same):
        found = [p for p in people if not {one, other}.isdisjoint(name.id for name in p.names)]
        if len(found) == 2 and not any(
            two(a.id, b.id) in apart for a, b in product(*(p.names for p in found))
        ):
            people = [p for p in people if p not in found] + [Person.of((*found[0].names, *found[1].names))]
            links.append(NameLink(one, other, Kind.JUDGED, PRIOR[Kind.EQUAL], (Kind.JUDGED.value,)))
    return sorted(people, key=_age), links


def _joined(
    people: Sequence[Person],
    joining: Callable[[Person, Person], Two | None],
    kind: Kind,
    apart: Collection[Two],
) -> tuple[list[Person], list[NameLink]]:
    """Each joins the oldest one with whom it has two joining names, if nothing holds them apart."""
    homes: list[Person] = []
    links = []
    for person in people:
        for place, home in enumerate(homes):
            names = joining(home, person)
            if names and not held_apart(home, person, apart):
                links.append(NameLink(*names, kind, PRIOR[kind], (kind.value,)))
                homes[place] = Person.of((*home.names, *person.names))
                break
        else:
            homes.append(person)
    return homes, links


def _equal_names(one: Person, other: Person) -> Two | None:
    for a, b in product(one.names, other.names):
        if (a.naming.name.words, a.naming.name.suffix) == (b.naming.name.words, b.naming.name.suffix):
            return two(a.id, b.id)
    return None


def _of_one_record(facts: Facts, one: Person, other: Person) -> Two | None:
    pairs = product(one.names, other.names)
    return next((two(a.id, b.id) for a, b in pairs if facts.by_record(a, b)), None)


def _parted_by_records(one: Person, other: Person, facts: Facts) -> bool:
    """Whether authority files know the two by names of different people, and by none of one."""
    told = {facts.by_record(a, b) for a, b in product(one.names, other.names)} if facts.records else set()
    return False in told and True not in told


def _has_unlike_names(person: Person) -> bool:
    """Whether somebody has names that no rule on names would join."""
    pairs = combinations(person.names, 2)
    return any(variant(a.naming.name, b.naming.name) is None for a, b in pairs)


def _age(person: Person) -> tuple[str, str]:
    return person.names[0].age, person.id


class _Pairs:
    """The people of a family, and the score of every two that could be one."""

    def __init__(self, people: Iterable[Person], facts: Facts, apart: Collection[Two]) -> None:
        self._facts, self._apart = facts, apart
        self._people = {person.id: person for person in people}
        self._links: dict[Two, NameLink] = {}
        self._asked = set[Two]()
        ids = sorted(self._people)
        for place, one in enumerate(ids):
            for other in ids[place + 1 :]:
                self._compare(one, other)

    def listed(self) -> list[Person]:
        """The people, the oldest first."""
        return sorted(self._people.values(), key=_age)

    def join(self) -> tuple[list[NameLink], list[NameLink]]:
        """Make the links that are sure; return them, and those to ask about."""
        made: list[NameLink] = []
        while waiting := self._links.keys() - self._asked:
            pair = max(waiting, key=lambda ends: (self._links[ends].score, ends))
            link = self._links[pair]
            if link.score >= LINKED and not self._contested(pair, link):
                made.append(link)
                self._merge(pair)
            else:
                self._asked.add(pair)
        asked = [self._links[pair] for pair in sorted(self._asked)]
        return made, [link for link in asked if link.score >= SUGGESTED]

    def _contested(self, pair: Two, link: NameLink) -> bool:
        """Whether somebody who can be only one of the two fits it nearly as well.

        Who is printed more often is the likelier one, so that a misprint contests nothing.
        """
        for ends, rival in self._links.items():
            if len(set(ends) & set(pair)) != 1:
                continue
            [own], [third] = set(pair) - set(ends), set(ends) - set(pair)
            share = log(self._people[third].articles / self._people[own].articles)
            if link.score - (rival.score + share) < CLEARLY and self._clash(own, third):
                return True
        return False

    def _clash(self, one: str, other: str) -> bool:
        return link_between(self._people[one], self._people[other], self._facts, self._apart) is None

    def _merge(self, pair: Two) -> None:
        near = {end for ends in self._links if not set(ends).isdisjoint(pair) for end in ends} - set(pair)
        self._links = {ends: link for ends, link in self._links.items() if set(ends).isdisjoint(pair)}
        self._asked &= self._links.keys()
        joined = Person.of((*self._people.pop(pair[0]).names, *self._people.pop(pair[1]).names))
        self._people[joined.id] = joined
        for other in sorted(near):
            self._compare(*two(joined.id, other))

    def _compare(self, one: str, other: str) -> None:
        link = link_between(self._people[one], self._people[other], self._facts, self._apart)
        if link is not None:
            self._links[one, other] = link


def link_between(one: Person, other: Person, facts: Facts, apart: Collection[Two]) -> NameLink | None:
    """The link between two people by the best of their names; None if two names rule it out.

    Of who has names by a person's decision or an authority file, these need not go together.
    """
    if held_apart(one, other, apart) or _parted_by_records(one, other, facts):
        return None
    judged = not facts.same_ids().isdisjoint(name.id for name in (*one.names, *other.names))
    judged |= bool(facts.records) and (_has_unlike_names(one) or _has_unlike_names(other))
    kinds = [(a, b, variant(a.naming.name, b.naming.name)) for a, b in product(one.names, other.names)]
    found = [(_names_score(a, b, kind, facts), a, b, kind) for a, b, kind in kinds if kind]
    if not found or (len(found) < len(kinds) and not judged):
        return None
    score, a, b, kind = max(found, key=lambda each: (each[0], each[1].articles + each[2].articles))
    score += context(one.evidence, other.evidence)
    if kind is Kind.MIDDLE:
        score = max(score, LINKED)
    reasons = (kind.value, *told(one.evidence, other.evidence))
    return NameLink(*two(a.id, b.id), kind, round(score, 2), reasons)


def _names_score(a: Known, b: Known, kind: Kind, facts: Facts) -> float:
    together = kind is not Kind.MIDDLE and facts.together.get(two(a.id, b.id))
    return prior(a.naming.name, b.naming.name, kind) + (TOGETHER if together else 0.0)
