"""The words of a text as they are compared: one key a word, with the raw characters it stands for.

What is no difference of words has one key: figures and number words of one value, "%" and "per cent",
"OK" and "okay", "U.S." and "US". Hyphens separate, so that "well-known" is two words; contractions are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

from quotesdb.check import numbers
from quotesdb.check.normalise import Normalised, normalise
from quotesdb.text import word_set
from quotesdb.values import Span


class Flag(IntFlag):
    """What a word is beside itself."""

    PLAIN = 0
    INSERTED = 1
    """Stands in brackets: an editor's word."""
    STAGE = 2
    """Part of a stage direction: (APPLAUSE), [crosstalk]."""
    FILLER = 4
    """A hesitation: uh, um."""
    RESTYLED = 8
    """An editor changed its first letters: [T]he."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order; the lists run in parallel.

    ``starts`` and ``ends`` are raw offsets. A word that another one swallowed (the "dollars" of "$5") is an
    empty stretch at its end.
    """

    text: str
    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    flags: Sequence[Flag]

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, after: int) -> Span:
        """The raw characters of the words ``first`` to ``after`` (not included); an empty stretch if none."""
        if first >= after:
            at = self.starts[first] if first < len(self.starts) else len(self.text)
            return Span(at, at)
        return Span(self.starts[first], max(self.ends[first:after]))

    def raw(self, at: int) -> str:
        """The raw characters of one word."""
        return self.text[self.starts[at] : self.ends[at]]

    def part(self, first: int, after: int) -> Words:
        """The words ``first`` to ``after`` (not included)."""
        at = slice(first, after)
        return Words(self.text, self.keys[at], self.starts[at], self.ends[at], self.flags[at])

    def without(self, flags: Flag) -> Words:
        """These words less those that have one of the flags."""
        kept = [i for i, flag in enumerate(self.flags) if not flag & flags]
        if len(kept) == len(self):
            return self
        return Words(
            self.text,
            [self.keys[i] for i in kept],
            [self.starts[i] for i in kept],
            [self.ends[i] for i in kept],
            [self.flags[i] for i in kept],
        )


BREAK = "\x00"
"""The key of a place where words do not follow each other: between utterances, or where print left some out."""

STOP_WORDS = word_set(
    "a an the and or but nor so if then than that this these those there here of in on at by to from "
    "for with about as into over under up down out off between through after before during since until "
    "while because is are was were be been being am do does did doing done have has had having will "
    "would shall should can could may might must it its he him his she her hers they them their theirs "
    "we us our ours you your yours i me my mine who whom whose which what when where why how not no yes "
    "all any some each every very just only also too more most much many such own same other one two "
    "i'm it's he's she's that's there's we're you're they're i've we've you've they've i'll we'll "
    "you'll they'll don't doesn't didn't isn't aren't wasn't weren't won't can't going get got go goes "
    "went come came say says said think thinks thought know well now like let let's because them said"
)
"""Words that occur anywhere; a passage is never found by them alone."""

_FILLERS = word_set("uh uhh um umm uhm erm er hmm mmm")
_REACTIONS = (
    r"applause|laughter|laughs?|laughing|laugh(?:s|ter) and applause|cheers?|cheering|boos?|booing|cross-?\s?talk|"
    r"inaudible|unintelligible|ph|pauses?|bell(?: rings)?|commercial break|break|videotape|video clip|"
    r"music|off-?mike|off-?mic|sighs?|chuckles?|interruptions?|interrupting|protesters?.{0,40}|audience.{0,40}"
)
_STAGE = re.compile(rf"(?:{_REACTIONS})(?:(?:,| and|;|/) ?(?:{_REACTIONS}))*[.,!]?", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,160})\]|\(([^()\n]{1,160})\)")

_TOKEN = re.compile(
    r"(?P<joined>\[(?P<head>[a-z]{1,2})\](?P<tail>[a-z]+(?:'[a-z]+)*))"
    r"|(?P<money>[$£€])\s?(?=\d)"
    r"|(?P<number>(?:(?<![^\s(\[\"'$£€])-)?(?:\d+(?:[.,]\d+)*))(?P<suffix>st|nd|rd|th|bn|mn|tn|[km])?(?![^\W_])"
    r"|(?P<dotted>(?:[a-z]\.){2,}(?:[a-z]\b(?!'))?)"
    r"|(?P<word>[^\W_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>[%&])"
)
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
_MONEY_WORDS = {"dollar": "dollars", "pound": "pounds", "euro": "euros"}
_ALIKE = {"ok": "okay", "%": "percent", "&": "and", "u.s": "u.s."}
_JOIN = re.compile(r"[\s-]*")
_ONLY_SPACE = re.compile(r"\s*")


def split(text: str) -> Words:
    """The words of a text.

    >>> split("He didn’t pay $10.0 million, or 25 per cent.").keys
    ['he', "didn't", 'pay', '#10000000', 'dollars', 'or', '#25', 'percent']
    >>> split("twenty-five percent").keys
    ['#25', 'percent']
    """
    normalised = normalise(text)
    found = [_Token.of(match, normalised, text) for match in _TOKEN.finditer(normalised.text)]
    tokens = _merged(found, normalised.text)
    flagged = _bracketed(text)
    keys, starts, ends, flags = [], [], [], []
    area = 0
    for token in tokens:
        start, end = normalised.raw(token.start, token.end)
        while area < len(flagged) and flagged[area][0].end <= start:
            area += 1
        inside = area < len(flagged) and flagged[area][0].start <= start and not token.joined
        flag = flagged[area][1] if inside else Flag.PLAIN
        if token.joined:
            flag |= Flag.RESTYLED
        if token.key in _FILLERS and text[start:end].islower():
            flag |= Flag.FILLER
        keys.append(token.key)
        starts.append(start)
        ends.append(end)
        flags.append(flag)
    return Words(text, keys, starts, ends, flags)


