"""Names in a text: where they stand and what kind of thing each one names.

Rules over capitalised words; no statistics, so that the same words always give the same result. A
name is found with what stands before it ("Lions coach", "Harrow's chief executive") because that
tells both its kind and, later, the role as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quotesdb.data import marked_words, word_list
from quotesdb.extract import lexicon as lx
from quotesdb.names.words import GENERATIONS
from quotesdb.text.segments import sentences
from quotesdb.values import Span

# Accents set apart from their letter, and the odd signs of a letter read in the wrong encoding, are inside.
TOKEN = re.compile(
    r"[^\W_](?:[\w&\u0300-\u036f\u0080-\u009f]|(?<=[ÂÃ\u0302\u0303])[\u00a1-\u00bf]|[.’'/-](?=\w))*"
)
_INITIAL = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?")
_OFFICE = re.compile(r"(\w*) (?:to|of|in|for)(?: the)? $")
_PARTY_TAG = re.compile(r"[dri]-[a-z]")
_NICKNAME = re.compile(r" (?:[“\"‘']|\((?=[A-Z]))[^”\"’')\n]{1,30}(?:[”\"’')]) ")
_ORDINARY_ENDINGS = (
    "ing",
    "ly",
    "ed",
    "ists",
    "tors",
    "urers",
    "sters",
    "ians",
    "ents",
    "ants",
    "tion",
    "ity",
)
_SURNAME_PARTICLES = marked_words("particles")["sure"]
_AUXILIARIES = lx.word_set("is was has says does can may might must")
_OBJECTS = lx.word_set("the a an that to he she it they his her their its him me us them not")
_LONGEST_INITIALS = 2
_SHORT_ING = 6
_NO_GIVEN_NAMES = lx.COMPASS_WORDS | lx.word_set("anti ex mid multi non post pre pro semi")
_LONGEST_SHOUTED = 3
_HEADLINE_WORDS = 4
_LOWER_IN_HEADLINES = word_list("headline_link_words")
_NO_PERSON = lx.DEMONYMS | lx.GROUP_NOUNS | lx.CALENDAR
_BEFORE_PEOPLES = lx.TITLES | lx.DEMONYMS | lx.COMPASS_WORDS
_OPENERS = (lx.SENTENCE_OPENERS - {"a"}) | lx.QUALIFIERS
_RANKS = lx.ROLE_MODIFIERS | lx.ROLE_NOUNS | {"press"}
_TITLES_OF_MANY = (lx.ROLE_NOUNS | lx.TITLES) - lx.DEMONYMS
_SINGLE_ROLES = lx.ROLE_NOUNS - lx.DEMONYMS
_GROUPS = lx.GROUP_NOUNS | lx.DEMONYMS
_LONG_TEXT = 200_000
_LONGEST_NAME = 5
_STOP_AFTER = 6


class Word(NamedTuple):
    """One token; ``bare`` is without a possessive ending. A tuple, because there are very many."""

    span: Span
    text: str
    bare: str
    possessive: bool

    @property
    def key(self) -> str:
        """The bare word, lower case, full stops gone, apostrophes straight."""
        return self.bare.lower().replace(".", "").replace("’", "'")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital (or is like iRobot, eBay) and can be part of a name."""
        return _has_capital(self.bare)

    @property
    def qualifies(self) -> bool:
        """Whether it makes an adjective of a name: "Leeds-based", the end of "New York-born"."""
        return _qualifies(self.bare)


def _qualifies(bare: str) -> bool:
    return "-" in bare and bare[:1].isupper() and bare.rpartition("-")[2] in lx.ADJECTIVE_PARTS


@lru_cache(maxsize=1 << 14)
def _has_capital(bare: str) -> bool:
    key = bare.lower().replace(".", "")
    if key.partition("'")[0].partition("’")[0] in lx.PRONOUNS and not (bare.isupper() and len(bare) > 1):
        return False
    if bare.isupper() and len(bare) > _LONGEST_SHOUTED and key in lx.SENTENCE_OPENERS:
        return False
    if _qualifies(bare):
        return False
    return bare[:1].isupper() or (len(bare) > 2 and bare[1:2].isupper())


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands. ``kind`` is person, organisation, place or unknown.

    Dates, datelines, peoples ("European") and things ("Harbour Act") are marked as such; they never speak.

    ``prefix`` are the capitalised words before a person's name that belong to title or role
    ("White House Press Secretary").
    """

    span: Span
    text: str
    kind: str
    possessive: bool
    prefix: Span | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words, folded, without a "Jr" at the end."""
        return _keys(self.text)


