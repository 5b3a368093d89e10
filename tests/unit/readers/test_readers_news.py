"""Exports of press databases, feeds, and news items of agencies."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import ReadError, documents, read
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import FIRST, SECOND

TEXT = f"{FIRST}\n\n{SECOND}"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"


def all_of(data: str | bytes) -> list[ArticleDraft]:
    found = list(documents(data.encode() if isinstance(data, str) else data, "-"))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [one for one in found if isinstance(one, ArticleDraft)]


def said(draft: ArticleDraft) -> tuple[str | None, tuple[str, ...], str | None, str | None]:
    """Title, byline, publisher and day."""
    return draft.title, draft.byline, draft.publisher, draft.published.printed() if draft.published else None


SAID = ("Bridge closes", ("Ada Example",), "The Example Times", "2025-03-01")

FACTIVA_PAGE = (
    "<html><head><title>Factiva</title></head><body>"
    + (
        "<div class='article'><div class=\"article enArticle\"><p> </p><div>News</div>"
        "<div id='hd'><span class='enHeadline'>Bridge closes</span></div><div class='author'>By Ada"
        " Example</div>"
        "<div>21 words</div><div>1 March 2025</div><div>The Example Times</div><div>EXTI</div>"
        "<div>English</div>"
        f"<div>Copyright 2025</div><p></p><p class='articleParagraph'>{FIRST}</p>"
        f"<p class='articleParagraph'>{SECOND}</p><p>Example Press Ltd.</p><p>Document"
        f" EXTI00002025030100001</p>"
        "</div></div>"
    )
    * 2
    + "</body></html>"
)
FACTIVA_CODES = (
    "SE  News\nHD  Bridge closes\nBY  By Ada Example\nWC  21 words\nPD  1 March 2025\nSN  The Example Times\n"
    f"LA  English\nLP  \n{FIRST}\n\nTD  \n{SECOND}\n\nAN  Document EXTI0000\n\n"
) * 2
FACTIVA_TABLE = (
    "<html><head><title>Factiva</title></head><body><table>"
    + "".join(
        f"<tr><td><b>{code}</b></td><td>{value}</td></tr>"
        for code, value in [
            *(("HD", "Bridge closes"), ("BY", "By Ada Example"), ("WC", "21 words"), ("PD", "1 March 2025")),
            *(
                ("SN", "The Example Times"),
                ("LP", f"<p>{FIRST}</p>"),
                ("TD", f"<p>{SECOND}</p>"),
                ("AN", "Document X"),
            ),
        ]
        * 2
    )
    + "</table></body></html>"
)
FACTIVA_XML = (
    "<PPSResponse><set xmlns='http://global.factiva.com/pps/2.0'>"
    + (
        "<article><headline><paragraph>Bridge closes</paragraph></headline><byline>By Ada Example</byline>"
        f"<leadParagraph><paragraph>{FIRST}</paragraph></leadParagraph><tailParagraphs><paragraph>{SECOND}"
        "</paragraph></tailParagraphs><sourceName>The Example Times</sourceName>"
        "<publicationDate><dateTime>2025-03-01T01:35:58Z</dateTime></publicationDate></article>"
    )
    * 2
    + "</set></PPSResponse>"
)
EUROPRESSE = (
    "<!DOCTYPE html><html><head><style>.DocPublicationName{color:red}</style></head><body>"
    + (
        "<article><header><span class='DocPublicationName'>The Example Times </span>"
        "<span class='DocHeader'>News, samedi 1 mars 2025, p. 16</span><div class='titreArticle'>"
        "<p class='titreArticleVisu'>Bridge closes</p></div><div>Ada Example</div></header>"
        f"<div class='DocText'><div class='docOcurrContainer'>{BODY}</div></div>"
        "<aside>Illustration</aside><footer>© 2025</footer></article>"
    )
    * 2
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (FACTIVA_PAGE, "factiva"),
        (FACTIVA_CODES, "factiva"),
        (FACTIVA_TABLE, "factiva"),
        (FACTIVA_XML, "factiva"),
        (EUROPRESSE, "europresse"),
    ],
    ids=["page", "codes", "table", "xml", "europresse"],
)
def test_an_export_has_an_article_for_each_document(data, reader):
    found = all_of(data)
    assert [(draft.reader, draft.member) for draft in found] == [(reader, "1"), (reader, "2")]
    assert {said(draft) for draft in found} == {SAID}
    assert {draft.text for draft in found} == {TEXT}


RSS = (
    "<?xml version='1.0' encoding='{}'?><rss xmlns:content='urn:content' xmlns:dc='urn:dc'"
    " xmlns:wp='urn:wp'><channel>"
    "<title>The Example Times</title><item><title>Bridge closes</title><link>https://example.org/1</link>"
    "<dc:creator>Ada Example</dc:creator><pubDate>Sat, 01 Mar 2025 23:30:00 -0500</pubDate>{}</item>"
    "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Example Times</title><entry><title>Bridge"
    " closes</title>"
    "<link rel='self' href='https://example.org/self'/><link href='https://example.org/1'/><author>"
    "<name>Ada Example"
    f"</name></author><published>2025-03-01T23:30:00-05:00</published><content type='xhtml'><div>{BODY}</div>"
    "</content></entry></feed>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1",
        "title": "The Example Times",
        "description": "News from Velda",
        "items": [
            {
                "title": "Bridge closes",
                "url": "https://example.org/1",
                "author": {"name": "Ada Example"},
                "date_published": "2025-03-01T23:30:00-05:00",
                "content_html": BODY,
            }
        ],
    }
)
FULL = f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"


@pytest.mark.parametrize("data", [RSS.format("utf-8", FULL), ATOM, JSON_FEED], ids=["rss", "atom", "json"])
def test_a_feed_has_an_article_for_each_entry(data):
    [draft] = all_of(data)
    assert (said(draft), draft.text, draft.warnings) == (SAID, TEXT, ())
    assert (draft.member, draft.url) == ("1", "https://example.org/1")


def test_a_summary_is_no_whole_article_and_its_warning_says_so():
    [draft] = all_of(RSS.format("utf-8", f"<description>{FIRST}</description>"))
    assert draft.text == FIRST
    assert "only a summary" in draft.warnings[0]


def test_a_feed_that_declares_another_encoding_than_it_has_is_read_by_its_bytes():
    full = "<content:encoded>Größe zählt, sagte sie.</content:encoded>"
    for declared, encoding in (("iso-8859-1", "utf-8"), ("iso-8859-1", "iso-8859-1")):
        [draft] = all_of(RSS.format(declared, full).encode(encoding))
        assert draft.text == "Größe zählt, sagte sie."


def test_of_wordpress_posts_are_read_by_the_names_that_authors_show():
    shown = "<wp:author_display_name>Ada Example</wp:author_display_name>"
    author = f"<wp:author><wp:author_login>ada</wp:author_login>{shown}</wp:author>"
    data = RSS.format("utf-8", FULL + "<wp:post_type>post</wp:post_type>").replace(
        ">Ada Example<", ">ada<", 1
    )
    page = "<item><title>About</title><wp:post_type>page</wp:post_type></item>"
    [draft] = all_of(data.replace("<item>", f"{author}{page}<item>", 1))
    assert draft.byline == ("Ada Example",)


def test_an_account_that_nobody_shows_a_name_for_is_no_author_of_a_feed():
    data = RSS.format("utf-8", FULL)
    assert [draft.byline for draft in all_of(data.replace(">Ada Example<", ">admin<"))] == [()]
    named = data.replace("<dc:creator>", "<dc:creator>admin</dc:creator><dc:creator>")
    assert [draft.byline for draft in all_of(named)] == [("Ada Example",)]


NITF = (
    "<nitf><head><docdata><date.issue norm='20250301T222800-0500'/></docdata></head><body><body.head>"
    "<hedline>"
    "<hl1>Bridge closes</hl1></hedline><byline>By Ada Example, <byttl>Reporter</byttl></byline>"
    f"<distributor>The Example Times</distributor></body.head><body.content>{BODY}</body.content>"
    f"</body></nitf>"
)
G2 = (
    "<newsItem><itemMeta><provider><name>The Example Times</name></provider>"
    "<versionCreated>2025-03-01T23:30:00-05:00</versionCreated></itemMeta><contentMeta><by>Von Ada"
    " Example, dpa</by>"
    "<headline>Bridge closes</headline></contentMeta><contentSet><inlineXML><html><head><title>x"
    "</title></head><body>"
    "<header><time>1 March</time><h1>Bridge closes</h1></header><section>"
    f"<p>*** NOTE: TRANSLATED ***</p>{BODY}</section>"
    "<section class='np-nonpublic'><p>Not for publication.</p></section></body></html></inlineXML>"
    "</contentSet></newsItem>"
)
NEWSML = (
    "<NewsML><NewsItem><NewsManagement><FirstCreated>20250301T125902Z</FirstCreated></NewsManagement>"
    "<NewsComponent>"
    "<NewsLines><HeadLine>Bridge closes</HeadLine><ByLine>Ada Example</ByLine></NewsLines><Provider>"
    f"<Party FormalName='The Example Times'/></Provider><ContentItem><DataContent>{BODY}"
    f"</DataContent></ContentItem>"
    "</NewsComponent></NewsItem></NewsML>"
)
NINJS = json.dumps(
    {
        "headlines": [{"role": "main", "value": "Bridge closes"}],
        "by": "By Ada Example",
        "copyrightHolder": "The Example Times",
        "versionCreated": "2025-03-01T23:30:00-05:00",
        "bodies": [
            {"role": "text", "contentType": "text/plain", "value": "Not this."},
            {"role": "main", "contentType": "text/html", "value": BODY},
        ],
    }
)


@pytest.mark.parametrize("data", [NITF, G2, NEWSML, NINJS], ids=["nitf", "newsml-g2", "newsml", "ninjs"])
def test_an_item_of_an_agency_is_an_article(data):
    [draft] = all_of(data)
    assert (said(draft), draft.text, draft.member) == (SAID, TEXT, None)


@pytest.mark.parametrize(
    ("data", "says", "embargo"),
    [
        (NITF, "<date.release norm='29990301T222800-0500'/>", "</docdata>"),
        (G2, "<embargoed>2999-03-01T22:28:00-05:00</embargoed>", "</itemMeta>"),
        (NINJS, '"embargoed": "2999-03-01T22:28:00-05:00", ', '"by":'),
    ],
    ids=["nitf", "newsml-g2", "ninjs"],
)
def test_an_item_says_until_when_it_is_under_embargo(data, says, embargo):
    assert all_of(data)[0].embargo is None
    [draft] = all_of(data.replace(embargo, says + embargo, 1))
    assert draft.embargo.begins().isoformat() == "2999-03-02T03:28:00+00:00"


def test_a_telegram_is_read_between_its_signs():
    data = (
        "\x01abc062 4 i 211 x dpa 061\r\n\r\nBridges/\r\n\x02Bridge closes\r\nBy Ada Example, The"
        " Example Times =\r\n\r\n"
        f"   Velda (dpa) - {FIRST}\r\n\r\n   The bridge will stay closed for\r\nthe whole of the"
        f" summer.\r\n\r\n# Notes\r\n\x03"
    )
    draft = read(data.encode(), "-")
    assert said(draft)[:3] == SAID[:3]
    assert draft.text == f"Velda (dpa) - {TEXT}"


@pytest.mark.parametrize(
    "data",
    [
        "<rss><channel>",
        "<!DOCTYPE rss [<!ENTITY x 'y'>]><rss><channel><item>&x;<title>a</title></item></channel></rss>",
        "<nitf><body/></nitf>",
        "<nitf>" + "<p>" * 100_000,
        '{"headline": "a", "body_html": ',
        (
            "<!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><nitf><body.content><p>&x;</p>"
            "</body.content></nitf>"
        ),
    ],
)
def test_broken_and_hostile_items_get_one_clear_error(data):
    with pytest.raises(ReadError) as error:
        read(data.encode(), "-")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("distributor", "publisher"),
    [("", "The Example Gazette"), ("<distributor>The Example Times</distributor>", "The Example Times")],
)
def test_a_publication_that_is_named_in_the_head_is_the_publisher(distributor, publisher):
    named = NITF.replace("</head>", "<pubdata name='The Example Gazette' date.publication='2025'/></head>")
    source = "<docdata><doc.copyright holder='x'/></docdata>"
    data = named.replace("<distributor>The Example Times</distributor>", distributor + source)
    assert all_of(data)[0].publisher == publisher


@pytest.mark.parametrize(("credit", "publisher"), [("etw", "etw"), ("etw/xyz", "The Example Times")])
def test_a_credit_line_that_is_the_code_of_the_provider_is_its_name(credit, publisher):
    coded = G2.replace("<provider>", "<provider qcode='names:etw'>")
    line = f"<creditline>{credit}</creditline><headline>"
    [story] = documents(coded.replace("<headline>", line, 1).encode(), "a.xml")
    assert isinstance(story, ArticleDraft)
    assert story.publisher == publisher
