"""Why appearances are one speaker: the links that hold it together, as people read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import Article, Organisation, SpeakerJudgement
from quotesdb.services.identity.find_speaker import find_named
from quotesdb.services.identity.holding import Bond, held
from quotesdb.services.identity.names import Printed
from quotesdb.services.ledger.acts import standing
from quotesdb.services.store.articles import printed_date
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.masked_articles import named_in, shown_title
from quotesdb.services.store.results import Page
from quotesdb.values import AgentKind, PrintedDate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PrintedName:
    """One end of a link: the name in the article where it stands, by the id of the appearance.

    ``title``, ``publisher`` and ``published`` are null of an article that is not to be shown yet.
    """

    id: str
    name: str
    article_id: str
    title: str | None
    publisher: str | None
    published: PrintedDate | None


@dataclass(frozen=True, slots=True)
class HeldBy:
    """One link that holds a speaker together; by its ``id`` it is cut, whatever was ingested since.

    ``score`` are log-odds, null of a person's ``decision``. ``apart`` is how many of the speaker's
    appearances leave if it is cut.
    """

    id: str
    kind: str
    score: float | None
    reasons: tuple[str, ...]
    decision: str | None
    apart: int
    one: PrintedName
    other: PrintedName


@dataclass(frozen=True, slots=True)
class WhyOne:
    """A speaker, how often it appears, and the links that hold its appearances together."""

    id: str
    name: str
    kind: AgentKind
    appearances: int
    links: Page[HeldBy]


def why_one(session: Session, name: str, *, limit: int | None = None, embargoed: bool = False) -> WhyOne:
    """The links that make one speaker of all that a name or an id means, the weakest first.

    Cut any of them (``judging.speakers.cut``), and the speaker falls in two.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
    """
    match = find_named(session, name, silent=embargoed)
    found = held(session, match.row_ids[0])
    shown = found.bonds[:limit]
    ends = _ends(session, [end for bond in shown for end in (bond.one, bond.other)], embargoed=embargoed)
    bare = bool(tombstones(session)) or _is_partly_closed(session, found.members, embargoed=embargoed)
    rows = tuple(
        _row(session, bond, ends, bare=bare)
        for bond in shown
        if bond.one.id in ends and bond.other.id in ends
    )
    appearances = len(found.members) or 1
    return WhyOne(
        match.id, tombstones(session).hide(match.name), match.kind, appearances, Page(len(found.bonds), rows)
    )


def _is_partly_closed(session: Session, members: Sequence[Printed], *, embargoed: bool) -> bool:
    """Whether some article that a speaker is in may not be told of: no words of articles are reasons then."""
    articles = _articles(session, {row.article_id for row in members})
    return len(_open(session, articles, embargoed=embargoed)) < len(articles)


def _row(session: Session, bond: Bond, ends: Mapping[int, PrintedName], *, bare: bool) -> HeldBy:
    judged = None
    if bond.score is None:
        judged = standing(session, SpeakerJudgement, bond.one.id, bond.other.id)
    reasons = bond.reasons[:1] if bare else bond.reasons
    if judged is not None:
        reasons = (
            f"{reasons[0]}: {judged.decided_by}, {judged.decided_at:%Y-%m-%d}",
            *filter(None, [judged.note]),
        )
    return HeldBy(
        id=bond.id,
        kind=bond.kind.lower(),
        score=bond.score,
        reasons=tuple(map(tombstones(session).hide, reasons)),
        decision=judged.public_id if judged else None,
        apart=bond.apart,
        one=ends[bond.one.id],
        other=ends[bond.other.id],
    )


def _ends(session: Session, rows: Sequence[Printed], *, embargoed: bool) -> dict[int, PrintedName]:
    articles = _articles(session, {row.article_id for row in rows})
    shown = _open(session, articles, embargoed=embargoed)
    known = tombstones(session)
    named = named_in(session, list(articles))
    return {
        row.id: PrintedName(
            id=row.public_id,
            name=known.hide(row.name),
            article_id=(article := articles[row.article_id]).public_id,
            title=shown_title(article.title, known, named[row.article_id]),
            publisher=known.line(article.publisher),
            published=printed_date(article),
        )
        for row in rows
        if row.article_id in shown
    }


def _articles(session: Session, ids: Collection[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    publisher = aliased(Organisation)
    query = select(
        Article.id,
        Article.public_id,
        Article.title,
        Article.published_on,
        Article.published_precision,
        Article.published_at_utc,
        Article.published_offset_minutes,
        publisher.name.label("publisher"),
    ).outerjoin(publisher, publisher.id == Article.publisher_id)
    return {row.id: row for part in chunks(ids) for row in session.execute(query.where(Article.id.in_(part)))}


def _open(session: Session, ids: Collection[int], *, embargoed: bool) -> set[int]:
    conditions = open_articles(session, embargoed=embargoed)
    query = select(Article.id).where(*conditions)
    return {id_ for part in chunks(ids) for id_ in session.scalars(query.where(Article.id.in_(part)))}
