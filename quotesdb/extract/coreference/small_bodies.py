"""Bodies whose names end in small letters: "the Fenland city council", "Danish military"."""

from __future__ import annotations

from itertools import takewhile

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Word, words
from quotesdb.values import Span

_NOUNS = (lx.ORGANISATION_NOUNS - {"country", "giant"}) | lx.word_set(
    "military navy legislature study project programme program initiative survey"
)
OF_STATE = lx.word_set(
    "military army navy government police parliament legislature senate council ministry embassy treasury "
    "court team administration office department"
)
"""What a place or nation has one of, so that its name and the noun name it."""

_INSIDE = lx.word_set("and of")
_LONGEST = 6


def small_body(text: str, start: int, end: int) -> Span | None:
    """The body whose name begins a stretch of text, behind an article: "the Elmsford Sheriff's office".

    >>> text = "for the Elmsford city council in May"
    >>> small_body(text, 4, len(text)).text(text)
    'Elmsford city council'
    """
    tokens = words(text, start, end)
    while tokens and tokens[0].key in ("the", "a", "an"):
        tokens = tokens[1:]
    found = _noun_at(text, tokens[:_LONGEST], _NOUNS)
    return _until(tokens, 0, found) if found else None


def body_in_role(text: str, run: list[Word]) -> tuple[Span, Span] | None:
    """The body and the role in "Danish military spokesman", words that lead up to a name."""
    first = next((i for i, w in enumerate(run) if w.capital and w.key not in lx.QUALIFIERS), len(run))
    found = _noun_at(text, run[first:], OF_STATE)
    behind = run[first + found + 1 :] if found else []
    rest = list(takewhile(lambda w: w.text.islower(), behind))
    if not rest or not all(w.key in lx.TITLES for w in behind[len(rest) :]):
        return None
    return _until(run, first, first + found), Span(rest[0].span.start, rest[-1].span.end)


def _until(tokens: list[Word], first: int, last: int) -> Span:
    return Span(tokens[first].span.start, tokens[last].span.start + len(tokens[last].bare))


def _noun_at(text: str, tokens: list[Word], nouns: frozenset[str]) -> int:
    """Where the noun in small letters stands that a name and plain words lead up to; 0 where none does."""
    found = 0
    if not tokens or not (tokens[0].capital or tokens[0].bare[:1].isdigit()):
        return 0
    for i, token in enumerate(tokens[1:], 1):
        if text[tokens[i - 1].span.end : token.span.start] not in (" ", "\u00a0"):
            break
        if token.text.islower() and token.bare.lower() in nouns:
            found = i
        elif found and token.capital:
            return 0
        elif found or (token.key in lx.SENTENCE_OPENERS and token.key not in _INSIDE) or token.key in _INSIDE:
            break
    return found
