"""Eight processes store overlapping sets of articles while others decide: all of it is there, once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks those who write")
def test_nothing_is_lost_or_there_twice() -> None:
    sizes = ["--articles", "16", "--decisions", "8", "--seed", "7"]
    # A process of its own: forking is for those that have no threads.
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.writers", *sizes],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "16  article created" in run.stdout
