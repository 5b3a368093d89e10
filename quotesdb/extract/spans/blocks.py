"""Quotations set off as blocks: lines behind ">", and the paragraph below "In a letter, Roe wrote:".

They stand without marks, whole, with who wrote them above or in a signature below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from quotesdb.extract.spans.cues import is_saying
from quotesdb.extract.spans.draft import Draft, count_words
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.tellers import SUBJECT
from quotesdb.text.segments import trim
from quotesdb.values import Span

_QUOTED_LINE = re.compile(r">[> \t]*")
_SIGNATURE = re.compile(r"(?:[—–―]|--?)\s*((?:[A-Z][\w’'.-]*\s?){1,5}(?:,\s[^\n]{2,80})?)")
_SAYS = re.compile(
    rf"(?:^|[\s,])({SUBJECT}),?\s(?:(?:has|had|have|also|then|later)\s)*([a-z]+)[^,:;.“”\"]{{0,60}}:$"
)
_ITEM = re.compile(r"(?:[-•*]|\d{1,2}[.)])\s")
_ENDS = ".!?…"
_FEWEST_WORDS = 6
_LONGEST_LEAD = 300


def block_quotations(layout: Layout) -> list[Draft]:
    """The quotations that stand as blocks, in text order."""
    marked = list(_marked_blocks(layout))
    taken = {p.start for d in marked for p in d.contents}
    shown = [d for d in _below_a_colon(layout) if d.start not in taken]
    return sorted([*marked, *shown], key=lambda d: d.start)


def _marked_blocks(layout: Layout) -> Iterator[Draft]:
    """The blocks of lines behind ">" that somebody signed or that are somebody's by the line above."""
    numbers = range(len(layout.paragraphs))
    for is_block, run in groupby(numbers, lambda n: layout.text[layout.paragraphs[n].start] == ">"):
        block = list(run)
        if not is_block:
            continue
        lines = [line for n in block for line in _lines(layout.text, layout.paragraphs[n])]
        signed = _SIGNATURE.fullmatch(lines[-1].text(layout.text)) if len(lines) > 1 else None
        if signed:
            start = lines[-1].start
            source, cue = (
                Span(start + signed.start(1), start + signed.end(1)),
                Span(start, start + signed.start(1)),
            )
            yield Draft(tuple(lines[:-1]), trim(layout.text, cue), source, rule="block")
        elif lines and (told := _told_above(layout, block[0])):
            yield Draft(tuple(lines), *told, rule="block")


def _lines(text: str, paragraph: Span) -> list[Span]:
    """The lines of a paragraph without what they are marked by."""
    out, at = [], paragraph.start
    for line in paragraph.text(text).split("\n"):
        mark = _QUOTED_LINE.match(line)
        span = trim(text, Span(at + (mark.end() if mark else 0), at + len(line)))
        out += [span] if len(span) else []
        at += len(line) + 1
    return out


def _below_a_colon(layout: Layout) -> Iterator[Draft]:
    """Whole paragraphs without marks below a line that ends in "Roe wrote:"."""
    for number, paragraph in enumerate(layout.paragraphs):
        words = paragraph.text(layout.text)
        plain = words[0] not in ">" and words[-1] in _ENDS and not layout.index.within(paragraph)
        if not number or not plain or _ITEM.match(words) or count_words(words) < _FEWEST_WORDS:
            continue
        if told := _told_above(layout, number):
            yield Draft((paragraph,), *told, rule="block")


def _told_above(layout: Layout, number: int) -> tuple[Span, Span] | None:
    """Cue and source of the words that the paragraph before one leads up to."""
    above = layout.paragraphs[number - 1] if number else None
    if above is None or layout.text[above.end - 1] != ":":
        return None
    start = max(above.start, above.end - _LONGEST_LEAD)
    found = [m for m in _SAYS.finditer(layout.text, start, above.end) if is_saying(m[2])]
    if not found or layout.index.at(found[-1].start(1)) is not None:
        return None
    return Span(*found[-1].span(2)), Span(*found[-1].span(1))
