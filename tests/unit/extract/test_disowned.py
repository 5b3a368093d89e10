"""Words that an article says nobody said are nobody's quotation; who denies something else keeps theirs."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED

WORDS = "the old mill was never going to be ours"
BEFORE = "Mayor Ada Roe and councillor Ivo Poe met in Velda on Monday.\n\n"


def reported(sentence: str) -> list[str | None]:
    """Who is said to have said the words, in `sentence`."""
    text = BEFORE + sentence
    found = (q for q in extract(text, "en") if q.cue_class in REPORTED and q.quoted)
    return [q.speaker.name if q.speaker else None for q in found if "never going" in q.content[-1].text(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Mayor Ada Roe never said “{WORDS}”.",
        f"“{WORDS.capitalize()},” Mayor Ada Roe denied saying.",
        f"Mayor Ada Roe could not bring herself to say “{WORDS}”.",
        f"Mayor Ada Roe did not, as was reported, say that “{WORDS}”.",
        f"A fake letter in the name of Ada Roe said: “{WORDS.capitalize()}.”",
        f"Nobody in the council said “{WORDS}”.",
        f"Did Mayor Ada Roe say “{WORDS}”?",
        f"FALSE: Mayor Ada Roe said “{WORDS}”.",
        f"We wrote that Mayor Ada Roe said “{WORDS}”. She did not. We apologise.",
    ],
)
def test_words_that_were_not_said_are_listed_as_nobodys(sentence: str) -> None:
    assert reported(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"Mayor Ada Roe, who denied fraud, said: “{WORDS.capitalize()}.”",
        f"Mayor Ada Roe denied the charge and said: “{WORDS.capitalize()}.”",
        f"“{WORDS.capitalize()},” said Mayor Ada Roe. She did not elaborate.",
        f"“{WORDS.capitalize()},” said Mayor Ada Roe, but she did not say why.",
        f"Mayor Ada Roe admitted that she had said “{WORDS}”.",
    ],
)
def test_a_denial_of_something_else_leaves_words_their_speaker(sentence: str) -> None:
    assert reported(sentence) == ["Ada Roe"]


def test_nobody_is_nobody() -> None:
    text = BEFORE + f"No one in the council said “{WORDS}”."
    assert {q.speaker for q in extract(text, "en") if "never going" in q.content[-1].text(text)} == {None}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"Mayor Ada Roe was accused by councillor Ivo Poe of saying “{WORDS}”.", "Ada Roe"),
        (f"Mayor Ada Roe was accused on Friday by Ivo Poe of having told friends that “{WORDS}”.", "Ada Roe"),
        (f"She was publicly accused by Ivo Poe of telling friends: “{WORDS.capitalize()}.”", "Ada Roe"),
        (f"Mayor Ada Roe was accused by Ivo Poe of theft. “{WORDS.capitalize()},” he said.", "Ivo Poe"),
        (f"Ada Roe was accused of fraud by Ivo Poe, who said: “{WORDS.capitalize()}.”", "Ivo Poe"),
        (f"Ada Roe was accused by Ivo Poe of lying and he told friends: “{WORDS.capitalize()}.”", "Ivo Poe"),
    ],
)
def test_who_is_accused_of_saying_words_is_their_speaker(sentence: str, speaker: str) -> None:
    assert reported(sentence) == [speaker]
