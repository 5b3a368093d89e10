"""Who wrote a web page: the people whom its data or its byline name, and not the site that printed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from quotesdb.names.byline import is_agency, parse_name, split_bylines, without_accounts
from quotesdb.names.key import name_key
from quotesdb.readers.page_body import LEAST, SENTENCE
from quotesdb.readers.page_dateline import day_in, lead
from quotesdb.readers.page_head import (
    FULL_NAME,
    LINE,
    NEAR,
    beginning,
    below_headline,
    is_aside,
    is_known,
    names,
    names_several,
    parted,
    signature,
    signed,
    unsigned,
    words,
)

_META = (
    *("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    *("sailthru.author", "twitter:misc:written by", "byl"),
)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|auteur|autore?)s?(?:[_-]*(?:name|link|line))?(?:\s|$)|(?:author|byline)[_-]*name",
    re.IGNORECASE,
)
_LIKELY_CLASS = re.compile(r"byline|author|aut(?:eu|o)r", re.IGNORECASE)
"""Of elements that name authors, and of what stands around such elements: only usual names are told there."""

_NAME_CLASS = re.compile(r"(?:^|[\s_-])(?:name|fn)(?:\s|$)", re.IGNORECASE)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|profile|redakteur|journalist)/[^/]", re.IGNORECASE
)
_CREDIT = re.compile(r"credit|caption|photo|image", re.IGNORECASE)
_SUMMARY = ("description", "og:description")
_AGENCY_LETTERS = re.compile(r"[A-Z]{2,5}(?=,|$)")
_TWO = 2
_BREAKS = re.compile(r"\s*[|·•]\s*|\n")
_PIECES = 40
_SPACE = re.compile(r"\s+")
_AFTER_WORD = re.compile(r"^(\s*\w+:?\s*)\n")
_MARKS_BETWEEN = " \t\r\n\xa0|·•,-–"
_OTHERWISE_BY = re.compile(
    r"\b(?:(?:re)?view|check|edit|approv|verifi|translat|illustrat|photograph|sponsor)ed\s+by\s*:?$",
    re.IGNORECASE,
)
"""Before the name of somebody who did something else than to write the article."""

_NO_PLATFORM = re.compile(r"\.(?:de|com|org|net|ch|at|fr|co\.uk)$", re.IGNORECASE)
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
    begin with it: whom the data name is then who put it on the page. Where the JSON-LD names nobody, those
    whom the line of authors names besides are authors too.
    """
    below = below_headline(tree, title)
    if summed_up := _summed_up(meta, below):
        return summed_up
    site |= _sections(tree)
    linked = _split(_linked(tree, below))
    named = _split(_turned(declared, below))
    if _are_people(named, site):
        return linked if set(named) < set(linked) else named
    marked = (_turned([value for value in meta.get(name, ()) if "://" not in value], below) for name in _META)
    finders = (
        *(_linked, _declared_in_place, _on_card, partial(_dated, only_known=True), _marked),
        *(partial(_signed, title=title), partial(_dated, only_known=False), partial(_credited, site=site)),
    )
    shown = (find(tree, below) for find in finders)
    further = map(_split, chain(marked, shown))
    found = next((people for people in further if _are_people(people, site)), named)
    signing = _signing(below)
    return signing if set(found) < {one for one in signing if _is_person(one) and is_known(one)} else found


def _signing(below: Sequence[Any]) -> tuple[str, ...]:
    """All whom the first line names that says whom it is by, where a word joins the last of them."""
    line = next((element for element in below if _signers(element)), None)
    return tuple(_signers(line)) if line is not None and names_several(beginning(line)) else ()


def _turned(declared: Sequence[str], below: Sequence[Any]) -> list[str]:
    """Names of data, those with the family name first as the page itself prints them below its headline."""
    lines = [f" {beginning(element)} " for element in islice(below, NEAR) if declared]
    turned = []
    for name in declared:
        family, mark, given = name.partition(", ")
        printed = f"{given} {family}"
        is_printed = mark and any(re.search(rf"\W{re.escape(printed)}\W", line) for line in lines)
        turned.append(printed if is_printed else name)
    return turned


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
    shown = (beginning(element) for element in below if element.tag == "p")
    return tuple(islice((name for name in shown if name in named), 1))


