"""Both engines find the same for the same data, whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import Article, ArticleVersion, Quote
from quotesdb.db.search import of, part_of
from quotesdb.names.key import name_key
from quotesdb.text.folding import fold
from tests import factories
from tests.factories import ArticleVersionFactory, FoldedNameFactory, QuoteFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.postgresql_server import Server

pytestmark = pytest.mark.slow

TEXTS = (
    "The port is open again, said the harbour master.",
    "“We don’t know,” she said. “They don't either.”",
    "A state-backed fund bought 25% of well-known, state-owned Velda Water for $10.5 million.",
    "Write to press@velda.example or see https://velda.example/news?id=7#top.",
    "The café in Málaga’s harbour reopened on 1 March 2025 at 10:30 a.m.",
    "The U.S. and the EU agreed; the U.N. did not. O'Neill's co-author didn’t.",
    "ŁÓDŹ and Ærø: Sørensen met Đorđe, Þóra and the mayor of Kraków.",
    "port port port: the the port, the port the port",
    "snake_case and CamelCase, x86 and B-52s, 3rd and 4-3-3",
    "Цена выросла, сказал он. 東京で会った。 " + "word " * 300 + "the end of words",
    "a " * 400 + "b c",
    "%_% 5_0 100% 'quoted' \"double\" back\\slash (round) [square] {curly} <tag> a*b^c+d",
    "soft­hyphen and zero​width and no-break space",
    "Straße, ﬁne ligature, № 5, ½ cup, H₂O and E=mc²",
    "!!! — … ???",
)
WORDS = sorted({word for folded in map(fold, TEXTS) for word in folded.split()})
PLAIN_WORDS = [word for word in WORDS if word.isalnum()]
PIECES = [
    *WORDS,
    "the port",
    "harbour",
    "port is",
    "don",
    "t know",
    "état",
    "zzz",
    "10",
    "5",
    "b c",
    "of words",
]


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path, server: Server
) -> Iterator[list[Session]]:
    """Sessions on an SQLite file and on PostgreSQL that hold the same texts under the same row numbers."""
    path = tmp_path_factory.mktemp("alike") / "alike.db"
    path.write_bytes(empty_database.read_bytes())
    name = server.make()
    engines = [open_engine(path), open_engine(server.of(name))]
    made = [sessions(engine)() for engine in engines]
    for session in made:
        factories.bind(session)
        for number, words in enumerate(TEXTS, 1):
            version = ArticleVersionFactory(id=number, text=fold(words) if number in (7, 13, 14) else words)
            QuoteFactory(id=number, version=version, text_key=fold(words))
            FoldedNameFactory(id=number, name_key=name_key(words))
        session.commit()
    factories.bind(None)
    yield made
    for session, engine in zip(made, engines, strict=True):
        session.close()
        engine.dispose()
    server.drop(name)


def alike(both: list[Session], ask: Callable[[Session], object]) -> object:
    """What both answer."""
    first, second = map(ask, both)
    assert first == second
    return first


@st.composite
def typed(draw: st.DrawFn) -> str:
    """What somebody could type: words of the texts, some in marks, some cut, some bent."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5))
    shape = draw(
        st.sampled_from(["{}", '"{}"', "“{}”", "{}*", "{} -", "({})", "{}\0", "{}'", "_{}", "«{}» x"])
    )
    return shape.format(" ".join(pieces))


def parts(words: str) -> st.SearchStrategy[str]:
    """Stretches of a text."""
    return st.integers(0, len(words) - 1).flatmap(
        lambda at: st.integers(1, 12).map(lambda length: words[at : at + length])
    )


def in_a_row(words: Sequence[str]) -> st.SearchStrategy[str]:
    """Words of a text that follow each other, in marks."""
    return st.integers(0, len(words) - 1).flatmap(
        lambda at: st.integers(2, 7).map(lambda number: f'"{" ".join(words[at : at + number])}"')
    )


