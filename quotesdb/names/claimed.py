"""Whether the speaker whom a claim names is the one who is known to have spoken. Pure functions.

A claim names people as papers do: "Clinton", "Mrs. Clinton", "former Secretary of State Hillary Clinton". A
name is held against all names of the speaker. What cannot be told from a name alone is not decided here:
two people of one surname are both met by the bare surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotesdb.names.given import alike, is_womans
from quotesdb.names.key import name_key
from quotesdb.names.person import parse
from quotesdb.names.words import LEGAL_FORMS, name_parts
from quotesdb.values import Agent, AgentKind

_ALIKE = 85.0
"""Likeness of two whole names from which they may be two spellings of one."""

_ACRONYM = re.compile(r"[A-Z]{2,6}")
_COMES_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w'’-]*[ \t]+)+\Z")
_GOES_ON = re.compile(r"(?:[ -][a-z]{1,3}['’]?(?=[\s’'A-Z-])){0,2}[ '’-]?(?<=\W)[^\W\d_a-z][\w'’-]*")
"""The rest of a name that was stored in part: "Will" before "Harrow", "al-Rashid" behind "Ahmed"."""

_BEFORE_A_HOUSE = (["at"], ["from"], ["with"])


def same_speaker(claimed: str, agent: Agent, names: Iterable[str] = ()) -> bool:
    """Whether a claimed name fits a speaker, by the name printed or by one of the other ``names``.

    Words of an organisation's people are the organisation's too: "UBS said" for its spokeswoman.

    >>> mayor = Agent("Adaeze Okafor", AgentKind.PERSON, organisation="Velda Council")
    >>> [same_speaker(name, mayor) for name in ("Mayor Okafor", "Velda Council", "Ike Okafor")]
    [True, True, False]
    """
    known = {agent.name, *names}
    if agent.kind in (AgentKind.PERSON, AgentKind.ANONYMOUS) and any(_same_person(claimed, n) for n in known):
        return True
    if agent.kind is not AgentKind.PERSON and any(_same_body(claimed, name) for name in known):
        return True
    if agent.kind is AgentKind.ORGANISATION and any(_is_surname(claimed, name) for name in known):
        return True
    return agent.organisation is not None and _same_body(claimed, agent.organisation)


def could_be(claimed: str, agent: Agent, names: Iterable[str] = ()) -> bool:
    """Whether a speaker whom a claimed name does not fit could be the one meant all the same.

    Then it would be an accusation to say that somebody else spoke. Bodies speak through people: whoever is
    claimed for the words of an organisation may be its voice, and a person may speak for the body claimed.

    >>> mara = Agent("Mara Lind", AgentKind.PERSON, role="spokeswoman for Velda Works")
    >>> [could_be(name, mara) for name in ("Velda Works", "the fishermen", "Maria Lind", "Ivo Brandt")]
    [True, True, True, False]
    """
    if agent.kind is not AgentKind.PERSON or is_body(claimed):
        return True
    wanted = set(name_key(claimed).split())
    if wanted <= set(name_key(f"{agent.role or ''} {agent.organisation or ''}").split()):
        return True
    return any(_spelt_alike(claimed, name) or _named_alike(claimed, name) for name in {agent.name, *names})


def is_body(claimed: str) -> bool:
    """Whether a claimed name is seen to be none of a person: "the company", "Velda plc", "VWI"."""
    first, *_ = claimed.split() or [""]
    words = name_key(claimed).split()
    named_so = first.lower() in ("the", "a", "an") or first[:1].islower() or "&" in claimed
    return named_so or bool(_ACRONYM.fullmatch(claimed.strip())) or bool(LEGAL_FORMS.intersection(words[-1:]))


def is_named(source: str, agent: Agent, names: Iterable[str] = ()) -> bool:
    """Whether words that say who speaks name the speaker, and are no pronoun or description.

    >>> mara = Agent("Mara Lind", AgentKind.PERSON)
    >>> [is_named(source, mara) for source in ("Ms. Lind", "she", "the harbour master")]
    [True, False, False]
    """
    printed = set(name_key(source).split())
    parts = (name_parts(name) for name in {agent.name, *names})
    return any(printed.intersection((part[0], part[-1])) for part in parts if part)


def completed(name: str, source: str) -> str | None:
    """The whole name that the words naming a speaker print, where only a part of it was stored.

    >>> completed("Ahmed", "Ahmed al-Rashid, a nurse"), completed("Harrow", "Will Harrow, a nurse")
    ('Ahmed al-Rashid', 'Will Harrow')
    """
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source)
    if found is None:
        return None
    before = _COMES_BEFORE.search(source, 0, found.start())
    behind = _GOES_ON.match(source, found.end())
    start = before.start() if before else found.start()
    end = behind.end() if behind else found.end()
    return source[start:end] if end - start > len(name) else None


def surname(name: str) -> str:
    """The folded last word of a name, without suffixes: what look-ups begin with.

    >>> surname("Dr. Ada Example Jr.")
    'example'
    """
    parts = name_parts(name)
    return parts[-1] if parts else name_key(name)


def _same_person(claimed: str, name: str) -> bool:
    return _named_alike(claimed, name) and not _are_man_and_woman(claimed, name)


def _are_man_and_woman(claimed: str, name: str) -> bool:
    """Whether a form of address or a given name says so, where one of two names is a surname alone."""
    both = [parse(one) for one in (claimed, name)]
    if all(one.first for one in both):
        return False
    return {is_womans(one.first) if one.woman is None else one.woman for one in both} == {True, False}


def _named_alike(claimed: str, name: str) -> bool:
    one, other = name_parts(claimed), name_parts(name)
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or " ".join(short) == " ".join(long)
    if short[-1] != long[-1]:
        # Family names first, as in Chinese: the words in another order.
        return len(short) > 1 and sorted(short) == sorted(long)
    return _same_given(short[:-1], long[:-1])


def _is_surname(claimed: str, name: str) -> bool:
    """Whether one word, taken for a body, is the surname of a person claimed by the full name."""
    parts = name_parts(claimed)
    return len(parts) > 1 and name_key(name).split() == parts[-1:] and not is_body(claimed)


def _spelt_alike(claimed: str, name: str) -> bool:
    """Whether two names share most of their letters, or two words: too much for two people."""
    from rapidfuzz import fuzz

    one, other = name_parts(claimed), name_parts(name)
    shared = len(set(one).intersection(other))
    return shared > 1 or fuzz.ratio(" ".join(one), " ".join(other)) >= _ALIKE


def _same_given(short: list[str], long: list[str]) -> bool:
    """Whether given names agree: the first alike, or all of the fewer among the others."""
    if alike(short[0], long[0]):
        return True
    return all(any(alike(one, other) for other in long) for one in short)


def _same_body(claimed: str, name: str) -> bool:
    """Whether two names of organisations or groups agree: one begins with the other, or is its initials."""
    one, other = name_key(claimed).split(), name_key(name).split()
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if short == long[: len(short)]:
        rest = long[len(short) :]
        return rest[:1] in ([], *_BEFORE_A_HOUSE) or LEGAL_FORMS.issuperset(rest)
    initials = "".join(word[0] for word in long if word not in ("of", "the", "and", "for"))
    return len(short) == 1 and len(initials) > 1 and short[0] == initials
