"""Who speaks, as programs of other makers and parliaments of other countries write it down."""

from __future__ import annotations

import json
import re

import pytest

from quotesdb.names.labels import plain_name
from quotesdb.readers import documents, read
from quotesdb.values import ArticleDraft
from tests.unit.readers.made import docx
from tests.unit.readers.test_readers_other_programs import of
from tests.unit.readers.test_readers_speech import turns


def test_who_speaks_may_be_numbered_beside_the_words_and_named_in_a_list():
    said = [(0, "Why green?"), (1, "It was always green."), (2, "Who asked?")]
    words = [{"speaker": who, "elements": [{"type": "text", "value": text}]} for who, text in said]
    people = [{"id": 0, "name": "Ada Example"}, {"id": 1, "name": "Bo Sample"}, {"id": 2, "name": ""}]
    [found] = of(json.dumps({"speakers": people, "monologues": words}), "a.json")
    assert [name for name, _text in turns(found)] == ["Ada Example", "Bo Sample", "Speaker 2"]


def test_what_a_program_probably_heard_is_read():
    heard = ["good evening everybody", " the sitting is open"]
    results = [{"alternatives": [{"transcript": words, "confidence": 0.9}]} for words in heard]
    [found] = of(json.dumps({"results": results}), "a.json")
    assert found.text == "good evening everybody the sitting is open"


def test_lines_of_whisper_with_both_times_in_brackets_are_cues():
    lines = [
        "[00:00:00.000 --> 00:00:03.200]   We looked twice.",
        "[00:00:03.200 --> 00:00:06.000]   And then?",
    ]
    [found] = of("\n".join(lines), "a.txt")
    assert (found.reader, found.text) == ("subtitles", "We looked twice. And then?")


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:00:{3 * at:02d}.000 --> 00:00:{3 * at + 2:02d}.900\n{cue}\n\n" for at, cue in enumerate(cues)
    )


def test_what_stands_in_brackets_behind_a_name_in_subtitles_is_no_part_of_it():
    cues = (
        "Ada Example (guest): We looked.",
        "Bo Sample: Twice?",
        "Ada Example (guest): Yes.",
        "(laughs): no",
    )
    [found] = of(vtt(*cues), "a.vtt")
    assert turns(found)[:2] == [("Ada Example", "We looked."), ("Bo Sample", "Twice?")]


def test_where_somebody_works_may_stand_behind_a_stroke_in_subtitles():
    cues = ("Ada Example | Velda Board: We looked.", "Bo Sample: Twice?", "Ada Example | Velda Board: Yes.")
    [found] = of(vtt(*cues), "a.vtt")
    assert [name for name, _words in turns(found)] == ["Ada Example", "Bo Sample", "Ada Example"]


def test_spaces_that_a_program_lists_between_words_are_nobodys():
    heard = [("We", "a"), ("looked.", "a"), ("Twice?", "b"), ("Yes.", "a")]
    words = [
        part
        for at, (text, who) in enumerate(heard)
        for part in (
            {"text": text, "start": at, "end": at + 1, "type": "word", "speaker_id": who},
            {"text": " ", "start": at + 1, "end": at + 1, "type": "spacing", "speaker_id": who},
        )
    ]
    [found] = of(json.dumps({"language_code": "en", "words": words}), "a.json")
    assert turns(found) == [("Speaker a", "We looked."), ("Speaker b", "Twice?"), ("Speaker a", "Yes.")]


@pytest.mark.parametrize(
    ("voice", "name"),
    [
        ("Sample, Ada", "Ada Sample"),
        ("Sample, Ada (Guest)", "Ada Sample"),
        ("van Sample, Mary Jane", "Mary Jane van Sample"),
        ("Ada Sample, engineer", "Ada Sample"),
        ("Sample, Velda Bridge Board", "Sample"),
        ("Ada Sample", "Ada Sample"),
    ],
)
def test_voices_of_a_directory_have_the_surname_first(voice, name):
    [found] = of(vtt(f"<v {voice}>We looked.</v>", "<v Bo Example>Twice?</v>"), "a.vtt")
    assert turns(found)[0][0] == name


