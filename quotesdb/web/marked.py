"""A text with what is marked in it, cut into pieces that lie side by side. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.text.folding import fold, words
from quotesdb.values import Citation, Kind, Span

_SAID, _WHO = "said", "who"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that belongs to a quotation: what was ``said``, or ``who`` is named there."""

    span: Span
    quote: str
    role: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks that cover it whole; ``kind`` is that of the innermost quotation."""

    text: str
    quotes: tuple[str, ...] = ()
    kind: Kind | None = None
    who: bool = False


def marks_of(citation: Citation) -> Iterator[Mark]:
    """What is marked of a quotation: its words, and the words that say whose they are."""
    for span in citation.content:
        yield Mark(span, citation.id, _SAID, citation.kind)
    for span in {*citation.evidence, *([citation.source] if citation.source else [])}:
        yield Mark(span, citation.id, _WHO, citation.kind)


def pieces(text: str, within: Span, marks: Iterable[Mark]) -> list[Piece]:
    """The text of a stretch, cut wherever a mark begins or ends.

    >>> mark = Mark(Span(8, 16), "q-a", "said", Kind.INDIRECT)
    >>> [piece.text for piece in pieces("He says it rains.", Span(0, 17), [mark])]
    ['He says ', 'it rains', '.']
    """
    here = [mark for mark in marks if mark.span.overlaps(within)]
    ends = {end for mark in here for end in (mark.span.start, mark.span.end)}
    cuts = sorted({within.start, within.end, *(end for end in ends if within.start < end < within.end)})
    return [_piece(text, Span(start, end), here) for start, end in pairwise(cuts)]


def _piece(text: str, span: Span, marks: Sequence[Mark]) -> Piece:
    over = [mark for mark in marks if mark.span.contains(span)]
    said = [mark for mark in over if mark.role == _SAID]
    innermost = min(said, key=lambda mark: len(mark.span), default=None)
    return Piece(
        span.text(text),
        tuple(dict.fromkeys(mark.quote for mark in over)),
        innermost.kind if innermost else None,
        who=any(mark.role == _WHO for mark in over),
    )


def beside(citation: Citation) -> tuple[str, str]:
    """The words before and behind a quotation, as far as its paragraph and whole words go."""
    before = citation.prefix.rpartition("\n")[2]
    if before == citation.prefix:
        before = before.partition(" ")[2]
    behind = citation.suffix.partition("\n")[0]
    if behind == citation.suffix:
        behind = behind.rpartition(" ")[0]
    return before.lstrip(), behind.rstrip()


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a text; ``found`` if it is one of the words that were looked for."""

    text: str
    found: bool = False


def highlighted(text: str, query: str | None) -> list[Word]:
    """The text with the words of a query apart, case and accents folded.

    >>> [word.text for word in highlighted("A río, too.", "rio") if word.found]
    ['río']
    """
    wanted = set(words(query or ""))
    if not wanted:
        return [Word(text)]
    out, at = [], 0
    for start, end in _tokens(text):
        if fold(text[start:end]) in wanted:
            out += [Word(text[at:start]), Word(text[start:end], found=True)]
            at = end
    return [word for word in (*out, Word(text[at:])) if word.text]


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for at, letter in enumerate(text):
        if letter.isalnum():
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)
