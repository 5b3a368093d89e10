"""Quotation marks of every style are paired, and a stray one costs one quotation only."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.extract.spans.marks import QuotedIndex, depths, find_quoted
from quotesdb.text.segments import paragraphs
from quotesdb.values import Span


def quoted(text: str) -> list[tuple[str, int, bool]]:
    return [(q.span.text(text), q.depth, q.closed) for q in find_quoted(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” he said. “B.”", ["“A,”", "“B.”"]),
        ('"A," he said. "B."', ['"A,"', '"B."']),
        ("''A,'' he said. ''B.''", ["''A,''", "''B.''"]),
        ("``A,'' he said.", ["``A,''"]),
        ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
        ("'I don't know,' he said.", ["'I don't know,'"]),
        ("„Das ist gut“, sagte er.", ["„Das ist gut“"]),
        ('Roe is 6\'3" tall. "So what?" she said.', ['"So what?"']),
        ("»Das ist gut«, sagte er.", ["»Das ist gut«"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("« Oui », dit-il. «\u202fNon.\u202f»", ["« Oui »", "«\u202fNon.\u202f»"]),
        ("‚Das geht nicht‘, sagte sie.", ["‚Das geht nicht‘"]),
        ("„Nie wiem” – rzekła.", ["„Nie wiem”"]),
        ("”Nej”, sade han.", ["”Nej”"]),
        ("He has to “boost (their) confidence.’’ Then he left.", ["“boost (their) confidence.’’"]),
        ("“They see that. “ He left.", ["“They see that. “"]),
        ('*"Two weeks."* The end.', ['"Two weeks."']),
    ],
)
def test_each_style_is_paired(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in quoted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The firms' results beat the others' results.",
        "'90s music and rock 'n' roll.",
        "It was 6' 2\" tall.",
        "Don’t say ’em aloud; the ’80s are over.",
        "The players’ union won’t go.",
    ],
)
def test_apostrophes_and_measures_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_single_marks() -> None:
    assert quoted("‘The players’ union won’t go,’ he said.") == [("‘The players’ union won’t go,’", 1, True)]


def test_clipped_words_do_not_close_single_marks() -> None:
    assert quoted("‘We’re tired o’ waitin’ for it,’ he said.") == [
        ("‘We’re tired o’ waitin’ for it,’", 1, True)
    ]


def test_inner_marks_are_deeper() -> None:
    assert quoted("“He said ‘mad’ twice,” she said.") == [
        ("“He said ‘mad’ twice,”", 1, True),
        ("‘mad’", 2, True),
    ]


def test_the_same_directed_marks_may_nest() -> None:
    assert quoted("“A “b” c,” he said.") == [("“A “b” c,”", 1, True), ("“b”", 2, True)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('“He said "no" to me,” she said.', '"no"'),
        ("« Il a dit “non” », dit-elle.", "“non”"),
        ("»Er sagte ›nein‹ und ging«, sagte sie.", "›nein‹"),
        ("„Er sagte ‚nein‘ und ging“, sagte sie.", "‚nein‘"),
    ],
)
def test_marks_of_another_kind_nest(text: str, inner: str) -> None:
    assert [(words, depth) for words, depth, _ in quoted(text)][1:] == [(inner, 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“ It is late, ” he said. “ Go home. ”", ["“ It is late, ”", "“ Go home. ”"]),
        ('" It is late, " he said. " Go home. "', ['" It is late, "', '" Go home. "']),
        ('" It is late " , he said: " Go ", and left.', ['" It is late "', '" Go "']),
        ('He said it was (" late ") - " too late "—twice.', ['" late "', '" too late "']),
        ("'' It is late, '' he said.", ["'' It is late, ''"]),
        ("‘ It’s late, ’ he said. ‘ Go ’.", ["‘ It’s late, ’", "‘ Go ’"]),
        ("' It is late, ' he said.", ["' It is late, '"]),
        ("„ Es ist spät “, sagte er.", ["„ Es ist spät “"]),
        ('" It is late,” he said.', ['" It is late,”']),
        ('“ He said " no " to me, ” she said.', ['“ He said " no " to me, ”', '" no "']),
        ("It is late, ” he said. “ Go. ”", ["It is late, ”", "“ Go. ”"]),
        ('" It is late.\n" Go home, " he said.', ['" It is late.', '" Go home, "']),
    ],
)
def test_white_space_may_stand_inside_marks(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in quoted(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A 5 " pipe and a "good" one.', ['"good"']),
        ('The pipes are 5 " and 6 " wide.', []),
        ('"It is late. " Then he left. "Go," he said.', ['"It is late. "', '"Go,"']),
        ('"It is late," he said. " Then he left. "Go," he said.', ['"It is late,"', '"Go,"']),
        ('"It is late," he said. "Go." Then " he left.', ['"It is late,"', '"Go."']),
        ("The players ' union and the owners ' lawyers met.", []),
        ("“They see that. “ He left.", ["“They see that. “"]),
    ],
)
def test_a_stray_mark_between_blanks_turns_no_pair_inside_out(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in quoted(text)] == expected


NARRATION = st.sampled_from(
    [" he said. ", " she said, ", " and then ", ", said Ada Roe: ", ". In 2009 it was "]
)
SAID = st.sampled_from(["Go home,", "It rains.", "mad", "Why not?", "It’s late — too late,", "7 boats,"])
STYLES = st.sampled_from([("“", "”"), ('"', '"'), ("«", "»"), ("``", "''"), ("''", "''"), ("‘", "’")])
BLANKS = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "  "])


def marked(parts: list[tuple[str, str]], style: tuple[str, str], blank: str) -> list[tuple[str, int, bool]]:
    opener, closer = style
    text = "".join(f"{opener}{blank}{said}{blank}{closer}{told}" for said, told in parts)
    return [("".join(words.split()), depth, closed) for words, depth, closed in quoted(f"{text} over.")]


@given(st.lists(st.tuples(SAID, NARRATION), min_size=1, max_size=5), STYLES, BLANKS)
def test_white_space_inside_well_formed_marks_changes_no_pair(
    parts: list[tuple[str, str]], style: tuple[str, str], blank: str
) -> None:
    assert marked(parts, style, blank) == marked(parts, style, "")
    assert [words for words, _, _ in marked(parts, style, blank)] == [
        "".join(f"{style[0]}{said}{style[1]}".split()) for said, _ in parts
    ]


@given(st.lists(SAID, min_size=1, max_size=5), st.integers(0, 4))
def test_one_stray_mark_between_blanks_takes_no_pair_apart(said: list[str], place: int) -> None:
    pairs = [f'"{words}" he said' for words in said]
    stray = " and ".join([*pairs[:place], 'then " left', *pairs[place:]])
    assert [words for words, _, _ in quoted(stray)] == [f'"{words}"' for words in said]


def test_a_quotation_over_paragraphs_is_one_chain() -> None:
    text = "“One.\n“Two.\n“Three,” he said. “Four.”"
    found = find_quoted(text, paragraphs(text))
    assert [q.closed for q in found] == [False, False, True, True]
    assert [q.chain for q in found] == [1, 1, 1, 2]


def test_a_missing_closing_mark_costs_one_quotation() -> None:
    text = '"It is cold, said Mr Roe.\n"It is warm," said Ms Poe. "Very."'
    assert [words for words, _, _ in quoted(text)][1:] == ['"It is warm,"', '"Very."']
    assert quoted(text)[0] == ('"It is cold,', 1, False)
    assert quoted('"It is cold, said Mr Roe. "Go home."')[0] == ('"It is cold,', 1, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is cold,” he said. “It is warm.”", ["It is cold,”", "“It is warm.”"]),
        (
            "“They gave us a cellar,” he said. A cellar for fish!”",
            ["“They gave us a cellar,”", "A cellar for fish!”"],
        ),
        (
            "“One is cold.\nTwo is warm. Three is not.” He left.",
            ["“One is cold.", "Two is warm. Three is not.”"],
        ),
    ],
)
def test_a_missing_opening_mark_is_made_up_for(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in quoted(text)] == expected


@pytest.mark.parametrize("text", ['"It is cold," he said."', '"It is cold," said Mr. Roe."'])
def test_one_mark_too_many_marks_nothing(text: str) -> None:
    assert [words for words, _, _ in quoted(text)] == ['"It is cold,"']


def test_an_unclosed_quotation_that_its_cue_ends_is_not_continued() -> None:
    text = '"It is cold, said Mr Roe.\n"It is warm," said Ms Poe.'
    assert [q.chain for q in find_quoted(text, paragraphs(text))] == [1, 2]


@given(st.text(alphabet="ab .,\n'\"“”‘’`´„«»", max_size=60))
def test_any_text_gives_well_formed_stretches(text: str) -> None:
    found = find_quoted(text, paragraphs(text))
    for item in found:
        assert item.span.contains(item.inner)
        assert "\n" not in item.span.text(text)
    assert len(depths(len(text), found)) == len(text)


@given(st.text(alphabet="ab .'\"“”‘’", max_size=40))
def test_outer_stretches_do_not_overlap(text: str) -> None:
    outer = QuotedIndex(find_quoted(text, paragraphs(text))).outer
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(outer))


def test_the_index_finds_what_covers_a_place() -> None:
    text = "He said “one” and “two”."
    index = QuotedIndex(find_quoted(text, paragraphs(text)))
    two = index.at(text.index("two"))
    assert two is not None
    assert two.span.text(text) == "“two”"
    assert index.at(0) is None
    assert [q.span.text(text) for q in index.within(Span(0, len(text)))] == ["“one”", "“two”"]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ('"It rained all day. "We stayed at home," she said.', True),
        ("“It rained all day. “We stayed at home,” she said.", True),
        ('"It rained all day," she said. "We stayed at home."', False),
        ('"It rained all day, she said. "We stayed at home."', False),
    ],
)
def test_a_mark_that_opens_again_behind_a_full_stop_goes_on(text: str, together: bool) -> None:
    first, second = find_quoted(text, paragraphs(text))
    assert (first.chain == second.chain) is together
