"""Labelled texts as Label Studio and Prodigy export them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.readers.test_readers_other_programs import of

TEXT = 'The pier is closed.\n"We looked twice," said Ada Sample.\n"Nobody fell," said Bo Roe of Velda.'
TWICE, FELL, ADA, BO = '"We looked twice,"', '"Nobody fell,"', "Ada Sample", "Bo Roe"


def span(words: str, label: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "labels": [label], **more}


def result(name: str, words: str, label: str, **more: Any) -> dict[str, Any]:
    value = span(words, label, **more)
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def link(one: str, other: str, label: str = "said_by") -> dict[str, Any]:
    return {"from_id": one, "to_id": other, "type": "relation", "direction": "right", "labels": [label]}


def task(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 1, "annotations": [{"id": 1, "result": list(results)}], "data": {"text": TEXT}, **more}


def who(data: object) -> list[tuple[str, str | None]]:
    [found] = of(json.dumps([data]), "a.json")
    assert found.text == TEXT
    return [(one.content[0].text(TEXT), one.speaker and one.speaker.name) for one in found.quotations]


QUOTES = (result("q", TWICE, "Quote"), result("r", FELL, "Quote"))
PEOPLE = (result("a", ADA, "Speaker"), result("b", BO, "Speaker"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (task(*QUOTES, *PEOPLE, link("q", "a"), link("r", "b")), [(TWICE, ADA), (FELL, BO)]),
        (task(*QUOTES, *PEOPLE, link("a", "q"), link("r", "b")), [(TWICE, ADA), (FELL, BO)]),
        (task(*QUOTES, *PEOPLE), [(TWICE, ADA), (FELL, BO)]),
        (task(*QUOTES, PEOPLE[0], link("q", "a")), [(TWICE, ADA), (FELL, None)]),
        (task(*QUOTES, *PEOPLE, link("q", "a"), link("r", "b", "not_said_by")), [(TWICE, ADA), (FELL, None)]),
        (task(result("q", TWICE, "Not a quote"), *PEOPLE), []),
        (task(result("q", TWICE, "Organisation")), []),
        (task(*QUOTES, data={"id": "7", "about": "Velda", "article": TEXT}), [(TWICE, None), (FELL, None)]),
    ],
)
def test_labels_of_label_studio_are_quotations_by_what_they_are_linked_to(data, said):
    assert who(data) == said


def test_one_annotation_of_several_is_believed():
    done = [
        {"result": [QUOTES[0]], "was_cancelled": True},
        {"result": [QUOTES[1]]},
        {"result": [*QUOTES, *PEOPLE], "ground_truth": True},
    ]
    assert who({"annotations": done, "data": {"text": TEXT}}) == [(TWICE, ADA), (FELL, BO)]
    assert who({"annotations": done[:2], "data": {"text": TEXT}}) == [(FELL, None)]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"text": TEXT, "id": 1, "label": [span(TWICE, "Quote"), span(ADA, "Speaker")]}, [(TWICE, ADA)]),
        (
            {"text": TEXT, "answer": "accept", "spans": [{**span(TWICE, ""), "label": "QUOTE"}]},
            [(TWICE, None)],
        ),
        ({"text": TEXT, "answer": "reject", "spans": [{**span(TWICE, ""), "label": "QUOTE"}]}, []),
        ({"text": TEXT, "answer": "accept", "spans": [{**span(TWICE, ""), "label": "ORG"}]}, []),
    ],
)
def test_spans_of_other_programs_are_labels_too(record, said):
    assert who(record) == said


@pytest.mark.parametrize(
    "data",
    [
        {"annotations": [{"result": []}], "data": {"image": "a.png"}, "from_name": "x"},
        {"annotations": [{"result": [{"id": "q", "from_name": "label", "value": 7}]}], "data": []},
    ],
)
def test_a_task_whose_text_is_not_there_is_refused(data):
    with pytest.raises(AssertionError, match="a task without text"):
        of(json.dumps([data]), "a.json")


def test_labels_of_other_words_than_the_text_has_are_none():
    moved = result("q", TWICE, "Quote")
    moved["value"]["start"] += 1
    assert who(task(moved, *PEOPLE)) == []
    assert who(task(moved, QUOTES[1], *PEOPLE)) == [(FELL, BO)]
