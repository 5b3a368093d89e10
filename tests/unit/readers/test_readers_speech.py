"""Speech in other shapes than a transcript's lines: subtitles, JSON of programs, records of parliaments."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import ReadError, read
from quotesdb.values import ArticleDraft


def turns(draft: ArticleDraft) -> list[tuple[str | None, str]]:
    """Who says what, as the quotations have it."""
    return [
        (one.speaker.name if one.speaker else None, " ".join(span.text(draft.text) for span in one.content))
        for one in draft.quotations
    ]


CUES: list[tuple[str, ...]] = [("Ada Example: We looked", "twice."), ("And we saw it.",)]
CUES += [("Bo Sample: Did you?",), ("Ada Example: We did.",)]
SAID = [
    ("Ada Example", "We looked twice. And we saw it."),
    ("Bo Sample", "Did you?"),
    ("Ada Example", "We did."),
]
TEXT = "We looked twice. And we saw it.\n\nDid you?\n\nWe did."


def srt(cues: list[tuple[str, ...]], mark: str = ",") -> str:
    return "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n".replace(",", mark) + "\n".join(lines) + "\n"
        for n, lines in enumerate(cues, 1)
    )


def test_subtitles_with_names_are_turns():
    draft = read(srt(CUES).encode(), "-")
    assert (draft.reader, draft.text, turns(draft)) == ("subtitles", TEXT, SAID)


def test_voices_of_webvtt_are_turns_and_marks_of_style_are_no_words():
    cues = [("<v Ada Example><i>We looked</i>", "twice."), ("And we saw it.",)]
    cues += [("<v Bo Sample>Did you?",), ("<v.loud Ada Example>We did.</v>",)]
    draft = read(("WEBVTT\n\nNOTE invented\n\n" + srt(cues, ".")).encode(), "-")
    assert (draft.text, turns(draft)) == (TEXT, SAID)


def test_lines_that_stay_on_the_screen_are_read_once_and_sounds_not_at_all():
    rolling = [("we looked",), ("we looked", "twice and"), ("twice and", "saw it"), ("[Applause]",)]
    draft = read(srt(rolling).encode(), "-")
    assert (draft.text, draft.quotations) == ("we looked twice and saw it", ())


PARTS = [("Ada", "We looked twice."), ("Ada", "And we saw it."), ("Bo", "Did you?")]
SHAPES = {
    "turns": [{"speaker": who, "start": 1.0, "end": 2.0, "text": what} for who, what in PARTS],
    "segments": {"segments": [{"speaker": who, "startTime": 1, "body": what} for who, what in PARTS]},
    "utterances": {
        "results": {"utterances": [{"speaker": w, "start": 1, "transcript": t} for w, t in PARTS]}
    },
    "monologues": {
        "monologues": [
            {"speaker": who, "elements": [{"value": what[:3]}, {"value": what[3:]}]} for who, what in PARTS
        ]
    },
    "words": {
        "words": [
            {"text": word, "start": number, "end": number, "speaker": who}
            for who, what in PARTS
            for number, word in enumerate(what.split())
        ]
    },
    "speakers apart": {
        "job": {"name": "Meeting"},
        "speakers": [{"name": "Ada", "time": "0.0"}, {"name": "Bo", "time": "7.5"}],
        "words": [
            {"name": word, "time": str(n), "duration": "1"}
            for n, word in enumerate(" ".join(t for _, t in PARTS).split(), 1)
        ],
    },
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_speech_that_a_program_wrote_down_is_read_in_every_shape(shape):
    draft = read(json.dumps(shape).encode(), "-")
    assert draft.reader == "speech"
    assert turns(draft) == [("Ada", "We looked twice. And we saw it."), ("Bo", "Did you?")]


def test_where_nobody_is_told_apart_there_are_no_labels():
    parts = [{"start": n, "text": what, "speaker": 0} for n, (_who, what) in enumerate(PARTS)]
    draft = read(json.dumps(parts).encode(), "-")
    assert (draft.text, draft.quotations) == ("We looked twice. And we saw it. Did you?", ())


def test_words_of_nobody_are_put_into_nobodys_mouth():
    parts = [
        {"start": 1, "speaker": "Ada", "text": "Yes, we did."},
        {"start": 2, "speaker": None, "text": "No!"},
    ]
    assert turns(read(json.dumps(parts).encode(), "-"))[1] == ("Unknown Speaker", "No!")


AKOMA = (
    "<akomaNtoso><debate><meta><FRBRWork><FRBRdate date='1995-10-31'/></FRBRWork>"
    "<references><TLCOrganization showAs='Assembly of Velda'/>"
    "<TLCPerson id='ex' showAs='Ms Example'/></references>"
    "</meta><debateBody><debateSection><heading>The bridge</heading><scene>A bell rings.</scene>"
    "<speech by='#ex'><from>Ms Ada Example:</from><p>We looked twice.</p><p>We saw it.</p></speech>"
    "<narrative>Applause.</narrative><speech by='#ex'><p>Thank you.</p></speech>"
    "</debateSection></debateBody></debate></akomaNtoso>"
)


def test_a_record_in_akoma_ntoso_has_its_speeches_by_who_made_them():
    draft = read(AKOMA.encode(), "-")
    assert (draft.publisher, draft.published and draft.published.printed()) == (
        "Assembly of Velda",
        "1995-10-31",
    )
    assert turns(draft) == [("Ada Example", "We looked twice. We saw it."), ("Ada Example", "Thank you.")]
    assert [(zone.kind, zone.span.text(draft.text)) for zone in draft.zones] == [("subhead", "The bridge")]


def test_other_debates_in_xml_name_speakers_in_attributes():
    data = (
        "<debates><major-heading id='x/2007-09-20.3'>BRIDGE BILL</major-heading>"
        "<speech nospeaker='true'><p>Bill read a first time.</p></speech>"
        "<speech speakername='Ada Example'><p>I move.</p></speech></debates>"
    )
    draft = read(data.encode(), "-")
    assert (draft.title, draft.published and draft.published.printed()) == ("BRIDGE BILL", "2007-09-20")
    assert turns(draft) == [("Ada Example", "I move.")]


def test_the_congressional_record_is_read_without_its_page_marks():
    data = (
        "<html><head><title>Congressional Record</title></head><body><pre>\n[Congressional Record Volume 1,"
        " Number 2 (Tuesday, January 28, 1997)]\n[Senate]\n\n                  THE BRIDGE AT VELDA\n\n"
        ""
        "  Ms. EXAMPLE. Mr. President, we looked\ntwice at the\n\n[[Page S2]]\n\nbridge.\n  It is closed.\n"
        ""
        "  Mr. SAMPLE of Velda. It is open.\n  The PRESIDING OFFICER (Mr. Roe). Order.\n</pre>"
    )
    draft = read(data.encode(), "-")
    assert (draft.title, draft.publisher) == ("THE BRIDGE AT VELDA", "Congressional Record")
    assert turns(draft) == [
        ("Ms EXAMPLE", "Mr. President, we looked twice at the bridge. It is closed."),
        ("Mr SAMPLE", "It is open."),
        ("The PRESIDING OFFICER", "Order."),
    ]
    assert draft.text.endswith("The PRESIDING OFFICER (Mr. Roe): Order.")


SITTING = """The SPEAKER (09:30): Order. I call the member for Port Alder.

