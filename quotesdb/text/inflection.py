"""Forms of English words, as far as their endings and a list of irregular verbs tell them."""

from __future__ import annotations

from functools import lru_cache

from quotesdb.data import entries

_ENDINGS = ("s", "es", "ed", "d", "ing")
_ENDINGS_OF_Y = ("ied", "ies")
_DOUBLED = 3
"""Letters above which a stem may end in a letter that is doubled before the ending: "planned"."""

_VERBS = {form: verb for verb, forms in entries("irregular_verbs").items() for form in (verb, *forms)}


@lru_cache(maxsize=1 << 14)
def base_forms(word: str) -> tuple[str, ...]:
    """The possible dictionary forms of a word in small letters, the likeliest first; itself is among them.

    >>> base_forms("went"), base_forms("votes"), base_forms("denied")[-1]
    (('go', 'went'), ('votes', 'vote', 'votee', 'vot'), 'deny')
    """
    found = [_VERBS.get(word, word), word]
    for ending in _ENDINGS:
        if not word.endswith(ending) or len(word) <= len(ending) + 2:
            continue
        stem = word[: -len(ending)]
        found += [stem, stem + "e"]
        if len(stem) > _DOUBLED and stem[-1] == stem[-2]:
            found.append(stem[:-1])
    if word.endswith(_ENDINGS_OF_Y):
        found.append(word[:-3] + "y")
    return tuple(dict.fromkeys(found))


def same_word(one: str, other: str) -> bool:
    """Whether two different words can be forms of one.

    >>> same_word("went", "going"), same_word("vote", "votes"), same_word("vote", "veto")
    (True, True, False)
    """
    return one != other and not set(base_forms(one)).isdisjoint(base_forms(other))
