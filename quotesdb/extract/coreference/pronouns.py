"""Whom a pronoun means: the person or body in focus, by number, grammatical gender and who spoke last."""

from __future__ import annotations

import re
from collections.abc import Callable

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Being, Body, Person
from quotesdb.extract.coreference.discourse import FAR_BACK, Discourse, Fits, Resolved, as_agent, chained
from quotesdb.extract.coreference.groups import Groups
from quotesdb.extract.coreference.phrases import (
    clash,
    gender_of,
    is_agent_noun,
    is_people_noun,
    is_person_noun,
    noun_phrase_before,
    phrase_of,
)
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Agent, AgentKind, Span

_NEAR = 2
_OFTEN, _PAGE = 3, 3000
_THING = re.compile(r"\d|[^s]s$")
_AROUND = 600
_ANTECEDENT = 120
_CLAUSE = 300
_OPENING, _SUBJECT = 60, 5
_LINK = 12
_SUBJECT_PRONOUNS = {"m": re.compile(r"\b[Hh]e\b"), "f": re.compile(r"\b[Ss]he\b")}
_WHEN = re.compile(r"\b(?:when|where|after|before|while|because|since|as)\s$")
_BELONGS = re.compile(r"\s(?:at|of|in|on|from|with|for) (?:the )?$")
_APPOSING = re.compile(r"(?:\s\([^()\n]{1,40}\))?(?:, \d{1,3})?,\s+")
_LEADS_ON = re.compile(
    r"(?:\s[-–—]+\s(?:most|many|some|all|both|none|one|two) of who[^-–—]*)?[\s,–—-]*"
    r"(?:\b(?:most|many|some|all|both|none|one|two) of\s+)?$"
)


def _is_agent(being: Being) -> bool:
    """Whether a body is one that acts for itself: no place, no "MP3", no "Xboxes"."""
    if not isinstance(being, Body) or being.mentions[0].kind == "place":
        return False
    return being.mentions[0].kind == "organisation" or not _THING.search(being.name)


