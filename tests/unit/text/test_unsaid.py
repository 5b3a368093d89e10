"""Whether the reporter's words say that marked words were not said, are a fake, or are only alleged."""

from __future__ import annotations

import pytest

from quotesdb.text.unsaid import unsaid
from quotesdb.values import Span


def told(sentence: str) -> str | None:
    """What is told of the words in marks: denied, alleged, or nothing."""
    text = f"It rained.\n\n{sentence}\n\nThe mole is old."
    found = unsaid(text, Span(text.index("“"), text.index("”") + 1))
    return None if found is None else "alleged" if found.alleged else "denied"


@pytest.mark.parametrize(
    "sentence",
    [
        "Roe has denied claims that she said “the mole is lost”.",
        "Roe said it was untrue that she had ever said “the mole is lost”.",
        "Roe denied on Thursday that she had told a clerk: “The mole is lost.”",
        "Roe strongly denied a newspaper report that she had said: “The mole is lost.”",
        "Roe rejected as a lie a report that she had said: “The mole is lost.”",
        "Her office denied she had said “the mole is lost”.",
        "It is not true that Mayor Ada Roe said “the mole is lost”, her office said.",
        "There is no evidence that Roe ever said “the mole is lost”.",
        "The paper had wrongly reported that Ada Roe said “the mole is lost”.",
        "A post claimed, falsely, that Ada Roe had said “the mole is lost”.",
        "Posts falsely quote Ada Roe as saying “the mole is lost”.",
        "Claims that Ada Roe said “the mole is lost” are untrue.",
        "Ada Roe stopped short of saying “the mole is lost”.",
        "“The mole is lost,” Roe did not say.",
        "“The mole is lost” – words that Roe insists she never spoke.",
        "“The mole is lost” was never said by Ada Roe.",
        "“The mole is lost,” said a post falsely attributed to Ada Roe.",
        "A quote attributed to Ada Roe, “the mole is lost”, was invented, her office said.",
        "“The mole is lost,” Roe said, according to a post. The quote was invented.",
        "“The mole is lost,” Roe said, according to a post. She never said it.",
        "A deepfake of Ada Roe told viewers: “The mole is lost.”",
        "An actor playing Ada Roe said: “The mole is lost.”",
        "No minister has ever said “the mole is lost”.",
        "Has Ada Roe ever said “the mole is lost”?",
    ],
)
def test_words_that_the_article_denies_were_not_said(sentence: str) -> None:
    assert told(sentence) == "denied"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Roe was alleged to have said “the mole is lost”, which she denies.",
        "Ada Roe was accused by Ivo Poe of saying “the mole is lost”.",
        "“The mole is lost,” Roe is alleged to have told friends.",
        "Ada Roe allegedly told friends: “The mole is lost.”",
    ],
)
def test_words_that_are_only_alleged_are_told_as_such(sentence: str) -> None:
    assert told(sentence) == "alleged"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Roe denied that “the mole is unsafe”, as the report has it.",
        "“I never took the money,” said Ada Roe, who denies wrongdoing.",
        "Ada Roe, who denied fraud, said: “The mole is lost.”",
        "Ada Roe denied the charge and said: “The mole is lost.”",
        "Ada Roe did not deny saying “the mole is lost”.",
        "Ada Roe never denied that she had said “the mole is lost”.",
        "Nobody doubts that Ada Roe said “the mole is lost”.",
        "There is no question that Ada Roe said “the mole is lost”.",
        "It was not until Monday that Ada Roe said “the mole is lost”.",
        "Ada Roe falsely claimed: “The mole is sound.”",
        "Ada Roe did not just say “the mole is lost”.",
        "Ada Roe could not have said it more clearly: “The mole is lost.”",
        "Ada Roe has not stopped saying “the mole is lost”.",
        "Ada Roe was wrongly jailed for saying “the mole is lost”.",
        "“The mole is sound,” said Ada Roe. That is not true.",
        "“Leave the hall,” the chair told Ada Roe. She did not.",
        "“The mole is lost,” Ada Roe said, and never told the council.",
        "The fake letter was spotted by Ada Roe, who said: “The mole is lost.”",
        "Ada Roe called the letter fake and said: “The mole is lost.”",
        "A fake news expert, Ada Roe, said “the mole is lost”.",
        "An expert on forgery said “the mole is lost”.",
        "A man playing cards told a guard “the mole is lost”.",
        "The impersonator said “the mole is lost”.",
        "Few doubted that Roe had said “the mole is lost”.",
        "“The mole is lost” is not a phrase to say lightly.",
        "“The mole is lost” was the invention of a tired man, Roe said.",
        "Nobody was hurt, Ada Roe said: “The mole is lost.”",
        "Nobody listened when Ada Roe said “the mole is lost”.",
        "No one but Ada Roe said “the mole is lost”.",
        "The man who denied the theft told her “the mole is lost”.",
        "When did Ada Roe say “the mole is lost”?",
        "Ivo Poe accused Ada Roe of fraud, saying: “The mole is lost.”",
        "Prosecutors said he ran “a criminal trade for years”, which he denies.",
    ],
)
def test_what_denies_something_else_tells_nothing(sentence: str) -> None:
    assert told(sentence) is None
