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

from quotesdb.text.segments import sentences
from quotesdb.values import Span

_MARK = re.compile(r"``|''|’’|[\"“”„«»‘’‚‹›'`´]")
_OPENERS = "“„‘‚``"
_CLOSERS = "”"
_CLOSED_BY = {
    **{opener: (closer,) for opener, closer in ("“”", "«»", "»«", "””", '""', "‘’", "''")},
    "„": ("“", "”"),
    "``": ("''",),
    "''": ("''",),
}
_AFTER_ELISION = re.compile(
    r"(?:em|til|tis|twas|cause|bout|round|n|ere|s|re|ve|ll|d|m|t)\b|\d\ds?\b", re.IGNORECASE
)
_APOSTROPHE_BEFORE = re.compile(r"(?:s|\w\win|\b(?:o|th|an|ol|wi|d|lil))$", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\s?\d{1,2}$")
_BEFORE_OPEN = "([{—–-/:*_\u2009"
_AFTER_CLOSE = ")]}.,;:!?…—–-/"
_AHEAD, _DEEPEST, _LONGEST_SENTENCE = 40, 8, 400
"""Marks looked at behind one, marks open at once, characters looked back: no text takes quadratic time."""

_SPACED_OPENERS, _SPACED_CLOSERS = "«‹", "»›"
_DIRECTED_OPENERS, _UNDIRECTED = ("“", "„", "``"), ('"', "''")
_STOPS = ",;:!?)]}—–―"
_WORD_BEGINS = "¿¡([…-–—$£€"
_LIKELY_END = ".,!?…;:"
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
    chain = run = 0
    for index, (paragraph, pieces) in enumerate(zip(paragraphs, per_paragraph, strict=True)):
        following = per_paragraph[index + 1] if index + 1 < len(paragraphs) else []
        continues = _runs_on(paragraph, pieces, following, paragraphs[index + 1] if following else None)
        last = _last_open(pieces) if continues else None
        for piece in sorted(pieces, key=lambda p: (p.span.start, -p.span.end)):
            if not piece.closed and piece.single and piece is not last:
                continue
            if not (run and piece.span.start == paragraph.start):
                chain += 1
            out.append(Quoted(piece.span, piece.inner, piece.depth, piece.closed, chain))
        run = (run + 1) % _MOST_PARAGRAPHS if continues else 0
    return out


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
    events = [m for m in _MARK.finditer(text, paragraph.start, paragraph.end) if not _is_apostrophe(text, m)]
    singles_left = _count_single_closers(text, paragraph, events)
    stack: list[_Open] = []
    out: list[_Piece] = []
    for number, event in enumerate(events):
        mark, at = event[0], event.start()
        later = events[number + 1 : number + 1 + _AHEAD]
        single = _is_single(mark)
        same = next((o for o in reversed(stack) if o.single == single), None)
        opens = _opens(text, paragraph, event, same, later)
        closes = _can_close(text, paragraph, event)
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
                end = _likely_end(text, broken, _back_over_space(text, at))
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
    if _is_single(event[0]) or at == paragraph.start or _last_before(text, at) not in _LIKELY_END:
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
    return not _is_single(mark) and not _nests(mark, around.mark, later)


def _nests(mark: str, around: str, later: list[re.Match[str]]) -> bool:
    """Whether an opening mark inside an open stretch of double marks has both closers to come."""
    if mark == around:
        closer = {"“": "”", "«": "»", "``": "''"}.get(mark)
        return closer is not None and sum((e[0] == closer) - (e[0] == mark) for e in later) >= 2
    marks = [e[0] for e in later]
    first = next((i for i, m in enumerate(marks) if m in _CLOSED_BY.get(mark, ())), len(marks))
    return any(m in _CLOSED_BY.get(around, ()) for m in marks[first + 1 :])


def _likely_end(text: str, opened: _Open, limit: int) -> int:
    """Where words with no closing mark end: at the paragraph's end, or before a cue that follows a comma."""
    match = _CUE_AFTER.search(text, opened.start + opened.width, limit)
    return match.start() + 1 if match else limit


def _piece(opened: _Open, end: int, inner_end: int | None, depth: int, *, closed: bool) -> _Piece:
    inner_start = opened.start + opened.width
    last = end if inner_end is None else inner_end
    return _Piece(Span(opened.start, end), Span(min(inner_start, last), last), depth, closed, opened.single)


def _is_single(mark: str) -> bool:
    return mark in "‘’‚‹›'`´"


def _is_close(mark: str, same: _Open | None, stack: list[_Open], *, opens: bool, closes: bool) -> bool:
    if mark in _CLOSERS:
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
    if not stack or (_is_single(mark) and more_singles):
        return None
    return stack[-1] if mark in ("’’", "''", "”", '"') else None


def _is_apostrophe(text: str, event: re.Match[str]) -> bool:
    """Whether a single mark stands inside a word, in place of letters, or after a digit (feet, minutes).

    Double ones stand for inches: 5'11" tall.
    """
    mark, at, end = event[0], event.start(), event.end()
    if mark not in ("'", "’", "‘", "´", "`"):
        inches = text[at - 1 : at].isdigit() and text[end : end + 1].isalnum()
        return mark in '"”' and (inches or bool(_FEET.search(text, max(0, at - 5), at)))
    before, after = text[at - 1] if at else " ", text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return True
    if mark in "‘`":
        return False
    return not before.isalnum() and before not in _LIKELY_END and bool(_AFTER_ELISION.match(text, end))


def _can_open(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    at, end = event.start(), event.end()
    if end >= paragraph.end or (text[end].isspace() and event[0] not in _SPACED_OPENERS):
        return False
    if event[0] in _SPACED_CLOSERS and not (text[end].isalnum() or text[end] in _WORD_BEGINS):
        return False
    if at == paragraph.start:
        return True
    before = text[at - 1]
    return before.isspace() or before in _BEFORE_OPEN or (before in "“\"‘'" and text[end].isalnum())


def _opens(
    text: str, paragraph: Span, event: re.Match[str], same: _Open | None, later: list[re.Match[str]]
) -> bool:
    """Whether a mark opens, with white space behind it too; ``same`` is what is open of its sort."""
    if _can_open(text, paragraph, event):
        closed = same is not None and event[0] in _CLOSED_BY.get(same.mark, ())
        return not (closed and _is_between_space_and_stop(text, event))
    return _is_between_spaces(text, paragraph, event) and _opens_before_space(
        text, paragraph, event, same, later
    )


def _opens_before_space(
    text: str, paragraph: Span, event: re.Match[str], same: _Open | None, later: list[re.Match[str]]
) -> bool:
    """Whether a mark between white space opens: “ A, ” or " A, ". What is open is rather closed by it."""
    mark = event[0]
    if _is_single(mark):
        return same is None and _opens_single_before_space(text, paragraph, event, later)
    closes = same is not None and mark in _CLOSED_BY.get(same.mark, ())
    if closes or mark not in (*_DIRECTED_OPENERS, *_UNDIRECTED):
        return False
    if same is None:
        return mark in _DIRECTED_OPENERS or _opens_by_what_follows(text, paragraph, event, later)
    again = mark == same.mark and mark in _DIRECTED_OPENERS and text[same.start + same.width].isspace()
    return (again and any(e[0] in _CLOSED_BY[mark] for e in later)) or _nests(mark, same.mark, later)


def _opens_by_what_follows(
    text: str, paragraph: Span, event: re.Match[str], later: list[re.Match[str]]
) -> bool:
    """Whether a mark between white space that looks the same at both ends opens.

    Not right before another one that opens, nor where none is left to close it, unless it begins a paragraph,
    whose quotation may go on in the next; nor where both are inches.
    """
    doubles = [e for e in later if not _is_single(e[0])]
    if doubles and doubles[0][0] in _CLOSERS:
        return True
    following = next((e for e in doubles if e[0] == event[0]), None)
    if following is None:
        return event.start() == paragraph.start
    inches = all(_last_before(text, e.start()).isdigit() for e in (event, following))
    return not inches and (
        not _can_open(text, paragraph, following) or _is_between_space_and_stop(text, following)
    )


def _opens_single_before_space(
    text: str, paragraph: Span, event: re.Match[str], later: list[re.Match[str]]
) -> bool:
    """Whether a single mark between white space opens: its like comes to close it.

    What may be an apostrophe also has no letter before it, and a comma or the like within what it opens.
    """
    mark, at = event[0], event.start()
    following = next((e for e in later if e[0] in _CLOSED_BY[mark]), None) if mark in "‘'" else None
    owns = mark == "'" and at > paragraph.start and _last_before(text, at).isalnum()
    return following is not None and not owns and _closes_after_space(text, following)


def _is_between_spaces(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    """Whether a mark has white space behind it, and before it or the paragraph's start, a bracket or dash."""
    at, end = event.start(), event.end()
    begins = at == paragraph.start or text[at - 1].isspace() or text[at - 1] in "([{—–"
    return begins and end < paragraph.end and text[end].isspace()


def _is_between_space_and_stop(text: str, event: re.Match[str]) -> bool:
    """Whether a mark has white space before it and a comma or the like behind: " A ", he said."""
    after = text[event.end() : event.end() + 2]
    stops = after[:1] in _STOPS or (after[:1] == "." and after != "..")
    return event.start() > 0 and text[event.start() - 1].isspace() and stops


def _closes_after_space(text: str, event: re.Match[str]) -> bool:
    """Whether a single mark has white space before it and no letter behind; of ' also a comma or the like."""
    at = event.start()
    if text[event.end() : event.end() + 1].isalnum() or not text[max(0, at - 1) : at].isspace():
        return False
    return event[0] == "’" or _last_before(text, at) in _LIKELY_END


def _can_close(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    at, end = event.start(), event.end()
    if at == paragraph.start or (text[at - 1].isspace() and event[0] not in _SPACED_CLOSERS):
        return False
    if end >= paragraph.end:
        return True
    after = text[end]
    return after.isspace() or after in _AFTER_CLOSE or after in "”\"’'»" or not after.isalnum()


def _count_single_closers(text: str, paragraph: Span, events: list[re.Match[str]]) -> list[int]:
    """For each event, how many single marks after it could close."""
    out, count = [0] * len(events), 0
    for i in range(len(events) - 1, -1, -1):
        out[i] = count
        if _is_single(events[i][0]) and (
            _can_close(text, paragraph, events[i]) or _closes_after_space(text, events[i])
        ):
            count += events[i][0] != "‘" or not _can_open(text, paragraph, events[i])
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
        if not _is_single(other[0]):
            continue
        if _can_open(text, paragraph, other) and not _can_close(text, paragraph, other):
            return False
        if _can_close(text, paragraph, other):
            return True
    return False


def _back_over_space(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _last_before(text: str, at: int) -> str:
    """The last character before a place that is no white space; at the start of a text a blank."""
    end = _back_over_space(text, at)
    return text[end - 1] if end else " "
