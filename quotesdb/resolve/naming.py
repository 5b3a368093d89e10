"""What a printed name of a person is for linking: a full name, a name of rank, or a surname alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotesdb.data import entries, marked_words, word_list
from quotesdb.names.given import given_names
from quotesdb.names.labels import is_role
from quotesdb.names.person import PersonName, parse
from quotesdb.names.words import BEFORE_NAMES
from quotesdb.text.folding import fold

_RANKS = {short: words[0] for short, words in entries("ranks").items() if short not in ("name", "post")}
_POSTS = frozenset(entries("ranks")["post"])
_SHORT = {short: words[0] for short, words in entries("full_titles").items()} | _RANKS
_TITLES = marked_words("titles")
_BEFORE = (
    BEFORE_NAMES
    | _TITLES["label"]
    | _TITLES["article"]
    | _TITLES["man"]
    | _TITLES["woman"]
    | frozenset(entries("ranks")["name"])
    | _POSTS
    | _RANKS.keys()
)
_PEERS = frozenset({"lord", "lady", "baroness", "baron", "viscount", "earl", "sir", "dame"})
_SAME_RANK = {
    **dict.fromkeys(("baron", "viscount", "earl"), "lord"),
    **dict.fromkeys(("baroness", "viscountess", "countess"), "lady"),
}
"""Ranks whose bearers are called by the lower one as well."""
_HELD = re.compile(
    r"(?:the\s+)?(?P<title>duke|duchess|earl|countess|marquess|marchioness|prince|princess|king|queen|emperor)"
    r"\s+of\s+(?=[A-Z])",
    re.IGNORECASE,
)
"""A title with the place that it is of: its bearer goes by it."""
_GIVEN_FOLLOWS = frozenset({"sir", "dame"})
_SOVEREIGNS = frozenset({"pope", "king", "queen", "prince", "princess"})
"""Who goes by a given name: no surname is looked for."""
_COURTESY = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "hon", "rev", "the", "former", "then"}
)
"""What stands before anybody's name and tells no office; a surname follows, be it "King" or "Pope"."""
_SMALL = frozenset({"of", "and"})
_OF_SOMEBODY = frozenset({"to", "for", "of", "with", "at", "in", "from", "who", "whose"})
_LONGEST_POST = 5
_MEMBERS = frozenset({"MP", "MEP", "MSP", "TD"})
"""What stands behind a name, or behind the party before it."""
_LETTERS = _MEMBERS | {"QC", "KC", "OBE", "CBE", "MBE"}
_ADDRESS = _PEERS - {"baron", "viscount", "earl"} | {"mr", "mrs", "ms", "dr", "prof", "professor", "rev"}
"""What a name follows wherever it stands: "Archbishop of Velda Dr Ada Example"."""
_NO_NOUNS = word_list("stop_words") | marked_words("particles")["name"] | marked_words("particles")["byline"]
_FULL = 2
"""Words that a full name has at least: what may be a surname alone is not cut any further."""


class Form(StrEnum):
    """The sorts of names that are linked by rules of their own."""

    FULL = "a full name"
    RANK = "a name of rank"
    """"Lord Example", "Sir Ada", "President Example": a name of its own, borne by one person."""
    OWN = "a name that a sovereign goes by"
    BARE = "a surname alone"
    NONE = "no name"
    """An office and nobody by name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A printed name as linking sees it: printings with equal ``key`` are one name.

    ``woman`` is what a form of address says; ``office`` are the title words that tell something.
    """

    key: str
    form: Form
    name: PersonName
    office: tuple[str, ...] = ()

    @property
    def woman(self) -> bool | None:
        """Whether a form of address before it says that this is a woman (or a man)."""
        return self.name.woman

    @property
    def is_given(self) -> bool:
        """Whether the one word of the name is a given one: "Sir Ada"."""
        return self.form is Form.RANK and bool(_GIVEN_FOLLOWS.intersection(self.office))


