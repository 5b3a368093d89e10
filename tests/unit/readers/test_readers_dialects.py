"""Files of formats that are read, as other programs, countries and languages write them."""

from __future__ import annotations

import json

import pytest

from quotesdb.names.labels import plain_name
from quotesdb.readers import documents
from quotesdb.readers.decode import decode
from quotesdb.values import ArticleDraft
from tests.unit.readers.made import docx, odt
from tests.unit.readers.test_readers_annotated import one, told
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of
from tests.unit.readers.test_readers_speech import turns
from tests.unit.readers.test_readers_versions import TITLE

PARAGRAPHS = [SAID, "The bridge will stay closed for the whole of the summer.", "A ferry runs instead."]


def test_a_note_of_nitf_to_editors_is_not_the_text():
    note = "<note><body.content><p>Editors: a picture is available</p></body.content></note>"
    head = f"<body.head><hedline><hl1>{TITLE}</hl1></hedline>{note}</body.head>"
    body = f"<body>{head}<body.content><p>{SAID}</p></body.content></body>"
    [found] = of(f"<nitf><head/>{body}</nitf>", "a.xml")
    assert (found.title, found.text) == (TITLE, SAID)


def anpa(*head: str, end: str = "EX-WF-03-04-25 1130GMT") -> bytes:
    marked = "".join(f"^{line}\r\n" for line in head)
    text = "".join(f"\t {part}\r\n" for part in PARAGRAPHS)
    return f"\x16\x16\x01a0412\r\nr i BC-Bridge 03-04 171\r\n\x02{marked}{text}\x03\r\n{end}\r\n\x04".encode()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("BC-Bridge,171", "Bridge closes", "By ADA EXAMPLE"), "Bridge closes"),
        (("BC-Bridge,171", "Bridge closes", "For use by subscribers", "By ADA EXAMPLE"), "Bridge closes"),
        (("Bridge closes", "By ADA EXAMPLE"), "Bridge closes"),
    ],
)
def test_an_anpa_telegram_without_an_agency_begins_at_its_first_indented_line(head, title):
    [found] = of(anpa(*head))
    assert (found.title, found.byline) == (title, ("ADA EXAMPLE",))
    assert found.text.split("\n\n") == PARAGRAPHS
    assert found.published.printed() == "2025-03-04"


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("ab/cd", False),
        ("ab/cd/ef", False),
        ("and/or not", True),
        ("AB/CD", True),
        ("He left in 2024/25.", True),
    ],
)
def test_the_initials_of_who_wrote_a_telegram_are_no_text(last, kept):
    data = f"\x01EX0123 4 POL 0211\r\n\x02{TITLE}\r\n   VELDA (EX) - {SAID}\r\n   {last}\r\n\x03\x04"
    [found] = of(data)
    assert (found.text.split("\n\n")[-1] == last) is kept


@pytest.mark.parametrize(
    ("header", "day"),
    [
        (("Tytuł", "Data publikacji", "Źródło", "Autor", "Treść"), "13.06.2023"),
        (("Titolo", "Data", "Testata", "Autore", "Testo"), "2023-06-13"),
        (("τίτλος", "ημερομηνία", "εφημερίδα", "συντάκτης", "κείμενο"), "2023-06-13"),
        (("Kop", "Datum", "Bron", "Auteur", "Volledige tekst"), "2023-06-13"),
        (("Overskrift", "Dato", "Kilde", "Forfatter", "Tekst"), "2023-06-13"),
        (("title", "publish_date", "media_name", "author", "story_text"), "2023-06-13"),
        (("Otsikko", "Päivämäärä", "Lähde", "Kirjoittaja", "Teksti"), "2023-06-13"),
    ],
)
def test_columns_have_their_names_in_many_languages(header, day):
    row = (TITLE, day, "Velda Times", "Ada Example", LONG)
    [found] = of("\t".join(header) + "\n" + "\t".join(row) + "\n", "a.tsv")
    assert (found.title, found.publisher, found.byline) == (TITLE, "Velda Times", ("Ada Example",))
    assert (found.published.printed(), found.text) == ("2023-06-13", LONG.strip())


def test_a_column_called_data_is_no_day_where_another_is():
    [found] = of(f"title;date;data;text\n{TITLE};2023-06-13;2019-01-01;{LONG}\n", "a.csv")
    assert found.published.printed() == "2023-06-13"


@pytest.mark.parametrize("lead", [True, False])
def test_factiva_has_the_opening_of_a_text_in_a_column_of_its_own(lead):
    body = LONG if lead else f"{PARAGRAPHS[1]} {LONG}"
    row = ("X1", PARAGRAPHS[1], body, TITLE, "EX", "Velda Times", "2023-06-13")
    names = ("an", "snippet", "body", "title", "source_code", "source_name", "publication_date")
    [found] = of("\t".join(names) + "\n" + "\t".join(row) + "\n", "a.tsv")
    assert found.text.count(PARAGRAPHS[1]) == 1
    assert found.text.startswith(PARAGRAPHS[1])


