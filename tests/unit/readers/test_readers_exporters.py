"""Files as further programs and versions write them."""

from __future__ import annotations

import gzip
import json
from html import escape

import pytest

from quotesdb.readers import documents, read
from tests.unit.readers.made import FIRST, SECOND, WORD, docx, pdf, set_in_lines, zipped
from tests.unit.readers.test_readers_other_programs import HEAD, LONG, of, packed, why
from tests.unit.readers.test_readers_speech import turns

TITLE = "Bridge closes"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
TEXT = f"{FIRST}\n\n{SECOND}"
SAID = [("Ada Example", "We looked twice."), ("Bo Sample", "Did you?"), ("Ada Example", "Yes, we did.")]

# Documents of offices


def test_the_text_of_a_word_file_is_the_part_that_the_file_says():
    relation = (
        "<Relationship Type='http://example.org/relationships/officeDocument' Target='word/document2.xml'/>"
    )
    body = (
        f"<w:document xmlns:w='{WORD}'><w:body><w:p><w:r><w:t>{FIRST}</w:t></w:r></w:p></w:body></w:document>"
    )
    parts = {"_rels/.rels": f"<Relationships>{relation}</Relationships>", "word/document2.xml": body}
    assert read(zipped(parts), "a.docx").text == FIRST


def test_an_opendocument_text_may_be_all_in_one_element():
    spaces = "".join(
        f" xmlns:{short}='{long}'"
        for short, long in (
            ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
            ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
            ("dc", "http://purl.org/dc/elements/1.1/"),
        )
    )
    meta = f"<office:meta><dc:title>{TITLE}</dc:title></office:meta>"
    flat = (
        f"<?xml version='1.0'?><office:document{spaces}>{meta}<office:body><office:text>"
        f"<text:p>{FIRST}</text:p></office:text></office:body></office:document>"
    )
    story = read(flat.encode(), "a.fodt")
    assert (story.reader, story.title, story.text) == ("odt", TITLE, FIRST)
    assert read(flat.encode(), "unnamed").reader == "odt"


def test_editors_and_the_day_of_the_file_are_not_those_of_a_book():
    opf = (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:opf='http://www.idpf.org/2007/opf'><metadata>"
        f"<title>{TITLE}</title><creator opf:role='aut'>Ada Example</creator>"
        "<creator opf:role='edt'>Bo Sample</creator><date opf:event='modification'>2026-01-05</date>"
        "<date opf:event='publication'>2025-03-04</date></metadata>"
        "<manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>"
    )
    container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    story = read(zipped({**book, "a.opf": opf, "a.xhtml": f"<html><body>{BODY}</body></html>"}), "a.epub")
    assert story.byline == ("Ada Example",)
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"


def test_hidden_words_of_a_word_file_are_not_its_text():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> on Monday.</w:t></w:r>"
    story = read(docx([f"<w:p><w:r><w:t>It closes</w:t></w:r>{hidden}{shown}</w:p>"]), "a.docx")
    assert story.text == "It closes on Monday."


@pytest.mark.parametrize("lines", [["Untitled"], []])
def test_the_title_above_who_wrote_an_rtf_document_is_surer_than_that_of_its_properties(lines):
    info = "".join(f"{{\\info{{\\title {line}}}}}" for line in lines)
    words = "\\par ".join([TITLE, "By Emma Example", "It is late.", "x" * 80])
    assert read(f"{{\\rtf1\\ansi{info} {words}}}".encode(), "a.rtf").title == TITLE


def test_the_name_of_the_site_in_the_properties_of_a_pdf_is_not_its_title():
    page = [(60, 760, 20, TITLE), *set_in_lines(FIRST, 60, 700, 80), *set_in_lines(SECOND, 60, 600, 80)]
    assert read(pdf([page], title=f"{TITLE} - Example Post"), "a.pdf").title == TITLE
    assert read(pdf([page], title=f"{TITLE} for the summer"), "a.pdf").title == f"{TITLE} for the summer"


# Mails and saved pages


