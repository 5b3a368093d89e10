"""Which words of a draft are claims, whose they are said to be, and what is no evidence for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from quotesdb.db.models import ClaimCheck
from quotesdb.services.checking.audit import Found, Passage, audit, find
from quotesdb.values import ClaimVerdict, Span
from tests.services.toy import draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from tests.services.conftest import Store

TEXT = """\
The mayor opened the bridge on Monday.

“We have waited for nine long years,” said Ada Example, the mayor of Velda. “Now we drive.”

The mayor said the bill had been paid. A clerk who asked not to be named called it “a very dear bridge now.”

“I have seen worse bridges,” said Bea Sample, a builder.

“But none that took so long.”
"""
STORY = "“The ferry sails at noon from pier nine,” said Ada Example.\n\n" + "\n\n".join(
    f"The crew of boat {number} had counted the ropes, washed the deck and gone ashore again."
    for number in range(9)
)


@pytest.fixture(scope="module")
def found() -> Found:
    return find(draft(TEXT))


def passage(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(Span(start, start + len(words)), 1, "Ada Example")


def test_marked_words_are_passages_in_the_order_of_the_text(found: Found) -> None:
    words = [one.span.text(TEXT) for one in found.passages]
    assert words[:2] == ["“We have waited for nine long years,”", "“Now we drive.”"]
    assert any("a very dear bridge now" in part for part in words)
    assert [one.span for one in found.passages] == sorted(one.span for one in found.passages)


def test_each_passage_has_its_line_and_the_speaker_that_the_draft_names(found: Found) -> None:
    for one in found.passages:
        assert one.line == TEXT[: one.span.start].count("\n") + 1
    named = {one.span.text(TEXT)[:8]: one.speaker for one in found.passages}
    assert named["“We have"] == "Ada Example"
    assert named["“Now we "] == "Ada Example"
    assert named["“I have "] == "Bea Sample"


def test_an_anonymous_source_claims_nobody(found: Found) -> None:
    [dear] = [one for one in found.passages if "dear bridge" in one.span.text(TEXT)]
    assert dear.speaker is None


def test_quotations_without_marks_are_counted_and_not_checked(found: Found) -> None:
    assert found.unmarked >= 1
    assert not any("bill had been paid" in one.span.text(TEXT) for one in found.passages)


def test_marks_and_blanks_round_a_passage_are_not_claimed(session: Session, store: Store) -> None:
    store(STORY, "https://example.org/ferry")
    text = "“The ferry sails at noon from pier nine,” she said."
    [answer] = audit(session, None, draft(text), "a.txt", [passage(text, text[: text.index(" she")])])
    assert answer.checked.claim.text == "The ferry sails at noon from pier nine,"
    assert answer.checked.holds
    assert answer.check_id is None


def test_a_stored_copy_of_the_draft_and_nearly_a_copy_are_no_evidence(session: Session, store: Store) -> None:
    store(STORY, "https://example.org/ferry")
    store(STORY.replace("boat 8", "boat eight"), "https://other.example/ferry")
    claimed = [passage(STORY, "“The ferry sails at noon from pier nine,”")]
    [answer] = audit(session, None, draft(STORY), "a.txt", claimed)
    assert answer.checked.verdict is ClaimVerdict.NOT_FOUND
    assert answer.checked.matches == ()
    # A note that the draft holds in full is no copy of it.
    store("“The ferry sails at noon from pier nine,” said Ada Example.", "https://third.example/pier")
    [answer] = audit(session, None, draft(STORY), "a.txt", claimed)
    assert answer.checked.holds
    assert [match.article.url for match in answer.checked.matches] == ["https://third.example/pier"]


def test_answers_are_recorded_one_by_one_with_the_draft(
    session: Session, store: Store, make_session: sessionmaker[Session]
) -> None:
    store(STORY, "https://example.org/ferry")
    text = "“The ferry sails at noon from pier nine.” “The ferry sails at six.”"
    claimed = [
        passage(text, part)
        for part in ("“The ferry sails at noon from pier nine.”", "“The ferry sails at six.”")
    ]
    answers = audit(session, make_session, draft(text), "a.txt", claimed)
    first = next(answers)
    with make_session() as reading:
        assert reading.execute(select(ClaimCheck.public_id, ClaimCheck.draft)).all() == [
            (first.check_id, "a.txt")
        ]
    assert [one.checked.verdict for one in answers] == [ClaimVerdict.ALTERED]


def test_a_draft_without_quotations_has_nothing_to_check(session: Session, store: Store) -> None:
    store(STORY, "https://example.org/ferry")
    assert find(draft("The bridge was closed all day.")).passages == ()
    assert list(audit(session, None, draft("It rained."), "a.txt", [])) == []
