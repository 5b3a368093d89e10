"""CSV for spreadsheets and statistics: RFC 4180 with a header row, every value of a citation in a cell.

Lossless but for one thing that CSV cannot say: an empty cell is both "not given" and "given as empty"; it is
read as not given. Lists (byline, evidence) and offsets are JSON in their cell.

Cells that begin with ``=``, ``+``, ``-`` or ``@`` are written as they are. A spreadsheet may take such a cell
for a formula; the usual remedy, an apostrophe before it, would change words that were printed, and every
program that reads the file would have to know of it. Import the columns as text where the articles come
from people you do not trust.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.jsonl import from_json
from quotesdb.cite.stream import write_text
from quotesdb.json_shape import plain
from quotesdb.values import Citation

_Convert = Callable[[str], Any]


def _given(convert: _Convert) -> _Convert:
    """Read a cell whose value need not be given: an empty one is null."""
    return lambda cell: convert(cell) if cell else None


_text, _number, _whole, _json = _given(str), _given(float), _given(int), _given(json.loads)


# Column, where its value stands in the JSON form, how a cell is read back; ``str`` is never null.
_COLUMNS: tuple[tuple[str, tuple[str, ...], _Convert], ...] = (
    ("id", ("id",), str),
    ("text", ("text",), str),
    ("kind", ("kind",), str),
    ("cue_class", ("cue_class",), str),
    ("speaker_id", ("speaker_id",), _text),
    ("speaker", ("speaker", "name"), str),
    ("speaker_kind", ("speaker", "kind"), _text),
    ("speaker_role", ("speaker", "role"), _text),
    ("speaker_organisation", ("speaker", "organisation"), _text),
    ("decision", ("decision", "label"), str),
    ("decided_by", ("decision", "by"), str),
    ("decider", ("decision", "name"), str),
    ("decider_version", ("decision", "version"), _text),
    ("confidence", ("decision", "confidence"), _number),
    ("decided_at", ("decision", "at"), _text),
    ("unsure", ("decision", "unsure"), _text),
    ("article_id", ("article", "id"), str),
    ("title", ("article", "title"), _text),
    ("byline", ("article", "byline"), _json),
    ("publisher", ("article", "publisher"), _text),
    ("published", ("article", "published", "printed"), str),
    ("published_precision", ("article", "published", "precision"), _text),
    ("published_utc", ("article", "published", "utc"), _text),
    ("published_offset_minutes", ("article", "published", "offset_minutes"), _whole),
    ("url", ("article", "url"), _text),
    ("archived_url", ("article", "archived_url"), _text),
    ("language", ("article", "language"), _text),
    ("paragraph", ("paragraph",), _whole),
    ("content", ("content",), _json),
    ("quoted", ("quoted",), _json),
    ("source", ("source",), _json),
    ("source_text", ("source_text",), _text),
    ("cue", ("cue",), _json),
    ("cue_text", ("cue_text",), _text),
    ("evidence", ("evidence",), _json),
    ("evidence_text", ("evidence_text",), _json),
    ("medium", ("medium",), _text),
    ("addressee", ("addressee",), _text),
    ("rule", ("rule",), str),
    ("prefix", ("prefix",), str),
    ("suffix", ("suffix",), str),
    ("note", ("note",), _text),
    ("since", ("since", "label"), str),
    ("since_what", ("since", "what"), _json),
    ("since_words", ("since", "words"), _text),
    ("since_speaker", ("since", "speaker"), _text),
)


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A header row and one row per citation, lines ending in CR LF as RFC 4180 has it."""
    write_text(out, _lines(citations))


def _lines(citations: Iterable[Citation]) -> Iterator[str]:
    rows = csv.writer(_Echo())
    yield rows.writerow(name for name, _, _ in _COLUMNS)
    for citation in citations:
        data = plain(citation)
        yield rows.writerow(_cell(_value(data, path)) for _, path, _ in _COLUMNS)


class _Echo:
    """Has the writer return each line: ``writerow`` returns what ``write`` does."""

    def write(self, line: str) -> str:
        return line


def read_csv(text: str) -> list[Citation]:
    """The citations that ``write`` wrote. Columns may stand in any order; unknown ones are ignored.

    Raises:
        ValueError: if a column is missing or a row is not a citation; the message says which.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name, _, _ in _COLUMNS if name not in (rows.fieldnames or [])]
    if missing:
        raise ValueError(f"columns are missing: {', '.join(missing)}")
    return [_read_row(number, row) for number, row in enumerate(rows, 1)]


def _value(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = data
    for key in path:
        value = value and value[key]
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_row(number: int, row: dict[str, str]) -> Citation:
    data: dict[str, Any] = {"speaker": {}, "decision": {}, "article": {"published": {}}, "since": {}}
    try:
        for name, path, convert in _COLUMNS:
            inner = data
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = convert(row[name])
        if not data["speaker"]["kind"]:
            data["speaker"] = None
        if not data["article"]["published"]["precision"]:
            data["article"]["published"] = None
        if not data["since"]["what"]:
            data["since"] = None
        return from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"row {number} is not a citation: {error!r}") from error
