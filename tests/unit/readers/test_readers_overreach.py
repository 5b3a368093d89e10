"""What only looks like the dialects, fields and labels that readers know, and is none of them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from quotesdb.readers import documents
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import docx, odt
from tests.unit.readers.test_readers_annotated import one, told
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of
from tests.unit.readers.test_readers_speech import turns
from tests.unit.readers.test_readers_versions import TITLE

MORE = "The bridge will stay closed for the whole of the summer."


def table(header: str, *cells: str) -> ArticleDraft:
    written = io.StringIO()
    csv.writer(written).writerows([["title", "text", *header.split()], [TITLE, LONG, *cells]])
    [found] = of(written.getvalue(), "a.csv")
    return found


@pytest.mark.parametrize(
    ("header", "cell", "day"),
    [
        ("data", "12 maggio 2024", "2024-05-12"),
        ("data", "2024-05-12 10:30", "2024-05-12"),
        ("dato", "5. desember 2024", "2024-12-05"),
        ("data", "quinta-feira, 5 de dezembro de 2024", "2024-12-05"),
        ("data", "giovedì 5 dicembre 2024, ore 10:30", "2024-12-05"),
        ("data", "Survey of 5 March 2021, 400 replies", None),
        ("data", "2021", None),
        ("dato", "El 5 mayo 2021 hubo 20", None),
    ],
)
def test_a_column_whose_name_means_facts_too_has_days_and_nothing_else(header, cell, day):
    found = table(header, cell)
    assert (found.published.printed() if found.published else None) == day
    assert (found.title, found.text) == (TITLE, LONG.strip())


def test_a_cup_is_no_headline_where_a_column_is_named_for_it():
    [found] = of(f'Overskrift,kop,tekst\n{TITLE},42,"{LONG}"\n', "a.csv")
    assert found.title == TITLE


@pytest.mark.parametrize("lead", [f"{SAID[:40]}...", SAID.replace(" ", "  ")])
def test_a_shortened_opening_of_factiva_is_not_read_twice(lead):
    row = f'X1,{TITLE},"{lead}","{LONG}{MORE}",VELDA'
    [found] = of(f"an,title,snippet,body,source_code\n{row}\n", "a.csv")
    assert found.text == f"{LONG}{MORE}"


def labelled(
    *labels: tuple[str, str], relations: tuple[str, ...] = (), text: str = SAID
) -> list[list[object]]:
    lines = [
        f"T{at}\t{kind} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for at, (kind, words) in enumerate(labels, 1)
    ]
    annotations = "\n".join([*lines, *relations, ""])
    data = text.encode()
    return told(one(annotations, "a.ann", beside=lambda name: data if name == "a.txt" else None))


@pytest.mark.parametrize(
    "kind", ["Quota", "Quotient", "Discontent", "Contentious", "QuotationMark", "Not_a_quote", "NonQuote"]
)
def test_labels_of_something_else_mark_no_quotation(kind):
    assert labelled((kind, "We looked twice"), ("Speaker", "Bo Sample")) == []


@pytest.mark.parametrize(
    ("kind", "relations"),
    [
        ("Shareholder", ()),
        ("Speaker", ("R1\tnot_said_by Arg1:T1 Arg2:T2",)),
        ("Speaker", ("R1\taddressed_to Arg1:T1 Arg2:T3", "R2\tsaid_by Arg1:T1 Arg2:T2")),
    ],
)
def test_who_speaks_is_left_open_where_labels_and_relations_do_not_tell(kind, relations):
    marks = [
        ("Quote", "We looked twice"),
        (kind, "Bo Sample"),
        ("Speaker" * bool(relations) or "x", "Example"),
    ]
    [found] = labelled(*marks, relations=relations)
    assert found[4] is None


def test_many_labels_of_a_file_with_other_line_ends_are_at_their_places():
    text = "\r\n".join(f"“Look {number},” said Bo Sample." for number in range(3000)).encode()
    lines, at = [], 0
    for number in range(3000):
        words = f"Look {number},"
        lines.append(f"T{number}\tQuote {at + 1} {at + 1 + len(words)}\t{words}")
        at += len(f"“{words}” said Bo Sample.\r\n")
    found = one("\n".join(lines), "a.ann", beside=lambda name: text if name == "a.txt" else None)
    assert [row[1] for row in told(found)] == [f"Look {number}," for number in range(3000)]


@pytest.mark.parametrize(
    ("styles", "lines", "title", "text"),
    [
        ({"P1": "Title"}, (("P1", TITLE), ("S", SAID), ("P1", "A ferry")), TITLE, f"{SAID}\n\nA ferry"),
        (
            {"P1": "Title"},
            (("S", SAID), ("P1", "A ferry"), ("S", MORE)),
            None,
            f"{SAID}\n\nA ferry\n\n{MORE}",
        ),
        ({"Kicker": "Title"}, (("Kicker", "NEWS"), ("Title", TITLE), ("S", SAID)), TITLE, f"NEWS\n\n{SAID}"),
        ({"P1": "Title"}, (("P1", LONG.strip()), ("P1", MORE)), None, f"{LONG.strip()}\n\n{MORE}"),
    ],
)
def test_of_styles_that_are_made_of_that_of_titles_only_the_first_line_is_one(styles, lines, title, text):
    made = "".join(
        f"<style:style style:name='{name}' style:parent-style-name='{parent}'/>"
        for name, parent in styles.items()
    )
    body = "".join(f"<text:p text:style-name='{style}'>{line}</text:p>" for style, line in lines)
    head = f"<office:automatic-styles xmlns:style='urn:style'>{made}</office:automatic-styles>"
    [found] = documents(odt(body, head), "a.odt")
    assert isinstance(found, ArticleDraft)
    assert (found.title, found.text) == (title, text)


def test_timetables_and_results_of_word_files_keep_their_order():
    lines = ["London, Victoria 10:30", "Firenze, Florence 11:45", "Sample, Ada 32:15"]
    [found] = documents(docx([LONG, *lines, MORE]), "a.docx")
    assert isinstance(found, ArticleDraft)
    assert found.text.split("\n\n") == [LONG.strip(), *lines, MORE]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Sample, Ada (Guest)", "Ada Sample"),
        ("Ada, Ben", "Ada"),
        ("Ada Sample, Florence", "Ada Sample"),
        ("Ben Sample, Sydney", "Ben Sample"),
    ],
)
def test_who_speaks_is_not_called_by_a_place_or_by_two_given_names(label, name):
    cues = f"WEBVTT\n\n00:01.000 --> 00:03.000\n<v {label}>We looked.</v>\n"
    [found] = of(cues, "a.vtt")
    assert [speaker for speaker, _words in turns(found)] == [name]


@pytest.mark.parametrize(
    ("shown", "others", "reader"), [(6, 3, "subtitles"), (2, 6, "markdown"), (1, 4, "markdown")]
)
def test_an_article_that_shows_lines_of_whisper_is_an_article(shown, others, reader):
    lines = [f"[00:0{at}.000 --> 00:0{at + 1}.000] We looked." for at in range(shown)]
    text = "\n\n".join([f"# {TITLE}", SAID, *lines, *[MORE] * others])
    [found] = of(text, "a.md") if reader == "markdown" else of("\n".join([*lines, *[MORE] * others]), "a.txt")
    assert found.reader == reader
    assert MORE in found.text


def test_a_note_behind_a_single_word_of_subtitles_is_said():
    said = ("Chapter One: We looked.", "Note (again): it was late.", "Note (again): it was early.")
    cues = "\n\n".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{words}" for at, words in enumerate(said, 1)
    )
    [found] = of(cues, "a.srt")
    assert turns(found) == []


@pytest.mark.parametrize("guess", [{"confidence": 0.9, "name": "book"}, {"confidence": 0.3, "text": "scam"}])
def test_guesses_of_what_is_meant_or_printed_are_no_speech(guess):
    given = {"results": [{"text": "a ferry", "alternatives": [guess]}] * 2}
    [found] = documents(json.dumps(given).encode(), "a.json")
    assert isinstance(found, Unreadable)


def telegram(*lines: str) -> ArticleDraft:
    text = "\r\n".join(lines)
    [found] = of(f"\x01a0412\r\n\x02{text}\r\n\x03\r\nEX-WF-03-04-25 1130GMT\r\n\x04", "a")
    return found


@pytest.mark.parametrize(
    "lines",
    [
        (f"VELDA - {SAID}", "", "   - a ferry that sails", "", MORE),
        ("", f"VELDA - {SAID}", "", "   - a ferry that sails", "", MORE),
        ("for use by subscribers", f"   VELDA - {SAID}", "   - a ferry that sails", f"   {MORE}"),
    ],
)
def test_the_text_of_a_telegram_begins_behind_its_marked_lines(lines):
    found = telegram("^BC-Bridge,171<", f"^{TITLE}<", *lines)
    assert found.title == TITLE
    assert found.text.split("\n\n") == [f"VELDA - {SAID}", "- a ferry that sails", MORE]


def nexis(*paragraphs: str) -> ArticleDraft:
    head = ["1 of 1 DOCUMENTS", "Velda Times", "May 3, 2011 Tuesday", TITLE, "LENGTH: 67 words"]
    [found] = of("\n\n".join([*head, *paragraphs, "LOAD-DATE: May 4, 2011"]) + "\n", "a.txt")
    return found


@pytest.mark.parametrize("field", ["DATE", "DATES", "DATUM", "DATELINE", "RELEASE-DATE", "ERSCHEINUNGSDATUM"])
def test_a_day_that_an_article_of_nexis_lists_does_not_end_it(field):
    parts = [SAID, f"{field}: May 12, 2011", "VENUE: Town Hall", MORE]
    assert nexis(*parts).text.split("\n\n") == parts


def proquest(*titles: str, body: str = SAID) -> list[ArticleDraft]:
    parts = [
        f"{title}\n\nAuthor: Example, Ada\n\nPublication info: Velda ; Velda [Velda]. 05 Mar 2024: A1.\n\n"
        f"Full text: {body}\n\nSubject: Bridges\n\nPublication title: Velda\n\nProQuest document ID: 1"
        for title in titles
    ]
    return of("\n\n".join(parts) + "\n", "a.txt")


def test_titles_of_proquest_may_look_like_its_fields():
    titles = [TITLE, "Column: Why bridges matter", "People: Ada Sample wins"]
    found = proquest(*titles)
    assert [(one.title, one.byline) for one in found] == [(title, ("Example, Ada",)) for title in titles]


@pytest.mark.parametrize(
    "line", ["Ort: Stadthalle", "Local: 3 goals", "Thema: Brücken", "Lugar: Teatro Real"]
)
def test_fields_of_proquest_in_another_language_are_text_in_an_english_export(line):
    [found] = proquest(TITLE, body=f"{SAID}\n\n{line}\n\n{MORE}")
    assert found.text == f"{SAID}\n\n{line}\n\n{MORE}"


@pytest.mark.parametrize(
    "text",
    [
        f"El documento de ProQuest es viejo. Texto completo: {LONG}\n\nAutor: Nadie\n",
        f"Wer ein ProQuest-Dokument sucht, liest das.\n\nPublikationsinformationen: {LONG}\n",
    ],
)
def test_an_article_that_names_a_field_of_proquest_is_no_export(text):
    [found] = of(f"{TITLE}\n\n{text}\n{MORE}\n", "a.txt")
    assert found.reader == "plain"


def g2(headlines: str, item: str = "", behind: str = "") -> ArticleDraft:
    content = f"<contentSet><inlineXML><html><body><p>{SAID}</p></body></html></inlineXML></contentSet>"
    [found] = of(
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>{item}</itemMeta>'
        f"<contentMeta>{headlines}</contentMeta>{content}{behind}</newsItem>",
        "a.xml",
    )
    return found


@pytest.mark.parametrize(
    ("item", "behind"),
    [
        ("<link rel='irel:seeAlso'><headline>Another story</headline></link>", ""),
        ("", "<assert><headline>Ada Sample, a life</headline></assert>"),
    ],
)
def test_headlines_of_other_items_and_people_are_not_the_title(item, behind):
    found = g2(f'<headline role="hldrole:main">{TITLE}</headline>', item, behind)
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("holders", "publisher"), [(("Velda Times",), "Velda Times"), (("Photo Firm", "Velda Times"), None)]
)
def test_of_several_who_hold_rights_none_is_the_publisher(holders, publisher):
    rights = "".join(f'<doc.copyright year="2024" holder="{one}"/>' for one in holders)
    head = f"<body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head>"
    body = f"<body>{head}<body.content><p>{SAID}</p></body.content></body>"
    [found] = of(f"<nitf><head><docdata>{rights}</docdata></head>{body}</nitf>", "a.xml")
    assert found.publisher == publisher


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"{SAID}\n\n[caption id='a']A pier[/caption]\n\n{MORE}\n\nA ferry runs.", 4),
        (f"Enter our [caption] contest. {SAID}\n\nSend the [/caption] of it. {MORE}", 2),
    ],
)
def test_captions_of_an_entry_part_no_words_and_paragraphs_stay_apart(text, paragraphs):
    entry = f"<entry><title>{TITLE}</title><content>{text}</content></entry>"
    [found] = of(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>', "a.xml")
    assert len(found.text.split("\n\n")) == paragraphs
    assert "A ferry runs." in found.text.split("\n\n") or "[caption] contest" in found.text


def hansard(kind: str, name: str) -> ArticleDraft:
    own = '<p><a type="MemberSpeech"><span>Ms SAMPLE</span></a> (Velda) (09:01): We looked.</p>'
    other = f'<p><a type="{kind}"><span>{name}</span></a>: Order!</p>'
    talker = '<talker><name role="metadata">Sample, Ada, MP</name></talker>'
    speech = (
        f"<talk.start>{talker}</talk.start><talk.text><body>{own}{other}<p>I go on.</p></body></talk.text>"
    )
    [found] = of(f"<hansard><debate><speech>{speech}</speech></debate></hansard>", "a.xml")
    return found


@pytest.mark.parametrize("kind", ["OfficeInterjecting", "OfficeSpeech", "GeneralIInterjecting"])
def test_words_of_who_presides_or_interrupts_are_not_those_of_the_member(kind):
    found = hansard(kind, "The SPEAKER")
    assert dict(turns(found))["Ada Sample"] == "We looked."


def test_an_office_that_interrupts_keeps_its_name():
    assert "The SPEAKER: Order!" in hansard("OfficeInterjecting", "The SPEAKER").text


@pytest.mark.parametrize(
    ("shown", "speaker"),
    [("Ada Sample", "Ada Sample"), ("Chair", "The Deputy Speaker"), ("", "The Deputy Speaker")],
)
def test_an_office_is_called_by_a_person_only(shown, speaker):
    people = f'<references source="#x"><TLCPerson id="one" showAs="{shown}" href="/x"/></references>'
    speech = '<speech by="#one"><from>The Deputy Speaker</from><p>We looked.</p></speech>'
    [found] = of(
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="d">'
        f"<meta>{people}</meta><debateBody><debateSection>{speech}</debateSection></debateBody></debate></akomaNtoso>",
        "a.xml",
    )
    assert found.text.startswith(f"{speaker}: ")


@pytest.mark.parametrize(
    "line",
    [
        *("Von Haus zu Haus", "Par Voie de Mer", "Von Velda Richtung Rostock", "Door Weer en Wind"),
        *("Par Notre Correspondant", "Door Redactie Binnenland", "Von Redaktion Wirtschaft"),
        *("Door Rood Licht", "Par Toutatis Sacrebleu"),
    ],
)
def test_phrases_between_title_and_day_are_no_authors(line):
    title = f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    [found] = documents(docx([title, line, "4. Juni 2023", LONG]), "a.docx")
    assert isinstance(found, ArticleDraft)
    assert found.byline == ()


def test_a_last_word_of_factiva_without_a_number_is_text():
    head = f'<div id="hd"><span class="esHeadline">{TITLE}</span></div>'
    head += "<div>30 palabras</div><div>5 mayo 2024</div>"
    text = f'<p class="articleParagraph">{SAID}</p><p class="articleParagraph">Documento rectificado</p>'
    page = f'<div class="article esArticle"><p>{head}<div>Velda</div></p>{text}</div>'
    [found] = of(f"<html><head><title>Factiva</title></head><body>{page}</body></html>", "a.html")
    assert found.text == f"{SAID}\n\nDocumento rectificado"


def test_a_heading_of_otter_is_not_its_own_title():
    said = "Ada Sample 0:05\nWe looked twice.\n\nBo Example 0:12\nDid you?\n\nAda Sample 0:20\nYes."
    [found] = of(f"SUMMARY\n\nKEYWORDS\n\nferries\n\n{said}\n", "a.txt")
    assert found.title != "SUMMARY"
