"""A PostgreSQL server for the tests, private or that of QUOTESDB_TEST_POSTGRES; databases made of templates.

The private one belongs to the test run: all its workers share it, and it goes with the process that began the
run, however that ends. Its language is one that orders text quite unlike SQLite does.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from quotesdb.db.engine import ensure_schema, open_engine
from tests import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

VARIABLE = "QUOTESDB_TEST_POSTGRES"
"""The URL of a server to use instead, with a user that may make databases."""

EMPTY = "quotesdb_empty"
OWNER = "quotesdb"
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=64MB",
    "max_connections=200",
)
GUARDED = "quotesdb_guarded"
"""The user that needs a password, on the private server."""

ACCESS = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"
START = """
owner=$1 home=$2
shift 2
"$@" &
server=$!
(while kill -0 "$owner"; do sleep 1; done; kill -QUIT "$server"; sleep 1; rm -rf "$home") 2>&- >&- &
"""
"""Starts what the third argument begins, and ends it, with its folder, when the owner has ended."""

_numbers = count(1)


class Server:
    """A running server; ``url`` is that of any of its databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._kept: Connection | None = None

    @contextmanager
    def connected(self) -> Iterator[Server]:
        """Run all statements meanwhile in one connection: a new one costs half as much as a database."""
        with self._connect() as self._kept:
            yield self
        self._kept = None

    def of(self, name: str) -> str:
        """The URL of a database."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def make(self, template: str = EMPTY, name: str | None = None) -> str:
        """Make a database that is a copy of another, and return its name."""
        name = name or f"quotesdb_{os.getpid()}_{next(_numbers)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, sql: str) -> list[tuple[object, ...]]:
        """Run a statement that no transaction may hold, and return what it returns."""
        with nullcontext(self._kept) if self._kept else self._connect() as connection:
            done = connection.execute(sql)
            return done.fetchall() if done.description else []

    def _connect(self) -> Connection:
        import psycopg

        url = make_url(self.of("postgres")).set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def running(folder: Path, owner_pid: int) -> Server:
    """The server of this test run, started and given an empty database by whichever worker comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        known = folder / "postgresql.url"
        if not known.exists():
            server = Server(os.environ.get(VARIABLE) or _start(owner_pid))
            if VARIABLE not in os.environ:
                server.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'unknown'")
            server.drop(EMPTY)
            server.make("template0", EMPTY)
            engine = open_engine(server.of(EMPTY))
            ensure_schema(engine)
            engine.dispose()
            known.write_text(server.url)
    return Server(known.read_text())


def missing() -> str | None:
    """Why there can be no server here; None if there can."""
    if os.environ.get(VARIABLE) or _program("initdb"):
        return None
    return f"PostgreSQL is not installed (its initdb is not found), and {VARIABLE} names no server"


def skip_or_fail() -> None:
    """Skip a test where there is no server software; in CI that is a failure."""
    if reason := missing():
        needed.missing(reason)


def _start(owner_pid: int) -> str:
    home = Path(tempfile.mkdtemp(prefix="quotesdb-postgresql-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    data, initdb, postgres = home / "data", _program("initdb"), _program("postgres")
    language = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
    initial = (
        str(initdb),
        "-D",
        str(data),
        "-U",
        OWNER,
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-sync",
        *language,
    )
    subprocess.run(_as_no_root(*initial), check=True, capture_output=True, cwd=home)
    (data / "pg_hba.conf").write_text(ACCESS)
    options = [part for setting in (*SETTINGS, f"unix_socket_directories={home}") for part in ("-c", setting)]
    command = _as_no_root(str(postgres), "-D", str(data), *options)
    with (home / "log").open("wb") as log:
        subprocess.run(
            ["sh", "-c", START, "start", str(owner_pid), str(home), *command],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,
        )
    ready = (str(_program("pg_isready")), "-q", "-h", str(home), "-t", "10")
    for _ in range(300):
        if subprocess.run(ready, check=False).returncode == 0:
            return f"postgresql://{OWNER}@/postgres?host={home}"
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail(f"PostgreSQL did not start: {(home / 'log').read_text()[-2000:]}")


def _as_no_root(*command: str) -> list[str]:
    """The command as the server software wants to be run: never by root."""
    if os.getuid() != 0:
        return list(command)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _program(name: str) -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -_version(path))
    found = installed[0] if installed else shutil.which(name)
    return Path(found) if found else None


def _version(program: Path) -> float:
    try:
        return float(program.parts[-3])
    except ValueError:
        return 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    # For shell scripts: the URL of a new, empty database, until the process of that number ends.
    if reason := missing():
        sys.exit(reason)
    started = running(Path(sys.argv[1]), int(sys.argv[2]))
    print(started.of(started.make("template0")))  # noqa: T201
