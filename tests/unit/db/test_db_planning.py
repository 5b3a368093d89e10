"""SQLite takes the narrowest index, whatever is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from quotesdb.db.models.current_quote import IS_FOLDED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ORDERED = "ORDER BY newest, article_id, start_char, quote_id LIMIT 21"


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ("shown = 0", "newest"),
        ("shown = 0 AND newest < 5 AND newest >= 2 AND kind = 'direct'", "newest"),
        ("shown = 0 AND newest < 5 AND newest >= 2 AND speaker_id = 7", "speaker"),
        ("shown = 0 AND newest < 5 AND newest >= 2 AND publisher_id = 7", "publisher"),
        ("shown = 0 AND body_id = 7", "body"),
        ("shown = 0 AND own_key = 'x'", "own"),
        (
            "shown = 0 AND speaker_id = 7 AND (newest, article_id, start_char, quote_id) > (1, 2, 3, 4)",
            "speaker",
        ),
    ],
)
def test_a_page_is_one_stretch_of_an_index(session: Session, where: str, index: str):
    plan = session.execute(
        text(f"EXPLAIN QUERY PLAN SELECT * FROM current_quote WHERE {where} {ORDERED}")
    ).all()
    told = [row[3] for row in plan]
    assert any(f"ix_current_quote_{index} (" in line for line in told), told
    assert not any("TEMP B-TREE" in line for line in told), told


@pytest.mark.parametrize("end", ["newest", "newest DESC"])
def test_the_ends_of_kinds_that_are_listed_together_are_met_in_their_own_index(session: Session, end: str):
    where = f"{IS_FOLDED} AND shown = 0 AND newest < 5 AND agent_kind = :kind ORDER BY {end} LIMIT 1"
    asked = text(f"EXPLAIN QUERY PLAN SELECT newest FROM current_quote WHERE {where}")
    told = [row[3] for row in session.execute(asked, {"kind": "group"}).all()]
    assert any("ix_current_quote_folded (" in line for line in told), told
    assert not any("TEMP B-TREE" in line for line in told), told
