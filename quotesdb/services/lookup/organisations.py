"""Looking up organisations: those that spoke or are spoken for, with counts, and one with its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from quotesdb.db.models import (
    Appearance,
    Article,
    Organisation,
    OrganisationJudgement,
    OrganisationName,
    Speaker,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.ledger import acts
from quotesdb.services.ledger.results import DecisionEntry
from quotesdb.services.lookup.results import NameCount, OrganisationDetail, OrganisationRow, SpeakerRow
from quotesdb.services.store.places import UNDATED, printed_date
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page

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
    for name in organisations.given(session):
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


def organisation_detail(session: Session, name: str, *, limit: int | None = 20) -> OrganisationDetail:
    """One organisation by any of its names, with the people who spoke for it, most quoted first.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
    """
    printed = organisations.printed(session)
    keys = sorted(organisations.known_as(session, "organisation", name, printed))
    counts = _counts(session)
    names = [NameCount(printed[key], *counts.get(key, (0, 0))) for key in keys]
    names.sort(key=lambda row: (-row.quotes, row.name))
    given = organisations.given(session)
    return OrganisationDetail(
        name=organisations.shown(session).get(keys[0], printed[keys[0]]),
        quotes=sum(row.quotes for row in names),
        own=sum(row.own for row in names),
        names=tuple(names),
        aliases=tuple(row.name for row in given if row.organisation.name_key in keys),
        people=_people(session, keys, limit),
        decisions=_decisions(session, keys),
    )


def _people(session: Session, keys: Sequence[str], limit: int | None) -> Page[SpeakerRow]:
    """Who spoke for the organisation of these names, with what they said as its people."""
    row = current_quotes().c
    bodies = list(session.scalars(select(Organisation.id).where(Organisation.name_key.in_(keys))))
    dated = case((row.newest < UNDATED, row.newest))
    quotes = func.count()
    rows = session.execute(
        select(
            Speaker.id.label("row_id"),
            Speaker.public_id,
            Speaker.name,
            Speaker.kind,
            quotes,
            func.count(row.article_id.distinct()),
            func.max(dated).label("first"),
            func.min(dated).label("last"),
        )
        .join(current_quotes(), row.speaker_id == Speaker.id)
        .where(row.body_id.in_(bodies), row.shown == Shown.ALWAYS.value)
        .group_by(Speaker.id)
        .order_by(quotes.desc(), Speaker.name_key, Speaker.public_id)
    ).all()
    roles = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .join(Appearance.article)
        .join(Appearance.organisation)
        .where(Appearance.organisation_id.in_(bodies))
        .order_by(
            Article.published_on.is_(None).desc(),
            Article.published_on,
            Article.public_id.desc(),
            Appearance.id,
        )
    )
    newest = {row.speaker_id: (row.role, row.name) for row in roles}
    people = []
    for row_id, public_id, name, kind, number, articles, first, last in rows[:limit]:
        role, body = newest[row_id]
        dates = (printed_date(first), printed_date(last))
        people.append(SpeakerRow(public_id, name, kind, number, articles, role, body, *dates))
    return Page(len(rows), tuple(people))


def _decisions(session: Session, keys: Sequence[str]) -> tuple[DecisionEntry, ...]:
    """Every decision about these names, retracted ones too, the oldest first."""
    theirs = select(Organisation.id).where(Organisation.name_key.in_(keys))
    pairs = session.scalars(select(OrganisationJudgement).where(OrganisationJudgement.touching(theirs)))
    names = session.scalars(select(OrganisationName).where(OrganisationName.organisation_id.in_(theirs)))
    ordered = sorted([*pairs, *names], key=lambda row: (row.decided_at, row.public_id, row.id))
    return tuple(acts.entry(row) for row in ordered)


def _counts(session: Session) -> dict[str, tuple[int, int]]:
    """How often each name was quoted, in all and as itself, by folded name."""
    row, number = current_quotes().c, func.count()
    shown = row.shown == Shown.ALWAYS.value
    by_itself = select(row.own_key, number).where(row.own_key.is_not(None), shown).group_by(row.own_key)
    own: dict[str, int] = dict(session.execute(by_itself).all())
    bodies = select(row.body_id, number.label("quotes")).where(row.body_id.is_not(None), shown)
    counted = bodies.group_by(row.body_id).subquery()
    by_people = select(Organisation.name_key, counted.c.quotes).join(
        counted, counted.c.body_id == Organisation.id
    )
    people: dict[str, int] = dict(session.execute(by_people).all())
    return {
        key: (own.get(key, 0) + people.get(key, 0), own.get(key, 0)) for key in own.keys() | people.keys()
    }
