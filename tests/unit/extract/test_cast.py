"""People and organisations of an article, with role and organisation as printed."""

from __future__ import annotations

import pytest

from quotesdb.extract.coreference.beings import Body, Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.text.segments import paragraphs


def cast_of(text: str) -> Cast:
    return Cast(text, paragraphs(text))


def person(text: str, name: str) -> Person:
    return next(p for p in cast_of(text).people if p.name == name)


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        (
            "Ada Roe, managing director of Fenland Book, said so.",
            "Ada Roe",
            "managing director",
            "Fenland Book",
        ),
        (
            "said Ada Roe, a senior economist at Harrow Economics.",
            "Ada Roe",
            "senior economist",
            "Harrow Economics",
        ),
        ("Harrow's chief executive Ada Roe said so.", "Ada Roe", "chief executive", "Harrow"),
        ("Ada Roe, the HBC's chief economist, said so.", "Ada Roe", "chief economist", "HBC"),
        ("HBC's leader, Ada Roe, said so.", "Ada Roe", "leader", "HBC"),
        (
            "Fenland Teachers Association President Ada Roe left.",
            "Ada Roe",
            "President",
            "Fenland Teachers Association",
        ),
        ("Russian president Ada Roe said so.", "Ada Roe", "Russian president", None),
        ("Secretary of State Ada Roe said so.", "Ada Roe", "Secretary of State", None),
        ("Ada Roe, director of database markets, said so.", "Ada Roe", "director of database markets", None),
        ("Ada Roe, 42, a nurse from Leeds, said so.", "Ada Roe", "nurse", None),
        ("Ada Roe, secretary, Boatmen’s Association", "Ada Roe", "secretary", "Boatmen’s Association"),
        ("Ada Roe of the HBC said so.", "Ada Roe", None, "HBC"),
        ("HBC's Ada Roe said so.", "Ada Roe", None, "HBC"),
        ("Former HBC president Ada Roe left.", "Ada Roe", "Former president", "HBC"),
        ("Ada Roe, a former Fenland Water clerk, left.", "Ada Roe", "former clerk", "Fenland Water"),
        ("said former secretary of State Ada Roe.", "Ada Roe", "former secretary of State", None),
        ("said Speaker of the House Ada Roe.", "Ada Roe", "Speaker of the House", None),
        ("HBC Chief of Staff Ada Roe left.", "Ada Roe", "Chief of Staff", "HBC"),
        ("China’s envoy to Britain Ada Roe left.", "Ada Roe", "envoy to Britain", None),
        ("President of the Bank of Fenland Ada Roe left.", "Ada Roe", "President", "Bank of Fenland"),
        ("Governor of South Dakota Ada Lee left.", "Ada Lee", "Governor of South Dakota", None),
        ("Fenland Gov. Ada Roe left.", "Ada Roe", "Fenland Gov.", None),
        ("Polls show Sen. Ada Roe ahead.", "Ada Roe", "Sen.", None),
        ("Senator Ada Roe, Democrat of Maine, left.", "Ada Roe", "Senator", None),
        ("A lawyer for the miners, Ada Roe, left.", "Ada Roe", "lawyer", None),
        ("Ada Roe, leader of the council, left.", "Ada Roe", "leader of the council", None),
        ("Ada Roe, head of Fenland West district, left.", "Ada Roe", "head of Fenland West district", None),
        ("Ada Roe, who chairs the Fenland Growers, left.", "Ada Roe", None, "Fenland Growers"),
        ("wrote Ada Roe for the Harrow Gazette.", "Ada Roe", None, "Harrow Gazette"),
        ("Ada Roe is a lecturer at Fenland University.", "Ada Roe", "lecturer", "Fenland University"),
        ("Fishmonger Ada Roe left.", "Ada Roe", "Fishmonger", None),
        ("Ed Poe tells HBC News anchor Ada Roe so.", "Ada Roe", "anchor", "HBC News"),
        (
            "HBC News Senior Investigative Correspondent Ada Roe left.",
            "Ada Roe",
            "Senior Investigative Correspondent",
            "HBC News",
        ),
        ("HBC clerk and former mayor Ada Roe left.", "Ada Roe", "clerk", "HBC"),
        ("said council leader **Ada Roe**.", "Ada Roe", "council leader", None),
        ("Counsel for the miners, Ada Roe, left.", "Ada Roe", "Counsel", None),
        (
            "Republican schools Superintendent Ada Roe left.",
            "Ada Roe",
            "Republican schools Superintendent",
            None,
        ),
        ("Ada Roe headed the Fenland Tin group.", "Ada Roe", None, "Fenland Tin"),
        ("Ada Roe, minister in the regional government, left.", "Ada Roe", "minister", "regional government"),
        ("Fenland Rovers lost. Club president Ada Roe wept.", "Ada Roe", "president", "Fenland Rovers"),
        ("He met Fenland Sen. John McGee and House Speaker Ada Roe.", "Ada Roe", "Speaker", "House"),
        ("The daughter of former President Ada Roe left.", "Ada Roe", "former President", None),
        ("the Bank of Fenland governor Ada Roe left.", "Ada Roe", "governor", "Bank of Fenland"),
        ("They hope to defeat Republican nominee Ada Roe.", "Ada Roe", "Republican nominee", None),
        ("Presumptive Republican nominee Ada Roe left.", "Ada Roe", "Presumptive Republican nominee", None),
        ("Following President Ada Roe they left.", "Ada Roe", "President", None),
        ("Fenland County GOP chair Ada Roe left.", "Ada Roe", "chair", "Fenland County GOP"),
        ("House Democratic Leader Ada Roe left.", "Ada Roe", "Democratic Leader", "House"),
        ("We ask former senator Ada Roe.", "Ada Roe", "former senator", None),
        ("Ada Roe, you're a lawyer, they said.", "Ada Roe", None, None),
        ("Ada Roe, succeeded the clerk Ed Poe as president, won.", "Ada Roe", None, None),
        ("Ada Roe, and his wife, left.", "Ada Roe", None, None),
        (
            "Ada Roe, recently named chief executive of Harrow Motors, left.",
            "Ada Roe",
            "chief executive",
            "Harrow Motors",
        ),
        ("Ada Roe, another former envoy, left.", "Ada Roe", "former envoy", None),
        ("The house, explained attorney Ada Roe, is his.", "Ada Roe", "attorney", None),
        ("So did Ada Roe of Elmsford.", "Ada Roe", None, None),
        ("said South Korean President Ada Roe.", "Ada Roe", "South Korean President", None),
        ("Ada Roe, founder and CEO of Britain, left.", "Ada Roe", "founder and CEO", None),
        ("Ada Roe, secretary of housing and works, left.", "Ada Roe", "secretary of housing and works", None),
        ("Harrow-based engineer Ada Roe left.", "Ada Roe", "Harrow-based engineer", None),
        ("Regatta Prize-winning rower Ada Roe left.", "Ada Roe", "Regatta Prize-winning rower", None),
        ("Veteran Labour MP and former Cabinet minister Ada Roe left.", "Ada Roe", "Veteran MP", "Labour"),
        ("Ed Poe spoke. Mr Poe found musician Ada Roe.", "Ada Roe", "musician", None),
        ("Ed Poe spoke. Poe lawyer Ada Roe left.", "Ada Roe", "Poe lawyer", None),
        ("Chief Whip Ada Roe left.", "Ada Roe", "Chief Whip", None),
        ("The race of candidate and former mayor Ada Roe ended.", "Ada Roe", "former mayor", None),
        ("retired Navy Lt. Gen. Ada Roe left.", "Ada Roe", "retired Lt. Gen.", "Navy"),
        ("Ed Roe stayed. Roe's daughter Ivy left.", "Ivy", "daughter", None),
        ("Ada Roe, who the people have never seen a leader, left.", "Ada Roe", None, None),
        (
            "The Sablewick Museum closed. Ada Roe, the museum's director, wept.",
            "Ada Roe",
            "director",
            "Sablewick Museum",
        ),
    ],
)
def test_role_and_organisation_as_printed(
    text: str, name: str, role: str | None, organisation: str | None
) -> None:
    found = person(text, name)
    assert (found.role, found.organisation) == (role, organisation)


