from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

Golden = Callable[[str, str], None]
CITATION_KEYS = {
    *("id", "text", "kind", "cue_class", "speaker_id", "speaker", "decision", "article", "paragraph"),
    *("content", "quoted", "source", "source_text", "cue", "cue_text", "evidence", "evidence_text"),
    *("medium", "addressee", "rule", "prefix", "suffix", "note", "since", "same_as", "holder"),
    "alternative",
}


def test_a_speakers_quotations_newest_first(run: Run, golden: Golden) -> None:
    result = run("quotes", "--speaker", "Okonjo")
    assert result.exit_code == 0
    golden("cli/quotes-okonjo.txt", result.stdout)


def test_json_has_a_citation_a_line(run: Run) -> None:
    found = json_lines(run("quotes", "--limit", "0", "--json"))
    assert all(set(quote) == CITATION_KEYS | {"next"} for quote in found)
    dates = [quote["article"]["published"]["printed"] for quote in found]
    assert dates == sorted(dates, reverse=True)
    assert {quote["speaker"] is None for quote in found} == {True, False}


def test_twenty_are_shown_and_the_total_is_said(run: Run) -> None:
    result = run("quotes")
    total = len(json_lines(run("quotes", "--json", "--limit", "0")))
    assert total > 20
    assert len(result.stdout.splitlines()) == 1 + 20
    assert result.stderr == f"20 of {total} quotations; --limit 0 shows all\n"


@pytest.mark.parametrize("name", ["okonjo", "AMARA OKONJO", "Ámara Okonjó"])
def test_names_match_without_case_and_accents(run: Run, name: str) -> None:
    speakers = {quote["speaker"]["name"] for quote in json_lines(run("quotes", "--speaker", name, "--json"))}
    assert speakers == {"Amara Okonjo"}


def test_a_phrase_must_stand_together(run: Run) -> None:
    assert len(json_lines(run("quotes", '"place to put the water"', "--json"))) == 1
    assert json_lines(run("quotes", '"water the put"', "--json")) == []
    assert len(json_lines(run("quotes", "water put PLACE", "--json"))) == 1


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (["--kind", "indirect"], lambda quote: quote["kind"] == "indirect"),
        (
            ["--publisher", "quillmark press agency"],
            lambda quote: quote["article"]["publisher"] == "Quillmark Press Agency",
        ),
        (["--since", "2023-11"], lambda quote: quote["article"]["published"]["printed"] >= "2023-11-01"),
        (["--until", "2020"], lambda quote: quote["article"]["published"]["printed"] <= "2020-12-31"),
        (
            ["--organisation", "Velda Water Institute"],
            lambda quote: (
                "Velda Water Institute" in (quote["speaker"]["name"], quote["speaker"]["organisation"])
            ),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_filters_keep_only_what_fits(
    run: Run, arguments: list[str], holds: Callable[[dict[str, object]], bool]
) -> None:
    everything = json_lines(run("quotes", "--json", "--limit", "0"))
    found = json_lines(run("quotes", "--json", "--limit", "0", *arguments))
    assert 0 < len(found) < len(everything)
    assert all(holds(quote) for quote in found)


def test_all_adds_what_was_thought_or_shown(run: Run) -> None:
    usual = {quote["id"] for quote in json_lines(run("quotes", "--json", "--limit", "0"))}
    added = [q for q in json_lines(run("quotes", "--json", "--limit", "0", "--all")) if q["id"] not in usual]
    assert added
    assert {quote["cue_class"] for quote in added} <= {"thought", "fact", "other"}


def test_a_surname_shows_all_who_bear_it_and_lists_them(run: Run, golden: Golden) -> None:
    result = run("quotes", "--speaker", "Castellan")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1 + 8)
    golden("cli/several-castellan.txt", result.stderr)
    for name, number in (("Viktor Castellan", 4), ("Rosa Castellan", 3)):
        assert len(run("quotes", "--speaker", name).stdout.splitlines()) == 1 + number


