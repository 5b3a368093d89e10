"""Names in a text: where they stand and what kind of thing each one names.

Rules over capitalised words; no statistics, so that the same words always give the same result. A
name is found with what stands before it ("Lions coach", "Harrow's chief executive") because that
tells both its kind and, later, the role as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.headlines import is_banner, is_title_case, known_names
from quotesdb.extract.coreference.kinds import INITIAL, given_name_at, named
from quotesdb.extract.coreference.phrases import is_person_noun
from quotesdb.extract.coreference.whole import with_acronyms, with_lists, with_nicknames
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.text.segments import sentences
from quotesdb.values import Span

_OPENING_MARKS = ('"', "“", "‘", "'")
_CLOSING_STOPS = (",", ".", "!", "?")
_OFFICE = re.compile(r"(\w*) (?:to|of|in|for|at)(?: the)? $")
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
_AUXILIARIES = lx.word_set("is was has says does can may might must")
_OBJECTS = lx.word_set("the a an that to he she it they his her their its him me us them not")
_BEFORE_PEOPLES = lx.TITLES | lx.DEMONYMS | lx.COMPASS_WORDS
_SINGLE_ROLES = lx.ROLE_NOUNS - lx.DEMONYMS
_GROUPS = lx.GROUP_NOUNS | lx.DEMONYMS
_BEFORE_SENTENCE = tuple("\"“”‘'.!?:…—–-([")
_LONG_TEXT = 200_000
_BEFORE_OFFICES = lx.word_set("the a an his her its their our my your this that every each no")
_STOP_AFTER = 6
_OF_FIELDS = lx.word_set("department ministry committee directorate office bureau minister secretary")
_FIELDS = re.compile(r"(?:, [A-Z][\w’'-]+){1,4},? (?:and|&) [A-Z][\w’'-]+(?! [A-Z])")
_MOST_FIELDS = 12


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
    """How a text uses its words: in small letters, with a capital inside a sentence, with a lone capital.

    ``titled`` are those with a capital inside a headline that has one in each word.
    """

    def __init__(self, text: str, tokenised: _Sentences) -> None:
        self.common: Counter[str] = Counter()
        self.inner: set[str] = set()
        self.titled: set[str] = set()
        self.alone: set[str] = set()
        for tokens in tokenised:
            self.common.update(t.text for t in tokens if t.text.islower())
        for tokens in tokenised:
            inner = self.titled if is_title_case(tokens, self.common) else self.inner
            for i, token in enumerate(tokens):
                if not token.capital:
                    continue
                if not _opens(text, tokens, i) and not _amid_capitals(tokens, i):
                    inner.add(token.key)
                if not _beside_capital(tokens, i):
                    self.alone.add(token.key)

    def knows(self, tokens: list[Word], word: Word) -> bool:
        """Whether a text has a word as a name elsewhere; not only in a headline, of "Shares of Harrow"."""
        if word.key in self.inner or word.key not in self.titled:
            return word.key in self.inner
        return not any(t.text == "of" for t in tokens[tokens.index(word) + 1 :][:1])


def find_names(text: str, paragraphs: list[Span]) -> list[Name]:
    """Every name of ``text``, in order."""
    tokenised = _Sentences(text, paragraphs)
    usage = _Usage(text, tokenised)
    out: list[Name] = []
    headlines: list[list[Word]] = []
    only_headlines = True
    for tokens in tokenised:
        if is_title_case(tokens, usage.common) or is_banner(text, tokens):
            headlines.append(tokens)
        else:
            only_headlines = False
            out += _running_names(text, tokens, usage)
    if only_headlines:
        out = [name for tokens in headlines for name in _running_names(text, tokens, usage)]
        headlines = []
    known = {n.keys: n for n in out}
    out += [name for tokens in headlines for name in known_names(text, tokens, known)]
    out += _word_surnames(text, tokenised, out, usage.common)
    out.sort(key=lambda n: n.span)
    return with_lists(text, with_acronyms(text, with_nicknames(text, out)))


def _word_surnames(
    text: str, tokenised: _Sentences, names: list[Name], common: Counter[str]
) -> Iterator[Name]:
    """The lone surnames of people in full that are words as well: "King" of Ada King, not "the King".

    One that the text has in small letters too, as "Field", is a name where it is the subject of a verb.
    """
    surnames = {n.keys[-1] for n in names if n.kind == "person" and len(n.keys) > 1}
    odd = {k for k in surnames if lx.is_role_noun(k) or k in lx.TITLES | lx.SENTENCE_OPENERS}
    ordinary = {k for k in surnames - odd if common[k]}
    taken = {n.span.start for n in names}
    for tokens in tokenised if odd or ordinary else ():
        for i, token in enumerate(tokens):
            if (
                token.key not in odd | ordinary
                or not token.capital
                or token.bare.isupper()
                or token.span.start in taken
            ):
                continue
            if token.key in ordinary and not _acts(text, tokens, token):
                continue
            if not _touches_capital(tokens, i) and (not i or tokens[i - 1].key not in _BEFORE_OFFICES):
                span = Span(token.span.start, token.span.start + len(token.bare))
                yield Name(span, span.text(text), "person", token.possessive)


def _running_names(text: str, tokens: list[Word], usage: _Usage) -> Iterator[Name]:
    """The names of a sentence whose capitals show names."""
    shouted = _is_shouted(tokens)
    for group in _groups(text, tokens, usage.common):
        whole = _without_edges(group)
        known = usage.knows(tokens, whole[0]) or lx.is_place(whole[0].key)
        if len(whole) > 1 or known or _acts(text, tokens, whole[0]):
            for part in _after_place(text, whole, usage.alone):
                yield from named(text, part, shouted=shouted)


def _without_edges(group: list[Word]) -> list[Word]:
    """A run of capital words without a day at either end, or a people behind: "on Tuesday Jo Roe"."""
    while len(group) > 2 and group[0].key in lx.DAY_WORDS:
        group = group[1:]
    while len(group) > 1 and group[-1].key in lx.DAY_WORDS:
        group = group[:-1]
    if len(group) > 1 and group[-1].key in lx.DEMONYMS and not group[-1].key.endswith("s"):
        named = group[-2].key in lx.given_names() or group[-2].key in _BEFORE_PEOPLES
        linked = INITIAL.fullmatch(group[-2].bare) or group[-2].text.islower()
        return group if named or linked else group[:-1]
    return group


def _acts(text: str, tokens: list[Word], word: Word) -> bool:
    """Whether a capital word that never stands inside a sentence is used like a name where it opens one."""
    if word.possessive or word.bare.isupper() or not word.bare[1:].islower():
        return True
    if word.key.endswith(_ORDINARY_ENDINGS):
        return False
    i = tokens.index(word)
    following = [t.text for t in tokens[i + 1 : i + 3]] + ["", ""]
    quoted = text[max(0, word.span.start - 1) : word.span.start] in _OPENING_MARKS
    if quoted and text[word.span.end : word.span.end + 1] in _CLOSING_STOPS:
        return False
    return (i > 0 and not quoted) or (
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


def _touches_capital(tokens: list[Word], i: int) -> bool:
    """Whether only a blank, or a full stop with one, is between a word and one with a capital beside it."""
    around = [j for j in (i - 1, i + 1) if 0 <= j < len(tokens) and tokens[j].capital]
    return any(tokens[max(i, j)].span.start - tokens[min(i, j)].span.end <= len(". ") for j in around)


def _after_place(text: str, group: list[Word], alone: set[str]) -> list[list[Word]]:
    """Cut "Britain Jo Roe" of "the ambassador to Britain Jo Roe", "State Roe" of "secretary of State Roe"."""
    before = text[max(0, group[0].span.start - 40) : group[0].span.start]
    office = _OFFICE.search(before)
    if office and group[0].key == "state" and lx.is_role_noun(office[1].lower()) and len(group) > 1:
        return [group[1:]]
    if len(group) < 3 or not office:
        return [group]
    rest = group[1:]
    named = rest[0].key in lx.given_names() or rest[0].key in alone or rest[-1].key in alone
    if lx.is_place(group[0].key) and named and not before.endswith("the "):
        return [group[:1], rest]
    first = given_name_at(group[:-1], 0)
    if first and lx.is_role_noun(office[1].lower()) and not any(map(_is_title, group[:first])):
        return [group[:first], group[first:]]
    return [group]


def _is_title(word: Word) -> bool:
    return lx.is_role_noun(word.key) or word.key in lx.TITLES or INITIAL.fullmatch(word.bare) is not None


def _is_shouted(tokens: list[Word]) -> bool:
    return len(tokens) > 2 and sum(t.bare.isupper() and len(t.bare) > 1 for t in tokens) > 0.7 * len(tokens)


def _groups(text: str, tokens: list[Word], common: Counter[str]) -> Iterator[list[Word]]:
    """Runs of capitalised words that may form one name."""
    i = 0
    while i < len(tokens):
        if _is_initial(text, tokens, i):
            pass
        elif not tokens[i].capital or (_opens(text, tokens, i) and _is_common(tokens[i], common, tokens, i)):
            i += 1
            continue
        group = [tokens[i]]
        i += 1
        while i < len(tokens) and (not group[-1].possessive or _owned(group[-1], tokens[i])):
            step = _next_part(text, group, tokens, i, common)
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
    start = tokens[i].span.start
    return i == 0 or text[max(0, start - 2) : start].strip()[-1:] in _BEFORE_SENTENCE


def _is_common(token: Word, common: Counter[str], tokens: list[Word], i: int) -> bool:
    if token.key in lx.SENTENCE_OPENERS or token.key in lx.GROUP_NOUNS:
        return not token.bare.isupper() or len(token.bare) < 2
    if lx.is_number(token.key):
        return True
    if token.key in lx.ROLE_NOUNS or token.key in lx.TITLES or token.key in lx.given_names():
        return False
    followed = i + 1 < len(tokens) and tokens[i + 1].capital
    return bool(common[token.bare.lower()]) and not followed


def _next_part(text: str, group: list[Word], tokens: list[Word], i: int, common: Counter[str]) -> int:
    """How many of the next tokens go on with the name: 0, 1, or 2 to 3 with a link word."""
    between = text[group[-1].span.end : tokens[i].span.start]
    if _is_of_fields(group) and (fields := _FIELDS.match(text, group[-1].span.end)):
        return sum(token.span.start < fields.end() for token in tokens[i : i + _MOST_FIELDS])
    if tokens[i].capital or _is_initial(text, tokens, i):
        human = between == " & " and any(w.key in lx.TITLES or w.key in lx.given_names() for w in group)
        if (between in (" ", "\u00a0", " & ", "’ ", "' ") and not human) or (
            between == ". " and (INITIAL.fullmatch(group[-1].bare) or _is_short_title(group[-1].key))
        ):
            return 1
        return 0
    if between in (" '", " ’", " ‘") and tokens[i].text == "t":  # Jan 't Roe
        return 2 if i + 1 < len(tokens) and tokens[i + 1].capital else 0
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
            if _organisation_goes_on(group, links, _capital_run(tokens, nxt)) or (
                links[0] == "of" and _is_noun_of_name(text, group, common)
            ):
                return step + 1
            return 0
    return 0


def _is_initial(text: str, tokens: list[Word], i: int) -> bool:
    """Whether an "I" is no pronoun but begins or goes on with a name: said I. Roe, Ada I. Roe."""
    if tokens[i].text != "I" or i + 1 == len(tokens) or not tokens[i + 1].capital:
        return False
    return text[tokens[i].span.end : tokens[i + 1].span.start] == ". "


def _is_of_fields(group: list[Word]) -> bool:
    """Whether a name may go on with a list of its fields: "Department of Harbours, Ferries and Lights"."""
    return len(group) > 2 and group[0].key in _OF_FIELDS and group[-2].key in ("of", "for")


def _is_noun_of_name(text: str, group: list[Word], common: Counter[str]) -> bool:
    """Whether a lone word is that of a name like "the Port of Fenland": the text has "the port" as well."""
    first = group[0]
    before = text[max(0, first.span.start - len("the ")) : first.span.start].lower()
    thing = not (is_person_noun(first.key) or first.key in lx.TITLES | lx.MALE_ROLES | lx.FEMALE_ROLES)
    return len(group) == 1 and before == "the " and first.bare.istitle() and common[first.key] > 0 and thing


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
            or last in ("house", "chamber", "ministers", "friends")
            or (links[0] == "of" and (last in _SINGLE_ROLES or "for" in keys))
            or (links == ["for"] and last in _GROUPS)
        )
    return False


def _joins(keys: list[str], following: list[str]) -> bool:
    """Whether "and" stands inside one name, rather than between two."""
    headed = any(k in lx.ORGANISATION_HEADS for k in following)
    if any(k in ("of", "for", "on") for k in keys):
        first = keys[1] if keys[2:3] == ["of"] else keys[0]
        whole = first in lx.ORGANISATION_WORDS | {"royal", "national"}
        return whole and not (headed and keys[0] in ("bank", "university", "house", "college", "school"))
    ended = keys[-1] in lx.ORGANISATION_HEADS and (len(keys) > 1 or len(following) == 1)
    human = any(k in lx.TITLES or k in lx.given_names() for k in keys)
    return not human and not ended and bool(set(following) & lx.ORGANISATION_WORDS)
