"""What a web page says about its article: JSON-LD before meta tags before the page itself."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, islice
from typing import Any
from urllib.parse import urldefrag, urljoin

from quotesdb.names.byline import split_bylines
from quotesdb.names.key import name_key
from quotesdb.readers import json_ld, page_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url, language_code
from quotesdb.values import PrintedDate

_TITLE = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_BYLINE = (
    *("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    *("sailthru.author", "twitter:misc:written by", "byl"),
)
_PUBLISHER = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "date",
)
_LANGUAGE = ("og:locale", "dc.language", "content-language")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]+)$")
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|autor)s?(?:[_-]*(?:name|link))?(?:[\s_-]|$)|author_?name", re.IGNORECASE
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|profile|redakteur|journalist)/[^/]", re.IGNORECASE
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_FULL_NAME = re.compile(rf"{_NAME}(?:\s+(?:{_NAME}|de|van|von|der|den|da|di|al)){{1,4}}")
_NEAR = 120
"""Elements behind the headline among which the author is named."""
_ASIDE = frozenset({"aside", "nav", "footer"})
_NO_PLATFORM = re.compile(r"\.(?:de|com|org|net|ch|at|fr|co\.uk)$", re.IGNORECASE)
_SIGNED_BY = re.compile(r"(?:by|von|par|por)\s+", re.IGNORECASE)
_SIGNED = re.compile(r"By\s+\S.{1,100}$", re.IGNORECASE)

Meta = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class PageData:
    """The metadata of a page's article."""

    title: str | None
    byline: tuple[str, ...]
    publisher: str | None
    published: PrintedDate | None
    url: str | None
    language: str | None
    section: str | None
    warnings: tuple[str, ...]


def collect(tree: Any) -> PageData:
    """Collect the metadata of a parsed page."""
    record = _record(tree)
    meta = _meta(tree)
    publisher = json_ld.first(record.get("publisher")) or _first(meta, _PUBLISHER)
    published, warnings = _published(tree, record, meta)
    return PageData(
        title=_title(tree, record, meta, publisher),
        byline=_byline(tree, record, meta),
        publisher=publisher,
        published=published,
        url=_url(tree, record, meta),
        language=_language(_declared_languages(tree, record, meta)),
        section=json_ld.first(record.get("articleSection")) or _first(meta, ("article:section",)),
        warnings=warnings,
    )


def body(tree: Any) -> str:
    """The article's text as the data of a parsed page give it; none where they do not."""
    declared = _record(tree).get("articleBody")
    return html.unescape(declared) if isinstance(declared, str) else ""


def _record(tree: Any) -> json_ld.Node:
    scripts = (
        script.text or ""
        for script in tree.iter("script")
        if (script.get("type") or "").strip().lower().startswith("application/ld+json")
    )
    addresses = [link for link in _canonical_links(tree) if link]
    return json_ld.article(scripts, addresses, _headings(tree))


def _headings(tree: Any) -> list[str]:
    return [_clean(heading.text_content()) for heading in tree.iter("h1")]


def _canonical_links(tree: Any) -> list[str | None]:
    return [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]


