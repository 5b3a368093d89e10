"""Describing where words stand, and finding them again."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from quotesdb.text import anchor
from quotesdb.text.anchor import FLOOR, describe, find_changed, reanchor, reanchor_each
from quotesdb.values import Span

ARTICLE = (
    "Ada Example said the bridge is safe. Inspectors disagreed.\n"
    "“We looked twice,” said Bo Sample, an engineer.\n"
    "Later the mayor repeated that the bridge is safe, to applause.\n"
)


def span_of(text: str, words: str, after: str = "") -> Span:
    start = text.index(words, text.index(after))
    return Span(start, start + len(words))


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(min_size=1, max_size=200))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(texts_with_spans())
def test_words_are_found_again_in_the_same_text(case):
    text, span = case
    assert reanchor(text, describe(text, span)) == span


@given(texts_with_spans(), st.text(min_size=1, max_size=50))
def test_words_that_occur_once_are_found_after_an_insertion_before_them(case, inserted):
    text, span = case
    new = inserted + text
    exact = span.text(text)
    assume(new.find(exact) == new.rfind(exact))
    found = reanchor(new, describe(text, span))
    assert found == Span(span.start + len(inserted), span.end + len(inserted))


@given(texts_with_spans(), st.text(max_size=200))
def test_whatever_is_found_has_the_same_words(case, other):
    text, span = case
    found = reanchor(other, describe(text, span))
    assert (found is None) == (span.text(text) not in other)
    assert found is None or found.text(other) == span.text(text)


def test_context_is_at_most_32_characters_and_stops_at_the_ends():
    selector = describe(ARTICLE, span_of(ARTICLE, "“We looked twice,”"))
    assert selector.prefix == " is safe. Inspectors disagreed.\n"
    assert selector.suffix == " said Bo Sample, an engineer.\nLa"
    assert describe("short", Span(0, 5)).prefix == ""


def test_the_occurrence_with_the_old_context_wins_over_a_nearer_one():
    selector = describe(ARTICLE, span_of(ARTICLE, "the bridge is safe", after="Later"))
    new = ARTICLE.replace("Inspectors disagreed.", "Inspectors, who came on Monday, disagreed.")
    assert reanchor(new, selector) == span_of(new, "the bridge is safe", after="Later")


def test_a_deleted_first_occurrence_does_not_move_the_second():
    selector = describe(ARTICLE, span_of(ARTICLE, "the bridge is safe", after="Later"))
    new = ARTICLE[ARTICLE.index("“We") :]
    assert reanchor(new, selector) == span_of(new, "the bridge is safe")


def test_among_equal_contexts_the_nearest_wins():
    text = "x. It rains. y\n" * 9
    selector = describe(text, span_of(text[60:], "It rains."))
    new = "\n" + text
    found = reanchor(new, selector)
    assert found is not None
    assert abs(found.start - selector.span.start) == 1


def test_the_old_context_elsewhere_wins_over_the_old_position():
    text = "“We looked,” said Bo Sample.\n“We looked,” said Al Example.\n"
    selector = describe(text, Span(29, 41))
    new = f"“We looked,” said Al Example.\n{text[:29]}"
    assert reanchor(new, selector) == Span(0, 12)


def test_no_two_words_come_to_one_place():
    text = "“We looked,” said Bo Sample.\nIt rained.\n“We looked,” said Al Example.\n"
    bo, al = (describe(text, Span(start, start + 12)) for start in (0, text.rindex("“We")))
    assert reanchor_each(text[40:], [bo, al]) == [None, Span(0, 12)]
    assert reanchor_each(text[:40], [bo, al]) == [Span(0, 12), None]
    assert reanchor_each(text, [al, bo, al]) == [al.span, bo.span, al.span]
    assert reanchor_each(text, [bo], taken=[bo.span, al.span]) == [None]


def test_words_that_lost_their_place_to_others_take_the_next():
    text = "a. It rains. b\nc. It rains. d\n"
    first, second = describe(text, Span(3, 12)), describe(text, Span(18, 27))
    new = "c. It rains. d\nx. It rains. y\n"
    assert reanchor_each(new, [first, second]) == [Span(18, 27), Span(3, 12)]


@given(st.lists(st.sampled_from(["Yes. ", "No. ", "He said yes. "]), max_size=12), st.data())
def test_places_are_given_once_and_have_the_words(parts, data):
    text = "".join(parts)
    spans = [Span(at, at + 3) for at in range(len(text)) if text[at : at + 3] in ("Yes", "No.", "yes")]
    new = "".join(data.draw(st.permutations(parts)))
    found = reanchor_each(new, [describe(text, span) for span in spans])
    given_places = [place for place in found if place]
    assert len(set(given_places)) == len(given_places)
    assert all(
        place is None or place.text(new) == span.text(text) for place, span in zip(found, spans, strict=True)
    )
    assert len(given_places) == len(spans)


@pytest.mark.slow
def test_many_equal_words_are_found_in_reasonable_time():
    text = "".join(f"Turn {n}: Yes. Thank you.\n" for n in range(3_000))
    spans = [Span(at, at + 4) for at in range(len(text)) if text.startswith("Yes.", at)]
    found = reanchor_each(f"A new line.\n{text}", [describe(text, span) for span in spans])
    assert found == [Span(span.start + 12, span.end + 12) for span in spans]


def test_deleted_or_altered_words_are_not_found():
    selector = describe(ARTICLE, span_of(ARTICLE, "“We looked twice,”"))
    assert reanchor(ARTICLE.replace("“We looked twice,” ", ""), selector) is None
    assert reanchor(ARTICLE.replace("twice", "once"), selector) is None
    assert reanchor("", selector) is None


@pytest.mark.parametrize("span", [Span(3, 3), Span(4, 6)])
def test_nothing_and_words_beyond_the_end_cannot_be_described(span):
    with pytest.raises(ValueError, match="cannot describe"):
        describe("12345", span)


LONG = "".join(f"On day {n} the council of Vessen met and nothing of note was decided.\n" for n in range(40))
SAID = "“We will not raise our fees this year,”"
STORY = f"{LONG}{SAID} said Mara Lindqvist.\n{LONG}"
SAID_SPAN = span_of(STORY, SAID)


@given(st.integers(0, len(STORY)), st.integers(0, 400), st.text("abc \n", max_size=400))
def test_an_edit_elsewhere_never_moves_the_words(at, removed, inserted):
    """Whatever is cut or put in before or behind the words, they and nothing else are found."""
    end = at + removed
    assume(end <= SAID_SPAN.start or at >= SAID_SPAN.end)
    new = STORY[:at] + inserted + STORY[end:]
    found = reanchor(new, describe(STORY, SAID_SPAN))
    assert found is not None
    assert found.text(new) == SAID
    assert find_changed(new, describe(STORY, SAID_SPAN)) is None


@pytest.mark.parametrize(
    "now",
    [
        "“We will raise our fees this year,”",
        "“We will certainly not raise any of our fees this year,”",
        "“We shall not raise our fees this spring,”",
        '"We will not raise our fees this year,"',
        "“We will not raise our fees,”",
    ],
)
@pytest.mark.parametrize("moved", ["", "A paragraph that was put in. " * 200])
def test_changed_words_are_found_whole_and_told_from_the_same_words(now, moved):
    new = moved + STORY.replace(SAID, now)
    selector = describe(STORY, SAID_SPAN)
    assert reanchor(new, selector) is None
    found = find_changed(new, selector)
    assert found is not None
    assert found.span.text(new) == now
    assert FLOOR <= found.likeness < 1


@pytest.mark.parametrize(
    "now",
    ["", "“The piers are ready and so are we,”", "“It has cost twelve million crowns,”", "“We will not,”"],
)
def test_other_words_in_the_place_are_no_change_of_the_old_ones(now):
    assert find_changed(STORY.replace(SAID, now), describe(STORY, SAID_SPAN)) is None


def test_a_few_characters_are_not_looked_for_in_other_words():
    text = "“Yes,” he said. “No,” she said."
    assert find_changed(text.replace("“Yes,”", "“Yep,”"), describe(text, Span(0, 6))) is None


@given(texts_with_spans(), st.text(max_size=200))
def test_a_change_has_a_place_in_the_text_and_lies_above_the_floor(case, other):
    text, span = case
    found = find_changed(other, describe(text, span))
    assert found is None or (found.span.end <= len(other) and FLOOR <= found.likeness < 1)


WORDS = re.findall(
    r"\w+",
    "we were told that the new bridge over the river would open before winter and nobody who has seen the "
    "works believes a word of it any more because the money is gone and so are most of the people",
)


def long_words(length: int, seed: int) -> str:
    chosen = random.Random(seed)
    made = ""
    while len(made) < length:
        made += f"{chosen.choice(WORDS)}{chosen.choice(['', '', ',', '.', f' {chosen.randrange(99)}'])} "
    return made.strip()


def edited(words: str, share: float, seed: int) -> str:
    """The words with a share of them taken out, put in or replaced."""
    chosen = random.Random(seed)
    kept = words.split()
    for _ in range(max(1, int(share * len(kept)))):
        at = chosen.randrange(len(kept))
        kept[at : at + chosen.choice([0, 1, 1, 2])] = [chosen.choice(["perhaps", "hardly", "it is said"])]
    return " ".join(kept)


def long_case(length: int, share: float, seed: int) -> tuple[str, str, Span]:
    """An older and a newer text with a long quotation, and where it stands in the older one."""
    before, words, after = long_words(900, seed), long_words(length, seed + 1), long_words(900, seed + 2)
    old = f"{before}\n“{words}” she said. {after}"
    new = f"{long_words(300, seed + 3)} {before}\n“{edited(words, share, seed)}” she said. {after}"
    return old, new, Span(len(before) + 2, len(before) + 2 + len(words))


@pytest.mark.parametrize("share", [0.005, 0.05, 0.2])
@pytest.mark.parametrize("seed", range(4))
def test_many_words_are_found_where_they_are_found_character_by_character(monkeypatch, share, seed):
    old, new, span = long_case(1_100, share, seed)
    selector = describe(old, span)
    found = find_changed(new, selector)
    monkeypatch.setattr(anchor, "_LONG", 10_000)
    thorough = find_changed(new, selector)
    assert found is not None
    assert thorough is not None
    assert found.likeness >= thorough.likeness - 0.01
    assert abs(found.span.start - thorough.span.start) <= 12
    assert abs(found.span.end - thorough.span.end) <= 12


def test_many_other_words_are_no_change_of_the_old_ones():
    old, _new, span = long_case(3_000, 0.1, 1)
    _old, other, _span = long_case(3_000, 0.1, 77)
    assert find_changed(other, describe(old, span)) is None


@pytest.mark.parametrize("share", [0.001, 0.2])
def test_what_became_of_very_many_words_costs_some_comparisons_not_thousands(share):
    old, new, span = long_case(32_000, share, 5)
    selector = describe(old, span)
    least = [float("inf"), float("inf")]
    for _ in range(3):
        started = time.process_time()
        fuzz.ratio(selector.exact, new)
        least[0] = min(least[0], time.process_time() - started)
        started = time.process_time()
        found = find_changed(new, selector)
        least[1] = min(least[1], time.process_time() - started)
    assert found is not None
    assert found.likeness > FLOOR
    assert least[1] < 60 * least[0]
