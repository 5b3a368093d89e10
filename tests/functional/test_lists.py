"""Lists where no person reads them: tab-separated in a pipe, and CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.functional.conftest import Run

pytestmark = pytest.mark.usefixtures("backend")

LISTS = {
    "articles": ["Article", "Printed", "Quotes", "Publisher", "Title"],
    "checks": ["Check", "When", "Verdict", "Speaker", "Claim", "Found in"],
    "decisions list": ["Decision", "UTC", "By", "What", "Why", "Taken back"],
    "organisations": ["Quotes", "Its own", "Name", "Other names"],
    "quotes": ["Quote", "Printed", "Speaker", "Publisher", "Words", "Since then"],
    "quotes --fold": ["Quote", "Printed", "Speaker", "Publisher", "Words", "Reported"],
    "speakers": ["Speaker", "Quotes", "Articles", "First", "Last", "Name", "As printed last"],
    "suggestions": ["Quotes", "Score", "May be one", "Why"],
}


@pytest.fixture(autouse=True)
def something_to_list(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "again.txt"
    article.write_text(
        "“The mere is full again,” said Amarah Okonjo, a hydrologist, on Tuesday.\n", encoding="utf-8"
    )
    run("ingest", str(article))
    run("check", "We had nine hours of warning")
    run("speakers", "rename", "Viktor Castellan", "V. Castellan", "--as", "Wen")


def test_in_a_pipe_a_list_has_a_header_and_tabs_between_its_columns(run: Run) -> None:
    for name, columns in LISTS.items():
        header, *rows = (line.split("\t") for line in run(*name.split()).stdout.splitlines())
        assert header == columns
        assert {len(row) for row in rows} == {len(columns)}


def test_csv_has_the_same_rows(run: Run) -> None:
    for name in LISTS:
        in_a_pipe = [line.split("\t") for line in run(*name.split()).stdout.splitlines()]
        printed = run(*name.split(), "--csv").stdout_bytes.decode()
        assert list(csv.reader(io.StringIO(printed, newline=""))) == in_a_pipe
        assert printed.count("\r\n") == len(in_a_pipe)


def test_csv_without_a_row_has_its_header_still(run: Run) -> None:
    assert run("quotes", "xylophone", "--csv").stdout.strip() == ",".join(LISTS["quotes"])


def test_a_byte_order_mark_stands_before_csv_where_it_is_asked_for(run: Run) -> None:
    marked = run("quotes", "--bom").stdout_bytes
    assert marked == b"\xef\xbb\xbf" + run("quotes", "--csv").stdout_bytes
    assert run("stats", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfby,name,")


@pytest.mark.parametrize("forms", [("--csv", "--json"), ("--json", "--bom")])
def test_one_form_is_asked_for_at_a_time(run: Run, forms: tuple[str, str]) -> None:
    result = run("quotes", *forms)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "give only one of --csv and --json" in result.stderr
