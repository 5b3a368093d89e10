"""Whether a man or a woman is meant, told by the pronouns of a text where no title and no first name tells.

"Velda Roe opened the hall. She said ..." makes Velda Roe a woman, so that a later "he" is somebody else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from quotesdb.extract.coreference.beings import Person
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.titles import name_gender
from quotesdb.extract.spans.marks import QuotedIndex
from quotesdb.values import Span

_WORD = re.compile(r"\w+")
_SUBJECTS = {"he": "m", "she": "f"}
_CLEARLY = 2
_OFTEN = 3


def tell_genders(text: str, cast: Cast, index: QuotedIndex) -> None:
    """Give a gender to each person of unknown gender whom nearly all pronouns that can mean them agree on.

    Those count with which a sentence begins, what stands in marks aside, behind a sentence that names one
    person only. Several that agree outweigh a first name that men and women bear.
    """
    told: defaultdict[int, Counter[str]] = defaultdict(Counter)
    people: dict[int, Person] = {}
    for before, sentence in pairwise(cast.sentences):
        gender = _subject_gender(text, sentence, index)
        named = _people(cast, before) if gender else []
        if gender and len(named) == 1:
            people[id(named[0])] = named[0]
            told[id(named[0])][gender] += 1
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


def _people(cast: Cast, span: Span) -> list[Person]:
    """Those named in a stretch, each once."""
    beings = (cast.being_of(n) for n in cast.names_in(span))
    return list({id(b): b for b in beings if isinstance(b, Person)}.values())