@pytest.mark.parametrize(
    "announced",
    ["2025年3月4日(火) 9:12 Bo Sample <bo@example.org>:", "W dniu 4.03.2025 o 09:12, Bo Sample pisze:"],
)
def test_who_wrote_the_mail_that_is_answered_is_told_in_any_language(announced):
    mail = f"{HEAD}To: Bo Sample <bo@example.org>\nSubject: Bridge\n\n{TEXT}\n\n{announced}\n\n> Is it?\n"
    assert of(mail, "a.eml")[0].text == TEXT
    told = "The times are 9:12 and these:"
    assert of(f"{HEAD}Subject: Bridge\n\n{TEXT}\n\n{told}\n", "a.eml")[0].text == f"{TEXT}\n\n{told}"


def test_the_headers_of_a_mail_that_a_mac_passes_on_are_not_its_text():
    passed = f"Begin forwarded message:\n\nFrom: Bo\nSubject: Bridge\nDate: 4 March 2025\nTo: Ada\n\n{TEXT}\n"
    assert of(f"{HEAD}Subject: Fwd: Bridge\n\n{passed}", "a.eml")[0].text == TEXT


def test_the_mail_that_outlook_answers_is_not_the_text():
    old = "<div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Bo</div><div>Is it?</div>"
    page = f"Content-Type: text/html; charset=utf-8\nSubject: Bridge\n\n<html><body>{BODY}{old}</body></html>"
    assert of(f"{HEAD}{page}", "a.eml")[0].text == TEXT


@pytest.mark.parametrize(
    "signed",
    ["Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Get Outlook for iOS"],
)
def test_what_a_telephone_signs_a_mail_with_is_not_its_text(signed):
    mail = f"{HEAD}Subject: Bridge\n\n{TEXT}\n\n{signed}\n\n> Is it closed?\n"
    assert of(mail, "a.eml")[0].text == TEXT
    assert of(f"{HEAD}Subject: Bridge\n\n{TEXT}\n\n{signed}\n", "a.eml")[0].text == TEXT


@pytest.mark.parametrize(
    "last", ["Sent from my village, it was late.", "Von meinem Balkon sah ich es", "Sent from the front"]
)
def test_a_last_sentence_that_begins_like_that_stays(last):
    assert of(f"{HEAD}Subject: Bridge\n\n{TEXT}\n\n{last}\n", "a.eml")[0].text.endswith(last)


def test_word_saves_pages_without_saying_who_saved_them():
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY * 2}</body></html>"
    saved = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=q\r\n\r\nA page.\r\n\r\n--q\r\n"
        f"Content-Location: file:///C:/a.htm\r\nContent-Type: text/html\r\n\r\n{page}\r\n--q--\r\n"
    )
    story = read(saved.encode(), "a.mht")
    assert (story.reader, story.title) == ("mhtml", TITLE)


# Press databases


def test_the_edition_of_an_article_of_nexis_is_not_its_title():
    one = [
        TITLE,
        "Example Post",
        "March 4, 2025 Tuesday",
        "Late Edition - Final",
        "Copyright 2025 Example Media",
    ]
    body = [
        "Section: News",
        "Length: 48 words",
        "Byline: Ada Example",
        "Body",
        FIRST,
        SECOND,
        "End of Document",
    ]
    found = of("\n\n".join([*one, *body] * 2), "a.txt")
    assert [(story.title, story.publisher, story.text) for story in found] == [
        (TITLE, "Example Post", TEXT)
    ] * 2


def test_nexis_in_spanish_is_read_in_the_encoding_of_windows():
    one = (
        f"\n\nGaceta\n\n4 de marzo de 2025 martes\n\n{TITLE}\n\nAUTOR: Ada Example\n\nEXTENSIÓN: 48 palabras"
        f"\n\n{FIRST}\n\nFECHA-CARGA: 5 de marzo de 2025\n\nIDIOMA: SPANISH\n\n"
    )
    found = of((f"1 de 2 DOCUMENTOS{one}2 de 2 DOCUMENTOS{one}").encode("cp1252"), "a.txt")
    assert [(story.title, story.publisher, story.text) for story in found] == [(TITLE, "Gaceta", FIRST)] * 2


@pytest.mark.parametrize(
    ("head", "title", "publisher", "text"),
    [
        (
            ["Example News", "March 4, 2025", "SHOW: EXAMPLE NEWS 6:00 PM", TITLE, "ANCHORS: ADA EXAMPLE"],
            TITLE,
            "Example News",
            FIRST,
        ),
        (["Example Wire", "March 4, 2025", f"URGENT: {TITLE}"], f"URGENT: {TITLE}", "Example Wire", FIRST),
        (
            ["Example Wire", "March 4, 2025"],
            None,
            "Example Wire",
            "FLASH: BRIDGE OF VELDA CLOSES FOR THE SUMMER",
        ),
    ],
)
def test_heads_of_broadcasts_and_flashes_in_nexis(head, title, publisher, text):
    assert nexis([*head, "LENGTH: 48 words", text]) == [(title, publisher, text)] * 2


