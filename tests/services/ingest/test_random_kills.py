"""What writes to a database may be killed at any moment: some kills here, many by ``benchmarks.kills``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgresql_server

ROOT = Path(__file__).parents[3]
KILLS = 10
ON_A_SERVER = ("--engine", "postgresql", "--work", "ingest", "--work", "db upgrade", "--work", "db copy")


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks"),
]


def test_nothing_reported_is_lost_and_the_end_is_as_undisturbed() -> None:
    kill(KILLS, "--engine", "sqlite")


def test_nothing_is_lost_on_a_server() -> None:
    postgresql_server.skip_or_fail()
    kill(3, *ON_A_SERVER)


def kill(kills: int, *arguments: str) -> None:
    seed = str(int.from_bytes(os.urandom(2), "big"))
    # A process of its own: forking is for those that have no threads.
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--kills", str(kills), "--seed", seed, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{kills} kills, nothing lost" in run.stdout
    assert run.stderr == ""
