"""Looking up organisations: those that spoke or are spoken for, with counts, and one with its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from quotesdb.db.models import (
    Appearance,
    Article,
    Organisation,
    OrganisationJudgement,
    OrganisationName,
    Speaker,
)
from quotesdb.db.queries import effective_quotes, printed_on
from quotesdb.db.types import HELD
from quotesdb.names.key import name_key
from quotesdb.services.identity import organisations
from quotesdb.services.ledger import acts
from quotesdb.services.ledger.results import DecisionEntry
from quotesdb.services.lookup.results import NameCount, OrganisationDetail, OrganisationRow, SpeakerRow
from quotesdb.services.store.results import Page
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
    effective = effective_quotes()
    theirs = Appearance.organisation_id.in_(select(Organisation.id).where(Organisation.name_key.in_(keys)))
    quotes = func.count(distinct(effective.c.quote_id))
    rows = session.execute(
        select(
            Speaker.id.label("row_id"),
            Speaker.public_id,
            Speaker.name,
            Speaker.kind,
            quotes,
            func.count(distinct(effective.c.article_id)),
            func.min(printed_on()),
            func.max(printed_on()),
        )
        .join(Appearance, Appearance.speaker_id == Speaker.id)
        .join(effective, effective.c.appearance_id == Appearance.id)
        .join(Article, Article.id == effective.c.article_id)
        .where(theirs, effective.c.status.in_(HELD), effective.c.cue_class.in_(REPORTED))
        .group_by(Speaker.id)
        .order_by(quotes.desc(), Speaker.name_key, Speaker.public_id)
    ).all()
    roles = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .join(Appearance.article)
        .join(Appearance.organisation)
        .where(theirs)
        .order_by(
            Article.published_on.is_(None).desc(),
            Article.published_on,
            Article.public_id.desc(),
            Appearance.id,
        )
    )
    newest = {row.speaker_id: (row.role, row.name) for row in roles}
    people = [SpeakerRow(*row[1:6], *newest[row.row_id], *row[6:]) for row in rows[:limit]]
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
