"""Which article a draft is: by what names it, else by where it came from and what it says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import bindparam, exists, func, literal, or_, select, union_all

from quotesdb.db.models import Article, ArticleIdentifier, ArticleVersion
from quotesdb.names.key import name_key
from quotesdb.services.statements.corrections import printed_publisher
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks
from quotesdb.text.folding import sha256_text
from quotesdb.text.matching import alike
from quotesdb.values import ArticleDraft, member_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PATH, TEXT, URL = "path", "text", "url"
"""Schemes of our own: an absolute path, the SHA-256 of a removed text, a canonical URL."""

_SAME_TEXT = "same text"
"""In place of a scheme for what two drafts have in common: no article is named so."""

_NAMED_COPIES = 3
_ASKED_AT_ONCE = 100
"""Drafts whose signs are asked for in one query: each has a few."""

_TRACKING = ("utm_", "mc_")
_TRACKING_NAMES = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "cmpid", "ocid", "ref_src"})
_ROUTES = ("/", "!", "?")
_DEFAULT_PORTS = {80, 443}

Name = tuple[str, str]


def canonical_url(url: str) -> str:
    """Reduce an address to what tells articles apart: no scheme, tracking, place on the page or last slash.

    A fragment that is itself a path or a query, as pages made by a script have it, names an article.

    >>> canonical_url("HTTPS://Example.org:443/Story/?utm_source=x&id=7#top")
    'example.org/Story?id=7'
    >>> canonical_url("https://example.org/#/story/12/?utm_source=x"), canonical_url("https://example.org/#/")
    ('example.org#/story/12', 'example.org')
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url.strip()
    host = parts.hostname if port is None or port in _DEFAULT_PORTS else f"{parts.hostname}:{port}"
    route = parts.fragment.partition(":~:")[0]
    shown = _path_and_query(*route.partition("?")[::2]) if route.startswith(_ROUTES) else ""
    named = any(map(str.isalnum, shown))
    return host + _path_and_query(parts.path, parts.query) + (f"#{shown}" if named else "")


def names_of(draft: ArticleDraft, path: Path | None = None) -> list[Name]:
    """What names the article: its explicit ids, its canonical URL, the path it was read from; best first."""
    names = [(scheme, value) for scheme, value in draft.identifiers if value]
    if draft.url:
        names.append((URL, canonical_url(draft.url)))
    if path is not None:
        names.append((PATH, member_name(_printable(path), draft.member)))
    return list(dict.fromkeys(names))


def find(session: Session, draft: Draft) -> Article | None:
    """The stored article that the draft is, also a removed one; None if it is new.

    An explicit id or the canonical URL decides. Without a match by these, an article that was read from the
    same path and has a similar text (Dice of words of at least 0.5), or has the same text and no path, is it,
    unless publisher, URL or an id contradict: the same text of another outlet is another article.
    """
    for name in draft.names:
        if name[0] != PATH and (found := _named(session, [name])):
            return found[0]
    placed = _named(session, [name for name in draft.names if name[0] == PATH])
    for article in [*placed, *_worded(session, draft)]:
        names = [(row.scheme, row.value) for row in article.identifiers]
        if not _differ(printed_publisher(session, article), names, draft) and _same_text(
            session, article, draft
        ):
            return article
    return None


def contradicts(one: Draft, other: Draft) -> bool:
    """Whether a draft is another article than one with the same text, for what else it says."""
    return _differ(one.publisher, one.names, other)


@dataclass(frozen=True)
class Draft:
    """A draft with what tells which article it is; what follows from that is worked out once."""

    draft: ArticleDraft
    names: tuple[Name, ...]
    sha: str

    @classmethod
    def of(cls, draft: ArticleDraft, path: Path | None) -> Draft:
        """A draft that was read from a path, if from any."""
        return cls(draft, tuple(names_of(draft, path)), sha256_text(draft.text))

    @cached_property
    def signs(self) -> frozenset[Name]:
        """What another draft or an article has in common with this one, if they could be one article."""
        return frozenset((*self.names, (TEXT, self.sha), self.same_text))

    @property
    def publisher(self) -> str | None:
        """The publisher that it prints, if any."""
        printed = self.draft.publisher
        return printed if printed and printed.strip() else None

    @property
    def same_text(self) -> Name:
        """The one of the signs that says that an article has its text."""
        return _SAME_TEXT, self.sha

    @cached_property
    def key(self) -> str:
        """The key of the article that it becomes."""
        publisher = name_key(self.draft.publisher) if self.draft.publisher else ""
        if not self.names:
            return f"{TEXT}:{publisher}:{self.sha}"
        if self.names[0][0] == PATH:
            return f"{PATH}:{publisher}:{self.names[0][1]}"
        return ":".join(self.names[0])

    @cached_property
    def public_id(self) -> str:
        """The public id that is derived from the key."""
        return ids.derive("a", self.key)


_LIKE = union_all(
    select(ArticleIdentifier.scheme, ArticleIdentifier.value).where(
        ArticleIdentifier.scheme.in_(bindparam("schemes", expanding=True)),
        ArticleIdentifier.value.in_(bindparam("values", expanding=True)),
    ),
    select(literal(_SAME_TEXT), ArticleVersion.text_sha256).where(
        ArticleVersion.text_sha256.in_(bindparam("texts", expanding=True))
    ),
)


