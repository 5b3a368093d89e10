"""Text -> what the encoder reads: word pieces with letter-case, quotation and layout features.

Training and run time share this module, so that a model always sees its input the same way. The
vocabulary is uncased and knows few quotation marks: letter case and quotation depth are therefore
separate features, and every paired mark is shown to the model as a plain ``"``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotesdb.extract.spans.marks import Quoted, depths, mark_positions
from quotesdb.values import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FEATURES = 13
LAYOUTS = 5
_OPENING_LAYOUTS = (2, 4)
_MARK_LIKE = {ord(c): '"' for c in "“”„«»"} | {ord(c): "'" for c in "‘’‚‹›`´"}
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of characters, which no tokenizer takes; the sign in their place leaves all offsets as they are."""
_SHOWN = _MARK_LIKE | _HALVES
_TERMINAL = ".!?…:;,\"”’'"


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive word pieces that the encoder reads at once, classifier and separator included.

    ``starts``/``ends`` are offsets into the text, -1 for the two special pieces.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    features: list[int]
    layout: list[int]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def opens_paragraph(self) -> bool:
        """Whether its first piece begins a paragraph, rather than going on with a long one."""
        return self.layout[1] in _OPENING_LAYOUTS


class Shown:
    """A text as the tokenizer sees it, of the same length: paired marks as ``"``, others plain.

    >>> print(Shown("She’s “in”.", []).part(Span(0, 11)))
    She's "in".
    """

    def __init__(self, text: str, quoted: list[Quoted]) -> None:
        self._text = text
        self._marks = mark_positions(quoted, text)
        self._starts = sorted(self._marks)

    def part(self, span: Span) -> str:
        """What is shown of ``span``; a whole text at once would be held several times."""
        shown = list(span.text(self._text).translate(_SHOWN))
        for i in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            at, width = self._starts[i] - span.start, self._marks[self._starts[i]]
            shown[at : at + width] = ['"', *" " * (width - 1)]
        return "".join(shown)


def windows(
    text: str, paragraphs: list[Span], quoted: list[Quoted], tokenizer: Tokenizer, length: int
) -> Iterator[Window]:
    """Whole paragraphs packed into windows of at most ``length`` pieces; longer ones are cut.

    ``tokenizer`` must have no padding or truncation set. Deterministic; memory is one window at a time
    beside the text itself.
    """
    shown, depth = Shown(text, quoted), depths(len(text), quoted)
    special = _special(tokenizer)
    room = length - 2
    pack: list[tuple[int, int, int, int, int]] = []
    for paragraph in paragraphs:
        pieces = _pieces(shown.part(paragraph), text, depth, paragraph, tokenizer)
        while len(pieces) > room:
            if pack:
                yield _window(pack, special)
                pack = []
            yield _window(pieces[:room], special)
            pieces = pieces[room:]
        if len(pack) + len(pieces) > room:
            yield _window(pack, special)
            pack = []
        pack += pieces
    if pack:
        yield _window(pack, special)


def _special(tokenizer: Tokenizer) -> tuple[int, int]:
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if first is None or last is None:
        raise ValueError("the tokenizer has no [CLS] and [SEP]")
    return first, last


def _pieces(
    shown: str, text: str, depth: bytearray, paragraph: Span, tokenizer: Tokenizer
) -> list[tuple[int, int, int, int, int]]:
    """(id, start, end, feature, layout) of each word piece of a paragraph, ``shown`` as it is."""
    encoded = tokenizer.encode(shown, add_special_tokens=False)
    heading = 2 * (text[paragraph.end - 1] not in _TERMINAL)
    out = []
    case, word_end = 0, -1
    for number, (piece, (a, b)) in enumerate(zip(encoded.ids, encoded.offsets, strict=True)):
        start, end = paragraph.start + a, paragraph.start + b
        if start >= word_end:
            word_end = start
            while word_end < paragraph.end and text[word_end].isalnum():
                word_end += 1
            case = _case(text[start : max(word_end, end)])
        out.append((piece, start, end, 1 + 3 * case + depth[start], 1 + heading + (number == 0)))
    return out


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[:1].isupper() else 3


def _window(pieces: list[tuple[int, int, int, int, int]], special: tuple[int, int]) -> Window:
    ids, starts, ends, features, layout = (list(column) for column in zip(*pieces, strict=True))
    return Window(
        [special[0], *ids, special[1]],
        [-1, *starts, -1],
        [-1, *ends, -1],
        [0, *features, 0],
        [0, *layout, 0],
    )
