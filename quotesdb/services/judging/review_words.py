"""What a person says the words of a quotation are, found in its article. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.check.normalise import Normalised, normalise
from quotesdb.extract.spans.draft import kind_of
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.marks import Quoted
from quotesdb.services.errors import BadRequest
from quotesdb.text.segments import trim
from quotesdb.values import Kind, Span

_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")
_SEPARATORS = " \t\n,.;:—–-"
_STOPS = ".,!?…"


@dataclass(frozen=True, slots=True)
class Words:
    """The content of a quotation with what follows from it.

    ``kind`` and ``quoted`` are read off the marks; ``source`` and ``cue`` are null where the content covers
    the words that were taken for them.
    """

    content: tuple[Span, ...]
    kind: Kind
    quoted: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None


def find_words(text: str, wanted: Sequence[str], held: Words) -> Words:
    """The words that a person names, a string for each part, near the content that ``held`` until now.

    A part is the very words, or its first and last ones with "..." between them. Case, accents and the style
    of marks and blanks do not matter; marks round the words belong to them whether they are typed or not.
    Words outside of marks that name the speaker (“he said”) are left out of a part that goes round them.

    Raises:
        BadRequest: if the article does not have them, two parts overlap, or no part does overlap what was
            held: a quote is a place in an article, and goes on to be in it.
    """
    layout, normalised = Layout(text), normalise(text)
    near = Span(held.content[0].start, max(span.end for span in held.content))
    aside = _aside(layout, held)
    found = [_with_marks(layout, _find(normalised, part, near)) for part in wanted]
    content = tuple(sorted(piece for span in found for piece in _without(text, span, aside)))
    if not any(near.overlaps(part) for part in content):
        raise BadRequest("these words stand elsewhere: they are another quotation")
    if any(one.overlaps(other) for one, other in pairwise(content)):
        raise BadRequest("the parts overlap: give each of the words once")
    kind, quoted = kind_of(layout, content)
    if kind is Kind.INDIRECT and all(_inside(part, held.quoted) for part in content):
        # A turn of a transcript is direct though it stands in no marks.
        kind, quoted = Kind.DIRECT, content
    return Words(content, kind, quoted, _apart(held.source, content), _apart(held.cue, content))


def of_kind(text: str, held: Words, kind: Kind) -> Words:
    """The same words as a quotation of another kind.

    Raises:
        BadRequest: if it shall be mixed, and none or all of it stands in marks.
    """
    if kind is Kind.MIXED:
        found, quoted = kind_of(Layout(text), held.content)
        if found is not Kind.MIXED:
            share = "all" if found is Kind.DIRECT else "nothing"
            raise BadRequest(f"{share} of it stands in quotation marks: it is direct or indirect")
    else:
        quoted = held.content if kind is Kind.DIRECT else ()
    return Words(held.content, kind, quoted, held.source, held.cue)


def _find(text: Normalised, wanted: str, near: Span) -> Span:
    whole = _first_near(_occurrences(text, wanted), near)
    if whole is not None:
        return whole
    for gap in _GAP.finditer(wanted):
        first = _first_near(_occurrences(text, wanted[: gap.start()]), near)
        if first is None:
            continue
        behind = [span for span in _occurrences(text, wanted[gap.end() :]) if span.start >= first.end]
        if behind:
            last = min(behind, key=lambda span: abs(span.end - near.end))
            return Span(first.start, last.end)
    raise BadRequest(f"the article does not have the words {wanted!r}")


def _occurrences(text: Normalised, wanted: str) -> list[Span]:
    words = normalise(wanted).text.split()
    if not any(map(str.isalnum, "".join(words))):
        return []
    pattern = r"\s+".join(map(re.escape, words))
    whole = re.compile(rf"(?<!\w){pattern}" if words[0][0].isalnum() else pattern)
    return [
        Span(*text.raw(*match.span()))
        for match in whole.finditer(text.text)
        if not _cuts_a_word(text.text, match.end())
    ]


def _cuts_a_word(text: str, end: int) -> bool:
    return text[end - 1].isalnum() and text[end : end + 1].isalnum()


def _first_near(spans: Iterable[Span], near: Span) -> Span | None:
    """One that overlaps what is quoted now, else the nearest to where that begins."""
    return min(spans, key=lambda span: (not span.overlaps(near), abs(span.start - near.start)), default=None)


def _with_marks(layout: Layout, span: Span) -> Span:
    """The stretch with the marks that stand right before and behind it: with both of a pair, or with none."""
    start, end = span.start, span.end
    for region in layout.quoted:
        inner = trim(layout.text, region.inner)
        if not region.span.overlaps(span):
            continue
        if region.span.start <= start <= inner.start:
            start = region.span.start if _is_reached(layout, span.end, region) else inner.start
        if (region.closed and inner.end <= end <= region.span.end) or _closes(layout, end, region):
            end = region.span.end if span.start <= inner.start else min(end, inner.end)
    return Span(start, end)


def _is_reached(layout: Layout, end: int, region: Quoted) -> bool:
    """Whether a stretch that ends there has all words of a region; of one without its closing mark, some."""
    return not region.closed or end >= region.inner.end or _closes(layout, end, region)


def _closes(layout: Layout, end: int, region: Quoted) -> bool:
    return region.closed and region.inner.start < end <= region.inner.end and _only_stops(layout, end, region)


def _only_stops(layout: Layout, end: int, region: Quoted) -> bool:
    return not layout.text[end : region.inner.end].rstrip().strip(_STOPS)


def _aside(layout: Layout, held: Words) -> Span | None:
    """Where the speaker is named, unless that stands in marks: there it is what somebody says."""
    named = [span for span in (held.source, held.cue) if span is not None]
    if not named or any(layout.index.at(span.start) for span in named):
        return None
    return Span(min(span.start for span in named), max(span.end for span in named))


def _without(text: str, span: Span, aside: Span | None) -> list[Span]:
    if aside is None or not span.contains(aside):
        return [span]
    before = text[span.start : aside.start].rstrip(_SEPARATORS)
    after = text[aside.end : span.end].lstrip(_SEPARATORS)
    pieces = (Span(span.start, span.start + len(before)), Span(span.end - len(after), span.end))
    return [piece for piece in pieces if len(piece)]


def _inside(part: Span, stretches: Iterable[Span]) -> bool:
    return any(stretch.contains(part) for stretch in stretches)


def _apart(span: Span | None, content: Iterable[Span]) -> Span | None:
    return None if span is None or any(span.overlaps(part) for part in content) else span
