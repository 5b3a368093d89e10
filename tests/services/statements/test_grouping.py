"""Which quotes are the same words of the same speaker."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from alembic.config import CommandLine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import aliased

from quotesdb.db.engine import migrations_path, open_engine, sessions, upgrade
from quotesdb.db.models import Article, ArticleVersion, Quote, Review, Statement, StatementQuote
from quotesdb.services.identity import clustering
from quotesdb.services.ingest import runs
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.statements import grouping, near
from quotesdb.text.folding import fold
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import NEWER, TOY, draft, finding, ingest

FULL = "“The river is high and it will not fall soon,” said Ada Example."
AGAIN = "“The river is high,” said Ada Example. “And it will not fall soon.”"
PART = "“It will not fall soon,” said Ada Example."
MIXED = "Ada Example said that the river “is high” and “will not fall soon”."


def said(session):
    """The words of every quote in a statement, by those of its head: sets of texts."""
    head = aliased(Quote)
    rows = session.execute(
        select(Quote.public_id, head.public_id)
        .join(StatementQuote, StatementQuote.quote_id == Quote.id)
        .join(Statement, Statement.id == StatementQuote.statement_id)
        .join(head, head.id == Statement.head_quote_id)
    )
    return dict(map(tuple, rows))


def ids(session, **fields):
    return [citation.id for citation in find_quotes(session, QuoteFilter(limit=None, **fields)).rows]


def stored(store, session, text, number, **fields):
    """The ids of the quotes of a new article, in text order."""
    outcome = store(text, f"https://example.org/{number}", **fields)
    rows = find_quotes(session, QuoteFilter(limit=None, all=True)).rows
    return [row.id for row in rows if row.article.id == outcome.article_id]


def test_the_same_words_by_the_same_speaker_are_one_statement(session, store):
    [later] = stored(store, session, FULL, 1, day="2025-03-02")
    [first] = stored(store, session, FULL.replace("river is", "RIVER—is"), 2, day="2025-03-01")
    [undated] = stored(store, session, FULL, 3)
    assert said(session) == dict.fromkeys([first, later, undated], first)


@pytest.mark.parametrize("few", [0, near.FEW])
@pytest.mark.parametrize("part", [AGAIN, PART, MIXED])
def test_a_part_belongs_to_the_whole_whichever_comes_first(session, store, monkeypatch, part, few):
    """Also where so much is known of a speaker that the whole is looked for among everybody's words."""
    monkeypatch.setattr(near, "FEW", few)
    [partly] = stored(store, session, part, 1, day="2025-03-02")
    assert said(session) == {partly: partly}
    [wholly] = stored(store, session, FULL, 2, day="2025-03-01")
    [again] = stored(store, session, part, 3, day="2025-03-03")
    assert said(session) == dict.fromkeys([partly, wholly, again], wholly)


@pytest.mark.parametrize(
    "other",
    [
        "“It will not fall so soon,” said Ada Example.",
        "“Will not fall soon, and it is high,” said Ada Example.",
        "“The river is high and it will not fall soon,” said Max Sample.",
        "Ada Example said that it “will not fall soon” and “the river is high”.",
        "Ada Example said that “the river is high” but, alas, “and it will not fall soon again”.",
    ],
)
def test_other_words_another_order_or_another_speaker_make_another_statement(session, store, other):
    [one], [two] = stored(store, session, FULL, 1), stored(store, session, other, 2)
    assert said(session) == {one: one, two: two}


def test_words_of_the_reporters_are_not_read_over(session, store):
    [mixed] = stored(store, session, "Ada Example said that it “is high” but “will not fall soon”.", 1)
    [joined] = stored(store, session, "“High will not fall,” said Ada Example.", 2)
    assert said(session) == {mixed: mixed, joined: joined}


@pytest.mark.parametrize(
    "text",
    [
        "“Too few words,” said Ada Example.",
        "“The river is high and rising,” said someone.",
        "“The river is high and rising,” said analysts.",
        "“The river is high and rising,” thought Ada Example.",
        "“The river is high and rising.”",
    ],
)
def test_few_words_groups_unknown_speakers_and_thoughts_are_no_statements(session, store, text):
    stored(store, session, text, 1)
    stored(store, session, text, 2)
    assert said(session) == {}


def test_organisations_make_statements(session, store):
    [one] = stored(store, session, "“We open in May again,” said Example Works.", 1, day="2025-03-01")
    [two] = stored(store, session, "“We open in May again,” said Example Works.", 2, day="2025-03-02")
    assert said(session) == {one: one, two: one}


def test_when_the_whole_goes_the_parts_stay_together(session, store):
    [early] = stored(store, session, PART, 1, day="2025-03-01")
    [late] = stored(store, session, PART, 2, day="2025-03-02")
    whole = store(FULL, "https://example.org/3")
    remove_article(session, whole.article_id, "wrong file")
    assert said(session) == {early: early, late: early}


