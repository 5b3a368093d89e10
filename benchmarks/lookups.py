"""How long look-ups take, in a process that is warm, beside hand-written SQL for the same rows.

    python -m benchmarks.lookups                        a database of 100,000 invented quotations
    python -m benchmarks.lookups --quotes 1000000       of another size
    python -m benchmarks.lookups --database URL         one on a server, made by ``quotesdb db copy``
    python -m benchmarks.lookups --cpu                  time of the processor, for a machine that is busy
    python -m benchmarks.lookups --json                 what was measured, and an object for each look-up

The database is that of ``check_speed``, made on the first run. Every look-up is asked for speakers,
publishers, words and so on that are drawn by chance; the first rounds, which fill caches, are left out.
By hand the same page is read with all that is shown of it: three statements that no program had to make.
Time of the processor is that of this process and, where a server runs on the same machine, of the one that
answers for it; processes that help that one are left out.

Exit status 1 if an aim is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from benchmarks._claims import draw
from benchmarks._generated import Parameters, generate
from benchmarks._invented import Language, Writer
from benchmarks.check_speed import checker
from quotesdb.db import search
from quotesdb.db.models import Appearance, Article, Organisation, Quote, Speaker
from quotesdb.services.errors import UnknownName
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    find_quotes,
    list_articles,
    list_organisations,
    list_speakers,
    quote_detail,
    speaker_detail,
)
from quotesdb.services.lookup.filters import Sort
from quotesdb.services.lookup.stats import By
from quotesdb.services.lookup.stats import statistics as count
from quotesdb.services.store.database import open_engine, sessions

if TYPE_CHECKING:
    from sqlalchemy import TextClause
    from sqlalchemy.orm import Session

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 3
PAGE = 20
CLAIMS = 60
RARE = 100

Ask = Callable[["Session"], Any]

_ORDER = "ORDER BY newest, article_id, start_char, quote_id LIMIT 20"
_ROWS = "SELECT * FROM current_quote WHERE shown = 0"
_BY_HAND = (
    """
    WITH page AS ({page}) SELECT page.*, quote.public_id, quote.start_char, quote.end_char, quote.prefix,
        quote.suffix, attribution.*, extraction_run.extractor, extraction_run.extractor_version,
        appearance.name, appearance.role, body.name, speaker.public_id, article.*, paper.name,
        article_version.text
    FROM page
    JOIN quote ON quote.id = page.quote_id
    JOIN article ON article.id = page.article_id
    JOIN article_version ON article_version.id = page.version_id
    LEFT JOIN attribution ON attribution.id = page.attribution_id
    LEFT JOIN extraction_run ON extraction_run.id = attribution.run_id
    LEFT JOIN appearance ON appearance.id = page.appearance_id
    LEFT JOIN organisation AS body ON body.id = appearance.organisation_id
    LEFT JOIN speaker ON speaker.id = page.speaker_id
    LEFT JOIN organisation AS paper ON paper.id = article.publisher_id
    """,
    "WITH page AS ({page}) SELECT span.* FROM page JOIN attribution_span AS span USING (attribution_id)",
    "WITH page AS ({page}) SELECT byline.* FROM page JOIN byline USING (article_id)",
)
"""What a page shows, where nobody judged it: the rows, what they mark, and who wrote the articles."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is asked, by chance, the SQL of its rows if there is any, and at most how long it is to take.

    What ``has_words`` has SQL for SQLite alone.
    """

    name: str
    draw: Callable[[], Ask]
    sql: Callable[[], tuple[str, dict[str, Any]]] | None = None
    p50_ms: float | None = None
    p95_ms: float | None = 10
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """The milliseconds of a look-up, and of the SQL beside it."""

    name: str
    p50: float
    p95: float
    sql_p50: float | None
    statements: int
    met: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured, and when."""

    engine: str
    quotes: int
    megabytes: int
    clock: str
    day: str


def run_of(session: Session, *, cpu: bool) -> Run:
    """What is about to be measured."""
    of_server = session.get_bind().dialect.name == "postgresql"
    pages = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    size = text("SELECT pg_database_size(current_database())") if of_server else pages
    return Run(
        "PostgreSQL" if of_server else "SQLite",
        session.scalar(select(func.count()).select_from(Quote)) or 0,
        round((session.scalar(size) or 0) / 1e6),
        "processor" if cpu else "clock",
        f"{datetime.now(UTC):%Y-%m-%d}",
    )


