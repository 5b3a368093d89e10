"""Tables of articles: columns known by name, columns that are given, and tables of something else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from quotesdb.readers import documents
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import FIRST, SECOND, zipped

BODY = f"{FIRST} {SECOND}\n{SECOND} Nobody at the board wanted to name a day, and no one was asked for one."
HEADER = ["ID", "Headline", "Full_Text", "Authors", "Source", "Publication Date", "URL", "lang"]
ROWS: list[list[object]] = [
    [
        7,
        "Bridge closes",
        BODY,
        "Ada Example; Bo Sample",
        "The Example Times",
        "01/03/2025",
        "https://example.org/1",
        "en",
    ],
    [8, "Bridge opens", BODY, "", "The Example Times", "21/03/2025", "https://example.org/2", "en-GB"],
    [9, "", "", "", "", "", "", ""],
]
TEXT = BODY.replace("\n", "\n\n")


def separated(mark: str, rows: Sequence[Sequence[object]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=mark).writerows([header, *rows])
    return made.getvalue().encode("utf-8-sig")


def lines(rows: Sequence[Sequence[object]] = ROWS) -> bytes:
    return b"\n".join(json.dumps(dict(zip(HEADER, row, strict=True))).encode() for row in rows)


def sheets(*contents: Sequence[Sequence[object]]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for number, content in enumerate(contents, 1):
        sheet = book.create_sheet(f"week {number}")
        for row in content:
            sheet.append(list(row))
    book.remove(book.worksheets[0])
    book.save(made)
    return made.getvalue()


def workbook(rows: Sequence[Sequence[object]] = ROWS, *, sheets: int = 1) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = f"week {number + 1}"
        for row in [[], HEADER, *rows]:
            sheet.append(list(row))
    book.save(made)
    return made.getvalue()


def told(found: Sequence[ArticleDraft | Unreadable]) -> list[object]:
    return [
        one.reason
        if isinstance(one, Unreadable)
        else (
            one.member,
            one.title,
            one.byline,
            one.publisher,
            one.published and one.published.printed(),
            one.url,
        )
        for one in found
    ]


EXPECTED = [
    *(
        (
            "1",
            "Bridge closes",
            ("Ada Example", "Bo Sample"),
            "The Example Times",
            "2025-03-01",
            "https://example.org/1",
        ),
        ("2", "Bridge opens", (), "The Example Times", "2025-03-21", "https://example.org/2"),
    ),
    "no text in the document",
]


@pytest.mark.parametrize(
    "data",
    [
        separated(","),
        separated(";"),
        separated("\t"),
        lines(),
        b"[" + lines().replace(b"\n", b",") + b"]",
        workbook(),
    ],
    ids=["CSV", "semicolons", "TSV", "JSON lines", "JSON", "XLSX"],
)
def test_each_row_is_an_article_by_the_names_of_the_columns(data):
    found = list(documents(data, "-"))
    assert told(found) == EXPECTED
    draft = found[0]
    assert isinstance(draft, ArticleDraft)
    assert (draft.reader, draft.text, draft.language) == ("table", TEXT, "en")


def test_rows_of_several_sheets_are_named_by_their_sheet():
    found = [one.member for one in documents(workbook(ROWS[:1], sheets=2), "a.xlsx")]
    assert found == ["week 1!1", "week 2!1"]


SUMMARY = [["Week", "Articles"], ["10", 7]]
ARTICLES = [HEADER, ROWS[0]]
SHORT = [HEADER, [8, "Bridge opens", "short", *ROWS[0][3:]]]


@pytest.mark.parametrize("others", [[], [SUMMARY], [SHORT]])
def test_a_workbook_may_begin_with_a_sheet_of_something_else(others):
    [found] = documents(sheets(SUMMARY, *others, ARTICLES), "a.xlsx")
    assert isinstance(found, ArticleDraft)
    name = f"week {len(others) + 2}"
    assert (found.title, found.member) == ("Bridge closes", f"{name}!1")
    assert found.warnings == (
        f"read from the sheet '{name}'; the first, 'week 1', has no column of articles",
    )


@pytest.mark.parametrize(
    ("contents", "members"),
    [
        ([SUMMARY], []),
        ([SUMMARY, SHORT], []),
        ([SUMMARY, ARTICLES, ARTICLES], []),
        ([ARTICLES, SUMMARY], ["week 1!1"]),
        ([ARTICLES, SUMMARY, ARTICLES], ["week 1!1"]),
    ],
)
def test_which_of_several_sheets_is_meant_is_not_guessed(contents, members):
    *found, last = documents(sheets(*contents), "a.xlsx")
    assert [(one.member, isinstance(one, ArticleDraft) and one.warnings) for one in found] == [
        (member, ()) for member in members
    ]
    assert isinstance(last, Unreadable)
    assert "without a column of articles" in last.reason


def test_a_column_that_is_given_is_that_of_the_first_sheet():
    contents = [["Week", "Words"], ["10", BODY]]
    [first, last] = documents(sheets(contents, ARTICLES), "a.xlsx", columns={"text": "words"})
    assert isinstance(first, ArticleDraft)
    assert (first.member, first.warnings) == ("week 1!1", ())
    assert isinstance(last, Unreadable)


def test_dates_of_a_workbook_are_days():
    rows = [[1, "a", BODY, "", "", day, "", ""] for day in (date(2025, 3, 1), datetime(2025, 3, 2, 10, 30))]  # noqa: DTZ001
    found = [one for one in documents(workbook(rows), "-") if isinstance(one, ArticleDraft)]
    assert [one.published and one.published.printed() for one in found] == ["2025-03-01", "2025-03-02"]


def test_a_date_that_may_be_two_is_none_where_no_row_tells():
    found = told(list(documents(separated(",", [ROWS[0], ROWS[0]]), "-")))
    assert {row[4] for row in found if isinstance(row, tuple)} == {None}


def test_columns_can_be_given_and_short_texts_are_then_articles():
    data = separated(",", [["x", FIRST, "Ada Example"]], ["Überschrift", "Inhalt", "Wer"])
    [draft] = documents(data, "-", columns={"title": "überschrift", "text": "Inhalt", "byline": "Wer"})
    assert isinstance(draft, ArticleDraft)
    assert (draft.title, draft.text, draft.byline) == ("x", FIRST, ("Ada Example",))


@pytest.mark.parametrize(
    ("data", "columns", "says"),
    [
        (separated(","), {"text": "Nothing"}, "no column 'Nothing' in the table: ID, Headline"),
        (
            workbook([[1, "a", "short", "", "", "", "", ""]]),
            None,
            "a spreadsheet (XLSX) without a column of articles",
        ),
        (separated(",", [["a", "short"]], ["title", "text"]), None, "--map text=COLUMN (title, text)"),
        (lines()[:-30], None, "not well-formed JSON on line 3"),
        (workbook()[:500], None, "a broken ZIP archive"),
        (zipped({"xl/workbook.xml": "<a>"}), None, "a broken workbook (XLSX)"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), None, "declarations"),
        (zipped({"xl/worksheets/sheet1.xml": b" " * 50_000_000}), None, "unpacks to too much"),
    ],
    ids=["column", "no articles", "short", "cut JSON", "cut XLSX", "no XLSX", "entities", "bomb"],
)
def test_other_tables_and_broken_ones_are_refused_in_one_line(data, columns, says):
    reasons = [one.reason for one in documents(data, "a.csv", columns=columns) if isinstance(one, Unreadable)]
    assert says in reasons[-1]
    assert "\n" not in reasons[-1]


def test_a_table_of_quotations_is_no_table_of_articles():
    rows = [[n, FIRST, "Bo Sample", "https://example.org/1"] for n in range(9)]
    [found] = documents(separated(",", rows, ["id", "text", "speaker", "url"]), "-")
    assert isinstance(found, Unreadable)


LONG = f"{BODY}\n{BODY}"


@pytest.mark.parametrize(
    ("record", "title", "day"),
    [
        ({"time": "08:30", "date": "2025-03-14", "title": "Bridge", "text": LONG}, "Bridge", "2025-03-14"),
        ({"timestamp": "", "date": "14 March 2025", "title": "Bridge", "text": LONG}, "Bridge", "2025-03-14"),
        (
            {"date": "Friday", "published_at": "2025-03-14", "title": "Bridge", "text": LONG},
            "Bridge",
            "2025-03-14",
        ),
        ({"title": "", "headline": "Bridge", "date": "2025-03-14", "body": LONG}, "Bridge", "2025-03-14"),
        ({"title": "Bridge", "text": "", "body": LONG, "date": "2025-03-14"}, "Bridge", "2025-03-14"),
        ({"title": "", "header": "Opinion", "date": "", "timestamp": "2025-03-14", "text": LONG}, None, None),
        ({"title": "Bridge", "date": "03/04/2025", "datum": "14.03.2025", "text": LONG}, "Bridge", None),
    ],
)
def test_of_several_columns_of_one_meaning_the_first_that_says_something_counts(record, title, day):
    for data in (
        json.dumps([record, record | {"title": "Pier"}]),
        "\n".join(map(json.dumps, (record, record | {"title": "Pier"}, record | {"title": "Ferry"}))),
    ):
        first, *_ = documents(data.encode(), "a.json")
        assert isinstance(first, ArticleDraft)
        assert (first.reader, first.title, first.text[:20]) == ("table", title, LONG[:20])
        assert (first.published.printed() if first.published else None) == day


def test_each_column_of_days_has_an_order_of_its_own():
    rows = [["A", "", "02/03/2025", LONG], ["B", "13/03/2025", "", LONG], ["C", "", "03/14/2025", LONG]]
    found = documents(separated(",", rows, ["title", "date", "published", "text"]), "-")
    assert [one.published.printed() for one in found] == ["2025-02-03", "2025-03-13", "2025-03-14"]


@pytest.mark.parametrize(
    "columns",
    [
        {"text": "We wait.", "speaker": "Bo Sample", "article": LONG},
        {"comment_id": "7", "title": "Bridge", "text": "I agree.", "body": LONG},
        {"quote": "No.", "text": "We wait.", "title": "Bridge", "content": LONG},
    ],
)
def test_a_second_column_of_texts_makes_no_articles_of_what_is_said_about_them(columns):
    [found] = documents(separated(",", [list(columns.values())] * 9, list(columns)), "-")
    assert isinstance(found, Unreadable)


def test_each_row_may_have_its_text_in_another_column():
    rows = [["A", LONG, ""], ["B", "", LONG], ["C", "", LONG]]
    found = list(documents(separated(",", rows, ["title", "text", "body"]), "-"))
    assert [(one.title, one.text.split()) for one in found] == [(title, LONG.split()) for title in "ABC"]


@pytest.mark.parametrize("indent", [None, 2])
def test_one_record_that_has_all_of_an_article_is_one(indent):
    record = {"title": "Bridge", "time": "08:30", "date": "2025-03-14", "content": LONG, "source": "Times"}
    [found] = documents(json.dumps(record, indent=indent).encode(), "a.json")
    assert isinstance(found, ArticleDraft)
    assert (found.title, found.publisher) == ("Bridge", "Times")


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Bridge", "text": LONG},
        {"title": "Bridge", "date": "2025-03-14", "text": "Short."},
        {"title": "Bridge", "date": "2025-03-14", "text": {"number": 7}},
        {"name": "Bridge", "date": "2025-03-14", "rows": [1, 2, 3]},
        {"title": "Setup", "date": "2025-03-14", "text": "a,b,c " * 90},
        {"title": "Setup", "date": "2025-03-14", "contents": ["read.py", "write.py"] * 40},
        {"title": "Bridge", "date": "2025-03-14", "body": LONG, "comments": [{"author": "x", "text": "No."}]},
    ],
)
def test_one_record_of_something_else_is_refused(record):
    [found] = documents(json.dumps(record).encode(), "a.json")
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (["Nr.", "Titre", "Corps", "Date"], "cp1252"),
        (["Nr.", "Titel", "Body", "Datum"], "cp1252"),
        (["№", "Заголовок", "Текст", "Дата"], "cp1251"),
    ],
)
def test_tables_that_excel_saves_elsewhere_are_read(header, encoding):
    made = io.StringIO()
    text = "Глава порта заявила, что паром не выйдет. " * 8 if encoding == "cp1251" else f"{LONG} «Été»; ok."
    csv.writer(made, delimiter=";").writerows([header, [1, "Bridge", text, "14.03.2025"]])
    first, *_ = documents(made.getvalue().encode(encoding, "replace"), "a.csv")
    assert isinstance(first, ArticleDraft)
    assert (first.title, first.published and first.published.printed()) == ("Bridge", "2025-03-14")
    assert first.text.split()[:3] == text.split()[:3]


def test_a_table_without_such_a_column_says_how_to_name_it():
    made = separated(";", [["1", LONG, "-"]], ["Nr.", "Wortlaut", "Bem."])
    [found] = documents(made, "a.csv")
    assert isinstance(found, Unreadable)
    assert "--map text=COLUMN (Nr., Wortlaut, Bem.)" in found.reason


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        *((blank, ()) for blank in ("nan", "None", "null", "N/A", "-", "undefined", "[]", "Not available")),
        ('{"name": "Ada Quill"}', ("Ada Quill",)),
        ("[{'name': 'Ada Quill', 'id': 3}, {'name': \"Pat O'Rook\"}]", ("Ada Quill", "Pat O'Rook")),
        ("By Ada Quill | Contributor", ("Ada Quill",)),
        ("By Ada Quill | Example Post", ("Ada Quill",)),
        ("Ada Quill|Otto Rook", ("Ada Quill", "Otto Rook")),
        ("Staff | Example Post", ("Staff", "Example Post")),
        ("Na Li", ("Na Li",)),
    ],
)
def test_what_programs_write_for_want_of_an_author_is_none(cell, names):
    rows = [["Bridge closes", cell, "Example Post", "2025-03-01", BODY]]
    header = ["title", "author", "source", "date", "text"]
    [found] = documents(separated(",", rows, header), "a.csv")
    assert found.byline == names


@pytest.mark.parametrize("blank", ["nan", "null", "N/A", "—", "Unknown"])
def test_what_programs_write_for_want_of_a_publisher_is_none(blank):
    row = {"title": "Bridge closes", "source": blank, "date": "2025-03-01", "text": BODY}
    [found] = documents(json.dumps(row).encode(), "a.jsonl")
    assert (found.title, found.publisher) == ("Bridge closes", None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1712131200", "2024-04-03"),
        ("1712131200000", "2024-04-03"),
        ("45385", "2024-04-03"),
        ("45385.5", "2024-04-03"),
        ("20240403", "2024-04-03"),
        ("2024", "2024"),
        ("99999", ""),
        ("123456", ""),
        ("9999999999", ""),
    ],
)
def test_days_that_a_table_counts_are_days(cell, day):
    rows = [["Bridge closes", "Example Post", cell, BODY]]
    [found] = documents(separated(",", rows, ["Title", "Media outlet", "Date", "Text"]), "a.csv")
    assert (found.publisher, found.published.printed() if found.published else "") == ("Example Post", day)


@pytest.mark.parametrize(
    ("domain", "publisher"),
    [
        ("velda.example", "velda.example"),
        ("news.velda-press.example", "news.velda-press.example"),
        ("health", None),
        ("Example Times", None),
        ("https://velda.example/pier", None),
        ("v.2", None),
        ("U.S. politics", None),
    ],
)
def test_a_domain_is_the_site_where_it_looks_like_one(domain, publisher):
    record = {"title": "Bridge closes", "text": BODY, "domain": domain, "date": "2025-03-01"}
    [found] = documents(json.dumps(record).encode() + b"\n", "a.jsonl")
    assert isinstance(found, ArticleDraft)
    assert found.publisher == publisher


def test_a_cell_may_hold_a_headline_in_several_lengths():
    headline = {"main": "Bridge closes for a year", "kicker": None, "print_headline": "Bridge"}
    record = {
        "headline": headline,
        "byline": {"original": "By Ada Example"},
        "text": BODY,
        "date": "2025-03-01",
    }
    [found] = documents(json.dumps(record).encode() + b"\n", "a.jsonl")
    assert isinstance(found, ArticleDraft)
    assert (found.title, found.byline) == ("Bridge closes for a year", ("Ada Example",))


def test_columns_of_databases_are_known_by_what_these_call_them():
    record = {
        "Title": "Bridge closes",
        "FullText": BODY,
        "pubtitle": "The Example Times",
        "docdate": "2025-03-01",
    }
    [found] = documents(json.dumps(record).encode() + b"\n", "a.jsonl")
    assert isinstance(found, ArticleDraft)
    assert (found.publisher, found.published and found.published.printed()) == (
        "The Example Times",
        "2025-03-01",
    )
