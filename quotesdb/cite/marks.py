"""Quotation marks as a style wants them: the printed ones found, paired and replaced level by level.

Newspapers print every kind of mark, a citation style prescribes one. Only marks change, never a word.
"""

from __future__ import annotations

from collections.abc import Sequence

Pair = tuple[str, str]
NONE: Pair = ("", "")
DOUBLE: Pair = ("“", "”")
SINGLE: Pair = ("‘", "’")

_CLOSERS = {"“": "”", "‘": "’", "«": "»", "‹": "›", "„": "“”", "‚": "‘’", '"': '"', "'": "'"}
_STRAIGHT = "\"'"
_APOSTROPHES = "'’"
_BEFORE_AN_OPENING = "([{—–-/"


def requote(text: str, levels: Sequence[Pair]) -> str:
    """The text with its outermost marks as ``levels[0]``, those inside as ``levels[1]``, and so on.

    The last pair serves all deeper levels. Apostrophes stay, and so does a mark that has no partner, except
    an outermost opening one: newspapers leave those open at the end of a paragraph.

    >>> requote("“It is a ‹mess›, isn’t it?”", [NONE, SINGLE])
    'It is a ‘mess’, isn’t it?'
    """
    text = _plain(text)
    found = _find(text)
    out = []
    for place, char in enumerate(text):
        if place in found:
            depth, closes = found[place]
            out.append(levels[min(depth, len(levels) - 1)][closes])
        else:
            out.append(char)
    return "".join(out)


def unmarked(text: str) -> str:
    """The words alone, where all of them stand inside marks; else the text as it is.

    >>> unmarked("“We will,” ... “and soon.”"), unmarked("it was “a mess”")
    ('We will, ... and soon.', 'it was “a mess”')
    """
    return requote(text, [NONE, DOUBLE, SINGLE]) if is_wrapped(text) else text


def is_wrapped(text: str) -> bool:
    """Whether every word of the text stands inside marks.

    >>> is_wrapped("“We will,” ... “and soon.”"), is_wrapped("it was “a mess”")
    (True, False)
    """
    text = _plain(text)
    found = _find(text)
    inside = 0
    for place, char in enumerate(text):
        if place in found:
            depth, closes = found[place]
            inside = depth if closes else depth + 1
        elif not inside and char.isalnum():
            return False
    return bool(found)


def _plain(text: str) -> str:
    """Marks made of two characters as one."""
    return text.replace("''", '"').replace("``", '"')


def _find(text: str) -> dict[int, tuple[int, bool]]:
    """Place of each mark -> how deep it stands, and whether it closes."""
    found: dict[int, tuple[int, bool]] = {}
    open_marks: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        partner = _partner(text, place, open_marks)
        if partner is not None:
            for _, unpaired in open_marks[partner + 1 :]:
                del found[unpaired]
            del open_marks[partner:]
            found[place] = (partner, True)
        elif char in _CLOSERS and _may_open(text, place):
            if open_marks and open_marks[0][0] == char and _starts_paragraph(text, place):
                # A quotation that runs over several paragraphs opens anew in each and closes once.
                for _, unpaired in open_marks[1:]:
                    del found[unpaired]
                open_marks.clear()
            found[place] = (len(open_marks), False)
            open_marks.append((char, place))
    for _, unpaired in open_marks[1:]:
        del found[unpaired]
    return found


def _partner(text: str, place: int, open_marks: list[tuple[str, int]]) -> int | None:
    """Which open mark the character at ``place`` closes, the innermost first."""
    char = text[place]
    for index in range(len(open_marks) - 1, -1, -1):
        opener = open_marks[index][0]
        if char in _CLOSERS[opener] and not _is_apostrophe(text, place, opener):
            if char == opener and _may_open(text, place):
                return None
            return index
    return None


def _may_open(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not after or after.isspace():
        return False
    if text[place] not in _STRAIGHT:
        return True
    return not before or before.isspace() or before in _BEFORE_AN_OPENING or before in _CLOSERS


def _starts_paragraph(text: str, place: int) -> bool:
    return text[:place].endswith("\n")


def _is_apostrophe(text: str, place: int, opener: str) -> bool:
    """Whether a single mark stands in a word ("isn't") or ends a possessive ("the workers' rights")."""
    if text[place] not in _APOSTROPHES:
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before.isalnum() and after.isalnum():
        return True
    return before in ("s", "S") and _closes_later(text, place + 1, opener)


def _closes_later(text: str, start: int, opener: str) -> bool:
    """Whether another mark closes ``opener`` before the paragraph ends or the next one opens."""
    for place in range(start, len(text)):
        char = text[place]
        if char == "\n" or (char == opener and _may_open(text, place)):
            return False
        in_a_word = text[place - 1].isalnum() and text[place + 1 : place + 2].isalnum()
        if char in _CLOSERS[opener] and not in_a_word:
            return True
    return False
