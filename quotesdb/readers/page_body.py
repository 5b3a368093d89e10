"""The whole body of a web page: what the extraction of its text left out of the containers that it took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

PARAGRAPHS = ("p", "li", "blockquote", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4")
_LISTS = ("ul", "ol")
_NO_BODY = frozenset(
    {"nav", "aside", "footer", "form", "figure", "figcaption", "button", "header", "template"}
)
_NO_BODY_WORDS = re.compile(
    r"comment|relat|recommend|teaser|promo|newsletter|sidebar|footer|share|social|author|advert|sponsor|caption",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(r"^\W*(?:\(c\)|©|copyright\b|all rights reserved\b)|[:：]$", re.IGNORECASE)
"""A line below an article that tells whose it is, or leads on to something else."""

_DIGITS = re.compile(r"[\d_-]+")
SENTENCE = re.compile(r"[.!?…:。！？।؟][\"'’”»)\]」』]*$")
LEAST = 25
"""Characters of a paragraph; shorter ones are found in every container."""

LEAST_PROSE = 40
"""Characters in lines that end like sentences; menus and link lists have none."""

_LEAST_BODY, _MOST_SHOWN, _LITTLE_SHOWN = 400, 0.7, 0.4
"""Letters of a body in a page's data that are told from a summary, and the shares of it that a page shows."""

