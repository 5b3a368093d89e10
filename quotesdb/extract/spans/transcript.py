"""Turns of a transcript: "MAYOR OKAFOR: words", "Q:" and "A:"."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.turns import Label, Turn, gather
from quotesdb.values import Span

_LABEL = re.compile(
    r"[\"“*]{0,2}((?:[A-Z][A-Z.'’-]*)(?:\s+[A-Z][A-Z.'’-]*){0,4}|[QA])\*{0,2}(:|\.(?=\s))\*{0,2}\s+(?=\S)"
)
_FEWEST = 3
_MOSTLY, _OFTEN = 0.6, 0.4
_EMPHASIS = "*_"
_ME = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|me)\b")
_TIME = re.compile(r"\d{1,2}[.:]\d\d\s?(?:[ap]\.?m\b|\s|[-–—])")
_YOU = re.compile(r"\b[Yy](?:ou|our|ou['’]\w+)\b")


def turns(layout: Layout) -> list[Draft]:
    """Each labelled turn as a draft of rule "turn"; nothing unless the text has at least three.

    A paragraph without a label goes on with the turn before it.
    """
    matches = [_LABEL.match(layout.text, p.start, p.end) for p in layout.paragraphs]
    known = Counter(m[1] for m in matches if m and m[2] == ":")
    if sum(known.values()) < _FEWEST or known.most_common(1)[0][1] < 2:
        return _interview(layout)
    labels = [
        Label(Span(*m.span(1)), Span(*m.span(2)), m.end()) if m and m[1] in known else None for m in matches
    ]
    found = gather(layout.text, layout.paragraphs, labels, lambda p: not layout.is_heading(p))
    return [_draft(layout.text, turn) for turn in found]


def _interview(layout: Layout) -> list[Draft]:
    """The answers of an interview without labels, as drafts of rule "turn".

    Three paragraphs at least ask, most of them "you", and what stands between them, out of marks, tells often
    of "me". An explainer, whose questions are its readers', does not: its "we" is the paper. Where a
    paragraph begins with words in marks, somebody else joins in. Paragraphs with the time of day are of a
    live report, which asks its readers.
    """
    asked = _asked(layout)
    if len(asked) < _FEWEST or any(_TIME.match(layout.text, p.start, p.end) for p in layout.paragraphs):
        return []
    ends = [*asked[1:], min(asked[-1] + 2, len(layout.paragraphs))]
    behind = [layout.paragraphs[n + 1 : end] for n, end in zip(asked, ends, strict=True)]
    answers = [tuple(takewhile(lambda p: layout.index.at(p.start) is None, part)) for part in behind]
    answers = [a for a in answers if a]
    own = sum(_ME.search(layout.text, a[0].start, a[-1].end) is not None for a in answers)
    yours = sum(_YOU.search(layout.text, (p := layout.paragraphs[n]).start, p.end) is not None for n in asked)
    if own < _OFTEN * len(answers) or yours < _MOSTLY * len(asked) or len(answers) < _FEWEST:
        return []
    return [Draft(answer, rule="turn") for answer in answers]


def _asked(layout: Layout) -> list[int]:
    """The numbers of the paragraphs that ask; where these are emphasised, all such between them too."""
    asked = [n for n, p in enumerate(layout.paragraphs) if _is_question(layout, p)]
    emphasised = {n for n, p in enumerate(layout.paragraphs) if _is_emphasised(layout.text, p)}
    if not asked or 2 * len(emphasised.intersection(asked)) <= len(asked):
        return asked
    return sorted({*asked, *(n for n in emphasised if asked[0] < n <= asked[-1])})


def _is_emphasised(text: str, paragraph: Span) -> bool:
    first, last = text[paragraph.start], text[paragraph.end - 1]
    return first in _EMPHASIS and first == last and len(paragraph) > 1


def _is_question(layout: Layout, paragraph: Span) -> bool:
    """Whether a paragraph asks, out of quotation marks; it may be in bold or slanted print."""
    return asks(layout.text, paragraph) and layout.index.at(paragraph.start) is None


def asks(text: str, paragraph: Span) -> bool:
    """Whether a paragraph ends with a question mark, behind which only marks of emphasis may stand."""
    return paragraph.text(text).rstrip(_EMPHASIS).endswith("?")


def _draft(text: str, turn: Turn) -> Draft:
    name = turn.label.name
    source = None if name.text(text) in ("Q", "A") else name
    return Draft(turn.content, turn.label.mark, source, rule="turn")
