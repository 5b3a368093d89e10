"""Texts that are no prose, told by how they are built: the share of lines that are cues, values or rows."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

SEEN, SEEN_OF_PAGES = 200_000, 1_000_000
"""Bytes that are looked at; those of pages may begin with as many that nobody sees."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """The beginning of a text, and those of its lines that are not blank."""

    text: str
    lines: tuple[str, ...]

    def share(self, pattern: re.Pattern[str], least: int = 1) -> float:
        """The share of lines that match at their beginning; none where there are fewer than ``least``."""
        matching = sum(bool(pattern.match(line)) for line in self.lines)
        return matching / len(self.lines) if matching >= least else 0.0


_Test = Callable[[_Sample], bool]


def _sample(text: str) -> _Sample:
    lines = text.splitlines()
    if len(text) >= SEEN // 2 and len(lines) > 1:
        lines.pop()  # it may have been cut
    return _Sample(text, tuple(line.rstrip() for line in lines if line.strip()))


def recognised(kinds: Iterable[tuple[str, _Test]], text: str) -> str | None:
    """What the first test that holds for the beginning of a text calls it."""
    sample = _sample(text)
    return next((what for what, test in kinds if sample.lines and test(sample)), None)


def _matches(pattern: str, flags: int = 0) -> _Test:
    """A test for a text that begins with ``pattern``, white space aside."""
    compiled = re.compile(r"\s*+" + pattern, flags)
    return lambda sample: bool(compiled.match(sample.text))


def _mostly(pattern: str, share: float, least: int = 3) -> _Test:
    """A test for a text of which a share of the lines begin with ``pattern``."""
    compiled = re.compile(pattern)
    return lambda sample: sample.share(compiled, least) >= share


def _holds(pattern: str, least: int) -> _Test:
    """A test for a text that holds ``pattern`` so often, or oftener."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda sample: sum(1 for _ in compiled.finditer(sample.text)) >= least


JSON = "a JSON file"

_JSON_KEY = re.compile(r'\s*+[\[{\s]{0,9}\{\s*+"(?:[^"\\\n]|\\.){0,200}"\s*+:')
_JSON_LIST = re.compile(r'\s*+\[\s*+(?:["\[{\d\]-]|true|false|null)')


def _is_json(sample: _Sample) -> bool:
    if _JSON_KEY.match(sample.text):
        return True
    text = sample.text.strip()
    if text == "{}":
        return True
    if not _JSON_LIST.match(text):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(sample: _Sample) -> bool:
    """Whether rows have the same number of cells throughout, as a table's have and sentences have not."""
    inner_tabs = sum(line.strip().count("\t") > 1 for line in sample.lines)
    if len(sample.lines) > 2 and inner_tabs >= 0.8 * len(sample.lines):
        return True
    return any(_is_separated(sample.text, mark) for mark in ",;\t")


def _is_separated(text: str, mark: str) -> bool:
    rows = _rows(text, mark)
    if len(rows) < 3 or len(rows[0]) < 3:
        return False
    even = sum(len(row) == len(rows[0]) for row in rows)
    cells = [cell for row in rows for cell in row]
    # Sentences have a space behind each comma; a row of a table has none.
    spaced = sum(cell.startswith(" ") for cell in cells)
    return even >= 0.95 * len(rows) and spaced <= 0.2 * len(cells) and all(map(_is_heading, rows[0]))


def _rows(text: str, mark: str) -> list[list[str]]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row]
    except csv.Error:
        return []
    return rows[:-1] if len(text) >= SEEN // 2 else rows


def _is_heading(cell: str) -> bool:
    return len(cell) <= 60 and not cell.rstrip().endswith((".", "!", "?"))


_KEY = re.compile(r"[ \t]{0,9}([^\W\d_][\w ()/-]{1,40}?)[ \t]{0,9}:(?:[ \t]|$)")
_FIELDS = 6


def _is_list_of_records(sample: _Sample) -> bool:
    """Whether "Key: value" lines come round in the same order: speakers of a transcript do not."""
    keys = [found[1] for line in sample.lines if (found := _KEY.match(line))]
    if len(keys) < 2 * _FIELDS or len(keys) < 0.3 * len(sample.lines):
        return False
    most = max(Counter(keys).values())
    often = {key for key, number in Counter(keys).items() if number >= 0.6 * most}
    records = list(_records([key for key in keys if key in often]))
    return most > 1 and len(often) >= _FIELDS and all(_follows(record, records[0]) for record in records[1:])


def _records(keys: Sequence[str]) -> Iterator[list[str]]:
    record: list[str] = []
    for key in keys:
        if key in record:
            yield record
            record = []
        record.append(key)
    yield record


def _follows(record: Sequence[str], first: Sequence[str]) -> bool:
    places = [first.index(key) for key in record if key in first]
    return places == sorted(places)


_SETTING = re.compile(r"\s*([a-z_][\w-]*):(?:\s|$)")


def _is_yaml(sample: _Sample) -> bool:
    """Whether lines begin with keys, each once: who speaks in a conversation speaks again."""
    keys = [found[1] for line in sample.lines if (found := _SETTING.match(line))]
    return 4 < len(keys) == len(set(keys)) and len(keys) >= 0.9 * len(sample.lines)


