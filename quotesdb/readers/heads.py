"""The head of an article in a document without fields: who wrote it and when, each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from quotesdb.data import marked_words, phrase_list, word_list
from quotesdb.names.byline import parse_name, split_bylines
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key
from quotesdb.readers.any_date import PUBLISHED_WORDS, any_date, has_weekday
from quotesdb.readers.titles import is_file_name, reads_like_title
from quotesdb.text.folding import fold
from quotesdb.values import PrintedDate

_SIGNED = re.compile(
    r"(?P<by>(?:[Ww]ritten )?[Bb]y|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR|Di)"
    r"(?:(?P<colon>:)\s*|\s+)(?=\S)"
)
_OTHERWISE_NAMES = frozenset({"di", "por"})
"""What begins names and phrases too ("Di Maria", "Por fin"), so that only a colon behind it is a sign."""

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.’'-]*")
_PARTICLES = marked_words("particles")["byline"]
_CALENDAR = word_list("calendar")
_EVERYDAY = frozenset().union(
    *map(word_list, ("thing_words", "stop_words", "sentence_openers", "role_times", "quantifiers")),
    *map(word_list, ("group_nouns", "role_nouns", "person_nouns", "speech_verbs", "common_bodies")),
    ("alone", "noon", "und", "et", "och", "og", "y"),
) - (marked_words("common_names")["surname"] | word_list("surnames_too"))
"""Words behind a given name that make it a phrase: "By Grace Alone", "By Virginia Law"."""

_OF_BOOK = re.compile(
    r"\b\d+\s*(?:pages|pp\b|seiten|páginas|pagine|blz\b)|[£$€]\s?\d|\d\s?(?:[€£]|euros?\b|pounds\b|dollars\b)"
    r"|\bISBN\b|\b(?:Press|Verlag)\b",
    re.IGNORECASE,
)
"""What stands below who wrote a book that is reviewed."""

_TITLES = marked_words("titles")["courtesy"] | marked_words("titles")["short"]
_OF_PLACES = frozenset(
    {"bad", "camp", "cape", "castle", "fort", "isle", "lake", "loch", "mount", "port", "wadi"}
    | {"grand", "new", "royal", "special", "saint", "st", "san"}
)
"""What names of places and phrases begin with: "By Lake Garda"."""

_AGENCY = "associated press"
_NEWSPAPERS = word_list("newspaper_words")
_BEFORE_DAY = re.compile(r"(?:(?P<word>[^\W\d_]{3,14})(?P<comma>,?)\s+)?(?=\d|[^\W\d_]{3,14}\.?\s+\d)")
_DAY = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?[^\W\d_]{3,14}\.?,?[\s-]+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,14}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}([./])\s?\d{1,2}\1\s?\d{4})(?:,?\s+(?:(?:at|à|um|às|kl\.?|alle|[-–|·])\s+)?\d{1,2}[:.h]\d{2}\D{0,12})?"
)
_AROUND = re.compile(r"(?:\s*[:,])?\s+(?:(?:on|le|am|el|il|op|den|på|em|a)\s+)?", re.IGNORECASE)
"""Between a word for publication, or a place, and the day."""

_DATED = re.compile(r"^(?:date|datum|fecha|data)\s*:[*_\s]*", re.IGNORECASE)
_AGAIN = re.compile(r"\b[Bb]y\b")
_MARKS = "*_# \t"
_BETWEEN = re.compile(r"\s*[|•·–—]\s*|\s+-\s+|,\s+(?=\S)")
_LONGEST_LINE, _LONGEST_DAY = 120, 60
_LEAST_TEXT = 80
_FEW = 3
_MOST_LINES = 40
_SENTENCE_END = re.compile(r"\w[.!?][\"'”’»)]*(?=\s|$)|[。！？]")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\D{0,12}$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say: the title if the first is seen to be one, the authors, the day."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: PrintedDate | None = None


def read_head(lines: Iterable[str], title: str | None = None) -> Head:
    r"""What the lines between the title and the text say, where they can hardly say anything else.

    ``title`` is known already, and may be the first line. A line that says whom it is by stands alone and is
    of full names; one of a day stands beside it and is of nothing else. Where several lines say whom they
    are by the document holds several articles. A day alone may be that of what is announced. A first line
    that stands further above may be the name of the newspaper.

    >>> text = "Pier opens\n\nBy Ada Example and Bo Sample\n\n4 March 2025\n\n" + "The pier is open. " * 9
    >>> found = read_head(text.split("\n"))
    >>> found.title, found.byline, found.published.printed()
    ('Pier opens', ('Ada Example', 'Bo Sample'), '2025-03-04')
    """
    filled = [stripped for line in lines if (stripped := line.strip(_MARKS))]
    known = bool(title and filled and name_key(filled[0]) == name_key(title))
    start = 1 if known or not title else 0
    if not title and not (len(filled) > 1 and reads_like_title(filled[0], filled[1])):
        return Head()
    head, text = filled[start : start + _FEW], filled[start + 1 :]
    if sum(map(len, text)) < _LEAST_TEXT:
        return Head()
    at, byline, published = _of_lines(head, filled[start:])
    near = all(map(_may_stand_between, head[:at]))
    said = next((day for line in head if (day := _reported_day(line))), None)
    is_headed = (byline and near) or (head and _reported_day(head[0]))
    return Head(filled[0] if is_headed and not title else None, byline, published or said)


def displayed_title(given: str | None, lines: Sequence[str]) -> str | None:
    """The title as a document displays it above who wrote the text; else the one among its properties.

    That is sure where it is one of the first lines: above it stands the name of the newspaper. The name of a
    file is none.
    """
    first = list(islice(filter(None, map(name_key, lines)), _FEW))
    if given and name_key(given) in first:
        return given
    return read_head(lines).title or (given if given and not is_file_name(given) else None)


def signs_with_colon(label: str) -> bool:
    """Whether what stands before a colon says that what follows is who wrote something: "By", "Von"."""
    found = _SIGNED.match(f"{label}: X")
    return found is not None and bool(found["colon"])


def only_day(lines: Iterable[str]) -> PrintedDate | None:
    """The one day that lines give which say nothing else; none where they give two."""
    found = {day for line in lines if (day := day_alone(line))}
    return found.pop() if len(found) == 1 else None


def day_of_meeting(lines: Iterable[str], title: str | None) -> PrintedDate | None:
    """The day right below a title, with its weekday or as "Date:": what else happened has seldom either.

    >>> day_of_meeting(["COUNCIL OF VELDA", "Tuesday, 4 March 2025"], "Council of Velda").printed()
    '2025-03-04'
    """
    filled = [stripped for line in lines if (stripped := line.strip(_MARKS))]
    if not title or len(filled) < 2 or name_key(filled[0]) != name_key(title):
        return None
    line = _DATED.sub("", filled[1])
    is_sure = line != filled[1] or (
        not _DAY.fullmatch(line) and fold(line.split()[0]).strip(",.") in _CALENDAR
    )
    return day_alone(line) if is_sure else None


def published_day(line: str) -> PrintedDate | None:
    """The day that a line gives behind a word that says that something was published then.

    >>> published_day("Publié le 7 mai 2031 à 21h05"), published_day("Published 3 July 2023, 09:14 BST").day
    (None, datetime.date(2023, 7, 3))
    """
    said = PUBLISHED_WORDS.match(line)
    between = _AROUND.match(line, said.end()) if said else None
    return day_alone(line[between.end() :]) if between else None


def _reported_day(line: str) -> PrintedDate | None:
    """The day of publication with its weekday or the clock, as those of books and laws are not printed."""
    return published_day(line) if has_weekday(line) or _CLOCK.search(line) else None


def is_told(lines: Sequence[str], *, sentences: int, length: int) -> bool:
    """Whether lines are prose of several sentences, as long as an article is at least."""
    text = " ".join(lines[:_MOST_LINES])
    return len(text) >= length and len(_SENTENCE_END.findall(text)) >= sentences


def _may_stand_between(line: str) -> bool:
    """Whether a line between a title and who wrote the text is a day or the name of a newspaper."""
    return is_newspaper(line) or day_alone(line) is not None


def is_newspaper(line: str) -> bool:
    """Whether a line is a name as newspapers have them: "The Example Times"."""
    words = line.split()
    return bool(words) and fold(words[-1]) in _NEWSPAPERS and all(map(_CAPITALISED.fullmatch, words))


def _of_lines(head: Sequence[str], lines: Sequence[str]) -> tuple[int, tuple[str, ...], PrintedDate | None]:
    """Which of the first lines names authors, these, and the day that stands beside them."""
    if sum(map(bool, map(_signed, lines))) != 1:
        return 0, (), None
    days = [(place, day) for place, line in enumerate(lines) if (day := _said_day(line))]
    for at, line in enumerate(head):
        near = next((day for place, day in days if abs(place - at) == 1), None) if len(days) == 1 else None
        if (names := _names(line, at, lines[at + 1 : at + 2])) and not _is_of_book(lines[at + 1 : at + 2]):
            return at, names, _last_day(line) or near
    return 0, (), None


def _is_of_book(below: Sequence[str]) -> bool:
    return any(
        len(line) <= _LONGEST_LINE and _OF_BOOK.search(line) and not fold(line).endswith(_AGENCY)
        for line in below
    )


def _names(line: str, at: int, below: Sequence[str]) -> tuple[str, ...]:
    """The people whom a line says it is by, where all have names and it is no phrase.

    Given names that are not known are names right below the title where nothing but a day stands below them;
    behind the signs of other languages, which begin phrases too ("Door Rood Licht"), they begin as known ones
    do ("Anna-Wiebrigje").
    """
    names = _signed(line)
    if not names:
        return ()
    sign = fold(line.split()[0])
    stands_alone = (
        at == 0
        and (sign == "by" or all(map(_begins_as_known, names)))
        and not _BETWEEN.search(_without_day(line))
        and (_last_day(line) is not None or any(map(_said_day, below)))
    )
    return names if all(is_persons(one) or (stands_alone and may_be_persons(one)) for one in names) else ()


def _begins_as_known(name: str) -> bool:
    first, hyphen, _more = fold(name).partition("-")
    return bool(hyphen) and first in given_names()


def may_be_persons(name: str) -> bool:
    """Whether a full name, of which no given name is known, may be a person's: no place, body or phrase."""
    words = [word for word in map(fold, _untitled(name)) if word not in _PARTICLES]
    is_other = parse_name(name).literal is not None or fold(name) in phrase_list("places")
    is_phrase = (
        not words or words[0].strip(".") in _OF_PLACES or not phrase_list("no_speakers").isdisjoint(words)
    )
    return 2 <= len(words) <= 4 and not is_other and not is_phrase and not any(map(is_everyday, words))


