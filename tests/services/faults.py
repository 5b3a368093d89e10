"""Faults of the kinds that would lose or change what people decided, to be planted and found by ``desk``.

Each is a context manager that breaks a function of the package while it lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias
from unittest.mock import patch

from sqlalchemy import delete, false, select, text, update

from quotesdb.db import queries
from quotesdb.db.models import DecisionSpan, Quote, Review, SpeakerName, SpeakerTag
from quotesdb.db.types import Identity, Verdict
from quotesdb.resolve import clusters
from quotesdb.services.identity import clustering, linking
from quotesdb.services.ingest import remove, runs
from quotesdb.services.judging import pairwise, undo
from quotesdb.services.judging import speakers as judgements
from quotesdb.services.ledger import acts as who_is_whom
from quotesdb.services.statements import corrections, grouping
from quotesdb.services.store import read_model
from quotesdb.services.transfer import acts, pairs, reviews
from quotesdb.values import CueClass, Kind

Fault: TypeAlias = Callable[[], AbstractContextManager[Any]]


@contextmanager
def _after_each_run(spoil: Callable[[Any, int], None]) -> Iterator[None]:
    """Do something to the decisions on an article whenever a program has read it."""
    stored, stored_first = runs.store_run, runs.store_first_runs

    def store_run(session: Any, version: Any, *arguments: Any, **options: Any) -> Any:
        found = stored(session, version, *arguments, **options)
        spoil(session, version.article_id)
        return found

    def store_first_runs(session: Any, firsts: Any, *arguments: Any) -> None:
        stored_first(session, firsts, *arguments)
        for first in firsts:
            spoil(session, first.version.article_id)

    with (
        patch.object(runs, "store_run", store_run),
        patch.object(runs, "store_first_runs", store_first_runs),
    ):
        yield


def _reviews_of(article_id: int) -> Any:
    return Review.quote_id.in_(select(Quote.id).where(Quote.article_id == article_id))


def _retract_reviews(session: Any, article_id: int) -> None:
    live = (_reviews_of(article_id), Review.retracted_at.is_(None))
    back = {"retracted_at": datetime.now(UTC), "retraction": "d-aaaaaaaaaa"}
    session.execute(update(Review).where(*live).values(back))


def _forget_speakers(session: Any, article_id: int) -> None:
    session.execute(update(Review).where(_reviews_of(article_id)).values(appearance_id=None))


def _move_words(session: Any, article_id: int) -> None:
    of = select(Review.id).where(_reviews_of(article_id))
    moved = {"start_char": DecisionSpan.start_char + 1, "end_char": DecisionSpan.end_char + 1}
    session.execute(update(DecisionSpan).where(DecisionSpan.decision_id.in_(of)).values(moved))


def _accept_all(session: Any, article_id: int) -> None:
    for quote in session.scalars(select(Quote).where(Quote.article_id == article_id)):
        session.add(
            Review(
                quote_id=quote.id,
                version_id=quote.version_id,
                verdict=Verdict.ACCEPTED,
                kind=Kind.DIRECT,
                cue_class=CueClass.SPEECH,
                public_id="d-aaaaaaaaaa",
                decided_by="program",
                decided_at=datetime.now(UTC),
                retraction="d-aaaaaaaaaa",
                retracted_at=datetime.now(UTC),
            )
        )
    session.flush()


def _forget_names(session: Any, _article_id: int) -> None:
    session.execute(delete(SpeakerName))


def _drop_trigger(session: Any, _article_id: int) -> None:
    session.execute(text("DROP TRIGGER IF EXISTS quote_fts_insert"))


def _without_negatives(oldest_first: Any, ties: Any) -> Any:
    return clusters(oldest_first, ties._replace(different=()))


def _only_retract(session: Any, act: Any, kind: Any, rest: Any, gone: Any) -> None:
    held = who_is_whom.live_between(session, kind, rest, gone, Identity.SAME, Identity.UNSURE)
    act.retract(session, held)


def _only_one_negative(session: Any, act: Any, kind: Any, rest: Any, gone: Any) -> None:
    _only_retract(session, act, kind, rest, gone)
    act.write(session, [kind.of(rest[0], gone[0], Identity.DIFFERENT)])


def _delete_rows(_act: Any, session: Any, rows: Any) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def _with_tags(session: Any, article: Any) -> None:
    session.execute(delete(SpeakerTag))
    _EMPTY(session, article)


def _let_it_win(session: Any, row: Any, twins: Any) -> None:
    for twin in twins:
        if twin.retracted_at is None:
            acts.give_way(twin, row)
    session.flush()
    session.add(row)
    session.flush()


def _make_room(known: Any, _sent: Any, review: Any) -> None:
    for each in known:
        if each.retracted_at is None:
            acts.give_way(each, review)


def _only_live(kind: Any, session: Any) -> Any:
    return (line for line in _DUMP(kind, session) if line["retracted_at"] is None)


@contextmanager
def _unreviewed() -> Iterator[None]:
    """Let what programs find win over what people decided."""
    try:
        with patch.object(queries, "_DECIDED", false()):
            queries.effective_quotes.cache_clear()
            yield
    finally:
        queries.effective_quotes.cache_clear()


_EMPTY, _DUMP = remove._empty, pairs.Pairs.dump

FAULTS: Mapping[str, Fault] = {
    "ingest: a program accepts what it found": lambda: _after_each_run(_accept_all),
    "ingest: speakers stay as they were": lambda: patch.object(clustering, "_speakers", lambda *_: set()),
    "ingest: the search index misses what is new": lambda: _after_each_run(_drop_trigger),
    "edit: the words that a reviewer accepted move": lambda: _after_each_run(_move_words),
    "edit: names that people gave are dropped": lambda: _after_each_run(_forget_names),
    "extraction: reviews are taken back": lambda: _after_each_run(_retract_reviews),
    "extraction: whom a reviewer named is forgotten": lambda: _after_each_run(_forget_speakers),
    "review: the newest run wins over it": _unreviewed,
    "merge: speakers stay as they were": lambda: patch.object(
        judgements.Appearances, "refresh", lambda *_: set()
    ),
    "merge: not refused across a negative": lambda: patch.object(
        pairwise, "_refuse_held_apart", lambda *_: None
    ),
    "merge: statements stay as they were": lambda: patch.object(grouping, "refresh", lambda *_: None),
    "different: clusters do not heed it": lambda: patch.object(clustering, "clusters", _without_negatives),
    "split: no negative is written": lambda: patch.object(pairwise, "divide", _only_retract),
    "split: the sides are not held together": lambda: patch.object(pairwise, "divide", _only_one_negative),
    "review: what look-ups read stays as it was": lambda: patch.object(
        read_model, "refresh", lambda *_: None
    ),
    "removal: counts stay as they were": lambda: patch.object(read_model, "forget", lambda *_: None),
    "rename: not heeded": lambda: patch.object(clustering, "_given", lambda *_: {}),
    "undo: what was taken back does not hold again": lambda: patch.object(undo, "taken_back", lambda *_: []),
    "undo: rows are deleted": lambda: patch.object(who_is_whom.Act, "retract", _delete_rows),
    "removal: tags go along": lambda: patch.object(remove, "_empty", _with_tags),
    "export: what was taken back is left out": lambda: patch.object(pairs.Pairs, "dump", _only_live),
    "import: a contrary decision wins": lambda: patch.object(pairs, "store", _let_it_win),
    "import: a contrary review wins": lambda: patch.object(reviews, "_make_room", _make_room),
    "import: what is here already comes in again": lambda: patch.object(acts, "again", lambda *_: None),
    "ingest: what was set right gives way to the file": lambda: patch.object(
        corrections, "corrected", lambda *_: None
    ),
    "undo: what was set right stays": lambda: patch.object(corrections, "as_printed", lambda *_: None),
    "rebuild: equal names are not linked": lambda: patch.object(linking, "rebuild", lambda _: None),
}
"""Kind of step and what goes wrong in it, with the fault."""