class Drawn:
    """Speakers, publishers, words ... of a database, drawn by chance."""

    def __init__(self, session: Session, seed: int) -> None:
        self.rng = rng = random.Random(f"lookups {seed}")
        last = {model: session.scalar(select(func.max(model.id))) or 1 for model in (Quote, Article)}
        quoted = select(Speaker.id, Speaker.public_id, Speaker.name).where(
            Speaker.kind == "person", Speaker.quotes > 0
        )
        self.famous = session.execute(quoted.order_by(Speaker.quotes.desc()).limit(50)).all()
        self.speakers = rng.sample(session.execute(quoted.order_by(Speaker.id).limit(20_000)).all(), 200)
        self.publishers = session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.id.in_(select(Article.publisher_id)))
            .order_by(Organisation.id)
        ).all()
        self.bodies = session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.id.in_(select(Appearance.organisation_id)))
            .order_by(Organisation.id)
        ).all()
        ids = [rng.randint(1, last[Quote]) for _ in range(300)]
        rows = session.execute(select(Quote.public_id, Quote.text_key).where(Quote.id.in_(ids))).all()
        self.quotes = [row.public_id for row in rows]
        said = [row.text_key.replace('"', " ").split() for row in rows]
        self.words = self._rare(session, [word for words in said for word in words])
        self.pairs = [" ".join(rng.sample(words, 2)) for words in said if len(words) > 1]
        self.phrases = [f'"{" ".join(words[:3])}"' for words in said if len(words) > 2]
        numbers = [rng.randint(1, last[Article]) for _ in range(300)]
        named = select(Article.public_id).where(Article.id.in_(numbers))
        self.articles = session.scalars(named).all()
        self.cursors = self._cursors(session)
        writer = Writer(Language(seed), random.Random(f"claims {seed}"))
        self.claims = draw(session, writer, CLAIMS)

    def _rare(self, session: Session, words: Sequence[str]) -> list[str]:
        """Words that at most a hundred quotations hold."""
        engine, connection = search.of(session), session.connection()
        tried = self.rng.sample(sorted(set(words)), min(200, len(set(words))))
        return [word for word in tried if engine.how_many_quotes(connection, word, RARE + 1) <= RARE]

    def _cursors(self, session: Session) -> list[str]:
        """Places deep inside the list of all quotations."""
        found = [
            find_quotes(session, QuoteFilter(until=str(year), limit=PAGE)).next for year in range(2011, 2025)
        ]
        return [cursor for cursor in found if cursor]

    def month(self) -> str:
        """A month of the news."""
        return f"{self.rng.randint(2010, 2024)}-{self.rng.randint(1, 12):02}"


