"""Files as sites, newsletters, meetings and scrapers hand them out."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import documents
from tests.unit.readers.made import FIRST, SECOND, pdf, set_in_lines
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of, why
from tests.unit.readers.test_readers_versions import TITLE


def rendered(**more: object) -> dict[str, object]:
    item = {"type": "post", "date": "2025-03-04T09:00:00", "link": "https://example.org/bridge"}
    return {
        **item,
        "title": {"rendered": "Bridge &amp; ferry"},
        "content": {"rendered": f"<p>{LONG}</p>"},
        **more,
    }


def test_posts_of_the_interface_of_wordpress_are_articles():
    named = rendered(_embedded={"author": [{"id": 3, "name": "Ada Example"}]})
    first, second = of(json.dumps([named, rendered(author=3, title="Bridge")]), "a.json")
    assert (first.reader, first.title, first.byline, first.url, str(first.published.day)) == (
        "newsjson",
        "Bridge & ferry",
        ("Ada Example",),
        "https://example.org/bridge",
        "2025-03-04",
    )
    assert (first.text, second.title, second.byline) == (LONG.strip(), "Bridge", ())


@pytest.mark.parametrize(
    "more",
    [
        {"type": "page"},
        {"type": "attachment"},
        {"status": "draft"},
        {"type": "post", "status": "future"},
    ],
)
def test_of_wordpress_only_what_is_a_published_post_is_an_article(more):
    posts = [rendered(title="Bridge", status="publish"), rendered(**more)]
    assert [one.title for one in of(json.dumps(posts), "a.json")] == ["Bridge"]
    assert why(json.dumps(posts[1:]).encode(), "a.json") == "no article in the file"


@pytest.mark.parametrize("shown", ["admin", "Webmaster", "ada.example", ""])
def test_what_somebody_logs_in_with_is_no_byline(shown):
    [found] = of(json.dumps([rendered(_embedded={"author": [{"id": 3, "name": shown}]})]), "a.json")
    assert found.byline == ()


def test_what_else_is_said_of_a_post_of_wordpress_is_kept():
    [found] = of(json.dumps([rendered(author="Ada Example", source="Example Post")]), "a.json")
    assert (found.byline, found.publisher, found.text) == (("Ada Example",), "Example Post", LONG.strip())


WHOLE = {"author": "Ada Example", "publisher": "Example Post", "published": "2025-03-04", "text": LONG * 3}


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({"title": TITLE, "content": {"rendered": "<p>The bridge is [&hellip;]</p>"}}, TITLE),
        (rendered(type="news", date=None), None),
        ({"title": TITLE, "related": [rendered(type="news")]}, TITLE),
    ],
)
def test_records_that_have_a_text_of_their_own_are_no_posts_of_wordpress(more, title):
    lines = "\n".join(json.dumps({**more, **WHOLE, "text": f"{LONG * 3} {at}"}) for at in range(3))
    first, *_others = found = of(lines, "a.jsonl")
    assert (len(found), first.reader, first.title, first.byline, first.publisher) == (
        3,
        "table",
        title,
        ("Ada Example",),
        "Example Post",
    )
    assert first.text.startswith(LONG.strip())


def test_references_beside_a_rendered_text_stay_references():
    reference = {"id": "a", "type": "book", "title": TITLE, "author": [{"family": "Example", "given": "Ada"}]}
    listed = [{**reference, "custom": rendered()}, {**reference, "title": "Ferry"}]
    found = list(documents(json.dumps(listed).encode(), "a.json", references=True))
    assert [(one.reader, one.title) for one in found] == [("csljson", TITLE), ("csljson", "Ferry")]


def of_ghost(*posts: dict[str, object]) -> str:
    return json.dumps({"db": [{"meta": {"version": "5"}, "data": {"posts": posts}}]})


GHOST = {"title": TITLE, "html": f"<p>{LONG}</p>", "published_at": "2025-03-04T09:00:00Z", "type": "post"}


def test_posts_of_an_export_of_ghost_are_articles():
    [found] = of(of_ghost(GHOST), "a.json")
    assert (found.title, found.text, str(found.published.day)) == (TITLE, LONG.strip(), "2025-03-04")


@pytest.mark.parametrize(
    "more", [{"type": "page"}, {"status": "draft"}, {"status": "scheduled"}, {"page": 1, "type": "post"}]
)
def test_of_ghost_only_what_is_a_published_post_is_an_article(more):
    listed = GHOST | {"title": "Ferry", "status": "published"}, GHOST | more
    assert [one.title for one in of(of_ghost(*listed), "a.json")] == ["Ferry"]
    assert "Ghost" in why(of_ghost(GHOST | more).encode(), "a.json")


def test_what_only_has_a_list_called_db_is_no_export_of_ghost():
    item = {"title": TITLE, "publishedAt": "2025-03-04", "content": LONG, "db": [{"meta": {}, "data": {}}]}
    [found] = of(json.dumps(item), "a.json")
    assert found.text == LONG.strip()


def test_a_post_of_ghost_that_is_only_embedded_has_its_plain_text():
    embedded = "<iframe src='https://example.org/map'></iframe><script>show(1, 2, 3, 4, 5)</script>"
    [found] = of(of_ghost(GHOST | {"html": embedded, "plaintext": SAID}), "a.json")
    assert found.text == SAID
    [found] = of(of_ghost(GHOST | {"html": f"{embedded}<p>{SAID}</p>"}), "a.json")
    assert found.text == SAID


@pytest.mark.parametrize("key", ["text", "content", "body"])
def test_a_text_counts_whatever_is_marked_up_beside_it(key):
    item = {"title": TITLE, "published_at": "2025-03-04", "html": f"<p>{LONG}</p>", key: SAID * 3}
    [found] = of(json.dumps([item]), "a.json")
    assert found.text == (SAID * 3).strip()


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='https://example.org/a' width=5 height=6 title='a map'></iframe>",
        f"<html><body><nav>Home</nav><p>{LONG}</p></body></html>",
        f"<div>Home News Sport Log in</div><p>{LONG}</p>",
    ],
)
def test_marked_up_text_of_scrapers_and_embedded_things_are_no_article(html):
    item = {"id": 1, "title": TITLE, "published_at": "2025-03-04", "html": html, "summary": "It is shut."}
    assert "JSON" in why(json.dumps([item]).encode(), "a.json")
    [found] = of(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}), "a.json")
    assert (found.text, str(found.published.day)) == ("It is shut.", "2025-03-04")


def test_a_day_does_not_make_a_content_of_a_feed_its_text():
    item = {"title": TITLE, "published_at": "2025-03-04", "content": "Kind: news of the whole north"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item | {"summary": "It is shut."}]}
    [found] = of(json.dumps(feed), "a.json")
    assert found.text == "It is shut."


def test_an_item_that_points_to_other_posts_is_read_and_they_are_not():
    other = {"title": "Other", "body_html": f"<p>{SAID}</p>"}
    item = {"title": TITLE, "publishedAt": "2025-03-04", "content": LONG, "posts": [other], "db": [other]}
    [found] = of(json.dumps([item]), "a.json")
    assert (found.title, found.text) == (TITLE, LONG.strip())


@pytest.mark.parametrize("content", [{"raw": LONG}, {"rendered": None}, {"rendered": LONG}, LONG, [LONG]])
def test_other_contents_are_not_taken_for_those_of_wordpress(content):
    item = {"title": TITLE, "content": content, "date_published": "2025-03-04", "body_text": SAID}
    [found] = of(json.dumps([item]), "a.json")
    assert (found.title, found.text) == (TITLE, SAID)


def test_an_address_is_no_publisher():
    record = {"title": TITLE, "text": LONG * 3, "date": "2025-03-04", "source": "https://example.org/bridge"}
    scraped = {"source-hostname": "Example Post", "hostname": "example.org"}
    [found] = of(json.dumps([record | scraped]), "a.json")
    assert (found.publisher, found.url) == ("Example Post", "https://example.org/bridge")
    [found] = of(json.dumps([record]), "a.json")
    assert (found.publisher, found.url) == (None, None)


def test_an_address_is_a_publisher_where_somebody_says_so():
    table = f"headline,site,text\n{TITLE},https://example.org,{LONG * 3}\n".encode()
    [found] = documents(table, "a.csv", columns={"publisher": "site", "title": "headline"})
    assert found.publisher == "https://example.org"


def test_a_column_without_a_name_is_no_publisher():
    [found] = of(f"\ttitle\tdate\ttext\nrow seven\t{TITLE}\t2025-03-04\t{LONG * 3}\n", "a.tsv")
    assert (found.title, found.publisher) == (TITLE, None)


@pytest.mark.parametrize(
    "more",
    [
        {"source": "", "source_hostname": "web-3.internal", "hostname": "web-3"},
        {"source": None, "source_hostname": "web-3.internal"},
        {"source": "https://example.org/a", "source_hostname": "web-3.internal"},
        {"source": "https://example.org/a", "source_hostname": "https://example.org", "hostname": "web-3"},
    ],
)
def test_the_name_of_a_machine_is_no_publisher(more):
    [found] = of(json.dumps([{"title": TITLE, "text": LONG * 3, "date": "2025-03-04", **more}]), "a.json")
    assert found.publisher is None


@pytest.mark.parametrize(
    ("more", "publisher"),
    [
        ({"outlet name": "Example Post"}, "Example Post"),
        ({"outlet name": "Example Post", "source": "Example Wire"}, "Example Wire"),
        ({"outlet name": "Ada Example", "media name": "Example Post"}, "Example Post"),
        ({"media name": "Example Post", "outlet name": "Ada Example"}, "Example Post"),
        ({"source": "Example.org"}, "Example.org"),
        ({"source": "Example Post (https://example.org)"}, "Example Post (https://example.org)"),
        ({"source-hostname": "Example Post", "publisher": "Example Wire"}, "Example Wire"),
        ({"source-hostname": "example.org", "source": "Example Post"}, "Example Post"),
        ({"influencer": "Bo Sample", "publisher": "Example Wire"}, "Example Wire"),
    ],
)
def test_what_else_tells_of_a_newspaper_in_a_table_is_a_name(more, publisher):
    record = {"title": TITLE, "text": LONG * 3, "date": "2025-03-04", **more}
    [found] = of(json.dumps([record]), "a.json")
    assert (found.publisher, found.byline) == (publisher, ())


# Editions

SCRAPED = (
    f"<doc sitename='Example Post' title='{TITLE}' author='Ada Example; Bo Sample' "
    f"date='2025-03-04' source='https://example.org/b' hostname='example.org'>"
    f"<main><p>{SAID}</p></main><comments><p>Shut it!</p></comments></doc>"
).replace("'", '"')
HEADER = f"<title>{TITLE}</title><author>Ada Example</author><author>Bo Sample</author>"
EDITED = (
    f"<TEI><teiHeader><fileDesc><titleStmt>{HEADER}</titleStmt><publicationStmt>"
    "<publisher>Example Library</publisher><date>2026</date></publicationStmt><sourceDesc><bibl>"
    "<publisher>Example Post</publisher><date when='2025-03-04'/>"
    "<ptr target='https://example.org/b'/></bibl></sourceDesc></fileDesc></teiHeader>"
    f"<text><body><p>{SAID}<note>Shut it!</note></p></body></text></TEI>"
)


@pytest.mark.parametrize("data", [SCRAPED, EDITED])
def test_articles_in_tei_and_of_scrapers_in_xml_are_read(data):
    [found] = of(data, "a.xml")
    assert (found.reader, found.title, found.byline, found.publisher, found.text, found.url) == (
        "edition",
        TITLE,
        ("Ada Example", "Bo Sample"),
        "Example Post",
        SAID,
        "https://example.org/b",
    )
    assert str(found.published.day) == "2025-03-04"


NAMED = "<persName><surname>Sample</surname><forename>Bo</forename></persName>"


def edited(body: str, header: str = "") -> str:
    return (
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>{TITLE}</title>"
        f"{header}</teiHeader><text>{body}</text></TEI>"
    )


def test_an_edition_has_its_headings_verses_and_all_its_texts_apart():
    [found] = of(
        edited(
            "<front><p>What it is.</p></front><group><text><body><head>Bridge</head><lg><l>Oh sea</l>"
            "<l>Oh <hi>wind</hi></l></lg><list><item>One</item><item>Two</item></list></body></text>"
            "<text><body><p>The har<lb break='no'/>bour<lb/>is <choice><sic>shtu</sic><corr>shut</corr>"
            "</choice><del>ed</del>, <quote>quite</quote>, <u>you see</u>.</p></body></text></group>",
            "</titleStmt></fileDesc>",
        ),
        "a.xml",
    )
    lines = [
        "What it is.",
        "Bridge",
        "Oh sea",
        "Oh wind",
        "One",
        "Two",
        "The harbour is shut, quite, you see.",
    ]
    assert found.text.split("\n\n") == lines


@pytest.mark.parametrize("part", ["p", "head", "item", "cell", "salute", "stage", "byline", "u"])
@pytest.mark.parametrize("within", ["quote", "u", "stage", "dateline", "docAuthor", "code"])
def test_what_is_set_off_in_a_line_of_an_edition_is_no_paragraph(part, within):
    body = f"<body><div><{part}>The <{within}>wide</{within}> sea.</{part}></div></body>"
    [found] = of(edited(body, "</titleStmt></fileDesc>"), "a.xml")
    assert found.text == "The wide sea."


def test_words_that_are_underlined_beside_the_paragraphs_of_an_edition_are_no_paragraph():
    [found] = of(edited("<body><div>The <u>wide</u> sea.</div></body>", "</titleStmt></fileDesc>"), "a.xml")
    assert found.text == "The wide sea."


def test_the_lines_of_letters_and_plays_in_an_edition_are_apart():
    lines = [
        *("<titlePart>Bridge</titlePart>", "<docDate>1891</docDate>"),
        *("<opener><dateline>Alder, 3 May</dateline>", "<salute>Dear Bo,</salute></opener>"),
        *("<p>It is shut.</p><closer><salute>Yours</salute>", "<signed>Ada</signed></closer>"),
        *("<castItem>KING</castItem>", "<castItem>QUEEN</castItem>"),
        *("<sp><speaker>KING</speaker>", "<stage>laughs</stage>", "<u>Oh.</u></sp>"),
    ]
    [found] = of(edited(f"<body><div>{''.join(lines)}</div></body>", "</titleStmt></fileDesc>"), "a.xml")
    expected = "Bridge|1891|Alder, 3 May|Dear Bo,|It is shut.|Yours|Ada|KING|QUEEN|KING|laughs|Oh."
    assert found.text.split("\n\n") == expected.split("|")


def test_an_author_of_an_edition_is_called_by_the_given_name_first():
    [found] = of(
        edited(f"<body><p>{SAID}</p></body>", f"<author>{NAMED}</author></titleStmt></fileDesc>"), "a.xml"
    )
    assert found.byline == ("Bo Sample",)


def test_what_an_edition_says_of_itself_is_not_said_of_the_article():
    header = (
        "</titleStmt><publicationStmt><date>2026-01-01</date><availability><p>"
        "<ref target='https://example.org/licence'>Free</ref></p></availability></publicationStmt>"
        "<sourceDesc><bibl><publisher>Example Post</publisher></bibl></sourceDesc></fileDesc>"
    )
    [found] = of(edited(f"<body><p>{SAID}</p></body>", header), "a.xml")
    assert (found.publisher, found.published, found.url) == ("Example Post", None, None)


@pytest.mark.parametrize(
    ("doctype", "words", "text"),
    [
        ("", "&ldquo;It&nbsp;is&rdquo; &mdash; caf&eacute;", "“It is” — café"),
        ("<!DOCTYPE TEI SYSTEM 'tei.dtd'>", "&ldquo;It&rsquo;s&rdquo;", "“It’s”"),
        (
            "<!DOCTYPE TEI [<!ENTITY e '&#233;'><!ENTITY post \"The Post\">]>",
            "&post;: caf&e;",
            "The Post: café",
        ),
        ("<!DOCTYPE TEI [<!ENTITY sect 'Part'><!ENTITY sect 'Piece'>]>", "&sect; 2", "Part 2"),
        ("<!DOCTYPE TEI [<!ENTITY none ''><!-- &other; -->]>", "It&none; is", "It is"),
        ("", "R&amp;B &lt; &#38;nbsp; <![CDATA[&nbsp;]]>", "R&B < &nbsp; &nbsp;"),
    ],
)
def test_entities_are_the_characters_that_they_stand_for(doctype, words, text):
    [found] = of(doctype + edited(f"<body><p>{words}</p></body>", "</titleStmt></fileDesc>"), "a.xml")
    assert found.text == text


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "<!ENTITY x SYSTEM 'file:///a.xml'>",
        "<!ENTITY x 'It is &y;'><!ENTITY y 'shut'>",
        "<!ENTITY x '<p>It is shut.</p>'>",
        "<!ENTITY x '&#60;p>It is shut.&#60;/p>'>",
        f"<!ENTITY x '{'It is shut. ' * 9}'>",
    ],
)
@pytest.mark.parametrize(
    ("place", "encoding"),
    [
        ("<p>It is &x; shut.</p>", "utf-8"),
        ("<p n='&x;'>It is shut.</p>", "utf-8"),
        ("<p>It is &x; shut.</p>", "utf-16"),
    ],
)
def test_a_file_with_words_behind_other_entities_is_refused(declared, place, encoding):
    doctype = f"<?xml version='1.0'?><!DOCTYPE TEI [{declared}]>"
    data = doctype + edited(f"<body>{place}</body>", "</titleStmt></fileDesc>")
    reason = why(data.encode(encoding), "a.xml")
    assert reason.count("not well-formed XML: ") == 1
    assert "&x;" in reason or "'x'" in reason


LIBRARY = "<publicationStmt><publisher>Example Library</publisher><date>2026</date></publicationStmt>"
BOOK = (
    "<bibl><publisher>Example Books</publisher><date>1988</date><ref target='https://example.org/c'/></bibl>"
)
POST = "<publisher>Example Post</publisher><date when='2025-03-04'/>"


def described(*sources: str, more: str = "") -> str:
    return f"</titleStmt>{LIBRARY}{more}<sourceDesc>{''.join(sources)}</sourceDesc></fileDesc>"


@pytest.mark.parametrize(
    ("header", "publisher", "day"),
    [
        (
            described(f"<bibl>{POST}</bibl>", more=f"<notesStmt>{BOOK}</notesStmt>"),
            "Example Post",
            "2025-03-04",
        ),
        (described("<bibl>The Example Post, 4 March</bibl>"), None, None),
        (described("<p>Made for the screen</p>"), None, None),
        (described("<bibl><title level='j'>The Example Post</title></bibl>"), None, None),
        (described(f"<bibl>{POST}</bibl>", BOOK), None, None),
        (
            described(f"<bibl><relatedItem>{BOOK}</relatedItem><note>{BOOK}</note>{POST}</bibl>"),
            "Example Post",
            "2025-03-04",
        ),
        (
            described(f"<bibl><date type='access'>2026-01-01</date>{POST}</bibl>"),
            "Example Post",
            "2025-03-04",
        ),
        (described("<p/>", more=f"<notesStmt>{BOOK}</notesStmt>"), "Example Library", "2026-01-01"),
    ],
)
def test_publisher_and_day_of_an_edition_are_those_of_the_one_source_it_tells(header, publisher, day):
    [found] = of(edited(f"<body><p>{SAID}</p></body>", header), "a.xml")
    assert (found.publisher, found.published and str(found.published.day)) == (publisher, day)
    assert found.url is None


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ("<title level='j'>The Example Post</title><title level='a'>Bridge shut</title>", "Bridge shut"),
        ("<title type='sub'>For years</title><title type='main'>Bridge shut</title>", "Bridge shut"),
        ("<title level='j'>The Example Post</title>", None),
        ("<title>Bridge shut</title><title>The Post</title>", "Bridge shut"),
    ],
)
def test_a_journals_title_is_not_that_of_the_article(titles, title):
    data = edited(f"<body><p>{SAID}</p></body>", "</titleStmt></fileDesc>")
    [found] = of(data.replace(f"<title>{TITLE}</title>", titles), "a.xml")
    assert found.title == title


@pytest.mark.parametrize("author", ["unknown", "Unknown"])
def test_an_unknown_author_of_an_edition_is_none(author):
    header = f"<author>{author}</author></titleStmt></fileDesc>"
    [found] = of(edited(f"<body><p>{SAID}</p></body>", header), "a.xml")
    assert found.byline == ()


@pytest.mark.parametrize(
    "part",
    [
        "<div type='article'><head>{}</head><p>It is shut.</p></div>",
        "<div><head>{}</head><byline>Bo Sample</byline><p>It is shut.</p></div>",
    ],
)
def test_of_several_articles_in_one_edition_none_is_taken_for_the_other(part):
    body = f"<body>{part.format('Bridge')}{part.format('Ferry')}</body>"
    assert "several articles" in why(edited(body, "</titleStmt></fileDesc>").encode(), "a.xml")
    [found] = of(edited(f"<body>{part.format('Bridge')}</body>", "</titleStmt></fileDesc>"), "a.xml")
    assert found.text.startswith("Bridge")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<doc><field name='title'>Bridge</field><main>It is shut.</main></doc>", "<doc>"),
        ("<doc title='Bridge'><p>It is shut.</p></doc>", "<doc>"),
        ("<TEI><teiHeader><title>Bridge</title></teiHeader></TEI>", "TEI"),
        ("<TEI><teiHeader/><text><body/></text></TEI>", "no text"),
    ],
)
def test_other_xml_is_refused_by_what_it_is(data, reason):
    assert reason in why(data.encode(), "a.xml")


# Prints

STAMP, FOOT = (30, 800, 8, "9/13/2025, 10:07 AM"), (30, 10, 8, "https://example.org/bridge")
NUMBER = (550, 10, 8, "1/1")


def printed(*around: tuple[float, float, float, str]) -> str:
    said = set_in_lines(f"{FIRST} {SECOND}", 50, 700)
    [found] = of(pdf([[(50, 740, 18, TITLE), *said, *around]]), "a.pdf")
    return found.text


def test_what_a_browser_prints_round_a_page_is_no_text_and_no_day_of_publication():
    around = [STAMP, (300, 800, 8, "Bridge | Example Post"), FOOT]
    pages = [
        [(50, 740, 18, TITLE), *set_in_lines(FIRST, 50, 700), *around, (550, 10, 8, "1/2")],
        [*set_in_lines(SECOND, 50, 700), *around, (550, 10, 8, "2/2")],
    ]
    [found] = of(pdf(pages), "a.pdf")
    assert (found.title, found.published, found.text) == (TITLE, None, f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        ([FOOT], "https://example.org/bridge"),
        ([STAMP, FOOT], "https://example.org/bridge"),
        ([STAMP, (30, 10, 8, "Read more in 1/2 hour")], "Read more in 1/2 hour"),
        ([(30, 800, 8, "It was 10:07 AM"), FOOT, NUMBER], "It was 10:07 AM"),
        ([STAMP, FOOT, (550, 10, 8, "2/4")], "https://example.org/bridge"),
        ([STAMP, FOOT, (300, 10, 8, "has it, as do"), NUMBER], "has it, as do"),
    ],
)
def test_lines_that_no_browser_prints_stay(around, kept):
    assert kept in printed(*around)
