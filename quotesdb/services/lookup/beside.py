"""Who is quoted in the same articles as somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, func, select

from quotesdb.db.models import Speaker
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.lookup.results import QuotedWith
from quotesdb.services.store.chunks import chunks, filled
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.rows import table_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEWEST = 100
"""Quotations of a speaker whose articles are looked at: of somebody quoted daily those of the last months."""

_OTHERS = 8


def quoted_with(
    session: Session, quoted: Sequence[Row[Any]], row_ids: Sequence[int]
) -> tuple[QuotedWith, ...]:
    """Who is quoted in most of the articles of the newest quotations of these speakers.

    ``quoted`` are rows of theirs, the newest first.
    """
    counts = _counts(session, {row.article_id for row in quoted[:NEWEST]})
    others: list[tuple[int, str, Row[*tuple[Any, ...]]]] = []
    beside = counts.keys() - set(row_ids)
    for portion in _foremost({id_: number for id_, number in counts.items() if id_ in beside}):
        others += [
            (-counts[person.id], person.name_key, person)
            for part in chunks(portion)
            for person in session.execute(_PEOPLE, {"ids": filled(part)}).all()
            if person.kind in NAMED
        ]
        if len(others) >= _OTHERS:
            break
    others.sort(key=lambda each: (*each[:2], each[2].public_id))
    known = tombstones(session)
    return tuple(
        QuotedWith(person.public_id, known.hide(person.name), person.kind, -number)
        for number, _key, person in others[:_OTHERS]
    )


def _foremost(counts: Mapping[int, int]) -> Iterator[list[int]]:
    """Those with most, all who have as much as the last of them, and the others: these are seldom needed."""
    ordered = sorted(counts, key=lambda id_: -counts[id_])
    least = counts[ordered[: 2 * _OTHERS][-1]] if ordered else 0
    first = [id_ for id_ in ordered if counts[id_] >= least]
    yield first
    yield ordered[len(first) :]


_SPEAKER = table_of(Speaker).c
_PEOPLE = select(_SPEAKER.id, _SPEAKER.public_id, _SPEAKER.name, _SPEAKER.kind, _SPEAKER.name_key).where(
    _SPEAKER.id.in_(bindparam("ids", expanding=True))
)
"""Of any kind: asked for it too, SQLite reads the index of all who are of one."""


def _counts(session: Session, article_ids: Collection[int]) -> dict[int, int]:
    """In how many of the articles each speaker is quoted."""
    found = Counter[int]()
    for part in chunks(article_ids):
        for speaker_id, number in session.execute(_QUOTED, {"ids": filled(part)}).all():
            found[speaker_id] += number
    return found


_ROW = current_quotes().c
_QUOTED = (
    select(_ROW.speaker_id, func.count(_ROW.article_id.distinct()))
    .where(
        _ROW.article_id.in_(bindparam("ids", expanding=True)),
        _ROW.shown == Shown.ALWAYS.value,
        _ROW.speaker_id.is_not(None),
    )
    .group_by(_ROW.speaker_id)
)
"""By the articles alone: joined with the speakers, SQLite begins with these, and reads every quotation."""
