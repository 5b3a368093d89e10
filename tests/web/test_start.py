"""What only the page needs is loaded by the page alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.functional.conftest import ROOT

HEAVY = "fastapi starlette uvicorn pydantic argon2 mcp quotesdb.web quotesdb.mcp"


@pytest.mark.parametrize("words", ["--help", "--version", "quotes", "check hope --no-record", "users list"])
def test_no_other_command_loads_it(filled, words: str):
    code = (
        "import sys\n"
        "from quotesdb.cli import main\n"
        f"main(['--db', {str(filled)!r}, *{words.split()}], standalone_mode=False)\n"
        f"sys.exit(str(sorted(set({HEAVY.split()}) & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr.splitlines()[-1] in ("[]", ""), done.stderr
