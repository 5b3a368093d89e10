"""Renewing what other versions of the extractor found, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from quotesdb.db.engine import only_reading
from quotesdb.db.errors import DatabaseInUse
from quotesdb.db.models import Article, ArticleVersion, ExtractionRun
from quotesdb.services.errors import ServiceError
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.ingest import runs, transcripts
from quotesdb.services.ingest.documents import Failed, failure, found_in
from quotesdb.services.ingest.pool import Died, team
from quotesdb.services.ingest.prepare import Extractor, Prepared, shipped
from quotesdb.services.ingest.store_article import believed_run
from quotesdb.services.ingest.writing import Writer, uninterrupted
from quotesdb.services.lookup.filters import ArticleFilter, article_conditions
from quotesdb.services.store import ids
from quotesdb.services.store.articles import refuse_removed
from quotesdb.values import ArticleDraft

_Row = Row[int, str, str | None, str | None]
_Chosen = Select[int, str, str | None, str | None]
"""Row number, id, title and language of articles."""

_PORTION = 32
"""Articles that are read at a time."""


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


@dataclass(frozen=True, slots=True)
class _Renewal:
    """An article on its way: the draft of its newest version, then what is found; null if it is current."""

    id: int
    public_id: str
    title: str | None
    version_id: int | None
    content: ArticleDraft | Prepared | Failed | None


def reextract(
    make_session: sessionmaker[Session],
    where: ArticleFilter | None = None,
    *,
    force: bool = False,
    program: Extractor | None = None,
    jobs: int = 1,
    on_start: Callable[[int], None] | None = None,
    on_result: Callable[[ReextractOutcome], None] | None = None,
) -> ReextractSummary:
    """Run the extractor again over articles whose result is of another one.

    ``force`` renews the others too, but for transcripts, whose quotations came with the text. Reviews stay;
    quotes that are no longer found stay, unsupported. ``on_start`` gets the number of articles, ``on_result``
    each outcome after its commit. What comes of it is the same whatever the number of ``jobs``, the
    processes that extract.

    Raises:
        ServiceError: if the filter means nothing.
        DatabaseError: if the database itself cannot be used.
    """
    with only_reading(make_session) as session:
        chosen = _chosen_articles(session, where or ArticleFilter())
        total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    if on_start:
        on_start(total)
    program = program or shipped()
    summary = ReextractSummary(Counter())

    def report(outcome: ReextractOutcome) -> None:
        summary.counts[outcome.outcome] += 1
        if on_result:
            on_result(outcome)

    wanted = _wanted(make_session, chosen, program, force=force)
    with team(jobs, total) as those:
        found = those.in_turn(partial(_extract, program=program), wanted)
        renewals = ([_found(*pair) for pair in group] for group in found)
        Writer(make_session, _settled, _renew, _lost, report).write(renewals)
    return summary


def _chosen_articles(session: Session, where: ArticleFilter) -> _Chosen:
    conditions = article_conditions(session, where)
    if where.ids:
        named = [ids.find_article(session, prefix) for prefix in where.ids]
        for article in named:
            refuse_removed(article)
        conditions.append(Article.id.in_([article.id for article in named]))
    newest = session.scalar(select(func.max(Article.id)))
    return select(Article.id, Article.public_id, Article.title, Article.language).where(
        Article.id <= newest, *conditions
    )


def _wanted(
    make_session: sessionmaker[Session], chosen: _Chosen, program: Extractor, *, force: bool
) -> Iterator[_Renewal]:
    """The articles in the order of their rows, some read at a time: nobody waits for a session meanwhile."""
    last = 0
    while True:
        with uninterrupted(), only_reading(make_session) as session:
            page = chosen.where(Article.id > last).order_by(Article.id).limit(_PORTION)
            portion = [_look(session, row, program, force=force) for row in session.execute(page).all()]
        if not portion:
            return
        yield from portion
        last = portion[-1].id


def _look(
    session: Session, row: Row[int, str, str | None, str | None], program: Extractor, *, force: bool
) -> _Renewal:
    id_, public_id, title, language = row
    run, version = believed_run(session, id_), _current(session, id_)
    if version is None or (run is not None and _is_current(run, program, force=force)):
        return _Renewal(id_, public_id, title, None, None)
    try:
        with one_document():
            runs.foresee(session, id_, version.text)
    except (ServiceError, DatabaseInUse, Fault) as error:
        return _Renewal(id_, public_id, title, None, failure(error))
    return _Renewal(id_, public_id, title, version.id, _draft(version, language))


def _extract(renewal: _Renewal, *, program: Extractor) -> _Renewal:
    """An article with what is said in it, unless it is current or lost."""
    if not isinstance(renewal.content, ArticleDraft):
        return renewal
    return replace(renewal, content=found_in(renewal.content, program))


def _found(renewal: _Renewal, answer: _Renewal | Died) -> _Renewal:
    return replace(renewal, content=failure(answer)) if isinstance(answer, Died) else answer


def _settled(renewal: _Renewal) -> ReextractOutcome | None:
    match renewal.content:
        case None:
            return _outcome(renewal, Renewal.CURRENT)
        case Failed(_, reason):
            return _outcome(renewal, Renewal.FAILED, reason=reason)
    return None


def _lost(renewal: _Renewal, error: Exception) -> ReextractOutcome:
    return _outcome(renewal, Renewal.FAILED, reason=failure(error).reason)


def _renew(session: Session, renewal: _Renewal) -> ReextractOutcome:
    assert isinstance(renewal.content, Prepared)  # noqa: S101 - else it is settled
    now = _current(session, renewal.id)
    if now is None or now.id != renewal.version_id:
        # Ingested anew meanwhile, by the extractor of that ingest.
        return _outcome(renewal, Renewal.CURRENT)
    prepared = renewal.content
    stored = runs.store_run(session, now, prepared.found(), prepared.extractor)
    counts = {"quotes": stored.quotes, "new": stored.new, "unsupported": stored.unsupported}
    return _outcome(renewal, Renewal.RENEWED, **counts)


def _outcome(renewal: _Renewal, what: Renewal, **told: Any) -> ReextractOutcome:
    return ReextractOutcome(what, renewal.public_id, renewal.title, **told)


def _draft(version: ArticleVersion, language: str | None) -> ArticleDraft:
    """A stored text as it was read."""
    return ArticleDraft(
        version.text, version.raw_sha256, version.reader, version.reader_version, language=language
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
