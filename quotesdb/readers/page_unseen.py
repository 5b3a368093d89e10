"""What a web page has and does not show, or has struck out: nothing of it is said in the article."""

from __future__ import annotations

import re
from typing import Any

_STRUCK = frozenset({"del", "s", "strike"})
_UNSEEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_STRUCK_OUT = re.compile(r"(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_ADVERTS = frozenset({"ad", "ads", "advert", "advertisement", "adsbygoogle"})
_WHOLES = frozenset({"html", "head", "body"})
_MOST = 0.3
"""The share of a page's letters in paragraphs that is so much that no mark says what is to be left out."""


def is_struck(element: Any) -> bool:
    """Whether an element says itself that its words are struck out."""
    return element.tag in _STRUCK or bool(_STRUCK_OUT.search(element.get("style") or ""))


def is_hidden(element: Any) -> bool:
    """Whether an element says itself that it is not displayed.

    What is hidden "until-found" is folded up, and found by whoever searches for it.
    """
    hidden = element.get("hidden")
    is_marked = hidden is not None and hidden.lower() != "until-found"
    return is_marked or bool(_UNSEEN.search(element.get("style") or ""))


def leave_out(tree: Any) -> None:
    """Take out what a page has struck out or does not show, and its advertisements.

    Where much of it is hidden, a script is to show that, and what else is hidden may be a part of it.
    """
    inner = [one for one in tree.iter("*") if one.tag not in _WHOLES]
    for is_one in (is_struck, _is_advert, is_hidden):
        found = list(filter(is_one, inner))
        whole = _letters(tree) if found else 0
        if not any(_letters(one) > _MOST * whole for one in found):
            for element in found:
                if element.getparent() is not None:
                    element.drop_tree()


def _is_advert(element: Any) -> bool:
    return not _ADVERTS.isdisjoint((element.get("class") or "").split())


def _letters(element: Any) -> int:
    """The letters in the paragraphs of an element, which may be one itself or stand in one."""
    is_inside = next(element.iterancestors("p"), None) is not None
    paragraphs = [element] if is_inside else element.iter("p")
    return sum(len("".join(one.itertext())) for one in paragraphs)
