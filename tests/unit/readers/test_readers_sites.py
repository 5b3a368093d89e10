"""Files as sites, newsletters, meetings and scrapers hand them out."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import SAID, of, why
from tests.unit.readers.test_readers_versions import TITLE

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
            "</choice><del>ed</del>, <quote>quite</quote>.</p></body></text></group>",
            "</titleStmt></fileDesc>",
        ),
        "a.xml",
    )
    lines = ["What it is.", "Bridge", "Oh sea", "Oh wind", "One", "Two", "The harbour is shut, quite."]
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
