"""What a page says by elements alone, put into its words: quotations, powers, and the numbers of notes."""

from __future__ import annotations

import re
from typing import Any

from quotesdb.readers.page_body import words_of

_MARKS = (("“", "”"), ("‘", "’"))
_OPENING = tuple("“”„«»‘‚‹›\"'")
_HIGH = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_NUMBER = re.compile(r"\[?[\d,–*†‡ -]+\]?|\[[a-z]\]|[*†‡]+")
_POWER = re.compile(r"[+−-]?\d+[+−-]?")
_HAS_POWER = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2})$")
"""What a power may stand behind: a number, or a unit, which is short. Words have notes."""

_FEW_PARAGRAPHS = 20


def spell_out(tree: Any) -> None:
    """Put marks where ``<q>`` and quotations in blocks have none, and take the numbers of notes away.

    Browsers show marks round ``<q>``. A block behind a colon ("Ada Example wrote:") is a quotation as well;
    one that stands elsewhere may be a highlighted line of the article, and stays as it is.
    """
    for element in reversed(list(tree.iter("q"))):
        _quote(element)
    for element in list(tree.iter("sup")):
        _spell_power(element)
    for element in list(tree.iter("blockquote")):
        if before(element).endswith(":"):
            quote_block(element)


def _quote(element: Any) -> None:
    inside = words_of(element)
    if inside and not inside.startswith(_OPENING) and not before(element).endswith(_OPENING[:3]):
        depth = sum(1 for one in element.iterancestors("q"))
        opening, closing = _MARKS[depth % 2]
        _wrap(element, opening, closing)
    element.drop_tag()


def _wrap(element: Any, opening: str, closing: str) -> None:
    """Put marks round the words of an element."""
    element.text = opening + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing


def quote_block(block: Any) -> None:
    """Put marks round the paragraphs of a quotation that has none."""
    paragraphs = [one for one in block.iter("p") if words_of(one)] or [block]
    if len(paragraphs) > _FEW_PARAGRAPHS or any(words_of(one).startswith(_OPENING) for one in paragraphs):
        return
    for number, paragraph in enumerate(paragraphs, 1):
        _wrap(paragraph, "“", "”" if number == len(paragraphs) else "")


def before(element: Any) -> str:
    """What is written before an element in the element around it, or in the one before it."""
    around, previous = element.getparent(), element.getprevious()
    if previous is not None:
        return ((previous.tail or "").strip() or words_of(previous)).rstrip()
    return ((around.text if around is not None else "") or "").rstrip()


def _spell_power(element: Any) -> None:
    inside = words_of(element)
    if _POWER.fullmatch(inside) and _HAS_POWER.search(_just_before(element)) and not _is_link(element):
        for part in element.iter():
            part.text, part.tail = "", part.tail if part is element else ""
        element.text = inside.translate(_HIGH)
        element.drop_tag()
    elif _NUMBER.fullmatch(inside):
        element.drop_tree()


def _just_before(element: Any) -> str:
    """The words that an element stands behind, with no space between."""
    around, previous = element.getparent(), element.getprevious()
    if previous is not None:
        return previous.tail or words_of(previous)
    return (around.text if around is not None else "") or ""


def _is_link(element: Any) -> bool:
    around = element.getparent()
    return any(True for _ in element.iter("a")) or (around is not None and around.tag == "a")
