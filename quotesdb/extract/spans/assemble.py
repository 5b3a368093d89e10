"""From the model's tagged spans to whole attributions: borders at marks and sentences, pieces joined.

The model proposes, layout and quotation marks decide: a content does not cut a marked stretch, does not
run over a paragraph, and a fragment far from its cue is noise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace

from quotesdb.extract.model.tagger import Link, Tagged
from quotesdb.extract.spans.draft import Draft, count_words, kind_of
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.segments import trim
from quotesdb.values import Kind, Span

_COMPLEMENTISER = re.compile(r"(?:(?:and|but)\s+)?that\s+|(?:and|but)\s+", re.IGNORECASE)
_LEADING = " \t\u00a0,;:.—–"
_TRAILING = " \t\u00a0,;:.—–-"
_NO_SOURCE_MARGIN = -3.0
_SNAP = 0.5
_DOUBTFUL = 0.6
_MIN_LOOSE_WORDS = 4
_DETERMINERS = ("the", "a", "an", "his", "her", "its", "their", "our", "my", "some", "one")
_RELATIVE_BEFORE = re.compile(r"\b(who|which)\s+$")
_PRONOUN_BEFORE = re.compile(r"\b(who|which|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\s+$")
_PAUSE = re.compile(r"[,;:.“”\"]")
_NEAR = 60
_UNFINISHED = re.compile(
    r"\b(?:the|an?|his|its|their|our|my|of|in|on|by|with|from|for|at|than|including)"
    r"(\s\w(?:[^,;:.!?()–—“”\"\s-]|\s(?![-–—])|(?<=\w)-|(?<=\d)[.,](?=\d))*)"
)
_FEWEST_UNFINISHED = 2
_WORD_GOES_ON = re.compile(r"(?:[-‐‑]\w+)+")
_SO_CALLED = re.compile(r"\bso[- ]called$", re.IGNORECASE)
_TELLING = re.compile(r"\b(?:told|tells|telling|tell|assured|informed|reminded|warned)$")
_TOLD = re.compile(
    r"(?:(?:me|us|him|her|them)|(?:the |a |his |her |its |their )?(?:[\w’'.-]+ ){0,3}?[\w’'-]+s"
    r"|(?:[A-Z][\w.’'-]+ ?){1,4})"
    r" (?=(?:that|he|she|they|it|there|we|I|what|how|why|whether)\b)"
)


@dataclass(slots=True)
class _Group:
    contents: list[Span] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    sources: list[Tagged] = field(default_factory=list)


def assemble(layout: Layout, links: list[Link]) -> list[Draft]:
    """Whole attributions from the model's links in a run of paragraphs, in text order."""
    groups: dict[tuple[int, int], _Group] = defaultdict(_Group)
    cues: dict[tuple[int, int], Span | None] = {}
    for link in links:
        if link.cue and _SO_CALLED.search(layout.text, max(0, link.cue.span.start - 3), link.cue.span.end):
            continue
        cue = _tidy_cue(layout, link.cue.span) if link.cue else None
        for piece in tidy_content(layout, _finished(layout, link), cue):
            key = (cue.start, cue.end) if cue else (-1, piece.start)
            group = groups[key]
            cues[key] = cue
            group.contents.append(piece)
            group.chances.append(link.content.probability)
            if source := _choose_source(layout, link, piece, cue):
                group.sources.append(source)
    cut_by = sorted({t.span for link in links for t in (link.cue, *(s for s, _ in link.sources)) if t})
    drafts: list[Draft] = []
    for key, group in groups.items():
        group.contents = _merged(group.contents, layout, cut_by)
        drafts += [d for d in _drafts_of(layout, group, cues[key]) if not _is_doubtful(layout, d)]
    return sorted(_without_doubles(drafts), key=lambda d: (d.start, d.contents[-1].end))


def _finished(layout: Layout, link: Link) -> Span:
    """A link's content; cut inside a word or behind one that needs another (“the”), it goes on to a pause.

    Not into its cue or a source.
    """
    text, span = layout.text, link.content.span
    if layout.index.at(span.end - 1) is not None or count_words(span.text(text)) < _FEWEST_UNFINISHED:
        return span
    others = [t.span.start for t in (link.cue, *(s for s, _ in link.sources)) if t]
    sentence = layout.sentences[layout.sentence_number(span.end - 1)]
    limit = min([sentence.end, *(at for at in others if at >= span.end)])
    word = _WORD_GOES_ON.match(text, span.end, limit)
    phrase = _UNFINISHED.match(text, text.rfind(" ", span.start, span.end) + 1, limit)
    if phrase and phrase.start(1) == span.end:
        return Span(span.start, phrase.end())
    return Span(span.start, word.end()) if word else span


