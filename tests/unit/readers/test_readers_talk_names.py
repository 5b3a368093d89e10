"""Who is meant by a label, and which labels make a record: what a head, a part or a full stop tells."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from tests.unit.readers.test_readers_talk_rows import said


def named(text: str, name: str = "a.txt") -> list[str | None]:
    return [speaker for speaker, _words in said(read(text.encode(), name))]


def talk(head: str, one: str, other: str) -> str:
    return (
        f"{head}\n\n{one}: When did you see the pier?\n\n{other}: I saw it as a child.\n\n"
        f"{one}: And what do you tell us now?\n\n{other}: I tell you to walk round it.\n"
    )


@pytest.mark.parametrize(
    ("head", "one", "other"),
    [
        ("Interviewer: Ada Example\nInterviewee: Peter Sample", "Interviewer", "Interviewee"),
        ("Interviewer (I): Ada Example\nRespondent (R): Peter Sample", "I", "R"),
        ("AE = Ada Example, Velda Post\nPS = Peter Sample (engineer)", "AE", "PS"),
        ("**Host:** Ada Example\n**Guest:** Peter Sample", "HOST", "GUEST"),
    ],
)
def test_lines_above_the_turns_say_whom_a_label_means(head: str, one: str, other: str) -> None:
    assert named(talk(head, one, other)) == ["Ada Example", "Peter Sample"] * 2


@pytest.mark.parametrize(
    "head",
    [
        "Guest: Ada Example\nGuest: Peter Sample",
        "Guest: The Velda Times",
        "Guest: to be told",
        "Guests: Ada Example",
        "Guest: Ada Example will be here at nine",
        "Guest: Velda Harbour Board",
    ],
)
def test_lines_that_name_two_or_nobody_say_nothing(head: str) -> None:
    found = named(talk(f"{head}\n\nA talk on piers.", "HOST", "GUEST"))
    assert {speaker and speaker.upper() for speaker in found} == {"HOST", "GUEST"}


def test_a_part_is_whoever_it_stood_before() -> None:
    text = talk("", "Host Ada Example", "Guest") + talk("", "Host", "Guest")
    assert named(text) == ["Ada Example", "Guest"] * 4


@pytest.mark.parametrize(
    "more", ["Host Ada Example: I go.\n\nHost Maria Muster: So do I.\n\n", "Host Sample: I go.\n\n"]
)
def test_a_part_of_two_people_or_before_a_surname_is_nobodys_name(more: str) -> None:
    assert named(more + talk("On piers", "Host", "Guest"))[-2:] == ["Host", "Guest"]


EUROPE = ("Ada Example (PPE). – ", "Peter Sample, on behalf of the Greens. – ", "President. – ")
FRANCE = ("Mme Ada Example. ", "M. Peter Sample, ministre. ", "M. le président. ")
ITALY = ("ADA EXAMPLE (LV-MR). ", "PETER SAMPLE, Sottosegretario per i Ponti. ", "PRESIDENTE. ")
OCEANIA = ("Mr HOLLOW (Corrin) - ", "Ms SAMPLE (Velda) - ", "The SPEAKER - ")
CANADA = ("Hon. Ada Example (Minister of Piers, Lib.): ", "Mr. Peter Sample (Velda, NDP): ", "The Speaker: ")


@pytest.mark.parametrize("labels", [EUROPE, FRANCE, ITALY, OCEANIA, CANADA])
def test_records_of_parliaments_print_who_speaks(labels: tuple[str, ...]) -> None:
    parts = [
        f"{labels[n % 3]}I ask you why the pier is closed.\n\n"
        f"I have asked so {n} times, and I ask you again.\n\n"
        for n in range(9)
    ]
    found = said(read("".join(parts).encode(), "a.txt"))
    assert len(found) == 9
    for n, (speaker, words) in enumerate(found):
        assert speaker is not None
        assert speaker.split()[-1].casefold() in labels[n % 3].casefold()
        assert words == f"I ask you why the pier is closed. I have asked so {n} times, and I ask you again."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Velda. – The pier is closed.\n\n"
            "Corrin. – We go by road.\n\n"
            "Velda. – You may walk.\n\n"
            "Corrin. – It rains.\n\n",
            id="briefs",
        ),
        pytest.param(
            "VELDA. The pier is closed.\n\nCORRIN. We go by road.\n\nVELDA. You may walk.\n\n"
            "PORT ALDER. It rains.\n\nCORRIN. So it does.\n\n",
            id="datelines",
        ),
        pytest.param(
            "Ada Example. – Chair.\n\n"
            "Peter Sample. – Treasurer.\n\n"
            "Maria Muster. – Secretary.\n\n"
            "Bo Roe. – Member.\n\n",
            id="board",
        ),
        pytest.param(
            "Hon. Ada Example (Velda): 4,312 votes\n\n"
            "Mr. Peter Sample (Corrin): 2,001\n\n"
            "Hon. Ada Example (Velda): elected\n\n",
            id="votes",
        ),
        pytest.param(
            "Dough: Mix it. You may rest it.\n\n"
            "Filling: Cut the plums.\n\n"
            "Dough: Roll it.\n\n"
            "Filling: Lay it on. Do you like it?\n\n",
            id="recipe",
        ),
        pytest.param(
            "Q: How do I apply?\n\nA: You fill in a form.\n\nQ: Can I cancel it?\n\nA: Yes, you can.\n\n",
            id="help",
        ),
        pytest.param(
            "Pros: You see the sea.\n\n"
            "Room: It is small.\n\n"
            "Pros: We slept well.\n\n"
            "Room: Ask for another.\n\n",
            id="review",
        ),
        pytest.param(
            "PRESIDENT. The President shall chair all meetings of the club.\n\n"
            "TREASURER. The Treasurer shall keep the books.\n\n"
            "PRESIDENT. The President may call a meeting.\n\n"
            "TREASURER. The Treasurer shall report each year. So it is.\n\n",
            id="by-laws",
        ),
        pytest.param(
            "CAPTAIN. The person who leads the team.\n\nCOACH. The person who trains it.\n\n"
            "CAPTAIN. In hockey, see above.\n\nCOACH. A bus.\n\n",
            id="glossary",
        ),
        pytest.param(
            "ADA EXAMPLE (LIVE). An evening of songs.\n\nPETER SAMPLE (TOUR). He comes back.\n\n"
            "ADA EXAMPLE (LIVE). A second evening. It is sold out.\n\nPETER SAMPLE (TOUR). The last.\n\n",
            id="evenings",
        ),
        pytest.param(
            "Ada Example. – The baker has died.\n\nPeter Sample. – The singer has a son.\n\n"
            "Velda. – Rain.\n\nAda Example. – The funeral is on Friday. It is open to all.\n\n"
            "Peter Sample. – A daughter.\n\n",
            id="news of people",
        ),
        pytest.param(
            "M. Sample. Entrepreneur à Velda.\n\nMme Example. Boulangère.\n\n"
            "M. Sample. Voir plus haut.\n\nMme Example. Voir plus haut.\n\n",
            id="directory",
        ),
        pytest.param(
            "Q: How do I apply?\n\nA: We send a form.\n\nQ: Can I cancel it?\n\nA: We do it at once.\n\n",
            id="help of a firm",
        ),
    ],
)
def test_lists_in_such_print_are_no_record(text: str) -> None:
    assert read(text.encode(), "a.txt").quotations == ()


def test_a_surname_that_is_named_above_speaks() -> None:
    said_by = talk("Ada Keller met Bo Brandt on the pier.", "Keller", "Brandt")
    assert named(said_by) == ["Ada Keller", "Bo Brandt"] * 2


def test_a_surname_speaks_where_who_asks_is_answered() -> None:
    text = (
        "Okonjo: When will you open the pier?\n\nVantry: We will open it in May.\n\n"
        "Okonjo: What does it cost you?\n\nVantry: Two million, and we pay half.\n\n"
        "Okonjo: Will there be music?\n\nVantry: You will hear it."
    )
    assert named(text) == ["Okonjo", "Vantry"] * 3


def test_a_body_that_answers_reporters_says_we() -> None:
    text = (
        "Press conference of the council\n\nQ: When will the pier open?\n\nA: We will open it in May.\n\n"
        "Q: What does it cost?\n\nA: Two million. The state pays half, and we pay the rest."
    )
    assert len(said(read(text.encode(), "a.txt"))) == 4


@pytest.mark.parametrize("name", ["Van", "de la", "Saint"])
def test_particles_alone_are_no_person(name: str) -> None:
    from quotesdb.readers.heads import may_be_persons

    assert not may_be_persons(name)
