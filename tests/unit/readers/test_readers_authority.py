"""Authority files: the same person in every format."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers.authority import read_authority
from quotesdb.readers.errors import ReadError
from quotesdb.values import HeldRole, Identifier

POPOLO = json.dumps(
    {
        "persons": [
            {
                "id": "1",
                "name": "Ada Example",
                "other_names": [{"name": "A. B. Example"}],
                "identifiers": [{"scheme": "Wikidata", "identifier": "Q900001"}],
                "birth_date": "1951-02-20",
            },
            {"id": "2", "name": "Bea Sample"},
        ],
        "organizations": [{"id": "t", "name": "Treasury"}],
        "memberships": [
            {
                "person_id": "1",
                "organization_id": "t",
                "role": "Chancellor of the Treasury",
                "start_date": "1997-05-02",
                "end_date": "2007-06",
            }
        ],
    }
)
TABLE = (
    "Name,Also,Role,Organisation,Since,Until,Born,Wikidata\n"
    "Ada Example,A. B. Example,Chancellor of the Treasury,Treasury,1997-05-02,2007-06,1951-02-20,Q900001\n"
    "Bea Sample,,,,,,,\n"
)


def bound(**texts: str) -> dict[str, dict[str, str]]:
    return {name: {"type": "literal", "value": text} for name, text in texts.items()}


ROW = bound(
    person="http://www.wikidata.org/entity/Q900001",
    personLabel="Ada Example",
    personAltLabel="A. B. Example",
    positionLabel="Chancellor of the Treasury",
    ofLabel="Treasury",
    start="1997-05-02T00:00:00Z",
    end="2007-06-00T00:00:00Z",
    birth="1951-02-20T00:00:00Z",
)
RESULT = json.dumps({"head": {"vars": list(ROW)}, "results": {"bindings": [ROW]}})
SHORT = json.dumps([{name: value["value"] for name, value in ROW.items()}])


@pytest.mark.parametrize("data", [POPOLO, TABLE, RESULT, SHORT], ids=["popolo", "csv", "wikidata", "short"])
def test_every_format_says_the_same_of_a_person(data: str) -> None:
    ada = read_authority(data.encode())[0]
    assert (ada.name, ada.names, ada.born) == ("Ada Example", ("A. B. Example",), "1951-02-20")
    assert ada.identifiers == (Identifier("wikidata", "Q900001"),)
    assert ada.roles == (HeldRole("Chancellor of the Treasury", "Treasury", "1997-05-02", "2007-06"),)


def test_legislators_have_terms_and_short_names() -> None:
    data = (
        "- id:\n    bioguide: X000001\n    wikidata: Q900002\n"
        "  name:\n    first: Robert\n    last: Sample\n    nickname: Bob\n"
        "    official_full: Robert J. Sample\n"
        "  bio:\n    birthday: '1950-01-02'\n"
        "  terms:\n  - type: sen\n    start: '2001-01-03'\n    end: '2007-01-03'\n"
        "  - type: viceprez\n    start: '2009-01-20'\n    end: '2013-01-20'\n"
    )
    [bob] = read_authority(data.encode())
    assert (bob.name, bob.names) == ("Robert J. Sample", ("Robert Sample", "Bob Sample"))
    assert bob.identifiers == (Identifier("bioguide", "X000001"), Identifier("wikidata", "Q900002"))
    assert [(role.title, role.since) for role in bob.roles] == [
        ("Senator", "2001-01-03"),
        ("Vice President of the United States", "2009-01-20"),
    ]


def test_rows_of_one_person_are_one_record() -> None:
    data = "name;role;since;isni\nAda Example;Mayor;2001;0000 0001\nAda B. Example;Member;2005;0000 0001\n"
    [ada] = read_authority(data.encode())
    assert (ada.name, ada.names) == ("Ada Example", ("Ada B. Example",))
    assert [role.title for role in ada.roles] == ["Mayor", "Member"]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1, 2]", b"{", b"colour,size\nred,2\n", b"- id:\n- [", b"\xff\x00"]
)
def test_what_names_nobody_gets_one_clear_error(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_authority(data)


@pytest.mark.parametrize(
    ("data", "unread"),
    [
        (POPOLO.replace("1997-05-02", "May 97"), "Ada Example: since 'May 97'"),
        (TABLE.replace("1951-02-20", "1951-02-31"), "line 2: born '1951-02-31'"),
        (RESULT.replace("2007-06-00T00:00:00Z", "soon"), "Ada Example: until 'soon'"),
        (
            "- name:\n    first: Ada\n    last: Example\n  bio: {birthday: long ago}\n",
            "Ada Example: born 'long ago'",
        ),
    ],
    ids=["popolo", "csv", "wikidata", "congress"],
)
def test_what_is_no_date_is_told_of_in_every_format(data: str, unread: str) -> None:
    assert read_authority(data.encode())[0].unread == (unread,)


def test_what_nobody_knows_is_no_mistake_of_the_file() -> None:
    unknown = RESULT.replace("2007-06-00T00:00:00Z", "http://www.wikidata.org/.well-known/genid/0a1b")
    assert read_authority(unknown.encode())[0].unread == ()
