"""How sure a quotation is, by what else could be meant."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import Kind

ALONE = "Ada Okonjo came to Harrow on Monday.\n\n“The bridge will open in spring,” she said.\n"
AMONG = (
    "Ada Okonjo came to Harrow on Monday with Maria Lindqvist, Grace Harmsworth and Helen Petrova.\n\n"
    "“The bridge will open in spring,” she said.\n"
)
NAMED = "“The bridge will open in spring,” Ada Okonjo said on Monday.\n"
NOBODY = "The gate is shut. “The bridge will open in spring,” runs the line.\n"


def confidence(text: str) -> float:
    return next(q.confidence for q in extract(text, "en") if q.kind is Kind.DIRECT)


def test_others_who_could_be_meant_make_a_pronoun_less_sure() -> None:
    assert confidence(NAMED) > confidence(ALONE) > confidence(AMONG)


@pytest.mark.parametrize("text", [ALONE, AMONG, NAMED, NOBODY])
def test_a_confidence_is_a_chance(text: str) -> None:
    assert 0 < confidence(text) < 1


def test_who_cannot_be_named_is_rather_wrong_than_right() -> None:
    assert confidence(NOBODY) < 0.5 < confidence(AMONG)