def tidy_content(layout: Layout, span: Span, cue: Span | None) -> list[Span]:
    """The pieces of a tagged content: one a paragraph, at marks' and words' borders, without "that"."""
    out = []
    for piece in layout.by_paragraph(span):
        snapped = _sentence_in_marks(layout, _snap(layout, piece, cue))
        if cue is not None:
            snapped = _from_the_start(layout, _beside(snapped, cue), cue)
            snapped = _behind_addressee(layout.text, snapped, cue)
        tidy = _strip(layout.text, snapped, layout)
        if tidy is not None and _is_content(layout, tidy):
            out.append(tidy)
    return out


def _sentence_in_marks(layout: Layout, span: Span) -> Span:
    """Cut off words of another sentence, or outside a bracket, behind the marked words that begin a span."""
    region = layout.index.at(span.start)
    if region is None or not region.closed or region.span.end >= span.end:
        return span
    rest = Span(region.span.end, span.end)
    ended = layout.starts_sentence(rest.start + 1) or layout.text[rest.start] == ")"
    return Span(span.start, rest.start) if ended and not layout.index.within(rest) else span


def _from_the_start(layout: Layout, span: Span, cue: Span) -> Span:
    """A half marked clause before its cue from the start of its sentence: all of it is what was said."""
    sentence = layout.sentences[layout.sentence_number(max(span.start, span.end - 1))]
    front = Span(sentence.start, max(sentence.start, span.start))
    half_marked = bool(layout.index.within(span)) and layout.index.at(span.start) is None
    ends_there = cue.start >= span.end and not count_words(layout.text[span.end : cue.start])
    if not (half_marked and ends_there) or layout.index.within(front):
        return span
    return Span(front.start, span.end)


def _behind_addressee(text: str, span: Span, cue: Span) -> Span:
    """Cut off whom the words were told to, if a clause follows: "told business leaders | he was there"."""
    if span.start - cue.end != 1 or not _TELLING.search(text, cue.start, cue.end):
        return span
    match = _TOLD.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _snap(layout: Layout, span: Span, cue: Span | None) -> Span:
    """Extend a span over a marked stretch that it mostly covers; else cut it off there."""
    start, end = span.start, span.end
    for region in layout.index.within(span):
        if layout.runs_to_the_end(region) or (cue is not None and region.span.contains(cue)):
            continue
        shared = Span(
            max(start, region.inner.start), max(min(end, region.inner.end), max(start, region.inner.start))
        )
        whole = count_words(region.inner.text(layout.text))
        part = count_words(shared.text(layout.text))
        if part == 0 or (part < _SNAP * whole and part < 8):
            if region.span.start <= start and end > region.span.end:
                start = region.span.end
            elif region.span.end >= end and start < region.span.start:
                end = region.span.start
        else:
            begins = start < region.span.start and layout.starts_sentence(region.span.start)
            start = (
                region.span.start if begins and not layout.index.at(start) else min(start, region.span.start)
            )
            end = max(end, region.span.end)
    return Span(start, max(start, end))


def _beside(span: Span, cue: Span) -> Span:
    if not span.overlaps(cue) or span.contains(cue):
        return span
    return Span(span.start, cue.start) if span.start < cue.start else Span(cue.end, max(span.end, cue.end))


def _strip(text: str, span: Span, layout: Layout) -> Span | None:
    start, end = span.start, span.end
    at_mark = layout.opens_mark(start)
    while start < end and not at_mark and text[start] in _LEADING:
        start += 1
        at_mark = layout.opens_mark(start)
    start = min(layout.after_dateline(start), end)
    if not at_mark and (match := _COMPLEMENTISER.match(text, start, end)):
        start = match.end()
    while end > start and text[end - 1] in _TRAILING and not layout.closes_mark(end):
        end -= 1
    return trim(text, Span(start, end)) if end > start else None


def _is_content(layout: Layout, span: Span) -> bool:
    words = count_words(span.text(layout.text))
    return words >= 2 or (words == 1 and bool(layout.index.within(span)))


def _tidy_cue(layout: Layout, span: Span) -> Span:
    pieces = layout.by_paragraph(span)
    return trim(layout.text, pieces[0]) if pieces else span


