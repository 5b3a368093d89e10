"""Whether words that stand in a text are those that a selector is about: by what stands around. Pure.

Equal words may be somebody else's. In the database where a quote was first seen its history tells; a decision
that comes from elsewhere has only the words before and behind, and lands nowhere rather than on another's.
"""

from __future__ import annotations

from itertools import accumulate

from quotesdb.check.words import STOP_WORDS
from quotesdb.names.claimed import surname
from quotesdb.text.anchor import CONTEXT, places
from quotesdb.text.folding import words
from quotesdb.values import Selector, Span

_ROOM = 4 * CONTEXT
"""Characters read on either side of a place: another reader may leave more blanks between the words."""


def find_alike(text: str, selector: Selector, speaker: str | None = None) -> Span | None:
    """Where the selected words stand in surroundings that agree, the likeliest such place."""
    return next((place for place in places(text, selector) if agrees(text, place, selector, speaker)), None)


def agrees(text: str, place: Span, selector: Selector, speaker: str | None = None) -> bool:
    r"""Whether what stands right before or right behind a place is what the selector has there.

    One side is enough: the other may have been edited. A side agrees if it has all words that the selector
    has up to the end of the line, and one of them tells something ("said Ada Example" does, "he said" does
    not); where none does, those of the next line count too. The next paragraph is no proof against what the
    own one says: where both its sides are others, the surname of the ``speaker`` must have stayed in it. If
    neither side of the selector tells anything, both must be as they were.

    >>> text = "“It leaks,” said Cy Test.\n“It leaks,” said Ada Example."
    >>> ada = Selector(Span(90, 101), "“It leaks,”", "It rained.\n", " said Ada Example.")
    >>> agrees(text, Span(0, 11), ada), agrees(text, Span(26, 37), ada)
    (False, True)
    """
    before, behind = _before(selector.prefix), _behind(selector.suffix)
    stands_before = f" {_level(text[max(0, place.start - _ROOM) : place.start])}".endswith(before)
    stands_behind = f"{_level(text[place.end : place.end + _ROOM])} ".startswith(behind)
    line_before, line_behind = _line(selector.prefix, selector.suffix)
    in_line = [stands_before] * _tells(line_before) + [stands_behind] * _tells(line_behind)
    if any(in_line):
        return True
    if in_line and not (
        speaker is not None
        and _names(speaker, f"{line_before} {line_behind}")
        and _names(speaker, " ".join(_line(text[: place.start], text[place.end :])))
    ):
        return False
    if not _tells(before) and not _tells(behind):
        return stands_before and stands_behind
    return (stands_before and _tells(before)) or (stands_behind and _tells(behind))


def _line(before: str, behind: str) -> tuple[str, str]:
    """The words of the same line on both sides."""
    return _level(before.rpartition("\n")[2]), _level(behind.partition("\n")[0])


def _names(speaker: str, levelled: str) -> bool:
    return surname(speaker) in levelled.split()


def _before(prefix: str) -> str:
    """The words before, up to a blank; without it where the first of them may be cut."""
    lines = prefix.split("\n")
    parts = ["\n".join(lines[-count:]) for count in range(1, len(lines) + 1)]
    nearest = next((part for part in parts if _tells(_level(part))), prefix)
    return f"{'' if nearest == prefix and len(prefix) >= CONTEXT else ' '}{_level(nearest)}"


def _behind(suffix: str) -> str:
    parts = list(accumulate(suffix.split("\n"), "{}\n{}".format))
    nearest = next((part for part in parts if _tells(_level(part))), suffix)
    return f"{_level(nearest)}{'' if nearest == suffix and len(suffix) >= CONTEXT else ' '}"


def _level(text: str) -> str:
    return " ".join(words(text))


def _tells(levelled: str) -> bool:
    return not STOP_WORDS.issuperset(levelled.split())
