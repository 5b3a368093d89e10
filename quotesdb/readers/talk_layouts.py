"""Layouts in which programs for meetings write down who said what, where a text is nothing but such turns.

Who speaks and when is a datum of each turn, and no word of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import or_

from quotesdb.names.labels import is_generic, plain_name
from quotesdb.readers.heads import is_persons
from quotesdb.readers.labels import may_speak, reads_like_label
from quotesdb.readers.talk_rows import columns_of_talk, said_in
from quotesdb.readers.talking import are_addressing, are_answered, are_of_a_recording, are_spoken_in, second
from quotesdb.readers.turns import Said

_CODE = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_EXACT = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
_NAME = r"(?P<name>[^\W\d_][^\n:\[\]()<>|\t\"“”!?;]{0,59}?(?:[ \t]\([^()\n]{1,30}\))?)"
_LAYOUTS = tuple(
    re.compile(rf"^[ \t]*{shape}", re.MULTILINE)
    for shape in (
        # from when to when, and who
        rf"[\[(]?(?P<at>{_CODE})[\])]?[ \t]*(?:-->|[-–—])[ \t]*[\[(]?{_CODE}[\])]?[ \t]+{_NAME}:(?=\s)",
        # a name in brackets, and the time of day behind it or none
        rf"\[{_NAME}\](?:[ \t]+(?P<at>{_EXACT})[ \t]*\n|:(?=\s)|[ \t]*\n)",
        # the time, a name behind or below it, and the words below that
        rf"[\[(]?(?P<at>{_CODE})[\])]?(?:[ \t]*\n)?[ \t]*{_NAME}[ \t]*\n(?=[ \t]*\S)",
        # a message of a chat beside the meeting
        rf"(?P<at>{_EXACT})\s[ \t]*From[ \t]+{_NAME}(?:[ \t]+[tT]o[ \t]+[^\n:]{{1,60}})?[ \t]*:(?=\s)",
    )
)
_CHAT = _LAYOUTS[-1]
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$", re.MULTILINE)
_RULED = re.compile(r"[\s|:-]+")
_FEWEST, _MOST_LINES_ABOVE, _MOST_ABOVE, _LEAST_ADDRESSING = 4, 8, 0.25, 0.4


def talk_in(text: str) -> list[Said] | None:
    """What is said in a text that is such a list of turns, or a table of them in Markdown."""
    found = (_turns(text, layout) for layout in _LAYOUTS)
    return next(filter(None, found), None) or _of_table(text)


def _turns(text: str, layout: re.Pattern[str]) -> list[Said] | None:
    matches = list(layout.finditer(text))
    if len(matches) < _FEWEST:
        return None
    names = [match["name"].strip() for match in matches]
    ends = [*(match.start() for match in matches[1:]), len(text)]
    words = [text[match.end() : end] for match, end in zip(matches, ends, strict=True)]
    times = [match["at"] for match in matches if match["at"]]
    above = [line for line in text[: matches[0].start()].splitlines() if line.strip()]
    lines = sum(bool(line.strip()) for line in text.splitlines())
    is_head = len(above) <= min(_MOST_LINES_ABOVE, _MOST_ABOVE * lines)
    is_marked = bool(times) or all(match[0].endswith(":") for match in matches)
    if not is_head or not _are_speakers(names, is_marked=is_marked):
        return None
    if not _may_be_times(times) or not are_addressing(words, _LEAST_ADDRESSING):
        return None
    if layout is not _CHAT and not are_spoken_in(times, words) and (times or not are_answered(names, words)):
        return None
    return list(_said(above, names, words))


def _said(above: Sequence[str], names: Sequence[str], words: Sequence[str]) -> Iterator[Said]:
    yield from map(Said, above)
    for name, spoken in zip(names, words, strict=True):
        yield from (Said(paragraph, name) for paragraph in re.split(r"\n\s*\n", spoken))


def _are_speakers(names: Sequence[str], *, is_marked: bool) -> bool:
    """Whether names are of several who come again, and most can be of people or of parts in a talk.

    Without times or colons all can be full names, or are numbered, and most are known: the parts of a song
    are "Chorus" and "Verse".
    """
    counts = Counter(map(plain_name, names))
    if not 1 < len(counts) < len(names) or not all(map(reads_like_label, counts)):
        return False
    if is_marked:
        return 2 * sum(map(may_speak, counts)) >= len(counts)
    numbered = [is_generic(name) and name[-1].isdigit() for name in counts]
    full = [" " in name and may_speak(name) for name in counts]
    known = sum(map(is_persons, counts)) + sum(numbered)
    return 2 * known >= len(counts) and all(map(or_, numbered, full))


def _may_be_times(times: Sequence[str]) -> bool:
    """Whether times never fall, and are of a recording or to the second, as those of programmes are not."""
    counted = [second(one) for one in times]
    exact = all(one.count(":") > 1 for one in times) and any(at % 60 for at in counted)
    return not times or (counted == sorted(counted) and (exact or are_of_a_recording(times)))


def _of_table(text: str) -> list[Said] | None:
    """What is said in the one table of a Markdown text; the little else that it has is nobody's words."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_ROW.match(line) for line in lines]
    ruled = [number for number, row in enumerate(found) if row]
    rows = [row[1].split("|") for row in found if row and not _RULED.fullmatch(row[1])]
    if len(rows) < _FEWEST or len(lines) - len(ruled) > _MOST_LINES_ABOVE:
        return None
    columns = columns_of_talk(rows)
    if not columns:
        return None
    above = [line for line, row in zip(lines[: ruled[0]], found, strict=False) if not row]
    below = [line for line, row in zip(lines, found, strict=True) if not row][len(above) :]
    return [*map(Said, above), *said_in(rows, columns), *map(Said, below)]
