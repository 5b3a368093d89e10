"""How quotations are found in English texts: the model's finds, put right by rules, then the speaker of each.

All that goes by English words is behind this file. The lists are in `data/en`; the patterns stand beside the
rules that they are part of, since a rule on "who", "told" or "'s" is English as much as its words are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from quotesdb.extract import lexicon as lx
from quotesdb.extract.confidence import Traits, confidence, traits_of
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.discourse import Discourse, Resolved
from quotesdb.extract.coreference.phrases import DETERMINERS, can_speak, head_of, phrase_of
from quotesdb.extract.coreference.speakers import Resolver
from quotesdb.extract.coreference.words import words
from quotesdb.extract.doubt import alternative
from quotesdb.extract.floating import floating, interviewed, is_answer, is_asked
from quotesdb.extract.model.tagger import shipped_model
from quotesdb.extract.rules import Rules
from quotesdb.extract.spans.assemble import assemble
from quotesdb.extract.spans.blocks import block_quotations
from quotesdb.extract.spans.cues import (
    addressee_of,
    cue_class,
    is_clause,
    is_naming,
    is_nobody,
    is_spoken_to,
    known_cue,
    medium_of,
    says_clause,
)
from quotesdb.extract.spans.disowned import is_unsaid, of_accused
from quotesdb.extract.spans.draft import Draft, is_title, kind_of, speechlike
from quotesdb.extract.spans.ends import with_right_ends
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.passages import nested_passages, whole_passages
from quotesdb.extract.spans.tags import with_own_tags
from quotesdb.extract.spans.tellers import with_tellers
from quotesdb.extract.spans.transcript import turns
from quotesdb.values import CueClass, Kind, Quotation, Span

_NOBODY = 0.5
_SENTENCE_ENDS = ".?!:…”’\"'"
_LIKELY, _LIKELY_UNREPORTED = 0.2, 0.35
"""Below which confidence words that are not all in marks are not shown as said; the second of indirect ones
whose verb reports nothing. Where fewer than one in five is right, look-ups are better without all five."""

_THIRD_PERSON = frozenset({"he", "she", "they"})
_THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
_TO_DO = re.compile(r"to\s[a-z]")
_COPULAS = lx.word_set("is are was were be been as called")
_LONGEST_CALLED = 5
_DOCUMENTS = frozenset(noun.removesuffix("s") for noun in lx.DOCUMENT_NOUNS)
_FINDERS = lx.word_set(
    "court tribunal jury inquest inquiry commission panel watchdog regulator ombudsman investigation "
    "scientists researchers academics auditors inspectors investigators"
)
_WRITTEN = lx.word_set(
    "statement note letter memo email e-mail tweet post report filing op-ed column article editorial "
    "release book affidavit ruling judgment"
) | {"blog post", "press release"}


def _passages(layout: Layout) -> list[Draft]:
    """What is said or written in a text, and by which words its source and cue are told."""
    spoken = turns(layout) or block_quotations(layout)
    sure = [d for d in spoken if not is_answer(d)]
    found = _outside(whole_passages(layout, _read(layout)), sure)
    drafts = with_right_ends(layout, with_own_tags(layout, with_tellers(layout, found)))
    nested = nested_passages(layout, [*_outside(drafts, spoken), *spoken])
    return [*drafts, *spoken, *_new(nested, _outside(drafts, spoken))]


def _read(layout: Layout) -> list[Draft]:
    """What the model finds."""
    runs = shipped_model().links(layout.text, layout.paragraphs, layout.quoted)
    return [draft for run in runs for draft in assemble(layout, run)]


def _outside(drafts: list[Draft], spoken: list[Draft]) -> list[Draft]:
    """The drafts that are not part of a transcript turn, which is a quotation as it stands."""
    starts = [t.start for t in spoken]
    before = [bisect_left(starts, d.contents[-1].end) - 1 for d in drafts]
    return [d for d, i in zip(drafts, before, strict=True) if i < 0 or d.start >= spoken[i].contents[-1].end]


def _new(nested: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The nested passages that are no draft's content already."""
    known = {c for d in drafts for c in d.contents}
    return [d for d in nested if d.contents[0] not in known]


def _with_answers(layout: Layout, resolver: Resolver, drafts: list[Draft]) -> list[Draft]:
    """What is said in an article, with the answers of an interview where it is told who is interviewed."""
    answers = [d for d in drafts if is_answer(d)]
    if not answers:
        return drafts
    nested = [d for d in drafts if d.rule == "nested"]
    rest = [d for d in drafts if d.rule != "nested" and not is_answer(d)]
    if interviewed(layout, resolver):
        return [*_outside(rest, answers), *answers, *nested]
    return [*rest, *_new(nested, rest)]