def _is_person(name: str) -> bool:
    return bool(FULL_NAME.fullmatch(name)) and parse_name(name).literal is None


def _sections(tree: Any) -> frozenset[str]:
    """The keys of the sections of a site in which an article is; sites name them as authors."""
    links = (link for link in tree.iter("a") if "category" in (link.get("rel") or "").lower().split())
    named = (words(link) for link in islice(links, NEAR))
    return frozenset(name_key(name) for name in named if not FULL_NAME.fullmatch(name))


def _credited(tree: Any, _below: Sequence[Any], site: frozenset[str]) -> list[str]:
    """Whom the last line of a body names beside the site, a stroke between them.

    So sites sign what they took from others; elsewhere photographers are named so, and sections.
    """
    for element in tree.iter("p"):
        parts = [part.strip() for part in beginning(element).split("/")]
        others = [part for part in parts if name_key(part) not in site]
        if len(parts) == _TWO and len(others) == 1 and FULL_NAME.fullmatch(others[0]) and _ends_body(element):
            return others
    return []


def _ends_body(element: Any) -> bool:
    """Whether an element stands behind the paragraphs of a body, and is not named as below a picture."""
    behind = (words(one) for one in element.itersiblings("p"))
    before = (words(one) for one in element.itersiblings("p", preceding=True))
    if is_aside(element) or _CREDIT.search(element.get("class") or ""):
        return False
    return sum(map(_is_prose, before)) >= _TWO and not any(map(_is_prose, behind))


def _is_prose(line: str) -> bool:
    return len(line) >= LEAST and bool(SENTENCE.search(line))


def _linked(tree: Any, below: Sequence[Any]) -> list[str]:
    """Those whom links mark as authors: soon behind the headline, else, where that shows none, anywhere."""
    links = [
        link
        for link in tree.iter("a")
        if "author" in (link.get("rel") or "").lower().split() and not _OTHERWISE_BY.search(lead(link))
    ]
    near = set(below)
    chosen = [link for link in links if link in near] or links
    return list(filter(None, map(signature, chosen)))


def _declared_in_place(tree: Any, below: Sequence[Any]) -> list[str]:
    """Those whom the page itself marks as the article's authors (microdata): those of the first item.

    Items of one page may be several articles. Where none is told apart, those soon behind the headline count.
    """
    marked = [
        element
        for element in tree.xpath(
            "//body//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' author ')]"
        )
        if not is_aside(element)
    ]
    near = set(below)
    chosen = [element for element in marked if element in near] or marked
    items = [
        next((one for one in islice(element.iterancestors(), 20) if "itemscope" in one.attrib), None)
        for element in chosen
    ]
    found = []
    for element, item in zip(chosen, items, strict=True):
        if item is items[0]:
            named = element.xpath(".//*[@itemprop='name']") or [element]
            found += [signature(one) for one in named if beginning(one)]
    return list(filter(None, found))


def _on_card(_tree: Any, below: Sequence[Any]) -> list[str]:
    """The names of several words on the author's card (hCard) soon behind the headline, in any form."""
    cards = (one for one in below if {"author", "vcard"} <= _classes_of(one))
    named = (one for card in cards for one in card.iter("*") if "fn" in _classes_of(one))
    return [name for name in map(beginning, named) if len(name.split()) >= _TWO]


