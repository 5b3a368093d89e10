"""Who else may be meant: somebody of the sort that the words tell, near, and nearly as likely."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract

SAID = "“It will not hold through another winter,” {} said."
TWO_WOMEN = "Amara Okonjo wrote to Lena Brandt. Lena Brandt wrote to Amara Okonjo. It rained for days."


def second(text: str) -> str | None:
    [quotation] = [q for q in extract(text, "en") if q.quoted]
    assert quotation.speaker
    return quotation.alternative.name if quotation.alternative else None


def test_a_pronoun_between_two_leaves_two() -> None:
    assert second(f"{TWO_WOMEN}\n\n{SAID.format('she')}") == "Amara Okonjo"


@pytest.mark.parametrize(
    "text",
    [
        f"{TWO_WOMEN}\n\n{SAID.format('Okonjo')}",
        f"{TWO_WOMEN.replace('Lena', 'Peter')}\n\n{SAID.format('she')}",
        f"Amara Okonjo went to the weir. Amara Okonjo read a letter.\n\n{SAID.format('she')}",
    ],
)
def test_a_name_another_gender_or_one_alone_leaves_nobody_else(text: str) -> None:
    assert second(text) is None


def test_who_is_told_of_as_somebody_of_anothers_is_not_that_other() -> None:
    words = SAID.format("Kit's grandmother")
    assert second(f"Kit drew the labels. Kit is ten.\n\n{words}") is None
