"""The words of a text as they are compared: one key a word, with the raw characters it stands for.

What is no difference of words has one key: figures and number words of one value, "%" and "per cent",
"OK" and "okay", "U.S." and "US". Hyphens separate, so that "well-known" is two words; contractions are one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotesdb.check import numbers
from quotesdb.check.normalise import Normalised, normalise
from quotesdb.data import word_list
from quotesdb.text.folding import word_set
from quotesdb.values import Span


class Flag:
    """What a word is beside itself; plain integers to be or-ed, since every word of a text has some."""

    INSERTED = 1
    """Stands in brackets: an editor's word."""
    STAGE = 2
    """Part of a stage direction: (APPLAUSE), [crosstalk]."""
    FILLER = 4
    """A hesitation: uh, um."""
    RESTYLED = 8
    """An editor changed its first letters: [T]he."""
    UNSPOKEN = STAGE | FILLER
    """What is passed over in comparing."""


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
    flags: Sequence[int]

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

    def without(self, flags: int) -> Words:
        """These words less those that have one of the flags."""
        return self._kept([i for i, flag in enumerate(self.flags) if not flag & flags])

    def within(self, spans: Sequence[Span]) -> Words:
        """Those of these words that stand in one of the spans."""
        return self._kept(
            [i for i, at in enumerate(self.starts) if any(s.start <= at < s.end for s in spans)]
        )

    def _kept(self, kept: Sequence[int]) -> Words:
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
"""The key of a place where words do not follow each other: another utterance, or words left out."""

STOP_WORDS = word_list("stop_words")
"""Words that occur anywhere; a passage is never found by them alone."""

_FILLERS = word_set("uh uhh um umm uhm erm er hmm mmm")
_REACTIONS = (
    r"applause|laughter|laughs?|laughing|cheers?|cheering|boos?|booing|cross-?\s?talk|"
    r"inaudible|unintelligible|ph|pauses?|bell(?: rings)?|commercial break|break|videotape|video clip|"
    r"music|off-?mike|off-?mic|sighs?|chuckles?|interruptions?|interrupting|protesters?.{0,40}|audience.{0,40}"
)
_STAGE = re.compile(rf"(?:{_REACTIONS})(?:(?:,| and|;|/) ?(?:{_REACTIONS}))*[.,!]?", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,160})\]|\(([^()\n]{1,160})\)")

_TOKEN = re.compile(
    r"(?P<dotted>(?<![^\W_])(?:(?:[a-z]\.){2,}(?:[a-z]\b(?!'))?|[a-z]\.[a-z](?![\w'.])))"
    r"|(?P<word>[^\W\d_]++(?:'[^\W\d_]++)*+(?!\d))"
    r"|(?P<joined>\[(?P<head>[a-z]{1,2})\](?P<tail>[a-z]+(?:'[a-z]+)*))"
    r"|(?P<money>[$£€])\s?(?=\d)"
    r"|(?P<number>(?:(?<![^\s(\[\"'$£€])-)?\d+(?:[.,]\d+)*)(?P<suffix>st|nd|rd|th|bn|mn|tn|[km])?(?![^\W_])"
    r"|(?P<mixed>[^\W_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>[%&])"
)
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
_MONEY_WORDS = {"dollar": "dollars", "pound": "pounds", "euro": "euros"}
_ALIKE = {"ok": "okay", "%": "percent", "&": "and"} | {
    word: numbers.ordinal(value) for word, value in numbers.ORDINALS.items()
}
_MERGING = numbers.WORDS | {"cent"}
_JOIN = re.compile(r"[\s-]*")
_ONLY_SPACE = re.compile(r"\s*")
_LONGEST_NUMBER = 12


def split(text: str) -> Words:
    """The words of a text.

    >>> split("He didn’t pay $10.0 million, or 25 per cent.").keys
    ['he', "didn't", 'pay', '#10000000', 'dollars', 'or', '#25', 'percent']
    >>> split("twenty-five percent").keys
    ['#25', 'percent']
    """
    normalised = normalise(text)
    tokens = _Tokens(normalised.text)
    tokens.read(normalised, text)
    tokens.merge()
    keys, starts, ends = tokens.keys, tokens.starts, tokens.ends
    if normalised.places is not None:
        spans = [normalised.raw(start, end) for start, end in zip(starts, ends, strict=True)]
        starts, ends = [start for start, _end in spans], [end for _start, end in spans]
    flags = [0] * len(keys)
    for area, flag in _bracketed(text):
        for at in range(bisect_left(starts, area.start), bisect_left(starts, area.end)):
            flags[at] |= Flag.RESTYLED if text.startswith("[", starts[at]) else flag
    for filler in _FILLERS.intersection(keys):
        for at in (at for at, key in enumerate(keys) if key == filler):
            flags[at] |= Flag.FILLER if text[starts[at] : ends[at]].islower() else 0
    return Words(text, keys, starts, ends, flags)


