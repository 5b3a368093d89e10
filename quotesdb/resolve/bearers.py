"""Who is meant by a surname alone or a name of rank: its dominant bearer, or nobody that is known."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from quotesdb.names.commonness import is_common_surname
from quotesdb.resolve.context import context, told
from quotesdb.resolve.evidence import Known
from quotesdb.resolve.gather import Facts, NameLink, Person, Two, two
from quotesdb.resolve.naming import Form
from quotesdb.resolve.priors import (
    BESIDE,
    LINKED,
    OFFICE_HELD,
    OFFICE_NOT_HELD,
    PRIOR,
    STATE_OFFICES,
    SUGGESTED,
    UNSEEN,
    UNSEEN_COMMON,
    Kind,
)


class Borne(NamedTuple):
    """Whom a name without a given name means: a link to the person's best known name, or what to ask."""

    link: NameLink | None
    suggestion: NameLink | None


def bearer(bare: Known, people: Sequence[Person], facts: Facts, others: int = 0) -> Borne:
    """Whom a surname alone means, of the people who bear it; ``others`` are articles of those not given.

    >>> from quotesdb.resolve.evidence import known
    >>> ada = Person.of([known("Ada Example", 40)])
    >>> bearer(known("Mrs. Example"), [ada], Facts()).link.reasons
    ('a surname alone', '40 of the 40 articles of this surname')
    """
    able = [person for person in people if _may_be(bare, person, facts)]
    if not able:
        return Borne(None, None)
    if recorded := [pair for person in able if (pair := _of_one_record(bare, person, facts))]:
        return Borne(NameLink(*recorded[0], Kind.RECORD, PRIOR[Kind.RECORD], (Kind.RECORD.value,)), None)
    scored = [(_score(bare, person, facts), person) for person in able]
    scored.sort(key=lambda one: (-one[0], one[1].id))
    unseen = UNSEEN_COMMON if is_common_surname(bare.naming.name.surname) else UNSEEN
    score, best = scored[0]
    rivals = log(sum(exp(other) for other, _ in scored[1:]) + exp(unseen) + others)
    kind = Kind.RANK if bare.naming.form is Form.RANK else Kind.SURNAME
    share = f"{best.articles} of the {sum(p.articles for p in able) + others} articles of this surname"
    name = max(best.names, key=lambda each: (each.articles, each.id))
    reasons = (kind.value, share, *told(bare.evidence, best.evidence))
    link = NameLink(*two(bare.id, name.id), kind, round(score - rivals, 2), reasons)
    if link.score >= LINKED:
        return Borne(link, None)
    return Borne(None, link if link.score >= SUGGESTED else None)


def _may_be(bare: Known, person: Person, facts: Facts) -> bool:
    """Whether neither sex nor a person's decision nor an authority file rules the two out as one."""
    sexes = (bare.naming.woman, person.woman)
    if None not in sexes and sexes[0] is not sexes[1]:
        return False
    if any(two(bare.id, name.id) in facts.different for name in person.names):
        return False
    told = {facts.by_record(bare, name) for name in person.names} if facts.records else set()
    return False not in told or True in told


def _of_one_record(bare: Known, person: Person, facts: Facts) -> Two | None:
    names = person.names if facts.records else ()
    return next((two(bare.id, name.id) for name in names if facts.by_record(bare, name)), None)


def _score(bare: Known, person: Person, facts: Facts) -> float:
    score = log(person.articles) + context(bare.evidence, person.evidence)
    together = sum(facts.together.get(two(bare.id, name.id), 0) for name in person.names)
    if 2 * together >= bare.articles:
        score += BESIDE
    office = bare.naming.office[-1:]
    if office and office[0] in person.evidence.roles:
        return score + OFFICE_HELD
    return score + (OFFICE_NOT_HELD if office and STATE_OFFICES.issuperset(office) else 0.0)