def test_a_word_document_of_a_meeting_has_the_surname_first():
    said = [("Sample, Ada", "We looked twice."), ("Bo Example", "And then?"), ("Sample, Ada", "Then I left.")]
    lines = [line for at, (who, words) in enumerate(said) for line in (f"{who}   0:0{3 * at}", words)]
    [found] = documents(docx(lines), "a.docx")
    assert isinstance(found, ArticleDraft)
    assert [name for name, _words in turns(found)] == ["Ada Sample", "Bo Example", "Ada Sample"]


OTTER = "Podcast episode 12\nTue, Nov 07, 2023 8:15AM • 1:02\n\nSUMMARY KEYWORDS\nbridge, ferry\n\n"
OTTER += "SPEAKERS\nAda Example, Bo Sample\n\n"
TALK = [("Ada Example", "0:02", "We looked twice, and we saw it."), ("Bo Sample", "0:11", "Did you?")]
TALK += [("Ada Example", "0:19", "We did, and I would look again.")]


def test_what_otter_writes_above_the_turns_is_no_text():
    [found] = of(OTTER + "\n".join(f"{who}  {at}\n{words}\n" for who, at, words in TALK), "a.txt")
    assert (found.title, found.published.printed()) == ("Podcast episode 12", "2023-11-07")
    assert found.text.split("\n\n")[0] == TALK[0][2]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Yvonelle Sample", "Bozena Example", 4),
        ("Opening scene", "The bridge", 0),
        ("Sample", "Example", 0),
    ],
)
def test_a_time_with_its_fraction_above_a_full_name_is_a_label_where_it_comes_again(first, second, count):
    talk = [(first, 2.12, "We looked twice, we did."), (second, 7.4, "Good. And what did you see there?")]
    talk += [(first, 12.01, "Water, and more of it."), (second, 15.9, "I thought so, as you may remember.")]
    text = "\n\n".join(f"[00:00:{at:06.3f}] - {who}\n{words}" for who, at, words in talk)
    [found] = of(text + "\n", "a.txt")
    assert len(found.quotations) == count


def hansard(body: str) -> str:
    names = '<name role="metadata">Sample, Ada, MP</name><name role="display">Ms SAMPLE</name>'
    talk = f"<talk.start><talker>{names}</talker></talk.start><talk.text><body>{body}</body></talk.text>"
    head = "<session.header><date>2023-06-14</date><chamber>House</chamber></session.header>"
    debate = f"<debate><debateinfo><title>BILLS</title></debateinfo><speech>{talk}</speech></debate>"
    start = "<business.start><body><p>The SPEAKER took the chair.</p></body></business.start>"
    return f"<hansard>{head}<chamber.xscript>{start}{debate}</chamber.xscript></hansard>"


def mark(kind: str, name: str) -> str:
    return f'<a href="X" type="Member{kind}"><span>{name}</span></a>'


def test_hansard_of_australia_is_read_by_who_makes_a_talk():
    body = f"<p>{mark('Speech', 'Ms SAMPLE')} (<span>Velda</span>) (<span>09:01</span>): We looked twice.</p>"
    body += (
        f"<p>It is closed: we saw it.</p><p>{mark('Interjecting', 'Mr Roe')}: Shame!</p><p>Shame again!</p>"
    )
    body += f"<p>{mark('Continuation', 'Ms SAMPLE')}: I go on.</p>"
    [found] = of(hansard(body), "a.xml")
    assert (found.reader, found.published.printed()) == ("record", "2023-06-14")
    assert [(name, words.split("\n")) for name, words in turns(found)] == [
        ("Ada Sample", ["We looked twice. It is closed: we saw it."]),
        ("Unknown Speaker", ["Shame! Shame again!"]),
        ("Ada Sample", ["I go on."]),
    ]


