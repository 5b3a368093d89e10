"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Enum, delete, inspect, text, true, update
from sqlalchemy.exc import IntegrityError, StatementError

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    Base,
    ClaimCheck,
    ClaimMatch,
    DecisionSpan,
    Organisation,
    Quote,
    Review,
    Speaker,
    SpeakerTag,
    Statement,
    StatementQuote,
)
from quotesdb.db.models.attribution import ROLES
from quotesdb.db.types import Identity, Verdict
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from sqlalchemy.orm import Session

SOME = {"attribution_span.role": ROLES}
"""The columns that allow only some members: source and cue are columns of the attribution."""

ENUM_COLUMNS = [
    (table, column.name, SOME.get(f"{table.name}.{column.name}", column.type.enum_class))
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]


@pytest.mark.parametrize(
    ("table", "column", "enum"), ENUM_COLUMNS, ids=[f"{table}.{column}" for table, column, _ in ENUM_COLUMNS]
)
def test_an_enum_column_of_the_migrated_schema_allows_the_members_and_nothing_else(
    session: Session, table: Any, column: str, enum: Iterable[StrEnum]
):
    sql = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table.name})
    listed = re.search(rf"CONSTRAINT ck_{table.name}_{column} CHECK \({column} IN \(([^)]*)\)\)", sql)
    assert listed is not None
    assert listed[1] == ", ".join(f"'{member.value}'" for member in enum)


CHECKED = [
    (factories.ArticleFactory, {"public_id": "q-0123456789"}),
    (factories.ArticleFactory, {"public_id": "a-short"}),
    (factories.ArticleFactory, {"published_precision": None}),
    (factories.ArticleFactory, {"published_on": None}),
    (factories.ArticleFactory, {"published_offset_minutes": 2000}),
    (factories.ArticleFactory, {"removed_why": "wrong file"}),
    (factories.ArticleVersionFactory, {"number": 0}),
    (factories.ArticleVersionFactory, {"raw_sha256": "abc"}),
    (factories.ArticleVersionFactory, {"text_sha256": "abc"}),
    (factories.ArticleZoneFactory, {"start_char": 11}),
    (factories.BylineFactory, {"position": -1}),
    (factories.QuoteFactory, {"start_char": 27, "exact": "x"}),
    (factories.QuoteFactory, {"start_char": -1, "exact": "x"}),
    (factories.ExtractionRunFactory, {"finished_at": None}),
    (factories.ExtractionRunFactory, {"status": "running", "finished_at": datetime(2025, 1, 1, tzinfo=UTC)}),
    (factories.ExtractionRunFactory, {"model_sha256": "abc"}),
    (factories.AttributionFactory, {"confidence": 1.01}),
    (factories.AttributionFactory, {"confidence": -0.01}),
    (factories.AttributionFactory, {"source_start": 3}),
    (factories.AttributionFactory, {"source_start": 3, "source_end": 2}),
    (factories.AttributionFactory, {"cue_end": 3}),
    (factories.AttributionFactory, {"cue_start": -1, "cue_end": 2}),
    (factories.AttributionSpanFactory, {"role": "cue"}),
    (factories.AttributionSpanFactory, {"position": -1}),
    (factories.AttributionSpanFactory, {"end_char": -1}),
    (factories.ReviewFactory, {"kind": None}),
    (factories.ReviewFactory, {"cue_class": None, "verdict": Verdict.ACCEPTED}),
    (factories.ReviewFactory, {"appearance_kind": None}),
    (factories.DecisionSpanFactory, {"start_char": 27}),
    (factories.StatementQuoteFactory, {"lead": -1}),
    (factories.StatementQuoteFactory, {"words": 0}),
    (factories.ClaimCheckFactory, {"public_id": "q-0123456789"}),
    (factories.ClaimCheckFactory, {"documents": -1}),
    (factories.ClaimMatchFactory, {"position": -1}),
    (factories.ClaimMatchFactory, {"start_char": 16}),
    (factories.ClaimMatchFactory, {"start_char": -1}),
    (factories.ArticleCorrectionFactory, {"value": None}),
    (factories.ErasureFactory, {"salt": None}),
    (factories.ErasureFactory, {"digest": "abc"}),
    (factories.SpeakerTagFactory, {"tag": ""}),
    (factories.SpeakerTagFactory, {"retracted_by": "tom"}),
    (factories.SpeakerTagFactory, {"retracted_at": datetime(2025, 4, 1, tzinfo=UTC)}),
    (factories.SpeakerJudgementFactory, {"public_id": "q-0123456789"}),
    (factories.SpeakerJudgementFactory, {"retracted_at": datetime(2025, 4, 1, tzinfo=UTC)}),
    (factories.SpeakerNameFactory, {"retracted_by": "ines"}),
    (factories.OrganisationJudgementFactory, {"retraction": "d-0123456789"}),
    (factories.OrganisationNameFactory, {"public_id": "d-1"}),
]


