"""What is current and what is believed: the one definition that every reader of the database builds on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Insert,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.db.types import RunStatus, Status, Verdict, choice
from quotesdb.values import Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_STATUS = choice(Status)
_DECIDED = and_(Review.quote_id == Quote.id, Review.retracted_at.is_(None), Review.verdict != Verdict.UNSURE)


@cache
def current_versions() -> Select[ArticleVersion]:
    """Select the current version of every article: the one with the highest number."""
    newer = aliased(ArticleVersion)
    return (
        select(ArticleVersion)
        .outerjoin(
            newer, and_(newer.article_id == ArticleVersion.article_id, newer.number > ArticleVersion.number)
        )
        .where(newer.id.is_(None))
    )


@cache
def effective_quotes() -> Subquery:
    """One row for every quote, with the attribution that holds: the base of look-up, export and counts.

    A live review wins (``human``, or ``rejected``); else the attribution of the newest complete run of the
    article's current version (``machine``); else nothing says that this is a quotation (``unsupported``).
    A live review that is unsure decides nothing: the quote is what it would be without it.

    Columns: ``quote_id``, ``article_id``, ``version_id`` (the version that the spans point into),
    ``attribution_id`` (the machine's, also beside a review), ``review_id``, ``kind``, ``cue_class``,
    ``appearance_id``, ``speaker_id``, ``medium``, ``addressee``, ``confidence`` and ``rule`` (null where a
    person decided), ``status``. Spans are those of ``review_id`` if set, else of ``attribution_id``.

    Three branches and "no newer one exists" as outer joins, so that a condition on a quote, an article or a
    speaker reaches an index in every branch instead of a row for every quote being made first. Speakers are
    best given as ids, not as a subquery, which SQLite asks again for every row.
    """
    return union_all(_by_machine(), _by_person(), _unsupported()).subquery("effective_quote")


@cache
def effective_quotes_of_machines() -> Subquery:
    """Those of ``effective_quotes()`` that a machine found and nobody has reviewed: all that are new.

    One branch of three, which a server plans sooner.
    """
    return _by_machine().subquery("effective_quote")


def _by_machine() -> Select[Any]:
    version, run = aliased(ArticleVersion), aliased(ExtractionRun)
    machine = _columns(
        version_id=version.id,
        said=Attribution,
        speaker_id=Appearance.speaker_id,
        confidence=Attribution.confidence,
        rule=Attribution.rule,
        status=literal(Status.MACHINE, _STATUS),
    )
    query = (
        machine.select_from(Attribution)
        .join(Quote, Quote.id == Attribution.quote_id)
        .join(run, and_(run.id == Attribution.run_id, run.status == RunStatus.COMPLETE))
        .join(version, version.id == run.version_id)
        .outerjoin(Review, _DECIDED)
        .outerjoin(Appearance, Appearance.id == Attribution.appearance_id)
        .where(Review.id.is_(None))
    )
    return _newest(query, version, run)


def _by_person() -> Select[Any]:
    version, run = aliased(ArticleVersion), aliased(ExtractionRun)
    status = case(
        (Review.verdict == Verdict.REJECTED, literal(Status.REJECTED, _STATUS)),
        else_=literal(Status.HUMAN, _STATUS),
    )
    person = _columns(
        version_id=Review.version_id,
        said=Review,
        speaker_id=Appearance.speaker_id,
        confidence=cast(null(), Double),
        rule=cast(null(), String),
        status=status,
    )
    query = _with_belief(person.select_from(Review).join(Quote, _DECIDED), version, run).outerjoin(
        Appearance, Appearance.id == Review.appearance_id
    )
    return _newest(query, version, run)


def _unsupported() -> Select[Any]:
    version, run = aliased(ArticleVersion), aliased(ExtractionRun)
    nobody = _columns(
        version_id=Quote.version_id,
        said=Attribution,
        speaker_id=cast(null(), Integer),
        confidence=Attribution.confidence,
        rule=Attribution.rule,
        status=literal(Status.UNSUPPORTED, _STATUS),
    )
    query = (
        _with_belief(nobody.select_from(Quote), version, run)
        .outerjoin(Review, _DECIDED)
        .where(Attribution.id.is_(None), Review.id.is_(None))
    )
    return _newest(query, version, run)


def _columns(
    *, version_id: Any, said: Any, speaker_id: Any, confidence: Any, rule: Any, status: Any
) -> Select[Any]:
    # SQLite takes a UNION ALL apart, to use its indexes, only if the branches agree in the affinity of every
    # column: so a null is that of an outer join, or cast.
    return select(
        Quote.id.label("quote_id"),
        Quote.article_id.label("article_id"),
        version_id.label("version_id"),
        Attribution.id.label("attribution_id"),
        Review.id.label("review_id"),
        said.kind.label("kind"),
        said.cue_class.label("cue_class"),
        said.appearance_id.label("appearance_id"),
        speaker_id.label("speaker_id"),
        Attribution.medium.label("medium"),
        Attribution.addressee.label("addressee"),
        confidence.label("confidence"),
        rule.label("rule"),
        status.label("status"),
    )


def _with_belief(query: Select[Any], version: Any, run: Any) -> Select[Any]:
    return (
        query.join(version, version.article_id == Quote.article_id)
        .outerjoin(run, and_(run.version_id == version.id, run.status == RunStatus.COMPLETE))
        .outerjoin(Attribution, and_(Attribution.run_id == run.id, Attribution.quote_id == Quote.id))
    )


def _newest(query: Select[Any], version: Any, run: Any) -> Select[Any]:
    newer_version, newer_run = aliased(ArticleVersion), aliased(ExtractionRun)
    return (
        query.outerjoin(
            newer_version,
            and_(newer_version.article_id == version.article_id, newer_version.number > version.number),
        )
        .outerjoin(
            newer_run,
            and_(
                newer_run.version_id == run.version_id,
                newer_run.status == RunStatus.COMPLETE,
                newer_run.id > run.id,
            ),
        )
        .where(newer_version.id.is_(None), newer_run.id.is_(None))
    )


def insert_missing(session: Session, table: Table) -> Insert:
    """An INSERT that leaves out rows whose key is there, also if another transaction has just stored it."""
    return _insert_missing(table, session.get_bind().dialect.name)


def insert_adding(session: Session, table: Table) -> Insert:
    """An INSERT that adds to the numbers of a row whose key is there."""
    return _insert_adding(table, session.get_bind().dialect.name)


@cache
def _insert_missing(table: Table, dialect: str) -> Insert:
    made: Insert = _insert(table, dialect).on_conflict_do_nothing()
    return made


@cache
def _insert_adding(table: Table, dialect: str) -> Insert:
    made = _insert(table, dialect)
    keys = list(table.primary_key.columns)
    sums = {column.name: column + made.excluded[column.name] for column in table.c if column not in keys}
    adding: Insert = made.on_conflict_do_update(index_elements=keys, set_=sums)
    return adding


def _insert(table: Table, dialect: str) -> Any:
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

    return insert_in_sqlite(table)


def printed_on() -> ColumnElement[str | None]:
    """The printed date of an article as ISO 8601 cut to its precision; the earliest is the least of them."""
    length = case(
        (Article.published_precision == Precision.YEAR, 4),
        (Article.published_precision == Precision.MONTH, 7),
        else_=10,
    )
    return func.substr(cast(Article.published_on, String), 1, length)
