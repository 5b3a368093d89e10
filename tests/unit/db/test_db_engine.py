"""Opening, creating, upgrading and checking a database."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from quotesdb.db import engine as db
from quotesdb.db import locks
from quotesdb.db.engine import DatabaseError, SchemaChange, open_engine, sessions
from quotesdb.db.errors import NotWritable
from quotesdb.db.models import Article
from tests.factories import ArticleFactory, AttributionFactory, QuoteFactory, ReviewFactory, bind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

OLDER = db.HEAD
"""What is the newest revision until ``a_newer_program`` comes."""


def execute(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def set_revision(path: Path, revision: str) -> None:
    execute(path, f"UPDATE alembic_version SET version_num = '{revision}'")


@pytest.fixture
def a_newer_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Add a revision after the head, so that a database of today is an older one; its name."""
    migrations = tmp_path / "migrations"
    shutil.copytree(db.migrations_path(), migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9999_note.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        "revision = '9999'\n"
        f"down_revision = '{db.HEAD}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('quote', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.String()))\n"
        "def downgrade():\n"
        "    with op.batch_alter_table('quote', recreate='always') as batch:\n"
        "        batch.drop_column('extra')\n"
    )
    monkeypatch.setattr(db, "migrations_path", lambda: migrations)
    monkeypatch.setattr(db, "HEAD", "9999")
    return "9999"


def test_each_connection_enforces_foreign_keys_and_waits_for_other_writers(engine: Engine):
    with engine.connect() as connection:
        pragmas = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("foreign_keys", "journal_mode", "busy_timeout")
        ]
    assert pragmas == [1, "wal", locks.BUSY_TIMEOUT_MS]


def test_opening_creates_nothing(tmp_path: Path):
    engine = open_engine(tmp_path / "new.db")
    assert db.current(engine) is None
    with pytest.raises(
        DatabaseError, match=r"there is no database at .*new.db yet: quotesdb ingest creates it"
    ):
        db.require_schema(engine)
    assert list(tmp_path.iterdir()) == []


def test_ensuring_a_schema_creates_the_database_and_its_folder_once(tmp_path: Path):
    engine = open_engine(str(tmp_path / "a" / "b" / "new.db"))
    assert db.ensure_schema(engine) == SchemaChange("created")
    assert db.ensure_schema(engine) == SchemaChange("unchanged")
    assert db.current(engine) == db.head()
    db.require_schema(engine)
    engine.dispose()


def test_an_empty_file_counts_as_absent(tmp_path: Path):
    path = tmp_path / "empty.db"
    path.touch()
    engine = open_engine(path)
    assert db.ensure_schema(engine).outcome == "created"
    engine.dispose()


def test_a_path_and_a_url_name_the_same_file(database: Path):
    for name in (database, str(database), f"sqlite:///{database}"):
        engine = open_engine(name)
        assert db.current(engine) == db.head()
        engine.dispose()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/db", "mysql databases are not supported"),
        ("://", "the database URL cannot be read"),
        ("sqlite:///a.db?mode=ro", "by its file alone, without mode=ro"),
        ("sqlite:///file:a.db?mode=ro&uri=true", "without mode=ro&uri=true"),
    ],
)
def test_a_url_of_another_kind_is_refused(url: str, message: str):
    with pytest.raises(DatabaseError, match=message):
        open_engine(url)


def test_a_file_that_is_no_database_gives_one_clear_line(tmp_path: Path):
    path = tmp_path / "notes.db"
    path.write_text("These are notes, not a database. " * 50)
    engine = open_engine(path)
    for use in (db.current, db.ensure_schema, db.require_schema, db.check):
        with pytest.raises(DatabaseError) as caught:
            use(engine)
        assert str(caught.value) == f"{path} is not an SQLite database"
    assert path.read_text().startswith("These are notes")


def test_a_folder_gives_one_clear_line(tmp_path: Path):
    engine = open_engine(tmp_path)
    with pytest.raises(DatabaseError, match=r"is a folder, not a database"):
        db.ensure_schema(engine)


