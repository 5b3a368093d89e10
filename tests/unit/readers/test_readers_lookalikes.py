"""What looks like something that readers leave out or take for a name, a title or a day, and is not."""

from __future__ import annotations

from html import escape

import pytest

from quotesdb.readers import read
from tests.unit.readers.made import FIRST, SECOND, docx, zipped
from tests.unit.readers.test_readers_other_programs import HEAD, of

TITLE = "Bridge closes for the summer"
TEXT = f"{FIRST}\n\n{SECOND}"

# Subtitles


@pytest.mark.parametrize("said", ["NOTE THE WATER, HE SAID.", "STYLE IS ALL", "REGION BY REGION", "NOTE"])
def test_captions_in_capitals_that_begin_as_notes_do_are_said(said):
    cues = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}\n\n00:02.000 --> 00:03.000\nYES.\n"
    assert read(cues.encode(), "a.vtt").text == f"{said} YES."


def test_words_behind_blank_lines_of_cues_are_said():
    cues = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n\nWe looked.\n\n2\n00:02.000 --> 00:03.000\nWe looked\n\n"
        "once more.\n00:03.000 --> 00:04.000\nIt was gone.\n\nIn the end\n"
    )
    assert read(cues.encode(), "a.vtt").text == "We looked. We looked once more. It was gone. In the end"


def test_a_style_between_cues_is_not_said():
    cues = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\nSTYLE\n::cue { color: red }\n\n"
        "00:02.000 --> 00:03.000\nNo.\n"
    )
    assert read(cues.encode(), "a.vtt").text == "Yes. No."


# Documents of offices


def test_what_was_hidden_before_a_change_or_is_in_a_box_hides_no_words():
    was = "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    box = "<w:pict><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>box</w:t></w:r></w:p></w:pict>"
    runs = f"<w:r>{was}<w:t>It closes</w:t></w:r><w:r><w:t> on Monday.</w:t>{box}</w:r>"
    assert read(docx([f"<w:p>{runs}</w:p>"]), "a.docx").text == "It closes on Monday."


def test_a_time_before_a_break_of_a_line_does_not_part_a_sentence():
    run = "<w:r><w:t>The board met in the evening at 19:30</w:t><w:br/><w:t>and voted.</w:t></w:r>"
    assert (
        read(docx([f"<w:p>{run}</w:p>"]), "a.docx").text == "The board met in the evening at 19:30 and voted."
    )


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (["Abstract"], TITLE),
        (["LOCAL NEWS"], TITLE),
        (["News from here", TITLE], TITLE),
        (["Bridge shuts"], "Bridge shuts"),
    ],
)
def test_a_rubric_above_an_opendocument_text_is_not_its_title(headings, title):
    spaces = "xmlns:text='urn:text' xmlns:office='urn:office' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    body = "".join(f"<text:h>{one}</text:h>" for one in headings) + f"<text:p>{FIRST}</text:p>"
    meta = f"<office:document-meta {spaces}><dc:title>{TITLE}</dc:title></office:document-meta>"
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    story = read(zipped({"mimetype": kind, "content.xml": content, "meta.xml": meta}), "a.odt")
    assert story.title == title


@pytest.mark.parametrize(
    ("metadata", "byline", "day"),
    [
        ("<creator o:role='AUT'>Ada Example</creator><date o:event='issued'>2025-03-04</date>", True, True),
        ("<creator o:role='author'>Ada Example</creator><date>2025-03-04</date>", True, True),
        ("<creator o:role='edt'>Ada Example</creator>", True, False),
        ("<creator o:role='trl'>Ada Example</creator>", False, False),
        ("<creator>Ada Example</creator><date o:event='modification'>2025-03-04</date>", True, False),
    ],
)
def test_a_book_that_marks_nobody_as_author_and_no_day_as_that_of_publication(metadata, byline, day):
    opf = (
        f"<package xmlns='http://www.idpf.org/2007/opf' xmlns:o='http://www.idpf.org/2007/opf'><metadata>"
        f"<title>{TITLE}</title>{metadata}</metadata><manifest><item id='a' href='a.xhtml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a.opf": opf}
    story = read(zipped({**book, "a.xhtml": f"<html><body><p>{FIRST}</p></body></html>"}), "a.epub")
    assert bool(story.byline) is byline
    assert bool(story.published) is day


# Press databases and feeds


