"""Quotes that nothing supports any more, with what was last said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, case, func, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import Appearance, Attribution, ExtractionRun, Review
from quotesdb.db.types import RunStatus, Status
from quotesdb.services.store.read_model import current_quotes
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute


def last_known() -> Subquery:
    """Select the quotes that nothing supports any more, with the newest attribution they had.

    The columns are those of ``current_quotes()``.
    """
    effective = current_quotes()
    earlier = aliased(Attribution)
    newest = (
        select(func.max(earlier.id))
        .join(earlier.run)
        .where(earlier.quote_id == effective.c.quote_id, ExtractionRun.status == RunStatus.COMPLETE)
        .correlate(effective)
        .scalar_subquery()
    )
    return (
        _instead(
            effective,
            Attribution.id.label("attribution_id"),
            ExtractionRun.version_id,
            Appearance.speaker_id,
            *(Attribution.kind, Attribution.cue_class, Attribution.appearance_id),
            *(Attribution.medium, Attribution.addressee, Attribution.confidence, Attribution.rule),
            *_of_agent(),
        )
        .select_from(effective)
        .join(Attribution, Attribution.id == newest)
        .join(Attribution.run)
        .outerjoin(Attribution.appearance)
        .where(effective.c.status == Status.UNSUPPORTED)
        .subquery("last_known")
    )


def last_reviewed() -> Subquery:
    """Select the quotes that no extractor ever found, with what a person last said of them and took back.

    Only decisions brought from another database are about such quotes. The columns are those of
    ``current_quotes()``.
    """
    effective = current_quotes()
    earlier = aliased(Review)
    newest = (
        select(func.max(earlier.id))
        .where(earlier.quote_id == effective.c.quote_id, earlier.kind.is_not(None))
        .correlate(effective)
        .scalar_subquery()
    )
    return (
        _instead(
            effective,
            Review.id.label("review_id"),
            Review.version_id,
            Appearance.speaker_id,
            *(Review.kind, Review.cue_class, Review.appearance_id),
            *_of_agent(),
        )
        .select_from(effective)
        .join(Review, Review.id == newest)
        .outerjoin(Review.appearance)
        .where(effective.c.status == Status.UNSUPPORTED)
        .subquery("last_reviewed")
    )


def _of_agent() -> tuple[ColumnElement[Any], ...]:
    """What is copied of the appearance that speaks."""
    own = case((Appearance.kind == AgentKind.ORGANISATION, Appearance.name_key))
    body = Appearance.organisation_id.label("body_id")
    return Appearance.kind.label("agent_kind"), body, own.label("own_key")


def _instead(effective: FromClause, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    """Select the columns of ``current_quotes()``, some of them from elsewhere under the same name."""
    ours = {column.key: column for column in columns}
    return select(*(ours.get(column.key, column) for column in effective.c))
