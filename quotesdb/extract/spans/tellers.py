"""Who tells: cues and sources that stand where only the shape of a sentence shows them.

A closing attribution reports all of its sentence; behind the mark of a quotation stands who said it, whatever
the verb; "is said to have warned that" reports the words of its subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from quotesdb.data import word_list
from quotesdb.extract.spans.cues import has_verb, is_saying, says_clause
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.marks import Quoted
from quotesdb.extract.spans.stretches import Stretches
from quotesdb.text.segments import trim
from quotesdb.values import Span

_PARTICLE = r"(?:(?:al|ben|bin|da|de|del|den|der|di|dos|du|el|la|le|van|von)[\s-]|['’])"
NAME = rf"[A-Z][\w’'.-]+(?:\s{_PARTICLE}?[A-Z][\w’'-]+){{0,3}}"
_AUX = r"(?:has|have|had|also|then|later|further)\s"
SUBJECT = rf"(?:he|she|they|it|I|we|[Tt]he\s[\w’'-]+(?:\s(?!{_AUX})[\w’'-]+)?|{NAME})"
"""Who can stand in front of a verb of saying: a pronoun, "the board", a name."""

_WHERE = r"\s(?:in|on|at|to|during|last|this|yesterday|[A-Z]\w+day)\b[^,;:“”\"]{0,60}"
_CLOSING = re.compile(
    rf",[”\"’]?\s({SUBJECT})\s((?:{_AUX})*"
    rf"(?:told\s(?:the\s|his\s|her\s)?[\w’'-]+(?:\s[\w’'-]+){{0,3}}|[a-z]+(?:{_WHERE})?))[.]?\s*$"
)
_INSERTED = re.compile(
    rf", (?:(?P<verb>[a-z]+) (?P<name>{NAME}(?: (?:of|at|from) [^,;:.“”\"\n]{{2,60}})?)"
    rf"|(?P<subject>{SUBJECT}) (?P<cue>(?:{_AUX})*[a-z]+)), (?=(?!and |but |or |who |which |\w+ing )\w)"
)
_AGE = re.compile(r"(?:aged )?\d{1,3},")
"""It goes on with who is told of: Roe, prosecuting, said Ada Poe, 77, had come."""

_OPENING_WORD = re.compile(r"(?:But|And|Yet|So|Still|Now)\s")
TELLER = re.compile(
    rf"({SUBJECT}(?: (?:of|at|from|for) [^,;:.“”\"\n]{{2,60}}?)?(?:, [^;:“”\"\n]{{2,80}},)?)"
    rf" ((?:{_AUX})*[a-z]+): "
)
"""What leads up to words in marks: who, what they are, and the verb."""

_TAG = re.compile(
    rf"\s((?!who\b|which\b|and\b|but\b|that\b)[a-z]+(?:\s(?:in|up|out|back|on|along))?)\s({NAME})"
)
_TAG_BEHIND_NAME = re.compile(rf"\s({NAME})\s([a-z]+ed(?:\s(?:in|up|out|back|on|along))?)(?=[.,\s])")
_PASSIVE_REPORT = re.compile(
    r"\s*(?:is|was|are|were|has been|have been)\s(?:\w+ly\s)?"
    r"(?:alleged|reported|said|claimed|rumoured|rumored)(?:\sto\shave\s\w+)?"
)
_PASSIVE_CUE = re.compile(r"\b(?:alleged|reported|said|claimed|rumoured|rumored)$")
_HAVE_TOLD = re.compile(r"to\shave\s(\w+)$")
_TO_HAVE = re.compile(r"to\shave\s(\w+)\s(?:that\s)?")
_TELLS_THAT = re.compile(
    rf"\b(?:for\s)?({NAME}|he|she|they)\s(?:to\s)?(\w+)(?:\son\s\w+day|\slast\s\w+|\slater|\sthen)?\sthat\s+$"
)
_SAID_TO_BE = re.compile(r"\s+to\s(?:be|have)\b")
_FROM = re.compile(
    r"(?:^|.*\s)[Ff]rom\s(?:the\s(?:desk|office|pen)\sof\s)?((?:the\s)?\S.{2,120}?):\s*", re.DOTALL
)
_LONGEST_FROM = 200
_AUXILIARY = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)\b")
_PAUSE = re.compile(r"[,;:—–]")
_CUE_WORDS = re.compile(rf"(?:{_AUX})*[a-z]+")
_SUBORDINATE = word_list("subordinators")
_CLAUSE_OPENERS = ("while", "although", "though", "when", "if", "because", "since", "as", "after", "before")
_END = re.compile(r"[.\s]*")
_SHAPE_ALONE = 0.8


def with_tellers(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the cues and sources that the shape of their sentences shows."""
    drafts = [d for d in drafts if not _is_said_to_be(layout, d)]
    drafts = [_tagged(layout, _passively(layout, _told_inside(layout, d))) for d in drafts]
    drafts = [_from_the_start(layout, _from_line(layout, _behind_teller(layout, d))) for d in drafts]
    return _inserted(layout, _closed_by_attribution(layout, [_up_to_source(layout, d) for d in drafts]))


