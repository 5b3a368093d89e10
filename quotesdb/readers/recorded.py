"""Transcripts that programs wrote of recordings: who speaks is a datum beside the words, not one of them.

Such labels have a time, or stand in bold in Markdown ("**Ada Example:** ..."), and are in small letters.
Records of parliaments and briefings are printed with their labels, in capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from quotesdb.readers.any_date import any_date
from quotesdb.text.turns import Label
from quotesdb.values import ArticleDraft, Quotation, Span, Zone

_TIMED = re.compile(r"[^\n]*?(?:\n[ \t]*)?(?P<at>\d{1,2}:\d{2}(?::\d{2})?)")
_BEFORE_WORDS = re.compile(r"\s*(?:[\[(]?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?[\])]?[ \t]*\n\s*)?")
_BOLD = re.compile(r"\*\*[^*\n]+?(?::\*\*|\*\*:)")
_SIGNED = re.compile(r"\s*(?:Transcribed|Transcript(?:ion)? provided) by \S[^\n]{0,60}\s*\Z", re.IGNORECASE)
_SUMMED_UP = re.compile(
    r"(?!SUMMARY\n)(?P<title>[^\n]{1,150})\n{1,3}(?:(?P<when>[^\n]{0,60}\d{4}[^\n]{0,60})\n{1,3})?"
    r"(?:SUMMARY )?KEYWORDS[ \t]{0,9}\n{1,3}[^\n]*\n{1,3}"
    r"(?:SPEAKERS[ \t]{0,9}\n{1,3}[^\n]*\n{1,3})?"
)
"""What Otter writes above the turns: a title, when it was said, words it found, who speaks."""

_HEADING = re.compile(r"\s*#[^\n]*")
_MOST = 0.9
"""The share of labels that are such, where all are."""


def are_recorded(text: str, labels: Sequence[Label]) -> bool:
    """Whether the labels of a transcript are those of a program that recorded it."""
    recorded = [one for one in labels if _is_recorded(text, one)]
    return bool(labels) and len(recorded) >= _MOST * len(labels)


def time_beside(text: str, label: Label) -> str | None:
    """The time that stands beside a label."""
    found = _TIMED.match(text, *_line(text, label).pair())
    return found["at"] if found else None


def _is_recorded(text: str, label: Label) -> bool:
    line = _line(text, label)
    if label.name.text(text).isupper():
        return False
    return bool(_TIMED.match(text, line.start, line.end) or _BOLD.match(text, line.start, line.end))


def without_labels(draft: ArticleDraft, labels: Sequence[Label]) -> ArticleDraft:
    """The draft with the words alone: without labels, headings above them, and the program's signature."""
    text = draft.text
    cut = [_line(text, label) for label in labels]
    head = _SUMMED_UP.fullmatch(text, 0, cut[0].start)
    above = [head] if head else _HEADING.finditer(text, 0, cut[0].start)
    if head:
        when = any_date(head["when"])
        draft = replace(draft, title=draft.title or head["title"], published=draft.published or when)
    signed = _SIGNED.search(text)
    cut = [Span(*one.span()) for one in above if one.end() <= cut[0].start] + cut
    cut += [Span(signed.start(), len(text))] if signed and signed.start() >= cut[-1].end else []
    left = _Left(text, cut)
    return replace(
        draft,
        text=left.text,
        zones=tuple(
            Zone(span, zone.kind)
            for zone in draft.zones
            if len(span := left.moved(zone.span)) == len(zone.span)
        ),
        quotations=tuple(_moved(one, left) for one in draft.quotations),
    )


def _line(text: str, label: Label) -> Span:
    """A label with what else stands before the words, and the line break where they begin on the next."""
    start = text.rfind("\n", 0, label.name.start) + 1
    words = _BEFORE_WORDS.match(text, label.end)
    return Span(start, words.end() if words else label.end)


def _moved(quotation: Quotation, left: _Left) -> Quotation:
    content = tuple(map(left.moved, quotation.content))
    return replace(quotation, content=content, quoted=content, source=None, cue=None, evidence=())


class _Left:
    """What is left of a text after stretches were cut out of it, and where places in it are now."""

    def __init__(self, text: str, cut: Sequence[Span]) -> None:
        kept = [0, *(one.end for one in cut)]
        ends = [*(one.start for one in cut), len(text)]
        self.text = "".join(text[start:end] for start, end in zip(kept, ends, strict=True))
        self._starts = [one.start for one in cut]
        self._ends = [one.end for one in cut]
        self._gone = [0, *accumulate(len(one) for one in cut)]

    def _place(self, at: int) -> int:
        number = bisect_right(self._starts, at)
        if number and at < self._ends[number - 1]:
            at = self._ends[number - 1]
        return at - self._gone[number]

    def moved(self, span: Span) -> Span:
        """Where a stretch is now; what was cut out of it is gone."""
        return Span(self._place(span.start), max(self._place(span.start), self._place(span.end)))
