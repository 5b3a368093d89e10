"""Who a description means: "the director", "a county judge", "her lawyers", "the report".

The person, body or issuer that the article names for it, else the phrase as printed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import PARTY_NAMES
from quotesdb.extract.coreference.beings import Being, Body, Person, is_past
from quotesdb.extract.coreference.described_bodies import DescribedBodies
from quotesdb.extract.coreference.description_kinds import is_nobody, kind_of, means_person
from quotesdb.extract.coreference.discourse import Discourse, Resolved, as_agent, chained
from quotesdb.extract.coreference.documents import is_new, issuer_of, told_in
from quotesdb.extract.coreference.groups import Groups
from quotesdb.extract.coreference.phrases import (
    DETERMINERS,
    DOCUMENT_NOUNS,
    PREPOSITIONS,
    Phrase,
    can_speak,
    clash,
    gender_of,
    is_agent_noun,
    is_participle,
    is_person_noun,
    is_somebody,
    phrase_of,
)
from quotesdb.extract.coreference.profiles import RANKS, Profiles
from quotesdb.extract.coreference.pronouns import Pronouns
from quotesdb.extract.coreference.traits import Traits
from quotesdb.extract.coreference.varied import Varied
from quotesdb.extract.coreference.words import Name, words
from quotesdb.extract.spans.cues import known_cue
from quotesdb.values import Agent, AgentKind, Span

_NEAR = 2500
_VERB = 20
_LEAD_LENGTH = 900
_LEAD_SENTENCES = 4
_SENTENCE_ENDS, _CLOSERS = ".!?:…", "”’\"')"
_LONGEST, _SHORTEST = 12, 3
_KIN = word_list("kin_nouns")
_LINKS = lx.word_set("about over against among between during after before as and")
_CLAUSES = lx.word_set("who which that whose when including like such seeking speaking")
_NO_ROLE = lx.word_set("then local same close one-time")
_OPENING = 5
_FROM = re.compile(r",?\s(?:from|by|of|on behalf of)\b")
_UTTERANCES = lx.word_set("statement release")
_DOES = re.compile(r",? who (?:also |now )?(?!is |was |has )([a-z]+s) (?:the|an?|its|his|her|their) ")
_STEM = 4
_OF_PLACES = lx.word_set("government army parliament military president")


class Descriptions:
    """Resolves the descriptions of one article."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns, groups: Groups) -> None:
        self.discourse, self.pronouns, self.groups = discourse, pronouns, groups
        self.text, self.cast = discourse.text, discourse.cast
        self.profiles = Profiles(discourse.text, discourse.cast)
        self.bodies = DescribedBodies(discourse, pronouns)
        self.traits = Traits(discourse, pronouns, self.profiles)
        self.varied = Varied(discourse, pronouns, self.profiles)

    def resolve(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Who a phrase without a name at its head means, or None where it names nobody."""
        if is_nobody(phrase):
            return None
        if pair := self.groups.pair(phrase, source):
            return pair
        if phrase.noun in DOCUMENT_NOUNS and (issuer := self._issuer(phrase, source)):
            return issuer
        if found := self.traits.resolve(phrase, source):
            return found
        if introduced := self.bodies.introduced(phrase, source):
            return introduced
        if found := self._owned(phrase, source):
            return found
        if means_person(phrase) and (person := self._person(phrase, source)):
            return self._with_role(person, phrase, source)
        if phrase.definite and (body := self.bodies.resolve(phrase, source)):
            return body
        if phrase.definite and (
            earlier := self._same_noun(phrase, source) or self._spoke_for(phrase, source)
        ):
            return earlier
        return self._resolved_as_printed(phrase, source)

    # -- owners

    def _owned(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Of "his lawyers" and "her decision": whoever owns them."""
        if not phrase.owned:
            return None
        owner = self.pronouns.resolve(phrase.determiner, phrase.core[0].span)
        if phrase.determiner == "its" and phrase.noun in _OF_PLACES:
            owner = self._place_before(source)
        if owner is None or owner.agent.name.endswith(("'s", "’s")):
            return None
        if not (can_speak(phrase.noun) or is_somebody(self.text, phrase)):
            return replace(chained(source, owner), evidence=(source, *owner.evidence[1:]))
        if is_person_noun(phrase.noun) and (person := self._person(phrase, source, owner.being)):
            return person
        head = phrase.core[-1]
        rest = Span(phrase.core[0].span.end, head.span.start + len(head.bare)).text(self.text)
        printed = self._resolved_as_printed(phrase, source)
        plural = owner.agent.kind is AgentKind.GROUP and owner.agent.name.endswith("s")
        ending = "'" if plural else "'s"
        name = f"{owner.agent.name}{ending} {' '.join(rest.split())}"
        return Resolved(replace(printed.agent, name=name), (source, *owner.evidence[1:]), "owner")

    def _place_before(self, source: Span) -> Resolved | None:
        """The place named last before "its government"."""
        back = self.discourse.names_back(source.start)
        name = next((n for n in back if n.kind == "place"), None)
        return as_agent(self.cast.being_of(name), source, "pronoun", via=name.span) if name else None

    # -- people

    def _person(self, phrase: Phrase, source: Span, owner: Being | None = None) -> Resolved | None:
        fitting = [p for p in self.profiles.fitting(phrase, source) if p is not owner]
        if phrase.owned and phrase.noun not in _KIN and isinstance(owner, Body):
            fitting = [p for p in fitting if p.organisation == owner.name]
        if phrase.definite:
            known = [p for p in fitting if p.mentions[0].span.start < source.end + _NEAR]
            person = self._nearest(known, source)
            if person and not self._is_unnamed_one(person, phrase, source):
                return as_agent(person, source, "role")
            if continued := self.varied.in_paragraph(phrase, source):
                return continued
            of_somebody = phrase.owned or phrase.tail or any(w.possessive for w in phrase.core)
            told = of_somebody and lx.is_role_noun(phrase.noun)
            found = self._next_named(phrase, source) if told else None
            return found if found or phrase.owned else self.varied.resolve(phrase, source)
        if source.start >= _LEAD_LENGTH or phrase.determiner not in ("", "a", "an"):
            return None
        exact = self.profiles.fitting(phrase, source, exactly=bool(phrase.tail))
        new = [p for p in exact if self._is_introduced_later(p, source)]
        if len(new) == 1:
            return as_agent(new[0], source, "role")
        return self._next_named(phrase, source)

    def _is_unnamed_one(self, person: Person, phrase: Phrase, source: Span) -> bool:
        """Whether "the officer" is "a police officer" of before, rather than a sergeant with a name."""
        exact = self.profiles.knows(person, phrase.noun)
        return not exact and self.varied.is_spoken_of(phrase, source)

    def _with_role(self, found: Resolved, phrase: Phrase, source: Span) -> Resolved:
        """The person with the description for a role, from here on, where no present one is printed.

        A headline tells too little of it.
        """
        person = found.being
        told = lx.is_role_noun(phrase.noun) and self._is_sentence(self.cast.sentence_at(source.start))
        if not isinstance(person, Person) or not told or not (person.role is None or is_past(person.role)):
            return found
        bodies = [n for n in self.cast.names_in(phrase.span) if n.kind == "organisation"]
        party = next((w for w in phrase.modifiers if w.capital and w.key in PARTY_NAMES), None)
        said = [
            w
            for w in phrase.modifiers
            if not w.possessive and w is not party and not any(n.span.contains(w.span) for n in bodies)
        ]
        role = " ".join(w.text for w in (*(w for w in said if w.key not in _NO_ROLE), phrase.core[-1]))
        if person.role is not None and is_past(role):
            return found
        person.role = role
        of_party = party.bare if party else None
        person.organisation = person.organisation or of_party or self._organisation_of(source)
        agent = replace(found.agent, role=person.role, organisation=person.organisation)
        return replace(found, agent=agent)

    def _nearest(self, people: list[Person], source: Span) -> Person | None:
        """The person named last before a source, else the one named first behind it."""

        def distance(person: Person) -> tuple[bool, int]:
            before = person.named_before(source.start)
            nearest = person.mentions[max(0, before - 1)].span.start
            return (not before, source.start - nearest if before else nearest)

        return min(people, key=distance, default=None)

    def _is_in_lead(self, source: Span) -> bool:
        """Whether no paragraph of sentences stands between the headline and that of a source."""
        start = self.text.rfind("\n", 0, source.start) + 1
        before = range(1, self.cast.sentence_at(start))
        return not any(self._is_sentence(n) for n in before)

    def _is_introduced_later(self, person: Person, source: Span) -> bool:
        """Whether a person is first named, the headline aside, soon behind the sentence of a source."""
        headline = self.cast.sentences[0].end
        first = person.named_before(headline)
        if first == len(person.mentions):
            return False
        end = self.cast.sentences[self.cast.sentence_at(source.start)].end
        return end <= person.mentions[first].span.start <= source.end + _NEAR

    def _next_named(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Whom the sentences behind "a local teacher" in the lead introduce: the first new name there.

        Not where that person is told to be something else. Whoever is somebody's director speaks there, or
        opens the next paragraph; outside the lead the very next words are "Ada Roe said".
        """
        lead = source.start < _LEAD_LENGTH
        for sentence in self._sentences_behind(source, _LEAD_SENTENCES if lead else 1):
            name = self.discourse.subject(sentence, sentence.end, lambda b: isinstance(b, Person))
            if name is None or not (lead or name.span.start == sentence.start):
                continue
            person = self.cast.being_of(name)
            if not isinstance(person, Person) or clash(person.gender, gender_of(phrase)):
                return None
            told = self.profiles.told(person)
            new = len(person.keys) > 1 and self._is_introduced_later(person, source)
            here = phrase.definite or self._is_in_lead(source)
            untold = not told and here and not self._does_another(name, phrase)
            fits = untold or self.profiles.knows(person, phrase.noun)
            opens = lead and (not phrase.definite or self._opens_paragraph(sentence))
            if (
                new
                and fits
                and (opens or self._speaks(name))
                and not self.profiles.speaks_for_another(person, phrase)
            ):
                return as_agent(person, source, "role", via=name.span)
            return None
        return None

    def _does_another(self, name: Name, phrase: Phrase) -> bool:
        """Whether a name is told to do what another one does: no witness "chairs the committee"."""
        does = _DOES.match(self.text, name.span.end)
        return does is not None and not does[1].startswith(phrase.noun[:_STEM])

    def _sentences_behind(self, source: Span, number: int) -> list[Span]:
        """The next sentences, without lines that are none, such as a byline and a date."""
        here = self.cast.sentence_at(source.start)
        numbers = range(here + 1, min(here + 1 + 2 * number, len(self.cast.sentences)))
        return [self.cast.sentences[n] for n in numbers if self._is_sentence(n)][:number]

    def _is_sentence(self, number: int) -> bool:
        return self.cast.sentences[number].text(self.text).rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS

    def _opens_paragraph(self, sentence: Span) -> bool:
        return "\n" in self.text[max(0, sentence.start - 2) : sentence.start]

    def _speaks(self, name: Name) -> bool:
        """Whether somebody is a source where they are named, or a verb of saying follows."""
        behind = words(self.text, name.span.end, name.span.end + _VERB)[:1]
        cue = (
            bool(behind)
            and self.text[name.span.end : behind[0].span.start] == " "
            and known_cue(behind[0].text)
        )
        return cue or any(s.contains(name.span) for s in self.discourse.sources)

    # -- documents

    def _issuer(self, phrase: Phrase, source: Span) -> Resolved | None:
        sort = phrase.core[-2].key if len(phrase.core) > 1 and phrase.core[-2].text.islower() else ""
        body = self.cast.body_before(source.start, sort) if sort in lx.ORGANISATION_NOUNS else None
        if body is not None:
            return as_agent(body, source, "issuer")
        span = issuer_of(self.text, self.cast, phrase, source)
        if span is None or span == source:
            return self._spoke_in_it(phrase, source)
        tokens = words(self.text, span.start, span.end)
        lone = tokens[0].key if len(tokens) == 1 else ""
        found = self.pronouns.resolve(lone, span) if lone in lx.PRONOUNS else self.pronouns.phrase(span)
        if found is None or (found.being is None and found.agent.kind is not AgentKind.GROUP):
            return None
        return replace(chained(source, found, "issuer"), evidence=(source, *found.evidence)[:4])

    def _spoke_in_it(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Who spoke in the document before ("In a report, Harrow said ... the report says").

        "Another statement" is theirs too, unless it is said from whom it is. A statement that was not spoken
        of before is that of who spoke in the last sentence.
        """
        another = phrase.determiner == "another" and phrase.noun in _UTTERANCES
        if phrase.tail or not (another or (phrase.definite and not phrase.owned)):
            return None
        if another and _FROM.match(self.text, phrase.span.end):
            return None
        found = self._told_in(phrase.noun, source)
        if found is None and phrase.noun in _UTTERANCES and not another:
            found = self._just_spoke(phrase.noun, source)
        return chained(source, found, "issuer") if found else None

    def _told_in(self, noun: str, source: Span) -> Resolved | None:
        """Who spoke last in such a document, where no other one is spoken of from then on."""
        for position, spoken in self.discourse.recent():
            sentence = self.cast.sentences[self.cast.sentence_at(position)]
            if position < source.start - _NEAR:
                return None
            if told_in(self.text, sentence, noun):
                return None if is_new(self.text, Span(sentence.end, source.start), noun) else spoken
        return None

    def _just_spoke(self, noun: str, source: Span) -> Resolved | None:
        """Who spoke last, if that was in the last sentence and no such document was spoken of before."""
        position, spoken = next(self.discourse.recent(), (0, None))
        last = self.cast.sentence_at(position) >= self.cast.sentence_at(source.start) - 1
        known = is_new(self.text, Span(max(0, source.start - _NEAR), source.start), noun)
        return spoken if last and not known else None

    # -- the phrase itself

    def _same_noun(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The unnamed speaker whom an earlier, fuller phrase with the same noun introduced."""
        if phrase.modifiers or phrase.tail:
            return None
        if phrase.noun in DOCUMENT_NOUNS or not is_agent_noun(phrase.noun):
            return None
        if opening := self._opening(phrase.noun, source):
            return chained(source, self._resolved_as_printed(opening, opening.span), "description")
        for _, spoken in self.discourse.recent():
            if spoken.being is None and spoken.rule == "description":
                tokens = words(spoken.agent.name)
                stop = next((i for i, w in enumerate(tokens) if i and w.key in PREPOSITIONS), len(tokens))
                if (
                    tokens
                    and tokens[stop - 1].key == phrase.noun
                    and (len(tokens) > 2 or tokens[0].key == "another")
                    and not any(w.key in RANKS for w in tokens[:stop])
                ):
                    return chained(source, spoken, "description")
        return None

    def _spoke_for(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The unnamed one whom "a spokeswoman for Harrow" introduced, of "the Harrow spokeswoman"."""
        named = [n for n in self.cast.names_in(phrase.span) if not n.possessive]
        if len(named) != 1 or not is_person_noun(phrase.noun) or phrase.determiner != "the":
            return None
        who = rf"\b[Aa]n?\s(?:[\w-]+\s){{0,2}}?{re.escape(phrase.noun)}\s(?:for|of|at|from|with)\s(?:the\s)?"
        introduced = re.compile(who + re.escape(named[0].text) + r"\b")
        match = introduced.search(self.text, max(0, source.start - 2 * _NEAR), source.start)
        first = phrase_of(self.text, Span(*match.span())) if match else None
        return chained(source, self._resolved_as_printed(first, first.span), "description") if first else None

    def _opening(self, noun: str, source: Span) -> Phrase | None:
        """The fuller phrase with a noun that the sentence before begins with ("The other official ...")."""
        here = self.cast.sentence_at(source.start)
        before = self.cast.sentences[here - 1] if here else self.cast.sentences[0]
        tokens = words(self.text, before.start, min(before.end, source.start))[:_OPENING]
        found = next((i for i, w in enumerate(tokens) if w.key == noun), 0)
        of_another = any(w.possessive or w.key in RANKS for w in tokens[:found])
        if found < 2 or tokens[0].key not in ("the", "a", "an") or of_another:
            return None
        return Phrase(Span(before.start, tokens[found].span.end), tokens[: found + 1], [])

    def _resolved_as_printed(self, phrase: Phrase, source: Span) -> Resolved:
        """The phrase as printed, with role and organisation where it tells them."""
        core, noun = phrase.core, phrase.noun
        kind = kind_of(noun, phrase)
        tail = phrase.tail[0].key if phrase.tail else ""
        kept = tail in PREPOSITIONS or (noun not in DOCUMENT_NOUNS and tail not in _CLAUSES)
        behind = phrase.tail[:-1] if phrase.tail and phrase.tail[-1].key in _LINKS else phrase.tail
        if tail == "in" and behind[-1].key in DOCUMENT_NOUNS and behind[1].key in DETERMINERS:
            behind = []
        whole = behind and kept and behind[-1].key not in PREPOSITIONS
        short = len(core) + len(behind) <= _LONGEST
        span = Span(core[0].span.start, (behind if whole and short else core)[-1].span.end)
        if not (whole and short) and len(core) > _SHORTEST and is_participle(core[-1].key):
            span = Span(core[0].span.start, core[-2].span.end)
        name = " ".join(Span(core[0].span.start, span.end).text(self.text).split()).strip(" ,;:")
        body = kind is not AgentKind.GROUP and noun in lx.ORGANISATION_NOUNS and not means_person(phrase)
        organisation = None if body else self._organisation_of(source)
        told = lx.is_role_noun(noun) or (organisation is not None and noun in lx.GROUP_NOUNS)
        role = core[-1].bare if told and not body else None
        return Resolved(Agent(name, kind, organisation, role), (source,), "description")

    def _organisation_of(self, source: Span) -> str | None:
        for name in self.cast.names_in(source):
            being = self.cast.being_of(name)
            quarter = len(name.keys) == 1 and name.keys[0] in lx.COMPASS_WORDS
            if isinstance(being, Body) and name.kind in ("organisation", "unknown") and not quarter:
                return self.cast.full_organisation(name.text)
        for token in words(self.text, source.start, source.end)[1:]:
            if token.key in lx.ORGANISATION_NOUNS and (
                body := self.cast.body_before(source.start, token.key)
            ):
                return body.name
        return None
