"""Files as sites, newsletters, meetings and scrapers hand them out."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import documents
from tests.unit.readers.made import FIRST, SECOND, pdf, set_in_lines
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of, why
from tests.unit.readers.test_readers_speech import turns
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


def voices(*names: str) -> set[str | None]:
    cues = "".join(
        f"00:0{at}:00.000 --> 00:0{at}:02.000\n<v {name}>It is shut {at}.</v>\n\n"
        for at, name in enumerate(names)
    )
    [found] = of(f"WEBVTT\n\n{cues}", "a.vtt")
    return {who for who, _words in turns(found)}


def test_voices_with_the_family_name_first_are_turned_round():
    assert voices("Example, Grace", "Sample, Tobias") == {"Grace Example", "Tobias Sample"}
    assert voices("Example, Grace", "Example, Tobias", "Bo Roe") == {
        "Grace Example",
        "Tobias Example",
        "Bo Roe",
    }


@pytest.mark.parametrize(
    "names",
    [
        ("Example, Grace",),
        ("Example, Grace", "Sample, MD"),
        ("Example, Grace", "Maria, Anna"),
        ("Example, Grace", "Paris, France"),
        ("Example, Grace", "Velda, Virginia"),
        ("Example, Grace", "Host, Tobias"),
        ("Example, Grace", "Press Secretary, Tobias"),
        ("Example, Grace", "Sample, Tobias, Board"),
        ("Example, Grace", "Sample, Xyzzy"),
    ],
)
def test_voices_of_which_one_may_be_something_else_stay_as_they_are(names):
    assert "Grace Example" not in voices(*names)


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
    around = [STAMP, (300, 800, 8, "Bridge | Example Post"), FOOT, NUMBER]
    pages = [
        [(50, 740, 18, TITLE), *set_in_lines(FIRST, 50, 700), *around],
        [*set_in_lines(SECOND, 50, 700), *around],
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
    ],
)
def test_lines_that_no_browser_prints_stay(around, kept):
    assert kept in printed(*around)
