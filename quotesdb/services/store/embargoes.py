"""Articles that are not to be shown before a time, and what shows them once it has come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.exc import DBAPIError

from quotesdb.db.engine import sessions
from quotesdb.db.errors import DatabaseError
from quotesdb.db.models import Article, CurrentQuote
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import Embargoed
from quotesdb.services.store import read_model
from quotesdb.services.store.once import once

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


_EMBARGOED = select(Article.id).where(Article.embargo > bindparam("now")).limit(1)


def open_articles(session: Session, *, embargoed: bool = False) -> list[ColumnElement[bool]]:
    """The conditions that articles may be shown now; none where no embargo holds, or all are asked for."""
    if embargoed or (now := once(session, read_model.EMBARGOES, _holding)) is None:
        return []
    return [or_(Article.embargo.is_(None), Article.embargo <= now)]


def _holding(session: Session) -> datetime | None:
    """The present, if any embargo holds: one for all of a transaction."""
    now = datetime.now(UTC)
    return None if session.scalar(_EMBARGOED, {"now": now}) is None else now


def refuse_embargoed(article: Article, *, embargoed: bool = False) -> None:
    """Say until when, if an article is not to be shown yet and that is not asked for.

    Raises:
        Embargoed: if so.
    """
    if not embargoed and article.embargo is not None and article.embargo > datetime.now(UTC):
        raise Embargoed(f"{article.public_id} is under embargo until {article.embargo:%Y-%m-%d %H:%M} UTC")


def lift(engine: Engine) -> None:
    """Let quotations be shown whose time has come, before anything is looked up.

    A database that cannot be written to goes on hiding them, which is the safe side.
    """
    with sessions(engine).begin() as session:
        due = over(session)
    if not due:
        return
    try:
        with sessions(engine, write=True).begin() as session:
            read_model.refresh(session, over(session))
    except (DatabaseError, DBAPIError):
        return


def over(session: Session) -> list[int]:
    """The quotes that are hidden by an embargo that is over.

    By the few quotes that are hidden: joined with the articles, SQLite begins with these, nearly all of which
    are under no embargo.
    """
    hidden = CurrentQuote.shown.in_((Shown.EMBARGOED.value, Shown.WITHHELD.value))
    past = or_(Article.embargo.is_(None), Article.embargo <= datetime.now(UTC))
    open_now = exists().where(Article.id == CurrentQuote.article_id, past)
    return list(session.scalars(select(CurrentQuote.quote_id).where(hidden, open_now)))
