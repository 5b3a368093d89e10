"""What makes two agents of one article the same. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from quotesdb.names.key import name_key
from quotesdb.names.labels import bare_surname
from quotesdb.names.person import parse
from quotesdb.text.folding import fold
from quotesdb.values import Agent, AgentKind

Key = tuple[str, AgentKind]
NAMED = (AgentKind.PERSON, AgentKind.ORGANISATION)
"""Agents that a name tells from others."""


def key_of(agent: Agent) -> Key:
    """The folded name and the kind of an agent."""
    return name_key(agent.name), agent.kind


def titled_key(agent: Agent) -> Key:
    """The same with the words before the name, which a folded name is without."""
    return " ".join(fold(agent.name).replace(".", " ").split()), agent.kind


def namesakes(agents: Iterable[Agent], *, labelled: bool) -> frozenset[Key]:
    """The titled keys of the people of one article whom only the words before one name tell apart.

    A form of address of a man and one of a woman do so. In a transcript, whose labels of one speaker have one
    name (``labelled``), any others do so, too.

    >>> agents = [Agent(name, AgentKind.PERSON) for name in ("Mr. Sample", "Mrs. Sample", "Dr. Example")]
    >>> sorted(key for key, _kind in namesakes(agents, labelled=False))
    ['mr sample', 'mrs sample']
    """
    alike = defaultdict[Key, dict[Key, Agent]](dict)
    for agent in agents:
        if agent.kind is AgentKind.PERSON:
            alike[key_of(agent)].setdefault(titled_key(agent), agent)
    return frozenset(
        key
        for forms in alike.values()
        if any(_are_two(*pair, labelled=labelled) for pair in combinations(forms.values(), 2))
        for key in forms
    )


def _are_two(one: Agent, other: Agent, *, labelled: bool) -> bool:
    sexes = {parse(agent.name).woman for agent in (one, other)}
    return sexes == {True, False} or (labelled and None not in map(bare_surname, (one.name, other.name)))


def merged(agents: Iterable[tuple[Key, Agent]]) -> dict[Key, Agent]:
    """The agents by their keys; one that is given twice keeps the first role and organisation printed."""
    found: dict[Key, Agent] = {}
    for key, agent in agents:
        first = found.setdefault(key, agent)
        if first is not agent:
            found[key] = Agent(
                first.name, first.kind, first.organisation or agent.organisation, first.role or agent.role
            )
    return found