def _attributed(layout: Layout, drafts: list[Draft]) -> list[Quotation]:
    found = _without_own_sayers(layout, [quotation for quotation, _ in _one_by_one(layout, drafts)])
    return [_if_likely(layout.text, quotation) for quotation in found]


def with_traits(layout: Layout, drafts: list[Draft]) -> list[tuple[Quotation, Traits]]:
    """The quotations that drafts turn out to be, each with what its confidence follows from."""
    found = list(_one_by_one(layout, drafts))
    quotations = _without_own_sayers(layout, [quotation for quotation, _ in found])
    return [(quotation, traits) for quotation, (_, traits) in zip(quotations, found, strict=True)]


def _one_by_one(layout: Layout, drafts: list[Draft]) -> Iterator[tuple[Quotation, Traits]]:
    """Each draft as a quotation, in the order of the sources.

    Not all at once: the traits of a quotation take several times its own memory.
    """
    cast = Cast(layout.text, layout.paragraphs)
    discourse = Discourse(layout.text, cast, layout.index)
    resolver = Resolver(discourse)
    drafts = _with_answers(layout, resolver, drafts)
    discourse.sources = sorted(d.source for d in drafts if d.source)
    holes = sorted(d.contents[0] for d in drafts if d.rule == "nested")
    for rough in sorted(drafts, key=lambda d: d.source.start if d.source else d.start):
        draft = _widened(resolver, _from_speaker(layout, of_accused(layout, _goes_on(layout, rough))))
        if draft.source is None and draft.cue and _only_named(layout, draft, draft.cue.text(layout.text)):
            continue
        found = _speaker(layout, resolver, draft)
        if found is not None and draft.rule != "nested":
            discourse.remember(draft.source.start if draft.source else draft.start, found)
        yield _quotation(discourse, layout, draft, found, holes)


def _speaker(layout: Layout, resolver: Resolver, draft: Draft) -> Resolved | None:
    """Who says it. Of what nobody said there is no speaker, whatever stands behind "nobody"."""
    if draft.source is None:
        return floating(layout, resolver, draft)
    return None if is_nobody(draft.source.text(layout.text)) else resolver.resolve(draft.source)


def _if_likely(text: str, quotation: Quotation) -> Quotation:
    """A quotation, of no class if reported words that are not all in marks are hardly anybody's."""
    if quotation.kind is Kind.DIRECT:
        return quotation
    sure = _reports(text, quotation)
    unlikely = quotation.confidence < (_LIKELY if sure else _LIKELY_UNREPORTED)
    return replace(quotation, cue_class=CueClass.OTHER) if unlikely else quotation


def _reports(text: str, quotation: Quotation) -> bool:
    """Whether it is told that somebody says something: by the verb, or by the "that" before the words."""
    start, cue = quotation.span.start, quotation.cue.text(text) if quotation.cue else ""
    if says_clause(cue) or "according to" in cue.lower():
        return True
    return bool(_THAT.search(text, max(0, start - len("that  ")), start))


def _without_own_sayers(layout: Layout, quotations: list[Quotation]) -> list[Quotation]:
    own = [(part, q) for q in quotations if not q.rule.startswith("nested") for part in q.quoted]
    own.sort(key=lambda pair: pair[0])
    return [_said_by_another(layout.text, quotation, own) for quotation in quotations]


def _said_by_another(text: str, nested: Quotation, own: list[tuple[Span, Quotation]]) -> Quotation:
    """A quotation, without its speaker where that is who says it of somebody else.

    In “He told me, ‘Go’” who speaks the words around is "me", never "he". ``own`` are the marked parts of all
    that is not nested, sorted.
    """
    source = nested.source
    if source is None or nested.speaker is None or not nested.rule.startswith("nested"):
        return nested
    at = bisect_left(own, source.end, key=lambda pair: pair[0].start) - 1
    around, outer = own[at] if at >= 0 else (source, nested)
    himself = outer is not nested and around.contains(source) and outer.speaker == nested.speaker
    if not himself or source.text(text).lower() not in _THIRD_PERSON:
        return nested
    return replace(
        nested,
        speaker=None,
        evidence=(),
        confidence=round(nested.confidence * _NOBODY, 3),
        rule="nested",
        alternative=None,
    )


