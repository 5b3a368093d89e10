"""Marked passages as wholes, from hand-made drafts: no model takes part."""

from __future__ import annotations

from quotesdb.extract.assemble import Draft
from quotesdb.extract.layout import Layout
from quotesdb.extract.passages import nested_passages, whole_passages
from quotesdb.values import Span


def cut(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def passages(text: str, *drafts: Draft) -> list[list[str]]:
    return [[c.text(text) for c in d.contents] for d in whole_passages(Layout(text), list(drafts))]


def draft(text: str, content: str, cue: str) -> Draft:
    return Draft((cut(text, content),), cut(text, cue))


def test_a_second_half_joins_the_sentence_of_its_cue() -> None:
    text = "“It is late,” he said. “Go home.”"
    assert passages(text, draft(text, "“It is late,”", "said")) == [["“It is late,”", "“Go home.”"]]


def test_a_sentence_after_a_reported_clause_is_a_quotation_of_its_own() -> None:
    text = "He called it “late and cold”. “Go home before it snows.”"
    found = passages(text, draft(text, "it “late and cold”", "called"))
    assert found == [["it “late and cold”"], ["“Go home before it snows.”"]]


def test_what_no_draft_claims_is_kept_if_it_reads_like_speech() -> None:
    text = "She shrugged.\n“Nobody told us anything.”\nThe “dry option” was dropped."
    assert passages(text) == [["“Nobody told us anything.”"]]


def test_the_paragraphs_of_one_quotation_are_joined() -> None:
    text = "“One is cold,” he said. “Two is warm.\n“Three is neither.”"
    found = passages(text, draft(text, "“One is cold,”", "said"))
    assert found == [["“One is cold,”", "“Two is warm.", "“Three is neither.”"]]


def test_a_signature_takes_its_passage_from_another_draft() -> None:
    text = "The firm said it opens.\n“It took nine years.”\n— Ada Roe, chief engineer"
    (signed,) = (
        d for d in whole_passages(Layout(text), [draft(text, "“It took nine years.”", "said")]) if d.source
    )
    assert signed.rule == "signed"
    assert signed.source is not None
    assert signed.source.text(text) == "Ada Roe, chief engineer"


def test_speech_inside_speech_has_its_own_source_and_cue() -> None:
    text = "“My mother told me, ‘Go home,’ and I went,” he said."
    (inner,) = nested_passages(Layout(text))
    assert inner.source is not None
    assert inner.cue is not None
    assert (inner.source.text(text), inner.cue.text(text)) == ("My mother", "told")