_BLOCK_TAG = r"</?(?:p|div|br|h\d|li)\b[^>]*>"
_BREAK = re.compile(rf"\n|{_BLOCK_TAG}", re.IGNORECASE)
_BLANK_OR_TAG = re.compile(rf"\n[^\S\n]*\n|{_BLOCK_TAG}", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
NOT_SHOWN = "text taken from the page's data: the page shows less of it"
_MOST_LINKED = 0.5
_MUCH = 0.5
"""The share of a text that is much."""

_MOST_LEVELS, _MOST_CHAINS, _MOST_ADDED = 60, 100, 2_000
"""Bounds for pages that are no articles: their time must not grow with the square of their size."""

Chain = tuple[tuple[str, frozenset[str], str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's element: its words, the same without anything but letters, and where it stands."""

    element: Any
    tag: str
    words: str
    key: str
    chain: Chain
    article: Any


@dataclass(frozen=True, slots=True)
class _Missing:
    """A paragraph that the text lacks, and the number of the line behind which it stands."""

    at: int
    words: str
    is_sure: bool


class Belongs(Enum):
    """How sure it is that a block is a part of the body."""

    SURELY = "surely"
    POSSIBLY = "possibly"


def completed(tree: Any, text: str, declared: str = "") -> str:
    """The text with those paragraphs of its body that it lacks, each at its place.

    A body is often cut up: by advertisements, into pages or sections. Then only its first part may have been
    taken. The other parts look like it: the same elements in each other, with the same classes; or they are
    in the body that the page's data give (``declared``). Others that stand in the same article are taken only
    if they are much: a few are what a site writes under all of its articles.
    """
    lines = text.split("\n")
    places = {key(line): number for number, line in reversed(list(enumerate(lines))) if line.strip()}
    found = list(blocks(tree))
    belongs = _Belonging([one for one in found if one.tag == "p" and one.key in places], key(declared))
    whole = key(text)
    missing: dict[str, _Missing] = {}
    at = -1
    for block in found:
        if block.key in places:
            at = max(at, places[block.key])
        elif len(missing) < _MOST_ADDED and (kind := belongs(block)) and block.key not in whole:
            missing.setdefault(block.key, _Missing(at, block.words, is_sure=kind is Belongs.SURELY))
    possible = sum(len(one.words) for one in missing.values() if not one.is_sure)
    added = [one for one in missing.values() if one.is_sure or possible >= _MUCH * len(text)]
    return "\n".join(_merged(lines, added)) if added else text


def prose(tree: Any) -> str:
    """The sentences of a page's paragraphs outside what holds no body, for pages that have few of them.

    A short sentence that stands right behind one of them, in the same element, is one of them too.
    """
    found: list[Block] = []
    before: Block | None = None
    for block in blocks(tree):
        follows = bool(found) and before is found[-1] and _goes_on(block, found[-1])
        is_sentence = block.tag == "p" and SENTENCE.search(block.words) is not None
        if (
            is_sentence
            and (follows or len(block.words) >= LEAST)
            and _may_hold_body(block.chain, frozenset())
        ):
            found.append(block)
        before = block
    return "\n".join(line for block in found for line in _lines(block.element))


def _goes_on(block: Block, before: Block) -> bool:
    """Whether a paragraph stands in the element of the one before, is of the same make and says something."""
    is_beside = block.element.getparent() is before.element.getparent()
    is_alike = block.element.get("class") == before.element.get("class")
    return is_beside and is_alike and not _NOT_SAID.search(block.words)


def fuller(text: str, declared: str) -> tuple[str, tuple[str, ...]]:
    """The text, or the body that the page's data give where that is far longer, with a warning.

    Pages behind a paywall show a beginning, and some of them carry all of it.
    """
    shown, whole = len(key(text)), len(key(declared))
    if whole < _LEAST_BODY or shown >= _MOST_SHOWN * whole:
        return text, ()
    if _shown_of(text, declared) >= _LITTLE_SHOWN * whole or not _are_of_one_article(text, declared):
        return text, ("the page's data hold a longer text than the page shows",)
    return "\n".join(declared_paragraphs(declared)), (NOT_SHOWN,)


def declared_paragraphs(declared: str) -> list[str]:
    """The paragraphs of a body in a page's data, by its tags and breaks, without tags.

    Lines that mostly end within a sentence are only as long as something let them be: blank ones part these.
    """
    lines = [line for line in declared.splitlines() if line.strip()]
    ending = sum(bool(SENTENCE.search(line.rstrip())) or bool(_BREAK.search(line)) for line in lines)
    is_folded = 2 * ending <= len(lines)
    pieces = (_BLANK_OR_TAG if is_folded else _BREAK).split(declared)
    paragraphs = (" ".join(_TAG.sub(" ", piece).split()) for piece in pieces)
    return [paragraph for paragraph in paragraphs if paragraph]


def _shown_of(text: str, declared: str) -> int:
    """How many letters of the declared body a page shows: it also shows a headline and whom to pay."""
    whole = key(declared)
    return sum(len(letters) for line in text.split("\n") if (letters := key(line)) in whole)


def _are_of_one_article(text: str, declared: str) -> bool:
    whole = key(declared)
    prose = [line for line in text.split("\n") if len(line) >= LEAST and SENTENCE.search(line)]
    return 2 * sum(key(line) in whole for line in prose) > len(prose)


def _merged(lines: Sequence[str], added: Iterable[_Missing]) -> Iterator[str]:
    behind: dict[int, list[str]] = {}
    for one in added:
        behind.setdefault(one.at, []).append(one.words)
    yield from behind.get(-1, [])
    for number, line in enumerate(lines):
        yield line
        yield from behind.get(number, [])


def blocks(tree: Any) -> Iterator[Block]:
    """The innermost paragraphs, items and headings of a page that are not mostly links."""
    chains: dict[Any, Chain] = {}
    for element in tree.iter(*PARAGRAPHS):
        if any(True for _ in element.iterdescendants("p", *_LISTS)):
            continue
        words = words_of(element)
        around = element.getparent()
        if words and around is not None and not _is_linked(element, words):
            if around not in chains:
                chains[around] = _chain(around)
            article = next(element.iterancestors("article"), None)
            yield Block(element, element.tag, words, key(words), chains[around], article)


def words_of(element: Any) -> str:
    """The words in an element, without those of scripts."""
    return " ".join(_lines(element))


def _lines(element: Any) -> list[str]:
    """The words in an element, parted where a line is broken in it."""
    parts = element.xpath(".//text()[not(parent::script or parent::style)] | .//br")
    whole = "".join(" ".join(one.split("\n")) if isinstance(one, str) else "\n" for one in parts)
    return [line for part in whole.split("\n") if (line := " ".join(part.split()))]


def _is_linked(element: Any, words: str) -> bool:
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return linked > _MOST_LINKED * len(words)


def _chain(element: Any) -> Chain:
    """What an element stands in, from the nearest on; lists are a part of what they stand in."""
    found = []
    for level, one in enumerate([element, *element.iterancestors()]):
        if level > _MOST_LEVELS or one.tag == "body":
            break
        if one.tag not in _LISTS and not _holds_only_list(one):
            classes = frozenset(_DIGITS.sub("", word) for word in (one.get("class") or "").split())
            found.append((one.tag, classes, _DIGITS.sub("", one.get("id") or "")))
    return tuple(found)


def _holds_only_list(element: Any) -> bool:
    return len(element) == 1 and element[0].tag in _LISTS


class _Belonging:
    """Whether blocks belong to the body of which some were taken; each place is looked at once."""

    def __init__(self, taken: Sequence[Block], declared: str) -> None:
        self._bodies = list(dict.fromkeys(one.chain for one in taken))[:_MOST_CHAINS]
        self._classes = frozenset(
            word for chain in self._bodies for _tag, classes, _id in chain for word in classes
        )
        self._articles = {one.article for one in taken if one.article is not None}
        self._declared = declared
        self._known: dict[Chain, bool] = {}

    def __call__(self, block: Block) -> Belongs | None:
        """Whether a block is prose that stands where a body does, or a heading between its paragraphs."""
        if block.tag in _HEADINGS:
            return Belongs.SURELY if block.chain in self._bodies else None
        if len(block.words) < LEAST or not SENTENCE.search(block.words):
            return None
        if block.key in self._declared or self._is_like_body(block.chain):
            return Belongs.SURELY
        if block.article in self._articles and _may_hold_body(block.chain, self._classes):
            return Belongs.POSSIBLY
        return None

    def _is_like_body(self, chain: Chain) -> bool:
        if chain not in self._known:
            self._known[chain] = any(_are_alike(chain, body) for body in self._bodies)
        return self._known[chain]


def _may_hold_body(chain: Chain, known: frozenset[str]) -> bool:
    """Whether a place is in nothing that holds no body: by its elements, or by classes that are not known."""
    return not any(
        tag in _NO_BODY or any(_NO_BODY_WORDS.search(word) for word in {*classes, name} - known)
        for tag, classes, name in chain
    )


def is_no_body(element: Any, *, named: bool) -> bool:
    """Whether an element holds no body, by what it is, and if ``named`` by what it is called too."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _NO_BODY or (named and bool(_NO_BODY_WORDS.search(names)))


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


def key(words: str) -> str:
    """The letters and digits of words, by which a line is found again."""
    return "".join(character for character in words if character.isalnum())
