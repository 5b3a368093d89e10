"""The extractor as a library user sees it: from a text to quotations with speaker and evidence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesdb.extract import extract, extractor
from quotesdb.values import REPORTED, AgentKind, CueClass, Kind, Quotation

NOTE = """The lake is low. “We had one dry winter too many,” Ada Roe, a senior hydrologist at the Fenland Institute, told Harrow Press.

Councillor Colin Poe was not at the meeting. But she warned that “the next one will be worse.”

“Nobody can plan for that,” she said. “Nobody has tried.”

Analysts at Harrow Economics wrote in a note that the harvest would fall by a tenth.
"""  # noqa: E501 - an article's paragraphs are long lines


@pytest.fixture(scope="module")
def note() -> list[Quotation]:
    return extract(NOTE)


def words(quotation: Quotation, text: str = NOTE) -> list[str]:
    return [s.text(text) for s in quotation.content]


def test_a_direct_quotation_has_its_marks_speaker_role_and_addressee(note: list[Quotation]) -> None:
    first = note[0]
    assert words(first) == ["“We had one dry winter too many,”"]
    assert first.kind is Kind.DIRECT
    assert first.quoted == first.content
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.role) == ("Ada Roe", "senior hydrologist")
    assert first.speaker.organisation == "Fenland Institute"
    assert first.addressee == "Harrow Press"


def test_a_pronoun_follows_who_spoke_and_keeps_the_chain(note: list[Quotation]) -> None:
    warned = note[1]
    assert warned.speaker is not None
    assert warned.speaker.name == "Ada Roe"
    chain = [s.text(NOTE) for s in warned.evidence]
    assert chain[0] == "she"
    assert "Ada Roe, a senior hydrologist at the Fenland Institute" in chain[-1]


def test_content_leaves_out_that(note: list[Quotation]) -> None:
    assert words(note[1]) == ["“the next one will be worse.”"]


def test_a_split_quotation_is_one(note: list[Quotation]) -> None:
    assert words(note[2]) == ["“Nobody can plan for that,”", "“Nobody has tried.”"]


def test_a_group_speaks_for_its_organisation_in_a_note(note: list[Quotation]) -> None:
    group = note[3]
    assert group.kind is Kind.INDIRECT
    assert group.cue_class is CueClass.WRITING
    assert group.medium == "note"
    assert group.speaker is not None
    assert group.speaker.kind is AgentKind.GROUP
    assert group.speaker.organisation == "Harrow Economics"


def test_the_same_text_gives_the_same_quotations(note: list[Quotation]) -> None:
    assert extract(NOTE) == note


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("‘It’s the farmers’ water,’ said Dr Ada Roe. ‘They’re cross.’", "Ada Roe"),
        ("''It is late,'' Ada Roe said. ''Go home.''", "Ada Roe"),
        ('"It is late," Ada Roe said. "Go home."', "Ada Roe"),
    ],
)
def test_every_mark_style_gives_one_direct_quotation(text: str, speaker: str) -> None:
    (only,) = (q for q in extract(text, "en") if q.cue_class in REPORTED)
    assert only.kind is Kind.DIRECT
    assert len(only.content) == 2
    assert only.speaker is not None
    assert only.speaker.name == speaker


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize(("opener", "closer"), ["“”", "«»", '""'])
def test_white_space_inside_marks_leaves_a_quotation_direct(opener: str, closer: str, blank: str) -> None:
    text = "“It is late,” Ada Roe, a baker, said. “Is it?” Ben Lee asked. Roe said: “Go home.” Nobody went."
    padded = text.replace("“", opener + blank).replace("”", blank + closer)
    found, expected = (
        [
            (
                q.kind,
                q.speaker and q.speaker.name,
                [" ".join(s.text(it).strip('“”«» \u00a0\u2009\u202f"').split()) for s in q.quoted],
            )
            for q in extract(it, "en")
        ]
        for it in (padded, text)
    )
    assert found == expected
    assert [kind for kind, _, _ in found] == [Kind.DIRECT] * 3


def test_a_quotation_signed_below_has_its_signatory() -> None:
    text = "The bridge opens today.\n\n“It took nine years.”\n— Ada Roe, chief engineer, Harrow Bridges\n"
    quotation = extract(text, "en")[-1]
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.role) == ("Ada Roe", "chief engineer")
    assert quotation.rule == "signed+name"


@pytest.mark.parametrize("who", ["The court in Velda", "A study published last year"])
def test_a_court_or_study_that_finds_reports_in_writing(who: str) -> None:
    (found,) = extract(f"{who} found that the harbour board had broken the law and must pay.")
    assert found.cue_class is CueClass.WRITING


@pytest.mark.parametrize("behind", ["They laughed.", "The crowd booed."])
def test_who_reacts_to_words_did_not_say_them(behind: str) -> None:
    (first,) = extract(f"Mayor Ada Roe spoke first. “The mill will not run again before spring.” {behind}")
    assert first.speaker is not None
    assert first.speaker.name == "Ada Roe"


def test_a_transcript_turn_is_a_direct_quotation() -> None:
    text = "MAYOR ROE: Good morning.\nREPORTER: Why now?\nMAYOR ROE: Why not? Ask me another.\nREPORTER: No."
    found = extract(text, "en")
    assert [q.kind for q in found] == [Kind.DIRECT] * 4
    assert [s.text(text) for s in found[2].content] == ["Why not? Ask me another."]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "Ada Roe spoke at noon.\n\n“It was cold,” Roe said. “I waited.\n\n“Nobody came.”"
    found = [q for q in extract(text, "en") if q.cue_class in REPORTED]
    assert len(found) == 1
    assert [s.text(text) for s in found[0].content] == ["“It was cold,”", "“I waited.", "“Nobody came.”"]


def test_marked_words_without_anybody_are_kept_unattributed() -> None:
    text = "“The door was open and nobody had thought of closing it.”"
    (only,) = extract(text, "en")
    assert only.speaker is None
    assert only.kind is Kind.DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “dry option” was dropped.",
        "Her first film, “The Goat of Anzio Street,” won a prize in the spring.",
        "‘Moment’s notice’\n\nThe plan was dropped last week by the council.",
        "The cat, known in the village as “Duchess,” sat on the wall all day.",
        "Nobody in the hall said “stop”; the music simply went on.",
        "Ada Roe was asked whether she would come to the fair.",
    ],
)
def test_scare_quotes_titles_and_headings_are_no_speech(text: str) -> None:
    assert [q for q in extract(text, "en") if q.cue_class in REPORTED] == []


def test_one_word_in_a_paragraph_of_its_own_is_an_answer() -> None:
    text = "The mill closed early, according to its owner, Ada Roe. She was asked why.\n\n“Flour.”"
    found = [q for q in extract(text, "en") if q.kind is Kind.DIRECT]
    assert [words(q, text) for q in found] == [["“Flour.”"]]
    assert found[0].speaker is not None
    assert found[0].speaker.name == "Ada Roe"


def test_who_speaks_inside_a_quotation_is_not_in_focus_outside() -> None:
    text = "Colin Poe offered to fetch Ada Roe. “She told me, ‘And who will pay?’” he said."
    found = extract(text, "en")
    assert [q.speaker and q.speaker.name for q in found if q.kind is Kind.DIRECT] == ["Colin Poe", "Ada Roe"]


def test_words_that_others_say_in_a_reported_clause_are_not_its_own() -> None:
    text = "Ada Roe said on Monday that so many voters had asked “which one?” that she stopped counting."
    found = {q.rule.split("+")[0]: q for q in extract(text, "en")}
    assert words(found["nested"], text) == ["“which one?”"]
    assert found["model"].kind is Kind.INDIRECT
    assert found["model"].quoted == ()


def test_other_languages_keep_marked_words_without_a_speaker() -> None:
    text = (
        "Der See ist leer. „Wir hatten einen trockenen Winter zu viel“, sagte Ada Roe am Montag in der Stadt."
    )
    (only,) = extract(text)
    assert [s.text(text) for s in only.content] == ["„Wir hatten einen trockenen Winter zu viel“"]
    assert only.speaker is None
    assert only.rule == "marks"


def test_a_quotation_inside_a_quotation_is_a_record_of_its_own() -> None:
    text = "“My mother told me, ‘Save it for winter,’ and I did,” said Ada Roe."
    found = extract(text, "en")
    inner = next(q for q in found if q.rule.startswith("nested"))
    outer = next(q for q in found if q is not inner)
    assert [s.text(text) for s in inner.content] == ["‘Save it for winter,’"]
    assert not any(part.overlaps(inner.content[0]) for part in outer.quoted)


@pytest.mark.parametrize("before", ["He told me", "And she told me", "When he said", "But they told us"])
def test_nobody_is_the_other_in_their_own_words(before: str) -> None:
    told = f"“{before}, ‘You ruined this town for good,’ and I laughed,” Falk said."
    text = f"Mayor Pia Falk opened the pier.\n\n{told}"
    outer, inner = extract(text, "en")
    assert outer.speaker is not None
    assert outer.speaker.name == "Pia Falk"
    assert words(inner, text) == ["‘You ruined this town for good,’"]
    assert inner.speaker is None


def test_the_other_in_reported_words_can_be_who_reports() -> None:
    text = (
        "Mayor Pia Falk opened the pier.\n\nFalk recalled how she told them, “You ruined this town for good.”"
    )
    inner = next(q for q in extract(text, "en") if q.kind is Kind.DIRECT)
    assert inner.speaker is not None
    assert inner.speaker.name == "Pia Falk"


@pytest.mark.parametrize("text", ["", " \n\n ", "”", "“", '"', "'" * 500, "“" * 500, "\x00\x01", "a" * 5000])
def test_odd_input_is_no_error(text: str) -> None:
    assert all(q.content for q in extract(text, "en"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="aB .,:\n'\"“”‘’—", min_size=1, max_size=120))
def test_every_span_lies_in_the_text(text: str) -> None:
    assert_spans_lie_in(text)


CODE_POINTS = st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zs"])
PIECES = st.sampled_from(
    ["“", "”", '"', ",” said Ada Roe", "Mayor", "’s", " of the ", ". ", "\n\n", "ROE: ", 3000 * "a"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | CODE_POINTS | st.text(CODE_POINTS, max_size=9), max_size=25).map("".join))
def test_no_text_raises_whatever_it_is_made_of(text: str) -> None:
    assert_spans_lie_in(text)


def assert_spans_lie_in(text: str) -> None:
    for quotation in extract(text, "en"):
        for span in (*quotation.content, *quotation.quoted, *quotation.evidence):
            assert 0 <= span.start < span.end <= len(text)
            assert span.text(text).strip()
        assert 0 <= quotation.confidence <= 1


def test_half_a_character_moves_no_offset() -> None:
    text = "“We \ud83d are \udc1f done,” said Ada Roe."
    (only,) = extract(text, "en")
    assert words(only, text) == ["“We \ud83d are \udc1f done,”"]
    assert only.speaker is not None
    assert only.speaker.name == "Ada Roe"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is a day for the Governor’s Cup,” Justice Ada Roe wrote.", "Ada Roe"),
        ("The ferry sank. “They burned the Captain’s Log,” Judge Ada Roe said.", "Ada Roe"),
        ("In fact she was the FOUNDER OF two mills. “It is late,” Ada Roe said.", "Ada Roe"),
    ],
)
def test_a_title_that_goes_with_no_name_is_nobodys_role(text: str, speaker: str) -> None:
    assert [q.speaker and q.speaker.name for q in extract(text, "en") if q.cue_class in REPORTED] == [speaker]


def test_the_extractor_names_its_weights() -> None:
    assert extractor().name == "quotesdb"
    assert len(extractor().model_sha256) == 64


def test_a_surname_of_two_people_is_doubted_and_so_is_who_follows_it() -> None:
    text = (
        "Judge Margaret Thole met Senator Robert Thole on Monday.\n\n"
        "“The bill is dead,” Thole said.\n\n“It will not come back,” he added.\n\n"
        "“It may,” Senator Thole said.\n"
    )
    doubted, *_, sure = (q for q in extract(text, "en") if q.kind is Kind.DIRECT)
    assert doubted.confidence <= 0.5 < sure.confidence
    assert sure.speaker
    assert sure.speaker.name == "Robert Thole"


def test_who_is_not_found_is_doubted() -> None:
    text = "“We had one dry winter too many,” Ada Roe said.\n\n“We knew it would come,” they said.\n"
    found, lost = extract(text, "en")
    assert lost.speaker is None
    assert lost.confidence <= 0.5 < found.confidence


@pytest.mark.parametrize("given", [None, b"words"])
def test_what_is_no_text_is_refused_by_its_kind(given: object) -> None:
    with pytest.raises(TypeError, match=f"text must be str, not {type(given).__name__}"):
        extract(given)  # type: ignore[arg-type]
