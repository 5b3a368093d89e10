"""From links to attributions, with links made by hand: no model takes part."""

from __future__ import annotations

from dataclasses import replace

from quotesdb.extract.model.tagger import Link, Tagged
from quotesdb.extract.spans.assemble import assemble
from quotesdb.extract.spans.layout import Layout
from quotesdb.values import Span


def tagged(text: str, part: str) -> Tagged:
    start = text.index(part)
    return Tagged(Span(start, start + len(part)), 0.9)


def link(text: str, content: str, cue: str, source: str) -> Link:
    return Link(tagged(text, content), tagged(text, cue), ((tagged(text, source), 5.0),))


def test_a_sentence_in_marks_after_a_reported_clause_keeps_the_cue_and_source_that_prove_it() -> None:
    text = "She called it “late and cold”. “Go home before it snows.”"
    clause, sentence = assemble(
        Layout(text),
        [
            link(text, "it “late and cold”", "called", "She"),
            link(text, "“Go home before it snows.”", "called", "She"),
        ],
    )
    assert [c.text(text) for c in clause.contents] == ["it “late and cold”"]
    assert [c.text(text) for c in sentence.contents] == ["“Go home before it snows.”"]
    assert (sentence.cue, sentence.source) == (clause.cue, clause.source)


def test_words_in_marks_split_by_their_cue_are_one_attribution() -> None:
    text = "“It is late,” she said. “Go home before it snows.”"
    (whole,) = assemble(
        Layout(text),
        [
            link(text, "“It is late,”", "said", "she"),
            link(text, "“Go home before it snows.”", "said", "she"),
        ],
    )
    assert [c.text(text) for c in whole.contents] == ["“It is late,”", "“Go home before it snows.”"]


def test_a_sentence_between_ends_a_quotation_of_that_cue() -> None:
    text = "“It is late,” she said. He sat down. “Go home before it snows.”"
    first, second = assemble(
        Layout(text),
        [
            link(text, "“It is late,”", "said", "she"),
            link(text, "“Go home before it snows.”", "said", "she"),
        ],
    )
    assert [c.text(text) for c in first.contents] == ["“It is late,”"]
    assert [c.text(text) for c in second.contents] == ["“Go home before it snows.”"]


def test_a_question_without_marks_is_no_part_of_the_answer() -> None:
    text = "And the home side? “Silent,” said Ada Roe."
    (answer,) = assemble(
        Layout(text),
        [
            link(text, "And the home side?", "said", "Ada Roe"),
            link(text, "“Silent,”", "said", "Ada Roe"),
        ],
    )
    assert [c.text(text) for c in answer.contents] == ["“Silent,”"]


def test_what_words_in_marks_were_said_about_is_no_part_of_them() -> None:
    text = "“It is late,” she said of how long the ferry takes in winter. “Go home before it snows.”"
    (whole,) = assemble(
        Layout(text),
        [
            link(text, "“It is late,”", "said", "she"),
            link(text, "how long the ferry takes in winter", "said", "she"),
            link(text, "“Go home before it snows.”", "said", "she"),
        ],
    )
    assert [c.text(text) for c in whole.contents] == ["“It is late,”", "“Go home before it snows.”"]


def test_words_that_the_model_hardly_believes_in_count_only_in_marks() -> None:
    for content, found in (("the bridge", 0), ("“the bridge”", 1)):
        text = f"Ada Roe chose {content} on Sunday."
        doubted = replace(tagged(text, content), probability=0.5)
        given = Link(doubted, tagged(text, "chose"), ((tagged(text, "Ada Roe"), 5.0),))
        assert len(assemble(Layout(text), [given])) == found


def test_a_content_cut_off_in_a_phrase_or_a_word_goes_on_to_the_next_pause() -> None:
    text = "Ada Roe praised the keepers of the old harbour light, and Ben Vane attacked the red-brick wall."
    light, wall = assemble(
        Layout(text),
        [
            link(text, "the keepers of the", "praised", "Ada Roe"),
            link(text, "the red", "attacked", "Ben Vane"),
        ],
    )
    assert [c.text(text) for c in light.contents] == ["the keepers of the old harbour light"]
    assert [c.text(text) for c in wall.contents] == ["the red-brick"]


def test_a_content_does_not_go_on_into_its_source() -> None:
    text = "The wall was painted by Ben Vane, said Ada Roe."
    (found,) = assemble(Layout(text), [link(text, "The wall was painted by", "said", "Ben Vane")])
    assert [c.text(text) for c in found.contents] == ["The wall was painted by"]


def test_so_called_calls_nobody_anything() -> None:
    text = "The so-called “goat effect” was felt all over town."
    given = Link(tagged(text, "“goat effect”"), tagged(text, "called"), ())
    assert assemble(Layout(text), [given]) == []


def test_a_pronoun_before_the_cue_of_words_in_marks_is_their_source() -> None:
    text = "Ada Roe was tired. She was asked when it was.\n\n“On Tuesday.”"
    given = Link(tagged(text, "“On Tuesday.”"), tagged(text, "was asked"), ())
    (answer,) = assemble(Layout(text), [given])
    assert answer.source is not None
    assert answer.source.text(text) == "She"


def test_a_half_marked_clause_before_its_cue_begins_with_its_sentence() -> None:
    text = (
        "It rained. The return of the ferry, stopped by the harbour office in May, is “a late joy,” said Roe."
    )
    (whole,) = assemble(
        Layout(text), [link(text, "the harbour office in May, is “a late joy,”", "said", "Roe")]
    )
    assert [c.text(text) for c in whole.contents] == [
        "The return of the ferry, stopped by the harbour office in May, is “a late joy,”"
    ]


def test_unmarked_words_are_not_said_by_whom_the_next_paragraph_names() -> None:
    text = "Another parent said the ban was right.\n\nAda Roe, a minister, was glad."
    content, said, later = (tagged(text, part) for part in ("the ban was right", "said", "Ada Roe"))
    (alone,) = assemble(Layout(text), [Link(content, said, ((later, 5.0),))])
    assert alone.source is None
    both = ((later, 5.0), (tagged(text, "Another parent"), -1.0))
    (found,) = assemble(Layout(text), [Link(content, said, both)])
    assert found.source == Span(0, len("Another parent"))


def test_marked_words_may_be_said_by_whom_the_next_paragraph_names() -> None:
    text = "“It was right.” So it was said.\n\nAda Roe was glad."
    given = Link(tagged(text, "“It was right.”"), tagged(text, "said"), ((tagged(text, "Ada Roe"), 5.0),))
    (found,) = assemble(Layout(text), [given])
    assert found.source is not None