@pytest.mark.parametrize(
    ("head", "title", "text"),
    [
        (["Eastern Edition", "OBITUARY: BO SAMPLE, PILOT"], "OBITUARY: BO SAMPLE, PILOT", FIRST),
        (["City", "CRICKET: VELDA WINS"], "CRICKET: VELDA WINS", FIRST),
        (["SHOW: EXAMPLE NEWS"], "SHOW: EXAMPLE NEWS", FIRST),
        (["A thousand words", "1,000 words"], "1,000 words", FIRST),
        (["https://example.org is gone"], "https://example.org is gone", FIRST),
        ([TITLE], TITLE, "VELDA: The bridge closes.\n\nNORRICK: The ferry sails."),
    ],
)
def test_titles_in_capitals_with_a_colon_are_titles_and_all_of_a_flash_is_its_text(head, title, text):
    parts = ["Example Wire", "March 4, 2025", *head, "LENGTH: 48 words", text]
    assert nexis(parts) == [(title, "Example Wire", text)] * 2


def nexis(parts: list[str]) -> list[tuple[str | None, str | None, str]]:
    """Title, newspaper and text of an export that has a document twice."""
    one = "\n\n".join(["", *parts, "LOAD-DATE: March 5, 2025", "LANGUAGE: ENGLISH", ""])
    found = of(f"1 of 2 DOCUMENTS\n{one}\n2 of 2 DOCUMENTS\n{one}", "a.txt")
    return [(story.title, story.publisher, story.text) for story in found]


# Feeds and news items


def rss(last: str) -> bytes:
    item = f"<item><title>{TITLE}</title><description>{escape(f'{BODY}<p>{last}</p>')}</description></item>"
    return f"<rss><channel><title>Example Post</title>{item}</channel></rss>".encode()


@pytest.mark.parametrize(
    "said", ["The post {} appeared first on {}.", "Der Beitrag {} erschien zuerst auf {}."]
)
def test_where_an_entry_appeared_first_is_not_its_text(said):
    assert read(rss(said.format(TITLE, "Example Post")), "a.rss").text == TEXT


@pytest.mark.parametrize(
    "last",
    [
        "Bridge closes, said the Example Post.",
        "The post is for Bo Sample of the Example Post.",
        f"See {TITLE}.",
    ],
)
def test_a_last_paragraph_that_names_the_site_or_the_title_stays(last):
    story = read(
        rss(f"{last} It rained on the bridge, and nobody was there to see it close at noon."), "a.rss"
    )
    assert "It rained" in story.text
    if "Example Post" not in last or TITLE not in last:
        assert read(rss(last), "a.rss").text.endswith(last)


def test_the_authors_of_a_feed_are_those_of_entries_that_name_none():
    items = [
        {"id": "1", "title": TITLE, "content_html": BODY},
        {"id": "2", "title": TITLE, "content_html": BODY, "authors": [{"name": "Bo Sample"}]},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Example Post", "items": items}
    found = of(json.dumps({**feed, "authors": [{"name": "Ada Example"}]}), "a.json")
    assert [(one.byline, one.publisher) for one in found] == [
        (("Ada Example",), "Example Post"),
        (("Bo Sample",), "Example Post"),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {
            "articles": [
                {
                    "source": {"id": None, "name": "Example Post"},
                    "author": "Ada Example",
                    "title": TITLE,
                    "publishedAt": "2025-03-04T10:00:00Z",
                    "content": TEXT,
                }
            ]
        },
        {
            "response": {
                "results": [
                    {
                        "webTitle": TITLE,
                        "webPublicationDate": "2025-03-04T10:00:00Z",
                        "fields": {
                            "byline": "Ada Example",
                            "body": BODY,
                            "bodyText": TEXT,
                            "source": "Example Post",
                        },
                    }
                ]
            }
        },
    ],
)
def test_answers_of_archives_of_newspapers_are_their_articles(given):
    [story] = of(json.dumps(given), "a.json")
    assert (story.title, story.byline, story.publisher, story.text) == (
        TITLE,
        ("Ada Example",),
        "Example Post",
        TEXT,
    )
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"


