"""Work on a database that is killed again and again at random moments: nothing that was reported is lost.

After every kill what was reported is there and nothing is half there; after the last one the same work, begun
again, ends as if nobody had disturbed it. ``python -m benchmarks.kills`` runs it for longer than a test does.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Engine, func, text
from sqlalchemy import select as select_

from quotesdb.db.engine import check, current, ensure_schema, head, open_engine, sessions, upgrade
from quotesdb.db.models import Article, ArticleVersion, Base, Decision, ExtractionRun
from quotesdb.db.types import RunStatus
from quotesdb.present.text import json_text
from quotesdb.services.ingest import pool, rebuild
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.speakers import merge
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_articles
from quotesdb.services.transfer import copy, export_decisions, import_decisions
from quotesdb.values import ExtractorRef
from tests.postgresql_server import Server
from tests.schema import downgrade
from tests.services.toy import NEWER, TOY

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

ARTICLES, MANY = 32, 100
"""Articles of most works; and of those that store them, which they do in several groups."""

_PREVIOUS = "0008"
_SOURCE = "source.url"
"""The file that names the database which is copied."""

_MOST_KILLS = 4
"""Kills of one piece of work before it is left to end."""

Tell = Callable[[str], None]


class Place(Protocol):
    """Where databases are: an engine, and how to come by copies."""

    def url(self, name: str) -> str:
        """Of the database of that name."""

    def copy(self, name: str | None, to: str) -> None:
        """Make a database, or make it anew, that is like another, which nobody has open, or empty."""


@dataclass(frozen=True, slots=True)
class Files:
    """SQLite files of a folder."""

    folder: Path

    def url(self, name: str) -> str:
        """As ``Place`` says."""
        return str(self.folder / f"{name}.db")

    def copy(self, name: str | None, to: str) -> None:
        """As ``Place`` says."""
        for left in self.folder.glob(f"{to}.db*"):
            left.unlink()
        if name:
            shutil.copyfile(self.url(name), self.url(to))


@dataclass(frozen=True, slots=True)
class Databases:
    """Databases of a PostgreSQL server, whose names begin alike."""

    server: Server
    prefix: str

    def url(self, name: str) -> str:
        """As ``Place`` says."""
        return self.server.of(self.prefix + name)

    def copy(self, name: str | None, to: str) -> None:
        """As ``Place`` says."""
        self.server.drop(self.prefix + to)
        self.server.make(self.prefix + name if name else "template0", self.prefix + to)


@dataclass(frozen=True, slots=True)
class Work:
    """What is done to a database that is called ``start``, and what of it is there that was reported.

    ``repairs``: the database is wrong until it is done.
    """

    name: str
    start: str
    do: Callable[[Engine, Path, Tell], None]
    there: Callable[[Session], Iterable[str]] = lambda _session: ()
    repairs: bool = False


def _writing(engine: Engine) -> sessionmaker[Session]:
    return sessions(engine, write=True)


def _ingest(engine: Engine, folder: Path, tell: Tell, *, jobs: int, of: str = "many") -> None:
    ingest_paths(
        _writing(engine),
        [str(folder / of)],
        Options(jobs=jobs),
        program=TOY,
        on_result=lambda outcome: tell(str(outcome.article_id)),
    )


def _reextract(engine: Engine, _folder: Path, tell: Tell, *, jobs: int) -> None:
    told = lambda outcome: tell(outcome.article_id)  # noqa: E731
    reextract(_writing(engine), program=NEWER, jobs=jobs, on_result=told)


def _rebuild(engine: Engine, _folder: Path, _tell: Tell, *, jobs: int) -> None:
    rebuild._PORTION = pool.ENOUGH = 1
    rebuild.rebuild(_writing(engine), jobs=jobs)


def _import(engine: Engine, folder: Path, tell: Tell) -> None:
    with (folder / "decisions.jsonl").open(encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
        lines.seek(0)
        failed = import_decisions(_writing(engine), lines, on_result=lambda done: tell(ids[done.line - 1]))
    assert not failed


def _upgrade(engine: Engine, _folder: Path, tell: Tell) -> None:
    upgrade(engine)
    tell(head())


def _copy(engine: Engine, folder: Path, tell: Tell) -> None:
    copy.PORTION = 20
    source = open_engine((folder / _SOURCE).read_text(encoding="utf-8"))
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        tell(str(done))

    copy.copy_database(source, engine, on_rows=count)
    source.dispose()


def _extracted(session: Session, ref: ExtractorRef) -> Iterable[str]:
    return session.scalars(
        select_(Article.public_id)
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .join(ExtractionRun, ExtractionRun.version_id == ArticleVersion.id)
        .where(ExtractionRun.extractor_version == ref.version, ExtractionRun.status == RunStatus.COMPLETE)
    )


def _decided(session: Session) -> Iterable[str]:
    return session.scalars(select_(Decision.public_id))


def _revision(session: Session) -> Iterable[str]:
    return session.scalars(text("SELECT version_num FROM alembic_version"))


def _numbers_of_rows(session: Session) -> Iterable[str]:
    tables = Base.metadata.sorted_tables
    rows = sum(session.scalar(select_(func.count()).select_from(table)) or 0 for table in tables)
    return map(str, range(rows + 1))


WORKS = (
    Work("ingest", "empty", partial(_ingest, jobs=1), partial(_extracted, ref=TOY)),
    Work("ingest --jobs 2", "empty", partial(_ingest, jobs=2), partial(_extracted, ref=TOY)),
    Work("reextract", "decided", partial(_reextract, jobs=1), partial(_extracted, ref=NEWER)),
    Work("reextract --jobs 2", "decided", partial(_reextract, jobs=2), partial(_extracted, ref=NEWER)),
    Work("rebuild", "spoilt", partial(_rebuild, jobs=1), repairs=True),
    Work("rebuild --jobs 2", "spoilt", partial(_rebuild, jobs=2), repairs=True),
    Work("decisions import", "filled", _import, _decided),
    Work("db upgrade", "older", _upgrade, _revision),
    Work("db copy", "empty", _copy, _numbers_of_rows, repairs=True),
)


class Killer:
    """Does works in processes of their own, in a place, and kills them."""

    def __init__(self, place: Place, folder: Path, seed: int) -> None:
        self.place = place
        self.folder = folder
        self.random = random.Random(seed)
        self.kills = 0
        self._undisturbed: dict[str, tuple[float, list[str]]] = {}
        self._prepare()

    def try_out(self, work: Work, kills: int) -> None:
        """Kill a work so often, at random moments, then let it end."""
        lasts, wanted = self._end(work)
        self.place.copy(work.start, "tried")
        reported: set[str] = set()
        for _ in range(kills):
            done = self._run(work, reported, self.random.uniform(0, lasts))
            self._look(work, reported, done=done)
            if done:
                break
            self.kills += 1
        assert self._run(work, reported, None)
        self._look(work, reported, done=True)
        assert self._state("tried") == wanted, f"{work.name} ended otherwise than undisturbed"

    def run(self, kills: int, works: Iterable[Work], on_round: Callable[[int], None]) -> Mapping[str, int]:
        """Try out all works in turn until so many kills were made; how many of each."""
        works = tuple(works)
        each = dict.fromkeys((work.name for work in works), 0)
        share = min(_MOST_KILLS, 1 + kills // len(works))
        while self.kills < kills:
            for work in works:
                before = self.kills
                self.try_out(work, min(share, kills - self.kills))
                each[work.name] += self.kills - before
            on_round(self.kills)
        return each

    def _end(self, work: Work) -> tuple[float, list[str]]:
        """How long a work lasts, and what comes of it, when nobody disturbs it."""
        if work.name not in self._undisturbed:
            self.place.copy(work.start, "tried")
            began = time.monotonic()
            assert self._run(work, set(), None)
            lasted = time.monotonic() - began
            self._undisturbed[work.name] = lasted, self._state("tried")
        return self._undisturbed[work.name]

    def _run(self, work: Work, reported: set[str], kill_after: float | None) -> bool:
        """Do a work; whether it ended before it was killed. ``reported`` gets what it told."""
        line, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            self._child(work, theirs)
        os.close(theirs)
        until = None if kill_after is None else time.monotonic() + kill_after
        told = b""
        with open(line, "rb", buffering=0) as reports:  # noqa: PTH123 - a file descriptor
            while True:
                left = None if until is None else max(0.0, until - time.monotonic())
                if not select.select([reports], [], [], left)[0]:
                    os.kill(child, signal.SIGKILL)
                    until = None
                elif portion := reports.read(1 << 16):
                    told += portion
                else:
                    break
        reported.update(told.decode().split("\n")[:-1])
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, -signal.SIGKILL), f"{work.name} failed"
        return status == 0

    def _child(self, work: Work, line: int) -> None:
        status = 1
        try:
            engine = open_engine(self.place.url("tried"))
            work.do(engine, self.folder, lambda what: _write(line, what))
            engine.dispose()
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
            traceback.print_exc()
        finally:
            os._exit(status)

    def _look(self, work: Work, reported: set[str], *, done: bool) -> None:
        """What was reported is there, and nothing is half there."""
        engine = open_engine(self.place.url("tried"))
        try:
            with sessions(engine)() as session:
                lost = reported.difference(work.there(session))
                assert not lost, f"{work.name} reported what is not there: {lost}"
            if current(engine) == head():
                with sessions(engine)() as session:
                    wrong = check(engine)
                    if done or not work.repairs:
                        wrong += problems(session)
                assert not wrong, f"after {work.name} was killed: {wrong[:3]}"
        finally:
            engine.dispose()

    def _state(self, name: str) -> list[str]:
        """What is exported of a database: articles, quotations, decisions; not when rows were written."""
        engine = open_engine(self.place.url(name))
        with sessions(engine)() as session:
            found = [
                *list_articles(session, limit=None).rows,
                *find_quotes(session, QuoteFilter(limit=None, all=True)).rows,
            ]
            lines = [json.dumps(_timeless(json.loads(json_text(row))), sort_keys=True) for row in found]
            lines += [json.dumps(line, sort_keys=True) for line in export_decisions(session)]
        engine.dispose()
        return sorted(lines)

    def _prepare(self) -> None:
        """The databases that works start from."""
        for name, articles in (("few", ARTICLES), ("many", MANY)):
            (self.folder / name).mkdir()
            for number in range(articles):
                (self.folder / name / f"{number:02}.txt").write_text(_news(number), encoding="utf-8")
        self._make("empty", None, ensure_schema)
        self._make(
            "filled", "empty", lambda engine: _ingest(engine, self.folder, _to_nobody, jobs=1, of="few")
        )
        self._make("decided", "filled", self._decide)
        self._make("spoilt", "decided", _spoil)
        self._make("older", "decided", lambda engine: downgrade(engine, _PREVIOUS))
        self.copy_from(self)

    def copy_from(self, other: Killer) -> None:
        """Let what is copied be the database of another, which may be of another kind."""
        (self.folder / _SOURCE).write_text(other.place.url("decided"), encoding="utf-8")

    def _make(self, name: str, like: str | None, change: Callable[[Engine], object]) -> None:
        self.place.copy(like, name)
        engine = open_engine(self.place.url(name))
        change(engine)
        engine.dispose()

    def _decide(self, engine: Engine) -> None:
        with _writing(engine).begin() as session:
            for number, row in enumerate(find_quotes(session, QuoteFilter(limit=None)).rows):
                review_quote(session, row.id, "Eva", accept=number % 3 > 0, reject=number % 3 == 0)
            merge(session, "Bo Sample1", "Bo Sample2", "Eva")
            lines = [json.dumps(line) for line in export_decisions(session)]
        (self.folder / "decisions.jsonl").write_text("\n".join(lines), encoding="utf-8")


def _news(number: int) -> str:
    return (
        f"“We open number {number} in May,” said Ada Example.\n“No,” said Bo Sample{number % 7}.\n"
        f"“The river is low,” said Cy Test{number % 5}, head at Velda Bank.\n"
    )


def _spoil(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM speaker_link"))
        connection.execute(text("UPDATE speaker SET name = 'Dee Wrong'"))


def _to_nobody(_what: str) -> None:
    pass


def _write(line: int, what: str) -> None:
    os.write(line, f"{what}\n".encode())


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(each) for key, each in value.items() if not key.endswith("_at")}
    return [_timeless(each) for each in value] if isinstance(value, list) else value
