"""``quotesdb read``: what a reader makes of a file, without a database."""

from __future__ import annotations

from pathlib import Path

from tests.functional.conftest import Run, json_lines

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
ARTICLE = f"---\ntitle: Bridge closes\nbyline: Ada Example\npublished_at: 2025-03\n---\n{SAID}\n"


def test_a_document_is_shown_with_its_data_and_zones(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bridge.md"
    file.write_text(ARTICLE + "\n## What next\n\nNobody knows.\n", encoding="utf-8")
    [found] = json_lines(run("read", "--json", str(file), db=None))
    assert (found["path"], found["member"], found["format"]) == (str(file), None, "markdown")
    assert (found["title"], found["byline"]) == ("Bridge closes", ["Ada Example"])
    assert (found["published"]["printed"], found["published"]["precision"]) == ("2025-03", "month")
    [zone] = found["zones"]
    start, end = zone["span"]
    assert (zone["kind"], found["text"][start:end]) == ("subhead", "What next")
    assert found["warnings"] == []


def test_what_cannot_be_read_is_an_object_of_its_own_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    bad, good = tmp_path / "empty.txt", tmp_path / "bridge.txt"
    bad.write_bytes(b"")
    good.write_text(SAID, encoding="utf-8")
    done = run("read", "--json", str(bad), str(good), db=None)
    assert done.exit_code == 1
    refused, found = json_lines(done)
    assert refused == {"path": str(bad), "member": None, "error": "empty file"}
    assert found["text"] == SAID
    assert "empty.txt: empty file" in done.stderr


def test_people_see_the_same_as_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bridge.md"
    file.write_text(ARTICLE, encoding="utf-8")
    shown = run("read", str(file), db=None).stdout
    assert "Bridge closes" in shown
    assert "byline: Ada Example" in shown
    assert "We looked twice" in shown
