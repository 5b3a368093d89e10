"""A bar chart as SVG, written by hand: no library is needed, and every program shows it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from quotesdb.cli.output import counted, one_line

if TYPE_CHECKING:
    from quotesdb.services.stats import Statistics, StatsRow

WIDTH, MARGIN, HEAD = 960, 24, 84
ROW, BAR = 28, 18
LABELS = 270
"""Room for the names left of the bars."""

AXIS, COLUMN_HEIGHT, FOOT = 64, 320, 64
LEAST_STEP = 26
"""Pixels between two labels below the columns."""

LONGEST_LABEL = 38
FONT = 'font-family="Helvetica, Arial, sans-serif"'
INK, PALE, BARS, GREY, LIGHT = "#1f2933", "#52606d", "#2f6f9f", "#9aa5b1", "#e4e7eb"


def svg(found: Statistics, labels: Sequence[str]) -> str:
    """The rows as bars: columns in their order for months, else bars from the greatest to the smallest."""
    drawn, height = (_columns if found.by == "month" else _bars)(found, labels)
    totals = (
        f"{counted(found.quotes, 'quotation')}, {counted(found.articles, 'article')}; "
        f"anonymous {100 * found.anonymous.quotes_share:.1f} %, "
        f"unattributed {100 * found.unattributed.quotes_share:.1f} %"
    )
    if len(found.rows) < found.groups:
        totals += f"; {len(found.rows):,} of {found.groups:,} rows shown"
    title, size = f"Quotations by {found.by}", f'width="{WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {height}" role="img" {FONT}>',
        f"<title>{title}</title>",
        f'<rect {size} fill="#ffffff"/>',
        _text(MARGIN, 38, title, size=20, colour=INK, weight="bold"),
        _text(MARGIN, 60, totals, size=13, colour=PALE),
        *drawn,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _bars(found: Statistics, labels: Sequence[str]) -> tuple[list[str], int]:
    left = MARGIN + LABELS
    room = WIDTH - left - MARGIN - 110
    most = max((row.count.quotes for row in found.rows), default=1)
    drawn = []
    for number, (row, label) in enumerate(zip(found.rows, labels, strict=True)):
        top = HEAD + number * ROW
        long = max(1.0, room * row.count.quotes / most)
        drawn += [
            _text(left - 10, top + 14, _short(label), size=13, colour=INK, anchor="end"),
            _bar(row, label, left, top, long, BAR),
            _text(left + long + 8, top + 14, _figure(row), size=12, colour=PALE),
        ]
    return drawn, HEAD + max(1, len(found.rows)) * ROW + MARGIN


def _columns(found: Statistics, labels: Sequence[str]) -> tuple[list[str], int]:
    """Columns on a scale of time, a month without quotations as a gap."""
    bottom = HEAD + COLUMN_HEIGHT
    most = max((row.count.quotes for row in found.rows), default=1)
    slots, ticks = _scale(labels)
    step = (WIDTH - AXIS - MARGIN) / max(1, len(ticks))
    wide = max(1.5, min(48.0, 0.7 * step))
    top = bottom - COLUMN_HEIGHT + 24
    drawn = [
        _line(top, LIGHT),
        _line(bottom, GREY),
        _text(AXIS - 8, top + 4, f"{most:,}", size=12, colour=PALE, anchor="end"),
        _text(AXIS - 8, bottom + 4, "0", size=12, colour=PALE, anchor="end"),
    ]
    for row, label, slot in zip(found.rows, labels, slots, strict=True):
        middle = AXIS + (slot + 0.5) * step
        tall = max(1.0, (COLUMN_HEIGHT - 24) * row.count.quotes / most)
        drawn.append(_bar(row, label, middle - wide / 2, bottom - tall, wide, tall))
        if step >= LEAST_STEP:
            figure = f"{row.count.quotes:,}"
            drawn.append(_text(middle, bottom - tall - 6, figure, size=12, colour=PALE, anchor="middle"))
    every = max(1, ceil(LEAST_STEP / step))
    for slot, tick in list(enumerate(ticks))[::every]:
        x, y = AXIS + (slot + 0.5) * step, bottom + 16
        turned = f' transform="rotate(-45 {x:.1f} {y})"'
        drawn.append(_text(x, y, tick, size=12, colour=INK, anchor="end", more=turned))
    return drawn, bottom + FOOT + MARGIN


def _line(y: float, colour: str) -> str:
    return f'<path d="M{AXIS} {y:.1f}H{WIDTH - MARGIN}" stroke="{colour}"/>'


def _scale(labels: Sequence[str]) -> tuple[list[int], list[str]]:
    """The slot of each label on a scale of months, and what is written below every slot.

    What is no month (a year alone, no date) comes after the last month, a slot each.

    >>> _scale(["2024-11", "2025-02", "(undated)"])
    ([0, 3, 4], ['2024-11', '2024-12', '2025-01', '2025-02', '(undated)'])
    """
    months = {label: int(label[:4]) * 12 + int(label[5:]) - 1 for label in labels if label[4:5] == "-"}
    first = min(months.values(), default=0)
    count = max(months.values()) - first + 1 if months else 0
    ticks = [f"{(first + slot) // 12:04}-{(first + slot) % 12 + 1:02}" for slot in range(count)]
    slots = []
    for label in labels:
        if label in months:
            slots.append(months[label] - first)
        else:
            slots.append(len(ticks))
            ticks.append(label)
    return slots, ticks


def _bar(row: StatsRow, label: str, left: float, top: float, wide: float, tall: float) -> str:
    colour = GREY if row.name is None or row.kind in ("anonymous", "group") else BARS
    words = f"{counted(row.count.quotes, 'quotation')}, {counted(row.count.words, 'word')}"
    about = escape(one_line(f"{label}: {words}"))
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{colour}">'
        f"<title>{about}</title></rect>"
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int,
    colour: str,
    anchor: str = "start",
    weight: str = "normal",
    more: str = "",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{weight}"{more}>{escape(one_line(words))}</text>'
    )


def _figure(row: StatsRow) -> str:
    return f"{row.count.quotes:,} ({100 * row.count.quotes_share:.1f} %)"


def _short(label: str) -> str:
    """A name that fits; the whole of it is told by the bar's own title."""
    flat = one_line(label)
    return flat if len(flat) <= LONGEST_LABEL else f"{flat[: LONGEST_LABEL - 1].rstrip()}…"
