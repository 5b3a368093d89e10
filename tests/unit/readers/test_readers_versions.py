"""Files as other versions of programs write them, and in other languages."""

from __future__ import annotations

import json
from html import escape

import pytest

from quotesdb.readers import documents, read
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.test_readers_other_programs import HEAD, LONG, SAID, of, packed, why
from tests.unit.readers.test_readers_speech import turns

TITLE = "Bridge closes"


def nexis(labels: str) -> str:
    day = "March 4, 2025"
    one = f"Example Post\n\n{day} Tuesday\n\n{TITLE}\n\n{labels}\n\n{SAID}\n\nLOAD-DATE: {day}\n\n"
    return "".join(f"{'':20}{number} of 2 DOCUMENTS\n\n{one}" for number in (1, 2))


@pytest.mark.parametrize(
    "labels",
    [
        "BYLINE: Ada Example\n\nSECTION: News; Pg. 4\n\nLENGTH: 48 words",
        "BYLINE: Ada Example\nSECTION: News; Pg. 4\nLENGTH: 48 words",
        "AUTOR: Ada Example\nRUBRIK: Lokales\nLÄNGE: 48 Wörter",
    ],
)
def test_the_fields_of_nexis_may_stand_on_lines_that_follow_each_other(labels):
    first, second = of(nexis(labels), "a.txt")
    assert (first.title, first.byline, first.publisher, first.text) == (
        TITLE,
        ("Ada Example",),
        "Example Post",
        SAID,
    )
    assert second.text == SAID


def test_a_line_of_nexis_that_only_looks_like_a_field_stays_in_its_paragraph():
    spoken = "The sign read\nWARNING: Do not cross.\nNobody did."
    [first, _second] = of(nexis("BYLINE: Ada Example\n\nLENGTH: 48 words").replace(SAID, spoken), "a.txt")
    assert first.text == "The sign read WARNING: Do not cross. Nobody did."


CODES = (
    "SE News",
    f"HD {TITLE}",
    "BY By Ada Example",
    "WC 48 words",
    "PD 4 March 2025",
    "SN Example Post",
    "LP",
)
FACTIVA = (*CODES, SAID, "AN Document EXPO000020250304el3400001")


def rtf(lines: tuple[str, ...]) -> bytes:
    signs = "".join(
        sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in "\\par\n".join([*lines, *lines])
    )
    return f"{{\\rtf1\\ansi\\uc1 {signs}}}".encode()


def word(lines: tuple[str, ...]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    shown = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in [*lines, *lines])
    return packed(
        {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{shown}</w:body></w:document>'}
    )


@pytest.mark.parametrize(("data", "name"), [(rtf(FACTIVA), "a.rtf"), (word(FACTIVA), "a.docx")])
def test_exports_of_factiva_come_as_rtf_and_word_documents_too(data, name):
    found = of(data, name)
    assert [(one.reader, one.title, one.byline, one.publisher, one.text) for one in found] == [
        ("factiva", TITLE, ("Ada Example",), "Example Post", SAID)
    ] * 2


def test_a_document_that_begins_lines_with_some_of_the_codes_is_no_export():
    [story] = of(rtf(("HD is how they film.", "PD was the word.", SAID))[: -len("}")], "a.rtf")
    assert story.reader == "rtf"


ITEM = {
    "headline": TITLE,
    "byline": "Ada Example",
    "body_html": f"<p>{SAID}</p>",
    "versioncreated": "2025-03-04",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_news_items_may_be_json_lines_of_which_a_broken_one_costs_no_other(ends):
    lines = ends.join([json.dumps(ITEM), '{"headline": "cut', json.dumps(ITEM)])
    first, second, third = documents(lines.encode(), "a.jsonl")
    assert isinstance(first, ArticleDraft)
    assert isinstance(third, ArticleDraft)
    assert (first.text, first.member, third.text, third.member) == (SAID, "1", SAID, "3")
    assert isinstance(second, Unreadable)
    assert "line 2" in second.reason


ENTRY = f"<title>{TITLE}</title><content type='html'>{escape(f'<p>{SAID}</p>')}</content>"
TWO = "<author><name>Ada Example</name></author><author><name>Bo Sample</name></author>"


@pytest.mark.parametrize(
    ("of_feed", "of_entry", "expected"),
    [
        ("", TWO, ("Ada Example", "Bo Sample")),
        ("<author><name>Cy Third</name></author>", TWO, ("Ada Example", "Bo Sample")),
        ("<author><name>Cy Third</name></author>", "", ("Cy Third",)),
        ("", "<source><author><name>Cy Third</name></author></source>", ()),
        ("<author><email>desk@example.org</email></author>", "", ()),
    ],
)
def test_the_authors_of_an_entry_are_all_that_it_names_else_those_of_the_feed(of_feed, of_entry, expected):
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{of_feed}<entry>{of_entry}{ENTRY}</entry></feed>"
    [entry] = of(feed, "a.xml")
    assert entry.byline == expected


def test_elements_of_a_feed_whose_names_are_not_declared_are_what_they_are_called():
    item = f"<item><title>{TITLE}</title><content:encoded>&lt;p&gt;{SAID}&lt;/p&gt;</content:encoded></item>"
    [entry] = of(f"<rss><channel><title>Post</title>{item}</channel></rss>", "a.xml")
    assert (entry.text, entry.warnings) == (SAID, ())


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("display:none", False),
        ("color: red; DISPLAY : none !important", False),
        ("display: block", True),
        ("x-display:none", True),
        ("", True),
    ],
)
def test_what_a_mail_does_not_display_is_not_read(style, shown):
    mail = f"{HEAD}Subject: x\nContent-Type: text/html\n\n<p>{SAID}</p><p style='{style}'>Open me.</p>"
    [story] = of(mail, "a.eml")
    assert ("Open me." in story.text) is shown


