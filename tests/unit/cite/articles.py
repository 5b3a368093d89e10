"""Invented articles for references: every kind of author, title, date and address that newspapers print."""

from __future__ import annotations

from datetime import date
from typing import Any

from quotesdb.values import ArticleRef, Precision, PrintedDate


def _article(name: str, **changes: Any) -> ArticleRef:
    values: dict[str, Any] = {
        "id": f"a-{name.replace(' ', '-')}",
        "title": "Harbour talks stall",
        "byline": ("Ada Quill",),
        "publisher": "The Northgate Courier",
        "published": PrintedDate(date(2025, 3, 14)),
        "url": "https://courier.example/2025/harbour-talks",
        "language": "en",
    }
    return ArticleRef(**(values | changes))


def _names(number: int) -> tuple[str, ...]:
    family = ["Quill", "Rook", "Tarrant", "Solane", "Vesper", "Marrow", "Lund", "Okonedo", "Falk", "Prins"]
    family.append("Holm")
    given = ("Ada", "Bo", "Cy")
    return tuple(f"{given[at // len(family)]} {family[at % len(family)]}" for at in range(number))


def _month(month: int) -> PrintedDate:
    return PrintedDate(date(2024, month, 9))


ARTICLES = [
    _article("plain"),
    _article("two", byline=_names(2)),
    _article("three", byline=_names(3)),
    _article("four", byline=_names(4)),
    _article("seven", byline=_names(7)),
    _article("eleven", byline=_names(11)),
    _article("twenty-one", byline=_names(21)),
    _article("nobody", byline=()),
    _article("agency", byline=("Lantern Press Agency",)),
    _article("agency and person", byline=("Ada Quill", "Agence France-Presse")),
    _article("the publisher", byline=("The Northgate Courier",)),
    _article("initials", byline=("J. K. Quill",)),
    _article("hyphen", byline=("Jean-Luc Quill",)),
    _article("middle", byline=("Ada B. Quill",)),
    _article("mothers name", byline=("Ana García Pérez",)),
    _article("junior", byline=("Owen Tarrant Jr.",)),
    _article("third", byline=("Owen Tarrant III",)),
    _article("accents", byline=("Íñigo Østergård",)),
    _article("apostrophe", byline=("Nora O'Quill",)),
    _article("capital particle", byline=("Teo De Marchi",)),
    _article("question", title="Who pays for the quay?"),
    _article("exclamation", title="The quay falls!"),
    _article("nobody asks", title="Who pays for the quay?", byline=()),
    _article("colon", title="Harbour talks: a view from the north"),
    _article("stop words", title="What is left of the harbour, and who is to pay for it"),
    _article("capitals", title="EU and NATO warn over eBay sale in the North Sea"),
    _article("quoted", title="Minister calls talks “a farce” and leaves"),
    _article("quoted at the end", title="Minister: talks are “a farce”"),
    _article("single marks", title="Minister calls talks ‘a farce’ and leaves"),
    _article("hyphens", title="Part-time crews in long-term talks over sea-to-shore cranes"),
    _article("dash", title="Harbour talks stall – and nobody knows why"),
    _article("ampersand", title="R&D at the quay <in brief>", publisher="Quays & Cranes"),
    _article("apostrophe title", title="The crews' plan for the town's harbour isn't dead"),
    _article(
        "capital stop words", title="Fire in The Hague Is Out, And the Mayor of Rook v. Vell is A quiet man"
    ),
    _article("two sentences", title="Who pays? the town. nobody else"),
    _article("last word", title="What the crews look up to"),
    _article("all capitals", title="HARBOUR TALKS STALL IN THE NORTH"),
    _article("spanish", title="¿Quién paga el muelle? El puerto calla", language="es", publisher="La Gaceta"),
    _article("german", title="Wer bezahlt die Brücke? Der Rat schweigt", language="de", publisher="Vellbote"),
    _article("no language", language=None),
    _article("september", published=_month(9)),
    _article("may", published=_month(5)),
    _article("june", published=_month(6)),
    _article("december", published=_month(12)),
    _article("month only", published=PrintedDate(date(2024, 11, 1), Precision.MONTH)),
    _article("year only", published=PrintedDate(date(2023, 1, 1), Precision.YEAR)),
    _article("undated", published=None),
    _article("undated nobody", published=None, byline=()),
    _article("no address", url=None),
    _article("no publisher", publisher=None),
    _article("no title", title=None),
    _article("seen", accessed=PrintedDate(date(2025, 4, 2))),
    _article("long address", url="https://courier.example/a?id=7&page=2&q=%C3%A9#top"),
]
