"""Office documents, mails and the exports that come in them."""

from __future__ import annotations

import pytest

from quotesdb.readers import ReadError, documents, read
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import (
    FIRST,
    NEXIS_UNI,
    PROQUEST,
    SECOND,
    WORD,
    docx,
    nexis_text,
    odt,
    outlook,
    zipped,
)

TEXT = f"{FIRST}\n\n{SECOND}"


def all_of(data: bytes, name: str = "-") -> list[ArticleDraft]:
    found = list(documents(data, name))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [one for one in found if isinstance(one, ArticleDraft)]


def test_word_insertions_are_text_and_deletions_comments_and_fallbacks_are_not():
    changed = (
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>The bridge</w:t></w:r></w:p>"
        f"<w:p><w:ins><w:r><w:t>{FIRST[:20]}</w:t></w:r></w:ins>"
        f"<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>{FIRST[20:]}</w:t></w:r></w:p>"
    )
    draft = read(docx([changed, SECOND]), "story.bin")
    assert (draft.reader, draft.title, draft.text) == ("docx", "The bridge", TEXT)


def test_the_title_of_a_word_document_is_the_styled_one_and_subheads_are_zones():
    title = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>The bridge</w:t></w:r></w:p>"
    head = "<w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>What next</w:t></w:r></w:p>"
    draft = read(docx([title, FIRST, head, SECOND]), "-")
    assert draft.title == "The bridge"
    assert [(zone.kind, zone.span.text(draft.text)) for zone in draft.zones] == [("subhead", "What next")]


STYLES = {
    "Ttulo": "Title",
    "Rubrik2": "heading 2",
    "Lgende": "caption",
    "Normal": "Normal",
    "Kasten": "Captions of mine",
    "Inhalt1": "toc 1",
    "Inhalt": "TOC Heading",
    "Zitat": "Quote",
}


def core(title: str) -> str:
    return f"<c xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>{title}</d:title></c>"


@pytest.mark.parametrize(
    "given",
    [
        *(
            "Microsoft Word - draft3",
            "PowerPoint Presentation",
            "Untitled-1",
            "pier.docx",
            r"C:\desk\pier.doc",
        ),
        *("Untitled-1", "Normal", "Press Release Template 2014", "", "Document1"),
    ],
)
def test_a_headline_that_a_document_prints_is_its_title_and_not_the_name_of_a_file(given):
    lines = ["Bridge closes", "By Ada Example", "1 March 2025", FIRST, SECOND]
    draft = read(docx(lines, core(given)), "-")
    assert (draft.title, draft.byline, draft.published.printed()) == (
        "Bridge closes",
        ("Ada Example",),
        "2025-03-01",
    )
    assert read(docx([FIRST, SECOND], core(given)), "-").title == (given if "Template" in given else None)


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ((FIRST, SECOND), "Bridge closes"),
        (("The Example Times", "Bridge closes", "By Ada Example", FIRST, SECOND), "Bridge closes"),
        (("Bridge closes", "By Ada Example", FIRST, SECOND), "Bridge closes"),
        ((FIRST, SECOND), "Normal bridge closes"),
        ((FIRST, SECOND), "Microsoft buys a bridge"),
        ((FIRST, SECOND), "Documents of a bridge"),
    ],
)
def test_the_title_among_the_properties_of_word_is_the_title_where_none_other_is_printed(lines, given):
    assert read(docx(lines, core(given)), "-").title == given


