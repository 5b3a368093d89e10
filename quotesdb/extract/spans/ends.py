"""Where quotations begin and end, put right once it is known whose they are.

Marks decide: a quotation that begins with an opening mark ends at the closing one, and what a reporter adds
behind it, or says in front of a colon, is the reporter's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from quotesdb.extract.spans.cues import has_verb, is_saying, known_cue
from quotesdb.extract.spans.draft import Draft, count_words, is_title, kind_of
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.marks import Quoted
from quotesdb.text.segments import trim
from quotesdb.values import Kind, Span

_AS_BEFORE = re.compile(r"(?:^|\s)as\s+(?:an?\s+|the\s+)?$")
_AS_FIRST = re.compile(r"as\s")
_WHAT_BEFORE = re.compile(r"\b(what)\s+$")
_CIRCUMSTANCE = re.compile(
    r"\s+(?:after|when|while|on|in|at|during|before|following|amid|since|despite|over|from)\s"
)
_COLON_BEFORE = re.compile(r":\s+$")
_SECOND_VERB = re.compile(r",?\s(?:but|and|yet)\s(?:(?:also|then|later|still)\s)?(\w+ed|said|says)\sthat\s")
_WRITTEN_ON = re.compile(r"\b(?:words|reading|read|reads|says|saying|inscribed|marked|labelled|slogan),?\s+$")
_TITLE_WORDS = 4
_LONGEST_TOPIC = 8
_NO_SENTENCE_END = ".?!"


def with_right_ends(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with contents that end where the words of their speakers do."""
    drafts = _to_closing_marks(layout, drafts)
    out: list[Draft] = []
    for draft in drafts:
        draft = _with_what(layout, _behind_colon(layout, _up_to_name(layout, draft)))
        draft = _without_topic(layout, _up_to_mark(layout, draft))
        draft = _without_inscriptions(layout, draft)
        out += _by_verb(layout, draft)
    return _whole_sentences(layout, out)