class Pronouns:
    """Resolves the pronouns of one article; ``phrase`` resolves a noun phrase."""

    def __init__(
        self, discourse: Discourse, phrase: Callable[[Span], Resolved | None], groups: Groups
    ) -> None:
        self.discourse, self.phrase, self.groups = discourse, phrase, groups
        self.text, self.cast, self.index = discourse.text, discourse.cast, discourse.index
        self._describing = False

    def resolve(self, pronoun: str, source: Span) -> Resolved | None:
        """Whom a lower-case pronoun standing at ``source`` means."""
        if pronoun in lx.RELATIVES:
            return self._antecedent(source)
        if pronoun in lx.FIRST_PRONOUNS:
            return self._around(source)
        if pronoun in lx.MALE_PRONOUNS | lx.FEMALE_PRONOUNS:
            return self.person(source, "m" if pronoun in lx.MALE_PRONOUNS else "f")
        if pronoun in lx.NEUTER_PRONOUNS:
            return self.body(source, _is_agent) or self.body(source, lambda b: isinstance(b, Body))
        return self._plural(source)

    def person(self, source: Span, gender: str | None, back: int = FAR_BACK) -> Resolved | None:
        """The person in focus; without a gender, of either one.

        Somebody near whose gender the text gives comes before somebody whose gender it does not give.
        """
        if gender and (new := self._introduced(source, gender)):
            return new
        if gender and (sure := self._person(source, (gender,), gender, min(back, _NEAR))):
            return sure
        found = self._person(source, (gender, None) if gender else ("f", "m", None), gender, back)
        if found or self._describing:
            return found
        self._describing = True
        found = self._described(source, gender)
        self._describing = False
        return found

    def _introduced(self, source: Span, gender: str) -> Resolved | None:
        """Whom the sentence before introduces, alone and as its subject: of nobody else goes the tale on."""
        here = self.cast.sentence_at(source.start)
        if not here:
            return None
        before = self.cast.sentences[here - 1]
        people = {
            b.name: b for n in self.cast.names_in(before) if isinstance(b := self.cast.being_of(n), Person)
        }
        person = next(iter(people.values()), None)
        if person is None or len(people) > 1 or clash(person.gender, gender) or len(person.keys) == 1:
            return None
        name = self.discourse.subject(before, source.start, lambda b: isinstance(b, Person))
        new = name is not None and person.mentions[0] is name and name.span.start == before.start
        named_here = [n for n in self.cast.names_in(Span(before.end, source.start)) if n.kind == "person"]
        return as_agent(person, source, "pronoun", via=name.span) if name and new and not named_here else None

    def _described(self, source: Span, gender: str | None) -> Resolved | None:
        """The unnamed person whom a sentence before begins with ("The abbot met them. ... he said")."""
        here = self.cast.sentence_at(source.start)
        for sentence in reversed(self.cast.sentences[max(0, here - _NEAR) : here]):
            tokens = words(self.text, sentence.start, min(sentence.end, sentence.start + _OPENING))
            subject = next((i for i, t in enumerate(tokens[:_SUBJECT]) if i and is_person_noun(t.key)), 0)
            if subject and tokens[0].key in ("the", "a", "an") and not tokens[subject].possessive:
                head = Span(sentence.start, tokens[subject].span.end)
                phrase = phrase_of(self.text, head)
                told = gender_of(phrase) if phrase else None
                found = None if clash(told, gender) else self.phrase(head)
                return found and chained(source, found)
        return None

    def _person(
        self, source: Span, genders: tuple[str | None, ...], gender: str | None, back: int
    ) -> Resolved | None:
        return self._focus(
            source,
            lambda b: isinstance(b, Person) and b.gender in genders,
            AgentKind.PERSON,
            gender,
            back,
        )

    def body(self, source: Span, fits: Fits, back: int = FAR_BACK) -> Resolved | None:
        """The organisation in focus."""
        return self._focus(source, fits, AgentKind.ORGANISATION, None, back)

    def _antecedent(self, source: Span) -> Resolved | None:
        """A relative pronoun means the name or phrase right before it."""
        sentence = self.cast.sentences[self.cast.sentence_at(source.start)]
        begin = max(sentence.start, source.start - _CLAUSE)
        end = begin + len(_LEADS_ON.split(self.text[begin : source.start])[0])
        phrase = noun_phrase_before(self.text, max(sentence.start, end - _ANTECEDENT), end)
        if phrase is None:
            return None
        named = [n for n in self.cast.names_in(Span(max(0, end - _ANTECEDENT), end)) if n.span.end >= end - 1]
        if named and (found := self._member(named[-1], source)):
            return found
        if named and " and " not in phrase.text(self.text):
            return as_agent(self.cast.being_of(named[-1]), source, "relative")
        apposed = None if named else self._apposed_to(phrase, source)
        return apposed or self._described_before(phrase, source)

    def _member(self, body: Name, source: Span) -> Resolved | None:
        """Of "a clerk at the Harrow Office who": the clerk, since no body is a "who"."""
        if not isinstance(self.cast.being_of(body), Body) or body.kind == "unknown":
            return None
        sentence = self.cast.sentences[self.cast.sentence_at(body.span.start)]
        link = _BELONGS.search(self.text, max(sentence.start, body.span.start - _LINK), body.span.start)
        member = noun_phrase_before(self.text, sentence.start, link.start()) if link else None
        if member is None or source.text(self.text).lower() not in ("who", "whom"):
            return None
        noun = words(self.text, member.start, member.end)[-1].key
        human = is_people_noun(noun) or is_agent_noun(noun)
        found = self.phrase(Span(member.start, body.span.end)) if human else None
        return found and chained(source, found, "relative")

    def _apposed_to(self, phrase: Span, source: Span) -> Resolved | None:
        """Of "Ada Roe, a driver who" and "A and B, two towns which": the names before the comma."""
        sentence = self.cast.sentences[self.cast.sentence_at(phrase.start)]
        named = self.cast.names_in(Span(max(sentence.start, phrase.start - _ANTECEDENT), phrase.start))
        if not named or not _APPOSING.fullmatch(self.text, named[-1].span.end, phrase.start):
            return None
        names = noun_phrase_before(self.text, sentence.start, named[-1].span.end)
        found = self.phrase(names) if names and not named[-1].possessive else None
        return found and chained(source, found, "relative")

    def _described_before(self, phrase: Span, source: Span) -> Resolved | None:
        """An unnamed antecedent, where it can be somebody: "farmers who", "a report which"."""
        tokens = words(self.text, phrase.start, phrase.end)
        noun = tokens[-1].key
        pronoun = source.text(self.text).lower()
        human = pronoun in ("who", "whom") or (pronoun == "that" and is_people_noun(noun))
        if not (is_agent_noun(noun) or human or tokens[-1].capital):
            return None
        found = self.phrase(phrase)
        return found and chained(source, found, "relative")

    def _around(self, source: Span) -> Resolved | None:
        """What "I" and "we" inside marks mean: whoever is quoted there."""
        if self.index.at(source.start) is None:
            return None
        found = self.discourse.last_speaker(source.start, since=source.start - _AROUND)
        return found and chained(source, found)

    def _plural(self, source: Span) -> Resolved | None:
        if inside := self._named_inside(source):
            return inside
        sentence = self.cast.sentence_at(source.start)
        since = self.cast.sentences[max(0, sentence - 4)].start
        for position, spoken in self.discourse.recent():
            if since <= position < source.start and spoken.agent.kind is not AgentKind.PERSON:
                return chained(source, spoken)
        for number in range(sentence, max(-1, sentence - 4), -1):
            where = self.cast.sentences[number]
            for token in words(self.text, where.start, min(where.end, source.start)):
                if (
                    token.key in lx.GROUP_NOUNS - lx.SENTENCE_OPENERS
                    and (token.text.islower() or token.span.start == where.start)
                    and self.index.at(token.span.start) is None
                ):
                    agent = Agent(self._noun_phrase(token, where), AgentKind.GROUP)
                    return Resolved(agent, (source, token.span), "pronoun")
        if joined := self.groups.joined(source, back=2):
            return joined
        subject = self.discourse.subject_back(source.start, lambda b: isinstance(b, Body))
        return as_agent(self.cast.being_of(subject), source, "pronoun", via=subject.span) if subject else None

    def _named_inside(self, source: Span) -> Resolved | None:
        """The people whom a quotation names before a "they" in it (“I asked the crews and they said”)."""
        region = self.index.at(source.start)
        if region is None:
            return None
        for token in reversed(words(self.text, region.inner.start, source.start)):
            if is_people_noun(token.key) and token.text.islower():
                agent = Agent(self._noun_phrase(token, region.inner), AgentKind.GROUP)
                return Resolved(agent, (source, token.span), "pronoun")
        return None

    def _noun_phrase(self, noun: Word, sentence: Span) -> str:
        phrase = noun_phrase_before(self.text, sentence.start, noun.span.end) or noun.span
        return " ".join(phrase.text(self.text).split())

    def _focus(
        self, source: Span, fits: Fits, kind: AgentKind, gender: str | None, back: int = FAR_BACK
    ) -> Resolved | None:
        """The agent in focus: the subject of this sentence, else sentence by sentence backwards.

        In an earlier sentence whoever speaks there comes before the subject, because news prose goes on
        from its last speaker.
        """
        here, neuter = (
            self.cast.sentence_at(source.start),
            source.text(self.text).lower() in lx.NEUTER_PRONOUNS,
        )
        for number in range(here, max(-1, here - back), -1):
            sentence = self.cast.sentences[number]
            spoken = self.discourse.speaker_in(sentence, source.start, kind, gender, documents=neuter)
            subject = self.discourse.subject(sentence, source.start, fits)
            if spoken:
                return chained(source, spoken)
            if subject is not None and self._is_object(subject, sentence, gender):
                subject = None
            if subject is None and spoken is None and number == here and gender:
                subject = self._owner_of_clause(sentence, source, fits)
            if subject is None and (kind is AgentKind.PERSON or not neuter):
                subject = self.discourse.only_one(sentence, source.start, fits)
                passed = subject is not None and (
                    self._is_object(subject, sentence, gender) or self._only_employs(subject, sentence)
                )
                subject = None if passed else subject
            if (
                subject is None
                and kind is not AgentKind.PERSON
                and (body := self._nominal_subject(sentence, source))
            ):
                return chained(source, body)
            if subject:
                return as_agent(self.cast.being_of(subject), source, "pronoun", via=subject.span)
        return self._named_back(source, fits) if back == FAR_BACK else None

    def _owner_of_clause(self, sentence: Span, source: Span, fits: Fits) -> Name | None:
        """Roe of "one of Roe's speeches came in May, when she": alone named so far, though no subject."""
        if not _WHEN.search(self.text, max(sentence.start, source.start - 10), source.start):
            return None
        named = self.cast.names_in(Span(sentence.start, source.start))
        people = [n for n in named if isinstance(self.cast.being_of(n), Person)]
        alone = len({self.cast.being_of(n).name for n in people}) == 1
        return people[0] if alone and people[0].possessive and fits(self.cast.being_of(people[0])) else None

    def _is_object(self, name: Name, sentence: Span, gender: str | None) -> bool:
        """Whether a name stands behind a "she" of its sentence, who is then somebody else: She met Ada Roe.

        Not where the pronoun is of a clause before: When she left, Ada Roe wept.
        """
        if gender is None:
            return False
        clause = self.discourse.opening_clause(sentence)
        start = clause if clause <= name.span.start else sentence.start
        found = _SUBJECT_PRONOUNS[gender].finditer(self.text, start, name.span.start)
        return any(self.index.at(m.start()) is None for m in found)

    def _only_employs(self, name: Name, sentence: Span) -> bool:
        """Whether a body is named nowhere but as whose analyst somebody is, in a text about another one."""
        being = self.cast.being_of(name)
        if not isinstance(being, Body) or len(being.mentions) > 1:
            return False
        people = (self.cast.being_of(n) for n in self.cast.names_in(sentence))
        employs = any(isinstance(p, Person) and p.organisation == being.name for p in people)
        return employs and any(
            isinstance(b := self.cast.being_of(n), Body) and len(b.mentions) >= _OFTEN
            for n in self.cast.names_in(Span(max(0, sentence.start - _PAGE), sentence.start))
        )

    def _named_back(self, source: Span, fits: Fits) -> Resolved | None:
        for name in self.discourse.names_back(source.start):
            being: Being = self.cast.being_of(name)
            sentence = self.cast.sentences[self.cast.sentence_at(name.span.start)]
            if (
                fits(being)
                and self.index.at(name.span.start) is None
                and not self._only_employs(name, sentence)
            ):
                return as_agent(being, source, "pronoun", via=name.span)
        return None

    def _nominal_subject(self, sentence: Span, source: Span) -> Resolved | None:
        """The unnamed organisation that an earlier sentence begins with ("The transport ministry ...")."""
        if sentence.end > source.start:
            return None
        tokens = words(self.text, sentence.start, min(sentence.end, sentence.start + 60))[:5]
        if not tokens or tokens[0].key != "the":
            return None
        noun = next((t for t in tokens[1:] if t.key in lx.ORGANISATION_NOUNS and not t.possessive), None)
        if noun is None:
            return None
        whole = noun_phrase_before(self.text, sentence.start, noun.span.end)
        if whole is None or whole.start != sentence.start:
            return None
        behind = self.cast.names_in(Span(noun.span.end, noun.span.end + 2))
        return self.phrase(Span(sentence.start, behind[0].span.end if behind else noun.span.end))
