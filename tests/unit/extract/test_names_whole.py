"""Names whole: full, titled and short forms of one person or body, whatever words they are made of."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import AgentKind, Kind

SAID = "“The bridge is closed until the spring,”"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{SAID} said Laure des Monts, the mayor.\n", "Laure des Monts"),
        (f"General Karim al-Tayib came to Harrow.\n\n{SAID} al-Tayib said.\n", "Karim al-Tayib"),
        (
            f"Advocate Thabo Mokete spoke first, then his aunt Lerato Mokete.\n\n{SAID} Adv Mokete said.\n",
            "Thabo Mokete",
        ),
        (f"Prime Minister Datuk Seri Hassan Bakri was there.\n\n{SAID} Hassan said.\n", "Hassan Bakri"),
        (f"Former councillor, Tumelo Rapitso, was there.\n\n{SAID} Mr Rapitso said.\n", "Tumelo Rapitso"),
        (f"Nuno Galantinelli met them.\n\n{SAID} Galantinneli said.\n", "Nuno Galantinelli"),
        (f"Ada Paris, a cook, came.\n\nShe lives in Rome.\n\n{SAID} Paris said.\n", "Ada Paris"),
        (f"Ports Minister Mr. Galanti came.\n\n{SAID} Mr Galanti said.\n", "Mr Galanti"),
        ("Dr. William Barber came on Monday.\n\n“No, not on Monday,” Dr. Barber said.\n", "William Barber"),
        ("Councillor Ivy Head came.\n\n“No, not on Monday,” Head said.\n", "Ivy Head"),
        (f"Itamar ben Gal runs the port.\n\n{SAID} Ben Gal said.\n", "Itamar ben Gal"),
        (f"Superintendent Alan Peters came.\n\n{SAID} Supt Peters said.\n", "Alan Peters"),
        (f"In May Day came early.\n\n{SAID} Jan Lindt said.\n", "Jan Lindt"),
        (f"{SAID} said Will Harrow, a retired nurse.\n", "Will Harrow"),
        (f"{SAID} said Mehdi ben Ali on Monday.\n", "Mehdi ben Ali"),
        (f"The Rev. William Barber met Ada King.\n\n{SAID} King said.\n", "Ada King"),
        (f"The Rev. William Barber met Ada King.\n\n{SAID} Barber said.\n", "William Barber"),
        (f"{SAID} Roe said, whose wife is Ivy. Jo Roe, his uncle tells, is a smith.\n", "Jo Roe"),
    ],
)
def test_a_person_is_named_in_full(text: str, speaker: str) -> None:
    assert said(text) == speaker


@pytest.mark.parametrize(
    "before",
    [
        "The secretary of Harrow (a port), Nuno Galanti",
        "One of the rowers, Nuno Galanti, 42",
        "A lawyer for Ada Roe, Nuno Galanti",
        "Head of rivers at the Fenland Institute of Water, Professor Nuno Galanti",
        "The Fenland undersecretary general for legal affairs, Nuno Galanti",
        "Harrow Motors’s chief economist, Nuno Galanti",
    ],
)
def test_the_name_behind_a_description_is_who_speaks(before: str) -> None:
    speaker = said(f"{SAID} {before}, said on Monday.\n")
    assert speaker in ("Nuno Galanti", "Professor Nuno Galanti")


def test_a_list_behind_a_description_is_no_one_person() -> None:
    assert said(f"{SAID} two of the rowers, Nuno Galanti and Ada Roe, said.\n") != "Nuno Galanti"


def test_an_acronym_tells_where_the_name_of_a_body_begins() -> None:
    text = f"It went to Ports, Rivers and Locks Fenland (PRLF) last year.\n\n{SAID} PRLF said.\n"
    assert said(text) == "Ports, Rivers and Locks Fenland"


def test_a_body_for_several_things_is_one() -> None:
    assert (
        said(f"{SAID} the Department of Ports, Rivers and Locks said.\n")
        == "Department of Ports, Rivers and Locks"
    )


def test_a_surname_with_a_trade_behind_it_is_a_person() -> None:
    found = next(q for q in extract(f"{SAID} said Lund, the bookkeeper.\n", "en") if q.kind is Kind.DIRECT)
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind) == ("Lund", AgentKind.PERSON)


def test_a_brand_is_not_its_product() -> None:
    text = (
        "Zubli shows more maps.\n\nZubli will change its app this year. The Zubli Map Room is ready.\n\n"
        f"{SAID} Zubli said.\n"
    )
    assert said(text) == "Zubli"


def said(text: str) -> str | None:
    found = next(q for q in extract(text, "en") if q.kind is Kind.DIRECT)
    return found.speaker.name if found.speaker else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Vera Lindt swims in lakes.\n\n{SAID} the mother of two said.\n", "Vera Lindt"),
        (f"Vera Lindt swims in lakes.\n\n{SAID} the mother-of-two said.\n", "Vera Lindt"),
        (f"Vera Lindt swims in lakes.\n\n{SAID} the Spaniard said.\n", "Vera Lindt"),
        (f"Tom Lindt swims in lakes.\n\n{SAID} the mother of two said.\n", "the mother of two"),
        (f"Vera Lindt swims in lakes.\n\n{SAID} the English said.\n", "the English"),
        (f"Vera Lindt, 36, swims. Jo Roe, 41, rows.\n\n{SAID} the 36-year-old said.\n", "Vera Lindt"),
        (
            f"It is back. Many read the Fenland Telegraph.\n\n{SAID} the Telegraph said.\n",
            "Fenland Telegraph",
        ),
        (f"Galant himself said: {SAID}\n\nThe mayor is Nuno Galant, a smith.\n", "Nuno Galant"),
        (
            f"{SAID} its chief has said.\n\nNuno Galanti met Ada Roe on Monday.\n",
            "Nuno Galanti",
        ),
        (
            f"Fenland Rail Association sells maps.\n\n{SAID} the organisation said.\n",
            "Fenland Rail Association",
        ),
        (f"He asked a clerk at the Fenland Office, who said: {SAID}\n", "a clerk at the Fenland Office"),
        (f"Fenland Rail is busy. France likes its trains.\n\n{SAID} it said.\n", "Fenland Rail"),
    ],
)
def test_who_is_told_by_other_words_is_the_one_named(text: str, speaker: str) -> None:
    assert said(text) == speaker
