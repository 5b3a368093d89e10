"""Decisions as they may be told: none about somebody erased, and no such name in what the others say.

None either about what is under embargo, unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, CurrentQuote, Quote
from quotesdb.db.models.current_quote import Shown
from quotesdb.names.key import name_key
from quotesdb.services.ledger.results import DecisionEntry, Party
from quotesdb.services.store.closed import closed_bodies, closed_ids
from quotesdb.services.store.erased import Tombstones, is_erased, tombstones

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def erased_ids(session: Session) -> set[str]:
    """The public ids of the quotes and the appearances of those who are erased."""
    hidden = CurrentQuote.shown == Shown.ERASED.value
    quotes = select(Quote.public_id).join(CurrentQuote, CurrentQuote.quote_id == Quote.id).where(hidden)
    appearances = select(Appearance.public_id).where(is_erased())
    return {*session.scalars(quotes), *session.scalars(appearances)}


def presentable(
    session: Session, entries: Iterable[DecisionEntry], *, embargoed: bool = False
) -> Iterator[DecisionEntry]:
    """Those of these decisions that may be told, without the names of those who are erased."""
    known = tombstones(session)
    for entry in tellable(session, entries, embargoed=embargoed):
        yield _without_names(entry, known) if known else entry


def tellable(
    session: Session, entries: Iterable[DecisionEntry], *, embargoed: bool = False
) -> Iterator[DecisionEntry]:
    """The same as they are stored: names are still in them."""
    known = tombstones(session)
    hidden = closed_ids(session, embargoed=embargoed)
    closed = closed_bodies(session, embargoed=embargoed)
    if not (known or hidden):
        yield from entries
        return
    if known:
        hidden = hidden.union(erased_ids(session))
    for entry in entries:
        bodies = (name_key(party.name) for party in entry.about if party.id is None)
        parties = (party.id for party in entry.about)
        if not (
            known.mean(entry.name)
            or any(id_ in hidden for id_ in parties)
            or any(b in closed for b in bodies)
        ):
            yield entry


def _without_names(entry: DecisionEntry, known: Tombstones) -> DecisionEntry:
    return replace(
        entry,
        about=tuple(Party(party.id, known.hide(party.name)) for party in entry.about),
        name=known.line(entry.name),
        before=known.line(entry.before),
        note=known.line(entry.note),
        retraction_note=known.line(entry.retraction_note),
    )