def in_style(style: str, words: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def styles_of(names: dict[str, str]) -> str:
    made = "".join(
        f"<w:style w:styleId='{one}'><w:name w:val='{name}'/></w:style>" for one, name in names.items()
    )
    return f"<w:styles xmlns:w='{WORD}'>{made}</w:styles>"


def test_styles_of_word_are_told_by_their_own_names_in_every_language():
    said = [in_style("Ttulo", "The bridge"), FIRST, in_style("Rubrik2", "What next")]
    said += [SECOND, in_style("Lgende", "The bridge. Photo: Cy Test")]
    draft = read(docx(said, styles=styles_of(STYLES)), "-")
    assert draft.title == "The bridge"
    assert [(zone.kind, zone.span.text(draft.text)) for zone in draft.zones] == [
        ("subhead", "What next"),
        ("caption", "The bridge. Photo: Cy Test"),
    ]


@pytest.mark.parametrize("style", ["Normal", "Kasten", "Inhalt1", "Inhalt", "Zitat", "Unlisted"])
def test_other_styles_are_running_text(style):
    assert read(docx([FIRST, in_style(style, SECOND)], styles=styles_of(STYLES)), "-").zones == ()


def test_a_word_document_with_broken_styles_is_read():
    assert read(docx([FIRST, in_style("Lgende", SECOND)], styles="<w:styles"), "-").text == TEXT


def test_an_odt_has_no_notes_and_no_deleted_words():
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>The bridge</text:h>"
        f"<text:p>{FIRST}<text:note><text:p>a note</text:p></text:note></text:p>"
        f"<text:p>The<text:s/>{SECOND[4:]}</text:p>"
    )
    story = read(odt(body), "-")
    assert (story.title, story.text) == ("The bridge", TEXT)


@pytest.mark.parametrize(
    "words",
    [
        FIRST.replace("“", "\\'93").replace("”", "\\'94"),
        FIRST.replace("“", "\\u8220?").replace("”", "\\u8221?"),
        FIRST.replace("“", "{\\ldblquote}").replace("”", "\\rdblquote "),
    ],
    ids=["bytes", "unicode", "words"],
)
def test_rtf_is_read_without_its_tables_notes_and_headers(words):
    data = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Nobody}}{\header top}{\*\x y}"
        rf"\pard {words}{{\footnote no}}{{\deleted gone}}\par {SECOND}\par }}"
    )
    assert read(data.encode("ascii"), "-").text == TEXT


@pytest.mark.parametrize("fonts", ["", r"{\fonttbl{\f0 Arial;}}"])
def test_the_title_among_the_properties_of_rtf_is_the_title(fonts):
    info = r"{\info{\title Br\'fccke \u8211?\~closes}{\author Nobody}{\subject Bridges}}"
    for before in (info + fonts, fonts + info):
        found = read(rf"{{\rtf1\ansi\ansicpg1252{before}\pard It closes.\par }}".encode(), "a.rtf")
        assert (found.title, found.text, found.byline) == ("Brücke – closes", "It closes.", ())
    assert read(rb"{\rtf1\ansi{\info{\title  }}It closes.}", "a.rtf").title is None


MAIL = (
    "From: Ada Example <ada@example.org>\r\nTo: press@example.org\r\nSubject: =?utf-8?q?Br=C3=BCcke?=\r\n"
    "Date: Sat, 1 Mar 2025 23:30:00 -0500\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n"


@pytest.mark.parametrize(
    "quoted",
    [
        "On Monday, Bo Sample <\nbo@example.org> wrote:\n> Is it?",
        "-- \nAda",
        "-----Original Message-----\nNo",
        "",
    ],
)
def test_a_mail_is_what_its_sender_wrote(quoted):
    data = (MAIL + PLAIN + f"{FIRST}\n\n{SECOND}\n\n{quoted}").encode()
    draft = read(data, "-")
    assert draft.text == TEXT
    assert (draft.title, draft.byline) == ("Brücke", ("Ada Example",))
    assert draft.published is not None
    assert draft.published.iso() == "2025-03-01T23:30:00-05:00"


def test_of_a_page_in_a_mail_quoted_replies_are_left_out():
    page = f"<p>{FIRST}</p><p>{SECOND}</p><blockquote type='cite'><p>Is it?</p></blockquote>"
    data = (MAIL + "Content-Type: text/html; charset=utf-8\r\n\r\n" + page).encode()
    assert read(data, "a.eml").text == TEXT


def test_each_mail_of_a_mailbox_is_a_document_with_a_name_that_stays():
    one = f"From ada@example.org Sat Mar  1 11:15:17 2025\n{MAIL}{PLAIN}{FIRST}\n\n{SECOND}\n\n"
    found = all_of((one + one.replace("Subject: ", "Subject: Re ")).replace("\r\n", "\n").encode())
    assert [(each.member, each.title) for each in found] == [("1", "Brücke"), ("2", "Re Brücke")]
    assert {each.text for each in found} == {TEXT}


DAY = 133_853_000_000_000_000  # 1 March 2025, about noon


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("1000", f"{FIRST}\r\n\r\n{SECOND}\r\n\r\n-----Original Message-----\r\nNo", TEXT),
        ("1013", f"<p>{FIRST}</p><p>{SECOND}</p><blockquote type='cite'>No</blockquote>", TEXT),
    ],
    ids=["text", "page"],
)
def test_a_mail_that_outlook_saved_is_what_its_sender_wrote(tag, text, said):
    draft = read(outlook({"0037": "Bridge closes", "0C1A": "Ada Example", tag: text}, DAY), "-")
    assert (draft.reader, draft.title, draft.byline, draft.text) == (
        *("outlook", "Bridge closes"),
        *(("Ada Example",), said),
    )
    assert draft.published is not None
    assert draft.published.printed() == "2025-03-01"


