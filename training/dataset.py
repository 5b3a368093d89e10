"""Annotated documents -> labelled windows for the encoder."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotesdb.extract.encode import Window, windows
from quotesdb.extract.marks import find_quoted
from quotesdb.segment import paragraphs
from training.brat import Document

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = {"content": 1, "source": 2, "cue": 3}
IGNORE = -100
_SENTENCE_ENDS = (".", "!", "?", '"', ":", "'")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window with, for each piece, its tag (0 = none, 2r-1 = begin, 2r = inside) and attribution."""

    window: Window
    tags: list[int]
    attribution: list[int]


def labelled_windows(document: Document, tokenizer: Tokenizer, length: int) -> list[Labelled]:
    """The windows of one document; where attributions overlap, the later one is the label."""
    text = document.text
    tag, owner = [0] * len(text), [-1] * len(text)
    for number, attribution in enumerate(document.attributions):
        for role, code in ROLES.items():
            for span in getattr(attribution, role):
                for i in range(span.start, span.end):
                    tag[i], owner[i] = 2 * code - (i == span.start), number
    found = paragraphs(text)
    quoted = find_quoted(text, found)
    return [_label(w, tag, owner) for w in windows(text, found, quoted, tokenizer, length)]


def _label(window: Window, tag: list[int], owner: list[int]) -> Labelled:
    tags, owners, last = [IGNORE], [-1], (0, -1)
    for start, end in zip(window.starts[1:-1], window.ends[1:-1], strict=True):
        at = next((i for i in range(start, end) if tag[i]), None)
        if at is None:
            tags.append(0)
            owners.append(-1)
            last = (0, -1)
            continue
        now = ((tag[at] + 1) // 2, owner[at])
        begins = now != last or any(tag[i] == 2 * now[0] - 1 for i in range(start, end))
        tags.append(2 * now[0] - begins)
        owners.append(now[1])
        last = now
    return Labelled(window, [*tags, IGNORE], [*owners, -1])


class NameSwapper:
    """Replaces names inside a window by other names of the corpus, so that no name is learnt.

    Only one-piece capitalised words that do not begin a sentence count as names; the same word is
    replaced by the same other word all over the window.
    """

    def __init__(self, data: Iterable[Labelled], tokenizer: Tokenizer) -> None:
        self._blocked = {i for c in _SENTENCE_ENDS if (i := tokenizer.token_to_id(c)) is not None}
        self._never = {tokenizer.token_to_id(w) for w in ("i", "mr", "mrs", "ms", "dr")}
        self.pool = [i for item in data for i in self._names(item.window)]

    def __call__(self, item: Labelled, rng: random.Random) -> Labelled:
        """A copy of ``item`` with its names swapped."""
        other = {i: rng.choice(self.pool) for i in set(self._names(item.window))}
        ids = [
            other.get(i, i) if f in (4, 5, 6) else i
            for i, f in zip(item.window.ids, item.window.features, strict=True)
        ]
        return replace(item, window=replace(item.window, ids=ids))

    def _names(self, window: Window) -> list[int]:
        out = []
        for n in range(2, len(window) - 2):
            whole = window.starts[n] != window.ends[n - 1] and window.ends[n] != window.starts[n + 1]
            capitalised = 4 <= window.features[n] <= 6
            if (
                whole
                and capitalised
                and window.layout[n] in (1, 3)
                and window.ids[n - 1] not in self._blocked
            ):
                out.append(window.ids[n])
        return [i for i in out if i not in self._never]
