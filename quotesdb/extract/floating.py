"""Who says words without a source: whoever is in focus, who answers a question, who is interviewed."""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.discourse import Resolved, as_agent
from quotesdb.extract.coreference.phrases import PREPOSITIONS
from quotesdb.extract.coreference.speakers import Resolver
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.transcript import asks
from quotesdb.values import AgentKind, Span

_ASKED = re.compile(r"\bI (?:say|said|ask|asked|suggest|suggested|wonder|wondered)\b")
_I = re.compile(r"\bI\b")
_LINK, _LONGEST_ALONE = 16, 120
_MEETS = re.compile(r"\s\w+(?:\s(?:to|with))?\s(?:him|her|them)(?P<end>[.,;:]|(?=\s))")
_HIM = re.compile(r"\b(?:him|them|her[.,;:])(?!\w)")
_BESIDE_NAME = re.compile(r"^[#*_\s]+|[*_:\s]*(?:\([^()]*\))?[*_:\s]*$")

_BYLINE = re.compile(r"[*_]{0,3}(?:[Bb]y|BY|[Ii]nterview(?:ed)? by|[Ww]ords by):?\s")


def floating(layout: Layout, resolver: Resolver, draft: Draft) -> Resolved | None:
    """The speaker in focus, for marked words without a source, and who is interviewed, for an answer.

    Whoever the sentence before is about, else who spoke last in this paragraph or the one before.
    """
    if draft.rule == "turn":
        return None if is_asked(layout, draft) else interviewed(layout, resolver)
    if not layout.index.within(draft.contents[0]) or draft.cue is not None:
        return None
    here = layout.paragraph_number(draft.start)
    if answering := _answering(layout, resolver, draft, here):
        return answering
    since = layout.paragraphs[max(0, here - 1)].start
    last = resolver.discourse.last_speaker(draft.start, since=since)
    position = resolver.discourse.last_position(draft.start)
    focus = resolver.subject_before(draft.start, since=max(since, position))
    return focus or last


def _answering(layout: Layout, resolver: Resolver, draft: Draft, here: int) -> Resolved | None:
    """The person who spoke last, where marked words begin a paragraph behind one that asks.

    Is she late? / “No.”
    """
    first = layout.paragraphs[here]
    asked = here - 1
    while asked > 0 and _asks(layout, layout.paragraphs[asked]):
        asked -= 1
    if draft.start != first.start or asked == here - 1:
        return None
    since = layout.paragraphs[max(0, asked - 1)].start
    last = resolver.discourse.last_speaker(draft.start, since=since)
    return last if last and last.agent.kind is AgentKind.PERSON else None


def _asks(layout: Layout, paragraph: Span) -> bool:
    """Whether a paragraph without words in marks asks, or tells what the reporter asked."""
    if layout.index.within(paragraph):
        return False
    asked = _ASKED.search(layout.text, paragraph.start, paragraph.end)
    return layout.text[paragraph.end - 1] == "?" or asked is not None


def is_asked(layout: Layout, draft: Draft) -> bool:
    """Whether a turn is a question of the paper's: "Q: Is she late?"."""
    return draft.rule == "turn" and draft.cue is not None and layout.text[draft.cue.start - 1] == "Q"


def is_answer(draft: Draft) -> bool:
    """Whether a turn is an answer between questions, without a label."""
    return draft.rule == "turn" and draft.cue is None


def interviewed(layout: Layout, resolver: Resolver) -> Resolved | None:
    """The one person whom the headline of an interview and its first lines name, as more than an object.

    A headline may have a name of which nothing else tells that it is a person's: who answers is one. The "I"
    of a headline is its writer's, who answers questions of his own.
    """
    cast, discourse = resolver.cast, resolver.discourse
    headline = layout.paragraphs[0]
    begins = next((p.start for p in layout.paragraphs if asks(layout.text, p)), headline.end)
    if any(layout.index.at(m.start()) is None for m in _I.finditer(layout.text, 0, headline.end)):
        return None
    inside = [
        n
        for n in cast.names_in(headline)
        if not _is_led(layout.text, n) and not _met_another(layout.text, resolver, n)
    ]
    people = [n for n in inside if isinstance(cast.being_of(n), Person)]
    may_be = people or [n for n in inside if _may_answer(layout.text, n)]
    may_be += [
        n
        for n in cast.names_in(Span(headline.end, max(headline.end, begins)))
        if isinstance(cast.being_of(n), Person)
        and not discourse.is_complement(n.span.start)
        and not _signs(layout, n)
        and not _met_another(layout.text, resolver, n)
    ]
    if len({cast.being_of(n).name for n in may_be}) != 1:
        return None
    being = cast.being_of(may_be[0])
    if _stands_alone(layout, may_be[0].span.text(layout.text)):
        return None
    found = as_agent(being, may_be[0].span, "floating")
    return replace(found, agent=replace(found.agent, kind=AgentKind.PERSON))


def _stands_alone(layout: Layout, name: str) -> bool:
    """Whether paragraphs have nothing but a name, as those have above which each turn of a talk stands."""
    short = (part for part in layout.paragraphs if len(part) <= _LONGEST_ALONE)
    lines = (_BESIDE_NAME.sub("", part.text(layout.text)) for part in short)
    return sum(line == name or line.endswith(f" {name}") for line in lines) > 1


def _met_another(text: str, resolver: Resolver, name: Name) -> bool:
    """Whether one met another, whose name stands before and of whom it is told, and of no other "him"."""
    if not _meets(text, name):
        return False
    cast, start = resolver.cast, name.span.start
    others = [
        n
        for n in cast.names_in(Span(0, start))
        if isinstance(being := cast.being_of(n), Person) and being.name != cast.being_of(name).name
    ]
    return bool(others) and not _HIM.search(text, others[0].span.end, start)


def _meets(text: str, name: Name) -> bool:
    """Whether somebody does something to whoever is told of: "Jo Roe met him", but "paints her walls"."""
    found = _MEETS.match(text, name.span.end)
    behind = words(text, found.end(), found.end() + _LINK)[:1] if found else []
    return found is not None and (bool(found["end"]) or any(word.key in PREPOSITIONS for word in behind))


def _signs(layout: Layout, name: Name) -> bool:
    """Whether a name is in a line that says whom the interview is by."""
    line = layout.paragraphs[layout.paragraph_number(name.span.start)]
    return _BYLINE.match(layout.text, *line.pair()) is not None and layout.is_heading(line)


def _before(text: str, name: Name) -> Word | None:
    return next(iter(words(text, max(0, name.span.start - _LINK), name.span.start)[-1:]), None)


def _is_led(text: str, name: Name) -> bool:
    """Whether a name is what a preposition governs: "trial of Jo Roe", but "five minutes with Jo Roe"."""
    before = _before(text, name)
    return before is not None and before.key in PREPOSITIONS - {"with"} and before.text.islower()


def _may_answer(text: str, name: Name) -> bool:
    """Whether a name of unknown kind in a headline can be a person's: "with Jo Roe", "My life: Jo Roe"."""
    before = _before(text, name)
    told = text.startswith("\n", name.span.end) and text.endswith(": ", 0, name.span.start)
    spoken_with = before is not None and before.key == "with"
    return name.kind == "unknown" and len(name.keys) in (2, 3) and (spoken_with or told)