def test_an_unknown_name_suggests_the_nearest(run: Run) -> None:
    result = run("quotes", "--speaker", "Okonyo")
    assert result.exit_code == 1
    assert "Amara Okonjo" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_nothing_found_is_no_error(run: Run) -> None:
    result = run("quotes", "xylophone")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no quotation fits\n")


@pytest.mark.parametrize("date", ["2023-13", "yesterday", "2023-02-30", ""])
def test_a_bad_date_is_an_error(run: Run, date: str) -> None:
    result = run("quotes", "--since", date)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize("option", ["--speaker", "--organisation", "--publisher", "--until"])
def test_an_empty_name_does_not_mean_everything(run: Run, option: str) -> None:
    assert run("quotes", option, " ").exit_code == 2


@pytest.mark.parametrize("limit", ["-1", "many"])
def test_a_bad_limit_is_an_error(run: Run, limit: str) -> None:
    assert run("quotes", "--limit", limit).exit_code == 2


def test_a_search_of_signs_only_finds_nothing(run: Run) -> None:
    result = run("quotes", '"* NEAR(')
    assert result.exit_code == 0


def test_unsupported_shows_what_a_new_extraction_does_not_find(run: Run, filled: Path) -> None:
    assert run("quotes", "--unsupported").stdout == ""
    assert run("reextract", db=filled).exit_code == 0
    hidden = json_lines(run("quotes", "--unsupported", "--json", "--limit", "0"))
    shown = {quote["id"] for quote in json_lines(run("quotes", "--all", "--json", "--limit", "0"))}
    assert hidden
    assert shown.isdisjoint(quote["id"] for quote in hidden)


def test_json_escapes_what_a_terminal_would_obey(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "odd.txt"
    article.write_text("“It is \x9b31mred\u2028 and late,” said Ada Example.\n", encoding="utf-8")
    run("ingest", str(article), db=tmp_path / "odd.db")
    line = run("quotes", "--json", db=tmp_path / "odd.db").stdout
    assert not set("\x9b\u2028") & set(line)
    assert "\x9b31mred\u2028" in json.loads(line)["text"]


def test_words_need_no_quotation_marks(run: Run) -> None:
    apart = json_lines(run("quotes", "put", "water", "--json"))
    assert apart == json_lines(run("quotes", "put water", "--json")) != []
    assert run("articles", "water", "institute").stdout == run("articles", "water institute").stdout != ""


def test_the_quotations_of_one_article(run: Run) -> None:
    [first, *_] = json_lines(run("articles", "dyke", "--json"))
    found = json_lines(run("quotes", "--article", first["id"], "--json", "--limit", "0"))
    assert len(found) == first["quotes"] > 0
    assert {quote["article"]["id"] for quote in found} == {first["id"]}
    result = run("quotes", "--article", "a-2222222222")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads(run("stats", "--article", first["id"], "--json").stdout)["quotes"] == len(found)


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("oldest", lambda quote: quote["article"]["published"]["printed"]),
        ("speaker", lambda quote: (quote["speaker"] is None, quote["speaker"] and quote["speaker"]["name"])),
        ("publisher", lambda quote: quote["article"]["publisher"].casefold().removeprefix("the ")),
    ],
)
def test_quotations_can_be_sorted(run: Run, sort: str, key: Callable[[dict[str, object]], object]) -> None:
    usual = json_lines(run("quotes", "--json", "--limit", "0"))
    found = json_lines(run("quotes", "--json", "--limit", "0", "--sort", sort))
    assert found != usual
    keys = [key(quote) for quote in found]
    assert keys == [
        same for number, same in enumerate(keys) if same not in keys[:number] or same == keys[number - 1]
    ]
    assert {quote["id"] for quote in found} == {quote["id"] for quote in usual}


def test_statements_are_sorted_by_date_alone(run: Run) -> None:
    oldest = json_lines(run("quotes", "--fold", "--sort", "oldest", "--json", "--limit", "0"))
    dates = [quote["article"]["published"]["printed"] for quote in oldest]
    assert dates == sorted(dates)
    assert run("quotes", "--fold", "--sort", "speaker").exit_code == 2
