"""When two appearances in different articles may be taken for one agent."""

from __future__ import annotations

from quotesdb.turns import is_role
from quotesdb.values import AgentKind


def linkable(kind: AgentKind, name_key: str) -> bool:
    """Whether an equal folded name is enough to take two appearances for one agent.

    Only full names of people (two words or more) and names of organisations: a bare surname, an office
    ("the vice president"), a group and an anonymous source name nobody in particular.

    >>> linkable(AgentKind.PERSON, "ada example"), linkable(AgentKind.PERSON, "example")
    (True, False)
    """
    is_full_name = " " in name_key and not is_role(name_key)
    return kind is AgentKind.ORGANISATION or (kind is AgentKind.PERSON and is_full_name)
