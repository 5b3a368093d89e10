"""Counts in a row as bars of a page: there may be hundreds, so they are written at once. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDE, _HIGH = 1000, 100
_GAP = 0.1
"""What is left free beside each bar, of its width."""

Counts = Sequence[tuple[str, int]]


def read_out(counts: Counts) -> str:
    """What there is, for who does not see the bars.

    >>> read_out([("2023", 3), ("2024", 0), ("2025", 5)])
    '2023 3, 2025 5'
    """
    return ", ".join(f"{name} {number}" for name, number in counts if number)


def bars(counts: Counts) -> Markup:
    """A bar for each number that is not nought, the highest as high as there is room.

    >>> print(bars([("2023", 1), ("2024", 0)]))
    <rect x="50.0" y="0.0" width="400.0" height="100.0"><title>2023: 1</title></rect>
    """
    most, wide = max(number for _name, number in counts), _WIDE / len(counts)
    drawn = (
        _bar(place * wide + wide * _GAP, wide * (1 - 2 * _GAP), _HIGH * number / most, f"{name}: {number}")
        for place, (name, number) in enumerate(counts)
        if number
    )
    return Markup("".join(drawn))  # noqa: S704 - numbers, and titles that are escaped


def _bar(left: float, wide: float, high: float, title: str) -> str:
    shape = f'x="{left:.1f}" y="{_HIGH - high:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f"<rect {shape}><title>{escape(title)}</title></rect>"
