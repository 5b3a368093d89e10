"""CSV for spreadsheets and statistics: RFC 4180 with a header row, every value of a citation in a cell.

Lossless but for one thing that CSV cannot say: an empty cell is both "not given" and "given as empty".
Lists (byline, evidence) and offsets are JSON in their cell.

Cells that begin with ``=``, ``+``, ``-`` or ``@`` are written as they are. A spreadsheet may take such a cell
for a formula; the usual remedy, an apostrophe before it, changes words that were printed, and every program
that reads the file would have to know of it. It is there for who asks for it (``safe``); XLSX needs none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from quotesdb.cite import Options, UnknownColumn
from quotesdb.cite.stream import write_text
from quotesdb.json_shape import plain
from quotesdb.values import Citation

# Column, and where its value stands in the JSON form.
Columns = tuple[tuple[str, tuple[str, ...]], ...]
COLUMNS: Columns = (
    ("id", ("id",)),
    ("text", ("text",)),
    ("kind", ("kind",)),
    ("cue_class", ("cue_class",)),
    ("speaker_id", ("speaker_id",)),
    ("speaker", ("speaker", "name")),
    ("speaker_kind", ("speaker", "kind")),
    ("speaker_role", ("speaker", "role")),
    ("speaker_organisation", ("speaker", "organisation")),
    ("decision", ("decision", "label")),
    ("decided_by", ("decision", "by")),
    ("decider", ("decision", "name")),
    ("decider_version", ("decision", "version")),
    ("confidence", ("decision", "confidence")),
    ("decided_at", ("decision", "at")),
    ("unsure", ("decision", "unsure")),
    ("article_id", ("article", "id")),
    ("title", ("article", "title")),
    ("byline", ("article", "byline")),
    ("publisher", ("article", "publisher")),
    ("published", ("article", "published", "printed")),
    ("published_precision", ("article", "published", "precision")),
    ("published_utc", ("article", "published", "utc")),
    ("published_offset_minutes", ("article", "published", "offset_minutes")),
    ("url", ("article", "url")),
    ("archived_url", ("article", "archived_url")),
    ("accessed", ("article", "accessed", "printed")),
    ("accessed_precision", ("article", "accessed", "precision")),
    ("accessed_utc", ("article", "accessed", "utc")),
    ("accessed_offset_minutes", ("article", "accessed", "offset_minutes")),
    ("language", ("article", "language")),
    ("paragraph", ("paragraph",)),
    ("content", ("content",)),
    ("quoted", ("quoted",)),
    ("source", ("source",)),
    ("source_text", ("source_text",)),
    ("cue", ("cue",)),
    ("cue_text", ("cue_text",)),
    ("evidence", ("evidence",)),
    ("evidence_text", ("evidence_text",)),
    ("medium", ("medium",)),
    ("addressee", ("addressee",)),
    ("rule", ("rule",)),
    ("prefix", ("prefix",)),
    ("suffix", ("suffix",)),
    ("note", ("note",)),
    ("same_as", ("same_as",)),
    ("holder", ("holder",)),
    ("since", ("since", "label")),
    ("since_what", ("since", "what")),
    ("since_words", ("since", "words")),
    ("since_speaker", ("since", "speaker")),
    ("alternative", ("alternative", "name")),
    ("alternative_kind", ("alternative", "kind")),
    ("alternative_role", ("alternative", "role")),
    ("alternative_organisation", ("alternative", "organisation")),
)


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:
    """A header row and one row per citation, lines ending in CR LF as RFC 4180 has it.

    ``columns`` are those wanted, with commas between; with ``bom`` the file begins with a byte order mark, by
    which Excel knows UTF-8; with ``safe`` an apostrophe stands before what could be a formula.

    Raises:
        UnknownColumn: if there is none of a name.
    """
    columns = chosen(options)
    write_text(out, ["\ufeff"] if options.get("bom") else [])
    write_text(out, _lines(citations, columns, _safe if options.get("safe") else cell))


def chosen(options: Options) -> Columns:
    """The columns that are asked for, in that order; all where none are."""
    wanted = [name.strip() for name in options.get("columns", "").split(",") if name.strip()]
    known = dict(COLUMNS)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UnknownColumn(unknown[0], list(known))
    return tuple((name, known[name]) for name in wanted) or COLUMNS


def _lines(citations: Iterable[Citation], columns: Columns, shown: Callable[[Any], str]) -> Iterator[str]:
    rows = csv.writer(_Echo())
    yield rows.writerow(name for name, _ in columns)
    for citation in citations:
        data = plain(citation)
        yield rows.writerow(shown(value_at(data, path)) for _, path in columns)


def _safe(value: Any) -> str:
    return no_formula(cell(value)) if isinstance(value, str) else cell(value)


def no_formula(text: str) -> str:
    """What a spreadsheet takes for words, whatever they begin with.

    >>> no_formula("=1+1"), no_formula("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Echo:
    """Has the writer return each line: ``writerow`` returns what ``write`` does."""

    def write(self, line: str) -> str:
        return line


def value_at(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    """What stands in the JSON form at the end of a path of keys; null where the path ends before."""
    value: Any = data
    for key in path:
        value = value and value[key]
    return value


def cell(value: Any) -> str:
    """What stands in the cell of a value."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
