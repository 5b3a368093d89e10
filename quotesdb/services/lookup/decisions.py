"""The decisions about who is whom as a list: what was decided, by whom, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import OrganisationJudgement, OrganisationName, SpeakerJudgement, SpeakerName
from quotesdb.names.key import name_key
from quotesdb.services.ledger.acts import entry
from quotesdb.services.ledger.results import DecisionAct, DecisionEntry
from quotesdb.services.lookup.filters import first_day
from quotesdb.services.store.results import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def list_decisions(
    session: Session,
    *,
    by: str | None = None,
    since: str | None = None,
    limit: int | None = None,
    all: bool = False,  # noqa: A002 - as in --all
) -> Page[DecisionAct]:
    """The decisions of which something holds, newest first; with ``all`` every one, also what takes back.

    ``by`` is who decided, case and accents folded; ``since`` a year, month or day as typed.

    Raises:
        BadRequest: if ``since`` is no date.
    """
    first = None if since is None else first_day(since)
    acts = [
        act
        for act in _acts(session)
        if (all or act.holds)
        and (by is None or name_key(act.judge) == name_key(by))
        and (first is None or act.at.date() >= first)
    ]
    acts.sort(key=lambda act: (act.at, act.decision), reverse=True)
    return Page(len(acts), tuple(acts[:limit]))


def _acts(session: Session) -> Iterator[DecisionAct]:
    """What each decision wrote, then what it took back."""
    written: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
    taken_back: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
    for one in _entries(session):
        written[one.id].append(one)
        if one.retraction is not None:
            taken_back[one.retraction].append(one)
    for id_, entries in written.items():
        yield DecisionAct(
            decision=id_,
            judge=entries[0].judge,
            at=entries[0].at,
            note=entries[0].note,
            holds=any(one.retracted_at is None for one in entries),
            changes=(*entries, *taken_back.get(id_, ())),
        )
    for id_, entries in taken_back.items():
        first = entries[0]
        if id_ not in written and first.retracted_by and first.retracted_at:
            yield DecisionAct(
                decision=id_,
                judge=first.retracted_by,
                at=first.retracted_at,
                note=first.retraction_note,
                holds=False,
                changes=tuple(entries),
            )


def _entries(session: Session) -> Iterator[DecisionEntry]:
    queries = (
        select(SpeakerJudgement).options(
            joinedload(SpeakerJudgement.appearance_a), joinedload(SpeakerJudgement.appearance_b)
        ),
        select(SpeakerName).options(joinedload(SpeakerName.appearance)),
        select(OrganisationJudgement).options(
            joinedload(OrganisationJudgement.organisation_a), joinedload(OrganisationJudgement.organisation_b)
        ),
        select(OrganisationName).options(joinedload(OrganisationName.organisation)),
    )
    for query in queries:
        yield from map(entry, session.scalars(query))
