"""Feeds (RSS, Atom) and exports of WordPress: an article for each entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urljoin

from quotesdb.names.byline import split_bylines, without_accounts
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.markup import of_markup, of_tree
from quotesdb.readers.reference import reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import SUMMARY, Documents, Options, Source, streamed
from quotesdb.readers.xml_pieces import pieces
from quotesdb.readers.xml_tree import local, words
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".rss", ".atom"})

TITLE = "only a title: the feed gives no text of the article"
_ROOTS = frozenset({"rss", "rdf", "feed"})
_FULL, _SHORT = ("encoded", "content"), ("description", "summary")
_OF_EXPORT = frozenset({"settings", "template"})
"""Kinds of entries that an export of Blogger begins with and feeds for readers do not have."""

_PUBLISHED = frozenset({None, "publish"})
_CAPTION = re.compile(
    r"\[caption\s[^\[\]=]{0,100}=[^\[\]]{0,500}\]([^\[]{0,2000}(?:\[(?!/?caption\b)[^\[]{0,2000}){0,20})\[/caption\]"
)
"""How WordPress keeps a picture with what stands below it."""

_CODE_NAME = r"(?P<name>[a-z][\w-]{1,40})"
_CODE = re.compile(
    rf"\[{_CODE_NAME}(?:\s+[\w-]{{1,40}}=(?:\"[^\"\[\]]{{0,300}}\"|'[^'\[\]]{{0,300}}'))+\s*/?\]"
)
_CLOSED = re.compile(rf"\[/{_CODE_NAME}\]")
_PAIR = re.compile(rf"\[{_CODE_NAME}\](?P<held>[^\[\]<\n]{{0,80}})\[/(?P=name)\]")
"""Codes of WordPress: with attributes, or round something ("[dropcap]T[/dropcap]he"); "[sic]" is none."""

_MARKED = re.compile(r"<[a-zA-Z/][^>]*>|&(?:#\d+|\w+);")
_ADDRESSED = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
_SAYING = 45
_SAID = re.compile('[“”„"«»「」]')
"""Letters in which a program says that an article appeared first on a site, whatever the language."""
_PAGE_OF_SITE = re.compile(r"\s+[-–|:]\s+(?:latest|últimas|home|news|rss|all)\b.*$", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is a feed."""
    found = look(head)
    if found.root == "rdf" and "rss" not in found.text[:2000]:
        return 0.0
    return SURE * (found.root in _ROOTS)


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article of each entry; of exports of WordPress and Blogger the posts alone."""
    feed, is_export = _Feed(), False
    try:
        for number, entry in enumerate(pieces(file, ("item", "entry"), mend=True), 1):
            if number == 1:
                feed = _feed(entry.getroottree().getroot())
            kind = _kind(entry)
            is_export |= kind in _OF_EXPORT
            if _is_post(entry) and _is_shown(entry, kind, is_export=is_export):
                try:
                    yield _article(entry, feed, str(number))
                except ReadError as error:
                    yield Unreadable(str(error), str(number))
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of itself: its name, the people behind names for logging in, who writes all of it."""

    site: str | None = None
    logins: Mapping[str, str] = field(default_factory=dict)
    authors: Sequence[str] = ()


def _is_post(entry: Any) -> bool:
    """Whether an entry is no page, picture or draft of an export of WordPress."""
    kind = _said(entry, "post_type")
    return kind is None or (kind == "post" and _said(entry, "status") in _PUBLISHED)


def _kind(entry: Any) -> str | None:
    """What an entry of Blogger is: a post, a page, a comment, a setting."""
    kinds = (one.get("term") or "" for one in entry if (one.get("scheme") or "").endswith("2005#kind"))
    return next((one.rpartition("#")[2] for one in kinds if "/blogger/" in one), None)


def _is_shown(entry: Any, kind: str | None, *, is_export: bool) -> bool:
    """Whether an entry is one of those that a feed is of, which may be comments, or a post of an export."""
    if kind is None:
        return True
    is_wanted = kind == "post" if is_export else kind not in _OF_EXPORT
    return is_wanted and _said(entry, "control") != "yes"


