"""Role and organisation of people, in the patterns that news prints them in."""

from __future__ import annotations

import pytest

from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.employers import employer
from quotesdb.text.segments import paragraphs


def told(text: str, name: str) -> tuple[str | None, str | None]:
    """Role and organisation of somebody named in a text."""
    found = next(p for p in Cast(text, paragraphs(text)).people if p.name == name)
    return found.role, found.organisation


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Ada Roe, head of UK bonds for Harrow Life, left.", "head of UK bonds", "Harrow Life"),
        ("Ada Roe, deputy head for surveys in HBC's Weather Office, left.", "deputy head for surveys", "HBC"),
        (
            "Ada Roe, vice president of Global Rope Sales at Harrow Marine, left.",
            "vice president of Global Rope Sales",
            "Harrow Marine",
        ),
        ("Ada Roe, professor of Law at Fenland University, left.", "professor of Law", "Fenland University"),
        ("Ada Roe, an editor at the farming news site Velda Post, left.", "editor", "Velda Post"),
        (
            "Ada Roe, director of the Leeds-based consumer website True Rope, left.",
            "director",
            "True Rope",
        ),
        ("Ada Roe, an analyst at UK think-tank Velda House, left.", "analyst", "Velda House"),
        ("Ada Roe, the founder of India's Velda Films, left.", "founder", "Velda Films"),
        (
            "Ada Roe, a board member of Germany's central bank, the Rheinbank, left.",
            "board member",
            "Rheinbank",
        ),
        ("Ada Roe, director of the fraud prevention agency, Veldasense, left.", "director", "Veldasense"),
        (
            "Ada Roe, a senior scientist working on tides at the Fenland Institute, left.",
            "senior scientist",
            "Fenland Institute",
        ),
        ("Ada Roe, an expert on tides at the Fenland Institute, left.", "expert", "Fenland Institute"),
        ("Ada Roe, 58, MP for Velda in Fenland, left.", "MP", None),
        ("“Calm,” said Ada Roe who is the Fenland Harbour manager.", "manager", "Fenland Harbour"),
        ("Ada Roe for Harrow Standards, says so.", None, "Harrow Standards"),
        ("Ada Roe, spokeswoman for the Danish military, left.", "spokeswoman", "Danish military"),
        ("Ada Roe, a clerk at the Elmsford city council, left.", "clerk", "Elmsford city council"),
        ("Ada Roe, an aide at the Elmsford Sheriff's office, left.", "aide", "Elmsford Sheriff's office"),
        ("Ada Roe, chair of the 9th District boat club, left.", "chair", "9th District boat club"),
        ("Ada Roe, head of the Fenland Salt Nutrition study, left.", "head", "Fenland Salt Nutrition study"),
        ("Ada Roe, Minister for Harbour Works, left.", "Minister for Harbour Works", None),
        ("Ada Roe, an engineer and former adviser at the Fenland Board, left.", "engineer", None),
        ("Ada Roe, founder of Friends of Velda Parkway, left.", "founder", "Friends of Velda Parkway"),
        ("Ada Roe, who sits on the board of Velda Life, left.", None, "Velda Life"),
        ("Ada Roe, who also works for Velda Life, left.", None, "Velda Life"),
        ("Ada Roe, a winemaker, left.", "winemaker", None),
        ("Ada Roe, an adviser in Velda, Wis., left.", "adviser in Velda", None),
        ("Ada Roe, former secretary of State, left.", "former secretary of State", None),
        ("Ada Roe, secretary of the Harrow Club, left.", "secretary", "Harrow Club"),
        ("Ada Roe, the leader of the opposition, left.", "leader of the opposition", None),
        ("Ada Roe, Bishop of Velda, left.", "Bishop", None),
        ("Ada Roe, 44, a mother of two, left.", None, None),
        ("Ada Roe, a 44-year-old mother of 2, left.", None, None),
        ("Ada Roe, a teacher and mother of two, left.", "teacher", None),
        ("Ada Roe, the mother of Ivo Roe, left.", "mother", None),
        ("Ada Roe, mother of the bride, left.", "mother", None),
    ],
)
def test_the_words_behind_a_role(text: str, role: str | None, organisation: str | None) -> None:
    assert told(text, "Ada Roe") == (role, organisation)


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ('"No," said HBC spokeswoman, Ada Roe. "Never."', "spokeswoman", "HBC"),
        ("Harrow Trust technology director, Ada Roe, said so.", "technology director", "Harrow Trust"),
        ("Welsh Liberal leader, Ada Roe, said so.", "leader", "Welsh Liberal"),
        ("Computer specialist at the HBC, Ada Roe, left.", "Computer specialist", "HBC"),
        ("It rained. Tory chairman Ada Roe left.", "chairman", "Tory"),
        ("It rained. Labour election agent Ada Roe left.", "election agent", "Labour"),
        ("Liberal Democrat farms spokesman Ada Roe left.", "farms spokesman", "Liberal Democrat"),
        ("Republican senator Ada Roe left.", "Republican senator", None),
        (
            "It rains, warns Fenland Health Organisation (FHO) Director Ada Roe.",
            "Director",
            "Fenland Health Organisation",
        ),
        (
            "HBC Economics director and senior economist Ada Roe left.",
            "director and senior economist",
            "HBC Economics",
        ),
        ("HBC chairman and former mayor Ada Roe left.", "chairman", "HBC"),
        ("Danish military spokesperson Lt. Ada Roe left.", "spokesperson", "Danish military"),
        ("Elmsford city council leader Ada Roe left.", "leader", "Elmsford city council"),
        ("It rained. Harbour Affairs Commissioner Ada Roe left.", "Harbour Affairs Commissioner", None),
        ("White House Press Secretary Ada Roe left.", "Press Secretary", "White House"),
        ("It fell to minister of mines and energy Ada Roe.", "minister of mines and energy", None),
        ("Head of tidal studies at the HBC, Professor Ada Roe, left.", "Head of tidal studies", "HBC"),
        ("The head of FEC (Fenland Egg Club), Ada Roe, left.", "head", "Fenland Egg Club"),
        ("It rained. For the Lib Dems, Ada Roe said it was late.", None, "Lib Dems"),
        ("Harrow City beat Velda. Harrow City midfielder Ada Roe left.", "midfielder", "Harrow City"),
        ("President-elect Ada Roe left.", "President-elect", None),
        ("Presumptive Republican nominee Ada Roe left.", "Presumptive Republican nominee", None),
        ("Radio talk host Ada Roe left.", "Radio talk host", None),
        ("Conservative columnist Ada Roe left.", "Conservative columnist", None),
        ("Conservative health spokesman Ada Roe left.", "health spokesman", "Conservative"),
        ("The Tories won. Conservative leader Ada Roe left.", "leader", "Conservative"),
        ("Mexican-American reporter Ada Roe left.", "Mexican-American reporter", None),
        ("The vicar, the Rev Ada Roe, left.", "vicar", None),
        ("The Bishop of Velda, the Rt Rev Ada Roe, left.", "Bishop", None),
        ("The leader of the opposition, the Hon Ada Roe, left.", "leader of the opposition", None),
        ("The bank told the Hon Ada Roe.", None, None),
    ],
)
def test_the_words_in_front_of_a_name(text: str, role: str | None, organisation: str | None) -> None:
    assert told(text, "Ada Roe") == (role, organisation)


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Rope maker Harrow shut a mill. “It lost money,” chief executive Ada Roe said.", "Harrow"),
        (
            "Mills of Harrow shut. Harrow has four. Velda has none. “Fine,” said finance director Ada Roe.",
            "Harrow",
        ),
        ("The lamps went out at Velda Water. “We are sorry,” spokeswoman Ada Roe said.", "Velda Water"),
        ("Harrow sued Velda Water. “We will win,” chairman Ada Roe said.", None),
        ("The film opened in Leeds at the Velda Hall. “It is a comedy,” director Ada Roe said.", None),
        ("The HBC called. “I am sleepy,” gardener Ada Roe said.", None),
    ],
)
def test_a_bare_role_is_one_in_the_body_that_is_spoken_of(text: str, organisation: str | None) -> None:
    assert told(text, "Ada Roe")[1] == organisation


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("It rained. “So it goes,” said Elmsford resident Ada Roe.", "Elmsford resident", None),
        ("Ada Roe, a Velda Neck resident, left.", "Velda Neck resident", None),
        ("It rained in Velda Bay. Ada Roe, a Velda Bay engineer, left.", "Velda Bay engineer", None),
        ("He has a stake in Velda. Ada Roe, a Velda engineer, left.", "engineer", "Velda"),
        ("It rained in Elmsford. Elmsford captain Ada Roe left.", "captain", "Elmsford"),
        ("Thousands work in Velda. Velda spokeswoman Ada Roe left.", "spokeswoman", "Velda"),
    ],
)
def test_a_place_is_no_employer(text: str, role: str, organisation: str | None) -> None:
    assert told(text, "Ada Roe") == (role, organisation)


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("“No,” said the author, Danish playwright Ada Roe.", "Danish playwright", None),
        ("According to Harrow Search lead Ada Roe, it works.", "lead", "Harrow Search"),
        ("HBC anchor-to-be Ed Poe left. HBC fired Ada Roe.", None, None),
        ("He runs the HBC. In HBC circles Ada Roe is known.", None, None),
        ("HBC, she hopes. Today Danish police say Ada Roe left.", None, None),
    ],
)
def test_a_word_between_body_and_name_says_what_somebody_is(
    text: str, role: str | None, organisation: str | None
) -> None:
    assert told(text, "Ada Roe") == (role, organisation)


