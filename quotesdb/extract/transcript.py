"""Turns of a transcript: "MAYOR OKAFOR: words", "Q:" and "A:"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quotesdb.extract.assemble import Draft
from quotesdb.extract.layout import Layout
from quotesdb.segment import trim
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
    labels = Counter(m[1] for m in matches if m and m[2] == ":")
    if sum(labels.values()) < _FEWEST or labels.most_common(1)[0][1] < 2:
        return []
    out: list[tuple[Draft, list[Span]]] = []
    for paragraph, match in zip(layout.paragraphs, matches, strict=True):
        if match and match[1] in labels:
            body = trim(layout.text, Span(match.end(), paragraph.end))
            source = Span(match.start(1), match.end(1))
            cue = Span(match.start(2), match.end(2))
            turn = Draft((body,), cue, None if match[1] in ("Q", "A") else source, rule="turn")
            out.append((turn, [body]))
        elif out and not layout.is_heading(paragraph) and _adjacent(layout, out[-1][1][-1], paragraph):
            out[-1][1].append(paragraph)
    return [replace(turn, contents=tuple(spoken)) for turn, spoken in out]


def _adjacent(layout: Layout, last: Span, paragraph: Span) -> bool:
    return layout.paragraph_number(paragraph.start) == layout.paragraph_number(last.end - 1) + 1
