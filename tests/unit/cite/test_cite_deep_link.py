"""Links that open a page at the quoted words."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.cite.deep_link import deep_link
from quotesdb.values import Span

URL = "https://example.org/a"
LONG = (
    "The river is high and it will not fall before Sunday, "
    "when at long last the wind turns and the last tide is out."
)


def link(text: str, words: str, url: str = URL) -> str:
    start = text.index(words)
    return deep_link(url, text, Span(start, start + len(words)))


def directive(text: str, words: str) -> str:
    return link(text, words).removeprefix(f"{URL}#:~:text=")


@pytest.mark.parametrize(
    ("words", "encoded"),
    [
        ("a well-known fact", "a%20well%2Dknown%20fact"),
        ("bread, milk & eggs", "bread%2C%20milk%20%26%20eggs"),
        ("it’s 100% so", "it%E2%80%99s%20100%25%20so"),
        ("who?/what#", "who%3F%2Fwhat%23"),
        ("two  blanks\u00a0here", "two%20blanks%20here"),
    ],
)
def test_what_has_a_meaning_in_a_link_is_encoded(words: str, encoded: str) -> None:
    assert directive(words, words) == encoded


def test_words_long_enough_to_be_known_stand_alone() -> None:
    words = "We had nine hours’ warning and we used all nine"
    assert unquote(directive(f"She said: {words}.", words)) == words


def test_short_words_have_the_words_before_them_as_prefix() -> None:
    assert directive("At last, he said it rains.", "it rains") == "last%2C%20he%20said-,it%20rains"


def test_the_prefix_comes_from_the_same_paragraph() -> None:
    assert directive("At last.\n\nit rains", "it rains") == "it%20rains"


def test_a_quotation_mark_alone_is_no_prefix() -> None:
    assert directive("At last.\n\n“It rains,” he said.", "It rains") == "It%20rains"


def test_of_a_long_passage_the_first_and_the_last_words_are_given() -> None:
    assert directive(LONG, LONG) == "The%20river%20is%20high%20and,the%20last%20tide%20is%20out."


def test_of_a_passage_over_paragraphs_both_ends_are_given() -> None:
    words = "We stay here.\n\n“We stay all winter long"
    assert unquote(directive(words, words)).split(",") == ["We stay here.", "“We stay all winter long"]


@pytest.mark.parametrize("words", ["水" * 150, " ".join(["x" * 30] * 6)])
def test_start_and_end_never_overlap(words: str) -> None:
    assert unquote(directive(words, words)) == words


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{URL}#", f"{URL}#:~:text=it%20rains"),
        (f"{URL}#part", f"{URL}#part:~:text=it%20rains"),
        ("https://example.org/#/article/12", "https://example.org/#/article/12:~:text=it%20rains"),
        ("https://example.org/#!article-12", "https://example.org/#!article-12:~:text=it%20rains"),
        (f"{URL}#:~:text=old", f"{URL}#:~:text=it%20rains"),
        (f"{URL}#part:~:text=old&text=older", f"{URL}#part:~:text=it%20rains"),
    ],
)
def test_a_fragment_stays_and_an_older_directive_gives_way(url: str, expected: str) -> None:
    assert link("it rains", "it rains", url) == expected


def test_a_query_stays() -> None:
    assert link("it rains", "it rains", f"{URL}?id=7&x=1") == f"{URL}?id=7&x=1#:~:text=it%20rains"


@pytest.mark.parametrize("words", ["", " ", "\n \n"])
def test_no_words_lead_to_the_page(words: str) -> None:
    assert deep_link(URL, words, Span(0, len(words))) == URL


@given(st.text(min_size=1), st.data())
def test_a_link_is_plain_ascii_and_has_at_most_three_parts(text: str, data: st.DataObject) -> None:
    text = text.encode(errors="replace").decode()
    start = data.draw(st.integers(0, len(text)))
    made = deep_link(URL, text, Span(start, data.draw(st.integers(start, len(text)))))
    assert made.isascii()
    assert not set(" \n\"<>'") & set(made)
    assert made.count(",") <= 1