def _classes_of(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _marked(_tree: Any, below: Sequence[Any]) -> list[str]:
    """Full names soon behind the headline that a class or a link marks as those of authors."""
    found: list[str] = []
    place, taken = None, None
    for element in below:
        around = next(islice(element.iterancestors(), 1, None), None)
        is_inside = taken is not None and taken in islice(element.iterancestors(), 20)
        if not is_inside and place in (None, around) and (named := _marked_names(element)):
            place, taken = around, element
            found += named
    return found


def _marked_names(element: Any) -> list[str]:
    if _is_marked(element):
        if named := names(element):
            return named
        one = signature(element)
        is_other = (len(one) > _TWO and is_agency(one)) or (not words(element) and FULL_NAME.fullmatch(one))
        return [one] if is_other else []
    named = _named_likely(element) if _LIKELY_CLASS.search(element.get("class") or "") else []
    is_told = any(words(one) in named for one in element.iter() if _NAME_CLASS.search(one.get("class") or ""))
    return named if is_told or any(map(is_known, named)) else []


def _named_likely(element: Any) -> list[str]:
    """The full names in an element; those of a line that goes on with a day, or with another's work."""
    line = beginning(element)
    authors = [one for one in _split([line]) if one != line]
    return names(element) or (authors if all(_is_person(one) and is_known(one) for one in authors) else [])


def _signed(tree: Any, below: Sequence[Any], title: str | None) -> list[str]:
    """The full names of the first line that says whom it is by: below the headline, else the only ones."""
    near = next(filter(None, map(_signers, below)), None)
    if near:
        return near
    others = list(filter(None, map(_signers, _bylines(tree, title))))
    return others[0] if others and all(set(other) <= set(others[0]) for other in others) else []


def _signers(element: Any) -> list[str]:
    for part in _parts(element):
        behind = _without_day(signed(part) or "")
        found = _split([behind])
        if found and FULL_NAME.fullmatch(found[0]):
            return [name for name in found if _is_alike(name, found[0])]
        letters = _AGENCY_LETTERS.match(behind)
        if letters and day_in(beginning(element), day_first=True):
            return [letters[0]]
    return []


def _is_alike(name: str, first: str) -> bool:
    """Whether a name may be one beside the first: the station of a person stands in capitals."""
    return " " not in name or first.isupper() or not name.isupper()


def _without_day(behind: str) -> str:
    """A signature without the day that is said behind it."""
    since = _SINCE.search(behind)
    is_dated = since and day_in(behind[since.end() :], day_first=True)
    return behind[: since.start()] if since and is_dated else behind


def _dated(_tree: Any, below: Sequence[Any], *, only_known: bool) -> list[str]:
    """The full name that stands before the date, with nothing else, in the first line that begins so.

    If ``only_known``, one that begins with a usual given name; others are told from places and sections
    only by the element in which they stand.
    """
    for element in below:
        first = islice(element.itertext(), _PIECES)
        texts = (
            part
            for text in first
            for part in (_BREAKS.split(_SPACE.sub(" ", text)) if only_known else [text])
        )
        pieces = [part for text in texts if (part := unsigned(text.strip(_MARKS_BETWEEN)))]
        is_line = len(pieces) > 1 and sum(map(len, pieces)) <= LINE
        if is_line and day_in(" ".join(pieces[1:3]), day_first=True):
            return pieces[:1] if _is_person(pieces[0]) and (is_known(pieces[0]) or not only_known) else []
    return []


def _bylines(tree: Any, title: str | None) -> Iterator[Any]:
    """Lines that say whom something is by, in no link and no other article than that of the headline."""
    is_own: dict[Any, bool] = {None: True}
    for element in tree.iter("a", "p", "span", "div", "h5"):
        if _LIKELY_CLASS.search(element.get("class") or "") and not is_aside(element):
            around: Any = next(element.iterancestors("article", "a"), None)
            if around not in is_own:
                is_own[around] = around.tag == "article" and _has_headline(around, title)
            if is_own[around]:
                yield element


def _has_headline(article: Any, title: str | None) -> bool:
    """Whether an article has the headline among its headings, or none."""
    headings = {name_key(words(one)) for one in article.iter("h1", "h2", "h3")}
    return not headings or name_key(title or "") in headings


def _is_marked(element: Any) -> bool:
    linked = element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or "")
    return bool(linked or _CLASS.search(element.get("class") or ""))


def _parts(element: Any) -> list[str]:
    """The words of an element, if they are few, parted where it breaks them behind more than a word."""
    if not beginning(element):
        return []
    texts = (
        ("\n" if text.is_tail and text.getparent().tag == "br" else "") + _SPACE.sub(" ", text)
        for text in islice(element.xpath(".//text()"), _PIECES)
    )
    line = _AFTER_WORD.sub(r"\1 ", "".join(parted(texts)))
    return [" ".join(part.split()) for part in _BREAKS.split(line)]
