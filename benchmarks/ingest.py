"""How long storing an article takes, beside the same rows by the driver alone and beside extracting it.

    python -m benchmarks.ingest                     300 invented articles, and growth from 1,000 to 10,000
    python -m benchmarks.ingest --articles 100      fewer
    python -m benchmarks.ingest --stored 1000 100000
    python -m benchmarks.ingest --through 10000     an empty database filled one article after another
    python -m benchmarks.ingest --texts FOLDER      real texts, extracted and stored: what share storing has,
                                                    and ``ingest --jobs 2`` beside ``--jobs 1``
    python -m benchmarks.ingest --json

Store and driver (``executemany`` into SQLite, COPY into PostgreSQL where its server is installed) write into
databases of the same schema, with all that keeps the search up to date, in processor time (the server's
included) and without the commit, which is the disk's. Articles are stored as ``ingest`` stores what is ready,
32 a transaction. Growth is the time of storing one more article in databases of different sizes, for ordinary
people and for one who speaks in every second article stored; with ``--through`` an archive grows article by
article, and each tenth of it is timed.

Aims: at least 0.25 of the driver; at most 15 % of the time of extraction; a constant number of statements an
article; at most 1.5 times the time in the larger database; two jobs at least 1.7 times as fast as one, by the
clock. Exit status 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event, select

from benchmarks._driver import by_driver
from benchmarks._generated import Newsroom, Story
from benchmarks._jobs import beside_one
from benchmarks._stored import Store
from benchmarks.lookups import processor
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.models import Appearance, Quote, Statement, StatementQuote
from quotesdb.services.ingest.documents import GATHERED
from quotesdb.services.ingest.found import Found
from quotesdb.services.ingest.prepare import Extractor, Prepared, prepare
from quotesdb.services.ingest.store_several import are_new, store_several
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import Agent, AgentKind, ArticleDraft, Quotation
from tests import postgresql_server

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RATIO, SHARE, GROWTH, JOBS = 0.25, 0.15, 1.5, 1.7
PROBES, TENTHS = 64, 10
DRIVERS = {"store": "executemany", "server": "COPY"}
STAR = Agent("Orlena Vantreese", AgentKind.PERSON, "Vantreese Council", "chair")
"""Who speaks in every second article."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What storing some articles came to: milliseconds and statements an article, quotations in all."""

    articles: int
    quotes: int
    milliseconds: float
    statements: float


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--stored", type=int, nargs="*", default=[1_000, 10_000], metavar="N")
    parser.add_argument("--through", type=int, default=0, metavar="N")
    parser.add_argument("--texts", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        found: dict[str, Any] = {
            "store": side_by_side(place / "stored.db", place / "rows.db", arguments.articles)
        }
        if not postgresql_server.missing():
            found["server"] = on_server(place, arguments.articles)
        if arguments.texts:
            files = chosen(arguments.texts, arguments.articles)
            found["extraction"] = beside_extraction(place, files)
            found["jobs"] = beside_one(place, files)
        found["growth"] = growth(place, sorted(arguments.stored))
        found["through"] = through(place, arguments.through) if arguments.through else []
    missed = list(misses(found))
    if arguments.json:
        print(json.dumps({**found, "missed": missed}, indent=2))
    else:
        report(found)
        print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


def side_by_side(one: Path | str, other: Path | str, articles: int) -> dict[str, Any]:
    """The same articles by ``store``, into one database, and their rows by the driver, into another."""
    first, *stories = islice(invented(1), articles + 1)
    with database(one) as engine, database(other) as beside:
        # Statements are made once a process, whatever comes after.
        storing(engine, [first])
        taken = storing(engine, stories)
        bulk = by_driver(engine, beside) / (articles + 1)
    return {
        "articles": taken.articles,
        "quotations": taken.quotes,
        "milliseconds": round(taken.milliseconds, 2),
        "driver_milliseconds": round(bulk, 2),
        "ratio": round(bulk / taken.milliseconds, 3),
        "statements": round(taken.statements, 1),
    }


def on_server(folder: Path, articles: int) -> dict[str, Any]:
    """The same in a PostgreSQL server of its own, which ends with this program."""
    server = postgresql_server.running(folder / "server", os.getpid())
    return side_by_side(server.of(server.make()), server.of(server.make()), articles)


def chosen(texts: Path, articles: int) -> list[Path]:
    """So many files of a folder, from all of it."""
    files = sorted(path for path in texts.rglob("*") if path.is_file())
    return files[:: max(1, len(files) // articles)][:articles]


def beside_extraction(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """Extraction and storage of texts, one after the other."""
    from quotesdb.extract import extract
    from quotesdb.readers import documents
    from quotesdb.readers.files import load

    stories: list[Story] = []
    extract("“It rains,” said Ada Example.")
    began = time.process_time()
    for path in files:
        for draft in documents(load(str(path), 20_000_000), str(path), None):
            assert isinstance(draft, ArticleDraft)
            stories.append((draft, list(extract(draft.text, draft.language))))
    extracting = (time.process_time() - began) * 1000 / len(stories)
    with database(folder / "texts.db") as engine:
        taken = storing(engine, stories)
    return {
        "articles": taken.articles,
        "quotations": taken.quotes,
        "milliseconds": round(taken.milliseconds, 2),
        "extraction_milliseconds": round(extracting, 2),
        "share": round(taken.milliseconds / extracting, 3),
        "statements": round(taken.statements, 1),
    }


def growth(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """The time of one more article in databases of these sizes."""
    found = []
    for size in sizes:
        path = folder / f"{size}.db"
        with database(path) as engine, Bulk(engine) as bulk:
            for number, (draft, quotations) in enumerate(islice(invented(2), size)):
                bulk.add(draft, with_star(quotations) if number % 2 else quotations)
        with database(path) as engine:
            news = invented(3)
            storing(engine, list(islice(news, 5)))
            ordinary = storing(engine, list(islice(news, PROBES)))
            famous = storing(engine, [(d, with_star(q)) for d, q in islice(news, PROBES)])
        found.append(
            {
                "stored": size,
                "milliseconds": round(ordinary.milliseconds, 2),
                "famous_milliseconds": round(famous.milliseconds, 2),
                "statements": round(ordinary.statements, 1),
                "famous_statements": round(famous.statements, 1),
            }
        )
        path.unlink()
    return found


def through(folder: Path, articles: int) -> list[dict[str, Any]]:
    """What an article takes in each tenth of an archive that grows, in which one speaks in every second."""
    news = invented(4)
    tenths = []
    with database(folder / "through.db") as engine, stepped(engine) as steps:
        for _ in range(TENTHS):
            part = islice(news, articles // TENTHS)
            stories = [(d, with_star(q) if number % 2 else q) for number, (d, q) in enumerate(part)]
            before, taken = steps(), storing(engine, stories)
            tenths.append(
                {
                    "milliseconds": round(taken.milliseconds, 2),
                    "steps": round((steps() - before) / len(stories)),
                    "statements": round(taken.statements, 1),
                }
            )
    return tenths


class Bulk(Store):
    """Stores articles in bulk, and each quotation as a statement of its own, as most are."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._said: list[tuple[int, dict[str, Any]]] = []

    def _quote(
        self, where: tuple[int, str, int, int], article_text: str, it: Quotation, appearance: int | None
    ) -> None:
        super()._quote(where, article_text, it, appearance)
        marked = Found.of(article_text, it).marked
        if marked is None or appearance is None:
            return
        quote_id = self._rows[Quote][-1]["id"]
        row = {
            "quote_id": quote_id,
            "statement_id": self._add(Statement, head_quote_id=quote_id),
            "lead": marked.lead,
            "words": marked.size,
            "searchable": marked.stands,
        }
        self._said.append((appearance, row))

    def _group(self, session: Session) -> None:
        of = {row.id: row.speaker_id for row in session.execute(select(Appearance.id, Appearance.speaker_id))}
        insert_rows(session, StatementQuote, [{**row, "speaker_id": of[id_]} for id_, row in self._said])


def storing(engine: Engine, stories: Sequence[Story]) -> Measured:
    """Store articles that are new, as many a transaction as ``ingest`` takes of what is ready."""
    make_session = sessions(engine, write=True)
    taken, quotes = [], 0
    with make_session() as session:
        clock = processor(session)
    with counted(engine) as statements:
        for part in chunks(stories, GATHERED):
            prepared = [(prepared_of(draft, quotations), None) for draft, quotations in part]
            quotes += sum(len(quotations) for _draft, quotations in part)
            began = clock()
            with make_session() as session:
                are_new(session, [(draft, None) for draft, _quotations in part])
            with make_session() as session:
                session.connection()
                store_several(session, prepared)
                taken.append((clock() - began) / len(part))
                session.commit()
    asked = statements() / len(stories)
    return Measured(len(stories), quotes, statistics.fmean(trimmed(taken)) * 1000, asked)


def trimmed(taken: Iterable[float]) -> list[float]:
    """The times without the slowest twentieth: the machine has other things to do."""
    ordered = sorted(taken)
    return ordered[: max(1, len(ordered) * 19 // 20)]


def invented(seed: int) -> Iterator[Story]:
    """Articles with their quotations for ever, no two at one address."""
    newsroom = Newsroom(seed)
    number = 0
    while True:
        draft, quotations = newsroom.story(1_000)
        number += 1
        yield replace(draft, url=f"https://news-{seed}.example/{number}"), quotations


def with_star(quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations, of which one person says the first that anybody says."""
    out = list(quotations)
    for place, each in enumerate(out):
        if each.speaker and each.speaker.kind is AgentKind.PERSON:
            out[place] = replace(each, speaker=STAR)
            break
    return out


def prepared_of(draft: ArticleDraft, quotations: Sequence[Quotation]) -> Prepared:
    """What a pool would hand over, without asking an extractor."""
    known = Extractor("generated", "1", None, lambda _text, _language: quotations)
    return prepare(draft, known)


@contextmanager
def database(where: Path | str) -> Iterator[Engine]:
    """A database with the newest schema."""
    engine = open_engine(where)
    ensure_schema(engine)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def counted(engine: Engine) -> Iterator[Callable[[], int]]:
    """Tells how many statements the database has been asked."""
    asked = 0

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield lambda: asked
    finally:
        event.remove(engine, "before_cursor_execute", count)


@contextmanager
def stepped(engine: Engine) -> Iterator[Callable[[], int]]:
    """Tells how many hundreds of steps SQLite has taken, whatever else the machine does."""
    taken = 0

    def tick() -> int:
        nonlocal taken
        taken += 1
        return 0

    def watch(connection: Any, *_: object) -> None:
        connection.set_progress_handler(tick, 100)

    event.listen(engine, "checkout", watch)
    try:
        yield lambda: taken
    finally:
        event.remove(engine, "checkout", watch)


def misses(found: dict[str, Any]) -> Iterator[str]:
    """The aims that were missed."""
    for name, driver in DRIVERS.items():
        if name in found and found[name]["ratio"] < RATIO:
            yield f"{RATIO} of {driver}"
    if found.get("extraction", {}).get("share", 0) > SHARE:
        yield f"{SHARE:.0%} of extraction"
    if (jobs := found.get("jobs")) and jobs["ratio"] < JOBS:
        yield f"{JOBS} times as fast with two jobs"
    sizes = found["growth"]
    for key in ("milliseconds", "famous_milliseconds"):
        if sizes and sizes[-1][key] > GROWTH * sizes[0][key]:
            yield f"{key.removesuffix('_milliseconds')} growth of {GROWTH}"

    if (tenths := found["through"]) and _grown(tenths, "steps") > GROWTH:
        yield f"growth of {GROWTH} from the second tenth to the last"


def _grown(tenths: Sequence[dict[str, Any]], what: str) -> float:
    return round(float(tenths[-1][what] / tenths[1][what]), 2)


def report(found: dict[str, Any]) -> None:
    """Print what was measured."""
    for name, driver in DRIVERS.items():
        if it := found.get(name):
            print(f"{it['articles']} articles, {it['quotations']:,} quotations: {it['milliseconds']} ms an "
                  f"article, {driver} {it['driver_milliseconds']} ms, ratio {it['ratio']} (aim: {RATIO}), "
                  f"{it['statements']} statements")  # fmt: skip
    if it := found.get("extraction"):
        print(f"{it['articles']} texts, {it['quotations']:,} quotations: {it['milliseconds']} ms an article, "
              f"extraction {it['extraction_milliseconds']} ms, share {it['share']:.0%} (aim: {SHARE:.0%}), "
              f"{it['statements']} statements")  # fmt: skip
    if it := found.get("jobs"):
        print(
            f"{it['files']} texts, --jobs 1 and 2: {it['seconds']} s, ratio {it['ratio']} (aim: {JOBS}) "
            f"at load {it['load']}; processor {it['processor_seconds']} s, "
            f"on two idle cores at most {it['possible']}"
        )
    for it in found["growth"]:
        print(f"{it['stored']:>9,} stored: {it['milliseconds']} ms, famous {it['famous_milliseconds']} ms, "
              f"{it['statements']} and {it['famous_statements']} statements")  # fmt: skip
    if tenths := found["through"]:
        for what in ("milliseconds", "steps", "statements"):
            told = ", ".join(str(it[what]) for it in tenths)
            print(f"{what} an article in each tenth: {told}; last to second {_grown(tenths, what)}")


if __name__ == "__main__":
    sys.exit(main())