def test_a_folder_that_cannot_be_made_gives_one_clear_line(tmp_path: Path):
    (tmp_path / "file").touch()
    engine = open_engine(tmp_path / "file" / "sub" / "new.db")
    with pytest.raises(DatabaseError, match=r"cannot be created"):
        db.ensure_schema(engine)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path):
    path = tmp_path / "other.db"
    execute(path, "CREATE TABLE recipe (id INTEGER)")
    engine = open_engine(path)
    with pytest.raises(DatabaseError, match=r"other.db is a database of another program"):
        db.ensure_schema(engine)
    engine.dispose()
    assert execute(path, "SELECT name FROM sqlite_master") == [("recipe",)]


def test_a_damaged_file_gives_one_clear_line_on_any_statement(
    database: Path, engine: Engine, session: Session
):
    for _ in range(50):
        QuoteFactory()
    session.commit()
    session.close()
    engine.dispose()
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)
    with pytest.raises(DatabaseError, match=r"quotes.db is damaged"), sessions(engine)() as again:
        again.query(Article).all()


def test_check_finds_a_row_that_breaks_a_rule(database: Path, engine: Engine, session: Session):
    QuoteFactory()
    session.commit()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE quote SET start_char = -1")
    assert db.check(engine) == ["CHECK constraint failed in quote"]


def test_check_finds_a_row_that_refers_to_nothing(database: Path, engine: Engine, session: Session):
    QuoteFactory()
    session.commit()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE quote SET article_id = 99")
    assert db.check(engine) == ["row 1 of quote refers to a row of article that does not exist"]


def test_check_finds_a_schema_that_differs_from_the_models(database: Path, engine: Engine):
    assert db.check(engine) == []
    execute(database, "ALTER TABLE article ADD COLUMN stray TEXT")
    (problem,) = db.check(engine)
    assert problem.startswith("the schema differs from the models")
    assert "stray" in problem


def test_check_reports_another_revision(database: Path, engine: Engine):
    set_revision(database, "0000")
    [told] = db.check(engine)
    assert told.endswith(f" is at revision 0000, newer than this program's {db.head()}: upgrade quotesdb")


def test_check_of_nothing_is_an_error(tmp_path: Path):
    with pytest.raises(DatabaseError, match=r"there is no database"):
        db.check(open_engine(tmp_path / "new.db"))


@pytest.mark.parametrize("use", [db.ensure_schema, db.require_schema, db.upgrade])
def test_a_database_of_a_newer_program_is_refused(
    database: Path, engine: Engine, use: Callable[[Engine], object]
):
    set_revision(database, "7777")
    with pytest.raises(
        DatabaseError, match=r"at revision 7777, newer than this program's .*: upgrade quotesdb"
    ):
        use(engine)
    assert list(database.parent.glob("*.backup-*")) == []


