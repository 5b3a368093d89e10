"""Which appearances are one speaker, and which speaker a name means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import AgentName, Appearance, Speaker, SpeakerLink
from quotesdb.services.errors import AmbiguousName, UnknownName
from quotesdb.services.identity import clustering
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.prepare import prepare
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.ingest.store_several import store_several
from quotesdb.values import Agent, AgentKind
from tests.services.toy import TOY, draft, finding, ingest

NAMES = (
    "Ada Example",
    "ada  example",
    "Prof Ada Éxample",
    "Example",
    "Example Works",
    "analysts",
    "someone",
    "Max Sample",
    "Tom Voters",
    "Ada B Example",
    "Ada Q Example",
    "Eve Example",
    "President Example",
    "Ada Example, president at Velda",
    "Eve Example, former president at Velda",
    "John Smith",
    "John Smith, clerk at Velda Bank",
    "John Smith, nurse at Velda Works",
)


def said(*names):
    return "\n".join(f"“Statement {i},” said {name}." for i, name in enumerate(names))


def clusters(session):
    """Every appearance with its speaker's id, name and kind, and the links by public ids."""
    rows = session.execute(
        select(Appearance.public_id, Speaker.public_id, Speaker.name, Speaker.kind).join(Appearance.speaker)
    ).all()
    names = dict(session.execute(select(AgentName.id, AgentName.key)).all())
    links = {
        (frozenset((names[link.name_a_id], names[link.name_b_id])), link.asked, link.score, link.reasons)
        for link in session.scalars(select(SpeakerLink))
    }
    return {tuple(row) for row in rows}, links


def speaker_of(session, name):
    return {row.speaker_id for row in session.scalars(select(Appearance).where(Appearance.name == name))}


def test_an_equal_full_name_is_one_speaker_across_articles(session, store):
    store(said("Ada Example"), "https://example.org/1")
    store(said("Prof Ada Éxample"), "https://example.org/2")
    assert speaker_of(session, "Ada Example") == speaker_of(session, "Prof Ada Éxample")


@pytest.mark.parametrize("name", ["Example", "analysts", "someone"])
def test_surnames_groups_and_anonymous_sources_never_link(session, store, name):
    store(said(name), "https://example.org/1")
    store(said(name), "https://example.org/2")
    assert len(speaker_of(session, name)) == 2


def test_an_organisation_links_by_its_name_alone(session, store):
    store(said("TinWorks"), "https://example.org/1")
    store(said("TinWorks"), "https://example.org/2")
    store(said("The TinWorks"), "https://example.org/3")
    assert len(speaker_of(session, "TinWorks") | speaker_of(session, "The TinWorks")) == 1


def test_a_speaker_has_the_id_of_its_earliest_printed_appearance_and_old_ids_resolve(session, store):
    store(said("Ada Example"), "https://example.org/1", day="2025-03-02")
    shown = find_speaker(session, "Ada Example").id
    store(said("Ada Example"), "https://example.org/2", day="2025-03-01")
    now = find_speaker(session, "Ada Example").id
    assert now != shown
    assert find_speaker(session, shown).id == now


def test_a_corrected_date_moves_the_id(session, store):
    store(said("Ada Example"), "https://example.org/1", day="2025-03-02")
    store(said("Ada Example"), "https://example.org/2", day="2025-03-03")
    before = find_speaker(session, "Ada Example").id
    store(said("Ada Example"), "https://example.org/2", day="2025-03-01")
    assert find_speaker(session, "Ada Example").id != before


def test_removing_an_article_leaves_the_others_linked(session, store):
    first = store(said("Ada Example"), "https://example.org/1", day="2025-03-01")
    store(said("Ada Example"), "https://example.org/2", day="2025-03-02")
    store(said("Ada Example"), "https://example.org/3", day="2025-03-03")
    remove_article(session, first.article_id, "taken down")
    assert len(speaker_of(session, "Ada Example")) == 1
    after = clusters(session)
    clustering.rebuild(session)
    assert clusters(session) == after


ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
        st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)).map(str),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory, empty_database):
    return empty_database.read_bytes(), tmp_path_factory.mktemp("orders")


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(articles=ARTICLES, order=st.randoms(use_true_random=False))
def test_rebuilding_gives_the_same_and_so_does_another_order(template, articles, order):
    numbered = list(enumerate(articles))
    shuffled = order.sample(numbered, len(numbered))
    found = [_ingested(template, articles_in_order) for articles_in_order in (numbered, shuffled)]
    for incremental, rebuilt in found:
        assert rebuilt == incremental
    assert found[0][0][0] == found[1][0][0]


