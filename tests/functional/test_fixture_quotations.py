"""Every direct and mixed quotation of the English fixtures, one test each; known misses with their cause.

A miss that is not listed fails, and so does a listed one that is found after all: `KNOWN` is the whole
truth. To make it anew, empty it, run this file, and write down each failure with its cause.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from quotesdb.extract import extract
from quotesdb.names.key import name_key
from quotesdb.values import REPORTED, Kind, Quotation, Span
from tests.fixture_gold import canonical_text, languages, load_gold
from tests.functional.test_accuracy import dice, tokens

KNOWN = {
    "headline-captions.txt": {
        "The island’s two": "the model takes it for more of what the headline above reports",
    },
    "missing-marks.txt": {
        "\"He's wasted": "that the grandmother is Mabel, only “her grandson” before tells",
    },
    "nicknames-film.txt": {
        "“Ask the goat,”": "the director of “it”, the film, is not the director named last",
    },
}
"""Fixture -> first words -> why they are missed."""

FOUND_AT_LEAST = 0.95
SAME = 0.5

Record = dict[str, Any]


def records(*kinds: str) -> list[tuple[str, Record]]:
    """The annotations of these kinds that people agree on, each with its fixture."""
    return [
        (name, record)
        for name, annotated in load_gold().items()
        if languages()[name] == "en"
        for record in annotated
        if record["kind"] in kinds and not record.get("borderline")
    ]


def first_words(name: str, record: Record) -> str:
    return canonical_text(name)[record["content"][0][0] :][:60].split("\n")[0]


def known(name: str, record: Record) -> str | None:
    """Why a record is missed, if it is known to be."""
    words = first_words(name, record)
    return next((why for first, why in KNOWN.get(name, {}).items() if words.startswith(first)), None)


def cases(*kinds: str) -> list[Any]:
    out = []
    for name, record in records(*kinds):
        why = known(name, record)
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        out.append(pytest.param(name, record, id=f"{name}: {first_words(name, record)[:30]}", marks=marks))
    return out


@cache
def quotations(name: str) -> tuple[Quotation, ...]:
    return tuple(q for q in extract(canonical_text(name), "en") if q.cue_class in REPORTED)


@pytest.mark.parametrize(("name", "record"), cases("direct", "mixed"))
def test_a_quotation_is_found_with_its_speaker(name: str, record: Record) -> None:
    text = canonical_text(name)
    wanted = tokens(text, [Span(*pair) for pair in record["content"]])
    likeness = {q: dice(wanted, tokens(text, list(q.content))) for q in quotations(name)}
    best = max(quotations(name), key=lambda q: likeness[q])
    assert likeness[best] >= SAME, "not found"
    assert best.speaker is not None, "no speaker"
    found = best.speaker.name
    assert name_key(found) in {name_key(n) for n in [record["speaker"], *record.get("speaker_alt", [])]}, (
        found
    )


@pytest.mark.parametrize(("name", "record"), cases("none"))
def test_marked_words_that_nobody_said_are_no_quotation(name: str, record: Record) -> None:
    quoted = [part for q in quotations(name) if q.kind is not Kind.INDIRECT for part in q.quoted]
    assert Span(*record["content"][0]) not in quoted


def test_nearly_all_are_found() -> None:
    for kind in ("direct", "mixed"):
        of_kind = records(kind)
        missed = sum(known(name, record) is not None for name, record in of_kind)
        assert missed <= (1 - FOUND_AT_LEAST) * len(of_kind), kind


def test_each_known_miss_is_one_record() -> None:
    for of, misses in KNOWN.items():
        meant = [first_words(of, r) for name, r in records("direct", "mixed", "none") if name == of]
        assert all(sum(words.startswith(first) for words in meant) == 1 for first in misses), of
