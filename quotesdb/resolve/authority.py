"""How well an authority file's record of somebody fits a name, a day and a role. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp
from typing import TypeVar

from quotesdb.data import entries
from quotesdb.names.key import name_key
from quotesdb.resolve.naming import Form, naming
from quotesdb.resolve.priors import OFFICE_HELD, OFFICE_NOT_HELD, PRIOR, Kind
from quotesdb.resolve.variants import prior, variant
from quotesdb.values import AuthorityRecord, HeldRole

T = TypeVar("T")

_ANY = frozenset({"a", "an", "another", "any", "every", "no", "one", "some"})
"""What stands before an office that several may hold."""

GROWN_UP = 12
"""Years of age before which hardly anybody is quoted."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a record fits (0 to 1), and why in words: what a reconciliation service answers with."""

    score: float
    reasons: tuple[str, ...]


def fit(record: AuthorityRecord, name: str, *, day: date | None = None, role: str | None = None) -> Fit:
    """How well a record fits a name printed on a day, perhaps with a role; of names as sure as linking is.

    >>> ada = AuthorityRecord("Ada Example", ("A. B. Example",), (HeldRole("Mayor", since="2001"),))
    >>> fit(ada, "Ada Example", day=date(2003, 1, 1), role="mayor").reasons
    ('equal full name', 'held the role that day')
    >>> [fit(ada, name).score for name in ("Ada Example", "Ada Q. Example", "Eve Example")]
    [1.0, 0.982, 0.0]
    """
    named = _by_name(record, name)
    if named is None:
        return Fit(0.0, ())
    if day is not None and not alive(record, day):
        return Fit(0.0, ("not born by then",))
    odds, reason = named
    if role and day is not None:
        titles = [held for held in record.roles if is_office(held.title, role)]
        if any(held.covers(day) for held in titles):
            return Fit(chance(odds + OFFICE_HELD), (reason, "held the role that day"))
        if titles:
            return Fit(chance(odds + OFFICE_NOT_HELD), (reason, "held the role at another time"))
    return Fit(chance(odds), (reason,))


def chance(odds: float) -> float:
    """The chance that log-odds say.

    >>> chance(0.0), chance(2.0)
    (0.5, 0.881)
    """
    return round(1 / (1 + exp(-odds)), 3)


def alive(record: AuthorityRecord, day: date) -> bool:
    """Whether somebody was old enough by a day to be quoted, as far as the record says."""
    return record.born is None or int(record.born[:4]) + GROWN_UP <= day.year


def is_office(title: str, printed: str) -> bool:
    """Whether a printed role is an office, in full or by its first words.

    >>> is_office("Chancellor of the Exchequer", "chancellor"), is_office("Vice President", "president")
    (True, False)
    """
    full, short = name_key(title).split(), name_key(printed).split()
    return bool(short) and full[: len(short)] == short


@cache
def office_forms(role: HeldRole) -> frozenset[str]:
    """The folded words by which an office may be printed: its title, the beginning of it, with whose it is.

    >>> forms = office_forms(HeldRole("Mayor of Velda"))
    >>> [form in forms for form in ("mayor", "mayor of velda", "velda mayor", "mayor of harrow")]
    [True, True, True, False]
    >>> "velda chancellor" in office_forms(HeldRole("Chancellor of the Treasury", "Velda"))
    True
    >>> "french prime minister" in office_forms(HeldRole("Prime Minister of France"))
    True
    """
    words = name_key(role.title).split()
    beginnings = [" ".join(words[:end]) for end in range(1, len(words) + 1)]
    title, _of, place = " ".join(words).partition(" of ")
    forms = {*beginnings, f"{_bare(place)} {title}".strip()}
    forms |= {f"{adjective} {title}" for adjective in _adjectives(place)}
    if role.organisation:
        body = name_key(role.organisation)
        forms |= {form for each in beginnings for form in (f"{body} {each}", f"{each} of {body}")}
        forms |= {f"{adjective} {each}" for adjective in _adjectives(body) for each in beginnings}
    return frozenset(forms)


def _bare(place: str) -> str:
    return place.removeprefix("the ")


def _adjectives(place: str) -> list[str]:
    """What is said for the name of a state, or of its government or parliament, before an office."""
    own = _bare(place)
    found = entries("demonyms").get(own) or entries("demonyms").get(_bare(own.partition(" of ")[2]), ())
    return [word.replace("-", " ") for word in found]


def printed_office(printed: str) -> str | None:
    """The folded words of an office that one person at a time holds; none of what any of several may be.

    >>> printed_office("the Chancellor"), printed_office("a minister"), printed_office("Velda's mayor")
    ('chancellor', None, 'velda mayor')
    """
    key = name_key(printed)
    return None if not key or key.split()[0] in _ANY else key


def holder(held: Iterable[tuple[T, HeldRole]], printed: str, day: date) -> T | None:
    """The only one of these who held an office on a day, as far as is known; none if several did.

    >>> both = [(1, HeldRole("Mayor", until="2004-05")), (2, HeldRole("Mayor", since="2004-06"))]
    >>> holder(both, "mayor", date(2004, 7, 1)), holder(both, "major", date(2004, 7, 1))
    (2, None)
    """
    office = printed_office(printed)
    found = {who for who, role in held if office in office_forms(role) and _surely_covers(role, day)}
    return found.pop() if len(found) == 1 else None


def join_or_part(ones: Collection[T], others: Collection[T]) -> bool | None:
    """What authority files say of two names, by the records that fit each: one person, two, or nothing.

    >>> join_or_part(["Q1"], ["Q1"]), join_or_part(["Q1"], ["Q2"]), join_or_part(["Q1", "Q2"], ["Q1"])
    (True, False, None)
    """
    if not ones or not others:
        return None
    if set(ones).isdisjoint(others):
        return False
    return True if len({*ones, *others}) == 1 else None


def _surely_covers(role: HeldRole, day: date) -> bool:
    """Whether it was held then by what is said: a role without a single date tells nothing of a day."""
    return (role.since is not None or role.until is not None) and role.covers(day)


def _by_name(record: AuthorityRecord, name: str) -> tuple[float, str] | None:
    """The log-odds that one of the names of a record is a form of a name, and which; None if none is."""
    others = (record.name, *record.names)
    if name_key(name) in map(name_key, others):
        return PRIOR[Kind.EQUAL], Kind.EQUAL.value
    asked = naming(name)
    forms = [each for each in map(naming, others) if each.form is asked.form is Form.FULL]
    kinds = [(each.name, kind) for each in forms if (kind := variant(asked.name, each.name)) is not None]
    return max(((prior(asked.name, other, kind), kind.value) for other, kind in kinds), default=None)
