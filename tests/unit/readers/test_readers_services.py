"""Files as parliaments and databases of newspapers hand them out."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import SAID, of
from tests.unit.readers.test_readers_speech import turns
from tests.unit.readers.test_readers_versions import TITLE

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


ATTACHED = (
    "<anlagen><anlage><anlagen-titel>{}</anlagen-titel><anlagen-text>{}</anlagen-text></anlage></anlagen>"
)


@pytest.mark.parametrize("kind", ["T_Drs", "T_Ueberweisung", "T_Beratung", "AL_Namen"])
def test_what_a_protocol_prints_of_the_agenda_is_said_by_nobody(kind):
    name = "<name>Präsidentin Ada Beispiel:</name>"
    printed = f"<p klasse='{kind}'>Drucksache 7/12</p>"
    [found] = of(bundestag(f"<rede>{name}<p klasse='J'>Punkt 1.</p>{printed}</rede>"), "a.xml")
    assert [words for _name, words in turns(found)] == ["Punkt 1."]
    assert found.text.endswith("Drucksache 7/12")


def test_a_note_in_the_midst_of_a_speech_is_said_by_nobody_and_stands_behind_it():
    [found] = of(bundestag(SPEECH.replace("bleibt so", "bleibt <fussnote>Anlage 2</fussnote> so")), "a.xml")
    assert [words for _name, words in turns(found)] == ["Die Brücke ist zu.", "Das bleibt so."]
    assert found.text.endswith("Das bleibt so.\n\nAnlage 2")


def attached(title: str, text: str) -> str:
    return bundestag(SPEECH).replace("</dbt", ATTACHED.format(title, text) + "</dbt")


def test_speeches_that_are_given_to_the_protocol_are_read_by_their_speakers():
    given = SPEECH.replace("Ada Beispiel", "Bo Muster").replace("Die Brücke", "Die Fähre")
    [found] = of(attached("Zu Protokoll", given), "a.xml")
    assert turns(found)[2:] == [("Bo Muster", "Die Fähre ist zu."), ("Bo Muster", "Das bleibt so.")]


@pytest.mark.parametrize(
    "text", ["<p klasse='J'>Ich war dagegen.</p>", "<table><tr><td>Ich</td></tr></table>"]
)
def test_other_attachments_of_a_protocol_are_read_and_nobodys(text):
    [found] = of(attached("Erklärung", text), "a.xml")
    assert [words for _name, words in turns(found)] == ["Die Brücke ist zu.", "Das bleibt so."]
    assert found.text.partition("Erklärung\n\n")[2].startswith("Ich")


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
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><titleStmt><title>{TITLE}</title></titleStmt>"
        "<sourceDesc><bibl><date when='2025-03-04'/></bibl></sourceDesc>"
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


@pytest.mark.parametrize(
    "body",
    [
        "<p>It is <u rend='double'><seg>shut</seg></u>.</p>",
        "<p>It is <u who='#b'>shut</u>.</p>",
        "<head>A <u rend='blue'><seg>wide</seg></u> sea</head><p>It is shut.</p>",
        "<list><item><u who='#b'>Shut</u> it</item></list>",
        "<table><row><cell><u rend='blue'><seg>Shut</seg></u></cell></row></table>",
        "It is <u rend='double'><seg>shut</seg></u>.",
        "<u>It is shut.</u>",
    ],
)
def test_words_that_are_underlined_are_no_utterances(body):
    [found] = of(tei(body, PEOPLE), "a.xml")
    assert (found.reader, turns(found)) == ("edition", [])


def test_words_beside_the_paragraphs_of_a_debate_are_nobodys_and_not_lost():
    around = "<div>Of <hi>old</hi> <p>Bells ring.</p> they <hi>cease</hi></div>"
    [found] = of(tei(utterance("b", "Shut.") + around, PEOPLE), "a.xml")
    assert found.text.split("\n\n")[1:] == ["Of old", "Bells ring.", "they cease"]
    assert turns(found) == [("Bo Sample", "Shut.")]


def test_words_beside_the_paragraphs_of_an_utterance_are_said_by_who_makes_it():
    [found] = of(tei("<u who='#b'>Well, <seg>it is shut.</seg> Quite.</u>", PEOPLE), "a.xml")
    assert found.text.endswith("Bo Sample: Well,\n\nit is shut.\n\nQuite.")


def test_a_debate_may_have_much_before_its_first_utterance():
    [found] = of(tei("<p>It is shut.</p>" * 5_000 + utterance("b", "No."), PEOPLE), "a.xml")
    assert turns(found) == [("Bo Sample", "No.")]


def person(*names: str) -> str:
    return f"<person xml:id='a'><occupation>Mason</occupation>{''.join(names)}</person>"


NOW = "<persName from='2019-05'>Ada Roe</persName>"
BEFORE = "<persName to='2019-04-30'>Ada Example</persName>"
OPEN = "<persName>Ada Velda</persName>"


@pytest.mark.parametrize(
    ("names", "who"),
    [
        ((), None),
        ((OPEN,), "Ada Velda"),
        ((BEFORE,), "Ada Example"),
        ((BEFORE, NOW), "Ada Roe"),
        ((NOW, BEFORE), "Ada Roe"),
        ((OPEN, NOW), "Ada Roe"),
        ((BEFORE, OPEN), "Ada Velda"),
        (("<persName from='2025'>Ada Roe</persName>", "<persName to='2025'>Ada Velda</persName>"), None),
        (("<persName to='2018'>Ada Roe</persName>", "<persName from='2026'>Ada Velda</persName>"), None),
    ],
)
def test_a_listed_person_is_called_as_on_the_day_of_the_debate_and_never_by_what_else_is_listed(names, who):
    [found] = of(tei(utterance("a", "Shut."), person(*names)), "a.xml")
    assert turns(found) == ([(who, "Shut.")] if who else [])


def test_of_no_known_day_a_person_has_no_name_of_some_years():
    debate = tei(utterance("a", "Shut."), person(BEFORE, NOW)).replace("when='2025-03-04'", "")
    [found] = of(debate, "a.xml")
    assert (found.published, turns(found)) == (None, [])
    assert found.text.endswith("Shut.")


def test_the_day_and_title_of_a_debate_are_not_those_of_its_source():
    setting = "<settingDesc><setting><date when='2019-05-06'/></setting></settingDesc>"
    [found] = of(tei(utterance("b", "Shut."), PEOPLE + setting), "a.xml")
    assert (str(found.published.day), found.title) == ("2019-05-06", TITLE)


@pytest.mark.parametrize("note", ["note", "desc", "vocal"])
def test_a_note_in_an_utterance_is_said_by_nobody_and_not_lost(note):
    [found] = of(tei(f"<u who='#b'>It <{note}>bell</{note}> is shut.</u>", PEOPLE), "a.xml")
    assert turns(found) == [("Bo Sample", "It is shut.")]
    assert found.text.endswith("It is shut.\n\nbell")


def test_what_several_people_say_together_is_said_by_none_of_them():
    both = PEOPLE + person(OPEN)
    [found] = of(tei(utterance("b", "Shut.") + utterance("b #a", "Quite."), both), "a.xml")
    assert turns(found) == [("Bo Sample", "Shut."), ("Unknown Speaker", "Quite.")]


# Databases

PLAIN = f"""{TITLE}