def test_the_headers_of_a_mail_of_outlook_tell_the_day_of_its_sender():
    headers = "Received: x\r\nDate: Fri, 28 Feb 2025 23:30:00 -0500\r\n"
    draft = read(outlook({"0037": "Bridge", "1000": FIRST, "007D": headers}, DAY), "-")
    assert draft.published is not None
    assert draft.published.iso() == "2025-02-28T23:30:00-05:00"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (outlook({"1000": FIRST})[:1400], "a broken Outlook message|an old Office document"),
        (outlook({}), "an old Office document"),
        (outlook({"0037": "Bridge"}), "no text in the document"),
    ],
    ids=["cut", "empty", "no text"],
)
def test_a_broken_mail_of_outlook_gets_one_clear_error(data, says):
    with pytest.raises(ReadError, match=says):
        read(data, "a.msg")


APA = [
    "„Example Times“ Nr. 5 vom 01.03.2025 Seite: 3",
    "Ressort: Politik",
    "Bridge closes",
    FIRST,
    SECOND,
    "_" * 40,
    '"example.org" gefunden am 02.03.2025 10:36 Uhr',
    "Bridge opens",
    SECOND,
]


def test_an_export_of_apa_is_read_from_word_and_rtf():
    rtf = "\\par ".join(APA)
    escaped = "{\\rtf1 " + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in rtf) + "}"
    for data in (docx(APA), escaped.encode()):
        first, second = all_of(data)
        assert (first.reader, first.member, first.title, first.publisher) == (
            *("apa", "1"),
            *("Bridge closes", "Example Times"),
        )
        assert (first.section, first.text) == ("Politik; S. 3", TEXT)
        assert (second.title, second.publisher, second.text) == ("Bridge opens", "example.org", SECOND)
        assert [one.published and one.published.printed() for one in (first, second)] == [
            "2025-03-01",
            "2025-03-02",
        ]


def test_rtf_that_holds_utf_8_unescaped_is_read_as_such():
    assert read(("{\\rtf1\\ansi " + FIRST + "}").encode(), "-").text == FIRST


def test_a_saved_page_is_read_with_its_address_whatever_charset_it_lacks():
    article = f"<article><h1>Brücke</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    page = f"<!DOCTYPE html><html><body>{article}</body></html>"
    data = (
        "From: <Saved by Example>\nSnapshot-Content-Location: https://example.org/bridge\nMIME-Version: 1.0\n"
        "Date: Mon, 3 Mar 2025 11:18:49 -0000\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        "--x\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n" + page + "\n--x--\n"
    ).encode()
    draft = read(data, "-")
    assert (draft.reader, draft.url, draft.title) == ("mhtml", "https://example.org/bridge", "Brücke")
    assert FIRST in draft.text


def test_an_export_of_nexis_in_word_has_an_article_for_each_document():
    found = all_of(docx(NEXIS_UNI))
    first, second = found
    assert [each.member for each in found] == ["1", "2"]
    assert (first.title, first.publisher, first.byline) == (
        "Bridge closes for the summer",
        "The Example Times",
        ("Ada Example",),
    )
    assert (first.section, first.text) == ("NEWS; Pg. 3", TEXT)
    assert [each.published.printed() for each in found if each.published] == ["2025-03-01", "2025-09-02"]
    assert (second.title, second.publisher, second.text) == ("Bridge opens", "Port Alder Gazette", SECOND)


