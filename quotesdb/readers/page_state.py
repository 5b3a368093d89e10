"""What a web page's program keeps for itself (``__NEXT_DATA__``): who wrote the article, and when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quotesdb.names.byline import split_bylines, without_accounts
from quotesdb.names.key import name_key
from quotesdb.readers import columns, json_ld
from quotesdb.readers.any_date import any_date
from quotesdb.values import PrintedDate

_ASSIGNED = re.compile(r"\s*(?:var\s+|let\s+|const\s+)?[\w.$\[\]\"']{3,80}\s*=\s*(?=[{\[])")
_SAYS_PUBLISHED = re.compile(r"publi", re.IGNORECASE)
_MOST_NODES, _DEEPEST, _LONGEST = 50_000, 30, 8_000_000
_OTHERS = re.compile(r"(?:comment|product|film|movie|book(?!mark))", re.IGNORECASE)
"""What keys of records begin with that are of something else than an article."""

_TYPE = re.compile(r"@?type|__typename", re.IGNORECASE)
_OF_ARTICLE = re.compile(r"article|story", re.IGNORECASE)
_LEAST_TEXT = 100
_LEAST_WORDS = 3
"""Of a title that is no section's."""


@dataclass(frozen=True, slots=True)
class State:
    """The authors and the day of the article."""

    byline: tuple[str, ...] = ()
    published: PrintedDate | None = None


def state(tree: Any, title: str | None) -> State:
    """What the records say that have the title which the page displays; nothing where they disagree.

    Pages keep the records of other stories beside it, and those of films, books and wares that are called the
    same: an article's has its text, or is called one. A day counts where it is called one of
    publication, or where the record has authors: things that are announced have titles and days too.
    """
    if not title or len(title.split()) < _LEAST_WORDS:
        return State()
    key = name_key(title)
    records = [node for loaded in _loaded(tree) for name, node in _nodes(loaded) if _is_of(name, node, key)]
    bylines = {found for node in records if (found := _byline(node))}
    days = {day.day: day for node in records if (day := _published(node))}
    return State(
        bylines.pop() if len(bylines) == 1 else (),
        next(iter(days.values())) if len(days) == 1 else None,
    )


def _loaded(tree: Any) -> Iterator[Any]:
    """The values in the page's scripts that are data, or begin by giving data a name."""
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        is_data = (script.get("type") or "").strip().lower() == "application/json"
        begins = None if is_data else _ASSIGNED.match(text)
        if (is_data or begins) and len(text) <= _LONGEST:
            try:
                yield json.JSONDecoder(strict=False).raw_decode(text, begins.end() if begins else 0)[0]
            except (ValueError, RecursionError):
                continue


def _nodes(loaded: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records in data, each with the key that holds it, if not the list in which it is."""
    waiting, count = [("", loaded, 0)], 0
    while waiting and count < _MOST_NODES:
        name, value, depth = waiting.pop()
        count += 1
        if isinstance(value, dict):
            yield name, value
        inner = _inner(value)
        if depth < _DEEPEST:
            waiting += [(key, one, depth + 1) for key, one in inner if isinstance(one, dict | list)]


def _inner(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((name, one) for name, one in value.items() if not _OTHERS.match(name))
    return (("", one) for one in value) if isinstance(value, list) else ()


def _is_of(held: str, node: dict[str, Any], key: str) -> bool:
    titles = (value for name, value in node.items() if columns.field(name) == "title")
    is_article = _OF_ARTICLE.fullmatch(held) or _is_article(node)
    return bool(is_article) and any(isinstance(value, str) and name_key(value) == key for value in titles)


def _is_article(node: dict[str, Any]) -> bool:
    """Whether a record has the text of an article, or a type that says so."""
    return any(
        (columns.field(name) == "text" and isinstance(value, str) and len(value) >= _LEAST_TEXT)
        or (_TYPE.fullmatch(name) and isinstance(value, str) and _OF_ARTICLE.search(value))
        for name, value in node.items()
    )


def _byline(node: dict[str, Any]) -> tuple[str, ...]:
    named = (json_ld.texts(value) for name, value in node.items() if columns.field(name) == "byline")
    return without_accounts(split_bylines(next(filter(None, named), ())))


def _published(node: dict[str, Any]) -> PrintedDate | None:
    is_written = bool(_byline(node))
    for name, value in node.items():
        is_day = columns.field(name) == "published_at" and (is_written or _SAYS_PUBLISHED.search(name))
        if is_day and isinstance(value, str) and (day := any_date(value)):
            return day
    return None
