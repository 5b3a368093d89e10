"""The words that a person names are found in the article, or refused."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.review_words import Words, find_words, of_kind
from quotesdb.values import Kind, Span

TEXT = (
    "“We open in May,” said Ada Example. “If it doesn’t rain, we open\nin April.”\n"
    "The port, Max Sample said, is closed because “the crane broke” again."
)


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


MAY = Words((place("“We open in May,”"),), Kind.DIRECT, (place("“We open in May,”"),), None, place("said"))
SAID = Span(place("said, is").start, place(", is").start)
PORT = Words((place("is closed"),), Kind.INDIRECT, (), place("Max Sample"), SAID)


def texts(words: Words) -> list[str]:
    return [span.text(TEXT) for span in words.content]


@pytest.mark.parametrize(
    "typed",
    [
        ["“We open in May,”"],
        ["We open in May"],
        ["we OPEN  in may"],
        ['"We open in May,"'],
        ["We ... May"],
    ],
)
def test_case_marks_and_blanks_make_no_difference(typed: list[str]) -> None:
    found = find_words(TEXT, typed, MAY)
    assert texts(found) == ["“We open in May,”"]
    assert (found.kind, found.quoted) == (Kind.DIRECT, found.content)
    assert found.cue == place("said")


def test_from_the_first_words_to_the_last_leaves_out_who_is_named_between() -> None:
    named = Words(MAY.content, MAY.kind, MAY.quoted, place("Ada Example"), place("said"))
    found = find_words(TEXT, ["We open in May ... April"], named)
    assert texts(found) == ["“We open in May,”", "“If it doesn’t rain, we open\nin April.”"]
    assert find_words(TEXT, ["We open in May", "If it doesn't rain, we open in April"], named) == found


def test_the_kind_follows_from_the_marks() -> None:
    found = find_words(TEXT, ["The port ... again"], PORT)
    assert texts(found) == ["The port", "is closed because “the crane broke” again"]
    assert (found.kind, [span.text(TEXT) for span in found.quoted]) == (Kind.MIXED, ["“the crane broke”"])


def test_the_nearest_place_is_meant() -> None:
    text = "“It rains,” he said. “It rains,” she said. “It rains,” they said."
    second = Span(21, 32)
    held = Words((second,), Kind.DIRECT, (second,))
    assert find_words(text, ["it rains"], held).content == (second,)
    text = "The water rose. “We had plans, but nowhere to put the water,” Ada Example said."
    held = Words((Span(16, 61),), Kind.DIRECT, (Span(16, 61),))
    assert find_words(text, ["water"], held).content[0].start > 16


@pytest.mark.parametrize(
    ("typed", "content"),
    [
        ("We open", "We open"),
        ("“We open", "We open"),
        ("in May", "in May"),
        ("in May,”", "in May,"),
        ("“We open in May,”", "“We open in May,”"),
        ("We open in May", "“We open in May,”"),
    ],
)
def test_both_marks_of_a_pair_belong_to_it_or_none(typed: str, content: str) -> None:
    found = find_words(TEXT, [typed], MAY)
    assert texts(found) == [content]
    assert (found.kind, found.quoted) == (Kind.DIRECT, found.content)


def test_a_turn_without_marks_stays_direct() -> None:
    text = "ADA EXAMPLE: We open in May. If it rains, we do not."
    turn = Span(13, len(text))
    found = find_words(text, ["We open in May."], Words((turn,), Kind.DIRECT, (turn,)))
    assert (found.kind, found.quoted) == (Kind.DIRECT, (Span(13, 28),))


def test_words_in_marks_that_were_taken_for_a_cue_are_content() -> None:
    text = "“I hear that he said no,” Ada Example told us."
    held = Words((Span(0, 12),), Kind.DIRECT, (Span(0, 12),), Span(13, 15), Span(16, 20))
    found = find_words(text, ["I hear that he said no"], held)
    assert [span.text(text) for span in found.content] == ["“I hear that he said no,”"]
    assert (found.source, found.cue) == (None, None)


@pytest.mark.parametrize(
    "typed",
    [
        ["We open in June"],
        ["e open in Ma"],
        ["…"],
        [" "],
        ["“"],
        ["April ... We open"],
        ["We open", "open in May"],
    ],
    ids=str,
)
def test_what_the_article_does_not_say_so_is_refused(typed: list[str]) -> None:
    with pytest.raises(BadRequest):
        find_words(TEXT, typed, MAY)


def test_words_of_another_place_are_another_quotation() -> None:
    with pytest.raises(BadRequest, match="another quotation"):
        find_words(TEXT, ["the crane broke"], MAY)


def test_a_kind_by_hand() -> None:
    indirect = of_kind(TEXT, MAY, Kind.INDIRECT)
    assert (indirect.kind, indirect.quoted, indirect.content) == (Kind.INDIRECT, (), MAY.content)
    assert of_kind(TEXT, indirect, Kind.DIRECT).quoted == MAY.content
    with pytest.raises(BadRequest, match="all of it"):
        of_kind(TEXT, MAY, Kind.MIXED)
    with pytest.raises(BadRequest, match="nothing of it"):
        of_kind(TEXT, PORT, Kind.MIXED)
