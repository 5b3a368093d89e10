"""Which words of an article are somebody's name, and whose: all that ends up as a speaker's name."""

from __future__ import annotations

import pytest

from quotesdb.extract.coreference.beings import Body, Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.text.segments import paragraphs


def cast_of(text: str) -> Cast:
    return Cast(text, paragraphs(text))


def people(text: str) -> list[str]:
    return [p.name for p in cast_of(text).people]


def being(text: str, printed: str) -> str:
    """Whom the last naming in these words means."""
    cast = cast_of(text)
    return cast.being_of([n for n in cast.names if n.text == printed][-1]).name


@pytest.mark.parametrize(
    "text",
    [
        "Ada Roe left. Nobody calls her Crooked Ada Roe, she said. Ada Roe sat down.",
        "Hold Ada Roe to her word.\nThey hold that Ada Roe spoke.",
        "Ada Roe spoke. Certainly Ada Roe had no doubts.",
        "Ada Roe spoke. Interestingly Roe had no doubts. Then Roe left.",
        "Ada Roe spoke. Injecting Roe into the race was a mistake. Then Roe left.",
        "Ada Roe spoke. Then Roe left. Said Roe: “No.”",
        "Ada Roe spoke. Then Roe left. Beyond Roe's purse lies the question.",
    ],
)
def test_an_ordinary_word_before_a_known_name_is_no_part_of_it(text: str) -> None:
    assert people(text) == ["Ada Roe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary Ann Roe spoke. Ann Roe left. Ann Roe wept.", "Mary Ann Roe"),
        ("Ada J. Roe spoke. Ada Roe left. Ada Roe wept.", "Ada J. Roe"),
    ],
)
def test_given_names_and_initials_are_part_of_the_fuller_name(text: str, expected: str) -> None:
    assert people(text) == [expected]


def test_a_rare_first_name_before_a_given_name_is_kept() -> None:
    assert being("The President, Jubal Ada Quarrel, spoke. Quarrel left.", "Quarrel") == "Jubal Ada Quarrel"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quarrel: ‘I’m Sick Of Waiting For Any Answer’\nThe hall was full. Quarrel left it. Quarrel won.",
        "Fenland News Ada Quarrel asked him. Quarrel left.",
        "Harrow County Recorder Ada Quarrel spoke. Quarrel left.",
    ],
)
def test_headline_and_employer_do_not_hide_a_full_name(text: str) -> None:
    assert being(text, "Quarrel") == "Ada Quarrel"


def test_a_headline_with_if_names_nobody_by_its_verbs() -> None:
    text = (
        "Roe Sees ‘Personal Insult’ if Anglers Don’t Rally\nIt was personal. Ada Roe spoke. Later Roe left."
    )
    assert cast_of(text).names[0].text == "Roe"
    assert people(text) == ["Ada Roe"]


@pytest.mark.parametrize("headline", ["Ada: Quarrel Was No Surprise", "Will Quarrel Leave It At That?"])
def test_a_headline_makes_no_name_of_words_that_only_stand_together(headline: str) -> None:
    text = f"{headline}\nAda Roe spoke. Then Quarrel left. It was no surprise to leave."
    assert people(text) == ["Ada Roe"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The HBC’s Ebbelin Quarr said so.", "Ebbelin Quarr"),
        ("“I left.” — Ebbelin Quarr\nNobody else did.", "Ebbelin Quarr"),
        ("Later Quarr, 24, was accused.", "Quarr"),
        ("HBC co-anchor Ebbelin Quarr left.", "Ebbelin Quarr"),
        ("The book by J.J. Quarr is out.", "J.J. Quarr"),
    ],
)
def test_age_employer_signature_and_initials_show_a_person(text: str, name: str) -> None:
    assert people(text) == [name]


def test_a_label_in_capitals_is_the_surname_that_it_spells() -> None:
    text = "ADA ROE: I came.\nROE: I saw.\nThen Ada Roe left.\nEDWIN POE: So did I.\n"
    assert being(text, "ROE") == "Ada Roe"
    assert "Edwin Poe" in people(text)


def test_either_apostrophe_spells_one_name() -> None:
    assert being("James O’Doe spoke. O'Doe left.", "O'Doe") == "James O’Doe"


def test_the_first_of_two_surnames_means_its_bearer() -> None:
    assert being("Ana Acuna Febrer spoke. Ms. Acuna left.", "Acuna") == "Ana Acuna Febrer"


def test_a_surname_does_not_come_before_the_full_name() -> None:
    text = "Chatter\nFor years, Chatterly has grown. The Fenland Wilaya Chatterly account is new."
    assert people(text) == []


def test_a_lone_surname_is_shown_with_its_highest_title() -> None:
    assert people("Mr. Roe left. “No,” said President Roe. Mr. Roe laughed.") == ["President Roe"]


def test_nobody_is_taken_for_a_namesake_of_the_other_sex() -> None:
    assert people("Mary Roe spoke. Mr. Roe left.") == ["Mary Roe", "Mr Roe"]


def test_an_office_beside_another_sex_is_no_office_of_the_one_who_is_named_in_full() -> None:
    text = "Mary Roe spoke. President Roe was away. “No,” Mr. Roe said."
    assert people(text) == ["Mary Roe", "President Roe"]
    assert people("Senator Mary Roe spoke. Mr. Roe left. Senator Roe stayed.") == ["Mary Roe", "Mr Roe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ted Roe spoke. He showed a photo of Ivy Roe. Then Roe left.", "Ted Roe"),
        ("Bill Roe spoke for his wife Ivy Roe. Then Roe left.", "Bill Roe"),
        ("Bill Roe came. Touring for his wife Ivy Roe, Bill Roe said so. Then Roe left.", "Bill Roe"),
        ("Weary Never Roe voters left. Ted Roe spoke. Roe left.", "Ted Roe"),
        ("Gary Roe spoke. Roe left. Engineer Jack Roe came. Then Roe wept.", "Jack Roe"),
        ("Judge Ivy Roe met Senator Bob Roe. Bob Roe came back. Judge Roe wept.", "Ivy Roe"),
        ("Judge Ivy Roe met Sen. Bob Roe. Ivy Roe came back. Senator Roe wept.", "Bob Roe"),
    ],
)
def test_a_shared_surname_means_whom_the_text_is_about(text: str, expected: str) -> None:
    assert being(text, "Roe") == expected


def test_a_surname_of_several_is_known_to_be_shared() -> None:
    cast = cast_of("Ted Roe spoke of Ivy Roe. Ed Poe came. Roe left. Poe left. Mr. Roe wept.")
    single = [n for n in cast.names if len(n.keys) == 1]
    assert [(n.text, cast.is_shared(n)) for n in single] == [("Roe", True), ("Poe", False), ("Roe", False)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lawmakers on Capitol Hill left.", Body),
        ("Pro-Fenland Dredging left.", Body),
        ("Ada-May Dredger left.", Person),
    ],
)
def test_what_only_looks_like_a_persons_name(text: str, kind: type) -> None:
    cast = cast_of(text)
    assert all(isinstance(cast.being_of(n), kind) for n in cast.names)
    assert cast.names


def test_a_word_that_only_a_headline_in_capitals_has_inside_is_no_name() -> None:
    text = "Velda Shares Sink After Report\n\nShares of Velda Motors fell on Monday."
    assert "Shares" not in {n.text for n in cast_of(text).names}
    assert being("Velda Quarrel Wins After Report\n\nQuarrel left.", "Quarrel") == "Quarrel"
