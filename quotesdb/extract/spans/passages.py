"""Marked passages as wholes: split and multi-paragraph quotations joined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from quotesdb.extract.spans.draft import Draft, count_words, kind_of, speechlike
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.loose import ONLY_SPACE, complete, joined_neighbours
from quotesdb.extract.spans.marks import Quoted
from quotesdb.extract.spans.stretches import Stretches
from quotesdb.text.segments import trim
from quotesdb.values import Kind, Span

_SIGNED = re.compile(
    r"\s*+([—–―]|--?)\s*+((?!For\b)[A-Z][\w’'.-]*(?:\s(?:[A-Z&][\w’'.-]*|(?:of|the|and|for|de|van|von|al)\b))*"
    r"(?:,\s[^\n.;:“”\"]{2,100})?)(?=\s*(?:\n|$|[.;]\s))"
)
_INNER_CUE = re.compile(
    r"\b(I|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Yy]ou|[Pp]eople|(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Tt]he|[Aa])\s[\w-]+"
    r"|(?!(?:And|But|So|Then|When|Because|As|If|Or|Yet|Now|Once|After|Before|Until|Since|While|Well)\b)"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
    r"|(?!always|sometimes|perhaps|afterwards|was|has|this|does|its)[a-z]{2,}[a-rt-z]s)\s"
    r"(?:\w+\s)?(said|says|say|told|asks?|asked|wrote|shouted|replied|added|thought|used to say|goes|went)\b"
    r"(?:\s(?:me|us|him|her|them|to me|to us))?(?:\s[\w-]+){0,2}[,:]?\s$"
)
_CLAIM = re.compile(
    r"((?:[Tt]he |[A-Z][\w.&-]* ){0,4}[\w.&-]+(?:’s|'s|s’|s')|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s"
    r"(?:[\w-]+\s){0,2}?"
    r"(claims?|statements?|assertions?|contention|reports?|allegations?|suggestions?|arguments?|warnings?"
    r"|promises?|vows?|pledges?|insistence|declarations?|predictions?|announcements?|remarks?|comments?"
    r"|accusations?|complaints?)"
    r"\sthat\s"
)
_ON_A_SUBJECT = re.compile(r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}) ([Oo]n [^:;“”\"\n]{3,80}:) (\S.*)")
_PARTICIPLE = re.compile(r"\w+ing\b")
_ONLY_COMMAS = re.compile(r"[,\s]*")
_AFTER_ASIDE = re.compile(r"[^–—(]*(?:\s[–—]\s[^–—]*\s[–—]|\([^)]*\)),?\s+(?:and|but|or)\s+that\s+")


def whole_passages(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with their passages completed, and the passages that no draft claims.

    A marked stretch that follows its cue's sentence in the same paragraph goes on with that quotation
    (“A,” he said. “B.”), and so do the paragraphs of a quotation that is closed once.
    """
    signed = [draft for region in layout.index.outer if (draft := _signed(layout, region))]
    if headline := _headline(layout):
        drafts = [d for d in drafts if layout.paragraph_number(d.start) > 0]
        signed.append(headline)
    drafts = _joined_chains(layout, [*_less(drafts, signed), *signed])
    covered = _cover(layout, drafts)
    owners = _last_owner_by_paragraph(layout, drafts)
    by_chain: dict[int, int] = {}
    loose: list[Draft] = []
    for region in layout.index.outer:
        if region.span.start in covered or not complete(region):
            continue
        owner = owners.get(layout.paragraph_number(region.span.start))
        if owner is None or not _goes_on(layout, drafts[owner], region):
            owner = by_chain.get(region.chain)
        if owner is not None:
            drafts[owner] = _with(drafts[owner], region.span)
            by_chain[region.chain] = owner
        elif speechlike(layout, region):
            loose.append(Draft((region.span,), rule="marks"))
    joined = joined_neighbours(layout, loose)
    whole = _interrupted(layout, _with_second_halves(layout, _claims(layout, drafts)))
    return _following(layout, sorted([*whole, *joined], key=lambda d: (d.start, d.contents[-1].end)))


