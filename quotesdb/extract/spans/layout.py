"""Where things stand in a text: paragraph, sentence and quotation marks of any position, quickly."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from quotesdb.extract.spans.marks import Quoted, QuotedIndex, find_quoted
from quotesdb.text.segments import paragraphs, sentences, trim
from quotesdb.values import Span

_TERMINAL = ".!?…:;,\"”’'»)]—"
_HEADING_WORDS = 18
_WORD = re.compile(r"\w")
_DATELINE = re.compile(
    r"[A-Z][A-Z.,’' /-]{1,80}(?:,\s[A-Z][\w.]+){0,3}"
    r"(?:,?\s\d{1,2}\s\w+\s\d{4}|,?\s\w+\.?\s\d{1,2})?(?:\s\([\w ]{1,40}\))?\s(?:—|–|--?)\s"
)


class Layout:
    """Paragraphs, sentences and marked stretches of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraphs(text)
        self.quoted = find_quoted(text, self.paragraphs)
        self.index = QuotedIndex(self.quoted)
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._openings = {q.span.start for q in self.quoted}
        self._headings: dict[Span, bool] = {}
        self._all_marked: dict[Span, bool] = {}
        self._closings = {q.span.end for q in self.quoted if q.closed}

    @cached_property
    def sentences(self) -> list[Span]:
        """All sentences, in order."""
        return [s for p in self.paragraphs for s in sentences(self.text, p)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def paragraph_number(self, position: int) -> int:
        """The number of the paragraph at or before a position."""
        return max(bisect_right(self._paragraph_starts, position) - 1, 0)

    def sentence_number(self, position: int) -> int:
        """The number of the sentence at or before a position."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def opens_mark(self, position: int) -> bool:
        """Whether a marked stretch begins here."""
        return position in self._openings

    def closes_mark(self, position: int) -> bool:
        """Whether a marked stretch ends right before this position."""
        return position in self._closings

    def runs_to_the_end(self, region: Quoted) -> bool:
        """Whether a marked stretch lacks its closing mark and nothing else shows where it ends."""
        return (
            not region.closed
            and region.span.end == self.paragraphs[self.paragraph_number(region.span.start)].end
        )

    def starts_sentence(self, position: int) -> bool:
        """Whether a sentence begins here."""
        return self.sentences[self.sentence_number(position)].start == position

    def by_paragraph(self, span: Span) -> list[Span]:
        """``span`` cut at paragraph borders, white space trimmed."""
        out = []
        for number in range(self.paragraph_number(span.start), len(self.paragraphs)):
            paragraph = self.paragraphs[number]
            if paragraph.start >= span.end:
                break
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end and len(piece := trim(self.text, Span(start, end))):
                out.append(piece)
        return out

    def after_dateline(self, position: int) -> int:
        """Where running text begins in a paragraph that opens with a dateline at ``position``."""
        match = _DATELINE.match(self.text, position)
        return match.end() if match else position

    def is_heading(self, paragraph: Span) -> bool:
        """Whether a paragraph looks like a headline or subhead: short, and ended by no punctuation."""
        if (known := self._headings.get(paragraph)) is None:
            known = self._headings[paragraph] = self._looks_like_heading(paragraph)
        return known

    def _looks_like_heading(self, paragraph: Span) -> bool:
        words = paragraph.text(self.text).split()
        last = paragraph.text(self.text)[-1:]
        region = self.index.at(paragraph.start)
        all_marked = region is not None and region.span.end == paragraph.end
        if all_marked:
            inner = region.inner.text(self.text).rstrip() if region else ""
            return len(words) < _HEADING_WORDS and inner[-1:] not in ".,!?…—-"
        return len(words) < _HEADING_WORDS and last not in _TERMINAL

    def is_all_marked(self, paragraph: Span) -> bool:
        """Whether no word of a paragraph stands outside of marks."""
        if (known := self._all_marked.get(paragraph)) is None:
            known = self._all_marked[paragraph] = not self._has_words_outside_marks(paragraph)
        return known

    def _has_words_outside_marks(self, paragraph: Span) -> bool:
        at = paragraph.start
        for region in self.index.within(paragraph):
            if _WORD.search(self.text, at, max(at, region.span.start)):
                return True
            at = max(at, region.span.end)
        return bool(_WORD.search(self.text, at, paragraph.end))
