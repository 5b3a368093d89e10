"""No text that can be made of the sentences of real articles makes the extractor raise.

``python -m benchmarks.recombined FOLDER`` tries far more of them, of any collection.
"""

from __future__ import annotations

import random

import pytest

from benchmarks import recombined
from tests.functional.conftest import ROOT


@pytest.fixture(scope="module")
def stored() -> list[str]:
    return recombined.stock(ROOT / "fixtures" / "articles")


def test_a_thousand_recombined_sentences_raise_nothing(stored: list[str]) -> None:
    texts = recombined.recombined(stored, 1000, random.Random(13))
    assert [fault for text, _ in texts if (fault := recombined.first_fault(text))] == []


def test_the_same_seed_makes_the_same_texts(stored: list[str]) -> None:
    made = [list(recombined.recombined(stored, 200, random.Random(seed))) for seed in (3, 3, 4)]
    assert made[0] == made[1] != made[2]
    assert sum(number for _, number in made[0]) == 200


def test_a_fault_is_told_with_the_sentences_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(text: str, _language: str) -> None:
        if "river" in text and "bridge" in text:
            raise IndexError("list index out of range")

    monkeypatch.setattr(recombined, "extract", raising)
    fault = recombined.first_fault("The mill is old. The river rose. It rained. The bridge fell.")
    assert fault is not None
    assert fault.kind.startswith("IndexError in test_recombined.py:")
    assert fault.text == "The river rose.\nThe bridge fell."
    assert recombined.first_fault("The mill is old.") is None