@lru_cache(maxsize=1 << 14)
def _keys(name: str) -> tuple[str, ...]:
    keys = tuple(w.key for w in words(name))
    return keys[:-1] if len(keys) > 1 and keys[-1] in GENERATIONS else keys


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The tokens of ``text`` between two offsets."""
    out = []
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        token, (first, last) = match[0], match.span()
        bare, possessive = token, False
        if token[-1] == "s":
            bare = token[:-2] if len(token) > 2 and token[-2] in "'’" else token
            plural = text[last : last + 1] in ("'", "’") and not text[last + 1 : last + 2].isalnum()
            possessive = bare is not token or plural
        out.append(Word(Span(first, last), token, bare, possessive))
    return out


class _Sentences:
    """The tokens of each sentence of a text.

    Those of a long text are made anew each time: all at once they take forty times its own memory.
    """

    def __init__(self, text: str, paragraphs: list[Span]) -> None:
        self._text = text
        self._spans = [s for p in paragraphs for s in sentences(text, p)]
        self._kept = list(self._made()) if len(text) < _LONG_TEXT else None

    def __iter__(self) -> Iterator[list[Word]]:
        return self._made() if self._kept is None else iter(self._kept)

    def _made(self) -> Iterator[list[Word]]:
        return (words(self._text, s.start, s.end) for s in self._spans)


class _Usage:
    """How a text uses its words: in small letters, with a capital inside a sentence, with a lone capital."""

    def __init__(self, text: str, tokenised: _Sentences) -> None:
        self.common: Counter[str] = Counter()
        self.inner: set[str] = set()
        self.alone: set[str] = set()
        for tokens in tokenised:
            self.common.update(t.text for t in tokens if t.text.islower())
            for i, token in enumerate(tokens):
                if not token.capital:
                    continue
                if not _opens(text, tokens, i) and not _amid_capitals(tokens, i):
                    self.inner.add(token.key)
                if not _beside_capital(tokens, i):
                    self.alone.add(token.key)


def find_names(text: str, paragraphs: list[Span]) -> list[Name]:
    """Every name of ``text``, in order."""
    tokenised = _Sentences(text, paragraphs)
    usage = _Usage(text, tokenised)
    out: list[Name] = []
    headlines: list[list[Word]] = []
    only_headlines = True
    for tokens in tokenised:
        if _is_title_case(tokens, usage.common):
            headlines.append(tokens)
        else:
            only_headlines = False
            out += _running_names(text, tokens, usage)
    if only_headlines:
        out = [name for tokens in headlines for name in _running_names(text, tokens, usage)]
        headlines = []
    known = {n.keys: n for n in out}
    out += [name for tokens in headlines for name in _known_names(text, tokens, known)]
    out.sort(key=lambda n: n.span)
    return _with_nicknames(text, out)


def _running_names(text: str, tokens: list[Word], usage: _Usage) -> Iterator[Name]:
    """The names of a sentence whose capitals show names."""
    shouted = _is_shouted(tokens)
    for group in _groups(text, tokens, usage.common):
        whole = _without_edges(group)
        if len(whole) > 1 or whole[0].key in usage.inner or _acts(text, tokens, whole[0]):
            for part in _after_place(text, whole, usage.alone):
                yield from _named(text, part, shouted=shouted)


def _is_title_case(tokens: list[Word], common: Counter[str]) -> bool:
    """Whether a sentence is written like a headline, so that its capitals show no names.

    All but short link words have capitals, and one of them at least is no name: it is a word like "Has",
    or running text writes it small.
    """
    if len(tokens) < _HEADLINE_WORDS or not all(
        not t.bare[0].islower() or t.capital or t.key in _LOWER_IN_HEADLINES for t in tokens
    ):
        return False
    inner = [t.key for t in tokens[1:] if t.bare[0].isupper() and not t.bare.isupper()]
    return len(inner) > 1 and any(k in lx.SENTENCE_OPENERS or common[k] for k in inner)


def _without_edges(group: list[Word]) -> list[Word]:
    """A run of capital words without a day at either end, or a people behind: "on Tuesday Jo Roe"."""
    while len(group) > 2 and group[0].key in lx.DAY_WORDS:
        group = group[1:]
    while len(group) > 1 and group[-1].key in lx.DAY_WORDS:
        group = group[:-1]
    if len(group) > 1 and group[-1].key in lx.DEMONYMS and not group[-1].key.endswith("s"):
        named = group[-2].key in lx.given_names() or group[-2].key in _BEFORE_PEOPLES
        linked = _INITIAL.fullmatch(group[-2].bare) or group[-2].text.islower()
        return group if named or linked else group[:-1]
    return group


def _known_names(text: str, tokens: list[Word], known: dict[tuple[str, ...], Name]) -> Iterator[Name]:
    """The names of running text that occur in a headline, the longest first."""
    i = 0
    while i < len(tokens):
        step = 1
        for size in range(_LONGEST_NAME, 0, -1):
            part = tokens[i : i + size]
            kind = _known_kind(part, known) if len(part) == size else None
            if kind is not None:
                end = part[-1].span.start + len(part[-1].bare)
                span = Span(part[0].span.start, end)
                yield Name(span, span.text(text), kind, part[-1].possessive)
                step = size
                break
        i += step


def _known_kind(part: list[Word], known: dict[tuple[str, ...], Name]) -> str | None:
    """What words of a headline name: what they do in running text, or somebody whose surname occurs there."""
    keys = tuple(t.key for t in part)
    if keys in known:
        return known[keys].kind
    given = len(keys) == 2 and keys[0] in lx.given_names() and part[1].capital
    together = part[-1].span.start == part[0].span.end + 1 and keys[0] not in lx.SENTENCE_OPENERS
    surname = known.get(keys[1:]) if given and together else None
    return "person" if surname is not None and surname.kind in ("person", "unknown") else None


def _with_nicknames(text: str, names: list[Name]) -> list[Name]:
    """Join the parts of a name around a nickname in marks: Jo “Boots” Roe."""
    by_start = {n.span.start: n for n in names}
    out: list[Name] = []
    for name in names:
        if out and name.span.start < out[-1].span.end:
            continue
        nickname = None if name.possessive else _NICKNAME.match(text, name.span.end)
        rest = by_start.get(nickname.end()) if nickname else None
        if rest is not None and len(rest.keys) == 1 and rest.kind != "date":
            whole = Span(name.span.start, rest.span.end)
            name = Name(whole, f"{name.text} {rest.text}", "person", rest.possessive, name.prefix)
        out.append(name)
    return out


def _acts(text: str, tokens: list[Word], word: Word) -> bool:
    """Whether a capital word that never stands inside a sentence is used like a name where it opens one."""
    if word.possessive or word.bare.isupper() or not word.bare[1:].islower():
        return True
    if word.key.endswith(_ORDINARY_ENDINGS):
        return False
    i = tokens.index(word)
    following = [t.text for t in tokens[i + 1 : i + 3]] + ["", ""]
    inside = i > 0 and text[word.span.start - 1] not in "\"“‘'"
    return inside or (
        following[0].islower()
        and (
            following[0].endswith(("d", "ll"))
            or following[0] in _AUXILIARIES
            or (following[0].endswith("s") and following[1] in _OBJECTS)
        )
    )


def _amid_capitals(tokens: list[Word], i: int) -> bool:
    """Whether a word only stands inside a longer name, like "High" in "Fenland High School"."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].capital and tokens[i + 1].key in lx.ORGANISATION_WORDS