def _goes_on(layout: Layout, draft: Draft) -> Draft:
    """A draft without the source of the words before it, where it does not go on with them.

    A heading is nobody's, and what follows upon a reporter's "I say" is the answer.
    """
    if draft.rule != "floating" or draft.source is None:
        return draft
    paragraph = layout.paragraphs[layout.paragraph_number(draft.start)]
    heading = (
        not paragraph.contains(draft.source)
        and kind_of(layout, draft.contents)[0] is Kind.MIXED
        and layout.text[paragraph.end - 1] not in _SENTENCE_ENDS
    )
    reporter = (
        draft.source.text(layout.text).lower() in lx.FIRST_PRONOUNS
        and layout.index.at(draft.source.start) is None
    )
    return replace(draft, source=None, cue=None, rule="marks") if heading or reporter else draft


def _from_speaker(layout: Layout, draft: Draft) -> Draft:
    """A draft without the source that is only spoken to.

    Words in marks that follow the sentence are the answer: She was asked when it was. “Tuesday.”
    """
    if draft.source is None or draft.cue is None:
        return draft
    sentence = layout.sentences[layout.sentence_number(draft.cue.start)]
    if draft.start >= sentence.end and layout.index.within(draft.contents[0]):
        return draft
    if _only_reacts(layout, draft, sentence):
        return replace(draft, source=None, cue=None)
    return (
        replace(draft, source=None) if is_spoken_to(layout.text, sentence, draft.source, draft.cue) else draft
    )


def _only_reacts(layout: Layout, draft: Draft, sentence: Span) -> bool:
    """Whether a sentence behind marked words does not tell who said them: “It is shut.” The crowd booed."""
    last = draft.contents[-1]
    behind = layout.index.within(last) and last.end <= sentence.start
    cue = draft.cue.text(layout.text) if draft.cue else ""
    return bool(behind) and (not known_cue(cue) or _is_all(layout, draft, sentence))


def _is_all(layout: Layout, draft: Draft, sentence: Span) -> bool:
    """Whether a new paragraph begins behind words that ended, and says of somebody only that: Roe agreed."""
    if draft.cue is None or "\n" not in layout.text[draft.contents[-1].end : sentence.start]:
        return False
    ended = layout.text[draft.contents[-1].end - 2] in _SENTENCE_ENDS
    return ended and not layout.text[draft.cue.end : sentence.end].strip(" .")


def _widened(resolver: Resolver, draft: Draft) -> Draft:
    if draft.source is None:
        return draft
    limits = (*draft.contents, draft.cue) if draft.cue else draft.contents
    return replace(draft, source=resolver.widened(draft.source, limits))


def _own_words(layout: Layout, draft: Draft, holes: list[Span]) -> tuple[Kind, tuple[Span, ...]]:
    """The kind of a draft and its marked parts, without those that somebody else says inside it."""
    if draft.rule in ("turn", "nested", "block"):
        kind, quoted = Kind.DIRECT, draft.contents
    else:
        kind, quoted = kind_of(layout, draft.contents)
    if draft.rule == "nested":
        return kind, quoted
    own = tuple(part for span in quoted for part in _without(span, holes))
    return (kind if own else Kind.INDIRECT), own


def _without(span: Span, holes: list[Span]) -> list[Span]:
    """What is left of a marked part when the sorted ``holes`` in it are left out."""
    out, at = [], span.start
    number = bisect_left(holes, Span(span.start, span.start))
    while number < len(holes) and holes[number].start < span.end:
        hole = holes[number]
        number += 1
        if span.contains(hole):
            out.append(Span(at, max(at, hole.start)))
            at = max(at, hole.end)
    return [part for part in (*out, Span(at, span.end)) if len(part)]


def _quotation(
    discourse: Discourse, layout: Layout, draft: Draft, found: Resolved | None, holes: list[Span]
) -> tuple[Quotation, Traits]:
    kind, quoted = _own_words(layout, draft, holes)
    anchor = draft.cue or draft.contents[0]
    sentence = layout.sentences[layout.sentence_number(anchor.start)]
    cue_text = draft.cue.text(layout.text) if draft.cue else ""
    medium = medium_of(layout.text, sentence, draft.contents, draft.cue)
    traits = traits_of(discourse, draft, found, kind)
    sure = confidence(traits, found)
    quotation = Quotation(
        kind=kind,
        content=draft.contents,
        quoted=quoted,
        source=draft.source,
        cue=draft.cue,
        cue_class=_class(layout, draft, cue_text, kind, medium),
        speaker=found.agent if found else None,
        evidence=found.evidence if found else (),
        medium=medium,
        addressee=addressee_of(layout.text, sentence, draft.contents, draft.cue),
        confidence=sure,
        rule=_rule(draft, found),
        alternative=alternative(discourse, draft, found, kind, sure),
    )
    return quotation, traits


