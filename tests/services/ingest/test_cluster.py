"""Workers of a cluster read and prepare: the same comes of it as of one process, whoever is killed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from quotesdb import __version__
from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.cluster import Introduction, NoCluster, introduce, objection
from tests.services.clustered import ROOT, running, skip_or_fail
from tests.services.ingest.test_pool import TEXT
from tests.services.toy import NEWER, TOY
from tests.services.whole import whole

ARTICLES = 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    skip_or_fail()
    made = tmp_path / "news"
    made.mkdir()
    for number in range(ARTICLES):
        (made / f"{number:02}.txt").write_text(TEXT.format(number % 60), encoding="utf-8")
    (made / "07.txt").write_bytes(b"")
    return made


def stored(database: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """All rows without their numbers, which follow from what is stored together."""
    engine = open_engine(database)
    assert check(engine) == []
    with sessions(engine)() as session:
        found = whole(session)
    engine.dispose()
    return found


def of_one_process(
    database: Path, empty_database: Path, *articles: Path
) -> dict[str, Counter[tuple[object, ...]]]:
    database.write_bytes(empty_database.read_bytes())
    engine = open_engine(database)
    ingest_paths(sessions(engine, write=True), list(map(str, articles)), program=TOY)
    engine.dispose()
    return stored(database)


def begun(database: Path, scheduler: str, shards: Path, *articles: Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "tests.services.clustered", database, scheduler, shards, *articles]
    return subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_changes_nothing(
    empty_database: Path, database: Path, folder: Path, tmp_path: Path
) -> None:
    wanted = of_one_process(tmp_path / "one.db", empty_database, folder, folder)
    shards = tmp_path / "shards"
    with running(tmp_path, ["--no-nanny"], ["--no-nanny"]) as cluster:
        # Twice the same: what is asked for twice is there as long as it is needed.
        with begun(database, cluster.scheduler, shards, folder, folder) as ingesting:
            assert ingesting.stdout
            told = [next(ingesting.stdout) for _ in range(10)]
            cluster.workers[1].kill()
            told += ingesting.stdout
        assert ingesting.returncode == 0
        with begun(database, cluster.scheduler, shards, folder) as ingesting:
            again = ingesting.communicate()[0].splitlines()
    assert cluster.workers[1].returncode < 0
    assert told[7] == "failed unreadable 07.txt\n"
    assert len(told) == 2 * ARTICLES
    assert stored(database) == wanted
    assert {line.split()[0] for line in again} == {"unchanged", "failed"}
    assert len(again) == ARTICLES
    assert list(shards.iterdir()) == []


@pytest.mark.slow
def test_a_document_that_ends_every_worker_fails_alone(
    empty_database: Path, database: Path, folder: Path, tmp_path: Path
) -> None:
    (folder / "11.txt").write_text(TEXT.format("gorgon"), encoding="utf-8")
    for path in sorted(folder.iterdir())[20:]:
        path.unlink()
    at_once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with (
        running(tmp_path, ["--nanny"], **at_once) as cluster,
        begun(database, cluster.scheduler, tmp_path / "shards", folder) as ingesting,
    ):
        told = ingesting.communicate()[0].splitlines()
    assert told[11] == "failed died 11.txt"
    assert [line.split()[0] for line in told].count("created") == 18
    (folder / "11.txt").unlink()
    assert stored(database) == of_one_process(tmp_path / "one.db", empty_database, folder)


def test_without_a_scheduler_it_says_so_and_stores_nothing(
    make_session, folder, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("quotesdb.services.ingest.cluster._CONNECTING", 1)
    options = Options(scheduler="tcp://127.0.0.1:9", shards=tmp_path)
    with pytest.raises(NoCluster, match="there is no scheduler at tcp://127"):
        ingest_paths(make_session, [str(folder)], options, program=TOY)


def test_a_worker_must_be_what_this_process_is(tmp_path) -> None:
    assert objection(introduce(TOY, [str(tmp_path)]), TOY.ref) is None
    assert objection(introduce(TOY, [str(tmp_path), "/nowhere"]), TOY.ref) == "does not see /nowhere"
    assert "has another extractor or model" in str(objection(introduce(TOY, []), NEWER.ref))
    older = Introduction("0.0.1", TOY.ref, None)
    assert objection(older, TOY.ref) == f"has quotesdb 0.0.1, and this is {__version__}"
    absent = ModuleNotFoundError("No module named 'quotesdb'")
    assert str(objection(absent, TOY.ref)).endswith("ModuleNotFoundError: No module named 'quotesdb'")
