"""Layouts in which programs for meetings write down who said what, where a text is nothing but such turns.

Who speaks and when is a datum of each turn, and no word of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import or_

from quotesdb.names.labels import is_generic, plain_name
from quotesdb.readers.heads import is_persons, may_be_persons
from quotesdb.readers.labels import are_of_a_recording, may_speak, reads_like_label, second
from quotesdb.readers.talk_rows import ADDRESS, are_spoken_in, columns_of_talk, said_in
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
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
_ALONE = re.compile(
    r"(?:#{2,6}[ \t]+)?[*_]{0,3}(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|[a-z]{2,3})){1,3})"
    rf"[*_]{{0,3}}(?:[ \t]+\((?:{_CODE}|[a-z]+(?:/[a-z]+)+)\))?"
)
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$", re.MULTILINE)
_RULED = re.compile(r"[\s|:-]+")
_FEWEST, _MOST_LINES_ABOVE, _LEAST_SENTENCES, _MOST_ABOVE = 4, 8, 0.5, 0.25
_LEAST_NAMES, _RECURRING, _ADDRESSING, _HEADING_WORDS, _LEAST_ENDED = 0.3, 0.6, 0.25, 10, 0.75


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
    if not _may_be_times(times) or not any(map(ADDRESS.search, words)):
        return None
    if not _are_sentences(words) and not are_spoken_in(times, words):
        return None
    return list(_said(above, names, words))


def _said(above: Sequence[str], names: Sequence[str], words: Sequence[str]) -> Iterator[Said]:
    yield from map(Said, above)
    for name, spoken in zip(names, words, strict=True):
        yield from (Said(paragraph, name) for paragraph in re.split(r"\n\s*\n", spoken))


def talk_below_names(text: str) -> list[Said] | None:
    """What is said in a text in which lines with nothing but a full name begin the turns.

    All lines that may be names are: those of a list of people come once, pictures are credited seldom, and
    neither asks anything.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    names = [_name_alone(line) for line in lines]
    counts = Counter(name for name in names if name)
    if not _are_labels(counts) or counts.total() < _LEAST_NAMES * len(lines):
        return None
    first = next(number for number, name in enumerate(names) if name)
    words = [len(line.split()) for line in lines]
    if sum(words[:first]) > _MOST_ABOVE * sum(words) or not _take_turns(lines[first:], names[first:]):
        return None
    return list(_by_lines(lines, names))


def _are_labels(counts: Counter[str]) -> bool:
    """Whether names, of which some are known as people's, come again as those who speak do."""
    known = sum(is_persons(name) or is_persons(name.replace("-", " ", 1)) for name in counts)
    again = sum(count for count in counts.values() if count > 1)
    enough = len(counts) > 1 and counts.total() >= _FEWEST
    return enough and 3 * known >= len(counts) and again >= _RECURRING * counts.total()


def _take_turns(lines: Sequence[str], names: Sequence[str | None]) -> bool:
    """Whether what stands between names is what people say to each other.

    It is mostly sentences that address somebody now and then, ends as they do, and asks at its end: who is
    asked answers below the next name. A name stands above words, and not above another name.
    """
    said = [line for line, name in zip(lines, names, strict=True) if not name]
    ends = [line for line, below in zip(lines, [*names[1:], "end"], strict=True) if below]
    are_parted = not any(one and other for one, other in pairwise([*names, "end"]))
    addressing = sum(bool(ADDRESS.search(line)) for line in said)
    asked = [sum(line.rstrip().endswith("?") for line in those) for those in (said, ends)]
    return (
        are_parted
        and _are_sentences(said)
        and _are_sentences(ends, _LEAST_ENDED)
        and addressing >= _ADDRESSING * len(said)
        and 0 < asked[0] <= 2 * asked[1]
    )


def _by_lines(lines: Sequence[str], names: Sequence[str | None]) -> Iterator[Said]:
    """The lines below each name; from one on that reads like a heading nobody is known to speak."""
    speaker: str | None = None
    for line, name in zip(lines, names, strict=True):
        if name:
            speaker = name
            continue
        if not _SENTENCE.search(line) and len(line.split()) <= _HEADING_WORDS:
            speaker = None
        yield Said(line, speaker)


def _name_alone(line: str) -> str | None:
    """The full name that a line has and nothing else but marks of emphasis, or a time in brackets."""
    found = _ALONE.fullmatch(line.strip())
    name = found["name"].strip() if found else ""
    return name if name and (is_persons(name) or may_be_persons(name)) else None


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


def _are_sentences(words: Sequence[str], least: float = _LEAST_SENTENCES) -> bool:
    return sum(bool(_SENTENCE.search(one)) for one in words) >= least * len(words)


def _of_table(text: str) -> list[Said] | None:
    """What is said in the one table of a Markdown text that has hardly anything else."""
    lines = [line for line in text.splitlines() if line.strip()]
    ruled = [found for line in lines if (found := _ROW.match(line))]
    rows = [found[1].split("|") for found in ruled if not _RULED.fullmatch(found[1])]
    if len(rows) < _FEWEST or len(lines) - len(ruled) > _MOST_LINES_ABOVE:
        return None
    columns = columns_of_talk(rows)
    return list(said_in(rows, columns)) if columns else None
