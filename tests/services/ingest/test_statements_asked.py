"""Storing asks the database as often for a long article as for a short one, and as much of a large one."""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import sha256

import pytest
from sqlalchemy import event

from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.prepare import prepare
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.ingest.store_several import store_several
from quotesdb.services.lookup.filters import ArticleFilter
from tests.services.toy import NEWER, TOY, draft

URL = "https://example.org/story"


def word(number):
    """A word of its own for each number, like no other."""
    return "".join(
        chr(ord("a") + byte % 26) for byte in sha256(str(number).encode()).digest()[:9]
    ).capitalize()


def article(count, of=0, told="is older than anybody here"):
    """An article of as many quotations, each of another speaker at another body; others share none of it."""
    return "\n\n".join(
        f"“{word(i)} {told}, and {word(i + 1)} knows it,” said Ada {word(i)}, keeper at {word(i)} Works."
        for i in range(of, of + count)
    )


@contextmanager
def asked(engine):
    statements = []

    def note(_connection, _cursor, sql, *_):
        statements.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def count(engine):
    def counted(call):
        with asked(engine) as statements:
            call()
        return len(statements)

    return counted


@pytest.fixture
def taken(store, count):
    """How many statements a step takes for articles of 3 and of 60 quotations."""

    def measured(step):
        found = []
        for number, size in enumerate((3, 60)):
            found.append(count(lambda size=size, number=number: step(size, number)))
        return found

    return measured


def test_the_statements_of_a_new_article_do_not_depend_on_its_quotations(store, taken):
    short, long = taken(lambda size, number: store(article(size, 1000 * number), f"{URL}/{number}"))
    assert short == long < 70


def test_the_statements_of_articles_stored_together_do_not_depend_on_how_many_there_are(
    make_session, session, count
):
    def together(size, of):
        prepared = [
            (prepare(draft(article(5, of + 100 * number), f"{URL}/{of + number}"), TOY), None)
            for number in range(size)
        ]
        with make_session.begin() as writing:
            store_several(writing, prepared)

    few, many = count(lambda: together(3, 10_000)), count(lambda: together(30, 20_000))
    assert few == many < 70


def test_nor_do_those_of_further_words_of_known_speakers(store, taken):
    for number in (0, 1):
        store(article(60, 1000 * number), f"{URL}/{number}")
    told = "was never as old as this"
    short, long = taken(
        lambda size, number: store(article(size, 1000 * number, told), f"{URL}/{number}/more")
    )
    assert short == long < 70


def test_nor_do_those_of_a_changed_version(store, taken):
    for number, size in enumerate((3, 60)):
        store(article(size, 1000 * number), f"{URL}/{number}")

    def change(size, number):
        outcome = store("It rained.\n\n" + article(size, 1000 * number), f"{URL}/{number}")
        assert outcome.outcome is Outcome.NEW_VERSION

    short, long = taken(change)
    assert short == long < 80


def test_nor_do_those_of_a_newer_extraction(store, count, make_session):
    for number, size in enumerate((3, 60)):
        store(article(size, 1000 * number), f"{URL}/{number}")
    ids = [
        store(article(size, 1000 * number), f"{URL}/{number}").article_id
        for number, size in enumerate((3, 60))
    ]
    short, long = (
        count(lambda id_=id_: reextract(make_session, ArticleFilter(ids=(id_,)), program=NEWER))
        for id_ in ids
    )
    assert short == long < 80


def steps(session, call):
    """How many steps the database takes for a call, in hundreds."""
    taken = []
    raw = session.connection().connection.driver_connection
    raw.set_progress_handler(lambda: taken.append(1) and 0, 100)
    call()
    raw.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.sqlite_only("counts the steps of SQLite's own machine")
@pytest.mark.parametrize(
    "said",
    ["said Ada Example", "said Ada B Example", "said President Example", "said Example Works"],
)
def test_what_an_article_costs_does_not_depend_on_how_often_its_speaker_was_printed(session, store, said):
    """Nor on how often those were who have the same surname."""
    store(f"“We open in May, I am told,” {said}.", "https://example.org/first", day="2025-01-01")
    taken = {}
    for number in range(1, 301):
        lines = f"“Case {number} is another matter,” said Ada Example.\n“No {number},” {said}."
        day = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        if number in (60, 300):
            taken[number] = steps(
                session, lambda n=number, d=day, t=lines: store(t, f"https://example.org/{n}", day=d)
            )
        else:
            store(lines, f"https://example.org/{number}", day=day)
    assert 0 < taken[300] < 1.5 * taken[60]


@pytest.mark.sqlite_only("counts the steps of SQLite's own machine")
def test_nor_does_what_a_changed_article_costs(session, store):
    def line(number, told="is another matter"):
        return f"“Case {number} {told},” said Ada Example.\n“No {number},” said President Example."

    def change(number):
        store(line(number, "was never a matter at all"), f"{URL}/{number}")

    taken = {}
    for number in range(1, 301):
        store(line(number), f"{URL}/{number}")
        if number in (60, 300):
            taken[number] = steps(session, lambda n=number: change(n - 20))
    assert 0 < taken[300] < 1.5 * taken[60]