def test_surnames_titles_and_fuller_names_mean_one_person() -> None:
    text = "Dr Ada J. Roe spoke. Ada Roe sat down. Mrs Roe stood up. Roe left."
    cast = cast_of(text)
    assert [p.name for p in cast.people] == ["Ada J. Roe"]
    assert len(cast.people[0].mentions) == 4
    assert cast.people[0].gender == "f"


def test_two_people_of_one_surname_are_told_apart_by_title() -> None:
    text = "Ada Roe met Colin Roe. Mr Roe laughed. Mrs Roe did not."
    cast = cast_of(text)
    mr, mrs = (n for n in cast.names if n.keys == ("roe",))
    assert cast.being_of(mr).name == "Colin Roe"
    assert cast.being_of(mrs).name == "Ada Roe"


@pytest.mark.parametrize(
    "text",
    [
        "One of them, 15-year-old Ebbeline Quarr, had three minutes.",
        "Counsel for the builders, Ebbeline Quarr, told the court so.",
    ],
)
def test_an_age_or_office_before_a_rare_name_shows_a_person(text: str) -> None:
    assert [p.name for p in cast_of(text).people] == ["Ebbeline Quarr"]


def test_a_relative_of_the_same_surname_is_somebody_else() -> None:
    cast = cast_of("Ada Roe cleans offices. Mr Roe, her husband, drives a taxi. Roe is ill.")
    assert [p.name for p in cast.people] == ["Ada Roe", "Mr Roe"]