def _reads_like_speech(layout: Layout, draft: Draft) -> bool:
    """Whether marked words without cue or source are speech rather than a title or a scare quote."""
    return any(speechlike(layout, region) for span in draft.contents for region in layout.index.within(span))


def _class(layout: Layout, draft: Draft, cue: str, kind: Kind, medium: str | None) -> CueClass:
    if is_asked(layout, draft) or (kind is Kind.MIXED and _only_gives_name(layout, draft, cue)):
        return CueClass.OTHER
    if draft.rule == "turn":
        return CueClass.SPEECH
    if kind is not Kind.INDIRECT and is_unsaid(layout, draft):
        return CueClass.OTHER
    if draft.cue is None:
        spoken = kind is not Kind.INDIRECT and (draft.source is not None or _reads_like_speech(layout, draft))
        return CueClass.SPEECH if spoken else CueClass.OTHER
    if (draft.source is not None and is_nobody(draft.source.text(layout.text))) or _only_named(
        layout, draft, cue
    ):
        return CueClass.OTHER
    if kind is Kind.DIRECT and all(is_title(c.text(layout.text)) for c in draft.contents):
        return CueClass.OTHER
    if kind is Kind.INDIRECT and (draft.source is None or not _says_something(layout, draft, draft.cue)):
        return CueClass.OTHER
    found = cue_class(cue, marked=kind is not Kind.INDIRECT)
    written = found is CueClass.SPEECH and medium in _WRITTEN
    return CueClass.WRITING if written or (found is CueClass.FACT and _is_document(layout, draft)) else found


def _is_document(layout: Layout, draft: Draft) -> bool:
    """Whether something written is the source ("a study found"), or who finds in writing ("a court")."""
    phrase = phrase_of(layout.text, head_of(layout.text, draft.source)) if draft.source else None
    if phrase is None:
        return False
    last = words(layout.text, phrase.span.start, phrase.span.end)[-1]
    nouns = {word.key.removesuffix("s") for word in (phrase.core[-1], last)}
    return bool(nouns & _DOCUMENTS) or any(w.key in _FINDERS for w in phrase.core)


def _only_gives_name(layout: Layout, draft: Draft, cue: str) -> bool:
    """Whether words in marks only are what something is called: relies on the “Harbour Fund”."""
    if says_clause(cue):
        return False
    shown = [w for c in draft.contents for w in words(layout.text, c.start, c.end)]
    inside = [w for w in shown if layout.index.at(w.span.start) is not None]
    outside = {w.key for w in shown} - {w.key for w in inside}
    called = len(inside) <= _LONGEST_CALLED and all(w.capital for w in inside)
    return called and outside <= DETERMINERS | _COPULAS


def _only_named(layout: Layout, draft: Draft, cue: str) -> bool:
    """Whether marked words are a name or a scare quote: their cue gives a name, or nobody reports them."""
    marked = any(layout.index.within(c) for c in draft.contents)
    unreported = is_naming(cue) or (draft.source is None and not known_cue(cue))
    return marked and unreported and not _reads_like_speech(layout, draft)


def _says_something(layout: Layout, draft: Draft, cue: Span) -> bool:
    if draft.source and _TO_DO.match(layout.text, draft.start) and _is_thing(layout.text, draft.source):
        return False
    return is_clause(
        [c.text(layout.text) for c in draft.contents],
        cue.text(layout.text),
        with_that=bool(_THAT.search(layout.text, max(0, draft.start - 8), draft.start)),
        before_cue=draft.start < cue.start,
    )


def _is_thing(text: str, source: Span) -> bool:
    """Whether a source is something that does not speak: "the ban" that threatens to end a trade."""
    phrase = phrase_of(text, head_of(text, source))
    if phrase is None or phrase.core[-1].capital or phrase.core[-1].key in lx.PRONOUNS:
        return False
    return phrase.determiner in ("the", "a", "an", "this", "its") and not can_speak(phrase.noun)


def _rule(draft: Draft, found: Resolved | None) -> str:
    if found is None:
        return draft.rule
    return f"{draft.rule}+{found.rule if draft.source is not None else 'floating'}"


ENGLISH = Rules(_passages, _attributed)
