"""Which sort of agent a printed name is, where single articles were misread."""

from __future__ import annotations

from collections.abc import Mapping

from quotesdb.names.organisation import Part, read_body
from quotesdb.resolve.naming import Form, naming
from quotesdb.values import AgentKind

_TWICE = 2


def settled_kind(printed: str, kind: AgentKind, articles: Mapping[AgentKind, int]) -> AgentKind:
    """The kind of an appearance, by how many articles print its name as which kind.

    Members of a body ("Labour MPs") are a group, never a person. A full name that is a person's in most
    articles is so in the others; a surname alone can well be a firm's.

    >>> person, body = AgentKind.PERSON, AgentKind.ORGANISATION
    >>> settled_kind("Labour MPs", person, {}).value
    'group'
    >>> settled_kind("Ada Example", body, {person: 4, body: 1}).value, settled_kind("Example", body, {}).value
    ('person', 'organisation')
    """
    if kind is AgentKind.PERSON:
        return AgentKind.GROUP if read_body(printed).part is Part.MEMBERS else kind
    if kind is AgentKind.GROUP or not printed[:1].isupper() or naming(printed).form is not Form.FULL:
        return kind
    others = max((count for other, count in articles.items() if other is not AgentKind.PERSON), default=0)
    people = articles.get(AgentKind.PERSON, 0)
    return AgentKind.PERSON if people >= max(_TWICE, _TWICE * others) else kind
