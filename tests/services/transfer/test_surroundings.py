"""Whether equal words in another text are the words that were meant."""

from __future__ import annotations

import pytest

from quotesdb.services.transfer.surroundings import find_alike
from quotesdb.text.anchor import describe
from quotesdb.values import Span

WORDS = "“The pumps are older than I am,”"
TEXT = (
    "The harbour board met on Monday in Velda.\n\n"
    f"{WORDS} said Ada Example, the harbour master.\n\n"
    "“Nobody asked the board at all,” said Bea Sample.\n"
)


def place_of(text, after=""):
    start = text.index(WORDS, text.index(after))
    return Span(start, start + len(WORDS))


def selected(text=TEXT):
    return describe(text, place_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "A new first line.\n" + TEXT,
        TEXT.replace("met on Monday in Velda", "met in the town hall"),
        TEXT.replace("said Ada Example, the harbour master", "Mrs. Example said"),
        TEXT.replace(", the harbour master", ", the harbour master of Velda"),
        "\n\n".join(reversed(TEXT.strip().split("\n\n"))),
        TEXT.replace("\n\n", "\n"),
        TEXT.replace("\n\n", "\n\n\n\t  ").replace("said ", "said\u00a0 "),
        TEXT.replace("said Ada Example, the", "said\nAda\nExample,\nthe"),
        TEXT.replace("said Ada Example", "**said** Ada  Example"),
        f"{TEXT}{WORDS} said Cy Test.",
    ],
)
def test_an_edit_a_move_and_other_blanks_leave_the_words_where_they_are(text):
    assert find_alike(text, selected(), "Ada Example") == place_of(text)


def test_a_copy_before_them_does_not_draw_them():
    text = f"{WORDS} said Cy Test.\n{TEXT}"
    assert find_alike(text, selected()) == place_of(text, after="The harbour board")


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS} said Cy Test.\n",
        f"It rained.\n\n{WORDS} said Ada Sample, the harbour master.\n",
        f"It rained.\n\n{WORDS} said Adam Example.\n",
        f"It rained in Velda.\n\n{WORDS} said the harbour master.\n",
        f"{WORDS}",
        TEXT.replace(WORDS, "“The pumps are new,”"),
        # The paragraph before is the same, but this one is somebody else's.
        TEXT.replace("Ada Example, the harbour master", "Cy Test"),
        TEXT.replace("said Ada Example, the harbour master", "the master said"),
    ],
)
def test_the_same_words_of_somebody_else_are_others(text):
    assert find_alike(text, selected(), "Ada Example") is None


@pytest.mark.parametrize(
    ("before", "after", "is_found"),
    [
        # "he said" alone tells nothing: the next line has to be the same as well.
        (f"It rained.\n{WORDS} he said.\nBea Sample left.", f"Snow fell.\n{WORDS} he said.\nAl came.", False),
        (
            f"It rained.\n{WORDS} he said.\nBea Sample left.",
            f"Snow.\n{WORDS} he said.\nBea Sample left.",
            True,
        ),
        (f"It rained.\n{WORDS} Example said.\nBea left.", f"Snow.\n{WORDS} Example said.\nAl came.", True),
        # Where nothing around tells anything, all of it must be there.
        (f"{WORDS} he said.", f"{WORDS} he said.", True),
        (f"{WORDS} he said.", f"It rained.\n{WORDS} he said.", False),
        (f"{WORDS} he said.", f"{WORDS} she said.", False),
        (WORDS, WORDS, True),
    ],
)
def test_what_stands_around_must_tell_something(before, after, is_found):
    assert (find_alike(after, selected(before)) is not None) is is_found


def test_a_language_without_blanks_has_surroundings_too():
    text = "港口委员会周一开会，讨论了码头的水泵问题以及今年的收费标准和明年的预算安排。“水泵很旧”安娜说。\n"
    start = text.index("“")
    selector = describe(text, Span(start, start + 6))
    assert find_alike("新的一行。\n" + text, selector) == Span(start + 6, start + 12)
    assert find_alike("“水泵很旧”鲍勃说。", selector) is None
