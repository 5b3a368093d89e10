"""Bodies of news items: whole pages, items in items, and what agencies print around a text."""

from __future__ import annotations

import json

import pytest

from tests.unit.readers.test_readers_other_programs import SAID, of
from tests.unit.readers.test_readers_versions import TITLE

NEXT = "The pier opens again in May, and the ferries go on as before."
FIGURE = (
    "<figure><img src='a.jpg'/><div class='byline'>Cy Roe/XY</div><figcaption>The pier.</figcaption></figure>"
)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    "<div class='dat'><span>Velda</span><span>XY</span></div>"
    f"<p>{SAID}</p><blockquote>{NEXT}</blockquote>{FIGURE}</article></body></html>"
)
NITF = (
    f"<nitf><head><title>{TITLE}</title></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline>"
    "<byline>By Example Desk</byline></body.head>"
    f"<body.content><p>{SAID}</p><p>{NEXT}</p></body.content></body></nitf>"
)
BOTH = f"{SAID}\n\n{NEXT}"


def item(**said: object) -> str:
    return json.dumps({"headline": TITLE, "type": "text", "versioncreated": "2025-03-04", **said})


def newsml(content: str, lines: str = f"<HeadLine>{TITLE}</HeadLine>") -> str:
    inner = f"<NewsComponent><NewsLines>{lines}</NewsLines>{content}</NewsComponent>"
    return f"<NewsML><NewsItem>{inner}</NewsItem></NewsML>"


def part(role: str, words: str) -> str:
    content = f"<ContentItem><DataContent>{words}</DataContent></ContentItem>"
    return f"<NewsComponent><Role FormalName='{role}'/>{content}</NewsComponent>"


def g2(content: str) -> str:
    meta = f"<contentMeta><headline>{TITLE}</headline></contentMeta>"
    return f"<newsItem>{meta}<contentSet>{content}</contentSet></newsItem>"


def blocks(*parts: str) -> str:
    body = "".join(f"<block>{one}</block>" for one in parts)
    head = f"<body.head><hl1>{TITLE}</hl1></body.head>"
    return f"<nitf><body>{head}<body.content>{body}</body.content></body></nitf>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (item(body_html5=PAGE), BOTH),
        (item(bodies=[{"contentType": "text/html", "value": PAGE}]), BOTH),
        (
            item(bodies=[{"contenttype": "text/vnd.IPTC.NITF", "value": f"<?xml version='1.0'?>\n{NITF}"}]),
            BOTH,
        ),
        (item(body_html=f"<p>{SAID}</p>{FIGURE}<p>{NEXT}</p>"), BOTH),
        (item(body_html=f"<p class='byline'>By Ada Example</p><p>{SAID}</p><p>{NEXT}</p>"), BOTH),
        (item(body_html=f"<p><span class='dateline'>VELDA - </span>{SAID}</p>"), f"VELDA - {SAID}"),
        (item(body_html=f"<p>{SAID}</p><p class='datum'>{NEXT}</p>"), BOTH),
        (
            item(body_html="<nitf><body.content><p>A & B said so in Velda.</p></body.content></nitf>"),
            "A & B said so in Velda.",
        ),
        (item(body_html=f"<p>{SAID}</p><figure><blockquote>{NEXT}</blockquote></figure>"), BOTH),
        (item(body_html=f"<p>{SAID}</p><figure><table><tr><td>{NEXT}</td></tr></table></figure>"), BOTH),
        (
            item(body_html=f"<p>{SAID}</p><blockquote>So.<footer>Bo Roe</footer></blockquote>"),
            f"{SAID}\n\nSo.\n\nBo Roe",
        ),
        (item(body_html=f"<p>{SAID}</p><footer>All rights reserved</footer>"), SAID),
        (item(body_html=f"<p class='dateline'>{SAID}</p><p>{NEXT}</p>"), BOTH),
        (item(body_html=f"<p class='standfirst'>{SAID}</p><p>{NEXT}</p>"), BOTH),
        (newsml(part("StyleSheet", ".a {b: c}") + part("HeadLine", TITLE) + part("Body", BOTH)), BOTH),
        (newsml(part("Main", f"<p>{SAID}</p>") + part("Caption", f"<p>{NEXT}</p>")), SAID),
        (newsml(part("Supporting", f"<p>{SAID}</p>")), SAID),
        (
            newsml(
                f"<ContentItem><DataContent><p>{SAID}</p><p>ab/de-fgh</p><p/></DataContent></ContentItem>"
            ),
            SAID,
        ),
        (newsml(f"<ContentItem><DataContent><p>{SAID}</p><p>ends</p></DataContent></ContentItem>"), SAID),
        (
            newsml(f"<ContentItem><DataContent><p>{SAID}</p><p>So it ends</p></DataContent></ContentItem>"),
            f"{SAID}\n\nSo it ends",
        ),
        (
            newsml(f"<ContentItem><DataContent><p>{SAID}</p><p>AB/DE</p></DataContent></ContentItem>"),
            f"{SAID}\n\nAB/DE",
        ),
        (blocks(f"<p>{SAID}</p>", f"<p>{SAID}</p><p>{NEXT}</p>"), BOTH),
        (blocks(f"<p>{SAID}</p>", f"<p>{NEXT}</p>"), BOTH),
        (
            blocks(f"<p>{SAID}</p>", f"<p>{NEXT}</p><p>{SAID}</p>"),
            f"{SAID}\n\n{BOTH.split(chr(10))[2]}\n\n{SAID}",
        ),
        (
            g2(
                f"<inlineXML><BODY><TEXT><RUBRIK>{TITLE}</RUBRIK><DAT><ORT>Velda</ORT></DAT>"
                f"<INGRESS><P>{SAID}</P></INGRESS>"
                f"<BRODTEXT><CITAT>{NEXT}</CITAT></BRODTEXT>"
                "<BILD><BILDTEXT><P>The pier.</P></BILDTEXT></BILD></TEXT></BODY></inlineXML>"
            ),
            BOTH,
        ),
    ],
)
def test_a_body_is_the_text_and_not_what_stands_around_it(data, text):
    assert [one.text for one in of(data, "a.json" if data.startswith("{") else "a.xml")] == [text]


