"""The migrations make the schema of the models, and can be taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.config import CommandLine
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

from quotesdb.db import engine as db
from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import Base, ClaimCheck, Quote
from quotesdb.db.types import MetadataField, SpanRole, Verdict
from tests.factories import (
    ArticleCorrectionFactory,
    ArticlePrintedFactory,
    ArticleVersionFactory,
    AttributionFactory,
    AttributionSpanFactory,
    ClaimCheckFactory,
    DecisionSpanFactory,
    ReviewFactory,
    bind,
)
from tests.schema import downgrade

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sqlalchemy import Engine


BACK = "d-zzzzzzzzzz"
"""A decision that is none of those that factories make."""


def by_hand(database: Path, *command: str) -> None:
    """Run the alembic command as a developer does, in the folder of pyproject.toml."""
    CommandLine(prog="alembic").main(["-q", "-x", f"db={database}", *command])


def schema(engine: Engine) -> dict[str, set[str]]:
    """The clauses of every CREATE statement by the name of what it makes."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {row.name: parts(row.sql) for row in rows}


def parts(sql: str) -> set[str]:
    """The clauses of a CREATE statement, whatever their order; a table made anew has its name in marks."""
    lines = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql).splitlines()
    return {line.strip().rstrip(",") for line in lines}


def test_the_constant_is_the_head_of_the_migrations_and_there_is_one():
    assert ScriptDirectory(str(db.migrations_path())).get_heads() == [db.head()]


def test_the_migrations_make_the_schema_of_the_models(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=db.COMPARE_OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_tables_columns_and_checks_are_word_for_word_those_of_the_models(engine: Engine, tmp_path: Path):
    made = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    Base.metadata.create_all(made)
    migrated = schema(engine)
    by_models = schema(made)
    made.dispose()
    assert {name: migrated[name] for name in by_models} == by_models


def test_downgrade_and_upgrade_again_with_rows_in_the_tables(
    database: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(db.migrations_path().parent)
    before = schema(engine)
    fill(engine)
    by_hand(database, "downgrade", "base")
    assert set(schema(engine)) == {"alembic_version"}
    db.upgrade(engine)
    assert schema(engine) == before
    assert db.check(engine) == []
    fill(engine)
    assert db.check(engine) == []


def test_reviews_keep_every_value_when_unsure_ones_become_possible_and_impossible_again(
    database: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(db.migrations_path().parent)
    with sessions(engine)() as session:
        bind(session)
        said = AttributionFactory()
        when = datetime(2025, 4, 1, tzinfo=UTC)
        DecisionSpanFactory(review=ReviewFactory(quote=said.quote, appearance=said.appearance, note="why"))
        ReviewFactory(verdict=Verdict.REJECTED, kind=None, cue_class=None, retracted_at=when, retraction=BACK)
        session.commit()
        before = reviews(engine)
        undecided = {"kind": None, "cue_class": None, "appearance_name": None, "appearance_kind": None}
        ReviewFactory(verdict=Verdict.UNSURE, **undecided)
        session.commit()
        bind(None)
    by_hand(database, "downgrade", "0004-1")
    assert reviews(engine) == before
    db.upgrade(engine)
    assert reviews(engine) == before
    assert db.check(engine) == []


def test_what_checks_searched_is_kept_as_printed_and_as_days_before(
    database: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(db.migrations_path().parent)
    with sessions(engine)() as session:
        bind(session)
        ClaimCheckFactory(first_printed="2005", last_printed="2006-03-14")
        session.commit()
        bind(None)
    by_hand(database, "downgrade", "0009")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT first_on, last_on FROM claim_check")).all() == [
            ("2005-01-01", "2006-03-14")
        ]
    db.upgrade(engine)
    with sessions(engine)() as session:
        [row] = session.scalars(select(ClaimCheck))
        assert (row.first_printed, row.last_printed) == ("2005-01-01", "2006-03-14")
    assert db.check(engine) == []


def test_corrections_go_and_all_other_decisions_stay_where_an_older_program_takes_over(engine: Engine):
    with sessions(engine)() as session:
        bind(session)
        said = AttributionFactory()
        DecisionSpanFactory(review=ReviewFactory(quote=said.quote, appearance=said.appearance))
        ArticleCorrectionFactory()
        ArticlePrintedFactory()
        session.commit()
        bind(None)
    before = reviews(engine)
    downgrade(engine, "0008")
    db.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM decision")) == 1
        assert connection.scalar(text("SELECT count(*) FROM decision_span")) == 1
    assert reviews(engine) == [row for row in before if row[1] is not None]
    assert db.check(engine) == []


def test_archived_addresses_go_and_other_corrections_stay_where_an_older_program_takes_over(engine: Engine):
    with sessions(engine)() as session:
        bind(session)
        version = ArticleVersionFactory(accessed="2025-03-01")
        for field in MetadataField:
            ArticleCorrectionFactory(article_id=version.article_id, field=field)
        ArticlePrintedFactory(article_id=version.article_id, said='{"title": "A", "archived": null}')
        ArticlePrintedFactory(said='{"archived": "https://archive.example/1"}')
        session.commit()
        bind(None)
    downgrade(engine, "0010")
    with engine.connect() as connection:
        fields = connection.scalars(text("SELECT field FROM decision ORDER BY field")).all()
        assert fields == ["byline", "published", "publisher", "title", "url"]
        assert connection.scalars(text("SELECT said FROM article_printed")).all() == ['{"title": "A"}']
        assert connection.scalar(text("SELECT count(*) FROM article_version")) == 1
    db.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT field FROM decision ORDER BY field")).all() == fields
        assert connection.scalars(text("SELECT accessed FROM article_version")).all() == [None]
        found = "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'the OR a'"
        assert connection.scalar(text(found)) == 1
    assert db.check(engine) == []


def test_sources_and_cues_are_columns_and_were_rows_before(engine: Engine):
    with sessions(engine)() as session:
        bind(session)
        named = AttributionFactory(source_start=30, source_end=34, cue_start=26, cue_end=30)
        nobody = AttributionFactory()
        for role in (SpanRole.CONTENT, SpanRole.EVIDENCE):
            AttributionSpanFactory(attribution=named, role=role)
        ids = named.id, nobody.id
        session.commit()
        bind(None)
    before = said(engine)
    assert [row[:5] for row in before] == [(ids[0], 30, 34, 26, 30), (ids[1], None, None, None, None)]
    downgrade(engine, "0010")
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT attribution_id, role, start_char, end_char FROM attribution_span ORDER BY role")
        ).all()
    assert rows == [
        (ids[0], "content", 0, 26),
        (ids[0], "cue", 26, 30),
        (ids[0], "evidence", 0, 26),
        (ids[0], "source", 30, 34),
    ]
    db.upgrade(engine)
    assert said(engine) == before
    assert db.check(engine) == []
    dates = "SELECT count(*) FROM appearance JOIN article ON article.id = article_id WHERE {}"
    same = "appearance.published_on IS NOT NULL AND appearance.published_on = article.published_on"
    with engine.connect() as connection:
        assert (
            connection.scalar(text(dates.format(same))) == connection.scalar(text(dates.format("1 = 1"))) == 2
        )
        assert connection.scalars(text("SELECT key FROM agent_name WHERE kind = 'person'")).all() == [
            "mara lindqvist"
        ]


def said(engine: Engine) -> list[tuple[object, ...]]:
    """What attributions point at: source and cue, and how many rows of spans they have."""
    query = (
        "SELECT id, source_start, source_end, cue_start, cue_end, "
        "(SELECT count(*) FROM attribution_span WHERE attribution_id = attribution.id) FROM attribution"
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"{query} ORDER BY id"))]


