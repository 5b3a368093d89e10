"""Files as parliaments, databases, agencies and services hand them out."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import of
from tests.unit.readers.test_readers_speech import turns

# Debates


def bundestag(*speech: str) -> str:
    return (
        "<dbtplenarprotokoll herausgeber='Deutscher Bundestag' sitzung-datum='04.03.2025'>"
        "<vorspann><sitzungstitel>7. Sitzung</sitzungstitel><p>Inhalt</p></vorspann><sitzungsverlauf>"
        + "".join(speech)
        + "</sitzungsverlauf></dbtplenarprotokoll>"
    )


SPEECH = (
    "<rede><p klasse='redner'><redner><name><vorname>Ada</vorname><nachname>Beispiel</nachname></name>"
    "</redner>Ada Beispiel (XYZ):</p><p klasse='J_1'>Die Brücke ist zu.</p><kommentar>(Beifall)</kommentar>"
    "<p klasse='J'>Das bleibt so.</p></rede>"
)


def test_a_protocol_of_the_bundestag_is_read_by_its_speakers():
    [found] = of(bundestag("<p klasse='T_NaS'>Brücken</p>", SPEECH), "a.xml")
    assert (found.reader, found.title, found.publisher) == ("record", "7. Sitzung", "Deutscher Bundestag")
    assert str(found.published.day) == "2025-03-04"
    assert turns(found) == [("Ada Beispiel", "Die Brücke ist zu."), ("Ada Beispiel", "Das bleibt so.")]
    assert "Inhalt" not in found.text
    assert "(Beifall)" in found.text


@pytest.mark.parametrize(
    "after", ["<p klasse='J'>Ich rufe auf.</p>", "<kommentar>Zuruf</kommentar>", "<p>Nein.</p>"]
)
def test_what_stands_behind_a_speech_is_not_said_by_who_made_it(after):
    [found] = of(bundestag(SPEECH, after), "a.xml")
    assert [words for _name, words in turns(found)] == ["Die Brücke ist zu.", "Das bleibt so."]


def test_a_canadian_debate_is_read_by_its_speakers():
    said = "<PersonSpeaking><Affiliation>{}</Affiliation></PersonSpeaking><Content><ParaText>{}</ParaText>"
    said += "</Content>"
    spoken = [("Ms. Ada Example (Alder, XY)", "It is shut."), ("Mr. Bo Sample (Velda, YZ)", "It is not.")]
    parts = "".join(f"<Intervention>{said.format(*one)}</Intervention>" for one in spoken)
    [found] = of(
        "<Hansard><ExtractedInformation><ExtractedItem Name='Date'>Tuesday, March 4, 2025</ExtractedItem>"
        "<ExtractedItem Name='Institution'>House of Commons</ExtractedItem></ExtractedInformation>"
        f"<HansardBody><CatchLine>Bridges</CatchLine>{parts}</HansardBody></Hansard>",
        "a.xml",
    )
    assert [words for _name, words in turns(found)] == ["It is shut.", "It is not."]
    assert [name and name.split()[-2:] for name, _words in turns(found)] == [
        ["Ada", "Example"],
        ["Bo", "Sample"],
    ]
    assert (found.publisher, str(found.published.day)) == ("House of Commons", "2025-03-04")


def test_an_intervention_without_a_name_is_nobodys_and_loses_no_words():
    said = "<PersonSpeaking><Affiliation>Ms. Ada Example</Affiliation></PersonSpeaking>"
    [found] = of(
        f"<Hansard><Intervention>{said}<Content><ParaText>Shut.</ParaText>"
        "<Poetry><Line>Oh sea</Line></Poetry></Content></Intervention>"
        "<Intervention><Content><ParaText>Order.</ParaText></Content></Intervention>"
        "</Hansard>",
        "a.xml",
    )
    assert [words for _name, words in turns(found)] == ["Shut."]
    assert found.text.endswith("Oh sea\n\nOrder.")


def test_underlined_words_of_another_hansard_are_no_utterances():
    speech = "<speech speakername='Ada Example'><p>It is <u>shut</u>.</p></speech>"
    [found] = of(f"<hansard><debate>{speech}</debate></hansard>", "a.xml")
    assert turns(found) == [("Ada Example", "It is shut.")]


def tei(body: str, people: str = "") -> str:
    return (
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><sourceDesc><bibl>"
        f"<date when='2025-03-04'/></bibl></sourceDesc>"
        f"{people}</teiHeader><text><body><div>{body}</div></body></text></TEI>"
    )


def utterance(who: str, *words: str) -> str:
    return f"<u who='#{who}'>{''.join(f'<seg>{one}</seg>' for one in words)}</u>"


NOTE = "<note type='speaker'>Ada Example:</note>"
PEOPLE = "<person xml:id='b'><persName>Bo Sample</persName></person>"


@pytest.mark.parametrize(
    ("body", "people", "expected"),
    [
        (
            NOTE + utterance("a", "It is shut.", "It stays so."),
            "",
            [("Ada Example", "It is shut. It stays so.")],
        ),
        (
            NOTE + utterance("a", "Shut.") + utterance("b", "No."),
            "",
            [("Ada Example", "Shut."), (None, "No.")],
        ),
        (NOTE + utterance("", "Shut.") + utterance("", "No."), "", [("Ada Example", "Shut."), (None, "No.")]),
        (utterance("b", "It is not."), PEOPLE, [("Bo Sample", "It is not.")]),
        (
            utterance("a", "It is shut.") + utterance("b", "No."),
            PEOPLE,
            [(None, "It is shut."), ("Bo Sample", "No.")],
        ),
        (NOTE + "<head>Ferries</head>" + utterance("a", "Shut."), "", []),
        (NOTE + "<note>Bell</note>" + utterance("a", "Shut."), "", []),
        ("<u who='#a'>It is shut.</u>", "", []),
        (NOTE + "<u who='#a'>It <hi>is</hi> shut.</u>", "", [("Ada Example", "It is shut.")]),
        (
            NOTE + utterance("a", "Shut. <note>Bell</note> Quite."),
            "",
            [("Ada Example", "Shut. Quite.")],
        ),
        (
            utterance("c", "Shut."),
            "<person xml:id='c'><persName><surname>Roe</surname><forename>Cy</forename></persName></person>",
            [("Cy Roe", "Shut.")],
        ),
    ],
)
def test_a_debate_in_tei_has_the_names_that_it_prints_or_lists_and_no_others(body, people, expected):
    [found] = of(tei(body, people), "a.xml")
    known = [(name if name != "Unknown Speaker" else None, words) for name, words in turns(found)]
    assert known == expected
    assert str(found.published.day) == "2025-03-04"
