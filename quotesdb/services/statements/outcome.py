"""What a decision comes to, for whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import (
    Appearance,
    Speaker,
)
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.ledger.acts import Act, entry, taken_back, written
from quotesdb.services.ledger.presentable import presentable, tellable
from quotesdb.services.ledger.results import Decided, Party
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import tombstones

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def decided(session: Session, act: Act) -> Decided:
    """What an act did, for whoever had what it is about before them, and who is there for it."""
    rows = [*taken_back(session, act.id), *written(session, act.id)]
    known, entries = tombstones(session), [entry(row) for row in rows]
    told = list(tellable(session, entries, embargoed=True))
    about = {party for change in told for party in change.about}
    wanted = {party.id for party in about if party.id and ids.is_id(party.id, "s")}
    query = select(Speaker.public_id, Speaker.name).join(Speaker.appearances).distinct()
    now = {
        Party(row.public_id, row.name)
        for part in chunks(sorted(wanted))
        for row in session.execute(query.where(Appearance.public_id.in_(part)))
    }
    shown = organisations.shown(session)
    now |= {Party(None, shown.get(name_key(party.name), party.name)) for party in about if party.id is None}
    now |= {party for party in about if party.id and party.id not in wanted}
    named = {Party(party.id, known.hide(party.name)) for party in now}
    return Decided(
        act.id,
        tuple(presentable(session, entries, embargoed=True)),
        tuple(sorted(named, key=lambda party: (party.name, party.id or ""))),
    )
