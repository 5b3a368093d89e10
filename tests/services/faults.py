"""Faults to plant, each of a kind that would lose or change what people decided, for ``desk`` to find.

Each is a context manager that breaks one function of the package while it lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias
from unittest.mock import patch

from sqlalchemy import delete, select, update

from quotesdb.db import search
from quotesdb.db.models import Article, Quote, Review, ReviewSpan, SpeakerJudgement, SpeakerName
from quotesdb.db.types import Identity
from quotesdb.resolve import clusters
from quotesdb.services import extraction, judgements, organisations, speakers, statements, undo, who_is_whom
from quotesdb.services.decisions import acts, reviews

Fault: TypeAlias = Callable[[], AbstractContextManager[Any]]

_SERVICES = "quotesdb.services"


@contextmanager
def _after_each_run(spoil: Callable[[Any, int], None]) -> Iterator[None]:
    """Do something to the decisions on an article whenever a program has read it."""
    stored = extraction.store_run

    def store_run(session: Any, version: Any, *arguments: Any) -> Any:
        found = stored(session, version, *arguments)
        spoil(session, version.article_id)
        return found

    with (
        patch(f"{_SERVICES}.ingest.store_run", store_run),
        patch(f"{_SERVICES}.reextract.store_run", store_run),
    ):
        yield


def _reviews_of(article_id: int) -> Any:
    return Review.quote_id.in_(select(Quote.id).where(Quote.article_id == article_id))


def _retract_reviews(session: Any, article_id: int) -> None:
    live = (_reviews_of(article_id), Review.retracted_at.is_(None))
    session.execute(update(Review).where(*live).values(retracted_at=datetime.now(UTC)))


def _repoint_reviews(session: Any, article_id: int) -> None:
    session.execute(update(Review).where(_reviews_of(article_id)).values(appearance_id=None))


def _move_spans(session: Any, article_id: int) -> None:
    of = select(Review.id).where(_reviews_of(article_id))
    session.execute(
        update(ReviewSpan).where(ReviewSpan.review_id.in_(of)).values(end_char=ReviewSpan.end_char + 1)
    )


def _forget_names(session: Any, _article_id: int) -> None:
    session.execute(delete(SpeakerName))


def _clusters_without_negatives(oldest_first: Any, ties: Any) -> Any:
    return clusters(oldest_first, ties._replace(different=()))


def _clusters_without_links(oldest_first: Any, ties: Any) -> Any:
    return clusters(oldest_first, ties._replace(links=(), namesakes=()))


def _only_retract(session: Any, act: Any, kind: Any, rest: Any, gone: Any) -> None:
    found = who_is_whom.live_between(session, kind, rest, gone, Identity.SAME, Identity.UNSURE)
    act.retract(session, found)


def _overwritten(_session: Any, row: Any, twins: Any) -> Any:
    """Let what comes in win over what was decided here."""
    for twin in twins:
        if twin.retracted_at is None and twin.decision != row.decision:
            twin.judge = row.judge
    return acts.again(_session, row, twins)


def _kept(known: Any, sent: Any) -> Any:
    for review in known:
        review.retracted_at = review.retracted_at or sent.created_at
    return sent.retracted_at


def _in_place(session: Any, rows: Any) -> None:
    """Undo by deleting, as if nothing had ever been decided."""
    for row in rows:
        session.delete(row)
    session.flush()


FAULTS: Mapping[str, Fault] = {
    "an extraction takes reviews back": lambda: _after_each_run(_retract_reviews),
    "an extraction forgets whom a reviewer named": lambda: _after_each_run(_repoint_reviews),
    "an extraction moves the words that a reviewer accepted": lambda: _after_each_run(_move_spans),
    "an extraction forgets names that people gave": lambda: _after_each_run(_forget_names),
    "the newest run wins over a review": lambda: patch.object(
        reviews, "_make_room", lambda _known, sent: sent.created_at
    ),
    "clusters do not heed who was held apart": lambda: patch.object(
        speakers, "clusters", _clusters_without_negatives
    ),
    "an ingest leaves speakers as they were": lambda: patch.object(
        speakers, "_join", lambda _session, joining: {own.id for own, _first in joining}
    ),
    "a merge does not refresh the speakers": lambda: patch.object(
        speakers, "refresh", lambda _session, _ids, _names: set()
    ),
    "a merge is not refused across a negative": lambda: patch.object(
        judgements, "refuse_contradiction", lambda *_: None
    ),
    "a split writes no negatives": lambda: patch.object(judgements, "divide", _only_retract),
    "an undo does not write again what was taken back": lambda: patch.object(
        undo, "taken_back", lambda *_: []
    ),
    "an undo deletes": lambda: patch.object(
        who_is_whom.Act, "retract", lambda _act, s, rows: _in_place(s, rows)
    ),
    "a rename is not heeded": lambda: patch.object(speakers, "_given", lambda *_: {}),
    "names of a merged organisation stay apart": lambda: patch.object(organisations, "merged", lambda _s: {}),
    "an import writes over what was decided here": lambda: patch.object(
        reviews, "_again", lambda _s, review, sent: setattr(review, "reviewer", f"{sent.reviewer} again")
    ),
    "statements are not brought up to date": lambda: patch.object(statements, "refresh", lambda *_: None),
    "the search index misses what is new": lambda: patch.object(search, "rebuild", lambda connection: None),
}