def test_a_nickname_does_not_cut_a_name() -> None:
    text = "The winner was Benedikt “Boots” Halloran. Halloran wept."
    assert [p.name for p in cast_of(text).people] == ["Benedikt Halloran"]


def test_an_acronym_means_the_name_it_stands_behind() -> None:
    text = "The Fenland Water Association (FWA) met. The FWA left."
    cast = cast_of(text)
    acronym = [n for n in cast.names if n.text == "FWA"][-1]
    being = cast.being_of(acronym)
    assert isinstance(being, Body)
    assert being.name == "Fenland Water Association"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Department of Health and Social Care said", ["Department of Health and Social Care"]),
        ("the Securities and Exchange Commission said", ["Securities and Exchange Commission"]),
        ("met Ursula von der Lohe there", ["Ursula von der Lohe"]),
        ("the ambassador to Britain Liu Amara spoke. Liu left", ["Britain", "Liu Amara", "Liu"]),
        ("Observers waited. However, nobody came", []),
        ("the Council for a Cleaner Fenland said", ["Council for a Cleaner Fenland"]),
        ("the Institute on Rural Transport met", ["Institute on Rural Transport"]),
        ("The Harrow Gazette and The Fenland Times said", ["Harrow Gazette", "Fenland Times"]),
        ("But on Tuesday Ada Roe left", ["Ada Roe"]),
        ("He met Belgian Ada Roe there", ["Ada Roe"]),
        ("(Having said that, nobody came. Twenty-two stayed", []),
        ("He told the Roe campaign so", ["Roe campaign"]),
        ("He came on Monday. I’m sure she did", []),
        ("at the Department of Justice on Monday", ["Department of Justice"]),
        ("the HBC and Harrow Foundation said", ["HBC", "Harrow Foundation"]),
        ("Then Sen. Ada Roe (D-Me.) and Ed Poe left", ["Ada Roe", "Ed Poe"]),
        ("a HBC Republican debate", ["HBC"]),
        ("met Fenland-born Ada Roe there", ["Ada Roe"]),
        ("Judge Ed Poe & Sen. Ada Roe left", ["Ed Poe", "Ada Roe"]),
        ("He read the U.S. News & World Report", ["U.S. News & World Report"]),
        ("a New Fenland-area volunteer", []),
        ("the People’s Fenland Rowers left", ["People’s Fenland Rowers"]),
        ("the Justice Department and the U.S. Senate said", ["Justice Department", "U.S. Senate"]),
        ("met in the U.S. and then in Washington, D.C., twice", ["U.S.", "Washington", "D.C."]),
        ("posted by Ada Roe (@aroe) September 3", ["Ada Roe"]),
        ("Ada Roe left. He told the Fenland Post Roe was gone", ["Ada Roe", "Fenland Post", "Roe"]),
        ("Then Senators Ada Roe and Ed Poe left", ["Ada Roe", "Ed Poe"]),
    ],
)
def test_names_as_a_reader_would_mark_them(text: str, expected: list[str]) -> None:
    assert [n.text for n in cast_of(text).names] == expected


@pytest.mark.parametrize(
    "text",
    [
        "South Asian leaders met. A few European voters left. The leaders said so.",
        "MARSHTON, Fenland — The vote came late.",
        "They passed the Harbour Act and held the Regatta Trophy.",
        "The work began. Twenty-two people came.",
        "The mood in the hall? “Silent,” they said.",
        "Subsequent reports said otherwise. It happened to MANY of them.",
    ],
)
def test_peoples_datelines_and_things_are_nobody(text: str) -> None:
    assert [n.text for n in cast_of(text).names] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pete Morland came. Peter Morland spoke. Mr Morland left.", "Peter Morland"),
        ("William Roe came. Bill Roe spoke.", "William Roe"),
        ("Ed Poe Jr. spoke. Poe left.", "Ed Poe Jr."),
        ("The chair was Ada HÃ©lier. Hélier sat.", "Ada Hélier"),
        ("Ms King spoke. Kristin King left.", "Kristin King"),
    ],
)
def test_namings_of_one_person_are_joined_under_the_fullest(text: str, expected: str) -> None:
    assert [p.name for p in cast_of(text).people] == [expected]


def test_a_similar_first_name_is_another_person() -> None:
    assert len(cast_of("Dan Roe spoke. Dana Roe left.").people) == 2


def test_an_acronym_made_of_first_letters_means_the_full_name() -> None:
    text = "The Fenland Water Board met. Later the FWB left. Ada Roe, head of the FWB, wept."
    cast = cast_of(text)
    assert cast.being_of(next(n for n in cast.names if n.text == "FWB")).name == "Fenland Water Board"
    assert cast.people[0].organisation == "Fenland Water Board"


