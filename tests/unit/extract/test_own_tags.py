"""Words in marks that are tagged each for itself: whose they are, and when two of them are one quotation."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED


def told(text: str) -> list[tuple[str | None, str]]:
    """Who says the words in marks of a text, and how they begin."""
    direct = [q for q in extract(text, "en") if q.cue_class in REPORTED and q.quoted]
    return [(q.speaker.name if q.speaker else None, q.quoted[0].text(text).strip("“”,.?!")) for q in direct]


SUIT = "Mary Holt and Peter Dean sued the firm.\n\n"
RACE = "Ada Roe and Bo Lind lost the race.\n\n"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            SUIT + '"It was my idea to sue," said Mary. "I agreed with her," said Dean.',
            ["Mary Holt", "Peter Dean"],
        ),
        (
            SUIT + "“It was my idea to sue,” said Holt. “I agreed with her,” said Peter.",
            ["Mary Holt", "Peter Dean"],
        ),
        (
            RACE + "“I wanted the red one,” said Roe. “She took the blue one,” said Lind.",
            ["Ada Roe", "Bo Lind"],
        ),
        (
            RACE + "“Nobody told us,” said Ada. “We told them in May,” said Lind. Roe left.",
            ["Ada Roe", "Bo Lind"],
        ),
    ],
)
def test_another_name_behind_the_next_marks_begins_another_quotation(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in told(text)] == speakers


@pytest.mark.parametrize(
    "paragraph",
    [
        "“It was my idea to sue,” said Mary Holt. “I never agreed with him,” said Holt.",
        "“It was my idea to sue,” said Mary. “I never agreed with him,” said Holt.",
        "“It was my idea to sue,” said Mrs Holt. “I never agreed with him,” said Mary.",
        "“It was my idea to sue,” said Mary. “I never agreed with him,” she said.",
        "“It was my idea to sue,” said Mary. “I never agreed with him.”",
        "“It was my idea to sue,” said Mary, “and I never agreed with him.”",
        "“It was my idea to sue,” said Ms. Holt. “I never agreed with Dean,” Mary Holt added.",
    ],
)
def test_a_tag_of_the_same_person_names_nobody_else(paragraph: str) -> None:
    assert {speaker for speaker, _ in told(SUIT + paragraph)} == {"Mary Holt"}


@pytest.mark.parametrize(
    "paragraph",
    [
        "“It was my idea to sue,” said Mary. “I agreed with her,” said Dean’s lawyer.",
        "“It was my idea to sue,” said Mary. “I agreed with her,” said Dean's brother, Hugo.",
        "“It was my idea to sue,” said Mary. “I agreed with her,” said Dean council leader Ada Roe.",
    ],
)
def test_a_name_that_goes_on_behind_a_tag_is_not_who_speaks(paragraph: str) -> None:
    assert "Peter Dean" not in {speaker for speaker, _ in told(SUIT + paragraph)}


LOAF = (
    "A baker who has never owned an oven has won the prize.\n\n{}\n\n"
    "“The crust,” said the judge, Hal Brodie, “sang when I cut it.” He called the crumb “close to holy”.\n"
)


@pytest.mark.parametrize(
    ("tag", "speaker"),
    [
        ("said Ines Quarrie, 29, of Wenlow", "Ines Quarrie"),
        ("said Ines Quarrie", "Ines Quarrie"),
        ("said Ines Quarrie’s mother, Una", "Una"),
        ("said Harrow baker Ines Quarrie", "Ines Quarrie"),
        ("Bo Lind told her", "Bo Lind"),
    ],
)
def test_name_that_touches_the_words_is_before_that_of_the_next_paragraph(tag: str, speaker: str) -> None:
    assert told(LOAF.format(f"“I borrow my mother's oven and her patience,” {tag}."))[0][0] == speaker


def test_each_name_stays_with_the_words_that_it_touches() -> None:
    sued = "Mary Holt and Jane Holt sued the firm.\n\n"
    text = '"It was Jane\'s idea to sue," said Mary. "I agreed," said Jane Holt.'
    assert [speaker for speaker, _ in told(sued + text)] == ["Mary Holt", "Jane Holt"]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        (
            'Kenneth Dray, 44, shouted: "You will not get a penny," the owner, Abdul Rahim, told the court.',
            0,
        ),
        ('In a note: "You will not get a penny," Abdul Rahim told the court. Kenneth Dray denies it.', 1),
        ('Kenneth Dray nodded. "You will not get a penny," the landlord, Abdul Rahim, told the court.', 1),
        ('The landlord, Abdul Rahim, recalled: "You will not get a penny," he said.', 1),
    ],
)
def test_words_behind_a_colon_are_of_who_stands_before_it(paragraph: str, speaker: int) -> None:
    text = f"A man threatened his landlord, a court heard.\n\n{paragraph}"
    assert told(text)[0][0] == ("Kenneth Dray", "Abdul Rahim")[speaker]
