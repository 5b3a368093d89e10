"""Names in the labels of speakers: what is a name in them, offices and particles, surnames and full names."""

from __future__ import annotations

import re
from functools import lru_cache

from quotesdb.data import marked_words, word_list
from quotesdb.names.key import name_key
from quotesdb.names.words import GENERATIONS
from quotesdb.text.folding import fold
from quotesdb.values import Span

TITLES = marked_words("titles")["label"]
"""Words before a name in a label that are no part of the name."""


_ROLES = TITLES | marked_words("label_words")["role"]
_NO_GIVEN_NAMES = _ROLES | marked_words("label_words")["other"]
_PARTICLES = marked_words("particles")["label"]
_NOTE = re.compile(r"(?:\s{0,9}[(\[](?:[^()\[\]]|[(\[][^()\[\]]{0,60}[)\]]){0,80}[)\]]){1,3}\s*\Z")
_NUMBERED = re.compile(r"_|(?<=[^\W\d_])(?=\d{1,3}\b)")
"""What stands between "speaker" and his number where no space does."""

_GENERIC = word_list("generic_speakers")
REMEMBERED = 1024
"""Labels of which the answers are kept: a transcript has few, each many times."""
_MOST_GIVEN_NAMES = 2


_WORDS_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,30}[ \t]{1,3}|[a-z]{2,3}[ \t]{1,3}){1,4}\Z")


COURTESY = r"(?:El|La) (?:señora?|Sra?\.) (?=[A-ZÁÉÍÓÚÑÜ]{2})"
"""What the records of Spain print before the name of everybody who speaks, which is in capitals."""

_COURTESY = re.compile(COURTESY)


def plain_name(label: str) -> str:
    """A label without what stands in brackets or after a comma, and the courtesy of a record before it.

    >>> plain_name("SEN. SAMPLE (Leeds (East)) (I-VT)"), plain_name("ADA EXAMPLE, NEWS ANCHOR")
    ('SEN. SAMPLE', 'ADA EXAMPLE')
    """
    return _COURTESY.sub("", _NOTE.sub("", label).partition(",")[0].strip())


@lru_cache(REMEMBERED)
def identity(label: str) -> str:
    """The same for all forms of one speaker's label, as far as labels alone tell: the folded last word.

    >>> identity("SECRETARY EXAMPLE") == identity("Ada Example") == "example"
    True
    """
    name = plain_name(label)
    if names_several(label):
        return fold(name)
    key = name_key(without_titles(name))
    return key if is_generic(name) or is_role(name) else key.rpartition(" ")[2]


@lru_cache(REMEMBERED)
def is_generic(label: str) -> bool:
    """Whether a label names nobody in particular ("UNIDENTIFIED MALE", "Q", "Speaker 2", "SPEAKER_01")."""
    words = [word.strip(".#") for word in _NUMBERED.sub(" ", fold(plain_name(label))).split()]
    words = [word for word in words if not word.isdigit() and word not in ("the", "no", "first")]
    return bool(words) and all(word in _GENERIC for word in words)


@lru_cache(REMEMBERED)
def names_several(label: str) -> bool:
    """Whether a label joins two names: "SAMPLE and EXAMPLE"."""
    words = plain_name(label).split()
    return len(words) > 2 and "and" in words[1:-1] and is_strong(label)


@lru_cache(REMEMBERED)
def is_strong(label: str) -> bool:
    """Whether a label is set in capitals ("McCAIN" and "van den BERG" too), which prose does not do."""
    words = [word for word in plain_name(label).split() if word not in _PARTICLES | {"and"}]
    letters = [c for c in "".join(words) if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return len(letters) > 1 and (not small or (small <= 2 and 3 * small <= len(letters)))


def without_titles(name: str) -> str:
    """A name without the titles before it and a "Jr." after it; what is nothing but titles stays.

    >>> without_titles("SEN. SAMPLE"), without_titles("Mayor Ada Example"), without_titles("THE MAYOR")
    ('SAMPLE', 'Ada Example', 'THE MAYOR')
    """
    words = name.split()
    first = next((i for i, word in enumerate(words) if _key(word) not in TITLES), 0)
    last = len(words)
    while last - first > 1 and _key(words[last - 1]) in GENERATIONS:
        last -= 1
    return name if is_role(name) else " ".join(words[first:last])


def is_role(name: str) -> bool:
    """Whether a label names an office and nobody by name.

    >>> is_role("THE VICE PRESIDENT"), is_role("PRESIDENT EXAMPLE")
    (True, False)
    """
    words = [_key(word) for word in name.split()]
    return bool(words) and all(word in _ROLES for word in words)


def bare_surname(name: str) -> str | None:
    """The folded surname of a name that is a surname alone, titles aside; None for any other name.

    >>> bare_surname("MRS. O’NEIL"), bare_surname("VAN SAMPLE"), bare_surname("Ada Example")
    ('oneil', 'van sample', None)
    """
    bare = without_titles(name)
    words = name_key(bare).split()
    alone = len(words) == 1 or (len(bare.split()) == 1 and "-" in bare) or (words and words[0] in _PARTICLES)
    return " ".join(words) if alone and not is_role(name) and not any(map(str.isdigit, name)) else None


def surnames(name: str) -> list[str]:
    """All that may be the folded surname of a full name, the longest first.

    >>> surnames("Ada Van Sample"), surnames("Sample")
    (['van sample', 'sample'], [])
    """
    words = name_key(name).split()
    return [" ".join(words[start:]) for start in range(1, len(words))]


def has_surname(name: str, surname: str) -> bool:
    """Whether a name is a full one with this folded surname.

    >>> has_surname("Ada Van Sample", "van sample"), has_surname("Sample", "sample")
    (True, False)
    """
    return surname in surnames(name)


def full_names(text: str, surname: str) -> list[Span]:
    """Where a text has a surname with given names before it.

    >>> t = "Former Secretary of State Ada Example met Example."
    >>> [span.text(t) for span in full_names(t, "EXAMPLE")]
    ['Ada Example']
    """
    found = []
    written = re.sub("['’]", "['’]", re.escape(surname))
    for match in re.finditer(rf"(?<!\w){written}(?!\w)", text, re.IGNORECASE):
        if not match[0][0].isupper() and " " not in surname:
            continue
        window = max(0, match.start() - 80)
        before = _WORDS_BEFORE.search(text[window : match.start()])
        if before and (start := _given_names_start(before)) is not None:
            found.append(Span(window + start, match.end()))
    return found


def _given_names_start(before: re.Match[str]) -> int | None:
    start, count = None, 0
    for word in reversed(list(re.finditer(r"\S+", before[0]))):
        key = _key(word[0])
        is_title = word[0].endswith(".") and len(key) > 1
        if key in _NO_GIVEN_NAMES or is_title or count == _MOST_GIVEN_NAMES:
            break
        if word[0][0].isupper():
            start, count = before.start() + word.start(), count + 1
        elif key not in _PARTICLES:
            break
    return start


def _key(word: str) -> str:
    return fold(word).strip(".,'\"")
