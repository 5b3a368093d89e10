"""From the lines of pages to paragraphs: columns in order, running heads and line numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from quotesdb.readers.pdf_lines import HYPHEN, Line

_NUMBER = re.compile(r"\W{0,3}(?:\d{1,4}|[ivxlc]{1,6})\W{0,3}")
_COUNTER = re.compile(r"[^\W\d_]+ \d{1,4} [^\W\d_]+ \d{1,4}")
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}\b")
_PRINTED_FROM = re.compile(r"(?:https?|file)://\S+\s+(\d{1,4})/(\d{1,4})")
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-–—•·▪*]|\(?\w{1,3}[.)])\s")
_LABEL = re.compile(r"(?:[^\W\d_a-z](?:[^\W\d_a-z]|[.'’ -]){1,40}:|[QA][.:])\s")
"""A speaker's, in capitals: records of courts have equal distances between all lines."""

_LETTERS = re.compile(r"[^\W\d_]+")
_MARGIN = 3
"""Lines at the head and at the foot of a page that may be a running head."""

_HEADING, _LIKE = 1.12, 0.13
_LONGEST_HEADING = 300
_SLACK = 0.6, 2.5
"""By how many letters' heights a full line may be short of the edge, behind a full stop and elsewhere."""

_FEWEST_STEPS = 4
_COLUMN = 4
"""Lines that begin in one place at the least where a column does."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together, line by line too, how large they are, and on which page they begin."""

    text: str
    size: float
    page: int
    printed: tuple[str, ...]
    bold: bool

    @property
    def lines(self) -> int:
        """How many lines they are printed in."""
        return len(self.printed)


@dataclass(frozen=True, slots=True)
class Laid:
    """The paragraphs in the order of reading, the size of most words, and each running head once."""

    paragraphs: list[Paragraph]
    body: float
    heads: list[str]

    def is_heading(self, paragraph: Paragraph) -> bool:
        """Whether it is printed larger than the text, or in bold and is no sentence."""
        if len(paragraph.text) > _LONGEST_HEADING:
            return False
        return paragraph.size > _HEADING * self.body or (paragraph.bold and not _ENDS.search(paragraph.text))


