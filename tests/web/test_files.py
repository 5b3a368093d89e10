"""Files that people take along: what they hold and what they are called, whoever made that up."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import draft, ingest

FORMULA = "=HYPERLINK(0)"
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def extract(text: str, _language: str | None = None) -> list[Quotation]:
    """The first line is who says the second, of an organisation that a formula names."""
    end = text.index("\n")
    who, said = Span(0, end), (Span(end + 1, len(text)),)
    speaker = Agent(text[:end], AgentKind.PERSON, f"+{FORMULA}", f"@{FORMULA}")
    return [Quotation(Kind.DIRECT, said, said, source=who, speaker=speaker, evidence=(who,))]


def store(database: Any, *lines: str) -> None:
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        for number, line in enumerate(lines):
            text, address = f"{line}\n-{FORMULA} the ferry sails at noon", f"https://example.org/{number}"
            made = draft(text, address, title=FORMULA, publisher=f"-{FORMULA}")
            ingest(session, made, program=Extractor("by lines", "1", None, extract))
    engine.dispose()


@pytest.mark.parametrize(
    "path", ["/search", "/a", "/s", "/statistics", "/a/{article[id]}", "/q/{id}", "/s/{speaker_id}"]
)
def test_no_cell_of_a_table_is_a_formula(serve, database_url, path: str):
    store(database_url, "=Ada Example")
    with serve(database_url) as page:
        [row] = page.get("/search.json").json()["rows"]
        answer = page.get(f"{path.format(**row)}.csv")
        assert answer.status_code == 200
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert "'=" in answer.text
        assert [cell for line in rows for cell in line if cell.startswith(_BEGINS)] == []
        # Programs have the words as they were printed.
        assert row["article"]["title"] == FORMULA


def test_a_file_is_called_what_a_header_can_hold(serve, database_url):
    store(database_url, "Ada Łuk", "Bo Łuk")
    with serve(database_url) as page:
        told = page.get("/s/%C5%81uk.csv").headers["content-disposition"]
        assert told == "attachment; filename=\"_uk.csv\"; filename*=UTF-8''%C5%81uk.csv"
        told = page.get("/s/Luk%22%0D%0ASet-Cookie:%20a=b.csv")
        assert told.status_code == 404
        assert "set-cookie" not in told.headers
