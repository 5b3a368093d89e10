"""``quotesdb ingest --scheduler``: what a user sees where there is no cluster; tests/services has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import process
from tests.services.clustered import skip_or_fail

if TYPE_CHECKING:
    from pathlib import Path


def test_a_scheduler_and_a_folder_for_shards_go_together(run, tmp_path: Path) -> None:
    for given in (["--scheduler", "tcp://127.0.0.1:9"], ["--shards", str(tmp_path)]):
        result = run("ingest", str(tmp_path), *given)
        assert result.exit_code == 2
        assert "--scheduler and --shards go together" in result.stderr


@pytest.mark.parametrize("address", ["nowhere", "carrier-pigeon://127.0.0.1:9"])
def test_an_address_that_is_none_is_told_in_one_line(tmp_path: Path, address: str) -> None:
    skip_or_fail()
    article = tmp_path / "note.txt"
    article.write_text("“It is late,” said Ada Example.\n", encoding="utf-8")
    options = ["--scheduler", address, "--shards", str(tmp_path / "shards")]
    result = process("--db", str(tmp_path / "new.db"), "ingest", str(article), *options)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"quotesdb: there is no scheduler at {address} (")
    assert len(result.stderr.splitlines()) == 1
