"""Generated databases are sound, as ingest would have left them, and their claims are what they say."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, text

from benchmarks._claims import Class, draw
from benchmarks._generated import Parameters, generate, stories
from benchmarks._invented import Language, Writer
from quotesdb.db.models import AgentName, Appearance, ArticleVersion, Attribution, Base, Quote, Speaker
from quotesdb.services.identity import clustering
from quotesdb.services.ingest.found import wording
from quotesdb.services.lookup import QuoteFilter, find_quotes, iterate_quotes
from quotesdb.services.store.database import check, open_engine, sessions
from quotesdb.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

PARAMETERS = Parameters(quotes=300)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "news.db"
    generate(path, PARAMETERS)
    return path


@pytest.fixture
def news(generated: Path, tmp_path: Path) -> Iterator[Session]:
    """A session on a copy of the generated database."""
    engine = open_engine(shutil.copyfile(generated, tmp_path / "copy.db"))
    with sessions(engine)() as session:
        yield session
    engine.dispose()


def rows(path: Path) -> dict[str, list[Any]]:
    engine = open_engine(path)
    with engine.connect() as connection:
        found = {table.name: list(connection.execute(select(table))) for table in Base.metadata.sorted_tables}
    engine.dispose()
    return found


def test_nothing_is_wrong_with_the_database(generated: Path):
    engine = open_engine(generated)
    assert check(engine) == []
    engine.dispose()


def test_there_are_as_many_quotations_as_wanted_and_all_are_believed(news: Session):
    assert news.scalar(select(func.count(Quote.id))) == 300
    assert find_quotes(news, QuoteFilter(all=True)).total == 300


def test_a_third_or_so_was_not_said(news: Session):
    assert 180 < find_quotes(news, QuoteFilter()).total < 240


def test_every_quotation_stands_in_its_article(news: Session):
    for citation in iterate_quotes(news, QuoteFilter(limit=None)):
        quote = news.scalars(select(Quote).where(Quote.public_id == citation.id)).one()
        body = quote.version.text
        assert body[quote.start_char : quote.end_char] == quote.exact
        assert body[: quote.start_char].endswith(quote.prefix)
        assert body[quote.end_char :].startswith(quote.suffix)
        marked = [span.text(body) for span in citation.quoted]
        assert all(part[0] + part[-1] == "“”" and part.count("“") == 1 for part in marked)
        assert bool(marked) == (citation.kind is not Kind.INDIRECT)
        if citation.speaker:
            assert citation.source_text
            assert citation.speaker.name.split()[-1] in citation.source_text
            assert citation.evidence[-1].text(body).startswith(citation.speaker.name)


def test_words_are_found_by_search(news: Session):
    quote = news.scalars(select(Quote).join(Attribution).where(Attribution.kind == Kind.MIXED)).first()
    assert quote
    phrase = quote.exact.partition("“")[2].partition("”")[0]
    found = find_quotes(news, QuoteFilter(text=f'"{phrase}"'))
    assert quote.public_id in {row.id for row in found.rows}


def test_speakers_are_those_that_the_appearances_make(news: Session):
    belief = (
        select(Speaker.public_id, Speaker.name, Speaker.name_key, Speaker.kind).order_by(Speaker.public_id),
        select(Appearance.public_id, Speaker.public_id).join(Appearance.speaker).order_by(Appearance.id),
        select(AgentName.key, AgentName.articles, AgentName.age).order_by(AgentName.key),
    )
    before = [news.execute(query).all() for query in belief]
    clustering.rebuild(news)
    assert [news.execute(query).all() for query in belief] == before
    assert len(before[2]) > 0


def test_one_quotation_in_twenty_or_so_is_a_copy():
    said = [wording(draft.text, it) for draft, its in stories(Parameters(quotes=5000)) for it in its]
    assert len(said) == 5000
    assert 0.03 < 1 - len(set(said)) / len(said) < 0.07


def test_the_same_seed_makes_the_same_rows(generated: Path, tmp_path: Path):
    generate(tmp_path / "again.db", PARAMETERS)
    generate(tmp_path / "other.db", Parameters(quotes=300, seed=2))
    assert rows(tmp_path / "again.db") == rows(generated)
    assert rows(tmp_path / "other.db")["quote"] != rows(generated)["quote"]


def test_a_database_is_used_again_for_the_same_parameters_only(generated: Path, tmp_path: Path):
    path = tmp_path / "news.db"
    generate(path, Parameters(quotes=20))
    engine = open_engine(path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET title = 'Kept'"))
    generate(path, Parameters(quotes=20))
    assert {row.title for row in rows(path)["article"]} == {"Kept"}
    engine.dispose()
    generate(path, Parameters(quotes=21))
    assert len(rows(path)["quote"]) == 21
    assert "Kept" not in {row.title for row in rows(path)["article"]}


def test_a_database_that_was_not_generated_is_left_alone(database: Path):
    with pytest.raises(SystemExit, match="not a generated database"):
        generate(database, PARAMETERS)
    assert database.exists()


def test_claims_are_what_their_class_says(news: Session):
    drawn = draw(news, Writer(Language(1), random.Random(1)), 40)
    texts = "\n".join(news.scalars(select(ArticleVersion.text)))
    printed = {name: sum(claim.text in texts for claim in claims) for name, claims in drawn.items()}
    assert printed == {Class.EXACT: 40, Class.ALTERED: 0, Class.ABSENT: 0}
    assert all(sum(claim.speaker is not None for claim in claims) == 20 for claims in drawn.values())
