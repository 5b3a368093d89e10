"""A bar chart as SVG, written by hand, and the same picture in pixels."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from quotesdb.present.text import counted, one_line

if TYPE_CHECKING:
    from quotesdb.services.lookup.stats import Statistics, StatsRow

WIDTH, MARGIN, HEAD, LINE = 960, 24, 66, 18
LINE_LENGTH = 130
"""Characters of a line below the title."""

ROW, BAR = 28, 18
LABELS = 270
"""Room for the names left of the bars."""

AXIS, COLUMN_HEIGHT, FOOT = 64, 320, 30
TICKS = 5
"""About how many lines to draw behind the columns."""

TICK_ROOM = 58
"""Pixels for one label below the columns."""

LETTER = 12
"""Size of the figures; they are a little more than half as wide."""

NAME = 13
"""Size of the names and of the lines below the title."""

FONT = "Open Sans"
"""What the picture in pixels is written in: it comes with the program, and has Latin, Greek and Cyrillic."""

FAMILY = f'font-family="{FONT}, Helvetica, Arial, sans-serif"'
INK, PALE, BARS, GREY, LIGHT = "#1f2933", "#52606d", "#2f6f9f", "#9aa5b1", "#e4e7eb"


def svg(
    found: Statistics, labels: Sequence[str], narrowed: str, *, title: str | None = None, width: int = WIDTH
) -> str:
    """The rows as bars: columns on a scale of time for months, else bars from the greatest to the smallest.

    ``narrowed`` says which quotations were counted; empty if all were. ``width`` is that of the picture in
    pixels, to which all of it is scaled.
    """
    about = [
        line for text in (narrowed, _totals(found)) for line in textwrap.wrap(one_line(text), LINE_LENGTH)
    ]
    head = HEAD + LINE * len(about)
    drawn, height = _columns(drawable(found), head) if found.by == "month" else _bars(found, labels, head)
    title, size = title or titled(found), f'width="{WIDTH}" height="{height}"'
    scaled = f'width="{width}" height="{round(height * width / WIDTH)}" viewBox="0 0 {WIDTH} {height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {scaled} role="img" {FAMILY}>',
        f"<title>{escape(one_line(title))}</title>",
        f'<rect {size} fill="#ffffff"/>',
        _text(MARGIN, 38, title, size=20, colour=INK, weight="bold"),
        *(
            _text(MARGIN, HEAD - 6 + LINE * number, line, size=NAME, colour=PALE)
            for number, line in enumerate(about)
        ),
        *drawn,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def titled(found: Statistics) -> str:
    """The title of a picture that was given none."""
    return f"Quotations by {found.by}"


def png(drawn: str) -> bytes:
    """The picture in pixels; letters that its font lacks are taken from the machine's fonts."""
    from fontpkg import path
    from resvg_py import svg_to_bytes

    return svg_to_bytes(svg_string=drawn, zoom=2, font_files=[str(path(FONT))], font_family=FONT)


def drawable(found: Statistics) -> Sequence[StatsRow]:
    """The rows that have a place in the picture: on a scale of time those with a month."""
    return [row for row in found.rows if found.by != "month" or _month(row) is not None]


def _totals(found: Statistics) -> str:
    totals = (
        f"{counted(found.quotes, 'quotation')}, {counted(found.articles, 'article')}; "
        f"anonymous {100 * found.anonymous.quotes_share:.1f} %, "
        f"unattributed {100 * found.unattributed.quotes_share:.1f} %"
    )
    if len(found.rows) < found.groups:
        totals += f"; {len(found.rows):,} of {found.groups:,} rows shown"
    if found.by == "month":
        totals += _missing(found.rows)
    return totals


def _missing(rows: Sequence[StatsRow]) -> str:
    """How many quotations have no place on a scale of months."""
    undated = sum(row.count.quotes for row in rows if row.name is None)
    years = sum(row.count.quotes for row in rows if row.name is not None and _month(row) is None)
    parts = ((undated, "undated"), (years, "with a year alone"))
    told = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    return f"; not drawn: {told}" if told else ""


