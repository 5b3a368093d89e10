"""Whether a mark can open or close a quotation where it stands, going by the signs beside it."""

from __future__ import annotations

import re

from quotesdb.values import Span

CLOSERS = "”"
CLOSED_BY = {
    **{opener: (closer,) for opener, closer in ("“”", "«»", "»«", "””", '""', "‘’", "''")},
    "„": ("“", "”"),
    "``": ("''",),
    "''": ("''",),
}
_AFTER_ELISION = re.compile(
    r"(?:em|til|tis|twas|cause|bout|round|n|ere|s|re|ve|ll|d|m|t)\b|\d\ds?\b", re.IGNORECASE
)
_FEET = re.compile(r"\d['’]\s?\d{1,2}$")
_BEFORE_OPEN = "([{—–-/:*_\u2009"
_AFTER_CLOSE = ")]}.,;:!?…—–-/"
_SPACED_OPENERS, _SPACED_CLOSERS = "«‹", "»›"
_STOPS = ",;:!?)]}—–―"
_WORD_BEGINS = "¿¡([…-–—$£€"
LIKELY_END = ".,!?…;:"


def is_single(mark: str) -> bool:
    """Whether a mark is a single one."""
    return mark in "‘’‚‹›'`´"


def is_apostrophe(text: str, event: re.Match[str]) -> bool:
    """Whether a single mark stands inside a word, in place of letters, or after a digit (feet, minutes).

    Double ones stand for inches: 5'11" tall.
    """
    mark, at, end = event[0], event.start(), event.end()
    if mark not in ("'", "’", "‘", "´", "`"):
        inches = text[at - 1 : at].isdigit() and text[end : end + 1].isalnum()
        return mark in '"”' and (inches or bool(_FEET.search(text, max(0, at - 5), at)))
    before, after = text[at - 1] if at else " ", text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return True
    if mark in "‘`":
        return False
    return not before.isalnum() and before not in LIKELY_END and bool(_AFTER_ELISION.match(text, end))


def can_open(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    """Whether a mark can open a quotation, by the signs on both sides of it."""
    at, end = event.start(), event.end()
    if end >= paragraph.end or (text[end].isspace() and event[0] not in _SPACED_OPENERS):
        return False
    if event[0] in _SPACED_CLOSERS and not (text[end].isalnum() or text[end] in _WORD_BEGINS):
        return False
    if at == paragraph.start:
        return True
    before = text[at - 1]
    return before.isspace() or before in _BEFORE_OPEN or (before in "“\"‘'" and text[end].isalnum())


def opens_by_what_follows(
    text: str, paragraph: Span, event: re.Match[str], later: list[re.Match[str]]
) -> bool:
    """Whether a mark between white space that looks the same at both ends opens.

    Not right before another one that opens, nor where none is left to close it, unless it begins a paragraph,
    whose quotation may go on in the next; nor where both are inches.
    """
    doubles = [e for e in later if not is_single(e[0])]
    if doubles and doubles[0][0] in CLOSERS:
        return True
    following = next((e for e in doubles if e[0] == event[0]), None)
    if following is None:
        return event.start() == paragraph.start
    inches = all(last_before(text, e.start()).isdigit() for e in (event, following))
    return not inches and (
        not can_open(text, paragraph, following) or is_between_space_and_stop(text, following)
    )


def opens_single_before_space(
    text: str, paragraph: Span, event: re.Match[str], later: list[re.Match[str]]
) -> bool:
    """Whether a single mark between white space opens: its like comes to close it.

    What may be an apostrophe also has no letter before it, and a comma or the like within what it opens.
    """
    mark, at = event[0], event.start()
    following = next((e for e in later if e[0] in CLOSED_BY[mark]), None) if mark in "‘'" else None
    owns = mark == "'" and at > paragraph.start and last_before(text, at).isalnum()
    return following is not None and not owns and closes_after_space(text, following)


def is_between_spaces(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    """Whether a mark has white space behind it, and before it or the paragraph's start, a bracket or dash."""
    at, end = event.start(), event.end()
    begins = at == paragraph.start or text[at - 1].isspace() or text[at - 1] in "([{—–"
    return begins and end < paragraph.end and text[end].isspace()


def is_between_space_and_stop(text: str, event: re.Match[str]) -> bool:
    """Whether a mark has white space before it and a comma or the like behind: " A ", he said."""
    after = text[event.end() : event.end() + 2]
    stops = after[:1] in _STOPS or (after[:1] == "." and after != "..")
    return event.start() > 0 and text[event.start() - 1].isspace() and stops


def closes_after_space(text: str, event: re.Match[str]) -> bool:
    """Whether a single mark has white space before it and no letter behind; of ' also a comma or the like."""
    at = event.start()
    if text[event.end() : event.end() + 1].isalnum() or not text[max(0, at - 1) : at].isspace():
        return False
    return event[0] == "’" or last_before(text, at) in LIKELY_END


def can_close(text: str, paragraph: Span, event: re.Match[str]) -> bool:
    """Whether a mark can close a quotation, by the signs on both sides of it."""
    at, end = event.start(), event.end()
    if at == paragraph.start or (text[at - 1].isspace() and event[0] not in _SPACED_CLOSERS):
        return False
    if end >= paragraph.end:
        return True
    after = text[end]
    return after.isspace() or after in _AFTER_CLOSE or after in "”\"’'»" or not after.isalnum()


def back_over_space(text: str, at: int) -> int:
    """The place behind the last sign before a place that is no blank."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def last_before(text: str, at: int) -> str:
    """The last character before a place that is no white space; at the start of a text a blank."""
    end = back_over_space(text, at)
    return text[end - 1] if end else " "