def _untitled(name: str) -> list[str]:
    words = name.split()
    return words[1:] if len(words) > 2 and fold(words[0]).strip(".") in _TITLES else words


def _signed(line: str) -> tuple[str, ...]:
    """What a line says it is by, which may also be "By Popular Demand"."""
    found = _SIGNED.match(line) if len(line) <= _LONGEST_LINE and not line.endswith((".", ":", "?")) else None
    if not found or (fold(found["by"]) in _OTHERWISE_NAMES and not found["colon"]):
        return ()
    signed = _without_workplace(_without_day(line[found.end() :]))
    if _AGAIN.search(signed):
        return ()
    names = split_bylines([signed])
    return names if all(map(_is_full_name, names)) else ()


def _without_workplace(signed: str) -> str:
    """A signature without what stands behind a comma and goes on with no other name: ", Example Times"."""
    first, comma, rest = signed.partition(", ")
    last = rest.rpartition(", ")[2]
    return signed if len(split_bylines([last])) > 1 or last[:1].islower() or not comma else first


def _is_full_name(name: str) -> bool:
    words = name.split()
    return 1 < len(words) < 6 and all(
        _CAPITALISED.fullmatch(word) or (place and fold(word) in _PARTICLES)
        for place, word in enumerate(words)
    )


def is_persons(name: str) -> bool:
    """Whether a full name is a common given name with one or two more, and no phrase."""
    given, *words = map(fold, _untitled(name))
    more = [word for word in words if word not in _PARTICLES]
    known = given in given_names() and given not in _CALENDAR
    return known and 1 <= len(more) <= 2 and not any(map(is_everyday, more))


