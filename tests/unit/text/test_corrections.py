"""Which paragraphs are correction notices."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.readers import read
from quotesdb.text.corrections import find_notices, outside
from quotesdb.values import Kind, Quotation, Span

BODY = "\n\n".join(f"The port of Vessen has {n} piers and all of them are in use." for n in range(2, 24))

NOTICES = (
    "Correction: An earlier version of this article misstated the name of the mayor.",
    "Correction, March 3, 2025: The mayor's name is Ada Example, not Ana.",
    "CORRECTION (3 March 2025, 14:20 GMT): The figure was 12, not 20.",
    "Clarification: The minister spoke on Monday.",
    "**Correction:** The story gave the wrong year.",
    "*This story has been corrected to say that the bridge was built in 1931.*",
    "[This article has since been corrected.]",
    "This story has been updated with a comment from the ministry.",
    "• This article was amended on 3 March 2025. An earlier version said the dyke was new.",
    "UPDATE: This story has been updated to include a statement by the company.",
    "UPDATED 3:15 p.m.: This story has been corrected.",
    "Editor’s note: An earlier version of this story misidentified the speaker.",
    "Editors' Note: The paper learned that the quotation was inaccurate. This article has been changed.",
    "Because of an editing error, an earlier version of this article misstated the date.",
    "An article on Monday about the port misspelled the surname of its director.",
    "The headline on this story was amended on 4 March.",
    "A previous version of this article incorrectly stated the toll.",
    "In a story March 3 about milk, The Example Press erroneously reported the name of the dairy.",
    "For the record: This story originally misstated the year.",
    "Corrections & Amplifications: The port has 12 piers. An earlier version said 20.",
    "This version corrects the spelling of the name of the port.",
    "CORRECTION APPENDED.",
)

OTHERS = (
    "Correction facility to close by May",
    "The correction facility will close in May, officials said.",
    "Correction officers said the story has been told too often.",
    "Corrections: a system in crisis",
    "Corrections Secretary Ada Example said the prison was safe.",
    "CORRECTION OFFICER: We were not told.",
    "The department of corrections incorrectly reported the number of inmates.",
    "The market correction was long overdue, analysts said.",
    "The bill was amended on 3 March to correct a mistake.",
    "Update: “We disagree,” the company said on Tuesday.",
    "Editor's note: Ada Example teaches history at Example College.",
    "This story is told in three parts.",
    "This article of the constitution protects speech.",
    "“This story has been wrong from the start,” she said.",
    "She said an earlier version of the bill misstated the cost.",
    "An earlier version of the plan was dropped.",
    "In an interview, the minister wrongly claimed that the port was closed.",
    "The report was updated on Monday, the ministry said.",
)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("where", ["head", "foot"])
def test_a_notice_at_head_or_foot_is_found_whole_and_nothing_else(notice: str, where: str) -> None:
    text = f"{notice}\n\n{BODY}" if where == "head" else f"{BODY}\n\n{notice}\n"
    assert [span.text(text) for span in find_notices(text)] == [notice]


@pytest.mark.parametrize("words", OTHERS)
def test_what_reads_a_little_like_one_is_none(words: str) -> None:
    assert find_notices(f"{BODY}\n\n{words}\n") == ()
    assert find_notices(f"{words}\n\n{BODY}") == ()


def test_the_middle_of_an_article_is_not_searched() -> None:
    assert find_notices(f"{BODY}\n\n{NOTICES[0]}\n\n{BODY}") == ()


def test_a_heading_takes_its_notices_along_and_a_date_between() -> None:
    foot = (
        "Corrections & Amplifications\n\nMonday, March 3, 2025\n\n"
        "The port has 12 piers. An earlier version of this article said 20.\n\n"
        "The mayor is Ada Example. This article misspelled her name."
    )
    text = f"{BODY}\n\n{foot}\n\nPrinted in Vessen."
    assert [span.text(text) for span in find_notices(text)] == [foot]


def test_a_section_on_prisons_that_is_headed_corrections_is_none() -> None:
    text = f"{BODY}\n\nCorrections\n\nThe state will close two prisons, said Ada Example, a warden.\n"
    assert find_notices(text) == ()


def test_a_quotation_that_begins_in_a_notice_is_left_out() -> None:
    text = f"“We open,” she said.\n\n{BODY}\n\nCorrection: This article misquoted her: “We close.”"
    opened, closed = (Quotation(Kind.DIRECT, (Span(at, at + 9),)) for at in (0, text.index("“We close")))
    assert outside([opened, closed], find_notices(text)) == [opened]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a.txt", "{body}\n\n{notice}\n"),
        ("a.md", "# The port\n\n{body}\n\n*{notice}*\n"),
        (
            "a.html",
            "<html><body><article><h1>The port</h1><p>{body}</p><p>{notice}</p></article></body></html>",
        ),
    ],
)
def test_readers_of_every_text_format_mark_the_notice_as_a_zone(name: str, page: str) -> None:
    notice = "Correction: An earlier version of this article misstated the name of the mayor."
    body = BODY.replace("\n\n", "</p><p>") if name.endswith("html") else BODY
    draft = read(page.format(body=body, notice=notice).encode(), name)
    [zone] = [zone for zone in draft.zones if zone.kind == "correction"]
    assert notice in zone.span.text(draft.text)
    assert list(draft.zones) == sorted(draft.zones, key=lambda zone: zone.span)


def test_a_notice_below_a_transcript_is_no_turn() -> None:
    turns = "\n\n".join(
        f"{who}: We will open in May. It is time." for who in ("ADA EXAMPLE", "BO SAMPLE") * 4
    )
    notice = "CORRECTION: An earlier version of this transcript misstated the name of the mayor."
    draft = read(f"{turns}\n\n{notice}\n".encode(), "a.txt")
    assert len(draft.quotations) == 8
    assert [zone.kind for zone in draft.zones] == ["correction"]


def test_a_headline_that_begins_with_the_word_stays_a_headline() -> None:
    draft = read(f"# Correction: this story has been told. It was wrong.\n\n{BODY}".encode(), "a.md")
    assert [zone.kind for zone in draft.zones] == ["headline"]


@given(st.text(max_size=300), st.lists(st.sampled_from(NOTICES + OTHERS), max_size=6))
def test_notices_are_apart_in_order_and_inside_the_text(text: str, paragraphs: list[str]) -> None:
    whole = "\n\n".join([*paragraphs, text])
    found = find_notices(whole)
    assert list(found) == sorted(found)
    assert all(0 <= span.start < span.end <= len(whole) for span in found)
    assert not any(one.overlaps(other) for one, other in pairwise(found))