def _with_second_halves(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with each quotation that its cue cuts in two joined, whatever else stands between.

    “If it rains,” Roe said, turning to her map, “we go home.” Words in marks that have a cue of their
    own right before them begin something else (“A,” he said, adding, “b”).
    """
    cue_ends = {d.cue.end for d in drafts if d.cue is not None}
    halves: list[tuple[Draft, Quoted]] = []
    for draft in drafts:
        sentence = layout.sentences[layout.sentence_number(draft.cue.start)] if draft.cue else None
        if draft.cue is None or sentence is None or not _is_first_half(layout, draft):
            continue
        halves += [
            (draft, region)
            for region in layout.index.within(Span(draft.cue.end, max(draft.cue.end, sentence.end)))
            if _is_second_half(layout, region, cue_ends)
        ]
    taken = {id(draft): region for draft, region in halves}
    whole = Stretches(r.span for _, r in halves)
    out = []
    for draft in drafts:
        own = taken.get(id(draft))
        left = tuple(c for span in draft.contents if (c := _before(layout, span, whole)))
        if own is not None:
            left = tuple(sorted({*left, own.span}))
        if left:
            out.append(replace(draft, contents=left))
    return out


def _is_first_half(layout: Layout, draft: Draft) -> bool:
    """Whether a draft is words in marks that end in a comma before their cue."""
    end = draft.contents[-1].end
    region = layout.index.at(end - 1)
    return (
        draft.cue is not None
        and end <= draft.cue.start
        and region is not None
        and region.inner.text(layout.text).rstrip().endswith(",")
        and kind_of(layout, draft.contents)[0] is Kind.DIRECT
    )


def _is_second_half(layout: Layout, region: Quoted, cue_ends: set[int]) -> bool:
    return (
        layout.text[region.span.start - 2 : region.span.start] == ", "
        and region.inner.text(layout.text).lstrip()[:1].islower()
        and not cue_ends & {region.span.start - 1, region.span.start - 2}
    )


def _before(layout: Layout, span: Span, others: Stretches) -> Span | None:
    """What is left of a content before words in marks that belong to another quotation."""
    cut = others.first_in(span)
    if cut is None:
        return span
    left = trim(layout.text, Span(span.start, max(span.start, cut.start)))
    return left if left is not None and count_words(left.text(layout.text)) > 1 else None


def _following(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, words in marks right behind an attributed sentence with its source and cue.

    “A,” she said. / “B.” News leaves out who speaks where it goes on; what proves it stands before.
    """
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is not None and _goes_on_from(layout, last, draft):
            out.append(replace(draft, cue=last.cue, source=last.source, rule="floating"))
        else:
            out.append(draft)
    return out


def _goes_on_from(layout: Layout, last: Draft, draft: Draft) -> bool:
    if draft.cue is not None or draft.source is not None or last.cue is None or last.source is None:
        return False
    if not layout.index.within(draft.contents[0]):
        return False
    end = max(last.contents[-1].end, last.cue.end, last.source.end)
    sentence = layout.sentences[layout.sentence_number(end - 1)]
    near = layout.paragraph_number(draft.start) - layout.paragraph_number(end - 1) <= 1
    return near and bool(ONLY_SPACE.fullmatch(layout.text, max(end, sentence.end), draft.start))


def _claims(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts, the claim in "checked Roe’s claim that it rains" being Roe's words.

    But of "said that Roe’s claim that it rains is wrong" the whole clause is the speaker's.
    """
    out = []
    for draft in drafts:
        first = draft.contents[0]
        match = _CLAIM.match(layout.text, first.start, first.end)
        is_clause = layout.text[max(0, first.start - 5) : first.start].strip() == "that"
        if match is None or draft.cue is None or is_clause:
            out.append(draft)
            continue
        rest = (Span(match.end(), first.end), *draft.contents[1:])
        out.append(replace(draft, contents=rest, source=Span(*match.span(1)), cue=Span(*match.span(2))))
    return out


def _headline(layout: Layout) -> Draft | None:
    """The quotation of a headline with a speaker and a subject before it: Roe on Rain: ‘We Need It’."""
    first = layout.paragraphs[0]
    match = _ON_A_SUBJECT.fullmatch(layout.text, first.start, first.end)
    if match is None or not layout.index.within(Span(*match.span(3))):
        return None
    return Draft((Span(*match.span(3)),), Span(*match.span(2)), Span(*match.span(1)), rule="headline")


def _interrupted(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """The drafts with clauses joined that their own attribution or an aside cuts in two.

    The price, they wrote, showed that it was late; he wrote that it was late – he always is – and that
    it was cold.
    """
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.start):
        if out and draft.cue is not None and _is_predicate(layout, out[-1], draft):
            rest = Span(draft.cue.start, draft.contents[-1].end)
            out[-1] = replace(out[-1], contents=(*out[-1].contents, rest))
        elif out and (moved := _second_clause(layout, out[-1], draft)):
            out[-1] = _with(out[-1], moved)
            left = tuple(c for c in draft.contents if c != moved)
            out += [replace(draft, contents=left)] if left else []
        else:
            out.append(draft)
    return out


def _is_predicate(layout: Layout, first: Draft, second: Draft) -> bool:
    """Whether the second draft's cue is the verb of the first one's words, which its attribution cuts off."""
    if first.cue is None or first.source is None or second.cue is None or second.source != first.source:
        return False
    left, right = sorted((first.cue, first.source))
    ends = [first.contents[-1].end, left.end, right.end]
    starts = [left.start, right.start, second.cue.start]
    gaps = [layout.text[a:b] for a, b in zip(ends, starts, strict=True)]
    return (
        second.cue.end <= second.start
        and not _PARTICIPLE.match(second.cue.text(layout.text))
        and all(a <= b for a, b in zip(ends, starts, strict=True))
        and all(_ONLY_COMMAS.fullmatch(gap) for gap in gaps)
        and "," in gaps[0]
        and "," in gaps[-1]
    )


def _second_clause(layout: Layout, first: Draft, second: Draft) -> Span | None:
    """What a cue inside an aside seems to report, and is the second clause of the report before it."""
    if first.cue is None or second.cue is None or first.cue.end > first.start:
        return None
    for span in second.contents:
        end = first.contents[-1].end
        if end <= second.cue.start < span.start and _AFTER_ASIDE.fullmatch(layout.text, end, span.start):
            return span
    return None


def nested_passages(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Marked words inside somebody's words that have a cue of their own there (“She told me, ‘Go.’”).

    Also in words without marks: He said so many voters ask “why?”.
    """
    drafts = sorted(drafts, key=lambda d: d.start)
    out = []
    for region in layout.quoted:
        around = _around(layout, region, drafts) if region.closed else None
        match = _INNER_CUE.search(layout.text, max(0, region.span.start - 60), region.span.start)
        if match and around and around.start <= match.start():
            out.append(Draft((region.span,), Span(*match.span(2)), Span(*match.span(1)), rule="nested"))
    return out


def _around(layout: Layout, region: Quoted, drafts: list[Draft]) -> Span | None:
    """The stretch of somebody's words that a marked stretch is a part of."""
    if region.depth == 2:
        outer = layout.index.at(region.span.start)
        return outer.span if outer else None
    at = bisect_right(drafts, region.span.start, key=lambda d: d.start)
    for draft in drafts[max(0, at - 3) : at]:
        part = bisect_right(draft.contents, region.span.start, key=lambda c: c.start) - 1
        whole = draft.contents[part]
        if whole.contains(region.span) and whole != region.span:
            return whole
    return None


def _less(drafts: list[Draft], signed: list[Draft]) -> list[Draft]:
    """The drafts without the passages that are signed below."""
    taken = Stretches(d.contents[0] for d in signed)
    out = []
    for draft in drafts:
        left = tuple(c for c in draft.contents if not taken.first_in(c))
        if left:
            out.append(replace(draft, contents=left))
    return out


def _cover(layout: Layout, drafts: list[Draft]) -> set[int]:
    out = set()
    for draft in drafts:
        for content in draft.contents:
            for region in layout.index.within(content):
                shared = min(content.end, region.span.end) - max(content.start, region.span.start)
                if 2 * shared >= len(region.span) or region.span.contains(content):
                    out.add(region.span.start)
        if draft.cue is not None and (around := layout.index.at(draft.cue.start)):
            out.discard(around.span.start)
    return out


def _last_owner_by_paragraph(layout: Layout, drafts: list[Draft]) -> dict[int, int]:
    out: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.cue is not None and layout.index.within(draft.contents[0]):
            out.setdefault(layout.paragraph_number(draft.cue.start), number)
    return out


def _goes_on(layout: Layout, draft: Draft, region: Quoted) -> bool:
    """Whether a marked stretch follows the sentence of a draft's cue with nothing between."""
    if draft.cue is None:
        return False
    first = draft.contents[0]
    if first.start > draft.cue.start or region.span.start < draft.cue.end:
        return False
    last = max(c.end for c in draft.contents)
    sentence = layout.sentences[layout.sentence_number(draft.cue.start)]
    end = min(max(sentence.end, last), region.span.start)
    follows = ONLY_SPACE.fullmatch(layout.text, end, region.span.start)
    return follows is not None and kind_of(layout, draft.contents)[0] is Kind.DIRECT


def _with(draft: Draft, span: Span) -> Draft:
    return replace(draft, contents=tuple(sorted({*draft.contents, span})))


def _joined_chains(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """Drafts that share a quotation over several paragraphs become one, with all its paragraphs."""
    parts: dict[int, list[Quoted]] = defaultdict(list)
    for region in layout.index.outer:
        parts[region.chain].append(region)
    chains = {chain: regions for chain, regions in parts.items() if len(regions) > 1}
    by_start = {r.span.start: chain for chain, regions in chains.items() for r in regions}
    owner: dict[int, Draft] = {}
    out: list[Draft] = []
    for draft in drafts:
        chain = next(
            (
                by_start[r.span.start]
                for c in draft.contents
                for r in layout.index.within(c)
                if r.span.start in by_start
            ),
            None,
        )
        if chain is None:
            out.append(draft)
        elif chain not in owner or (draft.cue is not None and owner[chain].cue is None):
            owner[chain] = draft if chain not in owner else _absorbed(draft, owner[chain])
        else:
            owner[chain] = _absorbed(owner[chain], draft)
    for chain, draft in owner.items():
        spans = {r.span for r in chains[chain]}
        marked = Stretches(spans)
        rest = {c for c in draft.contents if not marked.first_in(c)}
        out.append(replace(draft, contents=tuple(sorted(spans | rest))))
    return sorted(out, key=lambda d: d.start)


def _absorbed(draft: Draft, other: Draft) -> Draft:
    return replace(
        draft,
        contents=tuple(sorted({*draft.contents, *other.contents})),
        source=draft.source or other.source,
        cue=draft.cue or other.cue,
    )


def _signed(layout: Layout, region: Quoted) -> Draft | None:
    """A quotation signed below or behind: “...” — Jane Roe, chief executive."""
    match = _SIGNED.match(layout.text, region.span.end)
    if (
        match is None
        or layout.paragraph_number(match.start(2)) > layout.paragraph_number(region.span.start) + 1
    ):
        return None
    source = Span(match.start(2), match.start(2) + len(match[2].rstrip(" ,")))
    return Draft((region.span,), Span(match.start(1), match.end(1)), source, rule="signed")
