"""Which speaker a name means, who else it could mean, and which names are near."""

from __future__ import annotations

import pytest

from quotesdb.names.nearest import nearest
from quotesdb.services.errors import AmbiguousName, UnknownName
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Quotation, Span
from tests.services.identity.test_clustering import said
from tests.services.toy import finding

BODY = Agent("Okonjo", AgentKind.ORGANISATION)


def by(*agents, cue_class=CueClass.SPEECH):
    """A program that finds a quotation of each, one a line."""
    return finding(
        *(
            Quotation(
                Kind.DIRECT,
                (Span(i * 10, i * 10 + 9),),
                (Span(i * 10, i * 10 + 9),),
                cue_class=cue_class,
                speaker=agent,
            )
            for i, agent in enumerate(agents)
        )
    )


def candidates(session, name):
    with pytest.raises(AmbiguousName) as told:
        find_speaker(session, name)
    return told.value.candidates


def suggested(session, name):
    with pytest.raises(UnknownName) as told:
        find_speaker(session, name)
    return told.value.suggestions


LINES = "“aaaaaa”.\n“bbbbbb”.\n“cccccc”.\n"


def test_a_word_means_the_people_of_that_surname_and_an_organisation_of_that_name(session, store):
    store(said("Ada Okonjo", "Ada Okonjo", "Bola Okonjo"), "https://example.org/1")
    store(LINES, "https://example.org/2", program=by(BODY))
    store(said("Ada Okonjo"), "https://example.org/3")
    found = candidates(session, "Okonjo")
    assert [one.name for one in found] == ["Ada Okonjo", "Bola Okonjo", "Okonjo"]
    assert [one.detail for one in found] == [
        "3 quotations in 2 articles",
        "1 quotation in 1 article",
        "1 quotation in 1 article",
    ]


def test_one_who_is_quoted_with_nothing_to_show_is_meant_only_if_nobody_else_is(session, store):
    thoughtful = by(BODY, cue_class=CueClass.THOUGHT)
    store(LINES, "https://example.org/1", program=thoughtful)
    assert find_speaker(session, "Okonjo").kind is AgentKind.ORGANISATION
    store(said("Ada Okonjo"), "https://example.org/2")
    assert find_speaker(session, "Okonjo").name == "Ada Okonjo"
    with pytest.raises(AmbiguousName):
        find_speaker(session, "Okonjo", silent=True)


def test_groups_and_anonymous_sources_come_last_however_often_they_are_quoted(session, store):
    store(said("Ada Okonjo"), "https://example.org/1")
    group = Agent("Okonjo", AgentKind.GROUP)
    store(LINES, "https://example.org/2", program=by(group, group))
    assert [one.kind for one in candidates(session, "Okonjo")] == ["person", "group"]


def test_a_role_helps_to_choose_beside_the_counts(session, store):
    store(said("Ada Okonjo, mayor at Velda Council", "Bola Okonjo"), "https://example.org/1")
    assert [one.detail for one in candidates(session, "Okonjo")] == [
        "1 quotation in 1 article; mayor, Velda Council",
        "1 quotation in 1 article",
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Mrs. Okonjo", "Ada Okonjo"), ("Mr Okonjo", "Tom Okonjo"), ("Sir Okonjo", "Tom Okonjo")],
)
def test_a_form_of_address_leaves_out_whom_it_cannot_mean(session, store, name, meant):
    store(said("Ada Okonjo, chairwoman at Velda Council"), "https://example.org/1")
    store(said("Tom Okonjo, spokesman at Velda Council"), "https://example.org/2")
    store(LINES, "https://example.org/3", program=by(BODY))
    assert len(candidates(session, "Okonjo")) == 3
    assert find_speaker(session, name).name == meant


def test_a_form_of_address_that_fits_nobody_known_is_unknown_and_the_name_itself_is_offered(session, store):
    store(said("Tom Okonjo, spokesman at Velda Council"), "https://example.org/1")
    assert suggested(session, "Mrs Okonjo") == ("Tom Okonjo",)


def test_a_title_that_belongs_to_a_name_narrows_nothing(session, store):
    store(LINES, "https://example.org/1", program=by(Agent("Queen", AgentKind.ORGANISATION)))
    store(LINES, "https://example.org/2", program=by(Agent("King County", AgentKind.ORGANISATION)))
    assert find_speaker(session, "Queen").kind is AgentKind.ORGANISATION
    assert find_speaker(session, "King County").name == "King County"


def test_those_with_a_name_are_offered_before_descriptions_and_each_once(session, store):
    store(said("Ada Okonji", "Ada Okonjo", "the okonjos"), "https://example.org/1")
    assert suggested(session, "Okonjos of Velda") == ()
    assert suggested(session, "Ada Okonja") == ("Ada Okonji", "Ada Okonjo")
    assert suggested(session, "Okonjoss")[-1] == "the okonjos"


NAMES = {
    key: name
    for name in (
        *("Amara Okonjo", "Akhil Amar", "Robert Hale", "Ruth Hale-Bennett", "Tobias Gale", "Ines Venn"),
        *("Ines Quiroga", "Tom Falk", "Tom Lund", "Tom Moss", "Tom Sample", "US", "China Beige Book"),
    )
    for key in [name.lower().replace("-", " ")]
}
OTHERS = {"probe": "The probe", "one of them": "One of them", "analysts": "analysts", "ad": "the ad"}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("he", ()),
        ("Shehzad Quazi", ()),
        ("Robt Hale", ("Robert Hale",)),
        ("Bob Hale", ("Robert Hale",)),
        ("Amara", ("Amara Okonjo",)),
        ("Ines", ("Ines Venn", "Ines Quiroga")),
        ("Tom", ()),
        ("Okonja", ("Amara Okonjo",)),
        ("Amara Rodham Okonjo", ("Amara Okonjo",)),
        ("Robert Okonjo", ()),
        ("China Biege Book", ("China Beige Book",)),
        ("analist", ("analysts",)),
        ("A", ()),
    ],
)
def test_only_what_is_truly_near_is_offered(name, near):
    assert nearest(name, NAMES, OTHERS) == near


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Amara Okonio", "Amara Okonjo"),
        ("Amra Okonjo", "Amara Okonjo"),
        ("Amora Okonja", "Amara Okonjo"),
        ("Okonio, Amara", "Amara Okonjo"),
        ("Okonio", "Amara Okonjo"),
        ("Hokonjo", "Amara Okonjo"),
        ("Jmara Ukonjo", "Amara Okonjo"),
        ("Velda Water Institut", "Velda Water Institute"),
        ("Zed Quux", None),
        ("?", None),
    ],
)
def test_of_a_name_that_nobody_has_the_near_ones_are_offered(session, store, typed, meant):
    store(said("Amara Okonjo", "Berit Salvesen"), "https://example.org/1")
    body = Agent("Velda Water Institute", AgentKind.ORGANISATION)
    store(LINES, "https://example.org/2", program=by(body))
    assert suggested(session, typed) == ((meant,) if meant else ())


def test_of_near_names_those_printed_most_come_first(session, store):
    for number, name in enumerate(("Ada Exampla", "Ada Exampli", "Ada Exampli")):
        store(said(name), f"https://example.org/{number}")
    assert suggested(session, "Ada Examplo") == ("Ada Exampli", "Ada Exampla")
