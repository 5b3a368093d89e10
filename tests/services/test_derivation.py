"""An upgrade makes derived rows anew where the rules changed that they follow, and else leaves them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from quotesdb.db import derivation
from quotesdb.db.engine import head, migrating, upgrade
from quotesdb.services.lookup.speaker_list import list_speakers
from tests.schema import downgrade

PREVIOUS = "0023"
SPOILT = "UPDATE speaker SET name = 'Dee Wrong'"


@pytest.fixture
def names(engine, store, session):
    """What the speaker is called, once its name was changed by hand."""
    store("“We open in May,” said Ada Example.", "https://example.org/story")
    session.execute(text(SPOILT))
    session.commit()

    def called():
        session.rollback()
        return [row.name for row in list_speakers(session).rows]

    assert called() == ["Dee Wrong"]
    session.close()
    return called


def older(engine):
    """Let the schema be one that only lacks what has nothing to do with derived rows."""
    downgrade(engine, PREVIOUS)
    with migrating(engine) as connection:
        derivation.note_rules(connection, followed=True)


def test_an_upgrade_leaves_rows_that_follow_the_rules(engine, names):
    older(engine)
    upgrade(engine)
    assert names() == ["Dee Wrong"]


def test_an_upgrade_makes_rows_anew_that_older_rules_made(engine, names, monkeypatch):
    older(engine)
    monkeypatch.setattr(derivation, "RULES", derivation.RULES + 1)
    told = []
    upgrade(engine, told.append)
    assert names() == ["Ada Example"]
    assert len(told) == 4
    assert all(f"step {number} of 4" in line for number, line in enumerate(told, 1))


def test_so_it_does_after_the_schema_was_taken_back(engine, names):
    downgrade(engine, PREVIOUS)
    upgrade(engine)
    assert names() == ["Ada Example"]


def test_a_database_that_is_made_follows_the_rules(engine):
    with engine.connect() as connection:
        assert derivation.follows_rules(connection)
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == head()
