"""Who is who across articles: what is linked, what holds apart, and that neither order nor fame matters."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotesdb.names.given import given_names
from quotesdb.resolve.evidence import known
from quotesdb.resolve.gather import Facts, two
from quotesdb.resolve.linking import families, link_names
from quotesdb.resolve.naming import Form, naming
from quotesdb.resolve.priors import LINKED, SUGGESTED, Kind
from quotesdb.resolve.reach import reach
from quotesdb.resolve.variants import variant
from tests.unit.resolve.names_in_memory import SEEKERS, Names

PRINTED = (
    "Ada Example",
    "Ada B. Example",
    "Ada Q. Example",
    "Mrs. Ada Example",
    "Mr. Ada Example",
    "Addie Example",
    "A. Example",
    "Ada Example Jr.",
    "Eve Example",
    "Mrs. Example",
    "Mr. Example",
    "Senator Example",
    "Lord Example",
    "Example",
    "Stan Sample",
    "Stanley Sample",
    "Sir Stanley",
    "Sample",
    "Stan van der Sample",
    "Queen Ada",
    "the mayor",
)
ARTICLES = st.lists(st.tuples(st.sampled_from(PRINTED), st.sampled_from([1, 3, 40])), min_size=1, max_size=10)
IDS = sorted({naming(printed).key for printed in PRINTED})
PAIRS = st.lists(st.sampled_from(list(combinations(IDS, 2))), max_size=3)


def linked(*names, facts=None):
    """Who is one, by printed names, of names with their numbers of articles."""
    listed = [known(printed, articles) for printed, articles in names]
    printed = {each.id: each.printed for each in listed}
    found = link_names(listed, facts or Facts())
    return sorted(sorted(printed[id_] for id_ in person) for person in found.people)


def stored(articles):
    """The names of these articles, as a store keeps them."""
    names = Names()
    for printed, count in articles:
        names.add(printed, count)
    return names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Example", "ADA  EXAMPLE"),
        ("Ada Example", "Adá Example"),
        ("Ada Example", "Ada B. Example"),
        ("Ada Example", "Mrs. Ada Example"),
        ("Superintendent Ada Example", "Supt Ada Example"),
        ("Geoff Voorbeeld", "Geoffrey Voorbeeld"),
        ("Rudy Voorbeeld", "Rudolph Voorbeeld"),
        ("Stan Voorbeeld", "Stanley Q. Voorbeeld"),
        ("Ada van der Voorbeeld", "Ada Voorbeeld"),
        ("Ada Voorbeeld Staal", "Ms. Voorbeeld Staal"),
    ],
)
def test_two_printings_of_a_full_name_are_one_person(one, other):
    assert len(link_names(stored([(one, 1), (other, 1)]).names.values(), Facts()).people) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Example", "Eve Example"),
        ("Ada B. Example", "Ada Q. Example"),
        ("Ada Example Jr.", "Ada Example III"),
        ("Mr. Robin Example", "Mrs. Robin Example"),
        ("Stan Voorbeeld", "Stanley Sample"),
        ("J.J. Example", "Jeffrey Example"),
    ],
)
def test_hard_facts_in_the_names_part_people(one, other):
    assert len(link_names([known(one, 5), known(other, 5)], Facts()).people) == 2


def test_a_middle_name_that_fits_two_is_left_to_a_person():
    found = link_names([known(n) for n in ("Ada Example", "Ada B. Example", "Ada Q. Example")], Facts())
    assert len(found.people) == 3
    assert {link.kind for link in found.suggestions} == {Kind.MIDDLE}


def test_a_misprint_does_not_part_a_name_from_itself():
    people = linked(("Ada Example", 500), ("Ada B. Example", 200), ("Ada Q. Example", 1))
    assert people == [["Ada B. Example", "Ada Example"], ["Ada Q. Example"]]


def test_a_name_that_a_person_gave_breaks_no_link():
    facts = Facts(same=[two("ada example", "eve sample")])
    people = linked(("Ada Example", 9), ("Eve Sample", 2), ("Ada B. Example", 1), facts=facts)
    assert people == [["Ada B. Example", "Ada Example", "Eve Sample"]]


def test_a_surname_goes_to_the_bearer_of_nearly_all_articles():
    people = linked(("Ada Example", 60), ("Eve Example", 2), ("Mrs. Example", 1), ("Senator Example", 3))
    assert ["Ada Example", "Mrs. Example", "Senator Example"] in people
    assert linked(("Ada Voorbeeld", 6), ("Eve Voorbeeld", 5), ("Mrs. Voorbeeld", 1)) == [
        ["Ada Voorbeeld"],
        ["Eve Voorbeeld"],
    ]


def test_a_title_never_goes_to_somebody_of_the_other_sex():
    assert linked(("Peter Voorbeeld", 60), ("Mrs. Voorbeeld", 1)) == [["Peter Voorbeeld"]]


def test_a_surname_of_two_words_goes_to_who_has_both():
    people = linked(("Ada Voorbeeld-Staal", 9), ("Eve Staal", 9), ("Ms. Voorbeeld-Staal", 1))
    assert ["Ada Voorbeeld-Staal", "Ms. Voorbeeld-Staal"] in people


def test_whom_articles_print_beside_the_surname_is_hardly_meant_by_it():
    names = [known("Ada Voorbeeld", 12), known("Voorbeeld", 2)]
    beside = Facts(together={("ada voorbeeld", "voorbeeld"): 2})
    assert link_names(names, Facts()).links
    assert not link_names(names, beside).links


def test_a_name_of_rank_is_one_person_even_without_a_bearer():
    assert linked(("Lord Voorbeeld", 3)) == [["Lord Voorbeeld"]]
    assert linked(("Lord Chancellor Lord Voorbeeld", 3), ("Peter Voorbeeld", 60)) == [
        ["Lord Chancellor Lord Voorbeeld", "Peter Voorbeeld"]
    ]
    assert linked(("Sir Peter", 2), ("Peter Voorbeeld", 60)) == [["Peter Voorbeeld", "Sir Peter"]]


def test_a_surname_without_a_bearer_means_somebody_else_in_every_article():
    found = link_names([known("Mr. Voorbeeld", 3), known("the mayor", 4)], Facts())
    assert found.people == []
    assert found.loose == ["mr voorbeeld", "the mayor"]


def test_a_decided_appearance_leaves_its_name():
    """A person says that one appearance of a name is another person than the rest."""
    rest = known("Ada Example", 9, age="2020 s-1")
    alone = known("Ada Example", 1, age="2021 s-2", id_="s-2")
    facts = Facts(different=[two(rest.id, alone.id)])
    assert link_names([rest, alone], Facts()).people == [("ada example", "s-2")]
    assert link_names([rest, alone], facts).people == [("ada example",), ("s-2",)]


def test_a_surname_that_a_person_placed_is_placed_there_and_nowhere_else():
    names = [known("Ada Example", 60), known("Eve Example", 2), known("Mrs. Example")]
    facts = Facts(same=[two("eve example", "ms example")])
    assert ("eve example", "ms example") in link_names(names, facts).people


def test_every_link_says_why():
    names = [known(n, 9) for n in ("Ada Example", "Ada B. Example", "Mrs. Example", "Addie Example")]
    found = link_names(names, Facts())
    assert all(link.reasons[0] == link.kind.value for link in [*found.links, *found.suggestions])
    assert all(link.score >= LINKED for link in found.links)
    assert all(link.score >= SUGGESTED for link in found.suggestions)


@given(articles=ARTICLES, same=PAIRS, different=PAIRS, order=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_names_and_facts_does_not_matter(articles, same, different, order):
    names = list(stored(articles).names.values())
    facts = Facts(same, different)
    mixed = Facts(order.sample(same, len(same)), order.sample(different, len(different)))
    assert link_names(order.sample(names, len(names)), mixed) == link_names(names, facts)


@given(articles=ARTICLES, same=PAIRS, different=PAIRS)
@settings(max_examples=60)
def test_two_that_a_person_holds_apart_are_never_one(articles, same, different):
    names = stored(articles).names
    found = link_names(names.values(), Facts(same, different))
    person = {id_: number for number, ids in enumerate(found.people) for id_ in ids}
    assert all(person.get(a, a) != person.get(b, b) for a, b in different)


@given(articles=ARTICLES, same=PAIRS, different=PAIRS)
@settings(max_examples=60)
def test_article_by_article_the_links_become_those_of_all_at_once(articles, same, different):
    """As a store does it: what is reached is linked again, and its links replaced."""
    facts = Facts(same, different)
    names, links = Names(), {}
    for printed, count in articles:
        touched = names.add(printed, count)
        names.same = [pair for pair in same if all(id_ in names.names for id_ in pair)]
        names.same = [p for p in names.same if all(names.names[i].naming.form is Form.FULL for i in p)]
        reached = reach([touched], names)
        ids = {name.id for name in reached.names}
        links = {pair: link for pair, link in links.items() if not _is_replaced(names, pair, ids)}
        found = link_names(reached.names, facts, reached.elsewhere)
        links |= {link[:2]: link for link in found.links}
    assert links == {link[:2]: link for link in link_names(names.names.values(), facts).links}


def _is_replaced(names, pair, reached):
    seekers = [id_ for id_ in pair if names.names[id_].naming.form in SEEKERS]
    return set(seekers or pair) <= reached


@pytest.mark.parametrize("bearers", [100, 400])
def test_one_article_costs_the_same_however_many_bear_the_surname(bearers):
    names = Names()
    for given_name in sorted(given_names())[:bearers]:
        names.add(f"{given_name.title()} Example", 3)
    names.add("Mr. Example", 900)
    touched = names.add("Zacharias Example", 9000)
    names.handed_out = 0
    assert len(reach([touched], names).names) < 40
    assert names.handed_out < 300


@given(articles=ARTICLES, printed=st.sampled_from(PRINTED))
@settings(max_examples=60)
def test_one_more_article_of_a_full_name_moves_no_other_full_names(articles, printed):
    """The stated exceptions: surnames and ranks go by shares of articles, candidates by the most printed.

    So does a name that two people could bear who cannot be one.
    """
    names = stored([*articles, (printed, 1)])
    full = [name for name in names.names.values() if name.naming.form is Form.FULL]
    if any(
        variant(one.naming.name, other.naming.name) is None
        for family in families(full)
        for one, other in combinations(family, 2)
    ):
        return
    before = _full(names)
    names.add(printed, 1)
    assert _full(names) == before


def _full(names):
    found = link_names(names.names.values(), Facts())
    full = {id_ for id_, name in names.names.items() if name.naming.form is Form.FULL}
    return sorted(kept for ids in found.people if (kept := sorted(full.intersection(ids))))