def known(session: Session, drafts: Sequence[Draft]) -> set[Name]:
    """Those signs of drafts that articles have: a draft with none of them is that of a new article."""
    found = set[Name]()
    for part in chunks(drafts, _ASKED_AT_ONCE):
        schemes, values = zip(*{sign for each in part for sign in each.signs}, strict=True)
        asked = {"schemes": list(set(schemes)), "values": values, "texts": [each.sha for each in part]}
        found.update((row[0], row[1]) for row in session.execute(_LIKE, asked))
    return found


_TAKEN = select(Article.key, Article.public_id).where(
    or_(
        Article.key.in_(bindparam("keys", expanding=True)),
        Article.public_id.in_(bindparam("public_ids", expanding=True)),
    )
)


def taken(session: Session, keys: Mapping[str, str]) -> set[str]:
    """Those of these keys, and of the public ids derived from them, that an article has."""
    found = set[str]()
    for part in chunks(keys):
        asked = {"keys": part, "public_ids": [keys[key] for key in part]}
        found.update(each for row in session.execute(_TAKEN, asked) for each in row)
    return found


def free_key(session: Session, draft: Draft) -> tuple[str, str]:
    """A key for an article that ``find`` did not find, and its public id, where its own may be taken."""
    if not taken(session, {draft.key: draft.public_id}):
        return draft.key, draft.public_id
    key = wanted = draft.key
    number = 0
    while session.scalar(select(exists().where(Article.key == wanted))):
        wanted = f"{key}#{draft.sha[:16]}" + (f"-{number}" if number else "")
        number += 1
    [public_id] = ids.allot(session, Article.public_id, "a", [(wanted,)])
    return wanted, public_id


def remember_names(article: Article, names: Iterable[Name]) -> None:
    """Store what else names the article from now on."""
    known = {(row.scheme, row.value) for row in article.identifiers}
    article.identifiers.extend(
        ArticleIdentifier(scheme=scheme, value=value)
        for scheme, value in names
        if (scheme, value) not in known
    )


def told_copies(session: Session, draft: ArticleDraft, article_id: int) -> str | None:
    """Say on one line which other articles have the same text, however many they are; null if none has."""
    same = select(ArticleVersion.article_id).where(ArticleVersion.text_sha256 == sha256_text(draft.text))
    others = select(Article.public_id).where(Article.id != article_id, Article.id.in_(same))
    if not (count := session.scalar(select(func.count()).select_from(others.subquery()))):
        return None
    first = ", ".join(session.scalars(others.order_by(Article.public_id).limit(_NAMED_COPIES)))
    if count == 1:
        return f"the same text is stored as {first}"
    more = ", ..." if count > _NAMED_COPIES else ""
    return f"the same text is stored as {count:,} other articles: {first}{more}"


def _path_and_query(path: str, query: str) -> str:
    kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _tracks(k.lower())]
    return path.rstrip("/") + (f"?{urlencode(kept)}" if kept else "")


def _tracks(parameter: str) -> bool:
    return parameter.startswith(_TRACKING) or parameter in _TRACKING_NAMES


def _printable(path: Path) -> str:
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "backslashreplace")  # noqa: PTH100 - links stay


def _named(session: Session, names: Sequence[Name]) -> Sequence[Article]:
    if not names:
        return []
    is_named = [
        (ArticleIdentifier.scheme == scheme) & (ArticleIdentifier.value == value) for scheme, value in names
    ]
    # By IN, which is asked first: where an article EXISTS, SQLite reads all articles.
    named = select(ArticleIdentifier.article_id).where(or_(*is_named))
    return session.scalars(select(Article).where(Article.id.in_(named)).order_by(Article.id)).all()


def _worded(session: Session, draft: Draft) -> Sequence[Article]:
    removed = (ArticleIdentifier.scheme == TEXT) & (ArticleIdentifier.value == draft.sha)
    return session.scalars(
        select(Article)
        .where(
            or_(
                Article.id.in_(
                    select(ArticleVersion.article_id).where(ArticleVersion.text_sha256 == draft.sha)
                ),
                Article.id.in_(select(ArticleIdentifier.article_id).where(removed)),
            )
        )
        .order_by(Article.id)
    ).all()


def _differ(publisher: str | None, names: Sequence[Name], draft: Draft) -> bool:
    """Whether both say something of publisher, URL, path or an id, and nothing of it agrees."""
    printed = draft.draft.publisher
    if publisher and printed and name_key(publisher) != name_key(printed):
        return True
    for scheme in {scheme for scheme, _value in draft.names}:
        ours = {value for other, value in names if other == scheme}
        if ours and ours.isdisjoint(value for other, value in draft.names if other == scheme):
            return True
    return False


def _same_text(session: Session, article: Article, draft: Draft) -> bool:
    if article.removed_at is not None:
        return (TEXT, draft.sha) in {(row.scheme, row.value) for row in article.identifiers}
    text = session.scalar(
        select(ArticleVersion.text)
        .where(ArticleVersion.article_id == article.id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    )
    return text is not None and alike(text, draft.draft.text)
