"""Which capital words before a role are no organisation: a place, a nation, a person, a kind of office."""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import is_adjective, is_party
from quotesdb.extract.coreference.complements import OF_A_PLACE, PORTFOLIOS
from quotesdb.extract.coreference.words import Name, Word
from quotesdb.values import Span

_MEDIA = ("radio", "tv", "television")
_OF_SOME_PLACE = lx.word_set("local municipal provincial metropolitan divisional parliamentary constituency")
_TORIES = re.compile(r"\b(?:Tory|Tories|Labour|Conservatives|Conservative Party|Lib Dems?)\b")
_OF_PARTIES = lx.word_set("mp msp mep am peer whip spokesman spokeswoman councillor agent")
_AROUND = 5000


def goes_with_role(text: str, body: Span, capital: list[Word], names: list[Name], noun: str) -> bool:
    """Whether capital words before a role are a place, a nation or a person, and no organisation."""
    printed = body.text(text)
    if lx.is_place(printed.lower().replace(".", "")):
        return noun not in lx.SPORT_ROLES
    if any(n.kind == "person" and body.contains(n.span) for n in names):
        return True
    if len(capital) == 1 and capital[0].key in _MEDIA:
        return True
    if capital[-1].key in _OF_SOME_PLACE and text[body.end + 1 : body.end + 2].isupper():
        return True
    if is_party([w.key for w in capital]):
        return printed == "Conservative" and noun not in _OF_PARTIES and not _speaks_of_tories(text, body)
    capitals = capital[-1].text.istitle() and not capital[-1].possessive
    office = text[body.end + 1 : body.end + 1 + len(noun)] == noun.title()
    if noun in PORTFOLIOS and capitals and office and not _is_named_body(body, names):
        return True
    if noun in OF_A_PLACE and not _is_named_body(body, names):
        return True
    return not capital[-1].possessive and is_adjective(printed, [w.key for w in capital])


def _speaks_of_tories(text: str, body: Span) -> bool:
    """Whether a text is about the party of that name: elsewhere "Conservative" says what somebody thinks."""
    return _TORIES.search(text, max(0, body.start - _AROUND), body.end + _AROUND) is not None


def _is_named_body(body: Span, names: list[Name]) -> bool:
    return any(n.kind == "organisation" and n.span == body for n in names)
