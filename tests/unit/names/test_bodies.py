"""Which body a name means, by the shipped list, legal forms, campaigns and what articles explain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quotesdb import data
from quotesdb.names.organisation import (
    Body,
    Part,
    agreed,
    count_votes,
    expansions,
    is_one_body,
    organisation_key,
    read_body,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FBI", "the Federal Bureau of Investigation"),
        ("F.B.I.", "Federal Bureau of Investigation"),
        ("State Department", "U.S. Department of State"),
        ("US", "the United States"),
        ("Britain", "the UK"),
        ("British government", "UK government"),
        ("Labour", "the Labour Party"),
        ("Tories", "the Conservative Party"),
        ("Huffington Post", "HuffPost"),
        ("Example Works plc", "Example Works"),
        ("Example Corp.", "Example Inc"),
        ("Ada Example’s campaign", "Example campaign"),
        ("Ada Example's presidential campaign", "Team Example"),
        ("Examples’ camp", "Examples campaign"),
    ],
)
def test_forms_of_one_body_have_one_key(one, other):
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WHO", "The Who"),
        ("ICE", "Ice"),
        ("Example Organization", "Example campaign"),
        ("Example Foundation", "Example University"),
        ("Velda Post", "Washington Post"),
        ("News Corporation", "News"),
        ("Green Party", "Green"),
        ("Supreme Court", "U.S. Supreme Court"),
        ("Democratic Party", "Democratic National Committee"),
        ("SWAT team", "Swat campaign"),
    ],
)
def test_two_bodies_have_two_keys(one, other):
    assert organisation_key(one) != organisation_key(other)


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("Labour", Body("labour party")),
        ("a Labour spokesman", Body("labour party", Part.VOICE)),
        ("a spokeswoman for Labour", Body("labour party", Part.VOICE)),
        ("Labour MPs", Body("labour party", Part.MEMBERS)),
        ("some Tory MPs", Body("conservative party", Part.MEMBERS)),
        ("members of Labour", Body("labour party", Part.MEMBERS)),
        ("White House officials", Body("white house", Part.MEMBERS)),
        ("House Republicans", Body("republican party", Part.MEMBERS)),
        ("Example Federation of Teachers", Body("example federation of teachers")),
        ("Communications Workers", Body("communications workers")),
    ],
)
def test_a_body_its_voice_and_its_members_are_told_apart(printed, body):
    assert read_body(printed) == body


@pytest.mark.parametrize(
    ("printed", "one"),
    [
        ("Supreme Court", True),
        ("GOP", True),
        ("Example Works Ltd", True),
        ("Example campaign", True),
        ("the company", False),
        ("committee", False),
        ("Trade", False),
        ("a union of pilots", False),
    ],
)
def test_common_nouns_and_pieces_of_names_are_no_one_body(printed, one):
    assert is_one_body(printed) is one


def test_an_abbreviation_is_explained_where_it_is_printed_behind_the_name():
    text = "The Institute for Example Works (IEW), the Velda Water Board (VWB) and the Board (of Trade) met."
    assert expansions(text) == {"iew": "institute for example works", "vwb": "velda water board"}
    assert expansions("They met Ada Example (Dem) in Velda (UK).") == {}


def test_articles_that_disagree_explain_nothing():
    votes = count_votes(
        [{"vwb": "velda water board"}, {"vwb": "velda wine bureau"}, {"iew": "example works"}]
    )
    assert agreed(votes) == {"iew": "example works"}
    assert organisation_key("IEW", agreed(votes)) == "example works"
    assert organisation_key("Iew", agreed(votes)) == "iew"


def test_the_shipped_list_is_never_overruled():
    assert agreed({"fbi": {"federation of bakers international": 9}}) == {}


def test_every_entry_of_the_list_says_where_it_can_be_checked_and_no_form_is_of_two_bodies():
    path = Path(data.__file__).parent / "en" / "organisations.txt"
    lines = [line for line in path.read_text(encoding="utf8").splitlines() if line and line[0] != "#"]
    assert all(
        re.search(r" = .*# (as printed|ISO 3166: [A-Z]{2}|[\w.-]+\.[a-z]+\S*)$", line) for line in lines
    )
    forms = [
        form.strip()
        for line in lines
        for form in (line.split(" = ")[0], *line.split(" = ")[1].partition("#")[0].split("|"))
        if form.strip()
    ]
    assert sorted(set(forms)) == sorted(forms)
