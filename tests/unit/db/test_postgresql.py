"""PostgreSQL: opening, creating, upgrading and checking a database, and who writes when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url, select, text

from quotesdb.db import engine as db
from quotesdb.db import locks
from quotesdb.db.engine import SchemaChange, only_reading, open_engine, sessions
from quotesdb.db.errors import DatabaseError, DatabaseInUse, NotWritable
from quotesdb.db.models import Article, Organisation, Quote
from quotesdb.db.search import postgresql as search
from tests import factories
from tests.factories import ArticleVersionFactory, OrganisationFactory, QuoteFactory
from tests.postgresql_server import GUARDED, VARIABLE
from tests.schema import downgrade

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from tests.postgresql_server import Server


pytestmark = pytest.mark.slow

OURS = "relnamespace = 'public'::regnamespace"


@pytest.fixture
def database_url(postgresql: str) -> str:
    return postgresql


@pytest.fixture
def bare(server: Server) -> Iterator[str]:
    """The URL of a database without a table."""
    name = server.make("template0")
    yield server.of(name)
    server.drop(name)


def execute(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


def test_it_is_created_once_and_sound(bare: str):
    engine = open_engine(bare)
    assert db.current(engine) is None
    with pytest.raises(DatabaseError, match=r"there is no database at postgresql.* yet: quotesdb ingest"):
        db.require_schema(engine)
    assert db.ensure_schema(engine) == SchemaChange("created")
    assert db.ensure_schema(engine) == SchemaChange("unchanged")
    db.require_schema(engine)
    assert db.check(engine) == []
    engine.dispose()


@pytest.mark.parametrize(("own", "taken"), [("16MB", "256MB"), ("1GB", "1GB")])
def test_an_index_is_made_with_more_memory_than_the_server_has_for_it_but_never_with_less(
    engine: Engine, own: str, taken: str
):
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX search_name_part"))
        connection.execute(text(f"SET maintenance_work_mem = '{own}'"))
        assert search.prepare(connection) == ["search_name_part"]
        assert connection.scalar(text("SHOW maintenance_work_mem")) == taken
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW maintenance_work_mem")) == own


def test_indexes_keep_little_aside_that_every_search_would_read(engine: Engine):
    execute(engine, "ALTER INDEX search_quote_words RESET (gin_pending_list_limit)")
    with engine.begin() as connection:
        assert search.prepare(connection) == []
        options = connection.scalars(
            text(
                "SELECT array_to_string(reloptions, ' ') FROM pg_class JOIN pg_am ON pg_am.oid = relam "
                "WHERE amname = 'gin'"
            )
        )
        assert set(options) == {"gin_pending_list_limit=64"}


@pytest.mark.parametrize("wanted", [[], ["Sample Gazette"], ["Example Works", "Sample Gazette"]])
def test_however_many_values_are_listed_it_is_one_statement_to_the_server(
    session: Session, wanted: list[str]
):
    for name in ("Example Works", "Sample Gazette", "Town Hall"):
        OrganisationFactory(name=name)
    session.flush()
    named = select(Organisation.name).order_by(Organisation.name)
    inside = named.where(Organisation.name.in_(wanted))
    assert session.scalars(inside).all() == wanted
    assert session.scalars(named.where(Organisation.name.not_in(wanted))).all() == [
        name for name in ("Example Works", "Sample Gazette", "Town Hall") if name not in wanted
    ]
    one = named.where(Organisation.name.in_(["Town Hall"]))
    bind = session.get_bind()
    assert str(inside.compile(bind)) == str(one.compile(bind))


def test_every_migration_goes_down_and_up_with_rows_in_it(engine: Engine, session):
    QuoteFactory(text_key="the port is open")
    session.commit()
    session.close()
    downgrade(engine, "0001")
    with pytest.raises(DatabaseError, match=r"is at revision 0001, older than .*: quotesdb db upgrade"):
        db.ensure_schema(engine)
    db.upgrade(engine)
    assert db.check(engine) == []
    assert session.scalars(search.match_quotes("port")).all() == [1]
    session.close()
    downgrade(engine, "base")
    with engine.connect() as connection:
        left = connection.execute(
            text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        )
        assert set(left.scalars()) <= {"alembic_version", "alembic_version_pkc"}
        functions = text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'quotesdb%'")
        assert connection.scalar(functions) == 0


def test_names_are_ordered_by_their_bytes_whatever_the_language_of_the_database(session):
    names = ["Zoe", "ada", "Ada", "école", "d-a", "d a", "da", "Ödön", "_"]
    for name in names:
        OrganisationFactory(name=name, name_key=name)
    found = session.scalars(text("SELECT name_key FROM organisation ORDER BY name_key")).all()
    assert found == sorted(names)
    query = session.query(Organisation.name).filter(Organisation.name > "Zz").order_by(Organisation.name)
    assert [name for (name,) in query] == sorted(name for name in names if name > "Zz")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ('ALTER TABLE article ADD COLUMN stray text COLLATE "C"', "the schema differs from the models"),
        (
            'ALTER TABLE article ALTER COLUMN title TYPE varchar COLLATE "en-x-icu"',
            "the text of article.title is not ordered by its bytes",
        ),
        ("DROP INDEX search_quote_words", "search_quote_words of the search is missing"),
        (
            "CREATE OR REPLACE FUNCTION quotesdb_words(text) RETURNS text IMMUTABLE RETURN $1",
            "the function quotesdb_words of the search is missing or differs",
        ),
        ("DROP INDEX search_passage_words", "search_passage_words of the search is missing"),
        (
            "CREATE OR REPLACE FUNCTION quotesdb_cut(text) RETURNS text[] IMMUTABLE RETURN ARRAY[$1]",
            "the function quotesdb_cut of the search is missing or differs",
        ),
    ],
)
def test_check_names_what_differs(engine: Engine, change: str, problem: str):
    execute(engine, change)
    [found] = db.check(engine)
    assert found.startswith(problem)


def test_what_search_needs_is_made_again(engine: Engine, session):
    row = QuoteFactory(text_key="the port is open")
    ArticleVersionFactory(text="Ferries sail on Monday.")
    session.commit()
    session.close()
    execute(engine, "ALTER TABLE quote DROP COLUMN search_words")
    execute(engine, "DROP INDEX search_article_words")
    assert len(db.check(engine)) == 3
    with engine.begin() as connection:
        assert search.prepare(connection) == [
            "quote.search_words",
            "search_quote_words",
            "search_article_words",
        ]
        assert search.prepare(connection) == []
        search.rebuild(connection)
    assert db.check(engine) == []
    assert session.scalars(search.match_quotes("port")).all() == [row.id]
    assert [search.how_many_quotes(session.connection(), "port", most) for most in (0, 1, 9)] == [0, 1, 1]
    assert session.scalars(select(Quote.id).where(search.quote_holds(Quote.id, '"port is"'))).all() == [
        row.id
    ]
    assert session.scalars(select(Quote.id).where(search.quote_holds(Quote.id, '"is port"'))).all() == []


def test_articles_are_kept_in_passages_and_these_follow_them(engine: Engine, session):
    words = [f"w{number}" for number in range(200)]
    version = ArticleVersionFactory(text=" ".join(words))
    ArticleVersionFactory(text="…")
    ArticleVersionFactory(text="Ferries sail. " * 40)
    session.flush()

    def found(*queries: str) -> list[list[int]]:
        session.flush()
        return search.first_of_each(session.connection(), queries, 3)

    def near(one: int, other: int) -> str:
        return search.near([f"w{one}", f"w{other}"], 12)

    places = [0, 50, 51, 63, 64, 65, 127, 186]
    assert (
        found(*(near(at, at + 13) for at in places), *(near(at + 13, at) for at in places))
        == [[version.id]] * 16
    )
    assert found(*(near(at, at + 14) for at in places if at + 14 < 200)) == [[]] * 7
    assert found(*(search.phrase(words[at : at + 14]) for at in places)) == [[version.id]] * 8
    assert found(search.phrase(words[10:150]), search.phrase(["w3", "w5"])) == [[version.id], []]
    version.text = "ferries sail to w9"
    assert found(near(0, 13), search.near(["sail", "w9"], 12), "w9") == [[], [version.id], [version.id]]
    session.commit()
    session.close()
    assert db.check(engine) == []
    execute(engine, "DELETE FROM search_passage")
    assert db.check(engine) == ["the search table search_passage is out of step with article_version"]
    with engine.begin() as connection:
        search.rebuild(connection, ["search_passage"])
    assert db.check(engine) == []
    execute(engine, "DROP TRIGGER search_passage ON article_version")
    assert len(db.check(engine)) == 2
    with engine.begin() as connection:
        assert search.prepare(connection) == ["search_passage", "search_passage_words"]
    assert db.check(engine) == []


def test_an_article_found_in_many_passages_is_found_once(session):
    many = ArticleVersionFactory(text="the port is open and the sea is calm today " * 90)
    others = [ArticleVersionFactory(text=f"the port is open, {name}") for name in ("ada", "bo")]
    session.flush()
    ids = sorted(row.id for row in (many, *others))
    queries = [
        search.phrase(["port", "is"]),
        search.near(["sea", "calm"], 12),
        search.near(["port", "open"], 2),
    ]
    assert search.first_of_each(session.connection(), queries, 3) == [ids, [many.id], ids]
    assert sorted(session.scalars(search.match_query(queries[0]))) == ids


def test_the_server_expects_as_many_as_it_has_seen(engine: Engine, session):
    version = ArticleVersionFactory(text="the port is open")
    for number in range(300):
        QuoteFactory(version=version, text_key=f"the port of {'velda' if number % 3 else 'it'} is open")
    session.commit()
    connection = session.connection()
    session.execute(text("ANALYZE quote"))
    expected = {
        words: search.expected_quotes(connection, words)
        for words in ("port", "port,", "velda", "nowhere", '"of it"', '"port of"', '"of velda"')
    }
    assert expected["port"] == expected["port,"] == expected['"port of"'] == 300
    assert 150 < expected["velda"] < 250
    assert 80 < expected['"of it"'] < 120
    assert expected["nowhere"] <= 3
    # That they stand in one row does not say that they follow each other.
    assert expected['"of velda"'] == 0


def test_the_server_expects_of_each_query_as_many_as_it_has_seen(session):
    for number in range(200):
        ArticleVersionFactory(text=f"the port of {'velda' if number % 4 else 'it'} is open")
    session.commit()
    connection = session.connection()
    for table in ("article_version", "search_passage"):
        session.execute(text(f"ANALYZE {table}"))
    near = [search.near(pair, 12) for pair in (("port", "open"), ("it", "open"), ("nowhere", "open"))]
    expected = search.expected_of_each(connection, ["port", "nowhere", *near])
    assert expected[0] == expected[2] == 200
    assert 30 < expected[3] < 70
    assert max(expected[1], expected[4]) <= 2
    assert search.expected_of_each(connection, ["velda's"]) == search.expected_of_each(
        connection, ["velda s"]
    )
    assert search.expected_of_each(connection, []) == []


def test_rows_without_a_word_or_with_a_word_of_any_length_are_stored(session):
    rows = [QuoteFactory(text_key=words) for words in ("", "…", "x" * 3000, "y " * 20_000)]
    assert session.scalars(search.match_quotes("x" * 3000)).all() == [rows[2].id]
    assert session.scalars(search.match_quotes("y")).all() == [rows[3].id]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"database": "quotesdb_nowhere"}, 'database "quotesdb_nowhere" does not exist'),
        ({"query": {"host": "/nowhere"}}, "No such file or directory"),
        ({"host": "127.0.0.1", "port": 9, "query": {}}, "Connection refused"),
        ({"username": GUARDED, "password": "s3cret"}, "password authentication failed"),
        ({"username": GUARDED, "query": {"password": "s3cret"}}, "password authentication failed"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line_without_the_password(
    postgresql: str, changed: dict[str, Any], reason: str
):
    if changed.get("username") == GUARDED and VARIABLE in os.environ:
        pytest.skip("another server may let everybody in")
    url = make_url(postgresql)
    changed = {**changed, "query": {**({} if "host" in changed else url.query), **changed.get("query", {})}}
    engine = open_engine(url.set(**changed).render_as_string(hide_password=False))
    with pytest.raises(DatabaseError, match=r"postgresql://\S* cannot be opened: ") as caught:
        db.current(engine)
    told = str(caught.value)
    assert reason in told
    assert len(told.splitlines()) == 1
    assert "s3cret" not in told


def test_who_may_not_read_or_write_is_told_so(server: Server, postgresql: str):
    role = f"quotesdb_reader_{make_url(postgresql).database}"
    server.execute(f'CREATE ROLE "{role}" LOGIN')
    engine = open_engine(make_url(postgresql).set(username=role).render_as_string(hide_password=False))
    try:
        with pytest.raises(DatabaseError, match=r"cannot be used so: permission denied for table \w+$"):
            db.require_schema(engine)
    finally:
        engine.dispose()
        server.execute(f'DROP ROLE "{role}"')


def test_whoever_may_only_read_is_told_that_nothing_can_be_written(
    server: Server, postgresql: str, engine: Engine
):
    url = make_url(postgresql)
    role = f"quotesdb_reader_{url.database}"
    server.execute(f'CREATE ROLE "{role}" LOGIN')
    execute(engine, f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{role}"')
    reader = open_engine(url.set(username=role).render_as_string(hide_password=False))
    try:
        execute(reader, "SELECT count(*) FROM quote")
        with pytest.raises(NotWritable, match=r"permission denied for table quote$"):
            execute(reader, "DELETE FROM quote")
    finally:
        reader.dispose()
        execute(engine, f'DROP OWNED BY "{role}"')
        server.execute(f'DROP ROLE "{role}"')


def test_a_database_that_is_read_only_says_so(engine: Engine):
    execute(engine, f'ALTER DATABASE "{engine.url.database}" SET default_transaction_read_only TO on')
    engine.dispose()
    with pytest.raises(DatabaseError, match=r"cannot be written to: it is read-only"):
        execute(engine, "DELETE FROM quote")


def test_a_database_of_another_program_or_of_a_newer_one_is_left_alone(engine: Engine, bare: str):
    execute(engine, "UPDATE alembic_version SET version_num = '7777'")
    for use in (db.ensure_schema, db.require_schema, db.upgrade):
        with pytest.raises(DatabaseError, match=r"at revision 7777, newer than .*: upgrade quotesdb"):
            use(engine)
    other = open_engine(bare)
    execute(other, "CREATE TABLE recipe (id integer)")
    with pytest.raises(DatabaseError, match=r"is a database of another program"):
        db.ensure_schema(other)
    other.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    downgrade(engine, "0005")

    def fail(_connection: object) -> list[str]:
        raise RuntimeError("no")

    monkeypatch.setattr(search, "prepare", fail)
    with pytest.raises(RuntimeError, match="no"):
        db.upgrade(engine)
    assert db.current(engine) == "0005"


def test_a_database_in_another_encoding_is_refused(server: Server):
    name = "quotesdb_latin"
    server.drop(name)
    server.execute(
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
    )
    engine = open_engine(server.of(name))
    with pytest.raises(DatabaseError, match="is not in UTF-8"):
        db.ensure_schema(engine)
    engine.dispose()
    server.drop(name)


@contextmanager
def held(engine: Engine) -> Iterator[Callable[[], None]]:
    """The write lock, held by somebody else; what gives it up."""
    other = open_engine(engine.url.render_as_string(hide_password=False))
    session = sessions(other, write=True)()
    session.execute(text("SELECT 1"))
    one_at_a_time = threading.Lock()

    def give_up() -> None:
        with one_at_a_time:
            session.rollback()

    yield give_up
    with one_at_a_time:
        session.close()
    other.dispose()


def test_a_lock_that_is_not_given_up_gives_one_clear_line(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(locks.WAIT_VARIABLE, "0.05")
    impatient = open_engine(database_url)
    with (
        held(engine),
        pytest.raises(DatabaseInUse, match=r"is in use by another program"),
        sessions(impatient, write=True)() as s,
    ):
        s.execute(text("SELECT 1"))
    with sessions(impatient, write=True)() as s:
        assert s.scalar(text("SELECT 1")) == 1
        assert s.scalar(text("SHOW lock_timeout")) == "0"
    impatient.dispose()


def test_a_lock_that_is_given_up_is_waited_for_and_said_once(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(locks, "_TRY", 0.05)
    monkeypatch.setattr(locks, "_TOLD_AFTER", 0.1)
    said: list[str] = []
    patient = open_engine(database_url, on_wait=lambda: said.append("waiting"))
    for _ in range(2):
        with held(engine) as give_up:
            threading.Timer(0.4, give_up).start()
            with sessions(patient, write=True).begin() as s:
                s.execute(text("DELETE FROM quote"))
                assert s.scalar(text("SHOW lock_timeout")) == "0"
    assert said == ["waiting"]
    patient.dispose()


def test_who_waited_sees_what_was_written_meanwhile(engine: Engine):
    with held(engine) as give_up:
        threading.Timer(0.3, give_up).start()
        other = open_engine(engine.url.render_as_string(hide_password=False))
        with other.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout TO 0"))
            connection.execute(text("INSERT INTO organisation (name, name_key) VALUES ('A', 'a')"))
        started = time.monotonic()
        with sessions(engine, write=True)() as s:
            assert s.query(Organisation).count() == 1
        assert time.monotonic() - started > 0.1
        other.dispose()


def test_who_only_reads_waits_for_nobody_and_sees_one_moment(engine: Engine):
    make_session = sessions(engine, write=True)
    with held(engine), only_reading(make_session) as s:
        assert s.scalar(text("SELECT count(*) FROM quote")) == 0
    with only_reading(make_session) as reading:
        assert reading.query(Article).count() == 0
        with make_session.begin() as writing:
            factories.bind(writing)
            OrganisationFactory()
            factories.bind(None)
        assert reading.query(Organisation).count() == 0
    with sessions(engine)() as s:
        assert s.query(Organisation).count() == 1


def test_instants_and_dates_come_as_from_sqlite_whatever_the_server_is_set_to(engine: Engine):
    name = engine.url.database
    for setting in ("TimeZone TO 'Asia/Tokyo'", "DateStyle TO 'German, DMY'", "lc_messages TO 'C'"):
        execute(engine, f'ALTER DATABASE "{name}" SET {setting}')
    engine.dispose()
    with sessions(engine)() as s:
        factories.bind(s)
        version = ArticleVersionFactory()
        factories.bind(None)
        s.commit()
        s.expire_all()
        assert version.article.created_at.tzinfo is not None
        assert version.article.created_at == factories.article.START
        assert s.scalar(text("SELECT CAST(published_on AS VARCHAR) FROM article")) == "2025-03-01"


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match=r"psycopg is not installed: pip install 'quotesdb\[postgres\]'"):
        open_engine("postgresql://server/quotes")


def test_who_has_a_file_loads_nothing_of_postgresql(tmp_path: Path):
    code = (
        "import sys; from quotesdb.db.engine import current, open_engine\n"
        f"current(open_engine({str(tmp_path / 'no.db')!r}))\n"
        "print([name for name in sys.modules if 'psycopg' in name or 'dialects.postgresql' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_ctrl_c_while_the_server_works_is_no_lost_connection(engine: Engine):
    # Whoever starts the tests in the background has them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(1, signal.raise_signal, [signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt), engine.connect() as connection:
            connection.execute(text("SELECT pg_sleep(30)"))
    finally:
        signal.signal(signal.SIGINT, before)
    execute(engine, "SELECT 1")
