"""Looking up speakers: the list with counts, and one with names and roles as printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, distinct, func, or_, select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import Appearance, Article, Organisation, Speaker, SpeakerName
from quotesdb.db.queries import effective_quotes, printed_on
from quotesdb.db.types import HELD
from quotesdb.names.key import name_key
from quotesdb.services.identity.appearances import Standing, standing
from quotesdb.services.identity.find_speaker import NAMED, by_full_name, find_speakers
from quotesdb.services.identity.printed_names import printed_names
from quotesdb.services.ledger import acts
from quotesdb.services.ledger.tags import tags_of
from quotesdb.services.lookup.filters import dated, last_day
from quotesdb.services.lookup.quotes import page
from quotesdb.services.lookup.results import RoleRow, SpeakerDetail, SpeakerRow
from quotesdb.services.lookup.roles import says_something
from quotesdb.services.store.articles import printed_date
from quotesdb.services.store.results import Page
from quotesdb.values import REPORTED, AgentKind, Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_FOLDED = {AgentKind.GROUP: "groups", AgentKind.ANONYMOUS: "anonymous sources"}


def list_speakers(
    session: Session,
    query: str | None = None,
    *,
    limit: int | None = None,
    all: bool = False,  # noqa: A002 - as in --all
) -> Page[SpeakerRow]:
    """The speakers with a quotation that look-ups show, most quoted first; then groups and anonymous sources.

    ``query`` is part of a name, case and accents folded. ``all`` counts what was only thought or shown too.
    """
    named = _counted(query, all=all).where(Speaker.kind.in_(NAMED))
    total = session.scalar(select(func.count()).select_from(named.subquery())) or 0
    rows = session.execute(
        named.order_by(func.count().desc(), Speaker.name_key, Speaker.public_id).limit(limit)
    ).all()
    roles = _newest_roles(session, [row.id for row in rows])
    folded = [_fold(session, query, kind, all=all) for kind in _FOLDED]
    lines = [line for line in folded if line.quotes]
    listed = [_row(row, roles.get(row.id, (None, None))) for row in rows]
    return Page(total + len(lines), (*listed, *lines))


def speaker_detail(
    session: Session,
    name: str,
    *,
    limit: int | None = 20,
    all: bool = False,  # noqa: A002 - as in --all
    as_of: str | None = None,
) -> SpeakerDetail:
    """Whom a name or an id means: names and roles as printed, counts, and the newest quotes.

    Several speakers are told of together; which they are stands beside. ``as_of`` is a day, month or year as
    typed: only what was printed by its end is told, and what has no date is left out.

    Raises:
        UnknownName, UnknownId, AmbiguousId: if no speaker is meant.
        BadRequest: if ``as_of`` is no date.
    """
    matches = find_speakers(session, name)
    called = by_full_name(session, matches)
    row_ids = [id_ for match in matches for id_ in match.row_ids]
    effective = effective_quotes()
    until = dated(None, as_of)
    conditions = [effective.c.speaker_id.in_(row_ids), *_shown(effective.c, all=all), *until]
    counts = session.execute(
        select(effective.c.kind, func.count())
        .join(Article, Article.id == effective.c.article_id)
        .where(*conditions)
        .group_by(effective.c.kind)
    ).all()
    articles = session.scalar(
        select(func.count(distinct(effective.c.article_id)))
        .join(Article, Article.id == effective.c.article_id)
        .where(*conditions)
    )
    there = session.execute(
        select(Appearance, standing())
        .join(Appearance.article)
        .where(
            Appearance.speaker_id.in_(row_ids),
            Article.removed_at.is_(None),
            standing() < Standing.IDLE,
            *until,
        )
        .options(
            joinedload(Appearance.organisation), joinedload(Appearance.article).joinedload(Article.publisher)
        )
        .order_by(
            Article.published_on.is_(None), Article.published_on.desc(), Article.public_id, Appearance.id
        )
    ).all()
    roles = tuple(_role(appearance, Standing(rank)) for appearance, rank in there)
    decided = acts.history(session, row_ids)
    given = [entry.name for entry in reversed(decided) if entry.name and entry.retracted_at is None]
    names = list(dict.fromkeys([*given, *(row.name for row in roles)]))
    printed = printed_names(session, effective, conditions, called[0].kind, names)
    return SpeakerDetail(
        id=matches[0].id if len(matches) == 1 else None,
        name=called[0].name if len(called) == 1 else " ".join(name.split()),
        kind=called[0].kind,
        called=tuple(called),
        as_of=last_day(as_of) if as_of else None,
        first=_first_day(session, row_ids) if as_of and not roles else None,
        role=next((row for row in roles if says_something(row)), None),
        tags=tags_of(session, row_ids),
        aliases=tuple(dict.fromkeys([*names, *printed])),
        roles=roles,
        counts=dict.fromkeys(Kind, 0) | {row[0]: row[1] for row in counts},
        articles=articles or 0,
        decisions=decided,
        quotes=page(session, effective, conditions, limit),
    )


def _first_day(session: Session, row_ids: Sequence[int]) -> str | None:
    """When an article first had the speaker, as far as articles are dated."""
    return session.scalar(
        select(func.min(printed_on()))
        .join(Appearance, Appearance.article_id == Article.id)
        .where(Appearance.speaker_id.in_(row_ids), standing() < Standing.IDLE)
    )


def _shown(row: Any, *, all: bool) -> list[ColumnElement[bool]]:  # noqa: A002 - as in --all
    held = [row.status.in_(HELD)]
    return held if all else [*held, row.cue_class.in_(REPORTED)]


def _counted(query: str | None, *, all: bool) -> Select[Any]:  # noqa: A002 - as in --all
    """Select each speaker with its counts."""
    effective = effective_quotes()
    speaker = (Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind)
    return _restricted(select(*speaker, *_counts(effective)), effective, query, all=all).group_by(Speaker.id)


def _fold(session: Session, query: str | None, kind: AgentKind, *, all: bool) -> SpeakerRow:  # noqa: A002
    """One line for all speakers of a kind."""
    effective = effective_quotes()
    counted = _restricted(select(*_counts(effective)).select_from(Speaker), effective, query, all=all)
    row = session.execute(counted.where(Speaker.kind == kind)).one()
    return SpeakerRow(None, _FOLDED[kind], kind, row.quotes, row.articles, first=row.first, last=row.last)


def _counts(effective: Subquery) -> tuple[ColumnElement[Any], ...]:
    return (
        func.count().label("quotes"),
        func.count(distinct(effective.c.article_id)).label("articles"),
        func.min(printed_on()).label("first"),
        func.max(printed_on()).label("last"),
    )


def _restricted(
    counted: Select[Any],
    effective: Subquery,
    query: str | None,
    *,
    all: bool,  # noqa: A002 - as in --all
) -> Select[Any]:
    meant = (
        counted.join(effective, effective.c.speaker_id == Speaker.id)
        .join(Article, Article.id == effective.c.article_id)
        .where(*_shown(effective.c, all=all))
    )
    if query is None:
        return meant
    wanted = name_key(query)
    printed = select(Appearance.speaker_id).where(Appearance.name_key.contains(wanted, autoescape=True))
    given = (
        select(Appearance.speaker_id)
        .join(SpeakerName, SpeakerName.appearance_id == Appearance.id)
        .where(SpeakerName.live(), SpeakerName.name_key.contains(wanted, autoescape=True))
    )
    return meant.where(or_(Speaker.id.in_(printed), Speaker.id.in_(given)))


def _newest_roles(session: Session, speaker_ids: list[int]) -> dict[int, tuple[str | None, str | None]]:
    rows = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .join(Appearance.article)
        .outerjoin(Appearance.organisation)
        .where(Appearance.speaker_id.in_(speaker_ids))
        .order_by(
            Article.published_on.is_(None).desc(),
            Article.published_on,
            Article.public_id.desc(),
            Appearance.id,
        )
    ).all()
    return {row[0]: (row[1], row[2]) for row in rows if row[0] is not None and (row[1] or row[2])}


def _row(row: Row[Any], newest: tuple[str | None, str | None]) -> SpeakerRow:
    role, organisation = newest
    return SpeakerRow(
        row.public_id, row.name, row.kind, row.quotes, row.articles, role, organisation, row.first, row.last
    )


def _role(appearance: Appearance, rank: Standing) -> RoleRow:
    article = appearance.article
    return RoleRow(
        id=appearance.public_id,
        name=appearance.name,
        role=appearance.role,
        organisation=appearance.organisation.name if appearance.organisation else None,
        published=printed_date(article),
        publisher=article.publisher.name if article.publisher else None,
        article_id=article.public_id,
        title=article.title,
        printed=rank is Standing.PRINTED,
    )
