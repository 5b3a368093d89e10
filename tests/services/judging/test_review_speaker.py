"""Whom a reviewer names, by name or id, is whose the quotation is; a slip of the pen makes nobody."""

from __future__ import annotations

import json
import shutil

import pytest
from sqlalchemy import select

from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import Appearance, Quote, SpeakerJudgement
from quotesdb.services.errors import AmbiguousName, BadRequest, UnknownName
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.speakers import add_alias, merge, rename, split
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, quote_detail, speaker_detail
from quotesdb.services.store.ids import find_speaker_by_id
from quotesdb.services.transfer import export_decisions, import_decisions
from quotesdb.values import AgentKind
from tests.services.toy import TOY, draft, ingest

ADA, BEA = "Ada Example", "Bea Sample"


def article(day, *names):
    lines = [f"“Statement {day} {number},” said {name}." for number, name in enumerate(names)]
    return "\n".join(lines), f"https://example.org/{day}", f"2025-03-{day:02}"


@pytest.fixture
def said(session, store):
    """Stores one quotation of each name in an article of a day, and tells the ids of the quotations."""

    def stored(day, *names):
        text, url, printed = article(day, *names)
        outcome = store(text, url, day=printed)
        rows = session.execute(
            select(Quote.public_id)
            .join(Quote.article)
            .where(Quote.article.has(public_id=outcome.article_id))
            .order_by(Quote.start_char)
        )
        return [row[0] for row in rows]

    return stored


@pytest.fixture
def two(session, said):
    """Two of one name that a person told apart, and a quotation of somebody else: their ids, its id."""
    said(1, ADA)
    said(2, ADA)
    later, earlier = (row.id for row in speaker_detail(session, ADA).roles)
    split(session, earlier, [later], "wen")
    [other] = said(3, BEA)
    return earlier, later, other


def speaker_of(session, quote):
    return quote_detail(session, quote).citation.speaker_id


def one(session, *ids):
    return len({find_speaker_by_id(session, each).id for each in ids}) == 1


@pytest.mark.parametrize("which", [0, 1])
def test_the_quote_is_the_one_s_whose_id_is_given_not_that_of_a_namesake(session, two, which):
    quote = two[2]
    cited = review_quote(session, quote, "ines", speaker=two[which]).citation
    assert one(session, cited.speaker_id, two[which])
    assert not one(session, cited.speaker_id, two[1 - which])
    assert cited.speaker.name == ADA
    assert problems(session) == []


def test_two_namesakes_can_be_named_in_one_article(session, two, said):
    first, second = said(4, BEA, "Cy Test")
    review_quote(session, first, "ines", speaker=two[0])
    review_quote(session, second, "ines", speaker=two[1])
    assert one(session, speaker_of(session, first), two[0])
    assert one(session, speaker_of(session, second), two[1])
    review_quote(session, second, "ines", speaker=two[0])
    assert one(session, speaker_of(session, second), two[0])
    assert problems(session) == []


def test_a_name_of_two_in_the_database_is_not_guessed(session, two):
    with pytest.raises(AmbiguousName) as raised:
        review_quote(session, two[2], "ines", speaker=ADA)
    assert {each.id for each in raised.value.candidates} == {
        find_speaker_by_id(session, id_).public_id for id_ in two[:2]
    }
    with pytest.raises(AmbiguousName):
        review_quote(session, two[2], "ines", speaker=ADA, new=True)


def test_a_speaker_who_was_renamed_is_found_by_id_and_by_the_new_name(session, said):
    said(1, ADA)
    one_, other = said(2, BEA, "Cy Test")
    ada = find_speaker(session, ADA).id
    rename(session, ada, "The Chief", "wen")
    for quote, meant in ((one_, ada), (other, "the chief")):
        review_quote(session, quote, "ines", speaker=meant)
        assert speaker_of(session, quote) == ada
    assert speaker_detail(session, ada).name == "The Chief"


def test_a_name_that_only_people_gave_is_not_taken_for_one_that_was_printed(session, said):
    said(1, ADA)
    said(2, BEA)
    [quote] = said(3, "Cy Test")
    ada, bea = (find_speaker(session, name).id for name in (ADA, BEA))
    rename(session, ada, BEA, "wen")
    review_quote(session, quote, "ines", speaker=ada)
    assert speaker_of(session, quote) == ada
    assert not one(session, ada, bea)


def test_an_alias_that_one_speaker_has_is_as_good_as_the_name(session, said):
    said(1, ADA)
    [quote] = said(2, BEA)
    ada = find_speaker(session, ADA).id
    add_alias(session, ada, "the flood woman", "wen")
    assert review_quote(session, quote, "ines", speaker="flood woman").citation.speaker_id == ada


