from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pytest

from quotesdb.cite import BINARY, Options, formats
from quotesdb.values import Citation
from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def ids(run: Run) -> list[str]:
    """All quotations of one speaker."""
    return [quote["id"] for quote in json_lines(run("quotes", "--speaker", "Okonjo", "--json"))]


@pytest.mark.parametrize("name", sorted({*formats()} - BINARY - {"quickstatements"}))
def test_every_format_cites_the_article_and_says_who_decided(run: Run, ids: list[str], name: str) -> None:
    result = run("export", "--format", name, *ids[:2])
    assert result.exit_code == 0
    assert "Brackenford Gazette" in result.stdout
    assert "machine-attributed, unreviewed" in result.stdout


def test_a_format_that_cannot_have_all_says_what_it_leaves_out(run: Run, ids: list[str]) -> None:
    direct = json_lines(run("quotes", "--speaker", "Okonjo", "--kind", "direct", "--limit", "0", "--json"))
    lines = run("export", "--format", "wikiquote", *ids)
    assert lines.stdout.count("\n** ") == len(direct) < len(ids)
    assert lines.stderr == f"left out: {len(ids) - len(direct)} not quoted word for word\n"
    chosen = run("export", "--format", "wikiquote", "--speaker", "Okonjo").stderr.splitlines()
    assert chosen[:2] == [lines.stderr.strip(), f"{len(direct)} quotations"]
    statements = run("export", "--format", "quickstatements", *ids).stderr
    assert f"{len(direct)} by a speaker without a number of Wikidata" in statements
    assert "left out" not in run("export", "--format", "tei", *ids).stderr


def test_ids_come_in_the_order_given(run: Run, ids: list[str]) -> None:
    backwards = list(reversed(ids))
    assert [item["id"] for item in json_lines(run("export", "--json", *backwards))] == backwards


def test_in_reference_managers_an_article_is_one_item_however_much_is_quoted_from_it(
    run: Run, ids: list[str]
) -> None:
    quoted = json_lines(run("export", "--json", *ids))
    articles = list(dict.fromkeys(one["article"]["id"] for one in quoted))
    items = json.loads(run("export", "--format", "csl-json", *ids[::2], *ids[1::2]).stdout)
    assert sorted(item["citation-key"] for item in items) == sorted(articles)
    assert sum(item["note"].count("Quotation (") for item in items) == len(ids) > len(articles)


def test_the_filters_are_those_of_quotes(run: Run) -> None:
    filters = ["--kind", "direct", "--since", "2023"]
    listed = [quote["id"] for quote in json_lines(run("quotes", *filters, "--json", "--limit", "0"))]
    exported = run("export", "--format", "csv", *filters)
    assert [row["id"] for row in csv.DictReader(io.StringIO(exported.stdout))] == listed
    assert exported.stderr == f"{len(listed)} quotations\n"


def test_text_chooses_by_words(run: Run) -> None:
    assert len(json_lines(run("export", "--json", "--text", '"place to put the water"'))) == 1


def test_an_article_or_a_speaker_stands_for_all_of_its_quotations(run: Run, ids: list[str]) -> None:
    [speaker] = json_lines(run("speaker", "Okonjo", "--json"))
    assert {quote["id"] for quote in json_lines(run("export", "--json", speaker["id"]))} == set(ids)
    article = speaker["quotes"][0]["article"]["id"]
    assert {quote["article"]["id"] for quote in json_lines(run("export", "--json", article))} == {article}


def test_a_file_is_written_whole_and_readable_for_others(run: Run, ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "okonjo.bib"
    mask = os.umask(0o022)
    try:
        result = run("export", "--format", "bibtex", "-o", str(file), *ids)
    finally:
        os.umask(mask)
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_text(encoding="utf-8") == run("export", "--format", "bibtex", *ids).stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert [path.name for path in tmp_path.glob("*okonjo*")] == ["okonjo.bib"]


def test_a_file_that_exists_is_replaced_only_when_told(run: Run, ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("not to be lost", encoding="utf-8")
    refused = run("export", "--format", "apa", "-o", str(file), *ids)
    assert refused.exit_code == 2
    assert "--overwrite" in refused.stderr
    assert file.read_text(encoding="utf-8") == "not to be lost"
    assert run("export", "--format", "apa", "-o", str(file), "--overwrite", *ids).exit_code == 0
    assert "Brackenford" in file.read_text(encoding="utf-8")


def test_an_export_that_fails_leaves_the_file_that_was_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:
        out.write(b"half a ")
        raise ValueError

    monkeypatch.setattr("quotesdb.cite.ris.write", breaking)
    file = tmp_path / "mine.ris"
    file.write_text("not to be lost", encoding="utf-8")
    assert run("export", "--format", "ris", "-o", str(file), "--overwrite").exit_code == 2
    assert file.read_text(encoding="utf-8") == "not to be lost"
    assert [path.name for path in tmp_path.glob("*mine*")] == ["mine.ris"]


@pytest.mark.parametrize("name", ["", "missing/out.txt"])
def test_a_file_that_cannot_be_written_gives_one_line(
    run: Run, ids: list[str], tmp_path: Path, name: str
) -> None:
    result = run("export", "--format", "apa", "-o", str(tmp_path / name), *ids)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--format", "endnote"], 2),
        ([], 2),
        (["--json", "--format", "apa"], 2),
        (["--format", "apa", "q-2222222222"], 1),
        (["--format", "apa", "nonsense"], 2),
        (["--format", "apa", "--speaker", "Okonyo"], 1),
    ],
    ids=str,
)
def test_what_cannot_be_exported_is_said(run: Run, arguments: list[str], status: int) -> None:
    result = run("export", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr


def test_ids_and_filters_do_not_go_together(run: Run, ids: list[str]) -> None:
    assert run("export", "--format", "apa", ids[0], "--speaker", "Okonjo").exit_code == 2


def test_nothing_found_is_said(run: Run) -> None:
    result = run("export", "--format", "apa", "--text", "xylophone")
    assert (result.exit_code, result.stderr) == (0, "no quotation fits\n")


def test_columns_are_chosen_for_spreadsheets(run: Run, ids: list[str], tmp_path: Path) -> None:
    table = run("export", "--format", "csv", "--columns", "speaker,id", "--bom", *ids)
    assert table.stdout.splitlines()[0] == "\ufeffspeaker,id"
    file = tmp_path / "mine.xlsx"
    assert run("export", "--format", "xlsx", "--columns", "id", "-o", str(file), *ids).exit_code == 0
    rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["id", *ids]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--format", "csv", "--columns", "speeker"], "no column 'speeker'"),
        (["--format", "ris", "--columns", "id"], "--columns is for csv and xlsx"),
        (["--json", "--bom"], "--bom is for csv"),
    ],
)
def test_what_a_format_does_not_know_is_refused(run: Run, args: list[str], told: str) -> None:
    result = run("export", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