def _beside_capital(tokens: list[Word], i: int) -> bool:
    return any(0 <= j < len(tokens) and tokens[j].capital for j in (i - 1, i + 1))


def _after_place(text: str, group: list[Word], alone: set[str]) -> list[list[Word]]:
    """Cut "Britain Jo Roe" of "the ambassador to Britain Jo Roe" into office and name."""
    before = text[max(0, group[0].span.start - 40) : group[0].span.start]
    office = _OFFICE.search(before)
    if len(group) < 3 or not office:
        return [group]
    rest = group[1:]
    named = rest[0].key in lx.given_names() or rest[0].key in alone or rest[-1].key in alone
    if lx.is_place(group[0].key) and named and not before.endswith("the "):
        return [group[:1], rest]
    first = _given_name_at(group[:-1], 0)
    if first and lx.is_role_noun(office[1].lower()) and not any(map(_is_title, group[:first])):
        return [group[:first], group[first:]]
    return [group]


def _is_title(word: Word) -> bool:
    return lx.is_role_noun(word.key) or word.key in lx.TITLES or _INITIAL.fullmatch(word.bare) is not None


def _is_shouted(tokens: list[Word]) -> bool:
    return len(tokens) > 2 and sum(t.bare.isupper() and len(t.bare) > 1 for t in tokens) > 0.7 * len(tokens)


