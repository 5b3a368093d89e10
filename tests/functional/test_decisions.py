"""Decisions as a file, from one database to another."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quotesdb.cli.judging import worded
from quotesdb.services.ledger.results import DecisionEntry, Party
from quotesdb.services.transfer import transfer
from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def rebuilt(filled: Path | str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """A database of the same articles, in which nobody has decided anything."""
    if isinstance(filled, Path):
        yield Path(shutil.copyfile(filled, tmp_path / "rebuilt.db"))
        return
    server = request.getfixturevalue("server")
    name = server.make(request.getfixturevalue("filled_template"))
    yield server.of(name)
    server.drop(name)


def test_a_lost_id_is_found_and_undone(run: Run) -> None:
    run("speakers", "merge", "Rosa Castellan", "Viktor Castellan", "--as", "Wen", "--note", "one person")
    run("organisations", "rename", "Velda Water Institute", "the institute", "--as", "Noa")
    found = run("decisions", "list", "--by", "wen")
    assert run("decisions", "--by", "wen").stdout == found.stdout
    assert found.stderr == "1 decision\n"
    for words in ("Wen", "Rosa Castellan", "Viktor Castellan", "are one", "one person"):
        assert words in found.stdout
    assert run("undo", found.stdout.splitlines()[1].split()[0]).exit_code == 0
    assert run("decisions", "list", "--by", "Wen").stderr == "no decision fits\n"
    assert "taken back" in run("decisions", "list", "--by", "Wen", "--all").stdout
    assert len(json_lines(run("decisions", "list", "--all", "--json"))) == 3


def test_the_page_of_an_organisation_says_who_decided_about_it(run: Run) -> None:
    one, other = "Velda Water Institute", "Strait Commission"
    run("organisations", "merge", one, other, "--as", "Wen", "--note", "one body")
    page = run("organisations", "show", other)
    assert page.exit_code == 0
    for words in (one, other, "Amara Okonjo", "Wen: ", "are one, one body", "d-"):
        assert words in page.stdout
    assert run("organisations", "show", "Nowhere Works").exit_code == 1


@pytest.fixture
def decided(run: Run, rebuilt: Path) -> list[str]:
    """Ids of quotations that somebody rejected, amended, and accepted and thought better of."""
    found = [line["id"] for line in json_lines(run("quotes", "--json", "--limit", "3"))]
    run("review", "reject", found[0], "--as", "Eva")
    run("review", "speaker", found[1], "Tom Nowhere", "--new", "--as", "Eva")
    run("review", "accept", found[2], "--as", "Max")
    run("quote", found[2], "--retract")
    return found


def listed(run: Run, **where: Any) -> list[dict[str, Any]]:
    return json_lines(run("quotes", "--json", "--limit", "0", "--all", **where))


def test_a_file_carries_decisions_to_a_rebuilt_database(
    run: Run, decided: list[str], rebuilt: Path, tmp_path: Path
) -> None:
    file = tmp_path / "decisions.jsonl"
    exported = run("decisions", "export", "-o", str(file))
    assert (exported.exit_code, exported.stdout, exported.stderr) == (0, "", "3 decisions\n")
    result = run("decisions", "import", str(file), db=rebuilt)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "3 decisions: 3 added\n")
    assert listed(run, db=rebuilt) == listed(run)
    assert run("decisions", "export", db=rebuilt).stdout == file.read_text(encoding="utf-8")
    assert run("decisions", "import", str(file), db=rebuilt).stderr == "3 decisions: 3 present\n"


def test_standard_input_and_output_do_as_well(run: Run, decided: list[str], rebuilt: Path) -> None:
    exported = run("decisions", "export")
    assert [line["decision"] for line in json_lines(exported)] == ["review"] * 3
    result = run("decisions", "import", "-", "--json", db=rebuilt, stdin=exported.stdout_bytes)
    assert [(line["outcome"], line["line"]) for line in json_lines(result)] == [
        ("added", 1),
        ("added", 2),
        ("added", 3),
    ]


def test_a_conflict_has_a_line_and_the_exit_status_says_so(
    run: Run, decided: list[str], rebuilt: Path
) -> None:
    exported = run("decisions", "export").stdout_bytes
    run("review", "accept", decided[0], "--as", "Wen", db=rebuilt)
    lines = [*exported.splitlines(), b"", b"no decision"]
    result = run("decisions", "import", "-", db=rebuilt, stdin=b"\n".join(lines))
    assert result.exit_code == 1
    conflict, invalid, summary = result.stderr.splitlines()
    assert conflict.startswith(f"line 2: {decided[0]}: conflict: Wen accepted it on ")
    assert "; Eva rejected it there on " in conflict
    assert invalid == "line 5: ?: invalid: is not JSON"
    assert summary == "quotesdb: 4 decisions: 2 added, 1 conflict, 1 invalid"


def test_an_existing_file_is_not_replaced_unasked(run: Run, decided: list[str], tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text("mine", encoding="utf-8")
    assert run("decisions", "export", "-o", str(file)).exit_code == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("decisions", "export", "-o", str(file), "--overwrite").exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[0])["decision"] == "review"


def test_a_file_that_cannot_be_read_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("none", "cannot be read"),
        (".", "is not a file"),
        ("pipe", "is not a file"),
        ("/dev/zero", "is not a file"),
        ("a\0b", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ):
        result = run("decisions", "import", str(tmp_path / name))
        assert result.exit_code == 2
        assert reason in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_each_bad_line_is_told_with_its_number_and_the_others_come_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first, *_] = [line["id"] for line in json_lines(run("quotes", "--json", "--limit", "1"))]
    run("review", "accept", first)
    good = run("decisions", "export").stdout.strip()
    said = json.loads(good)
    monkeypatch.setattr(transfer, "LONGEST", 2_000_000)
    bad = [
        b"\xff\xfe",
        b'{"decision": "review", "note": "' + b"x" * 5_000_000 + b'"}',
        b"[" * 500_000,
        b'{"decision": ' * 900 + b"1" + b"}" * 900,
        json.dumps({**said, "spare": []}).replace("[]", "[" * 900 + "]" * 900, 1).encode(),
        b'{"decision": "' + b"k" * 1_000_000 + b'"}',
        b"9" * 5_000,
        json.dumps({**said, "quote": "\ud800"}).encode(),
        json.dumps({**said, "reviewer": "\0\ud800", "created_at": "2025-01-01T00:00:00Z"}).encode(),
        json.dumps({**said, "selector": {"start": 10**30, "end": 10**30 + 1, "exact": "a"}}).encode(),
    ]
    file = tmp_path / "decisions.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + b"\n".join([good.encode(), *bad, good.encode()]))
    result = run("decisions", "import", str(file))
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert max(map(len, told)) < 1_000
    numbers = [int(line.split(":")[0].removeprefix("line ")) for line in told[:-1]]
    assert numbers == [
        2,
        3,
        4,
        5,
        7,
        8,
        9,
        10,
        11,
    ]
    assert "longer than 2 MB" in told[1]
    assert "3 present" in told[-1]


def test_a_line_without_an_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LONGEST", 1_000)
    with Path("/dev/zero").open("rb") as endless:
        [told] = transfer.read_lines(endless)
    assert "is longer than" in str(told)


def test_a_kind_of_decision_that_no_sentence_was_written_for_is_told_by_its_name() -> None:
    entry = DecisionEntry(
        id="d-4f7k2m6x3a",
        verdict="mark",
        about=(Party("a-4f7k2m6x3a", "Ferries to stay"),),
        name="corrected in print",
        before=None,
        judge="Bo Sample",
        at=datetime(2025, 3, 14, tzinfo=UTC),
        note=None,
        retracted_at=None,
        retraction=None,
        retracted_by=None,
        retraction_note=None,
    )
    assert worded(entry) == "Ferries to stay (a-4f7k2m6x3a) has the mark corrected in print"