def test_the_speaker_s_own_appearance_in_the_article_is_used_whatever_name_it_prints(session, said):
    said(1, "Robert Hale")
    _, quote = said(2, "Bob Hale, Gov at Velda", BEA)
    robert = find_speaker(session, "Robert Hale").id
    merge(session, robert, "Bob Hale", "wen")
    for meant in (robert, "Robert Hale", "Hale"):
        cited = review_quote(session, quote, "ines", speaker=meant).citation
        assert cited.speaker_id == robert
        assert (cited.speaker.name, cited.speaker.role, cited.speaker.organisation) == (
            "Bob Hale",
            "Gov",
            "Velda",
        )
    assert len(speaker_detail(session, robert).roles) == 2


def test_who_named_a_speaker_that_the_article_does_not_have_decided_who_that_is(session, said):
    said(1, ADA)
    [quote] = said(2, BEA)
    ada = find_speaker(session, ADA).id
    review_quote(session, quote, "ines", speaker=ADA)
    [entry] = speaker_detail(session, ada).decisions
    assert (entry.verdict, entry.judge, entry.note) == ("same", "ines", f"review of {quote}")
    undo(session, entry.id, "ines")
    assert problems(session) == []


def test_naming_the_speaker_whose_the_quote_is_adds_nobody(session, said):
    [quote] = said(1, ADA)
    ada = find_speaker(session, ADA).id
    review_quote(session, quote, "ines", speaker=ada)
    assert session.scalars(select(SpeakerJudgement)).all() == []
    assert len(session.scalars(select(Appearance)).all()) == 1


def test_a_misspelt_name_makes_nobody(session, said):
    said(1, "Robert Hale")
    [quote] = said(2, BEA)
    with pytest.raises(
        UnknownName, match="no speaker is called 'Robrt Hale'; did you mean Robert Hale"
    ) as error:
        review_quote(session, quote, "ines", speaker="Robrt Hale")
    assert error.value.suggestions == ("Robert Hale",)
    session.rollback()
    assert quote_detail(session, quote).history == ()
    made = review_quote(session, quote, "ines", speaker="Robrt Hale", new=True).citation
    assert made.speaker.name == "Robrt Hale"
    assert not one(session, made.speaker_id, find_speaker(session, "Robert Hale").id)


def test_somebody_new_may_have_the_surname_of_one_who_is_known(session, said):
    said(1, "Robert Hale")
    quote, _ = said(2, BEA, "Ann Hale")
    known = {find_speaker(session, name).id for name in ("Robert Hale", "Ann Hale")}
    made = review_quote(session, quote, "ines", speaker="Hale", new=True).citation
    assert (made.speaker.name, made.speaker_id in known) == ("Hale", False)


def test_a_full_name_that_is_known_is_nobody_new(session, said):
    said(1, ADA)
    [quote] = said(2, BEA)
    assert review_quote(session, quote, "ines", speaker=ADA, new=True).citation.speaker_id == (
        find_speaker(session, ADA).id
    )


def test_a_kind_that_the_known_name_does_not_have_is_somebody_new(session, said):
    said(1, "Sample Bank")
    [quote] = said(2, BEA)
    with pytest.raises(UnknownName, match="did you mean Sample Bank"):
        review_quote(session, quote, "ines", speaker="Sample Bank", speaker_kind=AgentKind.PERSON)
    decided = {"speaker": "Sample Bank", "speaker_kind": AgentKind.PERSON, "new": True}
    assert review_quote(session, quote, "ines", **decided).citation.speaker.kind is AgentKind.PERSON


def test_a_body_that_people_speak_for_is_known_and_a_group_is_nobody_in_particular(session, said):
    said(1, f"{ADA}, director at Velda Institute", "analysts")
    one_, other = said(2, BEA, "Cy Test")
    body = review_quote(session, one_, "ines", speaker="Velda Institute").citation
    assert body.speaker.kind is AgentKind.ORGANISATION
    group = review_quote(session, other, "ines", speaker="analysts").citation
    assert group.speaker.kind is AgentKind.GROUP
    assert len(find_speaker(session, "analysts").row_ids) == 2


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u200b \u2060", "\ufeff"])
@pytest.mark.parametrize("new", [False, True])
def test_what_is_no_name_is_refused(session, said, name, new):
    [quote] = said(1, ADA)
    with pytest.raises(BadRequest, match="the speaker needs a name"):
        review_quote(session, quote, "ines", speaker=name, new=new)


