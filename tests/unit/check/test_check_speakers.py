"""Names as papers print them: which of them mean the speaker who is known to have spoken."""

from __future__ import annotations

import pytest

from quotesdb.check.speakers import could_be_anybody, same_speaker, surname
from quotesdb.values import Agent, AgentKind

PERSON, BODY, GROUP, NOBODY = (
    AgentKind.PERSON,
    AgentKind.ORGANISATION,
    AgentKind.GROUP,
    AgentKind.ANONYMOUS,
)


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Mara Lind", "Mara Lind"),
        ("mara lind", "Mara Lind"),
        ("Lind", "Mara Lind"),
        ("Mara", "Mara Lind"),
        ("Mara Lind", "Lind"),
        ("Ms Lind", "Mara Lind"),
        ("Mrs. Lind", "Mara Lind"),
        ("Dr. Mara Lind", "Mara Lind"),
        ("Prime Minister Mara Lind", "Mara Lind"),
        ("former Secretary of State Mara Lind", "Mara Lind"),
        ("Mara Lind, the mayor of Velda", "Mara Lind"),
        ("M. Lind", "Mara Lind"),
        ("Mara J. Lind", "Mara Lind"),
        ("Mara Lind", "Mara Johanna Lind"),
        ("Johanna Lind", "Mara Johanna Lind"),
        ("Tom Brandt", "Thomas Brandt"),
        ("Bill Brandt Jr.", "William Brandt"),
        ("Ivo Brandt", "Ivo Brandt Jr."),
        ("Zoe Nunez", "Zoë Núñez"),
        ("Teodora Vasquez-Lund", "Teodora Vasquez Lund"),
        ("Lin Wei", "Wei Lin"),
    ],
)
def test_one_person(claimed, name):
    assert same_speaker(claimed, Agent(name, PERSON))


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Anna Lind", "Mara Lind"),
        ("Mara Brandt", "Mara Lind"),
        ("Lindqvist", "Mara Lind"),
        ("A. Lind", "Mara Lind"),
        ("Ms Brandt", "Mara Lind"),
        ("Velda Council", "Mara Lind"),
        ("", "Mara Lind"),
        ("…", "Mara Lind"),
        ("the", "Mara Lind"),
        ("Mayor", "Mara Lind"),
    ],
)
def test_two_people(claimed, name):
    assert not same_speaker(claimed, Agent(name, PERSON))


@pytest.mark.parametrize(
    ("claimed", "name", "same"),
    [
        ("Velda Works", "Velda Works", True),
        ("the Velda Works", "Velda Works", True),
        ("Velda", "Velda Group", True),
        ("Velda plc", "Velda", True),
        ("VWI", "Velda Water Institute", True),
        ("Velda Water Institute", "VWI", True),
        ("Velda", "Velda Water Institute", False),
        ("Ostrel Works", "Velda Works", False),
        ("V", "Velda", False),
        ("", "Velda Works", False),
    ],
)
def test_organisations(claimed, name, same):
    assert same_speaker(claimed, Agent(name, BODY)) is same


def test_other_names_that_are_known_count():
    assert same_speaker("Mara Lindqvist", Agent("Lind", PERSON), ["Mara Lindqvist"])
    assert not same_speaker("Mara Lindqvist", Agent("Lind", PERSON), ["Mara Lind"])


def test_a_spokesperson_speaks_for_the_organisation_but_not_the_other_way_round():
    spokesman = Agent("Ivo Brandt", PERSON, organisation="Velda Works")
    assert same_speaker("Velda Works", spokesman)
    assert same_speaker("Ivo Brandt", spokesman)
    assert not same_speaker("Ivo Brandt", Agent("Velda Works", BODY))


def test_who_could_be_anybody():
    assert could_be_anybody(None)
    assert could_be_anybody(Agent("a senior official", NOBODY))
    assert not could_be_anybody(Agent("analysts", GROUP))
    assert not could_be_anybody(Agent("Mara Lind", PERSON))


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Mara Lind", "lind"),
        ("Dr. Mara Lind, mayor", "lind"),
        ("Ivo Brandt III", "brandt"),
        ("Zoë Núñez", "nunez"),
        ("Lind", "lind"),
        ("", ""),
    ],
)
def test_the_surname_that_a_look_up_begins_with(name, last):
    assert surname(name) == last
