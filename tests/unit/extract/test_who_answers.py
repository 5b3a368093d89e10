"""Who speaks where marks, letters behind a name, a rank or a question tell it, and where they do not."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.tags import with_own_tags
from quotesdb.values import REPORTED, Quotation, Span


def said(text: str) -> list[Quotation]:
    return [q for q in extract(text, "en") if q.cue_class in REPORTED]


def speaker_of(words: str, text: str) -> str | None:
    """The speaker of the quotation that has some words in it."""
    at = text.index(words)
    quotation = next(q for q in said(text) if any(c.start <= at < c.end for c in q.content))
    return quotation.speaker.name if quotation.speaker else None


COURT = (
    "Wall fell on girl\n\nLucy Brandreth, who lives opposite, told the court she had heard “a crack like a "
    "rifle”.\n\nFarida Nasser spoke for the builder. Ms Nasser suggested the wall had been undermined by a "
    "water leak. “You cannot say, can you, whether the ground was wet?” she asked. “I can,” Mrs Brandreth "
    "said. “It was bone dry.”"
)


def test_question_and_answer_in_one_paragraph_are_of_two() -> None:
    assert speaker_of("“You cannot say", COURT) == "Farida Nasser"
    assert speaker_of("“I can,”", COURT) == "Lucy Brandreth"
    assert speaker_of("“It was bone dry.”", COURT) == "Lucy Brandreth"


def span_of(words: str, text: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def test_answer_that_the_model_takes_for_the_question_s_too() -> None:
    text = "“Was it wet?” she asked. “It was not,” Mrs Roe said."
    question, answer = span_of("“Was it wet?”", text), span_of("“It was not,”", text)
    both = Draft((question, answer), span_of("asked", text), span_of("Mrs Roe", text))
    parted = with_own_tags(Layout(text), [both])
    assert [(d.contents, d.source.text(text)) for d in parted if d.source] == [
        ((question,), "she"),
        ((answer,), "Mrs Roe"),
    ]


def test_tags_that_the_model_exchanges_are_changed_back() -> None:
    text = "“Was it wet?” a reporter asked. “It was not,” said Roe. “Very dry.”"
    asked, told, more = (span_of(words, text) for words in ("“Was it wet?”", "“It was not,”", "“Very dry.”"))
    exchanged = [
        Draft((asked,), span_of("said", text), span_of("Roe", text)),
        Draft((told, more), span_of("asked", text), span_of("a reporter", text)),
    ]
    drafts = with_own_tags(Layout(text), exchanged)
    assert [(d.contents, d.source.text(text)) for d in drafts if d.source] == [
        ((asked,), "a reporter"),
        ((told, more), "Roe"),
    ]


def test_words_that_go_on_without_a_tag_stay_with_the_answer() -> None:
    text = "“Was it wet?” a reporter asked. “It was not,” said Roe. “Very dry.”"
    asked, told, more = (span_of(words, text) for words in ("“Was it wet?”", "“It was not,”", "“Very dry.”"))
    both = Draft((asked, told, more), span_of("asked", text), span_of("a reporter", text))
    drafts = with_own_tags(Layout(text), [both])
    assert [(d.contents, d.source.text(text)) for d in drafts if d.source] == [
        ((asked,), "a reporter"),
        ((told, more), "Roe"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We lost,” Bo Lind said, adding: “We will lose again,” and he laughed.", "“We will", "Bo Lind"),
        ("“It is wet,” said Ada Roe. “Is it,” Bo Lind asked, “very wet?”", "“very wet?”", "Bo Lind"),
        ("Ada Roe spoke first. “Is it wet?” Roe asked. “Very,” she added.", "“Very,”", "Ada Roe"),
    ],
)
def test_words_that_go_on_keep_their_speaker(text: str, words: str, speaker: str) -> None:
    assert speaker_of(words, f"Dawn\n\n{text}") == speaker


@pytest.mark.parametrize("letters", ["KC", "SC", "MP", "OBE"])
def test_letters_behind_a_name_are_no_part_of_it(letters: str) -> None:
    text = f"Trial\n\nHugo Tennant {letters} said the wall leant. “It leant,” Mr Tennant said."
    assert {q.speaker.name for q in said(text) if q.speaker} == {"Hugo Tennant"}


@pytest.mark.parametrize(
    ("name", "words"), [("John Paul II", "“Peace.”"), ("Velda Rovers FC", "“We are sorry.”")]
)
def test_numbers_of_popes_and_names_of_clubs_stay_whole(name: str, words: str) -> None:
    assert speaker_of(words, f"News\n\n{name} said: {words}") == name


BOOK = "Bus\n\nBo Lind wrote the book. “I like it,” Lind said.\n\n"


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("A trained nurse, he moved to Leeds in May. “The road was shut,” he said.", "Bo Lind"),
        ("A police officer stopped him on Monday. “The road was shut,” he said.", "Bo Lind"),
        ("A friend had told him of a flat. “The road was shut,” he said.", "Bo Lind"),
        ("A fan gave his mother a rose. “The road was shut,” he said.", "Bo Lind"),
        ("The former driver was late. “The road was shut,” he said.", "Bo Lind"),
        ("A bus driver was late. Lind was too. “The road was shut,” he said.", "Bo Lind"),
    ],
)
def test_he_is_not_whoever_passes_by(paragraph: str, speaker: str) -> None:
    assert speaker_of("“The road", BOOK + paragraph) == speaker


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Bo Lind asked the singer Petra Lyle why.\n\n", "Petra Lyle"),
        ("Petra Lyle was asked by Bo Lind why.\n\n", "Petra Lyle"),
        ("Petra Lyle asked Bo Lind for help. He had none. Lyle left.\n\n", "Petra Lyle"),
    ],
)
def test_who_is_asked_is_who_replies(before: str, speaker: str) -> None:
    assert speaker_of("“I am not", f"Talk\n\n{before}“I am not sorry at all,” she replied.") == speaker


@pytest.mark.parametrize(
    ("before", "description", "speaker"),
    [
        ("Ada Roe, for the defence, said it was late.", "the prosecutor", "the prosecutor"),
        ("Ada Roe, defending champion, said it was late.", "the barrister", "the barrister"),
        ("Sgt Paula Wicks said it was late. A police officer came in.", "the officer", "A police officer"),
        ("Nurse Paula Wicks said it was late.", "the officer", "the officer"),
    ],
)
def test_who_has_no_name_is_not_the_one_named(before: str, description: str, speaker: str) -> None:
    assert speaker_of("“He ran", f"Trial\n\n{before}\n\n“He ran away,” {description} said.") == speaker


def test_rank_in_short_is_a_role_and_no_employer() -> None:
    quotation = said("Trial\n\nDet Ch Insp Paula Wicks said it was late.")[0]
    assert quotation.speaker
    assert (quotation.speaker.role, quotation.speaker.organisation) == ("Det Ch Insp", None)


def test_diplomat_from_the_west_is_of_no_organisation() -> None:
    quotation = said("War\n\nA Western diplomat said neither army wanted a war.")[0]
    assert quotation.speaker
    assert quotation.speaker.organisation is None


def test_agency_that_carries_a_statement_is_not_who_makes_it() -> None:
    text = (
        "Border\n\nRavenia's Defence Ministry said two soldiers had been wounded.\n\nThe ministry said the "
        "shots came from the ridge. In a statement carried by the state news agency RNA, it called the "
        "attack “a flagrant and premeditated provocation”."
    )
    assert speaker_of("“a flagrant", text) == "Defence Ministry"


@pytest.mark.parametrize(
    ("sentence", "reported"),
    [
        ("Ada Roe described the plan as a waste of money.", True),
        ("Researchers found that shore crabs hide more slowly near ships.", True),
        ("Ada Roe described the road as she drove.", False),
        ("Ada Roe described the old road at length.", False),
        ("Ada Roe found that the shop was shut on Mondays.", False),
    ],
)
def test_what_reports_words(sentence: str, reported: bool) -> None:
    assert bool(said(f"News\n\n{sentence}")) is reported


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "The World Health Organisation (WHO) met. WHO say salt is good.",
            "salt is",
            "World Health Organisation",
        ),
        ("The tariffs are back. US says they will stay.", "they will", "US"),
        ("The storm hit Mayor Ada Roe, who said it was over.", "it was over", "Ada Roe"),
    ],
)
def test_acronym_is_no_pronoun(text: str, words: str, speaker: str) -> None:
    assert speaker_of(words, f"News\n\n{text}") == speaker


@pytest.mark.parametrize(
    ("firm", "founder"), [("Jo Pell AG", "Jo Pell, its founder, left in May."), ("Ada Roe RFC", "Fans sang.")]
)
def test_letters_of_firms_and_clubs_stay(firm: str, founder: str) -> None:
    text = f"News\n\n{firm} said on Tuesday that it would cut jobs. {founder}"
    assert speaker_of("it would cut", text) == firm


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("The man WHO said he saw the ghost is back.", "he saw", "The man"),
        ("The WHO said on Monday that masks help.", "masks help", "WHO"),
        ("A spokeswoman for Thames North said it was late.", "it was late", "A spokeswoman for Thames North"),
    ],
)
def test_capitals_are_read_where_they_stand(sentence: str, words: str, speaker: str) -> None:
    assert speaker_of(words, f"News\n\n{sentence}") == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Bo Lind described the coach as young as his son.",
        "Ada Roe described her years as a nurse in a book.",
        "Ada Roe described the talks as ministers left.",
    ],
)
def test_to_describe_is_not_always_to_report(sentence: str) -> None:
    assert not said(f"News\n\n{sentence}")


ASKED = (
    "Ledger\n\nTreasurer Bram Holloway spoke on Monday.\n\n“Who did it?” a reporter shouted. "
    "“Ask my brother,” Holloway replied.\n\n“Were you surprised?” a reporter asked. “Yes,” said Holloway."
    "\n\n“Where is it now?” a juror asked. “In a very deep lake,” Holloway answered.\n\n“Is it wet?” "
    "Holloway asked. “It is,” he added."
)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("“Who did it?”", "a reporter"),
        ("“Ask my brother,”", "Bram Holloway"),
        ("“Were you surprised?”", "a reporter"),
        ("“Yes,”", "Bram Holloway"),
        ("“Where is it now?”", "a juror"),
        ("“In a very deep lake,”", "Bram Holloway"),
        ("“Is it wet?”", "Bram Holloway"),
        ("“It is,”", "Bram Holloway"),
    ],
)
def test_who_is_asked_by_somebody_without_a_name_answers(words: str, speaker: str) -> None:
    assert speaker_of(words, ASKED) == speaker
