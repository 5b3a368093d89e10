"""Who wrote an article, and for whom, in exports of press databases and in telegrams."""

from __future__ import annotations

import pytest

from quotesdb.readers import proquest
from tests.unit.readers.made import PROQUEST
from tests.unit.readers.test_readers_news import EUROPRESSE, FACTIVA_PAGE
from tests.unit.readers.test_readers_other_programs import SAID, of
from tests.unit.readers.test_readers_versions import TITLE


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (
            "By ADA VAN DER QUILL and J. R. ROOK III; Tess Tarrant contributed reporting from Skelby.",
            ("ADA VAN DER QUILL", "J. R. ROOK III"),
        ),
        ("By Ada Quill and Ben Rook; Additional reporting by Cy Tarrant", ("Ada Quill", "Ben Rook")),
        ("Ada Quill; Ben Rook and Cy Tarrant", ("Ada Quill", "Ben Rook", "Cy Tarrant")),
        ("Ada Quill and Ben Rook, Port Correspondents", ("Ada Quill", "Ben Rook")),
        ("Ada Quill, Ben Rook, Staff Writers", ("Ada Quill", "Ben Rook")),
        # Families before given names, bodies, posts of nobody who is named.
        ("Quill, Ada; Rook, Ben", ("Quill, Ada", "Rook, Ben")),
        ("Board of Trade and Industry; Ada Quill", ("Board of Trade and Industry", "Ada Quill")),
        ("Ada Quill; Contributed Papers Group", ("Ada Quill", "Contributed Papers Group")),
        ("Ada Quill and Ben Rook, Guild of Editors", ("Ada Quill", "Ben Rook", "Guild of Editors")),
        ("Reporters Without Borders", ("Reporters Without Borders",)),
        ("Port Correspondents", ("Port Correspondents",)),
        ("Tess Tarrant contributed to this report", ("Tess Tarrant contributed to this report",)),
    ],
)
def test_bylines_of_several_people_in_nexis(byline, names):
    head = f"{TITLE}\n\nExample Post\n\nMarch 4, 2025 Tuesday\n\nLength: 48 words\n\nByline: {byline}"
    [found] = of(f"{head}\n\nBody\n\n{SAID}\n\nEnd of Document\n", "a.txt")
    assert (found.reader, found.title, found.byline) == ("nexis", TITLE, names)


@pytest.mark.parametrize("labels", ["Section {} Length {} Byline {}", "SECTION {} LENGTH {} BYLINE {}"])
@pytest.mark.parametrize(("between", "blank"), [("\n", "\n\n"), ("\n\n", "\n\n"), ("\n", "\n")])
def test_fields_of_nexis_stand_in_lines_with_and_without_blank_ones_between(labels, between, blank):
    fields = labels.format(": News; Pg. 4\n", ": 48 words\n", ": Ada Quill").replace("\n ", between)
    head = blank.join([TITLE, "Example Post", "March 4, 2025 Tuesday", "Copyright 2025 Example Media"])
    text = (
        f"{head}{blank}{fields}{blank}Body{blank}{SAID}{blank}Load-Date: March 5, 2025\n\nEnd of Document\n"
    )
    found = of(text * 2, "a.txt")
    assert [(one.reader, one.title, one.byline, one.publisher, one.section, one.text) for one in found] == [
        ("nexis", TITLE, ("Ada Quill",), "Example Post", "News; Pg. 4", SAID.strip())
    ] * 2


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        *(
            (time, "The Example Times")
            for time in ("04:11", "04:11 GMT", "4:11 AM", "4:11 p.m.", "16:20 CET")
        ),
        *((time, "The Example Times") for time in ("16:20 MESZ", "16:20:05 AEST", "4:11 PM GMT")),
        *((name, name) for name in ("24:7 News", "09:30 Report", "Channel 4", "12:30 Post", "Post 12:30")),
        ("10:11 MAGAZINE", "10:11 MAGAZINE"),
    ],
)
def test_a_time_below_the_day_is_no_newspaper_in_factiva(line, publisher):
    page = FACTIVA_PAGE.replace("<div>1 March 2025</div>", f"<div>1 March 2025</div><div>{line}</div>")
    assert {(one.reader, one.publisher) for one in of(page, "a.html")} == {("factiva", publisher)}


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("Von Ada Quill =", ("Ada Quill",)),
        ("Von Ada von Quill und J. R. Rook", ("Ada von Quill", "J. R. Rook")),
        ("Von Ada Quill, Beispiel Post =", ("Ada Quill",)),
        ("Par Ada de la QUILL et Ben ROOK =", ("Ada de la QUILL", "Ben ROOK")),
        ("By Ada Quill =", ("Ada Quill",)),
        *(
            (headline, None)
            for headline in (
                *("Von Kiel nach Rom =", "Von Quill zu Rook", "Von der Quill in Velda", "VON MONTAG AN ZU"),
                *("Von Kiel über Rom nach Velda", "Par temps de crise", "Par TGV Skelby", "Por fin"),
            )
        ),
    ],
)
def test_who_is_named_below_the_headline_of_a_telegram_is_its_author(below, names):
    telegram = f"\x01EXP0012 4 I 48\r\n\x02{TITLE}\r\n{below}\r\n\r\n   Skelby (EXP) - {SAID}\r\n\x03"
    [found] = of(telegram.encode(), "a.txt")
    assert found.reader == "telegram"
    assert (found.title, found.byline) == ((TITLE, names) if names else (below.removesuffix(" ="), ()))


