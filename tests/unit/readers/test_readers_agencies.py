"""Files as agencies and programs write them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from quotesdb.names.byline import split_bylines
from tests.unit.readers.made import zipped
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of, why
from tests.unit.readers.test_readers_speech import turns
from tests.unit.readers.test_readers_versions import TITLE


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ada Example/TT", ("Ada Example",)),
        ("By Ada van Example/NTB", ("Ada van Example",)),
        ("AC/DC", ("AC/DC",)),
        ("Ada Example/Bo Sample", ("Ada Example/Bo Sample",)),
        ("TT/AFP", ("TT/AFP",)),
        ("Example News/TT", ("Example News/TT",)),
        ("Ada DJ/MC", ("Ada DJ/MC",)),
        ("Ada Example and Grace Sample/TT", ("Ada Example", "Grace Sample")),
        ("Red Cross/UN", ("Red Cross/UN",)),
        ("Ada Example/UN", ("Ada Example/UN",)),
        ("Red Cross/AFP", ("Red Cross/AFP",)),
        ("Ada Example/TT News", ("Ada Example/TT News",)),
    ],
)
def test_the_agency_behind_a_stroke_is_no_part_of_a_name(printed, names):
    assert split_bylines([printed]) == names


def test_an_item_may_list_its_bylines_and_have_its_text_as_nitf():
    item = {"headline": TITLE, "bylines": [{"by": "Ada Example", "title": "Example Press"}], "type": "text"}
    item |= {
        "versioncreated": "2025-03-04",
        "body_nitf": f"<nitf><body.content><p>{SAID}</p></body.content></nitf>",
    }
    [found] = of(json.dumps({"data": {"item": item}}), "a.json")
    assert (found.title, found.byline, found.text) == (TITLE, ("Ada Example",), SAID)


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"bylines": "Ada Example"}, ("Ada Example",)),
        ({"bylines": ["Ada Example", {"byline": "Bo Sample"}]}, ("Ada Example", "Bo Sample")),
        ({"bylines": "Ada Example", "author": "Bo Sample"}, ("Bo Sample",)),
        ({"authors": "Ada Example"}, ("Ada Example",)),
        ({"bylines": 7}, ()),
        ({"bylines": [{"id": "Ada Example"}]}, ()),
        ({"bylines": [{"byline": "Pictures: Cy Roe"}, {"by": "Ada Example"}]}, ("Ada Example",)),
        ({"bylines": [{"by": "Reporter on bridges since 2001"}, {"byline": "row 7"}]}, ()),
        ({"bylines": [{"byline": "Ada Example/XY"}, {"by": "Example Desk"}]}, ()),
        ({"authors": [{"name": "", "byline": "Writes of bridges and ferries"}]}, ()),
        ({"author": {"by": "row 7", "name": ""}}, ()),
        ({"author": {"byline": "Ada Example"}}, ()),
    ],
)
def test_bylines_may_be_a_list_or_one(more, names):
    item = {"title": TITLE, "versioncreated": "2025-03-04", "body_text": SAID, "body_html5": "<p>Else</p>"}
    [found] = of(json.dumps(item | more), "a.json")
    assert (found.byline, found.text) == (names, SAID)


def events(*segments: Sequence[str]) -> str:
    spoken = [{"tStartMs": at, "segs": [{"utf8": one} for one in part]} for at, part in enumerate(segments)]
    return json.dumps({"wireMagic": "pb3", "events": [{"tStartMs": 0, "id": 1, "wpWinPosId": 1}, *spoken]})


def test_captions_may_begin_with_events_that_only_say_where_they_stand():
    [found] = of(events(["it", " is"], ["\n"], ["shut", " today"]), "a.json")
    assert found.text == "it is shut today"


def test_sentences_of_a_meeting_are_turns_of_who_said_them():
    said = [("Ada Example", "It is shut."), ("Bo Sample", "It is not.")]
    sentences = [{"speaker_name": name, "text": words, "start_time": 1.5} for name, words in said]
    [found] = of(json.dumps({"data": {"transcript": {"sentences": sentences}}}), "a.json")
    assert turns(found) == said


@pytest.mark.parametrize("more", [{}, {"start": 7}, {"start_char": 7, "end_char": 9}])
def test_sentences_that_nobody_is_named_for_are_no_meeting(more):
    text = json.dumps({"sentences": [{"text": "It is shut.", **more}] * 3, "ts": 1, "time": 2})
    assert "JSON" in why(text.encode(), "a.json")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ({"speaker": None, "start_time": 0}, {"speaker": "Bo Sample", "start_time": 6}),
        ({"speaker": "", "startTime": 0}, {"speaker": "Bo Sample", "startTime": 6}),
        ({"speaker": "Ada Example", "begin": 0, "end": 15}, {"speaker": "Bo Sample", "begin": 16, "end": 30}),
        ({"speaker": "Ada Example", "start": 0}, {"speaker": "Bo Sample", "start": 16}),
        ({"speaker": "Ada Example"}, {"speaker": "Bo Sample"}),
        ({"speaker": "Ada Example", "offset": 0}, {"speaker": "Bo Sample", "offset": 16}),
    ],
)
def test_sentences_of_an_annotated_text_are_no_meeting(first, last):
    sentences = [{"text": "It shut at two.", **first}] * 60 + [{"text": "We ran, said Bo.", **last}]
    assert "JSON" in why(json.dumps({"sentences": sentences}).encode(), "a.json")


def test_events_that_have_their_words_elsewhere_are_read():
    listed = [{"tStartMs": at, "text": f"shut {at}"} for at in range(3)]
    [found] = of(json.dumps({"events": listed}), "a.json")
    assert found.text == "shut 0 shut 1 shut 2"


def test_segments_of_which_some_are_sentences_too_are_read_whole():
    listed = [{"start": 1, "text": "It is shut."}, {"start": 4, "text": "It is not."}]
    sentences = [{"start": 1, "text": "It is shut.", "speaker": "Ada Example"}]
    [found] = of(json.dumps({"segments": listed, "sentences": sentences}), "a.json")
    assert found.text == "It is shut. It is not."


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Example Notes</title>{}</feed>"


def entry(kind: str, title: str, of_whom: str = "http://schemas.google.com/blogger/2008/kind") -> str:
    scheme = f"scheme='http://schemas.google.com/g/2005#kind' term='{of_whom}#{kind}'"
    return f"<entry><category {scheme}/><title>{title}</title><content>{LONG}</content></entry>"


def test_of_an_export_of_blogger_the_posts_are_articles():
    listed = [entry(kind, kind) for kind in ("template", "settings", "page", "comment", "post")]
    assert [one.title for one in of(ATOM.format("".join(listed)), "a.xml")] == ["post"]


@pytest.mark.parametrize("kind", ["comment", "page", "post"])
def test_a_feed_of_blogger_for_readers_is_of_whatever_it_lists(kind):
    assert [one.title for one in of(ATOM.format(entry(kind, TITLE)), "a.xml")] == [TITLE]


def test_what_blogger_has_not_published_is_no_article():
    kept = entry("post", "Draft").replace("<title>", "<control><draft>yes</draft></control><title>")
    shown = entry("post", TITLE).replace("<title>", "<control><draft>no</draft></control><title>")
    assert [one.title for one in of(ATOM.format(kept + shown), "a.xml")] == [TITLE]
    assert why(ATOM.format(entry("settings", TITLE)).encode(), "a.xml") == "no article in the file"


def test_an_entry_of_another_kind_of_list_is_an_article():
    one = f"<entry><category term='page'/><title>{TITLE}</title><content>{LONG}</content></entry>"
    assert [found.title for found in of(ATOM.format(one), "a.xml")] == [TITLE]


@pytest.mark.parametrize("of_whom", ["youtube.com/schemas/2007", "google.com/docs/2007", "google.com/sites"])
def test_entries_of_other_services_are_articles_of_whatever_kind(of_whom):
    listed = entry("announcement", TITLE, f"http://schemas.{of_whom}")
    assert [found.title for found in of(ATOM.format(listed), "a.xml")] == [TITLE]


def test_who_illustrated_a_book_is_told_from_its_author_by_what_refines_the_name():
    creators = "<meta property='role'>ill</meta><creator>Cy Roe</creator>"
    creators += "<creator id='a'>Ada Example</creator><creator id='b'>Bo Sample</creator>"
    creators += "<creator id='o'>Di Velda</creator>"
    creators += "".join(
        f"<meta refines='#{key}' property='role'>{role}</meta>"
        for key, role in (("a", "aut"), ("a", "ill"), ("b", "ill"), ("o", "A01"))
    )
    package = f"<package><metadata><title>{TITLE}</title>{creators}</metadata><manifest>"
    package += "<item id='c' href='c.xhtml'/></manifest><spine><itemref idref='c'/></spine></package>"
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>",
        "a.opf": package,
        "c.xhtml": f"<html><body><p>{SAID}</p></body></html>",
    }
    [found] = of(zipped(files), "a.epub")
    assert found.byline == ("Cy Roe", "Ada Example", "Di Velda")


def test_a_mail_of_apple_mail_ends_where_the_program_says():
    mail = f"From: Ada Example <ada@example.org>\nMime-Version: 1.0\nSubject: {TITLE}\n\n{SAID}\n"
    [found] = of(
        f"{len(mail.encode())}      \n{mail}<?xml version='1.0'?><plist><integer>7</integer></plist>",
        "a.emlx",
    )
    assert (found.reader, found.title, found.text) == ("mail", TITLE, SAID)


def test_a_mail_is_not_cut_where_the_number_above_it_is_no_number_of_its_bytes():
    mail = f"From: Ada Example <ada@example.org>\nMime-Version: 1.0\nSubject: {TITLE}\n\n{SAID}\n"
    [found] = of(f"48\n{mail}", "a.emlx")
    assert (found.title, found.text) == (TITLE, SAID)


@pytest.mark.parametrize("text", [f"48\n\n{SAID}", f"48\nTo: nobody\n\n{SAID}", f"48\n{SAID}"])
def test_a_number_above_a_text_makes_no_mail_of_it(text):
    [found] = of(text, "a.txt")
    assert (found.reader, found.text) == ("plain", text)


@pytest.mark.parametrize(
    ("headlines", "title"),
    [
        ("<headline role='hl:short'>Bridge</headline><headline>Bridge closes</headline>", "Bridge closes"),
        ("<headline>Bridge closes</headline><headline role='hl:short'>Bridge</headline>", "Bridge closes"),
        ("<headline role='hl:main'>Bridge closes</headline>", "Bridge closes"),
    ],
)
def test_a_headline_of_newsml_that_has_a_role_is_another_beside_it(headlines, title):
    text = f"<contentSet><inlineData>{SAID}</inlineData></contentSet>"
    [found] = of(f"<newsItem><contentMeta>{headlines}</contentMeta>{text}</newsItem>", "a.xml")
    assert found.title == title


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("", "Velda Press"),
        ("<distributor><org>Example News</org></distributor>", "Example News"),
    ],
)
def test_who_holds_the_rights_of_an_item_of_nitf_is_its_publisher_where_nobody_else_is(more, name):
    head = "<head><docdata><doc.copyright holder='Velda Press' year='2025'/></docdata></head>"
    body = f"<body><body.head>{more}</body.head><body.content><p>{SAID}</p></body.content></body>"
    assert of(f"<nitf>{head}{body}</nitf>", "a.xml")[0].publisher == name