def _ingested(template, articles):
    content, folder = template
    path = folder / "quotes.db"
    for old in folder.iterdir():
        old.unlink()
    path.write_bytes(content)
    engine = open_engine(path)
    with sessions(engine)() as session:
        for number, (names, day, _removed) in articles:
            ingest(session, draft(said(*names), f"https://example.org/{number}", day=day), program=TOY)
        for number, (_names, _day, removed) in articles:
            if removed:
                outcome = ingest(session, draft("x", f"https://example.org/{number}"), program=TOY)
                remove_article(session, outcome.article_id, "test")
        incremental = clusters(session)
        clustering.rebuild(session)
        rebuilt = clusters(session)
        session.rollback()
    engine.dispose()
    return incremental, rebuilt


@pytest.mark.parametrize("name", ["Shehzad Kadi", "shehzad kadi", "SHÉHZAD  KADI", "Kadi", "kadi", "Mr Kadi"])
def test_a_name_is_found_in_any_case_with_or_without_accents_and_by_its_end(session, store, name):
    store(said("Shehzad Kadi", "Max Sample"), "https://example.org/1")
    assert find_speaker(session, name).name == "Shehzad Kadi"


def test_the_very_name_wins_over_names_that_end_with_it(session, store):
    store(said("Example Bank", "Bank", "Old Example Bank"), "https://example.org/1")
    assert find_speaker(session, "bank").name == "Bank"
    assert find_speaker(session, "Example Bank").name == "Example Bank"


def test_an_ambiguous_name_lists_named_agents_before_groups(session, store):
    store(said("small town voters", "Tom Voters"), "https://example.org/1")
    store(said("Ada Voters, mayor at Example Works"), "https://example.org/2")
    with pytest.raises(AmbiguousName) as raised:
        find_speaker(session, "voters")
    assert [(c.name, c.detail) for c in raised.value.candidates] == [
        ("Ada Voters", "1 quotation in 1 article; mayor, Example Works"),
        ("Tom Voters", "1 quotation in 1 article"),
        ("small town voters", "1 quotation in 1 article"),
    ]


def test_a_bare_surname_elsewhere_makes_the_surname_ambiguous(session, store):
    store(said("Shehzad Kadi"), "https://example.org/1")
    store(said("Kadi"), "https://example.org/2")
    with pytest.raises(AmbiguousName):
        find_speaker(session, "Kadi")
    assert find_speaker(session, "Shehzad Kadi").name == "Shehzad Kadi"


def test_groups_of_one_name_are_found_together(session, store):
    store(said("analysts"), "https://example.org/1")
    store(said("Analysts".lower()), "https://example.org/2")
    assert len(find_speaker(session, "analysts").row_ids) == 2


def test_an_unknown_name_suggests_the_nearest(session, store):
    store(said("Shehzad Kadi", "Max Sample"), "https://example.org/1")
    with pytest.raises(UnknownName, match=r"did you mean Shehzad Kadi\?") as raised:
        find_speaker(session, "Shezad Kady")
    assert raised.value.suggestions[0] == "Shehzad Kadi"


@pytest.mark.parametrize("name", ["", " ", "%", "_", "'; drop table speaker; --", "“", "\0"])
def test_odd_names_are_unknown(session, store, name):
    store(said("Ada Example"), "https://example.org/1")
    with pytest.raises(UnknownName):
        find_speaker(session, name)


COMPANY = ("Max Sample", "Tom Voters")


def one_speaker(session, *names):
    ids = {id_ for name in names for id_ in speaker_of(session, name)}
    return len(ids) == 1


def test_a_middle_name_is_overlooked_beside_the_same_company(session, store):
    store(said("Hilda Okonjo", *COMPANY), "https://example.org/1", day="2025-03-01")
    store(said("Hilda Rodham Okonjo", *COMPANY), "https://example.org/2", day="2025-03-02")
    store(said("Hilda Okonjo"), "https://example.org/3", day="2025-03-03")
    assert one_speaker(session, "Hilda Okonjo", "Hilda Rodham Okonjo")
    store(said("Hilda Q Okonjo", *COMPANY), "https://example.org/4", day="2025-03-02")
    assert not one_speaker(session, "Hilda Okonjo", "Hilda Rodham Okonjo")


def held(name, role):
    """A program that finds one quotation of somebody with a role and no organisation."""
    (quotation,) = TOY.extract(said(name), None)
    return finding(replace(quotation, speaker=Agent(name, AgentKind.PERSON, role=role)))


