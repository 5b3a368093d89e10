"""Whom an article means where it goes on about somebody in another way, and where it speaks of another."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED, Quotation


def said(text: str) -> list[Quotation]:
    return [q for q in extract(text, "en") if q.cue_class in REPORTED]


def last(text: str) -> str | None:
    """The speaker of the last quotation of a text."""
    speaker = said(text)[-1].speaker
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nuvala Brohan opens the hall and sits before she sings.\n\n“Tea?” she said.", "Nuvala Brohan"),
        ("Jaxen Pryle opened the shop in May. He said it was fun.", "Jaxen Pryle"),
        ("Jaxen Pryle sold his shop. “It was fun,” he said.", "Jaxen Pryle"),
        ("Mary Roe wept. Harrow Vale won the cup. She said it was fun.", "Mary Roe"),
        ("Harrow Vale sacked the cook when she fell. “It was fun,” she said.", None),
        ("The nurse wept. It rained. Harrow Vale won. “It was fun,” she said.", None),
        ("Elm Grove flooded on Monday. “It was wet,” she said.\n\nElm Grove is a road.", None),
        ("Castle Street shut on Monday, she said.", None),
    ],
)
def test_a_pronoun_makes_a_person_of_a_name_that_nothing_else_tells(text: str, expected: str | None) -> None:
    found = said(text)
    names = {q.speaker.name for q in found if q.speaker}
    assert (expected in names) if expected else not names & {"Harrow Vale", "Castle Street"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cup\n\nIvo Poe left. Ada Roe said she was out. “I ran,” the lawyer added.", "the lawyer"),
        ("Cup\n\nIvo Poe left. Ada Roe said she was out. “I ran,” the actor added.", "the actor"),
        ("Cup\n\nIvo Poe left. Ada Roe, the captain, said she was out. “No,” the mayor added.", "the mayor"),
        ("Cup\n\nThe clerk left. Ada Roe said she was out. “I ran,” the clerk added.", "the clerk"),
        ("Cup\n\nAda Roe said she was out. “She ran,” the coach added.", "the coach"),
        ("Cup\n\nAda Roe said she was out.\n\n“I ran,” the coach added.", "the coach"),
        ("Ada Roe and Colin Poe met. “I hid,” said Poe. “I ran,” said the former cook.", "Colin Poe"),
        (
            "Poll\n\nIan Campy, who has a hotel on Colsay, said he was out.\n\n“I ski,” the hotelier said.",
            "Ian Campy",
        ),
        ("Kids\n\nAda Roe, whose son fell, said she was sad.\n\n“We regret it,” the head said.", "the head"),
        ("Cup\n\nAda Roe, who scored, said it was fun.\n\n“What a gem,” the manager said.", "the manager"),
        (
            "Thief\n\nAda Roe told them she was sorry. “I was ill,” Roe said.\n\n“No,” the judge said.",
            "the judge",
        ),
        ("Fire\n\nAda Roe fled. “It was hot,” she said.\n\n“I was out,” said the landlord.", "the landlord"),
        ("Fire\n\nAda Roe fled. “It was hot,” she said. The landlord said he was out.", "The landlord"),
        (
            "Cup\n\nAda Roe scored twice. “It was fun,” Roe said.\n\n“What a gem,” the manager said.",
            "the manager",
        ),
        (
            "Dog\n\nAda Roe rang them. “It bit me,” Roe said.\n\n“We shot it,” said the officer.",
            "the officer",
        ),
        ("Kids\n\nAda Roe is angry. “It was cruel,” she said.\n\n“We regret it,” the head said.", "the head"),
    ],
)
def test_a_new_description_is_of_who_goes_on_and_not_of_who_is_answered(text: str, expected: str) -> None:
    assert last(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det Sgt Lou Carmody spoke. “Look,” the detective said.", "Lou Carmody"),
        ("The Member of Parliament for Elm, Ada Roe, came. “It is done,” the MP said.", "Ada Roe"),
        ("Transport secretary Ada Roe came with Colin Poe. “It is done,” the minister said.", "Ada Roe"),
        (
            "Ada Roe, general secretary of Ferry Workers United (FWU), met Poe. “No,” the FWU leader said.",
            "Ada Roe",
        ),
    ],
)
def test_an_office_is_known_by_other_words_for_it(text: str, expected: str) -> None:
    assert last(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joe Pendry was lost. His wife, Maggie, slept. “I knew,” Mrs Pendry said.", "Maggie Pendry"),
        ("Ada Pendry was lost. Her father, Alf, slept. “I knew,” Mr Pendry said.", "Alf Pendry"),
        ("Joe Pendry was lost. His father, Alf, slept. “I knew,” Mr Pendry said.", "Joe Pendry"),
        ("Joe Pendry fell. Bo Lind and his wife, Maggie, slept. “I knew,” Mrs Pendry said.", "Mrs Pendry"),
        (
            "Joe Pendry was lost. His wife, Maggie, and his sister, Ada, slept. “I knew,” Mrs Pendry said.",
            "Mrs Pendry",
        ),
        (
            "Joe Pendry was lost. His wife, Maggie, met Ada Roe, his nurse. “I knew,” Mrs Roe said.",
            "Ada Roe",
        ),
        ("Lady Pendry came. Otto Lind ran. Her son James wept. “No,” said Mr Pendry.", "James Pendry"),
        (
            "Joe Pendry was lost. Mr Pendry's wife, Ada, a retired nurse, slept. “I knew,” said Mrs Pendry.",
            "Ada Pendry",
        ),
        ("Velda Pendry cooks and her husband, Luke, serves. “It is fun,” said Mr Pendry.", "Luke Pendry"),
        ("Alan and Bernadette Roe were stuck. “It is fun,” said Mr Roe.", "Alan Roe"),
        ("Ada Roe, 34, wept. Husband Dave, 36, ran. “It is fun,” said Mr Roe.", "Dave Roe"),
        ("Ada Roe, 34, wept. Husband Dave, 36, said it was fun.", "Dave"),
        ("Ada Roe, 34, wept. Mum Jean Poe said it was fun.", "Jean Poe"),
        ("Mother Teresa wept. “It is fun,” Mother Teresa said.", "Mother Teresa"),
        ("Sister Mary wept. “It is fun,” Sister Mary said.", "Sister Mary"),
        ("Alan and Bernadette Roe were stuck. “It is fun,” said Mrs Roe.", "Bernadette Roe"),
        ("Alan met Bernadette Roe. “It is fun,” said Mr Roe.", "Mr Roe"),
        ("Ada Pendry fell. Her lawyer, Peter, slept. “I knew,” Mr Pendry said.", "Mr Pendry"),
        (
            "Ada Pendry fell. Bo Lind was there with his son, Peter. “I knew,” Mr Pendry said.",
            "Mr Pendry",
        ),
        ("Ada Pendry fell. Her son, Peter Roe, slept. “I knew,” Mr Pendry said.", "Mr Pendry"),
        ("Ada Roe left with her brother, Lowrin. “I am late,” Lowrin said.", "Lowrin"),
        ("Ivo Roe, 19, died on Sunday. His family said: “He was our sunshine.”", "Ivo Roe's family"),
    ],
)
def test_kin_are_themselves_and_bear_the_name_of_their_family(text: str, expected: str) -> None:
    assert last(text) == expected


def test_an_unnamed_man_is_meant_by_the_pronoun_behind_him() -> None:
    text = "Kyle Roe wept. “He was kind,” he said.\n\nA man said he had heard a bang.\n\n“I ran,” he said."
    assert last(text) == "A man"


def test_a_reaction_in_a_paragraph_of_its_own_is_no_source() -> None:
    text = "Otto Brand said it was neat. “I want to see it in wind.”\n\nAda Roe agrees. She keeps sheep."
    assert last(text) == "Otto Brand"


def test_analysts_firms_are_not_the_company_of_an_article() -> None:
    text = (
        "Shares in Corvane fell. Today Corvane cut its forecast. Nobody at Corvane is glad.\n\n"
        "“It is over,” said Ravi Pillai at Brack Capital. The firm has lost half of its value. It said so."
    )
    assert last(text + " It said it would grow.") == "Corvane"


ASKED = (
    "Where do you write?\n\nIn my car. I type as we go.\n\nAre you funny?\n\nMy sister says I am not.\n\n"
    "What did you do next?\n\nI wrote a play. It ran for years.\n\nThe play is out now."
)
EXPLAINED = (
    "What is it about?\n\nDrivers will stop work.\n\nCan I get a refund?\n\nYou can ask for one.\n\n"
    "Will my train run?\n\nMost will not."
)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Five minutes with Kemi Falade", "Kemi Falade"),
        ("My life in plays\n\nAda Roe spoke to Bo Lind.", "Ada Roe"),
        ("My life in plays\n\nAda Roe writes plays by the sea. Bo Lind met her in a bar.", "Ada Roe"),
        ("My life in plays\n\nAda Roe writes plays with Bo Lind. Ivo Roe talked to them.", "Ada Roe"),
        ("My life in plays\n\nAda Roe writes plays. Bo Lind paints her sets.", None),
        ("Ada Roe and Bo Lind on love", None),
        ("Ada Roe meets him at noon\n\nBo Lind told me about him.", None),
        ("My life in plays\n\nBo Lind told me about him. Ada Roe met him at noon.", None),
        ("My life in plays\n\n**Ada Roe**\n\nWe met in Velda.\n\n**Ada Roe** (0:12)\n\nWe did.", None),
        ("My life\n\nBy Bo Lind", None),
        ("Living in Velda Bay", None),
    ],
)
def test_answers_without_labels_are_of_who_is_interviewed(headline: str, expected: str | None) -> None:
    answers = [q for q in said(f"{headline}\n\n{ASKED}") if q.rule.startswith("turn")]
    assert [q.speaker.name for q in answers if q.speaker] == ([expected] * 3 if expected else [])


def test_questions_may_be_in_bold_and_some_answers_be_of_several() -> None:
    text = (
        "Five minutes with Kemi Falade\n\nBy Bo Lind\n\n**Where do you write?**\n\n"
        "We have a house by the sea.\n\n"
        "*Are you funny?*\n\nMy sister says I am not.\n\n**What did you do next?**\n\nI wrote a play."
    )
    answers = [q for q in said(text) if q.rule.startswith("turn")]
    assert [q.speaker and q.speaker.name for q in answers] == ["Kemi Falade"] * 3


def test_what_is_in_bold_between_questions_in_bold_is_no_answer() -> None:
    asked = ("Do you write?", "You never stop.", "Why do you?", "And you like it?")
    parts = "\n\n".join(f"**{question}**\n\nI **do**, my friend." for question in asked)
    found = said(f"Five minutes with Kemi Falade\n\n{parts}")
    answers = [q for q in found if q.rule.startswith("turn")]
    assert [q.speaker and q.speaker.name for q in answers] == ["Kemi Falade"] * 4


@pytest.mark.parametrize(
    "answers",
    [
        ("We deliver to Velda.", "We do, on Mondays.", "We ask you to write to us."),
        ("You pay by card.", "You can, if you like.", "I am told that it takes a week."),
        ("The board closed it.", "Nobody knows.", "The money is short."),
    ],
)
def test_a_house_that_answers_its_customers_is_not_interviewed(answers: tuple[str, ...]) -> None:
    asked = ("Where do you deliver?", "Can you come to me?", "What do you ask me to do?")
    parts = "\n\n".join(f"{question}\n\n{answer}" for question, answer in zip(asked, answers, strict=True))
    found = said(f"Five minutes with Kemi Falade\n\n{parts}")
    assert not [q for q in found if q.rule.startswith("turn")]


def test_questions_of_readers_make_no_interview() -> None:
    assert not [
        q for q in extract(f"Ada Roe on the strike\n\n{EXPLAINED}", "en") if q.rule.startswith("turn")
    ]


def test_labelled_answers_are_of_who_is_interviewed_and_questions_of_nobody() -> None:
    text = "Dana Whit on eggs\n\nQ: Why did you stop?\n\nA: I was tired.\n\nQ: And now?\n\nA: I cook again."
    found = [q for q in extract(text, "en") if q.rule.startswith("turn")]
    assert [(q.speaker and q.speaker.name, q.cue_class in REPORTED) for q in found] == [
        (None, False),
        ("Dana Whit", True),
        (None, False),
        ("Dana Whit", True),
    ]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Ada Roe, chief operating officer, said an offer was out.", "chief operating officer", None),
        ("Corvane fell. Chief Executive Ada Roe said it was warm.", "Chief Executive", "Corvane"),
        ("The Member of Parliament for Elm North, Ada Roe, said it was late.", "Member of Parliament", None),
        (
            "The Abbot Theatre, where Gulls at Low Water ran, shut. Its director, Ada Roe, said it rained.",
            "director",
            "Abbot Theatre",
        ),
        (
            "Vale were poor. Harrow Vale head coach Ada Roe said so often that it was late.",
            "head coach",
            "Harrow Vale",
        ),
        ("Det Insp Ada Roe said it was late.", "Det Insp", None),
    ],
)
def test_roles_are_whole_and_no_part_of_them_is_an_organisation(
    text: str, role: str, organisation: str | None
) -> None:
    speaker = said(text)[-1].speaker
    assert speaker
    assert (speaker.role, speaker.organisation) == (role, organisation)


@pytest.mark.parametrize(
    "text", ["Where is she? she said.", "Ada Roe, he said she ran.", "\n\nWhy?\n\nI ran.", " "]
)
def test_the_first_words_of_a_text_have_nothing_before_them(text: str) -> None:
    assert all(q.content for q in extract(text, "en"))