def test_a_headline_alone_in_a_telegram_is_no_byline():
    [found] = of(f"\x01EXP0012 4 I 48\r\n\x02Von Ada Quill\r\n\r\n   Skelby (EXP) - {SAID}\r\n\x03", "a.txt")
    assert (found.title, found.byline) == ("Von Ada Quill", ())


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        *((f"Le Pont{behind}", "Le Pont") for behind in (", no. 8801", ", n° 12", " (site web)")),
        *((f"Le Pont{behind}", "Le Pont") for behind in (" (site web réf.)", ", no. 12 (site web)")),
        *(
            (name, name)
            for name in ("No. 1 Magazine", "Pont no. 5", "Le Pont (France)", "Le Pont, no. Skelby")
        ),
        *((name, name) for name in ("Site web", "(site web)", "Pont (site web et mobile)", "Pont, note 4")),
    ],
)
def test_the_number_of_an_issue_is_no_part_of_a_newspapers_name_in_europresse(printed, name):
    page = EUROPRESSE.replace("The Example Times ", printed)
    assert {(one.reader, one.publisher) for one in of(page, "a.html")} == {("europresse", name)}


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>Skelby attend</p><div class='docAuthors'>Ada Quill</div>", ("Ada Quill",)),
        ("<p>Skelby attend</p><div class='docAuthors'>QUILL Ada ; ROOK Ben</div>", ("QUILL Ada", "ROOK Ben")),
        ("<div class='docAuthors'>Ada Quill avec Ben Rook</div>", ("Ada Quill", "Ben Rook")),
        ("<div class='docAuthors'>Cuisine avec Ada Quill</div>", ("Cuisine avec Ada Quill",)),
        ("<div class='docAuthors'></div>", ()),
        ("<div>Ada Quill</div>", ("Ada Quill",)),
    ],
)
def test_authors_of_europresse_are_found_below_a_subtitle_too(below, names):
    page = EUROPRESSE.replace("<div>Ada Example</div>", below)
    assert {one.byline for one in of(page, "a.html")} == {names}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anonymous", ()),
        ("ANONYMOUS; Quill, Ada", ("Quill, Ada",)),
        ("Anonymous Collective", ("Anonymous Collective",)),
        ("Quill, Anonymous", ("Quill, Anonymous",)),
    ],
)
def test_nobody_is_called_anonymous_in_proquest(author, names):
    [found] = of(PROQUEST.replace("Example, Ada; Sample, Bo", author), "a.html")
    assert (found.reader, found.byline) == ("proquest", names)


@pytest.mark.parametrize(
    ("below", "last", "said"),
    [
        ("By The Example Press =", "", ((), "Example Press", 1)),
        ("By exp correspondents =", "", ((), "EXP", 1)),
        ("By Ada Example =", "", (("Ada Example",), "EXP", 1)),
        ("By Theo Example =", "exp ada bo", (("Theo Example",), "EXP", 2)),
        ("By Ada Example =", "EXP ada bo", (("Ada Example",), "EXP", 1)),
        ("By Ada Example =", "EXP ada said so", (("Ada Example",), "EXP", 1)),
        ("By Ada Example =", "EXP ada wrote this.", (("Ada Example",), "EXP", 2)),
        ("By Ada Example =", "and so it was", (("Ada Example",), "EXP", 2)),
    ],
)
def test_agencies_and_initials_of_a_telegram_are_no_authors_and_no_text(below, last, said):
    telegram = (
        f"\x01EXP0012 4 I 48\r\n\x02{TITLE}\r\n{below}\r\n\r\n   Skelby (EXP) - {SAID}\r\n\r\n{last}\r\n\x03"
    )
    [found] = of(telegram.encode(), "a.txt")
    assert (found.byline, found.publisher, len(found.text.split("\n\n"))) == said


@pytest.mark.parametrize("page", ["", "<script>Full text: x</script>", "<p hidden>Title: x</p>"])
def test_a_page_of_proquest_that_shows_nothing_has_no_articles(page):
    assert list(proquest.articles(page, is_page=True)) == []
