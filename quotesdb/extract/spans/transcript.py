"""Turns of a transcript: "MAYOR OKAFOR: words", "Q:" and "A:"."""

from __future__ import annotations

import re
from collections import Counter

from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.turns import Label, Turn, gather
from quotesdb.values import Span

_LABEL = re.compile(
    r"[\"“*]{0,2}((?:[A-Z][A-Z.'’-]*)(?:\s+[A-Z][A-Z.'’-]*){0,4}|[QA])\*{0,2}(:|\.(?=\s))\*{0,2}\s+(?=\S)"
)
_FEWEST = 3


def turns(layout: Layout) -> list[Draft]:
    """Each labelled turn as a draft of rule "turn"; nothing unless the text has at least three.

    A paragraph without a label goes on with the turn before it.
    """
    matches = [_LABEL.match(layout.text, p.start, p.end) for p in layout.paragraphs]
    known = Counter(m[1] for m in matches if m and m[2] == ":")
    if sum(known.values()) < _FEWEST or known.most_common(1)[0][1] < 2:
        return []
    labels = [
        Label(Span(*m.span(1)), Span(*m.span(2)), m.end()) if m and m[1] in known else None for m in matches
    ]
    found = gather(layout.text, layout.paragraphs, labels, lambda p: not layout.is_heading(p))
    return [_draft(layout.text, turn) for turn in found]


def _draft(text: str, turn: Turn) -> Draft:
    name = turn.label.name
    source = None if name.text(text) in ("Q", "A") else name
    return Draft(turn.content, turn.label.mark, source, rule="turn")