def _choose_source(layout: Layout, link: Link, content: Span, cue: Span | None) -> Tagged | None:
    """The model's best source; "none" only if no source stands in the sentence of cue or content.

    Unmarked words beside their cue are not said by whom another paragraph names.
    """
    near = {layout.sentence_number(s.start) for s in (cue, content) if s is not None}
    beside = cue is not None and len(near) == 1 and layout.index.at(content.start) is None
    paragraph = layout.paragraphs[layout.paragraph_number(content.start)]
    for source, margin in link.sources:
        if source.span.overlaps(content):
            continue
        if beside and not paragraph.overlaps(source.span):
            continue
        if margin > 0 or (margin > _NO_SOURCE_MARGIN and layout.sentence_number(source.span.start) in near):
            return source
    return None


def _drafts_of(layout: Layout, group: _Group, cue: Span | None) -> list[Draft]:
    """One draft of the contents that go with a cue; what stands too far from it becomes its own or noise."""
    contents = group.contents
    source = (
        _tidy_source(layout, max(group.sources, key=lambda t: t.probability).span, cue)
        if group.sources
        else None
    )
    chance = sum(group.chances) / len(group.chances)
    if cue is None:
        return [Draft(tuple(contents), None, source, chance)]
    marked = any(layout.index.within(c) for c in contents)
    source = _completed(layout, source, cue, marked=marked)
    number = layout.sentence_number(cue.start)
    near: list[Span] = []
    far: list[Span] = []
    allowed = _allowed(layout, contents, cue)
    for span in contents:
        (near if span in allowed and _belongs(layout, span, cue, number) else far).append(span)
    if not near:
        return [Draft((c,), None, source, chance) for c in far if _stands_alone(layout, c)]
    near, later = _split_after(layout, _without_circumstances(layout, near, cue), cue)
    after = [Draft(tuple(run), cue, source, chance) for run in later if _stands_alone(layout, run[0])]
    loose = [Draft((c,), None, None, chance) for c in far if _stands_alone(layout, c)]
    return [Draft(tuple(near), cue, source, chance), *after, *loose]


def _is_doubtful(layout: Layout, draft: Draft) -> bool:
    """Whether the model hardly believes in words that no marks show to be somebody's."""
    return draft.probability < _DOUBTFUL and not any(layout.index.within(c) for c in draft.contents)


def _without_circumstances(layout: Layout, contents: list[Span], cue: Span) -> list[Span]:
    """The contents without what tells of when or about what the words in marks before the cue were said.

    “A,” he said in answer to a question about how long it takes. Reported words would have a cue of
    their own there.
    """
    before = [c for c in contents if c.end <= cue.start]
    if not before or kind_of(layout, tuple(before))[0] is not Kind.DIRECT:
        return contents
    end = layout.sentences[layout.sentence_number(cue.start)].end
    return [c for c in contents if c in before or c.start >= end or layout.index.within(c)]


def _split_after(layout: Layout, contents: list[Span], cue: Span) -> tuple[list[Span], list[list[Span]]]:
    """Cut off sentences that do not go on with the words before them: quotations of their own by that cue.

    “A,” he said. “B.” is one quotation; He called it “A”. “B.” is two, with one source and cue, and so
    is “A,” he said. He sat down. “B.”
    """
    sentence = layout.sentences[layout.sentence_number(cue.start)]
    runs = [[c for c in contents if c.start < sentence.end]]
    direct = not runs[0] or kind_of(layout, tuple(runs[0]))[0] is Kind.DIRECT
    for span in [c for c in contents if c.start >= sentence.end]:
        end = max(sentence.end, runs[-1][-1].end) if runs[-1] else span.start
        if count_words(layout.text[end : span.start]) or (len(runs) == 1 and not direct):
            runs.append([])
        runs[-1].append(span)
    return runs[0], runs[1:]


def _allowed(layout: Layout, contents: list[Span], cue: Span) -> list[Span]:
    """The contents that a cue may have at once.

    Those of its own paragraph, if there are any; those behind it, if it ends in a colon; and beside
    marked words no unmarked ones of another sentence.
    """
    here = layout.paragraph_number(cue.start)
    home = [c for c in contents if layout.paragraph_number(c.start) == here] or contents
    if ":" in layout.text[cue.end - 1 : cue.end + 2]:
        home = [c for c in home if c.start >= cue.end] or home
    marked = [c for c in home if layout.index.within(c)]
    if marked:
        number = layout.sentence_number(cue.start)
        return [c for c in home if c in marked or layout.sentence_number(c.start) == number]
    return home