CUT = f"{FIRST[:60]}… [+2000 chars]"


@pytest.mark.parametrize(
    "given",
    [
        {"text": LONG, "publishedAt": "2025-03-04"},
        {"body": LONG, "publishedAt": "2025-03-04T10:00:00Z"},
        {"fulltext": LONG, "webPublicationDate": "2025-03-04"},
        {"content": CUT, "text": LONG, "publishedAt": "2025-03-04"},
        {"content": CUT, "text": LONG, "publishedAt": "2025-03-04", "source": {"name": "Example Post"}},
        {"content": "news", "article_text": LONG, "publishedAt": "2025-03-04"},
        {"body_html": f"<p>{LONG}</p>", "fields": {"title": "Home", "body_html": "", "byline": ""}},
        {"body_html": "", "fields": {"body_html": f"<p>{LONG}</p>"}},
    ],
)
@pytest.mark.parametrize("form", ["list", "lines"])
def test_exports_of_articles_with_the_keys_of_archives_keep_their_texts(given, form):
    records = [json.dumps({"title": TITLE, "author": "Ada Example", **given})] * 3
    exported = f"[{','.join(records)}]" if form == "list" else "\n".join(records)
    found = of(exported, "a.json" if form == "list" else "a.jsonl")
    assert [(one.title, one.byline) for one in found] == [(TITLE, ("Ada Example",))] * 3
    assert all(LONG[:40] in one.text for one in found)
    assert not any("chars]" in one.text for one in found)


def test_the_text_of_an_object_with_a_list_of_articles_is_not_the_only_one():
    article = {"title": TITLE, "publishedAt": "2025-03-04", "content": TEXT}
    frame = {"title": "Example Post", "publishedAt": "2025-03-04", "content": FIRST, "articles": [article]}
    assert [one.text for one in of(json.dumps(frame), "a.json")] == [TEXT]


def test_json_with_days_of_publication_but_without_texts_is_no_article():
    videos = {"items": [{"snippet": {"publishedAt": "2025-03-04T10:00:00Z", "title": "A video"}}]}
    assert "JSON" in why(json.dumps(videos).encode(), "a.json")


@pytest.mark.parametrize(("owner", "name"), [("Example Post", "Example Post"), ("Port Alder Times", "EP")])
def test_a_provider_that_is_a_code_is_called_as_the_owner_whose_initials_they_are(owner, name):
    item = (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>"
        f"<rightsInfo><copyrightHolder><name>{owner}</name></copyrightHolder></rightsInfo>"
        "<itemMeta><provider qcode='nprov:EP'/></itemMeta>"
        f"<contentMeta><headline>{TITLE}</headline></contentMeta>"
        f"<contentSet><inlineXML><html><body>{BODY}</body></html></inlineXML></contentSet></newsItem>"
    )
    assert read(item.encode(), "a.xml").publisher == name


def telegram(number: int) -> str:
    head = f"ZCZC EX012{number} 4 I 48 EXP /EXP-0012\n\nBridges\n\n{TITLE} =\n\n"
    return f"{head}Skelby, 4 March (EXP) - {FIRST}\n\n{SECOND}\n\n041000 MAR 25\nNNNN\n"


def test_telegrams_whose_control_signs_were_left_out_are_read_one_by_one():
    found = of(telegram(1) + "\n" + telegram(2), "a.txt")
    assert [(one.reader, one.title, one.published.printed()) for one in found if one.published] == [
        ("telegram", TITLE, "2025-03-04")
    ] * 2
    assert found[1].text == f"Skelby, 4 March (EXP) - {FIRST}\n\n{SECOND}"


def test_a_telegram_says_behind_its_text_when_it_was_sent():
    sent = f"\x01EXP0012 4 I 48\r\n\x02{TITLE}\r\n\r\nSKELBY (EXP) - {FIRST}\r\n\x03041000 GMT MAR 25\r\n\x04"
    story = read(sent.encode(), "a.txt")
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"
    assert read(sent.replace("041000 GMT MAR 25", "no date").encode(), "a.txt").published is None


# Tables


