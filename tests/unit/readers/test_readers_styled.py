"""Paragraphs of documents are what their styles are called: who wrote the text, and when."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx, odt

TITLE = "Bridge closes for the summer"


def styles(**names: str) -> str:
    listed = (
        f"<w:style w:type='paragraph' w:styleId='{key}'><w:name w:val='{name}'/></w:style>"
        for key, name in names.items()
    )
    return f"<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{''.join(listed)}</w:styles>"


def word(*paragraphs: tuple[str, str] | str, **names: str):
    made = [
        one
        if isinstance(one, str)
        else f"<w:p><w:pPr><w:pStyle w:val='{one[0]}'/></w:pPr><w:r><w:t>{one[1]}</w:t></w:r></w:p>"
        for one in paragraphs
    ]
    return read(docx(made, styles=styles(**names) if names else ""), "a.docx")


def writer(*paragraphs: tuple[str, str]):
    body = "".join(f"<text:p text:style-name='{style}'>{words}</text:p>" for style, words in paragraphs)
    return read(odt(body), "a.odt")


TEXT = (("BodyText", FIRST), ("BodyText", SECOND))


@pytest.mark.parametrize(
    ("title", "author", "day"),
    [("Title", "Author", "Date"), ("Headline", "Byline", "Dateline"), ("Titel", "Autor", "Datum")],
)
@pytest.mark.parametrize("program", [word, writer])
def test_styles_say_who_wrote_a_document_and_when(program, title, author, day):
    head = ((title, TITLE), ("Subtitle", "It stays so."), (author, "Skarbro Quindle"), (author, "Bo Sample"))
    story = program(*head, (day, "4 March 2025"), *TEXT)
    assert (story.title, story.byline) == (TITLE, ("Skarbro Quindle", "Bo Sample"))
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"
    assert TITLE not in story.text


def test_styles_are_known_by_their_names_where_word_numbers_them():
    story = word(("a1", TITLE), ("a2", "Skarbro Quindle"), *TEXT, a1="Title", a2="Auteur")
    assert (story.title, story.byline) == (TITLE, ("Skarbro Quindle",))


@pytest.mark.parametrize(
    "paragraphs",
    [
        (("Title", TITLE), FIRST, SECOND, ("Author", "Skarbro Quindle"), ("Date", "4 March 2025")),
        (("Title", TITLE), "“A bridge is a promise.”", ("Author", "Skarbro Quindle"), FIRST, SECOND),
        (("Title", TITLE), ("Header", "Skarbro Quindle"), ("Quote", "4 March 2025"), FIRST, SECOND),
        (("Title", TITLE), ("Source", "Skarbro Quindle"), FIRST, SECOND),
        (("Title", TITLE), ("Author", "Ada Quill"), "The Shore", ("Author", "Bo Quindle"), "The Sea", FIRST),
        (("Title", TITLE), ("Date", "Spring 2025"), FIRST, SECOND),
        (("Title", TITLE), ("Date", "4 March 2025"), ("Date", "5 March 2025"), FIRST, SECOND),
    ],
)
def test_other_styles_and_styles_in_the_text_say_nothing(paragraphs):
    story = word(*paragraphs)
    assert (story.title, story.byline, story.published) == (TITLE, (), None)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Velda Council", ("Date", "4 March 1951"), "Dear Mr Quindle", FIRST, SECOND),
        ("Reading list", ("Author", "Ada Quill"), "The Shore", ("Author", "Bo Quindle"), "The Sea", FIRST),
    ],
)
def test_letters_and_lists_without_a_title_have_neither(paragraphs):
    story = word(*paragraphs)
    assert (story.byline, story.published) == ((), None)


def test_headings_that_are_called_headlines_stay_in_the_text():
    story = word(("Headline", "Velda"), FIRST, ("Headline", "Norrick"), SECOND)
    assert "Velda" in story.text
    assert "Norrick" in story.text


def test_what_stands_above_each_page_is_no_title():
    assert word(("Header", "Roads of Velda"), FIRST, SECOND).title is None


def test_a_line_below_the_title_of_a_document_says_whom_it_is_by():
    story = word(("Title", TITLE), ("Subtitle", "By Skarbro Quindle | 4 March 2025"), *TEXT)
    assert story.byline == ("Skarbro Quindle",)