@pytest.mark.parametrize(
    "head",
    [
        ["The Example Times", "Port Alder, Velda", "March 4, 2025 Tuesday", TITLE],
        ["The storm of March 3, 2025", "The Example Times", "March 4, 2025 Tuesday", TITLE],
    ],
)
def test_a_headline_before_the_owner_of_an_article_of_nexis_is_no_edition(head):
    one = [*head, "Copyright 2025 Example", "LENGTH: 48 words", FIRST, "LOAD-DATE: March 5, 2025"]
    text = "\n\n".join(["1 of 2 DOCUMENTS", *one, "2 of 2 DOCUMENTS", *one])
    assert [(story.title, story.publisher) for story in of(text, "a.txt")] == [
        (TITLE, "The Example Times")
    ] * 2


def test_a_last_quotation_that_names_the_title_and_the_site_of_a_feed_stays():
    last = "“I stay,” Ada Example told the Example Post."
    page = escape(f"<p>{FIRST}</p><p>{last}</p>")
    item = f"<item><title>Ada Example</title><description>{page}</description></item>"
    feed = f"<rss><channel><title>Example Post</title>{item}</channel></rss>"
    assert read(feed.encode(), "a.rss").text.endswith(last)


# Mails


@pytest.mark.parametrize(
    "last",
    [
        "At 10:30 the mayor rose and said the words that all remember:",
        "At 10:30 Bo Sample rose and said the words that all remember:",
        "On 4 March 2025 at 10:30 the board said:",
    ],
)
def test_a_sentence_before_a_passage_with_marks_stays(last):
    mail = f"{HEAD}To: Bo Sample <bo@example.org>\nSubject: Bridge\n\n{TEXT}\n\n{last}\n\n> We stay.\n"
    assert of(mail, "a.eml")[0].text == f"{TEXT}\n\n{last}"


@pytest.mark.parametrize("mark", ["<div id='appendonsend'></div>", "<div id='divRplyFwdMsg'>From: Bo</div>"])
def test_a_mail_that_is_all_behind_the_marks_of_outlook_is_read(mark):
    page = f"Content-Type: text/html; charset=utf-8\nSubject: Bridge\n\n{mark}<p>{FIRST}</p>"
    assert of(f"{HEAD}{page}", "a.eml")[0].text.endswith(FIRST)


@pytest.mark.parametrize("last", ["Sent from my heart to yours", "Sent from my mobile home in the hills"])
def test_a_last_line_that_names_no_device_stays(last):
    assert of(f"{HEAD}Subject: Bridge\n\n{TEXT}\n\n{last}\n", "a.eml")[0].text.endswith(last)


@pytest.mark.parametrize(
    "sender",
    [
        "Skarbro Quindle from the Tribune",
        "van Quindle",
        "Skarbro & Wren Quindle",
        "Skarbro Quindle - Example Times",
        "Skarbro Quindle | Courier",
        "Skarbro Quindle PhD",
    ],
)
def test_a_person_who_sends_a_mail_does_not_publish_it(sender):
    mail = f"{HEAD.replace('Ada Example', chr(34) + sender + chr(34))}Subject: Bridge\n\n{TEXT}\n"
    story = of(mail, "a.eml")[0]
    assert (story.byline, story.publisher) == ((sender,), None)


# Telegrams

LONG = f"{SECOND} {SECOND}"


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        (f"{TITLE}\n\n{LONG}\n\nNNNN\n\nReceived at 10:00", TITLE, LONG),
        (f"{TITLE}\n\n{LONG}\n\nSKELBY (EXP) - {FIRST}\nNNNN", TITLE, f"{LONG}\n\nSKELBY (EXP) - {FIRST}"),
        (f"{LONG}\n\n{FIRST}\nNNNN", None, f"{LONG}\n\n{FIRST}"),
        (f"{FIRST}\n\n{SECOND}\nNNNN", None, TEXT),
        (f"{TITLE}\nNNNN", None, TITLE),
    ],
)
def test_nothing_that_a_telegram_without_signs_says_is_lost(body, title, text):
    [story] = of(f"ZCZC A1\n{body}\n", "a.txt")
    assert (story.reader, story.title, story.text) == ("telegram", title, text)


def test_words_between_telegrams_hide_none_of_them():
    one = f"ZCZC A1\n{TITLE}\n\n{LONG}\nNNNN\n"
    assert [story.text for story in of(f"{one}\nThis was corrected.\n\n{one}", "a.txt")] == [LONG] * 2


# Tables


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("title,date,text\t", '{0},2024-03-05,"{1}"'),
        ("title,\tdate,text", '{0},2024-03-05,"{1}"'),
        ('title;date;"full\t\t\ttext";text', '{0};2024-03-05;x;"{1}"'),
    ],
)
def test_a_stray_tab_in_a_header_parts_no_columns(header, row):
    text = " ".join([FIRST, SECOND] * 2)
    [found] = of(f"{header}\n{row.format(TITLE, text)}\n", "a.csv")
    assert (found.title, found.text) == (TITLE, text)
