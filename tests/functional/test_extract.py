from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.fixture_gold import article_paths, canonical_text
from tests.functional.conftest import ROOT, Run, json_lines, process

BAD = ROOT / "fixtures" / "bad"
SPAN = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
SPANS = {"type": "array", "items": SPAN}
OPTIONAL_SPAN = {"anyOf": [SPAN, {"type": "null"}]}
OPTIONAL_TEXT = {"type": ["string", "null"]}


def record(**properties: Any) -> dict[str, Any]:
    """The schema of an object with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SPEAKER = record(
    name={"type": "string", "minLength": 1},
    kind={"enum": ["person", "organisation", "group", "anonymous"]},
    organisation=OPTIONAL_TEXT,
    role=OPTIONAL_TEXT,
)
QUOTATION = record(
    kind={"enum": ["direct", "mixed", "indirect"]},
    content={**SPANS, "minItems": 1},
    quoted=SPANS,
    source=OPTIONAL_SPAN,
    cue=OPTIONAL_SPAN,
    cue_class={"enum": ["speech", "writing", "thought", "fact", "other"]},
    speaker={"anyOf": [SPEAKER, {"type": "null"}]},
    evidence=SPANS,
    medium=OPTIONAL_TEXT,
    addressee=OPTIONAL_TEXT,
    confidence={"type": "number", "minimum": 0, "maximum": 1},
    rule={"type": "string"},
    alternative={"anyOf": [SPEAKER, {"type": "null"}]},
)
CONTRACT = record(
    path={"type": "string"},
    language=OPTIONAL_TEXT,
    text_sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    extractor=record(name={"type": "string"}, version={"type": "string"}),
    quotations={"type": "array", "items": QUOTATION},
)


@pytest.mark.parametrize("name", ["wire-flood.txt", "council-budget.md", "german-orchester.txt"])
def test_json_keeps_the_contract(run: Run, name: str) -> None:
    [found] = json_lines(run("extract", "--json", "--all", str(article_paths()[name]), db=None))
    jsonschema.validate(found, CONTRACT)
    text = canonical_text(name)
    assert found["path"] == str(article_paths()[name])
    assert found["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    starts = [quotation["content"][0][0] for quotation in found["quotations"]]
    assert starts
    assert starts == sorted(starts)
    for quotation in found["quotations"]:
        assert all(0 <= start < end <= len(text) for start, end in quotation["content"])


def test_offsets_are_code_points_and_direct_contents_include_their_marks(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_bytes("\ufeff𝔄 note.\r\n\r\n“It is late,” said Ada Example.\r\n".encode())
    [found] = json_lines(run("extract", "--json", "--with-text", str(article), db=None))
    jsonschema.validate({key: found[key] for key in found if key != "text"}, CONTRACT)
    assert found["text"] == "𝔄 note.\n\n“It is late,” said Ada Example.\n"
    [quotation] = found["quotations"]
    assert [found["text"][start:end] for start, end in quotation["content"]] == ["“It is late,”"]
    assert quotation["speaker"] == {
        "name": "Ada Example",
        "kind": "person",
        "organisation": None,
        "role": None,
    }


def test_thoughts_and_facts_come_only_with_all(run: Run) -> None:
    path = str(article_paths()["surnames-mayoral.txt"])
    [usual] = json_lines(run("extract", "--json", path, db=None))
    [everything] = json_lines(run("extract", "--json", "--all", path, db=None))
    assert {quotation["cue_class"] for quotation in usual["quotations"]} <= {"speech", "writing"}
    assert [q for q in everything["quotations"] if q["cue_class"] in {"speech", "writing"}] == usual[
        "quotations"
    ]


def test_the_list_names_speaker_and_words(run: Run) -> None:
    result = run("extract", str(article_paths()["wire-flood.txt"]), db=None)
    assert result.exit_code == 0
    assert "Amara Okonjo, senior hydrologist, Velda Water Institute (direct)" in result.stdout
    assert "“We had nine hours’ warning and we used all nine,” ... “What nobody had" in result.stdout


def test_one_bad_file_gives_one_line_and_the_rest_goes_on(run: Run) -> None:
    good = str(article_paths()["german-orchester.txt"])
    result = run(
        "extract", "--json", str(BAD / "empty.txt"), "missing.txt", good, str(BAD / "binary.bin"), db=None
    )
    assert result.exit_code == 1
    assert [found["path"] for found in json_lines(result)] == [good]
    assert result.stderr.splitlines() == [
        f"{BAD / 'empty.txt'}: empty file",
        "missing.txt: no such file",
        f"{good}: language de: quotations in marks are kept, without a speaker",
        f"{BAD / 'binary.bin'}: binary file, not text",
    ]


def test_a_file_keeps_the_name_it_was_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note.txt").write_text("“It is late,” said Ada Example.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [found["path"] for found in json_lines(run("extract", "--json", "./note.txt", ".", db=None))] == [
        "./note.txt",
        "note.txt",
    ]


def test_standard_input_is_a_file_too(run: Run) -> None:
    words = "“It is late,” said Ada Example."
    [found] = json_lines(run("extract", "--json", "-", db=None, stdin=words.encode()))
    assert found["path"] == "-"
    assert len(found["quotations"]) == 1
    assert run("extract", "--max-size", "5", "-", db=None, stdin=words.encode()).exit_code == 1


def test_a_text_without_quotations_is_no_error(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "quiet.txt"
    article.write_text("The bridge is closed until Friday.\n", encoding="utf-8")
    [found] = json_lines(run("extract", "--json", str(article), db=None))
    assert found["quotations"] == []


def test_no_database_is_made(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTESDB_DB", str(tmp_path / "none.db"))
    run("extract", str(article_paths()["german-orchester.txt"]), db=None)
    assert not (tmp_path / "none.db").exists()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("QUOTESDB_MODEL", "/no/such/folder", "QUOTESDB_MODEL names no folder with a model: /no/such/folder"),
        ("QUOTESDB_THREADS", "many", "QUOTESDB_THREADS must be a number from 1 on, not 'many'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(variable: str, value: str, said: str) -> None:
    article = str(article_paths()["wire-flood.txt"])
    result = process("extract", article, environment={variable: value})
    assert result.returncode == 2
    assert result.stderr == f"quotesdb: {said}\n"