def _belongs(layout: Layout, span: Span, cue: Span, number: int) -> bool:
    """Whether a content can go with a cue: same sentence, or marked words of the same passage."""
    if layout.sentence_number(span.start) <= number <= layout.sentence_number(span.end - 1):
        return True
    marked = bool(layout.index.within(span))
    gap = min(
        abs(layout.sentence_number(span.start) - number), abs(layout.sentence_number(span.end - 1) - number)
    )
    same_paragraph = layout.paragraph_number(span.start) == layout.paragraph_number(cue.start)
    if marked:
        return (
            same_paragraph
            or abs(layout.paragraph_number(span.start) - layout.paragraph_number(cue.start)) == 1
        )
    return gap <= 1 or (same_paragraph and gap <= 2)


def _stands_alone(layout: Layout, span: Span) -> bool:
    return bool(layout.index.within(span)) and count_words(span.text(layout.text)) >= _MIN_LOOSE_WORDS


def _completed(layout: Layout, source: Span | None, cue: Span, *, marked: bool) -> Span | None:
    """A source that is no more than a determiner goes on to its cue ("The" ... "has said").

    A relative pronoun right before the cue is the source where the model saw none; of words in marks,
    which somebody must have said, so is any pronoun.
    """
    if source is None:
        pronoun = _PRONOUN_BEFORE if marked else _RELATIVE_BEFORE
        match = pronoun.search(layout.text, max(0, cue.start - 8), cue.start)
        return Span(*match.span(1)) if match else None
    between = layout.text[source.end : cue.start] if source.end < cue.start else "."
    if (
        source.text(layout.text).lower() in _DETERMINERS
        and len(between) < _NEAR
        and not _PAUSE.search(between)
    ):
        return trim(layout.text, Span(source.start, cue.start))
    return source


def _tidy_source(layout: Layout, span: Span, cue: Span | None) -> Span:
    """A source within one paragraph, its cue's if it has words there, and without a comma at its end."""
    pieces = layout.by_paragraph(span)
    out = pieces[0] if pieces else span
    if cue is not None and len(pieces) > 1:
        here = layout.paragraph_number(cue.start)
        out = next((piece for piece in pieces if layout.paragraph_number(piece.start) == here), out)
    text = layout.text
    while len(out) > 1 and text[out.end - 1] in ",;:—– \u00a0":
        out = Span(out.start, out.end - 1)
    return out


def _merged(spans: list[Span], layout: Layout, cut_by: list[Span]) -> list[Span]:
    """Sorted spans; those that touch, or have no cue or source between them in a sentence, become one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and _is_one(layout, out[-1], span, cut_by):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _is_one(layout: Layout, left: Span, right: Span, cut_by: list[Span]) -> bool:
    if layout.paragraph_number(left.start) != layout.paragraph_number(right.start):
        return False
    if _asked_and_answered(layout, left, right):
        return False
    if right.start <= left.end or not layout.text[left.end : right.start].strip(" \u00a0"):
        return True
    gap = Span(left.end, right.start)
    i = bisect_right(cut_by, Span(gap.end, gap.end))
    clean = not any(s.overlaps(gap) for s in cut_by[max(0, i - 4) : i]) and not layout.index.within(gap)
    return clean and layout.sentence_number(left.end - 1) == layout.sentence_number(right.start)


def _asked_and_answered(layout: Layout, left: Span, right: Span) -> bool:
    """Whether a sentence without marks ends before marked words (And the home side? “Silent.”)."""
    return (
        layout.text[left.end - 1] in ".?!"
        and not layout.closes_mark(left.end)
        and layout.opens_mark(right.start)
    )


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Where two drafts claim the same words, the one with a cue and the higher probability keeps them."""
    taken: list[Span] = []
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.cue is None, -d.probability)):
        free = tuple(c for c in draft.contents if not _covered(taken, c))
        if free:
            out.append(replace(draft, contents=free))
            for span in free:
                taken.insert(bisect_right(taken, span), span)
    return out


def _covered(taken: list[Span], span: Span) -> bool:
    i = bisect_right(taken, span)
    around = taken[max(0, i - 3) : i + 3]
    return any(
        t.overlaps(span) and min(t.end, span.end) - max(t.start, span.start) > 0.5 * len(span) for t in around
    )