def test_lines_of_a_body_that_is_markup_are_no_paragraphs():
    value = "\n   The pier opens again in May,\n   and the ferries go on as before.\n"
    marked = item(bodies=[{"contentType": "text/html", "value": value}])
    plain = item(bodies=[{"contentType": "text/plain", "value": value}])
    assert [one.text.count("\n\n") for one in of(marked, "a.json") + of(plain, "b.json")] == [0, 1]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ufffe", "&#1;"])
def test_signs_that_xml_may_not_have_cost_no_body(sign):
    [found] = of(item(body_html=f"<p>{SAID}</p><p>The pier{sign} is shut.</p>"), "a.json")
    assert found.text.startswith(f"{SAID}\n\nThe pier")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Example, EA Velda", ("Ada Example",)),
        ("By Ada Example, EA Political Staff", ("Ada Example",)),
        ("By Ada Example and Bo Sample, EA Velda", ("Ada Example", "Bo Sample")),
        ("By EA Velda", ("EA Velda",)),
        ("By Ada Example, Ea Velda", ("Ada Example", "Ea Velda")),
        ("By Ada Example, Bo Sample", ("Ada Example", "Bo Sample")),
        ("By Ada Example, AB Sample", ("Ada Example", "AB Sample")),
    ],
)
def test_a_desk_of_the_agency_is_no_author_behind_one(byline, names):
    provider = "<AdministrativeMetadata><Provider><Party FormalName='The Example Agency'/></Provider>"
    lines = f"<HeadLine>{TITLE}</HeadLine><ByLine>{byline}</ByLine>"
    [found] = of(
        newsml(f"{provider}</AdministrativeMetadata>{part('Main', f'<p>{SAID}</p>')}", lines), "a.xml"
    )
    assert (found.byline, found.publisher) == (names, "The Example Agency")


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ["(Adds words)", "* Pier shut", "By Ada Example and Ybo Sample", "VELDA, May 4 (EA) - It is."],
            True,
        ),
        (["By Ada Example and Ybo Sample", "May 4 (EA) - It is."], True),
        (["By Ada Example and Ybo Sample", "It is shut, they say."], False),
        (["By Ada Example and Ybo Sample", "* Pier shut", "VELDA, May 4 (EA) - It is."], False),
        (["By then it was shut", "VELDA, May 4 (EA) - It is."], False),
        (["By noon", "VELDA, May 4 (EA) - It is."], False),
        (["VELDA, May 4 (EA) - It is.", "By Ada Example and Ybo Sample"], False),
        (["Pictures by Ada Example", "VELDA, May 4 (EA) - It is."], False),
    ],
)
def test_who_is_named_right_above_place_and_agency_wrote_it(lines, names):
    body = "".join(f"<p>{line}</p>" for line in lines)
    [found] = of(g2(f"<inlineXML><html><body>{body}</body></html></inlineXML>"), "a.xml")
    assert found.byline == (("Ada Example", "Ybo Sample") if names else ())


FIRST = "VELDA, March 4 (XY) - The pier is\nclosed, the harbour master\nsaid.\n"


@pytest.mark.parametrize(
    ("words", "paragraphs"),
    [
        (f"{FIRST}    It opens in May.\n    The ferries\ngo on.\n", 3),
        (f"{FIRST}\tIt opens in May.\n\tThe ferries\ngo on.\n", 3),
        ("The pier is\n    closed, the harbour\n    master said. It opens\n    in May.", 1),
        (f"{FIRST}It opens in May.\nThe ferries\ngo on.\n", 1),
        (f"{FIRST}    It opens in May.", 1),
    ],
)
def test_indents_part_paragraphs_where_other_lines_have_none(words, paragraphs):
    [found] = of(g2(f"<inlineXML><html><body><p>{words}</p></body></html></inlineXML>"), "a.xml")
    assert len(found.text.split("\n\n")) == paragraphs


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"byline": "<p>By Ada Example</p>"}, ("Ada Example",)),
        ({"byline": "Ada Example"}, ("Ada Example",)),
        ({"bylines": [{"by": "By XADA EXAMPLE and YBO SAMPLE"}]}, ("XADA EXAMPLE", "YBO SAMPLE")),
        ({"bylines": [{"by": "XADA EXAMPLE"}]}, ()),
    ],
)
def test_a_byline_may_be_marked_up_and_names_people_behind_by(said, names):
    [found] = of(item(body_html=f"<p>{SAID}</p>", **said), "a.json")
    assert found.byline == names