def lookups(drawn: Drawn) -> list[Lookup]:
    """Every look-up that is measured, with its aim."""
    pick = drawn.rng.choice

    def quotes(**chosen: Callable[[], Any]) -> Callable[[], Ask]:
        def draw() -> Ask:
            where = QuoteFilter(**{name: choose() for name, choose in chosen.items()})
            return lambda session: find_quotes(session, where)

        return draw

    def asking(call: Callable[..., Any], values: Sequence[Any], **more: Any) -> Callable[[], Ask]:
        def draw() -> Ask:
            value = pick(values)
            return lambda session: call(session, value, **more)

        return draw

    def rows_of(column: str, among: Sequence[Any]) -> Callable[[], tuple[str, dict[str, Any]]]:
        return lambda: (f"{_ROWS} AND {column} = :id {_ORDER}", {"id": pick(among).id})

    def holding(words: Sequence[str]) -> Callable[[], tuple[str, dict[str, Any]]]:
        sql = (
            "SELECT current_quote.* FROM quote_fts JOIN current_quote ON quote_id = quote_fts.rowid "
            f"WHERE quote_fts MATCH :words AND shown + 0 = 0 {_ORDER}"
        )
        quoted = [" ".join(f'"{word}"' for word in each.strip('"').split()) for each in words]
        return lambda: (sql, {"words": pick(quoted)})

    famous, speaker = lambda: pick(drawn.famous).name, lambda: pick(drawn.speakers).name
    frequent = ["the", "people", "said", "what", "many"]
    newest = f"{_ROWS} {_ORDER}"
    made = [
        Lookup("a speaker", quotes(speaker=speaker), rows_of("speaker_id", drawn.speakers)),
        Lookup("one of the fifty most quoted", quotes(speaker=famous), rows_of("speaker_id", drawn.famous)),
        Lookup(
            "speaker, dates, kind",
            quotes(speaker=famous, since=lambda: "2014-03", until=lambda: "2019", kind=lambda: "direct"),
        ),
        Lookup("publisher and month", _publisher_and_month(drawn)),
        Lookup(
            "organisation",
            quotes(organisation=lambda: pick(drawn.bodies).name),
            rows_of("body_id", drawn.bodies),
        ),
        Lookup("newest page", quotes(), lambda: (newest, {})),
        Lookup("page behind a cursor", quotes(after=lambda: pick(drawn.cursors)), lambda: (newest, {})),
        Lookup("a rare word", quotes(text=lambda: pick(drawn.words)), holding(drawn.words), has_words=True),
        Lookup("one quotation", asking(quote_detail, drawn.quotes)),
        Lookup("one article", asking(article_detail, drawn.articles)),
        Lookup("one speaker", asking(speaker_detail, [row.name for row in drawn.speakers])),
        Lookup("list of speakers", lambda: lambda session: list_speakers(session, limit=50)),
        Lookup(
            "speakers by part of a name",
            asking(list_speakers, [row.name.split()[-1][:5] for row in drawn.speakers], limit=50),
        ),
        Lookup("list of articles", lambda: lambda session: list_articles(session, limit=PAGE)),
        Lookup("articles that have two words", asking(list_articles, drawn.pairs, limit=PAGE), None, 10, 50),
        Lookup("list of organisations", lambda: lambda session: list_organisations(session, limit=PAGE)),
        Lookup("by name of the speaker", quotes(sort=lambda: Sort.SPEAKER), p95_ms=1000),
        Lookup("by name of the publisher", quotes(sort=lambda: Sort.PUBLISHER), p95_ms=1000),
        Lookup(
            "a name that nobody has",
            asking(_unknown, [f"{row.name}q" for row in drawn.speakers]),
            p95_ms=1000,
        ),
        Lookup("one of the fifty most quoted, whole", asking(speaker_detail, [r.name for r in drawn.famous])),
    ]
    for name, words in (
        ("two words", drawn.pairs),
        ("a phrase", drawn.phrases),
        ("a frequent word", frequent),
    ):
        chosen = {"text": lambda words=words: pick(words)}
        made += [
            Lookup(name, quotes(**chosen), holding(words), 10, 50, has_words=True),
            Lookup(f"{name}, a speaker", quotes(**chosen, speaker=speaker), None, 10, 50),
            Lookup(f"{name}, a month", _words_in_a_month(drawn, words), None, 10, 50),
        ]
    return [
        *made,
        *(
            Lookup(f"check, {name}", asking(checker(), claims), p95_ms=50)
            for name, claims in drawn.claims.items()
        ),
        Lookup(
            "statistics of a speaker by month",
            asking(_by_month, [row.name for row in drawn.famous]),
            p95_ms=50,
        ),
        *(
            Lookup(
                f"statistics by {by.value}",
                lambda by=by: lambda session: count(session, QuoteFilter(), by),
                p95_ms=1000,
            )
            for by in By
        ),
    ]


def _unknown(session: Session, name: str) -> None:
    try:
        find_quotes(session, QuoteFilter(speaker=name))
    except UnknownName:
        return


def _by_month(session: Session, speaker: str) -> Any:
    return count(session, QuoteFilter(speaker=speaker), By.MONTH)


def _publisher_and_month(drawn: Drawn) -> Callable[[], Ask]:
    def draw() -> Ask:
        month = drawn.month()
        where = QuoteFilter(publisher=drawn.rng.choice(drawn.publishers).name, since=month, until=month)
        return lambda session: find_quotes(session, where)

    return draw


def _words_in_a_month(drawn: Drawn, words: Sequence[str]) -> Callable[[], Ask]:
    def draw() -> Ask:
        month = drawn.month()
        where = QuoteFilter(text=drawn.rng.choice(words), since=month, until=month)
        return lambda session: find_quotes(session, where)

    return draw