def test_what_a_fuller_whole_tears_apart_is_no_longer_part_of_it(session, store):
    """Over the border of two halves a part may run, but not over what the fuller printing has there."""
    [halves] = stored(store, session, "“The river is high,” said Ada Example. “It will fall soon.”", 1)
    [across] = stored(store, session, "“River is high it will fall,” said Ada Example.", 2)
    assert said(session) == {halves: halves, across: halves}
    fuller = store(
        "“The river is high. We all hope so. It will fall soon,” said Ada Example.", "https://example.org/3"
    )
    [whole] = set(said(session).values()) - {across}
    assert said(session) == {whole: whole, halves: whole, across: across}
    remove_article(session, fuller.article_id, "wrong file")
    assert said(session) == {halves: halves, across: halves}


def test_a_judgement_moves_a_quote_and_its_retraction_moves_it_back(session, store):
    [whole] = stored(store, session, FULL, 1, day="2025-03-01")
    [part] = stored(store, session, PART, 2, day="2025-03-02")
    together, apart = {whole: whole, part: whole}, {whole: whole, part: part}
    review_quote(session, part, "Eva", speaker="Max Sample", new=True)
    assert said(session) == apart
    retract_review(session, part)
    assert said(session) == together
    review_quote(session, whole, "Eva", reject=True)
    assert said(session) == {part: part}
    review_quote(session, whole, "Eva", accept=True)
    assert said(session) == together


def test_words_that_a_review_keeps_count_though_the_article_has_lost_them(session, store):
    [whole] = stored(store, session, FULL, 1)
    review_quote(session, whole, "Eva", accept=True)
    session.commit()
    changed = FULL.replace("will not fall soon", "will not fall before May")
    store(changed, "https://example.org/1")
    assert session.scalars(select(Quote.text_key)).one() == fold(changed.partition("”")[0] + "”")
    [part] = stored(store, session, PART, 2)
    assert said(session) == {whole: whole, part: whole}


def test_a_newer_extraction_with_other_borders_is_followed(session, store):
    [whole] = stored(store, session, FULL, 1)
    [part] = stored(store, session, PART, 2)
    version = session.scalars(select(Quote).where(Quote.public_id == whole)).one().version
    shorter = Span(0, FULL.index(" and it"))
    agent = Agent("Ada Example", AgentKind.PERSON)
    found = [Quotation(Kind.DIRECT, (shorter,), (shorter,), speaker=agent, rule="name")]
    runs.store_run(session, version, found, finding(*found))
    assert said(session) == {whole: whole, part: part}


def test_a_corrected_date_changes_the_head(session, store):
    [one] = stored(store, session, FULL, 1, day="2025-03-01")
    [two] = stored(store, session, FULL, 2, day="2025-03-02")
    assert set(said(session).values()) == {one}
    store(FULL, "https://example.org/1", day="2025-03-03")
    assert set(said(session).values()) == {two}


def test_quotes_in_other_articles_follow_their_speaker(session, store):
    """Removing the article that held a name together gives the speaker another row."""
    first = store("“No more for now,” said Ada Example.", "https://example.org/0", day="2025-01-01")
    [one] = stored(store, session, FULL, 1, day="2025-03-01")
    [two] = stored(store, session, PART, 2, day="2025-03-02")
    remove_article(session, first.article_id, "wrong file")
    assert said(session) == {one: one, two: one}
    clustering.rebuild(session)
    assert said(session) == {}
    assert grouping.rebuild(session) == 1
    assert said(session) == {one: one, two: one}


def steps(session, call):
    """How many steps the database takes for a call, in hundreds."""
    taken = []
    raw = session.connection().connection.driver_connection
    raw.set_progress_handler(lambda: taken.append(1) and 0, 100)
    call()
    session.flush()
    raw.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.sqlite_only("counts the steps of SQLite's machine")
@pytest.mark.parametrize("others", ["“Case {} is another matter,” said Ada Example.", FULL])
def test_what_a_refresh_costs_does_not_depend_on_how_often_the_speaker_was_quoted(session, store, others):
    """Neither with other words nor with these: the refreshed article reports them once more."""
    ours = store(f"{FULL}\n{MIXED}\n“Nothing of the sort,” said Ada Example.", "https://example.org/0")
    article = session.scalars(select(Article).where(Article.public_id == ours.article_id)).one()
    taken = {}
    for number in range(1, 61):
        store(others.format(number), f"https://example.org/{number}", day="2025-03-01")
        if number in (6, 60):
            taken[number] = steps(session, lambda: grouping.refresh_article(session, article.id))
    assert len(said(session)) == 3 + 60
    assert 0 < taken[60] < 1.5 * taken[6]


