"""Tables of articles (CSV, TSV, XLSX, JSON lines): one a row; the columns are known by name or given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from statistics import median
from typing import Any, BinaryIO

from quotesdb.names.byline import is_full_name, split_bylines
from quotesdb.readers import columns, rows
from quotesdb.readers.any_date import any_date, counted
from quotesdb.readers.blocks import draft
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.heads import only_day
from quotesdb.readers.loaded import begins_json
from quotesdb.readers.markup import of_markup
from quotesdb.readers.newsjson import blocks_of
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, has_member, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.readers.spoken import NAME, VERSION
from quotesdb.readers.talk_rows import columns_of_talk, said_in
from quotesdb.readers.turns import spoken_draft
from quotesdb.text.blanks import is_blank
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx"})

_HOST = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,}")
_SHOWN = ("name", "value", "original", "main")
"""What records in cells call what is shown of them."""

_MARKED = re.compile(r"</?(?:p|br|div|h\d)\b[^>]*>", re.IGNORECASE)
_IN_LIST = re.compile(r"'([^']+)'|\"([^\"]+)\"")
_IN_RECORD = re.compile(r"['\"]name['\"]\s*:\s*(?:'([^']+)'|\"([^\"]+)\")")
_WRITTEN = frozenset({("[", "]"), ("{", "}")})
_NAME = re.compile(r"[^\W\d][\w ()/:#.°º'’&?-]{0,39}")
_YEAR = re.compile(r"\d{4}")
_OF_FACTIVA = {"an", "snippet", "body", "source_code"}
_FACTS_TOO = frozenset({"data", "dato"})
_ONLY_FIGURES = re.compile(r"(?=.{8})\d[\d ./:,+TZ-]*")
_AROUND_DAY = re.compile(
    r"^[^\W\d_]{3,15}(?:-[^\W\d_]{3,9})?,?\s+(?=\d)|,?\s+(?:[^\W\d_]{1,5}\s+){0,2}\d{1,2}[:.h]\d{2}$"
)
_LIKELY = 0.8
_LEAST_TEXT, _SENTENCE, _ASKED_ROWS = 200, 40, 50
_SURELY_DAYS, _NUMBERS = 12, re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is a workbook, or its first rows have a column of articles among others."""
    if has_member(head, b"xl/"):
        return SURE
    first = rows.sample(look(head).text)
    if not first:
        return 0.0
    named = columns.every(map(str, first[0]))
    return _LIKELY * ("text" in named and _is_of_articles(first, named))


def is_headed(head: bytes) -> bool:
    """Whether a file begins with the names of columns, none of them a sentence, and has rows."""
    first = rows.sample(look(head).text)
    return bool(first) and all(map(_NAME.fullmatch, map(str, first[0])))


def is_of_talk(head: bytes) -> bool:
    """Whether the first rows of a file, with or without the names of columns, are turns of a talk."""
    text = look(head).text
    first = [] if begins_json(head) else rows.sample(text)
    return bool(first) and columns_of_talk([list(first[0]), *map(_cells, first)]) is not None


