"""Judging quotations from the command line: one after the other, or by id."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from quotesdb.cli.asking import Ended, choose
from tests.functional.conftest import Run, json_lines
from tests.functional.test_judgements import at_a_terminal, interrupt, read_until
from tests.functional.test_quotes import CITATION_KEYS
from tests.functional.test_terminal import STYLE, on_terminal

pytestmark = pytest.mark.usefixtures("backend")

PLACE = '"place to put the water"'


@pytest.fixture
def quote(run: Run) -> dict[str, Any]:
    [found] = json_lines(run("quotes", PLACE, "--json"))
    return found


def queue(run: Run, *arguments: str) -> list[str]:
    return [line["id"] for line in json_lines(run("review", "--json", *arguments))]


def history(run: Run, id_: str) -> list[tuple[str, str]]:
    [detail] = json_lines(run("quote", id_, "--json"))
    return [(entry["verdict"], entry["reviewer"]) for entry in detail["history"]]


def typed(*answers: str) -> bytes:
    return "".join(f"{answer}\n" for answer in answers).encode()


def test_what_nobody_has_judged_is_listed_for_scripts(run: Run) -> None:
    listed = json_lines(run("review", "--json"))
    assert {frozenset(line) for line in listed} == {frozenset(CITATION_KEYS)}
    sure = [line["decision"]["confidence"] for line in listed]
    assert sure == sorted(sure)
    assert len(queue(run, "--limit", "2")) == 2
    assert set(queue(run, "--speaker", "Okonjo")) < set(queue(run))


def test_a_walk_takes_every_answer_and_goes_on_where_it_was(run: Run) -> None:
    waiting = queue(run)
    answers = typed("a", "reject", "p", "Tom Nowhere", "y", "s", "k", "i", "skip", "u", "s", "q")
    result = run("review", "--as", "Wen", stdin=answers)
    assert result.exit_code == 0
    assert f"1 of {len(waiting)}: {waiting[0]}" in result.stdout
    assert f"5 quotations judged, {len(waiting) - 5} left" in result.stderr
    verdicts = ["accepted", "rejected", "corrected", "corrected", "unsure"]
    assert [history(run, id_) for id_ in waiting[:5]] == [[(verdict, "Wen")] for verdict in verdicts]
    assert queue(run) == waiting[5:]
    assert queue(run, "--unsure") == [waiting[4]]
    assert waiting[1] not in run("quotes", "--limit", "0", "--all").stdout
    assert waiting[2] in run("quotes", "--speaker", "Tom Nowhere").stdout


def test_a_quotation_is_shown_in_its_place_with_what_is_said_of_it(run: Run) -> None:
    shown = run("review", PLACE, stdin=typed("q")).stdout
    assert re.search(r"\[\[“.*place to put the water.*\]\]", shown)
    assert "Amara Okonjo" in shown
    assert "machine-attributed, unreviewed" in shown


def test_the_words_are_set_right_and_shown_again(run: Run, quote: dict[str, Any]) -> None:
    result = run("review", PLACE, stdin=typed("w", "no such words here", "w", "place to put ... water", "s"))
    assert "quotesdb: the article does not have the words 'no such words here'" in result.stderr
    assert "[[place to put the water" in result.stdout
    [detail] = json_lines(run("quote", quote["id"], "--json"))
    assert detail["text"].startswith("place to put the water")


def test_an_empty_name_decides_nothing(run: Run, quote: dict[str, Any]) -> None:
    assert run("review", PLACE, stdin=typed("p", "", "q")).exit_code == 0
    assert history(run, quote["id"]) == []


def test_a_misspelt_name_is_asked_about(run: Run, quote: dict[str, Any]) -> None:
    result = run("review", PLACE, stdin=typed("p", "Amara Okonio", "n", "q"))
    assert "quotesdb: no speaker is called 'Amara Okonio'; did you mean Amara Okonjo" in result.stderr
    assert "Is this somebody new?" in result.stderr
    assert history(run, quote["id"]) == []
    refused = run("review", "speaker", quote["id"], "Henrik Salvesn")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("quotesdb: no speaker is called 'Henrik Salvesn'; did you mean Henrik")
    assert refused.stderr.endswith(" (somebody new: --new)\n")
    assert run("quote", quote["id"], "--speaker", "Henrik Salvesn").exit_code == 1
    run("quote", quote["id"], "--speaker", "Henrik Salvesn", "--new")
    assert quote["id"] in run("quotes", "--speaker", "Henrik Salvesn").stdout


def test_the_speaker_by_id_is_that_very_speaker(run: Run, quote: dict[str, Any]) -> None:
    [castellan] = json_lines(run("speaker", "Rosa Castellan", "--json"))
    run("speakers", "rename", castellan["id"], "The Mayor")
    [said] = json_lines(run("review", "speaker", quote["id"], castellan["id"], "--json"))
    assert (said["speaker"]["name"], said["speaker_id"]) == ("Rosa Castellan", castellan["id"])
    page = run("speaker", castellan["id"]).stdout
    assert re.search(r"Rosa Castellan .*\(named by a person\)", page)
    run("quote", quote["id"], "--retract")
    assert "named by a person" not in run("speaker", castellan["id"]).stdout


def test_how_to_take_a_decision_back_is_said(run: Run, quote: dict[str, Any]) -> None:
    hint = f"to take this back: quotesdb quote {quote['id']} --retract\n"
    assert run("review", "accept", quote["id"]).stderr == hint
    assert run("quote", quote["id"], "--reject").stderr == hint
    assert run("review", "reject", quote["id"], "--json").stderr == ""
    refused = run("undo", quote["id"])
    assert (refused.exit_code, f"quotesdb quote {quote['id']} --retract" in refused.stderr) == (2, True)


def test_the_end_of_the_answers_is_as_good_as_quitting(run: Run) -> None:
    waiting = queue(run)
    result = run("review", stdin=typed("a", "what"))
    assert result.exit_code == 0
    assert "answer one of a, r, p, w, k, u, s, q" in result.stderr
    assert queue(run) == waiting[1:]


def test_when_all_is_judged_there_is_nothing_to_review(run: Run) -> None:
    assert run("review", "accept", *queue(run)).exit_code == 0
    result = run("review", stdin=b"")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing to review\n")


def test_decisions_by_id(run: Run) -> None:
    one, two, three, four, five, six, *_ = queue(run)
    for arguments in (
        ["accept", one, two, "--as", "Eva"],
        ["accept", two, "--as", "Max"],
        ["reject", three, "--note", "a film"],
        ["unsure", four],
        ["speaker", five, "Tom Nowhere", "--new", "--speaker-kind", "group"],
        ["kind", six, "indirect"],
    ):
        assert run("review", *arguments).exit_code == 0
    assert history(run, two) == [("accepted", "Eva"), ("accepted", "Max")]
    assert history(run, three) == [("rejected", "reviewer")]
    assert [json_lines(run("quote", id_, "--json"))[0]["status"] for id_ in (one, four)] == [
        "human",
        "machine",
    ]
    [fifth] = json_lines(run("quote", five, "--json"))
    assert (fifth["speaker"]["name"], fifth["speaker"]["kind"]) == ("Tom Nowhere", "group")
    assert json_lines(run("quote", six, "--json"))[0]["kind"] == "indirect"


def test_another_s_decision_is_named_when_one_takes_its_place(run: Run, quote: dict[str, Any]) -> None:
    run("review", "accept", quote["id"], "--as", "Eva")
    result = run("review", "reject", quote["id"], "--as", "Max")
    assert result.stdout.startswith(f"{quote['id']} rejected by Max: Amara Okonjo")
    assert result.stdout.endswith("(before: accepted by Eva)\n")


def test_the_words_by_id(run: Run, quote: dict[str, Any]) -> None:
    [said] = json_lines(run("review", "span", quote["id"], "a place ... the water", "--json"))
    assert said["text"] == "a place to put the water"
    refused = run("review", "span", quote["id"], "no such words")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "quotesdb: the article does not have the words 'no such words'\n",
    )


def test_one_of_several_that_cannot_be_judged_fails_alone(run: Run, quote: dict[str, Any]) -> None:
    result = run("review", "accept", "q-2222222222", quote["id"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "quotesdb: no quote has the id q-2222222222",
        f"to take this back: quotesdb quote {quote['id']} --retract",
        "quotesdb: 1 of 2 quotations could not be judged",
    ]
    assert history(run, quote["id"]) == [("accepted", "reviewer")]


def test_git_says_who_decides_unless_a_name_is_given(run: Run, quote: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".gitconfig").write_text("[user]\n\tname = Wen Nowhere\n", encoding="utf-8")
    run("review", "accept", quote["id"])
    run("quote", quote["id"], "--reject", "--as", "Eva")
    assert history(run, quote["id"]) == [("accepted", "Wen Nowhere"), ("rejected", "Eva")]


def test_on_a_terminal_the_words_stand_out_and_ctrl_d_ends_it(filled: Path, run: Run) -> None:
    before = queue(run)
    shown = on_terminal(80, "--db", str(filled), "review", "--as", "Wen", answers=b"a\n\x04")
    assert "\x1b[1m[[" in shown
    plain = STYLE.sub("", shown)
    assert max(len(line) for line in plain.splitlines() if "[a]ccept" not in line) <= 80
    assert "[a]ccept [r]eject s[p]eaker [w]ords [k]ind u[n]sure [s]kip [b]ack [u]ndo [q]uit [?]:" in plain
    assert plain.splitlines()[-2:] == [
        f"1 quotation judged, {len(before) - 1} left",
        f"to take this back: quotesdb quote {before[0]} --retract",
    ]
    assert queue(run) == before[1:]


def test_on_a_terminal_keys_go_back_undo_and_explain(filled: Path, run: Run) -> None:
    first, second, third, *_ = queue(run)
    keys = (b"u", b"?", b"a", b"r", b"u", b"n", b"b", b"k", b"c", b"s", b"q")
    shown = on_terminal(80, "--db", str(filled), "review", "--as", "Wen", answers=b"\n".join(keys))
    assert "nothing was decided in this review yet" in shown
    assert "u  undo the last decision of this review" in shown
    assert f"{second}: the decision is taken back" in shown
    assert "2 quotations judged" in shown
    assert history(run, first) == [("accepted", "Wen")]
    assert [verdict for verdict, _ in history(run, second)] == ["rejected", "unsure"]
    assert history(run, third) == []


def test_ctrl_c_keeps_what_was_decided(filled: Path, run: Run) -> None:
    before = queue(run)
    program, leader = at_a_terminal(filled, "review")
    read_until(leader, b"[q]uit [?]:")
    os.write(leader, b"a\n")
    read_until(leader, b"[q]uit [?]:")
    interrupt(program)
    assert f"1 quotation judged, {len(before) - 1} left".encode() in read_until(leader, b"stopped")
    os.close(leader)
    assert program.returncode == 130
    assert queue(run) == before[1:]


def test_an_answer_is_a_letter_or_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["x", "SAME", "k"])
    monkeypatch.setattr("quotesdb.cli.asking.ask", lambda _question: next(given).lower())
    answers = {"y": "same", "k": "skip"}
    assert [choose("", answers), choose("", answers)] == ["same", "skip"]


def test_no_answer_left_is_told_apart_from_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_arguments: object, **_options: object) -> str:
        raise EOFError

    monkeypatch.setattr("click.termui.visible_prompt_func", end)
    with pytest.raises(Ended):
        choose("", {"y": "same"})


def test_of_several_the_hint_takes_the_last_one_back(run: Run) -> None:
    one, other = queue(run)[:2]
    hint = run("review", "accept", one, other).stderr.splitlines()[-1]
    assert run(*hint.split("quotesdb ")[1].split()).exit_code == 0
    assert (history(run, one), len(history(run, other))) == ([("accepted", "reviewer")], 1)
    [detail] = json_lines(run("quote", other, "--json"))
    assert detail["history"][0]["retracted_at"]


TWO = """The weir at Velda

Amara Okonjo wrote to Lena Brandt. Lena Brandt wrote to Amara Okonjo. It rained for days.

The wall “will not hold through another winter,” she said.
"""


@pytest.fixture
def doubted(run: Run, tmp_path: Path) -> dict[str, Any]:
    """A quotation by one of two who may be meant."""
    story = tmp_path / "weir.txt"
    story.write_text(TWO, encoding="utf8")
    assert run("ingest", str(story)).exit_code == 0
    [found] = json_lines(run("quotes", '"hold through another"', "--json"))
    return found


def test_the_second_of_two_who_may_be_meant_is_a_key(run: Run, doubted: dict[str, Any]) -> None:
    other = doubted["alternative"]["name"]
    assert {doubted["speaker"]["name"], other} == {"Amara Okonjo", "Lena Brandt"}
    result = run("review", '"hold through another"', "--as", "Wen", stdin=typed("o"))
    assert f"; or {other}" in result.stdout
    [decided] = json_lines(run("quotes", '"hold through another"', "--json"))
    assert (decided["speaker"]["name"], decided["alternative"]) == (other, None)