def lay_out(pages: Sequence[Sequence[Line]], *, only_counters: bool = False) -> Laid:
    """The paragraphs of pages of lines.

    Where each of many pages begins alike for it begins another article, ``only_counters`` are running heads.
    """
    numberless = [_without_line_numbers(page) for page in _without_print(pages)]
    heads = _counters(numberless) if only_counters else _running_heads(numberless)
    left = [[line for line in page if id(line) not in heads] for page in numberless]
    ordered = [line for page in left for line in _in_order(page)]
    dropped = [line for page in numberless for line in page if id(line) in heads]
    said = [" ".join(line.text.split()) for line in sorted(dropped, key=lambda one: -one.top)]
    body = _body_size(ordered)
    return Laid(list(_paragraphs(ordered, body)), body, list(dict.fromkeys(said)))


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _without_print(pages: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """The lines but for what a browser prints above and below each page: when, of what, address, number.

    When a page was printed is not when it was published.
    """
    edges = [_edges(page) for page in pages]
    if not all(_are_of_print(*edge, number, len(pages)) for number, edge in enumerate(edges, start=1)):
        return pages
    around = {id(line) for edge in edges for lines in edge for line in lines}
    return [[line for line in page if id(line) not in around] for page in pages]


def _are_of_print(highest: Sequence[Line], lowest: Sequence[Line], number: int, pages: int) -> bool:
    """Whether the one line begins with a time, and the other is an address and which page this is of all."""
    counted = _PRINTED_FROM.fullmatch(" ".join(line.text for line in lowest))
    is_this = counted is not None and (int(counted[1]), int(counted[2])) == (number, pages)
    return is_this and any(_PRINTED.match(line.text) for line in highest)


def _without_line_numbers(page: Sequence[Line]) -> list[Line]:
    """The lines but for numbers in the margin that count them, as records of courts have."""
    columns: dict[tuple[str, int], list[Line]] = {}
    for line in page:
        if line.text.isdecimal():
            columns.setdefault(("left", round(line.left / 8)), []).append(line)
            columns.setdefault(("right", round(line.right / 8)), []).append(line)
    counted = {id(line) for column in columns.values() if _counts(column) for line in column}
    return [line for line in page if id(line) not in counted]


def _counts(column: Sequence[Line]) -> bool:
    """Whether numbers below each other go up by the same step."""
    downwards = sorted(column, key=lambda line: -line.top)
    steps = [int(lower.text[-9:]) - int(upper.text[-9:]) for upper, lower in pairwise(downwards)]
    return len(steps) >= _FEWEST_STEPS and sum(step == steps[0] > 0 for step in steps) >= 0.8 * len(steps)


def _running_heads(pages: Sequence[Sequence[Line]]) -> set[int]:
    """What stands at the head or foot of several pages alike, numbers aside, and numbers of pages."""
    margins = [_margin(page) for page in pages]
    seen = Counter(key for margin in margins for key in {_alike(line) for line in margin})
    least = 2 if len(pages) < 6 else 3
    found = {
        id(line) for margin in margins for line in margin if len(pages) > 1 and seen[_alike(line)] >= least
    }
    numbers = (line for margin in margins for line in margin if _NUMBER.fullmatch(line.text))
    return found | {id(line) for line in numbers}


def _counters(pages: Sequence[Sequence[Line]]) -> set[int]:
    """What stands at the head or foot of pages and only says which page it is: "4", "Page 4 of 12"."""
    edges = (line for page in pages for line in _outermost(page))
    return {id(line) for line in edges if _NUMBER.fullmatch(line.text) or _COUNTER.fullmatch(line.text)}


def _margin(page: Sequence[Line]) -> list[Line]:
    heights = sorted({round(line.top) for line in page}, reverse=True)
    if len(heights) < 2 * _MARGIN:
        return _outermost(page)
    high, low = heights[_MARGIN - 1], heights[-_MARGIN]
    return [line for line in page if round(line.top) >= high or round(line.top) <= low]


def _outermost(page: Sequence[Line]) -> list[Line]:
    highest, lowest = _edges(page)
    return [line for line in page if line in highest or line in lowest]


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The highest line of a page and the lowest, each with what stands beside it from left to right."""
    if not page:
        return [], []
    highest, lowest = max(page, key=lambda line: line.top), min(page, key=lambda line: line.bottom)
    ordered = sorted(page, key=lambda line: line.left)
    return [one for one in ordered if one.beside(highest)], [one for one in ordered if one.beside(lowest)]


def _alike(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", " ".join(line.text.split())), round(line.top / 6)


def _in_order(page: Sequence[Line]) -> list[Line]:
    """The lines in the order of reading: that of the file, unless it goes across columns."""
    across = sum(
        upper.beside(lower) and lower.left > upper.right and _is_text(upper) and _is_text(lower)
        for upper, lower in pairwise(page)
    )
    return _cut(list(page)) if across > 3 and across > 0.2 * len(page) else list(page)


def _is_text(line: Line) -> bool:
    return len(line.text) > 15


def _cut(lines: list[Line], depth: int = 0) -> list[Line]:
    """The lines, column after column: cut at what is empty from head to foot, else from side to side."""
    if len(lines) < 4 or depth > 20:
        return _by_height(lines)
    gutter = _gutter(lines)
    if gutter is not None:
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.right > gutter]
        return _cut(left, depth + 1) + _cut(right, depth + 1)
    level = _widest_level(lines)
    if level is None:
        return _by_height(lines)
    upper = [line for line in lines if line.bottom >= level]
    lower = [line for line in lines if line.bottom < level]
    return _cut(upper, depth + 1) + _cut(lower, depth + 1)


def _by_height(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom), line.left))


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where to cut between two columns of text."""
    reach = 0.0
    best: tuple[float, float] | None = None
    for line in sorted(lines, key=lambda one: one.left):
        if reach and line.left - reach > 0.5 * line.size:
            best = max(best or (0.0, 0.0), (line.left - reach, (line.left + reach) / 2))
        reach = max(reach, line.right)
    if best is None:
        return None
    sides = [[line for line in lines if (line.right <= best[1]) is side] for side in (True, False)]
    if any(len(side) < 3 or median(len(line.text) for line in side) < 12 for side in sides):
        return None
    return best[1]


def _widest_level(lines: Sequence[Line]) -> float | None:
    found: list[tuple[float, float]] = []
    reach: float | None = None
    for line in sorted(lines, key=lambda one: -one.top):
        if reach is not None and line.top <= reach:
            found.append((reach - line.top, (reach + line.top) / 2))
        reach = line.bottom if reach is None else min(reach, line.bottom)
    return max(found)[1] if found else None


def _paragraphs(lines: Sequence[Line], body: float) -> Iterator[Paragraph]:
    edges, leading = _right_edges(lines), _leading(lines, body)
    hyphenated = _hyphenated(lines)
    held: list[Line] = []
    for line in lines:
        if held and not _runs_on(held, line, edges, leading):
            yield _paragraph(held, hyphenated)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held, hyphenated)


