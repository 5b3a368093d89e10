"""Lists of references: what they say of articles, and the text of a file that lies beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotesdb.readers import documents
from quotesdb.readers.files import beside
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.made import FIRST, SECOND, zipped

TEXT = f"{FIRST}\n\n{SECOND}"
URL = "https://example.org/bridge"
RIS = (
    "TY  - NEWS\nTI  - Bridge closes\nAU  - Example, Ada\nAU  - Sample, Bo\nT2  - The Example Times\n"
    f"DA  - 2025/03/01/\nAB  - A bridge\n      is closed.\nUR  - {URL}\nL1  - files/bridge.txt\nER  - \n\n"
)
BIBTEX = (
    "% a list\n@article{a2025,\n  title = {Br{\\\"u}cke ``{Closes}''},\n  author = "
    "{Example, Ada and Sample, Jr., Bo and {Example Board and Sons}},\n  date = {2025-03-01},\n"
    "  journaltitle = {The Example Times},\n"
    f"  url = {{{URL}}},\n  file = {{Full Text:files/bridge.txt:text/plain}}\n}}\n"
)
CSL = [
    {
        "type": "article-newspaper",
        "title": "Bridge closes",
        "author": [{"family": "Example", "given": "Ada"}, {"literal": "Example Board"}],
        "container-title": "The Example Times",
        "issued": {"date-parts": [["2025", 3, 1]]},
        "URL": URL,
    }
]
ZOTERO = {
    "config": {"localeDateOrder": "dmy"},
    "items": [
        {"itemType": "attachment", "title": "a picture"},
        {
            "itemType": "newspaperArticle",
            "title": "Bridge closes",
            "creators": [
                {"creatorType": "author", "firstName": "Ada", "lastName": "Example"},
                {"creatorType": "translator", "firstName": "Cy", "lastName": "Test"},
            ],
            "publicationTitle": "The Example Times",
            "date": "1/3/2025",
            "url": URL,
            "attachments": [{"path": "files/bridge.txt"}],
        },
    ],
}
HYPOTHESIS = {
    "rows": [
        {
            "id": "x1",
            "user": "acct:ada@example.org",
            "created": "2025-03-01T10:00:00+00:00",
            "uri": URL,
            "text": "who says so?",
            "document": {"title": ["Bridge closes"]},
            "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "We looked twice"}]}],
        }
    ]
}


RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="{URL}"><z:itemType>newspaperArticle</z:itemType>
<dcterms:isPartOf><bib:Newspaper><dc:title>The Example Times</dc:title></bib:Newspaper></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Example</foaf:surname>
<foaf:givenName>Ada</foaf:givenName>
</foaf:Person></rdf:li></rdf:Seq></bib:authors><link:link rdf:resource="#item_2"/>
<dc:title>Bridge closes</dc:title>
<dc:date>2025-03-01</dc:date></bib:Article>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><dc:title>Snapshot</dc:title>
<rdf:resource rdf:resource="files/bridge.txt"/></z:Attachment></rdf:RDF>"""


def said(one: ArticleDraft | Unreadable) -> tuple[object, ...]:
    assert isinstance(one, ArticleDraft)
    day = one.published.printed() if one.published else None
    return one.reader, one.member, one.title, one.byline, one.publisher, day, one.url


PAPER, DAY = "The Example Times", "2025-03-01"


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (RIS, ("ris", "1", "Bridge closes", ("Example, Ada", "Sample, Bo"), PAPER, DAY, URL)),
        (
            BIBTEX,
            (
                *(
                    "bibtex",
                    "a2025",
                    "Brücke “Closes”",
                    ("Ada Example", "Bo Sample Jr.", "Example Board and Sons"),
                ),
                *(PAPER, DAY, URL),
            ),
        ),
        (
            json.dumps(CSL),
            ("csljson", "1", "Bridge closes", ("Ada Example", "Example Board"), PAPER, DAY, URL),
        ),
        (json.dumps(ZOTERO), ("csljson", "1", "Bridge closes", ("Ada Example",), PAPER, DAY, URL)),
        (RDF, ("zotero_rdf", "1", "Bridge closes", ("Ada Example",), PAPER, DAY, URL)),
    ],
    ids=["RIS", "BibTeX", "CSL", "Zotero", "Zotero RDF"],
)
def test_a_reference_is_shown_and_is_no_document_without_its_text(data, known):
    [shown] = documents(data.encode(), "-", references=True)
    assert said(shown) == known
    [refused] = documents(data.encode(), "-")
    assert refused == Unreadable("a reference alone, without the text of the article", known[1])


