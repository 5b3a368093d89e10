"""A database whose names an older program folded, as its user upgrades it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quotesdb.db.engine import open_engine
from tests.functional.conftest import Run, json_lines
from tests.schema import downgrade

ARTICLE = """---
title: Ferry
publisher: The Ærø Post
published_at: 2024-05-06
---
“We have no boats this winter,” said Łukasz Sørby, a nurse.
"""


def test_a_name_is_found_without_its_strokes_after_an_upgrade(run: Run, tmp_path: Path) -> None:
    db, article = tmp_path / "old.db", tmp_path / "ferry.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    run("ingest", str(article), db=db)
    downgrade(open_engine(db), "0006")
    with closing(sqlite3.connect(db)) as connection:
        for table in ("appearance", "speaker"):
            connection.execute(f"UPDATE {table} SET name_key = 'łukasz sørby'")
        connection.execute("UPDATE organisation SET name_key = 'ærø post'")
        connection.commit()
    told = run("db", "upgrade", "--json", db=db)
    assert "step 2 of 4: who is whom" in told.stderr
    [upgraded] = json_lines(told)
    assert upgraded["outcome"] == "upgraded"
    for name in ("Lukasz Sorby", "Łukasz Sørby", "Sørby"):
        [quote] = json_lines(run("quotes", "--speaker", name, "--publisher", "Aero Post", "--json", db=db))
        assert quote["speaker"]["name"] == "Łukasz Sørby"
    assert run("db", "check", db=db).exit_code == 0
