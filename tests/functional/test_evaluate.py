"""quotesdb evaluate: figures of annotated folders, and what a user is told about those that are none."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import ROOT, Run, json_lines, process
from tests.functional.test_json_page import keys_of, named, rows
from tests.functional.test_terminal import STYLE, on_terminal

SHARED = ROOT.parent / "shared"
TEXT = "“It is late,” said Ada Example, a baker.\n\nThe mill “will close in May,” said Ben Sample.\n"
RECORDS = [
    {"kind": "direct", "content": [[0, 13]], "speaker": "Ada Example", "speaker_kind": "person", "hard": True}
    | {"source": [19, 39], "cue": [14, 18], "role": "baker", "organisation": None},
    {"kind": "mixed", "content": [[42, 72]], "speaker": "Cleo Nobody", "speaker_kind": "person"}
    | {"source": [78, 88], "cue": [73, 77]},
]
LINES = (
    "T1\tContent 0 13\t“It is late,”\nT2\tCue 14 18\tsaid\nT3\tSource 19 39\tAda Example, a baker\n"
    "E1\tContent:T1 Cue:T2 Source:T3\n"
)


def gold(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "note.txt").write_text(TEXT, encoding="utf-8")
    passage = {"kind": "none", "content": [[51, 72]]}
    articles = {"note.txt": [*RECORDS, passage]}
    (folder / "gold.json").write_text(json.dumps({"articles": articles}), encoding="utf-8")
    return folder


def brat(folder: Path, lines: str = LINES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "note.txt").write_text(TEXT, encoding="utf-8")
    (folder / "note.ann").write_text(lines, encoding="utf-8")
    return folder


def test_the_figures_of_gold_json(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", str(gold(tmp_path)), db=None)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path}: 1 text, gold JSON, speech and writing\n")
    speakers = result.stdout.split("\nSpeaker ")[1]
    assert re.search(r"^direct +1 +1" + " +100.0" * 5 + "$", speakers, re.MULTILINE)
    assert "Marked passages that are no quotation: 1; taken for one: 0." in result.stdout
    assert "Wrong speaker: 1\n\n  note.txt, mixed: Ben Sample instead of Cleo Nobody\n" in result.stdout


def test_the_figures_of_brat(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", str(brat(tmp_path)), db=None)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path}: 1 text, brat, all cue classes\n")
    assert re.search(r"^direct +1 +1 +100.0 +100.0 +100.0", result.stdout, re.MULTILINE)
    assert "Extra: 1\n\n  note, mixed: Ben Sample\n" in result.stdout


def test_which_cue_classes_count_can_be_chosen(run: Run, tmp_path: Path) -> None:
    folder = str(brat(tmp_path))
    for arguments, all_ in ((["--all"], True), (["--reported"], False), ([], True)):
        [found] = json_lines(run("evaluate", "--json", *arguments, folder, db=None))
        assert found["all_cue_classes"] is all_


def test_json_has_the_keys_that_are_documented(run: Run, tmp_path: Path) -> None:
    [found] = json_lines(run("evaluate", "--json", str(gold(tmp_path)), db=None))
    assert set(found) == keys_of("Figures")
    cells = {row[0].strip("`"): named(row[1]) for row in rows("Figures") if "," not in row[0]}
    assert set(found["kinds"]) | set(found["kinds"]["all"]) == cells["kinds"]
    assert set(found["roles"]) | set(found["roles"]["source"]) == cells["roles"]
    assert set(found["speakers"]) | set(found["speakers"]["hard"]) == cells["speakers"]
    [error] = found["errors"]
    assert set(error) == keys_of("A mistake")
    sides = next(row[1] for row in rows("A mistake") if "predicted" in row[0])
    documented = set(re.findall(r"`([^`]+)`", sides))
    assert set(error["annotated"]) == set(error["predicted"]) == documented


def test_several_folders_are_measured_each_and_together(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        brat(tmp_path / name)
    gold(tmp_path / "three")
    found = json_lines(run("evaluate", "--json", str(tmp_path), db=None))
    assert [(Path(line["folder"]).name, line["format"]) for line in found] == [
        ("one", "brat"),
        ("three", "gold"),
        ("two", "brat"),
        (tmp_path.name, "brat"),
    ]
    assert [Path(folder).name for folder in found[-1]["of"]] == ["one", "two"]
    assert found[-1]["kinds"]["all"]["annotated"] == 2


def test_the_speakers_of_brat_documents_come_from_a_file(run: Run, tmp_path: Path) -> None:
    folder, file = brat(tmp_path / "dev"), tmp_path / "names.json"
    file.write_text(json.dumps({"articles": {"note": RECORDS}}), encoding="utf-8")
    [without] = json_lines(run("evaluate", "--json", str(folder), db=None))
    assert without["speakers"] is None
    [found] = json_lines(run("evaluate", "--json", "--speakers", str(file), str(folder), db=None))
    assert (found["speakers_file"], found["speaker_documents"]) == (str(file), 1)
    assert found["speakers"]["all"]["right"] == 0.5
    assert found["speakers"]["hard"]["right"] == 1
    file.write_text(json.dumps({"articles": {"other": RECORDS}}), encoding="utf-8")
    result = run("evaluate", "--speakers", str(file), str(folder), db=None)
    assert result.exit_code == 1
    assert result.stderr == f"{file}: none of its articles is in {folder}\n"


def test_errors_are_capped_for_reading_and_whole_in_json(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"{number}.ann").write_text(LINES, encoding="utf-8")
    capped = run("evaluate", "--errors", "2", str(tmp_path), db=None).stdout
    assert "Extra: 3, 2 shown (--errors 0 shows all)" in capped
    assert capped.count("The mill") == 2
    assert run("evaluate", "--errors", "0", str(tmp_path), db=None).stdout.count("The mill") == 3
    [found] = json_lines(run("evaluate", "--json", "--errors", "2", str(tmp_path), db=None))
    assert len(found["errors"]) == 3


def test_what_cannot_be_used_is_named_and_the_rest_is_measured(run: Run, tmp_path: Path) -> None:
    brat(tmp_path, LINES + "T9 Content nowhere\n")
    (tmp_path / "gone.ann").write_text(LINES, encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "gold.json").write_text('{"articles": {"note": [', encoding="utf-8")
    result = run("evaluate", "--json", str(tmp_path), db=None)
    assert result.exit_code == 1
    assert [found["documents"] for found in json_lines(result)] == [1]
    assert result.stderr.splitlines() == [
        f"{tmp_path}/gone.txt: no such file",
        f"{tmp_path}/note.ann:5: not a line of brat standoff",
        f"{tmp_path}/broken/gold.json:1: broken JSON: expecting value",
    ]


def test_a_folder_without_annotations_gives_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    for folder, reason in ((tmp_path, "no annotations"), (tmp_path / "gone", "no such folder")):
        result = run("evaluate", str(folder), db=None)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"quotesdb: {folder}: {reason}")
        assert len(result.stderr.splitlines()) == 1
    (tmp_path / "gold.json").write_text("{", encoding="utf-8")
    result = run("evaluate", str(tmp_path), db=None)
    assert result.exit_code == 2
    assert "gold.json:1: broken JSON" in result.stderr
    assert result.stdout == ""


def test_the_tables_fit_a_terminal(tmp_path: Path) -> None:
    shown = STYLE.sub("", on_terminal(80, "evaluate", str(gold(tmp_path))))
    tables = [line.split() for line in shown.splitlines() if line.split()[:1] == ["direct"]]
    assert tables == [
        ["direct", "1", "1", *["100.0"] * 3],
        ["direct", *["100.0"] * 7],
        ["direct", "1", "1", *["100.0"] * 5],
    ]


def test_help_comes_without_loading_what_evaluates() -> None:
    listed = process("evaluate", "--help", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    assert listed.returncode == 0
    assert "quotesdb.evaluate" not in listed.stderr
    assert "onnxruntime" not in listed.stderr


@pytest.mark.skipif(not (SHARED / "data/bbc-dev").is_dir(), reason="the annotated articles are not here")
def test_the_figures_are_those_of_the_reference_scorer(run: Run, tmp_path: Path) -> None:
    shared = SHARED / "data/bbc-dev"
    articles = json.loads((shared / "gold.json").read_text(encoding="utf-8"))["articles"]
    chosen = sorted(articles)[:2]
    (tmp_path / "text").mkdir()
    for name in chosen:
        shutil.copy(shared / "text" / name, tmp_path / "text")
    kept = {"articles": {name: articles[name] for name in chosen}}
    (tmp_path / "gold.json").write_text(json.dumps(kept), encoding="utf-8")
    [ours] = json_lines(run("evaluate", "--json", str(tmp_path), db=None))

    extracted = run("extract", "--json", str(tmp_path / "text"), db=None).stdout
    (tmp_path / "p.jsonl").write_text(extracted, encoding="utf-8")
    files = [tmp_path / name for name in ("gold.json", "text", "p.jsonl")]
    command = [sys.executable, SHARED / "tools/score_speakers.py", *files, "--json", tmp_path / "s.json"]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    theirs: dict[str, Any] = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    for row in ("all", "direct", "mixed", "indirect"):
        figures = ours["speakers"][row]
        assert (figures["annotated"], figures["predicted"]) == (theirs[row]["gold"], theirs[row]["pred"])
        assert (figures["joint"]["f1"] or 0) == pytest.approx(theirs[row]["joint_f"])
        assert (figures["right"] or 0) == pytest.approx(theirs[row]["speaker"])
