"""Whether the speaker whom a claim names is the one who is known to have spoken. Pure functions.

A claim names people as papers do: "Clinton", "Mrs. Clinton", "former Secretary of State Hillary Clinton". A
name is held against all names of the speaker. What cannot be told from a name alone is not decided here:
two people of one surname are both met by the bare surname.
"""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.person_names import LEGAL_FORMS, alike, name_parts
from quotesdb.text import name_key
from quotesdb.values import Agent, AgentKind

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
    return agent.organisation is not None and _same_body(claimed, agent.organisation)


def could_be_anybody(agent: Agent | None) -> bool:
    """Whether a speaker is not named or not known, and so could be the one claimed."""
    return agent is None or agent.kind is AgentKind.ANONYMOUS


def surname(name: str) -> str:
    """The folded last word of a name, without suffixes: what look-ups begin with.

    >>> surname("Dr. Ada Example Jr.")
    'example'
    """
    parts = name_parts(name)
    return parts[-1] if parts else name_key(name)


def _same_person(claimed: str, name: str) -> bool:
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
