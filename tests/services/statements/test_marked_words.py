"""Whether one quotation has the words of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.services.statements.marked_words import MarkedWords
from quotesdb.values import Span

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6).map(" ".join)


def marked(text, *content):
    """The words of a text at its curly marks; without ``content`` these are all of it."""
    quoted, start = [], 0
    while (start := text.find("“", start)) >= 0:
        quoted.append(Span(start, text.index("”", start) + 1))
        start = quoted[-1].end
    return MarkedWords.of(text, quoted, content or quoted)


def whole(text):
    return marked(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("words", "fragments", "runs"),
    [
        (marked("“We open in May,” he said. “Or June.”"), ("we open in may", "or june"), 1),
        (whole("it “opens” in “May”"), ("opens", "may"), 2),
        (whole("“It opens”\n\n“in May”"), ("it opens in may",), 1),
        (marked("“May” … “June” he said “…”"), ("may june",), 1),
        (whole("“…”"), (), 0),
    ],
)
def test_fragments_are_what_no_word_separates_and_runs_what_only_an_attribution_does(words, fragments, runs):
    assert (words.fragments, len(words.runs)) == (fragments, runs)


@pytest.mark.parametrize(
    ("holds", "part", "expected"),
    [
        (marked("“A b,” he said. “C d.”"), marked("“b C”"), True),
        (marked("“A b c d.”"), marked("“A,” he said. “D.”"), True),
        (marked("“A b c d.”"), marked("“D,” he said. “A.”"), False),
        (whole("it “a b” as “c d”"), marked("“b c”"), False),
        (marked("“A b.”"), marked("“A b,” he said. “B.”"), False),
        (marked("“About it.”"), marked("“Out it.”"), False),
        (marked("“A b.”"), marked("“Á—B!”"), True),
    ],
)
def test_fragments_stand_in_order_and_whole(holds, part, expected):
    assert holds.contains(part) is expected


@given(fragments=st.lists(WORDS, min_size=1, max_size=3), others=st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_contained_is_found_by_its_lead_and_by_what_is_sought(fragments, others):
    holds = MarkedWords(tuple(fragments), (" ".join(fragments),))
    part = MarkedWords(tuple(others), (" ".join(others),))
    assert holds.contains(holds)
    if holds.contains(part):
        assert part.lead() in holds.windows()
        assert all(phrase in holds.runs[0] for phrase in part.sought())
        assert len(part) <= len(holds)


def test_long_words_are_sought_and_where_there_are_none_the_beginning():
    assert marked("“The harbour board overlooked the ferryman again.”").sought() == (
        "overlooked",
        "ferryman",
        "harbour",
    )
    assert marked("“In 2025 the harbour was cheap.”").sought() == ("2025", "harbour")
    assert marked("“We are to be told it all by the end of May.”").sought() == (
        "we are to be told it all by",
    )


def test_a_lead_is_the_same_everywhere_and_fits_63_bits():
    assert marked("“We open in May, perhaps.”").lead() == marked("“we open in may again”").lead() > 2**32
    assert marked("“We open in May, perhaps.”").lead() < 2**63