def _to_closing_marks(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Contents that begin in a marked stretch and break off inside it go on to its closing mark."""
    taken = sorted(s for d in drafts for s in (*d.contents, d.cue, d.source) if s is not None)
    return [
        replace(draft, contents=tuple(_closed(layout, span, taken) for span in draft.contents))
        for draft in drafts
    ]


def _closed(layout: Layout, span: Span, taken: list[Span]) -> Span:
    region = layout.index.at(span.end - 1)
    if region is None or not region.closed or span.end >= region.inner.end:
        return span
    rest = Span(span.end, region.span.end)
    following = bisect_left(taken, Span(rest.start, rest.start))
    free = following == len(taken) or taken[following].start >= rest.end
    begins = span.start <= region.inner.start
    return Span(span.start, rest.end) if free and begins else span


def _up_to_mark(layout: Layout, draft: Draft) -> Draft:
    """“It is late”, | making it plain: what a comma parts from the marked words before it is not said."""
    last = draft.contents[-1]
    region = layout.index.at(last.start)
    if region is None or not region.closed or region.span.start < last.start or region.span.end >= last.end:
        return draft
    rest = Span(region.span.end, last.end)
    comma = layout.text[rest.start] == "," or layout.text[region.inner.end - 1] == ","
    if not comma or layout.index.within(rest) or (draft.cue and draft.cue.overlaps(rest)):
        return draft
    return replace(draft, contents=(*draft.contents[:-1], region.span))


def _up_to_name(layout: Layout, draft: Draft) -> Draft:
    """He described it as “a gift” | after his side had lost: what follows a name so given is not said."""
    last = draft.contents[-1]
    region = _last_region(layout, last)
    if draft.cue is None or region is None or draft.cue.end > last.start or region.span.end >= last.end:
        return draft
    if not _AS_BEFORE.search(layout.text, max(0, region.span.start - 8), region.span.start):
        return draft
    if not _CIRCUMSTANCE.match(layout.text, region.span.end, last.end):
        return draft
    named = (
        _WHAT_BEFORE.search(layout.text, max(0, draft.source.start - 6), draft.source.start)
        if draft.source
        else None
    )
    what = (Span(*named.span(1)),) if named and draft.source and draft.source.end <= draft.cue.start else ()
    return replace(draft, contents=(*what, *draft.contents[:-1], Span(last.start, region.span.end)))


def _with_what(layout: Layout, draft: Draft) -> Draft:
    """Of "what Roe dismissed as “talk”" the "what" too."""
    source, first = draft.source, draft.contents[0]
    if source is None or draft.cue is None or not source.end <= draft.cue.start < first.start:
        return draft
    what = _WHAT_BEFORE.search(layout.text, max(0, source.start - 6), source.start)
    if what is None or not _AS_FIRST.match(layout.text, first.start, first.end):
        return draft
    return replace(draft, contents=(Span(*what.span(1)), *draft.contents))


def _last_region(layout: Layout, span: Span) -> Quoted | None:
    regions = layout.index.within(span)
    return regions[-1] if regions and regions[-1].closed else None


def _behind_colon(layout: Layout, draft: Draft) -> Draft:
    """He passed on | a note that she had written: “Pls file.” Only the words in marks are the quotation.

    But of what somebody said or called something, the words before the colon are part.
    """
    last = draft.contents[-1]
    region = _last_region(layout, last)
    if draft.cue is None or region is None or draft.cue.end > last.start or region.span.start <= last.start:
        return draft
    cue = draft.cue.text(layout.text)
    front = Span(last.start, region.span.start)
    if known_cue(cue) or layout.index.within(front) or region.span.end < last.end:
        return draft
    if not _COLON_BEFORE.search(front.text(layout.text)):
        return draft
    return replace(draft, contents=(*draft.contents[:-1], region.span))


def _without_topic(layout: Layout, draft: Draft) -> Draft:
    """She wrote about | the outcome, “It was late.” What it is about is not said, if a sentence follows."""
    last = draft.contents[-1]
    region = _last_region(layout, last)
    if draft.cue is None or region is None or draft.cue.end > last.start or region.span.end < last.end:
        return draft
    front = Span(last.start, max(last.start, region.span.start))
    topic = front.text(layout.text)
    if not topic.endswith(", ") or count_words(topic) > _LONGEST_TOPIC or has_verb(topic):
        return draft
    inner = region.inner.text(layout.text)
    if layout.index.within(front) or not inner[:1].isupper() or not has_verb(inner):
        return draft
    return replace(draft, contents=(*draft.contents[:-1], region.span))


def _without_inscriptions(layout: Layout, draft: Draft) -> Draft:
    """A quotation without what is written on a thing: wearing a scarf with the words “Roe for Mayor”."""
    if len(draft.contents) < 2:
        return draft
    left = tuple(c for c in draft.contents if not _is_inscription(layout, c))
    return replace(draft, contents=left) if left else draft


def _is_inscription(layout: Layout, span: Span) -> bool:
    words = span.text(layout.text)
    if not layout.opens_mark(span.start) or count_words(words) > _TITLE_WORDS:
        return False
    return is_title(words) and bool(_WRITTEN_ON.search(layout.text, max(0, span.start - 16), span.start))


def _by_verb(layout: Layout, draft: Draft) -> list[Draft]:
    """A report whose speaker has a second verb, as two: said it was weak | but stressed that it paid."""
    first = draft.contents[0]
    if draft.cue is None or draft.source is None or len(draft.contents) > 1 or draft.cue.end > first.start:
        return [draft]
    if not is_saying(draft.cue.text(layout.text)):
        return [draft]
    for match in _SECOND_VERB.finditer(layout.text, first.start, first.end):
        verb = Span(*match.span(1))
        if layout.index.at(verb.start) is None and is_saying(verb.text(layout.text)):
            head, rest = Span(first.start, match.start()), Span(match.end(), first.end)
            if count_words(head.text(layout.text)) > 1 and count_words(rest.text(layout.text)) > 1:
                return [
                    replace(draft, contents=(head,)),
                    *_by_verb(layout, replace(draft, contents=(rest,), cue=verb)),
                ]
    return [draft]


def _whole_sentences(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Contents that begin a sentence that their cue is not in, and break off inside it, to its end."""
    taken = sorted(s for d in drafts for s in (*d.contents, d.cue, d.source) if s is not None)
    return [
        replace(draft, contents=(*draft.contents[:-1], _whole_sentence(layout, draft, taken)))
        for draft in drafts
    ]


def _whole_sentence(layout: Layout, draft: Draft, taken: list[Span]) -> Span:
    last = draft.contents[-1]
    sentence = layout.sentences[layout.sentence_number(last.start)]
    whole = trim(layout.text, sentence)
    alone = draft.cue is None or not sentence.contains(draft.cue)
    marked = layout.index.within(last)
    if not alone or last.start != whole.start or not marked or last.end >= whole.end:
        return last
    if kind_of(layout, (last,))[0] is not Kind.MIXED:
        return last
    rest = Span(last.end, whole.end)
    following = bisect_left(taken, Span(rest.start, rest.start))
    if layout.index.within(rest) or (following < len(taken) and taken[following].start < rest.end):
        return last
    end = whole.end - (layout.text[whole.end - 1] in _NO_SENTENCE_END)
    return Span(last.start, max(last.end, end))
