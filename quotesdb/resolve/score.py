"""Are two speakers one: a score, a decision that is safe to act on, and what speaks for and against it.

``same`` is decided where nothing that papers print of two people has been found to lead it astray (see the
table of pairs in the tests); ``different`` where the names rule it out. All else is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from quotesdb.data import word_list
from quotesdb.names.commonness import has_namesakes, is_common, is_common_surname
from quotesdb.names.key import name_key
from quotesdb.names.organisation import BodyLikeness, body_likeness, is_proper
from quotesdb.names.person import Likeness, PersonName, likeness, parse
from quotesdb.resolve.clusters import GAP
from quotesdb.resolve.links import LinksBy, links_by
from quotesdb.resolve.profile import Profile, Rarity
from quotesdb.values import AgentKind

NAMED = (AgentKind.PERSON, AgentKind.ORGANISATION)

_BASE: dict[StrEnum, float] = {
    Likeness.EQUAL: 0.9,
    Likeness.MIDDLE: 0.75,
    Likeness.SUFFIX: 0.35,
    Likeness.ORDER: 0.7,
    Likeness.SHORT: 0.6,
    Likeness.COMPOUND: 0.55,
    Likeness.PARTICLE: 0.7,
    Likeness.SPELLING: 0.5,
    Likeness.MARRIED: 0.4,
    Likeness.SURNAME: 0.3,
    Likeness.FIRST: 0.3,
    Likeness.SOUND: 0.15,
    Likeness.CLASH: 0.05,
    Likeness.NONE: 0.0,
    BodyLikeness.EQUAL: 0.95,
    BodyLikeness.ABBREVIATION: 0.95,
    BodyLikeness.LEGAL_FORM: 0.85,
    BodyLikeness.INITIALS: 0.5,
    BodyLikeness.PART: 0.35,
    BodyLikeness.SPELLING: 0.5,
    BodyLikeness.NONE: 0.0,
}
_NEAR_DAYS, _FAR_DAYS = 2 * 365, 30 * 365
_BARE = (Likeness.SURNAME, Likeness.FIRST, Likeness.SOUND)
"""The ways in which a name alone goes together with another one."""

_COMPANY = 2
_SAFE = 0.9
_WOMEN, _MEN, _KIN = map(word_list, ("female_roles", "male_roles", "kin_nouns"))


class Decision(StrEnum):
    """What may be done about two speakers without asking anybody."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Score:
    """How likely two speakers are one, what follows from it, and why; the most telling reason comes first."""

    score: float
    decision: Decision
    reasons: tuple[str, ...]


def score(a: Profile, b: Profile, rarity: Rarity) -> Score:
    """Compare two speakers; the order in which they are given makes no difference.

    >>> ada, eve = (Profile(n, (n,), AgentKind.PERSON) for n in ("Ada Example", "Eve Example"))
    >>> score(ada, ada, Rarity()).decision.value, score(ada, eve, Rarity()).decision.value
    ('same', 'different')
    """
    if a.kind not in NAMED or b.kind not in NAMED:
        return Score(0.0, Decision.UNSURE, ("not named: nobody can tell",))
    if a.kind is not b.kind:
        return Score(0.0, Decision.DIFFERENT, ("a person and an organisation",))
    if a.kind is AgentKind.ORGANISATION:
        return _bodies(a, b)
    return _people(a, b, rarity)


def _bodies(a: Profile, b: Profile) -> Score:
    found = [(body_likeness(one, other), one, other) for one, other in product(a.names, b.names)]
    like, *names = max(found, key=lambda triple: _BASE[triple[0]])
    if like is BodyLikeness.NONE:
        return Score(0.0, Decision.DIFFERENT, (like.value,))
    proper = all(is_proper(name_key(name)) for name in names)
    safe = like in (BodyLikeness.EQUAL, BodyLikeness.ABBREVIATION) and proper
    evidence = [] if proper else [(-0.6, "a name that fits many")]
    evidence += [*_between_bodies(a, b), *_company(a, b, "both in articles that quote")]
    return _weighed(like, evidence, Decision.SAME if safe else Decision.UNSURE)


def _between_bodies(a: Profile, b: Profile) -> Iterator[tuple[float, str]]:
    for long, short in ((a, b), (b, a)):
        if glosses := sorted(long.glossed[key] for key in map(name_key, short.names) if key in long.glossed):
            yield 0.8, f"printed as {glosses[0]}"
    if people := _shared(a.people, b.people):
        yield 0.5, f"both spoken for by {', '.join(people[:3])}"