def is_of_records(head: bytes) -> bool:
    """Whether a file is JSON of several records with the same keys, one of which has sentences."""
    first = rows.sample(look(head).text) if begins_json(head) else []
    alike = bool(first) and all(isinstance(one, dict) and one.keys() == first[0].keys() for one in first)
    return alike and any(
        len(words := str(value)) >= _SENTENCE and " " in words for value in first[0].values()
    )


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article of each row; ``options`` are the columns that are named otherwise."""
    found = False
    try:
        for table, warnings in _chosen(rows.tables(file), options):
            found = True
            yield from _articles(table, options, warnings)
    except ReadError as error:
        yield Unreadable(str(error))
    else:
        if not found:
            yield Unreadable("a table without rows")


read = streamed(stream)


@dataclass(frozen=True, slots=True)
class _Read:
    """How the rows of a table are read.

    Which columns are what, of which days come before months, and whether somebody named that of publishers.
    """

    named: Mapping[str, Sequence[str]]
    day_first: Mapping[str, bool | None]
    is_publisher_given: bool
    warnings: tuple[str, ...]


def _chosen(tables: Iterator[rows.Table], options: Options) -> Iterator[tuple[rows.Table, tuple[str, ...]]]:
    """The tables to read; of a workbook that begins with another sheet, the only one of articles."""
    for table in tables:
        first, is_of_articles = _begun(table)
        is_other = table.name and not options and not is_of_articles
        others = [one for one, is_one in map(_begun, tables) if is_one] if is_other else []
        if len(others) == 1:
            sheets = f"read from the sheet {shown(others[0].name)}; the first, {shown(table.name)}, has no"
            yield others[0], (f"{sheets} column of articles",)
        else:
            yield first, ()
            yield from ((one, ()) for one in tables)


def _begun(table: rows.Table) -> tuple[rows.Table, bool]:
    """A table whose first rows were looked at, and whether it is of articles by the names of its columns."""
    first = list(islice(table.rows, _ASKED_ROWS))
    whole = [row for row in first if not isinstance(row, ReadError)]
    named = columns.every(table.header)
    return replace(table, rows=chain(first, table.rows)), "text" in named and _is_of_articles(whole, named)


def _articles(table: rows.Table, options: Options, warnings: tuple[str, ...]) -> Documents:
    given = {field: [_column(table.header, column)] for field, column in options.items()}
    named = {**columns.every(table.header), **given}
    first = list(islice(table.rows, _ASKED_ROWS))
    whole = [row for row in first if not isinstance(row, ReadError)]
    is_of_articles = "text" in named and (bool(options) or _is_of_articles(whole, named))
    if not is_of_articles and not options and (talk := _talk(table, first, whole)):
        yield replace(talk, member=table.name or None, warnings=warnings)
        return
    if not is_of_articles:
        listed = _listed(table.header)
        raise ReadError(f"{table.kind} without a column of articles; name it: --map text=COLUMN ({listed})")
    told = {field: _told(field, names, whole, given) for field, names in named.items()}
    named = {field: names for field, names in told.items() if names}
    days = {column: _day_first(whole, column) for column in named.get("published_at", ())}
    how = _Read(named, days, "publisher" in given, warnings)
    for number, row in enumerate(chain(first, table.rows), 1):
        member = f"{table.name}!{number}" if table.name else str(number)
        try:
            if isinstance(row, ReadError):
                raise row
            yield _article(row, how, member)
        except ReadError as error:
            yield Unreadable(str(error), member)


def _talk(
    table: rows.Table, first: Sequence[rows.Row | ReadError], whole: Sequence[rows.Row]
) -> ArticleDraft | None:
    """What is said in a table that is a talk by its first rows, as one document."""
    header = list(table.header)
    columns = columns_of_talk([header, *(_cells(row, header) for row in whole)])
    if not columns:
        return None
    every = [row for row in chain(first, table.rows) if not isinstance(row, ReadError)]
    cells = [header, *(_cells(row, header) for row in every)]
    data = repr(cells).encode("utf-8", "replace")
    made = spoken_draft(said_in(cells, columns), NAME, data, printed=False)
    return replace(made, reader_version=VERSION)


def _cells(row: rows.Row, header: Sequence[str] = ()) -> list[str]:
    return [str("" if (value := row.get(name)) is None else value) for name in header or row]


def _column(header: Sequence[str], column: str) -> str:
    """A column as the table calls it; its case does not matter."""
    for one in header:
        if one.strip().casefold() == column.strip().casefold():
            return one
    raise ReadError(f"no column {shown(column)} in the table: {_listed(header)}")


def _listed(header: Sequence[str]) -> str:
    """The first columns, on one line."""
    return ", ".join(" ".join(column.split())[:60] for column in header[:12])


def _is_of_articles(first: Sequence[rows.Row], named: Mapping[str, Sequence[str]]) -> bool:
    """Whether the texts of a table that nobody spoke for are as long as articles are."""
    lengths = [len(str(row.get(_filled(row, named["text"])) or "")) for row in first]
    return len(named) > 1 and bool(lengths) and median(lengths) >= _LEAST_TEXT


def _publisher(row: rows.Row, how: _Read) -> str | None:
    """The name of the publisher; that of the column behind, where the first has the address of a page.

    Of a column that somebody named it is whatever stands there.
    """
    first, *others = [_words(row.get(column)) for column in how.named.get("publisher", ())] or [_site(row)]
    if how.is_publisher_given or not address(first):
        return first or None
    return next((said for said in others if said and not address(said)), None)


def _site(row: rows.Row) -> str:
    """The site that a row is from, where scrapers gave it a column: a domain may be a field of knowledge."""
    site = _words(row.get("domain"))
    return site if _HOST.fullmatch(site) else ""


def _filled(row: rows.Row, named: Sequence[str]) -> str:
    """The first of several columns of one meaning that says something in a row."""
    return next((column for column in named if _words(row.get(column))), named[0])


def _day_first(first: Sequence[rows.Row], column: str) -> bool | None:
    """How a column writes 03/04/2025, where one of its dates leaves no choice."""
    pairs = [found for row in first if (found := _NUMBERS.match(str(row.get(column) or "")))]
    if any(int(found[1]) > _SURELY_DAYS for found in pairs):
        return True
    return False if any(int(found[2]) > _SURELY_DAYS for found in pairs) else None


def _article(row: rows.Row, how: _Read, member: str) -> ArticleDraft:
    said = {field: _words(row.get(_filled(row, named))) for field, named in how.named.items()}
    dated = _dated(row, how.named.get("published_at", ()))
    printed = _words(row.get(dated))
    day = any_date(printed, day_first=how.day_first.get(dated)) or counted(printed)
    text = _with_lead(said.pop("text", ""), row)
    blocks = of_markup(text) if _MARKED.search(text) else blocks_of(canonical(text))
    return draft(
        blocks,
        "table",
        repr(sorted((str(key), str(value)) for key, value in row.items())).encode("utf-8", "replace"),
        member=member,
        title=" ".join(said.get("title", "").split()) or None,
        byline=split_bylines(_authors(said.get("byline", ""))),
        publisher=_publisher(row, how),
        published=day,
        url=address(said.get("url", "")),
        archived_url=address(said.get("archived", "")),
        accessed=any_date(said.get("accessed")),
        language=_language(said.get("language", "")),
        section=said.get("section") or None,
        warnings=how.warnings,
    )


def _with_lead(text: str, row: rows.Row) -> str:
    """A text with the paragraph that opens it, which Factiva's tables have in a column of its own."""
    lead = _words(row.get("snippet")) if row.keys() >= _OF_FACTIVA else ""
    begins = " ".join(lead.rstrip(".… ").split())
    is_new = begins and begins not in " ".join(text.split())
    return f"{lead}\n\n{text}" if is_new else text


