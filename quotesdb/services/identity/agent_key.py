"""What makes two agents of one article the same. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable

from quotesdb.names.key import name_key
from quotesdb.values import Agent, AgentKind

Key = tuple[str, AgentKind]
NAMED = (AgentKind.PERSON, AgentKind.ORGANISATION)
"""Agents that a name tells from others."""


def key_of(agent: Agent) -> Key:
    """The folded name and the kind of an agent."""
    return name_key(agent.name), agent.kind


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