def _meta(tree: Any) -> Meta:
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta", "time"):
        content = _clean(element.get("content") or element.get("datetime"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found[name].append(content)
    return found


def _clean(value: str | None) -> str:
    return " ".join(html.unescape((value or "")[: json_ld.LONGEST]).split())


def _first(meta: Meta, names: Iterable[str]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _title(tree: Any, record: json_ld.Node, meta: Meta, publisher: str | None) -> str | None:
    headings = _headings(tree)
    only_heading = headings[0] if len(headings) == 1 else None
    named = json_ld.first(record.get("name"))
    if named and only_heading and name_key(named) == name_key(only_heading):
        return named  # its "headline" may be a line of explanation
    title = json_ld.first(record.get("headline")) or _first(meta, _TITLE) or only_heading
    title = title or _clean(_document_title(tree))
    suffix = _SITE_SUFFIX.search(title)
    if suffix and publisher and name_key(suffix[1]) == name_key(publisher):
        title = title[: suffix.start()]
    return title or None


def _document_title(tree: Any) -> str | None:
    """The words of the page's title; drawings have titles too."""
    titles = (one for one in tree.iter("title") if next(one.iterancestors("svg"), None) is None)
    return next((one.text for one in titles), None)


def _byline(tree: Any, record: json_ld.Node, meta: Meta) -> tuple[str, ...]:
    publisher = json_ld.first(record.get("publisher")) or _first(meta, _PUBLISHER) or ""
    declared = split_bylines(json_ld.texts(record.get("author")))
    if not _is_publisher(declared, publisher):
        return declared
    marked = ([value for value in meta.get(name, ()) if "://" not in value] for name in _BYLINE)
    shown = (find(tree) for find in (_rel_authors, _shown_authors))
    further = map(split_bylines, chain(marked, shown))
    people = next((names for names in further if not _is_publisher(names, publisher)), declared)
    if people:
        return people
    lines = (
        _clean(element.text_content())
        for element in tree.iter("a", "p", "span", "div")
        if _is_byline(element)
    )
    return split_bylines(line for line in lines if _SIGNED.match(line))


def _is_publisher(names: Sequence[str], publisher: str) -> bool:
    """Whether names are nobody's but the site's, or there are none."""
    site = name_key(publisher)
    return all(name_key(name) == site or _NO_PLATFORM.search(name) for name in names)


def _shown_authors(tree: Any) -> list[str]:
    """Full names soon behind the headline that a class or a link marks as those of authors."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return []
    found: list[str] = []
    place = None
    for element in islice(_behind(tree, heading), _NEAR):
        around = next(islice(element.iterancestors(), 1, None), None)
        if _is_author(element) and place in (None, around):
            name = _SIGNED_BY.sub("", _clean(element.text_content()))
            if _FULL_NAME.fullmatch(name):
                place = around
                found.append(name)
    return found


def _behind(tree: Any, heading: Any) -> Iterator[Any]:
    """The elements behind one, in the order of the page."""
    return islice(dropwhile(lambda one: one is not heading, tree.iter("*")), 1, None)


def _is_author(element: Any) -> bool:
    if any(one.tag in _ASIDE for one in islice(element.iterancestors(), 20)):
        return False
    linked = element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or "")
    return bool(linked or _AUTHOR_CLASS.search(element.get("class") or ""))


def _rel_authors(tree: Any) -> list[str]:
    links = (link for link in tree.iter("a") if "author" in (link.get("rel") or "").lower().split())
    return list(filter(None, (_clean(link.text_content()) for link in links)))


def _is_byline(element: Any) -> bool:
    return "byline" in (element.get("class") or "").lower()


def _url(tree: Any, record: json_ld.Node, meta: Meta) -> str | None:
    shown = [*meta.get("og:url", []), json_ld.first(record.get("url")), _page_id(record)]
    candidates = [" ".join(value.split()) for value in [*_canonical_links(tree), *shown] if value]
    base = next((value for value in candidates if "://" in value), "")
    for value in candidates:
        try:
            return absolute_url(urldefrag(urljoin(base, value)).url)
        except ValueError:
            continue
    return None


def _page_id(record: json_ld.Node) -> str | None:
    page = record.get("mainEntityOfPage")
    return json_ld.first(page.get("@id") or page.get("url") if isinstance(page, dict) else page)


def _declared_languages(tree: Any, record: json_ld.Node, meta: Meta) -> list[str | None]:
    return [json_ld.first(record.get("inLanguage")), tree.get("lang"), _first(meta, _LANGUAGE)]


def _language(values: Iterable[str | None]) -> str | None:
    for value in values:
        try:
            return language_code((value or "").strip())
        except ReadError:
            continue
    return None


def _published(tree: Any, record: json_ld.Node, meta: Meta) -> tuple[PrintedDate | None, tuple[str, ...]]:
    declared = [json_ld.first(record.get("datePublished")), *(_first(meta, (name,)) for name in _PUBLISHED)]
    found, in_words_only = page_date.published(tree, declared, _declared_languages(tree, record, meta))
    return found, ("publication date taken from the words of the page",) if in_words_only else ()
