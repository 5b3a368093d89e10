"""What a person set right about an article holds over what its file says, until it is taken back."""

from __future__ import annotations

import json

import pytest

from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.services import transfer
from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.articles import correct_article
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    article_history,
    find_quotes,
    list_decisions,
)
from tests.services.toy import TOY, draft, ingest

TEXT = "“We open in May,” said Ada Example, director at Example Works."
URL = "https://example.org/story"
PRINTED = {"title": "Works to open", "byline": ("Cy Test",), "publisher": "The Daily Example"}
RIGHT = {
    "title": "Works to open in May",
    "byline": "Bea Sample\nDee Trial",
    "publisher": "The Weekly Sample",
    "published": "2025-03-14",
    "url": "https://example.org/works",
    "archived": "https://archive.example/works",
}


@pytest.fixture
def article(store):
    return store(TEXT, URL, **PRINTED).article_id


def shown(session, article):
    session.expire_all()
    about = article_detail(session, article).article
    return {
        "title": about.title,
        "byline": "\n".join(about.byline) or None,
        "publisher": about.publisher,
        "published": about.published and about.published.printed(),
        "url": about.url,
        "archived": about.archived_url,
    }


def test_every_field_is_set_right_and_cited_so(session, article):
    decided = correct_article(session, article, RIGHT, "Ines", "the scan")
    assert shown(session, article) == RIGHT
    assert [party.id for party in decided.now] == [article]
    [cited] = find_quotes(session, QuoteFilter(publisher="Weekly Sample", since="2025-03-14")).rows
    assert (cited.article.title, cited.article.byline) == (RIGHT["title"], ("Bea Sample", "Dee Trial"))
    with pytest.raises(UnknownName):
        find_quotes(session, QuoteFilter(publisher="Daily Example"))


def test_the_history_says_who_when_and_what_it_was_before(session, article):
    decided = correct_article(session, article, {"title": RIGHT["title"]}, "Ines", "the scan")
    [entry] = article_history(session, article).set_right
    assert (entry.judge, entry.note, entry.verdict) == ("Ines", "the scan", "title")
    assert (entry.before, entry.name) == (PRINTED["title"], RIGHT["title"])
    assert article_detail(session, article).set_right == (entry,)
    assert list_decisions(session).rows[0].decision == decided.decision
    undo(session, decided.decision, "Tom")
    assert article_detail(session, article).set_right == ()
    assert article_history(session, article).set_right[0].retracted_by == "Tom"


def test_it_holds_when_the_same_file_comes_again(session, article, store):
    correct_article(session, article, RIGHT, "Ines")
    assert store(TEXT, URL, **PRINTED).outcome == "unchanged"
    assert shown(session, article) == RIGHT
    assert not article_history(session, article).metadata


def test_what_the_file_says_by_now_holds_once_it_is_taken_back(session, article, store):
    before = shown(session, article)
    decided = correct_article(session, article, RIGHT, "Ines")
    changed = {**PRINTED, "title": "Works opens"}
    assert store(TEXT, URL, **changed).outcome == "updated"
    assert shown(session, article) == RIGHT
    assert [entry.title for entry in article_history(session, article).metadata] == [PRINTED["title"]]
    undo(session, decided.decision, "Tom")
    assert shown(session, article) == {**before, "title": "Works opens"}
    assert store(TEXT, URL, **changed).outcome == "unchanged"


def test_a_date_with_its_instant_holds_again(session, article, store):
    instant = "2025-03-01T23:30:00-05:00"
    first = correct_article(session, article, {"published": instant}, "Ines")
    whole = article_detail(session, article).article.published
    second = correct_article(session, article, {"published": "March 2025"}, "Tom")
    assert shown(session, article)["published"] == "2025-03"
    undo(session, second.decision, "Ines")
    assert article_detail(session, article).article.published == whole
    assert whole.utc.isoformat() == "2025-03-02T04:30:00+00:00"
    with pytest.raises(BadRequest, match="took it back"):
        undo(session, first.decision, "Tom")


def test_a_later_correction_takes_the_place_of_an_earlier_one(session, article):
    correct_article(session, article, {"title": "One"}, "Ines")
    later = correct_article(session, article, {"title": "Two"}, "Tom")
    assert [entry.before for entry in article_history(session, article).set_right] == [
        PRINTED["title"],
        "One",
    ]
    undo(session, later.decision, "Ines")
    assert shown(session, article)["title"] == "One"


def test_another_publisher_makes_no_other_article_of_the_same_file(session, store, tmp_path):
    path = tmp_path / "story.txt"
    article = store(TEXT, path=path, **PRINTED).article_id
    correct_article(session, article, {"publisher": "The Weekly Sample"}, "Ines")
    assert store(TEXT, path=path, **PRINTED).article_id == article


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "say what to set right"),
        ({"title": "  "}, "say what the title is"),
        ({"published": "soon"}, "not a date"),
        ({"archived": "the archive"}, "not a URL"),
        ({"title": "One"}, "is that already"),
    ],
)
def test_what_sets_nothing_right_is_refused(session, article, values, why):
    correct_article(session, article, {"title": "One"}, "Ines")
    with pytest.raises(BadRequest, match=why):
        correct_article(session, article, values, "Tom")


def test_corrections_go_with_the_article(session, article, store):
    correct_article(session, article, RIGHT, "Ines")
    remove_article(session, article, "a test")
    session.commit()
    assert not list_decisions(session, all=True).rows
    store(TEXT, URL, readmit=True, **PRINTED)
    assert shown(session, article)["title"] == PRINTED["title"]


def test_they_are_carried_to_another_database(session, article, tmp_path):
    decided = correct_article(session, article, RIGHT, "Ines", "the scan")
    undo(session, decided.decision, "Tom")
    correct_article(session, article, {"title": "Three"}, "Ines")
    session.commit()
    lines = [json.dumps(line) for line in transfer.export_decisions(session)]
    engine = open_engine(tmp_path / "other.db")
    ensure_schema(engine)
    make_other = sessions(engine, write=True)
    with make_other.begin() as other:
        ingest(other, draft(TEXT, URL, **PRINTED), program=TOY)
    for expected in ("added", "present"):
        outcomes = []
        assert transfer.import_decisions(make_other, lines, on_result=outcomes.append) == 0
        assert {outcome.outcome for outcome in outcomes} == {expected}
        with make_other() as other:
            assert shown(other, article) == shown(session, article)
            assert [json.dumps(line) for line in transfer.export_decisions(other)] == lines
    with make_other.begin() as other:
        correct_article(other, article, {"url": URL + "/2"}, "Eva")
    clash = {**json.loads(lines[-1]), "id": "d-aaaaaaaaaa", "value": "Four"}
    assert transfer.import_decisions(make_other, [json.dumps(clash)]) == 1
    engine.dispose()