@pytest.mark.parametrize(
    "data", [RIS, BIBTEX, json.dumps(ZOTERO), RDF], ids=["RIS", "BibTeX", "Zotero", "Zotero RDF"]
)
def test_a_reference_describes_the_file_that_it_names(data, tmp_path: Path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    path = str(tmp_path / "list")
    [draft] = documents(data.encode(), path, beside=beside(path))
    assert isinstance(draft, ArticleDraft)
    assert (draft.text, draft.publisher, draft.url) == (TEXT, PAPER, URL)
    assert draft.title in ("Bridge closes", "Brücke “Closes”")


def test_in_an_archive_the_file_is_found_beside_the_list():
    packed = zipped({"export/list.ris": RIS, "export/files/bridge.txt": TEXT})
    found = {one.member: one for one in documents(packed, "a.zip")}
    draft = found["export/list.ris#1"]
    assert isinstance(draft, ArticleDraft)
    assert (draft.text, draft.title) == (TEXT, "Bridge closes")


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "files\\..\\..\\secret.txt", ""])
def test_a_reference_leads_to_no_file_elsewhere(name, tmp_path: Path):
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "here").mkdir()
    data = RIS.replace("files/bridge.txt", name).encode()
    [found] = documents(data, "-", beside=beside(str(tmp_path / "here" / "list.ris")))
    assert isinstance(found, Unreadable)


def test_an_annotation_tells_the_page_who_marked_it_and_what_was_marked():
    [shown] = documents(json.dumps(HYPOTHESIS).encode(), "-", references=True)
    assert said(shown) == ("hypothesis", "x1", "Bridge closes", ("ada",), None, DAY, URL)
    [refused] = documents(json.dumps(HYPOTHESIS).encode(), "-")
    told = "an annotation, without the text of the page; marked: We looked twice; note: who says so?"
    assert refused == Unreadable(told, "x1")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("TY  - NEWS\nER  - \n\nTY  - NEWS\nAB  - x\nER  - \n", "a reference that says nothing"),
        ("@article{a,\n title = {Bridge", "a reference list without references that can be read"),
        ('[{"itemType": "book", "creators": 3, "date": []}]', "a reference that says nothing"),
        ('{"rows": [{"user": "acct:x", "target": {"selector": 3}}', "not well-formed JSON"),
    ],
)
def test_broken_lists_get_one_clear_error(data, says):
    [found] = documents(data.encode(), "-", references=True)
    assert isinstance(found, Unreadable)
    assert says in found.reason


HELD = RDF[RDF.index("<dcterms:isPartOf>") : RDF.index("<bib:authors>")]


@pytest.mark.parametrize(
    ("held", "paper"),
    [
        ('<dcterms:isPartOf rdf:resource="urn:issn:1"/>', "Example Weekly"),
        ('<dcterms:isPartOf rdf:resource="urn:issn:2"/>', None),
        (
            "<dc:publisher><foaf:Organization><foaf:name>Velda</foaf:name></foaf:Organization></dc:publisher>",
            "Velda",
        ),
        ("", None),
    ],
)
def test_what_a_reference_of_zotero_is_part_of_may_stand_elsewhere(held, paper):
    other = '<bib:Journal rdf:about="urn:issn:1"><dc:title>Example Weekly</dc:title></bib:Journal></rdf:RDF>'
    data = RDF.replace(HELD, held).replace("</rdf:RDF>", other)
    [shown] = documents(data.encode(), "-", references=True)
    assert said(shown)[4] == paper


def test_other_rdf_is_no_list_of_zotero():
    [refused] = documents(RDF.replace("www.zotero.org", "www.example.org").encode(), "a.rdf", references=True)
    assert isinstance(refused, Unreadable)
    [empty] = documents(
        b'<rdf:RDF xmlns:rdf="x" xmlns:z="http://www.zotero.org/namespaces/export#"/>', "a.rdf"
    )
    assert empty == Unreadable("a list of references without any")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025 Mar 01", "2025-03-01"),
        ("2025 March 1", "2025-03-01"),
        ("2025/03/01/", "2025-03-01"),
        ("2025 Spring 01", None),
        ("2025 Mar", None),
    ],
)
def test_a_list_of_references_may_have_the_year_first(written, day):
    [shown] = documents(f"TY  - NEWS\nTI  - Pier\nDA  - {written}\nER  - \n".encode(), "-", references=True)
    assert said(shown)[5] == day
