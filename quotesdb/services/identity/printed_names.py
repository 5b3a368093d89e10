"""By which names the sources of a speaker's quotations call him or her in print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, func, select, union_all

from quotesdb.db.models import ArticleVersion, Attribution, AttributionSpan, DecisionSpan
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import SpanRole
from quotesdb.resolve import printed_name
from quotesdb.services.store.read_model import current_quotes
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_READ = 1_000
"""Quotations whose sources are read, the newest: a president has tens of thousands, and few names."""

_NAMING = (SpanRole.SOURCE, SpanRole.EVIDENCE)


def printed_names(
    session: Session,
    rows: FromClause,
    conditions: Sequence[ColumnElement[bool]],
    kind: AgentKind,
    names: Collection[str],
    *,
    most: int = _READ,
) -> list[str]:
    """The names in the sources of these quotations, and in the evidence for them, the most frequent first.

    ``rows`` has the columns of the read model, ``conditions`` say which. ``names`` are those of the speaker:
    words that do not go with one of them are no name of it. The newest quotations are read, at ``most``.
    """
    if kind not in (AgentKind.PERSON, AgentKind.ORGANISATION):
        return []
    chosen = (
        select(rows.c.version_id, rows.c.attribution_id, rows.c.review_id)
        .where(*conditions)
        .order_by(rows.c.newest)
        .limit(most)
        .subquery()
    )
    machine, person = chosen.c.review_id.is_(None), chosen.c.review_id.is_not(None)
    source = (Attribution.source_start, Attribution.source_end)
    in_rows = AttributionSpan.attribution_id == chosen.c.attribution_id
    places = (
        (Attribution, Attribution.id == chosen.c.attribution_id, source, (machine,)),
        (AttributionSpan, in_rows, _ends(AttributionSpan), (machine, AttributionSpan.role.in_(_NAMING))),
        (
            DecisionSpan,
            DecisionSpan.decision_id == chosen.c.review_id,
            _ends(DecisionSpan),
            (person, DecisionSpan.role.in_(_NAMING)),
        ),
    )
    words = union_all(
        *(
            select(func.substr(ArticleVersion.text, start + 1, end - start))
            .select_from(chosen)
            .join(marked, belongs)
            .join(ArticleVersion, ArticleVersion.id == chosen.c.version_id)
            .where(start.is_not(None), *only)
            for marked, belongs, (start, end), only in places
        )
    )
    counted = Counter(session.scalars(words))
    found = Counter[str]()
    for source, times in counted.items():
        if name := printed_name(source, kind, names):
            found[name] += times
    return sorted(found, key=lambda name: (-found[name], name))


def printed_names_of(session: Session, speaker_ids: Collection[int], kind: AgentKind, name: str) -> list[str]:
    """By which names these speakers are called where they are quoted, as look-ups show it."""
    rows = current_quotes()
    held = rows.c.shown.in_((Shown.ALWAYS.value, Shown.WITH_ALL.value))
    return printed_names(session, rows, [rows.c.speaker_id.in_(speaker_ids), held], kind, [name])


def _ends(model: type[AttributionSpan | DecisionSpan]) -> tuple[Any, Any]:
    return model.start_char, model.end_char
