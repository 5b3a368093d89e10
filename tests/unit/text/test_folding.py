"""Canonical text and the folding used for comparing."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.names.key import name_key
from quotesdb.text.folding import canonical, fold, sha256_text, words


def test_canonical_changes_line_ends_and_the_bom_and_nothing_else():
    assert canonical("\ufeff  A\u00a0“b”\r\n\r\n\tc \n") == "  A\u00a0“b”\n\n\tc \n"


def test_canonical_leaves_a_lone_carriage_return_and_an_inner_bom():
    assert canonical("a\rb\ufeffc") == "a\rb\ufeffc"


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs"])))
def test_text_without_carriage_returns_is_already_canonical(text):
    assert canonical(text) == text
    assert canonical("\ufeff" + text.replace("\n", "\r\n")) == text


@pytest.mark.parametrize(
    "printed",
    [
        "“We're fine,” she said",
        "„We’re fine,‟ she said",
        "«We're fine,» she said",
        "''We're fine,'' she said",
        '"We\u02bcre fine," SHE\u00a0 said',
        "\u201cWe\u2019re\u200b fi\u00adne,\u201d\nshe\tsaid ",
    ],
)
def test_styles_of_marks_case_and_space_make_no_difference(printed):
    assert fold(printed) == '"we\'re fine," she said'


@pytest.mark.parametrize("dash", "‐‑‒–—―−")
def test_every_dash_folds_to_a_hyphen(dash):
    assert fold(f"a{dash}b") == "a-b"


def test_accents_fold_however_they_are_encoded():
    assert fold("Núñez") == fold("Nu\u0301n\u0303ez") == "nunez"
    assert fold("Straße") == fold("STRASSE")


@pytest.mark.parametrize(
    ("one", "other"),
    [("$10.0 million", "$100 million"), ("can", "can't"), ("5%", "5 percent"), ("9-0", "90")],
)
def test_what_may_change_the_meaning_is_kept_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_single_inner_spaces_only(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())


def test_words_keep_numbers_and_contractions_whole():
    assert words("It’s 1,250.5 — “not” 3.") == ["it's", "1,250.5", "not", "3"]


@pytest.mark.parametrize(
    "printed",
    [
        "Ana Núñez",
        "ana nunez",
        "Ms. Ana Núñez",
        "Dr Ana Nunez’s",
        "Lt. Gov. Ana Núñez",
        "the Rev. Ana Núñez",
        " Ana  Núñez, ",
        "“Ana Núñez”",
    ],
)
def test_printings_of_one_name_share_a_key(printed):
    assert name_key(printed) == "ana nunez"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.P. Marlow", "J. P. Marlow"),
        ("Conor O’Dell", "Conor O'Dell"),
        ("Mary-Jane Poe", "Mary Jane Poe"),
        ("The Example Times", "Example Times"),
        ("Harrow & Vale", "Harrow and Vale"),
        ("U.S. Example Board", "US Example Board"),
        ("the Examples’", "Examples"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Poe", "Anne Poe"), ("Poe", "Ann Poe"), ("Poe Jr.", "Poe"), ("Vista+", "Vista")]
)
def test_different_names_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_of_nothing_but_a_title_or_marks_still_has_a_key():
    assert name_key("The") == "the"
    assert name_key("!!!") == "!!!"


@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(st.sampled_from(["Mr.", "the", "Dr", "A.", "B.", "x's", "'s", "&", "-", "É", "''", "Sen."])))
def test_the_key_of_a_key_is_itself_for_pieces_of_names(parts):
    key = name_key(" ".join(parts))
    assert name_key(key) == key


def test_the_hash_is_of_the_utf8_bytes():
    assert sha256_text("é\n") == hashlib.sha256("é\n".encode()).hexdigest()
