"""Names that show themselves as people's by standing where somebody is said to have spoken."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import AgentKind


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        ("said Ulla Velsted, a deck hand", "Ulla Velsted"),
        ("said Li Wen, wiping her hands", "Li Wen"),
        ("said Björk Gunnardóttir, a winch operator", "Björk Gunnardóttir"),
        ("said Will Holm, a retired cook", "Will Holm"),
        ("said Will Stone, a retired nurse", "Will Stone"),
        ("said May April, a retired nurse", "May April"),
        ("said Medhi ben Omar", "Medhi ben Omar"),
        ("said Jan 't Veld", "Jan 't Veld"),
        ("said Velling, the bookkeeper", "Velling"),
        ("said Harling, a teacher", "Harling"),
    ],
)
def test_who_is_said_to_have_spoken_is_a_person(behind: str, name: str) -> None:
    found = extract(
        f"The council met on Tuesday.\n\n“We have nine boats,” {behind}. “Nobody sleeps.”\n", "en"
    )
    speaker = found[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, AgentKind.PERSON)


@pytest.mark.parametrize(
    "behind", ["said Velda Fields in a statement", "said Velling, a charity", "said the Velda Trust"]
)
def test_a_body_is_none(behind: str) -> None:
    found = extract(f"The council met on Tuesday.\n\n“We have nine boats,” {behind}.\n", "en")
    assert found[0].speaker is not None
    assert found[0].speaker.kind is not AgentKind.PERSON