@lru_cache(maxsize=65536)
def naming(printed: str) -> Naming:
    """What a printed name is for linking.

    >>> [naming(name).key for name in ("Mayor Ada B. Example", "Mr. Example", "Sen. Example", "Lord Example")]
    ['ada b example', 'mr example', 'senator example', 'lord example']
    >>> naming("Supt Example").key, naming("Lord Chancellor Lord Example").key, naming("the Mayor").form.name
    ('superintendent example', 'lord example', 'NONE')
    >>> {naming(f"{of} Ada Example").key for of in ("Velda coach", "EU Commissioner", "Velda's", "VWI MP")}
    {'ada example'}
    """
    if _HELD.match(printed):
        return Naming(fold(printed).removeprefix("the "), Form.OWN, parse(printed))
    titles, rest = _titled(printed)
    if _is_description(rest) or (
        is_role(printed) and not _COURTESY.difference({"the", "former", "then"}).intersection(titles)
    ):
        return Naming(fold(printed), Form.NONE, parse(printed))
    plain = parse(rest)
    titles += plain.titles if " " in rest else ()
    name = PersonName(plain.first, plain.middles, plain.particles, plain.surname, plain.suffix, titles)
    words, office = (*name.words, *filter(None, [name.suffix])), _office(titles)
    if _SOVEREIGNS.intersection(office):
        return Naming(" ".join((*office, *words)), Form.OWN, name, office)
    mark = {None: (), True: ("ms",), False: ("mr",)}[name.woman]
    if name.first and " " in rest:
        return Naming(" ".join((*mark, *words)), Form.FULL, name)
    if name.first:
        name = PersonName("", (), (), " ".join(name.words), name.suffix, titles)
    form = Form.RANK if _PEERS.union({"president"}).intersection(office) else Form.BARE
    return Naming(" ".join((*(office or mark), *words)), form, name, office)


def _titled(printed: str) -> tuple[tuple[str, ...], str]:
    """The words before a name that are titles, in full and folded, and the rest as printed."""
    behind = [place for place, word in enumerate(printed.split()[:-_FULL], 1) if word.strip(".,") in _MEMBERS]
    whole = printed.split()[behind[-1] if behind else 0 :]
    words = [word for word in whole if word.strip(".,") not in _LETTERS] or whole
    before = _before(words)
    titles = tuple(_SHORT.get(word, word) for word in map(_bare, words[:before]))
    rest = " ".join(words[before:])
    return titles, rest.partition(" of ")[0] if _PEERS.intersection(titles) else rest


def _before(words: Sequence[str]) -> int:
    """How many words stand before a name: titles, or up to a small one ("Velda leader") behind capitals."""
    last, start = len(words) - 1, _abbreviated(words)
    first = next((place for place in range(start, last) if not _is_title(words[place])), last)
    posts = [place for place in range(first, min(last, _LONGEST_POST)) if _bare(words[place]) in _POSTS]
    titled = posts[-1] + 1 if posts and words[0][:1].isupper() else first
    return max(titled, _described(words))


def _abbreviated(words: Sequence[str]) -> int:
    """How many words are whom somebody is of in capitals: "EU", before a name that is not in capitals.

    Two capitals may be initials, unless a title or a given name follows.
    """
    if len(words) <= _FULL or any(word.isupper() for word in words[1 : 1 + _FULL]):
        return 0
    if not (words[0].isalpha() and words[0].isupper()):
        return 0
    follows = _is_title(words[1]) or _bare(words[1]) in given_names()
    return int(follows or len(words[0]) > _FULL)


def _described(words: Sequence[str]) -> int:
    """How many words say before a full name what somebody is: up to a noun, a form of address, or a "'s"."""
    ends = (
        place
        for place, word in enumerate(words[:-_FULL], 1)
        if (word.isalpha() and word.islower() and word not in _NO_NOUNS)
        or word.endswith(("'s", "’s"))
        or (place > 1 and _bare(word) in _ADDRESS)
    )
    return max(ends, default=0) if words and words[0][:1].isupper() else 0


def _is_title(word: str) -> bool:
    return all(part in _BEFORE for part in _bare(word).split("-"))


def _bare(word: str) -> str:
    return fold(word).strip(".,'\"")


def _is_description(rest: str) -> bool:
    """Whether the words describe somebody by somebody else: "aide to Ada Example"."""
    return rest[:1].islower() and not _OF_SOMEBODY.isdisjoint(rest.split())


def _office(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The one title that tells most: a rank of birth, else the last one that is an office."""
    telling = [title for title in titles if title not in _COURTESY | _SMALL]
    ranks = [title for title in telling if title in _PEERS] or telling
    if ranks[-1:] == ["president"] and "vice" in telling:
        return ("vice", "president")
    return tuple(_SAME_RANK.get(rank, rank) for rank in ranks[-1:])