def _told(field: str, named: Sequence[str], first: Sequence[rows.Row], given: Mapping[str, Any]) -> list[str]:
    """The columns of a field; one whose name means facts too is of days where its cells say nothing else."""
    if field != "published_at" or field in given:
        return list(named)
    filled = {column: [words for row in first if (words := _words(row.get(column)))] for column in named}
    return [
        column
        for column, cells in filled.items()
        if column.strip().casefold() not in _FACTS_TOO or 2 * sum(map(_is_day, cells)) > len(cells)
    ]


def _is_day(words: str) -> bool:
    """Whether a cell is a day, which may have its name before it and a clock behind it."""
    return _ONLY_FIGURES.fullmatch(words) is not None or only_day([_AROUND_DAY.sub("", words)]) is not None


def _dated(row: rows.Row, named: Sequence[str]) -> str:
    """The first of the columns of days that has a year; "Friday" and "08:30" leave the word to others."""
    return next((one for one in named if _YEAR.search(_words(row.get(one)))), next(iter(named), ""))


def _authors(cell: str) -> list[str]:
    """The authors in a cell, which may be a list, or records of them, as programs write theirs."""
    is_written = (cell[:1], cell[-1:]) in _WRITTEN
    listed = (_IN_RECORD.findall(cell) or _IN_LIST.findall(cell)) if is_written else []
    names = [single or double for single, double in listed]
    return names or [name for one in re.split(r"[;\n]", cell) for name in _parted(one)]


def _parted(names: str) -> list[str]:
    """The names that strokes part; behind a full name, what is none is a site or a post."""
    first, *others = filter(None, map(str.strip, names.split("|"))) if names.strip(" |") else [""]
    return [first, *(name for name in others if is_full_name(name) or not is_full_name(first))]


def _words(value: Any) -> str:
    """A cell as text; of a list of names, or of records of them, the names."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return _words(next((value[key] for key in _SHOWN if value.get(key)), None))
    words = "" if value is None else str(value).strip()
    return "" if is_blank(words) else words


def _language(code: str) -> str | None:
    found = re.match(r"[A-Za-z]{2}(?=$|[-_])", code)
    return found[0].lower() if found else None
