"""Who is who goes from one database to another: the same speakers, under the same names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from quotesdb.db.models import Appearance, Article
from quotesdb.services.identity import organisations
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import Derived, derived, rebuild
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging import organisations as organisation_judgements
from quotesdb.services.judging import speakers
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.tags import speaker_tags, tag_speaker
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import list_speakers, speaker_detail
from quotesdb.services.transfer import Arrival
from tests.services.transfer.test_transfer import Database, bring, build, carry, lines, quote_id, rows

__all__ = ["build"]

STORIES = {
    "https://example.org/1": (
        "“We open in May,” said Ada Example, director at Harbour Works.\n“It rains,” said Ed Kadi."
    ),
    "https://example.org/2": "“We open late,” said Ada Example.\n“It pours,” said Shehzad Kadi.",
    "https://example.org/3": "“Nobody asked us,” said Ada Example.\n“We build,” said Harbour Works.",
    "https://example.org/4": "“We lend,” said Sample Bank.\n“We build too,” said North Harbour Works.",
    "https://example.org/5": "“They cost more,” said Bea Sample.\n“They last,” said Beatrice Sample.",
}

Build = Callable[..., Database]


def there(make: Database, number: int, name: str) -> str:
    """The id of who is called so in an article."""
    with make() as session:
        return session.scalars(
            select(Appearance.public_id)
            .join(Appearance.article)
            .where(Article.url == f"https://example.org/{number}", Appearance.name == name)
        ).one()


def decide(make: Database, step: Callable[..., Any], *what: Any, **more: Any) -> str:
    """Take a decision and return its id, if it has one."""
    with make.begin() as session:
        return str(getattr(step(session, *what, **more), "decision", ""))


def whole(make: Database) -> tuple[Derived, Any, Any]:
    """What is derived, the names of speakers and of organisations."""
    with make() as session:
        assert problems(session) == []
        return derived(session), list_speakers(session), organisations.shown(session)


@pytest.fixture
def articles(build: Build) -> Callable[[], Database]:
    """Make a database of the same articles, in which nobody has decided anything."""
    return lambda: build(stories=STORIES)


@pytest.fixture
def source(articles: Callable[[], Database]) -> Database:
    """A database with decisions of every kind on who is who, some of them taken back."""
    make = articles()
    kadi, ada = there(make, 1, "Ed Kadi"), there(make, 1, "Ada Example")
    decide(make, speakers.merge, kadi, "Shehzad Kadi", "Wen", note="the same engineer")
    third = there(make, 3, "Ada Example")
    decide(make, speakers.split, ada, [third], "Wen", note="another Ada")
    decide(make, speakers.different, "Bea Sample", kadi, "Eva")
    wrong = decide(make, speakers.merge, "Bea Sample", "Beatrice Sample", "Eva")
    decide(make, undo, wrong, "Wen", note="sisters")
    decide(make, speakers.unsure, "Bea Sample", "Beatrice Sample", "Wen")
    decide(make, speakers.rename, ada, "Ada M. Example", "Eva")
    decide(make, speakers.rename, ada, "Ada Maria Example", "Eva", note="her byline")
    decide(make, speakers.add_alias, kadi, "S. K.", "Eva")
    decide(make, speakers.add_alias, kadi, "The Engineer", "Eva")
    decide(make, speakers.remove_alias, kadi, "The Engineer", "Wen", note="rude")
    decide(make, organisation_judgements.merge, "Harbour Works", "North Harbour Works", "Eva")
    decide(make, organisation_judgements.different, "Sample Bank", "Harbour Works", "Eva")
    decide(make, organisation_judgements.rename, "Harbour Works", "The Harbour Company", "Wen")
    decide(make, organisation_judgements.add_alias, "Sample Bank", "The Sample", "Wen")
    decide(make, tag_speaker, "Shehzad Kadi", "Ines", add=["engineer", "local"])
    decide(make, tag_speaker, "Shehzad Kadi", "Tom", remove=["local"])
    return make


def test_a_rebuilt_database_has_the_same_speakers_names_and_history(source, articles) -> None:
    target = articles()
    assert whole(target) != whole(source)
    assert set(carry(source, target)) == {Arrival.ADDED}
    assert whole(target) == whole(source)
    assert lines(target) == lines(source)
    kadi = there(source, 1, "Ed Kadi")
    with source() as old, target() as new:
        assert speaker_detail(new, kadi) == speaker_detail(old, kadi)
        assert speaker_tags(new, kadi) == speaker_tags(old, kadi)
        assert speaker_tags(new, kadi).tags == ("engineer",)
    done = rebuild(target)
    assert (done.changed_appearances, done.changed_links, done.changed_quotes) == (0, 0, 0)


def test_every_kind_is_written_with_the_articles_that_it_is_about(source) -> None:
    listed = [json.loads(line) for line in lines(source)]
    assert Counter(line["decision"] for line in listed) == {
        "speaker_judgement": 6,
        "organisation_judgement": 2,
        "speaker_name": 4,
        "organisation_name": 2,
        "speaker_tag": 2,
    }
    first = next(line for line in listed if line["note"] == "the same engineer")
    assert [(each["name"], each["article"]["key"]) for each in first["about"]] == sorted(
        [("Ed Kadi", "url:example.org/1"), ("Shehzad Kadi", "url:example.org/2")],
        key=lambda pair: there(source, int(pair[1][-1]), pair[0]),
    )


def test_a_second_time_changes_nothing(source, articles) -> None:
    target = articles()
    carry(source, target)
    before = rows(target)
    assert set(carry(source, target)) == {Arrival.PRESENT}
    assert set(carry(source, source)) == {Arrival.PRESENT}
    assert set(carry(target, source)) == {Arrival.PRESENT}
    assert rows(target) == before


def test_the_order_of_the_lines_makes_no_difference_to_who_is_whom(source, articles) -> None:
    target = articles()
    assert {each.outcome for each in bring(target, lines(source)[::-1])} == {Arrival.ADDED}
    assert whole(target) == whole(source)


def test_a_decision_that_was_taken_back_since_is_taken_back_here_too(source, articles) -> None:
    target = articles()
    older = lines(source)
    carry(source, target)
    with source() as session:
        [merged] = [
            each.id for each in speaker_detail(session, "Shehzad Kadi").decisions if each.verdict == "same"
        ]
    decide(source, undo, merged, "Eva", note="two brothers")
    decide(source, speakers.different, "Ed Kadi", "Shehzad Kadi", "Eva")
    decide(source, tag_speaker, "Shehzad Kadi", "Tom", add=["foreign"])
    arrived = carry(source, target)
    assert (arrived[Arrival.RETRACTED], arrived[Arrival.ADDED]) == (1, 2)
    assert whole(target) == whole(source)
    assert lines(target) == lines(source)
    assert {each.outcome for each in bring(target, older)} == {Arrival.PRESENT}
    assert whole(target) == whole(source)


@pytest.mark.parametrize(
    ("there_", "here"),
    [
        ((speakers.merge, "Ed Kadi", "Shehzad Kadi"), (speakers.different, "Ed Kadi", "Shehzad Kadi")),
        ((speakers.different, "Ed Kadi", "Shehzad Kadi"), (speakers.merge, "Ed Kadi", "Shehzad Kadi")),
        ((speakers.unsure, "Ed Kadi", "Shehzad Kadi"), (speakers.merge, "Ed Kadi", "Shehzad Kadi")),
        ((speakers.rename, "Ed Kadi", "Shehzad K."), (speakers.rename, "Ed Kadi", "S. Kadi")),
        (
            (organisation_judgements.merge, "Harbour Works", "North Harbour Works"),
            (organisation_judgements.different, "Harbour Works", "North Harbour Works"),
        ),
        (
            (organisation_judgements.rename, "Harbour Works", "The Works"),
            (organisation_judgements.rename, "Harbour Works", "The Harbour"),
        ),
    ],
)
def test_a_contradiction_is_told_and_the_one_here_holds(articles, there_, here) -> None:
    source, target = articles(), articles()
    decide(source, *there_, "Eva")
    decision = decide(target, *here, "Wen")
    before = rows(target)
    [outcome] = bring(target, lines(source))
    assert outcome.outcome is Arrival.CONFLICT
    assert "Wen decided" in outcome.reason
    assert "Eva" in outcome.reason
    assert rows(target) == before
    decide(target, undo, decision, "Wen")
    assert carry(source, target) == {Arrival.ADDED: 1}
    assert whole(target) == whole(source)


def test_what_follows_from_several_decisions_is_a_contradiction_too(articles) -> None:
    source, target = articles(), articles()
    decide(source, speakers.different, "Ed Kadi", "Beatrice Sample", "Eva")
    decide(target, speakers.merge, "Ed Kadi", "Bea Sample", "Wen")
    decide(target, speakers.merge, "Bea Sample", "Beatrice Sample", "Wen")
    before = whole(target), whole(source)
    assert carry(source, target) == {Arrival.CONFLICT: 1}
    assert carry(target, source) == {Arrival.ADDED: 1, Arrival.CONFLICT: 1}
    assert whole(target) == before[0]


def test_of_two_who_decided_the_same_both_are_kept_and_the_later_holds(articles) -> None:
    source, target = articles(), articles()
    for make, judge in ((source, "Eva"), (target, "Wen")):
        decide(make, speakers.merge, "Ed Kadi", "Shehzad Kadi", judge)
        decide(make, speakers.add_alias, "Ed Kadi", "S. K.", judge)
    assert carry(source, target) == {Arrival.ADDED: 2}
    assert carry(target, source) == {Arrival.RETRACTED: 2, Arrival.ADDED: 2}
    assert lines(target) == lines(source)
    told = [(line["judge"], line["retracted_by"]) for line in map(json.loads, lines(target))]
    assert told == [("Eva", "Wen"), ("Wen", None)] * 2


def test_what_is_not_here_is_told_and_the_rest_goes_on(source, build) -> None:
    fewer = {url: text for url, text in STORIES.items() if not url.endswith(("/2", "/4"))}
    target = build(stories=fewer)
    outcomes = bring(target, lines(source))
    assert {each.outcome for each in outcomes} == {Arrival.ADDED, Arrival.MISSING}
    reasons = " ".join(each.reason for each in outcomes if each.failed)
    assert "url:example.org/2" in reasons
    assert "'Sample Bank'" in reasons
    assert all(each.about for each in outcomes)
    ada = there(target, 1, "Ada Example")
    with target() as session:
        assert problems(session) == []
        assert speaker_detail(session, ada).name == "Ada Maria Example"


def test_a_speaker_whom_a_reviewer_named_is_there_before_it_is_merged(articles) -> None:
    source, target = articles(), articles()
    found = quote_id(source, "rains")
    with source.begin() as session:
        review_quote(session, found, "Eva", speaker="Tom Nowhere", new=True)
    decide(source, speakers.merge, "Tom Nowhere", "Bea Sample", "Eva")
    assert carry(source, target) == {Arrival.ADDED: 2}
    assert whole(target) == whole(source)


def test_an_appearance_with_another_id_is_found_by_article_name_and_kind(source, articles) -> None:
    target = articles()
    other_ids = [line.replace(there(source, 1, "Ed Kadi"), "s-aaaaaaaaaa") for line in lines(source)]
    assert {each.outcome for each in bring(target, other_ids)} == {Arrival.ADDED}
    assert whole(target) == whole(source)


def test_a_tag_by_an_article_that_was_removed_is_not_set_twice(articles) -> None:
    source, target = articles(), articles()
    decide(source, tag_speaker, "Ada Example", "Ines", add=["local"])
    carry(source, target)
    with source.begin() as session:
        remove_article(session, there_article(source, 1), "on request")
    assert carry(source, target) == {Arrival.PRESENT: 1}


def there_article(make: Database, number: int) -> str:
    with make() as session:
        return session.scalars(
            select(Article.public_id).where(Article.url == f"https://example.org/{number}")
        ).one()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "d-1"},
        {"judge": " "},
        {"created_at": "2025-03-01"},
        {"retracted_at": "2025-03-01T10:00:00+00:00"},
        {"retraction": "d-aaaaaaaaaa"},
        {"about": []},
        {"about": ["s-aaaaaaaaaa", 3]},
        {"verdict": "maybe"},
        {"verdict": None},
        {"use": "nickname"},
        {"name": " "},
        {"tag": ""},
        {"tagger": ""},
    ],
)
def test_a_line_that_is_no_decision_is_told_and_changes_nothing(source, articles, change) -> None:
    target = articles()
    before = rows(target)
    spoilt = [
        json.dumps({**line, **change})
        for line in map(json.loads, lines(source))
        if change.keys() <= line.keys() and line["retracted_at"] is None
    ]
    assert {each.outcome for each in bring(target, spoilt)} == {Arrival.INVALID}
    assert rows(target) == before
