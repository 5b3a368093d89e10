"""Words in marks that an article does not have said: nobody's, or of whoever is accused of saying them."""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.reported import is_saying
from quotesdb.text.unsaid import unsaid_of
from quotesdb.values import Span

_ACCUSED_BY = re.compile(
    r"(?:[^:“”\"\n]{0,120}?[,;]\s)?(?P<who>[^,;:“”\"\n]{2,80}?)(?:,[^,;:“”\"\n]{2,80},)?"
    r"\s(?:is|was|were|are|has been|had been|stood)\s(?:\w+ly\s)?accused\s(?:[^,;:“”\"\n]{2,30}\s)?"
    r"by\s(?P<by>[^,;:“”\"\n]{2,80}?)\sof\s(?:\w+ly\s|having\s|ever\s)*(?P<verb>\w+)"
)
_BESIDE_ACCUSING = 40


def is_unsaid(layout: Layout, draft: Draft) -> bool:
    """Whether the article says that nobody said marked words, or that they are a fake."""
    marked = tuple(region.span for span in draft.contents for region in layout.index.within(span))
    found = unsaid_of(layout.text, marked) if marked else None
    return found is not None and not found.alleged


def of_accused(layout: Layout, draft: Draft) -> Draft:
    """A draft as the words of who is accused of saying them: "Roe was accused by Poe of saying"."""
    if draft.source is None or draft.source.end > (last := draft.contents[-1]).start:
        return draft
    sentence = layout.sentences[layout.sentence_number(draft.source.start)]
    told = _ACCUSED_BY.match(layout.text, sentence.start, last.end)
    if told is None or not is_saying(told["verb"]) or abs(last.start - told.end()) > _BESIDE_ACCUSING:
        return draft
    accuser, who = Span(*told.span("by")), Span(*told.span("who"))
    own = tuple(c for c in draft.contents if c.start > accuser.end)
    return replace(draft, source=who, contents=own) if accuser.contains(draft.source) and own else draft
