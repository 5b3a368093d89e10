"""Pairing the quotations of a new run with the quotes that are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quotesdb.text.matching import ALIKE, Wording, alike, dice, match
from quotesdb.values import Span

WORDINGS = st.lists(st.builds(Wording.of, st.text("ab cé“’", max_size=12), st.integers(0, 50)), max_size=8)


def wordings(*texts):
    return [Wording.of(text, start * 100) for start, text in enumerate(texts)]


def test_the_better_match_goes_first():
    known = wordings("the plant opens in May", "the plant opens in May or June")
    new = wordings("the plant opens in May or June or July")
    assert match(known, new) == {0: 1}


def test_a_second_quotation_of_the_same_words_is_another_quote():
    assert match(wordings("Yes."), wordings("Yes.", "Yes.")) == {0: 0}


def test_equal_words_are_paired_by_their_place():
    known = [Wording.of("Yes.", 10), Wording.of("Yes.", 500)]
    new = [Wording.of("Yes.", 512), Wording.of("Yes.", 12)]
    assert match(known, new) == {0: 1, 1: 0}


def test_a_quote_without_a_place_does_not_get_the_words_of_another():
    cy, ada = Wording.of("It leaks.", 0), Wording.of("It leaks.", 90, Span(40, 49))
    assert match([cy, ada], [Wording.of("It leaks.", 40, Span(40, 49))]) == {0: 1}
    assert match([cy, ada], [Wording.of("It leaks now.", 40, Span(40, 53))]) == {0: 1}
    assert match([cy, ada], [Wording.of("It leaks.", 0, Span(0, 9))]) == {0: 0}


def test_a_quote_that_has_its_place_is_not_found_elsewhere():
    assert match([Wording.of("It leaks.", 0, Span(0, 9))], [Wording.of("It leaks.", 40, Span(40, 49))]) == {}


def test_other_words_are_not_paired():
    assert match(wordings("we open in May"), wordings("rain is likely")) == {}


def test_words_without_letters_are_compared_whole():
    assert match(wordings("“…!”"), wordings("“…!”", "“?”")) == {0: 0}


@given(WORDINGS, WORDINGS)
def test_pairs_are_one_to_one_alike_and_leave_nothing_alike_over(known, new):
    paired = match(known, new)
    assert len(set(paired.values())) == len(paired)
    assert all(dice(new[i].tokens, known[k].tokens) >= ALIKE for i, k in paired.items())
    left_known = set(range(len(known))) - set(paired.values())
    left_new = set(range(len(new))) - set(paired)
    assert not any(dice(new[i].tokens, known[k].tokens) >= ALIKE for i in left_new for k in left_known)


@given(WORDINGS)
def test_a_text_read_again_is_matched_to_itself(known):
    paired = match(known, known)
    assert {i: (known[k].key, known[k].start) for i, k in paired.items()} == {
        i: (wording.key, wording.start) for i, wording in enumerate(known)
    }


def test_many_equal_quotations_are_paired_in_no_time():
    known = [Wording.of("Yes.", start) for start in range(20_000)]
    assert len(match(known, known)) == 20_000


def test_articles_are_alike_from_half_of_their_words():
    assert alike("one two three four", "one two five six")
    assert not alike("one two three four", "one five six seven")
    assert alike("", "")
    assert not alike("", "one")
