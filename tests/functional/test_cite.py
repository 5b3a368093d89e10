"""References from the command line."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from quotesdb.cite.references import STYLES
from quotesdb.cli.commands import cite
from tests.functional.conftest import Run, json_lines
from tests.needed import program


@pytest.fixture
def quoted(run: Run) -> list[dict]:
    return json_lines(run("quotes", "--speaker", "Okonjo", "--json"))


def test_the_styles_of_the_command_are_those_there_are() -> None:
    assert sorted(STYLES) == sorted(cite.STYLES)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_reference_is_one_line_to_paste(run: Run, quoted: list[dict], style: str) -> None:
    result = run("cite", quoted[0]["id"], "--style", style)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "Brackenford Gazette" in result.stdout
    assert "machine" not in result.stdout


def test_quotations_of_one_article_its_own_id_and_its_speaker_give_one_line(
    run: Run, quoted: list[dict]
) -> None:
    article = quoted[0]["article"]["id"]
    same = [one["id"] for one in quoted if one["article"]["id"] == article]
    assert len(same) > 1
    once = run("cite", same[0]).stdout
    assert run("cite", *same).stdout == once
    assert run("cite", article).stdout == once
    assert once in run("cite", quoted[0]["speaker_id"]).stdout


def test_provenance_stands_on_lines_of_its_own(run: Run, quoted: list[dict]) -> None:
    reference, *below = run("cite", quoted[0]["id"], "--provenance").stdout.splitlines()
    assert reference == run("cite", quoted[0]["id"]).stdout.rstrip("\n")
    assert [line.split(" ")[4] for line in below][:3] == ["Quotation", "Speaker:", "Attribution:"]
    [data] = json_lines(run("cite", quoted[0]["id"], "--json", "--style", "mla"))
    assert data["provenance"] == [line.strip() for line in below]
    assert (data["style"], data["article_id"]) == ("mla", quoted[0]["article"]["id"])


def test_italics_in_markdown_and_html(run: Run, quoted: list[dict]) -> None:
    article = quoted[0]["article"]["id"]
    assert "*The Brackenford Gazette*" in run("cite", article, "--as", "markdown").stdout
    assert "<i>The Brackenford Gazette</i>" in run("cite", article, "--as", "html").stdout


@pytest.mark.parametrize("style", ["harward", "apa.cls"])
def test_a_style_that_is_none_is_told(run: Run, style: str) -> None:
    result = run("cite", "a-aaaaaaaaaa", "--style", style)
    assert result.exit_code == 2
    assert "chicago-author-date" in result.stderr


def test_without_pandoc_a_style_of_a_file_is_refused(
    run: Run, quoted: list[dict], tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("cite", quoted[0]["id"], "--style", "mine.csl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pandoc is not installed" in result.stderr


def test_a_style_that_only_names_another_is_refused_as_pandoc_would_fetch_that(
    run: Run, quoted: list[dict], tmp_path: Path, monkeypatch
) -> None:
    pandoc = tmp_path / "pandoc"
    pandoc.write_text("#!/bin/sh\ntouch called\n")
    pandoc.chmod(pandoc.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    style = tmp_path / "mine.csl"
    style.write_text('<style><link href="http://styles.example/other" rel="independent-parent"/></style>')
    result = run("cite", quoted[0]["id"], "--style", str(style))
    assert result.exit_code == 2
    assert "only names another style" in result.stderr
    assert not Path("called").exists()


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0">
<info><title>Mine</title><id>mine</id><updated>2025-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>
<text value="See "/><text variable="container-title" font-style="italic"/>
</layout></bibliography>
</style>"""


@pytest.mark.parametrize(("kind", "shown"), [("in-text", "See *The Brackenford Gazette*"), ("note", None)])
def test_pandoc_applies_a_style_of_a_file(
    run: Run, quoted: list[dict], tmp_path: Path, kind: str, shown: str | None
) -> None:
    program("pandoc")
    style = tmp_path / "mine.csl"
    style.write_text(STYLE.format(kind=kind))
    result = run("cite", quoted[0]["id"], "--style", str(style), "--as", "markdown")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip().rstrip(".") == (shown or quoted[0]["article"]["title"])
