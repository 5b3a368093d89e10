"""What readers of a document do not see, or see struck out, is none of its text."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx

SECRET = "“Nobody reads this,” said Cy Test."


def page(inside: str, text: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    head = "<!DOCTYPE html><html><head><title>Bridge</title></head><body><article><h1>Bridge closes</h1>"
    return read(f"{head}{text}{inside}</article></body></html>".encode(), "a.html").text


@pytest.mark.parametrize(
    "inside",
    [
        f"<p><del>{SECRET}</del> It rained.</p>",
        f"<p><s>{SECRET}</s> It rained.</p>",
        f"<p>It rained. <span style='text-decoration: line-through'>{SECRET}</span></p>",
        f"<div style='color: red; display: none;'><p>{SECRET}</p></div>",
        f"<p hidden>{SECRET}</p>",
        f"<div class='box ad'><p>{SECRET}</p></div>",
    ],
)
def test_what_a_page_strikes_or_hides_is_no_text(inside):
    text = page(inside)
    assert SECRET not in text
    assert SECOND in text
    assert ("It rained." in text) == ("It rained." in inside)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<p><ins>{SECRET}</ins></p>", None),
        (f"<p class='add lead'>{SECRET}</p>", None),
        (f"<p style='display: block'>{SECRET}</p>", None),
        (f"<div hidden='until-found'><p>{SECRET}</p></div>", None),
        # A script is to show the text.
        (f"<div style='display: none'><p>{FIRST}</p><p>{SECOND}</p><p>{SECRET}</p></div>", ""),
    ],
)
def test_what_a_page_shows_is_text(inside, text):
    assert SECRET in (page(inside) if text is None else page(inside, text))


@pytest.mark.parametrize(
    ("hidden", "line"),
    [
        (f"<!-- {SECRET} -->", 3),
        (f"<!--\n{SECRET}\n-->", 5),
        (f"```\n{SECRET}\n```", 5),
        (f"~~~~ text\n```\n{SECRET}\n~~~~", 6),
        (f"~~{SECRET}~~", 3),
        (f"<del>{SECRET}</del>", 3),
    ],
)
def test_comments_code_and_struck_words_of_markdown_are_no_text(hidden, line):
    text = read(f"# Bridge closes\n\n{hidden}\n{FIRST}\n\n{SECOND}\n".encode(), "a.md").text
    assert SECRET not in text
    assert text.split("\n").index(FIRST) == line  # a place is told by its line


@pytest.mark.parametrize(
    "shown",
    [
        f"<!-- {SECRET}",
        f"```\n{SECRET}",
        f"5 ~~ {SECRET} ~~ 6",
        f"```{SECRET}```",
        f"a --> {SECRET}",
        f"\\~~{SECRET}~~",
    ],
)
def test_what_only_begins_like_a_comment_or_code_is_text(shown):
    assert SECRET in read(f"# Bridge closes\n\n{FIRST}\n\n{SECOND}\n\n{shown}\n".encode(), "a.md").text


def test_markdown_that_is_all_code_is_text():
    assert SECRET in read(f"```\n{SECRET}\n```\n".encode(), "a.md").text


def test_words_struck_out_in_a_word_document_are_no_text():
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>"
    kept = "<w:r><w:rPr><w:strike w:val='false'/></w:rPr><w:t>{}</w:t></w:r>"
    paragraph = f"<w:p>{struck.format(SECRET)}{kept.format(SECOND)}</w:p>"
    assert read(docx([FIRST, paragraph]), "a.docx").text == f"{FIRST}\n\n{SECOND}"