def measure(session: Session, lookup: Lookup, rounds: int, clock: Callable[[], float]) -> Figure:
    """Ask so many times, each time for something else, and beside it for the rows by hand."""
    fewer = rounds if (lookup.p95_ms or 0) <= 50 else max(3, rounds // 10)
    taken, by_hand = [], []
    is_server = session.get_bind().dialect.name == "postgresql"
    for number in range(WARM_UP + fewer):
        ask = lookup.draw()
        spent = _timed(clock, lambda ask=ask: ask(session))
        session.expunge_all()
        if number >= WARM_UP:
            taken.append(spent)
        if lookup.sql and not (is_server and lookup.has_words):
            statements, values = _by_hand(*lookup.sql())
            by_hand.append(_timed(clock, lambda sql=statements, values=values: _read(session, sql, values)))
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1]
    met = (lookup.p50_ms is None or p50 <= lookup.p50_ms) and (lookup.p95_ms is None or p95 <= lookup.p95_ms)
    return Figure(
        lookup.name,
        p50,
        p95,
        statistics.median(by_hand) if by_hand else None,
        _statements(session, lookup),
        met,
    )


def _by_hand(page: str, values: dict[str, Any]) -> tuple[list[TextClause], dict[str, Any]]:
    return [text(statement.format(page=page)) for statement in _BY_HAND], values


def _read(session: Session, statements: Sequence[TextClause], values: dict[str, Any]) -> None:
    for statement in statements:
        session.execute(statement, values).all()


def processor(session: Session) -> Callable[[], float]:
    """A clock of the processor's seconds: those of this process, and of the one that serves it."""
    if session.get_bind().dialect.name != "postgresql":
        return time.process_time
    server = Path(f"/proc/{session.scalar(select(func.pg_backend_pid()))}/schedstat")
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def _timed(clock: Callable[[], float], call: Callable[[], Any]) -> float:
    began = clock()
    call()
    return 1000 * (clock() - began)


def _statements(session: Session, lookup: Lookup) -> int:
    from sqlalchemy import event

    ran: list[str] = []
    engine = session.get_bind()

    def note(*arguments: Any) -> None:
        ran.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    lookup.draw()(session)
    event.remove(engine, "before_cursor_execute", note)
    return len(ran)


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000, help="default: %(default)s")
    parser.add_argument("--database", help="a file, or the URL of a server; default: a file in build/")
    parser.add_argument("--only", default="", help="look-ups whose names have this part")
    parser.add_argument("--cpu", action="store_true", help="Time of the processor, not the clock.")
    parser.add_argument("--rounds", type=int, default=40, help="of each look-up; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument(
        "--json", action="store_true", dest="as_json", help="Print an object for each look-up."
    )
    arguments = parser.parse_args()
    where = arguments.database or str(ROOT / "build" / f"check-speed-{arguments.quotes}.db")
    if arguments.database is None:
        generate(Path(where), Parameters(arguments.quotes, arguments.seed))
    engine = open_engine(where)
    missed = []
    with sessions(engine)() as session:
        clock = processor(session) if arguments.cpu else time.perf_counter
        ask = partial(measure, rounds=arguments.rounds, clock=clock)
        drawn = Drawn(session, arguments.seed)
        if arguments.as_json:
            print(json.dumps(asdict(run_of(session, cpu=arguments.cpu))), flush=True)
        else:
            print(f"{'':<34}{'p50 ms':>9}{'p95 ms':>9}{'by hand':>9}{'SQL':>5}")
        for lookup in lookups(drawn):
            if arguments.only not in lookup.name:
                continue
            figure = ask(session, lookup)
            if not figure.met:
                missed.append(figure.name)
            print(json.dumps(asdict(figure)) if arguments.as_json else _line(figure), flush=True)
    engine.dispose()
    if not arguments.as_json:
        print("aims missed: " + ", ".join(missed) if missed else "all aims met")
    return 1 if missed else 0


def _line(figure: Figure) -> str:
    by_hand = "" if figure.sql_p50 is None else f"{figure.sql_p50:.1f}"
    missed = "" if figure.met else "  missed"
    return f"{figure.name:<34}{figure.p50:>9.1f}{figure.p95:>9.1f}{by_hand:>9}{figure.statements:>5}{missed}"


if __name__ == "__main__":
    sys.exit(main())
