"""Headlines inside a text: which line is one, so that its compressed quotes are not taken as evidence."""

from __future__ import annotations

import re
from itertools import islice

from quotesdb.readers.any_date import any_date, is_of_calendar
from quotesdb.text.folding import fold
from quotesdb.values import Span, Zone

_LONGEST = 150
_LINE = re.compile(r"[^\n]+")
_ATX = re.compile(
    r" {0,3}#{1,6}[ \t]{1,20}(?P<title>[^\n]{0,300}?)(?:[ \t]{1,20}#{1,20})?[ \t]{0,20}$", re.MULTILINE
)
_SETEXT = re.compile(r"\s*(?P<title>[^\s#>*-][^\n]{0,300}?)[ \t]{0,20}\n(?:=+|-{3,})[ \t]*(?:\n|$)")
_NO_TITLE_END = tuple(".,;:!")
_NO_TITLE_START = re.compile(
    r"[^\w“‘'\"]|[Bb]y\s|BY\s|[a-z]|\d{1,2}([/.])\d{1,2}\1\d{2,4},?\s+\d{1,2}[:.]\d{2}\b"
)
_NOT_TITLE = re.compile(
    r"(?:for immediate release|press release|embargoed)\b|draft(?:\s+\d{1,3})?$", re.IGNORECASE
)
_NOTICE = re.compile(
    r"\W*(?:(?:for immediate|news|press|media) release|(?:press|media) statement|presseinformation"
    r"|(?:presse|medien)(?:mitteilung|meldung|meddelelse|melding)|communiqué(?: de presse)?|pressmeddelande"
    r"|(?:nota|comunicado) (?:de|à) (?:prensa|imprensa)|comunicato stampa|persbericht|informacja prasowa"
    r"|komunikat prasowy|прес(?:с-рели|-релі)з|δελτίο τύπου|(?P<embargo>embargoed))\b\W*(?P<rest>.*)",
    re.IGNORECASE,
)
"""What senders write above a headline to say that the text is for newspapers."""

_NUMBERED = re.compile(r"(?:(?:n[ro°º]|no|number)\b\W*)?[\d/.\W]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")

_FILE_NAME = re.compile(
    r"\.\w{2,5}$|^Microsoft (?:Word|PowerPoint|Excel|Publisher)\b|^untitled|_|\\"
    r"|^(?:PowerPoint presentation|normal|do[ck]ument[\s-]?\d*)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\n:.]{1,40}:\s")
_CUE = re.compile(r"\b(?:said|says|told|asked|added|according to)\b", re.IGNORECASE)
_MARKS = re.compile(r"[“”\"„«»]|''|``")  # single marks are how headlines quote


def first_line_title(text: str) -> Span | None:
    """Find the title in a plain text: its first line, only where that can hardly be anything else.

    A title is short, has no full stop, is followed by a blank line or a much longer one, and is no
    byline, quotation or turn of a transcript. In doubt there is no title: a sentence that is taken for
    one would be lost as evidence.
    """
    filled = (Span(*found.span()) for found in _LINE.finditer(text) if found[0].strip())
    lines = list(islice(filled, 2))
    if len(lines) < 2:
        return None
    first, second = _stripped(text, lines[0]), lines[1]
    title, following = first.text(text), second.text(text)
    apart = text.count("\n", first.end, second.start) > 1 or len(following) > max(80, 2 * len(title))
    return first if apart and reads_like_title(title, following) else None


def reads_like_title(line: str, following: str) -> bool:
    """Whether a first line can be a title, by itself and by the line that follows."""
    if len(line) > _LONGEST or len(line.split()) < 2 or line.endswith(_NO_TITLE_END):
        return False
    if (
        _NO_TITLE_START.match(line)
        or _NOT_TITLE.match(line)
        or is_notice(line)
        or (_CUE.search(line) and _MARKS.search(line))
    ):
        return False
    whole_quotation = bool(_MARKS.match(line) and _MARKS.match(line[::-1]))
    return not whole_quotation and not (_LABEL.match(line) and _LABEL.match(following))


def is_notice(line: str) -> bool:
    """Whether a line says only that what stands below it is a release for the press, with its number or day.

    >>> [is_notice(one) for one in ("PRESS RELEASE", "Pressemitteilung Nr. 4/2025", "Press release lost")]
    [True, True, False]
    """
    found = _NOTICE.fullmatch(line) if len(line) <= _LONGEST else None
    if not found:
        return False
    rest = found["rest"]
    is_day = any_date(rest) is not None and all(map(is_of_calendar, _WORD.findall(rest)))
    return bool(_NUMBERED.fullmatch(rest) or is_day or (found["embargo"] and re.search(r"\d", rest)))


def is_file_name(title: str) -> bool:
    """Whether what a document calls itself is only the name that a program gave its file or template.

    >>> [is_file_name(one) for one in ("Microsoft Word - draft3", "pier.docx", "Normal pier")]
    [True, True, False]
    """
    return bool(_FILE_NAME.search(title))


def headings(text: str) -> tuple[Zone, ...]:
    """Mark the headings of a Markdown text: the first line's as headline, others as subheads."""
    setext = _SETEXT.match(text)
    zones = [Zone(Span(*setext.span("title")), "headline")] if setext else []
    for found in _ATX.finditer(text):
        if found["title"]:
            is_first = not zones and not text[: found.start()].strip()
            zones.append(Zone(Span(*found.span("title")), "headline" if is_first else "subhead"))
    return tuple(zones)


def headline(text: str, title: str | None, start: int = 0) -> tuple[Zone, ...]:
    """Mark the title where the text repeats it as one of its first three lines, from a place on."""
    wanted = fold(title or "")
    lines = [Span(*found.span()) for found in _LINE.finditer(text, start, start + 2000) if found[0].strip()][
        :3
    ]
    found = next((line for line in lines if wanted and fold(line.text(text)) == wanted), None)
    return (Zone(_stripped(text, found), "headline"),) if found else ()


def _stripped(text: str, span: Span) -> Span:
    line = span.text(text)
    start = span.start + len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))
