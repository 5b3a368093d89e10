"""Quotations of a web page that are set off, with the name of who said so in an element of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from quotesdb.readers.heads import is_newspaper, is_persons, may_be_persons
from quotesdb.readers.page_body import SENTENCE, words_of
from quotesdb.readers.page_pulled import is_told_beside, said_in
from quotesdb.readers.page_quotes import quote_block
from quotesdb.readers.talking import FIRST_PERSON

_CALLED = re.compile(r"(?:^|[\s_-])(?:pull|block)?quot(?:e|es|ation)(?:$|[\s_-])", re.IGNORECASE)
_IN_MARKS = re.compile(r"[“\"„«][^“”\"„«»]+[”\"“»]")
_SIGNATURE = re.compile(r"[—–-]?\s*(?P<name>[^,|–—/\d]{4,60}?)(?P<role>\s*[,|–—]\s*[^\d]+)?")
_BEFORE_OFFICE = re.compile(r"\s*[|–—]\s*")
_BY_ANOTHER = re.compile(r"\bby\s")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "a")
_LONGEST, _MOST = 120, 50


@dataclass(frozen=True, slots=True)
class _Signed:
    """A box on a page, the element in it with what is said, and the one that says by whom."""

    box: Any
    said: Any
    by: Any


def spell_out(tree: Any) -> None:
    """Put the name that stands below such a quotation behind a dash, as texts without elements do.

    A quotation all of whose words a paragraph beside it has within quotation marks only repeats them, and is
    left out.
    """
    found = [one for box in tree.iter("figure", "blockquote", "aside", "div") if (one := _signed(box))]
    for one in found if len(found) <= _MOST else ():
        if tree not in one.by.iterancestors():  # what named somebody in a box around this one
            continue
        words = said_in(one.said)
        if words and is_told_beside(one.box, words):
            one.box.drop_tree()
        elif words:
            _sign(one)


def _sign(one: _Signed) -> None:
    line = one.box.makeelement("p")
    line.text = "— " + _BEFORE_OFFICE.sub(", ", _signature(one.by).lstrip("—–- "))
    one.by.drop_tree()
    quote_block(one.said)
    if one.said is one.box:
        one.said.append(line)
    else:
        one.said.addnext(line)
        one.box.tag = "div"


def _signed(box: Any) -> _Signed | None:
    """A box as a quotation if all in it is what is said and, below that, the name of a person."""
    if box.tag == "blockquote":
        around = box.getparent()
        within = around is not None and around.tag == "figure"
        said, signs = box, [] if within else _signs(box, "footer", "cite") or _last_part(box)
    elif box.tag == "figure":
        said = next(box.iter("blockquote"), None)
        signs = _signs(box, "figcaption", "footer", "cite") if said is not None else []
    elif box.tag == "aside" or _CALLED.search(box.get("class") or ""):
        said, signs = _of_two_parts(box)
    else:
        said, signs = None, []
    return _Signed(box, said, signs[0]) if said is not None and signs and _is_said(said) else None


def _is_said(block: Any) -> bool:
    """Whether words are within quotation marks or tell of whoever speaks: recipes are set off too."""
    words = words_of(block)
    return _IN_MARKS.match(words) is not None or FIRST_PERSON.search(words) is not None


def _signs(box: Any, *tags: str) -> list[Any]:
    return [one for one in box.iter(*tags) if _names_person(_signature(one))]


def _signature(element: Any) -> str:
    """The words of an element; where these are in several elements and nowhere else, with commas between."""
    parts = list(element)
    is_parted = len(parts) > 1 and not any((one.tail or "").strip() for one in parts)
    words = [words_of(one) for one in parts] if is_parted and not (element.text or "").strip() else []
    return ", ".join(filter(None, words)) or words_of(element)


def _last_part(block: Any) -> list[Any]:
    """The last paragraph of a quotation where it is a name and a sentence ends above it."""
    parts = [one for one in block.iterchildren() if words_of(one)]
    is_ended = len(parts) > 1 and SENTENCE.search(words_of(parts[-2])) is not None
    return parts[-1:] if is_ended and _names_person(_signature(parts[-1])) else []


def _of_two_parts(box: Any) -> tuple[Any, list[Any]]:
    """The two elements of a box that has nothing else: words in quotation marks, and a name below them."""
    parts = [one for one in box.iterchildren() if words_of(one)]
    if len(parts) != 2 or any(True for _ in box.iter(*_HEADINGS)) or (box.text or "").strip():
        return None, []
    said, by = parts
    is_marked = _IN_MARKS.fullmatch(words_of(said)) is not None
    return (said, [by]) if is_marked and _names_person(_signature(by)) else (None, [])


def _names_person(words: str) -> bool:
    """Whether words are a person's name, behind which an office or a place may stand.

    What names another person ("translated by Jo Roe") is no office.
    A name that is not known as one needs the office in small letters: "Harbour Log" is a book.
    """
    found = _SIGNATURE.fullmatch(words) if len(words) <= _LONGEST else None
    if not found:
        return False
    if _BY_ANOTHER.search(found["role"] or ""):
        return False
    name = found["name"].strip()
    office = (found["role"] or "").strip(" ,|–—")
    may_be = office[:1].islower() and may_be_persons(name) and not is_newspaper(name)
    return is_persons(name) or may_be
