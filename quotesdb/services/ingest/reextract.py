"""Renewing what other versions of the extractor found, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from quotesdb.db.engine import only_reading
from quotesdb.db.errors import DatabaseInUse
from quotesdb.db.models import Article, ArticleVersion, ExtractionRun
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest import runs, transcripts
from quotesdb.services.ingest.prepare import Extractor, prepare, shipped
from quotesdb.services.ingest.store_article import believed_run
from quotesdb.services.lookup.filters import ArticleFilter, article_conditions
from quotesdb.services.store import ids
from quotesdb.services.store.articles import refuse_removed
from quotesdb.values import ArticleDraft


class Renewal(StrEnum):
    """What became of one article's quotations."""

    RENEWED = "renewed"
    CURRENT = "current"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReextractOutcome:
    """One article: quotations said or written, quotes not known before, quotes no longer found."""

    outcome: Renewal
    article_id: str
    title: str | None
    quotes: int = 0
    new: int = 0
    unsupported: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReextractSummary:
    """How many articles came to which outcome."""

    counts: Counter[Renewal]

    @property
    def total(self) -> int:
        """All articles that were meant."""
        return self.counts.total()

    @property
    def failed(self) -> int:
        """Those that keep their older result because of an error."""
        return self.counts[Renewal.FAILED]


def reextract(
    make_session: sessionmaker[Session],
    where: ArticleFilter | None = None,
    *,
    force: bool = False,
    program: Extractor | None = None,
    on_start: Callable[[int], None] | None = None,
    on_result: Callable[[ReextractOutcome], None] | None = None,
) -> ReextractSummary:
    """Run the extractor again over articles whose result is of another one, one transaction each.

    ``force`` renews the others too, but for transcripts, whose quotations came with the text. Reviews stay;
    quotes that are no longer found stay, unsupported.

    Raises:
        ServiceError: if the filter means nothing.
        DatabaseError: if the database itself cannot be used.
    """
    with only_reading(make_session) as session:
        articles = _chosen_articles(session, where or ArticleFilter())
    if on_start:
        on_start(len(articles))
    program = program or shipped()
    summary = ReextractSummary(Counter())
    for article in articles:
        outcome = _attempt(make_session, article, program, force=force)
        summary.counts[outcome.outcome] += 1
        if on_result:
            on_result(outcome)
    return summary


def _chosen_articles(session: Session, where: ArticleFilter) -> list[Article]:
    conditions = article_conditions(session, where)
    if where.ids:
        named = [ids.find_article(session, prefix) for prefix in where.ids]
        for article in named:
            refuse_removed(article)
        conditions.append(Article.id.in_([article.id for article in named]))
    return list(session.scalars(select(Article).where(*conditions).order_by(Article.id)))


def _attempt(
    make_session: sessionmaker[Session], article: Article, program: Extractor, *, force: bool
) -> ReextractOutcome:
    try:
        with one_document():
            return _renew(make_session, article, program, force=force)
    except (ServiceError, DatabaseInUse, Fault) as error:
        return ReextractOutcome(Renewal.FAILED, article.public_id, article.title, reason=str(error))


def _renew(
    make_session: sessionmaker[Session], article: Article, program: Extractor, *, force: bool
) -> ReextractOutcome:
    with only_reading(make_session) as session:
        run = believed_run(session, article.id)
        version = _current(session, article.id)
        if version is None or (run is not None and _is_current(run, program, force=force)):
            return ReextractOutcome(Renewal.CURRENT, article.public_id, article.title)
        runs.foresee(session, article.id, version.text)
    # Before the write transaction, so that other programs need not wait for the extractor.
    prepared = prepare(_draft(version, article), program)
    with make_session.begin() as session:
        now = _current(session, article.id)
        if now is None or now.id != version.id:
            # Ingested anew meanwhile, by the extractor of that ingest.
            return ReextractOutcome(Renewal.CURRENT, article.public_id, article.title)
        stored = runs.store_run(session, now, prepared.found(), prepared.extractor)
    return ReextractOutcome(
        Renewal.RENEWED, article.public_id, article.title, stored.quotes, stored.new, stored.unsupported
    )


def _draft(version: ArticleVersion, article: Article) -> ArticleDraft:
    """A stored text as it was read."""
    return ArticleDraft(
        version.text, version.raw_sha256, version.reader, version.reader_version, language=article.language
    )


def _is_current(run: ExtractionRun, program: Extractor, *, force: bool) -> bool:
    return transcripts.came_with_text(run) or (runs.extractor_of(run) == program.ref and not force)


def _current(session: Session, article_id: int) -> ArticleVersion | None:
    return session.scalars(
        select(ArticleVersion)
        .options(joinedload(ArticleVersion.article))
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    ).first()
