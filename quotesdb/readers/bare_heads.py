"""Lines below a title that only by where they stand say who wrote the article, who printed it and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotesdb.data import phrase_list, word_list
from quotesdb.names.byline import is_full_name, split_bylines
from quotesdb.names.commonness import is_common_surname
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key
from quotesdb.readers.any_date import has_weekday, is_of_calendar
from quotesdb.readers.heads import (
    day_alone,
    is_everyday,
    is_newspaper,
    is_persons,
    is_told,
    published_day,
)
from quotesdb.text.folding import fold
from quotesdb.values import PrintedDate

_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|,\s+(?=\S)")
_BRACKETS = re.compile(r"\((.*)\)")
_PAGE = re.compile(
    r"(?:p(?:p|g|ages?|[áa]g(?:ina)?)?|s(?:eiten?|id(?:an?)?|tr(?:ona)?)?|blz|стр?|σελ?)\b\.?\s*[A-Z]?\d{1,3}"
    r"(?:\s?[-–]\s?\d{1,3})?",
    re.IGNORECASE,
)
_REST = re.compile(r"\d{1,2}[:.h]\d{2}.{0,6}|\d{1,2} [^\W\d_]{3,9}(?: [^\W\d_]{3,9})?")
"""What stands behind a day: a clock, "5 min read"."""

_NAME = re.compile(r"(?:[^\W\d_a-z][\w.’'&-]*|(?:de|of|the|und|y|e|et|du|la|le|di|del|van|voor))")
_LONGEST, _MOST_WORDS = 120, 6
_ARTICLE = re.compile(r"(?:den|le|el|il|op|on|a|em)\s+(?=\d)")
_DATELINE = re.compile(r",|\s\d")
"""Between a place and the day, as reports have it."""

_FEW, _PAIR, _MOST_OF_PAPER = 3, 2, 4
_MOST_NAMED = 10
"""Lines of which each names people."""

_SENTENCES, _LENGTH = 3, 350
"""Of the text of an article: what is announced, shown or given away in a few words has names and days too."""

_JOINING = 5
"""Letters that join a name to another: " and "."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What such lines say."""

    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: PrintedDate | None = None


def bare_head(lines: Sequence[str]) -> Bare:
    """Who wrote an article, who printed it and when, by the lines below its title, where that is sure.

    A person is the author who stands there with the day and is named nowhere else: who is written about, or
    is to sing, is named in the text. So is a house; what stands there with a day and a page, or is called as
    a newspaper, printed the article. The text is as long as an article is.

    >>> bare_head(["Ada Bennett, 4 March 2025", "It rained all day on the pier. " * 12]).byline
    ('Ada Bennett',)
    """
    if not is_told(lines, sentences=_SENTENCES, length=_LENGTH):
        return Bare()
    found = next(filter(None, (_paper(lines, at) for at in range(min(_FEW, len(lines))))), Bare())
    for at in range(min(_FEW, len(lines))):
        names, day, behind = _authors(lines, at)
        if names:
            others = [*lines[:at], *lines[behind:]]
            is_author = not any(is_named(name.split()[-1], others) for name in names)
            return replace(found, byline=names, published=found.published or day) if is_author else found
    return found


def _paper(lines: Sequence[str], at: int) -> Bare | None:
    """Who printed an article and when, by the line at a place, or by that and the next."""
    named = cited(lines[at])
    if not named and _is_paper(lines[at]) and day_alone(*lines[at + 1 : at + 2] or [""]):
        named = cited(f"{lines[at]}, {lines[at + 1]}")
    others = [*lines[:at], *lines[at + 1 :]]
    is_other = named and not is_named(named.name, others)
    return Bare(publisher=named.name, published=named.day) if named and is_other else None


def _authors(lines: Sequence[str], at: int) -> tuple[tuple[str, ...], PrintedDate | None, int]:
    """The people whom a line names with the day on it or on the next, the day, and where the text goes on.

    More lines of names may stand between. With its weekday the day is that of what is announced.
    """
    name, *rest = _pieces(_parted(lines[at]))
    parts = [] if has_weekday(lines[at]) else _whole_days(rest)
    if parts and (day := _said(parts[0])) and all(map(_REST.fullmatch, parts[1:])):
        people = _people([name])
        is_dateline = _DATELINE.match(lines[at], len(name)) and not all(map(_has_common_surname, people))
        return (() if is_dateline else people), day, at + 1
    last = min(len(lines), at + _MOST_NAMED)
    end = next((place for place in range(at, last) if not _people([lines[place]])), at)
    day = placed_day(lines[end]) if at < end and not has_weekday(lines[end]) else None
    return (_people(lines[at:end]), day, end + 1) if day else ((), None, at)


def _parted(line: str) -> str:
    """A line with a comma before the day with which it ends, as a PDF has two lines of a head as one."""
    words = line.split()
    ends = (at for at in range(2, len(words)) if day_alone(" ".join(words[at:])))
    at = next(ends, 0) if len(line) <= _LONGEST else 0
    return f"{' '.join(words[:at])}, {' '.join(words[at:])}" if at and words[at - 1][-1].isalpha() else line


