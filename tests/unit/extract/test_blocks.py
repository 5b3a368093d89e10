"""Quotations that are set off as blocks, without marks."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import Kind

WORDS = "The ferry has failed nine times since Easter, and the crews have paid for it."


def quoted(text: str) -> list[tuple[str, str | None, Kind]]:
    return [
        (" ".join(c.text(text) for c in q.content), q.speaker.name if q.speaker else None, q.kind)
        for q in extract(text, "en")
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "In a letter to the council, Ada Roe wrote:",
        "Ada Roe then said:",
        "On Monday the mayor, Ada Roe, wrote in the parish paper:",
        "Ada Roe has posted this below the photographs:",
    ],
)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_a_block_below_a_line_that_tells_who_wrote_it(lead: str, mark: str) -> None:
    text = f"The council met in the old hall.\n\n{lead}\n\n{mark}{WORDS}\n\nThe council meets again in May.\n"
    assert (WORDS, "Ada Roe", Kind.DIRECT) in quoted(text)


@pytest.mark.parametrize("dash", ["--", "—", "–", "-"])
def test_a_block_that_is_signed(dash: str) -> None:
    text = f"Reaction came quickly.\n\n> {WORDS}\n>\n> {dash} Ada Roe, retired pilot\n\nThey meet in May.\n"
    assert quoted(text) == [(WORDS, "Ada Roe", Kind.DIRECT)]


def test_a_block_of_several_paragraphs_is_one_quotation() -> None:
    text = f"Ada Roe wrote:\n\n> {WORDS}\n>\n> It will fail again in the winter storms.\n\nNobody answered.\n"
    assert quoted(text) == [(f"{WORDS} It will fail again in the winter storms.", "Ada Roe", Kind.DIRECT)]


@pytest.mark.parametrize(
    "text",
    [
        f"The board chose three sites:\n\n{WORDS}\n",
        "Ada Roe said:\n\n- nine boats came back in the end\n- one was lost in the storm off Velda.\n",
        f"Ada Roe went home.\n\n> {WORDS}\n",
    ],
)
def test_what_nobody_is_said_to_have_written_is_no_block(text: str) -> None:
    assert not any(kind is Kind.DIRECT for _, _, kind in quoted(text))
