"""Which quotes nobody is shown because who said them was erased, whatever else holds of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Row, Table, delete, or_, select, union

from quotesdb.db.models import (
    Appearance,
    Attribution,
    CurrentQuote,
    ErasedName,
    FoldedName,
    Review,
    SpeakerName,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import HELD
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import is_erased, note_erased, tombstones

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.store.read_model import Found

_CURRENT = cast("Table", CurrentQuote.__table__).c
_THEIRS = select(Appearance.id).where(is_erased())
_ONCE_THEIRS = (
    select(Attribution.quote_id).where(Attribution.appearance_id.in_(_THEIRS)),
    select(Review.quote_id).where(Review.appearance_id.in_(_THEIRS)),
)
"""Selects the quotes that a program, or a person, ever took for the words of somebody erased."""


def note_names(session: Session) -> None:
    """Let of all names be known anew which are erased."""
    session.execute(delete(ErasedName))
    if known := tombstones(session):
        note_erased(session, _all_names(session), known)


def problems(session: Session) -> Iterator[str]:
    """The folded names of which it is wrongly known, or not known, that they are erased."""
    known, noted = tombstones(session), set(session.scalars(select(ErasedName.name_key)))
    erased = {key for key in _all_names(session) if known.mean(key)} if known else set()
    yield from sorted((erased - noted) | {key for key in noted if not known.mean(key)})


def concerned(session: Session) -> set[int]:
    """The quotes that are not shown because somebody is erased, and those that are theirs."""
    hidden = select(_CURRENT.quote_id).where(_CURRENT.shown == Shown.ERASED.value)
    said = select(_CURRENT.quote_id).where(_CURRENT.appearance_id.in_(_THEIRS))
    return set(session.scalars(union(hidden, said, *_ONCE_THEIRS)))


def wrongly(session: Session) -> list[int]:
    """The quotes whose speaker was taken for one with somebody erased, or no longer is, by what changed."""
    if not tombstones(session):
        return []
    shown = select(_CURRENT.quote_id).where(
        _CURRENT.appearance_id.in_(_THEIRS), _CURRENT.shown != Shown.ERASED.value
    )
    hidden = select(_CURRENT.quote_id).where(
        _CURRENT.shown == Shown.ERASED.value,
        or_(_CURRENT.appearance_id.is_(None), _CURRENT.appearance_id.not_in(_THEIRS)),
    )
    return sorted({*session.scalars(shown), *session.scalars(hidden)})


def among(session: Session, rows: Sequence[Row[Any] | Found]) -> set[int]:
    """Those of these rows' quotes that are somebody's who is erased.

    Of one that holds, its speaker counts; of one that does not, whoever was ever taken for its speaker.
    """
    if not rows or not (known := tombstones(session)):
        return set()
    for part in chunks({row.article_id for row in rows}):
        here = select(Appearance.name_key).where(Appearance.article_id.in_(part))
        note_erased(session, session.scalars(here.distinct()), known)
    speaking = set[int]()
    for part in chunks({row.appearance_id for row in rows} - {None}):
        speaking.update(session.scalars(_THEIRS.where(Appearance.id.in_(part))))
    found = {row.quote_id for row in rows if row.appearance_id in speaking}
    once = union(*_ONCE_THEIRS).subquery()
    for part in chunks([row.quote_id for row in rows if row.status not in HELD]):
        found.update(session.scalars(select(once.c.quote_id).where(once.c.quote_id.in_(part))))
    return found


def _all_names(session: Session) -> Iterator[str]:
    """Every folded name that somebody bears, as printed or as a person gave it."""
    yield from session.scalars(select(FoldedName.name_key))
    yield from session.scalars(select(SpeakerName.name_key).where(SpeakerName.live()))
