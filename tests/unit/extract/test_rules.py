from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from quotesdb.extract.english import ENGLISH
from quotesdb.extract.pipeline import extract_by
from quotesdb.extract.rules import Rules, rules_of
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.loose import loose_passages
from quotesdb.text.language import Language, language_of
from quotesdb.values import Agent, AgentKind, Kind, Quotation

VELDIC = Language("xv")
TEXT = "Ona Tarn mira: “Il ponte va resta dano.”\n\nEno Bask mira: “Ne va resta.”\n"


def quoted_by_whom_the_colon_follows(layout: Layout, drafts: list[Draft]) -> list[Quotation]:
    return [
        Quotation(
            Kind.DIRECT,
            draft.contents,
            draft.contents,
            speaker=Agent(" ".join(layout.text[: draft.start].split("\n")[-1].split()[:2]), AgentKind.PERSON),
        )
        for draft in drafts
    ]


def test_a_language_is_read_by_the_rules_that_are_passed_in() -> None:
    found = extract_by(Rules(loose_passages, quoted_by_whom_the_colon_follows), TEXT, VELDIC)
    assert [q.speaker and q.speaker.name for q in found] == ["Ona Tarn", "Eno Bask"]
    assert [q.speaker for q in extract_by(None, TEXT, VELDIC)] == [None, None]


def test_what_a_language_brings_is_one_value_that_nobody_changes() -> None:
    with pytest.raises(AttributeError):
        ENGLISH.passages = loose_passages  # type: ignore[misc]
    silent = replace(ENGLISH, attributed=lambda layout, drafts: [])
    assert extract_by(silent, "“Stay inside,” said Ona Tarn.", language_of("en")) == []


@pytest.mark.parametrize("code", ["en", "en-GB", None, "de", "xv"])
def test_there_are_rules_for_the_languages_that_are_called_supported(code: str | None) -> None:
    assert (rules_of(language_of(code)) is not None) == language_of(code).supported


def test_english_words_are_read_for_english_texts_only() -> None:
    program = """
import sys
from quotesdb.extract import extract
found = extract("Der Minister sagte: „Wir bauen die Brücke noch in diesem Jahr.“", "de")
assert found, found
print([name for name in sys.modules if name in {"quotesdb.extract.lexicon", "quotesdb.extract.english"}])
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
