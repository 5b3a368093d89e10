"""A look-up by name answers with all whom the name means; a decision is about one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Appearance
from quotesdb.services.errors import AmbiguousName, UnknownName
from quotesdb.services.identity.find_speaker import find_speaker, find_speakers, who_is_meant
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.services.judging import speakers as judgements
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup.export import export
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.quotes import find_quotes
from quotesdb.services.lookup.speakers import speaker_detail
from quotesdb.services.lookup.stats import By, statistics
from tests.services.identity.test_clustering import said
from tests.services.ingest.test_statements_asked import asked as statements
from tests.services.toy import extract

RECORDS = 4
SMITHS = (
    *("JOHN SMITH", "Jóhn Smith", "Smith, John", "smith, john", "J. Smith", "J Smith", "Mr John Smith"),
    *("Sir John Smith", "Senator John Smith", "US Senator John Smith", "John Q. Smith", "Smith John"),
)
"""Forms of the name that are not the printed one."""


@pytest.fixture
def shattered(session, store):
    """As many people called John Smith, held apart by a person, each with one quotation; and two others."""
    for number in range(RECORDS):
        store(said(f"John Smith, post {number} at House {number} Works"), f"https://example.org/{number}")
    smiths = session.scalars(select(Appearance.public_id).order_by(Appearance.public_id)).all()
    for one, other in combinations(smiths, 2):
        judgements.different(session, one, other, "Wen")
    store(said("Eve Smith", "Eve Smith"), "https://example.org/eve")
    store(said("Chancellor Bertram Wexley"), "https://example.org/wexley")
    return session


def names(session, asked):
    page = find_quotes(session, QuoteFilter(speaker=asked, limit=None))
    return {quote.speaker.name for quote in page.rows}


def people(session, asked):
    return [(one.name, one.quotes, len(one.ids)) for one in who_is_meant(session, asked)]


def test_whom_a_person_held_apart_are_as_many_people_and_found_together(shattered):
    meant = who_is_meant(shattered, "John Smith")
    assert [(one.name, one.quotes, len(one.ids)) for one in meant] == [("John Smith", 1, 1)] * RECORDS
    assert {one.role for one in meant} == {f"post {n}, House {n} Works" for n in range(RECORDS)}
    page = find_quotes(shattered, QuoteFilter(speaker="john smith", limit=None))
    assert page.total == RECORDS
    assert {quote.speaker_id for quote in page.rows} == {id_ for one in meant for id_ in one.ids}


def test_another_form_of_the_name_gives_the_same(shattered):
    found = {asked: len(who_is_meant(shattered, asked)) for asked in SMITHS}
    assert found == dict.fromkeys(SMITHS, RECORDS)
    assert {name for asked in SMITHS for name in names(shattered, asked)} == {"John Smith"}


def test_a_decision_that_is_taken_back_holds_nobody_apart(session, store):
    for number in range(2):
        store(said(f"John Smith, post {number} at House {number} Works"), f"https://example.org/{number}")
    smiths = session.scalars(select(Appearance.public_id).order_by(Appearance.public_id)).all()
    decided = judgements.different(session, *smiths, "Wen")
    assert people(session, "John Smith") == [("John Smith", 1, 1)] * 2
    undo(session, decided.decision, "Wen")
    assert people(session, "John Smith") == [("John Smith", 2, 1)]


def test_who_may_be_either_of_two_is_a_record_of_the_one_quoted_most(session, store):
    for number, name in enumerate(("John Quint Smith", "John Quint Smith", "John Rudd Smith", "John Smith")):
        store(said(name), f"https://example.org/{number}")
    assert people(session, "Smith") == [("John Quint Smith", 3, 2), ("John Rudd Smith", 1, 1)]


def test_an_office_before_the_printed_name_hides_nobody(shattered):
    asked = ("Bertram Wexley", "Wexley", "Wexley, Bertram", "B. Wexley", "Mr Wexley")
    assert [names(shattered, each) for each in asked] == [{"Chancellor Bertram Wexley"}] * len(asked)


def test_the_very_name_and_the_same_after_an_office_are_found_together(shattered, store):
    store(said("Bertram Wexley"), "https://example.org/plain")
    assert names(shattered, "Bertram Wexley") == {"Bertram Wexley", "Chancellor Bertram Wexley"}


def test_a_surname_lists_people_the_most_quoted_first(shattered):
    assert people(shattered, "Smith") == [("Eve Smith", 2, 1), *[("John Smith", 1, 1)] * RECORDS]
    assert names(shattered, "Smith") == {"John Smith", "Eve Smith"}


def test_statistics_an_export_and_a_page_answer_for_all_of_them_too(shattered):
    where = QuoteFilter(speaker="John Smith", limit=None)
    assert statistics(shattered, where, By.SPEAKER).quotes == RECORDS
    out = BytesIO()
    export(shattered, "jsonl", out, where=where)
    assert out.getvalue().count(b"\n") == RECORDS
    page = speaker_detail(shattered, "John Smith", limit=None)
    assert (page.id, page.name, page.quotes.total, page.articles) == (None, "John Smith", RECORDS, RECORDS)
    assert {role.role for role in page.roles} == {f"post {number}" for number in range(RECORDS)}


def test_an_id_still_means_one_of_them(shattered):
    meant = who_is_meant(shattered, "John Smith")[0]
    assert find_quotes(shattered, QuoteFilter(speaker=meant.ids[0])).total == 1
    assert speaker_detail(shattered, meant.ids[0]).id == meant.ids[0]


def test_a_decision_is_about_one_and_lists_whom_it_could_be(shattered):
    for decide in (find_speaker, lambda session, name: tag_speaker(session, name, "Wen", add=["x"])):
        with pytest.raises(AmbiguousName) as told:
            decide(shattered, "John Smith")
        assert len({each.id for each in told.value.candidates}) == RECORDS


def test_a_name_of_nobody_is_unknown(shattered):
    for asked in ("", " ", ",", "E. Wexley", "Mrs John Smith Jones", "%", "_", "\\"):
        with pytest.raises(UnknownName):
            who_is_meant(shattered, asked)


def test_a_title_means_all_records_of_whom_an_article_calls_so(session, store):
    store(said("Sen Ada Wexley, post 1 at House 1 Works"), "https://example.org/1")
    store(said("Ada Wexley, post 2 at House 2 Works"), "https://example.org/2")
    store(said("Bertram Wexley"), "https://example.org/3")
    assert [one.quotes for one in who_is_meant(session, "Senator Wexley")] == [2]
    assert names(session, "Senator Wexley") == {"Sen Ada Wexley", "Ada Wexley"}


@pytest.mark.parametrize(
    "name", ["Harbour Master Quillane", "harbour master Ada Quillane", "Cllr Quillane", "MP Quillane"]
)
def test_somebody_is_found_by_what_is_printed_before_the_name(session, store, name):
    store(said("Ada Quillane, harbour master at Velda Port"), "https://example.org/q")
    assert [match.name for match in find_speakers(session, name)] == ["Ada Quillane"]
    with pytest.raises(UnknownName):
        find_speakers(session, "Goalkeeper Quillane")


def test_a_form_of_address_goes_by_what_is_told_and_by_the_given_name(session, store):
    store(said("Peter Quillane"), "https://example.org/q")
    told = "“Rain,” said Amara Trial.\n\nShe left. Trial said she had her coat. She smiled."
    store(told, "https://example.org/t")
    for wrong, right in (("Mrs Quillane", "Mr Quillane"), ("Mr Trial", "Mrs Trial")):
        assert len(find_speakers(session, right)) == 1
        with pytest.raises(UnknownName):
            find_speakers(session, wrong)


def test_a_form_of_address_goes_by_how_print_addresses_somebody(session, store):
    """Also where the name that is stored has none, since it is the words before the name in the text."""
    store(
        "“We smelled it first,” said Mr Gerd Ostrava.\n\n“I never did,” said Robin Ostrava.",
        program=Extractor("plain", "1", None, without_mr),
    )
    assert {row.name for row in session.scalars(select(Appearance))} == {"Gerd Ostrava", "Robin Ostrava"}
    assert names(session, "Mrs Ostrava") == {"Robin Ostrava"}
    assert names(session, "Mr Ostrava") == {"Gerd Ostrava"}
    with pytest.raises(UnknownName):
        find_speakers(session, "Mrs Gerd Ostrava")


def test_as_much_is_asked_of_many_bearers_of_a_name_as_of_few(engine, session, store):
    few, many = ("Robin", "Sasha"), ("Alexis", "Jody", "Sidney")
    for number, first in enumerate((*few, *(f"{first} Bexley" for first in many))):
        store(f"“It rains,” said {first} Ostrava.", f"https://example.org/{number}")
    with statements(engine) as of_two:
        assert len(find_speakers(session, "Mrs Robin Ostrava")) == 1
    with statements(engine) as of_all:
        assert len(find_speakers(session, "Mrs Ostrava")) == len((*few, *many))
    assert sum("row_number" in sql for sql in of_all) == sum("row_number" in sql for sql in of_two) == 1


def without_mr(text, language):
    return [
        replace(one, speaker=replace(one.speaker, name=one.speaker.name.removeprefix("Mr ")))
        for one in extract(text, language)
    ]
