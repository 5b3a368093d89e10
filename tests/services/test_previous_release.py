"""A database of the previous release is upgraded, and everything that people decided is kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from quotesdb.db import engine as db
from quotesdb.db.engine import ensure_schema, open_engine, sessions
from quotesdb.db.models import Decision
from quotesdb.services import transfer
from quotesdb.services.errors import BadRequest
from quotesdb.services.ingest.batch import ingest_paths
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import rebuild
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.services.judging.review import retract_review
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import list_decisions
from quotesdb.services.lookup.quotes import quote_detail
from tests.unit.db.test_db_migrations import by_hand

FOLDER = Path(__file__).parents[2] / "fixtures" / "databases" / "0007"
TABLES = ("speaker_judgement", "speaker_name", "organisation_judgement", "organisation_name", "speaker_tag")
OLDER = "0007"


def told(name: str) -> list[dict[str, Any]]:
    """What the program of that time said of its database."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress((FOLDER / "decisions.db.gz").read_bytes()))
    return path


@pytest.fixture
def engine(database):
    engine = open_engine(database)
    assert ensure_schema(engine).outcome == "upgraded"
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with sessions(engine)() as session:
        yield session


def exported(session):
    return [json.loads(json.dumps(line)) for line in transfer.export_decisions(session)]


def brought(engine, lines):
    outcomes = []
    transfer.import_decisions(sessions(engine, write=True), map(json.dumps, lines), on_result=outcomes.append)
    return [outcome.outcome for outcome in outcomes]


def assert_says(lines, older):
    """Each line says what an older one did, whatever else it says."""
    assert [{key: line[key] for key in was} for line, was in zip(lines, older, strict=True)] == older


def test_every_decision_is_kept_with_who_and_when_and_why(engine, session):
    assert_says(exported(session), told("decisions.jsonl"))
    assert problems(session) == []
    session.close()
    assert db.check(engine) == []


def test_quotations_and_their_histories_are_as_they_were(session):
    for was in told("quotes.jsonl"):
        detail = quote_detail(session, was["id"])
        assert (detail.status, detail.citation.text) == (was["status"], was["text"])
        assert detail.citation.decision.by == was["decision"]["by"]
        shown = [
            (entry.verdict, entry.reviewer, entry.at, entry.again_at, entry.retracted_at, entry.replaced_by)
            for entry in detail.history
        ]
        keys = ("verdict", "reviewer", "at", "again_at", "retracted_at", "replaced_by")
        assert [tuple(at and str(at).replace(" ", "T") for at in entry) for entry in shown] == [
            tuple(entry[key] for key in keys) for entry in was["history"]
        ]


def test_the_list_of_decisions_has_the_same_ids(session):
    listed = {act.decision: act for act in list_decisions(session, all=True).rows}
    for was in told("listed.jsonl"):
        act = listed[was["decision"]]
        assert (act.judge, act.at.isoformat(), act.note) == (was["judge"], was["at"], was["note"])
        assert [(entry.id, entry.verdict, entry.retraction) for entry in act.changes if entry] == [
            (entry["id"], entry["verdict"], entry["retraction"]) for entry in was["changes"]
        ]


def test_quotations_of_the_older_extractor_are_told_renewed_once_and_keep_their_decisions(engine):
    make_session = sessions(engine, write=True)
    again = []
    ingest_paths(make_session, sorted(map(str, (FOLDER / "articles").iterdir())), on_result=again.append)
    assert [(one.outcome.value, one.older_extractor) for one in again] == [("unchanged", True)] * 3
    for outcome in (Renewal.RENEWED, Renewal.CURRENT):
        assert reextract(make_session).counts == {outcome: 3}
    with make_session() as session:
        assert_says(exported(session), told("decisions.jsonl"))
        assert problems(session) == []


def test_what_was_decided_before_can_be_undone_by_its_id(session):
    merged = next(line for line in told("decisions.jsonl") if line.get("note") == "one letter")
    with pytest.raises(BadRequest, match="Max took it back"):
        undo(session, merged["id"], "Wen")
    [renamed] = [line for line in told("decisions.jsonl") if line.get("name") == "Jonas A. Feld"]
    assert undo(session, renamed["id"][:8], "Wen").now[0].name == "Mayor Feld"


def test_what_a_review_took_the_place_of_before_holds_again(session):
    replaced = next(
        was for was in told("quotes.jsonl") if [e["replaced_by"] for e in was["history"]] == ["Max", None]
    )
    retract_review(session, replaced["id"], "Wen")
    detail = quote_detail(session, replaced["id"])
    assert (detail.citation.decision.name, detail.history[-1].verdict) == ("Ines", "accepted")


def test_a_file_of_the_previous_release_tells_nothing_new(engine, session):
    before = exported(session)
    session.close()
    assert set(brought(engine, told("decisions.jsonl"))) == {"present"}
    session.expire_all()
    assert exported(session) == before


def test_a_file_of_the_previous_release_brings_every_decision_back(engine, session):
    session.execute(delete(Decision))
    session.commit()
    session.close()
    rebuild(sessions(engine, write=True))
    assert set(brought(engine, told("decisions.jsonl"))) == {"added"}
    session.expire_all()
    assert_says(exported(session), told("decisions.jsonl"))
    for was in told("quotes.jsonl"):
        history = quote_detail(session, was["id"]).history
        assert [entry.replaced_by for entry in history] == [entry["replaced_by"] for entry in was["history"]]
    assert problems(session) == []


def older_rows(database):
    """The rows of the tables that there were, but for their numbers."""
    engine = open_engine(database)
    with engine.connect() as connection:
        found = {}
        for table in (*TABLES, "review", "review_span"):
            rows = connection.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()
            found[table] = [{key: value for key, value in row.items() if key != "id"} for row in rows]
    engine.dispose()
    return found


def test_down_and_up_again_loses_nothing(database, monkeypatch):
    monkeypatch.chdir(db.migrations_path().parent)
    before = older_rows(database)
    assert all(before.values())
    by_hand(database, "upgrade", "head")
    engine = open_engine(database)
    with sessions(engine)() as session:
        ledger = exported(session)
        copies = session.scalars(select(Decision.copy_of).where(Decision.copy_of.is_not(None))).all()
        assert len(copies) == 2
    by_hand(database, "downgrade", OLDER)
    assert older_rows(database) == before
    by_hand(database, "upgrade", "head")
    with sessions(engine)() as session:
        assert exported(session) == ledger
    assert db.check(engine) == []
    engine.dispose()
