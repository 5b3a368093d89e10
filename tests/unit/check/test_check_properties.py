"""What holds of every claim: true parts are found, a changed word shows, offsets lead back, nothing fails."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from quotesdb.check.normalise import normalise
from quotesdb.check.words import split
from quotesdb.values import VERBATIM, ClaimVerdict
from tests.altered_claims import pages
from tests.said import evidence

TRUE = VERBATIM | {ClaimVerdict.TRUNCATED}
PAGES = pages()
ANY_TEXT = st.text(st.characters(), max_size=200)
"""With control characters, unpaired surrogates and everything else."""

PIECES = [
    *(
        "We",
        "will",
        "not",
        "open",
        "the",
        "bridge",
        "isn’t",
        "n't",
        "and",
        "AND",
        "OR",
        "ok",
        "U.S.",
        "US",
        "II",
    ),
    *(
        "3",
        "three",
        "$10.0",
        "$9,11",
        "million",
        "a hundred",
        "½",
        "⒈",
        "per cent",
        "%",
        "&",
        "*",
        "a.b.",
        "um",
    ),
    *(
        "...",
        "…",
        "[",
        "]",
        "(",
        ")",
        "[T]he",
        "(uh)",
        "(APPLAUSE)",
        "“",
        "”",
        "'",
        "''",
        '"',
        "-",
        "--",
        "—",
    ),
    *("e\u0301", "ﬁ", "\uac00", "\n", "\u00a0", "\x00", "\ud800", "\u2066"),
]
CLAIM_LIKE = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
PAGE = evidence(
    "# Bridge to open",
    "Mara Lind | direct | “We will not open the bridge for three weeks,” said Lind, “and it isn’t ours.”",
    "Mara Lind | mixed | She hoped <to “boost (their) confidence” by 25%>, said Lind.",
    "Ivo Brandt | indirect | Brandt said <the bridge would cost $10.0 million>.",
    "? | direct | “Nobody asked us.”",
)
TALK = evidence(
    "Mara Lind | turn | We will not, uh, open the bridge -- (APPLAUSE)",
    "Ivo Brandt | turn | Why?",
    "Mara Lind | turn | -- for three weeks. It isn't ours.",
)


def quotations():
    """Every marked stretch of the fixtures that has one speaker, with its page."""
    return [
        (page, said, span)
        for page in PAGES
        for said in page.evidence.said
        if said.speaker
        for span in said.quoted
        if len(span.text(page.evidence.text).split()) >= 6
        and not any(
            other.speaker != said.speaker and any(map(span.overlaps, other.content))
            for other in page.evidence.said
        )
    ]


QUOTED = quotations()


@st.composite
def substrings(draw, shortest=5):
    """Some words, as printed, of the marked part of a quotation, not cut inside a number or brackets."""
    page, said, span = draw(st.sampled_from(QUOTED))
    words = span.text(page.evidence.text).split(" ")
    start = draw(st.integers(0, max(0, len(words) - shortest)))
    end = draw(st.integers(min(len(words), start + shortest), min(len(words), start + 40)))
    text = " ".join(words[start:end])
    assume(len(parse(text).words) >= shortest)
    assume(stands(split(text).keys, page))
    assume(all(text.count(one) == text.count(other) for one, other in ("()", "[]")))
    return page, said, text


def stands(keys, page):
    return f" {' '.join(keys)} " in f" {' '.join(page.evidence.words.keys)} "


@settings(max_examples=300)
@given(substrings())
def test_five_words_of_what_was_said_are_found_with_their_speaker(drawn):
    page, said, text = drawn
    assert judge(parse(text), said.speaker.name, [page.evidence]).verdict in TRUE


@settings(max_examples=300)
@given(substrings(), st.data())
def test_one_changed_word_is_never_verbatim(drawn, data):
    page, said, text = drawn
    words = text.split(" ")
    telling = [at for at, word in enumerate(words) if len(word.strip("“”‘’.,;:!?")) > 3 and word.isalpha()]
    assume(telling)
    at = data.draw(st.sampled_from(telling))
    other = data.draw(st.text(string.ascii_lowercase, min_size=4, max_size=9))
    changed = " ".join([*words[:at], other, *words[at + 1 :]])
    assume(split(changed).keys != split(text).keys and not stands(split(changed).keys, page))
    verdict = judge(parse(changed), said.speaker.name, [page.evidence]).verdict
    assert verdict not in VERBATIM


@settings(max_examples=300)
@given(ANY_TEXT | CLAIM_LIKE)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text).text
    assert normalise(once).text == once


@settings(max_examples=300)
@given(ANY_TEXT | CLAIM_LIKE, st.data())
def test_normalised_offsets_lead_to_the_raw_characters(text, data):
    normalised = normalise(text)
    length = len(normalised.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    first, last = normalised.raw(start, end)
    assert 0 <= first <= last <= len(text)
    assert normalised.text[start:end] in normalise(text[first:last]).text


@settings(max_examples=300)
@given(ANY_TEXT | CLAIM_LIKE)
def test_words_stand_where_they_say_and_in_order(text):
    words = split(text)
    assert len(words.keys) == len(words.starts) == len(words.ends) == len(words.flags)
    assert all(0 <= start <= end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)
    assert all(words.keys)
    parsed = parse(text)
    assert [at for pair in parsed.segments for at in pair][:1] in ([0], [])
    assert sum(after - first for first, after in parsed.segments) == len(parsed.words)


@settings(max_examples=300)
@given(ANY_TEXT | CLAIM_LIKE, st.none() | st.sampled_from(["Lind", "Brandt", ""]) | ANY_TEXT)
def test_no_claim_and_no_speaker_fails(text, speaker):
    found = judge(parse(text), speaker, [PAGE, TALK])
    assert found.verdict in ClaimVerdict
    for passage in found.passages:
        assert passage.spans
        assert all(span.text(passage.evidence.text) for span in passage.spans)
        assert 0 <= passage.coverage <= 1
        for edit in passage.edits:
            assert edit.claim_span.text(text) == edit.claim


@settings(max_examples=100)
@given(ANY_TEXT | CLAIM_LIKE, ANY_TEXT | CLAIM_LIKE)
def test_no_article_fails(words, claim):
    plain = words.replace("|", "").replace("\n", " ").replace("<", "").replace(">", "") or "-"
    for line in (f"Mara Lind | turn | {plain}", f"Mara Lind | direct | “{plain}” said Lind.", plain):
        assert judge(parse(claim), "Lind", [evidence(line)]).verdict in ClaimVerdict


@settings(max_examples=20)
@given(CLAIM_LIKE, st.integers(10, 3000))
def test_a_very_long_claim_is_answered(words, times):
    assert judge(parse((f"{words} " * times)[:40_000]), "Lind", [PAGE, TALK]).verdict in ClaimVerdict


@pytest.mark.parametrize("speaker", ["Lind", None])
def test_a_claim_is_judged_alike_every_time(speaker):
    claim = parse("We will open the bridge … and it is ours")
    assert judge(claim, speaker, [PAGE, TALK]) == judge(claim, speaker, [PAGE, TALK])
