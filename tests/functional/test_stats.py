from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontpkg import path
from resvg_py import svg_to_bytes

from quotesdb.present.chart import FONT
from quotesdb.services.lookup.stats import By
from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

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
    assert any(text.startswith("<Harbour> & “Courier” x") and len(text) < 45 for text in texts(file))


def test_a_file_that_exists_is_replaced_only_when_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    file.write_text("mine", encoding="utf-8")
    result = run("stats", "--plot", str(file))
    assert (result.exit_code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert run("stats", "--plot", str(file), "--overwrite").exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_a_png_is_the_same_picture_in_pixels(run: Run, tmp_path: Path) -> None:
    file, vectors = tmp_path / "plot.png", tmp_path / "plot.svg"
    for each in (file, vectors):
        assert run("stats", "--by", "month", "--plot", str(each)).exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    size = ElementTree.parse(vectors).getroot()
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    assert (width, height) == (2 * int(size.attrib["width"]), 2 * int(size.attrib["height"]))


def test_letters_are_drawn_where_the_machine_has_no_fonts() -> None:
    """What a machine without fonts shows: the words, in the font that comes along."""
    empty = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60">{}</svg>'
    drawn = [
        svg_to_bytes(
            svg_string=empty.format(f'<text y="40" font-family="{FONT}">{words}</text>'),
            skip_system_fonts=True,
            font_files=[str(path(FONT))],
        )
        for words in ("", "Łukasz", "Дмитрий")
    ]
    assert len(set(drawn)) == 3


def test_a_picture_that_would_be_too_tall_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotesdb.cli.commands.stats.MOST_ROWS", 2)
    result = run("stats", "--plot", str(tmp_path / "plot.png"))
    assert result.exit_code == 2
    assert "--limit" in result.stderr
    assert run("stats", "--plot", str(tmp_path / "plot.svg")).exit_code == 0


def texts(file: Path) -> list[str]:
    return [text.text or "" for text in ElementTree.parse(file).getroot().iter(f"{SVG}text")]


@pytest.fixture
def monthly(run: Run, tmp_path: Path) -> Path:
    """Quotations of two far months, one of a year, and many that have no date."""
    db = tmp_path / "monthly.db"
    dates = {"a": "2022-11-02", "b": "2025-03-04", "c": "2024", "d": None}
    for name, day in dates.items():
        article = tmp_path / f"{name}.md"
        said = "".join(f"“It is {name} {i},” said Ada Example.\n\n" for i in range(30 if name == "d" else 1))
        article.write_text(f"---\n{f'published_at: {day}' if day else 'title: no day'}\n---\n\n{said}")
        assert run("ingest", str(article), "--publisher", "Harbour Courier", db=db).exit_code == 0
    return db


def test_what_has_no_month_does_not_flatten_the_months(run: Run, tmp_path: Path, monthly: Path) -> None:
    file = tmp_path / "plot.svg"
    run("stats", "--by", "month", "--plot", str(file), db=monthly)
    assert "not drawn: 30 undated, 1 with a year alone" in texts(file)[1]
    heights = [float(bar.attrib["height"]) for bar in ElementTree.parse(file).getroot().iter(f"{SVG}rect")]
    assert len(heights) == 3
    assert min(heights) > 200
    assert {"2023-01", "2024-01", "2025-01", "0", "1"} < set(texts(file))


def test_every_month_is_shown_unless_a_limit_is_given(run: Run, tmp_path: Path) -> None:
    db, articles = tmp_path / "long.db", tmp_path / "articles"
    articles.mkdir()
    for number in range(25):
        day = f"{2020 + number // 12}-{number % 12 + 1:02}-01"
        said = f"“It is number {number},” said Ada Example.\n"
        (articles / f"{number}.md").write_text(f"---\npublished_at: {day}\n---\n\n{said}", encoding="utf-8")
    run("ingest", str(articles), db=db)
    assert len(json_lines(run("stats", "--by", "month", "--json", db=db))[0]["rows"]) == 25
    assert len(json_lines(run("stats", "--by", "month", "--limit", "3", "--json", db=db))[0]["rows"]) == 3


def test_the_plot_says_what_was_counted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    listed = json_lines(run("quotes", "--json"))
    publisher = next(row["article"]["publisher"] for row in listed if row["article"]["publisher"])
    filters = ["--publisher", publisher, "--since", "2020", "--all"]
    assert run("stats", *filters, "--plot", str(file)).exit_code == 0
    assert texts(file)[1] == f"Counted: publisher {publisher}; since 2020; thoughts and facts shown as well"


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_nothing_counted_is_not_drawn(run: Run, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"plot.{suffix}"
    result = run("stats", "xylophone", "--plot", str(file))
    told = f"no quotation fits; nothing to draw: {file} is not written\n"
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", told)
    assert not file.exists()


def test_a_scale_of_time_needs_a_month(run: Run, tmp_path: Path) -> None:
    article, db, file = tmp_path / "a.txt", tmp_path / "a.db", tmp_path / "a.png"
    article.write_text("“It is late,” said Ada Example.\n", encoding="utf-8")
    run("ingest", str(article), db=db)
    result = run("stats", "--by", "month", "--plot", str(file), db=db)
    assert (result.exit_code, result.stderr) == (0, f"1 row; nothing to draw: {file} is not written\n")
    assert not file.exists()


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


def test_the_help_says_whose_name_is_taken(run: Run) -> None:
    assert "[default: user.name of git, else your" in run("tag", "--help").stdout


def test_a_tag_that_is_not_there_cannot_be_taken_back(run: Run) -> None:
    result = run("tag", "Okonjo", "--remove", "local")
    assert result.exit_code == 2
    assert "has no tag 'local'" in result.stderr


@pytest.mark.parametrize("left_out", ["anonymous", "unattributed", "groups"])
def test_what_is_left_out_is_in_no_total_and_no_share(run: Run, left_out: str) -> None:
    [everything] = json_lines(run("stats", "--by", "kind", "--json"))
    [rest] = json_lines(run("stats", "--by", "kind", "--json", "--without", left_out))
    kind = {"anonymous": "anonymous", "unattributed": None, "groups": "group"}[left_out]
    gone = sum(row["count"]["quotes"] for row in everything["rows"] if row["kind"] == kind)
    assert gone > 0
    assert rest["quotes"] == everything["quotes"] - gone
    assert kind not in {row["kind"] for row in rest["rows"]}
    assert sum(row["count"]["quotes_share"] for row in rest["rows"]) == pytest.approx(1, abs=0.001)
    [speakers] = json_lines(run("stats", "--json", "--limit", "0", "--without", left_out))
    assert sum(row["count"]["quotes"] for row in speakers["rows"]) == rest["quotes"]


def test_direct_is_the_kind(run: Run) -> None:
    assert run("stats", "--direct").stdout == run("stats", "--kind", "direct").stdout
    assert run("stats", "--direct", "--kind", "indirect").exit_code == 2


@pytest.mark.parametrize("by", ["speaker", "publisher", "kind", "tag", "cue"])
def test_the_months_of_a_row_add_up_to_it(run: Run, by: str) -> None:
    [found] = json_lines(run("stats", "--by", by, "--per-month", "--limit", "3", "--json"))
    for row in found["rows"]:
        key = (row["name"], row["id"], row["kind"])
        months = [one for one in found["months"] if (one["name"], one["id"], one["kind"]) == key]
        assert sum(one["quotes"] for one in months) == row["count"]["quotes"]
        assert [one["month"] or "~" for one in months] == sorted(one["month"] or "~" for one in months)
    rows = list(csv.DictReader(io.StringIO(run("stats", "--by", by, "--per-month", "--csv").stdout)))
    assert {len(row["month"]) for row in rows} <= {0, 4, 7}
    assert run("stats", "--by", "month", "--per-month").exit_code == 2


def test_a_plot_has_the_title_and_the_width_that_were_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plot.svg"
    run("stats", "--by", "kind", "--plot", str(file), "--title", "Who & what", "--width", "480")
    drawn = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert drawn.get("width") == "480"
    assert drawn.findtext(f"{SVG}title") == "Who & what"


def test_a_specification_has_the_data_of_the_rows(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plot.json"
    run("stats", "--limit", "2", "--plot", str(file), "--title", "Who", "--since", "2001")
    told = json.loads(file.read_text(encoding="utf-8"))
    [found] = json_lines(run("stats", "--limit", "2", "--json", "--since", "2001"))
    assert (told["title"]["text"], told["title"]["subtitle"]) == ("Who", "Counted: since 2001")
    assert [one["quotes"] for one in told["data"]["values"]] == [
        row["count"]["quotes"] for row in found["rows"]
    ]
    run("stats", "--limit", "2", "--per-month", "--plot", str(file), "--overwrite")
    lines = json.loads(file.read_text(encoding="utf-8"))
    assert {"name", "month", "quotes"} <= set(lines["data"]["values"][0])
    assert lines["encoding"]["color"]["field"] == "name"
    assert run("stats", "--per-month", "--plot", str(tmp_path / "plot.png")).exit_code == 2


@pytest.mark.parametrize("command", [["stats"], ["stats", "--per-month"], ["formats"]], ids=" ".join)
def test_a_pipe_gets_a_header_and_tabs_between_cells(run: Run, command: list[str]) -> None:
    rows = [line.split("\t") for line in run(*command).stdout.splitlines() if "\t" in line]
    assert len({len(row) for row in rows}) == 1
    assert all(rows[0])
    assert len(rows) > 2