@dataclass(slots=True)
class _Token:
    key: str
    start: int
    end: int
    number: str | None = None
    money: str | None = None
    joined: bool = False

    @classmethod
    def of(cls, match: re.Match[str], normalised: Normalised, text: str) -> _Token:
        kind, word, (start, end) = match.lastgroup or "", match[0], match.span()
        if kind == "word":
            if word == "us" and _is_country(normalised, text, start, end):
                return cls("u.s.", start, end)
            return cls(_ALIKE.get(word, word), start, end, number=word if word in numbers.WORDS else None)
        if match["head"]:
            return cls(match["head"] + match["tail"], start, end, joined=True)
        if match["number"]:
            return cls._figure(match["number"], match["suffix"] or "", start, end)
        if match["money"]:
            return cls(match["money"], start, end, money=_MONEY[match["money"]])
        if match["dotted"]:
            plain = word.replace(".", "")
            return cls("u.s." if plain == "us" else _ALIKE.get(plain, plain), start, end)
        return cls(_ALIKE[word], start, end)

    @classmethod
    def _figure(cls, figure: str, suffix: str, start: int, end: int) -> _Token:
        value = numbers.figure(figure.lstrip("-"))
        if value is None:
            return cls(figure + suffix, start, end)
        if suffix in numbers.SHORT_SCALES:
            value *= numbers.SHORT_SCALES[suffix]
        elif suffix:
            return cls(f"{figure}{suffix}", start, end)
        if figure.startswith("-"):
            return cls(numbers.value_key(-value), start, end)
        return cls(numbers.value_key(value), start, end, number=str(value))


def _is_country(normalised: Normalised, text: str, start: int, end: int) -> bool:
    """Whether "US" is the country: in capitals, its neighbours not."""
    first, last = normalised.raw(start, end)
    if not text[first:last].isupper():
        return False
    around = (
        re.findall(r"\w{2,}", text[max(0, first - 20) : first])[-1:]
        + re.findall(r"\w{2,}", text[last : last + 20])[:1]
    )
    return not all(word.isupper() for word in around) or not around


def _merged(tokens: list[_Token], text: str) -> list[_Token]:
    """Numbers of several words, amounts of money, "per cent" and ordinals brought to one key."""
    out: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.money and at + 1 < len(tokens):
            number, at = _number(tokens, at + 1, text)
            out += [
                _Token(number.key, token.start, number.end),
                _Token(token.money, number.end, number.end),
            ]
        elif token.number is not None or (token.key == "a" and _scales(tokens, at, text)):
            number, at = _number(tokens, at, text)
            out.append(number)
            if at < len(tokens) and tokens[at].key in _MONEY_WORDS:
                out.append(_Token(_MONEY_WORDS[tokens[at].key], tokens[at].start, tokens[at].end))
                at += 1
        elif token.key == "per" and _follows(tokens, at, "cent", text):
            out.append(_Token("percent", token.start, tokens[at + 1].end))
            at += 2
        elif token.key in numbers.ORDINALS:
            out.append(_Token(_ordinal(numbers.ORDINALS[token.key]), token.start, token.end))
            at += 1
        else:
            out.append(token)
            at += 1
    return out


def _number(tokens: list[_Token], at: int, text: str) -> tuple[_Token, int]:
    """The number that begins at a token, and where the next word stands."""
    run = [tokens[at]]
    while at + len(run) < len(tokens) and len(run) < 12:
        following = tokens[at + len(run)]
        if not _JOIN.fullmatch(text, run[-1].end, following.start):
            break
        if following.number is None and following.key != "and":
            break
        run.append(following)
    value, used = numbers.spelt([token.number or token.key for token in run])
    last = run[max(used, 1) - 1]
    if not used:
        return _Token(run[0].key, run[0].start, run[0].end), at + 1
    return _Token(numbers.value_key(value), run[0].start, last.end), at + used


def _follows(tokens: list[_Token], at: int, key: str, text: str) -> bool:
    if at + 1 >= len(tokens) or tokens[at + 1].key != key:
        return False
    return bool(_ONLY_SPACE.fullmatch(text, tokens[at].end, tokens[at + 1].start))


def _scales(tokens: list[_Token], at: int, text: str) -> bool:
    """Whether an "a" stands for one: a hundred, a million."""
    return any(_follows(tokens, at, scale, text) for scale in numbers.SCALES)


def _ordinal(value: int) -> str:
    tail = {1: "st", 2: "nd", 3: "rd"}.get(value % 10 if value not in (11, 12, 13) else 0, "th")
    return f"{value}{tail}"


def _bracketed(text: str) -> list[tuple[Span, Flag]]:
    """What stands in brackets: stage directions, and insertions."""
    out = []
    for match in _BRACKETS.finditer(text):
        inner = (match[1] or match[2]).strip()
        stage = _STAGE.fullmatch(inner) or (match[2] and inner.isupper() and len(inner) > 3)
        out.append((Span(*match.span()), Flag.STAGE if stage else Flag.INSERTED))
    return out
