"""People and organisations of an article, with role and organisation as printed."""

from __future__ import annotations

import pytest

from quotesdb.extract.cast import Body, Cast, Person
from quotesdb.extract.names import find_names
from quotesdb.segment import paragraphs


def cast_of(text: str) -> Cast:
    return Cast(text, paragraphs(text))


def person(text: str, name: str) -> Person:
    return next(p for p in cast_of(text).people if p.name == name)


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        (
            "Ada Roe, managing director of Fenland Book, said so.",
            "Ada Roe",
            "managing director",
            "Fenland Book",
        ),
        (
            "said Ada Roe, a senior economist at Harrow Economics.",
            "Ada Roe",
            "senior economist",
            "Harrow Economics",
        ),
        ("Harrow's chief executive Ada Roe said so.", "Ada Roe", "chief executive", "Harrow"),
        ("Ada Roe, the HBC's chief economist, said so.", "Ada Roe", "chief economist", "HBC"),
        ("HBC's leader, Ada Roe, said so.", "Ada Roe", "leader", "HBC"),
        (
            "Fenland Teachers Association President Ada Roe left.",
            "Ada Roe",
            "President",
            "Fenland Teachers Association",
        ),
        ("Russian president Ada Roe said so.", "Ada Roe", "Russian president", None),
        ("Secretary of State Ada Roe said so.", "Ada Roe", "Secretary of State", None),
        ("Ada Roe, director of database markets, said so.", "Ada Roe", "director of database markets", None),
        ("Ada Roe, 42, a nurse from Leeds, said so.", "Ada Roe", "nurse", None),
        ("Ada Roe, secretary, Boatmen’s Association", "Ada Roe", "secretary", "Boatmen’s Association"),
        ("Ada Roe of the HBC said so.", "Ada Roe", None, "HBC"),
        ("HBC's Ada Roe said so.", "Ada Roe", None, "HBC"),
        (
            "The Sablewick Museum closed. Ada Roe, the museum's director, wept.",
            "Ada Roe",
            "director",
            "Sablewick Museum",
        ),
    ],
)
def test_role_and_organisation_as_printed(
    text: str, name: str, role: str | None, organisation: str | None
) -> None:
    found = person(text, name)
    assert (found.role, found.organisation) == (role, organisation)


def test_surnames_titles_and_fuller_names_mean_one_person() -> None:
    text = "Dr Ada J. Roe spoke. Ada Roe sat down. Mrs Roe stood up. Roe left."
    cast = cast_of(text)
    assert [p.name for p in cast.people] == ["Ada J. Roe"]
    assert len(cast.people[0].mentions) == 4
    assert cast.people[0].gender == "f"


def test_two_people_of_one_surname_are_told_apart_by_title() -> None:
    text = "Ada Roe met Colin Roe. Mr Roe laughed. Mrs Roe did not."
    cast = cast_of(text)
    mr, mrs = (n for n in cast.names if n.keys == ("roe",))
    assert cast.being_of(mr).name == "Colin Roe"
    assert cast.being_of(mrs).name == "Ada Roe"


def test_a_nickname_does_not_cut_a_name() -> None:
    text = "The winner was Benedikt “Boots” Halloran. Halloran wept."
    assert [p.name for p in cast_of(text).people] == ["Benedikt Halloran"]


def test_an_acronym_means_the_name_it_stands_behind() -> None:
    text = "The Fenland Water Association (FWA) met. The FWA left."
    cast = cast_of(text)
    acronym = [n for n in cast.names if n.text == "FWA"][-1]
    being = cast.being_of(acronym)
    assert isinstance(being, Body)
    assert being.name == "Fenland Water Association"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Department of Health and Social Care said", ["Department of Health and Social Care"]),
        ("the Securities and Exchange Commission said", ["Securities and Exchange Commission"]),
        ("met Ursula von der Lohe there", ["Ursula von der Lohe"]),
        ("the ambassador to Britain Liu Amara spoke. Liu left", ["Britain", "Liu Amara", "Liu"]),
        ("He came on Monday. I’m sure she did", ["Monday"]),
        ("Observers waited. However, nobody came", []),
    ],
)
def test_names_as_a_reader_would_mark_them(text: str, expected: list[str]) -> None:
    assert [n.text for n in find_names(text, paragraphs(text))] == expected


def test_a_headline_in_capitals_names_only_who_the_article_names() -> None:
    text = "Furious Roe Vows To Close Every Local Library\nAda Roe spoke on Monday. Later Roe left the hall."
    cast = cast_of(text)
    assert [p.name for p in cast.people] == ["Ada Roe"]
    assert cast.names[0].text == "Roe"
    assert cast.being_of(cast.names[0]).name == "Ada Roe"
