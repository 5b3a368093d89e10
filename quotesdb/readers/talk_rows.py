"""Tables of talk: one turn a row, told by what the columns hold.

One has short names that come again, one the words, and others nothing but times and numbers. Without
the times of a recording the columns have to be called so as well: tables of tasks and reviews look alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from quotesdb.names.given import given_names
from quotesdb.names.labels import is_generic, is_role, is_strong, plain_name, without_titles
from quotesdb.readers.blocks import Block
from quotesdb.readers.labels import may_speak, reads_like_label
from quotesdb.readers.talking import SENTENCE, are_addressing, are_of_a_recording, are_spoken_in
from quotesdb.readers.turns import UNKNOWN, Said
from quotesdb.text.folding import fold

_FEWEST, _MOST_COLUMNS, _MOST_ABOVE = 4, 12, 3
_IN_BRACKETS = re.compile(r"\[[^\[\]]+\]|\([^()]+\)")
_CLOCK = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?")
_TIME = re.compile(rf"{_CLOCK.pattern}(?::\d\d)?[\])]?(?:\s*(?:-->|[-–—])\s*{_CLOCK.pattern}[\])]?)?")
_BESIDE = re.compile(rf"^{_TIME.pattern}\s+|\s+{_TIME.pattern}$")
_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,6})?%?")
_LEAST_SENTENCES, _LEAST_ADDRESSING, _LEAST_CHANGES = 0.5, 0.25, 0.5
_NAMES_A_ROW, _MOST_ASKED, _LEAST_DIFFERENT = 0.5, 0.7, 0.8
_LONGEST_INITIALS = 3
_SPEAKER = re.compile(r"speakers?(?: ?(?:name|label))?")
_WORDS = re.compile(r"text|words|utterances?|transcript(?:ion)?|speech")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row has who speaks, and what, and how many rows above are a title and names of the columns.

    ``timed`` tells of a column with the times of a recording.
    """

    speaker: int
    words: int
    above: int = 0
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table in a document, each with its cells."""

    cells: Sequence[Sequence[str]]

    def words(self) -> int:
        """How many words are in them."""
        return sum(len(cell.split()) for row in self.cells for cell in row)


def talk_among(pieces: Iterable[Block | Rows]) -> list[Said] | None:
    """What is said in a document of paragraphs and tables, if tables of talk are most of it.

    What else stands in it is nobody's words.
    """
    found: list[Said] = []
    said = other = 0
    for piece in pieces:
        if isinstance(piece, Rows) and (columns := columns_of_talk(piece.cells)):
            found.extend(said_in(piece.cells, columns))
            said += piece.words()
        elif isinstance(piece, Rows):
            found.extend(Said(" ".join(filter(None, row))) for row in piece.cells)
            other += piece.words()
        else:
            found.append(Said(piece.text, None, piece.kind))
            other += len(piece.text.split())
    return found if said > other else None


def columns_of_talk(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Where the rows of a table of talk have who speaks and what; a title and a header may stand above."""
    filled = [row for row in map(_level, rows) if any(row)]
    title = sum(1 for _ in takewhile(lambda row: sum(map(bool, row)) == 1, filled[:_MOST_ABOVE]))
    for above in (title, title + 1):
        header = filled[title] if title < above <= len(filled) else []
        if found := _columns(filled[above:], header):
            return replace(found, above=above)
    return None


def said_in(rows: Iterable[Sequence[str]], columns: Columns) -> Iterator[Said]:
    """What the rows of a table say; one without a name goes on with the one before it."""
    speaker = UNKNOWN
    filled = (row for row in map(_level, rows) if any(row))
    for row in islice(filled, columns.above, None):
        if len(row) > max(columns.speaker, columns.words):
            speaker = _speaker(row[columns.speaker]) or speaker
            yield Said(row[columns.words], speaker)


def _level(row: Sequence[str]) -> list[str]:
    return [" ".join(str(cell).split()) for cell in row]


