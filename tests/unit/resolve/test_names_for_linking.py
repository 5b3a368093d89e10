"""What printed names are for linking, how full ones go together, and of which kind their bearers are."""

from __future__ import annotations

import pytest

from quotesdb.names.person import parse
from quotesdb.resolve.naming import Form, naming
from quotesdb.resolve.priors import Kind
from quotesdb.resolve.variants import bearer_keys, variant, variant_keys


@pytest.mark.parametrize(
    ("printed", "key", "form"),
    [
        ("Ada Example", "ada example", Form.FULL),
        ("Mayor Ada B. Example", "ada b example", Form.FULL),
        ("Rt Hon Ada Example MP", "ada example", Form.FULL),
        ("Adv. Ada Example", "ada example", Form.FULL),
        ("Mrs. Ada Example", "ms ada example", Form.FULL),
        ("Lord Ada Example", "mr ada example", Form.FULL),
        ("Ada Example Jr.", "ada example jr", Form.FULL),
        ("Mr. Example", "mr example", Form.BARE),
        ("Mr. King", "mr king", Form.BARE),
        ("Lord Example of Velda", "lord example", Form.RANK),
        ("Velda party leader Ada Example", "ada example", Form.FULL),
        ("House Speaker Ada Example", "ada example", Form.FULL),
        ("Velda coach Ada Example", "ada example", Form.FULL),
        ("Velda election supremo Ada Example", "ada example", Form.FULL),
        ("VWIP MEP Ada Bo-Example", "ada bo example", Form.FULL),
        ("Reform MP Ada Example", "ada example", Form.FULL),
        ("EU Commissioner Ada Example", "ada example", Form.FULL),
        ("Velda’s Ada Example", "ada example", Form.FULL),
        ("Bishop of Velda Dr Ada Example", "ada example", Form.FULL),
        ("Major-Gen Ada Example", "ada example", Form.FULL),
        ("JK Example Sample", "jk example sample", Form.FULL),
        ("Ada van der Example Sample", "ada van der example sample", Form.FULL),
        ("Example and Bo Sample", "example and bo sample", Form.FULL),
        ("ADA EXAMPLE SAMPLE", "ada example sample", Form.FULL),
        ("Ada Bishop Example", "ada bishop example", Form.FULL),
        ("Bill de Example", "bill de example", Form.FULL),
        ("the former aide to President Ada Example", "the former aide to president ada example", Form.NONE),
        ("Example-Sample", "example sample", Form.BARE),
        ("Ms. Example-Sample", "ms example sample", Form.BARE),
        ("MEC Example", "mec example", Form.BARE),
        ("Sen. Example", "senator example", Form.BARE),
        ("Det Supt Example", "superintendent example", Form.BARE),
        ("Superintendent Example", "superintendent example", Form.BARE),
        ("Vice President Example", "vice president example", Form.RANK),
        ("former President Example", "president example", Form.RANK),
        ("Velda President Example", "president example", Form.RANK),
        ("Lord Chancellor Lord Example", "lord example", Form.RANK),
        ("Sir Ada", "sir ada", Form.RANK),
        ("Baroness Example", "lady example", Form.RANK),
        ("Viscount Example", "lord example", Form.RANK),
        ("DCI Ada Example", "ada example", Form.FULL),
        ("the Duchess of Velda", "duchess of velda", Form.OWN),
        ("Prince of Velda", "prince of velda", Form.OWN),
        ("Ada Example Junior", "ada example jr", Form.FULL),
        ("Pope Ada Bo II", "pope ada bo ii", Form.OWN),
        ("Queen Ada", "queen ada", Form.OWN),
        ("the Mayor", "the mayor", Form.NONE),
        ("the prime minister", "the prime minister", Form.NONE),
        ("", "", Form.BARE),
    ],
)
def test_titles_are_set_aside_or_tell_what_a_name_is(printed, key, form):
    assert (naming(printed).key, naming(printed).form) == (key, form)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ada Example", "Ada B. Example", Kind.MIDDLE),
        ("Ada B. Example", "Ada Q. Example", None),
        ("Ada Bo Sample Example", "Ada Sample Example", Kind.MIDDLE),
        ("Jake Example", "Jacob Example", Kind.SHORT),
        ("Stan Example", "Stanley B. Example", Kind.SHORT),
        ("Ted Example", "Ada Edward Example", Kind.GOES_BY),
        ("J. Example", "Jane Example", Kind.INITIAL),
        ("J.J. Example", "Jeffrey Example", None),
        ("J.K. Example", "Joanne Kathleen Example", Kind.INITIAL),
        ("Ada Example Jr.", "Ada Example Sr.", None),
        ("Ada Example", "Ada Example Jr.", Kind.SUFFIX),
        ("Ada B. Example", "Ada B. Example Jr.", Kind.GENERATION),
        ("Ada van Example", "Ada Example", Kind.PARTICLE),
        ("Example Ada", "Ada Example", Kind.ORDER),
        ("Ada Eksample", "Ada Example", Kind.SPELLING),
        ("Ada Example Sample", "Ada Sample", Kind.MIDDLE),
        ("Ada Example Sample", "Ms. Example Sample", Kind.DOUBLE),
        ("Eve Example", "Ada Example", None),
        ("Ada Sample", "Ada Example", None),
    ],
)
def test_two_full_names_go_together_in_a_way_that_can_be_told(one, other, kind):
    names = naming(one).name, naming(other).name
    assert variant(*names) is variant(*names[::-1]) is kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Example", "William Example"),
        ("Rudy Example", "Rudolph W. Example"),
        ("Ted Example", "Ada Edward Example"),
        ("Ada Eksample", "Ada Example"),
        ("Example Ada", "Ada Example"),
        ("Ada Example Sample", "Ada Example"),
        ("J. Example", "Jane Example"),
    ],
)
def test_names_that_go_together_share_a_key(one, other):
    assert variant(parse(one), parse(other)) is not None
    assert variant_keys(naming(one)) & variant_keys(naming(other))


def test_a_surname_alone_is_no_key_of_variants():
    assert not variant_keys(naming("Mr. Example"))
    assert "example" not in variant_keys(naming("Ada Example"))
    assert not variant_keys(naming("Ada Example")) & variant_keys(naming("Eve Example"))


def test_a_sir_goes_by_the_given_name_and_others_by_the_surname():
    assert bearer_keys(naming("Sir Ada")) <= bearer_keys(naming("Ada Example"))
    assert bearer_keys(naming("Lord Example")) <= bearer_keys(naming("Ada Example"))
    assert not bearer_keys(naming("Queen Ada"))


def test_an_initial_and_a_form_of_address_have_two_keys():
    assert naming("M. Example").key != naming("Mr. Example").key
    assert naming("F. Ada Example").key != naming("Mrs. Ada Example").key
