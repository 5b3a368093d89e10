"""A program that is killed at any moment loses nothing that it has reported; the same again does the rest."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.db.models import Article, ArticleVersion, ExtractionRun, Review
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import derived, rebuild
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.transfer import export_decisions, import_decisions
from tests.services.toy import NEWER, TOY, draft, ingest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session, sessionmaker

ARTICLES = 20

BEGINNING = """
import sys
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest import pool, rebuild
from quotesdb.services.transfer import import_decisions
from quotesdb.services.ingest.reextract import reextract
from tests.services.toy import NEWER

make_session = sessions(open_engine(sys.argv[1]), write=True)
rebuild._PORTION = pool.ENOUGH = 1

def tell(what):
    print(what, flush=True)

tell("ready")
"""
REEXTRACT = "reextract(make_session, program=NEWER, on_result=lambda outcome: tell(outcome.article_id))"
IMPORT = "import_decisions(make_session, open(sys.argv[2]), on_result=lambda outcome: tell(outcome.about))"
REBUILD = "rebuild.rebuild(make_session, jobs={})"


@pytest.fixture
def articles(engine: Engine) -> sessionmaker[Session]:
    make_session = sessions(engine, write=True)
    with make_session.begin() as session:
        for number in range(ARTICLES):
            words = f"“We open number {number} in May,” said Ada Example.\n“No,” said Bo Sample{number % 7}."
            ingest(session, draft(words, f"https://example.org/{number}", day="2025-03-01"), program=TOY)
    return make_session


def killed(work: str, *arguments: str, after: int = 0, then: float = 0.0) -> set[str]:
    """What a program reported that was killed when it had reported so much, and a moment later."""
    command = [sys.executable, "-c", BEGINNING + work, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        reported = {worker.stdout.readline().strip() for _ in range(after + 1)}
        time.sleep(then)
        worker.send_signal(signal.SIGKILL)
        reported |= set(worker.stdout.read().split())
    return reported - {"ready", ""}


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_reextract_keeps_what_it_reported(
    articles: sessionmaker[Session], engine: Engine, database_url: str, seed: int
) -> None:
    chosen = random.Random(seed)
    reported = killed(REEXTRACT, database_url, after=chosen.randrange(8), then=chosen.uniform(0, 0.05))
    renewed = (
        select(Article.public_id)
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .join(ExtractionRun, ExtractionRun.version_id == ArticleVersion.id)
        .where(ExtractionRun.extractor_version == NEWER.version, ExtractionRun.status == "complete")
    )
    with articles() as session:
        done = set(session.scalars(renewed))
        assert reported <= done
        assert len(done) < ARTICLES
        assert problems(session) == []
    assert check(engine) == []
    counts = reextract(articles, program=NEWER).counts
    assert counts == {Renewal.CURRENT: len(done), Renewal.RENEWED: ARTICLES - len(done)}


@pytest.mark.parametrize("seed", [1])
def test_a_killed_import_keeps_what_it_reported(
    articles: sessionmaker[Session], copied: Callable[[], str], tmp_path: Path, seed: int
) -> None:
    before = copied()
    with articles.begin() as session:
        for row in find_quotes(session, QuoteFilter(limit=None)).rows:
            review_quote(session, row.id, "Eva", accept=True)
        lines = [json.dumps(line) for line in export_decisions(session)]
    (tmp_path / "decisions.jsonl").write_text("\n".join(lines), encoding="utf-8")

    chosen = random.Random(seed)
    reported = killed(
        IMPORT,
        before,
        str(tmp_path / "decisions.jsonl"),
        after=chosen.randrange(12),
        then=chosen.uniform(0, 0.05),
    )
    other = open_engine(before)
    make_session = sessions(other, write=True)
    with make_session() as session:
        stored = {review.quote.public_id for review in session.scalars(select(Review))}
        assert reported <= stored
        assert len(stored) < len(lines)
        assert problems(session) == []
    assert check(other) == []
    assert import_decisions(make_session, lines) == 0
    with make_session() as session:
        assert [json.dumps(line) for line in export_decisions(session)] == lines
    other.dispose()


@pytest.mark.parametrize(("jobs", "seed"), [(1, 0), (1, 1), (2, 2), (2, 3)])
def test_a_killed_rebuild_leaves_what_people_see_and_is_done_again(
    articles: sessionmaker[Session], engine: Engine, database_url: str, jobs: int, seed: int
) -> None:
    with articles() as session:
        before = derived(session)
    with articles.begin() as session:
        session.execute(text("DELETE FROM speaker_link"))
        session.execute(text("UPDATE speaker SET name = 'Cy Test'"))
    killed(REBUILD.format(jobs), database_url, then=random.Random(seed).uniform(0, 0.6 * jobs))
    assert check(engine) == []
    with articles() as session:
        assert find_quotes(session, QuoteFilter(limit=None)).total == 2 * ARTICLES
        assert all(speaker is not None for speaker in derived(session).speakers.values())
    rebuild(articles)
    with articles() as session:
        assert derived(session) == before
        assert problems(session) == []
