"""The whole body of a web page: what the extraction of its text left out of the containers that it took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4")
_LISTS = ("ul", "ol")
_NO_BODY = frozenset(
    {"nav", "aside", "footer", "form", "figure", "figcaption", "button", "header", "template"}
)
_NO_BODY_WORDS = re.compile(
    r"comment|relat|recommend|teaser|promo|newsletter|sidebar|footer|share|social|author|advert|sponsor|caption",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[\d_-]+")
_SENTENCE = re.compile(r"[.!?…:。！？।؟][\"'’”»)\]」』]*$")
_LEAST = 25
"""Characters of a paragraph; shorter ones are found in every container."""

_MOST_LINKED = 0.5
_MOST_LEVELS, _MOST_CHAINS, _MOST_ADDED = 60, 100, 2_000
"""Bounds for pages that are no articles: their time must not grow with the square of their size."""

Chain = tuple[tuple[str, frozenset[str], str], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph's element: its words, the same without anything but letters, and where it stands."""

    tag: str
    words: str
    key: str
    chain: Chain


def completed(tree: Any, text: str) -> str:
    """The text with the paragraphs that stand in containers like those of its own, each at its place.

    A body is often cut up: by advertisements, into pages or sections. Then only its first part may have been
    taken. The other parts look like it: the same elements in each other, with the same classes.
    """
    lines = text.split("\n")
    places = {_key(line): number for number, line in reversed(list(enumerate(lines))) if line.strip()}
    blocks = list(_blocks(tree))
    bodies = list(dict.fromkeys(one.chain for one in blocks if one.tag == "p" and one.key in places))
    belongs = _Belonging(bodies[:_MOST_CHAINS])
    whole = _key(text)
    added: dict[str, tuple[int, str]] = {}
    at = -1
    for block in blocks:
        if block.key in places:
            at = max(at, places[block.key])
        elif len(added) < _MOST_ADDED and belongs(block) and block.key not in whole:
            added.setdefault(block.key, (at, block.words))
    return "\n".join(_merged(lines, added.values())) if added else text


def _merged(lines: Sequence[str], added: Iterable[tuple[int, str]]) -> Iterator[str]:
    behind: dict[int, list[str]] = {}
    for at, words in added:
        behind.setdefault(at, []).append(words)
    yield from behind.get(-1, [])
    for number, line in enumerate(lines):
        yield line
        yield from behind.get(number, [])


def _blocks(tree: Any) -> Iterator[_Block]:
    chains: dict[Any, Chain] = {}
    for element in tree.iter(*_PARAGRAPHS):
        if any(True for _ in element.iterdescendants("p", *_LISTS)):
            continue
        words = _words(element)
        around = element.getparent()
        if words and around is not None and not _is_linked(element, words):
            if around not in chains:
                chains[around] = _chain(around)
            yield _Block(element.tag, words, _key(words), chains[around])


def _words(element: Any) -> str:
    """The words in an element, without those of scripts."""
    return " ".join("".join(element.xpath(".//text()[not(parent::script or parent::style)]")).split())


def _is_linked(element: Any, words: str) -> bool:
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return linked > _MOST_LINKED * len(words)


def _chain(element: Any) -> Chain:
    """What an element stands in, from the nearest on; lists are a part of what they stand in."""
    found = []
    for level, one in enumerate([element, *element.iterancestors()]):
        if level > _MOST_LEVELS or one.tag == "body":
            break
        if one.tag not in _LISTS:
            classes = frozenset(_DIGITS.sub("", word) for word in (one.get("class") or "").split())
            found.append((one.tag, classes, _DIGITS.sub("", one.get("id") or "")))
    return tuple(found)


class _Belonging:
    """Whether blocks belong to the body that is in certain places; each place is looked at once."""

    def __init__(self, bodies: Sequence[Chain]) -> None:
        self._bodies = bodies
        self._known: dict[Chain, bool] = {}

    def __call__(self, block: _Block) -> bool:
        """Whether a block is prose in a container like those of the body, or a heading in one of them."""
        if block.tag in _HEADINGS:
            return block.chain in self._bodies
        if len(block.words) < _LEAST or not _SENTENCE.search(block.words):
            return False
        if block.chain not in self._known:
            self._known[block.chain] = any(_are_alike(block.chain, body) for body in self._bodies)
        return self._known[block.chain]


def _are_alike(one: Chain, other: Chain) -> bool:
    """Whether two places are in containers of the same sort, and the one is in nothing that holds no body."""
    if len(one) != len(other):
        return False
    for (tag, classes, name), (other_tag, other_classes, other_name) in zip(one, other, strict=True):
        if tag != other_tag or (name and other_name and name != other_name):
            return False
        if not (classes & other_classes or classes == other_classes):
            return False
        if tag in _NO_BODY or any(_NO_BODY_WORDS.search(word) for word in {*classes, name} - other_classes):
            return False
    return True


def _key(words: str) -> str:
    return "".join(character for character in words if character.isalnum())
