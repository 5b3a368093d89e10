"""When an equal folded name is enough to take two appearances for one agent."""

from __future__ import annotations

from enum import Enum, auto

from quotesdb.names.commonness import is_common
from quotesdb.names.labels import is_role
from quotesdb.names.organisation import is_proper
from quotesdb.names.person import parse
from quotesdb.values import AgentKind


class LinksBy(Enum):
    """What two appearances of one name must share besides to be one agent."""

    NAME = auto()
    NAME_AND_ORGANISATION = auto()
    NOTHING = auto()


def links_by(kind: AgentKind, name_key: str) -> LinksBy:
    """What takes two appearances of this folded name for one agent.

    A full name of a person does, and the proper name of an organisation. A name that many people bear asks
    for the same organisation beside it. A bare surname, with an office or without, a common noun, a group and
    an anonymous source name nobody in particular.

    >>> [links_by(AgentKind.PERSON, key).name for key in ("ada example", "john smith", "president example")]
    ['NAME', 'NAME_AND_ORGANISATION', 'NOTHING']
    >>> links_by(AgentKind.ORGANISATION, "agency").name
    'NOTHING'
    """
    if kind is AgentKind.ORGANISATION and is_proper(name_key):
        return LinksBy.NAME
    if kind is AgentKind.PERSON and is_full_name(name_key):
        return LinksBy.NAME_AND_ORGANISATION if is_common(parse(name_key)) else LinksBy.NAME
    return LinksBy.NOTHING


def is_full_name(name: str) -> bool:
    """Whether a person's name has a given name, spelt out or two initials of it, and a surname.

    >>> [is_full_name(name) for name in ("Ada Example", "A. Example", "Mayor Example", "Pope Francis")]
    [True, False, False, True]
    """
    parsed = parse(name)
    return (len(parsed.first) > 1 and not is_role(name)) or parsed.titles == ("pope",)
