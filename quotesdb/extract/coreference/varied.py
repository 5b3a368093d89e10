"""Whom a description means that no other naming explains: the person in focus, told in another way."""

from __future__ import annotations

import re

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Body, Person
from quotesdb.extract.coreference.discourse import Discourse, Resolved, as_agent, chained
from quotesdb.extract.coreference.phrases import Phrase, clash, gender_of
from quotesdb.extract.coreference.profiles import Profiles, same_kind
from quotesdb.extract.coreference.pronouns import Pronouns
from quotesdb.extract.coreference.traits import AGE_OF
from quotesdb.extract.coreference.words import words
from quotesdb.extract.spans.cues import is_saying
from quotesdb.values import Span

_REACH = 2500
_OFTEN = 2
_STEM = 4
_PROMINENT = lx.OFFICES | word_list("prominent_roles")
_EARLIER = ("former", "then")
_HERSELF = re.compile(r"\s[a-z]+ (?:that )?(she|he)\b")
_WHO = re.compile(r",? who\b[^,.;:\n]+")
_HE_OR_SHE = {
    "f": re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE),
    "m": re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE),
    None: re.compile(r"\b(?:she|hers?|he|him|his)\b", re.IGNORECASE),
}


class Varied:
    """Finds the person in focus whom an article calls by ever new descriptions."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns, profiles: Profiles) -> None:
        self.discourse, self.pronouns, self.profiles = discourse, pronouns, profiles
        self.text, self.cast = discourse.text, discourse.cast

    def in_paragraph(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The person who spoke before in the paragraph, where nobody of that kind was spoken of.

        “We froze,” said Ada Roe. “We left,” said the former cook. A paragraph has one speaker as a rule, but
        "the landlord" can be of somebody else, and so can "the senior officer in the case": only what tells
        of a life or a place goes on with a person.
        """
        if phrase.determiner != "the" or any(w.possessive for w in phrase.core):
            return None
        if phrase.tail or not phrase.modifiers:
            return None
        found = self.discourse.last_speaker(source.start, since=self._paragraph(source.start))
        person = found.being if found else None
        if found is None or not isinstance(person, Person) or clash(person.gender, gender_of(phrase)):
            return None
        if not (_tells(phrase) or self._came_in(person, source)) or self._speaks_of(person, source):
            return None
        if self._is_known(phrase, source) or self.is_spoken_of(phrase, source):
            return None
        return chained(source, found, "role")

    def _came_in(self, person: Person, source: Span) -> bool:
        """Whether the sentence before brings somebody in, saying nothing, of whom the next one goes on.

        Ada Roe did not know of the visit. The estate agent said she was glad.
        """
        here = self.cast.sentence_at(source.start)
        sentence, before = self.cast.sentences[here], self.cast.sentences[max(0, here - 1)]
        if source.start != sentence.start or person.mentions[0].span.start != before.start:
            return False
        says = any(is_saying(w.text) for w in words(self.text, before.start, before.end))
        goes_on = _HERSELF.match(self.text, source.end, sentence.end)
        herself = goes_on is not None and not clash(person.gender, "f" if goes_on[1] == "she" else "m")
        return herself and not says and not self.profiles.told(person)

    def _just_spoke(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Who spoke last, in the paragraph before, of whom nothing is told: "the Vale manager".

        Nothing else tells who that is: a plain "the headteacher" is often somebody of whom was spoken. But
        "who has a hotel" makes a hotelier.
        """
        here = self._paragraph(source.start)
        before = self._paragraph(self.cast.sentences[max(0, self.cast.sentence_at(here) - 1)].start)
        found = self.discourse.last_speaker(source.start, since=before)
        person = found.being if found else None
        if found is None or not isinstance(person, Person) or self._has_spoken(Span(min(before, here), here)):
            return None
        if self.discourse.last_position(source.start) >= here:
            return None
        of_body = any(w.capital for w in phrase.modifiers) and phrase.noun in _PROMINENT - lx.OFFICES
        if not of_body and not self._is_told_otherwise(phrase, person, Span(min(before, here), here)):
            return None
        if self._speaks_of(person, source):
            return None
        new = not (self.profiles.told(person) or clash(person.gender, gender_of(phrase)))
        return chained(source, found, "role") if new and not self._is_known(phrase, source) else None

    def _has_spoken(self, paragraph: Span) -> bool:
        """Whether a paragraph has a whole sentence in marks: who is described behind it is another one then.

        Words that a paragraph only reports are taken up by the next one: Roe said he was out. “I ski,” said
        the baker.
        """
        regions = self.discourse.index.within(paragraph)
        return any(region.inner.text(self.text)[:1].isupper() for region in regions)

    def _is_told_otherwise(self, phrase: Phrase, person: Person, paragraph: Span) -> bool:
        """Whether a word of the same stem stands behind "who": "who has a hotel", and "the hotelier" then.

        Elsewhere it is of others: "whose book was published" makes nobody the publisher, nor does "lawyers
        would prosecute" make a prosecutor.
        """
        stem = phrase.noun[:_STEM]
        behind = (_WHO.match(self.text, n.span.end, paragraph.end) for n in person.mentions)
        told = {w.key for m in behind if m and m.start() >= paragraph.start for w in words(m[0])}
        return len(phrase.noun) > _STEM and any(w.startswith(stem) and w != phrase.noun for w in told)

    def _speaks_of(self, person: Person, source: Span) -> bool:
        """Whether the words in marks beside a source can be of a person: “She was kind,” the vicar said."""
        sentence = self.cast.sentences[self.cast.sentence_at(source.start)]
        marked = (region.span.text(self.text) for region in self.discourse.index.within(sentence))
        return any(_HE_OR_SHE[person.gender].search(words_said) for words_said in marked)

    def _paragraph(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _is_known(self, phrase: Phrase, source: Span) -> bool:
        """Whether somebody was called so before: "told the judge ... the judge said"."""
        pattern = re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,3}}?{re.escape(phrase.noun)}\b", re.IGNORECASE)
        return bool(pattern.search(self.text, max(0, source.start - 2 * _REACH), source.start))

    def resolve(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The person in focus under another description ("the Fenland businessman").

        Not where the article speaks of somebody of that kind who is not named ("a judge ... the judge"), and
        no mere man or woman: so are those called whom the one in focus speaks of.
        """
        if phrase.tail or phrase.determiner not in ("the", "") or phrase.noun in AGE_OF:
            return None
        if self.is_spoken_of(phrase, source):
            return None
        gender = gender_of(phrase)
        blank = [p for p in self.profiles.around(source) if self._is_blank(p, source)]
        if only := self._only_one(phrase, source):
            return as_agent(only, source, "role")
        if spoke := self._just_spoke(phrase, source):
            return spoke
        if len(blank) == 1 and phrase.noun in _PROMINENT and gender in (blank[0].gender, None):
            return as_agent(blank[0], source, "role")
        if self._of_person(phrase) or not _tells(phrase):
            return None
        found = self.pronouns.person(source, gender, back=3)
        if found is None or not isinstance(found.being, Person) or self._speaks_of(found.being, source):
            return None
        return None if self.profiles.knows(found.being, phrase.noun) else chained(source, found, "role")

    def _only_one(self, phrase: Phrase, source: Span) -> Person | None:
        """The only person whom a text has named so far, where nothing is told of them yet.

        Nor has anybody spoken but several of that kind, "experts" before "the expert": where somebody has,
        the landlord who speaks then can be another. "The judge" is not whoever stands before one.
        """
        if any(w.possessive or w.key in lx.ORGANISATION_NOUNS for w in phrase.modifiers):
            return None
        said = [spoken.agent.name.lower() for _, spoken in self.discourse.recent()]
        if phrase.noun in lx.OFFICES or (said and not any(s.endswith(f"{phrase.noun}s") for s in said)):
            return None
        named = self.profiles.around(source)
        before = [p for p in named if p.named_before(source.start)]
        only = before[0] if len(before) == 1 and phrase.determiner == "the" else None
        if (
            only is None
            or len(only.keys) == 1
            or self.profiles.told(only)
            or clash(only.gender, gender_of(phrase))
            or self._speaks_of(only, source)
            or self._says_of(only, source)
            or self._is_only_object(only, source)
        ):
            return None
        return only

    def _says_of(self, person: Person, source: Span) -> bool:
        """Whether what is reported behind a source can be of a person: the doctor said he was lucky."""
        sentence = self.cast.sentences[self.cast.sentence_at(source.start)]
        return _HE_OR_SHE[person.gender].search(self.text, source.end, sentence.end) is not None

    def _is_only_object(self, person: Person, source: Span) -> bool:
        """Whether a preposition governs each naming so far: "the case of Ada Roe" is not told by her."""
        before = [n for n in person.mentions if n.span.start < source.start]
        return all(self.discourse.is_complement(n.prefix.start if n.prefix else n.span.start) for n in before)

    def _of_person(self, phrase: Phrase) -> bool:
        """Whether somebody owns the one described ("Roe's assistant"), and not a place or body."""
        owners = self.cast.names_in(phrase.core[0].span) if phrase.core[0].possessive else []
        return phrase.determiner != "the" and not any(isinstance(self.cast.being_of(n), Body) for n in owners)

    def _is_blank(self, person: Person, source: Span) -> bool:
        """Whether a person often named before a source is nowhere told to be anything."""
        often = person.named_before(source.start) > 1 and len(person.mentions) > _OFTEN
        return often and not self.profiles.told(person)

    def is_spoken_of(self, phrase: Phrase, source: Span) -> bool:
        """Whether an unnamed one of that kind was introduced before ("a judge", "two officials")."""
        alike = "|".join(re.escape(w) for w in same_kind(phrase.noun))
        pattern = re.compile(rf"\b(?:an?|another|one|two)\s(?:[\w-]+\s){{0,3}}?(?:{alike})\b", re.IGNORECASE)
        return bool(pattern.search(self.text, max(0, source.start - 2 * _REACH), source.start))


def _tells(phrase: Phrase) -> bool:
    """Whether a description tells of a place, an age or an earlier life: "the former cook"."""
    return any(w.capital or w.key in _EARLIER or w.key.endswith("-old") for w in phrase.modifiers)