@pytest.mark.parametrize(
    "header",
    [
        ["標題", "內文", "作者", "日期"],
        ["Заголовок", "Текст", "Автор", "Дата"],
        ["webTitle", "text", "byline", "publishedAt"],
    ],
)
def test_columns_have_names_in_other_scripts(header):
    [story] = of(f'{",".join(header)}\n{TITLE},"{LONG}",Ada Example,2025-03-04\n', "a.csv")
    assert (story.title, story.byline) == (TITLE, ("Ada Example",))
    assert story.published is not None


def test_older_names_of_columns_are_surer_than_those_that_came_later():
    header = "title,text,publishedAt,date,medianame,source"
    [story] = of(f'{header}\n{TITLE},"{LONG}",2025-03-09,2025-03-04,site-7,Example Post\n', "a.csv")
    assert story.publisher == "Example Post"
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"


def test_attributes_beside_a_text_say_nothing_of_it():
    record = {"title": TITLE, "text": LONG, "attributes": {"author": "cms"}}
    assert [one.byline for one in of(json.dumps([record] * 2), "a.json")] == [()] * 2
    whole = {"id": 1, "attributes": {"title": TITLE, "text": LONG, "author": "Ada Example"}}
    assert [one.byline for one in of(json.dumps([whole] * 2), "a.json")] == [("Ada Example",)] * 2


def test_records_whose_texts_are_short_are_refused_with_what_to_say():
    lines = "\n".join(json.dumps({"id": n, "text": FIRST[:90], "from": "a"}) for n in range(3))
    assert "--map text=COLUMN (id, text, from)" in why(lines.encode(), "a.jsonl")
    numbers = "\n".join(json.dumps({"id": n, "value": n}) for n in range(3))
    assert "--map" not in why(numbers.encode(), "a.jsonl")


# Speech


@pytest.mark.parametrize("form", ["{}\n00:0{}:12\n{}", "{} | 00:0{}\n{}", "{} - 0:0{}\n{}", "{}  0:0{}\n{}"])
def test_a_name_and_a_time_begin_a_turn_in_any_of_these_forms(form):
    lines = "\n\n".join(form.format(name, number, words) for number, (name, words) in enumerate(SAID))
    story = read(lines.encode(), "a.txt")
    assert turns(story) == SAID
    assert story.text == "\n\n".join(words for _name, words in SAID)


@pytest.mark.parametrize("form", ["{}\n{}\n{}", "{} - {}\n{}", "{} | {}\n{}"])
def test_a_timetable_is_no_transcript(form):
    rows = [("Ferry Skelby", "10:30", "Calls at Velda."), ("Ferry Velda", "11:00", "You must book.")] * 2
    assert read("\n\n".join(form.format(*row) for row in rows).encode(), "a.txt").quotations == ()


@pytest.mark.parametrize("form", ["{}\n{}\n{}", "{} – {}\n{}", "{} | {}\n{}"])
@pytest.mark.parametrize(
    "times",
    [
        ("1:00", "1:30", "2:30", "3:00"),
        ("1:05", "1:17", "1:31", "1:46"),
        ("0:15", "0:30", "1:00", "1:45"),
        ("00:00:00", "00:05:00", "00:15:00", "00:20:00"),
        ("3:58", "4:02", "4:05", "4:07"),
        ("0:58", "1:02", "0:57", "1:03"),
        ("01:10", "02:10", "03:10", "04:10"),
    ],
)
def test_programmes_results_and_live_reports_are_no_transcripts(times, form):
    said = ["You can see the mayor arrive.", "We hear the band play.", "You must book.", "We see it open."]
    lines = [form.format(*one) for one in zip(["Ada Example", "Bo Sample"] * 2, times, said, strict=True)]
    assert read("\n\n".join(lines).encode(), "a.txt").quotations == ()


def test_what_a_cue_is_called_and_notes_between_cues_are_not_said():
    cues = (
        "WEBVTT\r\n\r\nintro-0\r\n00:01.000 --> 00:02.000\r\n<v Ada Example>We looked twice.</v>\r\n\r\n"
        "NOTE a note\r\nof two lines\r\n\r\nb4/1\r\n00:02.000 --> 00:03.000\r\n<v Bo Sample>Did you?\r\n\r\n"
        "00:03.000 --> 00:04.000\r\n<v Ada Example>Yes,\r\nwe did.\r\n"
    )
    assert turns(read(cues.encode(), "a.vtt")) == SAID


