"""What is answered of words that an article prints and does not have said."""

from __future__ import annotations

import pytest

from quotesdb.present.advice import advice
from quotesdb.present.verdicts import meaning
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.ingest.prepare import shipped
from quotesdb.services.lookup import QuoteFilter, find_quotes

WORDS = "the plant was never going to be ours"
URL = "https://example.org/plant"


def story(sentence: str) -> str:
    return f"A plant for Sampleton\n\nThe council met on Monday.\n\n{sentence.format(WORDS)}\n\nIt rained."


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Example denied on Friday that she had ever said “{}”.",
        "A fake letter in the name of Ada Example said “{}”.",
        "Mayor Ada Example was alleged to have said “{}”.",
    ],
)
def test_the_answer_does_not_call_words_said_that_the_article_does_not_have_said(session, store, sentence):
    store(story(sentence), URL, program=shipped())
    found = check(session, Claim(WORDS, "Ada Example"))
    assert found.verdict == "truncated"
    assert "not as what was said" in meaning(found)
    assert any("does not have these words said" in note for note in found.notes)
    assert advice(found).startswith("Do not print it as a quotation")


def test_nobody_is_accused_by_words_that_were_not_said(session, store):
    store(story("Max Sample never said “{}”."), URL, program=shipped())
    assert check(session, Claim(WORDS, "Ada Example")).verdict == "attribution_uncertain"


def test_lists_leave_words_out_that_the_article_says_were_not_said(session, store):
    store(story("“We will see,” said Ada Example. Max Sample never said “{}”."), URL, program=shipped())
    assert [row.text for row in find_quotes(session, QuoteFilter()).rows] == ["“We will see,”"]


def test_an_article_that_has_the_words_said_goes_before_one_that_denies_them(session, store):
    store(story("Mayor Ada Example denied that she had said “{}”."), URL, program=shipped())
    store(
        story("“{}, and we knew it,” said Mayor Ada Example in the town hall."), f"{URL}/2", program=shipped()
    )
    assert check(session, Claim(WORDS, "Ada Example")).holds