def _groups(text: str, tokens: list[Word], common: Counter[str]) -> Iterator[list[Word]]:
    """Runs of capitalised words that may form one name."""
    i = 0
    while i < len(tokens):
        if not tokens[i].capital or (_opens(text, tokens, i) and _is_common(tokens[i], common, tokens, i)):
            i += 1
            continue
        group = [tokens[i]]
        i += 1
        while i < len(tokens) and (not group[-1].possessive or _owned(group[-1], tokens[i])):
            step = _next_part(text, group, tokens, i)
            if not step:
                break
            group += tokens[i : i + step]
            i += step
        if not (i < len(tokens) and tokens[i].qualifies and tokens[i].span.start == group[-1].span.end + 1):
            yield group


def _owned(owner: Word, word: Word) -> bool:
    """Whether a possessive goes on with a name: "Fenland's Museum", "People's Liberation Army"."""
    return word.key in lx.ORGANISATION_WORDS or owner.key in lx.GROUP_NOUNS


def _opens(text: str, tokens: list[Word], i: int) -> bool:
    """Whether a token begins a sentence, or a quotation inside one."""
    before = text[max(0, tokens[i].span.start - 2) : tokens[i].span.start].strip()
    return i == 0 or before[-1:] in tuple("\"“”‘'.!?:…—–-([")


def _is_common(token: Word, common: Counter[str], tokens: list[Word], i: int) -> bool:
    if token.key in lx.SENTENCE_OPENERS or token.key in lx.GROUP_NOUNS:
        return not token.bare.isupper() or len(token.bare) < 2
    if lx.is_number(token.key):
        return True
    if token.key in lx.ROLE_NOUNS or token.key in lx.TITLES or token.key in lx.given_names():
        return False
    followed = i + 1 < len(tokens) and tokens[i + 1].capital
    return bool(common[token.bare.lower()]) and not followed


def _next_part(text: str, group: list[Word], tokens: list[Word], i: int) -> int:
    """How many of the next tokens go on with the name: 0, 1, or 2 to 3 with a link word."""
    between = text[group[-1].span.end : tokens[i].span.start]
    if tokens[i].capital:
        human = between == " & " and any(w.key in lx.TITLES or w.key in lx.given_names() for w in group)
        if (between in (" ", "\u00a0", " & ", "’ ", "' ") and not human) or (
            between == ". " and (_INITIAL.fullmatch(group[-1].bare) or _is_short_title(group[-1].key))
        ):
            return 1
        return 0
    if between not in (" ", "\u00a0"):
        return 0
    for step in (1, 2):
        nxt = i + step
        if (
            nxt < len(tokens)
            and tokens[nxt].capital
            and text[tokens[nxt - 1].span.end : tokens[nxt].span.start] in (" ", "\u00a0")
        ):
            links = [t.key for t in tokens[i:nxt]]
            if all(k in lx.NAME_PARTICLES for k in links) and len(group) <= _STOP_AFTER:
                return step + 1
            if _organisation_goes_on(group, links, _capital_run(tokens, nxt)):
                return step + 1
            return 0
    return 0


def _is_short_title(key: str) -> bool:
    return key in lx.TITLES or key == "st" or (key.endswith("s") and key[:-1] in lx.SHORT_TITLES)


def _capital_run(tokens: list[Word], start: int) -> list[str]:
    """The keys of up to three capitalised words from a place on."""
    run = []
    for token in tokens[start : start + 3]:
        if not token.capital:
            break
        run.append(token.key)
    return run


def _organisation_goes_on(group: list[Word], links: list[str], following: list[str]) -> bool:
    """Whether lower-case link words lead on to more of an organisation's name or of an office."""
    keys = [w.key for w in group]
    if links == ["and"]:
        return not group[-1].bare.isupper() and _joins(keys, following)
    if links[0] == "on" and links[1:] in ([], ["the"]):
        return bool(lx.BODY_WITH_ON & set(keys)) and following[0] not in lx.CALENDAR
    if links[0] in ("of", "for") and links[1:] in ([], ["the"], ["a"], ["an"]):
        last = keys[-1]
        return (
            last in lx.ORGANISATION_WORDS
            or last in ("house", "chamber", "ministers")
            or (links[0] == "of" and (last in _SINGLE_ROLES or "for" in keys))
            or (links == ["for"] and last in _GROUPS)
        )
    return False


