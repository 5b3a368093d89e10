"""Finding out what is said needs no database and can be done elsewhere; storing needs no extractor."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from sqlalchemy import select

from quotesdb.db.models import Article
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.prepare import NotExtracted, prepare
from quotesdb.services.ingest.store_article import store
from quotesdb.services.lookup import QuoteFilter, find_quotes
from tests.services.toy import TOY, draft

TEXT = "“We open in May,” said Ada Example."


def test_what_another_process_prepares_is_stored_like_any_other(session):
    asked = pickle.dumps((draft(TEXT, "https://example.org/plant"), TOY))
    code = (
        "import pickle, sys; from quotesdb.services.ingest.prepare import prepare\n"
        "sys.stdout.buffer.write(pickle.dumps(prepare(*pickle.load(sys.stdin.buffer))))"
    )
    run = subprocess.run([sys.executable, "-c", code], input=asked, capture_output=True, check=True)
    outcome = store(session, pickle.loads(run.stdout))
    assert (outcome.outcome, outcome.quotes, outcome.older_extractor) == (Outcome.CREATED, 1, False)
    [citation] = find_quotes(session, QuoteFilter()).rows
    assert (citation.speaker.name, citation.decision.name) == ("Ada Example", "toy")


def test_preparing_loads_no_database():
    code = "import sys, quotesdb.services.ingest.prepare; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_that_was_thought_to_be_stored_and_is_not_is_left_alone(session):
    with pytest.raises(NotExtracted, match="ingest it again"):
        store(session, prepare(draft(TEXT), TOY, known=True))
    session.rollback()
    assert session.scalars(select(Article)).all() == []
