"""``quotesdb check``: what somebody sees who wants to know whether a quotation is right."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quotesdb.values import ClaimVerdict
from tests.functional.conftest import Run, change, json_lines
from tests.functional.test_terminal import on_terminal

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]
WATER = "What nobody had was a place to put the water."
SHIPS = "Our crews have been at sea for six months and the ships have moved a mile"


def checked(run: Run, text: str, *options: str, **where: Any) -> dict[str, Any]:
    """The answer to one claim, as JSON."""
    [answer] = json_lines(run("check", text, "--json", *options, **where))
    return answer


@pytest.mark.parametrize(
    ("name", "text", "speaker", "status"),
    [
        ("verbatim", WATER, "Amara Okonjo", 0),
        ("altered", SHIPS, "Corvane Shipping", 1),
        ("misattributed", WATER, "Rosa Castellan", 1),
        ("attribution-uncertain", "I have one vote and two birthdays to remember", "Rosa Castellan", 1),
        ("not-found", "Zebras juggle marmalade in the planetarium", "Okonjo", 1),
    ],
)
def test_the_page_of_a_verdict(
    run: Run, golden: Golden, name: str, text: str, speaker: str, status: int
) -> None:
    result = run("check", text, "--speaker", speaker)
    assert result.exit_code == status
    assert result.stderr == ""
    golden(f"cli/check-{name}.txt", result.stdout)


def test_a_difference_is_told_in_a_pipe_as_wdiff_does(run: Run) -> None:
    shown = run("check", SHIPS, "--speaker", "Corvane Shipping").stdout
    assert "at sea for [-five-]{+six+} months and the ships have [-not-] moved a mile" in shown
    assert "\x1b" not in shown


def test_a_difference_is_coloured_on_a_terminal(filled: Path) -> None:
    shown = on_terminal(80, "--db", str(filled), "check", SHIPS, "--speaker", "Corvane Shipping")
    assert "\x1b[31m\x1b[9mfive\x1b[0m \x1b[32m\x1b[1msix\x1b[0m" in shown
    assert "[-" not in shown


def test_not_found_says_what_was_searched_and_what_it_does_not_mean(run: Run) -> None:
    shown = run("check", "Zebras juggle marmalade in the planetarium", "--speaker", "Okonjo").stdout
    assert "does not mean that it was not said" in shown
    assert "5 articles, printed " in shown
    assert "quotations of Okonjo" in shown


def test_the_spans_of_an_edit_cut_its_words_out_of_both_sides(run: Run) -> None:
    answer = checked(run, SHIPS, "--speaker", "Corvane Shipping")
    [match] = answer["matches"]
    text = json_lines(run("article", match["article"]["id"], "--json"))[0]["text"]
    assert [(edit["op"], edit["class"]) for edit in answer["edits"] if edit["counted"]] == [
        ("replace", "number"),
        ("delete", "negation"),
    ]
    for edit in answer["edits"]:
        assert SHIPS[slice(*edit["claim_span"])] == edit["claim"]
        assert text[slice(*edit["source_span"])] == edit["source"]
        assert edit["class"] in edit["flags"]
    assert match["text"] == " ... ".join(text[slice(*span)] for span in match["spans"])


def test_the_verdicts_of_the_json_are_those_of_the_program(run: Run) -> None:
    answer = checked(run, SHIPS, "--speaker", "Corvane Shipping")
    assert answer["verdict"] in set(ClaimVerdict)
    assert answer["coverage"]["documents"] == 5
    assert answer["coverage"]["first"] <= answer["coverage"]["last"]
    assert answer["coverage"]["speaker_quotes"] > 0
    assert answer["matches"][0]["decision"]["label"].startswith("machine-attributed")


def test_without_a_speaker_anybody_may_have_said_it(run: Run) -> None:
    answer = checked(run, WATER)
    assert answer["verdict"] == "verbatim"
    assert answer["matches"][0]["speaker"]["name"] == "Amara Okonjo"
    assert answer["matches"][0]["fits"] is None
    assert answer["coverage"]["speaker_quotes"] is None


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--publisher", "quillmark press agency"], True),
        (["--publisher", "Reporter Daily"], False),
        (["--since", "2022-03-14", "--until", "2022-03"], True),
        (["--since", "2022-03-15"], False),
        (["--until", "2021"], False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters_narrow_what_is_searched_and_the_coverage_says_so(
    run: Run, options: list[str], found: bool
) -> None:
    answer = checked(run, WATER, "--speaker", "Okonjo", *options)
    assert (answer["verdict"] == "verbatim") is found
    assert answer["coverage"]["documents"] < 5


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--publisher", "Nobody’s Gazette"], 1),
        (["--since", "2022-13"], 2),
        (["--until", "yesterday"], 2),
        (["--since", "2023", "--until", "2022"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_filter_that_means_nothing_gives_one_line(run: Run, options: list[str], status: int) -> None:
    result = run("check", WATER, *options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        *([], [""], [" \n"], [WATER, "--speaker", ""], [WATER, "--claims", "-"]),
        *([text] for text in ('"', "*", "%", "…", "“”", "\x00")),
    ],
)
def test_nothing_to_check_or_too_much_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    result = run("check", *arguments, stdin=b"{}")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert run("checks").stdout == ""


def test_a_claim_without_words_is_said_to_have_none(run: Run) -> None:
    assert "has no words" in run("check", "“…”").stderr
    assert "has no words" in run("check", "-", stdin=b"...\n").stderr
    assert "is empty" in run("check", "").stderr


@pytest.mark.parametrize(
    "text",
    [
        *(
            "don't",
            "AND",
            "NEAR(",
            "' OR 1=1 --",
            "水は高い",
            "\u202e\x1b[31m",
            "a\x00",
        ),
        "The dyke " * 11_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_odd_texts_are_answered(run: Run, text: str) -> None:
    result = run("check", text)
    assert result.exit_code in (0, 1)
    assert "Searched: 5 articles" in result.stdout
    assert not set("\x1b\u202e\x00") & set(result.stdout)


def test_words_that_are_no_text_give_one_line(run: Run) -> None:
    result = run("check", "caf\udcff")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_check_is_kept_unless_it_must_not_be(run: Run) -> None:
    assert checked(run, WATER, "--no-record")["check"] is None
    assert json_lines(run("checks", "--json")) == []
    kept = checked(run, WATER)["check"]
    assert [row["id"] for row in json_lines(run("checks", "--json"))] == [kept]


CLAIMS = (
    {"id": "lead", "text": WATER, "speaker": "Okonjo"},
    {
        "id": 7,
        "text": SHIPS,
        "speaker": "Corvane Shipping",
        "since": "2023",
        "until": None,
        "topic": "ignored",
    },
    {"text": "Zebras juggle marmalade in the planetarium"},
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_list_of_which_nobody_knows_whether_it_ends_is_refused(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        result = run("check", "--claims", str(path))
        assert result.exit_code == 2
        assert "not a file" in result.stderr


def lines_of(*claims: object) -> bytes:
    return "\n".join(json.dumps(claim) for claim in claims).encode()


def test_a_list_is_answered_a_line_each_in_its_order(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "claims.jsonl"
    listed.write_bytes(lines_of(*CLAIMS) + b"\n\n")
    result = run("check", "--claims", str(listed), "--json")
    assert result.exit_code == 1
    assert [(a["id"], a["verdict"]) for a in json_lines(result)] == [
        ("lead", "verbatim"),
        ("7", "altered"),
        (None, "not_found"),
    ]
    assert [row["label"] for row in json_lines(run("checks", "--json"))] == [None, "7", "lead"]
    [lead, seventh, last] = run("check", "--claims", "-", stdin=listed.read_bytes()).stdout.splitlines()
    assert lead.startswith("verbatim  ")
    assert "lead  What nobody had" in lead
    assert "[negation, number" in seventh
    assert "Grain corridor talks resume" in seventh
    assert last.startswith("not found  ")


def test_a_list_that_holds_throughout_ends_with_status_0(run: Run) -> None:
    assert run("check", "--claims", "-", stdin=lines_of(CLAIMS[0])).exit_code == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "It is late', "not a claim in JSON"),
        (b"[1]", "not a claim in JSON"),
        (b'{"text": "caf\xe9"}', "not a claim in JSON"),
        (b'{"text": "half \\ud800 a character"}', "not a claim in JSON"),
        (b'{"speaker": "Okonjo"}', "text must be a text"),
        (b'{"text": "It is late", "speaker": 7}', "speaker must be a text"),
        (b'{"text": ""}', "text is empty"),
        (b'{"text": " \\n"}', "text is empty"),
        (b'{"text": "\xe2\x80\x9c...\xe2\x80\x9d"}', "text has no words"),
        (b'{"text": "It is late", "since": "2022-13"}', "there is no such date"),
        (b'{"text": "It is late", "publisher": "The Moon Post"}', "no publisher is called"),
        (b"[" * 100_000, "not a claim in JSON"),
        (b'{"text": "' + b"late " * 200_000 + b'"}', "longer than 500,000 bytes"),
    ],
    ids=lambda value: ascii(value[:40]) if isinstance(value, bytes) else "",
)
def test_a_line_that_cannot_be_checked_is_named_and_costs_no_other(
    run: Run, line: bytes, reason: str
) -> None:
    listed = b"\n".join([lines_of(CLAIMS[0]), line, lines_of(CLAIMS[0])])
    result = run("check", "--claims", "-", stdin=listed)
    assert result.exit_code == 2
    assert [row.split()[0] for row in result.stdout.splitlines()] == ["verbatim", "verbatim"]
    [told] = result.stderr.splitlines()
    assert told.startswith(f"standard input, line 2: {reason}")
    before, error, after = json_lines(run("check", "--claims", "-", "--json", "--no-record", stdin=listed))
    assert before["verdict"] == after["verdict"] == "verbatim"
    assert error["line"] == 2
    assert error["error"].startswith(reason)
    assert error.keys() == {"line", "id", "error"}
    assert len(json_lines(run("checks", "--json"))) == 2


def test_the_id_of_a_claim_that_cannot_be_checked_is_told(run: Run) -> None:
    listed = lines_of({"id": 7, "text": "It is late", "publisher": "The Moon Post"}, CLAIMS[1])
    error, answer = json_lines(run("check", "--claims", "-", "--json", "--no-record", stdin=listed))
    assert (error["id"], error["line"], answer["id"]) == ("7", 1, "7")


def test_an_empty_list_has_no_answers(run: Run) -> None:
    result = run("check", "--claims", "-", stdin=b"\n \n")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_list_that_is_not_there_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    result = run("check", "--claims", str(tmp_path / "none.jsonl"))
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr


def test_lists_go_where_the_output_goes_though_a_person_watches(filled: Path, tmp_path: Path) -> None:
    listed = tmp_path / "claims.jsonl"
    listed.write_bytes(lines_of(*CLAIMS))
    written = tmp_path / "answers.txt"
    watched = on_terminal(100, "--db", str(filled), "check", "--claims", str(listed), stdout=written)
    assert len(written.read_text(encoding="utf-8").splitlines()) == len(CLAIMS)
    assert "Velda valley" not in watched


def test_a_database_without_articles_says_how_to_put_some_in(run: Run, database: Path) -> None:
    result = run("check", WATER, db=database)
    assert result.exit_code == 1
    assert "quotesdb ingest" in result.stderr
    assert result.stdout == ""


def test_an_older_database_is_refused_with_the_command_that_upgrades_it(run: Run, filled: Path) -> None:
    change(filled, "UPDATE alembic_version SET version_num = '0002'")
    for arguments in (["check", WATER], ["checks"], ["audit", "-"]):
        result = run(*arguments, db=filled, stdin=b"words")
        assert result.exit_code == 2
        assert "quotesdb db upgrade" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_hyphen_is_standard_input(run: Run) -> None:
    typed = run("check", "--no-record", "the river has run out of places to put the water", "--json")
    piped = run(
        *("check", "--no-record", "-", "--json"), stdin=b"the river has run out of places to put the water\n"
    )
    assert (piped.exit_code, piped.stdout) == (typed.exit_code, typed.stdout)
    assert "run out of places" in piped.stdout
    assert run("check", "--no-record", "-", stdin=b" \n").exit_code == 2
