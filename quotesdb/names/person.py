"""Names of people taken apart, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotesdb.data import marked_words
from quotesdb.names.given import alike
from quotesdb.names.key import name_key
from quotesdb.names.words import BEFORE_NAMES, GENERATIONS, SUFFIXES
from quotesdb.text.folding import fold, plain_letters, word_set

_PARTICLES = marked_words("particles")["name"]
_NO_GIVEN = marked_words("particles")["initial"]
_GENERATIONS_IN_FULL = {"junior": "jr", "senior": "sr"}
_LAST_WORDS = GENERATIONS | marked_words("suffixes")["letter"]
_MEN, _WOMEN = marked_words("titles")["man"], marked_words("titles")["woman"]
_TITLES = BEFORE_NAMES | _MEN | _WOMEN
_SURE_OFFICES = marked_words("titles")["final"]
"""Before which a name has no more of itself: "Syrian President Example" has no given name."""
_LETTERS = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхыэіїєґ", "abvgdeezijklmnoprstufhyeiieg", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_SOUNDS = (
    (re.compile(r"tsch|sch|tch|zh|ch|sh|dj|cz|sz"), "j"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"kh|gh|ck|[cqg]"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dh|th"), "t"),
    (re.compile(r"w"), "v"),
    (re.compile(r"d"), "t"),
    (re.compile(r"ts|z"), "s"),
    (re.compile(r"[aeiouyh']"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ALIKE_ENOUGH, _SOUNDS_ENOUGH = 85.0, 60.0
_CONSONANTS = 3
"""How many of them a surname alone must have for its sound to tell anything."""
_TWO_LETTERS = word_set("al bo cy di ed hu jo li ma mo na oz su ty vi wu xi xu yi yu")


class Likeness(StrEnum):
    """How two names of people go together, from the closest to none."""

    EQUAL = "equal full name"
    MIDDLE = "full names that differ by a middle name"
    SUFFIX = "full names that differ by a Jr. or a number"
    ORDER = "the same words in another order"
    SHORT = "given names that go together"
    COMPOUND = "one surname of two"
    PARTICLE = "surnames that differ by a particle"
    SPELLING = "another spelling of the name"
    MARRIED = "a surname that is the other's middle name"
    SURNAME = "a surname alone"
    FIRST = "a name alone that is the other's first word"
    SOUND = "a surname alone that sounds or is spelt alike"
    CLASH = "names that go together in part, but not of one person"
    NONE = "different names"


_FORMS = frozenset(
    {Likeness.EQUAL, Likeness.MIDDLE, Likeness.SUFFIX, Likeness.ORDER, Likeness.SHORT, Likeness.PARTICLE}
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart, all parts folded; ``first`` is empty for a surname alone.

    ``surname`` is the last word; the particles before it are kept apart, since papers drop them.
    """

    first: str
    middles: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str
    suffix: str
    titles: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the name in their order, without titles and suffix."""
        return tuple(filter(None, (self.first, *self.middles, *self.particles, self.surname)))

    @property
    def woman(self) -> bool | None:
        """Whether a form of address says that this is a woman (or a man); None where none says so."""
        said = {title in _WOMEN for title in self.titles if title in _WOMEN | _MEN}
        return said.pop() if len(said) == 1 else None


def romanised(name: str) -> str:
    """A name folded, in the letters a to z as far as one knows how.

    >>> romanised("Søren Łukasz"), romanised("Владимир Зеленский"), romanised("Αλέξης Τσίπρας")
    ('soren lukasz', 'vladimir zelenskii', 'alexis tsipras')
    """
    return plain_letters(fold(name)).translate(_LETTERS)


@lru_cache(maxsize=65536)
def parse(name: str) -> PersonName:
    """Take a name apart, as printed or folded.

    >>> parse("former President George H. W. Bush Sr.").words, parse("Mrs. de la Cruz").surname
    (('george', 'hw', 'bush'), 'cruz')
    >>> parse("Example, Ada B.").first, parse("Bill de Blasio").particles, parse("J.K. Example").first
    ('ada', ('de',), 'jk')
    """
    raw = [word.strip(".") for word in romanised(in_order(name)).split()]
    titles = raw[: max(_leading(raw, _TITLES), _after_office(raw))]
    parts = name_key(romanised(in_order(name))).split()
    parts = parts[_after_office(parts) :] or [""]
    suffix = ""
    if len(parts) > 2:
        parts[-1] = _GENERATIONS_IN_FULL.get(parts[-1], parts[-1])
    while len(parts) > 1 and parts[-1] in SUFFIXES | _LAST_WORDS:
        suffix = parts[-1] if parts[-1] in _LAST_WORDS else suffix
        parts.pop()
    while len(parts) > 1 and parts[0] in _TITLES:
        parts.pop(0)
    given, surname = parts[:-1], parts[-1]
    first_particle = len(given)
    while first_particle > 0 and given[first_particle - 1] in (
        _PARTICLES if first_particle > 1 else _NO_GIVEN
    ):
        first_particle -= 1
    particles = tuple(given[first_particle:])
    given = given[:first_particle]
    first = given[0] if given else ""
    return PersonName(first, tuple(given[1:]), particles, surname, suffix, tuple(titles))


def in_order(name: str) -> str:
    """A name with the surname last: "Example, Ada" is turned round, what follows another comma is left."""
    head, comma, tail = name.partition(",")
    after = name_key(tail).split() if comma else []
    if after and after[0] in SUFFIXES:
        return f"{head} {after[0]}"
    turned = len(head.split()) == 1 and 0 < len(after) <= 2 and all(w[0].isupper() for w in tail.split())
    return f"{tail} {head}" if turned else head


def _leading(words: Sequence[str], among: Collection[str]) -> int:
    return next((i for i, word in enumerate(words) if word not in among), len(words))


def _after_office(words: Sequence[str]) -> int:
    """How many words there are up to the last office that names follow."""
    return max((i for i, word in enumerate(words[:-1], 1) if word in _SURE_OFFICES), default=0)


def sound(word: str) -> str:
    """The consonants of a word, levelled over the ways in which names are written in Latin letters.

    >>> sound("qaddafi") == sound("gadhafi"), sound("zelenskyy") == sound("zelenska")
    (True, True)
    """
    for pattern, level in _SOUNDS:
        word = pattern.sub(level, word)
    return word


def likeness(a: PersonName, b: PersonName) -> Likeness:
    """How two names go together; what other facts say of the two is not considered.

    >>> ada = parse("Ada B. Example")
    >>> [likeness(ada, parse(n)).name for n in ("Ada Example", "Mrs. Example", "Eve Example", "Max Sample")]
    ['MIDDLE', 'SURNAME', 'CLASH', 'NONE']
    """
    if a.words == b.words:
        return _by_suffix(a, b, Likeness.EQUAL if a.first else Likeness.SURNAME)
    if not a.first or not b.first:
        return _bare(a, b)
    if a.surname == b.surname:
        return _same_surname(a, b)
    return _other_surname(a, b)


def goes_with(a: PersonName, b: PersonName) -> bool:
    """Whether two full names may be forms of one: spelt the same, but for short or missing given names.

    >>> [goes_with(parse("A. Example"), parse(n)) for n in ("Ada Example", "Example Ada", "Eve Example")]
    [True, False, False]
    """
    return likeness(a, b) in _FORMS


def _by_suffix(a: PersonName, b: PersonName, found: Likeness) -> Likeness:
    if a.suffix == b.suffix:
        return found
    return Likeness.CLASH if a.suffix and b.suffix else Likeness.SUFFIX


def _bare(a: PersonName, b: PersonName) -> Likeness:
    """A surname alone beside any name: it may be the first word, as in Chinese, or one surname of two."""
    bare, full = (a, b) if not a.first else (b, a)
    if bare.surname in (full.surname, *full.middles):
        return Likeness.SURNAME
    if bare.surname == full.first:
        return Likeness.FIRST
    return Likeness.SOUND if _spelt_alike(bare.surname, full.surname, _CONSONANTS) else Likeness.NONE


def _same_surname(a: PersonName, b: PersonName) -> Likeness:
    if not alike(a.first, b.first):
        if a.first in b.middles or b.first in a.middles or _initials(a, b) or _initials(b, a):
            return Likeness.SHORT
        return Likeness.SPELLING if _spelt_alike(a.first, b.first) else Likeness.CLASH
    fewer, more = sorted((a.middles, b.middles), key=len)
    if not all(any(alike(one, other) for other in more) for one in fewer):
        return Likeness.CLASH
    if a.first != b.first:
        return _by_suffix(a, b, Likeness.SHORT)
    return _by_suffix(a, b, Likeness.PARTICLE if a.middles == b.middles else Likeness.MIDDLE)


def _initials(a: PersonName, b: PersonName) -> bool:
    """Whether the given name of ``a`` is two initials ("J.K.") that fit the given names of ``b``."""
    fits = "".join(word[0] for word in (b.first, *b.middles))
    return len(a.first) == 2 and a.first not in _TWO_LETTERS and a.first.startswith(fits[:2])


def _other_surname(a: PersonName, b: PersonName) -> Likeness:
    turned = ["".join((name.surname, *name.words[:-1])) for name in (a, b)]
    plain = ["".join(name.words) for name in (b, a)]
    if sorted(a.words) == sorted(b.words) or any(map(str.__eq__, turned, plain)):
        return Likeness.ORDER
    if "".join(a.words) == "".join(b.words):
        return Likeness.SPELLING
    if alike(a.first, b.first):
        if a.surname in b.middles or b.surname in a.middles:
            short, long = sorted((a, b), key=lambda name: len(name.words))
            return Likeness.COMPOUND if long.words[: len(short.words)] == short.words else Likeness.MARRIED
        if _spelt_alike(a.surname, b.surname):
            return Likeness.SPELLING
    elif _spelt_alike(a.surname, b.surname) and _spelt_alike(a.first, b.first):
        return Likeness.SPELLING
    return Likeness.NONE


def _spelt_alike(one: str, other: str, consonants: int = 2) -> bool:
    """Whether two words differ in few letters, or sound the same and have some letters in common.

    A sound of fewer ``consonants`` proves nothing: "Kit" and "Cate" have one.
    """
    from rapidfuzz import fuzz

    if min(len(one), len(other)) < 3:
        return False
    sounds = sound(one) == sound(other) and len(sound(one)) >= consonants
    return fuzz.ratio(one, other) >= (_SOUNDS_ENOUGH if sounds else _ALIKE_ENOUGH)
