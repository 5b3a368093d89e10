"""The short forms of organisations: which longer name of an article each one stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Name

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,7}s?)\)")
_PART_OF = re.compile(r", (?:the|an?|its) [a-z -]{3,50} (?:of|by) (?:the )?")
_SMALL_WORD = re.compile(r"\b[a-z]{3,30}\b")
_LINKS = ("of", "and", "for", "the", "on", "in", "&")


def longer_names(
    text: str, names: list[Name], headline: int, surnames: set[str]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """One-word names of organisations that begin one longer name only ("Harrow" of Harrow Motors)."""
    longer: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    before: set[str] = _told_apart(text, names)
    ordinary = _ordinary(text)
    for name in names:
        if _has_short_form(name) and name.keys[0] not in before and not _names_thing(name, ordinary):
            longer[name.keys[0]].add(name.keys)
        elif len(name.keys) == 1 and name.span.start >= headline:
            before.add(name.keys[0])
    ends = _long_ends(names, headline, surnames)
    only: dict[tuple[str, ...], tuple[str, ...]] = {
        (first,): next(iter(full))
        for first, full in longer.items()
        if len(full) == 1 and not lx.is_place(first)
    }
    return {**ends, **only}


def _ordinary(text: str) -> set[str]:
    """The words of a text in small letters; line by line, as all at once take ten times its own memory."""
    found: set[str] = set()
    for line in text.splitlines():
        found.update(_SMALL_WORD.findall(line))
    return found


def _told_apart(text: str, names: list[Name]) -> set[str]:
    """Short names of what a longer one belongs to: "Harrow Lamps, the lighting arm of Harrow"."""
    return {
        after.keys[0]
        for name, after in pairwise(names)
        if len(after.keys) == 1
        and after.keys[0] == name.keys[0]
        and len(name.keys) > 1
        and _PART_OF.fullmatch(text, name.span.end, after.span.start)
    }


def _long_ends(
    names: list[Name], headline: int, surnames: set[str]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """One-word names that end one longer name only, printed before ("Courier" of the Harrow Courier)."""
    ending: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    alone: set[str] = set()
    for name in names:
        last = name.keys[-1]
        if len(name.keys) == 1:
            alone.add(last)
        elif name.span.start < headline or last in alone or lx.is_place(last):
            continue
        elif name.kind in ("organisation", "unknown"):
            ending[last].add(name.keys)
    one = {last: full for last, full in ending.items() if len(full) == 1 and last not in surnames}
    return {(last,): next(iter(full)) for last, full in one.items()}


def acronyms(text: str, names: list[Name]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Acronyms of longer names: printed behind one, else made of its first letters."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    initials: dict[str, tuple[str, ...]] = {}
    for name in names:
        if name.kind in ("organisation", "unknown") and len(name.keys) > 1:
            if match := _ACRONYM.match(text, name.span.end):
                out.setdefault((match[1].lower(),), name.keys)
            initials.setdefault("".join(k[0] for k in name.keys if k not in _LINKS), name.keys)
            initials.setdefault("".join(k[0] for k in name.keys), name.keys)
    for name in names:
        letters = name.text.replace(".", "")
        if len(name.keys) == 1 and len(letters) > 1 and letters.isupper() and name.keys[0] in initials:
            out.setdefault(name.keys, initials[name.keys[0]])
    return out


def _names_thing(name: Name, ordinary: set[str]) -> bool:
    """Whether a name is what a body makes, going by its last word, which the text has as an ordinary one."""
    last = name.keys[-1]
    return last not in lx.ORGANISATION_WORDS and last in ordinary


def _has_short_form(name: Name) -> bool:
    """Whether the first word of an organisation's name can stand for it; "House" and "HBC" are others."""
    if name.kind not in ("organisation", "unknown") or len(name.keys) == 1 or name.text.split()[0].isupper():
        return False
    return name.keys[0] not in lx.ORGANISATION_WORDS or name.keys[1] in ("of", "for")