def _joins(keys: list[str], following: list[str]) -> bool:
    """Whether "and" stands inside one name, rather than between two."""
    headed = any(k in lx.ORGANISATION_HEADS for k in following)
    if any(k in ("of", "for", "on") for k in keys):
        whole = keys[0] in lx.ORGANISATION_WORDS | {"royal", "national"}
        return whole and not (headed and keys[0] in ("bank", "university", "house", "college", "school"))
    ended = keys[-1] in lx.ORGANISATION_HEADS and (len(keys) > 1 or len(following) == 1)
    human = any(k in lx.TITLES or k in lx.given_names() for k in keys)
    return not human and not ended and bool(set(following) & lx.ORGANISATION_WORDS)


def _named(text: str, group: list[Word], *, shouted: bool) -> list[Name]:
    """The names of one run of capitalised words, with title or role words split off."""
    group = _without_opener(group)
    last_role = max((i for i, w in enumerate(group) if _is_role(w, group, i)), default=-1)
    head, tail = group[: last_role + 1], group[last_role + 1 :]
    if not tail:
        body = _without_ranks(head[:-1])
        return [_name(text, body, "", shouted=shouted)] if body else []
    if head and tail[0].key == "of":
        return _of_office(text, head, tail, shouted=shouted)
    if head and [w.key for w in tail] in (["general"], ["major"]):
        return []
    prefix = Span(head[0].span.start, head[-1].span.end) if head else None
    if head and _looks_like_person(tail) and not _is_no_person(tail):
        return [_name(text, tail, "person", prefix=prefix, shouted=shouted)]
    return [_name(text, group if head else _without_people(tail), "", shouted=shouted)]


def _is_no_person(tail: list[Word]) -> bool:
    """Whether words after a role are surely no person's name ("President Barack Obama" aside)."""
    return len(tail) > 1 and tail[0].key not in lx.given_names() and tail[-1].key in lx.THING_WORDS


def _of_office(text: str, head: list[Word], tail: list[Word], *, shouted: bool) -> list[Name]:
    """The names in "Secretary of State Jo Roe" and "Governor of Fenland"."""
    first = _given_name_at(tail, 2)
    if not first and len(tail) > 3 and tail[1].key != "the" and _looks_like_person(tail[2:]):
        first = 2
    office = tail[1 : first or None]
    while office and office[0].key in ("the", "a", "an"):
        office = office[1:]
    out = []
    if len(office) > 1 or (office and lx.is_place(office[0].key)):
        out.append(_name(text, office, "", shouted=shouted))
    if first:
        prefix = Span(head[0].span.start, tail[first - 1].span.end)
        out.append(_name(text, tail[first:], "person", prefix=prefix, shouted=shouted))
    return out


def _given_name_at(part: list[Word], start: int) -> int:
    """Where the first given name stands from ``start`` on; 0 if there is none."""
    given, places = lx.given_names(), lx.NAMES_OF_PLACES_TOO
    return next((i for i, w in enumerate(part) if i >= start and w.key in given and w.key not in places), 0)


def _without_ranks(part: list[Word]) -> list[Word]:
    """The organisation that is left of "White House Press Secretary"."""
    while part and (part[-1].key in _RANKS) and not part[-1].possessive:
        part = part[:-1]
    return part


def _without_people(part: list[Word]) -> list[Word]:
    """A person's name without the nation, place or group in front: "Belgian Jo Roe"."""
    first = _given_name_at(part, 0)
    known = all(w.key in _NO_PERSON or lx.is_place(w.key) for w in part[:first])
    return part[first:] if known and len(part) - first > 1 and _looks_like_person(part[first:]) else part


def _without_opener(group: list[Word]) -> list[Word]:
    while (
        len(group) > 1 and group[0].key in _OPENERS and not (group[0].bare.isupper() or group[0].possessive)
    ):
        group = group[1:]
    named = len(group) > 2 and (group[1].key in lx.given_names() or group[1].key in lx.TITLES)
    return group[1:] if named and group[0].bare.endswith("ing") and len(group[0].bare) > _SHORT_ING else group


_SURNAMES_TOO = word_list("surnames_too")


def _is_trade(word: str) -> bool:
    """Whether a word in front of a full name is formed like a trade: "Fishmonger Jo Roe"."""
    return word.endswith(("er", "or", "ist", "ian")) and not (word in lx.given_names() or word in lx.DEMONYMS)


