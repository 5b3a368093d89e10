"""Numbers as news prints them: figures, number words and scales brought to one value. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
_UNITS += ["sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
ORDINALS = {
    **dict(
        zip(
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
            range(1, 11),
            strict=True,
        )
    ),
    **dict(zip(["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"], range(11, 16), strict=True)),
    **dict(
        zip(["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], range(16, 21), strict=True)
    ),
}
WORDS = frozenset({*SMALL, *SCALES})
"""Words of which numbers are made; a scale alone is none."""


def value_key(value: Decimal) -> str:
    """The one spelling of a value: ``#`` and its plain digits.

    >>> value_key(Decimal("10.0")), value_key(Decimal(2500000))
    ('#10', '#2500000')
    """
    plain = format(value, "f")
    return "#" + (plain.rstrip("0").rstrip(".") if "." in plain else plain)


def figure(text: str) -> Decimal | None:
    """The value of a number in figures; None where commas do not stand before thousands.

    >>> figure("1,250.5"), figure("10.0"), figure("9,11") is None
    (Decimal('1250.5'), Decimal('10.0'), True)
    """
    whole, _, rest = text.partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and (any(len(group) != 3 for group in groups[1:]) or not 1 <= len(groups[0]) <= 3):
        return None
    if "," in rest or "." in rest:
        return None
    return Decimal("".join(groups) + (f".{rest}" if rest else ""))


def spelt(words: Sequence[str]) -> tuple[Decimal, int]:
    """The value that a run of number words and figures begins with, and how many of them it takes.

    Figures come as ``Decimal`` would read them. "two point five" is not read; years in pairs are.

    >>> spelt(["two", "hundred", "and", "five", "people"]), spelt(["2.5", "million"])
    ((Decimal('205'), 4), (Decimal('2500000.0'), 2))
    >>> spelt(["twenty", "sixteen"])
    (Decimal('2016'), 2)
    """
    part, at = _small(words, 0)
    if not at:
        return Decimal(0), 0
    total, taken = Decimal(0), at
    pair, used = _small(words, at)
    if (
        used
        and 10 <= part <= 99
        and 10 <= pair <= 99
        and not any(word[0].isdigit() for word in words[: at + used])
    ):
        return part * 100 + pair, at + used
    while at < len(words):
        if words[at] in SCALES:
            scale = SCALES[words[at]]
            at += 1
            if scale == 100:
                part *= scale
            else:
                total, part = total + (part or 1) * scale, Decimal(0)
            taken = at
            continue
        ahead = at + 1 if words[at] == "and" and words[at - 1] in SCALES else at
        value, used = _small(words, ahead)
        if not used or words[at - 1] not in SCALES or value >= 1000:
            break
        part += value
        at = taken = ahead + used
    return total + part, taken


def _small(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    """A value below a hundred in words ("twenty five"), or a figure, at a place; 0 words if there is none."""
    if at >= len(words):
        return Decimal(0), 0
    word = words[at]
    if word[0].isdigit():
        return Decimal(word), 1
    if word == "a" and at + 1 < len(words) and words[at + 1] in SCALES:
        return Decimal(1), 1
    if word not in SMALL:
        return Decimal(0), 0
    value = SMALL[word]
    if value >= 20 and at + 1 < len(words) and 1 <= SMALL.get(words[at + 1], 0) <= 9:
        return Decimal(value + SMALL[words[at + 1]]), 2
    return Decimal(value), 1


def ordinal(value: int) -> str:
    """An ordinal in figures.

    >>> ordinal(1), ordinal(12), ordinal(20)
    ('1st', '12th', '20th')
    """
    tail = {1: "st", 2: "nd", 3: "rd"}.get(value % 10 if value not in (11, 12, 13) else 0, "th")
    return f"{value}{tail}"
