"""Nothing leaves the machine, and nothing is left on it: what the program does to network and files.

Each command runs as a user's own process with an empty home folder, under ``watch.c``, which logs every
look-up, connection and file opened for writing, and grants nothing of the network. The environment is made
afresh and has nothing of CI's: some libraries keep quiet only where they see that they run in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.functional.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is not of this system")

PAST_THE_LOOK_UP = 11.5
"""Seconds: onnxruntime looks its maker's collector up ten seconds after it was imported."""

COMMANDS = (
    f"ingest {ROOT}/fixtures/articles {ROOT}/fixtures/transcripts",
    f"extract {ROOT}/fixtures/articles/html/inland-waters.html",
    "reextract",
    "check hope",
    f"audit {ROOT}/fixtures/drafts/harbour-column.txt --report audit.html",
    "quotes",
    "stats --plot plot.png",
    "export --format csv",
    "suggestions",
    "rebuild",
    "db check",
)
"""What is watched, in this order on one database."""

NEEDING_AN_EXTRA: dict[str, tuple[str, tuple[str, ...]]] = {
    "research": ("pyarrow", ("export --format parquet -o quotations.parquet",)),
}
"""Of each extra for users its module and the commands that use it; watched where it is installed."""

NOT_FOR_LOOKING_INWARD = {
    "postgres": "a server is what is asked for",
    "cluster": "a scheduler is what is asked for",
    "web": "an address to listen at is what is asked for",
    "mcp": "whoever calls its tools may be anywhere",
    "bench": "benchmarks alone",
    "dev": "tests alone",
}


@dataclass(frozen=True)
class Watcher:
    """Runs programs under the watch, in a folder that is all theirs."""

    library: Path
    folder: Path

    def environment(self, log: Path) -> dict[str, str]:
        return {
            "HOME": str(self.made("home")),
            "TMPDIR": str(self.made("scratch")),
            "PATH": os.environ["PATH"],
            "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LD_PRELOAD": str(self.library),
            "WATCH_LOG": str(log),
        }

    def made(self, name: str) -> Path:
        (self.folder / name).mkdir(exist_ok=True)
        return self.folder / name

    def start(self, *arguments: str) -> Callable[[], list[str]]:
        """Start Python with ``arguments``; the result waits for its end and returns what was logged."""
        log = self.folder / f"log-{len(list(self.folder.glob('log-*')))}"
        log.touch()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.made("database"),
            env=self.environment(log),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

        def finish() -> list[str]:
            _, errors = process.communicate(timeout=60)
            assert process.returncode in (0, 1), errors
            assert "Traceback" not in errors, errors
            first, *rest = log.read_text(encoding="utf8").splitlines()
            assert first.strip() == "loaded"
            return rest

        return finish

    def outside(self, logged: list[str]) -> list[str]:
        """What was logged, but for writing in the database's folder and into nothing."""
        allowed = (f"write {self.folder}/database/", f"mkdir {self.folder}/database/", "write /dev/null")
        return [line for line in logged if line.strip() != "loaded" and not line.startswith(allowed)]

    def left(self) -> list[Path]:
        """What lies outside the database's folder afterwards."""
        return [path for name in ("home", "scratch") for path in (self.folder / name).rglob("*")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    assert compiler, "a C compiler is needed to watch what the program does"
    built = tmp_path_factory.mktemp("watch") / "watch.so"
    source = Path(__file__).with_name("watch.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(built), str(source), "-ldl"], check=True)
    return built


@pytest.fixture
def watcher(library: Path, tmp_path: Path) -> Watcher:
    return Watcher(library, tmp_path)


def watched_commands() -> Iterator[str]:
    yield from COMMANDS
    for module, commands in NEEDING_AN_EXTRA.values():
        if find_spec(module):
            yield from commands


def test_no_command_calls_the_network_or_writes_outside_the_folder_of_the_database(watcher: Watcher) -> None:
    model_loaded = watcher.start(
        "-c",
        "import time; from quotesdb.extract import extract\n"
        "assert extract('“The bridge is safe,” said Mira Vantongeren, an engineer.')\n"
        f"time.sleep({PAST_THE_LOOK_UP})",
    )
    found = {}
    for command in watched_commands():
        logged = watcher.start("-m", "quotesdb", "--db", "quotes.db", *command.split())()
        found[command] = watcher.outside(logged)
    found["the model, for a while"] = watcher.outside(model_loaded())
    assert {what: lines for what, lines in found.items() if lines} == {}
    assert watcher.left() == []
    assert {"quotes.db", "plot.png", "audit.html"} <= {
        path.name for path in watcher.made("database").iterdir()
    }


def test_the_watch_sees_what_it_watches_for(watcher: Watcher) -> None:
    code = (
        "import contextlib, pathlib, socket, subprocess, sys\n"
        "tries = [lambda: socket.getaddrinfo('news.example', 443),\n"
        "         lambda: socket.socket().connect(('192.0.2.1', 443)),\n"
        "         lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53)),\n"
        "         lambda: (pathlib.Path.home() / 'folder').mkdir(),\n"
        "         lambda: (pathlib.Path.home() / 'file').write_text('x')]\n"
        "for one in tries:\n"
        "    with contextlib.suppress(OSError):\n"
        "        one()\n"
        'subprocess.run([sys.executable, \'-c\', \'open("kept", "w"); open("/dev/null", "w")\'])'
    )
    home = watcher.folder / "home"
    assert [line.strip() for line in watcher.outside(watcher.start("-c", code)())] == [
        "look-up news.example",
        "connect",
        "sendto",
        f"mkdir {home}/folder",
        f"write {home}/file",
    ]
    assert sorted(path.name for path in watcher.left()) == ["file", "folder"]


def test_every_extra_is_watched_or_says_why_not() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    assert {*NEEDING_AN_EXTRA, *NOT_FOR_LOOKING_INWARD} == set(project["optional-dependencies"])


def test_loading_the_model_leaves_the_environment_as_it_was() -> None:
    code = (
        "import os; before = dict(os.environ)\n"
        "from quotesdb.extract.model.tagger import shipped_model\n"
        "shipped_model()\n"
        "assert os.environ == before"
    )
    for set_before in ({}, {"ORT_DISABLE_TELEMETRY": "0"}):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **set_before}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
