"""Marked passages as wholes, from hand-made drafts: no model takes part."""

from __future__ import annotations

from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.passages import nested_passages, whole_passages
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
    (inner,) = nested_passages(Layout(text), [])
    assert inner.source is not None
    assert inner.cue is not None
    assert (inner.source.text(text), inner.cue.text(text)) == ("My mother", "told")


def test_a_word_that_opens_a_sentence_says_nothing() -> None:
    text = "“But he told me, ‘Go home,’ and I went,” she said."
    (inner,) = nested_passages(Layout(text), [])
    assert inner.source is not None
    assert inner.source.text(text) == "he"


def test_words_in_marks_inside_a_reported_clause_have_their_own_source_too() -> None:
    text = "He said so many voters asked “which one?” that he stopped counting."
    reported = draft(text, "so many voters asked “which one?” that he stopped counting", "said")
    (inner,) = nested_passages(Layout(text), [reported])
    assert inner.cue is not None
    assert (inner.contents[0].text(text), inner.cue.text(text)) == ("“which one?”", "asked")


def test_a_clause_that_its_attribution_cuts_in_two_is_one() -> None:
    text = "The meeting of millers, they wrote, showed that bread is dear."
    subject = Draft((cut(text, "The meeting of millers"),), cut(text, "wrote"), cut(text, "they"))
    predicate = Draft((cut(text, "bread is dear"),), cut(text, "showed"), cut(text, "they"))
    assert passages(text, subject, predicate) == [["The meeting of millers", "showed that bread is dear"]]


def test_a_participle_begins_another_report() -> None:
    text = "Bread is dear, Ada Roe said, adding that it is stale."
    first = Draft((cut(text, "Bread is dear"),), cut(text, "said"), cut(text, "Ada Roe"))
    second = Draft((cut(text, "it is stale"),), cut(text, "adding"), cut(text, "Ada Roe"))
    assert passages(text, first, second) == [["Bread is dear"], ["it is stale"]]


def test_a_second_clause_behind_an_aside_belongs_to_the_report() -> None:
    text = "He wrote that he was sorry – a word I have come to fear – but that the money was gone."
    found = passages(
        text, draft(text, "he was sorry", "wrote"), draft(text, "the money was gone", "have come to fear")
    )
    assert found == [["he was sorry", "the money was gone"]]


def test_a_quotation_cut_by_its_cue_goes_on_behind_whatever_stands_between() -> None:
    text = "“If it rains,” she said, pointing at the grey sky, “we all go home.”"
    found = passages(
        text,
        draft(text, "“If it rains,”", "said"),
        draft(text, "at the grey sky, “we all go home.”", "pointing"),
    )
    assert found == [["“If it rains,”", "“we all go home.”"], ["at the grey sky,"]]


def test_words_in_marks_with_a_cue_of_their_own_are_no_second_half() -> None:
    text = "“If it rains,” she said, adding, “we all go home.”"
    found = passages(text, draft(text, "“If it rains,”", "said"), draft(text, "“we all go home.”", "adding"))
    assert found == [["“If it rains,”"], ["“we all go home.”"]]


def test_a_paragraph_in_marks_after_an_attributed_one_has_its_source_and_cue() -> None:
    text = "“It is late,” he said.\n“Nobody came to meet us.”\nThe band left.\n“Who would have paid?”"
    first = Draft((cut(text, "“It is late,”"),), cut(text, "said"), cut(text, "he"))
    said, following, loose = whole_passages(Layout(text), [first])
    assert (following.source, following.cue) == (said.source, said.cue)
    assert following.contents == (cut(text, "“Nobody came to meet us.”"),)
    assert loose.source is None


def test_what_is_done_with_somebodys_claim_leaves_its_words_to_that_somebody() -> None:
    text = "A reporter checked Ada Roe’s first claim that it always rains."
    (claim,) = whole_passages(
        Layout(text), [draft(text, "Ada Roe’s first claim that it always rains", "checked")]
    )
    assert [c.text(text) for c in claim.contents] == ["it always rains"]
    assert claim.source is not None
    assert claim.source.text(text) == "Ada Roe’s"


def test_a_clause_that_begins_with_somebodys_claim_is_left_to_who_says_it() -> None:
    text = "He said that Ada Roe’s claim that it always rains was wrong."
    whole = "Ada Roe’s claim that it always rains was wrong"
    assert passages(text, draft(text, whole, "said")) == [[whole]]


def test_a_headline_can_name_the_speaker_and_the_subject_before_the_words() -> None:
    text = "Ada Roe on the Harbour Wall: The Cracks Are ‘Terrifying’\n\nIt was late."
    (headline,) = whole_passages(Layout(text), [draft(text, "the Harbour Wall", "on")])
    assert [c.text(text) for c in headline.contents] == ["The Cracks Are ‘Terrifying’"]
    assert headline.source is not None
    assert headline.source.text(text) == "Ada Roe"