def _people(a: Profile, b: Profile, rarity: Rarity) -> Score:
    found = [(likeness(one, other), one, other) for one, other in product(a.parsed(), b.parsed())]
    like, one, other = max(found, key=lambda triple: _BASE[triple[0]])
    if like in (Likeness.NONE, Likeness.CLASH):
        return Score(_BASE[like], Decision.DIFFERENT, (like.value,))
    if like in _BARE and (apart := _apart(a, b)):
        return Score(0.05, Decision.DIFFERENT, (apart,))
    decision = _decide(a, b, like, rarity)
    evidence = [*_against(a, b, one, other, rarity), *_for(a, b)]
    if decision is Decision.SAME and like is Likeness.SURNAME:
        evidence.append((0.9, "the only one of this surname known with the office"))
    return _weighed(like, evidence, decision)


def _apart(a: Profile, b: Profile) -> str | None:
    """What rules out that a name alone means the other one, although the names go together."""
    if _are_man_and_woman(a, b):
        return "a man and a woman"
    kin = any(_heads(side) & _KIN for side in (a, b) if not any(name.first for name in side.parsed()))
    return "a relative, quoted in the same article" if kin and a.articles & b.articles else None


def _are_man_and_woman(a: Profile, b: Profile) -> bool:
    return {is_woman(a), is_woman(b)} == {True, False}


def _decide(a: Profile, b: Profile, like: Likeness, rarity: Rarity) -> Decision:
    if like is Likeness.EQUAL:
        keys = {*map(name_key, a.names)} & {*map(name_key, b.names)}
        safe = any(_is_enough(key, a, b) for key in keys) and _days_apart(a, b) <= GAP.days
    elif like is Likeness.MIDDLE:
        safe = _one_but_for_a_middle_name(a, b, rarity)
    else:
        safe = like is Likeness.SURNAME and (_holds(a, b, rarity) or _holds(b, a, rarity))
    return Decision.SAME if safe else Decision.UNSURE


def _is_enough(key: str, a: Profile, b: Profile) -> bool:
    """Whether a folded name that two have in common is enough, with an organisation where that is asked."""
    needed = links_by(AgentKind.PERSON, key)
    shared = {*map(name_key, a.organisations)} & {*map(name_key, b.organisations)}
    return needed is LinksBy.NAME or (needed is LinksBy.NAME_AND_ORGANISATION and bool(shared))


def _one_but_for_a_middle_name(a: Profile, b: Profile, rarity: Rarity) -> bool:
    """Whether a middle name that one of two lacks may be overlooked.

    Fathers and sons share offices and organisations, but hardly their contemporaries: two others must be
    quoted beside both. Nobody else of these names with another middle name may be known.
    """
    names = [*a.parsed(), *b.parsed()]
    alone = all(rarity.variants.get((name.first, name.surname), 0) <= 1 for name in names)
    common = any(map(is_common, names))
    return alone and not common and len(_shared_company(a, b)) >= _COMPANY and _days_apart(a, b) <= _NEAR_DAYS


def _holds(bare: Profile, full: Profile, rarity: Rarity) -> bool:
    """Whether a surname with an office is the one person known with both, at that time.

    Where the office is printed with some other body, as programs misread them, somebody must be quoted beside
    both.
    """
    office = bare.office() or (bare.office(of_any_body=True) if _shared_company(bare, full) else None)
    if office is None or any(name.first for name in bare.parsed()) or full.office() != office:
        return False
    surname = bare.parsed()[0].surname
    dated = bool(bare.dates and full.dates)
    known = is_common_surname(surname) or (has_namesakes(surname) and not dated)
    alone = rarity.holders.get((surname, office), 0) <= 1 and not known
    exactly = all(name.surname == surname and name.first for name in full.parsed())
    return alone and exactly and _same_time(bare, full)


def _same_time(a: Profile, b: Profile) -> bool:
    """Whether two were printed within two years of each other, or neither has a date to tell by."""
    return bool(a.dates) == bool(b.dates) and _days_apart(a, b) <= _NEAR_DAYS


