"""How two full names go together, and by which keys names that could are found."""

from __future__ import annotations

from functools import lru_cache

from quotesdb.names.commonness import is_common, is_common_surname
from quotesdb.names.given import alike, full_forms
from quotesdb.names.person import Likeness, PersonName, likeness, sound
from quotesdb.resolve.naming import Form, Naming
from quotesdb.resolve.priors import COMMON_NAME, COMMON_SURNAME, MORE_WORDS, PRIOR, Kind

_KINDS = {
    Likeness.EQUAL: Kind.EQUAL,
    Likeness.MIDDLE: Kind.MIDDLE,
    Likeness.SUFFIX: Kind.SUFFIX,
    Likeness.ORDER: Kind.ORDER,
    Likeness.SHORT: Kind.SHORT,
    Likeness.COMPOUND: Kind.COMPOUND,
    Likeness.PARTICLE: Kind.PARTICLE,
    Likeness.SPELLING: Kind.SPELLING,
    Likeness.MARRIED: Kind.MARRIED,
}
_SHORTEST = 3
"""Letters from which the beginning of a given name is short for it."""


@lru_cache(maxsize=65536)
def variant(a: PersonName, b: PersonName) -> Kind | None:
    """How two full names can be of one person; None if they cannot.

    >>> from quotesdb.names.person import parse
    >>> one = parse("Stanley B. Example")
    >>> [variant(one, parse(n)) for n in ("Stan Example", "Stanley Q. Example", "Eve Example")]
    [<Kind.SHORT: 'a short form of the given name'>, None, None]
    """
    if a.suffix != b.suffix and a.suffix and b.suffix:
        return None
    if a.suffix == b.suffix and (_is_double(a, b) or _is_double(b, a)):
        return Kind.DOUBLE
    found = _KINDS.get(likeness(a, b)) or _by_beginning(a, b)
    if a.surname == b.surname and found in (None, Kind.SPELLING, Kind.SHORT) and _goes_by(a, b):
        return Kind.GOES_BY
    if found is None or _middles_clash(a, b, found):
        return None
    if a.suffix != b.suffix and found is not Kind.EQUAL:
        shared = a.middles and b.middles and a.first == b.first
        return Kind.GENERATION if shared else Kind.SUFFIX
    if found is Kind.SHORT and min(len(a.first), len(b.first)) <= 2 and a.first != b.first:
        return _initials(a, b)
    return found


def _by_beginning(a: PersonName, b: PersonName) -> Kind | None:
    """Given names of which one begins with the other: "Stan" and "Stanley"."""
    short, long = sorted((a.first, b.first), key=len)
    begins = len(short) >= _SHORTEST and long.startswith(short)
    return Kind.SHORT if begins and a.surname == b.surname else None


def _is_double(short: PersonName, long: PersonName) -> bool:
    """Whether what looks like a full name is a surname of two words behind a form of address."""
    return short.woman is not None and len(short.words) > 1 and long.words[1:] == short.words


def _goes_by(a: PersonName, b: PersonName) -> bool:
    """Whether the given name of one is a middle name of the other: "Ted" for "Rafael Edward"."""
    return any(
        alike(one.first, middle)
        for one, other in ((a, b), (b, a))
        for middle in other.middles
        if len(middle) > 1 and len(one.first) > 1 and not one.middles
    )


def _middles_clash(a: PersonName, b: PersonName, found: Kind) -> bool:
    """Whether both have middle names of which none can be the other's."""
    if found in (Kind.ORDER, Kind.COMPOUND, Kind.MARRIED):
        return False
    fewer, more = sorted((a.middles, b.middles), key=len)
    return not all(any(alike(one, other) for other in more) for one in fewer)


def _initials(a: PersonName, b: PersonName) -> Kind | None:
    """The short name as initials of the long one: "J." of Jane, "J.K." of Joanne Kathleen, not of Jane."""
    short, long = sorted((a, b), key=lambda name: len(name.first))
    if len(short.first) == 2 and not alike(short.first, long.first):
        fits = "".join(word[0] for word in (long.first, *long.middles))
        return Kind.INITIAL if fits.startswith(short.first) else None
    return Kind.INITIAL if len(short.first) == 1 else Kind.SHORT


def prior(a: PersonName, b: PersonName, kind: Kind) -> float:
    """How sure the two names make it: by how they go together and how common they are."""
    if kind is Kind.EQUAL:
        return PRIOR[kind]
    if kind is Kind.ORDER and len(a.words) > 2:
        return PRIOR[kind] + MORE_WORDS
    if is_common(a) or is_common(b):
        return PRIOR[kind] + COMMON_NAME
    return PRIOR[kind] + (COMMON_SURNAME if is_common_surname(a.surname) else 0.0)


@lru_cache(maxsize=65536)
def variant_keys(name: Naming) -> frozenset[str]:
    """The keys that a full name shares with every name which it could be a variant of.

    A surname (as written, as it sounds, or the last but one of several) never stands alone: the initial of
    the given name, or of what that is short for, goes with it.

    >>> from quotesdb.resolve.naming import naming
    >>> sorted(variant_keys(naming("Bill Example")) & variant_keys(naming("William Example")))
    ['example w', '~ksmpl w']
    """
    if name.form is not Form.FULL:
        return frozenset()
    parsed = name.name
    given = [parsed.first, *(middle for middle in parsed.middles if len(middle) > 1)]
    initials = {form[0] for word in given for form in full_forms(word)}
    surnames = {parsed.surname, f"~{sound(parsed.surname)}", *parsed.middles[-1:]} - {"~"}
    keys = {f"{surname} {initial}" for surname in surnames if len(surname) > 1 for initial in initials}
    return frozenset({*keys, "".join(sorted("".join(parsed.words)))})


def bearer_keys(name: Naming) -> frozenset[str]:
    """Of a surname alone or a name of rank what it looks for; of a full name by what it is found.

    >>> from quotesdb.resolve.naming import naming
    >>> [sorted(bearer_keys(naming(name))) for name in ("Sir Ada", "Mr. Sample-Example")]
    [['ada *'], ['* sample example']]
    >>> sorted(bearer_keys(naming("Ada Sample-Example")))
    ['* example', '* sample example', 'ada *']
    """
    parsed = name.name
    if name.form in (Form.BARE, Form.RANK):
        return frozenset({f"{parsed.surname} *" if name.is_given else f"* {parsed.surname}"})
    if name.form is not Form.FULL:
        return frozenset()
    double = {f"* {middle} {parsed.surname}" for middle in parsed.middles[-1:]}
    return frozenset({f"* {parsed.surname}", f"{parsed.first} *", *double})
