"""Files as other programs write them: what is in them, or one clear line that says why not."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from email.message import EmailMessage

import openpyxl
import pytest

from quotesdb.readers import documents, read
from quotesdb.values import ArticleDraft, Unreadable

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
LONG = f"{SAID} " * 4
HEAD = "From: Ada Example <ada@example.org>\nMIME-Version: 1.0\nMessage-ID: <1@example.org>\n"


def of(data: bytes | str, name: str = "x") -> list[ArticleDraft]:
    found = list(documents(data.encode() if isinstance(data, str) else data, name))
    assert not any(isinstance(one, Unreadable) for one in found), found
    return [one for one in found if isinstance(one, ArticleDraft)]


def why(data: bytes, name: str) -> str:
    [found] = documents(data, name)
    assert isinstance(found, Unreadable)
    return found.reason


def packed(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


# Subtitles


def test_two_people_of_one_cue_are_two_paragraphs():
    cues = (
        "1\n00:00:01,000 --> 00:00:03,000\n<i>- We looked twice.</i>\n- You did not,\nnot once.\n\n"
        "2\n00:00:03,500 --> 00:00:05,000\n- A dash alone is no turn.\n"
    )
    [story] = of(cues, "a.srt")
    assert story.text.split("\n\n") == [
        "We looked twice.",
        "You did not, not once. - A dash alone is no turn.",
    ]


# Feeds


def feed(title: str, author: str = "") -> ArticleDraft:
    body = f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
    entry = f"<item><title>{title}</title>{author}{body}</item>"
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    [story] = of(f"<?xml version='1.0'?><rss version='2.0' {space}><channel>{entry}</channel></rss>", "a.xml")
    return story


def test_marks_of_html_in_the_title_of_an_entry_are_none_of_its_words():
    assert feed("Bridge &lt;b&gt;closes&lt;/b&gt; &amp;amp; opens").title == "Bridge closes & opens"
    assert feed("Bridge &amp; ferry, 2 &lt; 3").title == "Bridge & ferry, 2 < 3"


def test_the_name_behind_the_address_of_an_author_is_the_authors():
    assert feed("Bridge", "<author>ada@example.org (Ada Example)</author>").byline == ("Ada Example",)
    assert feed("Bridge", "<author>ada@example.org</author>").byline == ()


# Books


def test_the_list_of_chapters_of_a_book_is_no_chapter():
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body>{}</body></html>"
    items = "<item id='nav' href='nav.xhtml' properties='nav'/><item id='one' href='one.xhtml'/>"
    order = "<itemref idref='nav'/><itemref idref='one'/>"
    book = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>",
            "a.opf": f"<package><manifest>{items}</manifest><spine>{order}</spine></package>",
            "nav.xhtml": page.format("<nav><ol><li>One</li></ol></nav>"),
            "one.xhtml": page.format(f"<p>{SAID}</p>"),
        }
    )
    assert [story.text for story in of(book, "a.epub")] == [SAID]


# RTF


def test_letters_of_rtf_are_those_of_their_font():
    fonts = rb"{\fonttbl{\f0 Calibri;}{\f1\fcharset204 Calibri;}{\f2\fcharset238 Arial;}}"
    made = (
        rb"{\rtf1\ansi\ansicpg1252"
        + fonts
        + rb"\f0 Br\'fccke \f1\'cc\'ee\'f1\'f2 {\f2\'b3\'f3d\'9f} \'ee}"
        + b"\x00"
    )
    assert read(made, "a.rtf").text == "Brücke Мост łódź о"


def test_hidden_words_of_rtf_are_not_shown():
    assert read(rb"{\rtf1\ansi One {\v two} \v three\v0 four.}", "a.rtf").text == "One four."


def test_an_rtf_document_that_is_cut_off_is_read_with_a_warning():
    assert read(rb"{\rtf1\ansi It closed, she said.\par And", "a.rtf").warnings == (
        "the file ends before the document does",
    )
    assert read(rb"{\rtf1\ansi It closed, she said.}", "a.rtf").warnings == ()


# Tables


def test_a_broken_line_of_json_costs_no_other():
    lines = [json.dumps({"title": f"Bridge {number}", "text": LONG}) for number in range(3)]
    first, broken, last, cut_off = documents(
        "\n".join([*lines[:1], lines[1][:-9], *lines[2:], lines[0][:99]]).encode(), "a.jsonl"
    )
    assert isinstance(first, ArticleDraft)
    assert isinstance(last, ArticleDraft)
    assert (first.title, last.title, last.member) == ("Bridge 0", "Bridge 2", "3")
    for number, one in ((2, broken), (4, cut_off)):
        assert isinstance(one, Unreadable)
        assert (one.reason, one.member) == (f"not well-formed JSON on line {number}", str(number))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_broken_first_line_of_json_costs_no_other(encoding):
    lines = [json.dumps({"title": f"Brücke {n}", "text": LONG}, ensure_ascii=False) for n in range(3)]
    data = "\n".join(["", lines[0][:-9], *lines[1:]]).encode(encoding)
    broken, first, second = documents(data, "a.jsonl")
    assert broken == Unreadable("not well-formed JSON on line 2", "1")
    assert isinstance(first, ArticleDraft)
    assert isinstance(second, ArticleDraft)
    assert (first.title, second.title, second.member) == ("Brücke 1", "Brücke 2", "3")


def test_json_in_utf_16_is_read_by_its_mark():
    records = [{"title": f"Brücke {n}", "text": LONG} for n in range(2)]
    for text in ("\n".join(map(json.dumps, records)), json.dumps(records, indent=1)):
        assert [one.title for one in of(text.encode("utf-16"), "a.json")] == ["Brücke 0", "Brücke 1"]


def test_broken_json_that_is_no_lines_is_refused_as_a_whole():
    data = json.dumps([{"title": f"Bridge {n}", "text": LONG} for n in range(3)], indent=1)[:-9].encode()
    assert list(documents(data, "a.json")) == [Unreadable("not well-formed JSON")]


@pytest.mark.parametrize("above", ["sep=;\r\n", "\ufeffsep=;\n", "\ufeff", "\r\n\t\r\nsep=;\r\n\r\n"])
def test_the_mark_between_cells_may_be_said_above_them(above):
    [story] = of(f"{above}Titel;Datum;Volltext;Quelle\nBrücke;02.01.2025;{LONG};Example Times\n", "a.csv")
    assert (story.title, story.publisher) == ("Brücke", "Example Times")
    assert story.published is not None
    assert story.published.printed() == "2025-01-02"


def test_the_first_column_of_a_table_may_have_no_name():
    [story] = of(f"\tTitle\tText\n7\tBrücke\t{LONG}\n", "a.tsv")
    assert (story.title, story.text) == ("Brücke", LONG.strip())


def test_a_title_above_the_names_of_columns_is_none_of_them():
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Export of 2025"
    sheet.merge_cells("A1:C1")
    sheet.append(["Headline", "Date", "Text"])
    sheet.append(["Bridge", "2025-01-02", LONG])
    book.save(file)
    assert [(story.title, story.text) for story in of(file.getvalue(), "a.xlsx")] == [
        ("Bridge", LONG.strip())
    ]


# Web archives

PAGE = f"<!DOCTYPE html><html><body><h1>Bridge closes</h1><p>{SAID}</p></body></html>".encode()


def record(body: bytes, head: str = "", kind: str = "response") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode() + body
    content = answer if kind == "response" else body
    said = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return said.encode() + content + b"\r\n\r\n"


@pytest.mark.parametrize("body", [zlib.compress(PAGE), zlib.compress(PAGE)[2:-4]])
def test_a_deflated_page_is_read_with_its_frame_or_without(body):
    assert [story.text for story in of(record(body, "Content-Encoding: deflate\r\n"), "a.warc")] == [SAID]


def test_a_page_that_is_stored_without_an_answer_is_one():
    assert [story.title for story in of(record(PAGE, kind="resource"), "a.warc")] == ["Bridge closes"]


def test_a_page_that_cannot_be_unpacked_costs_no_other():
    archive = record(b"\x8b\x02\x80abc", "Content-Encoding: zstd\r\n") + record(PAGE)
    refused, story = documents(archive, "a.warc")
    assert isinstance(refused, Unreadable)
    assert refused.reason == "a page that is packed as 'zstd'; quotesdb does not read these yet"
    assert isinstance(story, ArticleDraft)
    assert (refused.member, story.member) == ("1", "2")


# Mails

MARKS = ["---------- Forwarded message ---------", "-----Original Message-----"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("subject", "note", "expected"),
    [
        ("Fwd: Bridge", "For you.", f"For you.\n\n{SAID}"),
        ("WG: Bridge", "", SAID),
        ("Bridge", "", SAID),
        ("Re: Bridge", "Thank you.", "Thank you."),
    ],
)
def test_a_mail_that_is_passed_on_is_text_and_one_that_is_answered_is_not(mark, subject, note, expected):
    inner = f"{mark}\nFrom: Bo Sample <bo@example.org>\nSent: Monday\nSubject: Bridge\n\n{SAID}\n"
    plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    [story] = of(f"{HEAD}Subject: {subject}\n{plain}\n{note}\n\n{inner}", "a.eml")
    assert story.text == expected


def test_mails_that_hang_on_a_mail_are_articles_too():
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"] = "Bo Sample <bo@example.org>", "Bridge"
    inner.set_content(SAID)
    outer["From"], outer["Subject"], outer["Message-ID"] = (
        "Ada Example <a@example.org>",
        "See",
        "<1@example.org>",
    )
    outer.set_content("For you, as it came in.", cte="quoted-printable")
    outer.add_attachment(inner)
    first, second = of(outer.as_bytes(), "a.eml")
    assert (first.text, first.member, second.text) == ("For you, as it came in.", None, SAID)
    assert (second.title, second.byline, second.member) == ("Bridge", ("Bo Sample",), "attached.1")


def test_a_mail_in_base64_is_read_in_its_charset():
    body = base64.encodebytes("Die Brücke bleibt zu, sagte Bo.".encode("latin-1")).decode()
    kind = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n"
    [story] = of(f"{HEAD}Subject: =?iso-8859-1?Q?Br=FCcke?=\n{kind}\n{body}", "a.eml")
    assert (story.title, story.text) == ("Brücke", "Die Brücke bleibt zu, sagte Bo.")


# What cannot be read

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(99)


def locked_zip() -> bytes:
    made = bytearray(packed({"a.txt": SAID}))
    made[6] |= 1
    made[made.find(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        *((b"", f"a.{kind}", "empty file") for kind in ("txt", "docx", "pdf", "xlsx", "zip", "warc", "epub")),
        (b" \r\n", "a.docx", "empty file"),
        (LOCKED, "a.docx", "a document that needs a password"),
        (LOCKED, "a.xlsx", "a document that needs a password"),
        (locked_zip(), "a.zip", "'a.txt' in the archive needs a password"),
        pytest.param(
            packed({"a.txt": SAID})[:40], "a.docx", "this Word file is cut off or damaged", id="cut off"
        ),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(data, name, reason):
    assert why(data, name).removesuffix("; quotesdb does not read these yet") == reason


# What looks like something else, and is what somebody said


def test_hidden_words_of_rtf_end_where_the_program_ends_them_with_plain_ones():
    [story] = of(
        rb"{\rtf1\ansi \v secret note\plain The bridge closes, said Ada Roe.\par It is late.}", "a.rtf"
    )
    assert story.text == "The bridge closes, said Ada Roe.\n\nIt is late."


def test_what_a_name_in_brackets_says_is_no_address_of_a_link():
    said = "[Roe]: we said it was late.\n\n[Lind]: no, it was not, said Lind."
    [story] = of(f"# Talk\n\n{said}\n\n[1]: https://example.org/a\n", "a.md")
    assert "we said it was late" in story.text
    assert "it was not, said Lind" in story.text
    assert "example.org" not in story.text


def test_speakers_before_colons_are_no_headers_of_a_mail_that_is_passed_on():
    body = (
        'From: Example Council\nDate: 1 May 2024\nMayor: "The bridge is shut."\n'
        'Clerk: "It is not, it is open all day."\n\nThe end.\n'
    )
    [story] = of(f"{HEAD}Subject: Minutes\n\n{body}", "a.eml")
    assert "The bridge is shut" in story.text
    assert "open all day" in story.text


def test_a_long_chain_of_mails_that_were_passed_on_is_read():
    chain = "-----Original Message-----\nFrom: Bo\nSent: Monday\n\n" * 1_200
    [story] = of(f"{HEAD}Subject: Fwd: all\n\nSee below.\n\n{chain}{LONG}", "a.eml")
    assert story.text.startswith("See below.")


def test_the_name_of_a_file_makes_no_headline_of_what_somebody_said():
    words = '"We are closing the bridge," Velda Roe said on Monday.'
    [story] = of(f"{words}\n\n{LONG}\n", "example-times_2024-05-01_we-are-closing.txt")
    assert story.title is None


PDF = ("application", "pdf", "release.pdf")


@pytest.mark.parametrize(
    ("files", "warnings"),
    [
        ((), ()),
        ((PDF,), ("attachment not read: 'release.pdf'",)),
        (
            (PDF, ("text", "plain", "notes.txt")),
            ("attachment not read: 'release.pdf'", "attachment not read: 'notes.txt'"),
        ),
        ((("image", "png", "logo.png"), ("text", "calendar", "invite.ics")), ()),
        ((("application", "pkcs7-signature", "smime.p7s"), ("text", "vcard", "ada.vcf")), ()),
        ((("audio", "mpeg", "talk.mp3"),), ()),
    ],
)
def test_a_mail_says_which_texts_that_hang_on_it_are_not_read(files, warnings):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ada Example <ada@example.org>", "Bridge"
    mail.set_content(SAID)
    for kind, subkind, name in files:
        mail.add_attachment(b"nothing", maintype=kind, subtype=subkind, filename=name)
    [found] = of(mail.as_bytes(), "a.eml")
    assert (found.text, found.warnings) == (SAID.strip(), warnings)


def test_a_mail_that_is_only_an_attachment_is_refused_by_its_name():
    mail = EmailMessage()
    mail["From"] = "Ada Example <ada@example.org>"
    mail.add_attachment(b"nothing", maintype="application", subtype="pdf", filename="release.pdf")
    assert why(mail.as_bytes(), "a.eml") == "a mail without text; attachment not read: 'release.pdf'"


@pytest.mark.parametrize(
    ("sender", "names"),
    [
        ("Press Office, Example Rail <press@example.org>", ("Press Office, Example Rail",)),
        ('"Press Office, Example Rail" <press@example.org>', ("Press Office, Example Rail",)),
        ("Example, Ada <ada@example.org>", ("Example, Ada",)),
        ("Ada Example <ada@example.org>, Bo Sample <bo@example.org>", ("Ada Example", "Bo Sample")),
        ("ada@example.org, Bo Sample <bo@example.org>", ("Bo Sample",)),
        ('Ada Example <ada@example.org>, "Sample, Bo" <bo@example.org>', ("Ada Example", "Sample, Bo")),
        ("=?utf-8?q?Press_B=C3=BCro?= <press@example.org>", ("Press Büro",)),
    ],
)
def test_a_sender_with_a_comma_is_one(sender, names):
    mail = f"From: {sender}\nSubject: Bridge\nMessage-ID: <1@example.org>\n\n{SAID}"
    [found] = of(mail, "a.eml")
    assert found.byline == names