@pytest.mark.parametrize(
    ("of", "counted", "words"),
    [
        ("of", "DOCUMENTS", "LENGTH: 21 words"),
        ("von", "DOKUMENTEN", "LÄNGE: 21 Wörter"),
        ("de", "DOCUMENTS", "LONGUEUR: 21 mots"),
    ],
)
def test_an_older_export_of_nexis_is_read_as_text_page_and_rtf(of, counted, words):
    text = nexis_text(of, counted, words)
    page = (
        "<html><body>"
        + "".join(f"<p>{part}</p>" for part in text.split("\n\n") if part.strip())
        + "</body></html>"
    )
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    lines = "\\par ".join(parts)
    rtf = "{\\rtf1 " + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in lines) + "}"
    for data in (text, page, rtf):
        found = all_of(data.encode())
        assert [(each.reader, each.member, each.title) for each in found] == [
            ("nexis", "1", "Bridge closes; no date named"),
            ("nexis", "2", "Bridge closes; no date named"),
        ]
        assert {each.text for each in found} == {TEXT}
        assert {each.publisher for each in found} == {"The Example Times"}


def test_an_oldest_nexis_layout_has_its_labels_behind_the_text():
    data = (
        f"1 of 1 DOCUMENTS\n\nThe Example Times\n\nBridge closes\n\nMarch 1, 2025\n\nAda Example\n\n"
        f"{FIRST}\n\n{SECOND}\n\nSECTION: NEWS\n\nLENGTH: 21 words\n\nLOAD-DATE: March 2, 2025\n"
    )
    [draft] = all_of(data.encode())
    assert (draft.title, draft.publisher, draft.text) == ("Bridge closes", "The Example Times", TEXT)


def test_an_export_of_proquest_is_read_as_a_page_and_from_a_mail():
    mail = MAIL + "Content-Type: text/html; charset=utf-8\r\n\r\n" + PROQUEST + PROQUEST
    for data, count in ((PROQUEST, 1), (mail, 2)):
        found = all_of(data.encode())
        assert [each.member for each in found] == [str(n + 1) for n in range(count)]
        for draft in found:
            assert (draft.title, draft.publisher, draft.byline) == (
                "Bridge closes",
                "The Example Times",
                ("Example, Ada", "Sample, Bo"),
            )
            assert draft.text == TEXT
            assert draft.published is not None
            assert draft.published.printed() == "2025-03-01"


BOMB = zipped({"[Content_Types].xml": "", "word/document.xml": b"<w>" + b" " * 30_000_000 + b"</w>"})
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {c} '&{p};&{p};&{p};&{p};&{p};&{p};&{p};&{p};'>"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "unpacks to too much"),
        (zipped({"word/document.xml": "<w:document"}), "not well-formed XML"),
        (zipped({"word/document.xml": "<a>" * 100_000}), "not well-formed XML"),
        (zipped({"word/document.xml": LAUGHS + "<d>&i;</d>"}), "not well-formed XML"),
        (
            zipped({"word/document.xml": "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"}),
            "which characters '&x;' stands for",
        ),
        (zipped({"word/other.xml": "x"}), "no text in the document"),
        (zipped({"word/document.xml": "x"})[:60], "this Word file is cut off or damaged"),
        (b"{\\rtf1 " + b"{" * 10_000, "nested too deeply"),
        (b"{\\rtf1}", "no text in the document"),
        ((MAIL + "Content-Type: image/png\r\n\r\nAAAA").encode(), "a mail without text"),
    ],
    ids=["bomb", "cut", "deep", "laughs", "outside", "no text", "broken", "deep rtf", "empty rtf", "picture"],
)
def test_hostile_and_broken_files_get_one_clear_error(data, says):
    with pytest.raises(ReadError) as error:
        read(data, "-")
    assert says in str(error.value)
    assert "\n" not in str(error.value)
