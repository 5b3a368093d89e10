"""How articles are named for people: their reference and printed date; removed ones are refused."""

from __future__ import annotations

from quotesdb.db.models import (
    Article,
    ArticleVersion,
)
from quotesdb.services.errors import Removed
from quotesdb.values import ArticleRef, PrintedDate


def printed_date(article: Article) -> PrintedDate | None:
    """The article's date as printed."""
    if article.published_on is None or article.published_precision is None:
        return None
    return PrintedDate(
        article.published_on,
        article.published_precision,
        article.published_at_utc,
        article.published_offset_minutes,
    )


def accessed_of(seen: Article | ArticleVersion) -> PrintedDate | None:
    """When the text of a version, or the current one of an article, was seen where it was printed."""
    return PrintedDate.from_iso(seen.accessed) if seen.accessed else None


def reference(article: Article) -> ArticleRef:
    """What a citation needs of an article."""
    return ArticleRef(
        id=article.public_id,
        title=article.title,
        byline=tuple(row.name for row in article.byline),
        publisher=article.publisher.name if article.publisher else None,
        published=printed_date(article),
        url=article.url,
        language=article.language,
        archived_url=article.archived_url,
        accessed=accessed_of(article),
    )


def refuse_removed(article: Article) -> None:
    """Say when and why, if the article was taken away.

    Raises:
        Removed: if it was.
    """
    if article.removed_at is not None:
        raise Removed(
            f"{article.public_id} was removed on {article.removed_at:%Y-%m-%d}: {article.removed_why}"
        )
