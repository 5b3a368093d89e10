"""What the reader of an article has in mind: who spoke where, and whom each sentence is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import is_role_word
from quotesdb.extract.coreference.beings import Being, Body, Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.genders import tell_genders
from quotesdb.extract.coreference.phrases import (
    DOCUMENT_NOUNS,
    PREPOSITIONS,
    clash,
    gender_of,
    is_person_noun,
    is_somebody,
    phrase_of,
)
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.extract.spans.marks import QuotedIndex
from quotesdb.values import Agent, AgentKind, Span

FAR_BACK = 10
_COMPLEMENT_AFTER = PREPOSITIONS | {"and", "than", "against", "between", "as", "like", "including"}
_PAGE = 3000
_OPENS_CLAUSE = re.compile(
    r"(?:Asked|After|When|While|As|Although|Though|Because|Before|Since|If)\b[^,.;:“”\"]{5,150}, "
)
_RECENT = 40
_ROLE_LENGTH = 80
_LONGEST_KIND = 5

Fits = Callable[[Being], bool]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker with the namings that prove it and the rule that found it.

    ``shared``: all hangs on a surname that several people of the article bear.
    """

    agent: Agent
    evidence: tuple[Span, ...]
    rule: str
    being: Being | None = None
    shared: bool = False


def as_agent(being: Being, source: Span, rule: str, via: Span | None = None) -> Resolved:
    """A person or body as speaker; ``via`` is the naming that led to it."""
    evidence = [source]
    if via is not None and not source.contains(via):
        evidence.append(via)
    if isinstance(being, Body):
        agent = Agent(being.name, AgentKind.GROUP if _is_plural(being) else AgentKind.ORGANISATION)
    else:
        agent = Agent(being.name, AgentKind.PERSON, being.organisation, being.role)
        if being.intro is not None and not any(e.contains(being.intro) for e in evidence):
            evidence.append(being.intro)
    return Resolved(agent, tuple(evidence), rule, being)


def _is_plural(body: Body) -> bool:
    """Whether a name means several people: "House Republicans"."""
    last = body.keys[-1]
    return last in lx.DEMONYMS and last.endswith("s") and not PREPOSITIONS & set(body.keys)


def chained(source: Span, earlier: Resolved, rule: str = "pronoun") -> Resolved:
    """The same speaker as an earlier source; its namings go on with the chain."""
    evidence = (source, *(s for s in earlier.evidence if s != source))
    agent, being = earlier.agent, earlier.being
    if isinstance(being, Person):
        agent = replace(agent, role=being.role, organisation=being.organisation)
    return Resolved(agent, evidence[:4], rule, being, earlier.shared)


def _is_body(agent: Agent) -> bool:
    """Whether an organisation spoke, be it one without a name ("the company")."""
    unnamed = agent.kind is AgentKind.ANONYMOUS and agent.role is None
    last = agent.name.split()[-1].lower()
    return agent.kind is AgentKind.ORGANISATION or (
        unnamed and last in lx.ORGANISATION_NOUNS - DOCUMENT_NOUNS
    )


def _is_unnamed(agent: Agent, gender: str | None) -> bool:
    """Whether one unnamed person spoke who can be of a gender: "Ada Roe's sister" is no man."""
    phrase = phrase_of(agent.name, Span(0, len(agent.name)))
    if agent.kind is not AgentKind.ANONYMOUS or phrase is None:
        return False
    human = agent.role or is_person_noun(phrase.noun) or phrase.noun in lx.ANONYMOUS_NOUNS
    return bool(human) and not clash(gender_of(phrase), gender)


def _is_document(spoken: Resolved) -> bool:
    """Whether a report or the like spoke, which "it" can mean though people wrote it."""
    agent = spoken.agent
    named = agent.kind is AgentKind.ANONYMOUS and agent.name.split()[-1].lower() in DOCUMENT_NOUNS
    return named or (spoken.rule == "issuer" and agent.kind is not AgentKind.PERSON)


def _is_thing(agent: Agent) -> bool:
    """Whether what spoke without a name is nobody, going by its noun: "the theatre"."""
    phrase = phrase_of(agent.name, Span(0, len(agent.name)))
    if agent.kind is not AgentKind.ANONYMOUS or agent.role or phrase is None or phrase.determiner != "the":
        return False
    human = is_person_noun(phrase.noun) or phrase.noun in lx.ANONYMOUS_NOUNS or gender_of(phrase)
    aged = phrase.noun.endswith("-old") or phrase.noun in lx.DEMONYMS
    return not (human or aged or phrase.tail or is_somebody(agent.name, phrase))


def _is_complement(left: list[Word]) -> bool:
    """Whether a preposition governs the name behind some words, with its role: "by Harrow chairman NAME"."""
    words_before = left
    if left and left[-1].key in lx.ORGANISATION_NOUNS and left[-1].text.islower():
        first = next(
            (i for i in range(1, _LONGEST_KIND) if left[-1 - i : -i] and left[-1 - i].key == "the"), 0
        )
        left = left[: -1 - first] if first and _is_one_phrase(left[-1 - first :]) else left
    if left and lx.is_role_noun(left[-1].key):
        while left and (left[-1].capital or is_role_word(left[-1])):
            left = left[:-1]
    if len(left) > 1 and left[-2].key in ("the", "a", "an") and left[-1].text.islower():
        left = left[:-2]
    elif left and left[-1].key in ("the", "a", "an") and _is_one_phrase(words_before[len(left) - 1 :]):
        left = left[:-1]
    return bool(left) and left[-1].key in _COMPLEMENT_AFTER


