"""Whether a man or a woman is meant, told by the pronouns of a text where no title and no first name tells.

"Velda Roe opened the hall. She said ..." makes Velda Roe a woman, so that a later "he" is somebody else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.phrases import PREPOSITIONS
from quotesdb.extract.coreference.titles import name_gender
from quotesdb.extract.coreference.words import words
from quotesdb.extract.spans.marks import QuotedIndex
from quotesdb.values import Span

_WORD = re.compile(r"\w+")
_SUBJECTS = {"he": "m", "she": "f"}
_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_CLEARLY = 2
_OFTEN = 3
_LINK = 20


def tell_genders(text: str, cast: Cast, index: QuotedIndex) -> None:
    """Give a gender to each person of unknown gender whom nearly all pronouns that can mean them agree on.

    Those count with which a sentence begins, what stands in marks aside, behind a sentence that names one
    person only. Several that agree outweigh a first name that men and women bear.
    """
    told: defaultdict[int, Counter[str]] = defaultdict(Counter)
    people: dict[int, Person] = {}
    for before, sentence in pairwise(cast.sentences):
        gender = _subject_gender(text, sentence, index)
        person = _subject(text, cast, before, index) if gender else None
        if gender and person:
            people[id(person)] = person
            told[id(person)][gender] += 1
    for key, person in people.items():
        (gender, most), *rest = told[key].most_common()
        others = rest[0][1] if rest else 0
        by_name = person.gender is not None and person.gender == name_gender(person.keys)
        sure = most >= _OFTEN and not others if by_name else most >= _CLEARLY * others
        if sure and (by_name or person.gender is None):
            person.gender = gender


def _subject_gender(text: str, sentence: Span, index: QuotedIndex) -> str | None:
    """The gender of the "he" or "she" that is the first word of a sentence outside marks."""
    at = sentence.start
    while match := _WORD.search(text, at, sentence.end):
        region = index.at(match.start())
        if region is None:
            return _SUBJECTS.get(match[0].lower())
        at = max(region.span.end, match.end())
    return None


def _subject(text: str, cast: Cast, sentence: Span, index: QuotedIndex) -> Person | None:
    """The one person named in a sentence, whom neither a preposition nor a "he" or "she" leads up to."""
    names = [n for n in cast.names_in(sentence) if isinstance(cast.being_of(n), Person)]
    beings = {id(b): b for n in names if isinstance(b := cast.being_of(n), Person)}
    if len(beings) != 1 or names[0].possessive:
        return None
    start = names[0].prefix.start if names[0].prefix else names[0].span.start
    spoken_of = (m.start() for m in _HE_OR_SHE.finditer(text, sentence.start, start))
    led = words(text, max(sentence.start, start - _LINK), start)[-1:]
    if (led and led[0].key in PREPOSITIONS) or any(index.at(at) is None for at in spoken_of):
        return None
    return next(iter(beings.values()))
