from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.conftest import Run, json_lines
from tests.functional.test_quotes import CITATION_KEYS

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]


@pytest.fixture
def quote(run: Run) -> dict[str, Any]:
    """The quotation that most tests here are about."""
    [found] = json_lines(run("quotes", '"place to put the water"', "--json"))
    return found


def test_the_page_of_a_quotation(run: Run, golden: Golden, quote: dict[str, Any]) -> None:
    result = run("quote", quote["id"])
    assert result.exit_code == 0
    golden("cli/quote.txt", result.stdout)


def test_json_has_spans_context_and_history(run: Run, quote: dict[str, Any]) -> None:
    [detail] = json_lines(run("quote", quote["id"][:7], "--json"))
    assert set(detail) == CITATION_KEYS | {"status", "before", "after", "now", "spans", "history"}
    assert detail["status"] == "machine"
    assert {frozenset(span) for span in detail["spans"]} == {frozenset({"role", "span", "text"})}
    for span in detail["spans"]:
        assert span["span"][1] - span["span"][0] == len(span["text"])


def test_a_person_sets_the_speaker_right(run: Run, quote: dict[str, Any]) -> None:
    decided = run(
        "quote", quote["id"], "--speaker", "Marit Dahlgaard", "--note", "the baker", "--reviewer", "Wen"
    )
    assert decided.exit_code == 0
    assert "Marit Dahlgaard" in decided.stdout
    [detail] = json_lines(run("quote", quote["id"], "--json"))
    assert detail["speaker"]["name"] == "Marit Dahlgaard"
    assert (detail["status"], detail["decision"]["by"], detail["decision"]["name"]) == (
        "human",
        "human",
        "Wen",
    )
    assert [(e["verdict"], e["reviewer"], e["note"]) for e in detail["history"]] == [
        ("corrected", "Wen", "the baker")
    ]
    assert quote["id"] in run("quotes", "--speaker", "Marit Dahlgaard").stdout
    assert quote["id"] not in run("quotes", "--speaker", "Okonjo").stdout


def test_a_decision_is_kept_over_a_new_extraction(run: Run, quote: dict[str, Any]) -> None:
    run("quote", quote["id"], "--speaker", "Marit Dahlgaard")
    assert run("reextract").exit_code == 0
    assert quote["id"] in run("quotes", "--speaker", "Marit Dahlgaard").stdout


def test_a_rejected_quotation_is_hidden_but_kept(run: Run, quote: dict[str, Any]) -> None:
    assert run("quote", quote["id"], "--reject", "--note", "a test").exit_code == 0
    assert quote["id"] not in run("quotes", "--limit", "0", "--all").stdout
    assert "rejected" in run("quote", quote["id"]).stdout


def test_a_decision_can_be_taken_back(run: Run, quote: dict[str, Any]) -> None:
    run("quote", quote["id"], "--reject")
    assert run("quote", quote["id"], "--retract").exit_code == 0
    [detail] = json_lines(run("quote", quote["id"], "--json"))
    assert detail["status"] == "machine"
    assert detail["history"][0]["retracted_at"] is not None


def test_the_history_says_what_was_decided_and_what_became_of_it(run: Run, quote: dict[str, Any]) -> None:
    run("quote", quote["id"], "--accept", "--as", "Desk", "--note", "seen")
    run("quote", quote["id"], "--speaker", "Henrik Salvesen", "--as", "Max")
    first, second = run("quote", quote["id"]).stdout.splitlines()[-2:]
    assert re.search(r"Desk accepted it, direct, speaker Amara Okonjo, “We had nine .*, seen, ", first)
    assert re.search(r"replaced by Max's \d{4}-\d\d-\d\d \d\d:\d\d UTC$", first)
    assert re.search(r"Max corrected it, direct, speaker Henrik Salvesen, “We had nine .*”$", second)
    back = run("quote", quote["id"], "--retract").stdout
    assert re.search(r"^Decided +reviewed by Desk, ", back, re.MULTILINE)
    *_, second, third = back.splitlines()
    assert re.search(r"taken back \d{4}-\d\d-\d\d \d\d:\d\d UTC$", second)
    assert re.search(r"what Desk decided on \d{4}-\d\d-\d\d holds again: accepted, ", third)


def test_without_a_name_the_user_of_the_system_decides(
    run: Run, quote: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "wen")
    [detail] = json_lines(run("quote", quote["id"], "--accept", "--json"))
    assert detail["decision"]["name"] == "wen"
    assert detail["history"][0]["verdict"] == "accepted"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+00:00", detail["history"][0]["at"])


@pytest.mark.parametrize(
    "options",
    [["--accept", "--reject"], ["--speaker", "A B", "--reject"], ["--note", "why"], ["--reviewer", "Wen"]],
    ids=" ".join,
)
def test_contradictory_decisions_are_refused(run: Run, quote: dict[str, Any], options: list[str]) -> None:
    assert run("quote", quote["id"], *options).exit_code == 2
    assert json_lines(run("quote", quote["id"], "--json"))[0]["history"] == []


@pytest.mark.parametrize("options", [[], ["--reject"], ["--retract"]], ids=str)
def test_an_unknown_id_is_answered_with_no(run: Run, options: list[str]) -> None:
    result = run("quote", "q-2222222222", *options)
    assert result.exit_code == 1
    assert result.stderr == "quotesdb: no quote has the id q-2222222222\n"


def test_a_beginning_that_fits_several_lists_them(run: Run) -> None:
    result = run("quote", "q-")
    assert result.exit_code in {1, 2}
    assert len(result.stderr.splitlines()) == 1


def test_the_id_of_something_else_is_an_error(run: Run, quote: dict[str, Any]) -> None:
    result = run("quote", quote["article"]["id"])
    assert result.exit_code == 2
    assert result.stderr.startswith("quotesdb: not the id of a quote")


def test_taking_back_what_was_never_decided_is_refused_in_one_line(run: Run, quote: dict[str, Any]) -> None:
    result = run("quote", quote["id"], "--retract")
    assert result.exit_code in {1, 2}
    assert len(result.stderr.splitlines()) == 1