def test_an_organisation_is_named_as_fully_as_anywhere_beside_the_person() -> None:
    text = (
        "Velda Foods Co. editor Ada Roe sued the Velda Club, a rival. “No,” said Roe, Velda's head of sales."
    )
    assert told(text, "Ada Roe") == ("head of sales", "Velda Foods Co.")


def test_the_party_of_a_party_s_agent_is_the_one_spoken_of() -> None:
    assert told("Labour will go on, the party's election agent Ada Roe said.", "Ada Roe")[1] == "Labour"


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("The Fenland Housing Trust met. “No,” trust member Ada Roe said.", "Fenland Housing Trust"),
        ("The plan is the Conservatives'. Party leader Ada Roe praised it.", "Conservatives"),
        ("Velda told Danes and Finns. Team member Ada Roe left.", "Velda"),
    ],
)
def test_a_sort_of_body_before_a_role_is_the_one_spoken_of(text: str, organisation: str) -> None:
    assert told(text, "Ada Roe")[1] == organisation


def test_a_role_is_told_as_fully_as_anywhere_beside_the_person() -> None:
    text = "Mines minister Xan Moe left. Minister Ada Roe, minister of mines, came. Ada Roe, minister, wept."
    assert told(text, "Ada Roe")[0] == "minister of mines"


