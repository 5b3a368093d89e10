"""Articles as rows: their printed date, their reference, and taking one away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleMetadataHistory,
    ArticlePrinted,
    ArticleVersion,
    Byline,
    ClaimMatch,
    Decision,
    Quote,
    Review,
    SpeakerTag,
)
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import clustering
from quotesdb.services.ingest import article_identity
from quotesdb.services.statements import grouping
from quotesdb.services.store import ids, read_model
from quotesdb.services.store.articles import reference, refuse_removed
from quotesdb.services.store.counts import follow_documents

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """What went with an article: its quotes, and how many of them a person had judged."""

    id: str
    title: str | None
    quotes: int
    reviews: int


def remove_article(session: Session, article_id: str, why: str) -> RemovedArticle:
    """Take an article away with everything in it; its id, its names and the reason stay as a tombstone.

    The names (key, identifiers and the SHA-256 of each text) let ``ingest`` refuse it when it comes again.
    Who is who stays decided, and how it is tagged: the appearances that a person judged or tagged are kept,
    without role and organisation.

    Raises:
        UnknownId, AmbiguousId: if no single article is meant.
        BadRequest: if no reason is given.
        Removed: if it was removed before.
    """
    if not why.strip():
        raise BadRequest("say why the article is removed")
    article = ids.find_article(session, article_id)
    refuse_removed(article)
    title, quotes, reviews = reference(article).title, *_counts(session, article)
    names = clustering.take_out(session, article.id)
    texts = session.scalars(select(ArticleVersion.text_sha256).where(ArticleVersion.article_id == article.id))
    article_identity.remember_names(article, [(article_identity.TEXT, sha) for sha in texts])
    session.flush()
    quote_ids = session.scalars(select(Quote.id).where(Quote.article_id == article.id)).all()
    headless = grouping.take_out(session, quote_ids)
    read_model.forget(session, quote_ids)
    _empty(session, article)
    article.removed_at, article.removed_why = datetime.now(UTC), why.strip()
    follow_documents(session, -1)
    session.flush()
    session.expire_all()
    kept = session.scalars(select(Appearance.id).where(Appearance.article_id == article.id)).all()
    grouping.refresh(session, headless, clustering.refresh(session, kept, names))
    return RemovedArticle(article.public_id, title, quotes, reviews)


def _counts(session: Session, article: Article) -> tuple[int, int]:
    quotes = select(func.count()).where(Quote.article_id == article.id)
    reviews = (
        select(func.count(Review.id))
        .join(Review.quote)
        .where(Quote.article_id == article.id, Review.retracted_at.is_(None))
    )
    return session.scalar(quotes) or 0, session.scalar(reviews) or 0


_NOTHING = {"role": None, "organisation_id": None, "published_on": None}


def _empty(session: Session, article: Article) -> None:
    """Delete the article's rows; attributions and reviews go with their quotes, runs with versions."""
    here = Appearance.article_id == article.id
    inhabited = session.scalars(select(Appearance.speaker_id).where(here, Appearance.speaker_id.is_not(None)))
    left = [speaker_id for speaker_id in inhabited.all() if speaker_id is not None]
    for kind in (kind for kind in Decision.kinds() if kind.ends == ("article",)):
        session.execute(delete(kind).where(getattr(kind, kind.subjects[0]) == article.id))
    own = (ArticlePrinted, Byline, ArticleMetadataHistory)
    for model in (Quote, ArticleVersion, *own, ClaimMatch):
        session.execute(delete(model).where(model.article_id == article.id))
    judged = Appearance.id.in_(clustering.judged())
    tagged = Appearance.id.in_(select(SpeakerTag.appearance_id))
    session.execute(delete(Appearance).where(here, ~judged, ~tagged))
    session.execute(update(Appearance).where(here).values(**_NOTHING))
    clustering.drop_empty(session, left)
    for column in ("title", "url", "section", "language", "archived_url", "publisher_id"):
        setattr(article, column, None)
    article.published_on = article.published_precision = None
    article.published_at_utc = article.published_offset_minutes = article.embargo = None