def _is_one_phrase(run: list[Word]) -> bool:
    """Whether no comma or other mark parts some words."""
    return all(later.span.start - word.span.end == 1 for word, later in pairwise(run))


class Discourse:
    """The memory of one article; sources must be remembered in text order."""

    def __init__(self, text: str, cast: Cast, index: QuotedIndex) -> None:
        self.text, self.cast, self.index = text, cast, index
        self._spoken: list[tuple[int, Resolved]] = []
        self.sources: list[Span] = []
        """All sources of the article in order, also those that nobody has resolved yet."""
        tell_genders(text, cast, index)

    def remember(self, position: int, resolved: Resolved) -> None:
        """Note that somebody spoke at ``position``."""
        self._spoken.append((position, resolved))

    def recent(self) -> Iterator[tuple[int, Resolved]]:
        """Who spoke and where, the last one first."""
        return reversed(self._spoken[-_RECENT:])

    def last_speaker(self, position: int, *, since: int) -> Resolved | None:
        """Who spoke last between two positions."""
        i = bisect_right([p for p, _ in self._spoken[-_RECENT:]], position)
        recent = self._spoken[-_RECENT:][:i]
        return recent[-1][1] if recent and recent[-1][0] >= since else None

    def last_position(self, position: int) -> int:
        """Where somebody last spoke before a position; 0 if nobody did."""
        return max((p for p, _ in self._spoken[-_RECENT:] if p < position), default=0)

    def speaker_in(
        self, sentence: Span, before: int, kind: AgentKind, gender: str | None, *, documents: bool = False
    ) -> Resolved | None:
        """Who spoke in a sentence before a position, and can be meant by a pronoun of this kind.

        ``documents``: a report that spoke can be meant too, and "the theatre".
        """
        for position, spoken in self.recent():
            if position < sentence.start:
                return None
            if position >= min(sentence.end, before):
                continue
            agent = spoken.agent
            if kind is AgentKind.PERSON:
                if _is_unnamed(agent, gender) or (
                    isinstance(spoken.being, Person) and not clash(spoken.being.gender, gender)
                ):
                    return spoken
            elif _is_body(agent) or (documents and (_is_document(spoken) or _is_thing(agent))):
                return spoken
        return None

    def subject_back(self, position: int, fits: Fits) -> Name | None:
        """The subject of the nearest sentence that has a fitting one."""
        here = self.cast.sentence_at(position)
        for number in range(here, max(-1, here - FAR_BACK), -1):
            if name := self.subject(self.cast.sentences[number], position, fits):
                return name
        return None

    def subject(self, sentence: Span, before: int, fits: Fits) -> Name | None:
        """The first fitting name outside marks that is no possessive and no complement.

        That of the main clause comes first: "After Roe lost, it was Poe who played".
        """
        subjects = self._subjects(sentence, before, fits)
        first = next(subjects, None)
        clause = self.opening_clause(sentence)
        if first is None or first.span.start >= clause:
            return first
        return next((n for n in subjects if n.span.start >= clause), first)

    def opening_clause(self, sentence: Span) -> int:
        """Where the clause ends that a sentence begins with ("After Roe lost, "); its start without one."""
        clause = _OPENS_CLAUSE.match(self.text, sentence.start, sentence.end)
        return clause.end() if clause else sentence.start

    def _subjects(self, sentence: Span, before: int, fits: Fits) -> Iterator[Name]:
        for name in self.cast.names_in(Span(sentence.start, max(sentence.start, min(sentence.end, before)))):
            if name.span.end > before or name.possessive or not fits(self.cast.being_of(name)):
                continue
            if self.is_complement(name.prefix.start if name.prefix else name.span.start):
                continue
            if self.index.at(name.span.start) is None:
                yield name

    def is_complement(self, start: int) -> bool:
        """Whether a preposition governs the name or phrase that begins at a position."""
        sentence = self.cast.sentences[self.cast.sentence_at(start)]
        return _is_complement(words(self.text, max(sentence.start, start - _ROLE_LENGTH), start))

    def only_one(self, sentence: Span, before: int, fits: Fits) -> Name | None:
        """The one fitting name of an earlier sentence, wherever it stands there."""
        if sentence.end > before:
            return None
        fitting = [
            n
            for n in self.cast.names_in(sentence)
            if fits(self.cast.being_of(n)) and self.index.at(n.span.start) is None
        ]
        return fitting[0] if len({self.cast.being_of(n).name for n in fitting}) == 1 else None

    def names_back(self, position: int) -> Iterator[Name]:
        """Names before a position, nearest first, not further than a page."""
        return reversed(self.cast.names_in(Span(max(0, position - _PAGE), position)))
