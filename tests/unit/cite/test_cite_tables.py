"""Tables with chosen columns, as spreadsheets read them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesdb.cite import UnknownColumn, csv_rows, parquet, xlsx
from quotesdb.values import Citation, Precision, PrintedDate
from tests.unit.cite.cases import CASES, article, citation, citations

HOSTILE = [
    "=SUM(A1)",
    "+1 per cent",
    "-1 degree",
    "@quay",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "a<b>&c",
    " two  blanks ",
]


def csv_text(items: list[Citation], **options: str) -> str:
    out = BytesIO()
    csv_rows.write(items, out, options)
    return out.getvalue().decode()


def sheets(items: list[Citation], **options: str) -> list[list[tuple[Any, ...]]]:
    out = BytesIO()
    xlsx.write(items, out, options)
    book = openpyxl.load_workbook(BytesIO(out.getvalue()))
    return [[tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book]


def test_chosen_columns_come_in_the_order_asked_for() -> None:
    rows = csv_text([citation()], columns="speaker, text,paragraph").splitlines()
    assert rows == [
        "speaker,text,paragraph",
        "Mira Solane,“We will not move before May,”".replace("“", '"“') + '",4',
    ]
    assert sheets([citation()], columns="speaker, text,paragraph") == [
        [("speaker", "text", "paragraph"), ("Mira Solane", "“We will not move before May,”", 4)]
    ]


@pytest.mark.parametrize("write", [csv_rows.write, xlsx.write])
def test_a_column_that_there_is_not_is_told_before_anything_is_written(write: Any) -> None:
    out = BytesIO()
    with pytest.raises(UnknownColumn, match="no column 'speeker'; there are: id, text, kind"):
        write([citation()], out, {"columns": "id,speeker"})
    assert out.getvalue() == b""


@pytest.mark.parametrize("printed", HOSTILE)
def test_no_cell_of_a_sheet_is_a_formula_and_each_holds_what_was_printed(printed: str) -> None:
    out = BytesIO()
    xlsx.write([citation(text=printed)], out, {"columns": "text"})
    cell = openpyxl.load_workbook(BytesIO(out.getvalue())).active["A2"]
    assert (cell.value, cell.data_type) == (printed, "s") or cell.data_type == "inlineStr"
    assert cell.value == printed


@pytest.mark.parametrize("printed", HOSTILE)
def test_safe_csv_has_an_apostrophe_before_what_could_be_a_formula(printed: str) -> None:
    [row] = csv.DictReader(io.StringIO(csv_text([citation(text=printed)], safe="True"), newline=""))
    assert row["text"] == (f"'{printed}" if printed[0] in "=+-@\t" else printed)
    assert row["confidence"] == "0.93"


def test_csv_may_begin_with_a_byte_order_mark() -> None:
    assert csv_text([citation()], bom="True")[:3] == "\ufeffid"
    assert csv_text([citation()])[:2] == "id"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(citations(), max_size=3))
def test_any_citation_can_be_opened(items: list[Citation]) -> None:
    [rows] = sheets(items)
    assert len(rows) == len(items) + 1
    assert {len(row) for row in rows} == {len(csv_rows.COLUMNS)}


def test_what_a_cell_cannot_hold_is_marked() -> None:
    [[_, (text,)]] = sheets([citation(text="a\x00b\x0bc" + "x" * 40_000)], columns="text")
    assert text.startswith("a\ufffdb\ufffdc")
    assert text.endswith(" [...]")
    assert len(text) == xlsx.MOST_CHARACTERS


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    found = sheets([citation(id=f"q-{number}") for number in range(5)], columns="id")
    assert [[row[0] for row in sheet] for sheet in found] == [
        ["id", "q-0", "q-1"],
        ["id", "q-2", "q-3"],
        ["id", "q-4"],
    ]


def test_numbers_are_numbers_and_the_same_citations_give_the_same_file() -> None:
    [[_, row]] = sheets([citation()], columns="confidence,paragraph,unsure,byline")
    assert row == (0.93, 4, None, '["Ada Quill"]')
    files = [BytesIO(), BytesIO()]
    for out in files:
        xlsx.write(CASES.values(), out, {})
    assert files[0].getvalue() == files[1].getvalue()
    assert zipfile.ZipFile(files[0]).testzip() is None


def test_nothing_to_export_is_a_sheet_with_a_header() -> None:
    assert sheets([], columns="id,text") == [[("id", "text")]]


def parquet_table(items: list[Citation]) -> pyarrow.Table:
    out = BytesIO()
    parquet.write(items, out, {})
    return pyarrow.parquet.read_table(BytesIO(out.getvalue()))


def test_parquet_has_when_an_article_was_read_as_an_instant() -> None:
    read = datetime(2025, 4, 2, 7, 15, tzinfo=UTC)
    accessed = PrintedDate(date(2025, 4, 2), Precision.TIME, read, 120)
    [row] = parquet_table([citation(article=article(accessed=accessed))]).to_pylist()
    assert (row["accessed_utc"], row["accessed_offset_minutes"]) == (read, 120)
    assert row["accessed"] == accessed.printed()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(citations(), max_size=3))
def test_parquet_has_a_type_for_every_value_of_any_citation(items: list[Citation]) -> None:
    table = parquet_table(items)
    assert table.num_rows == len(items)
    assert table.column_names == [name for name, _ in csv_rows.COLUMNS]
