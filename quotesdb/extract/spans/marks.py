"""Quotation marks: which stretches of a text stand in marks, in every style that news prints.

Curly, straight, low and angle marks, doubled apostrophes (``''``), back-ticks, British single
marks and mixed pairs, all of them also with white space inside. Marks are paired with a stack per
paragraph. A mark without its partner costs one quotation, never the document; a quotation that runs over
paragraphs repeats its opening mark on each of them and is closed once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from quotesdb.extract.spans.borders import (
    CLOSED_BY,
    CLOSERS,
    LIKELY_END,
    back_over_space,
    can_close,
    can_open,
    closes_after_space,
    is_apostrophe,
    is_between_space_and_stop,
    is_between_spaces,
    is_single,
    last_before,
    opens_by_what_follows,
    opens_single_before_space,
)
from quotesdb.text.segments import sentences
from quotesdb.values import Span

_MARK = re.compile(r"``|''|’’|[\"“”„«»‘’‚‹›'`´]")
_OPENERS = "“„‘‚``"
_APOSTROPHE_BEFORE = re.compile(r"(?:s|\w\win|\b(?:o|th|an|ol|wi|d|lil))$", re.IGNORECASE)
_AHEAD, _DEEPEST, _LONGEST_SENTENCE = 40, 8, 400
"""Marks looked at behind one, marks open at once, characters looked back: no text takes quadratic time."""
_DIRECTED_OPENERS, _UNDIRECTED = ("“", "„", "``"), ('"', "''")
_MOST_PARAGRAPHS = 100
"""Paragraphs that one quotation may run over."""
_CUE_AFTER = re.compile(
    r"[,?!]\s(?=(?:(?:he|she|they|it|(?:Mr|Mrs|Ms|Dr)\.? )?[A-Za-z’'-]*+\s?){0,3}?"
    r"(?:said|says|told|added|adds|asked|replied|wrote|explained|warned|recalled)\b)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks, marks included.

    ``inner`` is what stands between the marks; a stretch that lacks its opening mark begins with its
    words. ``depth`` is 1 outside any other stretch. ``closed`` is false where the closing mark is
    missing, also on all but the last paragraph of a quotation that runs over several; such paragraphs
    share the same ``chain`` number.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool
    chain: int


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    single: bool

    @property
    def width(self) -> int:
        return len(self.mark)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    inner: Span
    depth: int
    closed: bool
    single: bool


def find_quoted(text: str, paragraphs: list[Span]) -> list[Quoted]:
    """Every stretch of ``text`` in quotation marks, in text order, outer before inner.

    >>> t = "“A ‘b’ c,” he said."
    >>> [(q.span.text(t), q.depth) for q in find_quoted(t, [Span(0, len(t))])]
    [('“A ‘b’ c,”', 1), ('‘b’', 2)]
    """
    per_paragraph = _pieces(text, paragraphs)
    out: list[Quoted] = []
    chain = current = run = 0
    for index, (paragraph, pieces) in enumerate(zip(paragraphs, per_paragraph, strict=True)):
        following = per_paragraph[index + 1] if index + 1 < len(paragraphs) else []
        continues = _runs_on(paragraph, pieces, following, paragraphs[index + 1] if following else None)
        last = _last_open(pieces) if continues else None
        for piece in sorted(pieces, key=lambda p: (p.span.start, -p.span.end)):
            if not piece.closed and piece.single and piece is not last:
                continue
            if not (run and piece.span.start == paragraph.start) and not _is_resumed(text, out, piece):
                chain = current = chain + 1
            out.append(Quoted(piece.span, piece.inner, piece.depth, piece.closed, current))
        run = (run + 1) % _MOST_PARAGRAPHS if continues else 0
    return out


def _is_resumed(text: str, before: list[Quoted], piece: _Piece) -> bool:
    """Whether a mark goes on with the stretch before it, which a full stop ended: a lost break of paragraphs.

    "It rained. "We stayed at home," she said: both are hers, as where each begins a paragraph.
    """
    if not before or piece.single or piece.depth > 1:
        return False
    last = before[-1]
    between = text[last.span.end : piece.span.start]
    return not last.closed and last.depth == 1 and between.isspace() and text[last.span.end - 1] in ".?!…"


def depths(length: int, quoted: list[Quoted]) -> bytearray:
    """For each code point of a text of ``length``, how many pairs of marks enclose it (at most 2)."""
    out = bytearray(length)
    for item in quoted:
        value = min(item.depth, 2)
        out[item.span.start : item.span.end] = bytes([value]) * len(item.span)
    return out


def mark_positions(quoted: list[Quoted], text: str) -> dict[int, int]:
    """Start -> width of each mark that opens or closes a stretch."""
    out: dict[int, int] = {}
    for item in quoted:
        out[item.span.start] = item.inner.start - item.span.start
        if item.closed:
            out[item.inner.end] = item.span.end - item.inner.end
    return {start: width for start, width in out.items() if width and start < len(text)}


class QuotedIndex:
    """Finds the outermost quoted stretch at a position without scanning all of them."""

    def __init__(self, quoted: list[Quoted]) -> None:
        self.outer = [q for q in quoted if q.depth == 1]
        self._starts = [q.span.start for q in self.outer]

    def at(self, position: int) -> Quoted | None:
        """The outermost stretch that covers the code point at ``position``."""
        i = bisect_right(self._starts, position) - 1
        return self.outer[i] if i >= 0 and position < self.outer[i].span.end else None

    def within(self, span: Span) -> list[Quoted]:
        """The outermost stretches that share a character with ``span``, in order."""
        i = max(bisect_right(self._starts, span.start) - 1, 0)
        out = []
        while i < len(self.outer) and self._starts[i] < span.end:
            if self.outer[i].span.overlaps(span):
                out.append(self.outer[i])
            i += 1
        return out


def _last_open(pieces: list[_Piece]) -> _Piece | None:
    unclosed = [p for p in pieces if not p.closed and p.depth == 1]
    return unclosed[-1] if unclosed else None


def _runs_on(
    paragraph: Span, pieces: list[_Piece], following: list[_Piece], next_paragraph: Span | None
) -> bool:
    """Whether a piece is open where its paragraph ends, and goes on in the next, which repeats its mark."""
    last = _last_open(pieces)
    if last is None or next_paragraph is None or last.span.end < paragraph.end:
        return False
    return any(p.span.start == next_paragraph.start and p.single == last.single for p in following)


def _pieces(text: str, paragraphs: list[Span]) -> list[list[_Piece]]:
    """The marked pieces of each paragraph."""
    out: list[list[_Piece]] = []
    left_open = False
    for paragraph in paragraphs:
        pieces = _pair(text, paragraph, left_open=left_open)
        last = _last_open(pieces)
        left_open = last is not None and last.span.end == paragraph.end and not last.single
        out.append(pieces)
    return out


def _pair(text: str, paragraph: Span, *, left_open: bool) -> list[_Piece]:
    """Pair the marks of one paragraph; unclosed pieces run to its end.

    ``left_open`` says that a quotation of the paragraph before is not closed there.
    """
    events = [m for m in _MARK.finditer(text, paragraph.start, paragraph.end) if not is_apostrophe(text, m)]
    singles_left = _count_single_closers(text, paragraph, events)
    stack: list[_Open] = []
    out: list[_Piece] = []
    for number, event in enumerate(events):
        mark, at = event[0], event.start()
        later = events[number + 1 : number + 1 + _AHEAD]
        single = is_single(mark)
        same = next((o for o in reversed(stack) if o.single == single), None)
        opens = _opens(text, paragraph, event, same, later)
        closes = can_close(text, paragraph, event)
        if _is_close(mark, same, stack, opens=opens, closes=closes):
            partner = same if same is not None else _mixed_partner(mark, stack, singles_left[number])
            if not stack:
                orphan = _orphan(text, paragraph, event, out[-1] if out else None, left_open=left_open)
                out += [orphan] if orphan else []
                continue
            if partner is None or (single and _later_is_better(text, event, later, paragraph)):
                continue
            while stack[-1] is not partner:
                stack.pop()
            stack.pop()
            out.append(_piece(partner, event.end(), event.start(), len(stack) + 1, closed=True))
        elif opens:
            if single and not singles_left[number] and at != paragraph.start:
                continue
            if stack and same is stack[-1] and _breaks_off(mark, stack[-1], later):
                broken = stack.pop()
                end = _likely_end(text, broken, back_over_space(text, at))
                out.append(_piece(broken, end, None, len(stack) + 1, closed=False))
            stack = [*stack[-_DEEPEST:], _Open(at, mark, single)]
    return [p for p in [*out, *_unclosed(text, stack, paragraph.end)] if len(p.inner)]


def _unclosed(text: str, stack: list[_Open], limit: int) -> Iterator[_Piece]:
    """What the end of a paragraph leaves open; of single marks only the outermost may be one."""
    for level, opened in enumerate(stack):
        if level == 0 or not opened.single:
            yield _piece(opened, _likely_end(text, opened, limit), None, level + 1, closed=False)


def _orphan(
    text: str, paragraph: Span, event: re.Match[str], before: _Piece | None, *, left_open: bool
) -> _Piece | None:
    """What a double mark closes that nothing opened: its sentence, if it follows a full stop, comma or so.

    Where the paragraph before was left open, all of this paragraph. A second mark behind one
    sentence's quotation is a slip of the pen and closes nothing.
    """
    at = event.start()
    if is_single(event[0]) or at == paragraph.start or last_before(text, at) not in LIKELY_END:
        return None
    begins = before.span.end if before else paragraph.start
    room = Span(max(begins, at - _LONGEST_SENTENCE), at)
    parts = [Span(begins, at)] if left_open and not before else sentences(text, room)
    if (before or room.start > begins) and len(parts) < 2:
        return None
    last = parts[-1]
    return _Piece(Span(last.start, event.end()), Span(last.start, at), 1, closed=True, single=False)


def _breaks_off(mark: str, around: _Open, later: list[re.Match[str]]) -> bool:
    """Whether an opening mark shows that the open stretch of double marks before it is never closed."""
    return not is_single(mark) and not _nests(mark, around.mark, later)


def _nests(mark: str, around: str, later: list[re.Match[str]]) -> bool:
    """Whether an opening mark inside an open stretch of double marks has both closers to come."""
    if mark == around:
        closer = {"“": "”", "«": "»", "``": "''"}.get(mark)
        return closer is not None and sum((e[0] == closer) - (e[0] == mark) for e in later) >= 2
    marks = [e[0] for e in later]
    first = next((i for i, m in enumerate(marks) if m in CLOSED_BY.get(mark, ())), len(marks))
    return any(m in CLOSED_BY.get(around, ()) for m in marks[first + 1 :])


def _likely_end(text: str, opened: _Open, limit: int) -> int:
    """Where words with no closing mark end: at the paragraph's end, or before a cue that follows a comma."""
    match = _CUE_AFTER.search(text, opened.start + opened.width, limit)
    return match.start() + 1 if match else limit