def _bars(found: Statistics, labels: Sequence[str], head: int) -> tuple[list[str], int]:
    left = MARGIN + LABELS
    room = WIDTH - left - MARGIN - 110
    most = max(row.count.quotes for row in found.rows)
    drawn = []
    for number, (row, label) in enumerate(zip(found.rows, labels, strict=True)):
        top = head + number * ROW
        long = max(1.0, room * row.count.quotes / most)
        drawn += [
            _text(left - 10, top + 14, _short(label), size=NAME, colour=INK, anchor="end"),
            _bar(row, label, left, top, long, BAR),
            _text(left + long + 8, top + 14, _figure(row), size=LETTER, colour=PALE),
        ]
    return drawn, head + len(found.rows) * ROW + MARGIN


def _columns(rows: Sequence[StatsRow], head: int) -> tuple[list[str], int]:
    """Columns on a scale of time, a month without quotations as a gap."""
    months = {month: row for row in rows if (month := _month(row)) is not None}
    first, last = min(months), max(months)
    step = (WIDTH - AXIS - MARGIN) / (last - first + 1)
    wide = max(1.5, min(48.0, 0.7 * step))
    most = max(row.count.quotes for row in rows)
    tick = round_step(most / TICKS)
    full = tick * ceil(most / tick)
    top, bottom = head + ROW, head + COLUMN_HEIGHT
    drawn = []
    for figure in range(0, full + 1, tick):
        y = bottom - (bottom - top) * figure / full
        drawn.append(f'<path d="M{AXIS} {y:.1f}H{WIDTH - MARGIN}" stroke="{LIGHT if figure else GREY}"/>')
        drawn.append(_text(AXIS - 8, y + 4, f"{figure:,}", size=LETTER, colour=PALE, anchor="end"))
    for month, row in months.items():
        middle = AXIS + (month - first + 0.5) * step
        tall = max(1.0, (bottom - top) * row.count.quotes / full)
        drawn.append(_bar(row, row.name or "", middle - wide / 2, bottom - tall, wide, tall))
        figures = f"{row.count.quotes:,}"
        if _room(figures, LETTER) < step:
            drawn.append(_text(middle, bottom - tall - 6, figures, size=LETTER, colour=PALE, anchor="middle"))
    every = months_step(TICK_ROOM / step)
    for month in range(first + -first % every, last + 1, every):
        middle = AXIS + (month - first + 0.5) * step
        drawn.append(f'<path d="M{middle:.1f} {bottom}v5" stroke="{GREY}"/>')
        named = f"{month // 12:04}" if every >= 12 else f"{month // 12:04}-{month % 12 + 1:02}"
        drawn.append(_text(middle, bottom + 20, named, size=LETTER, colour=INK, anchor="middle"))
    return drawn, bottom + FOOT + MARGIN


def round_step(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 ... that is no less.

    >>> [round_step(least) for least in (0.3, 3, 12, 51)]
    [1, 5, 20, 100]
    """
    power = 1
    while 5 * power < least:
        power *= 10
    return next(one * power for one in (1, 2, 5) if one * power >= least)


def months_step(least: float) -> int:
    """The least number of months, no less, after which people go on counting: whole parts of a year, years.

    >>> [months_step(least) for least in (0.3, 4, 7, 30)]
    [1, 6, 12, 60]
    """
    return next((part for part in (1, 2, 3, 6) if part >= least), 12 * round_step(least / 12))


def _month(row: StatsRow) -> int | None:
    """The number of a row's month, counted from the first year; null for what has no month."""
    if row.name is None or row.name[4:5] != "-":
        return None
    return int(row.name[:4]) * 12 + int(row.name[5:]) - 1


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
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(one_line(words))}</text>'
    )


def _figure(row: StatsRow) -> str:
    return f"{row.count.quotes:,} ({100 * row.count.quotes_share:.1f} %)"


def _short(label: str) -> str:
    """A name that fits; the whole of it is told by the bar's own title."""
    flat = kept = one_line(label)
    while _room(kept, NAME) > LABELS - MARGIN:
        kept = kept[:-1]
    return flat if kept == flat else f"{kept[:-1].rstrip()}…"


def _room(words: str, size: int) -> float:
    """About how many pixels words take."""
    wide = (1.0 if east_asian_width(one) in "WF" else 0.7 if one.isupper() else 0.56 for one in words)
    return size * sum(wide)
