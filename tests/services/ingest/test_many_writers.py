"""Several programs write at once, about the same people: all of it is there once, nobody waits in vain."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from quotesdb.db.engine import check, ensure_schema, open_engine, sessions
from quotesdb.db.models import Appearance, Article, Quote, Review, Speaker
from quotesdb.services.ingest.batch import ingest_paths
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_speakers
from tests.services.toy import TOY

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

pytestmark = pytest.mark.slow

WRITERS, ARTICLES, SHARE = 4, 24, 16
NAMES = ("Ada Example", "Bo Sample", "Cy Test", "Example Works", "Dee Example, director at Velda Bank")

INGEST = """
import json, sys
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.batch import ingest_paths
from tests.services.toy import TOY

make_session = sessions(open_engine(sys.argv[1]), write=True)
sys.stdin.readline()
outcomes = []
ingest_paths(make_session, sys.argv[2:], program=TOY, on_result=outcomes.append)
print(json.dumps([[one.outcome, one.reason] for one in outcomes]))
"""

REVIEW = """
import json, sys
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes

make_session = sessions(open_engine(sys.argv[1]), write=True)
sys.stdin.readline()
decided = []
while len(decided) < 10:
    with make_session.begin() as session:
        rows = [row.id for row in find_quotes(session, QuoteFilter(limit=None)).rows]
        new = [row for row in rows if row not in decided][:1]
        for row in new:
            review_quote(session, row, "Eva", accept=True)
    decided += new
print(json.dumps(decided))
"""


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    """Articles in which the same few people speak."""
    chosen, paths = random.Random(7), []
    for number in range(ARTICLES):
        said = [
            f"“Works number {number}.{line} opens in May,” said {name}."
            for line, name in enumerate(chosen.sample(NAMES, 3))
        ]
        path = tmp_path / f"{number}.txt"
        path.write_text(f"---\nurl: https://example.org/{number}\n---\n" + "\n".join(said), encoding="utf-8")
        paths.append(str(path))
    return paths


def at_once(database: str, *tasks: tuple[str, list[str]]) -> list[Any]:
    """What programs print that begin at the same time."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, database, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for code, arguments in tasks
    ]
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.communicate(timeout=120)[0] for each in running]
    return [json.loads(line) for line in told]


def seen(session: Session) -> tuple[Any, ...]:
    """What look-ups tell of who said what; the rest has numbers of its own in each database."""
    rows = find_quotes(session, QuoteFilter(limit=None)).rows
    speakers = list_speakers(session, limit=None).rows
    return (
        sorted((row.id, row.speaker and row.speaker.name) for row in rows),
        sorted((row.name, row.quotes, row.articles) for row in speakers),
    )


def test_what_several_ingest_at_once_while_others_decide_is_there_once(
    engine: Engine, database_url: str, articles: list[str], tmp_path: Path
):
    chosen = random.Random(3)
    shares = [chosen.sample(articles, SHARE) for _ in range(WRITERS - 1)]
    shares.append([path for path in articles if not any(path in share for share in shares)] + articles[:4])
    *ingested, decided = at_once(database_url, *((INGEST, share) for share in shares), (REVIEW, []))

    outcomes = Counter(outcome for told in ingested for outcome, _reason in told)
    assert outcomes == {"created": ARTICLES, "unchanged": sum(map(len, shares)) - ARTICLES}
    with sessions(engine, write=True)() as session:
        number = {
            model: session.scalar(select(func.count()).select_from(model))
            for model in (Article, Quote, Appearance, Speaker)
        }
        assert number == {
            Article: ARTICLES,
            Quote: 3 * ARTICLES,
            Appearance: 3 * ARTICLES,
            Speaker: len(NAMES),
        }
        reviewed = set(session.scalars(select(Quote.public_id).join(Review, Review.quote_id == Quote.id)))
        assert reviewed == set(decided)
        assert problems(session) == []
        found = seen(session)
    assert check(engine) == []

    alone = open_engine(tmp_path / "alone.db")

    ensure_schema(alone)
    ingest_paths(sessions(alone, write=True), articles, program=TOY)
    with sessions(alone)() as session:
        assert seen(session) == found
    alone.dispose()
