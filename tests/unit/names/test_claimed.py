"""Names as papers print them: which of them mean the speaker who is known to have spoken."""

from __future__ import annotations

import pytest

from quotesdb.names.claimed import completed, could_be, is_named, same_speaker, surname
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


@pytest.mark.parametrize(
    ("claimed", "agent", "possible"),
    [
        ("Ivo Brandt", Agent("Mara Lind", PERSON), False),
        ("Anna Lind", Agent("Mara Lind", PERSON), False),
        ("Brandt", Agent("Mara Lind", PERSON, "Velda Works", "engineer"), False),
        # Spelt nearly so, or with a surname more.
        ("Maria Lind", Agent("Mara Lind", PERSON), True),
        ("Mara Sol Lind", Agent("Mara Sol", PERSON), True),
        # A body speaks through people, known as its own or not.
        ("Ivo Brandt", Agent("Velda Works", BODY), True),
        ("Ivo Brandt", Agent("the fishermen", GROUP), True),
        ("Ivo Brandt", Agent("a senior official", NOBODY), True),
        ("the fishermen", Agent("Mara Lind", PERSON), True),
        ("Velda plc", Agent("Mara Lind", PERSON), True),
        ("VWI", Agent("Mara Lind", PERSON), True),
        ("Velda Works", Agent("Mara Lind", PERSON, None, "spokeswoman for Velda Works"), True),
    ],
)
def test_who_could_be_the_one_claimed_all_the_same(claimed, agent, possible):
    assert could_be(claimed, agent) is possible


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Mara Lind, a nurse", True),
        ("Ms. Lind", True),
        ("Mara", True),
        ("LIND", True),
        ("she", False),
        ("the harbour master", False),
        ("", False),
    ],
)
def test_a_source_that_names_the_speaker(source, named):
    assert is_named(source, Agent("Mara Lind", PERSON)) is named


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("said Ahmed al-Rashid, a nurse", "Ahmed", "Ahmed al-Rashid"),
        ("Will Harrow, a nurse", "Harrow", "Will Harrow"),
        ("the nurse Harrow", "Harrow", None),
        ("she", "Harrow", None),
        ("said Pieter van der Lind.", "Pieter", "Pieter van der Lind"),
        ("said Charles d’Orly.", "Charles", "Charles d’Orly"),
        ("said Ahmed, a nurse", "Ahmed", None),
        ("said Ahmed. They left", "Ahmed", None),
        ("said Ahmed, Brandt and Lind", "Ahmed", None),
    ],
)
def test_the_name_that_was_stored_in_part(text, name, whole):
    assert completed(name, text) == whole


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Lukasz Brandt", "Łukasz Brandt"),
        ("Bjorn Lind", "Bjørn Lind"),
        ("Sigurd Lind", "Sigurð Lind"),
        ("Ibrahim Caglayan", "İbrahim Çağlayan"),
        ("ILGAZ", "Ilgaz"),
        ("Ilgaz", "Ilgaz"),
        ("Dordevic", "Đorđević"),
        ("al-Rashid", "Ahmed al-Rashid"),
        ("van den Berg", "Ursula van den Berg"),
    ],
)
def test_letters_that_unicode_does_not_decompose_and_particles(claimed, name):
    assert same_speaker(claimed, Agent(name, PERSON))


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
