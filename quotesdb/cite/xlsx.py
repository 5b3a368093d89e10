"""Excel (XLSX) for spreadsheets: the columns of CSV, numbers as numbers, no cell a formula.

Text stands in the cells themselves, so that a spreadsheet takes none for a formula, whatever it begins with.
A sheet ends where Excel's do, and another follows. What a cell cannot hold (control characters; more than
32,767 characters) is replaced by a mark: CSV and JSON hold everything.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from quotesdb.cite import Options
from quotesdb.cite.csv_rows import Columns, cell, chosen, value_at
from quotesdb.json_shape import plain
from quotesdb.values import Citation

MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
"""Of a sheet with its header, and of a cell."""

_CUT = " [...]"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x(?=[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what Excel would take for the number of a character."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TOP = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of each part: the same citations give the same file."""


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:
    """A sheet with a header row and one row per citation; ``columns`` are those wanted, with commas between.

    Raises:
        UnknownColumn: if there is none of a name.
    """
    columns = chosen(options)
    coming = iter(citations)
    sheets = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for first in coming:
            sheets += 1
            _write_sheet(file, sheets, columns, chain([first], islice(coming, MOST_ROWS - 2)))
        if not sheets:
            sheets = 1
            _write_sheet(file, sheets, columns, ())
        for name, content in _frame(sheets):
            file.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)


def _write_sheet(file: zipfile.ZipFile, number: int, columns: Columns, citations: Iterable[Citation]) -> None:
    with file.open(
        zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", _MOMENT), "w", force_zip64=True
    ) as sheet:
        sheet.write(_TOP.encode())
        sheet.write(_row([name for name, _ in columns]).encode())
        for citation in citations:
            data = plain(citation)
            sheet.write(_row([value_at(data, path) for _, path in columns]).encode())
        sheet.write(b"</sheetData></worksheet>")


def _row(values: list[Any]) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    text = _UNFIT.sub(lambda found: "_x005F_x" if found[0] == "_x" else "\ufffd", _short(cell(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _frame(sheets: int) -> Iterator[tuple[str, str]]:
    """The parts of the file that say what the others are."""
    numbers = range(1, sheets + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for one in numbers
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    book = f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    default = f'<Default Extension="rels" ContentType="{relations}"/>'
    listed = f'<Types xmlns="{_PACKAGE}/content-types">{default}{book}{types}</Types>'
    yield "[Content_Types].xml", f"{_HEAD}{listed}"
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name="Quotations{"" if one == 1 else f" {one}"}" sheetId="{one}" r:id="rId{one}"/>'
        for one in numbers
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([("worksheet", f"worksheets/sheet{one}.xml") for one in numbers]),
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