@pytest.mark.parametrize(
    ("factory", "wrong"), CHECKED, ids=[f"{factory.__name__} {wrong}" for factory, wrong in CHECKED]
)
def test_a_row_that_makes_no_sense_is_refused(session: Session, factory: Any, wrong: dict[str, Any]):
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        factory(**wrong)


def test_a_link_between_names_has_them_in_order_and_once(session: Session):
    link = factories.SpeakerLinkFactory()
    a, b = link.name_a_id, link.name_b_id
    session.commit()
    with pytest.raises(IntegrityError, match="ck_speaker_link_ordered"):
        factories.SpeakerLinkFactory(name_a_id=b, name_b_id=a)
    session.rollback()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.SpeakerLinkFactory(name_a_id=a, name_b_id=b)


def test_the_same_text_is_one_version_of_an_article_but_may_be_another_article(session: Session):
    version = factories.ArticleVersionFactory()
    factories.ArticleVersionFactory(text=version.text)
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.ArticleVersionFactory(article=version.article, number=2, text=version.text)


def test_a_run_says_one_thing_of_a_quote(session: Session):
    attribution = factories.AttributionFactory()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.AttributionFactory(quote=attribution.quote, run=attribution.run)


def test_a_quote_has_one_live_review_and_any_number_of_retracted_ones(session: Session):
    first = factories.ReviewFactory()
    session.commit()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.ReviewFactory(quote=first.quote)
    session.rollback()
    first.retracted_at, first.retraction = datetime(2025, 4, 1, tzinfo=UTC), "d-0000000009"
    second = factories.ReviewFactory(quote=first.quote)
    second.retracted_at, second.retraction = datetime(2025, 4, 2, tzinfo=UTC), "d-0000000008"
    third = factories.ReviewFactory(quote=first.quote)
    assert third.id not in {first.id, second.id}


@pytest.mark.parametrize(
    ("factory", "first", "second"),
    [
        (factories.SpeakerJudgementFactory, "appearance_a_id", "appearance_b_id"),
        (factories.OrganisationJudgementFactory, "organisation_a_id", "organisation_b_id"),
    ],
)
def test_a_pair_is_judged_in_order_once_while_live_and_as_often_as_retracted(
    session: Session, factory: Any, first: str, second: str
):
    judgement = factory()
    a, b = getattr(judgement, first), getattr(judgement, second)
    session.commit()
    with pytest.raises(IntegrityError, match="_ordered"):
        factory(**{first: b, second: a})
    session.rollback()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factory(**{first: a, second: b, "verdict": Identity.DIFFERENT})
    session.rollback()
    judgement.retracted_at, judgement.retracted_by = datetime(2025, 4, 1, tzinfo=UTC), "wen"
    judgement.retraction = "d-0123456789"
    assert factory(**{first: a, second: b, "verdict": Identity.DIFFERENT}).id != judgement.id