def is_everyday(word: str) -> bool:
    """Whether a folded word is one of everyday language, of the calendar, or somebody's."""
    plain = word.removesuffix("s")
    return bool({word, plain} & _EVERYDAY) or word in _CALENDAR or word.endswith(("'s", "’s"))


def day_alone(line: str) -> PrintedDate | None:
    """The day that a line gives with nothing else but the name of the day of the week."""
    if len(line) > _LONGEST_DAY:
        return None
    before = _BEFORE_DAY.match(line)
    if not before:
        return None
    if _DAY.fullmatch(line):
        return any_date(line)
    named = before["comma"] or fold(before["word"] or "") in _CALENDAR
    return any_date(line) if named and _DAY.fullmatch(line, before.end()) else None


def _said_day(line: str) -> PrintedDate | None:
    return day_alone(line) or published_day(line)


def _last_day(line: str) -> PrintedDate | None:
    """The day at the end of a line, behind a mark: "By Ada Example | 4 March 2025"."""
    for mark in _BETWEEN.finditer(line):
        if day := _said_day(line[mark.end() :]):
            return day
    return None


def _without_day(signed: str) -> str:
    for mark in _BETWEEN.finditer(signed):
        if _said_day(signed[mark.end() :]):
            return signed[: mark.start()]
    return signed
