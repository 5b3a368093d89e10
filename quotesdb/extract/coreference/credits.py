"""Lines that say whose work an article or a picture is. Who is named only there does not speak in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from quotesdb.data import marked_words
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import VERBS
from quotesdb.extract.coreference.phrases import DETERMINERS, is_person_noun
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

CREDITED = "credited"
"""The kind of a name that stands only in credits."""

_WORDS = marked_words("credit_words")
_TRADES = _WORDS["trade"]
_LINKS = lx.NAME_PARTICLES | lx.word_set("and by for in at of the with to special from on via")
_SAYING_SOMETHING = (VERBS | DETERMINERS | lx.RELATIVES) - _WORDS["by"]
_PARTING = re.compile(r"[;|()\[\]]|(?<!\b[A-Z])[.!?…]+(?=\s|$)")
"""What parts a credit from what stands beside it; a stop behind an initial does not."""
_LEAD = r"[\s*_#>~–—-]*"
_BY = re.compile(rf"{_LEAD}(?:by|By|BY)(?::\s*|\s+)")
_WORK_BY = re.compile(rf"{_LEAD}(?P<label>(?:[\w’'&/-]+\s+){{1,6}}?)(?:by|By|BY|to|courtesy of)(?::\s*|\s+)")
_LABEL = re.compile(rf"{_LEAD}(?P<label>[\w’'&/ -]{{3,50}}?)\s?(?::|\s[–—])\s*")
_OWNED = re.compile(rf"{_LEAD}(?:[Cc]opyright\s+)?(?:©|\([Cc]\)|[Cc]opyright)\s*")
_ANY = frozenset[str]()
_SIGNS = (
    (_BY, _ANY),
    (_WORK_BY, _WORDS["work"] | _WORDS["by"]),
    (_LABEL, _WORDS["work"]),
    (_OWNED, _ANY),
)
_STARTS = re.compile(_LEAD)
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]*_]*$")
_MARKED = re.compile(r"[“”\"«»„]")
_ALL_MARKED = re.compile(r"[“\"«„‘'][^“”\"«»„]*[”\"»“’']")
_PARTED = re.compile(r"\s*[,|/·•–—-]|\s(?:and|for|in|with|reports)\s|\s+[A-Z\d]|[*_\s]*(?:\n|$)")
_BESIDE_LONE = re.compile(r"\s*(?:[,|/·•–—]|\s(?:for|in|and|reports)\b|\s\d)|[*_\s]*(?:\n|$)")
_AGED = re.compile(r",\s\d{1,3}\b(?!\s[A-Z])")
_LONGEST, _LONGEST_LONE, _HEAD = 16, 9, 6


def with_credits(text: str, paragraphs: list[Span], names: list[Name]) -> list[Name]:
    """The names, with those that stand only in credits marked as what they are: nobody who speaks.

    Whom the rest of the text names too is left alone, as an article may be about a photographer. Below a
    line that is nothing but a name, the surname is enough.
    """
    sure, lone = list(_labelled(text, paragraphs, names)), list(_lone(text, paragraphs, names))
    human = [n for n in names if n.kind in ("person", "unknown")]
    credited = {n.span for n in human if _is_inside(n, sure) or _is_inside(n, lone)}
    told = {n.keys for n in names if n.span not in credited}
    surnames = {keys[-1] for keys in told}
    return [
        replace(name, kind=CREDITED)
        if name.span in credited
        and name.keys not in told
        and (name.keys[-1] not in surnames or _is_inside(name, sure))
        else name
        for name in names
    ]


def _is_inside(name: Name, spans: Iterable[Span]) -> bool:
    return any(span.contains(name.span) for span in spans)


def _labelled(text: str, paragraphs: list[Span], names: list[Name]) -> Iterator[Span]:
    """The credits that say what they are: "By Ada Roe", "Photograph: Ada Roe", "edited by Ada Roe"."""
    full = {n.span.start: n for n in names if len(n.keys) > 1}
    for paragraph in paragraphs:
        if _is_byline(text, paragraph, full):
            yield paragraph
        else:
            yield from (piece for piece in _pieces(text, paragraph) if _is_credit(text, piece))


def _is_byline(text: str, paragraph: Span, full: dict[int, Name]) -> bool:
    """Whether a line of its own begins with "By" and a name, and says nothing of who that is."""
    sign = _BY.match(text, paragraph.start, paragraph.end)
    name = full.get(sign.end()) if sign else None
    if name is None or not _is_line(text, paragraph):
        return False
    return not name.possessive and _PARTED.match(text, name.span.end) is not None


def _is_line(text: str, paragraph: Span) -> bool:
    """Whether a paragraph is no sentence, and has no words in marks."""
    printed = paragraph.text(text)
    return not (_ENDS.search(printed) or _MARKED.search(printed)) and len(printed.split()) <= _LONGEST


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """The parts of a paragraph between stops, semicolons, strokes and brackets."""
    partings = [m.span() for m in _PARTING.finditer(text, paragraph.start, paragraph.end)]
    borders = [(0, paragraph.start), *partings, (paragraph.end, 0)]
    return (Span(one[1], other[0]) for one, other in pairwise(borders) if one[1] < other[0])


def _is_credit(text: str, piece: Span) -> bool:
    """Whether a piece of a paragraph says whose work something is, and nothing else."""
    if _MARKED.search(text, piece.start, piece.end):
        return False
    for sign, known in _SIGNS:
        match = sign.match(text, piece.start, piece.end)
        label = {w.key for w in words(match["label"])} if match and known else known
        fits = label.isdisjoint(_SAYING_SOMETHING) and not (known and known.isdisjoint(label))
        if match and fits and _only_names(words(text, match.end(), piece.end)):
            return True
    return False


def _only_names(behind: list[Word]) -> bool:
    """Whether words are names and what binds them, so that nothing is said of anybody."""
    plain = [w for w in behind if w.text.islower() and w.key not in _LINKS | _WORDS["by"] | _WORDS["work"]]
    owned = any(w.possessive and w.capital for w in behind)
    named = len(behind) <= _LONGEST and any(w.capital for w in behind) and not owned
    return named and (not plain or _is_of_trade(behind))


def _is_of_trade(said: list[Word]) -> bool:
    """Whether somebody is said to work for newspapers: "our political editor"; not "the editor who left"."""
    keys = {w.key for w in said}
    return not keys.isdisjoint(_TRADES) and keys.isdisjoint(VERBS | lx.RELATIVES)


def _lone(text: str, paragraphs: list[Span], names: list[Name]) -> Iterator[Span]:
    """The lines above the first sentence that are a name, with place, paper or trade: "Ada Roe, Fenland".

    Not the name above words that are all in marks, which are that person's; not one with an age or an office.
    """
    first = {n.span.start: n for n in names if n.kind in ("person", "unknown") and 2 <= len(n.keys) <= 4}
    head = islice(pairwise(paragraphs), _HEAD)
    for line, below in head:
        if not _is_line(text, line):
            return
        name = first.get(_without_lead(text, line.start))
        if name is None or _ALL_MARKED.fullmatch(text, below.start, below.end):
            continue
        if _is_signed(text, Span(name.span.end, line.end)):
            yield line


def _is_signed(text: str, behind: Span) -> bool:
    """Whether nothing stands behind a name in its line, or where or for whom a journalist writes."""
    rest = words(text, behind.start, behind.end)
    if len(rest) > _LONGEST_LONE or _AGED.match(text, behind.start):
        return False
    if _is_of_trade(rest):
        return True
    office = any(is_person_noun(w.key) or lx.is_role_noun(w.key) for w in rest)
    dated = any(w.key in lx.CALENDAR for w in rest) and any(w.text.isdigit() for w in rest)
    plain = not dated and any(w.text.islower() and w.key not in _LINKS | {"reports"} for w in rest)
    return not office and not plain and _BESIDE_LONE.match(text, behind.start) is not None


def _without_lead(text: str, start: int) -> int:
    """Where a line begins behind the signs of Markdown and the like."""
    lead = _STARTS.match(text, start)
    return lead.end() if lead else start
