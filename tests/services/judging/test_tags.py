"""Tags on speakers: who set them is kept, and they stay with the speaker."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.identity import clustering
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.tags import speaker_tags, tag_speaker
from quotesdb.services.lookup import speaker_detail
from quotesdb.services.statements import grouping
from quotesdb.services.store import read_model

ADA = "“We open in May,” said Ada Example, director at Example Works."
AGAIN = "“We close in June,” said Ada Example, chairwoman at Example Works."


def history(session, name="Ada Example"):
    return [(entry.tag, entry.tagger, entry.retracted_by) for entry in speaker_tags(session, name).history]


def test_tags_are_levelled_and_set_once(session, store):
    store(ADA)
    tag_speaker(session, "Ada Example", "ines", add=["  Local   Official", "scientist"])
    told = tag_speaker(session, "Ada Example", "tom", add=["SCIENTIST", "local official", "woman"])
    assert told.tags == ("local official", "scientist", "woman")
    assert history(session) == [
        ("local official", "ines", None),
        ("scientist", "ines", None),
        ("woman", "tom", None),
    ]
    assert speaker_detail(session, "Ada Example").tags == told.tags


def test_tags_that_differ_by_an_accent_are_two(session, store):
    """As words do: of names the same is only how they were printed."""
    store(ADA)
    assert tag_speaker(session, "Ada Example", "ines", add=["papa", "Papá"]).tags == ("papa", "papá")


def test_a_tag_that_is_taken_back_stays_in_the_history(session, store):
    store(ADA)
    tag_speaker(session, "Ada Example", "ines", add=["local"])
    assert tag_speaker(session, "Ada Example", "tom", remove=["Local"]).tags == ()
    assert tag_speaker(session, "Ada Example", "ines", add=["local"]).tags == ("local",)
    assert history(session) == [("local", "ines", "tom"), ("local", "ines", None)]


def test_tags_go_with_the_speaker_through_further_articles_and_a_rebuild(session, store):
    store(AGAIN, "https://example.org/later", day="2025-03-02")
    tag_speaker(session, "Ada Example", "ines", add=["local"])
    store(ADA, "https://example.org/earlier", day="2025-03-01")
    assert speaker_tags(session, "Ada Example").tags == ("local",)
    clustering.rebuild(session)
    read_model.rebuild(session)
    grouping.rebuild(session)
    assert speaker_tags(session, "Ada Example").tags == ("local",)


def test_tags_outlive_the_articles_that_they_were_set_by(session, store):
    first = store(ADA, "https://example.org/earlier", day="2025-03-01")
    second = store(AGAIN, "https://example.org/later", day="2025-03-02")
    tag_speaker(session, "Ada Example", "ines", add=["local"])
    remove_article(session, first.article_id, "a test")
    assert history(session) == [("local", "ines", None)]
    remove_article(session, second.article_id, "a test")
    with pytest.raises(UnknownName):
        speaker_tags(session, "Ada Example")
    store(AGAIN, "https://example.org/later", day="2025-03-02", readmit=True)
    assert history(session) == [("local", "ines", None)]


@pytest.mark.parametrize("tag", ["", "  ", "x" * 61, "two\x1blines"])
def test_what_is_no_tag_is_refused(session, store, tag):
    store(ADA)
    with pytest.raises(BadRequest, match="not a tag"):
        tag_speaker(session, "Ada Example", "ines", add=[tag])


def test_a_tag_that_is_not_there_cannot_be_taken_back_and_nothing_else_is_done(session, store):
    store(ADA)
    with pytest.raises(BadRequest, match="has no tag 'local'"):
        tag_speaker(session, "Ada Example", "ines", add=["new"], remove=["local"])
    assert speaker_tags(session, "Ada Example").tags == ()


def test_groups_have_no_tags_and_nobody_sets_none(session, store):
    store("“We wait,” said analysts.\n" + ADA)
    with pytest.raises(BadRequest, match="no single speaker"):
        tag_speaker(session, "analysts", "ines", add=["local"])
    with pytest.raises(BadRequest, match="say who"):
        tag_speaker(session, "Ada Example", " ", add=["local"])