def _up_to_source(layout: Layout, draft: Draft) -> Draft:
    """It rains, according to a report that the board has | to defend itself: said is what stands before."""
    if draft.cue is None or draft.source is None or draft.start >= draft.cue.start:
        return draft
    if "according to" not in draft.cue.text(layout.text).lower() or draft.source.start < draft.cue.end:
        return draft
    end = draft.source.end
    left = tuple(c for c in draft.contents if c.start < end or _PAUSE.search(layout.text, end, c.start))
    return replace(draft, contents=left)


def _inserted(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, each sentence that is cut by ", said Roe," or ", Roe says," being Roe's on both sides."""
    found = [new for sentence in layout.sentences for new in _insertions(layout, sentence)]
    if not found:
        return drafts
    cues = {d.cue.start: i for i, d in enumerate(drafts) if d.cue}
    taken = Stretches(c for d in drafts for c in d.contents)
    out = list(drafts)
    for new in found:
        at = cues.get(new.cue.start) if new.cue else None
        if at is None:
            out += [] if any(taken.first_in(c) for c in new.contents) else [new]
        elif _is_torn(layout, out[at], new):
            out[at] = replace(new, probability=drafts[at].probability)
    return sorted(out, key=lambda d: (d.start, d.contents[-1].end))


def _is_torn(layout: Layout, draft: Draft, whole: Draft) -> bool:
    """Whether a draft has another source than its attribution, or only the verb behind it of what it cuts."""
    if draft.source is None or not (whole.source and draft.source.overlaps(whole.source)):
        return True
    behind = draft.start >= whole.contents[1].start
    return behind and _AUXILIARY.match(layout.text, whole.contents[1].start) is not None


def _insertions(layout: Layout, sentence: Span) -> list[Draft]:
    """What a sentence reports by an attribution inside it, before which no words are in marks."""
    match = _INSERTED.search(layout.text, sentence.start, sentence.end)
    if match is None or layout.index.within(Span(sentence.start, match.end())):
        return []
    group = ("verb", "name") if match["verb"] else ("cue", "subject")
    cue, source = (Span(*match.span(g)) for g in group)
    front = trim(layout.text, Span(layout.after_dateline(sentence.start), match.start()))
    rest = trim(layout.text, Span(match.end(), sentence.end))
    if not (says_clause(cue.text(layout.text)) and len(front) and len(rest)):
        return []
    if _AGE.match(layout.text, rest.start):
        return []
    rest = Span(rest.start, rest.end - (layout.text[rest.end - 1] in ".!?"))
    return [Draft((front, rest), cue, source, _SHAPE_ALONE)]


def _is_said_to_be(layout: Layout, draft: Draft) -> bool:
    """Whether nobody speaks: a film, said to be good, is no speaker."""
    if draft.cue is None or draft.cue.text(layout.text) != "said":
        return False
    behind = _SAID_TO_BE.match(layout.text, draft.cue.end)
    return behind is not None and draft.contents[-1].end > draft.cue.end


def _passively(layout: Layout, draft: Draft) -> Draft:
    """Roe is reported to have said | that it rains: Roe's words, of which the model takes Roe for a part."""
    if draft.cue is None:
        return draft
    if draft.source is not None:
        return _without_having_said(layout, draft, draft.cue)
    if len(draft.contents) < 2:
        return draft
    subject, first, *rest = draft.contents
    if subject.end > draft.cue.start or first.start < draft.cue.end:
        return draft
    if not _PASSIVE_REPORT.match(layout.text, subject.end, first.end):
        return draft
    told = _HAVE_TOLD.search(draft.cue.text(layout.text))
    whole = replace(draft, source=subject, contents=(first, *rest))
    if told:
        return whole if is_saying(told[1]) else draft
    said = _without_having_said(layout, whole, draft.cue)
    return draft if said is whole else said


def _without_having_said(layout: Layout, draft: Draft, cue: Span) -> Draft:
    """A draft without the "to have warned that" of "is said to have warned that", which is its cue."""
    first, *rest = draft.contents
    verb = _TO_HAVE.match(layout.text, first.start, first.end)
    if verb is None or cue.end > first.start or not _PASSIVE_CUE.search(cue.text(layout.text)):
        return draft
    if not is_saying(verb[1]) or verb.end() >= first.end:
        return draft
    return replace(draft, cue=Span(cue.start, verb.end(1)), contents=(Span(verb.end(), first.end), *rest))


def _told_inside(layout: Layout, draft: Draft) -> Draft:
    """The judges praised every cake, only for Roe to tweet that “it was bought”: what Roe told, not they."""
    region = next(iter(layout.index.within(draft.contents[-1])), None)
    if draft.cue is None or region is None or says_clause(draft.cue.text(layout.text)):
        return draft
    last = draft.contents[-1]
    match = _TELLS_THAT.search(layout.text, last.start, region.span.start)
    if match is None or not is_saying(match[2]):
        return draft
    return Draft(
        (Span(region.span.start, last.end),), Span(*match.span(2)), Span(*match.span(1)), draft.probability
    )


def _tagged(layout: Layout, draft: Draft) -> Draft:
    """“A,” chimed in Roe: what follows the mark names who spoke, also where the verb is a rare one."""
    region = _ends_in_comma(layout, draft)
    if region is None:
        return draft
    if draft.source and draft.cue and draft.source.start >= region.span.end:
        return draft
    if match := _TAG.match(layout.text, region.span.end):
        cue, source = match.span(1), match.span(2)
    elif match := _TAG_BEHIND_NAME.match(layout.text, region.span.end):
        source, cue = match.span(1), match.span(2)
    else:
        return draft
    return replace(
        draft, cue=Span(*cue), source=Span(*source), rule="model" if draft.rule == "floating" else draft.rule
    )


def _ends_in_comma(layout: Layout, draft: Draft) -> Quoted | None:
    """The marked stretch that a draft consists of, if it begins its paragraph and ends in a comma."""
    first = draft.contents[0]
    region = layout.index.at(first.start)
    if region is None or not region.closed or region.span != first:
        return None
    paragraph = layout.paragraphs[layout.paragraph_number(first.start)]
    ends = region.inner.text(layout.text).rstrip()[-1:] in (",", "!", "?")
    return region if ends and paragraph.start == first.start else None


def _behind_teller(layout: Layout, draft: Draft) -> Draft:
    """Roe of Harrow Ferries insisted: “It is late.” Who tells it, where the model took all for said."""
    last = draft.contents[-1]
    region = next(iter(layout.index.within(last)), None)
    if draft.cue or draft.source or region is None or not region.closed or region.span.end != last.end:
        return draft
    match = TELLER.fullmatch(layout.text, last.start, region.span.start)
    if match is None or not layout.starts_sentence(last.start) or not is_saying(match[2]):
        return draft
    return replace(draft, contents=(region.span,), source=Span(*match.span(1)), cue=Span(*match.span(2)))


def _from_line(layout: Layout, draft: Draft) -> Draft:
    """A quotation below "From the desk of Roe:" or "A note from Roe:" is Roe's."""
    number = layout.paragraph_number(draft.start)
    here = layout.paragraphs[number]
    if number == 0 or draft.start != here.start or not layout.opens_mark(draft.start):
        return draft
    line = layout.paragraphs[number - 1]
    if len(line) > _LONGEST_FROM or (draft.cue and layout.paragraph_number(draft.cue.start) == number):
        return draft
    match = _FROM.fullmatch(line.text(layout.text))
    if match is None:
        return draft
    source = Span(line.start + match.start(1), line.start + match.end(1))
    return replace(draft, source=source, cue=Span(source.end, source.end + 1), rule="signed")


def _from_the_start(layout: Layout, draft: Draft) -> Draft:
    """Of "While they slept, the lamp burnt, the logs show" all that the closing words report."""
    if (
        draft.cue is None
        or draft.source is None
        or len(draft.contents) > 1
        or draft.source.end > draft.cue.start
    ):
        return draft
    span = draft.contents[0]
    sentence = layout.sentences[layout.sentence_number(span.start)]
    front = Span(sentence.start, max(sentence.start, span.start))
    words = front.text(layout.text).split()
    closes = span.end <= draft.source.start and _END.fullmatch(layout.text, draft.cue.end, sentence.end)
    clause = bool(words) and words[0].lower() in _CLAUSE_OPENERS and words[-1].endswith(",")
    if not (closes and clause) or layout.index.within(Span(front.start, span.end)):
        return draft
    return replace(draft, contents=(Span(front.start, span.end),))


def _closed_by_attribution(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, each sentence that ends in ", Roe said" being what Roe said from its start on."""
    cues = sorted({d.cue.start for d in drafts if d.cue})
    found = (new for sentence in layout.sentences if (new := _closing(layout, sentence)))
    told = {c for d in drafts if d.cue for c in d.contents if not c.contains(d.cue)}
    whole = [new for new in found if _is_missed(layout, new, cues) and new.contents[0] not in told]
    if not whole:
        return drafts
    claimed = Stretches(d.contents[0] for d in whole)
    left = [d for d in drafts if not any(claimed.first_in(c) for c in d.contents)]
    return sorted([*left, *whole], key=lambda d: (d.start, d.contents[-1].end))


def _closing(layout: Layout, sentence: Span) -> Draft | None:
    """What a closing attribution reports: all of its sentence before it."""
    text = layout.text
    match = _CLOSING.search(text, sentence.start, sentence.end)
    if match is None or not is_saying(match[2]) or layout.index.at(match.start(1)) is not None:
        return None
    cue = _CUE_WORDS.match(text, match.start(2), match.end(2))
    start = layout.after_dateline(sentence.start)
    if opening := _OPENING_WORD.match(text, start, match.start()):
        start = opening.end()
    content = trim(text, Span(start, match.start(1)))
    if cue is None or not len(content):
        return None
    end = content.end - (text[content.end - 1] == ",")
    if not _is_main_clause(text[start:end]):
        return None
    return Draft((Span(content.start, end),), Span(*cue.span()), Span(*match.span(1)), _SHAPE_ALONE)


def _is_main_clause(words: str) -> bool:
    """Whether words can stand alone: they have a verb, and do not only say when or of whom."""
    if not has_verb(words):
        return False
    first = words.split()[0].lower().strip("“\"‘'")
    opens = first in _SUBORDINATE or first.endswith(("ing", "ed", "ly"))
    return not opens or ", " in words


def _is_missed(layout: Layout, new: Draft, cues: list[int]) -> bool:
    """Whether no draft has a cue in the closing attribution, and only one inside its words has them."""
    at = bisect_left(cues, new.contents[0].end)
    limit = layout.sentences[layout.sentence_number(new.start)].end
    return at == len(cues) or cues[at] >= limit
