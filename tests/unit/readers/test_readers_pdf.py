"""PDF files: the order of columns, whole words, and what stands in the margins."""

from __future__ import annotations

import pytest

from quotesdb.readers import ReadError, documents, read
from quotesdb.values import ArticleDraft
from tests.unit.readers.made import FIRST, SECOND, pdf, set_in_lines

LONG = (
    "The Example Bridge Board looked at all four of its bridges in the spring and found one of them wanting. "
    "Nobody was hurt, and nobody is to blame, the board wrote to the towns on both banks of the river."
)
TOO = (
    "The towns answered within a week. They want the bridge back before the winter comes, and "
    "they want it whole."
)


def page(*parts: list[tuple[float, float, float, str]]) -> list[tuple[float, float, float, str]]:
    return [line for part in parts for line in part]


def test_broken_lines_are_paragraphs_and_the_largest_words_are_the_title():
    data = pdf(
        [
            page(
                [(50, 720, 18, "Bridge closes for the summer")],
                set_in_lines(LONG, 50, 680),
                [(50, 580, 13, "What next")],
                set_in_lines(TOO, 50, 550),
            )
        ]
    )
    draft = read(data, "-")
    assert (draft.reader, draft.title) == ("pdf", "Bridge closes for the summer")
    assert draft.text == f"{LONG}\n\nWhat next\n\n{TOO}"
    assert [(zone.kind, zone.span.text(draft.text)) for zone in draft.zones] == [("subhead", "What next")]


def test_a_heading_in_bold_does_not_run_into_the_text():
    data = pdf([page([(50, 700, 10, "*What the board found in the spring")], set_in_lines(LONG, 50, 688))])
    draft = read(data, "-")
    assert draft.title == "What the board found in the spring"
    assert draft.text == LONG


@pytest.mark.parametrize("across", [False, True], ids=["column by column", "line by line"])
def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn(across):
    left, right = set_in_lines(LONG, 50, 700, 30), set_in_lines(TOO, 320, 700, 30)
    lines = sorted(left + right, key=lambda line: (-line[1], line[0])) if across else left + right
    assert read(pdf([lines]), "-").text == f"{LONG}\n\n{TOO}"


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    first, second, third = LONG.partition("nobody is ")
    data = pdf(
        [
            page(set_in_lines(first + second, 50, 700, 30)),
            page(set_in_lines(third, 50, 700, 30), set_in_lines(TOO, 50, 400, 30)),
        ]
    )
    assert read(data, "-").text == f"{LONG}\n\n{TOO}"


def test_running_heads_and_numbers_of_pages_are_left_out_and_name_paper_and_day():
    pages = [
        page(
            [(50, 780, 8, f"The Example Times | Saturday, March 1, 2025 | {n}")],
            set_in_lines(text, 50, 700),
            [(300, 20, 8, f"- {n} -")],
        )
        for n, text in enumerate((LONG, TOO, SECOND * 3), 4)
    ]
    draft = read(pdf(pages), "-")
    assert draft.text == f"{LONG}\n\n{TOO}\n\n{SECOND * 3}"
    assert (draft.publisher, draft.published and draft.published.printed()) == (
        "The Example Times",
        "2025-03-01",
    )


def test_numbers_that_count_the_lines_are_left_out():
    lines = set_in_lines(LONG, 80, 700)
    numbers = [(50.0, y, 10.0, str(n)) for n, (_x, y, _size, _text) in enumerate(lines, 1)]
    assert len(lines) > 4
    assert read(pdf([numbers + lines]), "-").text == LONG


def test_a_parted_word_is_whole_again_and_a_compound_keeps_its_hyphen():
    words = [
        "The engi-",
        "neers of the well-known board met the town-",
        "folk, and a well-",
        "known mayor spoke for long.",
    ]
    lines = [(50.0, 700.0 - 12 * n, 10.0, line) for n, line in enumerate(words)]
    said = "The engineers of the well-known board met the townfolk, and a well-known mayor spoke for long."
    assert read(pdf([lines]), "-").text == said


def test_the_title_in_the_properties_is_taken_where_the_page_says_the_same():
    lines = page([(50, 720, 18, "Bridge closes")], set_in_lines(LONG, 50, 680))
    assert (
        read(pdf([lines], "Bridge closes: the board's report"), "-").title
        == "Bridge closes: the board's report"
    )
    assert read(pdf([lines], "Microsoft Word - draft3.doc"), "-").title == "Bridge closes"
    assert read(pdf([set_in_lines(LONG, 50, 680)], "The Example Bridge Board looked at"), "-").title is None


