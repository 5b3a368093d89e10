"""Annotated documents -> labelled windows for the encoder."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotesdb.extract.model.encode import Window, windows
from quotesdb.extract.spans.cues import cue_class
from quotesdb.extract.spans.marks import find_quoted
from quotesdb.text.segments import paragraphs
from quotesdb.values import CueClass
from training.documents import Document

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ROLES = {"content": 1, "source": 2, "cue": 3}
MENTIONS = ("person", "organisation", "place", "group")
CUE_CLASSES = (CueClass.SPEECH, CueClass.WRITING, CueClass.THOUGHT, CueClass.FACT)
IGNORE = -100
UNLINKED = -1
_SENTENCE_ENDS = (".", "!", "?", '"', ":", "'")
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window with the labels of each piece.

    ``tags`` and ``mentions``: 0 = none, 2n-1 = begin, 2n = inside, n counted from one in ``ROLES`` and
    ``MENTIONS``. ``owners`` are the attributions that a piece belongs to: "X said, adding" has one
    source for two; ``UNLINKED`` stands for one whose source nobody annotated. ``cue_classes`` has a row of
    ``CUE_CLASSES`` for each piece of a cue whose class the lexicon knows, else ``IGNORE``, as ``tags`` have
    where the annotators say nothing.
    """

    window: Window
    tags: list[int]
    owners: list[frozenset[int]]
    mentions: list[int]
    cue_classes: list[int]


def labelled_windows(document: Document, tokenizer: Tokenizer, length: int) -> list[Labelled]:
    """The windows of one document; where roles overlap, the later one is the label."""
    text = document.text
    tag, owners = [0] * len(text), [_NOBODY] * len(text)
    mention, cue_classes = [0] * len(text), [IGNORE] * len(text)
    for number, attribution in enumerate(document.attributions):
        owner = number if attribution.source or document.tells_nobody else UNLINKED
        for role, code in ROLES.items():
            for span in getattr(attribution, role):
                for i in range(span.start, span.end):
                    mine = owners[i] if (tag[i] + 1) // 2 == code else _NOBODY
                    tag[i], owners[i] = 2 * code - (i == span.start), mine | {owner}
        for span in attribution.cue:
            kind = cue_class(span.text(text), marked=False)
            if kind in CUE_CLASSES:
                cue_classes[span.start : span.end] = [CUE_CLASSES.index(kind)] * len(span)
    for named in document.mentions:
        code = MENTIONS.index(named.kind) + 1
        mention[named.span.start : named.span.end] = [2 * code - 1] + [2 * code] * (len(named.span) - 1)
    found = paragraphs(text)
    quoted = find_quoted(text, found)
    silent = bytearray(len(text))
    for span in document.silent:
        silent[span.start : span.end] = b"\1" * len(span)
    characters = _Characters(tag, owners, mention, cue_classes, silent)
    return [_label(w, characters) for w in windows(text, found, quoted, tokenizer, length)]


@dataclass(frozen=True, slots=True)
class _Characters:
    """The labels of each code point."""

    tags: list[int]
    owners: list[frozenset[int]]
    mentions: list[int]
    cue_classes: list[int]
    silent: bytearray


def _label(window: Window, by: _Characters) -> Labelled:
    tags, owners, last = [IGNORE], [_NOBODY], (0, _NOBODY)
    mentions, cue_classes = [IGNORE], [IGNORE]
    for start, end in zip(window.starts[1:-1], window.ends[1:-1], strict=True):
        mentions.append(next((by.mentions[i] for i in range(start, end) if by.mentions[i]), 0))
        cue_classes.append(by.cue_classes[start])
        at = next((i for i in range(start, end) if by.tags[i]), None)
        if at is None:
            tags.append(IGNORE if by.silent[start] else 0)
            owners.append(_NOBODY)
            last = (0, _NOBODY)
            continue
        now = ((by.tags[at] + 1) // 2, by.owners[at])
        begins = now != last or any(by.tags[i] == 2 * now[0] - 1 for i in range(start, end))
        tags.append(2 * now[0] - begins)
        owners.append(now[1])
        last = now
    return Labelled(window, [*tags, IGNORE], [*owners, _NOBODY], [*mentions, IGNORE], [*cue_classes, IGNORE])


class NameSwapper:
    """Replaces names inside a window by other names of the corpus, so that no name is learnt.

    Only one-piece capitalised words that do not begin a sentence count as names; the same word is
    replaced by the same other word of the same kind of mention all over the window.
    """

    def __init__(self, data: Iterable[Labelled], tokenizer: Tokenizer) -> None:
        self._blocked = {i for c in _SENTENCE_ENDS if (i := tokenizer.token_to_id(c)) is not None}
        self._never = {tokenizer.token_to_id(w) for w in ("i", "mr", "mrs", "ms", "dr")}
        self.pools: dict[int, list[int]] = defaultdict(list)
        for item in data:
            for piece, kind in self._names(item):
                self.pools[kind].append(piece)

    def __call__(self, item: Labelled, rng: random.Random) -> Labelled:
        """A copy of ``item`` with its names swapped."""
        other = {i: rng.choice(self.pools[kind]) for i, kind in sorted(set(self._names(item)))}
        ids = [
            other.get(i, i) if f in (4, 5, 6) else i
            for i, f in zip(item.window.ids, item.window.features, strict=True)
        ]
        return replace(item, window=replace(item.window, ids=ids))

    def _names(self, item: Labelled) -> list[tuple[int, int]]:
        window, out = item.window, []
        for n in range(2, len(window) - 2):
            whole = window.starts[n] != window.ends[n - 1] and window.ends[n] != window.starts[n + 1]
            capitalised = 4 <= window.features[n] <= 6
            if (
                whole
                and capitalised
                and window.layout[n] in (1, 3)
                and window.ids[n - 1] not in self._blocked
                and window.ids[n] not in self._never
            ):
                out.append((window.ids[n], (item.mentions[n] + 1) // 2))
        return out