def _piece(opened: _Open, end: int, inner_end: int | None, depth: int, *, closed: bool) -> _Piece:
    inner_start = opened.start + opened.width
    last = end if inner_end is None else inner_end
    return _Piece(Span(opened.start, end), Span(min(inner_start, last), last), depth, closed, opened.single)


def _is_close(mark: str, same: _Open | None, stack: list[_Open], *, opens: bool, closes: bool) -> bool:
    if mark in CLOSERS:
        return bool(stack) or not opens
    if mark in "“‘" and same is not None and not opens:
        return True
    if mark in _OPENERS:
        return False
    if same is not None:
        return (closes and not (opens and mark in "«»‹›")) or not opens
    return closes and not opens


def _mixed_partner(mark: str, stack: list[_Open], more_singles: int) -> _Open | None:
    """“…’’ and "…’ do occur: a closer of the other family may close what is open."""
    if not stack or (is_single(mark) and more_singles):
        return None
    return stack[-1] if mark in ("’’", "''", "”", '"') else None


def _opens(
    text: str, paragraph: Span, event: re.Match[str], same: _Open | None, later: list[re.Match[str]]
) -> bool:
    """Whether a mark opens, with white space behind it too; ``same`` is what is open of its sort."""
    if can_open(text, paragraph, event):
        closed = same is not None and event[0] in CLOSED_BY.get(same.mark, ())
        return not (closed and is_between_space_and_stop(text, event))
    return is_between_spaces(text, paragraph, event) and _opens_before_space(
        text, paragraph, event, same, later
    )


