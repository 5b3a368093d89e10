"""Words in marks that are tagged each for itself: “Is it wet?” she asked. “It is not,” Mrs Roe said.

The model can take both for one quotation of whoever is named last; who stands behind a closing mark, with a
verb of saying, is who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from quotesdb.extract import lexicon as lx
from quotesdb.extract.spans.cues import is_saying
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.tellers import NAME, SUBJECT, TELLER
from quotesdb.values import Span

_SOMEBODY = r"[Aa]n?\s[a-z][\w’'-]+(?:\s[a-z][\w’'-]+)?"
_TAG = re.compile(
    rf"\s(?:(?P<source>{SUBJECT}|{_SOMEBODY})\s(?P<cue>[a-z]+)|(?P<verb>[a-z]+)\s(?P<name>{NAME}))\b"
)
_NAME_ENDS = re.compile(r"\s?(?:[.,;:(—–\n]|$)|\s(?:of|in|at|on|to|from|with|as|who|when|after|during)\b")
_ENDS = (",", "?", "!")
_NO_NAMES = lx.word_set("he she they it i we the")


def with_own_tags(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, one that has the words of two, each with a tag of its own, being parted there."""
    drafts = [_of_touching(layout, draft) for draft in _untangled(layout, drafts)]
    cues = {d.cue.start: i for i, d in enumerate(drafts) if d.cue}
    out = list(drafts)
    for number, draft in enumerate(drafts):
        if draft.cue is None or draft.source is None or len(draft.contents) == 1:
            continue
        tags = [tag for content in draft.contents if (tag := _tag(layout, content))]
        own = next((t for t in tags if t.cue == draft.cue), None)
        elsewhere = own and own.source and draft.source.start > own.source.end
        if not elsewhere and not (len(tags) > 1 and _answers(layout, *tags[:2])):
            tags = _of_others(layout, tags)
            own = own if own in tags else None
        if len(tags) < 2 and not elsewhere:
            continue
        kept = own or tags[0]
        out[number] = replace(draft, source=kept.source, cue=kept.cue)
        for tag in tags:
            if tag.cue and tag.cue != kept.cue:
                whole = replace(tag, contents=_told(draft, tag, tags), probability=draft.probability)
                _part(out, number, cues.get(tag.cue.start), whole)
    return sorted(out, key=lambda d: (d.start, d.contents[-1].end))


def _untangled(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, one that has the tag of another's words having its own instead."""
    tags = [[tag for content in d.contents if (tag := _tag(layout, content))] for d in drafts]
    owner = {tag.cue: number for number, own in enumerate(tags) for tag in own}
    return [
        replace(draft, source=own[0].source, cue=own[0].cue)
        if own and owner.get(draft.cue, number) != number
        else draft
        for number, (draft, own) in enumerate(zip(drafts, tags, strict=True))
    ]


def _of_touching(layout: Layout, draft: Draft) -> Draft:
    """A draft with the name that touches its words, where its source stands elsewhere.

    The name behind the marks that goes with its cue; or the one before them: Roe shouted: “Out!” Poe told us.
    """
    if draft.cue is None or draft.source is None:
        return draft
    tags = [tag for content in draft.contents if (tag := _tag(layout, content))]
    own = next((tag for tag in tags if tag.cue and draft.cue.contains(tag.cue)), None)
    if own is None:
        source = _before_marks(layout, draft, draft.source)
        return replace(draft, source=source) if source else draft
    if own.source is None or own.source.overlaps(draft.source) or not _names(layout, own):
        return draft
    return replace(draft, source=own.source, cue=own.cue)


def _before_marks(layout: Layout, draft: Draft, source: Span) -> Span | None:
    """Who begins the sentence that leads up to words in marks, where the source stands behind them."""
    sentence = layout.sentences[layout.sentence_number(draft.start)]
    if source.start < draft.contents[-1].end or layout.index.at(draft.start) is None:
        return None
    teller = TELLER.fullmatch(layout.text, sentence.start, max(sentence.start, draft.start))
    return Span(*teller.span(1)) if teller and is_saying(teller[2]) else None


def _told(draft: Draft, tag: Draft, tags: Sequence[Draft]) -> tuple[Span, ...]:
    """What a tag is for: the words before it, and those that go on behind it without a tag."""
    first = draft.contents.index(tag.contents[0])
    tagged = {other.contents[0] for other in tags}
    following = takewhile(lambda content: content not in tagged, draft.contents[first + 1 :])
    return (tag.contents[0], *following)


def _answers(layout: Layout, asked: Draft, told: Draft) -> bool:
    """Whether somebody with a name answers somebody else: “Did you?” a reporter asked. “No,” Roe said."""
    if asked.source is None or told.source is None:
        return False
    name, other = told.source.text(layout.text), asked.source.text(layout.text)
    is_name = name[0].isupper() and name.split()[0].lower() not in _NO_NAMES
    question = layout.text[asked.contents[-1].end - 2] == "?" or re.match(_SOMEBODY, other) is not None
    return is_name and question and name.split()[-1] != other.split()[-1]


def _of_others(layout: Layout, tags: Sequence[Draft]) -> list[Draft]:
    """The tags that name another than the tag before: of “A,” said Roe. “B,” she said. “C,” said Poe. two."""
    named = [tag for tag in tags if _names(layout, tag)]
    others = [
        tag for last, tag in pairwise(named) if _are_two(layout, _names(layout, last), _names(layout, tag))
    ]
    return [*named[:1], *others]


def _names(layout: Layout, tag: Draft) -> list[str]:
    """The words of the name that is all of a tag's source, without a title: none of "said Roe's lawyer"."""
    if tag.source is None or tag.cue is None:
        return []
    printed = tag.source.text(layout.text).split()
    if not printed[0][0].isupper() or printed[0].lower() in _NO_NAMES:
        return []
    if tag.source.start > tag.cue.start and not _NAME_ENDS.match(layout.text, tag.source.end):
        return []
    return [word for word in printed if word.lower().strip(".") not in lx.TITLES]


def _are_two(layout: Layout, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in one paragraph are of two people, not "Ada" and "Roe" of Ada Roe."""
    if len(one) > 1 or len(other) > 1:
        return one[-1] != other[-1] and set(one).isdisjoint(other)
    run = r"\s(?:[A-Z][\w’'.-]*\s){0,2}"
    (a,), (b,) = map(re.escape, one), map(re.escape, other)
    return one != other and not re.search(rf"\b(?:{a}{run}{b}|{b}{run}{a})\b", layout.text)


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
    start, end = match.span(source)
    end = min(end, layout.sentences[layout.sentence_number(start)].end)
    named = layout.text[start:end].rstrip(". ")
    return Draft((content,), Span(*match.span(cue)), Span(start, start + len(named)))
