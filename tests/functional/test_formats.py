"""``quotesdb formats``: what is there to read and to write, also of other packages."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

from quotesdb.readers import registry
from tests import bundle
from tests.functional.conftest import Run, json_lines

if TYPE_CHECKING:
    import pytest


def test_readers_and_exporters_say_what_they_are_for(run: Run) -> None:
    found = {(one["use"], one["name"]): one for one in json_lines(run("formats", "--json"))}
    assert found["read", "html"]["endings"] == [".htm", ".html", ".xhtml"]
    assert "web pages" in found["read", "html"]["purpose"]
    assert "BibTeX" in found["write", "bibtex"]["purpose"]
    assert all(one["purpose"] for one in found.values())
    head, *lines = run("formats").stdout.splitlines()
    assert head.split("\t")[0] == "use"
    assert len(lines) == len(found)


def test_those_of_other_packages_are_listed_and_broken_ones_say_why(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = {
        "bundle": EntryPoint("bundle", bundle.__name__, registry.GROUP),
        "gone": EntryPoint("gone", "no_such_module", registry.GROUP),
    }
    monkeypatch.setattr(registry, "_registered", lambda: points)
    found = {one["name"]: one for one in json_lines(run("formats", "--json"))}
    assert found["bundle"]["purpose"].startswith("An invented format of several articles a file")
    assert "cannot be loaded" in found["gone"]["purpose"]