# Few words, so that one quotation often holds another, long ones among them; two speakers, so that a
# judgement moves some.
WORDS = st.lists(st.sampled_from(["up", "down", "harbour", "weather"]), min_size=1, max_size=5).map(" ".join)
NAMES = st.sampled_from(["Ada Example", "Ada Example", "Max Sample", "analysts"])
LINES = st.one_of(
    st.builds("“{},” said {}.".format, WORDS, NAMES),
    st.builds("“{},” said {}. “{}.”".format, WORDS, NAMES, WORDS),
    st.builds("{} said that it “{}” and “{}”.".format, NAMES, WORDS, WORDS),
)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
DAYS = st.sampled_from(["2025-03-01", "2025-03-02", None])
NUMBERS = st.integers(0, 3)
ANY = st.integers(0, 11)
ACTIONS = st.one_of(
    st.tuples(st.just("store"), NUMBERS, TEXTS, DAYS),
    st.tuples(st.just("store"), NUMBERS, TEXTS, DAYS),
    st.tuples(st.just("date"), NUMBERS, DAYS),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(st.just("shorten"), NUMBERS),
    st.tuples(st.just("name"), ANY, NAMES),
    st.tuples(st.just("accept"), ANY),
    st.tuples(st.just("reject"), ANY),
    st.tuples(st.just("retract"), ANY),
)


def first_quote(text, _language):
    return TOY.extract(text, None)[:1]


class Desk:
    """Articles as they come, change and go, and the judgements about their quotes."""

    def __init__(self, session):
        self.session = session
        self.texts = {}

    def store(self, number, text, day, program=TOY):
        self.texts[number] = text
        url = f"https://example.org/{number}"
        return ingest(self.session, draft(text, url, day=day), program=program, readmit=True)

    def date(self, number, day):
        if number in self.texts:
            self.store(number, self.texts[number], day)

    def remove(self, number):
        if number in self.texts:
            outcome = self.store(number, self.texts.pop(number), None)
            remove_article(self.session, outcome.article_id, "test")

    def shorten(self, number):
        if number in self.texts:
            outcome = self.store(number, self.texts[number], None)
            article = select(ArticleVersion).join(ArticleVersion.article)
            version = self.session.scalars(
                article.where(Article.public_id == outcome.article_id).order_by(ArticleVersion.number.desc())
            ).first()
            program = replace(NEWER, extract=first_quote)
            runs.store_run(self.session, version, first_quote(version.text, None), program)

    def name(self, which, name):
        self.judge(which, speaker=name, new=True)

    def accept(self, which):
        self.judge(which, accept=True)

    def reject(self, which):
        self.judge(which, reject=True)

    def judge(self, which, **decision):
        known = self.session.scalars(select(Quote.public_id).order_by(Quote.public_id)).all()
        if known:
            review_quote(self.session, known[which % len(known)], "Eva", **decision)

    def retract(self, which):
        judged = self.session.scalars(
            select(Quote.public_id)
            .join(Review, Review.quote_id == Quote.id)
            .where(Review.retracted_at.is_(None))
            .order_by(Quote.public_id)
        ).all()
        if judged:
            retract_review(self.session, judged[which % len(judged)])


@pytest.fixture(scope="module")
def template(tmp_path_factory, empty_database):
    return empty_database.read_bytes(), tmp_path_factory.mktemp("desk")


@contextmanager
def fresh(template):
    content, folder = template
    for old in folder.iterdir():
        old.unlink()
    (folder / "quotes.db").write_bytes(content)
    engine = open_engine(folder / "quotes.db")
    with sessions(engine)() as session:
        yield Desk(session)
        session.rollback()
    engine.dispose()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(actions=st.lists(ACTIONS, min_size=1, max_size=9), many=st.sampled_from([0, grouping.MANY]))
def test_whatever_happens_the_statements_are_those_of_a_rebuild(template, actions, many):
    with fresh(template) as desk, pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "MANY", many)
        for action, *arguments in actions:
            getattr(desk, action)(*arguments)
            followed = said(desk.session)
            assert grouping.rebuild(desk.session) == len(set(followed.values()))
            assert said(desk.session) == followed


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(articles=st.lists(st.tuples(TEXTS, DAYS), min_size=2, max_size=5), order=st.randoms())
def test_the_order_of_ingest_does_not_matter(template, articles, order):
    numbered = list(enumerate(articles))
    found = []
    for listed in (numbered, order.sample(numbered, len(numbered))):
        with fresh(template) as desk:
            for number, (text, day) in listed:
                desk.store(number, text, day)
            found.append(said(desk.session))
    assert found[0] == found[1]


def test_upgrading_a_database_of_an_older_program_computes_the_statements(
    session, store, engine, database_url, monkeypatch
):
    store(FULL, "https://example.org/1")
    store(PART, "https://example.org/2")
    before = said(session)
    session.close()
    monkeypatch.chdir(migrations_path().parent)
    CommandLine(prog="alembic").main(["-q", "-x", f"db={database_url}", "downgrade", "0001"])
    upgrade(engine)
    assert said(session) == before
    assert len(set(before.values())) == 1
