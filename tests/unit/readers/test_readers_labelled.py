"""Lines such as "Headline: ..." above a text, in whatever order and language, say what it is."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx, pdf, set_in_lines

TITLE = "Bridge closes for the summer"


def text_of(*lines: str) -> bytes:
    return "\n".join([*lines, "", FIRST, "", SECOND, ""]).encode()


def said(story):
    return (
        story.title,
        story.byline,
        story.publisher,
        story.published and story.published.printed(),
    )


WHOLE = (TITLE, ("Ada Example",), "The Example Times", "2025-03-04")


@pytest.mark.parametrize(
    "lines",
    [
        [f"Headline: {TITLE}", "Date: 4 March 2025", "By: Ada Example", "Source: The Example Times"],
        [
            "PUBLICATION: The Example Times",
            "PUBLISHED: March 4, 2025",
            f"TITLE: {TITLE}",
            "AUTHOR: Ada Example",
        ],
        [
            "Source: The Example Times, 4 March 2025, p. 4",
            "Section: Roads",
            f"Headline: {TITLE}",
            "Byline: Ada Example",
            "Word count: 412",
        ],
        [f"Titel: {TITLE}", "Autorin: Ada Example", "Datum: 4. März 2025", "Quelle: The Example Times"],
        [f"Titre : {TITLE}", "Auteur : Ada Example", "Date : 4 mars 2025", "Source : The Example Times"],
        [f"Título: {TITLE}", "Autora: Ada Example", "Fecha: 4 de marzo de 2025", "Medio: The Example Times"],
        ["Testata: The Example Times", "Data: 4 marzo 2025", f"Titolo: {TITLE}", "Autore: Ada Example"],
        [f"Kop: {TITLE}", "Door: Ada Example", "Datum: 4 maart 2025", "Bron: The Example Times"],
        [f"Tytuł: {TITLE}", "Autor: Ada Example", "Data: 4 marca 2025", "Źródło: The Example Times"],
        [f"Заголовок: {TITLE}", "Автор: Ada Example", "Дата: 4 марта 2025", "Источник: The Example Times"],
        [
            f"**Title:** {TITLE}",
            "**Author:** Ada Example",
            "**Source:** The Example Times",
            "**Date:** 4 March 2025",
        ],
        [f"Headline\t{TITLE}", "Date\t4 March 2025", "Author\tAda Example", "Source\tThe Example Times"],
        [
            f"Headline: {TITLE}",
            "",
            "Date: 4 March 2025",
            "",
            "By: Ada Example",
            "",
            "Source: The Example Times",
        ],
    ],
)
def test_labels_in_many_languages_say_what_a_text_is(lines):
    story = read(text_of(*lines), "a.txt")
    assert said(story) == WHOLE
    assert story.text.strip().startswith(FIRST)


def test_a_label_of_the_text_ends_the_head_and_an_address_is_no_publisher():
    lines = [f"Headline: {TITLE}", "Byline: Ada Example", "Source: https://example.org/1", "Text:", FIRST]
    story = read(text_of(*lines), "a.txt")
    assert (said(story), story.url) == ((TITLE, ("Ada Example",), None, None), "https://example.org/1")
    assert story.text.strip().startswith(FIRST)


@pytest.mark.parametrize(
    "lines",
    [
        ["Title: The Long Road", "Director: Ada Example", "Source: The Example Times"],
        ["Author: Ada Example", "Title: The Long Road", "Publisher: Example House", "Pages: 312"],
        ["Title: Reporter", "Employer: The Example Times", "Date: 5 June 2025"],
        ["Title: Deputy Harbour Master", "Date of birth: 5 March 1974", "Source of income: Salary"],
        ["Speaker: Ada Example", "Date: 4 March 2025", "Place: Town Hall"],
        ["From: Ada Example", "To: All staff", "Date: 4 March 2025", "Subject: Bridge"],
        ["Author: Ada Example", "Source: own research"],
        ["What: Public meeting", "When: 5 June 2025, 7 pm", "Where: Town Hall"],
        ["Title: The Long Road", "Author: Ada Example", "Venue: Old Mill", "Date: 5 June 2025"],
        ["Source: Ada Example", "Source: Bo Sample", "Date: 4 March 2025"],
    ],
)
def test_labels_of_other_things_stay_in_the_text(lines):
    story = read(text_of(*lines), "a.txt")
    assert (story.byline, story.publisher, story.published) == ((), None, None)
    assert story.text.startswith(lines[0])


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Title: Lake levels", "Source: Velda Water Board", "Date: 2024", "Author: Ada Example"], ""),
        (["Title: The lakes", "Author: Ada Example", "Source: Velda College", "Date: May 2019"], ""),
        (["Title: Lake Song", "Writer: Ada Example", "Source: Traditional"], ""),
        (
            ["Title: Lake Song", "Writer: Ada Example", "Source: Traditional", "Date: 4 March 1951"],
            "I went to the lake,\nat dawn.",
        ),
        (["Title: Shore", "Painter: Ada Example", "Source: Velda Museum"], "Oil on canvas."),
    ],
)
def test_labels_of_songs_books_and_data_stay_in_the_text(lines, text):
    story = read("\n".join([*lines, "", text or f"{FIRST}\n\n{SECOND}", ""]).encode(), "a.txt")
    assert (story.byline, story.publisher, story.published) == ((), None, None)
    assert story.text.startswith(lines[0])


@pytest.mark.parametrize(
    "below",
    [
        ["Title: The Long Road", "Author: Skarbro Quindle", "Publisher: Example House"],
        ["Author: Ada Example", "Publisher: Example House", "Published: 4 March 2025"],
        ["Author: Ada Example", "Category: Desserts", "Source: The Velda Kitchen"],
        ["Author: Ada Example", "Source: Velda Films"],
        ["Venue: Town Hall", "Date: 5 June 2025", "Tickets: 12 pounds"],
        ["Photo: Ada Example"],
        ["Author: Skarbro Quindle", "Narrator: Ada Example", "Date: 4 March 2025"],
    ],
)
def test_labels_below_the_title_may_be_of_what_the_text_is_about(below):
    story = read(text_of(TITLE, "", *below), "a.txt")
    assert said(story) == (TITLE, (), None, None)


FIELDS = [
    ("Headline", TITLE),
    ("Date", "4 March 2025"),
    ("Author", "Ada Example"),
    ("Source", "The Example Times"),
]
PRINTED = [f"{label}: {value}" for label, value in FIELDS]
CELLS = "".join(
    f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
    for row in FIELDS
)
DOCUMENTS = {
    "a.docx": docx([*PRINTED, FIRST, SECOND]),
    "b.docx": docx([f"<w:tbl>{CELLS}</w:tbl>", FIRST, SECOND]),
    "a.rtf": "\\par\n".join(
        ["{\\rtf1\\ansi ", *PRINTED, "It rained on the pier all day. " * 4, "}"]
    ).encode(),
    "a.pdf": pdf(
        [
            [
                *((60, 760 - 30 * n, 10, line) for n, line in enumerate(PRINTED)),
                *set_in_lines(f"{FIRST} {SECOND} " * 3, 60, 600),
            ]
        ]
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_have_such_labels_too(name):
    story = read(DOCUMENTS[name], name)
    assert said(story) == WHOLE
    assert TITLE not in story.text
