"""Where words that were quoted in an older version of an article stand in its current one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import ArticleVersion
from quotesdb.values import Citation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.citations import Cited
    from quotesdb.services.lookup.drift import Standing


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


def placed(cited: Cited) -> Placed | None:
    """A quotation with its spans in the current version of its article; None if its words are gone.

    Where a person judged other words than those that stand there now, the place is that of the new ones, and
    the text that of the old: the judgement was made on these.
    """
    citation, standing = cited.citation, cited.standing
    if standing is None:
        return Placed(citation)
    moved = replace(citation, content=standing.content, quoted=standing.quoted)
    if not standing.content:
        if standing.place is None:
            return None
        moved = replace(citation, content=(standing.place,), quoted=())
    return Placed(replace(moved, source=None, cue=None, evidence=()), changed=not standing.content)


def words_now(session: Session, cited: Cited) -> str | None:
    """What the current version has in place of the words cited: null if the same, empty if nothing."""
    if (standing := cited.standing) is not None:
        return None if standing.content else _instead(standing)
    is_there = current_version(session, cited.article_id).id in (cited.version_id, cited.found_in)
    return None if is_there else ""


def _instead(standing: Standing) -> str:
    return (standing.since.words if standing.since else None) or ""
