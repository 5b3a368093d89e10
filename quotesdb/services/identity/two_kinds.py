"""Full names that one article takes for a person's and another for an organisation's: one agent's."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import AgentName
from quotesdb.resolve import Form, Pair, naming
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ONE, _OTHER = aliased(AgentName), aliased(AgentName)
_ALIKE = (
    select(_ONE.id, _OTHER.id, _ONE.name)
    .join(_OTHER, _OTHER.key == _ONE.key)
    .where(
        _ONE.kind.in_((AgentKind.PERSON, AgentKind.ORGANISATION)),
        _OTHER.kind.in_((AgentKind.PERSON, AgentKind.ORGANISATION)),
        _ONE.kind != _OTHER.kind,
        _ONE.id.in_(bindparam("ids", expanding=True)),
    )
)


def pairs(session: Session, name_ids: Collection[int]) -> set[Pair]:
    """Each of these names that is a full one with the equal one of the other kind.

    A single word ("Vantreese", the councillor or her campaign) may well be two agents.
    """
    return {
        (min(one, other), max(one, other))
        for part in chunks(name_ids)
        for one, other, name in session.execute(_ALIKE, {"ids": part})
        if naming(name).form is Form.FULL
    }