_CODE = re.compile(
    r".*[;{}]\s*$|\s*(?:#include\b|import \w|from [\w.]+ import |def \w+\(|class \w+[:(]|//|/\*|\*/"
    r"|(?:if|for|while|with|elif|try|else|except)\b.*:\s*$|(?:var|let|const) \w+ =|return\b"
    r"|[\w.]+ = |[\w.]+\(.*\)\s*$)"
)


def _is_code(sample: _Sample) -> bool:
    code = [len(line) for line in sample.lines if _CODE.match(line)]
    return len(code) > 4 and sum(code) >= 0.6 * sum(map(len, sample.lines))


_LONG_WORD = re.compile(r"[A-Za-z0-9+/=_-]{60,}")


def _is_encoded(sample: _Sample) -> bool:
    words = sum(len(found[0]) for found in _LONG_WORD.finditer(sample.text))
    return words > 100 and words >= 0.8 * len("".join(sample.lines))


_AT = r"\[\d{1,3}:\d{2}[.:]\d{2}\]"
_CUE = re.compile(rf"\{{\d+\}}\{{\d+\}}|Dialogue: \d|{_AT}(?![ \t]*[^\W\d_][^:\n]{{0,50}}:\s)")
_MARKED = re.compile(
    rf"{_AT}[ \t]*[*_]{{1,3}}(?P<name>[^\W\d_][^:*_\n]{{0,50}})(?::[*_]{{1,3}}|[*_]{{1,3}}:)\s"
)


def _is_cued(sample: _Sample) -> bool:
    """Whether lines are cues: times before labels are a transcript's; marked ones may be those of a song.

    So these have to be names of people, and so have those on lines with nothing else.
    """
    from quotesdb.readers.heads import is_persons
    from quotesdb.readers.talk_layouts import talk_in

    marked = [found["name"] for line in sample.lines if (found := _MARKED.match(line))]
    spoken = len(marked) if all(map(is_persons, marked)) else 0
    cues = sum(bool(_CUE.match(line)) for line in sample.lines) - spoken
    return cues >= max(3, len(sample.lines) / 2) and not talk_in(sample.text)


TEXTS: tuple[tuple[str, _Test], ...] = (
    (JSON, _is_json),
    ("a subtitle file", _is_cued),
    ("a subtitle file (ASS)", _matches(r"\[Script Info\]")),
    ("a saved answer of a web server", _matches(r"HTTP/\d(?:\.\d)? \d{3}\b")),
    ("a reference list (RIS)", _mostly(r"[A-Z][A-Z0-9]{1,3} {0,2}- ?", 0.5, least=4)),
    ("a reference list (BibTeX)", _matches(r"(?:%[^\n]*\n\s*)*@[A-Za-z]+\s*\{[^\n,]*,")),
    ("a reference list (EndNote)", _mostly(r"%[A-Z0-9@] ", 0.5, least=4)),
    (
        "a database dump (SQL)",
        _holds(r"^(?:INSERT INTO|CREATE TABLE|DROP TABLE|COPY \S+ .*FROM stdin;|PRAGMA )", 2),
    ),
    ("annotations (WebAnno)", _mostly(r"\d+-\d+\t", 0.5)),
    ("annotations (brat)", _mostly(r"(?:[TREAMN]\d+|[*#]\d*)\t", 0.8)),
    ("an export of Mediargus", _holds(r", p\. ?\d+[^\n]{0,40}, \d+ ?w\.?\s*$", 3)),
    ("a calendar or address card", _matches(r"BEGIN:V(?:CALENDAR|CARD)")),
    ("a key or certificate", _matches(r"-----BEGIN [A-Z ]+-----")),
    ("a patch", _matches(r"diff --git |--- \S+[^\n]*\n\+\+\+ ")),
    ("a translation catalogue", _holds(r'^msgid "', 3)),
    ("a LaTeX document", _matches(r"(?:%[^\n]*\n\s*)*\\documentclass\b")),
    ("a program's source code", _matches(r"#!\s*/|<\?php\b")),
    ("a table (CSV)", _is_table),
    ("a list of records", _is_list_of_records),
    (
        "a settings file",
        _matches(r"(?:#[^\n]*\n\s*)*\[(?:entities|relations|spans|labels|options)\][ \t]*\n"),
    ),
    ("a settings file", _mostly(r"\s*[\w.-]+\s*=", 0.7, least=5)),
    ("a settings file", _is_yaml),
    (
        "a log file",
        _mostly(
            r"\S*\d{4}\S*[ T]\d\d:\d\d:\d\d.*\b(?:INFO|DEBUG|WARN|WARNING|ERROR)\b|\d+(?:\.\d+){3} ", 0.6
        ),
    ),
    ("a program's source code", _is_code),
    ("encoded data", _is_encoded),
)
PAGES: tuple[tuple[str, _Test], ...] = (
    ("an export of Integrum", _holds(r"<br>\^\S{1,3}:\s", 4)),
    ("an export of APA DeFacto", _holds(r'<div class="eintrag">', 2)),
    ("an export of Yomidas", _holds(r"<title>ヨミダス", 1)),
)
"""Pages of press databases: they hold many articles, or one between the database's own words."""
