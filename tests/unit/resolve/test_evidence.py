"""What articles say of a name, how much of it two names share, and that it adds up."""

from __future__ import annotations

from functools import reduce

from quotesdb.resolve.bearers import bearer
from quotesdb.resolve.context import FEATURES, context, features, told, weights
from quotesdb.resolve.evidence import Evidence, known, observed
from quotesdb.resolve.gather import Facts, Person
from quotesdb.resolve.priors import MOST_CONTEXT, Kind

HARBOUR = (
    "Mayor Ada Example opened the harbour of Velda. Bo Sample, the engineer, stood beside Example. "
    "She thanked the Dredging Board."
)
COURT = "Ada Example, a goalkeeper, was fined by a court in Northgate. He left with Kai Tester."


def test_an_article_tells_words_roles_others_and_sex():
    found = observed("Ada Example", "mayor", "Velda Council", HARBOUR)
    assert {"harbour", "Velda", "Dredging"} <= found.words.keys()
    assert not {"Ada", "Example", "the"} & found.words.keys()
    assert found.roles.keys() == {"mayor", "velda", "council"}
    assert "bo sample" in found.others
    assert (found.men, found.women, found.sampled) == (0, 1, 1)


def test_a_title_a_role_and_pronouns_tell_the_sex_in_this_order():
    assert observed("Mr. Example", None, None, "Mr. Example left. She said no.").men == 1
    assert observed("Ada Example", "spokeswoman", None, "Ada Example left. He said no.").women == 1
    assert observed("Ada Example", None, None, "Ada Example and he said that she left.").women == 0


def test_words_are_whole_and_looked_for_at_the_surname_before_a_suffix():
    text = f"{'x' * 200} {'waterworks ' * 20} Example Jr. {'pumphouse ' * 20}"
    assert observed("Ada Example Jr.", None, None, text).words.keys() == {"waterworks", "pumphouse"}


def test_evidence_adds_in_any_order():
    parts = [observed("Ada Example", "mayor", None, text) for text in (HARBOUR, COURT, HARBOUR)]
    one, other = (reduce(Evidence.__add__, listed, Evidence()) for listed in (parts, parts[::-1]))
    assert one == other
    assert (one.sampled, one.roles["mayor"], one.women) == (3, 3, 2)


def test_context_is_even_handed_and_bounded():
    harbour, court = (observed("Ada Example", "mayor", None, text) for text in (HARBOUR, COURT))
    assert features(harbour, court) == features(court, harbour)
    assert context(harbour, harbour) > context(harbour, court)
    assert abs(context(harbour, harbour)) <= MOST_CONTEXT
    assert context(harbour, Evidence()) == 0
    assert weights().keys() == set(FEATURES)
    assert all(weights().values())


def test_what_is_shared_is_told():
    harbour = observed("Ada Example", "mayor", None, HARBOUR)
    assert told(harbour, harbour)[0] == "both printed with mayor"
    assert told(harbour, Evidence()) == []


def test_an_office_that_the_bearer_holds_decides_between_two():
    senator = known("Ada Voorbeeld", 6, [Evidence(1, roles={"senator": 1})])
    brother = known("Bo Voorbeeld", 5, [Evidence(1, roles={"grocer": 1})])
    people = [Person.of([senator]), Person.of([brother])]
    found = bearer(known("Senator Voorbeeld"), people, Facts())
    assert found.link is not None
    assert found.link[:3] == ("ada voorbeeld", "senator voorbeeld", Kind.SURNAME)
    assert bearer(known("Voorbeeld"), people, Facts()).link is None


def test_bearers_who_are_not_loaded_count():
    person = Person.of([known("Ada Voorbeeld", 60)])
    assert bearer(known("Voorbeeld"), [person], Facts()).link is not None
    assert bearer(known("Voorbeeld"), [person], Facts(), others=300).link is None
    assert bearer(known("Voorbeeld"), [], Facts()) == (None, None)