def _against(
    a: Profile, b: Profile, one: PersonName, other: PersonName, rarity: Rarity
) -> Iterator[tuple[float, str]]:
    if is_common(one) or is_common(other):
        yield -0.4, "many people bear this name"
    if _are_man_and_woman(a, b):
        yield -0.7, "a man and a woman"
    bearers = max(rarity.bearers.get(name.surname, 0) for name in (one, other))
    if not (one.first and other.first) and bearers > 1:
        yield -0.3, f"{bearers} people of this surname are known"
    if _days_apart(a, b) > _FAR_DAYS:
        yield -0.6, f"printed {_days_apart(a, b) // 365} years apart"
    if a.organisations and b.organisations and not _shared_bodies(a, b):
        yield -0.2, "other organisations"


def _for(a: Profile, b: Profile) -> Iterator[tuple[float, str]]:
    bodies = _shared_bodies(a, b)
    if bodies:
        yield 0.5, f"both of {bodies[0]}"
    roles = _shared(_by_key(map(_without_body, a.roles)), _by_key(map(_without_body, b.roles)))
    if roles:
        yield 0.4, f"both printed as {roles[0]}"
    yield from _company(a, b)
    if a.dates and b.dates and _days_apart(a, b) <= _NEAR_DAYS:
        yield 0.1, _when(a, b)


def _when(a: Profile, b: Profile) -> str:
    if days := _days_apart(a, b):
        return f"printed within {days} day{'s' if days > 1 else ''}"
    return f"printed {'on the same day' if {*a.dates} & {*b.dates} else 'over the same time'}"


def _without_body(role: str) -> str:
    return role.split(", ")[0]


def _by_key(printed: Iterable[str]) -> dict[str, str]:
    return {name_key(each): each for each in printed}


def _shared(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """What two have in common, as it is printed, in the order of the folded words."""
    return [min(ours[key], theirs[key]) for key in sorted(ours.keys() & theirs.keys())]


def _company(a: Profile, b: Profile, how: str = "both quoted beside") -> list[tuple[float, str]]:
    shared = _shared_company(a, b)
    weight = 1 - 0.85 ** min(len(shared), 4)
    return [(weight, f"{how} {', '.join(shared[:3])}")] if shared else []


def _weighed(like: StrEnum, evidence: Iterable[tuple[float, str]], decision: Decision) -> Score:
    weighed = sorted(evidence, key=lambda item: (-abs(item[0]), item[1]))
    value = _BASE[like]
    for weight, _reason in weighed:
        value = 1 - (1 - value) * (1 - weight) if weight > 0 else value * (1 + weight)
    if decision is Decision.SAME:
        value = max(value, _SAFE)
    return Score(round(value, 3), decision, (like.value, *(reason for _weight, reason in weighed)))


def _shared_company(a: Profile, b: Profile) -> list[str]:
    """Those who are quoted beside both, but for the two; within one article everybody is."""
    if a.articles & b.articles:
        return []
    own = {name_key(name) for name in (*a.names, *b.names)}
    return _shared({key: name for key, name in a.company.items() if key not in own}, b.company)


def _shared_bodies(a: Profile, b: Profile) -> list[str]:
    alike = (BodyLikeness.EQUAL, BodyLikeness.ABBREVIATION, BodyLikeness.LEGAL_FORM)
    pairs = product(sorted(a.organisations), sorted(b.organisations))
    return [one for one, other in pairs if body_likeness(one, other) in alike]


def _days_apart(a: Profile, b: Profile) -> int:
    """The days between the two stretches of time in which they were printed; 0 where a date is unknown."""
    if not a.dates or not b.dates:
        return 0
    gap = max(min(a.dates), min(b.dates)) - min(max(a.dates), max(b.dates))
    return max(gap.days, 0)


def is_woman(profile: Profile) -> bool | None:
    """Whether forms of address and roles say that this is a woman (or a man); None where nothing says so.

    >>> is_woman(Profile("s-1", ("Ada Example", "Mrs. Example"), AgentKind.PERSON))
    True
    """
    said = {parse(name).woman for name in profile.names} - {None}
    said |= {head in _WOMEN for head in _heads(profile) & (_WOMEN | _MEN)}
    return said.pop() if len(said) == 1 else None


def _heads(profile: Profile) -> set[str]:
    """What the roles printed say that somebody is, without of whom or what: "widow", "spokesman"."""
    keys = (name_key(_without_body(role)).split(" of ")[0].split(" for ")[0] for role in profile.roles)
    return {word for key in keys for word in key.split()[-1:]}