def test_an_older_file_is_backed_up_and_upgraded_with_its_rows_and_its_search(
    database: Path, engine: Engine, session: Session, a_newer_program: str
):
    QuoteFactory(text_key="the port is open")
    session.commit()
    session.close()
    with pytest.raises(DatabaseError, match=r"older than this program's 9999: quotesdb db upgrade"):
        db.require_schema(engine)

    backup = database.with_name(f"quotes.db.backup-{OLDER}")
    assert db.ensure_schema(engine) == SchemaChange("upgraded", backup)
    assert db.current(engine) == a_newer_program
    assert execute(database, "SELECT text_key, extra FROM quote") == [("the port is open", None)]
    assert execute(database, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == [(12,)]
    assert execute(database, "SELECT count(*) FROM quote_fts WHERE quote_fts MATCH 'port'") == [(1,)]
    assert execute(backup, "SELECT version_num FROM alembic_version") == [(OLDER,)]
    assert execute(backup, "SELECT text_key FROM quote") == [("the port is open",)]


def test_a_second_backup_does_not_overwrite_the_first(database: Path, engine: Engine, a_newer_program: str):
    database.with_name(f"quotes.db.backup-{OLDER}").write_text("precious")
    assert db.ensure_schema(engine).backup == database.with_name(f"quotes.db.backup-{OLDER}-2")
    assert database.with_name(f"quotes.db.backup-{OLDER}").read_text() == "precious"


def test_re_creating_a_table_deletes_nothing_that_refers_to_it(
    database: Path, engine: Engine, session: Session, a_newer_program: str
):
    ReviewFactory(quote=AttributionFactory().quote)
    session.commit()
    session.close()
    db.upgrade(engine)
    counts = [
        execute(database, f"SELECT count(*) FROM {table}") for table in ("quote", "attribution", "decision")
    ]
    assert counts == [[(1,)]] * 3


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    database: Path, engine: Engine, a_newer_program: str
):
    script = db.migrations_path() / "versions" / "9999_note.py"
    script.write_text(
        script.read_text().replace("def downgrade", "    raise RuntimeError('no')\ndef downgrade")
    )
    with pytest.raises(RuntimeError, match=r"no"):
        db.upgrade(engine)
    assert db.current(engine) == OLDER
    assert "extra" not in str(execute(database, "SELECT sql FROM sqlite_master WHERE name = 'quote'"))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_migration_that_leaves_rows_referring_to_nothing_is_undone(
    database: Path, engine: Engine, session: Session, a_newer_program: str
):
    QuoteFactory()
    session.commit()
    session.close()
    script = db.migrations_path() / "versions" / "9999_note.py"
    script.write_text(
        script.read_text().replace("def downgrade", "    op.execute('DELETE FROM article')\ndef downgrade")
    )
    with pytest.raises(DatabaseError, match=r"was left as it is: row 1 of"):
        db.upgrade(engine)
    assert execute(database, "SELECT count(*) FROM article") == [(1,)]


def test_postgresql_that_is_behind_names_the_command(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, database: Path
):
    set_revision(database, "0000")
    monkeypatch.setattr(db, "_refuse_newer", lambda _engine, _revision: None)
    monkeypatch.setattr(engine.dialect, "name", "postgresql")
    with pytest.raises(DatabaseError, match=r"older than this program's .*: quotesdb db upgrade"):
        db.ensure_schema(engine)


def test_two_writers_wait_for_each_other(database: Path, engine: Engine):
    other = open_engine(database)
    write, write_too = sessions(engine, write=True), sessions(other, write=True)
    with write() as one:
        bind(one)
        ArticleFactory()
        with closing(sqlite3.connect(database, timeout=0)) as raw, pytest.raises(sqlite3.OperationalError):
            raw.execute("BEGIN IMMEDIATE")
        one.commit()
    with write_too() as two:
        bind(two)
        ArticleFactory()
        two.commit()
        assert two.query(Article).count() == 2
    bind(None)
    other.dispose()


def test_looking_up_imports_no_migrations(database: Path):
    code = (
        "import sys\n"
        "from quotesdb.db.engine import open_engine, require_schema, ensure_schema\n"
        f"engine = open_engine({str(database)!r})\n"
        "require_schema(engine); ensure_schema(engine)\n"
        "print('alembic' in sys.modules or 'mako' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def fill(session: Session) -> None:
    with session.begin_nested():
        session.execute(text("PRAGMA max_page_count = 1"))  # no more than it has
        session.execute(text("INSERT INTO organisation (name, name_key) VALUES (hex(zeroblob(99999)), 'x')"))


def test_a_full_disk_is_told_where_sqlite_has_taken_a_savepoint_back_with_all_else(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "quotes.db")
    db.ensure_schema(engine)
    with sessions(engine, write=True)() as session:
        with pytest.raises(NotWritable, match=r"quotes\.db cannot be written to: the disk is full$"):
            fill(session)
        session.rollback()
        assert session.scalar(text("SELECT count(*) FROM organisation")) == 0
    engine.dispose()


@pytest.mark.sqlite_only("sets how the library of SQLite reads a text")
def test_ctrl_c_while_rows_are_read_leaves_no_trace(engine: Engine, caplog: pytest.LogCaptureFixture):
    def stopped(_text: bytes) -> str:
        raise KeyboardInterrupt

    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.text_factory = stopped
        with pytest.raises(KeyboardInterrupt):
            connection.execute(text("SELECT 'a'")).all()
        driver.text_factory = str
        assert connection.execute(text("SELECT 'a'")).scalar_one() == "a"
    assert caplog.records == []
