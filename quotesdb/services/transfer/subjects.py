"""What a decision is about, in words that another database understands, and finding it there again."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, ArticleVersion, Organisation
from quotesdb.names.key import name_key
from quotesdb.services.errors import Removed
from quotesdb.services.identity import organisations
from quotesdb.services.store.articles import refuse_removed
from quotesdb.services.transfer.outcomes import Line, invalid, missing
from quotesdb.text.anchor import describe
from quotesdb.values import AgentKind, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Member = TypeVar("Member", bound=StrEnum)


def dump_article(article: Article) -> Line:
    """An article by its id, and by the key that the id is derived from."""
    return {"id": article.public_id, "key": article.key, "title": article.title}


def find_article(session: Session, line: Any, text_sha256: str | None = None) -> Article:
    """The article that was dumped so: by key, else by id, else the only one with that text.

    Raises:
        NotLoaded: if it is not here, or was removed.
    """
    public_id, key = text_of(line, "id"), text_of(line, "key")
    by_key = session.scalars(select(Article).where(Article.key == key)).first()
    found = by_key or session.scalars(select(Article).where(Article.public_id == public_id)).first()
    if found is None and text_sha256 is not None:
        same = session.scalars(
            select(Article).where(Article.versions.any(ArticleVersion.text_sha256 == text_sha256)).limit(2)
        ).all()
        found = same[0] if len(same) == 1 else None
    if found is None:
        raise missing(f"there is no article {public_id} ({key})")
    try:
        refuse_removed(found)
    except Removed as error:
        raise missing(str(error)) from error
    return found


def find_version(session: Session, article: Article, text_sha256: str) -> ArticleVersion:
    """The version of an article with that text, else the current one."""
    versions = session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article.id)
        .order_by(ArticleVersion.number.desc())
    ).all()
    if not versions:
        raise missing(f"{article.public_id} has no text")
    return next((version for version in versions if version.text_sha256 == text_sha256), versions[0])


def dump_appearance(appearance: Appearance) -> Line:
    """An appearance by its id, and by what the id is derived from."""
    return {
        "id": appearance.public_id,
        "name": appearance.name,
        "kind": appearance.kind.value,
        "article": dump_article(appearance.article),
    }


def find_appearance(session: Session, line: Any) -> Appearance:
    """The appearance that was dumped so: by id, else by name and kind in its article.

    Raises:
        NotLoaded: if it, or its article, is not here.
    """
    public_id, name = text_of(line, "id"), text_of(line, "name")
    kind = member_of(AgentKind, line, "kind")
    called = select(Appearance).where(Appearance.name_key == name_key(name), Appearance.kind == kind)
    found = session.scalars(called.where(Appearance.public_id == public_id)).first()
    if found is None:
        article = find_article(session, line.get("article"))
        found = session.scalars(called.where(Appearance.article_id == article.id)).first()
        if found is None:
            raise missing(f"{name!r} ({public_id}) does not speak in {article.public_id}")
    return found


def dump_organisation(organisation: Organisation) -> Line:
    """An organisation by its name, and by the folded name that makes two printings one."""
    return {"name": organisation.name, "key": organisation.name_key}


def find_organisation(session: Session, line: Any) -> Organisation:
    """The organisation of that name, made if it is known here only as one that spoke.

    Raises:
        NotLoaded: if no article here names it.
    """
    name = text_of(line, "name")
    key = name_key(name)
    found = session.scalars(select(Organisation).where(Organisation.name_key == key)).first()
    if found is not None:
        return found
    spoke = select(Appearance.id).where(Appearance.kind == AgentKind.ORGANISATION, Appearance.name_key == key)
    if session.execute(spoke.limit(1)).first() is None:
        raise missing(f"there is no organisation {name!r}")
    return organisations.get_or_create(session, [name])[key]


def subjects(line: Line, count: int) -> list[Any]:
    """What a decision on who is who is about.

    Raises:
        NotLoaded: if it is not about that many.
    """
    listed = line.get("about")
    if not isinstance(listed, list) or len(listed) != count:
        raise invalid(f"is not about {count}")
    return listed


def about(line: Line) -> str | None:
    """The ids of what a line is about, and names of what has no id, as far as it says."""
    listed = line.get("about")
    named = [line.get("quote")]
    if isinstance(listed, list):
        named = [each.get("id", each.get("name")) for each in listed if isinstance(each, dict)]
    return ", ".join(each for each in named if isinstance(each, str)) or None


def dump_selector(selector: Selector) -> Line:
    """A selector as JSON, with the names of the Web Annotation model."""
    return {
        "start": selector.span.start,
        "end": selector.span.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }


def dump_span(text: str, span: Span) -> Line:
    """A stretch of a text as a selector."""
    return dump_selector(describe(text, span))


def selector_of(line: Any) -> Selector:
    """The selector that was dumped so.

    Raises:
        NotLoaded: if it is none.
    """
    start, end = number_of(line, "start"), number_of(line, "end")
    exact = text_of(line, "exact")
    if not 0 <= start < end or len(exact) != end - start:
        raise invalid("has a place that does not fit its words")
    return Selector(Span(start, end), exact, text_of(line, "prefix"), text_of(line, "suffix"))


def text_of(line: Any, key: str) -> str:
    """The string at a key.

    Raises:
        NotLoaded: if there is none.
    """
    value = maybe_text(line, key)
    if value is None:
        raise invalid(f"has no {key}")
    return value


def maybe_text(line: Any, key: str) -> str | None:
    """The string at a key, or null.

    Raises:
        NotLoaded: if it is something else.
    """
    value = line.get(key) if isinstance(line, dict) else None
    if value is not None and not isinstance(value, str):
        raise invalid(f"has no words as {key}")
    return value


def number_of(line: Any, key: str) -> int:
    """The whole number at a key.

    Raises:
        NotLoaded: if there is none.
    """
    value = line.get(key) if isinstance(line, dict) else None
    if type(value) is not int:
        raise invalid(f"has no number as {key}")
    return value


def instant_of(line: Any, key: str) -> datetime:
    """The instant at a key.

    Raises:
        NotLoaded: if there is none, or it has no offset.
    """
    value = maybe_instant(line, key)
    if value is None:
        raise invalid(f"has no {key}")
    return value


def maybe_instant(line: Any, key: str) -> datetime | None:
    """The instant at a key, or null.

    Raises:
        NotLoaded: if it is something else.
    """
    written = maybe_text(line, key)
    if written is None:
        return None
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as error:
        raise invalid(f"has no instant as {key}: {written!r}") from error
    if instant.tzinfo is None:
        raise invalid(f"has an instant without an offset as {key}: {written!r}")
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise invalid(f"has an instant beyond all calendars as {key}: {written!r}") from error


def member_of(enum: type[Member], line: Any, key: str) -> Member | None:
    """The member of an enumeration at a key, or null.

    Raises:
        NotLoaded: if it is something else.
    """
    written = maybe_text(line, key)
    if written is None:
        return None
    try:
        return enum(written)
    except ValueError as error:
        raise invalid(f"has an unknown {key}: {written!r}") from error