def _is_role(word: Word, group: list[Word], i: int) -> bool:
    """Whether a capitalised word is a title or role noun, rather than part of an organisation's name."""
    following = group[i + 1].key if i + 1 < len(group) else ""
    if word.possessive or (word.key in lx.DEMONYMS and following not in lx.given_names()):
        return False
    if word.key == "justice" and i and not following:
        return group[i - 1].key in ("chief", "court", "associate")
    if not (lx.is_role_noun(word.key) or word.key in lx.TITLES):
        return following in lx.given_names() and (
            word.key[:-1] in _TITLES_OF_MANY or (i == 0 < len(group) - 2 and _is_trade(word.key))
        )
    if following in lx.ORGANISATION_WORDS | {"for"} or (following == "of" and word.key not in lx.ROLE_NOUNS):
        return False
    return not (word.key in _SURNAMES_TOO and i + 1 == len(group) and i > 0)


def _looks_like_person(part: list[Word]) -> bool:
    keys = [w.key for w in part]
    return not any(k in lx.ORGANISATION_WORDS or k in ("of", "for", "and") for k in keys) and len(keys) <= 5


def _name(text: str, part: list[Word], kind: str, *, shouted: bool, prefix: Span | None = None) -> Name:
    span = Span(part[0].span.start, part[-1].span.start + len(part[-1].bare))
    if (
        text[span.end : span.end + 1] == "."
        and (part[-1].key in ("jr", "sr") or _INITIAL.fullmatch(part[-1].bare))
        and (len(part) > 1 or "." in part[-1].bare)
    ):
        span = Span(span.start, span.end + 1)
    kind = "organisation" if " & " in span.text(text) else kind or _kind(part, shouted=shouted)
    return Name(span, span.text(text), kind, part[-1].possessive, prefix)


def _kind(part: list[Word], *, shouted: bool) -> str:
    """What a run of capital words names, as far as its own words tell."""
    keys = [w.key for w in part]
    given = keys[0] in lx.given_names()
    if kind := _never_speaks(keys, given=given):
        return kind
    if lx.is_place(" ".join(keys)):
        return "place"
    if keys[0] in lx.TITLES and keys[-1] not in lx.ORGANISATION_WORDS:
        return "person"
    if any(k in ("of", "for", "&") for k in keys) or "&" in part[0].text:
        return "organisation"
    if len(keys) > 1 and given and keys[-1] not in lx.ORGANISATION_WORDS:
        return "person"
    if any(k in lx.ORGANISATION_WORDS for k in keys):
        return "organisation"
    if len(keys) == 1:
        return _kind_of_one(part[0], shouted=shouted)
    if keys[-1] in lx.PLACE_WORDS:
        return "place"
    acronym = sum(w.bare.isupper() and len(w.key) > _LONGEST_INITIALS for w in part) == 1
    return "organisation" if acronym and not shouted else _kind_of_initials(part)


def _never_speaks(keys: list[str], *, given: bool) -> str | None:
    """The kind of a date, a people or a thing; "Jo Law" is none."""
    if keys[0] in lx.CALENDAR and (len(keys) == 1 or (len(keys) == 2 and keys[1] not in lx.given_names())):
        return "date"
    plural = keys[-1] in lx.DEMONYMS and keys[-1].endswith("s") and not set(keys) & lx.ORGANISATION_WORDS
    if lx.is_demonym(keys) or (len(keys) > 1 and plural):
        return "people"
    if len(keys) > 1 + given and keys[-1] in lx.THING_WORDS:
        return "thing"
    cut = len(keys[0]) == 1 or _PARTY_TAG.match(keys[0]) or keys[0][:-1] in lx.SHORT_TITLES
    return "thing" if len(keys) == 1 and cut else None


def _kind_of_one(word: Word, *, shouted: bool) -> str:
    if word.bare.replace(".", "").isupper() and len(word.key) > 1 and not shouted:
        return "organisation"
    single = word.key in lx.given_names() and word.key not in lx.NAMES_OF_PLACES_TOO
    return "person" if single else "unknown"


def _kind_of_initials(part: list[Word]) -> str:
    """The kind of several words: "J. Roe", "Jo-Ann Roe" and "Jo van Roe" are people."""
    before, hyphen, _ = part[0].key.partition("-")
    double = hyphen and before not in _NO_GIVEN_NAMES and not part[0].bare[:2].isupper()
    initials = _INITIAL.fullmatch(part[0].bare) and not lx.is_place(part[0].key)
    initial = len(part) == 2 and (initials or double)
    return "person" if initial or any(w.key in _SURNAME_PARTICLES for w in part[1:-1]) else "unknown"