def test_the_clock_of_the_congressional_record_is_no_word():
    head = (
        "[Congressional Record Volume 168, Number 42 (Wednesday, March 9, 2022)]\n[House]\n[Page H1409]\n\n"
    )
    text = f"{head}{' ' * 30}{{time}}  1215\n{' ' * 20}A BRIDGE\n\n  Ms. SAMPLE. Madam Speaker, we looked.\n"
    [found] = of(f"<html><body><pre>{text}</pre></body></html>", "a.htm")
    assert (found.title, "1215" in found.text) == ("A BRIDGE", False)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("El señor SAMPLE EJEMPLO", "SAMPLE EJEMPLO"),
        ("La señora PRESIDENTA (Sample Ejemplo)", "PRESIDENTA"),
        ("El Sr. SAMPLE", "SAMPLE"),
        ("El señor Sample", "El señor Sample"),
        ("La Sagrada", "La Sagrada"),
        ("El SALVADOR", "El SALVADOR"),
    ],
)
def test_the_courtesy_of_a_spanish_record_is_no_part_of_a_name(label, name):
    assert plain_name(label) == name


def test_a_spanish_record_is_a_transcript():
    lines = ["El señor PRESIDENTE: Se abre la sesión. Tiene la palabra la señora Sample."]
    lines += [
        "La señora SAMPLE EJEMPLO: No vamos a cerrar el puente.",
        "El señor PRESIDENTE: Muchas gracias.",
    ]
    lines += ["El señor ROE: El puente no espera.", "El señor PRESIDENTE: Se levanta la sesión."]
    [found] = of("\n\n".join(lines), "a.txt")
    assert [name for name, _words in turns(found)] == [
        "PRESIDENTE",
        "SAMPLE EJEMPLO",
        "PRESIDENTE",
        "ROE",
        "PRESIDENTE",
    ]


def oireachtas(printed: str) -> str:
    person = "<TLCPerson eId='AdaSample' showAs='Ada Sample'/>"
    speech = f"<speech by='#AdaSample'><from>{printed}</from><p>We looked twice.</p></speech>"
    root = f"<debate><meta><references>{person}</references></meta><debateBody>{speech}</debateBody></debate>"
    return f"<akomaNtoso>{root}</akomaNtoso>"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("The Minister", "Ada Sample"),
        ("Deputy Bo Roe", "Bo Roe"),
        ("", "Ada Sample"),
        ("An Ceann", "An Ceann"),
    ],
)
def test_who_speaks_as_an_office_is_the_person_whom_the_debate_names(printed, name):
    [found] = of(oireachtas(printed), "a.xml")
    assert [who for who, _words in turns(found)] == [name]


def captions(*lines: str) -> list[tuple[str | None, str]]:
    """Who says what in subtitles of a line a cue; null for what nobody is known to say."""
    cues = (f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{line}\n" for at, line in enumerate(lines, 1))
    made = read("\n".join(cues).encode(), "a.srt")
    said = {turn.content[0].start: turn.speaker and turn.speaker.name for turn in made.quotations}
    parts = re.finditer(r"[^\n]+", made.text)
    return [(said.get(part.start()), part[0]) for part in parts]


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("SUSAN ROE:", "(PETER HOLM)", "PETER HOLM"),
        ("(SUSAN ROE)", "(PETER HOLM)", "PETER HOLM"),
        ("[SUSAN ROE]", "[PETER HOLM]", "PETER HOLM"),
        ("SUSAN ROE:", "[PETER HOLM]:", "PETER HOLM"),
        ("SUSAN ROE:", "(HOLM)", "PETER HOLM"),
        ("SUSAN ROE:", "(WREMKA HOLM)", None),
        ("SUSAN ROE:", "(MAN)", None),
    ],
)
def test_who_is_named_in_brackets_speaks_and_nobody_before(one: str, other: str, name: str | None) -> None:
    said = captions(f"{one} We go.", f"{other} You stay.", "SUSAN ROE: Why?", "PETER HOLM: I say so.")
    assert {words: who for who, words in said}["You stay."] == name


@pytest.mark.parametrize("sound", ["(APPLAUSE)", "[laughs]", "(IN GERMAN)", "[Music]", "(reading)"])
def test_a_sound_in_brackets_is_nobody(sound: str) -> None:
    said = captions("SUSAN ROE: We go.", f"{sound} You stay.", "PETER HOLM: Why?", "SUSAN ROE: I say so.")
    assert said[0] == ("SUSAN ROE", "We go. You stay.")
