"""Looking up organisations: those that spoke or are spoken for, with counts."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from quotesdb.db.models import Appearance, Organisation
from quotesdb.db.queries import effective_quotes
from quotesdb.db.types import HELD
from quotesdb.services import organisations
from quotesdb.services.rows import OrganisationRow, Page
from quotesdb.text import name_key
from quotesdb.values import REPORTED, AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def list_organisations(
    session: Session, query: str | None = None, *, limit: int | None = None
) -> Page[OrganisationRow]:
    """The organisations that are quoted, themselves or by their people, most quoted first.

    ``query`` is part of a name, case and accents folded.
    """
    counts = _counts(session)
    groups, shown = organisations.merged(session), organisations.shown(session)
    printed = organisations.printed(session)
    given = defaultdict[str, list[str]](list)
    for name in chain.from_iterable(organisations.given(session).values()):
        given[name.organisation.name_key].append(name.name)
    rows = []
    for keys in {groups.get(key, frozenset({key})) for key in counts}:
        listed = sorted(keys)
        names = [*(printed[key] for key in listed), *(name for key in listed for name in given[key])]
        if query is None or any(name_key(query) in name_key(name) for name in names):
            quotes, own = (sum(counts[key][i] for key in listed if key in counts) for i in (0, 1))
            best = shown.get(listed[0], printed[listed[0]])
            rows.append(
                OrganisationRow(best, quotes, own, tuple(n for n in dict.fromkeys(names) if n != best))
            )
    rows.sort(key=lambda row: (-row.quotes, name_key(row.name)))
    return Page(len(rows), tuple(rows[:limit]))


def _counts(session: Session) -> dict[str, tuple[int, int]]:
    """How often each name was quoted, in all and as itself, by folded name."""
    effective = effective_quotes()
    held = (effective.c.status.in_(HELD), effective.c.cue_class.in_(REPORTED))
    number = func.count(distinct(effective.c.quote_id))
    by_itself = session.execute(
        select(Appearance.name_key, number)
        .join(effective, effective.c.appearance_id == Appearance.id)
        .where(Appearance.kind == AgentKind.ORGANISATION, *held)
        .group_by(Appearance.name_key)
    )
    own = {row[0]: row[1] for row in by_itself}
    by_people = session.execute(
        select(Organisation.name_key, number)
        .join(Appearance, Appearance.organisation_id == Organisation.id)
        .join(effective, effective.c.appearance_id == Appearance.id)
        .where(*held)
        .group_by(Organisation.name_key)
    )
    people = {row[0]: row[1] for row in by_people}
    return {
        key: (own.get(key, 0) + people.get(key, 0), own.get(key, 0)) for key in own.keys() | people.keys()
    }
