"""Who wrote a web page: the people whom its data or its byline name, and not the site that printed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, dropwhile, islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from quotesdb.names.byline import parse_name, split_bylines, without_accounts
from quotesdb.names.key import name_key
from quotesdb.readers.dates import find_printed
from quotesdb.readers.page_body import LEAST, SENTENCE

_META = (
    *("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    *("sailthru.author", "twitter:misc:written by", "byl"),
)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|autor)s?(?:[_-]*(?:name|link|line))?(?:[\s_-]|$)|author_?name", re.IGNORECASE
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|profile|redakteur|journalist)/[^/]", re.IGNORECASE
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_FULL_NAME = re.compile(rf"{_NAME}(?:\s+(?:{_NAME}|de|van|von|der|den|da|di|al)){{1,4}}")
_CREDIT = re.compile(r"credit|caption|photo|image", re.IGNORECASE)
_SUMMARY = ("description", "og:description")
_AGENCY_LETTERS = re.compile(r"[A-Z]{2,5}(?=,|$)")
_TWO = 2
_NEAR = 120
"""Elements behind the headline among which the author is named."""

_BYLINE_LENGTH = 120
_BREAKS = re.compile(r"\s*[|·•]\s*|\n")
_SPACE = re.compile(r"\s+")
_AFTER_WORD = re.compile(r"^(\s*\w+:?\s*)\n")
_MARKS_BETWEEN = " \t\r\n\xa0|·•,-–"
_ASIDE = frozenset({"aside", "nav", "footer", "figure", "figcaption", "script", "style", "blockquote"})
_NO_PLATFORM = re.compile(r"\.(?:de|com|org|net|ch|at|fr|co\.uk)$", re.IGNORECASE)
_SIGNED_BY = re.compile(
    r"(?:(?:(?:written|posted|submitted)\s+)?by|von|par|por|di|door|av|af|text|tekst|autor(?:in)?|author)"
    r"(?:\s*:)?\s+|(?:автор|текст)\s*:\s+",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\s+(?:on|at|am|le|el|il|op)\s+", re.IGNORECASE)
"""What stands between who wrote an article and when it was sent in."""


def _split(bylines: Iterable[str]) -> tuple[str, ...]:
    return without_accounts(split_bylines(bylines, agencies=True))


def byline(
    tree: Any,
    title: str | None,
    declared: Sequence[str],
    meta: Mapping[str, Sequence[str]],
    site: frozenset[str],
) -> tuple[str, ...]:
    """The authors: those of the page's data, else of its meta tags, else those whom it shows.

    ``site`` are the keys of the site's names. Where the page links more authors below its headline than the
    data name, those are the authors; and so is the name that a site took for the summary, as its articles
    begin with it: whom the data name is then who put it on the page.
    """
    below = _below_headline(tree, title)
    if summed_up := _summed_up(meta, below):
        return summed_up
    site |= _sections(tree)
    linked = _split(_linked(tree, below))
    named = _split(declared)
    if _are_people(named, site):
        return linked if set(named) < set(linked) else named
    marked = ([value for value in meta.get(name, ()) if "://" not in value] for name in _META)
    credited = partial(_credited, site=site)
    shown = (
        find(tree, below)
        for find in (_linked, _declared_in_place, _on_card, _marked, _signed, _dated, credited)
    )
    further = map(_split, chain(marked, shown))
    return next((names for names in further if _are_people(names, site)), named)


def site_names(publisher: str | None, address: str | None) -> frozenset[str]:
    """The keys of what a site may call itself: its publisher, and the name in its address."""
    host = (urlsplit(address or "").hostname or "").split(".")
    return frozenset({name_key(publisher or ""), *(name_key(part) for part in host[-3:-1])})


def _are_people(names: Sequence[str], site: frozenset[str]) -> bool:
    """Whether names are not only the site's, and there are some."""
    return not all(name_key(name) in site or _NO_PLATFORM.search(name) for name in names)


def _summed_up(meta: Mapping[str, Sequence[str]], below: Sequence[Any]) -> tuple[str, ...]:
    """The name that is all that the summary has, and a paragraph of its own soon behind the headline."""
    named = [value for name in _SUMMARY for value in meta.get(name, ()) if _is_person(value)]
    shown = (_beginning(element) for element in below if element.tag == "p")
    return tuple(islice((words for words in shown if words in named), 1))


def _is_person(name: str) -> bool:
    return bool(_FULL_NAME.fullmatch(name)) and parse_name(name).literal is None


def _sections(tree: Any) -> frozenset[str]:
    """The keys of the sections of a site in which an article is; sites name them as authors."""
    links = (link for link in tree.iter("a") if "category" in (link.get("rel") or "").lower().split())
    named = (_words(link) for link in islice(links, _NEAR))
    return frozenset(name_key(words) for words in named if not _FULL_NAME.fullmatch(words))


def _credited(tree: Any, _below: Sequence[Any], site: frozenset[str]) -> list[str]:
    """Whom the last line of a body names beside the site, a stroke between them.

    So sites sign what they took from others; elsewhere photographers are named so, and sections.
    """
    for element in tree.iter("p"):
        parts = [part.strip() for part in _beginning(element).split("/")]
        others = [part for part in parts if name_key(part) not in site]
        if (
            len(parts) == _TWO
            and len(others) == 1
            and _FULL_NAME.fullmatch(others[0])
            and _ends_body(element)
        ):
            return others
    return []


