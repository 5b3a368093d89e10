"""Files that are no text for people are refused by name; whatever else is prose stays readable."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from quotesdb.readers import ReadError, read, registry

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
PROSE = f"{SAID}\n\nThe bridge will stay closed for the whole of the summer, the board said.\n"


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, SAID)
    return packed.getvalue()


RECORD = {"title": "Bridge closes", "body": PROSE}
CUES = "".join(
    f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nBO: We looked twice, and we saw it.\n\n" for n in range(1, 6)
)
ROWS = "id,title,text\n" + "".join(
    f'{n},Bridge closes,"{SAID[:20]}, and so on.\nIt will."\n' for n in range(5)
)
MAIL = f"From: Bo Sample <bo@example.org>\nSubject: Bridge\nMessage-ID: <1@example.org>\n\n{PROSE}"
FIELDS = ("Title", "Author", "Paper", "Date", "Pages", "Section", "Text")
RECORDS = "".join("".join(f"{field}: The {field} of {n}\n" for field in FIELDS) + PROSE for n in range(3))
CODE = (
    "import os\n\ndef main():\n    for name in os.listdir('.'):\n        print(name)\n        total = 1\n"
    "    return total\n"
)
STYLES = ".a {\n  color: red;\n  margin: 0;\n}\n.b {\n  color: blue;\n}\n"
FOREIGN = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 80, "an old Office document or Outlook message"),
    (b"ID3\x03\x00", "a sound recording"),
    (f"<n:story xmlns:n='urn:x'><n:text>{SAID}</n:text></n:story>", "an XML file (<story>)"),
    (
        f"<DOC><DOCNO>1</DOCNO><TEXT>{PROSE}</TEXT></DOC><DOC><TEXT>{PROSE}</TEXT></DOC>",
        "an XML file (<DOC>)",
    ),
    (f"HTTP/1.1 200 OK\r\nContent-Length: 80\r\n\r\n{SAID}", "a saved answer of a web server"),
    (ROWS, "a table (CSV)"),
    (ROWS.replace(",", ";"), "a table (CSV)"),
    ("".join(f"{n}\tBridge closes\t{SAID}\n" for n in range(5)), "a table (CSV)"),
    ("CREATE TABLE a (b text);\n" + f"INSERT INTO a VALUES ('{SAID}');\n" * 3, "a database dump (SQL)"),
    (RECORDS, "a list of records"),
    (CODE, "a program's source code"),
    (STYLES, "a program's source code"),
    ("#!/bin/sh\necho hello\n", "a program's source code"),
    ("host = a\nport = 2\nname = c\nuser = d\nmode = e\n", "a settings file"),
    ("title: a\nport: 2\nname: c\nuser: d\nmode: e\n", "a settings file"),
    ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n" * 4, "encoded data"),
    ("-----BEGIN CERTIFICATE-----\nQUJD\n", "a key or certificate"),
]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as error:
        read(data, name)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("release.doc", "an old Word document (DOC)"),
        ("table.XLS", "an old spreadsheet (XLS)"),
        ("talk.ppt", "an old presentation (PPT)"),
        ("release.txt", "an old Office document or Outlook message"),
    ],
)
def test_old_office_documents_are_what_they_are_called(name, what):
    assert refusal(FOREIGN[0][0], name) == f"{what}; quotesdb does not read these yet"


@pytest.mark.parametrize(("data", "what"), FOREIGN, ids=[str(n) for n in range(len(FOREIGN))])
@pytest.mark.parametrize("name", ["-", "story.txt"])
def test_what_is_no_text_for_people_is_refused_by_what_it_is(data, what, name):
    data = data if isinstance(data, bytes) else data.encode()
    assert refusal(data, name) == f"{what}; quotesdb does not read these yet"


@pytest.mark.parametrize("name", ["feed.html", "page.htm", "note.md"])
def test_content_decides_before_the_name(name):
    sitemap = f"<?xml version='1.0'?><urlset><url>{SAID}</url></urlset>"
    assert refusal(sitemap.encode(), name).startswith("a sitemap")


def test_the_name_decides_where_the_content_could_be_prose():
    assert refusal(PROSE.encode(), "export.csv") == "a table (CSV); quotesdb does not read these yet"


@pytest.mark.parametrize("header", ["Headline,Paper,Page", "Headline,Body,Writer"])
def test_a_table_whose_columns_are_not_known_is_refused_with_their_names(header):
    table = header + "\r\n" + "Bridge closes,It is late.,A1\r\n" * 3
    told = f"without a column of articles; name it: --map text=COLUMN ({header.replace(',', ', ')})"
    for name in ("a.csv", "a.TSV"):
        assert told in refusal(table.encode(), name)


@pytest.mark.parametrize("name", ["-", "story.txt", "data.JSON"])
@pytest.mark.parametrize(
    "data",
    [
        json.dumps(RECORD),
        "\ufeff\r\n" + json.dumps([RECORD], indent=2),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD)[:-20],
        '["one", "two"]',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_that_no_reader_takes_is_called_unknown(data, name, encoding):
    assert refusal(data.encode(encoding), name) == "JSON of no format that quotesdb knows"


@pytest.mark.parametrize("name", ["-", "story.txt", "data.JSON"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_of_records_is_refused_with_their_keys(name, encoding):
    told = "a JSON file without a column of articles; name it: --map text=COLUMN (title, body)"
    assert refusal(f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}".encode(encoding), name) == told


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PROSE, "data.JSON"),
        (PROSE, "data.ndjson"),
        (json.dumps(RECORD)[:-20], "-"),
        (json.dumps([RECORD], indent=2)[:-20], "story.txt"),
        ("[" * 100_000 + "1", "data.json"),
    ],
)
def test_what_should_be_json_and_is_not_is_called_so(data, name):
    assert refusal(data.encode(), name) == "not well-formed JSON"


@pytest.mark.parametrize("data", [json.dumps(RECORD), CUES, MAIL, ROWS], ids=["json", "cues", "mail", "rows"])
def test_a_named_format_overrules_what_is_recognised(data):
    assert read(data.encode(), "a.txt", format="plain").text == data


def test_front_matter_that_names_the_format_is_believed():
    assert read(f"---\nformat: plain\n---\n{CUES}".encode(), "a.txt").text == CUES


def test_a_utf_16_file_is_recognised_too():
    assert refusal(ROWS.encode("utf-16"), "a.txt").startswith("a table (CSV)")


PAGE = f"<html><body><article><p>{SAID}</p><p>{SAID.replace('Bo', 'Cy')}</p></article></body></html>"
READABLE = [
    PROSE,
    "{Our reporter in Port Alder} " + PROSE,
    "[1] " + PROSE,
    '["We looked twice," he said.] ' + PROSE,
    "[Editor's note: this was changed.]\n\n" + PROSE,
    "<p> is a tag in HTML. " + PROSE,
    "<applause> " + PROSE,
    "@bosample writes: " + PROSE,
    "% of bridges closed\n\n" + PROSE,
    "--- " + PROSE,
    "#bridge " + PROSE,
    "From: Bo Sample\nTo: All residents\nSubject: The bridge\nDate: 1 March 2025\n\n" + PROSE,
    "From the bridge, " + PROSE,
    "PDF-files and ID3 tags: " + PROSE,
    "ID3 tags and GIFs: " + PROSE,
    "RIFF raff: " + PROSE,
    "INSERT INTO the harbour: " + PROSE,
    "| Bridge | Closed |\n|---|---|\n| Velda | May |\n| Alder | June |\n\n" + PROSE,
    "- one: " + SAID + "\n- two: " + SAID + "\n- three: " + SAID + "\n",
    "ADA: We looked twice.\nBO: Did you see it?\nADA: We saw it, I think.\nBO: You did.\nADA: Yes, we did.\n",
    "**Ada**  0:00  \nWe looked twice.\n\n**Bo**  0:23  \nDid you see it?\n\n**Ada**  0:41  \nWe saw it.\n",
    "Venue: Town Hall\nDate: 1 March 2025\nModerator: Ada Example\n\n" + PROSE,
    "Bridge, Velda, 1 March\n\nAda Example, Bo Sample, Cy Test\n\n" + PROSE,
    "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.\n",
    "He ran it:\n\n    import os\n    print(os.name)\n\n" + PROSE * 3,
    "See https://example.org/" + "a" * 300 + " and " + PROSE,
    "---\ntitle: Bridge\nlayout: post\n---\n" + PROSE,
    PAGE,
    "<?xml version='1.0' encoding='utf-8'?>\n<?xml-stylesheet href='a.css'?>\n<!-- x -->\n<!DOCTYPE html>\n"
    + PAGE,
    "\n\n<!-- saved from url=(0020)https://example.org/ -->\n" + PAGE,
]


@pytest.mark.parametrize("text", READABLE, ids=[str(n) for n in range(len(READABLE))])
def test_prose_with_an_odd_beginning_stays_readable(text):
    assert read(text.encode(), "story.txt").text


def test_a_reader_of_another_package_gets_what_it_asks_for(monkeypatch):
    module = SimpleNamespace(
        SUFFIXES=frozenset({".csv"}),
        sniff=lambda head, name: 0.5 * name.endswith(".csv"),
        read=lambda source, options: registry.reader("plain").read(source, options),
    )
    monkeypatch.setitem(sys.modules, "other_csv", module)
    points = {"other": EntryPoint("other", "other_csv", registry.GROUP)}
    monkeypatch.setattr(registry, "_registered", lambda: points)
    assert read(ROWS.encode(), "a.csv").text == ROWS
    assert refusal(ROWS.encode(), "a.txt").startswith("a table")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            '{"quotesdb": "archive", "revision": "0019"}\n{"article": {"id": 1, "title": "A"}}\n',
            "quotesdb db import",
        ),
        (
            '{"id": "q-4f7k2m9x3a", "text": "“Yes”", "article": {"title": "A", "url": "https://example.org"}}\n',
            "exported without their articles",
        ),
    ],
)
def test_what_quotesdb_exported_is_no_article(line, says):
    assert says in refusal(line.encode() * 2, "export.jsonl")