@pytest.mark.parametrize(
    "header",
    [
        "title,text,authors,date",
        "Überschrift,Inhalt,Verfasser,Datum",
        "título,texto,autor,fecha",
        "titolo,testo,autore,published",
        "titel,brödtext,författare,publicerad",
    ],
)
def test_columns_are_known_in_other_languages(header):
    [row] = of(f'{header}\n{TITLE},"{LONG}",Ada Example,2025-03-04\n', "a.csv")
    assert (row.title, row.byline, row.published and row.published.printed()) == (
        TITLE,
        ("Ada Example",),
        "2025-03-04",
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("['Ada Example', 'Bo Sample']", ("Ada Example", "Bo Sample")),
        ("['Ada O''Example']", ("Ada O", "Example")),
        ("[unknown]", ("[unknown]",)),
        ("Ada Example; Bo Sample", ("Ada Example", "Bo Sample")),
    ],
)
def test_authors_may_be_a_list_as_programs_write_theirs(cell, expected):
    [row] = of(f'title,text,authors\n{TITLE},"{LONG}","{cell}"\n', "a.csv")
    assert row.byline == expected


def amazon(*, with_marks: bool) -> str:
    def part(word: str, speaker: str, **more: str) -> dict[str, object]:
        return {"alternatives": [{"content": word}, {"content": "no"}], "speaker_label": speaker, **more}

    mark = {"alternatives": [{"content": "."}], "type": "punctuation"}
    words = [part("We", "spk_0", start_time="0.1"), part("looked", "spk_0", start_time="0.4"), mark]
    words += [part("Did", "spk_1", start_time="0.9"), part("you", "spk_1", start_time="1.2")]
    return json.dumps(
        {"results": {"transcripts": [{"transcript": "x"}], "items": words if with_marks else words[:2]}}
    )


def test_words_with_their_guesses_are_the_turns_of_who_said_them():
    assert turns(read(amazon(with_marks=True).encode(), "a.json")) == [
        ("spk_0", "We looked."),
        ("spk_1", "Did you"),
    ]
    assert read(amazon(with_marks=False).encode(), "a.json").text == "We looked"


def test_the_words_of_the_first_channel_in_its_best_reading_are_read():
    words = [
        {"word": "we", "punctuated_word": "We", "start": 0, "speaker": 0},
        {"word": "looked", "start": 1, "speaker": 0},
    ]
    guess = {"transcript": "We looked", "words": words}
    found = {"results": {"channels": [{"alternatives": [guess, {"transcript": "no"}]}]}}
    assert read(json.dumps(found).encode(), "a.json").text == "We looked"


def test_spaces_between_elements_are_kept_and_letters_are_no_names():
    elements = [{"value": "We"}, {"type": "punct", "value": " "}, {"value": "looked"}]
    parts = [{"speaker": "A", "elements": elements}, {"speaker": "B", "elements": [{"value": "Yes"}]}]
    draft = read(json.dumps({"monologues": parts}).encode(), "a.json")
    assert turns(draft) == [("Speaker A", "We looked"), ("Speaker B", "Yes")]


@pytest.mark.parametrize(
    "listed",
    [
        {"items": [{"name": "Concert", "start": "1"}] * 2},
        {"rows": [{"items": [{"name": "Fair", "time": "1"}]}]},
    ],
)
def test_lists_of_what_has_a_name_and_a_time_are_no_speech(listed):
    assert "JSON" in why(json.dumps(listed).encode(), "a.json")


def test_a_transcript_may_have_its_times_in_brackets_before_the_names():
    lines = (
        "[00:00:03] Ada Example: We looked.\n[00:00:09] Bo Sample: Did you?\n[00:00:12] Ada Example: Yes.\n"
    )
    draft = read(lines.encode(), "a.txt")
    assert turns(draft) == [("Ada Example", "We looked."), ("Bo Sample", "Did you?"), ("Ada Example", "Yes.")]
    assert "subtitle" in why(b"[00:12.34] A line\n[00:15.00] another line\n[00:19.00] more\n", "a.lrc")


@pytest.mark.parametrize("cut", ["Mr. SAMPLE.\n\n", "Mr. SAMPLE.\nAnd no more.\n\n", "Mr. SAMPLE. \n \n"])
def test_a_label_with_a_full_stop_may_have_no_words_behind_it(cut):
    record = f"Mr. EXAMPLE. I yield.\n\n{cut}The SPEAKER. Order.\n\nMr. EXAMPLE. No.\n"
    said = turns(read(record.encode(), "a.txt"))
    assert [words for _name, words in said if "more" not in words] == ["I yield.", "Order.", "No."]
