"""Names made whole by what stands beside them: a nickname inside, a list or an acronym behind."""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Name, words
from quotesdb.values import Span

_NICKNAME = re.compile(r" (?:[“\"‘']|\((?=[A-Z]))[^”\"’')\n]{1,30}(?:[”\"’')]) ")
_ACRONYM_BEHIND = re.compile(r"\s\(([A-Z]{3,8})\)")
_LINKS_OF_BODIES = lx.word_set("of and for the on in")
_LONGEST_LEFT = 120
_LISTED = re.compile(r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){1,4},? and [A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b")
_OWNS = ("’s", "'s")


def with_nicknames(text: str, names: list[Name]) -> list[Name]:
    """Join the parts of a name around a nickname in marks: Jo “Boots” Roe."""
    by_start = {n.span.start: n for n in names}
    out: list[Name] = []
    for name in names:
        if out and name.span.start < out[-1].span.end:
            continue
        nickname = None if name.possessive else _NICKNAME.match(text, name.span.end)
        rest = by_start.get(nickname.end()) if nickname else None
        if rest is not None and len(rest.keys) == 1 and rest.kind != "date":
            whole = Span(name.span.start, rest.span.end)
            name = Name(whole, f"{name.text} {rest.text}", "person", rest.possessive, name.prefix)
        out.append(name)
    return out


def with_lists(text: str, names: list[Name]) -> list[Name]:
    """Names of bodies that go on as a list: "Department of Harbours, Ferries and Lights"."""
    out: list[Name] = []
    for name in names:
        if out and name.span.start < out[-1].span.end:
            continue
        rest = _LISTED.match(text, name.span.end) if _may_list(name) else None
        if rest and not any(lx.is_place(w.key) or w.key in lx.TITLES for w in words(rest[0])):
            whole = Span(name.span.start, rest.end())
            name = Name(whole, whole.text(text), "organisation", text[rest.end() : rest.end() + 2] in _OWNS)
        out.append(name)
    return out


def _may_list(name: Name) -> bool:
    """Whether a name is that of an office for something."""
    keys = name.keys
    return (
        not name.possessive
        and len(keys) > 2
        and keys[0] in lx.ORGANISATION_HEADS
        and keys[1] in ("of", "for")
    )


def with_acronyms(text: str, names: list[Name]) -> list[Name]:
    """Names that an acronym behind them tells to begin further left: "Ports, Rivers and Locks (PRL)"."""
    out: list[Name] = []
    for name in names:
        acronym = _ACRONYM_BEHIND.match(text, name.span.end)
        start = _start_of(text, name, acronym[1].lower()) if acronym else name.span.start
        if start < name.span.start:
            while out and out[-1].span.end > start:
                out.pop()
            whole = Span(start, name.span.end)
            name = Name(whole, whole.text(text), "organisation", name.possessive)
        out.append(name)
    return out


def _start_of(text: str, name: Name, letters: str) -> int:
    """Where the words begin whose first letters are an acronym's, counted back from the end of a name."""
    left, start = letters, name.span.start
    before = max(0, name.span.start - _LONGEST_LEFT)
    before = max(before, text.rfind("\n", before, name.span.start) + 1)
    for word in reversed(words(text, before, name.span.end)):
        if word.capital and left.endswith(word.key[:1]):
            left, start = left[:-1], word.span.start
        elif word.key not in _LINKS_OF_BODIES:
            break
        if not left:
            return min(start, name.span.start)
    return name.span.start