def _opens_before_space(
    text: str, paragraph: Span, event: re.Match[str], same: _Open | None, later: list[re.Match[str]]
) -> bool:
    """Whether a mark between white space opens: “ A, ” or " A, ". What is open is rather closed by it."""
    mark = event[0]
    if is_single(mark):
        return same is None and opens_single_before_space(text, paragraph, event, later)
    closes = same is not None and mark in CLOSED_BY.get(same.mark, ())
    if closes or mark not in (*_DIRECTED_OPENERS, *_UNDIRECTED):
        return False
    if same is None:
        return mark in _DIRECTED_OPENERS or opens_by_what_follows(text, paragraph, event, later)
    again = mark == same.mark and mark in _DIRECTED_OPENERS and text[same.start + same.width].isspace()
    return (again and any(e[0] in CLOSED_BY[mark] for e in later)) or _nests(mark, same.mark, later)


def _count_single_closers(text: str, paragraph: Span, events: list[re.Match[str]]) -> list[int]:
    """For each event, how many single marks after it could close."""
    out, count = [0] * len(events), 0
    for i in range(len(events) - 1, -1, -1):
        out[i] = count
        if is_single(events[i][0]) and (
            can_close(text, paragraph, events[i]) or closes_after_space(text, events[i])
        ):
            count += events[i][0] != "‘" or not can_open(text, paragraph, events[i])
    return out


def _later_is_better(text: str, event: re.Match[str], later: list[re.Match[str]], paragraph: Span) -> bool:
    """Whether this closing single mark is rather an apostrophe (‘the players’ union, goin’ home’).

    Only where it follows a plural or a clipped word, a word comes next, and a better closer stands
    before the next opening single mark.
    """
    after = text[event.end() : event.end() + 2]
    if not _APOSTROPHE_BEFORE.search(text, max(0, event.start() - 8), event.start()) or not (
        len(after) == 2 and after[0] == " " and after[1].isalpha()
    ):
        return False
    for other in later:
        if not is_single(other[0]):
            continue
        if can_open(text, paragraph, other) and not can_close(text, paragraph, other):
            return False
        if can_close(text, paragraph, other):
            return True
    return False
