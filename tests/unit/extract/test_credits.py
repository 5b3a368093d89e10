"""Who is named in a byline or a credit only speaks nowhere in the article."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract

HEADLINE = "Woman, 90, swims the sound"
BODY = (
    "A woman of 90 swam the Velda sound on Monday.\n\n"
    "“It was cold and I would do it again tomorrow,” she said afterwards.\n\n"
    "Her son said she had trained all year."
)


def speakers(*paragraphs: str) -> list[str]:
    found = extract("\n\n".join(paragraphs), "en")
    return [q.speaker.name for q in found if q.speaker]


@pytest.mark.parametrize(
    "line",
    [
        "By Laura Bexley",
        "BY LAURA BEXLEY",
        "**By Laura Bexley**",
        "By Laura Bexley in Velda",
        "By Laura Bexley, Velda Bureau Chief",
        "By our political editor Laura Bexley",
        "By Laura Bexley, special to The Lantern",
        "By Laura Bexley and Ada Roe | 3 April 2024",
        "Words: Laura Bexley",
        "Words by Laura Bexley, pictures by Ada Roe",
        "Photograph: Laura Bexley/Velda Lantern",
        "photographs by Laura Bexley",
        "(Photo: Laura Bexley)",
        "The sound on Monday. Picture: Laura Bexley",
        "© Laura Bexley",
        "Edited by Laura Bexley",
        "As told to Laura Bexley",
        "Laura Bexley",
        "Laura Bexley, Velda",
        "Laura Bexley, political editor",
        "Laura Bexley for The Lantern",
        "Laura Bexley · 3 April 2024 · 5 min read",
    ],
)
def test_who_is_named_in_a_line_of_credits_is_not_she_and_has_no_son(line: str) -> None:
    found = speakers(HEADLINE, line, BODY)
    assert found
    assert not any("bexley" in name.lower() for name in found)


@pytest.mark.parametrize(
    "line", ["Reporting by Ivo Poe in Velda; editing by Ada Roe", "(Editing by Ivo Poe)"]
)
def test_credits_at_the_end_give_nobody_a_first_name(line: str) -> None:
    found = speakers("Poe said the mole leaks. “It will break in a storm,” he said.", line)
    assert set(found) == {"Poe"}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Laura Bexley swims the sound", "A woman is back. “I swam all night,” she said."),
        ("The swimmer\n\nLaura Bexley, 90", "She lives in Velda. “I swam all night,” she said."),
        ("The swimmer\n\nLaura Bexley", "Bexley lives in Velda. “I swam all night,” she said."),
        ("Laura Bexley, Mayor of Velda", "The mole is new. “I swam all night,” she said."),
        ("Mole saved by Laura Bexley", "The mole is new. “I saw it all night,” she said."),
        ("Guest: Laura Bexley", "The mole is new. “I saw it all night,” she said."),
        ("Story: Laura Bexley on the mole", "The mole is new. “I saw it all night,” she said."),
        ("The mole", "By Laura Bexley’s account, it is lost. “I saw it all night,” she said."),
        ("The mole", "The report by Laura Bexley was read. “I saw it all night,” she said."),
        ("The mole", "The film was made by Laura Bexley. “I saw it all night,” she said."),
        ("The mole\n\nPhoto: Laura Bexley", "Photographer Laura Bexley fell. “I swam all night,” she said."),
        ("By Laura Bexley", "Laura Bexley of The Lantern swam it. “I swam all night,” she said."),
        ("Who swims\n\nLaura Bexley", "“I swim every day of the week.”\n\nIvo Poe\n\n“I have never swum.”"),
        ("The mole", "“It is lost and we know it.”\n— Laura Bexley, The Lantern"),
    ],
)
def test_whom_the_article_names_otherwise_speaks_in_it(head: str, body: str) -> None:
    assert "Laura Bexley" in speakers(head, body)