def test_the_word_that_opens_a_headline_is_no_first_name() -> None:
    text = "Furious Roe turns on Harrow\nAda Roe spoke. Roe left. Harrow wept.\n"
    assert [p.name for p in cast_of(text).people] == ["Ada Roe"]


def test_a_role_of_today_goes_before_a_former_one() -> None:
    text = "Ada Roe, a former HBC clerk, came. Harrow Motors chairman Ada Roe spoke."
    found = person(text, "Ada Roe")
    assert (found.role, found.organisation) == ("chairman", "Harrow Motors")


def test_what_somebody_is_goes_before_whose_rival_or_wife_they_are() -> None:
    text = "Ada Roe, his rival at the Harrow Institute, came. Then Republican nominee Ada Roe spoke."
    assert person(text, "Ada Roe").role == "Republican nominee"


def test_a_headline_in_capitals_names_only_who_the_article_names() -> None:
    text = "Furious Roe Vows To Close Every Local Library\nAda Roe spoke on Monday. Later Roe left the hall."
    cast = cast_of(text)
    assert [p.name for p in cast.people] == ["Ada Roe"]
    assert cast.names[0].text == "Roe"
    assert cast.being_of(cast.names[0]).name == "Ada Roe"


def kinds(text: str) -> dict[str, type]:
    cast = cast_of(text)
    return {name.text: type(cast.being_of(name)) for name in cast.names}


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "STATEMENT FROM THE COUNCIL", "NOTES TO EDITORS"])
def test_a_line_in_capitals_names_nobody(line: str) -> None:
    assert list(kinds(f"{line}\n\nHarrow Motors Ltd will close, the company said.\n")) == [
        "Harrow Motors Ltd"
    ]


def test_a_headline_in_capitals_has_the_names_of_the_text_which_are_shown_as_printed_there() -> None:
    text = "HARROW MOTORS IS TO SACK ADA ROE\n\nHarrow Motors said on Monday that Ada Roe, a fitter, left.\n"
    cast = cast_of(text)
    shown = {cast.being_of(name).name for name in cast.names}
    assert shown == {"Harrow Motors", "Ada Roe"}


def test_a_text_that_is_all_in_capitals_has_names_all_the_same() -> None:
    assert "ADA ROE" in kinds("THE MAYOR ADA ROE WILL GO\n\nADA ROE TOLD THE COUNCIL ON MONDAY\n")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It leased the port. The Port of Harrow said so, and the Port of Harrow paid.", "Port of Harrow"),
        ("All in the diocese knew. He told the Diocese of Fenland of it.", "Diocese of Fenland"),
    ],
)
def test_a_common_noun_with_a_capital_belongs_to_the_name_behind_it(text: str, whole: str) -> None:
    assert whole in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Some residents stayed. Residents of Harrow said so.",
        "The roe ran. She called Roe of Harrow a friend. Ada Roe, a cook, is one.",
        "He is the Roe of Harrow, they say, of Jo Roe.",
        "The England of Ada Roe is gone.",
    ],
)
def test_a_name_does_not_go_on_with_of_otherwise(text: str) -> None:
    assert not [name for name in kinds(text) if " of " in name]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is late.”\n— Ada Roe, chief executive, Velda Tidal\n\nVelda Tidal leases it.\n", Body),
        ("The company's chief executive, Velda Tidal, was ill.\n", Person),
        ("Ada Roe, the mayor, Velda Tidal, a cook, and others came.\n", Person),
    ],
)
def test_an_employer_in_a_signature_is_no_person(text: str, kind: type) -> None:
    assert kinds(text)["Velda Tidal"] is kind


def test_a_word_alone_in_marks_is_no_name() -> None:
    assert list(kinds('And then? "Silent," said Ada Roe, a cook.\n')) == ["Ada Roe"]
    assert "Velda" in kinds("“Velda said no,” said Ada Roe, a cook.\n")


@pytest.mark.parametrize(
    "line", ["HIGH COURT OF FENLAND", "FENLAND MINING COMPANY", "THE HARROW BUS COMPANY"]
)
def test_a_line_in_capitals_can_be_a_name(line: str) -> None:
    assert any(
        isinstance(being, type) and being is Body for being in kinds(f"{line}\n\nIt is late.\n").values()
    )


@pytest.mark.parametrize(
    "text",
    [
        "All wrote to the archbishop. The Archbishop of Harrow, Peter Roe, told them of it.",
        "The earl is 80. The Earl of Harrow said the moor must burn.",
    ],
)
def test_a_churchman_or_lord_is_no_port(text: str) -> None:
    assert not [name for name in kinds(text) if " of " in name]