By Ada Example
48 words
4 March 2025
The Example Post
EXPOST
3
English
Copyright 2025 Example Press. All rights reserved.

{SAID}

It stays shut.

Document EXPOST0020250304el3400001
"""


@pytest.mark.parametrize(
    "layout",
    [
        PLAIN,
        PLAIN + "© 2025 Factiva, Inc. All rights reserved.\n\n",
        PLAIN.replace("\n\n", "\n"),
        PLAIN.replace("\n", "\r\n"),
        "Search\n\n" + PLAIN,
    ],
)
def test_articles_of_factiva_without_codes_are_read_by_the_order_of_their_fields(layout):
    first, second = of(f"{layout}{PLAIN.replace(TITLE, 'Bridge opens')}Search Summary\nText bridge", "a.txt")
    assert (first.reader, first.title, first.byline, first.publisher) == (
        "factiva",
        TITLE,
        ("Ada Example",),
        "The Example Post",
    )
    assert (str(first.published.day), second.title) == ("2025-03-04", "Bridge opens")
    assert second.text == f"{SAID}\n\nIt stays shut."


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("Document EXPOST0020250304el3400001", ""),
        PLAIN.replace("48 words\n", ""),
        PLAIN.replace("4 March 2025\n", ""),
        PLAIN.replace("Copyright 2025 Example Press. All rights reserved.", ""),
        PLAIN.replace("EXPOST\n", ""),
        f"{SAID}\n\nShe wrote 48 words on 4 March 2025.\n\nDocument EXPOST0020250304el3400001\n",
    ],
)
def test_a_text_that_lacks_a_field_of_factiva_is_no_export(text):
    [found] = of(text, "a.txt")
    assert found.reader == "plain"
    assert SAID in found.text


@pytest.mark.parametrize(
    "text",
    [
        f"{SAID}\n" * 7 + PLAIN,
        PLAIN + f"\n{SAID}\n",
        PLAIN + "\nCall Ada about it\n",
        PLAIN + PLAIN.replace("48 words\n", ""),
        PLAIN.replace("The Example Post\n", ""),
    ],
)
def test_articles_of_factiva_among_other_words_are_a_text_that_loses_none(text):
    [found] = of(text, "a.txt")
    assert found.reader == "plain"
    assert all(line in found.text for line in text.split("\n"))


def test_a_newspaper_of_capitals_is_neither_its_code_nor_the_day():
    [found] = of(PLAIN.replace("The Example Post", "10:31\nEXN"), "a.txt")
    assert found.publisher == "EXN"


@pytest.mark.parametrize(
    ("above", "title", "byline", "left"),
    [
        (f"{TITLE}\nBy Ada Example", TITLE, ("Ada Example",), ""),
        (f"{TITLE}\nBy Zvelda van der Test and Bo Sample", TITLE, ("Zvelda van der Test", "Bo Sample"), ""),
        (f"{TITLE}\nAda Example", TITLE, ("Ada Example",), ""),
        (f"Region\n{TITLE}\nBy Ada Example", TITLE, ("Ada Example",), "Region"),
        ("Travel\nBy the Weir, a New Life", "By the Weir, a New Life", (), "Travel"),
        ("Region\nVon Velda nach Norda", "Von Velda nach Norda", (), "Region"),
        ("Region\nFens Raise Rates", "Fens Raise Rates", (), "Region"),
        ("Fens Raise\nrates of the ferry", "Fens Raise rates of the ferry", (), ""),
        (
            "Fens Raise Rates of Ferries in the Norda Sound\nAfter a Long Winter",
            "Fens Raise Rates of Ferries in the Norda Sound After a Long Winter",
            (),
            "",
        ),
    ],
)
def test_of_what_stands_above_an_article_of_factiva_nothing_is_lost(above, title, byline, left):
    [found] = of(PLAIN.replace(f"{TITLE}\n\nBy Ada Example", above), "a.txt")
    assert (found.title, found.byline) == (title, byline)
    assert found.text == "\n\n".join(filter(None, [left, SAID, "It stays shut."]))


def test_a_title_of_europresse_may_stand_below_an_empty_one():
    [found] = of(
        "<html><body><article><div class='titreArticleVisu'></div><header>"
        "<span class='DocPublicationName'>Example Post</span><div class='titreArticle'>"
        f"<p class='titreArticleVisu'>{TITLE}</p></div></header>"
        f"<div class='docOcurrContainer'><p>{SAID}</p></div></article></body></html>",
        "a.html",
    )
    assert (found.reader, found.title, found.text) == ("europresse", TITLE, SAID)


def test_the_main_edition_of_a_german_newspaper_is_no_title_in_nexis():
    head = f"{TITLE}\n\nBeispiel Post\n\n4. März 2025 Dienstag\n\nHauptausgabe\n\nCopyright 2025 Beispiel"
    [found] = of(f"{head}\n\nLength: 48 words\n\nBody\n\n{SAID}\n\nEnd of Document\n", "a.txt")
    assert (found.title, found.publisher) == (TITLE, "Beispiel Post")