def _paragraph(lines: Sequence[Line], hyphenated: frozenset[str]) -> Paragraph:
    printed = tuple(line.text.replace(HYPHEN, "-") for line in lines)
    return Paragraph(
        joined([line.text for line in lines], hyphenated).replace(HYPHEN, "-"),
        lines[0].size,
        lines[0].page,
        printed,
        all(line.bold for line in lines),
    )


def joined(lines: Sequence[str], hyphenated: frozenset[str] = frozenset()) -> str:
    """Lines as one; ``hyphenated`` words keep the hyphen at which a line ends."""
    text = lines[0]
    for line in lines[1:]:
        text = _attached(text, line, hyphenated)
    return text


def _attached(text: str, more: str, hyphenated: frozenset[str]) -> str:
    """Two lines as one; a word that was parted is whole again, one that has a hyphen elsewhere keeps it."""
    if not text.endswith((HYPHEN, "-", "\u00ad", "\u2010")) or text[-2:-1].isspace():
        return f"{text} {more}"
    head, tail = _LETTERS.findall(text[-60:]), _LETTERS.match(more)
    whole = f"{head[-1]}-{tail[0]}".lower() if head and tail else ""
    if not tail or not more[0].islower() or whole in hyphenated:
        return f"{text[:-1]}-{more}"
    return text[:-1] + more


_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+(?=\W|$)")


def _hyphenated(lines: Iterable[Line]) -> frozenset[str]:
    """The words that are written with a hyphen where no line ends."""
    return frozenset(found[0].lower() for line in lines for found in _COMPOUND.finditer(line.text))


def _right_edges(lines: Iterable[Line]) -> dict[tuple[int, int], float]:
    """How far the lines reach that begin in the same place on a page, the longest few aside."""
    columns: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        columns.setdefault(_column(line), []).append(line.right)
    many = ((column, sorted(rights)) for column, rights in columns.items() if len(rights) >= _COLUMN)
    return {column: rights[int(0.95 * (len(rights) - 1))] for column, rights in many}


def _column(line: Line) -> tuple[int, int]:
    return line.page, round(line.left / 6)


def _leading(lines: Sequence[Line], body: float) -> float:
    steps = [
        upper.bottom - lower.bottom
        for upper, lower in pairwise(lines)
        if upper.size == lower.size == body and upper.page == lower.page and upper.above(lower)
    ]
    return median(steps) if steps else 1.3 * body


def _runs_on(held: Sequence[Line], line: Line, edges: dict[tuple[int, int], float], leading: float) -> bool:
    """Whether a line belongs to the paragraph of those before it."""
    last = held[-1]
    if abs(line.size - last.size) > _LIKE * max(line.size, last.size) or _is_other_weight(last, line):
        return False
    if line.page != last.page or not last.above(line):
        return _goes_on_elsewhere(last, line)
    step = last.bottom - line.bottom
    if step > 1.35 * max(leading, 1.15 * line.size):
        return False
    if _is_parted(last):
        return True
    return not _begins_anew(held, line) and _was_full(last, line, edges)


def _is_other_weight(last: Line, line: Line) -> bool:
    """Whether a heading in bold ends, or begins, between two lines."""
    return last.bold != line.bold and not line.text[:1].islower()


def _is_parted(line: Line) -> bool:
    return line.text.endswith((HYPHEN, "\u00ad"))


def _goes_on_elsewhere(last: Line, line: Line) -> bool:
    """Whether a sentence goes on in the next column, on the next page, or behind a gap."""
    if last.page == line.page and last.beside(line):
        return True
    return _is_parted(last) or (not _ENDS.search(last.text) and line.text[:1].islower())


def _begins_anew(held: Sequence[Line], line: Line) -> bool:
    first, last = held[0], held[-1]
    if _ITEM.match(line.text) or _LABEL.match(line.text):
        return True
    indented = 0.8 * line.size < line.left - last.left < 8 * line.size
    return indented and not (len(held) == 1 and _ITEM.match(first.text)) and bool(_ENDS.search(last.text))


def _was_full(last: Line, line: Line, edges: dict[tuple[int, int], float]) -> bool:
    """Whether the first word of a line would not have fitted on the one before it."""
    page, place = _column(last)
    near = max(edges.get((page, place - 1), 0.0), edges.get((page, place + 1), 0.0))
    edge = max(edges.get((page, place), near), line.right)
    word = line.text.split()[0]
    width = (line.right - line.left) / max(len(line.text), 1)
    # Letters are of unequal widths and text may be ragged: the full stop tells where a paragraph ends.
    slack = _SLACK[0] if _ENDS.search(last.text) else _SLACK[1]
    return last.right + (len(word) + 1) * width > edge - slack * line.size
