"""JSON-LD in web pages: the schema.org record of the article, wherever a site puts it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_OTHER_ARTICLES = frozenset({"BlogPosting", "LiveBlogPosting", "Report"})
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")

LONGEST = 2000
"""Characters of a value that are looked at; no title, name or address is longer."""

Node = dict[str, Any]


def article(scripts: Iterable[str]) -> Node:
    """Find the page's article among its JSON-LD scripts, news articles before others.

    References (``{"@id": ...}``) to other records of the page are followed. Broken scripts are passed
    over; without an article the result is empty.
    """
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    best = next((node for node in articles if any("News" in kind for kind in _types(node))), None)
    chosen = best or next(iter(articles), {})
    return {key: _resolved(value, by_id) for key, value in chosen.items()}


def texts(value: Any) -> list[str]:
    """List the plain texts of a value: itself, or the ``name`` of records, one by one."""
    if isinstance(value, str):
        text = " ".join(html.unescape(value[:LONGEST]).split())
        return [text] if text else []
    if isinstance(value, dict):
        return texts(value.get("name"))
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


def first(value: Any) -> str | None:
    """Give the first text of a value, if it has any."""
    return next(iter(texts(value)), None)


def _load(script: str) -> Any:
    unwrapped = _WRAPPING.sub("", _WRAPPING.sub("", script))
    try:
        return json.loads(unwrapped, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > 5:  # no site nests its article deeper; a hostile page may
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _INSIDE:
            yield from _nodes(value.get(key), depth + 1)


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [
        kind.rpartition("/")[2]
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    ]


def _is_article(node: Node) -> bool:
    return any(kind.endswith("Article") or kind in _OTHER_ARTICLES for kind in _types(node))


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(value.get("@id", ""), value) if isinstance(value.get("@id", ""), str) else value
    return value
