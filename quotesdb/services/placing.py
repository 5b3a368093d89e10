"""Where words that were quoted in an older version of an article stand in its current one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.anchor import describe, reanchor
from quotesdb.db.models import ArticleVersion
from quotesdb.values import Citation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.citations import Cited


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation in the current version; ``changed`` where that has other words than the citation."""

    citation: Citation
    changed: bool = False


def current_version(session: Session, article_id: int) -> ArticleVersion:
    """The version of an article with the highest number."""
    return session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    ).one()


def placed(session: Session, cited: Cited, version: ArticleVersion) -> Placed | None:
    """A quotation with its spans in ``version``, the article's current one; None if its words are gone.

    Where a person judged other words than those that stand there now, the place is that of the new ones, and
    the text that of the old: the judgement was made on these.
    """
    citation, quote = cited.citation, cited.quote
    if cited.version_id == version.id:
        return Placed(citation)
    moved = _moved(session, cited, version)
    if moved is not None:
        return Placed(
            replace(
                citation,
                content=tuple(_shifted(span, moved) for span in citation.content),
                quoted=tuple(_shifted(span, moved) for span in citation.quoted),
                source=None,
                cue=None,
                evidence=(),
            )
        )
    if quote.version_id != version.id:
        return None
    here = (Span(quote.start_char, quote.end_char),)
    return Placed(
        replace(citation, content=here, quoted=(), source=None, cue=None, evidence=()), changed=True
    )


def words_now(session: Session, cited: Cited) -> str | None:
    """What the current version has in place of the words cited: null if the same, empty if nothing."""
    version = current_version(session, cited.quote.article_id)
    found = placed(session, cited, version)
    if found is None:
        return ""
    return cited.quote.exact if found.changed else None


def _moved(session: Session, cited: Cited, version: ArticleVersion) -> int | None:
    """By how many characters the words cited stand elsewhere in ``version``; None if they do not."""
    text = session.scalars(select(ArticleVersion.text).where(ArticleVersion.id == cited.version_id)).one()
    content = cited.citation.content
    before = Span(content[0].start, max(span.end for span in content))
    found = reanchor(version.text, describe(text, before))
    return None if found is None else found.start - before.start


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
