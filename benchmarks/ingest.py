"""How long storing an article takes, beside the same rows by ``executemany`` and beside extracting it.

    python -m benchmarks.ingest                     300 invented articles, and growth from 1,000 to 10,000
    python -m benchmarks.ingest --articles 100      fewer
    python -m benchmarks.ingest --stored 1000 100000
    python -m benchmarks.ingest --through 10000     an empty database filled one article after another
    python -m benchmarks.ingest --texts FOLDER      real texts, extracted and stored: what share storing has
    python -m benchmarks.ingest --json

Store and ``executemany`` write into databases of the same schema, search triggers included, in processor time
and without the commit, which is the disk's. Growth is the time of storing one more article in databases of
different sizes, for ordinary people and for one who speaks in every second article stored; with
``--through`` an archive grows article by article, and each tenth of it is timed.

Aims: at least 0.25 of ``executemany``; at most 15 % of the time of extraction; a constant number of
statements an article; at most 1.5 times the time in the larger database. Exit status 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
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

from sqlalchemy import Engine, event, select, text

from benchmarks._generated import Newsroom, Story
from benchmarks._stored import Store
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.models import Appearance, Base, Quote, Statement, StatementQuote
from quotesdb.services.ingest.found import Found
from quotesdb.services.ingest.prepare import Extractor, Prepared, prepare
from quotesdb.services.ingest.store_article import look_ahead, store
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import Agent, AgentKind, ArticleDraft, Quotation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RATIO, SHARE, GROWTH = 0.25, 0.15, 1.5
PROBES, TENTHS = 60, 10
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
        found: dict[str, Any] = {"store": side_by_side(Path(folder), arguments.articles)}
        if arguments.texts:
            found["extraction"] = beside_extraction(Path(folder), arguments.texts, arguments.articles)
        found["growth"] = growth(Path(folder), sorted(arguments.stored))
        found["through"] = through(Path(folder), arguments.through) if arguments.through else []
    missed = list(misses(found))
    if arguments.json:
        print(json.dumps({**found, "missed": missed}, indent=2))
    else:
        report(found)
        print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


def side_by_side(folder: Path, articles: int) -> dict[str, Any]:
    """The same articles by ``store`` and their rows by ``executemany``."""
    stories = list(islice(invented(1), articles))
    with database(folder / "stored.db") as engine:
        taken = storing(engine, stories)
        with database(folder / "rows.db") as other:
            bulk = by_executemany(engine, other) / articles
    return {
        "articles": taken.articles,
        "quotations": taken.quotes,
        "milliseconds": round(taken.milliseconds, 2),
        "executemany_milliseconds": round(bulk, 2),
        "ratio": round(bulk / taken.milliseconds, 3),
        "statements": round(taken.statements, 1),
    }


def beside_extraction(folder: Path, texts: Path, articles: int) -> dict[str, Any]:
    """Extraction and storage of the texts of a folder, in turns."""
    from quotesdb.extract import extract
    from quotesdb.readers import documents
    from quotesdb.readers.files import load

    files = sorted(path for path in texts.rglob("*") if path.is_file())
    chosen = files[:: max(1, len(files) // articles)][:articles]
    stories: list[Story] = []
    extract("“It rains,” said Ada Example.")
    began = time.process_time()
    for path in chosen:
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
    """Store articles that are new, one transaction each; the median article counts."""
    make_session = sessions(engine, write=True)
    taken, quotes = [], 0
    with counted(engine) as statements:
        for draft, quotations in stories:
            prepared = prepared_of(draft, quotations)
            quotes += len(quotations)
            began = time.process_time()
            with make_session() as session:
                look_ahead(session, draft)
            with make_session() as session:
                session.connection()
                store(session, prepared)
                taken.append(time.process_time() - began)
                session.commit()
    return Measured(len(taken), quotes, statistics.fmean(trimmed(taken)) * 1000, statements() / len(taken))


def trimmed(taken: Iterable[float]) -> list[float]:
    """The times without the slowest twentieth: the machine has other things to do."""
    ordered = sorted(taken)
    return ordered[: max(1, len(ordered) * 19 // 20)]


def by_executemany(source: Engine, target: Engine) -> float:
    """The milliseconds that all rows of one database take to be written into another by the driver."""
    raw = target.raw_connection()
    raw.driver_connection.execute("PRAGMA defer_foreign_keys=ON")  # type: ignore[union-attr]
    total = 0.0
    with source.connect() as connection:
        for table in Base.metadata.sorted_tables:
            names = ", ".join(column.name for column in table.columns)
            rows = [tuple(row) for row in connection.execute(text(f"SELECT {names} FROM {table.name}"))]
            marks = ", ".join("?" * len(table.columns))
            began = time.process_time()
            raw.cursor().executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
            total += time.process_time() - began
    raw.commit()
    raw.close()
    return total * 1000


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
def database(path: Path) -> Iterator[Engine]:
    """A database with the newest schema."""
    engine = open_engine(path)
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
    if found["store"]["ratio"] < RATIO:
        yield f"{RATIO} of executemany"
    if found.get("extraction", {}).get("share", 0) > SHARE:
        yield f"{SHARE:.0%} of extraction"
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
    it = found["store"]
    print(f"{it['articles']} articles, {it['quotations']:,} quotations: {it['milliseconds']} ms an article, "
          f"executemany {it['executemany_milliseconds']} ms, ratio {it['ratio']} (aim: {RATIO}), "
          f"{it['statements']} statements")  # fmt: skip
    if it := found.get("extraction"):
        print(f"{it['articles']} texts, {it['quotations']:,} quotations: {it['milliseconds']} ms an article, "
              f"extraction {it['extraction_milliseconds']} ms, share {it['share']:.0%} (aim: {SHARE:.0%}), "
              f"{it['statements']} statements")  # fmt: skip
    for it in found["growth"]:
        print(f"{it['stored']:>9,} stored: {it['milliseconds']} ms, famous {it['famous_milliseconds']} ms, "
              f"{it['statements']} and {it['famous_statements']} statements")  # fmt: skip
    if tenths := found["through"]:
        for what in ("milliseconds", "steps", "statements"):
            told = ", ".join(str(it[what]) for it in tenths)
            print(f"{what} an article in each tenth: {told}; last to second {_grown(tenths, what)}")


if __name__ == "__main__":
    sys.exit(main())
