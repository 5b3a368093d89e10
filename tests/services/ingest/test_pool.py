"""Several processes read and extract: the same comes of it, and none of them can spoil the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.services.ingest import documents, pool
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.documents import FailureKind
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.pool import Died, NoWorkers, Pool
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.settings import THREADS_VARIABLE, WrongSetting
from tests.services.toy import NEWER, TOY, extract

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "The plant opens.\n\n“We open in May {0},” said Ada Example.\n“No {0},” said Bo Sample{0}.\n"

TABLES = ("article", "article_version", "quote", "appearance", "speaker", "speaker_link", "statement")


def deadly(words: str, language: str | None = None) -> Sequence[object]:
    """An extractor whose process does not survive one text, as where memory ends."""
    if "gorgon" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(words, language)


def twice(number: int) -> int:
    return 2 * number


def doomed(_number: int) -> None:
    os._exit(3)


def process_of(_item: int) -> int:
    return os.getpid()


def threads(_item: int) -> str | None:
    return os.environ.get(THREADS_VARIABLE)


def misled(_item: int) -> None:
    raise WrongSetting("a setting is wrong")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    for number in range(30):
        (made / f"{number:02}.txt").write_text(TEXT.format(number % 20), encoding="utf-8")
    (made / "07.txt").write_bytes(b"")
    (made / "11.txt").write_text(TEXT.format("gorgon"), encoding="utf-8")
    return made


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, but for when they were written."""
    engine = open_engine(database)
    assert check(engine) == []
    with sessions(engine)() as session:
        found = {
            table: [
                tuple(value for name, value in row._mapping.items() if not name.endswith("_at"))
                for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1"))
            ]
            for table in TABLES
        }
    engine.dispose()
    return found


def test_what_is_stored_and_told_does_not_depend_on_the_number_of_processes(
    empty_database: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is ready is stored together, rows in the order of the group: a slow machine makes smaller ones.
    monkeypatch.setattr(documents, "_GATHERING", float("inf"))
    told: list[list[object]] = []
    stored = []
    for jobs in (1, 2):
        database = tmp_path / f"{jobs}.db"
        database.write_bytes(empty_database.read_bytes())
        engine = open_engine(database)
        outcomes: list[object] = []
        arguments = {"program": TOY, "on_result": outcomes.append}
        ingest_paths(sessions(engine, write=True), [str(folder)], Options(jobs=jobs), **arguments)
        ingest_paths(sessions(engine, write=True), [str(folder)], Options(jobs=jobs), **arguments)
        reextract(sessions(engine, write=True), program=NEWER, jobs=jobs, on_result=outcomes.append)
        reextract(sessions(engine, write=True), program=NEWER, jobs=jobs, on_result=outcomes.append)
        engine.dispose()
        told.append(outcomes)
        stored.append(rows(database))
    assert [one.outcome for one in told[0]].count(Renewal.RENEWED) == 29
    assert len(told[0]) == 2 * 30 + 2 * 29
    assert told[0] == told[1]
    assert stored[0] == stored[1]


def test_a_process_that_dies_costs_the_document_that_it_worked_on(make_session, folder) -> None:
    outcomes = []
    program = replace(TOY, extract=deadly)
    summary = ingest_paths(
        make_session, [str(folder)], Options(jobs=2), program=program, on_result=outcomes.append
    )
    assert summary.counts == {Outcome.CREATED: 28, Outcome.FAILED: 2}
    failed = {Path(one.name).name: (one.failure, one.reason) for one in outcomes if one.failure}
    assert failed["07.txt"] == (FailureKind.UNREADABLE, "empty file")
    assert failed["11.txt"][0] is FailureKind.DIED
    assert "signal 9" in failed["11.txt"][1]
    again = ingest_paths(make_session, [str(folder)], Options(jobs=2), program=TOY)
    assert again.counts == {Outcome.UNCHANGED: 28, Outcome.CREATED: 1, Outcome.FAILED: 1}


def test_few_documents_are_worked_on_in_this_process(make_session, folder, monkeypatch) -> None:
    def none(_jobs: int) -> Pool:
        raise AssertionError("a pool was started")

    monkeypatch.setattr(pool, "Pool", none)
    few = [str(folder / f"{number:02}.txt") for number in range(6)]
    assert ingest_paths(make_session, few, Options(jobs=8), program=TOY).total == 6


def test_results_come_in_the_order_of_what_is_asked_and_little_is_taken_ahead() -> None:
    taken = count()
    with Pool(2) as those:
        groups = those.in_turn(twice, taken)
        found = [pair for group in islice(groups, 20) for pair in group]
    assert found == [(number, 2 * number) for number in range(len(found))]
    assert next(taken) - len(found) <= 16


def test_a_process_uses_one_thread_unless_the_user_says_otherwise(monkeypatch) -> None:
    monkeypatch.delenv(THREADS_VARIABLE, raising=False)
    with Pool(1) as those:
        assert list(those.in_turn(threads, [0])) == [[(0, "1")]]
    monkeypatch.setenv(THREADS_VARIABLE, "3")
    with Pool(1) as those:
        assert list(those.in_turn(threads, [0])) == [[(0, "3")]]


def test_a_mistake_of_the_user_in_a_process_is_one_here() -> None:
    with Pool(1) as those, pytest.raises(WrongSetting, match="a setting is wrong"):
        list(those.in_turn(misled, [0]))


def test_processes_that_only_die_are_given_up() -> None:
    with Pool(1) as those, pytest.raises(NoWorkers, match="--jobs 1"):
        list(those.in_turn(doomed, range(100)))
    with Pool(1) as those:
        assert list(those.in_turn(doomed, [0])) == [[(0, Died(3))]]


BUSY = """
import sys
from tests.services.ingest.test_pool import busy
from quotesdb.services.ingest.pool import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        for group in pool.in_turn(busy, range(100)):
            for _, process in group:
                print(process, flush=True)
"""


def busy(number: int) -> int:
    """The process that works on it, for a moment or without end."""
    if number >= 8:
        time.sleep(600)
    return os.getpid()


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_one_that_asks(tmp_path: Path, ending: signal.Signals) -> None:
    script = tmp_path / "asks.py"
    script.write_text(BUSY)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        text=True,
    ) as asks:
        assert asks.stdout is not None
        workers = {int(asks.stdout.readline()) for _ in range(8)}
        assert all(map(is_running, workers))
        began = time.monotonic()
        asks.send_signal(ending)
        # The pipe ends when nobody holds it any more.
        asks.stdout.read()
        assert time.monotonic() - began < 10
    # A process lets go of what it holds just before it is gone.
    while any(map(is_running, workers)) and time.monotonic() - began < 10:
        time.sleep(0.01)
    assert not any(map(is_running, workers))
