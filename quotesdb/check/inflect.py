"""Forms of English words, as far as they tell kinds of edits apart. Pure functions."""

from __future__ import annotations

from quotesdb.data import entries
from quotesdb.text.folding import word_set

_IRREGULAR = entries("irregular_verbs")
_PRESENT = {"be": 3}
"""How many forms of the present a verb has besides the infinitive, where it is not one."""
_PAST = frozenset(
    form
    for verb, forms in _IRREGULAR.items()
    for form in forms[_PRESENT.get(verb, 1) :]
    if not form.endswith("ing") and not form.startswith("'")
)
_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to", "em": "them",
    "cause": "because", "y'all": "you all",
}  # fmt: skip
_ENDINGS = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}
_AMBIGUOUS = {"'s": ("is", "has", "us"), "'d": ("would", "had", "did")}
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "anti")
_BRITISH_AMERICAN = (
    "our/or yse/yze ise/ize isation/ization ising/izing ised/ized tre/ter ogue/og ence/ense "
    "lled/led lling/ling ller/ler amme/am grey/gray cheque/check tyre/tire aeo/eo towards/toward"
)
_SPELLINGS = [pair.partition("/")[::2] for pair in sorted(word_set(_BRITISH_AMERICAN))]


def expanded(key: str) -> tuple[tuple[str, ...], ...]:
    """The words that a contraction may stand for; nothing if it is none.

    >>> expanded("isn't"), expanded("he's")[:2], expanded("is")
    ((('is', 'not'),), (('he', 'is'), ('he', 'has')), ())
    """
    if key in _CONTRACTED:
        return (tuple(_CONTRACTED[key].split()),)
    for ending, word in _ENDINGS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return ((key[: -len(ending)], word),)
    for ending, words in _AMBIGUOUS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return tuple((key[: -len(ending)], word) for word in words)
    return ()


def is_past(key: str) -> bool:
    """Whether a verb form is of the past."""
    return key in _PAST or (key.endswith("ed") and len(key) > 4)


def is_opposite(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that negates it.

    >>> is_opposite("likely", "unlikely"), is_opposite("port", "import")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and any(long == prefix + short for prefix in _NEGATIVE_PREFIXES)


def same_spelling(one: str, other: str) -> bool:
    """Whether two words are the British and the American spelling of one.

    >>> same_spelling("labour", "labor"), same_spelling("centre", "center"), same_spelling("four", "for")
    (True, True, False)
    """
    if min(len(one), len(other)) < 4 and "grey" not in (one, other):
        return False
    return any(
        one.replace(british, american) == other or other.replace(british, american) == one
        for british, american in _SPELLINGS
    )
