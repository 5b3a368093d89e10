"""Whom "the Spaniard", "the mother of two", "the woman" and "the 36-year-old" mean."""

from __future__ import annotations

import re

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.description_kinds import is_trait
from quotesdb.extract.coreference.discourse import FAR_BACK, Discourse, Resolved, as_agent, chained
from quotesdb.extract.coreference.phrases import Phrase, clash, gender_of, is_people_noun, is_person_noun
from quotesdb.extract.coreference.profiles import Profiles
from quotesdb.extract.coreference.pronouns import Pronouns
from quotesdb.extract.coreference.words import Word, words
from quotesdb.values import Span

_AGED = re.compile(r"(\d{1,3})-year-old")
_PRINTED_AGE = re.compile(r",? (?:aged )?(?:(\d{1,3})[,.;]|\((\d{1,3})\)|(\d{1,3})-year-old)")
_NEAR_SENTENCES = 4
_AGES = 10_000
_BEFORE = 5000
AGE_OF = {
    "man": range(16, 130),
    "woman": range(16, 130),
    "boy": range(18),
    "girl": range(18),
    "teenager": range(13, 20),
    "pensioner": range(60, 130),
}
"""Nouns that tell of somebody no more than sex and age, and how old those are whom they mean."""

_GROWN = ("man", "woman")
_KIN = word_list("kin_nouns")
_INTRODUCES = re.compile(
    r"\b(?:an?|another|one|two|three|four|five|six|seven|eight|nine|ten|several|some|\d{1,3})\s",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"(?:,? \(?\d{1,3}\)?)?(?:,|,? (?:who )?(?:is|was|became)(?: now| also)?)\s+")
_SHE_IS = re.compile(r"\b[Ss]?[Hh]e (?:is|was) $")
_NAMED = re.compile(r",? (?:named |called )?")
_REACH, _WORDS = 60, 4


class Traits:
    """Finds the people of one article whom their age, origin, sex or children tell."""

    def __init__(self, discourse: Discourse, pronouns: Pronouns, profiles: Profiles) -> None:
        self.discourse, self.pronouns, self.profiles = discourse, pronouns, profiles
        self.text, self.cast = discourse.text, discourse.cast

    def resolve(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The person with the trait that a phrase tells, or None where it tells none or nobody has it."""
        return self._aged(phrase, source) or self._told(phrase, source)

    def _aged(self, phrase: Phrase, source: Span) -> Resolved | None:
        """Who is printed with that age; the person in focus where nobody is, nor they with another one."""
        of_nation = phrase.core[-1].capital and phrase.noun in lx.DEMONYMS
        told = phrase.core[1].key if of_nation and len(phrase.core) > 1 else phrase.noun
        match = _AGED.fullmatch(told)
        if match is None or phrase.determiner != "the":
            return None
        age = int(match[1])
        for name in self.cast.names_in(Span(max(0, source.start - _AGES), source.end + _AGES)):
            being = self.cast.being_of(name)
            if isinstance(being, Person) and self._printed_age(name.span.end) == age:
                return as_agent(being, source, "role")
        found = self.pronouns.person(source, None, back=_NEAR_SENTENCES)
        printed = re.compile(rf"\b[Aa]n? (?:[\w-]+ ){{0,2}}?{age}-year-old|\b{age} years old|\baged {age}\b")
        if found is None or printed.search(self.text, max(0, source.start - _BEFORE), source.start):
            return None
        other = isinstance(found.being, Person) and self._ages(found.being)
        return None if other else chained(source, found, "role")

    def _told(self, phrase: Phrase, source: Span) -> Resolved | None:
        """The person in focus, where the article speaks of nobody unnamed who can be meant.

        "The woman" is only somebody of whom a sex, an age or a family is told, and no role or rank: else she
        is as well whom the inspector speaks of.
        """
        human = len(phrase.core) == 2 and not phrase.tail and phrase.noun in AGE_OF
        if phrase.determiner != "the" or not (human or is_trait(phrase)):
            return None
        found = self.pronouns.person(source, gender_of(phrase), FAR_BACK if human else _NEAR_SENTENCES)
        person = found.being if found else None
        if found is None or not isinstance(person, Person) or (human and not self._is_such(person, phrase)):
            return None
        return None if self._is_of_another(phrase, source, human=human) else chained(source, found, "role")

    def _is_such(self, person: Person, phrase: Phrase) -> bool:
        """Whether all that is told of a person is an age or what they are to their family, and it fits."""
        told = {noun for d in self.profiles.told(person) for noun in d.nouns}
        if person.role or not told <= _KIN | AGE_OF.keys():
            return False
        grown = phrase.noun in _GROWN and bool(told & _KIN)
        return grown or phrase.noun in told or bool(self._ages(person) & set(AGE_OF[phrase.noun]))

    def _ages(self, person: Person) -> set[int]:
        return {age for n in person.mentions if (age := self._printed_age(n.span.end)) is not None}

    def _printed_age(self, end: int) -> int | None:
        """The age behind a name: "Ada Roe, 36, said", "Ada Roe (36)"."""
        match = _PRINTED_AGE.match(self.text, end)
        return int(next(group for group in match.groups() if group)) if match else None

    def _is_of_another(self, phrase: Phrase, source: Span, *, human: bool) -> bool:
        """Whether somebody unnamed was introduced before who can be meant: "a student", "three men"."""
        gender, noun = gender_of(phrase), phrase.noun.partition("-of-")[0]
        for match in _INTRODUCES.finditer(self.text, max(0, source.start - _BEFORE), source.start):
            head = self._human_behind(match.end(), source.start)
            if head is None or self._is_of_a_name(match.start(), head):
                continue
            if (not clash(_gender(head.key), gender)) if human else head.key.startswith(noun):
                return True
        return False

    def _human_behind(self, start: int, end: int) -> Word | None:
        """The noun of a person or people that "a" or "three" leads to."""
        for word in words(self.text, start, min(end, start + _REACH))[:_WORDS]:
            if is_person_noun(word.key) or is_people_noun(word.key) or word.key in lx.DEMONYMS:
                return word
        return None

    def _is_of_a_name(self, start: int, head: Word) -> bool:
        """Whether an indefinite phrase tells what somebody named is: "Ada Roe, a mother of two"."""
        sentence = self.cast.sentences[self.cast.sentence_at(start)]
        if _SHE_IS.search(self.text, sentence.start, start):
            return True
        before = self.cast.names_in(Span(sentence.start, start))
        behind = self.cast.names_in(Span(head.span.end, head.span.end + _REACH))
        return bool(before and _IS_ONE.fullmatch(self.text, before[-1].span.end, start)) or bool(
            behind and _NAMED.fullmatch(self.text, head.span.end, behind[0].span.start)
        )


def _gender(noun: str) -> str | None:
    """The gender of a noun for one person or several: "woman", "boys", "men"."""
    forms = {noun, noun.removesuffix("s"), noun.removesuffix("men") + "man"}
    if forms & lx.FEMALE_ROLES:
        return "f"
    return "m" if forms & lx.MALE_ROLES else None