phrases = st.sampled_from([fold(words).split() for words in TEXTS]).flatmap(in_a_row)
some_words = st.lists(st.sampled_from(PLAIN_WORDS), min_size=1, max_size=4)
often = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@often
@given(words=typed() | phrases | st.text(st.sampled_from("ab port“”\"'-_*%\\:.,0529é "), max_size=12))
def test_words_and_phrases(both: list[Session], words: str):
    alike(both, lambda session: set(session.scalars(of(session).match_quotes(fold(words)))))
    alike(both, lambda session: set(session.scalars(of(session).match_articles(fold(words)))))


@often
@given(words=typed() | st.sampled_from(TEXTS).flatmap(parts))
def test_one_quote_after_the_other_holds_what_the_words_are_found_in(both: list[Session], words: str):
    for session in both:
        found = set(session.scalars(of(session).match_quotes(fold(words))))
        holds = of(session).quote_holds(Quote.id, fold(words))
        assert set(session.scalars(select(Quote.id).where(holds))) == found
        versions = set(session.scalars(of(session).match_articles(fold(words))))
        holds = of(session).version_holds(ArticleVersion.id, fold(words))
        assert set(session.scalars(select(ArticleVersion.id).where(holds))) == versions


@often
@given(part=st.sampled_from(TEXTS).flatmap(parts))
def test_parts_of_names(both: list[Session], part: str):
    wanted = name_key(part)
    found = alike(both, lambda session: set(session.scalars(of(session).match_names(wanted))))
    assert found == {key for key in map(name_key, TEXTS) if wanted in key}


@often
@given(
    pair=st.lists(st.sampled_from(PLAIN_WORDS), min_size=2, max_size=2, unique=True),
    distance=st.integers(0, 12),
)
def test_words_near_each_other(both: list[Session], pair: list[str], distance: int):
    alike(
        both,
        lambda session: set(session.scalars(of(session).match_query(of(session).near(pair, distance)))),
    )


@often
@given(queries=st.lists(some_words, max_size=3), most=st.integers(1, 5))
def test_the_first_of_each(both: list[Session], queries: list[list[str]], most: int):
    alike(
        both,
        lambda session: of(session).first_of_each(
            session.connection(), [of(session).phrase(words) for words in queries], most
        ),
    )


@often
@given(groups=st.lists(st.lists(some_words.map(" ".join), min_size=1, max_size=3), max_size=4))
def test_all_phrases_of_one_of_several_groups(both: list[Session], groups: list[list[str]]):
    alike(both, lambda session: set(session.scalars(of(session).match_all_of_one(groups))))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("press@velda.example", {4}),
        ("velda.example/news", {4}),
        ("state-backed", {3}),
        ("o'neill's", {6}),
        ("u.s.", {6}),
        ("10.5 million", {3}),
        ("10:30", {5}),
        ("b-52s", {9}),
        ("4-3-3", {9}),
        ("цена", {10}),
        ("“the end of words”", {10}),
        ("“b c”", {11, 12}),
        ("softhyphen", {13}),
        ("“the port the port”", {8}),
        ("case", {9}),
        ("CamelCase", {9}),
    ],
)
def test_words_are_cut_alike(both: list[Session], words: str, found: set[int]):
    for session in both:
        assert set(session.scalars(of(session).match_quotes(fold(words)))) == found, session.bind


@pytest.mark.parametrize(
    "typed",
    [
        *("ECOLE", "École", "école", "ÉCOLE D'ÉTÉ", "d'été 5%", "5_", "I", "ı", "ß"),
        *("% ", "RASS", "ISS", 'e"d', "İst", "cole d"),
    ],
)
def test_a_part_of_a_title_is_found_with_the_same_capitals(both: list[Session], typed: str):
    for session in both:
        for number, title in enumerate(("École d'Été 5% ", "ecole D'ETE 50", "İstanbul ISSIZ", "STRASSE"), 1):
            session.execute(update(Article).where(Article.id == number).values(title=title))
    found = alike(both, lambda session: set(session.scalars(of(session).match_titles(typed))))
    for session in both:
        assert set(session.scalars(select(Article.id).where(part_of(Article.title, typed)))) == found
    for session in both:
        session.rollback()
