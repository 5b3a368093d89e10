"""The rows of tables: comma separated, workbooks, and JSON lines, one after the other."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, dropwhile, islice
from typing import Any, BinaryIO

from quotesdb.readers import columns
from quotesdb.readers.archive import CALLED, MOST, open_zip
from quotesdb.readers.decode import decode, encoding_of
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.foreign import UNKNOWN_JSON, decoded_head
from quotesdb.readers.json_pieces import listed
from quotesdb.readers.loaded import begins_json, records
from quotesdb.readers.source import LARGE, beginning, lines_of, size_of

Row = Mapping[str, Any]

_MARKS = ",;\t|"
_IN_MARKS = re.compile(r'"[^"]*"')
_SAMPLE = 30
_MARK_SAID = re.compile(r"(?:sep=.)?", re.IGNORECASE)
_NEXT = re.compile(r"[\s,]*\{")
_LISTS = ("results", "articles", "items", "documents", "docs", "data", "records", "stories", "rows")
_LISTED = re.compile(rf'\{{[^\[]{{0,2000}}?"(?:{"|".join(_LISTS)})"\s*:\s*\[')
"""An object of which one key has the list of records."""

_SENTENCE_END = re.compile(r"\w[.!?][\"'”’»]*(?=\s|$)|[。！？]")
_MEMBER = re.compile(r'[\s,{]*"((?:[^"\\]|\\.){0,200})"\s*:\s*')
_METADATA, _WHOLE = ("meta", "metadata", "fields"), "attributes"
"""Objects with what is said of a text; the last often has what a program keeps, or the whole record."""

_RATIO = 200
_MOST_IN_ALL = 300_000_000
_MOST_CELL = 10_000_000
_MOST_COLUMNS = 1_000
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00D|\x00<\x00!\x00D")


@dataclass(frozen=True, slots=True)
class Table:
    """The header of a table and its rows by it; ``name`` is that of the sheet where there are several.

    In place of a row that is broken stands the error that says so.
    """

    kind: str
    name: str
    header: Sequence[str]
    rows: Iterator[Row | ReadError]


def tables(file: BinaryIO) -> Iterator[Table]:
    """The tables of a file.

    Raises:
        ReadError: if it is none, or broken.

    """
    size = size_of(file)
    head = beginning(file, 4096)
    if head.startswith(b"PK\x03\x04"):
        yield from _of_workbook(file)
    elif begins_json(head):
        yield _of_records(file)
    else:
        yield _of_text(
            lines_of(file, encoding_of(file)[0], "")
            if size > LARGE
            else io.StringIO(decode(file.read())[0], newline="")
        )


def sample(text: str) -> list[Row]:
    """The first rows of a table or of JSON lines, as far as the beginning of a file has them whole."""
    if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return _first_records(text.lstrip("\ufeff \r\n\t"))
    lines = list(_started(io.StringIO(text[: text.rfind("\n") + 1], newline="")))
    names = _names(lines[0])
    try:
        rows = list(islice(_cells(_reader(lines)), _SAMPLE))
    except ReadError:
        return []
    return list(_by_header(names, iter(rows))) if len(names) > 1 else []


def _names(line: str) -> list[str]:
    """The names of the columns in a first line; none where it is longer than names are."""
    line = line.rstrip("\r\n")
    if len(line) > 5_000:
        return []
    try:
        return next(csv.reader([line], delimiter=_mark(line)), [])
    except csv.Error:
        return []


def _mark(line: str) -> str:
    """The sign between the cells of a line: what stands there most often outside quotation marks."""
    return max(_MARKS, key=_IN_MARKS.sub("", line).count)


def _started(lines: Iterator[str]) -> Iterator[str]:
    """Lines from the first filled one on; Excel may write before it which sign is between the cells."""
    filled = dropwhile(lambda line: _MARK_SAID.fullmatch(line.strip("\ufeff \r\n\t")), lines)
    return chain([next(filled, "").lstrip("\ufeff \r\n")], filled)


def _first_records(text: str) -> list[Row]:
    decoder, found, at = json.JSONDecoder(strict=False), list[Row](), 0
    inside = _LISTED.match(text)
    text = text[inside.end() :] if inside else text.removeprefix("[")
    while len(found) < _SAMPLE and (begins := _NEXT.match(text, at)):
        try:
            record, at = decoder.raw_decode(text, begins.end() - 1)
        except (ValueError, RecursionError):
            at = text.find("\n", begins.end())
            if at < 0:
                break
            continue
        found.append(_flat(record))
    return found if len(found) > 1 or (inside and found) or _is_article(found) else _begun(text)


def _is_article(records: Sequence[Any]) -> bool:
    """Whether a record that is alone is an article: sentences, a title, a day and no list of others."""
    if not records or not isinstance(record := records[0], dict):
        return False
    named = columns.found(map(str, record))
    has_lists = any(
        isinstance(part, dict) for one in record.values() if isinstance(one, list) for part in one
    )
    text = record.get(named.get("text", ""))
    is_told = isinstance(text, str) and len(_SENTENCE_END.findall(text)) > 1
    return is_told and not has_lists and {"title", "published_at"} <= named.keys()


def _begun(text: str) -> list[Row]:
    """What is seen of a first record that is longer than that, as of one with the page it was made of."""
    decoder, record, member = json.JSONDecoder(strict=False), dict[str, Any](), _MEMBER.match(text)
    while member and "\n" not in text and not text.rstrip().endswith("}"):
        try:
            record[member[1]], at = decoder.raw_decode(text, member.end())
        except (ValueError, RecursionError):
            record[member[1]] = text[member.end() :]
            break
        member = _MEMBER.match(text, at)
    return [record] if "title" in columns.found(record) else []


def _flat(record: Any) -> Any:
    """A record with what stands in an object of its metadata beside the text."""
    if not isinstance(record, dict):
        return record
    keys = _METADATA if columns.of_texts(map(str, record)) else (*_METADATA, _WHOLE)
    inner = [one for key in keys if isinstance(one := record.get(key), dict)]
    return {key: value for one in (*inner, record) for key, value in one.items()} if inner else record


def _of_text(lines: Iterator[str]) -> Table:
    started = _started(lines)
    first = next(started)
    names = _names(first)
    return Table("a table (CSV)", "", names, _by_header(names, _cells(_reader(chain([first], started)))))


def _reader(lines: Iterable[str]) -> Iterator[list[str]]:
    left = iter(lines)
    first = next(left, "")
    csv.field_size_limit(_MOST_CELL)
    return csv.reader(chain([first], left), delimiter=_mark(first))


def _cells(lines: Iterator[list[str]]) -> Iterator[Sequence[Any]]:
    try:
        for number, line in enumerate(lines):
            if number and any(cell.strip() for cell in line):
                yield line
    except csv.Error as error:
        raise ReadError(f"a broken table: {error}") from error


def _by_header(names: Sequence[str], lines: Iterator[Sequence[Any]]) -> Iterator[Row]:
    for line in lines:
        yield dict(zip(names, line, strict=False))


def _of_records(file: BinaryIO) -> Table:
    inside = _LISTED.match(decoded_head(beginning(file, 4096)).strip())
    found = map(_flat, listed(file, _LISTS) if inside else records(file))
    first, broken = next(found, None), list[ReadError]()
    while isinstance(first, ReadError):
        broken.append(first)
        first = next(found, None)
    if not isinstance(first, dict):
        raise ReadError(UNKNOWN_JSON)
    others = (one for one in found if isinstance(one, (dict, ReadError)))
    names = [str(key) for key in list(first)[:_MOST_COLUMNS]]
    return Table("a JSON file", "", names, chain(broken, [first], others))


def _of_workbook(file: BinaryIO) -> Iterator[Table]:
    from openpyxl import load_workbook

    _refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # the library raises whatever comes at broken workbooks
        raise ReadError("a broken workbook (XLSX)") from error
    for sheet in book.worksheets:
        lines = _lines(sheet)
        names = [str(cell or "").strip() for cell in next(filter(_is_header, lines), ())][:_MOST_COLUMNS]
        if any(names):
            name = sheet.title if len(book.worksheets) > 1 else ""
            yield Table("a spreadsheet (XLSX)", name, names, _by_header(names, lines))


def _is_header(line: Sequence[Any]) -> bool:
    """Whether a first row may be that of the columns' names: a title above them has one cell."""
    return len(line) == 1 or sum(cell is not None for cell in line) > 1


def _lines(sheet: Any) -> Iterator[Sequence[Any]]:
    try:
        for line in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
            if any(cell is not None for cell in line):
                yield [cell.isoformat() if isinstance(cell, datetime) else cell for cell in line]
    except Exception as error:  # as above
        raise ReadError("a broken workbook (XLSX)") from error


def _refuse_bombs(data: BinaryIO) -> None:
    """Refuse what unpacks to too much, or declares what no workbook does."""
    archive = open_zip(data, CALLED[".xlsx"])
    size = 0
    for info in archive.infolist():
        size += info.file_size
        if info.file_size > max(1_000_000, min(MOST, _RATIO * info.compress_size)) or size > _MOST_IN_ALL:
            raise ReadError(f"{shown(info.filename)} in the archive unpacks to too much")
        if info.filename.lower().endswith((".xml", ".rels")):
            try:
                with archive.open(info) as file:
                    head = file.read(4096)
            except Exception as error:  # as archive.member does, in fewer words
                raise ReadError("a broken workbook (XLSX)") from error
            if _DOCTYPE.search(head):
                raise ReadError("a workbook (XLSX) with declarations that no workbook has")
