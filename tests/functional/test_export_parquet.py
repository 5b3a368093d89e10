"""Parquet read back by programs that are not ours."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.functional.conftest import Run, json_lines

NAMES = ["articles", "decisions", "quotations", "speakers"]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """A whole database as tables, with a quotation that a person accepted."""
    [quote] = json_lines(run("quotes", "--json", "--limit", "1"))
    assert (
        run("review", "accept", quote["id"], "--reviewer", "Ada Example", "--note", "heard it").exit_code == 0
    )
    result = run("export", "--format", "parquet", "-o", f"{tmp_path / 'research'}{os.sep}")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "research"


def test_a_folder_gets_a_file_for_each_table(folder: Path) -> None:
    assert sorted(file.stem for file in folder.iterdir()) == NAMES


def test_duckdb_counts_what_the_program_lists(run: Run, folder: Path) -> None:
    counts = dict(
        duckdb.sql(
            f"""SELECT s.name, count(*) FROM '{folder}/quotations.parquet' q
            JOIN '{folder}/speakers.parquet' s ON s.id = q.speaker_id GROUP BY ALL"""
        ).fetchall()
    )
    listed = {row["name"]: row["quotes"] for row in json_lines(run("speakers", "--json", "--limit", "0"))}
    assert counts == {name: number for name, number in listed.items() if name in counts}
    assert counts["Amara Okonjo"] > 1


def test_every_quotation_is_of_an_article_of_the_other_table(folder: Path) -> None:
    [(missing,)] = duckdb.sql(
        f"""SELECT count(*) FROM '{folder}/quotations.parquet' q
        ANTI JOIN '{folder}/articles.parquet' a ON a.id = q.article_id"""
    ).fetchall()
    assert missing == 0


def test_spans_lists_and_instants_have_their_types(folder: Path) -> None:
    columns = duckdb.sql(f"DESCRIBE FROM '{folder}/quotations.parquet'").fetchall()
    types = {row[0]: row[1] for row in columns}
    assert types["content"] == 'STRUCT("start" BIGINT, "end" BIGINT)[]'
    assert types["byline"] == "VARCHAR[]"
    assert types["decided_at"] == "TIMESTAMP WITH TIME ZONE"
    assert types["confidence"] == "DOUBLE"


def test_pandas_has_the_same_words_as_jsonl(run: Run, folder: Path) -> None:
    table = pd.read_parquet(folder / "quotations.parquet")
    lines = {line["id"]: line for line in json_lines(run("export", "--json"))}
    assert {row.id: row.text for row in table.itertuples()} == {
        id_: line["text"] for id_, line in lines.items()
    }
    first = table.iloc[0]
    assert [[span["start"], span["end"]] for span in first.content] == lines[first.id]["content"]


def test_a_decision_says_who_decided_when_and_about_what(folder: Path) -> None:
    table = pd.read_parquet(folder / "decisions.parquet")
    [row] = table.itertuples()
    assert (row.verdict, row.judge, row.note) == ("accepted", "Ada Example", "heard it")
    assert row.at.tzinfo is not None
    assert row.about[0]["id"].startswith("q-")


def test_a_file_gets_the_quotations_that_were_chosen(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "okonjo.parquet"
    assert run("export", "--format", "parquet", "--speaker", "Okonjo", "-o", str(file)).exit_code == 0
    assert set(pd.read_parquet(file).speaker) == {"Amara Okonjo"}


def test_a_folder_takes_no_choice_and_replaces_nothing(run: Run, folder: Path) -> None:
    again = run("export", "--format", "parquet", "-o", str(folder))
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "exists; --overwrite replaces it" in again.stderr
    chosen = run("export", "--format", "parquet", "--speaker", "Okonjo", "-o", str(folder))
    assert chosen.exit_code == 2
    assert "a folder gets everything" in chosen.stderr


def test_without_pyarrow_one_sentence_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    file = tmp_path / "all.parquet"
    result = run("export", "--format", "parquet", "-o", str(file))
    assert result.exit_code == 2
    assert result.stderr.startswith("quotesdb: pyarrow is not installed: pip install 'quotesdb[research]'")
    assert not file.exists()


def test_tables_of_several_pages_have_every_row_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotesdb.services.lookup.export._PORTION", 2)
    run("export", "--format", "parquet", "-o", f"{tmp_path / 'paged'}{os.sep}")
    for name in ("articles", "speakers"):
        listed = [row["id"] for row in json_lines(run(name, "--json", "--limit", "0")) if row["id"]]
        assert list(pd.read_parquet(tmp_path / "paged" / f"{name}.parquet").id) == listed


def test_an_empty_database_gives_empty_tables(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "none.parquet"
    run("export", "--format", "parquet", "--text", "zzzz", "-o", str(file))
    assert len(pd.read_parquet(file)) == 0