@pytest.mark.parametrize("factory", [factories.SpeakerJudgementFactory, factories.SpeakerNameFactory])
def test_an_appearance_that_a_person_judged_cannot_be_deleted(session: Session, factory: Any):
    factory()
    session.commit()
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.execute(delete(Appearance))


@pytest.mark.parametrize(
    "factory", [factories.OrganisationJudgementFactory, factories.OrganisationNameFactory]
)
def test_an_organisation_that_a_person_judged_cannot_be_deleted(session: Session, factory: Any):
    factory()
    session.commit()
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.execute(delete(Organisation))


def test_a_rejection_needs_no_values(session: Session):
    review = factories.ReviewFactory(
        verdict=Verdict.REJECTED, kind=None, cue_class=None, appearance_name=None, appearance_kind=None
    )
    assert review.id is not None


def test_taking_the_versions_of_an_article_away_takes_quotes_belief_and_reviews_and_leaves_the_tombstone(
    session: Session,
):
    attribution = factories.AttributionFactory()
    factories.AttributionSpanFactory(attribution=attribution)
    factories.DecisionSpanFactory(review=factories.ReviewFactory(quote=attribution.quote))
    kept = factories.AttributionFactory()
    article = attribution.quote.article
    session.commit()

    session.execute(delete(ArticleVersion).where(ArticleVersion.article_id == article.id))
    session.execute(delete(Appearance).where(Appearance.article_id == article.id))
    session.execute(
        update(Article)
        .where(Article.id == article.id)
        .values(removed_at=datetime(2025, 4, 1, tzinfo=UTC), removed_why="taken down")
    )
    session.commit()
    session.expire_all()

    assert [quote.id for quote in session.query(Quote)] == [kept.quote_id]
    assert [row.id for row in session.query(Attribution)] == [kept.id]
    assert [session.query(model).count() for model in (Review, DecisionSpan, AttributionSpan)] == [0, 0, 0]
    assert session.get(Article, article.id).removed_why == "taken down"


def test_deleting_an_article_takes_all_that_is_its_own(session: Session):
    attribution = factories.AttributionFactory()
    factories.ReviewFactory(quote=attribution.quote, appearance=attribution.appearance)
    session.commit()
    session.execute(delete(Article))
    session.commit()
    assert [session.query(model).count() for model in (Quote, Attribution, Appearance, Review)] == [
        0,
        0,
        0,
        0,
    ]
    assert session.query(Speaker).count() == 1


def test_clusters_can_be_thrown_away_and_made_again_without_touching_appearances(session: Session):
    appearance = factories.AppearanceFactory()
    session.commit()
    session.execute(delete(Speaker))
    session.commit()
    session.refresh(appearance)
    assert appearance.speaker_id is None


def test_an_appearance_that_an_attribution_names_cannot_be_deleted(session: Session):
    attribution = factories.AttributionFactory()
    session.commit()
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.execute(delete(Appearance).where(Appearance.id == attribution.appearance_id))


def test_a_review_keeps_its_frozen_speaker_when_the_appearance_goes(session: Session):
    appearance = factories.AppearanceFactory()
    review = factories.ReviewFactory(appearance=appearance)
    session.commit()
    session.execute(delete(Appearance))
    session.commit()
    session.refresh(review)
    assert (review.appearance_id, review.appearance_name) == (None, "Mara Lindqvist")


def test_clusters_made_anew_leave_the_tags_that_people_set(session: Session):
    tag = factories.SpeakerTagFactory()
    session.commit()
    session.execute(delete(Speaker))
    session.commit()
    assert [row.id for row in session.query(SpeakerTag)] == [tag.id]


def test_a_publisher_with_articles_cannot_be_deleted(session: Session):
    factories.ArticleFactory()
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.execute(delete(Organisation))