def placed_day(line: str) -> PrintedDate | None:
    """The day that a line gives, with the clock, and behind the place where the article was written.

    >>> placed_day("Plouvenan, le 7 mai 2013").printed(), placed_day("4 March 2025 - 5 min read").printed()
    ('2013-05-07', '2025-03-04')
    """
    first, *rest = _whole_days(_pieces(line)) or [""]
    if day := _said(line) or _said(first):
        return day if all(map(_REST.fullmatch, rest)) else None
    is_place = rest and len(first.split()) <= _FEW and all(map(_NAME.fullmatch, first.split()))
    day = _said(_ARTICLE.sub("", rest[0])) if is_place else None
    return day if all(map(_REST.fullmatch, rest[1:])) else None


def _said(part: str) -> PrintedDate | None:
    return day_alone(part) or published_day(part)


def _people(lines: Sequence[str]) -> tuple[str, ...]:
    """The full names that are all that lines have."""
    names = split_bylines(lines) if all(len(line) <= _LONGEST for line in lines) else ()
    is_all = sum(map(len, names)) >= sum(map(len, lines)) - _JOINING * len(names)
    return names if names and is_all and all(map(is_author, names)) else ()


def is_author(name: str) -> bool:
    """Whether a full name is hardly that of a place, as "Adelaide Hills" is, or of what a person does.

    >>> [is_author(name) for name in ("Laura Example", "Adelaide Hills", "Laura Bennett Live")]
    [True, False, False]
    """
    is_place = fold(name.split()[0]) in word_list("ambiguous_given_names")
    is_short = len(name.split()) == _PAIR or _has_common_surname(name)
    return is_persons(name) and is_full_name(name) and is_short and not is_place


def _has_common_surname(name: str) -> bool:
    """Whether it is surely no place that stands before a comma and the day, as places do above reports."""
    return any(map(is_common_surname, name_key(name.split()[-1]).split("-")))


def is_named(name: str, lines: Sequence[str]) -> bool:
    """Whether lines have a name, in whatever letters."""
    wanted = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    return any(wanted.search(fold(line)) for line in lines)


@dataclass(frozen=True, slots=True)
class Cited:
    """A newspaper with the day on which it printed something."""

    name: str
    day: PrintedDate


def cited(line: str) -> Cited | None:
    """The newspaper that a line names with the day and the page, or with the day if it is called as one.

    >>> cited("Example Courier, 4 March 2025, p. 4").name, cited("(The Example Times, 4 March 2025)").name
    ('Example Courier', 'The Example Times')
    >>> cited("Example Harbour, 4 March 2025"), cited("Ada Example, 4 March 2025")
    (None, None)
    """
    inside = _BRACKETS.fullmatch(line)
    name, *rest = _pieces(inside[1] if inside else line)
    parts = _whole_days(rest)
    days = [day for part in parts if (day := day_alone(part))]
    pages = [part for part in parts if not day_alone(part)]
    if len(days) != 1 or not all(map(_PAGE.fullmatch, pages)) or not is_name(name):
        return None
    return Cited(name, days[0]) if _is_paper(name) or (pages and not is_persons(name)) else None


def _is_paper(name: str) -> bool:
    """Whether a name is called as newspapers are, and is no headline: "Mayor Leaves Post", "By Air Mail".

    >>> [_is_paper(name) for name in ("The Velda Times", "The Globe", "Mayor Leaves Post")]
    [True, False, False]
    """
    words = [fold(word) for word in name.removeprefix("The ").split()]
    is_usual = 1 < len(words) <= _MOST_OF_PAPER and words[0] not in given_names()
    is_of_place = " ".join(words[:-1]) in phrase_list("places")
    of_day = word_list("calendar")
    is_name = is_of_place or not any(is_everyday(word) and word not in of_day for word in words[:-1])
    return is_newspaper(name) and is_usual and is_name


def is_name(words: str) -> bool:
    """Whether words may be the name of a newspaper or a firm: capitalised, but for small words between."""
    return 1 < len(words.split()) <= _MOST_WORDS and all(map(_NAME.fullmatch, words.split()))


def _pieces(line: str) -> list[str]:
    """What marks part in a line; text is one piece."""
    return _PARTS.split(line) if len(line) <= _LONGEST else [line]


def _whole_days(parts: Sequence[str]) -> list[str]:
    """Parts of a line, of which a day with a comma in it ("March 4", "2025") is one."""
    whole: list[str] = []
    for part in parts:
        joined = f"{whole[-1]}, {part}" if whole else ""
        if is_of_calendar(part):
            continue
        if joined and not day_alone(whole[-1]) and day_alone(joined):
            whole[-1] = joined
        else:
            whole.append(part)
    return whole
