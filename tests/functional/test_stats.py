from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from quotesdb.services.stats import By
from tests.functional.conftest import Run, json_lines

Golden = Callable[[str, str], None]
SVG = "{http://www.w3.org/2000/svg}"


def test_speakers_are_counted_with_the_totals_their_shares_are_of(run: Run, golden: Golden) -> None:
    result = run("stats", "--limit", "6")
    assert result.exit_code == 0
    assert "--limit 0 shows all" in result.stderr
    golden("cli/stats.txt", result.stdout)


@pytest.mark.parametrize("by", list(By))
def test_every_count_is_of_all_quotations_that_fit(run: Run, by: By) -> None:
    [found] = json_lines(run("stats", "--by", str(by.value), "--json", "--limit", "0"))
    listed = json_lines(run("quotes", "--json", "--limit", "0"))
    assert found["quotes"] == sum(row["count"]["quotes"] for row in found["rows"]) == len(listed)
    assert found["groups"] == len(found["rows"])


def test_csv_has_the_shares_and_the_totals(run: Run) -> None:
    result = run("stats", "--by", "publisher", "--csv", "--since", "2022")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    [found] = json_lines(run("stats", "--by", "publisher", "--json", "--since", "2022"))
    assert [row["name"] for row in rows] == [row["name"] for row in found["rows"]]
    assert {row["of_words"] for row in rows} == {str(found["words"])}
    assert sum(int(row["quotes"]) for row in rows) == found["quotes"]


def test_filters_are_those_of_quotes(run: Run) -> None:
    filters = ["water", "--speaker", "Okonjo", "--kind", "direct"]
    [found] = json_lines(run("stats", *filters, "--json"))
    assert found["quotes"] == len(json_lines(run("quotes", *filters, "--json", "--limit", "0"))) > 0


def test_nothing_to_count_is_no_error(run: Run) -> None:
    result = run("stats", "xylophone")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no quotation fits\n")


@pytest.mark.parametrize("by", ["kind", "month"])
def test_the_plot_is_an_svg_that_names_every_row(run: Run, tmp_path: Path, by: str, golden: Golden) -> None:
    file = tmp_path / "plot.svg"
    assert run("stats", "--by", by, "--plot", str(file)).exit_code == 0
    drawn = file.read_text(encoding="utf-8")
    golden(f"cli/stats-{by}.svg", drawn)
    [found] = json_lines(run("stats", "--by", by, "--json"))
    bars = [
        bar for bar in ElementTree.fromstring(drawn).iter(f"{SVG}rect") if bar.find(f"{SVG}title") is not None
    ]
    assert len(bars) == len(found["rows"])


def test_names_cannot_break_the_plot(run: Run, tmp_path: Path) -> None:
    article, db, file = tmp_path / "a.txt", tmp_path / "a.db", tmp_path / "a.svg"
    article.write_text("“It is late,” said Ada Example.\n", encoding="utf-8")
    run("ingest", str(article), "--publisher", "<Harbour> & \x1b[31m“Courier” " + "x" * 80, db=db)
    assert run("stats", "--by", "publisher", "--plot", str(file), db=db).exit_code == 0
    texts = [text.text or "" for text in ElementTree.parse(file).getroot().iter(f"{SVG}text")]
    assert any(text.startswith("<Harbour> & “Courier” x") and len(text) < 45 for text in texts)


def test_a_file_that_exists_is_replaced_only_when_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    file.write_text("mine", encoding="utf-8")
    result = run("stats", "--plot", str(file))
    assert (result.exit_code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert run("stats", "--plot", str(file), "--overwrite").exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_a_png_needs_a_library_and_says_which(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plot.png"
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    result = run("stats", "--plot", str(file))
    assert result.exit_code == 2
    assert "cairosvg" in result.stderr
    assert "plot.svg" in result.stderr
    assert not file.exists()
    drawn = {}
    monkeypatch.setitem(sys.modules, "cairosvg", SimpleNamespace(svg2png=lambda **how: drawn.update(how)))
    assert run("stats", "--plot", str(file)).exit_code == 0
    assert drawn["write_to"] == str(file)
    assert drawn["bytestring"].startswith(b"<svg")


@pytest.mark.parametrize(
    "arguments", [["--plot", "plot.pdf"], ["--csv", "--json"], ["--by", "gender"]], ids=" ".join
)
def test_what_cannot_be_meant_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    assert run("stats", *arguments).exit_code == 2


def test_tags_are_set_shown_counted_and_taken_back(run: Run) -> None:
    [told] = json_lines(run("tag", "Okonjo", "Scientist", "local", "--as", "ines", "--json"))
    assert (told["name"], told["tags"]) == ("Amara Okonjo", ["local", "scientist"])
    [found] = json_lines(run("stats", "--by", "tag", "--json"))
    assert {row["name"] for row in found["rows"]} == {"local", "scientist", None}
    assert "Tags      local, scientist" in run("speaker", "Okonjo").stdout
    shown = run("tag", "Okonjo", "--remove", "local").stdout.splitlines()
    assert shown[0].endswith("Amara Okonjo: scientist")
    assert "ines set local, reviewer took it back" in shown[1] + shown[2]
    assert run("tag", "Okonjo").stdout.splitlines() == shown


def test_a_tag_that_is_not_there_cannot_be_taken_back(run: Run) -> None:
    result = run("tag", "Okonjo", "--remove", "local")
    assert result.exit_code == 2
    assert "has no tag 'local'" in result.stderr
