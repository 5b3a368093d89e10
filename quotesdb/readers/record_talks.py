"""Hansard of Australia in XML: talks, each with a head that says who makes it and paragraphs of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotesdb.readers.blocks import BODY, SUBHEAD
from quotesdb.readers.turns import UNKNOWN, Said
from quotesdb.readers.xml_tree import first, local, named, words

_TALKS = frozenset({"speech", "question", "answer", "interjection", "continue"})
_HEADINGS = frozenset({"title"})
_NO_WORDS = frozenset({"session.header", "talk.start", "page.no", "cover", "division"})
_BEHIND_NAME = re.compile(r"(?:\s*\([^()]{1,100}\))*\s*:\s*")
"""The seat and the time: "(Velda) (09:01): "."""

_MARKED = ("Member", "Office", "General")
_INTERRUPTING = "Interjecting"
_AFTER_NAME = re.compile(r"\s*(?:,\s*(?:MP|Senator|the Hon\.?))+$", re.IGNORECASE)


def parts(root: Any) -> Iterator[Said]:
    """The paragraphs of a record by who says them; what stands in no talk is nobody's."""
    yield from _parts(root, None)


def day(root: Any) -> str | None:
    """The day of the sitting, as the head of the record gives it."""
    head = first(root, "session.header")
    return words(first(head, "date")) or None if head is not None else None


def _parts(element: Any, speaker: str | None) -> Iterator[Said]:
    """The paragraphs in an element.

    Behind one of somebody who interrupts nobody is known to speak until a name is printed again. Offices
    do so too; the one whose talk it is is named first.
    """
    now = speaker
    begun = ""
    for child in element:
        name = local(child)
        if name in _HEADINGS:
            yield Said(words(child), None, SUBHEAD)
        elif name in ("p", "para"):
            mark = _mark(child)
            if mark is not None and speaker:
                begun = begun or words(mark)
                now = speaker if _goes_on(mark, begun) else UNKNOWN
            shown = words(child)
            said_by = words(mark) if now == UNKNOWN and _is_of_office(mark) else now
            yield Said(_without_name(shown, mark), said_by, BODY)
        elif name in _TALKS:
            yield from _parts(child, _talker(child))
        elif name and name not in _NO_WORDS:
            yield from _parts(child, speaker)


def _mark(paragraph: Any) -> Any:
    """What a paragraph begins with that says who speaks."""
    marks = (one for one in named(paragraph, "a") if (one.get("type") or "").startswith(_MARKED))
    return next(marks, None)


def _is_of_office(mark: Any) -> bool:
    return mark is not None and mark.get("type").startswith("Office")


def _goes_on(mark: Any, begun: str) -> bool:
    """Whether a mark is of whoever makes the talk, and not of somebody who interrupts or presides."""
    kind = mark.get("type")
    return not kind.endswith(_INTERRUPTING) and (kind.startswith("Member") or words(mark) == begun)


def _without_name(said: str, mark: Any) -> str:
    name = words(mark)
    behind = _BEHIND_NAME.match(said, len(name)) if name and said.startswith(name) else None
    return said[behind.end() :] if behind else said


def _talker(talk: Any) -> str:
    """Who makes a talk: "Sample, Ada, MP" in the data of its head, or as it is printed."""
    head = first(talk, "talk.start", "talker")
    names = list(named(head, "name")) if head is not None else []
    filed = next((words(one) for one in names if one.get("role") == "metadata"), "")
    surname, comma, given = _AFTER_NAME.sub("", filed).partition(", ")
    shown = next((words(one) for one in names if one.get("role") == "display"), "")
    return (f"{given} {surname}" if comma and given else surname) or shown or UNKNOWN