def test_a_snippet_of_another_table_is_no_part_of_the_text():
    [found] = of(f"title\tsnippet\tbody\tdate\n{TITLE}\tThe bridge.\t{LONG}\t2023-06-13\n", "a.tsv")
    assert found.text == LONG.strip()


POLISH = "Rada odłożyła decyzję, bo wewnątrz mostu może być woda. Radni chcą więcej badań, również później. "


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_polish_that_declares_no_encoding_is_read_by_its_letters(encoding):
    text = POLISH * 3
    found, [warning] = decode(text.encode(encoding))
    assert found == text
    assert encoding in warning


def test_a_table_in_cyrillic_that_declares_no_encoding_is_recognised():
    words = "Городской совет отложил решение о новой переправе: депутаты хотят узнать её цену ещё раз. " * 4
    text = f"заголовок;дата;источник;текст\r\nСовет решил;03.07.2023;Вестник;{words}\r\n"
    [found] = of(text.encode("cp1251"), "a.csv")
    assert (found.title, found.publisher) == ("Совет решил", "Вестник")


def wxr(status: str, kind: str = "post", text: str = SAID) -> str:
    name = "http://wordpress.org/export/1.2/"
    said = f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
    body = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    item = f"<item><title>{TITLE}</title>{body}{said}</item>"
    spaces = f'xmlns:wp="{name}" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {spaces}><channel><title>Velda Times</title>{item}</channel></rss>'


@pytest.mark.parametrize(
    ("status", "is_read"),
    [("publish", True), ("draft", False), ("future", False), ("trash", False), ("pending", False)],
)
def test_drafts_of_an_export_of_wordpress_are_not_read(status, is_read):
    [found] = documents(wxr(status).encode(), "a.xml")
    assert isinstance(found, ArticleDraft) is is_read


def test_an_entry_of_another_feed_may_have_any_status():
    feed = wxr("draft").replace("<wp:post_type>post</wp:post_type>", "")
    assert len(of(feed, "a.xml")) == 1


def test_what_wordpress_has_below_a_picture_is_a_caption():
    text = (
        f'{SAID}</p>[caption id="a_4" width="300"]<img src="x.jpg" /> The bridge[/caption]<p>It is [closed].'
    )
    [found] = of(wxr("publish", text=text), "a.xml")
    assert found.text == f"{SAID}\n\nThe bridge\n\nIt is [closed]."
    assert [(zone.kind, zone.span.text(found.text)) for zone in found.zones] == [("caption", "The bridge")]


@pytest.mark.parametrize(
    ("base", "link", "url"),
    [
        ("https://velda.example/news/", "2025/a.html", "https://velda.example/news/2025/a.html"),
        ("https://velda.example/", "https://other.example/a", "https://other.example/a"),
        ("", "2025/a.html", None),
        ("https://velda.example/", "", None),
    ],
)
def test_an_address_in_a_feed_may_be_relative_to_one_that_it_gives(base, link, url):
    entry = f'<entry><title>{TITLE}</title><link href="{link}"/><content>{SAID}</content></entry>'
    [found] = of(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}">{entry}</feed>', "a.xml")
    assert found.url == url


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


SPANISH = ("Autor", "Información de publicación", "Texto completo", "Materia", "Fecha de publicación", "")
FRENCH = ("Auteur", "Informations de publication", "Texte intégral", "Sujet", "Date de publication", " ")


@pytest.mark.parametrize("labels", [SPANISH, FRENCH])
def test_proquest_in_another_language_has_other_fields(labels):
    author, info, full, subject, day, space = labels
    parts = [
        TITLE,
        f"{author}{space}: Example, Ada",
        f"{info}{space}: Velda Times; Velda [Velda]. 14 May 2022.",
    ]
    parts += ["ProQuest document link", f"{full}{space}: {SAID}", PARAGRAPHS[1], f"{subject}{space}: Bridges"]
    parts += [
        f"{author}{space}: Example, Ada",
        f"{day}{space}: 14 May 2022",
        "ID del documento de ProQuest: 1",
    ]
    rule = "_" * 60
    text = f"{rule}\n\n" + "\n\n".join(parts) + f"\n\n{rule}\n\nProQuest LLC\n"
    [found] = of(text.replace("ProQuest document link", "Enlace al documento de ProQuest"), "a.txt")
    assert (found.reader, found.title, found.byline) == ("proquest", TITLE, ("Example, Ada",))
    assert found.text == f"{SAID}\n\n{PARAGRAPHS[1]}"


def test_an_article_that_only_mentions_proquest_is_no_export():
    text = f"El documento de ProQuest\n\n{LONG}\n\nAutor: Ada Example\n"
    [found] = of(text, "a.txt")
    assert found.reader == "plain"


