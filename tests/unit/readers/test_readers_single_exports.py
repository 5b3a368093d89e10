"""Articles that somebody cut out of an export, and heads of exports in other lines than usual."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import SAID, of
from tests.unit.readers.test_readers_versions import TITLE

TAIL = "PUB-TYPE: Paper\n\nLOAD-DATE: March 10, 2004\n"
HEAD = "                  Velda Press\n\n              9. maart 2004\n\n             March 9, 2004\n\n"


def told(text: str) -> tuple[object, ...]:
    [found] = of(text, "a.txt")
    day = found.published.printed() if found.published else None
    return found.reader, found.title, found.byline, found.publisher, day, found.text


@pytest.mark.parametrize(
    "text",
    [
        (
            f"        Copyright 2004 Velda Press\n\n{HEAD}LENGTE: 55 words\n\nKOP: {TITLE}\n\n"
            f"AUTEUR: Example, Ada\n\nTEKST:\n\n\n{SAID}\n\n{TAIL}"
        ),
        f"{HEAD}{TITLE}\n\nBYLINE: Example, Ada\n\nLENGTH: 55 words\n\n\n{SAID}\n\n{TAIL}",
    ],
)
def test_an_article_that_was_cut_out_of_an_export_is_read_by_its_fields(text):
    assert told(text) == ("nexis", TITLE, ("Example, Ada",), "Velda Press", "2004-03-09", SAID)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nLength: 55 words\n\n{SAID}\n\nLoad-Date: March 10, 2004\n",
        f"{TITLE}\n\nLENGTH: 55 words\n\n{SAID}\n",
        f"{TITLE}\n\nLENGTH: 55 metres\n\n{SAID}\n\nSHIP-DATE: soon\n",
        f"{TITLE}\n\n{SAID}\n\nLOAD-DATE: March 10, 2004\n",
        f"LOAD-DATE: March 10, 2004\n\nLENGTH: 55 words\n\n{SAID}\n",
        f"{TITLE}\n\nLENGTH: long\n\n{SAID}\n\nPUB-TYPE: Paper\n",
    ],
)
def test_a_field_or_two_make_no_export_of_a_text(text):
    assert told(text)[0] != "nexis"


def exported(byline: str, publisher: str = "Velda Press", below: str = "") -> str:
    return (
        f"1 of 1 DOCUMENTS\n\n{publisher}\n\nMarch 9, 2004 Tuesday\n\n{TITLE}\n\nBYLINE: {byline}\n\n"
        f"LENGTH: 55 words\n\n{SAID}\n\n{below}LOAD-DATE: March 10, 2004\n\nCopyright 2004 Velda Press\n"
    )


@pytest.mark.parametrize(
    ("byline", "publisher", "names"),
    [
        (
            "By ADA EXAMPLE and BO SAMPLE, Velda Press",
            "Velda Press International",
            ("ADA EXAMPLE", "BO SAMPLE"),
        ),
        ("Ada Example, Velda Press", "Velda Press", ("Ada Example",)),
        ("Velda Press", "Velda Press", ("Velda Press",)),
        ("Ada Example, Bo Press", "Velda Press", ("Ada Example", "Bo Press")),
        ("Ada Example, Velda Pressman", "Velda Press", ("Ada Example", "Velda Pressman")),
        ("Example, Velda", "Velda Press", ("Example, Velda",)),
        ("Ada Example ada@velda.example", "Velda Press", ("Ada Example",)),
    ],
)
def test_whose_newspaper_it_is_is_no_author_behind_one(byline, publisher, names):
    assert told(exported(byline, publisher))[2] == names


@pytest.mark.parametrize(
    ("below", "text"),
    [
        ("URL: https://velda.example\n\n", SAID),
        (f"URL: https://velda.example\n\n{SAID}\n\n", f"{SAID}\n\nURL: https://velda.example\n\n{SAID}"),
        ("URL: the word for an address.\n\n", f"{SAID}\n\nURL: the word for an address."),
    ],
)
def test_an_address_behind_the_text_is_no_text(below, text):
    assert told(exported("Ada Example", below=below))[5] == text


def test_newspaper_and_day_may_stand_in_lines_that_follow_each_other():
    text = (
        f"{TITLE}\n\nVelda Press (England)\nMarch 9, 2004 Tuesday\nLate Edition\n\n"
        "Copyright 2004 Velda Press\nAll Rights Reserved\n\nSection: NEWS; Pg. 4\nLength: 55 words\n"
        f"Byline: Ada Example\n\nBody\n\n{SAID}\n\n"
        "Port of Velda\nHarbour Street 4\n\nEnd of Document\n"
    )
    address = "Port of Velda Harbour Street 4"
    assert told(text)[1:] == (
        TITLE,
        ("Ada Example",),
        "Velda Press (England)",
        "2004-03-09",
        f"{SAID}\n\n{address}",
    )


RULE = "                                 ______\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            f"           A TRIBUTE\n\n{RULE}\n           HON. ADA EXAMPLE\n\n           of velda\n",
            "A TRIBUTE",
        ),
        (f"           A TRIBUTE\n           TO VELDA\n\n{RULE}", "A TRIBUTE TO VELDA"),
        (f"{RULE}\n           A TRIBUTE\n           TO VELDA\n", "A TRIBUTE TO VELDA"),
        ("           A TRIBUTE\n\n           TO VELDA\n", "A TRIBUTE TO VELDA"),
    ],
)
def test_below_a_rule_stands_whose_remarks_they_are(head, title):
    said = "  Ms. EXAMPLE. Mr. Speaker, we looked.\n"
    text = f"[Congressional Record Volume 1, Number 2 (Friday, March 9, 2012)]\n\n{head}\n{said}"
    [found] = of(f"<html><body><pre>\n{text}</pre></body></html>", "a.htm")
    assert found.title == title


@pytest.mark.parametrize(
    ("shown", "printed", "name"),
    [
        ("Ada Example", "Ms. Example", "Ada Example"),
        ("Ada Example", "Mrs. Example:", "Ada Example"),
        ("Ada Sample", "Ms. Example", "Ms Example"),
        ("Ada Example", "A. B. Example", "A. B. Example"),
        ("Example", "Ms. Example", "Ms Example"),
        ("Member for Example", "Ms. Example", "Ms Example"),
        ("Ada Example", "Bo Example", "Bo Example"),
    ],
)
def test_a_title_and_a_surname_in_a_debate_are_the_person_that_it_names(shown, printed, name):
    people = f'<references source="#x"><TLCPerson eId="one" showAs="{shown}" href="/x"/></references>'
    said = f'<speech by="#one"><from>{printed}</from><p>We looked twice.</p></speech>'
    data = f"<akomaNtoso><debate><meta>{people}</meta><debateBody>{said}</debateBody></debate></akomaNtoso>"
    [found] = of(data, "a.xml")
    assert [one.speaker and one.speaker.name for one in found.quotations] == [name]


def page_of_factiva(*behind: str) -> str:
    below = "".join(f"<p>{line}</p>" for line in behind)
    head = "<div>55 words</div><div>9 March 2004</div><div>Velda Press</div><div>VELP</div><div>English</div>"
    title = f'<div id="hd"><span class="enHeadline">{TITLE}</span></div>'
    text = f'<div>(c) 2004 Velda Press</div><p class="articleParagraph">{SAID}</p>'
    return f'<html><body><div class="article enArticle">{title}{head}{text}{below}</div></body></html>'


NUMBER = "Document VELP000020040309e03900001"


@pytest.mark.parametrize(
    ("behind", "text"),
    [
        (("Velda Press", NUMBER), SAID),
        (("Example Newspapers", NUMBER), SAID),
        (("Photos: Bo Sample", "Velda Press", NUMBER), f"{SAID}\n\nPhotos: Bo Sample"),
        (("The pier stays shut.", NUMBER), f"{SAID}\n\nThe pier stays shut."),
        (("Velda Press",), f"{SAID}\n\nVelda Press"),
        ((NUMBER,), SAID),
    ],
)
def test_whose_newspaper_it_is_stands_above_the_number_of_an_article(behind, text):
    [found] = of(page_of_factiva(*behind), "a.html")
    assert found.text == text


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("Velda Press", False),
        ("VELDA PRESS LTD", False),
        ("2004 Velda Press Ltd.", False),
        ("Velda Times", True),
        ("The Velda Press", True),
        ("Velda Press stays.", True),
        ("...", True),
    ],
)
def test_whose_rights_they_are_is_no_text_above_the_number(last, kept):
    head = f"{TITLE}\n\n55 words\n9 March 2004\nVelda Press\nVELP\nEnglish\n(c) 2004 Velda Press Ltd.\n\n"
    [found] = of(f"{head}{SAID}\n\n{last}\n\n{NUMBER}\n", "a.txt")
    assert (found.reader, found.text) == ("factiva", f"{SAID}\n\n{last}" if kept else SAID)
