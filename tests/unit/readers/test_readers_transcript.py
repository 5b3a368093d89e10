"""Transcripts: which texts are one, what a turn holds, and who is speaking in it."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.readers import ReadError, read
from quotesdb.values import AgentKind, ArticleDraft, CueClass, Kind
from tests.steps import steps
from tests.unit.readers.made import docx, odt, pdf, zipped

DEBATE = (
    "EXAMPLE: Good evening.\n\nSAMPLE: Is it?\n\n(APPLAUSE)\n\nEXAMPLE: It, uh, it is. (LAUGHTER) Sit --\n\n"
    "[crosstalk]\n\nAnd listen.\n"
)
FIXTURE = Path("fixtures/transcripts/harbour-debate.txt")


def draft(text: str, name: str = "a.txt", format: str | None = None) -> ArticleDraft:  # noqa: A002
    return read(text.encode(), name, format)


def turns(of: ArticleDraft) -> list[tuple[str, list[str]]]:
    return [
        (q.source.text(of.text) if q.source else "", [c.text(of.text) for c in q.content])
        for q in of.quotations
    ]


def names(of: ArticleDraft) -> list[str | None]:
    return [q.speaker.name if q.speaker else None for q in of.quotations]


def speaker_of(label: str) -> tuple[str, AgentKind, str | None] | None:
    text = f"{label}: We go.\n\nROE: Do you?\n\n{label}: You see.\n\nROE: I do.\n"
    agent = draft(text, format="transcript").quotations[0].speaker
    return agent and (agent.name, agent.kind, agent.role)


def test_each_turn_is_a_direct_quotation_of_its_label() -> None:
    made = draft(DEBATE)
    assert (made.reader, made.reader_version, made.text) == ("transcript", "2", DEBATE)
    assert turns(made) == [
        ("EXAMPLE", ["Good evening."]),
        ("SAMPLE", ["Is it?"]),
        ("EXAMPLE", ["It, uh, it is. (LAUGHTER) Sit --", "And listen."]),
    ]
    for turn in made.quotations:
        assert (turn.kind, turn.cue_class, turn.rule) == (Kind.DIRECT, CueClass.SPEECH, "turn")
        assert turn.confidence == 1.0
        assert turn.quoted == turn.content
        assert turn.evidence == (turn.source,)
        assert turn.cue is not None
        assert turn.cue.text(DEBATE) == ":"


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("SEN. SAMPLE (I-VT): Yes.", "SEN. SAMPLE (I-VT)", "Yes."),
        ("ADA EXAMPLE, NEWS ANCHOR: Yes.", "ADA EXAMPLE, NEWS ANCHOR", "Yes."),
        ("**EXAMPLE:** Yes.", "EXAMPLE", "Yes."),
        ("**EXAMPLE**: Yes.", "EXAMPLE", "Yes."),
        ("[00:12:10] EXAMPLE: Yes.", "EXAMPLE", "Yes."),
        ("(09:31) EXAMPLE: Yes.", "EXAMPLE", "Yes."),
        ("Ada Example (09:31):\nYes.", "Ada Example", "Yes."),
        ("Ada Example: (09:31)\nYes.", "Ada Example", "Yes."),
        (">> EXAMPLE: Yes.", "EXAMPLE", "Yes."),
        ("“EXAMPLE: Yes.", "EXAMPLE", "Yes."),
        ("O’EXAMPLE: Yes.", "O’EXAMPLE", "Yes."),
        ("O'EXAMPLE: Yes.", "O'EXAMPLE", "Yes."),
        ("McEXAMPLE: Yes.", "McEXAMPLE", "Yes."),
        ("EXAMPLE:\n\nYes.", "EXAMPLE", "Yes."),
        ("UNIDENTIFIED MALE: Yes.", "UNIDENTIFIED MALE", "Yes."),
        ("Speaker 2: Yes.", "Speaker 2", "Yes."),
        ("Q Why now?", "Q", "Why now?"),
    ],
)
def test_labels_have_many_forms(line: str, label: str, words: str) -> None:
    made = draft(f"ROE: Good evening.\n\nQ: How?\n\n{line}\n\nROE: Go on.\n\nQ: Why?\n")
    assert turns(made)[2] == (label, [words])


def test_questions_and_answers_have_no_speaker_unless_somebody_says_who() -> None:
    text = "Q. Is it deep?\n\nA. You can swim.\n\nQ. And cold?\n\nA. I found it so.\n"
    assert names(draft(text)) == [None] * 4
    mapped = draft(f"---\nspeakers:\n  A: Ada Example\n---\n{text}")
    assert names(mapped) == [None, "Ada Example", None, "Ada Example"]
    assert [q.cue and q.cue.text(text) for q in draft(text).quotations] == ["."] * 4


ASKED = "Q: Is it deep?\n\nA: You can swim.\n\nQ: And cold?\n\nA: I found it so."


@pytest.mark.parametrize(
    "text",
    [
        f"The diver Ada Example talks about her lake.\n\n{ASKED}",
        f"Cold water\n\nThe diver Ada Example, 40, talks about her lake.\n\n{ASKED}\n",
        f"---\ntitle: Cold water\n---\nThe diver Ada Example talks about her lake.\n\n{ASKED}\n",
        f"The diver Ada Example talks about her lake.\n\n{ASKED.replace(':', '.')}\n",
    ],
)
def test_an_interview_by_letters_that_an_introduction_begins_is_an_article(text: str) -> None:
    assert not draft(text).quotations
    assert len(draft(text, format="transcript").quotations) == 4


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        f"Examination of Ada Example\n\n{ASKED}",
        f"DIRECT EXAMINATION BY MR. SAMPLE:\n\n{ASKED}",
        f"March 4, 2031\n\nVelda County Court\n\n{ASKED}",
        f"---\nspeakers:\n  A: Ada Example\n---\nThe diver Ada Example talks about her lake.\n\n{ASKED}",
        f"---\nformat: transcript\n---\nThe diver Ada Example talks about her lake.\n\n{ASKED}",
        f"The diver talks about her lake.\n\nTHE CLERK: Order.\n\n{ASKED}\n\nTHE CLERK: Thank you.",
        f"Morning session.\n\n{ASKED}",
        f"The divers talk about a lake.\n\n{ASKED.replace('A:', 'B:')}",
    ],
)
def test_a_record_of_questions_and_answers_is_a_transcript(text: str) -> None:
    assert len(draft(text).quotations) >= 4


def test_a_letter_that_begins_a_list_is_no_answer() -> None:
    made = draft("ROE: Two things.\n\nA. The bridge.\n\nB. The road.\n\nSAMPLE: I see.\n\nROE: Good.\n")
    assert turns(made)[0] == ("ROE", ["Two things.", "A. The bridge.", "B. The road."])


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("MODERATOR", ("MODERATOR", AgentKind.PERSON, None)),
        ("THE PRESIDENT", ("THE PRESIDENT", AgentKind.PERSON, None)),
        ("SECRETARY EXAMPLE", ("SECRETARY EXAMPLE", AgentKind.PERSON, "SECRETARY")),
        ("MR. EXAMPLE", ("MR. EXAMPLE", AgentKind.PERSON, None)),
        ("ADA EXAMPLE, NEWS ANCHOR", ("ADA EXAMPLE", AgentKind.PERSON, "NEWS ANCHOR")),
        ("AUDIENCE", ("AUDIENCE", AgentKind.GROUP, None)),
        ("PROTESTERS", ("PROTESTERS", AgentKind.GROUP, None)),
        ("AUDIENCE MEMBER", ("AUDIENCE MEMBER", AgentKind.ANONYMOUS, None)),
        ("UNIDENTIFIED MALE", ("UNIDENTIFIED MALE", AgentKind.ANONYMOUS, None)),
        ("QUESTION", None),
        ("UNKNOWN", None),
    ],
)
def test_what_a_label_names(label: str, speaker: tuple[str, AgentKind, str | None] | None) -> None:
    assert speaker_of(label) == speaker


@pytest.mark.parametrize(
    ("label", "name", "role"),
    [
        ("Host (Ada Example)", "Ada Example", "Host"),
        ("MODERATOR (Ada Example)", "Ada Example", "MODERATOR"),
        ("The Chair (Senator Ada Example)", "Ada Example", "Chair"),
        ("Interviewer [Ada Example]", "Ada Example", "Interviewer"),
        ("Speaker 1 (Ada Example)", "Ada Example", None),
        ("Host (New York)", "Host", None),
        ("MODERATOR (Velda Times)", "MODERATOR", None),
        ("Host (via Ada Example)", "Host", None),
        ("THE CHAIR [to Ada Example]", "THE CHAIR", None),
        ("MODERATOR (off mic)", "MODERATOR", None),
        ("SAMPLE (Ada Example)", "SAMPLE", None),
    ],
)
def test_a_person_in_brackets_behind_an_office_speaks(label: str, name: str, role: str | None) -> None:
    assert speaker_of(label) == (name, AgentKind.PERSON, role)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Ada Example (AE) met Bo Roe (BR).", "Ada Example"),
        ("Interview with Mayor Ada Q. Example [AE]", "Ada Q. Example"),
        ("Ada Example met Bo Roe.", "AE"),
        ("Ada Example (BR) met Bo Roe (AE).", "AE"),
        ("Ada Example (AE) met Asa Earl (AE).", "AE"),
        ("The council of Alder Echo (AE) met.", "AE"),
        ("An editor (AE) met Bo Roe.", "AE"),
    ],
)
def test_initials_are_of_whom_the_head_says(head: str, name: str) -> None:
    made = draft(
        f"{head}\n\nAE: Do you go?\n\nBR: I do.\n\nAE: You see.\n\nBR: Well.\n", "a.txt", "transcript"
    )
    assert names(made)[0] == name


def test_all_forms_of_a_label_are_one_speaker() -> None:
    made = draft(
        "EXAMPLE: I go.\n\nROE: Do you?\n\nAda Example: I do.\n\nSECRETARY EXAMPLE: Now.\n\nROE: Oh.\n"
    )
    assert names(made) == ["Ada Example", "ROE", "Ada Example", "Ada Example", "ROE"]
    first = made.quotations[0]
    assert [span.text(made.text) for span in first.evidence] == ["EXAMPLE", "Ada Example"]
    assert made.quotations[3].speaker is not None
    assert made.quotations[3].speaker.role == "SECRETARY"


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("A debate between Senator Ada Example and Bo Roe.\n\n", "Ada Example"),
        ("PARTICIPANTS: Ada Example (D), Bo Roe (R)\n\n", "Ada Example"),
        ("---\ntitle: Ada Example meets Bo Roe\n---\n", "Ada Example"),
        ("---\nspeakers:\n  example: Eva Example\n---\nAda Example met Bo Roe.\n\n", "Eva Example"),
        ("---\nspeakers:\n  Ms. Example: Eva Example\n---\n", "Eva Example"),
        ("Ada Example and Eva Example met Bo Roe.\n\n", "EXAMPLE"),
        ("The Example debate.\n\n", "EXAMPLE"),
    ],
)
def test_a_surname_becomes_a_full_name_where_there_is_one(lead: str, name: str) -> None:
    assert names(draft(lead + DEBATE))[0] == name


def test_two_of_one_surname_are_not_mixed_up() -> None:
    both = draft("ADA EXAMPLE: I go.\n\nEVA EXAMPLE: I stay.\n\nEXAMPLE: Do we?\n\nEVA EXAMPLE: You do.\n")
    assert names(both) == ["ADA EXAMPLE", "EVA EXAMPLE", "EXAMPLE", "EVA EXAMPLE"]
    couple = draft(
        "Ada Example spoke.\n\nMR. EXAMPLE: I go.\n\nMRS. EXAMPLE: I stay.\n\nMR. EXAMPLE: We go.\n"
    )
    assert names(couple) == ["MR. EXAMPLE", "MRS. EXAMPLE", "MR. EXAMPLE"]


HEARING = "{0}: I go.\n\n{1}: You stay.\n\n{0}: We go.\n\n{1}: We do.\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MR. HOLM", "MS. HOLM"),
        ("SEN. HOLM", "REP. HOLM"),
        ("DR. HOLM", "MR. HOLM"),
        ("MRS. HOLM", "MISS HOLM"),
    ],
)
def test_titles_tell_two_of_one_surname_apart(one: str, other: str) -> None:
    assert names(draft(HEARING.format(one, other))) == [one, other, one, other]
    cues = (f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{{}}: Go on.\n\n" for at in range(1, 5))
    shown = "".join(cues).format(one, other, one, other)
    assert names(draft(shown, "a.srt")) == [one, other, one, other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SECRETARY HOLM", "MR. HOLM"),
        ("SEN. HOLM", "SENATOR HOLM"),
        ("HOLM", "MR. HOLM"),
        ("PRESIDENT HOLM", "FORMER PRESIDENT HOLM"),
        ("MS. HOLM", "MRS. HOLM"),
    ],
)
def test_titles_that_one_may_have_are_of_one_speaker(one: str, other: str) -> None:
    said = draft(f"{one}: I go.\n\nROE: Do you?\n\n{other}: I do.\n\nROE: Good.\n\n{one}: So I say.\n")
    assert len(set(names(said)) - {"ROE"}) == 1


@pytest.mark.parametrize(
    ("lead", "label", "name"),
    [
        ("Peter Holm met Bo Roe.", "MRS. HOLM", "MRS. HOLM"),
        ("Susan Holm met Bo Roe.", "MR. HOLM", "MR. HOLM"),
        ("Susan Holm met Bo Roe.", "MS. HOLM", "Susan Holm"),
        ("Susan Holm met Bo Roe.", "DR. HOLM", "Susan Holm"),
        ("Velda Holm met Bo Roe.", "MR. HOLM", "Velda Holm"),
        ("Peter Holm and Susan Holm met Bo Roe.", "MRS. HOLM", "Susan Holm"),
    ],
)
def test_no_man_is_called_mrs_and_no_woman_mr(lead: str, label: str, name: str) -> None:
    said = f"{lead}\n\n{label}: I go.\n\nROE: Do you?\n\n{label}: I do.\n\nROE: Good.\n"
    assert names(draft(said))[0] == name


def test_a_name_in_capitals_is_spelled_as_the_text_spells_it() -> None:
    made = draft("Ada Example met Bo Roe.\n\nADA EXAMPLE: I go.\n\nROE: Do you?\n\nEXAMPLE: I do.\n")
    assert names(made) == ["Ada Example", "Bo Roe", "Ada Example"]


def test_lines_about_the_transcript_are_no_turns() -> None:
    made = draft(
        "PARTICIPANTS: Ada Example and Bo Roe\nMODERATOR: Eva Muster\nDate: 3 March\nSource: The Hall\n"
        "Note: not edited\n\n" + DEBATE
    )
    assert turns(made) == turns(draft(DEBATE))


def test_a_word_before_a_colon_is_no_speaker_in_the_middle_of_a_turn() -> None:
    made = draft("EXAMPLE: I go.\n\nLook: it rains.\n\nThe Latest: you know.\n\nROE: No.\n\nEXAMPLE: Yes.\n")
    assert turns(made)[0][1] == ["I go.", "Look: it rains.", "The Latest: you know."]


NOTED = "{0} We go.\n\n{1} I stay, as you do.\n\n{2} It rained on.\n\n{0} You go.\n\n{1} We do.\n"
CAPITALS, BOLD = ("EXAMPLE:", "SAMPLE:"), ("**Ada Example:**", "**Bo Sample:**")


@pytest.mark.parametrize(
    ("labels", "mark"),
    [
        (CAPITALS, "NOTE:"),
        (CAPITALS, "EDITOR’S NOTE:"),
        (CAPITALS, "CAPTION:"),
        (CAPITALS, "**CORRECTION**:"),
        (("Ada Example:", "Bo Sample:"), "WARNING:"),
        (BOLD, "**Note:**"),
        (BOLD, "**Summary**:"),
    ],
)
def test_what_is_set_off_as_labels_are_ends_a_turn(labels: tuple[str, str], mark: str) -> None:
    said = [words for _label, words in turns(draft(NOTED.format(*labels, mark), "a.md"))]
    assert said == [["We go."], ["I stay, as you do."], ["You go."], ["We do."]]


@pytest.mark.parametrize(
    ("labels", "mark"),
    [
        (CAPITALS, "Note:"),
        (CAPITALS, "Second:"),
        (CAPITALS, "NOTE"),
        (CAPITALS, "“NOTE: I GO,” and"),
        (("Ada Example:", "Bo Sample:"), "Look:"),
        (BOLD, "**Never** say:"),
    ],
)
def test_what_is_set_otherwise_than_labels_is_said(labels: tuple[str, str], mark: str) -> None:
    assert len(turns(draft(NOTED.format(*labels, mark), "a.md"))[1][1]) == 2


CLOSED = "A: We go.\n\nB: I stay.\n\nA: You go.\n\nB: {}\n\n{}\n".replace("A:", "ROE:").replace("B:", "POE:")


@pytest.mark.parametrize(
    ("rest", "spoken"),
    [
        ("The debate ended at nine. Poe left by the back door.", 1),
        ("This interview has been edited for length.", 1),
        ("I said what I said. The debate is over.", 2),
        ("Do they? That is the question.", 2),
    ],
)
def test_what_stands_behind_short_turns_and_addresses_nobody_is_no_speech(rest: str, spoken: int) -> None:
    assert len(turns(draft(CLOSED.format("We do.", rest)))[-1][1]) == spoken
    longer = "ROE: We start.\n\nThat is how it goes.\n\n" + CLOSED.format("We do.", rest)
    assert len(turns(draft(longer))[-1][1]) == 2


def test_headings_and_what_follows_the_end_are_not_spoken() -> None:
    made = draft(DEBATE + "\nEND\n\nTyped by the clerk, who heard every word.\n")
    assert turns(made)[-1][1][-1] == "And listen."


def test_a_headline_with_a_name_and_a_colon_is_no_turn() -> None:
    assert turns(draft("Example: It is evening\n\n" + DEBATE)) == turns(draft(DEBATE))


def test_hard_wrapped_turns_are_told_apart() -> None:
    line = "the harbour has been closed for a year now and you know as well as"
    turn = "\n".join([line] * 3) + " I do.\n"
    made = draft(f"EXAMPLE: {turn}ROE: {turn}EXAMPLE: {turn}")
    assert [label for label, _words in turns(made)] == ["EXAMPLE", "ROE", "EXAMPLE"]
    assert turns(made)[1][1] == [turn.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge closed.\n\nHe said: “You knew.”\n\nShe said: “We knew.”\n\nHe said: “I did not.”\n",
        "Ingredients: onions, water.\nMethod: You boil it.\nTip: Use your best pan.\nTip: I like it hot.\n",
        "MILLER: Ada Example\nLADY MILLER: Eva Muster\nMILLER: Bo Roe\n",
        "Name: Ada Example\nAge: 43\n\nName: Bo Roe\nAge: 44\n\nName: Eva Muster\nAge: 45\n",
        "ROVERS: 3\nUNITED: 1\nROVERS: 2\nUNITED: 2\n",
        "9:10 a.m.\n\nI saw it.\n\n10:15: It is long, I hear.\n\n11:30: You can vote.\n\n12:00: Over?\n",
        "Example: Would dredge.\n\nRoe: Would not.\n\nExample: Wants a tax.\n\nRoe: Opposes any tax.\n",
        "The Latest: I go.\n\nThe Latest: You go.\n\nThe Latest: We go.\n",
        "TO: All\nFROM: Bo Roe\nDATE: Monday\nRE: Mud\n\nWe dredge, and you know it.\n",
        "EXAMPLE: I go.\n\nROE: Do you?\n",
        "It rained for a week, she wrote.\n\n" * 6 + "EXAMPLE: I go.\n\nROE: Do you?\n\nEXAMPLE: I do.\n\n"
        "The river rose, and the road was closed.\n",
    ],
)
def test_other_texts_with_colons_are_no_transcripts(text: str) -> None:
    made = draft(text)
    assert (made.reader, made.quotations) == ("plain", ())


def test_the_format_is_what_the_file_or_the_person_says() -> None:
    short = "EXAMPLE: I go.\n\nROE: Do you?\n"
    assert len(draft(short, format="transcript").quotations) == 2
    assert draft(f"---\nformat: transcript\n---\n{short}").reader == "transcript"
    assert draft(DEBATE, format="plain").quotations == ()
    assert draft(f"---\nformat: plain\n---\n{DEBATE}").quotations == ()
    assert draft(DEBATE, name="a.md").reader == "transcript"


def test_pages_can_be_transcripts() -> None:
    lines = "".join(f"<p><strong>{label}:</strong> {words}</p>" for label, words in [
        ("ADA EXAMPLE", "Good evening to all of you, and welcome to this old hall by the river."),
        ("BO ROE", "I thank you. It is good to be back, and I see that you mended the roof."),
        ("EXAMPLE", "We did. It took us the whole of a summer and most of what we had saved."),
    ])  # fmt: skip
    made = draft(f"<!DOCTYPE html><html><body><article>{lines}</article></body></html>", name="a.html")
    assert made.reader == "transcript"
    assert names(made) == ["ADA EXAMPLE", "BO ROE", "ADA EXAMPLE"]


def test_a_text_without_labels_is_refused_as_a_transcript() -> None:
    with pytest.raises(ReadError, match="no line begins with a speaker's label") as error:
        draft("It rained.\n", format="transcript")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("speakers: Ada", "front matter: speakers must be lines of 'LABEL: Full Name'"),
        ("speakers: [Ada]", "front matter: speakers must be lines of 'LABEL: Full Name'"),
        ("speakers:\n  A:", "front matter: speakers: no full name for 'A'"),
        ("speakers:\n  A: [Ada]", "front matter: speakers: no full name for 'A'"),
    ],
)
def test_speakers_that_cannot_be_meant_are_named(lines: str, message: str) -> None:
    with pytest.raises(ReadError) as error:
        draft(f"---\n{lines}\n---\n{DEBATE}")
    assert str(error.value) == message


def test_a_whole_debate() -> None:
    made = read(FIXTURE.read_bytes(), FIXTURE.name)
    assert made.reader == "transcript"
    assert Counter(names(made)) == {
        "Isolde Ferreira": 10,
        "Niamh Brannigan": 7,
        "Odd Halvorsen": 6,
        "Teodora Vasquez-Lund": 4,
        "PROTESTER": 2,
        "UNIDENTIFIED MALE": 1,
        None: 1,
    }
    assert not any(
        "Booing" in words or words == "(APPLAUSE)" for _label, said in turns(made) for words in said
    )


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "EXAMPLE:",
                    "Ada Example:",
                    "**ROE:**",
                    "Q.",
                    "A:",
                    "Q ",
                    "[00:10] ",
                    "(APPLAUSE)",
                    "Look:",
                ),
                *("Words.", "we -- ", "\n", "\n\n", ":", "\t", "END", "(", "]", "“", "*", "É", "\u2028", "1"),
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_every_span_is_in_the_text_and_holds_words(text: str) -> None:
    try:
        made = draft(text, format="transcript")
    except ReadError:
        return
    end = 0
    for turn in made.quotations:
        if turn.source is not None:  # the labels of a recording are no words of the text
            assert end <= turn.source.start < turn.source.end <= turn.content[0].start
        for span in turn.content:
            assert span.text(made.text) == span.text(made.text).strip() != ""
            assert span.start >= end
            end = span.end
    assert end <= len(made.text)


@given(st.text(min_size=1), st.sampled_from(["transcript", None]))
def test_no_text_breaks_the_reader(text: str, how: str | None) -> None:
    with suppress(ReadError):
        read(text.encode("utf-8", "surrogatepass"), "a.txt", how)


@pytest.mark.parametrize(
    "unit",
    [
        "EXAMPLE: Words that we say.\n\nAnd more of them, " + "on and on. " * 20 + "\n\nROE: Is it so?\n\n",
        "Ada: Bo: Cy: ",
        "Ada Example Bo Roe " * 20 + "\n",
        "(x) " * 20 + "\n",
        "[" * 40,
    ],
)
def test_long_texts_take_their_time_by_their_length(unit: str) -> None:
    started = time.process_time()
    draft(unit * (2_000_000 // len(unit)) + "\n\nEXAMPLE: End.\n", format="transcript")
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_the_cost_of_naming_speakers_grows_as_their_number_does() -> None:
    names_ = [f"{a}{b}{c}" for a in "BCDFGHJKLM" for b in "AEIOU" for c in ascii_uppercase]
    lines = [f"{name}{last}: We go, and you stay.\n\n" for name in names_ for last in names_[:6]]

    def cost(number: int) -> int:
        text = "".join(lines[:number])
        assert len(draft(text, format="transcript").quotations) == number
        return steps(lambda: draft(text, format="transcript"))

    # Four times as many are four times the work; were each looked for in all, sixteen times.
    assert cost(4_000) < 6 * cost(1_000)


def test_a_name_and_a_time_on_a_line_of_their_own_need_no_colon():
    turns = [("Ada Example", "0:00"), ("Bo Sample", "0:23"), ("Ada Example", "1:02:41")]
    for mark in ("", "**"):
        text = "\n\n".join(f"{mark}{name}{mark}  {time}  \nWe looked at {time}." for name, time in turns)
        draft = read(f"{text}\n\nTranscribed by https://example.org\n".encode(), "talk.md")
        assert draft.reader == "transcript"
        assert [
            (found.speaker and found.speaker.name, [span.text(draft.text) for span in found.content])
            for found in draft.quotations
        ] == [(name, [f"We looked at {time}."]) for name, time in turns]


SPOKEN = (
    ("Ada Example", "We looked at it."),
    ("Bo Sample", "Did you, Ada?"),
    ("Ada Example", "I did, twice."),
)


@pytest.mark.parametrize(
    "label",
    ["**{}**  0:00  \n", "**{}:** ", "**{}**: ", "{} (00:00:07):\n", "[0:12] {}: ", "{}  1:02:41\n"],
)
def test_labels_that_a_program_wrote_are_data_of_the_turns_and_no_words(label: str) -> None:
    text = "\n\n".join(label.format(name) + words for name, words in SPOKEN)
    made = draft(f"# A talk\n\n## Transcript\n\n{text}\n\nTranscribed by https://example.org\n", "talk.md")
    assert made.text.strip() == "\n\n".join(words for _name, words in SPOKEN)
    assert names(made) == [name for name, _words in SPOKEN]
    assert turns(made) == [("", [words]) for _name, words in SPOKEN]
    assert made.title == "A talk"


def test_labels_in_capitals_are_printed_words_though_they_are_bold() -> None:
    text = "\n\n".join(f"**{name.upper()}:** {words}" for name, words in SPOKEN)
    assert draft(text, "talk.md").text == text


def test_what_stands_before_the_first_label_and_between_turns_stays() -> None:
    text = "\n\n".join(f"**{name}:** {words}" for name, words in [*SPOKEN, *SPOKEN])
    made = draft(f"They met in Velda.\n\n{text}\n\n# The end\n\nAnd so they went.\n", "talk.md", "transcript")
    assert made.text.startswith("They met in Velda.\n\nWe looked at it.")
    assert made.text.endswith("\n\n# The end\n\nAnd so they went.\n")
    assert [zone.span.text(made.text) for zone in made.zones] == ["# The end"[2:]]


@given(
    st.lists(
        st.sampled_from(["**Ada Example:** ", "**Bo Sample**  0:12\n", "We did.", "\n\n", "# A", "x"]),
        max_size=25,
    )
)
def test_however_labels_and_words_follow_each_other_the_words_are_found(parts: list[str]) -> None:
    with suppress(ReadError):
        made = draft("".join(parts), "talk.md", "transcript")
        for quotation in made.quotations:
            assert all(span.text(made.text).strip() for span in quotation.content)


TURNS = [
    *(
        "ADA EXAMPLE: We look at the bridge today.",
        "BO SAMPLE: I look at it every day.",
        "ADA EXAMPLE: So you say.",
    ),
    *("BO SAMPLE: So I do, and nobody asks me what I see.", "ADA EXAMPLE: I ask you now."),
]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped({"talks/monday.txt": "\n\n".join(TURNS)}), "week.zip"),
        (docx(TURNS), "talk.docx"),
        (odt("".join(f"<text:p>{turn}</text:p>" for turn in TURNS)), "talk.odt"),
        (("{\\rtf1 " + "\\par ".join(TURNS) + "}").encode(), "talk.rtf"),
        (pdf([[(50, 700 - 24 * n, 10, turn) for n, turn in enumerate(TURNS)]]), "talk.pdf"),
    ],
    ids=["archive", "Word", "ODT", "RTF", "PDF"],
)
def test_a_transcript_is_one_in_an_archive_and_in_a_document(data, name):
    draft = read(data, name)
    assert draft.reader == "transcript"
    said = [" ".join(span.text(draft.text) for span in found.content) for found in draft.quotations]
    assert said == [turn.partition(": ")[2] for turn in TURNS]


FACTS = ("BORN: 1961 in Osterby", "FAMILY: Ole Brook, husband", "MOTTO: Never hurry", "BOOKS: Bread and Salt")
TALK = (
    "We met at her kitchen table.\n\n"
    "Example Times: How did you begin?\n\nBrook: I never wanted to run a bakery.\n\n"
    "Example Times: And did you stay?\n\nBrook: I stayed for thirty years, because nobody else would.\n\n"
    "Example Times: Do you regret it?\n\nBrook: I would do it again, and you would too.\n"
)


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("first", [True, False])
def test_a_box_of_facts_has_no_speakers(between: str, *, first: bool) -> None:
    box = between.join(FACTS)
    made = draft(f"{box}\n\n{TALK}" if first else f"{TALK}\n{box}\n")
    assert made.reader == "transcript"
    assert {source for source, _ in turns(made)} == {"Example Times", "Brook"}
    assert len(made.quotations) == 6
    assert not any(fact in content for _, said in turns(made) for content in said for fact in FACTS)


def test_people_who_speak_once_are_in_no_box_of_facts() -> None:
    once = "CY TEST: We are here.\nDEE TRIAL: So are we.\n"
    assert {source for source, _ in turns(draft(DEBATE + once))} >= {"CY TEST", "DEE TRIAL"}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Council of Velda\n\nTuesday, 4 March 2025", "2025-03-04"),
        ("COUNCIL OF VELDA\n\nTUESDAY, 4 MARCH 2025\n\nThe clerk opened the meeting.", "2025-03-04"),
        ("Council of Velda\n\nDate: March 4, 2025", "2025-03-04"),
        ("Council of Velda\n\nThe bridge closes on 4 March 2025.", None),
        ("Council of Velda\n\nNext meeting\n\nTuesday, 4 March 2025", None),
        ("Council of Velda\n\nDownloaded: 4 March 2025", None),
        ("Council of Velda\n\nPrinted, 4 March 2025", None),
        ("The storm over Velda\n\n4 March 1987\n\nTwo who saw it talk to us.", None),
        ("Council of Velda", None),
    ],
)
def test_the_day_above_the_first_turn_is_that_of_a_transcript(head: str, day: str | None):
    said = "ADA EXAMPLE: We looked at the bridge twice.\n\nBO SAMPLE: Why?\n\nADA EXAMPLE: You asked us to."
    draft = read(f"{head}\n\n{said}".encode(), "a.txt")
    assert draft.reader == "transcript"
    assert (draft.published and draft.published.printed()) == day
    given = read(f"---\ndate: 2024-01-01\n---\n{head}\n\n{said}".encode(), "a.txt")
    assert given.published is not None
    assert given.published.printed() == "2024-01-01"
