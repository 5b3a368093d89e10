"""Deciding who is who, as somebody at the command line does it."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotesdb.cli.commands import suggestions
from tests.functional.conftest import ROOT, Run, json_lines
from tests.functional.test_json_schema import validator
from tests.functional.test_program import allow_interrupts
from tests.functional.test_terminal import on_terminal

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]

DECISION = re.compile(r"d-[a-z2-7]{10}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def id_of(run: Run, name: str) -> str:
    [found] = [row["id"] for row in json_lines(run("speakers", name, "--json")) if row["name"] == name]
    return str(found)


def decision(result: Result) -> str:
    """The id that the program tells to take a decision back by."""
    assert result.exit_code == 0, result.stderr
    [found] = DECISION.findall(result.stderr)
    return str(found)


def ids_in(suggestion: dict[str, Any]) -> set[str]:
    """The ids of the speakers of a group."""
    return {member["side"]["id"] for member in suggestion["members"]}


def steady(text: str) -> str:
    """What is shown, less ids and times that every run makes anew."""
    return MOMENT.sub("(when)", DECISION.sub("d-(id)", text))


def test_the_list_is_what_comes_without_a_command(run: Run) -> None:
    plain = run("speakers")
    assert plain.stdout == run("speakers", "list").stdout
    assert run("speakers", "okonjo", "--limit", "1").stdout == run("speakers", "list", "okonjo").stdout


def test_two_speakers_are_merged_shown_and_taken_apart(run: Run, golden: Golden) -> None:
    other = id_of(run, "Viktor Castellan")
    merged = run("speakers", "merge", "Rosa Castellan", other, "--as", "Wen", "--note", "one person")
    taken_back = decision(merged)
    page = run("speaker", other)
    golden("cli/merged.txt", steady(merged.stdout + merged.stderr + page.stdout))
    assert run("speaker", "Rosa Castellan").stdout == page.stdout
    undone = run("undo", taken_back, "--as", "Ines", "--note", "a mistake")
    assert decision(undone) != taken_back
    [detail] = json_lines(run("speaker", "Viktor Castellan", "--json"))
    assert detail["name"] == "Viktor Castellan"
    [entry] = detail["decisions"]
    assert (entry["judge"], entry["note"], entry["retracted_by"]) == ("Wen", "one person", "Ines")
    assert entry["retraction_note"] == "a mistake"


def test_several_speakers_are_merged_by_one_decision_with_one_undo(run: Run) -> None:
    names = ("Amara Okonjo", "Rosa Castellan", "Viktor Castellan")
    taken_back = decision(run("speakers", "merge", *names, "--as", "Wen"))
    assert len({json_lines(run("speaker", name, "--json"))[0]["id"] for name in names}) == 1
    assert run("undo", taken_back, "--as", "Wen").exit_code == 0
    assert len({json_lines(run("speaker", name, "--json"))[0]["id"] for name in names}) == 3


def test_speakers_of_one_full_name_are_merged_by_it(run: Run) -> None:
    names = ("Rosa Castellan", "Viktor Castellan")
    for name in names:
        run("speakers", "alias", "add", id_of(run, name), "R. V. Example", "--as", "Wen")
    assert run("speakers", "merge", "--named", "R. V. Example", "--as", "Wen").exit_code == 0
    assert len({json_lines(run("speaker", name, "--json"))[0]["id"] for name in names}) == 1
    again = run("speakers", "merge", "--named", "R. V. Example")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "no two speakers bear the name 'R. V. Example': only " in again.stderr


def test_a_surname_is_no_full_name_of_those_who_are_merged_by_it(run: Run) -> None:
    refused = run("speakers", "merge", "--named", "Castellan")
    assert (refused.exit_code, refused.stdout) == (2, "")
    for name in ("Rosa Castellan", "Viktor Castellan"):
        assert f"{name} ({id_of(run, name)})" in refused.stderr


def test_who_takes_nothing_back_is_told_the_last_decision(run: Run) -> None:
    assert "nobody has decided anything yet" in run("undo").stderr
    made = decision(run("speakers", "merge", "Amara Okonjo", "Rosa Castellan", "--as", "Wen"))
    asked = run("undo")
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert f"The last one is {made}, of Wen: " in asked.stderr


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (("speakers", "merge", "Amara Okonjo"), "two or more SPEAKERs, or --named"),
        (("speakers", "merge"), "two or more SPEAKERs, or --named"),
        (("organisations", "merge", "Corvane Shipping"), "two or more NAMEs"),
    ],
)
def test_one_alone_is_not_merged(run: Run, command: tuple[str, ...], wanted: str) -> None:
    refused = run(*command)
    assert refused.exit_code == 2
    assert wanted in refused.stderr


def test_a_merge_of_two_held_apart_is_refused_in_one_line(run: Run) -> None:
    pair = ("Rosa Castellan", "Viktor Castellan")
    decided = decision(run("speakers", "different", *pair, "--as", "Wen", "--note", "siblings"))
    refused = run("speakers", "merge", *pair)
    assert (refused.exit_code, refused.stdout) == (2, "")
    [line] = refused.stderr.splitlines()
    assert "Wen decided so" in line
    assert "siblings" in line
    assert decided in line


def test_a_speaker_is_split_by_article_and_the_rest_stays(run: Run) -> None:
    [before] = json_lines(run("speaker", "Okonjo", "--json"))
    article = before["roles"][0]["article_id"]
    assert run("speakers", "split", "Okonjo", article, "--as", "Wen").exit_code == 0
    rows = json_lines(run("speakers", "okonjo", "--json"))
    assert [row["articles"] for row in rows] == [1, 1]
    assert sum(row["quotes"] for row in rows) == before["total"]


def test_what_leaves_a_speaker_is_named_by_an_id_of_an_article_or_an_appearance(run: Run) -> None:
    result = run("speakers", "split", "Okonjo", "zzz")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "quotesdb: not the id of an article or of an appearance of the speaker: 'zzz'\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["speakers", "mrege", "Rosa Castellan", "Viktor Castellan"],
        ["organisations", "mrege", "UBS", "UBS Group AG", "--as", "Wen"],
    ],
)
def test_a_mistyped_command_of_a_group_is_told_the_nearest(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such command 'mrege'. Did you mean merge?" in result.stderr


@pytest.mark.parametrize("rest", [[], ["--limit", "5"], ["--json"]])
def test_a_word_like_a_command_is_looked_for_as_any_other(run: Run, rest: list[str]) -> None:
    for words in (["alia"], ["list", "alia"]):
        result = run("speakers", *words, *rest)
        assert (result.exit_code, result.stdout) == (0, "")


def test_a_name_is_chosen_and_another_added(run: Run) -> None:
    assert run("speakers", "rename", "Okonjo", "Dr Amara Okonjo", "--as", "Wen").exit_code == 0
    assert run("speakers", "alias", "add", "Okonjo", "the flood woman", "--as", "Wen").exit_code == 0
    page = run("speaker", "flood woman")
    assert page.stdout.startswith("Dr Amara Okonjo (s-")
    assert "the flood woman; Amara Okonjo" in page.stdout
    assert run("speakers", "alias", "remove", "Okonjo", "the flood woman", "--as", "Wen").exit_code == 0
    assert run("speaker", "flood woman").exit_code == 1


def test_the_links_of_a_speaker_are_listed_cut_and_given_back(run: Run) -> None:
    run("speakers", "merge", "Rosa Castellan", "Viktor Castellan", "--as", "Wen")
    whole = id_of(run, "Rosa Castellan")
    listed = run("speakers", "show", whole, "--why")
    assert "said to be one by a person: Wen" in listed.stdout
    links = json_lines(run("speakers", "show", whole, "--why", "--json"))
    for link in links:
        validator("speakers-show").validate(link)
    assert len({link["id"] for link in links}) == len(links)
    assert {end["name"] for end in (links[-1]["one"], links[-1]["other"])} == {
        "Rosa Castellan",
        "Viktor Castellan",
    }
    assert run("speakers", "split", whole).exit_code == 2
    made = decision(run("speakers", "split", whole, "--link", links[-1]["id"], "--as", "Noor"))
    assert id_of(run, "Viktor Castellan") != id_of(run, "Rosa Castellan")
    assert run("undo", made).exit_code == 0
    assert [row["name"] for row in json_lines(run("speakers", "--json"))].count("Viktor Castellan") == 0
    assert run("speakers", "show", whole).stdout == run("speaker", whole).stdout


def test_without_a_name_the_user_decides(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = ("Rosa Castellan", "Viktor Castellan")
    [decided] = json_lines(run("speakers", "unsure", *pair, "--json"))
    assert decided["changes"][0]["judge"] == "reviewer"
    home = Path(os.environ["HOME"])
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = Wen of the desk\n")
    [undone] = json_lines(run("undo", decided["decision"], "--json"))
    assert undone["changes"][0]["retracted_by"] == "Wen of the desk"


@pytest.mark.parametrize(
    "arguments", [["undo", "d-2222222222"], ["speakers", "merge", "Nobody Here", "Okonjo"]]
)
def test_what_is_not_there_is_answered_with_no(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_organisations_are_listed_merged_and_taken_apart(run: Run, golden: Golden) -> None:
    listed = run("organisations")
    assert listed.exit_code == 0
    golden("cli/organisations.txt", listed.stdout)
    first, second, *_ = json_lines(run("organisations", "--json"))
    taken_back = decision(run("organisations", "merge", first["name"], second["name"], "--as", "Wen"))
    merged = json_lines(run("organisations", "--json"))[0]
    assert merged["quotes"] == first["quotes"] + second["quotes"]
    assert {first["name"], second["name"]} == {merged["name"], *merged["names"]}
    found = json_lines(run("quotes", "--organisation", first["name"], "--json", "--limit", "0"))
    assert len(found) == merged["quotes"]
    assert run("undo", taken_back).exit_code == 0
    assert run("organisations").stdout == listed.stdout


def test_the_commands_of_organisations(run: Run) -> None:
    one, other = (row["name"] for row in json_lines(run("organisations", "--json"))[:2])
    assert run("organisations", "rename", one, "The Institute", "--as", "Wen").exit_code == 0
    assert run("organisations", "alias", "add", one, "the mere people", "--as", "Wen").exit_code == 0
    [row] = json_lines(run("organisations", "mere people", "--json"))
    assert row["name"] == "The Institute"
    assert run("organisations", "alias", "remove", one, "the mere people", "--as", "Wen").exit_code == 0
    assert run("organisations", "unsure", one, other, "--as", "Wen").exit_code == 0
    assert run("organisations", "merge", one, other, "--as", "Wen").exit_code == 0
    assert run("organisations", "split", one, other, "--as", "Wen").exit_code == 0
    refused = run("organisations", "different", one, other)
    assert refused.exit_code == 2
    assert len(refused.stderr.splitlines()) == 1


MORE = ("Lenna Quennick", "Lena Quennick", "Mirko Brastle", "Mirko Brasstle")
"""Two more pairs of names that are alike."""


@pytest.fixture
def groups(run: Run, alike: tuple[str, str], tmp_path: Path) -> list[Any]:
    """Three groups to be asked about."""
    for number, name in enumerate(MORE):
        article = tmp_path / f"more{number}.txt"
        article.write_text(f"“It is number {number},” said {name}, a pilot.\n")
        assert run("ingest", str(article)).exit_code == 0
    found = json_lines(run("suggestions", "--json", "--limit", "0"))
    assert [len(row["members"]) for row in found] == [2, 2, 2]
    return found


@pytest.fixture
def alike(run: Run, tmp_path: Path) -> tuple[str, str]:
    """The ids of two speakers whose names are alike."""
    article = tmp_path / "again.txt"
    article.write_text("“The mere is full again,” said Amarah Okonjo, a hydrologist, on Tuesday.\n")
    assert run("ingest", str(article)).exit_code == 0
    return id_of(run, "Amara Okonjo"), id_of(run, "Amarah Okonjo")


def test_suggestions_in_a_pipe_are_listed_with_what_to_do(run: Run, alike: tuple[str, str]) -> None:
    result = run("suggestions")
    assert all(id_ in result.stdout for id_ in alike)
    assert "quotesdb speakers merge" in result.stderr
    found = json_lines(run("suggestions", "--json"))
    assert {*alike} in map(ids_in, found)


@pytest.mark.parametrize(
    ("answers", "speakers", "left"), [("y", 1, 0), ("n", 2, 0), ("u", 2, 0), ("s", 2, 1), ("q", 2, 1)]
)
def test_suggestions_are_asked_one_by_one(
    run: Run,
    alike: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    speakers: int,
    left: int,
) -> None:
    monkeypatch.setattr(suggestions, "asking", lambda: True)
    result = run("suggestions", "--as", "Wen", "--limit", "1", stdin=f"what\n{answers}\n".encode())
    assert result.exit_code == 0
    assert "The mere is full again" in result.stdout
    assert len(json_lines(run("speakers", "okonjo", "--json"))) == speakers
    monkeypatch.undo()
    again = json_lines(run("suggestions", "--json", "--limit", "1"))
    assert sum(ids_in(row) == {*alike} for row in again) == left


def test_each_question_is_counted_and_the_end_says_what_is_left(
    run: Run, groups: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "asking", lambda: True)
    ended = run("suggestions", "--as", "Wen", stdin=b"n\ns\n")
    assert ended.exit_code == 0
    numbers = re.findall(r"^(\d+) of 3: ", ended.stdout, re.MULTILINE)
    assert numbers == ["1", "2", "3"]
    assert ended.stderr.endswith("1 decision kept, 1 skipped, 1 group left\n")


def test_a_group_is_one_table_and_some_of_it_are_one_by_one_decision(
    run: Run, alike: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("Amarrah Okonjo", "Ammara Okonjo")):
        article = tmp_path / f"okonjo{number}.txt"
        article.write_text(f"“It is dry,” said {name}, a hydrologist.\n")
        assert run("ingest", str(article)).exit_code == 0
    [group] = json_lines(run("suggestions", "Okonjo", "--json"))
    assert len(group["members"]) > 2
    quotes = [member["side"]["quotes"]["total"] for member in group["members"]]
    assert (quotes, sum(quotes)) == (sorted(quotes, reverse=True), group["quotes"])
    monkeypatch.setattr(suggestions, "asking", lambda: True)
    asked = run("suggestions", "Okonjo", "--as", "Wen", stdin=b"t\n1 99\n1, 2\nq\n")
    assert asked.exit_code == 0
    assert "give two numbers or more" in asked.stderr
    assert "hydrologist" in asked.stdout
    [left] = json_lines(run("decisions", "list", "--json"))
    assert {party["id"] for party in left["changes"][0]["about"]} == {
        member["key"] for member in group["members"][:2]
    }


def test_at_the_keyboard_keys_go_back_undo_and_explain(run: Run, filled: Path, groups: list[Any]) -> None:
    [first, *_] = groups
    keys = (b"u", b"b", b"?", b"s", b"b", b"y", b"u", b"n", b"q")
    shown = on_terminal(100, "--db", str(filled), "suggestions", "--as", "Wen", answers=b"\n".join(keys))
    assert "[y]es [n]o [c] unsure [s]kip [b]ack [u]ndo [q]uit [?]:" in " ".join(shown.split())
    assert "nothing was decided here yet" in shown
    assert "nothing was skipped" in shown
    assert "u  undo the last decision made here" in shown
    assert "Taken back: now " in shown
    assert "1 decision kept, " in shown
    assert "skipped" not in shown.splitlines()[-1]
    left = json_lines(run("suggestions", "--json", "--limit", "0"))
    assert ids_in(first) not in map(ids_in, left)
    assert json_lines(run("speaker", first["members"][0]["key"], "--json"))


def test_a_question_shows_where_the_words_were_printed_and_parts_them(
    run: Run, alike: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [known] = json_lines(run("speaker", "Amara Okonjo", "--json"))
    monkeypatch.setattr(suggestions, "asking", lambda: True)
    shown = run("suggestions", "Amara Okonjo", "--limit", "1", stdin=b"q\n").stdout
    assert known["roles"][0]["publisher"] in shown
    bullets = [line for line in shown.splitlines() if "•" in line]
    assert len(bullets) == 3


def test_the_pairs_of_one_speaker_or_of_nobody(run: Run, alike: tuple[str, str]) -> None:
    found = json_lines(run("suggestions", "Amarah Okonjo", "--json"))
    assert [*map(ids_in, found)] == [{*alike}]
    assert run("suggestions", alike[0]).stderr.startswith("1 group\n")
    nobody = run("suggestions", "Nobody Inparticular")
    assert (nobody.exit_code, nobody.stdout) == (1, "")


def test_names_of_organisations_are_asked_about_and_decided(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, body in enumerate(("Velda Beige Book", "Velda Beige Book International")):
        article = tmp_path / f"{number}.txt"
        article.write_text(f"“Number {number} is slow,” said Ada Venn, an economist at {body}, on Tuesday.\n")
        assert run("ingest", str(article)).exit_code == 0
    monkeypatch.setattr(suggestions, "asking", lambda: True)
    result = run("suggestions", "Velda Beige Book", "--as", "Wen", stdin=b"y\n")
    assert "Are these names of one organisation?" in result.stderr
    assert "both spoken for by Ada Venn" in result.stdout
    [row] = json_lines(run("organisations", "beige", "--json"))
    assert (row["name"], row["quotes"]) == ("Velda Beige Book International", 2)


def at_a_terminal(database: Path, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """The program with somebody at its terminal, and the end of that terminal to write to and read from."""
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "quotesdb.cli", "--db", str(database), *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100"},
        preexec_fn=allow_interrupts,
    )
    os.close(follower)
    return program, leader


def test_a_person_at_a_terminal_is_asked(filled: Path, run: Run, alike: tuple[str, str]) -> None:
    program, leader = at_a_terminal(filled, "suggestions", "--as", "Wen", "--limit", "1")
    os.write(leader, b"y\n")
    assert program.wait(timeout=60) == 0
    os.close(leader)
    assert len(json_lines(run("speakers", "okonjo", "--json"))) == 1


def read_until(leader: int, words: bytes) -> bytes:
    """What the program shows until these words come."""
    told = b""
    while words not in told:
        told += os.read(leader, 65536)
    return told


def interrupt(program: subprocess.Popen[bytes]) -> None:
    """Ctrl-C until the program has ended."""
    while program.poll() is None:
        # A signal that comes just before the program begins to read is seen only with the next one.
        program.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=5)


def test_ctrl_c_says_what_was_kept(filled: Path, alike: tuple[str, str]) -> None:
    program, leader = at_a_terminal(filled, "suggestions", "Amara Okonjo", "--as", "Wen")
    read_until(leader, b"[q]uit [?]:")
    interrupt(program)
    assert b"0 decisions kept, 1 group left" in read_until(leader, b"stopped")
    os.close(leader)
    assert program.returncode == 130


def test_the_hint_in_a_pipe_decides_on_the_first_pair_as_it_stands(run: Run, alike: tuple[str, str]) -> None:
    told = run("suggestions").stderr.splitlines()[-1]
    command = told.split("quotesdb ", 1)[1].partition(" (or")[0]
    decided = run(*shlex.split(command))
    assert decided.exit_code == 0
    back = decided.stderr.split("quotesdb ", 1)[1]
    assert run(*shlex.split(back)).exit_code == 0
