"""Forms of words: of verbs that are irregular, of those in -e, and of what only looks like a form."""

from __future__ import annotations

import pytest

from quotesdb.text.inflection import same_word


@pytest.mark.parametrize(
    "forms",
    [
        "say said saying",
        "move moved moving",
        "vote votes voted",
        "deny denies denied",
        "plan planned planning",
    ],
)
def test_forms_of_one_word_are_one(forms):
    first, *others = forms.split()
    assert all(same_word(first, other) and same_word(other, first) for other in others)


@pytest.mark.parametrize(("one", "other"), [("vote", "veto"), ("wall", "well"), ("say", "saw")])
def test_words_that_look_alike_stay_apart(one, other):
    assert not same_word(one, other)


def test_a_word_is_no_form_of_itself():
    assert not same_word("vote", "vote")
