"""Words as they are compared: what has one key, what has two, and where each stands in the raw text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quotesdb.check import numbers
from quotesdb.check.claim import parse
from quotesdb.check.copies import stories
from quotesdb.check.normalise import normalise
from quotesdb.check.words import Flag, split


def raw_words(text):
    words = split(text)
    return [words.raw(at) for at in range(len(words))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3", "three"),
        ("25", "twenty-five"),
        ("25", "twenty five"),
        ("1,250", "1250"),
        ("10.0", "10"),
        ("2.5 million", "2,500,000"),
        ("$10m", "$10 million"),
        ("$5bn", "five billion dollars"),
        ("a hundred", "100"),
        ("two hundred and five", "205"),
        ("twenty sixteen", "2016"),
        ("25%", "25 per cent"),
        ("25 percent", "25 per cent"),
        ("£5", "five pounds"),
        ("OK", "okay"),
        ("in the U.S. today", "in the US today"),
        ("until 9 p.m", "until 9 p.m."),
        ("don’t", "don't"),
        ("Café", "cafe\u0301"),
        ("well-known", "well known"),
        ("second", "2nd"),
        ("salt & rope", "salt and rope"),
        ("[T]he", "the"),
        ("fi\ufb01", "fifi"),
        ("the\u00adory", "theory"),
    ],
)
def test_what_is_no_difference_of_words_has_one_key(one, other):
    assert split(one).keys == split(other).keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$10.0 million", "$100 million"),
        ("1.5", "15"),
        ("$5", "£5"),
        ("5", "-5"),
        ("3", "30"),
        ("25%", "25"),
        ("9,11", "911"),
        ("3.5.2020", "352020"),
        ("isn't", "is"),
        ("isn't", "is not"),
        ("can't", "cant"),
        ("it's", "its"),
        ("US", "us"),
        ("cannot", "can not"),
        ("½", "12"),
        ("x²", "x2"),
        ("seconds", "2nds"),
    ],
)
def test_what_is_a_difference_has_two(one, other):
    one, other = f"give {one} to me", f"give {other} to me"
    assert split(one).keys != split(other).keys


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("He didn’t pay 25 per cent.", ["He", "didn’t", "pay", "25", "per cent"]),
        ("about $10.0 million, or more", ["about", "$10.0 million", "", "or", "more"]),
        ("Café—néar", ["Café", "néar"]),
        ("cafe\u0301 now", ["cafe\u0301", "now"]),
        ("ﬁne words", ["ﬁne", "words"]),
        ("⒈ words", ["⒈", "words"]),
        ("paid $1.2.3 or $9,11", ["paid", "$1.2.3", "", "or", "$9,11", ""]),
        ("… ?! —", []),
        ("", []),
    ],
)
def test_every_word_leads_back_to_its_raw_characters(text, raw):
    assert raw_words(text) == raw


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("we (APPLAUSE) go", [0, Flag.STAGE, 0]),
        ("we [crosstalk] go", [0, Flag.STAGE, 0]),
        ("we [all] go", [0, Flag.INSERTED, 0]),
        ("we (all) go", [0, Flag.INSERTED, 0]),
        ("we, um, go", [0, Flag.FILLER, 0]),
        ("[W]e go", [Flag.RESTYLED, 0]),
        ("we ( go", [0, 0]),
    ],
)
def test_brackets_and_hesitations_are_flagged(text, flags):
    assert list(split(text).flags) == flags


@pytest.mark.parametrize(
    ("claim", "segments"),
    [
        ("We will win", [["we", "will", "win"]]),
        ("We will … win", [["we", "will"], ["win"]]),
        ("We will... win", [["we", "will"], ["win"]]),
        ("We will . . . win", [["we", "will"], ["win"]]),
        ("We will [...] win", [["we", "will"], ["win"]]),
        ("We will (…) win", [["we", "will"], ["win"]]),
        ("We … will …. win", [["we"], ["will"], ["win"]]),
        ("… We will win …", [["we", "will", "win"]]),
        ("We will. We win.", [["we", "will", "we", "win"]]),
        ("…", []),
    ],
)
def test_a_claim_falls_into_segments_at_its_ellipses(claim, segments):
    parsed = parse(claim)
    assert [list(parsed.words.keys[first:after]) for first, after in parsed.segments] == segments


def test_a_claim_is_short_below_five_words_and_hesitations_are_none():
    assert parse("we will, um, win (APPLAUSE) now").is_short
    assert not parse("we will all win now").is_short


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("“It’s”", '"it\'s"'),
        ("A — B – C", "a - b - c"),
        ("Ünïted\u00a0Náme", "united name"),
        ("ﬁ…", "fi..."),
        ("½ ①", "½ ①"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_normalisation(text, normalised):
    assert normalise(text).text == normalised


@pytest.mark.parametrize(
    ("words", "value", "taken"),
    [
        (["three"], 3, 1),
        (["twenty", "five", "boats"], 25, 2),
        (["two", "hundred", "and", "five"], 205, 4),
        (["a", "million"], 1_000_000, 2),
        (["six", "hundred", "and", "ten", "thousand"], 610_000, 5),
        (["one", "two"], 1, 1),
        (["nineteen", "eighty"], 1980, 2),
        (["boats"], 0, 0),
        ([], 0, 0),
    ],
)
def test_numbers_in_words(words, value, taken):
    assert numbers.spelt(words) == (Decimal(value), taken)


def page(first, last):
    return " ".join(f"word{number}" for number in range(first, last))


@pytest.mark.parametrize(
    ("texts", "firsts"),
    [
        ([], []),
        ([page(0, 50)], [0]),
        ([page(0, 50), page(0, 50)], [0, 0]),
        # Cut from below, and another beginning.
        ([page(0, 50), page(0, 30)], [0, 0]),
        ([page(0, 50), "By our own hand " + page(5, 50)], [0, 0]),
        # A shared quotation makes no copy.
        ([page(0, 50), page(40, 90)], [0, 1]),
        ([page(0, 50), page(50, 90), page(0, 45), page(52, 90)], [0, 1, 0, 1]),
        (["", ""], [0, 0]),
    ],
)
def test_copies_of_one_story_go_by_its_first(texts, firsts):
    assert stories(texts) == firsts
