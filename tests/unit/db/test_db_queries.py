"""Which attribution of a quote holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, select

from quotesdb.db.queries import current_versions, effective_quotes
from quotesdb.db.types import RunStatus, Status, Verdict
from quotesdb.values import CueClass, Kind
from tests.factories import (
    AppearanceFactory,
    ArticleVersionFactory,
    AttributionFactory,
    ExtractionRunFactory,
    QuoteFactory,
    ReviewFactory,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.db.models import Quote


def effective(session: Session, quote: Quote) -> Any:
    quotes = effective_quotes()
    return session.execute(select(quotes).where(quotes.c.quote_id == quote.id)).one()


def test_what_the_machine_said_holds_while_nobody_reviewed_it(session: Session):
    said = AttributionFactory(medium="in a note", addressee="reporters")
    row = effective(session, said.quote)._asdict()
    assert row == {
        "quote_id": said.quote_id,
        "article_id": said.quote.article_id,
        "version_id": said.run.version_id,
        "attribution_id": said.id,
        "review_id": None,
        "kind": Kind.DIRECT,
        "cue_class": CueClass.SPEECH,
        "appearance_id": said.appearance_id,
        "speaker_id": said.appearance.speaker_id,
        "medium": "in a note",
        "addressee": "reporters",
        "confidence": 0.9,
        "rule": "name beside the cue",
        "status": Status.MACHINE,
    }
    assert isinstance(row["kind"], Kind)
    assert isinstance(row["status"], Status)


def test_an_unattributed_quote_is_the_machines_word_too(session: Session):
    said = AttributionFactory(appearance=None)
    row = effective(session, said.quote)
    assert (row.status, row.appearance_id, row.speaker_id) == (Status.MACHINE, None, None)


def test_a_live_review_wins_over_the_machine(session: Session):
    said = AttributionFactory(medium="in a note")
    right = AppearanceFactory(article=said.quote.article, name="Tom Vale")
    review = ReviewFactory(quote=said.quote, appearance=right)
    row = effective(session, said.quote)
    assert (row.status, row.review_id, row.attribution_id) == (Status.HUMAN, review.id, said.id)
    assert (row.kind, row.cue_class, row.medium) == (Kind.MIXED, CueClass.WRITING, "in a note")
    assert (row.appearance_id, row.speaker_id) == (right.id, right.speaker_id)
    assert (row.confidence, row.rule) == (None, None)


def test_a_review_without_a_speaker_takes_the_machines_speaker_away(session: Session):
    said = AttributionFactory()
    ReviewFactory(quote=said.quote, appearance_name=None, appearance_kind=None)
    row = effective(session, said.quote)
    assert (row.status, row.appearance_id, row.speaker_id) == (Status.HUMAN, None, None)


def test_a_retracted_review_gives_way_to_the_machine_and_to_a_later_review(session: Session):
    said = AttributionFactory()
    ReviewFactory(quote=said.quote, retracted_at=datetime(2025, 4, 1, tzinfo=UTC), retraction="d-0000000009")
    assert effective(session, said.quote).status == Status.MACHINE
    later = ReviewFactory(quote=said.quote)
    assert effective(session, said.quote).review_id == later.id


def test_a_rejected_quote_is_marked_so(session: Session):
    said = AttributionFactory()
    ReviewFactory(quote=said.quote, verdict=Verdict.REJECTED, kind=None, cue_class=None)
    row = effective(session, said.quote)
    assert (row.status, row.attribution_id) == (Status.REJECTED, said.id)


def test_an_unsure_review_decides_nothing(session: Session):
    said, dropped = AttributionFactory(), AttributionFactory()
    ExtractionRunFactory(version=dropped.run.version)
    undecided = {"kind": None, "cue_class": None, "appearance_name": None, "appearance_kind": None}
    for quote in (said.quote, dropped.quote):
        ReviewFactory(quote=quote, verdict=Verdict.UNSURE, **undecided)
    row = effective(session, said.quote)
    assert (row.status, row.review_id, row.confidence) == (Status.MACHINE, None, said.confidence)
    assert effective(session, dropped.quote).status == Status.UNSUPPORTED


def test_a_quote_that_nothing_supports_is_kept_and_marked(session: Session):
    quote = QuoteFactory()
    row = effective(session, quote)
    assert (row.status, row.kind, row.attribution_id, row.review_id) == (Status.UNSUPPORTED, None, None, None)
    assert row.version_id == quote.version_id


def test_only_the_newest_complete_run_is_believed(session: Session):
    old = AttributionFactory(confidence=0.4)
    quote, version = old.quote, old.run.version
    new = AttributionFactory(quote=quote, confidence=0.8)
    for status in (RunStatus.FAILED, RunStatus.RUNNING):
        run = ExtractionRunFactory(version=version, status=status)
        AttributionFactory(quote=quote, run=run, confidence=0.1)
    assert effective(session, quote).attribution_id == new.id


def test_a_quote_that_the_newest_run_does_not_produce_is_unsupported_unless_reviewed(session: Session):
    dropped, kept = AttributionFactory(), AttributionFactory()
    for said in (dropped, kept):
        ExtractionRunFactory(version=said.run.version)
    ReviewFactory(quote=kept.quote)
    assert effective(session, dropped.quote).status == Status.UNSUPPORTED
    row = effective(session, kept.quote)
    assert (row.status, row.attribution_id) == (Status.HUMAN, None)


def test_runs_of_an_older_version_are_believed_no_longer_even_if_they_are_newer(session: Session):
    said = AttributionFactory()
    article, first = said.quote.article, said.run.version
    second = ArticleVersionFactory(article=article, number=2)
    AttributionFactory(quote=said.quote, run=ExtractionRunFactory(version=first))
    assert effective(session, said.quote).status == Status.UNSUPPORTED

    again = AttributionFactory(quote=said.quote, run=ExtractionRunFactory(version=second))
    AttributionFactory(quote=said.quote, run=ExtractionRunFactory(version=first))
    row = effective(session, said.quote)
    assert (row.attribution_id, row.version_id) == (again.id, second.id)


def test_the_current_version_is_the_one_with_the_highest_number(session: Session):
    second = ArticleVersionFactory(number=2)
    ArticleVersionFactory(article=second.article, number=1)
    other = ArticleVersionFactory()
    assert {version.id for version in session.scalars(current_versions())} == {second.id, other.id}


def test_every_quote_is_there_exactly_once(session: Session):
    quotes = [QuoteFactory(), AttributionFactory().quote, ReviewFactory().quote, AttributionFactory().quote]
    ReviewFactory(quote=quotes[3])
    AttributionFactory(quote=quotes[3])
    rows = effective_quotes()
    assert sorted(session.scalars(select(rows.c.quote_id))) == sorted(quote.id for quote in quotes)
    by_status = session.execute(select(rows.c.status, func.count()).group_by(rows.c.status))
    assert dict(map(tuple, by_status)) == {Status.UNSUPPORTED: 1, Status.MACHINE: 1, Status.HUMAN: 2}


@pytest.mark.parametrize("column", ["quote_id", "article_id"])
def test_asking_for_one_quote_or_article_scans_no_table(session: Session, column: str):
    rows = effective_quotes()
    assert not [step for step in plan(session, select(rows).where(rows.c[column] == 1)) if "SCAN" in step]


def test_asking_for_a_speaker_starts_from_the_speaker(session: Session):
    rows = effective_quotes()
    steps = plan(session, select(rows).where(rows.c.speaker_id == 1))
    assert len([step for step in steps if "ix_appearance_speaker_id" in step]) == 2


def plan(session: Session, query: Any) -> list[str]:
    seen: list[tuple[str, Any]] = []
    connection = session.connection()
    event.listen(
        connection, "before_cursor_execute", lambda _c, _u, sql, values, *_: seen.append((sql, values))
    )
    session.execute(query).all()
    sql, values = seen[-1]
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
