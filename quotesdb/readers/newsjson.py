"""News items in JSON: ninjs 1 to 3 and what resembles it (agencies, JSON Feed, scrapers)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from quotesdb.names.byline import split_bylines
from quotesdb.readers import columns, rows
from quotesdb.readers.any_date import any_date, embargo
from quotesdb.readers.blocks import Block, draft, paragraphs
from quotesdb.readers.errors import ReadError
from quotesdb.readers.foreign import UNKNOWN_JSON
from quotesdb.readers.heads import is_persons
from quotesdb.readers.json_pieces import about, listed
from quotesdb.readers.loaded import begins_json, is_of_lines, records, texts
from quotesdb.readers.markup import of_markup
from quotesdb.readers.news_body import of_value
from quotesdb.readers.reference import address, reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import SUMMARY, Documents, Options, Source, streamed, unnumbered
from quotesdb.text.blanks import is_blank
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed')
_ITEM = re.compile(
    r'"(?:body_html5?|body_nitf|body_text|bodies|body_xhtml|article_html|maintext|version_?[cC]reated|content_html)"\s*:'
)
_TITLED = re.compile(r'"(?:headlines?|title|webTitle)"\s*:')
_BODIES = (
    *("body_html", "article_html", "body_xhtml", "content_html", "body_text", "content_text", "maintext"),
    *("body_html5", "body_nitf"),
)
_ALSO_BODIES = ("bodyText", "content")
"""What interfaces to archives call a text, and others a teaser or a kind of article as well."""

_DATED = re.compile(r'"(?:publishedAt|webPublicationDate)"\s*:')
_RENDERED = re.compile(
    r'"link"\s*:\s*"[^"]+"\s*,\s*"title"\s*:\s*\{\s*"rendered"\s*:\s*"(?:[^"\\]|\\.)*"\s*\}\s*,'
    r'\s*"content"\s*:\s*\{\s*"rendered"\s*:\s*"[^"]'
)
"""How the interface of WordPress gives the address, the title and the text of a post."""

_GHOST = re.compile(r'\s*\{\s*"db"\s*:\s*\[\s*\{\s*"meta"\s*:\s*\{')
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_WRITTEN = re.compile(rf'"(?:{"|".join((*_BODIES, *_ALSO_BODIES))})"\s*:')
_PARTED = re.compile(r'"(?:source|fields)"\s*:\s*\{')
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")
_BY = re.compile(r"by\s", re.IGNORECASE)
_NAME = re.compile(r"[^\d/:@]+")
_FEWEST_WORDS, _FEWEST_SIGNS = 5, 20
_SURER = 0.97
"""More than a list of references, whose items have types and titles as well."""

_LIKELY = 0.75
"""Less than a table of articles, whose reader knows more of what such exports say of each."""

_TITLES = ("headline", "title", "webTitle")
_DATES = (
    *("date_published", "date_publish", "versioncreated", "versionCreated", "version_created"),
    *("publishedAt", "webPublicationDate"),
    *("firstcreated", "firstCreated"),
)
_DAYS = (*_DATES, "published_at")
"""The last is what many programs call a day, and no sign that a "content" beside it is a text."""

_PUBLISHERS = (
    "copyrightholder",
    "copyrightHolder",
    "source",
    "provider",
    "creditline",
    "source_domain",
    "publication",
)
_MARKED = re.compile(r"<(?:p|br|div|section|h\d)\b", re.IGNORECASE)
_LISTS = ("items", "data", "articles", "results", "item", "response")
_PUBLISHED = frozenset({None, "publish", "published"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is a feed or a news item by the keys that it begins with."""
    text = look(head).text
    if not begins_json(head):
        return 0.0
    if _begins_wordpress(text):
        return _SURER
    if _FEED.search(text) or _GHOST.match(text) or (_ITEM.search(text) and _TITLED.search(text)):
        return SURE
    is_answer = _DATED.search(text) and _WRITTEN.search(text) and _TITLED.search(text)
    return (SURE if _PARTED.search(text) else _LIKELY) if is_answer else 0.0