Ms EXAMPLE (Port Alder) (09:31): I thank the minister. My answer: no.

Opposition senators: Hear, hear!

Odell Vance (Port Alder) (Ind): I never said this.

Witness #2: I saw the lights go out.

Mr SAMPLE interjecting: Nonsense!

van den BERG: I did see it on Monday.

Ms EXAMPLE: The member may go on.
"""


def test_labels_of_a_sitting_and_one_that_cannot_be_read_end_the_turn_before():
    said = {words: who for who, words in turns(read(SITTING.encode(), "-"))}
    assert said == {
        "Order. I call the member for Port Alder.": "The SPEAKER",
        "I thank the minister. My answer: no.": "Ms EXAMPLE",
        "Hear, hear!": "Opposition senators",
        "I never said this.": "Odell Vance",
        "I saw the lights go out.": "Witness #2",
        "I did see it on Monday.": "van den BERG",
        "The member may go on.": "Ms EXAMPLE",
    }


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Government members", "Government members"),
        ("Honourable senators", "Honourable senators"),
        ("Some hon. Members", "Some hon. Members"),
        ("An honourable member", "An honourable member"),
        ("Several officials", "Several officials"),
        ("Caller #3", "Caller #3"),
        ("Ada Roe (Velda (East)) (Lab)", "Ada Roe"),
        ("The Minister for Roads (Ada Roe)", "The Minister for Roads"),
        ("The Secretary of State for Boats (Ada Roe)", "The Secretary of State for Boats"),
        ("ROE and POE", "ROE and POE"),
        (
            "ADA ROE, CHIEF EXECUTIVE OFFICER, ELMSFORD FERRY AND HARBOUR COMPANY OF THE NORTH COAST, LTD",
            "ADA ROE",
        ),
    ],
)
def test_labels_of_groups_offices_and_long_ones_begin_turns(label: str, who: str):
    text = f"Mr SAMPLE: The bridge is shut.\n\n{label}: It is not!\n\nMr SAMPLE: It is.\n\nMs TEST: No.\n"
    assert turns(read(text.encode(), "-")) == [
        ("Mr SAMPLE", "The bridge is shut."),
        (who, "It is not!"),
        ("Mr SAMPLE", "It is."),
        ("Ms TEST", "No."),
    ]


def test_who_interjects_says_nothing_that_is_told():
    text = "Mr SAMPLE: Shut it.\n\nMs Test interjecting—\n\nMr SAMPLE: Now.\n\nMs TEST: No.\n"
    assert [words for _, words in turns(read(text.encode(), "-"))] == ["Shut it.", "Now.", "No."]


def test_labels_may_end_in_a_full_stop():
    text = (
        "Mr. SAMPLE. Mr. Speaker, the bridge is shut.\n\nMs. TEST of Velda. Is it?\n\n"
        "Mr. SAMPLE. It is. As Ms. Example said, it is late.\n\nThe PRESIDING OFFICER. Order.\n\n"
        "Mr. SAMPLE (during the reading). I object.\n"
    )
    assert turns(read(text.encode(), "-")) == [
        ("Mr SAMPLE", "Mr. Speaker, the bridge is shut."),
        ("Ms TEST", "Is it?"),
        ("Mr SAMPLE", "It is. As Ms. Example said, it is late."),
        ("The PRESIDING OFFICER", "Order."),
        ("Mr SAMPLE", "I object."),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"WEBVTT\n\n", "no text in the document"),
        (b'{"segments": [{"start": 1, "text": "a"}, {"start": 2', "not well-formed JSON"),
        (b'[{"start": 1, "text": ' + b"[" * 100_000, "JSON"),
        (b"<debates>" + b"<speech>" * 100_000, "not well-formed XML"),
    ],
)
def test_broken_files_get_one_clear_error(data, says):
    with pytest.raises(ReadError, match=says):
        read(data, "-")


@pytest.mark.parametrize(
    ("cues", "said"),
    [
        (
            [(">> EXAMPLE: We looked.", ">> Did you?"), (">> SAMPLE: Why?",)],
            [("EXAMPLE", "We looked."), ("SAMPLE", "Why?")],
        ),
        (
            [(">> EXAMPLE: We looked", ">> at the pier"), (">> twice.",), (">> SAMPLE: Why?",)],
            [("EXAMPLE", "We looked at the pier twice."), ("SAMPLE", "Why?")],
        ),
    ],
)
def test_the_sign_of_a_change_of_speakers_is_none_within_a_sentence(
    cues: list[tuple[str, ...]], said: list[tuple[str, str]]
):
    cues = [*cues, (">> EXAMPLE: Yes.",)]
    assert turns(read(srt(cues).encode(), "a.srt")) == [*said, ("EXAMPLE", "Yes.")]


@pytest.mark.parametrize(
    "cues",
    [
        [("VELDA: Rain.",), ("NORRICK: Snow.",)],
        [("PRODUCED BY: Bo Sample",), ("MUSIC: Ada Example",), ("It rains.",)],
        [("EXAMPLE: We looked.",), ("It rains.",)],
    ],
)
def test_labels_of_subtitles_that_come_once_are_left_in_the_text(cues: list[tuple[str, ...]]):
    draft = read(srt(cues).encode(), "a.srt")
    assert (draft.text, draft.quotations) == (" ".join(one for [one] in cues), ())


def test_markup_of_subtitles_may_go_over_a_line():
    assert read(srt([("<font", 'color="red">We looked.</font>'), ("Twice.",)]).encode(), "a.srt").text == (
        "We looked. Twice."
    )


@pytest.mark.parametrize(
    "records",
    [
        [{"start": 0.0, "end": 2.0, "text": "We looked twice, and wait.", "title": "Part 1"}],
        [{"start": 0.0, "end": 2.0, "text": "We looked twice, and wait.", "title": None}],
        [{"time": "00:00", "text": "We looked twice, and wait. " * 9, "title": "Mayor", "person": "Bo"}],
        [
            {"time": "00:00", "text": "We looked.", "title": "One"},
            {"time": "00:01", "text": "So?", "title": "Two"},
        ],
    ],
)
def test_parts_of_speech_may_have_titles(records):
    assert read(json.dumps(records * 4).encode(), "-").reader == "speech"