def test_words_behind_a_blank_line_of_a_cue_are_kept():
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe looked\n\ntwice.\n\n00:02.000 --> 00:03.000\nYes.\n"
    assert read(cues.encode(), "a.vtt").text == "We looked twice. Yes."


def test_names_of_cues_may_stand_in_brackets():
    cues = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n[{name}]: {words}"
        for n, (name, words) in enumerate(SAID)
    )
    assert turns(read(cues.encode(), "a.srt")) == SAID


def test_guesses_of_programs_may_name_who_speaks():
    phrases = [{"speaker": 1, "offset": "PT1S", "nBest": [{"display": "We looked twice."}]}]
    story = read(json.dumps({"recognizedPhrases": phrases * 2}).encode(), "a.json")
    assert story.text.startswith("We looked twice.")
    words = [
        {
            "type": "punctuation" if word == "." else "word",
            "start_time": 1,
            "alternatives": [{"content": word, "speaker": "S1"}],
        }
        for word in ("We", "looked", ".")
    ]
    other = [{"type": "word", "start_time": 2, "alternatives": [{"content": "Yes", "speaker": "S2"}]}]
    assert turns(read(json.dumps({"results": [*words, *other]}).encode(), "a.json")) == [
        ("S1", "We looked."),
        ("S2", "Yes"),
    ]


# What is damaged


@pytest.mark.parametrize(
    ("name", "sign", "said"),
    [
        ("a.docx", "word/document.xml", "this Word file is cut off or damaged"),
        ("a.xlsx", "xl/workbook.xml", "this workbook (XLSX) is cut off or damaged"),
        ("a.odt", "application/vnd.oasis.opendocument.text", "this OpenDocument text is cut off or damaged"),
        ("a.epub", "application/epub+zip", "this e-book is cut off or damaged"),
    ],
)
def test_a_document_that_is_cut_off_is_called_what_it_is(name, sign, said):
    first = "mimetype" if sign.startswith("application") else sign
    assert why(packed({first: sign + "x" * 200})[:120], name) == said


def test_a_note_about_a_person_is_a_byline_without_its_marks():
    note = f'---\ntitle: {TITLE}\nauthor:\n  - "[[Ada Example]]"\n  - "[[people/Bo|Bo Sample]]"\n---\n{TEXT}'
    assert read(note.encode(), "a.md").byline == ("Ada Example", "Bo Sample")


def test_a_compressed_table_is_one_too():
    table = f'title,text\n{TITLE},"{LONG}"\n'
    assert [one.title for one in documents(gzip.compress(table.encode()), "a.csv.gz")] == [TITLE]


@pytest.mark.parametrize(
    ("sender", "publisher"),
    [
        ("Example Magazine", "Example Magazine"),
        ("Port Alder City Council", "Port Alder City Council"),
        ("Ada Example", None),
        ("Example, Ada", None),
        ("Ada Example (Example Post)", None),
        ("John Times", None),
        ("JOE Roe", None),
        ("Newsletter", None),
        ("ada@example.org", None),
    ],
)
def test_a_body_that_sends_a_mail_publishes_it(sender, publisher):
    mail = f"{HEAD.replace('Ada Example', chr(34) + sender + chr(34))}Subject: Bridge\n\n{TEXT}\n"
    assert of(mail, "a.eml")[0].publisher == publisher


def test_an_entry_may_name_each_of_its_authors():
    creators = "".join(f"<d:creator>{name}</d:creator>" for name in ("Ada Example", "Bo Sample"))
    entry = f"<item><title>{TITLE}</title>{creators}<description>{escape(BODY)}</description></item>"
    space = "xmlns:d='http://purl.org/dc/elements/1.1/'"
    feed = f"<rss {space}><channel><title>Example Post</title>{entry}</channel></rss>"
    assert of(feed, "a.rss")[0].byline == ("Ada Example", "Bo Sample")


def test_a_news_item_may_be_dated_by_its_release_alone():
    item = (
        "<nitf><head><docdata><date.release norm='20250304T083000Z'/></docdata></head><body><body.head>"
        f"<hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content>{BODY}</body.content></body></nitf>"
    )
    [story] = of(item, "a.xml")
    assert story.published is not None
    assert story.published.printed() == "2025-03-04"