def _begins_wordpress(text: str) -> bool:
    """Whether the outermost records are posts of WordPress and have no text of another kind."""
    found = _RENDERED.search(text)
    is_outermost = found and text.count("{", 0, found.start()) - text.count("}", 0, found.start()) == 1
    return bool(is_outermost) and not any(map(_has_text, rows.sample(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article of each item."""
    is_feed = bool(_FEED.search(look(source.data[:65_536]).text))
    found = _documents(file, is_feed=is_feed)
    return found if is_feed else unnumbered(found)


read = streamed(stream)


def _documents(file: BinaryIO, *, is_feed: bool) -> Documents:
    try:
        said = None if is_of_lines(file) else about(file, _LISTS)
        publisher = texts(said, "title") if said and is_feed else ""
        author = texts(said.get("author"), "name") if said and publisher else ""
        authors = _byline(said) if said and publisher and not author else ()
        number = 0
        for item in _all_items(file, said):
            number += 1
            try:
                if isinstance(item, ReadError):
                    raise item
                if _is_published(item):
                    article = _article(item, author or publisher, str(number))
                    yield replace(article, byline=article.byline or authors)
            except ReadError as error:
                yield Unreadable(str(error), str(number))
        if not number:
            yield Unreadable(UNKNOWN_JSON)
    except ReadError as error:
        yield Unreadable(str(error))


def _all_items(file: BinaryIO, said: dict[str, Any] | None) -> Iterator[dict[str, Any] | ReadError]:
    """The items of a file, of which ``said`` is known beside its lists; nothing is of one of JSON lines."""
    if said and _own_body(said):
        yield said
        return
    if said and list(said) == ["db"] and isinstance(said["db"], list):
        posts = _posts_of_ghost(said["db"])
        yield from posts
        if not posts:
            yield ReadError("an export of Ghost without a published post")
        return
    found = False
    for value in listed(file, _LISTS) if said is not None else records(file):
        for item in [value] if isinstance(value, ReadError) else _items(value, 1):
            found = True
            yield item
    if not found:
        yield from _items(said)


def _items(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict) and depth < 5:
        found = [item for key in _LISTS for item in _items(value.get(key), depth + 1)]
        if found and not _own_body(value):
            yield from found
        elif _body(value) or (texts(value, *_TITLES) and texts(value, "summary", "description", *_DATES)):
            yield value


def _posts_of_ghost(exported: Sequence[Any]) -> list[dict[str, Any]]:
    """The published posts of an export of Ghost under the names that others have."""
    parts = (one.get("data") for one in exported if isinstance(one, dict))
    listed = (part.get("posts") for part in parts if isinstance(part, dict))
    posts = (post for each in listed if isinstance(each, list) for post in each if isinstance(post, dict))
    return [
        {
            "title": post.get("title"),
            "content_html": marked if _PARAGRAPH.search(marked := texts(post, "html")) else "",
            "content_text": post.get("plaintext"),
            "summary": post.get("custom_excerpt"),
            "published_at": post.get("published_at"),
        }
        for post in posts
        if _is_post(post) and not post.get("page")
    ]


def _is_post(given: dict[str, Any]) -> bool:
    """Whether what a program for sites holds is no page and no draft."""
    return given.get("type", "post") == "post" and given.get("status") in _PUBLISHED


def _is_published(item: dict[str, Any]) -> bool:
    return not _is_of_wordpress(item) or _is_post(item)


def _is_of_wordpress(item: dict[str, Any]) -> bool:
    """Whether an item has its text as WordPress gives it, an address, and no text of another kind."""
    title = texts(item, "title") or texts(item.get("title"), "rendered")
    rendered = texts(item.get("content"), "rendered")
    return bool(rendered and title and texts(item, "link")) and not _has_text(item)


def _has_text(item: Any) -> bool:
    """Whether a record has a text that is not parted into what is shown and other things."""
    is_record = isinstance(item, dict)
    keys = columns.of_texts(map(str, item)) if is_record else ()
    return is_record and bool(texts(item, *_BODIES) or any(_is_text(texts(item, key)) for key in keys))


def _with_fields(item: dict[str, Any]) -> dict[str, Any]:
    """An item with what only stands in an object of its fields, as interfaces to archives part them."""
    if _is_of_wordpress(item):
        return _of_wordpress(item)
    fields = item.get("fields")
    if not isinstance(fields, dict):
        return item
    return {**fields, **{key: value for key, value in item.items() if value or not fields.get(key)}}


def _of_wordpress(item: dict[str, Any]) -> dict[str, Any]:
    """An item of WordPress under the names that others have; its title is marked up as its text is.

    A single word is what somebody logs in with, where no other name was chosen.
    """
    embedded = item.get("_embedded")
    listed = embedded.get("author") if isinstance(embedded, dict) else None
    shown = [texts(one, "name") for one in listed] if isinstance(listed, list) else []
    title = texts(item, "title") or texts(item.get("title"), "rendered")
    return {
        **item,
        "title": " ".join(block.text for block in of_markup(title)),
        "content_html": item["content"]["rendered"],
        "authors": [name for name in shown if len(name.split()) > 1] or item.get("authors"),
        "date_published": item.get("date_published") or item.get("date"),
        "url": item["link"],
    }


def _body(given: dict[str, Any]) -> list[Block]:
    return _own_body(given) or blocks_of(_other_text(_with_fields(given)))


def _own_body(given: dict[str, Any]) -> list[Block]:
    """The paragraphs under a key that only items have: what has a list of them may have a text besides."""
    item = _with_fields(given)
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        choices = [one for one in bodies if isinstance(one, dict) and texts(one, "value")]
        marked = next((one for one in choices if "html" in texts(one, "contentType", "contenttype")), None)
        if marked:
            return of_value(texts(marked, "value"))
        return blocks_of(texts(choices[0], "value")) if choices else []
    return blocks_of(texts(item, *_BODIES))


def _other_text(item: dict[str, Any]) -> str:
    """The text of an item under a name that may mean something else too: the first that is one and whole."""
    if not texts(item, *_TITLES) or item.keys().isdisjoint(_DATES):
        return ""
    keys = (*_ALSO_BODIES, *columns.of_texts(item))
    found = [words for key in keys if _is_text(words := texts(item, key))]
    return next((words for words in found if not _CUT.search(words)), next(iter(found), ""))


def _is_text(words: str) -> bool:
    """Whether it is more than a word or two; not all scripts set words apart."""
    return len(words.split()) >= _FEWEST_WORDS or (len(words) >= _FEWEST_SIGNS and not words.isascii())


def blocks_of(text: str) -> list[Block]:
    """The paragraphs of a body, marked-up or not; in plain text a line is one where none is blank."""
    if not text or _MARKED.search(text):
        return of_value(text)
    text = canonical(text)
    return paragraphs(text if "\n\n" in text else text.replace("\n", "\n\n"))


def _article(given: dict[str, Any], publisher: str, member: str) -> ArticleDraft:
    item = _with_fields(given)
    body, data = _body(item), json.dumps(item, sort_keys=True).encode()
    blocks = body or blocks_of(texts(item, "summary", "description"))
    said: dict[str, Any] = {
        "member": member,
        "title": _main(item, "headlines") or texts(item, *_TITLES) or None,
        "byline": _byline(item),
        "publisher": publisher or _publisher(item),
        "published": next((day for key in _DAYS if (day := any_date(texts(item, key)))), None),
        "url": address(texts(item, "url", "canonicalurl", "link", "webUrl")),
        "embargo": embargo(texts(item, "embargoed", "embargo")),
    }
    if not blocks:
        return reference("newsjson", data, **said)
    return draft(blocks, "newsjson", data, warnings=() if body else (SUMMARY,), **said)


def _main(item: dict[str, Any], key: str) -> str:
    listed = item.get(key)
    choices = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    main = next((one for one in choices if texts(one, "role") == "main"), next(iter(choices), None))
    return texts(main, "value") if main else ""


def _byline(item: dict[str, Any]) -> tuple[str, ...]:
    printed = _by(item)
    listed = item.get("authors") or item.get("author") or _bylines(item.get("bylines"))
    listed = listed if isinstance(listed, list) else [listed]
    names = [one if isinstance(one, str) else texts(one, "name") for one in listed if one]
    return split_bylines([printed] if printed else filter(None, names))


def _bylines(listed: Any) -> list[str]:
    """What an item lists as its bylines, as far as these are people: others tell of pictures and posts."""
    each = listed if isinstance(listed, list) else [listed]
    printed = (one if isinstance(one, str) else texts(one, "name", "by", "byline") for one in each)
    return [name for line in printed if line for name in _people(line)]


def _people(line: str) -> list[str]:
    """The names of a line that begins with "By", else those that are seen to be people's."""
    names = [name for name in split_bylines([line]) if _NAME.fullmatch(name)]
    return names if _BY.match(line) else [name for name in names if is_persons(name)]


def _by(item: dict[str, Any]) -> str:
    """The byline; what follows a full name behind a comma is where that person works."""
    printed = texts(item, "byline", "by")
    if "<" in printed:
        printed = " ".join(block.text for block in of_markup(printed))
    name, comma, rest = printed.partition(", ")
    works = comma and len(name.split()) > 1 and re.search(r"University|Institute|College", rest)
    return name if works else printed


def _publisher(item: dict[str, Any]) -> str | None:
    found = texts(item, *_PUBLISHERS)
    if found and not is_blank(found):
        return found
    sources = [item.get("source"), *(item.get("infosources") or [])]
    return next((texts(one, "name") for one in sources if texts(one, "name")), None)
