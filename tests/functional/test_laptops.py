"""The program on machines that are no Linux server, as far as a Linux machine can tell."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quotesdb.cli.group import Failure
from quotesdb.cli.output import make_printable
from quotesdb.cli.reviewer import who_decides
from quotesdb.db import files
from tests.functional.conftest import ROOT

ONLY_POSIX = ("fcntl", "grp", "posix_ipc", "pty", "pwd", "resource", "syslog", "termios", "tty")

WITHOUT = f"""
import importlib, importlib.abc, os, pkgutil, sys
import platformdirs  # which goes by the name of the system, and has a way for each

class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {ONLY_POSIX}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

for name in {ONLY_POSIX}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
for name in ("chown", "fchmod", "fchown", "fork", "geteuid", "getuid", "mkfifo", "O_NOFOLLOW", "sync"):
    vars(os).pop(name, None)
"""

EVERY_MODULE = """
import quotesdb

# What quotesdb.mcp stands on goes by the name of the system, and has a way for each.
for module in pkgutil.walk_packages(quotesdb.__path__, "quotesdb."):
    left_out = module.name.startswith(("quotesdb._alembic", "quotesdb.mcp"))
    if not left_out and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""

CALL = """
from quotesdb.cli import main

main(sys.argv[1:], prog_name="quotesdb")
"""


def without_posix(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT + code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_every_module_is_imported_without_what_only_posix_has() -> None:
    done = without_posix(EVERY_MODULE)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_main_job_is_done_without_what_only_posix_has(tmp_path: Path) -> None:
    article, database = tmp_path / "article.txt", tmp_path / "quotes.db"
    article.write_text("“The bridge is safe,” said Mira Vantongeren, an engineer.\n", encoding="utf-8")
    steps = (
        ("ingest", str(article)),
        ("quotes", "bridge"),
        ("check", "The bridge is safe", "--speaker", "Vantongeren"),
        ("export", "--format", "apa", "-o", str(tmp_path / "apa.txt")),
        ("tag", "Vantongeren", "expert", "--as", "Wen"),
        ("db", "check"),
        ("db", "backup", str(tmp_path / "copy.db")),
    )
    for step in steps:
        done = without_posix(CALL, "--db", str(database), *step)
        assert (step, done.returncode, done.stderr.count("Traceback")) == (step, 0, 0), done.stderr
    assert "Vantongeren" in (tmp_path / "apa.txt").read_text(encoding="utf-8")


def test_a_copy_is_made_where_no_file_has_an_owner(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "chown")
    assert files.copy(database, tmp_path / "copy.db") == tmp_path / "copy.db"


def test_a_user_without_a_name_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "pwd", None)
    with pytest.raises(Failure, match="say who decides"):
        who_decides(None)


@pytest.mark.parametrize(
    ("platform", "encoding", "written"),
    [
        ("win32", "cp1252", "“Łódź”\r\n\n".encode()),
        ("linux", "utf-8", "“Łódź”\r\n\n".encode()),
        ("linux", "ascii", b"\\u201c\\u0141\\xf3d\\u017a\\u201d\r\n\n"),
    ],
)
def test_a_pipe_gets_utf8_and_the_line_ends_that_were_written(
    platform: str, encoding: str, written: bytes
) -> None:
    behind = io.BytesIO()
    stream = io.TextIOWrapper(behind, encoding=encoding, newline="\r\n" if platform == "win32" else "\n")
    make_printable(stream, platform)
    stream.write("“Łódź”\r\n\n")
    stream.flush()
    assert behind.getvalue() == written