@pytest.mark.parametrize("lists", ["results", "documents"])
def test_records_may_be_listed_in_an_object_with_what_is_known_of_each_in_one_of_its_own(lists):
    about = {"date": "2025-03-04", "author": "Ada Example", "source": "Example Post"}
    records = [{"id": n, "title": TITLE, "full_text": LONG, "meta": about} for n in range(2)]
    found = of(json.dumps({"total": 2, lists: records}), "a.json")
    assert [(one.title, one.byline, one.publisher) for one in found] == [
        (TITLE, ("Ada Example",), "Example Post")
    ] * 2


def test_an_object_of_other_lists_is_no_table():
    assert "JSON" in why(json.dumps({"results": [{"id": 1, "score": 2}]}).encode(), "a.json")
    assert "JSON" in why(json.dumps({"rooms": [{"title": "x", "text": LONG}]}).encode(), "a.json")


@pytest.mark.parametrize("broken", ["", "<w:r><w:br/></w:r>"])
def test_a_word_file_may_be_the_transcript_of_a_meeting(broken):
    lines = []
    for number, (name, words) in enumerate(SAID):
        run = f"<w:r><w:t>{name}</w:t></w:r><w:r><w:tab/><w:t>0:0{number}</w:t></w:r>"
        lines += (
            [f"<w:p>{run}{broken}<w:r><w:t>{words}</w:t></w:r></w:p>"]
            if broken
            else [f"<w:p>{run}</w:p>", words]
        )
    assert turns(read(docx(lines), "a.docx")) == SAID


@pytest.mark.parametrize(
    "given",
    [
        {
            "chunks": [
                {"timestamp": [n, n + 1], "speaker": who, "text": said} for n, (who, said) in enumerate(SAID)
            ]
        },
        {"segments": [{"start": n, "speaker": who, "text": said} for n, (who, said) in enumerate(SAID)]},
    ],
)
def test_chunks_with_times_are_speech(given):
    assert turns(read(json.dumps(given).encode(), "a.json")) == SAID


@pytest.mark.parametrize(
    "given",
    [
        {
            "transcription": [
                {"timestamps": {"from": "00:00:01,000"}, "text": f" {said}"} for _who, said in SAID
            ]
        },
        {"events": [{"tStartMs": 1, "segs": [{"utf8": said}]} for _who, said in SAID]},
    ],
)
def test_speech_of_nobody_in_particular_is_a_text(given):
    story = read(json.dumps(given).encode(), "a.json")
    assert (story.text, story.quotations) == (" ".join(said for _who, said in SAID), ())


@pytest.mark.parametrize(
    ("stamp", "form"),
    [
        ({"title": TITLE, "timestamp": "2025-03-04T10:00:00Z", "author": "Ada Example"}, "list"),
        ({"title": TITLE, "timestamp": 36000}, "list"),
        ({"title": TITLE, "timestamps": {"published": "2025-03-04"}}, "list"),
        ({"timestamp": "2025-03-04", "source": "Example Post"}, "list"),
        ({"timestamp": 1741082400, "source": "Example Post"}, "list"),
        ({"timestamp": "2025-03-04", "source": "Example Post"}, "lines"),
        ({"timestamp": 36000, "source": "Example Post"}, "lines"),
    ],
)
def test_articles_with_times_are_no_speech(stamp, form):
    records = [json.dumps({"text": LONG, **stamp})] * 3
    given = f"[{','.join(records)}]" if form == "list" else "\n".join(records)
    assert [one.reader for one in of(given, "a.json" if form == "list" else "a.jsonl")] == ["table"] * 3


def test_the_settings_beside_annotations_are_no_article():
    assert why(b"[entities]\nSpeaker\nCue\n\n[relations]\nSaid-by\n", "annotation.conf").startswith(
        "a settings"
    )


@pytest.mark.parametrize("page", [{"text": LONG, "html": "x " * 100_000}, {"text": LONG * 1_000}])
def test_records_may_be_longer_than_what_is_looked_at(page):
    line = json.dumps({"id": 1, "title": TITLE, "author": "Ada Example", **page})
    found = of(f"{line}\n{line}\n", "a.jsonl")
    assert [(one.title, one.byline) for one in found] == [(TITLE, ("Ada Example",))] * 2


def test_a_long_record_without_a_title_is_no_table():
    speech = json.dumps({"language": "en", "text": LONG * 1_000, "segments": []})
    assert "JSON" in why(speech.encode(), "a.json")
