"""Whether one quotation has the words of another; only those in quotation marks count. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from quotesdb.text.folding import words
from quotesdb.values import Span

FEWEST = 4
"""Marked words from which two quotations can be told to be the same."""

_LEAD = 4
_PHRASE = 8
_LONG, _FEW, _MOST = 6, 2, 5
_BORDER = " | "


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The words of a quotation that stand in marks, those of a stretch joined by a space.

    A ``fragment`` has no other word between its words. A ``run`` is what was said without a gap: fragments
    that nothing but an attribution ("he said") separates belong to one run, those with words of the
    reporter's between them do not.
    """

    fragments: tuple[str, ...]
    runs: tuple[str, ...]

    @classmethod
    def of(cls, text: str, quoted: Iterable[Span], content: Sequence[Span]) -> MarkedWords:
        """The words at the spans of a quotation in its text.

        >>> text = "“It rains,” he said, “and pours.”"
        >>> halves = (Span(0, 11), Span(21, 33))
        >>> MarkedWords.of(text, halves, halves)
        MarkedWords(fragments=('it rains', 'and pours'), runs=('it rains and pours',))
        >>> MarkedWords.of(text, halves, (Span(0, 33),)).runs
        ('it rains', 'and pours')
        """
        fragments: list[str] = []
        runs: list[str] = []
        last: Span | None = None
        for span in quoted:
            said = " ".join(words(span.text(text)))
            if not said:
                continue
            if last is None or _words_between(text, last, span, content):
                fragments.append(said)
                runs.append(said)
            else:
                runs[-1] += f" {said}"
                if words(text[last.end : span.start]):
                    fragments.append(said)
                else:
                    fragments[-1] += f" {said}"
            last = span
        return cls(tuple(fragments), tuple(runs))

    def __len__(self) -> int:
        return sum(len(fragment.split()) for fragment in self.fragments)

    def contains(self, other: MarkedWords) -> bool:
        """Whether the other's fragments are found here, one after the other, each without a gap.

        >>> whole = MarkedWords(("we open in may", "if it rains"), ("we open in may if it rains",))
        >>> whole.contains(MarkedWords(("in may if it",), ("in may if it",)))
        True
        >>> whole.contains(MarkedWords(("if it rains", "we open"), ("if it rains we open",)))
        False
        """
        whole = f" {_BORDER.join(self.runs)} "
        place = 0
        for fragment in other.fragments:
            found = whole.find(f" {fragment} ", place)
            if found < 0:
                return False
            place = found + len(fragment) + 1
        return True

    def stand_in(self, text: str) -> bool:
        """Whether every run is found in a text without a gap."""
        whole = plain(text)
        return all(f" {run} " in whole for run in self.runs)

    def is_part_of(self, whole: str) -> bool:
        """Whether every fragment is found in a ``plain`` text without a gap."""
        return all(f" {fragment} " in whole for fragment in self.fragments)

    def sought(self) -> tuple[str, ...]:
        """What a search for all that contains these words asks for, all of it to be there.

        That is a few words, numbers and the longest ones, which are the rarest; where there are none, the
        beginning of the longest fragment as a phrase: to look for a phrase of frequent words takes long, and
        for a few of them one by one finds too much.
        """
        own = {word for fragment in self.fragments for word in fragment.split()}
        rare = [word for word in own if word[0].isdigit() or len(word) >= _LONG]
        if len(rare) >= _FEW:
            rare.sort(key=lambda word: (not word[0].isdigit(), -len(word), word))
            return tuple(rare[:_MOST])
        return (" ".join(self._longest()[:_PHRASE]),)

    def lead(self) -> int:
        """A hash of the first words of the longest fragment; one of the ``windows`` of what contains it."""
        return _hash(self._longest()[:_LEAD])

    def windows(self) -> set[int]:
        """The leads that quotations contained in this one can have."""
        return {
            _hash(listed[start : start + size])
            for listed in (run.split() for run in self.runs)
            for size in range(1, _LEAD + 1)
            for start in range(len(listed) - size + 1)
        }

    def _longest(self) -> list[str]:
        return max((fragment.split() for fragment in self.fragments), key=len)


@dataclass(frozen=True, slots=True)
class Searchable:
    """Marked words with what finds those that hold them, and those that they hold.

    ``size`` is their number; ``lead`` and ``sought`` are those of the words; ``stands`` says whether
    full-text search leads to them; ``leads`` are their windows, null as long as nobody asked for them.
    """

    words: MarkedWords
    size: int
    lead: int
    sought: tuple[str, ...]
    stands: bool
    leads: frozenset[int] | None = None

    @classmethod
    def of(
        cls, text: str, quoted: Iterable[Span], content: Sequence[Span], text_key: str
    ) -> Searchable | None:
        """The words at the spans of a quotation, if they are enough to tell that others are the same."""
        words = MarkedWords.of(text, quoted, content)
        if (size := len(words)) < FEWEST:
            return None
        return cls(words, size, words.lead(), words.sought(), words.stand_in(text_key))

    @property
    def longest(self) -> str:
        """A word of these that few other quotations have."""
        return max(" ".join(self.sought).split(), key=len)

    def windows(self) -> frozenset[int]:
        """The leads that quotations contained in this one can have."""
        return self.leads if self.leads is not None else frozenset(self.words.windows())

    def with_windows(self) -> Searchable:
        """The same with its windows at hand."""
        return replace(self, leads=self.windows())


def plain(text: str) -> str:
    """The words of a text, each between spaces."""
    return f" {' '.join(words(text))} "


def _words_between(text: str, one: Span, other: Span, content: Sequence[Span]) -> bool:
    """Whether words that belong to the content, but stand in no marks, separate two spans."""
    return any(words(text[max(one.end, part.start) : min(other.start, part.end)]) for part in content)


def _hash(listed: Sequence[str]) -> int:
    """63 bits, which every database stores as a number; the same on every machine."""
    return int.from_bytes(blake2b(" ".join(listed).encode(), digest_size=8).digest()) >> 1