def _feed(root: Any) -> _Feed:
    site = next((_site(one) for one in root.iter() if local(one) == "title"), None)
    return _Feed(site, _logins(root), _named(root))


def _site(title: Any) -> str | None:
    return _PAGE_OF_SITE.sub("", words(title)) or None


def _logins(root: Any) -> dict[str, str]:
    """The names that people show for the names they log in with."""
    found = {}
    for one in root.iter():
        if local(one) == "author_login":
            shown = next((words(near) for near in one.itersiblings() if "display_name" in local(near)), "")
            found[words(one)] = shown
    return found


def _article(entry: Any, feed: _Feed, number: str) -> ArticleDraft:
    full, short = _body(entry, _FULL), _body(entry, _SHORT)
    credited = [name for one in entry if local(one) == "creator" and (name := words(one))]
    shown = without_accounts(feed.logins.get(name) or name for name in credited)
    creators = shown or without_accounts(_named(entry)) or without_accounts(feed.authors)
    data = "\n".join(words(part) for part in entry).encode("utf-8", "replace")
    said: dict[str, Any] = {
        "member": number,
        "title": _without_markup(_said(entry, "title")),
        "byline": split_bylines(creators),
        "publisher": feed.site,
        "published": any_date(_said(entry, "pubdate", "published", "date", "issued", "updated")),
        "url": _address(entry),
        "section": _said(entry, "category"),
    }
    if not (full or short):
        return reference("feed", data, warning=TITLE, **said)
    blocks = _without_source(full or short, said["title"], feed.site)
    return draft(blocks, "feed", data, warnings=() if full else (SUMMARY,), **said)


def _without_source(blocks: Sequence[Block], title: str | None, site: str | None) -> Sequence[Block]:
    """The paragraphs without a last one in which a program says of which article and site they are."""
    if len(blocks) < 2 or not title or not site or _SAID.search(blocks[-1].text):
        return blocks
    last = blocks[-1].text.rstrip(" .")
    said = title in last and last.endswith(site) and len(last) < len(title) + len(site) + _SAYING
    return blocks[:-1] if said else blocks


def _said(entry: Any, *names: str) -> str | None:
    return next(
        (text for name in names for one in entry if local(one) == name and (text := words(one))), None
    )


def _named(parent: Any) -> list[str]:
    """The authors that an entry, or a whole feed, names."""
    return [name for one in parent if local(one) == "author" and (name := _author(one))]


def _author(author: Any) -> str | None:
    printed = words(author)
    named = _ADDRESSED.fullmatch(printed)
    return _said(author, "name") or (named[1] if named else printed if "@" not in printed else None)


def _without_markup(title: str | None) -> str | None:
    """A title in which marks of HTML are signs of their own, as feeds write them, without these."""
    if not title or not _MARKED.search(title):
        return title
    return " ".join(block.text for block in of_markup(title)) or title


def _body(entry: Any, names: tuple[str, ...]) -> list[Block]:
    for name in names:
        for one in entry:
            is_medium = "mrss" in str(one.tag)
            if local(one) == name and words(one) and not is_medium:
                return of_tree(one) if len(one) else _of_text("".join(one.itertext()))
    return []


def _of_text(text: str) -> list[Block]:
    marked = text if _MARKED.search(text) else text.replace("\n\n", "<p>")
    return of_markup(_without_codes(_CAPTION.sub(r"<figcaption>\1</figcaption>", marked)))


def _without_codes(text: str) -> str:
    """A text without the codes that WordPress puts something in the place of, but with what they hold."""
    opened = {code["name"] for code in _CODE.finditer(text)}
    text = _PAIR.sub(r"\g<held>", _CODE.sub("", text))
    return _CLOSED.sub(lambda code: "" if code["name"] in opened else code[0], text)


def _address(entry: Any) -> str | None:
    links = [one for one in entry if local(one) == "link"]
    shown = [one.get("href") or words(one) for one in links if one.get("rel") in (None, "alternate")]
    for value in (*(words(one) for one in entry if local(one) == "origlink"), *shown):
        try:
            return absolute_url(urljoin(entry.base or "", value) if value else value)
        except ValueError:
            continue
    return None
