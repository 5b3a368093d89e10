"""Tables of talk: one turn a row, in documents, pages and files; and tables that only look so."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from quotesdb.readers import ReadError, read
from quotesdb.values import ArticleDraft
from tests.unit.readers.made import docx, odt

ROWS = [
    ("00:00:02", "Ada Example", "Good evening. When did you see the pier for the first time?"),
    ("00:00:09", "Peter Sample", "I came here as a child, and the planks were loose already."),
    ("00:00:17", "Ada Example", "Did anybody mend them?"),
    ("00:00:20", "Peter Sample", "Nobody did. We wrote to the council twice, in March and in May."),
    ("00:00:28", "Ada Example", "And what do you tell your neighbours?"),
    ("00:00:33", "Peter Sample", "To walk round the pier, and to write to the council as well."),
]
SAID = [(name, words) for _time, name, words in ROWS]
HEADER = ("Time", "Speaker", "Text")


def said(draft: ArticleDraft) -> list[tuple[str | None, str]]:
    return [
        (
            quotation.speaker.name if quotation.speaker else None,
            " ".join(part.text(draft.text) for part in quotation.content),
        )
        for quotation in draft.quotations
    ]


def written(rows: Sequence[Sequence[str]], mark: str = ",") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=mark).writerows(rows)
    return file.getvalue().encode()


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(file)
    return file.getvalue()


def in_word(rows: Sequence[Sequence[str]], *paragraphs: str) -> bytes:
    cells = ["".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    return docx([*paragraphs, table])


def in_odt(rows: Sequence[Sequence[str]]) -> bytes:
    cells = ["".join(f"<t:table-cell><text:p>{cell}</text:p></t:table-cell>" for cell in row) for row in rows]
    return odt(
        f"<t:table xmlns:t='urn:table'>{''.join(f'<t:table-row>{r}</t:table-row>' for r in cells)}</t:table>"
    )


def on_page(rows: Sequence[Sequence[str]]) -> bytes:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    article = f"<article><h1>The pier</h1><table>{table}</table></article>"
    return f"<!DOCTYPE html><html><body>{article}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (written([HEADER, *ROWS]), "a.csv"),
        (written(ROWS), "a.csv"),
        (written([("Zeit", "Wer", "Was"), *ROWS], ";"), "a.csv"),
        (written(ROWS, "\t"), "a.txt"),
        (written([(str(n), *row) for n, row in enumerate(ROWS, 1)]), "a.csv"),
        (written([("Start", "End", "Name", "Words"), *((t, t, *rest) for t, *rest in ROWS)]), "a.csv"),
        (written([("speaker", "text"), *SAID]), "a.csv"),
        (
            written([("time", "speaker", "text"), *((t.replace("00:00", "14:05"), *r) for t, *r in ROWS)]),
            "a.csv",
        ),
        (written([(f"{name} {time}", words) for time, name, words in ROWS]), "a.csv"),
        (workbook([HEADER, *ROWS]), "a.xlsx"),
        (in_word([HEADER, *ROWS], "An interview on the pier"), "a.docx"),
        (in_word(ROWS), "a.docx"),
        (in_word([("On the pier",), HEADER, *ROWS]), "a.docx"),
        (workbook([("On the pier",), HEADER, *ROWS]), "a.xlsx"),
        (in_odt([HEADER, *ROWS]), "a.odt"),
        (on_page([HEADER, *ROWS]), "a.html"),
        (
            b"# The pier\n\n| Time | Speaker | Text |\n|---|---|---|\n"
            + "".join(f"| {' | '.join(row)} |\n" for row in ROWS).encode(),
            "a.md",
        ),
    ],
)
def test_a_row_of_a_table_of_talk_is_a_turn(data: bytes, name: str) -> None:
    made = read(data, name)
    assert made.reader == "transcript"
    assert said(made) == SAID


def test_a_row_without_a_name_goes_on_with_the_turn_before_it() -> None:
    made = read(written([HEADER, *ROWS[:2], ("", "", "It was a pity."), *ROWS[2:]]), "a.csv")
    assert said(made)[1] == ("Peter Sample", f"{SAID[1][1]} It was a pity.")


def test_what_stands_beside_a_table_of_talk_is_nobodys_words() -> None:
    made = read(in_word(ROWS, "The pier", "Recorded in Velda."), "a.docx")
    assert "Recorded in Velda." in made.text
    assert said(made) == SAID


def test_columns_that_somebody_names_are_those_of_articles() -> None:
    from quotesdb.readers import documents

    found = list(documents(written([HEADER, *ROWS]), "a.csv", columns={"text": "Text"}))
    assert len(found) == len(ROWS)


PEOPLE = ("Ada Example", "Peter Sample", "Ada Example", "Peter Sample", "Maria Muster", "Peter Sample")
TIMES = tuple(time for time, _name, _words in ROWS)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(
            (("09:00", "09:30", "10:15", "11:00", "11:30", "12:00"), PEOPLE, ("Opening and welcome",) * 6),
            id="programme",
        ),
        pytest.param((TIMES, PEOPLE, ("Velda Harriers", "Port Alder AC") * 3), id="results"),
        pytest.param(
            (
                TIMES,
                ("Florence", "Velda", "Florence", "Corrin", "Velda", "Corrin"),
                ("The rain comes over the quay.",) * 6,
            ),
            id="chronicle",
        ),
        pytest.param(
            (PEOPLE, ("Asks the yard for our date.", "Writes the letter.", "Opens the hall for us.") * 2),
            id="tasks",
        ),
        pytest.param(
            (TIMES, PEOPLE, ("Looks at the valve and takes a long note of it.",) * 6), id="observations"
        ),
        pytest.param(
            (TIMES, ("INFO", "ERROR") * 3, ("The pump is lost and will be tried again soon.",) * 6), id="log"
        ),
        pytest.param((("2031-01-04",) * 6, PEOPLE, ("I liked it. Will you come back?",) * 6), id="reviews"),
        pytest.param(
            (("0:00", "3:41", "7:02", "11:30", "15:12", "19:00"), PEOPLE, ("You And I",) * 6), id="songs"
        ),
        pytest.param(
            (PEOPLE, ("Why?",) * 6, ("I went because you asked me to, and we were glad of it.",) * 6),
            id="answers",
        ),
        pytest.param(
            (("Cinder Lane", "Mill Street") * 3, ("Do you see it?", "We go on.", "You may sit. I wait.") * 2),
            id="walk",
        ),
        pytest.param((PEOPLE, ("Do you like us?",) * 6, tuple("423511")), id="survey"),
        pytest.param(
            (PEOPLE, ("I like it.", "Why is it shut?", "We want you here.", "My dog ran.", "Go.", "No.")),
            id="opinions",
        ),
        pytest.param(
            (("1951", "1952") * 3, PEOPLE, ("Our House.", "You?", "I Met Me.", "We Go!", "My Sea.", "Who?")),
            id="books",
        ),
        pytest.param(
            (PEOPLE, ("I cannot log in.", "Can you add it?", "We see it.", "Why?", "My file.", "Gone.")),
            id="tickets",
        ),
        pytest.param((("HAMILCAR", "DIDO") * 3, ("Do you see?", "I do.", "Then we wait.") * 2), id="play"),
    ],
)
def test_other_tables_are_no_talk(columns: Sequence[Sequence[str]]) -> None:
    rows = list(zip(*columns, strict=True))
    with pytest.raises(ReadError):
        read(written([("Who", "What", "More")[: len(columns)], *rows]), "a.csv")
    assert read(in_word(rows, "The pier", "It was closed in spring."), "a.docx").reader == "docx"


def test_a_small_table_of_talk_in_an_article_makes_no_transcript_of_it() -> None:
    prose = "The pier was closed in spring, and nobody has said why the planks were not mended before. " * 12
    assert read(in_word(ROWS, prose), "a.docx").reader == "docx"


def test_what_stands_beside_a_table_in_markdown_is_nobodys_words() -> None:
    rows = "".join(f"| {' | '.join(row)} |\n" for row in SAID)
    text = f"# The pier\n\nAda Example met him.\n\n| Speaker | Words |\n|---|---|\n{rows}\nIt rained.\n"
    made = read(text.encode(), "a.md")
    assert made.title == "The pier"
    assert made.text.startswith("Ada Example met him.")
    assert made.text.endswith("It rained.")
    assert said(made) == SAID


@pytest.mark.parametrize(
    "listed",
    [
        "<table><tr><th>Reader</th><th>Answer</th></tr>"
        + "".join(f"<tr><td>{name}</td><td>{words}</td></tr>" for name, words in SAID)
        + "</table>",
        "<dl>" + "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in SAID) + "</dl>",
    ],
)
def test_a_table_of_answers_in_a_page_is_no_talk(listed: str) -> None:
    article = "<h1>The pier</h1><p>The pier was closed in spring, and nobody has mended it.</p>" * 2 + listed
    made = read(f"<!DOCTYPE html><html><body><article>{article}</article></body></html>".encode(), "a.html")
    assert (made.reader, made.quotations) == ("html", ())
    assert "Ada Example:" not in made.text


def test_a_table_of_talk_that_is_a_small_part_of_a_page_is_left() -> None:
    prose = "<p>The pier was closed in spring, and nobody has said why it was not mended.</p>" * 9
    made = read(on_page([HEADER, *ROWS]).replace(b"<table>", prose.encode() + b"<table>"), "a.html")
    assert (made.reader, made.quotations) == ("html", ())
