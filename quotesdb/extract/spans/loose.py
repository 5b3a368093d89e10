"""What stands in quotation marks, or between dashes as speech does, whatever the language."""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.extract.spans.draft import Draft, is_title, speechlike
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.marks import Quoted
from quotesdb.text.segments import trim
from quotesdb.values import Span

ONLY_SPACE = re.compile(r"\s*")
_FEWEST_SET_OFF = 3
_COLON_BEFORE = re.compile(r":\s*$")
_SET_OFF_BEHIND = re.compile(r"[.,;!?]|\s*[–—-]\s|\s*$", re.MULTILINE)
_DASH_OPENS = re.compile(r"[—–―-]\s?(?=[^\W\d_]|[¿¡…])")
_DASH = re.compile(r"(?<=\S)\s+[—–―-]\s?(?=\w)|(?<=\w)[—–―]\s?[.,;]?\s")


def loose_passages(layout: Layout) -> list[Draft]:
    """What reads like speech in marks or between dashes, with nobody said to speak: for unknown languages."""
    marked = [
        Draft((r.span,), rule="marks")
        for r in layout.index.outer
        if complete(r) and (speechlike(layout, r) or _is_set_off(layout, r))
    ]
    dashed = [draft for p in layout.paragraphs if (draft := _between_dashes(layout, p))]
    return sorted([*joined_neighbours(layout, marked), *dashed], key=lambda d: d.start)


def joined_neighbours(layout: Layout, loose: list[Draft]) -> list[Draft]:
    """Loose stretches of one chain, or side by side in one paragraph, are one quotation."""
    chains = {r.span.start: r.chain for r in layout.index.outer}
    out: list[tuple[Draft, list[Span]]] = []
    for draft in loose:
        span = draft.contents[0]
        if out and out[-1][0].cue is None and draft.cue is None:
            last = out[-1][1][-1]
            touching = ONLY_SPACE.fullmatch(layout.text, last.end, span.start)
            same_paragraph = layout.paragraph_number(last.start) == layout.paragraph_number(span.start)
            if chains[last.start] == chains[span.start] or (touching and same_paragraph):
                out[-1][1].append(span)
                continue
        out.append((draft, [span]))
    return [replace(draft, contents=tuple(joined)) for draft, joined in out]


def complete(region: Quoted) -> bool:
    """Whether a marked stretch is closed, or holds something at least."""
    return region.closed or len(region.inner) > 0


def _is_set_off(layout: Layout, region: Quoted) -> bool:
    """Whether marked words begin a sentence or follow a colon, and are set off behind too.

    Most languages put the full stop, comma or dash behind the mark.
    """
    inner = region.inner.text(layout.text).strip()
    words = inner.split()
    begins = layout.starts_sentence(region.span.start) or _COLON_BEFORE.search(
        layout.text, max(0, region.span.start - 3), region.span.start
    )
    return (
        len(words) >= _FEWEST_SET_OFF
        and (inner.lstrip("¿¡…")[:1].isupper())
        and not is_title(inner)
        and bool(begins)
        and _SET_OFF_BEHIND.match(layout.text, region.span.end) is not None
    )


def _between_dashes(layout: Layout, paragraph: Span) -> Draft | None:
    """A paragraph that a dash opens and another one cuts: – Words – said somebody. – More words."""
    opening = _DASH_OPENS.match(layout.text, paragraph.start, paragraph.end)
    if opening is None or layout.index.within(paragraph):
        return None
    ends = [opening.end()]
    for dash in _DASH.finditer(layout.text, opening.end(), paragraph.end):
        ends += dash.span()
    parts = [Span(a, b) for a, b in zip(ends[::2], [*ends[1::2], paragraph.end], strict=True)]
    if len(parts) < 2 or not layout.text[parts[1].start].islower():
        return None
    spoken = [part for span in parts[::2] if len(part := trim(layout.text, span))]
    return Draft(tuple(spoken), rule="dashes")
