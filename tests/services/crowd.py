"""Many who write to one database at once: some store overlapping sets of articles, others decide.

``python -m benchmarks.writers`` runs it, on any database; a test does so on an SQLite file.
"""

from __future__ import annotations

import multiprocessing
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.db.models import Article, Decision, Quote, Review
from quotesdb.db.retry import retried
from quotesdb.services.errors import ServiceError
from quotesdb.services.ingest.batch import ingest_paths
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.rebuild import derived, fresh
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.speakers import merge
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_speakers
from tests.services.toy import TOY

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


_NOTHING = "nothing to decide"
_MOST_IN_VAIN = 2000
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many there are, and how much each has to do."""

    ingesters: int = 8
    reviewers: int = 2
    articles: int = 48
    decisions: int = 40

    def run(self, url: str, folder: Path, seed: int) -> Counter[str]:
        """Let all of them work on an empty database, then see that nothing is lost or there twice.

        Returns how often what was done.
        """
        paths = [_write(folder / f"{number:03}.txt", number) for number in range(self.articles)]
        context = multiprocessing.get_context("fork")
        told = context.SimpleQueue()
        everybody = [
            *((_ingest, (url, self._share(paths, seed + number))) for number in range(self.ingesters)),
            *((_review, (url, seed + number, self.decisions)) for number in range(self.reviewers)),
        ]
        processes = [
            context.Process(target=_tell, args=(told, work, arguments)) for work, arguments in everybody
        ]
        for process in processes:
            process.start()
        found = [told.get() for _ in processes]
        for process in processes:
            process.join()
        failures = [one for one in found if isinstance(one, str)]
        assert not failures, "\n".join(failures)
        done: Counter[str] = sum((counts for counts, _ in found), Counter())
        _look(url, self.articles, done, {id_ for _, ids in found for id_ in ids})
        return done

    def _share(self, paths: list[str], seed: int) -> list[str]:
        """More than half of the articles; every one is in several shares, in another order in each."""
        chosen = random.Random(seed)
        offset = seed * len(paths) // self.ingesters
        turned = [*paths, *paths][offset % len(paths) :][: 2 * len(paths) // 3]
        return chosen.sample(turned, len(turned))


def _write(file: Path, number: int) -> str:
    words = f"“We open number {number} in May,” said Ada Example.\n“No,” said Bo Sample{number % 7}.\n"
    file.write_text(words, encoding="utf-8")
    return str(file)


def _tell(told: Any, work: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    try:
        told.put(work(*arguments))
    except BaseException:  # noqa: BLE001 - whatever it is, somebody waits for an answer
        told.put(traceback.format_exc())


def _ingest(url: str, paths: list[str]) -> tuple[Counter[str], set[str]]:
    engine = open_engine(url)
    outcomes: list[Any] = []
    ingest_paths(sessions(engine, write=True), paths, program=TOY, on_result=outcomes.append)
    engine.dispose()
    failed = [outcome.reason for outcome in outcomes if outcome.outcome is Outcome.FAILED]
    assert not failed, failed
    return Counter(f"article {outcome.outcome}" for outcome in outcomes), set()


def _review(url: str, seed: int, decisions: int) -> tuple[Counter[str], set[str]]:
    """Accept, merge and take back, as often as there is something to decide on."""
    engine = open_engine(url)
    chosen = random.Random(seed)
    done, ids = Counter[str](), list[str]()
    while done.total() - done[_NOTHING] < decisions and done[_NOTHING] < _MOST_IN_VAIN:
        act = chosen.choice((_accept, _merge, _undo))
        try:
            new = retried(partial(_transaction, engine, act, chosen, ids))
        except (ServiceError, LookupError, ValueError):
            # There is nothing yet, or somebody decided otherwise.
            done[_NOTHING] += 1
            time.sleep(_PAUSE)
        else:
            done[act.__name__.strip("_")] += 1
            ids += new
    engine.dispose()
    return done, set(ids)


def _transaction(engine: Engine, act: Callable[..., list[str]], chosen: random.Random, ids: list[str]) -> Any:
    with sessions(engine, write=True).begin() as session:
        return act(session, chosen, ids)


def _accept(session: Session, chosen: random.Random, _ids: list[str]) -> list[str]:
    quote = chosen.choice(find_quotes(session, QuoteFilter(limit=50)).rows)
    review_quote(session, quote.id, "Eva", accept=True)
    own = select(Review.public_id).join(Review.quote).where(Quote.public_id == quote.id)
    return list(session.scalars(own.where(Review.live())))


def _merge(session: Session, chosen: random.Random, _ids: list[str]) -> list[str]:
    one, other = chosen.sample(list_speakers(session, limit=50).rows, 2)
    return [merge(session, one.id, other.id, "Eva").decision]


def _undo(session: Session, chosen: random.Random, ids: list[str]) -> list[str]:
    return [undo(session, chosen.choice(ids), "Eva").decision]


def _look(url: str, articles: int, done: Counter[str], decided: set[str]) -> None:
    """Each article, quote and speaker is there once, and every decision that was told."""
    assert done["article created"] == articles
    engine = open_engine(url)
    assert check(engine) == []
    with sessions(engine)() as session:
        assert len(session.scalars(select(Article.id)).all()) == articles
        assert len(session.scalars(select(Quote.id)).all()) == 2 * articles
        kept = session.execute(select(Decision.public_id, Decision.retraction)).all()
        assert decided <= {id_ for row in kept for id_ in row}
        assert problems(session) == []
        stands = derived(session)
    with sessions(engine, write=True)() as session:
        assert fresh(session) == stands
    engine.dispose()
