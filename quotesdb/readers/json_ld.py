"""JSON-LD in web pages: the schema.org record of the article, wherever a site puts it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from quotesdb.names.key import name_key

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",\s*+([}\]])")
_NOT_OF_PAGE = re.compile(r"^https?://(?:www\.)?|[?#].*$", re.IGNORECASE)
_OTHER_ARTICLES = frozenset({"BlogPosting", "LiveBlogPosting", "Report"})
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")

LONGEST = 2000
"""Characters of a value that are looked at; no title, name or address is longer."""

Node = dict[str, Any]


def article(scripts: Iterable[str], addresses: Iterable[str] = (), headings: Iterable[str] = ()) -> Node:
    """Find the page's article among its JSON-LD scripts.

    Pages carry the records of other articles too: the one whose address is among ``addresses`` comes first,
    then one whose headline is among ``headings``, then news articles. References (``{"@id": ...}``) to other
    records of the page are followed. Broken scripts are passed over; without an article the result is empty.
    """
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    here, shown = {_address(one) for one in addresses}, {name_key(one) for one in headings if one.strip()}

    def rank(node: Node) -> tuple[bool, bool, bool]:
        return (
            not any(_address(one) in here for one in _addresses(node)),
            not any(name_key(one) in shown for one in texts(node.get("headline"))),
            not any("News" in kind for kind in _types(node)),
        )

    chosen = min(filter(_is_article, nodes), key=rank, default={})
    return {key: _resolved(value, by_id) for key, value in chosen.items()}


def event_days(scripts: Iterable[str]) -> Iterator[str]:
    """When the events begin and end of which a page's JSON-LD scripts tell."""
    for node in (node for script in scripts for node in _nodes(_load(script))):
        if any(kind.endswith("Event") for kind in _types(node)):
            yield from (
                value for key in ("startDate", "endDate", "doorTime") for value in texts(node.get(key))
            )


def _addresses(node: Node) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    own = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return (one for one in (own, node.get("url"), node.get("@id")) if isinstance(one, str) and one)


def _address(url: str) -> str:
    return _NOT_OF_PAGE.sub("", url.strip()).rstrip("/")


def texts(value: Any) -> list[str]:
    """List the plain texts of a value: itself, or the ``name`` of records, one by one."""
    if isinstance(value, str):
        text = " ".join(html.unescape(value[:LONGEST]).split())
        return [text] if text else []
    if isinstance(value, dict):
        return texts(value.get("name")) or _other_name(value)
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


def _other_name(value: Node) -> list[str]:
    """A name in its parts, or that of whom a role is played by."""
    parts = [part for key in ("givenName", "familyName") for part in texts(value.get(key))]
    if parts:
        return [" ".join(parts)]
    played = value.get("author")
    return texts(played.get("name")) if isinstance(played, dict) else []


def first(value: Any) -> str | None:
    """Give the first text of a value, if it has any."""
    return next(iter(texts(value)), None)


def papers(authors: Any) -> list[str]:
    """The names of the organisations that stand beside people as authors."""
    nodes = [one for one in (authors if isinstance(authors, list) else [authors]) if isinstance(one, dict)]
    kinds = [_types(one) for one in nodes]
    if not any("Person" in kind for kind in kinds):
        return []
    return [
        name
        for one, kind in zip(nodes, kinds, strict=True)
        if any(each.endswith("Organization") for each in kind)
        for name in texts(one)
    ]


def _load(script: str) -> Any:
    unwrapped = _WRAPPING.sub("", _WRAPPING.sub("", script))
    for source in (unwrapped, _TRAILING_COMMA.sub(r"\1", unwrapped)):
        try:
            return json.loads(source, strict=False, object_pairs_hook=_node)
        except (ValueError, RecursionError):
            continue
    return None


def _node(pairs: list[tuple[str, Any]]) -> Node:
    """A record; who is named as its author twice is two authors."""
    authors = [value for key, value in pairs if key == "author"]
    return {**dict(pairs), "author": authors} if len(authors) > 1 else dict(pairs)


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
