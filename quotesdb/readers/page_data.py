"""What a web page says about its article: JSON-LD before meta tags before the page itself."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urljoin

from quotesdb.names.key import name_key
from quotesdb.readers import json_ld, page_authors, page_date, page_publisher, page_state, page_title
from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url, language_code
from quotesdb.readers.heads import is_newspaper
from quotesdb.values import PrintedDate

_TITLE = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_PUBLISHER = ("og:site_name", "og:site:name", "citation_publisher", "dc.publisher", "dcterms.publisher")
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
_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
)
_DESCRIPTION = ("og:description", "description", "twitter:description")
_MOST_LEVELS = 20
_ARCHIVED = re.compile(r"https?://[^/]+/(?:[\w.-]+/){0,3}\d{14}(?:[a-z]{2}_)?/(?P<url>https?://.+)")
"""How archives of the web put the moment of a copy before the address of the page."""

_LANGUAGE = ("og:locale", "dc.language", "content-language")
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
    described: tuple[str, ...]
    """What the page's data say that the article is about, each in their own words."""

    warnings: tuple[str, ...]


def collect(tree: Any) -> PageData:
    """Collect the metadata of a parsed page."""
    record = _record(tree)
    meta = _meta(tree)
    beside = [name for name in json_ld.papers(record.get("author")) if is_newspaper(name)]
    declared = json_ld.first(record.get("publisher")) or _first(meta, _PUBLISHER)
    url, title = _url(tree, record, meta), _title(tree, record, meta, declared)
    about = page_date.About(title, url, tuple(_declared_languages(tree, record, meta)))
    published, warnings = _published(tree, record, meta, about)
    found = page_publisher.publisher(tree, title, page_title.document_title(tree), url)
    publisher = declared or found or (beside[0] if len(beside) == 1 else None)
    site = page_authors.site_names(publisher, url)
    authors = [
        name
        for name in json_ld.texts(record.get("author"))
        if name not in beside or name_key(name) not in site
    ]
    byline = page_authors.byline(tree, title, authors, meta, site)
    kept = page_state.state(tree, title) if not (byline and published) else page_state.State()
    return PageData(
        title=title,
        byline=byline or kept.byline,
        publisher=publisher,
        published=published or kept.published,
        url=url,
        language=_language(_declared_languages(tree, record, meta)),
        section=json_ld.first(record.get("articleSection")) or _first(meta, ("article:section",)),
        described=tuple(dict.fromkeys(_descriptions(record, meta))),
        warnings=warnings,
    )


def body(tree: Any) -> str:
    """The article's text as the data of a parsed page give it; none where they do not."""
    declared = _record(tree).get("articleBody")
    return html.unescape(declared) if isinstance(declared, str) else ""


def _record(tree: Any) -> json_ld.Node:
    addresses = [link for link in _canonical_links(tree) if link]
    return json_ld.article(_scripts(tree), addresses, page_title.headings(tree))


def _scripts(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            yield script.text or ""


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
        if _is_of_comment(element):
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found[name].append(content)
    return found


def _is_of_comment(element: Any) -> bool:
    """Whether an element says something of a reader's comment (microdata)."""
    return any(one.get("itemprop") == "comment" for one in islice(element.iterancestors(), _MOST_LEVELS))


def _clean(value: str | None) -> str:
    return " ".join(html.unescape((value or "")[: json_ld.LONGEST]).split())


def _first(meta: Meta, names: Iterable[str]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _title(tree: Any, record: json_ld.Node, meta: Meta, publisher: str | None) -> str | None:
    shown = page_title.headings(tree)
    named = json_ld.first(record.get("name"))
    if named and len(shown) == 1 and name_key(named) == name_key(shown[0]):
        return named  # its "headline" may be a line of explanation
    declared = [json_ld.first(record.get("headline"))]
    return page_title.title(tree, declared, _first(meta, _TITLE), publisher)


def _descriptions(record: json_ld.Node, meta: Meta) -> Iterator[str]:
    yield from json_ld.texts(record.get("description"))
    for name in _DESCRIPTION:
        yield from meta.get(name, ())


def _url(tree: Any, record: json_ld.Node, meta: Meta) -> str | None:
    shown = [*meta.get("og:url", []), json_ld.first(record.get("url")), _page_id(record)]
    candidates = [" ".join(value.split()) for value in [*_canonical_links(tree), *shown] if value]
    base = next((value for value in candidates if "://" in value), "")
    for value in candidates:
        try:
            return _unarchived(absolute_url(urldefrag(urljoin(base, value)).url))
        except ValueError:
            continue
    return None


def _unarchived(url: str) -> str:
    """The address of a page where an archive put its own before it."""
    found = _ARCHIVED.match(url)
    return found["url"] if found else url


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


def _published(
    tree: Any, record: json_ld.Node, meta: Meta, about: page_date.About
) -> tuple[PrintedDate | None, tuple[str, ...]]:
    declared = [json_ld.first(record.get("datePublished")), *(_first(meta, (name,)) for name in _PUBLISHED)]
    changed = [json_ld.first(record.get("dateModified")), *(_first(meta, (name,)) for name in _CHANGED)]
    found, in_words_only = page_date.published(tree, about, declared, changed)
    if found and in_words_only and _is_of_event(tree, found):
        return None, ()
    return found, ("publication date taken from the words of the page",) if in_words_only else ()


def _is_of_event(tree: Any, found: PrintedDate) -> bool:
    """Whether a day is one on which an event is, by what the page's data say of it."""
    days = map(any_date, json_ld.event_days(_scripts(tree)))
    return any(day.day == found.day for day in days if day)
