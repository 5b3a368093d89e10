"""Programs under ``watch.c``, which logs what they do to network and files and grants no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Watcher:
    """Runs programs under the watch, in a folder that is all theirs."""

    library: Path
    folder: Path
    said: dict[str, str] = field(default_factory=dict)
    """What the programs printed, by the names of their logs."""

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

        def finish(limit: float = 60) -> list[str]:
            try:
                self.said[log.name], errors = process.communicate(timeout=limit)
            finally:
                process.kill()
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


def built(folder: Path) -> Path:
    """The library that watches, made in a folder."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    assert compiler, "a C compiler is needed to watch what the program does"
    library = folder / "watch.so"
    source = Path(__file__).with_name("watch.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return library
