"""Many inputs: one bad document stops nothing, and what was reported is stored whatever happens."""

from __future__ import annotations

import io
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.db.models import Article, ArticleVersion, ExtractionRun
from quotesdb.services.ingest import batch, documents, runs
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.text import anchor
from tests.services.toy import TOY

TEXT = "The plant will open in spring, the company said.\n\n“We open in May,” said Ada Example.\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deeper" / "b.md").write_text(
        "---\ntitle: The river\nurl: https://example.org/river\n---\n" + TEXT.replace("plant", "river"),
        encoding="utf-8",
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    return folder


def run(make_session, *paths, options=None, program=TOY):
    outcomes, started = [], []
    summary = ingest_paths(
        make_session,
        [str(path) for path in paths],
        options,
        program=program,
        on_start=started.append,
        on_result=outcomes.append,
    )
    return summary, {Path(outcome.name).name: outcome for outcome in outcomes}, started


def test_a_folder_is_stored_but_for_its_bad_files(session, make_session, folder):
    summary, outcomes, started = run(make_session, folder, folder / "missing.txt")

    assert {name: outcome.outcome for name, outcome in outcomes.items()} == {
        "a.txt": Outcome.CREATED,
        "b.md": Outcome.CREATED,
        "empty.txt": Outcome.FAILED,
        "binary.txt": Outcome.FAILED,
        "missing.txt": Outcome.FAILED,
    }
    assert all(outcome.reason for outcome in outcomes.values() if outcome.outcome is Outcome.FAILED)
    assert (started, summary.total, summary.failed, summary.quotes) == ([5], 5, 3, 2)
    assert find_quotes(session, QuoteFilter()).total == 2


def test_a_second_time_everything_is_unchanged(make_session, folder):
    run(make_session, folder)
    summary, _outcomes, _started = run(make_session, folder)
    assert summary.counts == {Outcome.UNCHANGED: 2, Outcome.FAILED: 2}
    assert summary.quotes == 0


def test_what_a_person_says_of_an_article_wins(session, make_session, folder):
    options = Options(title="Our title", publisher="Example Post", published="2025-03", byline="Eva Muster")
    run(make_session, folder / "a.txt", options=options)
    [citation] = find_quotes(session, QuoteFilter()).rows
    article = citation.article
    assert (article.title, article.publisher, article.byline) == (
        "Our title",
        "Example Post",
        ("Eva Muster",),
    )
    assert article.published.printed() == "2025-03"


def test_a_date_that_is_none_fails_that_input(make_session, folder):
    _summary, outcomes, _started = run(make_session, folder / "a.txt", options=Options(published="soon"))
    assert outcomes["a.txt"].outcome is Outcome.FAILED
    assert "soon" in outcomes["a.txt"].reason


def test_a_file_over_the_limit_is_refused(make_session, folder):
    _summary, outcomes, _started = run(make_session, folder / "a.txt", options=Options(max_size=20))
    assert "--max-size" in outcomes["a.txt"].reason


@pytest.mark.parametrize(("limit", "outcome"), [(1000, Outcome.CREATED), (20, Outcome.FAILED)])
def test_standard_input_is_one_article(monkeypatch, make_session, limit, outcome):
    stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    _summary, outcomes, _started = run(make_session, "-", options=Options(max_size=limit))
    assert outcomes["-"].outcome is outcome


def test_an_unexpected_error_fails_one_article_and_leaves_nothing_of_it(session, make_session, folder):
    def fail_on_river(text, language):
        if "river" in text:
            raise RuntimeError("lost\nin the woods")
        return TOY.extract(text, language)

    _summary, outcomes, _started = run(
        make_session, folder / "deeper", folder / "a.txt", program=replace(TOY, extract=fail_on_river)
    )
    assert "a fault of quotesdb" in outcomes["b.md"].reason
    assert "RuntimeError: lost (" in outcomes["b.md"].reason
    assert outcomes["a.txt"].outcome is Outcome.CREATED
    assert session.scalars(select(Article.url)).all() == [None]


def test_an_error_while_storing_leaves_nothing_of_the_article(session, make_session, folder):
    [found] = TOY.extract("“We open,” said Ada Example.")
    broken = replace(TOY, extract=lambda _text, _language: [found, replace(found, confidence=7.0)])
    _summary, outcomes, _started = run(make_session, folder / "a.txt", program=broken)
    assert "IntegrityError" in outcomes["a.txt"].reason
    assert session.scalars(select(Article)).all() == []


def test_ctrl_c_leaves_what_was_reported(session, make_session, folder):
    def interrupted(text, language):
        if "river" in text:
            raise KeyboardInterrupt
        return TOY.extract(text, language)

    with pytest.raises(KeyboardInterrupt):
        run(make_session, folder / "a.txt", folder / "deeper", program=replace(TOY, extract=interrupted))
    assert len(session.scalars(select(Article)).all()) == 1


def test_an_article_that_finds_the_database_locked_fails_alone(database, folder, monkeypatch):
    monkeypatch.setenv("QUOTESDB_WAIT", "0.05")
    monkeypatch.setattr(documents, "GATHERED", 1)
    engine = open_engine(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:

        def locked_meanwhile(text, language):
            if not other.in_transaction:
                other.execute("BEGIN IMMEDIATE")
            else:
                other.execute("ROLLBACK")
            return TOY.extract(text, language)

        make_session = sessions(engine, write=True)
        summary, outcomes, _started = run(
            make_session,
            folder / "a.txt",
            folder / "deeper",
            program=replace(TOY, extract=locked_meanwhile),
        )
    assert outcomes["a.txt"].outcome is Outcome.FAILED
    assert "in use by another program" in outcomes["a.txt"].reason
    assert (outcomes["b.md"].outcome, summary.failed) == (Outcome.CREATED, 1)
    engine.dispose()


def test_reading_and_extracting_wait_for_nobody(database, folder, monkeypatch):
    monkeypatch.setenv("QUOTESDB_WAIT", "0.05")
    engine = open_engine(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def free(text, language):
            if other.in_transaction:
                other.execute("ROLLBACK")
            return TOY.extract(text, language)

        summary, _outcomes, _started = run(
            sessions(engine, write=True), folder / "a.txt", program=replace(TOY, extract=free)
        )
    assert summary.counts == {Outcome.CREATED: 1}
    engine.dispose()


@pytest.mark.sqlite_only("asks whether the lock of the file is free")
def test_what_became_of_changed_words_is_looked_for_before_anybody_has_to_wait(
    make_session, database, folder, monkeypatch
):
    run(make_session, folder / "a.txt")
    asked = []

    def find_changed(*arguments):
        with closing(sqlite3.connect(database, isolation_level=None, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
        asked.append(arguments)
        return anchor.find_changed(*arguments)

    monkeypatch.setattr(runs, "find_changed", find_changed)
    changed = TEXT.replace("We open in May", "We hope to open in May, not before")
    (folder / "a.txt").write_text(changed, encoding="utf-8")
    _summary, outcomes, _started = run(make_session, folder / "a.txt")
    assert (outcomes["a.txt"].outcome, len(asked)) == (Outcome.NEW_VERSION, 1)


def test_an_article_that_goes_after_it_was_seen_is_stored_all_the_same(make_session, folder, monkeypatch):
    monkeypatch.setattr(batch, "look_ahead", lambda *_arguments, **_options: False)
    _summary, outcomes, _started = run(make_session, folder / "a.txt")
    assert (outcomes["a.txt"].outcome, outcomes["a.txt"].quotes) == (Outcome.CREATED, 1)


WORKER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.batch import ingest_paths
from tests.services.toy import TOY

def slowly(text, language):
    time.sleep(0.01)
    return TOY.extract(text, language)

ingest_paths(
    sessions(open_engine(sys.argv[1]), write=True), [sys.argv[2]], program=replace(TOY, extract=slowly),
    on_result=lambda outcome: print(outcome.article_id, flush=True),
)
"""


def test_what_a_killed_ingest_reported_is_stored_and_the_rest_follows(tmp_path, database):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(TEXT.replace("May", f"May {number}"), encoding="utf-8")
    command = [sys.executable, "-c", WORKER, str(database), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        reported = {worker.stdout.readline().strip() for _ in range(8)}
        worker.send_signal(signal.SIGKILL)
        reported |= set(worker.stdout.read().split())

    engine = open_engine(database)
    assert check(engine) == []
    with sessions(engine)() as session:
        stored = set(session.scalars(select(Article.public_id)))
        assert reported <= stored
        assert len(stored) < 40
        complete = select(ArticleVersion.article_id).join(
            ExtractionRun, ExtractionRun.version_id == ArticleVersion.id
        )
        assert len(session.scalars(complete.where(ExtractionRun.status == "complete")).all()) == len(stored)
    summary = ingest_paths(sessions(engine, write=True), [str(folder)], program=TOY)
    assert summary.counts == {Outcome.UNCHANGED: len(stored), Outcome.CREATED: 40 - len(stored)}
    engine.dispose()


def test_what_is_ready_is_gathered_until_it_is_enough(monkeypatch):
    monkeypatch.setattr(documents, "GATHERED", 3)
    assert list(documents.gathered([[1], [2], [3, 4], [5]])) == [[1, 2, 3, 4], [5]]


def test_what_is_ready_waits_no_longer_than_a_moment(monkeypatch):
    monkeypatch.setattr(documents, "_GATHERING", -1)
    assert list(documents.gathered([[1], [2, 3]])) == [[1], [2, 3]]


def test_what_was_ready_before_an_error_is_handed_on():
    def failing():
        yield [1]
        raise KeyboardInterrupt

    found = []
    with pytest.raises(KeyboardInterrupt):
        found.extend(documents.gathered(failing()))
    assert found == [[1]]
