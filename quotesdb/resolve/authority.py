"""How well an authority file's record of somebody fits a name, a day and a role. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from quotesdb.names.key import name_key
from quotesdb.names.person import Likeness, likeness, parse
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
    """How well a record fits a name printed on a day, perhaps with a role.

    >>> ada = AuthorityRecord("Ada Example", ("A. B. Example",), (HeldRole("Mayor", since="2001"),))
    >>> fit(ada, "Ada Example", day=date(2003, 1, 1), role="mayor").reasons
    ('the same name', 'held the role that day')
    """
    score, reasons = _by_name(record, name)
    if score and day is not None and not alive(record, day):
        return Fit(0.0, ("not born by then",))
    if score and role and day is not None:
        titles = [held for held in record.roles if is_office(held.title, role)]
        if any(held.covers(day) for held in titles):
            return Fit(min(1.0, score + 0.1), (*reasons, "held the role that day"))
        if titles:
            return Fit(score - 0.1, (*reasons, "held the role at another time"))
    return Fit(score, reasons)


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


def office_forms(role: HeldRole) -> frozenset[str]:
    """The folded words by which an office may be printed: its title, the beginning of it, with whose it is.

    >>> forms = office_forms(HeldRole("Mayor of Velda"))
    >>> [form in forms for form in ("mayor", "mayor of velda", "velda mayor", "mayor of harrow")]
    [True, True, True, False]
    >>> "velda chancellor" in office_forms(HeldRole("Chancellor of the Treasury", "Velda"))
    True
    """
    words = name_key(role.title).split()
    beginnings = [" ".join(words[:end]) for end in range(1, len(words) + 1)]
    title, of, place = " ".join(words).partition(" of ")
    forms = {*beginnings, f"{place.removeprefix('the ')} {title}" if of else title}
    if role.organisation:
        body = name_key(role.organisation)
        forms |= {form for each in beginnings for form in (f"{body} {each}", f"{each} of {body}")}
    return frozenset(forms)


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


def _by_name(record: AuthorityRecord, name: str) -> tuple[float, tuple[str, ...]]:
    wanted = name_key(name)
    if wanted in {name_key(each) for each in (record.name, *record.names)}:
        return 0.9, ("the same name",)
    found = [likeness(parse(name), parse(each)) for each in (record.name, *record.names)]
    if any(each in _FORMS for each in found):
        return 0.7, ("another form of the name",)
    return 0.0, ()


_FORMS = frozenset({Likeness.EQUAL, Likeness.MIDDLE, Likeness.SHORT, Likeness.PARTICLE, Likeness.ORDER})