def test_every_foreign_key_states_what_happens_on_delete_and_leads_an_index():
    for table in Base.metadata.sorted_tables:
        led = {
            next(iter(index.columns)).name for index in table.indexes if not str(index.name).endswith("_live")
        }
        led |= {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if type(constraint).__name__ in ("UniqueConstraint", "PrimaryKeyConstraint")
        }
        for key in table.foreign_key_constraints:
            assert key.ondelete, key.name
            assert set(key.column_keys) <= led, key.name


def test_names_of_constraints_and_indexes_in_the_file_are_those_of_the_convention(session: Session):
    seen = inspect(session.connection())
    for table in Base.metadata.sorted_tables:
        found = {index["name"] for index in seen.get_indexes(table.name)}
        assert found == {index.name for index in table.indexes}
        assert all(
            unique["name"].startswith(f"uq_{table.name}_")
            for unique in seen.get_unique_constraints(table.name)
        )


def test_a_quote_heads_one_statement_and_belongs_to_one(session: Session):
    head = factories.StatementQuoteFactory()
    session.commit()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.StatementFactory(head_quote_id=head.quote_id)
    session.rollback()
    other = factories.StatementFactory()
    session.commit()
    with pytest.raises(IntegrityError, match="UNIQUE"):
        session.execute(
            text(
                "INSERT INTO statement_quote "
                "SELECT quote_id, :other, speaker_id, 1, 5, 1 FROM statement_quote"
            ),
            {"other": other.id},
        )


@pytest.mark.parametrize("model", [Quote, Speaker, Statement])
def test_a_statement_goes_with_what_it_hangs_on_and_takes_no_quote_along(session: Session, model: type[Base]):
    head = factories.StatementQuoteFactory()
    part = factories.QuoteFactory()
    factories.StatementQuoteFactory(
        quote_id=part.id, statement_id=head.statement_id, speaker_id=head.speaker_id
    )
    session.commit()
    everything = {Quote: Quote.id == head.quote_id, Speaker: Speaker.id == head.speaker_id}
    session.execute(delete(model).where(everything.get(model, true())))
    session.commit()
    assert session.query(StatementQuote).count() == 0
    assert session.get(Quote, part.id) is part


def test_a_check_shows_one_passage_at_each_place(session: Session):
    match = factories.ClaimMatchFactory()
    factories.ClaimMatchFactory(check_id=match.check_id, position=1)
    with pytest.raises(IntegrityError, match="UNIQUE"):
        factories.ClaimMatchFactory(check_id=match.check_id, position=0)


def test_a_check_outlives_the_article_that_it_showed(session: Session):
    match = factories.ClaimMatchFactory()
    session.commit()
    session.execute(delete(Article).where(Article.id == match.article_id))
    session.commit()
    assert session.query(ClaimMatch).count() == 0
    assert session.query(ClaimCheck).count() == 1


def test_a_check_takes_its_passages_along_and_no_later_check(session: Session):
    match = factories.ClaimMatchFactory()
    later = factories.ClaimCheckFactory(previous_id=match.check_id)
    session.commit()
    session.execute(delete(ClaimCheck).where(ClaimCheck.id == match.check_id))
    session.commit()
    session.refresh(later)
    assert later.previous_id is None
    assert session.query(ClaimMatch).count() == 0
    assert session.query(Article).count() == 1


def test_an_instant_comes_back_aware_and_in_utc(session: Session):
    printed = datetime(2025, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
    article = factories.ArticleFactory(published_at_utc=printed, published_offset_minutes=120)
    session.commit()
    session.refresh(article)
    assert article.published_at_utc == printed
    assert article.published_at_utc.tzinfo is UTC


def test_an_instant_without_an_offset_is_refused(session: Session):
    with pytest.raises(StatementError, match="needs an offset"):
        factories.ArticleFactory(created_at=datetime(2025, 3, 1))  # noqa: DTZ001 - what is tested