class _Tokens:
    """The tokens of a normalised text while they are read; ``values`` has the figure or word of a number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.values: dict[int, str] = {}
        self.money: dict[int, str] = {}
        self.merging: list[int] = []

    def read(self, normalised: Normalised, raw: str) -> None:
        """Find the tokens, each with its key; remember those that may be part of a longer number."""
        keys, starts, ends = self.keys, self.starts, self.ends
        for match in _TOKEN.finditer(self.text):
            word, (start, end) = match[0], match.span()
            if match.lastgroup == "word":
                if word in _MERGING:
                    self.merging.append(len(keys))
                    if word in numbers.WORDS:
                        self.values[len(keys)] = word
                elif word == "us" and _is_country(normalised, raw, start, end):
                    word = "u.s."
                keys.append(_ALIKE.get(word, word))
            else:
                keys.append(self._odd(match))
            starts.append(start)
            ends.append(end)

    def _odd(self, match: re.Match[str]) -> str:
        """The key of a token that is no plain word."""
        kind, word, here = match.lastgroup, match[0], len(self.keys)
        if kind in ("number", "suffix"):
            return self._figure(match["number"], match["suffix"] or "")
        if kind == "money":
            self.merging.append(here)
            self.money[here] = _MONEY[word[0]]
        elif kind == "joined" or match["joined"]:
            return match["head"] + match["tail"]
        elif kind == "dotted":
            plain = word.replace(".", "")
            return "u.s." if plain == "us" else _ALIKE.get(plain, plain)
        return _ALIKE.get(word, word)

    def _figure(self, figure: str, suffix: str) -> str:
        value = numbers.figure(figure.lstrip("-"))
        if value is None or (suffix and suffix not in numbers.SHORT_SCALES):
            return figure + suffix
        value *= numbers.SHORT_SCALES.get(suffix, 1)
        if figure.startswith("-"):
            return numbers.value_key(-value)
        self.merging.append(len(self.keys))
        self.values[len(self.keys)] = str(value)
        return numbers.value_key(value)

    def merge(self) -> None:
        """Bring numbers of several words, amounts of money and "per cent" to one key each."""
        done = 0
        changes: list[tuple[int, int, list[tuple[str, int, int]]]] = []
        for at in self.merging:
            if at >= done and (change := self._merged(at)):
                changes.append(change)
                done = change[1]
        for first, after, tokens in reversed(changes):
            self.keys[first:after] = [token[0] for token in tokens]
            self.starts[first:after] = [token[1] for token in tokens]
            self.ends[first:after] = [token[2] for token in tokens]

    def _merged(self, at: int) -> tuple[int, int, list[tuple[str, int, int]]] | None:
        """The tokens from one on that another one, or others, stand for."""
        if self.keys[at] == "cent":
            if at and self.keys[at - 1] == "per" and self._follows(at - 1, _ONLY_SPACE):
                return at - 1, at + 1, [("percent", self.starts[at - 1], self.ends[at])]
            return None
        first = at
        if self.keys[at] in numbers.SCALES:
            if not (at and self.keys[at - 1] == "a" and self._follows(at - 1, _ONLY_SPACE)):
                return None
            first = at - 1
        number = first + 1 if first in self.money else first
        key, after = self._number(number)
        tokens = [(key, self.starts[first], self.ends[after - 1])]
        if first in self.money:
            tokens.append((self.money[first], self.ends[after - 1], self.ends[after - 1]))
        elif after < len(self.keys) and self.keys[after] in _MONEY_WORDS:
            tokens.append((_MONEY_WORDS[self.keys[after]], self.starts[after], self.ends[after]))
            after += 1
        return first, after, tokens

    def _number(self, at: int) -> tuple[str, int]:
        """The key of the number that begins at a token, and where the next word stands.

        A figure that is none, such as the "9,11" of "$9,11", stays as it is.
        """
        if at not in self.values and self.keys[at] != "a":
            return self.keys[at], at + 1
        run = [at]
        while len(run) < _LONGEST_NUMBER and run[-1] + 1 < len(self.keys) and self._follows(run[-1], _JOIN):
            following = run[-1] + 1
            if following not in self.values and self.keys[following] != "and":
                break
            run.append(following)
        value, used = numbers.spelt([self.values.get(i, self.keys[i]) for i in run])
        return (numbers.value_key(value), at + used) if used else (self.keys[at], at + 1)

    def _follows(self, at: int, gap: re.Pattern[str]) -> bool:
        """Whether nothing but a gap stands between a token and the next."""
        return bool(gap.fullmatch(self.text, self.ends[at], self.starts[at + 1]))


def _is_country(normalised: Normalised, text: str, start: int, end: int) -> bool:
    """Whether "US" is the country: in capitals, its neighbours not."""
    first, last = normalised.raw(start, end)
    if not text[first:last].isupper():
        return False
    before = re.findall(r"\w{2,}", text[max(0, first - 20) : first])[-1:]
    behind = re.findall(r"\w{2,}", text[last : last + 20])[:1]
    return not (before or behind) or not all(word.isupper() for word in (*before, *behind))


def _bracketed(text: str) -> list[tuple[Span, int]]:
    """What stands in brackets: stage directions, and insertions."""
    out = []
    for match in _BRACKETS.finditer(text):
        inner = (match[1] or match[2]).strip()
        stage = _STAGE.fullmatch(inner) or (match[2] and inner.isupper() and len(inner) > 3)
        out.append((Span(*match.span()), Flag.STAGE if stage else Flag.INSERTED))
    return out
