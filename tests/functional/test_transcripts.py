from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.conftest import ROOT, Run, json_lines

DEBATE = ROOT / "fixtures" / "transcripts" / "harbour-debate.txt"


@pytest.fixture
def db(tmp_path: Path, run: Run) -> Path:
    """A database with the debate."""
    made = tmp_path / "made.db"
    result = run("ingest", str(DEBATE), db=made)
    assert result.exit_code == 0
    assert "1 created" in result.stdout
    return made


def test_what_was_said_in_a_debate_is_found_by_speaker(run: Run, db: Path) -> None:
    rows = json_lines(run("quotes", "--speaker", "Niamh Brannigan", "--json", db=db))
    assert len(rows) == 7
    assert {row["kind"] for row in rows} == {"direct"}
    assert {row["decision"]["name"] for row in rows} == {"transcript"}
    [row] = json_lines(run("quotes", "bathtub", "--json", db=db))
    assert row["speaker"]["name"] == "Niamh Brannigan"
    assert "-- there is less under my keel" in row["text"]
    assert "APPLAUSE" not in row["text"]
    assert "bathtub" in run("quote", row["id"], db=db).stdout


def test_the_debate_again_is_unchanged_and_is_not_extracted(run: Run, db: Path) -> None:
    assert run("ingest", str(DEBATE), db=db).stdout.splitlines()[-1] == (
        "1 article: 1 unchanged; 0 new quotations"
    )
    assert run("reextract", "--force", db=db).stdout.splitlines()[-1] == "1 article: 1 current"


def test_a_text_without_labels_is_no_transcript(run: Run, db: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("It rained.\n", encoding="utf-8")
    result = run("ingest", str(note), "--format", "transcript", db=db)
    assert result.exit_code == 1
    assert "no line begins with a speaker's label" in result.stderr


@pytest.mark.parametrize(
    ("one", "other"), [("MR. HOLM", "MS. HOLM"), ("SEN. HOLM", "REP. HOLM"), ("Mr Holm", "Mrs Holm")]
)
def test_two_of_one_surname_are_never_one_speaker(run: Run, tmp_path: Path, one: str, other: str) -> None:
    hearing = tmp_path / "hearing.txt"
    hearing.write_text(f"{one}: I was never told.\n{other}: You were told twice.\n" * 3, encoding="utf-8")
    made = tmp_path / "made.db"
    run("ingest", str(hearing), db=made)
    rows = json_lines(run("quotes", "--json", db=made))
    assert {(row["speaker"]["name"], row["text"]) for row in rows} == {
        (one, "I was never told."),
        (other, "You were told twice."),
    }
    told = {
        name: run("check", "You were told twice", "--speaker", name, db=made).stdout for name in (one, other)
    }
    assert told[other].startswith("verbatim")
    assert told[one].startswith("attribution uncertain")
