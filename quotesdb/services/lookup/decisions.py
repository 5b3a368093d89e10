"""The decisions of people as a list: what was decided, by whom, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import literal, select
from sqlalchemy.orm import selectinload

from quotesdb.db.models import Decision
from quotesdb.names.key import name_key
from quotesdb.services.ledger.acts import entry
from quotesdb.services.ledger.presentable import presentable
from quotesdb.services.ledger.results import DecisionAct, DecisionEntry
from quotesdb.services.lookup.filters import first_day
from quotesdb.services.lookup.pages import Order
from quotesdb.services.store.results import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ORDER = Order("decisions", (literal(""), literal("")))

UNKNOWN = "unknown"
"""Who took a review back where an earlier release did not keep it."""


def list_decisions(
    session: Session,
    *,
    by: str | None = None,
    since: str | None = None,
    limit: int | None = None,
    all: bool = False,  # noqa: A002 - as in --all
    after: str | None = None,
) -> Page[DecisionAct]:
    """The decisions of which something holds, newest first; with ``all`` every one, also what takes back.

    ``by`` is who decided, case and accents folded; ``since`` a year, month or day as typed.
    ``after`` is the cursor of a page: what follows it.

    Raises:
        BadRequest: if ``since`` is no date, or ``after`` no place in the list.
    """
    behind = None if after is None else _ORDER.values_of(after)
    first = None if since is None else first_day(since)
    acts = [
        act
        for act in _acts(session)
        if (all or act.holds)
        and (by is None or name_key(act.judge) == name_key(by))
        and (first is None or act.at.date() >= first)
    ]
    acts.sort(key=lambda act: (act.at, act.decision), reverse=True)
    following = acts if behind is None else [act for act in acts if _place(act) < behind]
    shown = tuple(following[:limit])
    goes_on = shown and len(following) > len(shown)
    return Page(len(acts), shown, next=_ORDER.cursor(_place(shown[-1])) if goes_on else None)


def _place(act: DecisionAct) -> list[str]:
    return [act.at.isoformat(timespec="microseconds"), act.decision]


def _acts(session: Session) -> Iterator[DecisionAct]:
    """What each decision wrote, then what it took back."""
    written: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
    taken_back: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
    for one in _entries(session):
        written[one.id].append(one)
        if one.retraction is not None:
            taken_back[one.retraction].append(one)
    for id_ in {**written, **taken_back}:
        entries, ended = written.get(id_, []), taken_back.get(id_, [])
        who, at, note = _made(entries, ended)
        yield DecisionAct(
            decision=id_,
            judge=who,
            at=at,
            note=note,
            holds=any(one.retracted_at is None for one in entries),
            changes=(*entries, *ended),
        )


def _made(
    entries: Sequence[DecisionEntry], ended: Sequence[DecisionEntry]
) -> tuple[str, datetime, str | None]:
    """Who decided, when and why; a review that was written to hold again has who first decided it."""
    back = next((one for one in ended if one.retracted_at), None)
    if back and back.retracted_at and not any(one.at == back.retracted_at for one in entries):
        return back.retracted_by or UNKNOWN, back.retracted_at, back.retraction_note
    return entries[0].judge, entries[0].at, entries[0].note


def _entries(session: Session) -> Iterator[DecisionEntry]:
    about = (selectinload(getattr(kind, end)) for kind in Decision.kinds() for end in kind.ends)
    rows = session.scalars(select(Decision).order_by(Decision.id).options(*about))
    yield from presentable(session, map(entry, rows))