def nexis(byline: str, *behind: str) -> str:
    parts = [
        "1 of 1 DOCUMENTS",
        "Velda Times",
        "May 3, 2011 Tuesday",
        TITLE,
        f"BYLINE: {byline}",
        "LENGTH: 67 words",
    ]
    return "\n\n".join([*parts, *PARAGRAPHS, *behind, "Copyright 2011 Velda Press"]) + "\n"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Example, Harbour Correspondent", ("Ada Example",)),
        ("Ada Example, Staff Writer", ("Ada Example",)),
        ("Ada Example, Bo Sample", ("Ada Example", "Bo Sample")),
        ("Ada Example, Bo Sample, Staff Writers", ("Ada Example", "Bo Sample")),
        ("Harbour Correspondent", ("Harbour Correspondent",)),
    ],
)
def test_the_post_behind_a_name_is_no_author_of_an_article_of_nexis(byline, names):
    assert of(nexis(byline))[0].byline == names


@pytest.mark.parametrize(
    ("last", "is_text"),
    [
        ("LADINGSDATUM: May 4, 2011", False),
        ("DATA-CARICAMENTO: 4 Maggio 2011", False),
        ("UPDATE: the bridge opens on May 4, 2011, said the board", False),
        ("DEADLINE: May 4, 2011", True),
        ("DATE: to be said later", True),
        ("Datum: May 4, 2011", True),
    ],
)
def test_a_field_of_the_day_of_loading_ends_the_text_of_nexis(last, is_text):
    assert (last in of(nexis("Ada Example", last))[0].text) is is_text


def test_lines_of_a_page_that_only_breaks_part_are_parted():
    said = "<br><br>".join(
        ["ADA EXAMPLE, HOST: Good evening, we looked twice.", "BO SAMPLE: So did I, you know."]
    )
    page = f"<table><tr><td><p>{said}<br>EXAMPLE: Thank you all.</p><p>CALL 800</p></td></tr></table>"
    [found] = of(f"<html><body>{page}</body></html>", "a.html")
    assert [name for name, _words in turns(found)] == ["ADA EXAMPLE", "BO SAMPLE", "ADA EXAMPLE"]


def test_advertisements_of_amp_pages_are_no_text():
    advert = "<amp-ad><div><p>Buy a bridge today, it is cheap.</p></div></amp-ad>"
    text = f"<p>{LONG}</p>{advert}<p>{PARAGRAPHS[1]}</p>"
    [found] = of(f"<html amp><body><article><h1>{TITLE}</h1>{text}</article></body></html>", "a.html")
    assert "Buy a bridge" not in found.text
    assert PARAGRAPHS[1] in found.text


def brat(*relations: str) -> str:
    text = f"{TITLE}\n\n{SAID}\n"
    marks = [
        ("Quotation", "“We looked twice,”"),
        ("Speaker", "Bo Sample"),
        ("Cue", "said"),
        ("Place", "Bridge"),
    ]
    lines = [
        f"T{at}\t{kind} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for at, (kind, words) in enumerate(marks, 1)
    ]
    return "\n".join([*lines, *relations, ""])


@pytest.mark.parametrize(
    ("relations", "speaker"),
    [
        (("R1\tspoken_by Arg1:T1 Arg2:T2", "R2\tcue Arg1:T3 Arg2:T1"), "Bo Sample"),
        ((), "Bo Sample"),
        (("R1\tin Arg1:T2 Arg2:T4",), None),
    ],
)
def test_brat_without_events_has_labels_and_relations(relations, speaker):
    text = f"{TITLE}\n\n{SAID}\n".encode()
    found = told(one(brat(*relations), "a.ann", beside=lambda name: text if name == "a.txt" else None))
    assert [row[1] for row in found] == ["“We looked twice,”"]
    assert (found[0][4][0] if found[0][4] else None) == speaker


def test_the_title_of_an_opendocument_text_may_be_of_a_style_that_is_made_of_another():
    body = f"<text:p text:style-name='P1'>{TITLE}</text:p><text:p text:style-name='P2'>{SAID}</text:p>"
    styles = "<style:style style:name='P1' style:parent-style-name='Title'/>"
    styles += "<style:style style:name='P2' style:parent-style-name='Standard'/>"
    [found] = documents(
        odt(body, f"<office:styles xmlns:style='urn:style'>{styles}</office:styles>"), "a.odt"
    )
    assert isinstance(found, ArticleDraft)
    assert (found.title, found.text) == (TITLE, SAID)


@pytest.mark.parametrize(
    ("line", "day", "names"),
    [
        ("Door Wiebrigje Voorbeeld", "4 juni 2023", ("Wiebrigje Voorbeeld",)),
        ("Von Wiebrigje Beispiel", "4. Juni 2023", ("Wiebrigje Beispiel",)),
        ("Von Wiebrigje Beispiel", "Die Brücke bleibt zu.", ()),
        ("Door Lake Garda", "4 juni 2023", ()),
        ("Di Wiebrigje Esempio", "4 giugno 2023", ()),
        ("Por Wiebrigje Ejemplo", "4 junio 2023", ()),
    ],
)
def test_an_uncommon_name_is_an_author_between_title_and_day(line, day, names):
    title = f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    [found] = documents(docx([title, line, day, LONG]), "a.docx")
    assert isinstance(found, ArticleDraft)
    assert found.byline == names
