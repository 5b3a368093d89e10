"""What writes to a database may be killed at any moment: some kills here, many by ``benchmarks.kills``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KILLS = 10


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_nothing_reported_is_lost_and_the_end_is_as_undisturbed() -> None:
    seed = str(int.from_bytes(os.urandom(2), "big"))
    # A process of its own: forking is for those that have no threads.
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--kills", str(KILLS), "--seed", seed],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{KILLS} kills" in run.stdout
    assert run.stderr == ""
