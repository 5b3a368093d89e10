"""Words in marks that are tagged each for itself: “Is it wet?” she asked. “It is not,” Mrs Roe said.

The model can take both for one quotation of whoever is named last; who stands behind a closing mark, with a
verb of saying, is who speaks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.extract.spans.cues import is_saying
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.tellers import NAME, SUBJECT
from quotesdb.values import Span

_TAG = re.compile(rf"\s(?:(?P<source>{SUBJECT})\s(?P<cue>[a-z]+)|(?P<verb>[a-z]+)\s(?P<name>{NAME}))\b")
_ENDS = (",", "?", "!")


def with_own_tags(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, one that took its source from behind the next marked words being parted there."""
    cues = {d.cue.start: i for i, d in enumerate(drafts) if d.cue}
    out = list(drafts)
    for number, draft in enumerate(drafts):
        if draft.cue is None or draft.source is None or len(draft.contents) == 1:
            continue
        tags = [tag for content in draft.contents if (tag := _tag(layout, content))]
        own = next((t.source for t in tags if t.cue == draft.cue and t.source), None)
        if own is None or draft.source.start <= own.end:
            continue
        out[number] = replace(draft, source=own)
        for tag in tags:
            if tag.cue and tag.cue != draft.cue:
                _part(out, number, cues.get(tag.cue.start), replace(tag, probability=draft.probability))
    return sorted(out, key=lambda d: (d.start, d.contents[-1].end))


def _part(out: list[Draft], number: int, owner: int | None, tag: Draft) -> None:
    """Give tagged words to the draft that has their cue already, or make them one of their own."""
    left = tuple(c for c in out[number].contents if c not in tag.contents)
    if not left:
        return
    out[number] = replace(out[number], contents=left)
    if owner is None:
        out.append(tag)
    else:
        out[owner] = replace(out[owner], contents=tuple(sorted({*out[owner].contents, *tag.contents})))


def _tag(layout: Layout, content: Span) -> Draft | None:
    """A stretch in marks with the source and the verb of saying that stand right behind it."""
    region = layout.index.at(content.start)
    if region is None or not region.closed or region.span != content:
        return None
    if layout.text[region.inner.end - 1] not in _ENDS:
        return None
    match = _TAG.match(layout.text, content.end)
    if match is None:
        return None
    cue, source = ("verb", "name") if match["verb"] else ("cue", "source")
    if not is_saying(match[cue]) or layout.index.at(match.start(cue)) is not None:
        return None
    return Draft((content,), Span(*match.span(cue)), Span(*match.span(source)))