def reviews(engine: Engine) -> list[tuple[object, ...]]:
    """What reviews say, in the ledger or in the tables that there were before it."""
    said = (
        "verdict, {}, cue_class, appearance_name, appearance_kind, role, organisation_name, {}, note, {}, {}"
    )
    new = said.format("quote_kind", "frozen_appearance_id", "decided_by", "decided_at")
    old = said.format("kind", "appearance_id", "reviewer", "created_at")
    span = "id, role, position, start_char, end_char"
    with engine.connect() as connection:
        in_ledger = "decision" in inspect(connection).get_table_names()
        reviews, spans = ("decision", "decision_span") if in_ledger else ("review", "review_span")
        said = new if in_ledger else old
        queries = (
            f"SELECT id, quote_id, version_id, retracted_at, {said} FROM {reviews} ORDER BY id",
            f"SELECT {span} FROM {spans} ORDER BY id",
        )
        return [tuple(row) for query in queries for row in connection.execute(text(query))]


def fill(engine: Engine) -> None:
    with sessions(engine)() as session:
        bind(session)
        ReviewFactory(quote=AttributionFactory().quote)
        session.commit()
        assert session.query(Quote).count() == 1
        bind(None)


def test_upgrading_what_is_up_to_date_changes_nothing(engine: Engine):
    before = schema(engine)
    db.upgrade(engine)
    assert schema(engine) == before


def test_the_alembic_command_works_on_a_database_named_on_its_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(db.migrations_path().parent)
    path = tmp_path / "by-hand.db"
    by_hand(path, "upgrade", "head")
    by_hand(path, "check")
    engine = open_engine(path)
    assert db.check(engine) == []
    engine.dispose()


def test_the_schema_compiles_for_postgresql():
    from sqlalchemy import create_mock_engine

    statements: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://",
        lambda sql, *_a, **_k: statements.append(str(sql.compile(dialect=engine.dialect))),
    )
    Base.metadata.create_all(engine, checkfirst=False)
    made = "\n".join(statements)
    assert (
        "CREATE UNIQUE INDEX uq_decision_review_live ON decision (quote_id) WHERE retracted_at IS NULL"
        in made
    )
    assert "TIMESTAMP WITH TIME ZONE" in made