def test_who_is_said_to_have_spoken_is_of_the_body_behind_the_name() -> None:
    assert told("“It grows,” explains Radka Babik from Bright Lamps.", "Radka Babik")[1] == "Bright Lamps"


def test_a_name_that_the_article_has_first_is_not_the_end_of_a_longer_one() -> None:
    text = "Strover grew. Camp Strover opened. “Good,” said Ada Roe, chair of Strover."
    assert told(text, "Ada Roe") == ("chair", "Strover")


def test_no_body_has_most_of_none() -> None:
    assert employer({}) is None


def test_a_short_name_in_front_of_a_longer_one_is_another_s() -> None:
    text = "Harrow opened a hall.\n\nMills of Harrow shut. Ada Roe, head of Harrow, left the Harrow Museum.\n"
    assert told(text, "Ada Roe") == ("head", "Harrow")


def test_what_somebody_lost_is_no_role() -> None:
    assert told("Ada Roe, 34, lost her son in the crash. It rained.", "Ada Roe") == (None, None)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Councillor Dean Roe left.", "Dean Roe", "Councillor"),
        ("Dean Roe left.", "Dean Roe", None),
        ("Dean Ada Roe left.", "Ada Roe", "Dean"),
        ("Dean Ada Roe left. Dean Roe came back.", "Ada Roe", "Dean"),
        ("The dean, Ada Roe, left. Dean Roe came back.", "Ada Roe", "dean"),
        ("The Dean of Velda, Ada Roe, left.", "Ada Roe", "Dean"),
    ],
)
def test_a_first_name_that_is_an_office_too_is_none_before_a_surname(
    text: str, name: str, role: str | None
) -> None:
    assert told(text, name)[0] == role
