"""Somebody's successor, stepson or letter: who speaks, and who only owns what does."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED

LEFT = "Ola Berg resigned as transport minister on Wednesday.\n\n“I am sorry,” Berg said.\n\n"


def last_speaker(text: str) -> str | None:
    found = [q for q in extract(text, "en") if q.cue_class in REPORTED]
    return found[-1].speaker.name if found[-1].speaker else None


@pytest.mark.parametrize(
    "noun", ["predecessor", "successor", "former tormentor", "visitor", "step-son", "niece", "lawyer", "wife"]
)
def test_somebody_s_successor_is_not_that_person(noun: str) -> None:
    text = f"{LEFT}Berg's {noun} said the trains would run on time one day."
    assert last_speaker(text) == f"Berg's {noun}"
    assert last_speaker(text.replace("Berg's", "Her")) == f"Ola Berg's {noun}"


def test_who_tells_that_somebody_is_meant() -> None:
    text = f"{LEFT}“The trains will run on time one day,” said Berg's critic, who sits opposite."
    assert last_speaker(text) == "Berg's critic"


def test_her_successor_is_not_who_left() -> None:
    text = (
        "Transport minister Gro Dahl resigned on Wednesday. Her successor, Ola Berg, was named at once.\n\n"
        "“I have made mistakes,” Dahl said.\n\n“I will build on her work,” her successor said."
    )
    assert last_speaker(text) in ("Ola Berg", "Gro Dahl's successor")


@pytest.mark.parametrize(
    "noun",
    ["letter", "newsletter", "answer", "order", "plan", "record", "report", "speech", "account", "list"],
)
def test_what_is_said_or_written_is_its_owner_s(noun: str) -> None:
    assert last_speaker(f"{LEFT}Berg's {noun} said the trains would run on time one day.") == "Ola Berg"


@pytest.mark.parametrize("body", ["office", "campaign"])
def test_bodies_of_somebody_speak_for_themselves(body: str) -> None:
    assert last_speaker(f"{LEFT}Berg's {body} said the trains would run on time one day.") == f"Berg's {body}"