@pytest.mark.parametrize("name", ["%", "“", "'", ".", "-", "the"])
def test_odd_names_are_unknown(session, said, name):
    [quote] = said(1, ADA)
    with pytest.raises((UnknownName, BadRequest)):
        review_quote(session, quote, "ines", speaker=name)


def test_a_surname_of_two_lists_them_as_look_ups_show_them(session, said):
    said(1, "Margaret Thornbury")
    *_, last = said(2, "Margaret Thornbury", "Robert Thornbury", BEA)
    with pytest.raises(AmbiguousName) as raised:
        review_quote(session, last, "ines", speaker="Thornbury")
    shown = [(each.id, each.name) for each in raised.value.candidates]
    names = ("Margaret Thornbury", "Robert Thornbury")
    assert shown == [(find_speaker(session, name).id, name) for name in names]


def test_what_a_person_named_is_not_told_as_printed_and_gives_no_id(session, said):
    [quote] = said(1, BEA)
    said(2, ADA)
    ada = find_speaker(session, ADA).id
    review_quote(session, quote, "ines", speaker=ADA)
    detail = speaker_detail(session, ADA)
    assert detail.id == ada
    assert [(row.published.printed(), row.printed) for row in detail.roles] == [
        ("2025-03-02", True),
        ("2025-03-01", False),
    ]
    assert problems(session) == []
    retract_review(session, quote)
    assert [row.printed for row in speaker_detail(session, ADA).roles] == [True]
    assert find_speaker(session, ADA).id == ada
    assert problems(session) == []


def test_an_id_that_was_shown_leads_somewhere_after_the_review_was_taken_back(session, said):
    quote, other = said(2, BEA, "Cy Test")
    shown = review_quote(session, quote, "ines", speaker="Tom Nowhere", new=True).citation.speaker_id
    retract_review(session, quote)
    detail = speaker_detail(session, shown)
    assert (detail.name, detail.roles, detail.aliases, detail.quotes.total) == ("Tom Nowhere", (), (), 0)
    with pytest.raises(UnknownName):
        review_quote(session, other, "ines", speaker="Tom Nowhere")
    [earlier] = said(1, "Dee Test")
    again = review_quote(session, earlier, "ines", speaker="Tom Nowhere", new=True).citation.speaker_id
    assert one(session, shown, again)
    assert again != shown
    assert problems(session) == []


def test_a_name_that_is_printed_later_is_printed(session, said, store):
    [quote] = said(1, BEA)
    review_quote(session, quote, "ines", speaker="Tom Nowhere", new=True)
    text = "“Statement 1 0,” said Bea Sample.\n“Yes,” said Tom Nowhere."
    store(text, "https://example.org/1", day="2025-03-01")
    assert [row.printed for row in speaker_detail(session, "Tom Nowhere").roles] == [True]
    assert problems(session) == []


def test_what_a_person_added_is_no_place_for_what_is_printed_later(session, two, store):
    earlier, later, quote = two
    review_quote(session, quote, "ines", speaker=later)
    retract_review(session, quote)
    text = "“Statement 3 0,” said Bea Sample.\n“Yes,” said Ada Example."
    store(text, "https://example.org/3", day="2025-03-03")
    [row] = find_quotes(session, QuoteFilter(text="Yes")).rows
    assert one(session, row.speaker_id, earlier)
    assert problems(session) == []


def test_whom_a_person_named_is_the_same_in_another_database(session, two, said, empty_database, tmp_path):
    earlier, later, quote = two
    [second] = said(4, "Cy Test")
    for each, meant in ((quote, later), (second, later), (second, earlier)):
        review_quote(session, each, "ines", speaker=meant)
    lines = [json.dumps(line) for line in export_decisions(session)]
    engine = open_engine(shutil.copyfile(empty_database, tmp_path / "other.db"))
    make_session = sessions(engine, write=True)
    with make_session.begin() as other:
        for day, name in enumerate((ADA, ADA, BEA, "Cy Test"), 1):
            text, url, printed = article(day, name)
            ingest(other, draft(text, url, day=printed), program=TOY)
    for _time in range(2):
        assert import_decisions(make_session, lines) == 0
        with make_session() as other:
            assert [json.dumps(line) for line in export_decisions(other)] == lines
            assert speakers(other) == speakers(session)
            assert problems(other) == []
    engine.dispose()


def speakers(session):
    return {row.id: row.speaker_id for row in find_quotes(session, QuoteFilter(limit=None)).rows}
