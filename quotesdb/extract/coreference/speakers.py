"""Who a source is: names, surnames, pronouns and descriptions resolved inside one article.

The chain of words that leads from the source to the fullest naming is kept as evidence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Body, Person
from quotesdb.extract.coreference.descriptions import Descriptions
from quotesdb.extract.coreference.discourse import Discourse, Resolved, as_agent, chained
from quotesdb.extract.coreference.groups import Groups
from quotesdb.extract.coreference.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    Phrase,
    can_speak,
    head_of,
    is_agent_noun,
    is_people_noun,
    is_person_noun,
    is_somebody,
    phrase_of,
)
from quotesdb.extract.coreference.pronouns import Pronouns
from quotesdb.extract.coreference.sources import Sources
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Agent, AgentKind, Span

_APPOSED = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?,\s+(?:the\s+)?(?:(?:[A-Z][a-z]+\.?\s+)?(?:\((?:Mrs?|Ms|Miss|Dr)\.?\)|(?:Mr|Mrs|Ms|Dr|Sir)\.?)\s+)?$"
)
_APPOSED_WITHIN = 80
_LISTED_ON = re.compile(r",? (?:and|or|&) |, (?=[A-Z])")
_COMPANY = re.compile(r"\s+and\s+(?:(?:his|her|their|other|several|two|many|some|the)\s+[\w -]+|others)$")
_SHE_AND = lx.word_set("he she they it")
_ACRONYMS = ("WHO", "US")
_BESIDE = 20
_AGENCY_NOUNS = lx.word_set("agency newspaper magazine website channel broadcaster wire station")
_EXAMPLES = lx.word_set("including include like such led especially particularly notably with")
_CLAUSE = re.compile(r"[, ]*(?:who|whose|which|that)\s")
_GROUP_NAMES = {(noun,) for noun in lx.GROUP_NOUNS}
_MORE_PREPOSITIONS = lx.word_set("under behind against alongside")
_NO_NOUN_ENDINGS = ("ly", "ed", "ing", "ward")
_STOP_WORDS = word_list("stop_words") | word_list("day_words") | word_list("sentence_openers")
_BODY_NOUNS = lx.ORGANISATION_NOUNS | {"camp"}


class Resolver:
    """Resolves the sources of one article; they must come in text order."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.text, self.cast, self.index = discourse.text, discourse.cast, discourse.index
        self.sources = Sources(self.text, self.cast)
        self.groups = Groups(discourse)
        self.pronouns = Pronouns(discourse, self.resolve, self.groups)
        self.descriptions = Descriptions(discourse, self.pronouns, self.groups)

    def resolve(self, source: Span) -> Resolved | None:
        """Who the words of ``source`` mean, or None where nobody can be made out."""
        tokens = words(self.text, source.start, source.end)
        if not tokens:
            return None
        if all(t.key in lx.PRONOUNS for t in tokens) and not self._is_acronym(tokens[0]):
            return self.pronouns.resolve(tokens[0].key, source)
        if len(tokens) == 1 and tokens[0].key in ("each", "both"):
            return self.groups.each(source)
        if tokens[0].key in _SHE_AND and len(tokens) > 2 and tokens[1].key == "and":
            return self._with_others(tokens, source)
        found = self._phrase(source)
        return None if found and _is_pronoun(found.agent.name) else found

    def _is_acronym(self, word: Word) -> bool:
        """Whether a word is no pronoun but the WHO or the US, in a text that is not all in capitals.

        Not in "the man WHO said so".
        """
        around = words(self.text, max(0, word.span.start - _BESIDE), word.span.end + _BESIDE)
        before = [w for w in around if w.span.end <= word.span.start][-1:]
        opens = self.cast.sentences[self.cast.sentence_at(word.span.start)].start == word.span.start
        named = opens or (bool(before) and before[0].key == "the")
        return word.bare in _ACRONYMS and named and any(w.text.islower() and len(w.text) > 1 for w in around)

    def _with_others(self, tokens: list[Word], source: Span) -> Resolved | None:
        """A group of somebody and others: "she and her husband"."""
        found = self.pronouns.resolve(tokens[0].key, tokens[0].span)
        if found is None:
            return None
        rest = " ".join(Span(tokens[0].span.end, source.end).text(self.text).split())
        name = f"{found.agent.name} {rest}".strip(" ,")
        return Resolved(Agent(name, AgentKind.GROUP), (source, *found.evidence[1:]), "names")

    def widened(self, source: Span, limits: tuple[Span, ...]) -> Span:
        """The whole naming that a tagged source stands for; ``limits``: contents, then cue."""
        return self.sources.widened(source, limits)

    def subject_before(self, position: int, *, since: int) -> Resolved | None:
        """The person that the running text last had in focus between two positions."""
        for number in range(self.cast.sentence_at(position), -1, -1):
            sentence = self.cast.sentences[number]
            if sentence.end <= since:
                return None
            name = self.discourse.subject(sentence, position, lambda b: isinstance(b, Person))
            if name:
                return as_agent(self.cast.being_of(name), name.span, "focus")
        return None

    # -- names

    def _phrase(self, source: Span) -> Resolved | None:
        head = head_of(self.text, source)
        phrase = phrase_of(self.text, head)
        if phrase is None:
            return None
        if group := self.groups.named(source, head.start) or self._apposed_group(phrase, source):
            return group
        if body := self._body_of_person(phrase, source):
            return body
        if owner := self._named_owner(phrase, source):
            return owner
        name = self._apposed(phrase, source) or self._head_name(source, head)
        if name is None:
            return self.descriptions.resolve(phrase, source)
        being = self.cast.being_of(name)
        if match := _COMPANY.match(self.text, name.span.end, source.end):
            return Resolved(Agent(being.name + match[0].rstrip(), AgentKind.GROUP), (source,), "names")
        rule = "name" if isinstance(being, Body) or name.keys == being.keys else "surname"
        if rule == "surname" and self.cast.is_shared(name):
            return replace(as_agent(being, source, "namesake"), shared=True)
        return as_agent(being, source, rule)

    def _named_owner(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Whose "plan" or "record" it is: what cannot speak itself stands for its owner."""
        owners = [i for i, w in enumerate(phrase.core[:-1]) if w.possessive and w.key not in lx.CALENDAR]
        if not owners or phrase.core[-1].capital or phrase.span.end < source.end:
            return None
        if any(can_speak(w.key) for w in phrase.core[owners[-1] + 1 :]) or is_somebody(self.text, phrase):
            return None
        last = phrase.core[owners[-1]]
        owner = Span(phrase.core[0].span.start, last.span.start + len(last.bare))
        found = self.resolve(owner)
        if found is None or (found.being is None and found.agent.kind is not AgentKind.GROUP):
            return None
        return replace(chained(source, found, "owner"), evidence=(source, *found.evidence)[:4])

    def _body_of_person(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The body of "the Roe campaign", which is not the person it is called after."""
        if len(phrase.core) < 2 or phrase.core[-1].key not in _BODY_NOUNS or phrase.core[-1].capital:
            return None
        inside = [n for n in self.cast.names_in(source) if n.span.end <= phrase.core[-1].span.start]
        if not inside or not isinstance(self.cast.being_of(inside[-1]), Person):
            return None
        if self.text[inside[-1].span.end : phrase.core[-1].span.start].strip(" '’s"):
            return None
        name = Span(inside[-1].span.start, phrase.core[-1].span.end).text(self.text)
        return Resolved(Agent(" ".join(name.split()), AgentKind.ORGANISATION), (source,), "description")

    def _head_name(self, source: Span, head: Span) -> Name | None:
        inside = [
            n
            for n in self.cast.names_in(source)
            if n.keys not in _GROUP_NAMES and not self._in_clause(n, head) and not self._apart(n, head)
        ]
        tokens = words(self.text, head.start, head.end)
        people = [n for n in inside if isinstance(self.cast.being_of(n), Person)]
        for i, name in enumerate(people):
            skipped = self._owns(name, source) or self._governed(name, tokens) or self._listed(name, head)
            if not skipped and not self._describes(name, people[i + 1 :], head):
                return name
        for name in inside:
            if self._owns(name, source) or self._listed(name, head) or self._is_person(name):
                continue
            if name.span.end >= head.end - 1 and not self._governed(name, tokens):
                return name
            after = words(self.text, name.span.end, head.end)
            if after and after[-1].key in _AGENCY_NOUNS and all(w.text.islower() for w in after):
                return name
            before = self.text[head.start : name.span.start].strip().lower()
            if before in ("", "the") and self._is_attached(name, head):
                return name
        return None

    def _in_clause(self, name: Name, head: Span) -> bool:
        """Whether a name belongs to what a clause behind the head tells ("a man who works at Harrow")."""
        return name.span.start >= head.end and bool(_CLAUSE.match(self.text, head.end, name.span.start))

    def _apart(self, name: Name, head: Span) -> bool:
        """Whether a name only takes part in what is told of the head: "the board, led by Ada Roe"."""
        start = name.prefix.start if name.prefix else name.span.start
        between = words(self.text, head.end, max(head.end, start))
        return any(w.key in PREPOSITIONS | _MORE_PREPOSITIONS and w.text.islower() for w in between)

    def _owns(self, name: Name, source: Span) -> bool:
        """Whether a name is the possessor of what follows; not where the source is cut right behind it."""
        return name.possessive and name.span.end < source.end - len("’s")

    def _listed(self, name: Name, head: Span) -> bool:
        """Whether a name behind the head is only an example ("experts, including Ada Roe")."""
        if name.span.start < head.end:
            return False
        return any(w.key in _EXAMPLES for w in words(self.text, head.end, name.span.start)[:2])

    def _describes(self, name: Name, later: list[Name], head: Span) -> bool:
        """Whether a name only says whose ("Roe aides") or leads up to the name that counts."""
        after = words(self.text, name.span.end, head.end)
        if not after or self.text[name.span.end : after[0].span.start] not in (" ", "\u00a0"):
            return False
        named = any(n.span.end <= head.end and not n.possessive for n in later)
        if not after[0].text.islower():
            return named and is_person_noun(after[0].key)
        if len(after) == 1 and head.end == after[0].span.end and self._is_noun(after[0]):
            return True
        return is_agent_noun(after[0].key) or (named and after[0].key not in PREPOSITIONS | {"and"})

    @staticmethod
    def _is_noun(word: Word) -> bool:
        """Whether a small word at the end of a source is formed like a noun: "Roe pal", not "Roe also"."""
        return word.text.isalpha() and not word.key.endswith(_NO_NOUN_ENDINGS) and word.key not in _STOP_WORDS

    def _apposed_group(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The names behind a plural: "the candidates, Ada Roe and Colin Poe"."""
        if phrase.span.end >= source.end or self.text[phrase.span.end] not in ",:—–":
            return None
        return self.groups.named(source, phrase.span.end) if is_people_noun(phrase.noun) else None

    def _apposed(self, phrase: Phrase, source: Span) -> Name | None:
        """The name that a description of one person is followed by ("A lawyer for the port, Ada Roe,").

        Of a head that no list has for a person's, only where the source has the name in full.
        """
        if self._names_somebody(phrase.span):
            return None
        for name in self.cast.names_in(Span(phrase.span.end, phrase.span.end + _APPOSED_WITHIN)):
            start = name.prefix.start if name.prefix else name.span.start
            if not _APPOSED.fullmatch(self.text, phrase.span.end, start):
                continue
            whole = len(name.keys) > 1 and name.span.end <= source.end
            if name.possessive or not (whole or is_person_noun(phrase.noun)) or self._goes_on(name, source):
                return None
            return name if self._is_person(name) else None
        return None

    def _names_somebody(self, head: Span) -> bool:
        """Whether a head ends with the name of whom it means: not "a lawyer for Ada Roe"."""
        within = self.cast.names_in(head)
        if not within or within[-1].span.end < head.end - 1 or not self._is_person(within[-1]):
            return False
        return not self._governed(within[-1], words(self.text, head.start, head.end))

    def _is_person(self, name: Name) -> bool:
        return isinstance(self.cast.being_of(name), Person)

    def _goes_on(self, name: Name, source: Span) -> bool:
        """Whether a list of people goes on behind a name ("aides, Ada Roe and Colin Poe")."""
        rest = self.text[name.span.end : source.end]
        return bool(_LISTED_ON.match(rest))

    def _governed(self, name: Name, tokens: list[Word]) -> bool:
        """Whether a preposition before the name makes it a complement ("a lawyer for Mr King")."""
        # The phrase may begin within the name, where the encoder took a part of it for the source.
        start = min(tokens[0].span.start, name.span.start)
        bodies = [n.span for n in self.cast.names_in(Span(start, name.span.start))]
        before = [
            t
            for t in tokens
            if t.span.end <= name.span.start
            and not (t.key in PREPOSITIONS and any(b.contains(t.span) for b in bodies))
        ]
        if name.span.start >= tokens[-1].span.end and self._has_job(tokens[-1].span.end, name):
            return False
        if any(t.key in PREPOSITIONS for t in before):
            between = self.text[before[-1].span.end : name.span.start]
            left = [t.key for t in before]
            last = max(i for i, k in enumerate(left) if k in PREPOSITIONS)
            of_state = last + 2 == len(left) and (before[-1].text.islower() or before[-1].key == "state")
            titled = before[-1].key in lx.ROLE_NOUNS | lx.TITLES or bool(name.prefix) or of_state
            ends_role = last + 1 < len(left) and titled and "," not in between and self._role_runs(left, last)
            return not ends_role
        return False

    def _has_job(self, after: int, name: Name) -> bool:
        """Whether a job stands between the head of a source and a name: the Board (HBC) director, Ada Roe."""
        between = words(self.text, after, name.span.start)
        return bool(between) and is_person_noun(between[-1].key) and not between[-1].possessive

    @staticmethod
    def _role_runs(left: list[str], last: int) -> bool:
        """Of "secretary of state NAME": the words before the preposition are a role without a determiner."""
        return left[0] not in DETERMINERS and left[last] == "of"

    def _is_attached(self, name: Name, head: Span) -> bool:
        """Whether only a place or department follows an organisation's name ("the NHS in Wales")."""
        after = words(self.text, name.span.end, head.end)
        return bool(after) and after[0].key in PREPOSITIONS


def _is_pronoun(name: str) -> bool:
    return name.lower() in lx.PRONOUNS and not (name.isupper() and len(name) > 1)