def test_a_president_without_a_given_name_is_the_one_who_is_known_as_president(session, store):
    store(said("President Okonjo"), "https://example.org/1", day="2025-03-01")
    store(said("Ada Okonjo, engineer at Velda"), "https://example.org/2", day="2025-03-01")
    assert not one_speaker(session, "President Okonjo", "Ada Okonjo")
    program = held("Bola Okonjo", "President")
    for number in range(3, 7):
        store(said("Bola Okonjo"), f"https://example.org/{number}", day="2025-03-02", program=program)
    assert one_speaker(session, "President Okonjo", "Bola Okonjo")
    assert find_speaker(session, "Bola Okonjo").name == "Bola Okonjo"


def test_an_equal_full_name_is_one_person_whatever_it_is_printed_with(session, store):
    """In an archive one name in hundreds has two bearers: whoever knows them parts them."""
    store(said("John Smith, clerk at Velda Bank"), "https://example.org/1")
    store(said("John Smith, nurse at Velda Works"), "https://example.org/2")
    store(said("John Smith"), "https://example.org/3")
    assert len(speaker_of(session, "John Smith")) == 1


@pytest.mark.parametrize("batches", [[36], [9, 9, 9, 9], [16, 1, 1, 17, 1], [1] * 36])
def test_what_is_known_of_a_name_follows_its_sample_however_its_articles_came(session, batches):
    """Of more appearances than are looked at closely those count that a rebuild would look at."""
    stories = [
        replace(
            draft(f"“Statement {i},” said Ada Example.\nThe clerk{i} met Bo Sample{i}."),
            url=f"https://example.org/{i}",
            title=None,
        )
        for i in range(sum(batches))
    ]
    waiting = iter(stories)
    for size in batches:
        store_several(session, [(prepare(each, TOY), None) for each in islice(waiting, size)])
    known = select(AgentName.key, AgentName.articles, AgentName.evidence)
    after = session.execute(known).all()
    clustering.rebuild(session)
    assert session.execute(known).all() == after


def test_a_suffix_parts_a_name(session, store):
    store(said("Max Sample Jr."), "https://example.org/1")
    store(said("Max Sample Sr."), "https://example.org/2")
    assert not one_speaker(session, "Max Sample Jr.", "Max Sample Sr.")


def test_removing_the_article_that_held_two_names_together_parts_them(session, store):
    store(said("Hilda B Okonjo", *COMPANY), "https://example.org/1", day="2025-03-01")
    middle = store(said("Hilda Okonjo", *COMPANY), "https://example.org/2", day="2025-03-02")
    store(said("Hilda Beate Okonjo", *COMPANY), "https://example.org/3", day="2025-03-02")
    assert one_speaker(session, "Hilda B Okonjo", "Hilda Beate Okonjo")
    remove_article(session, middle.article_id, "taken down")
    after = clusters(session)
    clustering.rebuild(session)
    assert clusters(session) == after


def test_a_full_name_that_is_read_as_an_organisation_once_is_the_person_of_that_name(session, store):
    (quotation,) = TOY.extract(said("Shehzad Kadi"), None)
    misread = finding(replace(quotation, speaker=Agent("Shehzad Kadi", AgentKind.ORGANISATION)))
    store(said("Shehzad Kadi"), "https://example.org/1", day="2025-03-01", program=misread)
    store(said("Shehzad Kadi"), "https://example.org/2", day="2025-03-02")
    store(said("Shehzad Kadi"), "https://example.org/3", day="2025-03-03")
    assert one_speaker(session, "Shehzad Kadi")
    assert find_speaker(session, "Shehzad Kadi").kind is AgentKind.PERSON
    after = clusters(session)
    clustering.rebuild(session)
    assert clusters(session) == after


def test_a_single_word_may_be_a_person_and_an_organisation(session, store):
    (quotation,) = TOY.extract(said("Kadi"), None)
    body = finding(replace(quotation, speaker=Agent("Kadi", AgentKind.ORGANISATION)))
    store(said("Kadi"), "https://example.org/1", program=body)
    store(said("Kadi"), "https://example.org/2")
    assert not one_speaker(session, "Kadi")


@pytest.mark.parametrize("name", ["Company Works", "Federal Agency Bank"])
def test_bodies_are_told_from_common_nouns(session, store, name):
    store(said(name), "https://example.org/1")
    store(said(name), "https://example.org/2")
    assert len(speaker_of(session, name)) == 1