def _columns(rows: Sequence[Sequence[str]], header: Sequence[str]) -> Columns | None:
    """The columns of a table of talk: of each row as many, and none of something else."""
    width = max(map(len, rows), default=0)
    if len(rows) < _FEWEST or any(len(row) != width for row in rows):
        return None
    columns = {number: cells for number in range(width) if any(cells := [row[number] for row in rows])}
    if not 1 < len(columns) <= _MOST_COLUMNS:
        return None
    words = max(columns, key=lambda number: sum(map(len, columns[number])))
    said = columns.pop(words)
    named = [number for number, column in columns.items() if _are_names(column)]
    if len(named) != 1 or not columns[named[0]][0]:
        return None
    speakers = columns.pop(named[0])
    beside = list(columns.values())
    if not all(map(_says_little, beside)) or not _may_speak(speakers):
        return None
    clocks = [*beside, [(_BESIDE.search(cell) or [""])[0].strip() for cell in speakers]]
    found = Columns(named[0], words, timed=any(_is_timed(column, said) for column in clocks))
    if found.timed:
        return found if are_addressing(said, _LEAST_ADDRESSING) else None
    is_known = any(map(_is_known, {_name(cell) for cell in speakers if cell}))
    return found if is_known and _are_called_so(header, found) and _is_talk(speakers, said) else None


def _are_called_so(header: Sequence[str], columns: Columns) -> bool:
    """Whether the names of columns say that one has who speaks, and the other the words."""
    if len(header) <= max(columns.speaker, columns.words):
        return False
    speaker, words = fold(header[columns.speaker]), fold(header[columns.words])
    return bool(_SPEAKER.fullmatch(speaker.replace("_", " ")) and _WORDS.fullmatch(words))


def _may_speak(speakers: Sequence[str]) -> bool:
    """Whether most of some names can be of people or of parts in a talk."""
    names = {_name(cell) for cell in speakers if cell}
    able = sum(may_speak(name) or (is_strong(name) and name.isalpha()) for name in names)
    return 2 * able >= len(names)


def _speaker(cell: str) -> str:
    """Who speaks, without the time that may stand beside the name."""
    name = _BESIDE.sub("", cell).strip(" :")
    return name[1:-1].strip(" :") if _IN_BRACKETS.fullmatch(name) else name


def _name(cell: str) -> str:
    return plain_name(_speaker(cell))


def _are_names(column: Sequence[str]) -> bool:
    """Whether cells are few names, some of which come again."""
    names = Counter(_name(cell) for cell in column if cell)
    few = 1 < len(names) <= max(2, _NAMES_A_ROW * names.total())
    return few and all(map(reads_like_label, names))


def _is_known(name: str) -> bool:
    """Whether a name is surely of somebody: streets have two words in capitals, and characters one."""
    is_part = is_generic(name) or is_role(name) or len(name) <= _LONGEST_INITIALS
    return is_part or fold(without_titles(name).split()[0]) in given_names()


def _says_little(column: Sequence[str]) -> bool:
    """Whether cells beside the words are times or numbers, or most of them empty."""
    filled = [cell for cell in column if cell]
    is_sparse = 5 * len(filled) <= len(column)
    return is_sparse or all(_TIME.fullmatch(one) or _NUMBER.fullmatch(one) for one in filled)


def _is_timed(column: Sequence[str], words: Sequence[str]) -> bool:
    """Whether cells are times of a recording, and the words as many as somebody says between them."""
    found = [(time[0], cell) for at, cell in zip(column, words, strict=True) if (time := _CLOCK.match(at))]
    times = [time.strip("[(") for time, _cell in found]
    if not all(map(_TIME.fullmatch, filter(None, column))) or not are_of_a_recording(times):
        return False
    return are_spoken_in(times, [cell for _time, cell in found])


def _is_talk(speakers: Sequence[str], words: Sequence[str]) -> bool:
    """Whether speakers take turns, and half of the cells are sentences, of which a quarter address somebody.

    Some ask, but not most of them, and few are the same again.
    """
    said = [cell for cell in words if cell]
    asked = sum(cell.endswith("?") for cell in said)
    changes = sum(one != other for one, other in pairwise(speakers) if one and other)
    return (
        sum(bool(SENTENCE.search(cell)) for cell in said) >= _LEAST_SENTENCES * len(said)
        and are_addressing(said, _LEAST_ADDRESSING)
        and 0 < asked <= _MOST_ASKED * len(said)
        and len(set(said)) >= _LEAST_DIFFERENT * len(said)
        and changes >= _LEAST_CHANGES * (len(speakers) - 1)
    )
