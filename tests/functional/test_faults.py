"""A fault of the program costs one document: it is named as what it is, and the rest of a batch goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import quotesdb.extract
from tests.functional.conftest import Run, json_lines

if TYPE_CHECKING:
    from click.testing import Result

GOOD, BAD = "“It is late,” said Ada Example.\n", "“It is a gorgon,” said Ben Sample.\n"


@pytest.fixture(autouse=True)
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that cannot take one text, and says so in more than a line."""
    sound = quotesdb.extract.extract

    def extract(text: str, language: str | None = None) -> Any:
        if "gorgon" in text:
            raise IndexError("list index\nout of range")
        return sound(text, language)

    monkeypatch.setattr(quotesdb.extract, "extract", extract)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in (("a.txt", GOOD), ("b.txt", BAD), ("c.txt", GOOD.replace("late", "early"))):
        (made / name).write_text(text, encoding="utf-8")
    return made


def told(result: Result, name: object) -> bool:
    """Whether one line says that the program cannot take a document; notes on others stand apart."""
    said = (
        "a fault of quotesdb, not of the document; please report it: IndexError: list index (test_faults.py,"
    )
    [line] = [line for line in result.stderr.splitlines() if line.startswith(f"{name}: ")]
    return line.startswith(f"{name}: {said}") and "Traceback" not in result.stderr


def test_extract(run: Run, folder: Path) -> None:
    result = run("extract", "--json", str(folder), db=None)
    assert result.exit_code == 1
    assert [Path(found["path"]).name for found in json_lines(result)] == ["a.txt", "c.txt"]
    assert told(result, folder / "b.txt")


def test_ingest(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("ingest", "--json", str(folder), db=tmp_path / "new.db")
    assert result.exit_code == 1
    assert [found["outcome"] for found in json_lines(result)] == ["created", "failed", "created"]
    assert told(result, folder / "b.txt")


def test_reextract(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "new.db"
    with monkeypatch.context() as earlier:
        earlier.setattr(quotesdb.extract, "extract", lambda _text, _language: [])
        assert run("ingest", str(folder), db=db).exit_code == 0
    result = run("reextract", "--force", "--json", db=db)
    assert result.exit_code == 1
    assert [found["outcome"] for found in json_lines(result)] == ["renewed", "failed", "renewed"]
    assert told(result, json_lines(result)[1]["article_id"])


def test_audit(run: Run, folder: Path) -> None:
    result = run("audit", "--json", *map(str, sorted(folder.iterdir())))
    assert result.exit_code == 2
    assert [Path(found["draft"]).name for found in json_lines(result)] == ["a.txt", "c.txt"]
    assert told(result, folder / "b.txt")


def test_evaluate(run: Run, folder: Path) -> None:
    record = {"kind": "direct", "content": [[0, 13]], "speaker": "Ada Example", "speaker_kind": "person"}
    gold = {"articles": {name: [record] for name in ("a.txt", "b.txt")}}
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    result = run("evaluate", "--json", str(folder), db=None)
    assert result.exit_code == 1
    [report] = json_lines(result)
    assert report["documents"] == 1
    assert told(result, "b.txt")


def test_a_fault_while_a_draft_is_checked(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_options: object) -> Any:
        raise IndexError("list index\nout of range")

    monkeypatch.setattr("quotesdb.services.checking.check.check_all", broken)
    result = run("audit", "--no-record", str(folder / "a.txt"))
    assert result.exit_code == 2
    assert told(result, folder / "a.txt")
