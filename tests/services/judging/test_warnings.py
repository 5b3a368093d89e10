"""What a person is told of a decision about speakers: of what sorts they are, who shares a name."""

from __future__ import annotations

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging import speakers
from quotesdb.services.judging.warnings import also_meant, unlike

SAID = (
    "“We open in May,” said Ada Example.\n“It is late,” said Bea Example.\n"
    "“We lend,” said Sample Bank.\n“We wait,” said analysts."
)


@pytest.fixture(autouse=True)
def stored(store):
    store(SAID, "https://example.org/one", day="2025-03-02")


@pytest.mark.parametrize(
    ("pair", "kinds"),
    [
        (("Ada Example", "Sample Bank"), ["person", "organisation"]),
        (("analysts", "Bea Example"), ["group", "person"]),
        (("Ada Example", "Bea Example"), []),
    ],
)
def test_two_of_unlike_sorts_are_told(session, pair, kinds):
    assert [each.kind for each in unlike(session, pair)] == kinds


def test_whom_a_name_means_besides(session):
    decided = speakers.add_alias(session, "Ada Example", "Bea Example", "Wen")
    assert [other.name for other in also_meant(session, decided, "bea example")] == ["Bea Example"]
    decided = speakers.add_alias(session, "Ada Example", "the flood woman", "Wen")
    assert also_meant(session, decided, "the flood woman") == ()


def test_a_name_of_somebody_held_apart_is_refused_and_a_surname_is_not(session):
    held = speakers.different(session, "Ada Example", "Bea Example", "Noa")
    decided = speakers.add_alias(session, "Ada Example", "Bea Example", "Wen")
    with pytest.raises(BadRequest, match=rf"Noa decided so .*undo {held.decision}"):
        also_meant(session, decided, "Bea Example")
    decided = speakers.add_alias(session, "Ada Example", "Example", "Wen")
    assert [other.name for other in also_meant(session, decided, "Example")] == ["Bea Example"]
