"""Folders into which files are dropped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotesdb.services.ingest.arrivals import arrivals
from tests.functional.conftest import ROOT, Run

TEXT = "“We looked {number} times,” said Bo Sample, an engineer at the Example Bridge Board, on Monday.\n"


@pytest.fixture
def arrived(tmp_path: Path) -> Iterator[list[str]]:
    """What has arrived in a folder so far."""
    stop, found = threading.Event(), list[str]()
    (tmp_path / "before.txt").write_text("before")

    def watch() -> None:
        for ready in arrivals([str(tmp_path)], stop=stop):
            found.extend(Path(path).name for path in ready)

    watching = threading.Thread(target=watch)
    watching.start()
    time.sleep(1)
    yield found
    stop.set()
    watching.join()


def wait_for(found: list[str], wanted: list[str]) -> None:
    until = time.monotonic() + 30
    while sorted(found) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert sorted(found) == wanted


@pytest.mark.slow
def test_what_comes_is_told_once_it_is_whole(arrived: list[str], tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    with (tmp_path / "growing.txt").open("w") as growing:
        for number in range(12):
            growing.write(f"{number}\n")
            growing.flush()
            time.sleep(0.2)
        assert arrived == []
    (tmp_path / "deeper" / "b.html").write_text("b")
    (tmp_path / ".part").write_text("c")
    (tmp_path / ".part").rename(tmp_path / "c.md")
    (tmp_path / ".hidden.txt").write_text("hidden")
    (tmp_path / "picture.png").write_text("no text")
    (tmp_path / "gone.txt").write_text("gone")
    (tmp_path / "gone.txt").unlink()
    wait_for(arrived, ["b.html", "c.md", "growing.txt"])


@pytest.mark.slow
def test_a_folder_is_ingested_and_then_what_is_dropped_there(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT.format(number=1))
    command = [
        sys.executable,
        "-m",
        "quotesdb",
        "--db",
        str(tmp_path / "q.db"),
        "ingest",
        "--json",
        "--watch",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as program:
        assert program.stdout is not None
        assert json.loads(program.stdout.readline())["path"].endswith("one.txt")
        time.sleep(2)
        (folder / "two.txt").write_text(TEXT.format(number=2))
        second = json.loads(program.stdout.readline())
        try:
            program.send_signal(signal.SIGINT)
            assert program.wait(timeout=60) == 130
        finally:
            program.kill()
    assert (second["outcome"], Path(second["path"]).name) == ("created", "two.txt")


def test_only_folders_are_watched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    for path in (str(tmp_path / "a.txt"), "-", "https://example.org/"):
        assert "--watch is for folders" in run("ingest", "--watch", path).stderr