def test_a_bulletin_of_clippings_has_an_article_for_each_title_with_paper_and_day():
    bodies = LONG, TOO, f"{SECOND} Nobody at the board wanted to name a day. The towns are to be told first."

    def clipping(n: int) -> list[tuple[float, float, float, str]]:
        y = 700 - 50 * n
        return page(
            [(50, y, 14, f"Bridge {n} closes"), (50, y - 20, 10, f"The Example Times 0{n}-03-2025 (p. {n})")],
            set_in_lines(f"{bodies[n - 1]} (c) The Example Times 2025", 50, y - 40),
            [(50, y - 180, 10, "(c) The Example Times 2025 all rights reserved")] if n == 3 else [],
        )

    head = [(50.0, 780.0, 16.0, "The Week"), (50.0, 760.0, 10.0, "The Week 05-03-2025")]
    data = pdf([head + clipping(1), clipping(2), clipping(3)])
    found = [one for one in documents(data, "-") if isinstance(one, ArticleDraft)]
    assert [(one.member, one.title, one.publisher, one.text) for one in found] == [
        (str(n), f"Bridge {n} closes", "The Example Times", body) for n, body in enumerate(bodies, 1)
    ]
    days = [one.published.printed() for one in found if one.published]
    assert days == ["2025-03-01", "2025-03-02", "2025-03-03"]


def test_pages_without_text_are_told():
    draft = read(pdf([set_in_lines(FIRST, 50, 700), []]), "-")
    assert draft.warnings == ("1 page of 2 without text, as scans are",)


LOOP = pdf([set_in_lines(LONG, 50, 700)]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[]]), "a PDF file without text"),
        (b"%PDF-1.7\nnothing", "a broken PDF file"),
        (pdf([set_in_lines(LONG, 50, 700)])[:300], "a broken PDF file|without text"),
        (pdf([set_in_lines(LONG, 50, 700)], locked=True), "needs a password"),
        (LOOP, "a broken PDF file|without text"),
    ],
    ids=["scan", "nothing", "cut", "locked", "loop"],
)
def test_hostile_and_broken_files_get_one_clear_error(data, says):
    with pytest.raises(ReadError, match=says):
        read(data, "-")


def delivered(number: int, *, step: float = 12) -> list[tuple[float, float, float, str]]:
    """The first page of an article of Nexis Uni, with so much between the lines of its head."""
    head = [
        "The Example Times",
        f"March {number}, 2025 Tuesday",
        "Copyright 2025 Example News Ltd All Rights Reserved",
        "Section: NEWS; Pg. 4",
        "Length: 61 words",
        "Byline: Ada Example",
    ]
    return page(
        [(480, 760, 10, "Page 1 of 2"), (50, 730, 18, f"Bridge {number} closes for the summer")],
        [(50, 700 - step * at, 10, line) for at, line in enumerate(head)],
        [(50, 560, 14, "Body")],
        set_in_lines(LONG, 50, 530, 90),
    )


def ended(number: int) -> list[tuple[float, float, float, str]]:
    """Its second page, which begins with the title once more."""
    behind = ["Language: ENGLISH", "Subject: BRIDGES (90%)", "Load-Date: March 9, 2025"]
    return page(
        [(480, 760, 10, "Page 2 of 2"), (200, 748, 10, f"Bridge {number} closes for the summer")],
        set_in_lines(TOO, 50, 730, 90),
        [(50, 660, 14, "Classification")],
        [(50, 630 - 12 * at, 10, line) for at, line in enumerate(behind)],
        [(250, 560, 10, "End of Document")],
    )


COVER = page(
    [(50, 740, 12, "Date and Time: Monday, March 10, 2025 10:15:00 AM EST")],
    [(50, 700, 12, "Documents (2)"), (50, 670, 12, "1. Bridge 1 closes for the summer")],
    [(50, 640, 12, "Client/Matter: -None-"), (50, 610, 12, "2. Bridge 2 closes for the summer")],
)


@pytest.mark.parametrize("step", [12, 24])
@pytest.mark.parametrize("cover", [[], [COVER]])
def test_a_delivery_of_nexis_uni_is_read_as_its_articles(cover, step):
    pages = [*cover, *(one for n in (1, 2) for one in (delivered(n, step=step), ended(n)))]
    found = [one for one in documents(pdf(pages), "-") if isinstance(one, ArticleDraft)]
    assert [(one.reader, one.member, one.title, one.byline, one.publisher, one.text) for one in found] == [
        (
            "nexis",
            str(n),
            f"Bridge {n} closes for the summer",
            ("Ada Example",),
            "The Example Times",
            f"{LONG}\n\n{TOO}",
        )
        for n in (1, 2)
    ]
    days = [one.published.printed() for one in found if one.published]
    assert days == ["2025-03-01", "2025-03-02"]


@pytest.mark.parametrize("line", ["Length: 61 metres", "End of Document", "Length: 61 words"])
def test_an_article_that_has_one_sign_of_nexis_is_none_of_its(line):
    head = [(50, 720, 18, "Bridge closes for the summer"), (50, 690, 10, line)]
    found = read(pdf([page(head, set_in_lines(LONG, 50, 650))]), "-")
    assert found.reader == "pdf"
    assert line in found.text