def _ends_body(element: Any) -> bool:
    """Whether an element stands behind the paragraphs of a body, and is not named as below a picture."""
    behind = (_words(one) for one in element.itersiblings("p"))
    before = (_words(one) for one in element.itersiblings("p", preceding=True))
    if _is_aside(element) or _CREDIT.search(element.get("class") or ""):
        return False
    return sum(map(_is_prose, before)) >= _TWO and not any(map(_is_prose, behind))


def _is_prose(words: str) -> bool:
    return len(words) >= LEAST and bool(SENTENCE.search(words))


def _linked(tree: Any, below: Sequence[Any]) -> list[str]:
    """Those whom links mark as authors: soon behind the headline, else, where that shows none, anywhere."""
    links = [link for link in tree.iter("a") if "author" in (link.get("rel") or "").lower().split()]
    near = set(below)
    chosen = [link for link in links if link in near] or links
    return list(filter(None, map(_signature, chosen)))


def _declared_in_place(tree: Any, _below: Sequence[Any]) -> list[str]:
    """Those whom the page itself marks as the article's authors (microdata)."""
    found = []
    for element in tree.xpath(
        "//body//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' author ')]"
    ):
        if not _is_aside(element):
            named = element.xpath(".//*[@itemprop='name']") or [element]
            found += [_SIGNED_BY.sub("", _beginning(one), count=1) for one in named]
    return list(filter(None, found))


def _on_card(_tree: Any, below: Sequence[Any]) -> list[str]:
    """The names of several words on the author's card (hCard) soon behind the headline, in any form."""
    cards = (one for one in below if {"author", "vcard"} <= _classes_of(one))
    named = (one for card in cards for one in card.iter("*") if "fn" in _classes_of(one))
    return [name for name in map(_beginning, named) if len(name.split()) >= _TWO]


def _classes_of(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _marked(_tree: Any, below: Sequence[Any]) -> list[str]:
    """Full names soon behind the headline that a class or a link marks as those of authors."""
    found: list[str] = []
    place = None
    for element in below:
        around = next(islice(element.iterancestors(), 1, None), None)
        if _is_marked(element) and place in (None, around):
            name = _signature(element)
            if _FULL_NAME.fullmatch(name):
                place = around
                found.append(name)
    return found


def _signed(tree: Any, below: Sequence[Any]) -> list[str]:
    """The full names of the first line that says whom it is by."""
    for element in chain(below, _bylines(tree)):
        for part in _parts(element):
            signed = _without_day(_SIGNED_BY.sub("", part, count=1)) if _SIGNED_BY.match(part) else ""
            names = _split([signed])
            if names and _FULL_NAME.fullmatch(names[0]):
                return list(names)
            letters = _AGENCY_LETTERS.match(signed)
            if letters and find_printed(_beginning(element), day_first=True):
                return [letters[0]]
    return []


def _without_day(signed: str) -> str:
    """A signature without the day that is said behind it."""
    since = _SINCE.search(signed)
    is_dated = since and find_printed(signed[since.end() :], day_first=True)
    return signed[: since.start()] if since and is_dated else signed


def _dated(_tree: Any, below: Sequence[Any]) -> list[str]:
    """The full name that stands before the date, with nothing else, in the first line that begins so."""
    for element in below:
        words = [part for text in islice(element.itertext(), 40) if (part := text.strip(_MARKS_BETWEEN))]
        if (
            len(words) > 1
            and sum(map(len, words)) <= _BYLINE_LENGTH
            and find_printed(" ".join(words[1:3]), day_first=True)
        ):
            return words[:1] if _is_person(words[0]) else []
    return []


def _bylines(tree: Any) -> Iterator[Any]:
    classes = ("byline", "author", "autor")
    return (
        element
        for element in tree.iter("a", "p", "span", "div", "h5")
        if any(word in (element.get("class") or "").lower() for word in classes) and not _is_aside(element)
    )


def _below_headline(tree: Any, title: str | None) -> list[Any]:
    """The elements soon behind the headline, up to the next; all where none is found."""
    wanted = name_key(title or "")
    titled, lower = (
        (one for one in tree.iter(*tags) if wanted and name_key(_words(one)) == wanted)
        for tags in (("h1",), ("h2", "h3"))
    )
    heading = next(chain(titled, tree.iter("h1"), lower), None)
    if heading is None:
        return [element for element in tree.iter("*") if not _is_aside(element)]
    behind = islice(dropwhile(lambda one: one is not heading, tree.iter("*")), 1, _NEAR + 1)
    own = takewhile(lambda one: one.tag != "h1", behind)
    return [element for element in own if not _is_aside(element)]


def _is_aside(element: Any) -> bool:
    return element.tag in _ASIDE or any(one.tag in _ASIDE for one in islice(element.iterancestors(), 20))


def _is_marked(element: Any) -> bool:
    linked = element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or "")
    return bool(linked or _CLASS.search(element.get("class") or ""))


def _parts(element: Any) -> list[str]:
    """The words of an element, if they are few, parted where it breaks them behind more than a word."""
    if not _beginning(element):
        return []
    words = (
        ("\n" if text.is_tail and text.getparent().tag == "br" else "") + _SPACE.sub(" ", text)
        for text in islice(element.xpath(".//text()"), 40)
    )
    return [" ".join(part.split()) for part in _BREAKS.split(_AFTER_WORD.sub(r"\1 ", "".join(words)))]


def _beginning(element: Any) -> str:
    """The words of an element, if they are few."""
    words = " ".join("".join(islice(element.itertext(), 40)).split())
    return words if len(words) <= _BYLINE_LENGTH else ""


def _signature(element: Any) -> str:
    """The name in an element; a portrait that is a link has it in its title."""
    return _SIGNED_BY.sub("", _words(element) or element.get("title") or "", count=1)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
