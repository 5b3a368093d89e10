"""Names of people, taken apart and held against each other."""

from __future__ import annotations

import pytest

from quotesdb.names.commonness import is_common
from quotesdb.names.person import Likeness, likeness, parse


@pytest.mark.parametrize(
    ("name", "first", "middles", "particles", "surname", "suffix"),
    [
        ("Ada B. Example", "ada", ("b",), (), "example", ""),
        ("Rep. Ada Example Jr.", "ada", (), (), "example", "jr"),
        ("Vann R. Sample II", "vann", ("r",), (), "sample", "ii"),
        ("Example, Ada", "ada", (), (), "example", ""),
        ("Ada Example, Jr.", "ada", (), (), "example", "jr"),
        ("Ada Example, mayor of Velda", "ada", (), (), "example", ""),
        ("Catherine de la Sample", "catherine", (), ("de", "la"), "sample", ""),
        ("Al Example", "al", (), (), "example", ""),
        ("De Sample", "", (), ("de",), "sample", ""),
        ("Mrs. Example", "", (), (), "example", ""),
        ("former Secretary of State Ada Example", "ada", (), (), "example", ""),
        ("Ada E. Example", "ada", ("e",), (), "example", ""),
        ("Example", "", (), (), "example", ""),
    ],
)
def test_a_name_is_taken_apart(name, first, middles, particles, surname, suffix):
    found = parse(name)
    assert (found.first, found.middles, found.particles) == (first, middles, particles)
    assert (found.surname, found.suffix) == (surname, suffix)


@pytest.mark.parametrize(
    ("name", "woman"), [("Mrs. Example", True), ("Mr Example", False), ("Example", None)]
)
def test_a_form_of_address_tells_women_from_men(name, woman):
    assert parse(name).woman is woman


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Ada Example", "Example, Ada", Likeness.EQUAL),
        ("Ada Example", "Ada B. Example", Likeness.MIDDLE),
        ("Ada Example", "Ada Rodham Example", Likeness.MIDDLE),
        ("Ada B. Example", "Ada Q. Example", Likeness.CLASH),
        ("Ada Example", "Ada Example Jr.", Likeness.SUFFIX),
        ("Ada Example Sr.", "Ada Example Jr.", Likeness.CLASH),
        ("Bill Example", "William Example", Likeness.SHORT),
        ("J.K. Example", "Joanne Karen Example", Likeness.SHORT),
        ("Xi Mingde", "Mingde Xi", Likeness.ORDER),
        ("Gabriel Sample Márquez", "Gabriel Sample", Likeness.COMPOUND),
        ("Ludwig van Example", "Ludwig Example", Likeness.PARTICLE),
        ("Muammar Gaddafi", "Muammar Qadhafi", Likeness.SPELLING),
        ("Ada Rodham Example", "Ada Rodham", Likeness.COMPOUND),
        ("Ada Example", "Mrs. Example", Likeness.SURNAME),
        ("Kit", "Kit Example", Likeness.FIRST),
        ("Qaddafi", "Muammar Gaddafi", Likeness.SOUND),
        ("Kit", "Henk Ten Cate", Likeness.NONE),
        ("Deco", "Ambrose Teague", Likeness.NONE),
        ("Kit", "Quentin Kidd", Likeness.NONE),
        ("Craig Bryan", "George Bruno", Likeness.NONE),
        ("Ada Example", "Eve Example", Likeness.CLASH),
        ("Ada Example", "Max Sample", Likeness.NONE),
    ],
)
def test_two_names_go_together_in_a_way_that_can_be_told(one, other, found):
    assert likeness(parse(one), parse(other)) is found
    assert likeness(parse(other), parse(one)) is found


@pytest.mark.parametrize("name", ["John Smith", "Wang Wei", "Kim Min-ji", "María García", "George W. Bush"])
def test_names_that_many_bear_are_common(name):
    assert is_common(parse(name))


@pytest.mark.parametrize("name", ["Ada Okonjo", "John Okonjo", "Bernie Sanders", "Kim Jong-un", "Paul Venn"])
def test_names_with_one_rare_part_are_not(name):
    assert not is_common(parse(name))
