"""Full-text search stays in step with its content, and no user text can break or bend a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_mock_engine, delete, text
from sqlalchemy.orm import sessionmaker

from quotesdb.db.models import Article, Quote
from quotesdb.db.search import of, postgresql
from quotesdb.db.search import sqlite as search
from tests.factories import ArticleVersionFactory, FoldedNameFactory, QuoteFactory

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PINNED = {
    f"{table}_{event}"
    for table in ("quote_fts", "article_fts", "title_trigram", "name_trigram")
    for event in ("insert", "delete", "update")
}


def schema(session: Session, kind: str) -> dict[str, str]:
    rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = :kind"), {"kind": kind})
    return {row.name: row.sql for row in rows}


def found(session: Session, typed: str) -> set[int]:
    return set(session.scalars(search.match_quotes(typed)))


def quote(words: str) -> Quote:
    return QuoteFactory(text_key=words)


def test_the_search_is_that_of_the_database(session: Session):
    assert of(session) is search
    assert of(sessionmaker(create_mock_engine("postgresql://", print))()) is postgresql


def test_the_migrated_database_has_exactly_the_triggers_and_tables_that_search_defines(session: Session):
    assert schema(session, "trigger") == search.TRIGGERS
    assert set(search.TRIGGERS) == PINNED
    tables = schema(session, "table")
    assert {index.name: tables[index.name] for index in search.INDEXES} == {
        index.name: index.create_sql() for index in search.INDEXES
    }


def test_a_quote_is_found_after_insert_and_update_and_not_after_delete(session: Session):
    row = quote("the port is open again")
    assert found(session, "port") == {row.id}
    row.text_key = "the pier is closed"
    session.flush()
    assert found(session, "port") == set()
    assert found(session, "pier") == {row.id}
    session.delete(row)
    session.flush()
    assert found(session, "pier") == set()
    assert search.problems(session.connection()) == []


def test_rows_that_go_with_their_article_leave_the_search(session: Session):
    version = ArticleVersionFactory(text="Ferries sail on Monday.")
    row = QuoteFactory(version=version, text_key="ferries sail on monday")
    assert set(session.scalars(search.match_articles("FERRIES"))) == {version.id}
    assert found(session, "ferries") == {row.id}
    session.execute(delete(Article).where(Article.id == version.article_id))
    assert set(session.scalars(search.match_articles("ferries"))) == set()
    assert found(session, "ferries") == set()
    assert search.problems(session.connection()) == []


def test_article_text_is_found_without_its_accents(session: Session):
    version = ArticleVersionFactory(text="The café in Málaga’s harbour reopened.")
    assert set(session.scalars(search.match_articles("cafe malaga"))) == {version.id}


def test_all_words_are_required_in_any_order(session: Session):
    both, _one = quote("tariffs hurt the port"), quote("tariffs hurt")
    assert found(session, "port tariffs") == {both.id}


@pytest.mark.parametrize("typed", ['"the port"', "“the port”", "„the port“", "«the port»"])
def test_words_in_double_marks_are_a_phrase(session: Session, typed: str):
    together, _apart = quote("they closed the port"), quote("the old port")
    assert found(session, typed) == {together.id}


def test_one_group_of_several_is_enough_and_of_it_all_phrases_are_required(session: Session):
    one, other, _apart = quote("they don't know"), quote("the old port"), quote("know they don't")
    either = search.match_all_of_one([["they don't know"], ["port", "the old"], ["know", "old"]])
    assert set(session.scalars(either)) == {one.id, other.id}
    assert set(session.scalars(search.match_all_of_one([["or"], ["and not", "the"]]))) == set()


def test_words_beside_a_phrase_are_required_too(session: Session):
    both, _one = quote("on monday they closed the port"), quote("they closed the port")
    assert found(session, '"the port" monday') == {both.id}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("don't", "we don't know"),
        ("don’t", "we don't know"),
        ("state-backed", "a state-backed fund"),
        ("AND", "salt and ships"),
        ("NOT", "it is not so"),
        ("NEAR(port", "near port rules"),
        ("text_key:", "the text key turned"),
        ("port*", "the port"),
        ("^port", "the port"),
        ('"port', "the port"),
        ("port - pier", "port and pier"),
        ("(port)", "the port"),
        ("{port}", "the port"),
        ("a+b", "from a b onwards"),
    ],
)
def test_marks_and_operator_words_are_only_words(session: Session, typed: str, words: str):
    row = quote(words)
    quote("something else")
    assert found(session, typed) == {row.id}


def test_a_star_does_not_search_for_beginnings(session: Session):
    quote("portable")
    assert found(session, "port*") == set()


@pytest.mark.parametrize("typed", ["", " ", "!?", '""', "“”", "-", "\0", "€"])
def test_text_without_a_word_finds_nothing(session: Session, typed: str):
    quote("the port")
    assert found(session, typed) == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.sampled_from("ab\"“”«'’-*^:(){}+\0\\%_ \n") | st.characters(), max_size=20))
def test_no_text_can_break_a_search(session: Session, typed: str):
    try:
        typed.encode()
    except UnicodeEncodeError:
        return
    for select in (search.match_quotes, search.match_articles, search.match_titles, search.match_names):
        session.execute(select(typed)).all()


@pytest.mark.parametrize("part", ["eith", "5%", "5_", 'h "po', "h", "the ", "l'o"])
def test_a_part_of_a_name_is_found_as_typed(session: Session, part: str):
    row = FoldedNameFactory(name_key='keith "port" 5% 5_0 l\'or of the sea')
    FoldedNameFactory(name_key="zzz 50 zzz")
    session.flush()
    assert session.scalars(search.match_names(part)).all() == [row.name_key]


def test_parts_of_a_name_are_found_no_more_when_it_is_gone(session: Session):
    row = FoldedNameFactory(name_key="keith example")
    session.flush()
    session.delete(row)
    session.flush()
    assert session.scalars(search.match_names("ith ex")).all() == []
    assert search.problems(session.connection()) == []


def test_triggers_that_a_batch_alter_drops_are_put_back(session: Session):
    connection = session.connection()
    connection.execute(text("DROP TRIGGER quote_fts_insert"))
    connection.execute(text("DROP TRIGGER article_fts_update"))
    assert search.problems(connection) == [
        "the trigger quote_fts_insert is missing or differs",
        "the trigger article_fts_update is missing or differs",
    ]
    assert search.prepare(connection) == ["quote_fts_insert", "article_fts_update"]
    assert schema(session, "trigger") == search.TRIGGERS
    assert search.prepare(connection) == []


def test_a_table_out_of_step_is_reported_and_a_rebuild_mends_it(session: Session):
    row = quote("the port")
    connection = session.connection()
    connection.execute(text("DROP TRIGGER quote_fts_update"))
    row.text_key = "the pier"
    session.flush()
    search.prepare(connection)
    assert search.problems(connection) == ["the search table quote_fts is out of step with quote"]
    search.rebuild(connection)
    assert search.problems(connection) == []
    assert found(session, "pier") == {row.id}
