"""Exports hold what was asked for, once, in the order asked for."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from quotesdb.cite import UnknownFormat
from quotesdb.services.errors import BadRequest, Removed, UnknownId
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes, speaker_detail
from quotesdb.services.lookup.export import export

TEXT = "“We open in May,” said Ada Example.\n“I hope so,” thought Ada Example.\n“So it goes.”"


@pytest.fixture
def article(store):
    store("“Rates stay,” said Ada Example.", "https://example.org/bank", title="Rates", day="2025-01-01")
    return store(TEXT, "https://example.org/story", title="Plant", day="2025-03-01").article_id


def exported(session, **options):
    out = BytesIO()
    export(session, "jsonl", out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def texts(session, **options):
    return [record["text"] for record in exported(session, **options)]


def test_all_quotations_or_those_of_a_filter(session, article):
    assert texts(session) == ["“We open in May,”", "“So it goes.”", "“Rates stay,”"]
    assert texts(session, where=QuoteFilter(speaker="Ada Example", limit=1)) == ["“We open in May,”"]


def test_ids_of_quotes_articles_and_speakers_in_the_order_given_and_once(session, article):
    [rates] = find_quotes(session, QuoteFilter(text="rates")).rows
    assert texts(session, ids=[rates.id, article[:8]]) == [
        "“Rates stay,”",
        "“We open in May,”",
        "“So it goes.”",
    ]
    speaker = speaker_detail(session, "Ada Example").id
    assert texts(session, ids=[speaker, rates.id]) == ["“We open in May,”", "“Rates stay,”"]


def test_every_item_says_who_decided(session, article):
    [goes] = find_quotes(session, QuoteFilter(text="goes")).rows
    review_quote(session, goes.id, "Eva Muster", speaker="Max Sample", new=True)
    decided = {record["text"]: record["decision"]["label"] for record in exported(session)}
    assert decided["“We open in May,”"] == "machine-attributed, unreviewed (toy 1, confidence 0.90)"
    assert decided["“So it goes.”"].startswith("reviewed by Eva Muster")


def test_more_quotations_than_one_portion_come_whole(session, store):
    lines = "\n".join(f"“Statement {number},” said Ada Example." for number in range(520))
    store(lines, "https://example.org/long")
    assert len(texts(session)) == 520


@pytest.mark.parametrize(
    ("options", "error"),
    [({"ids": ["q-zzz"]}, UnknownId), ({"ids": ["story"]}, BadRequest)],
)
def test_ids_that_mean_nothing_are_refused(session, article, options, error):
    with pytest.raises(error):
        exported(session, **options)


def test_a_removed_article_is_not_exported(session, article):
    remove_article(session, article, "taken down")
    with pytest.raises(Removed, match="taken down"):
        exported(session, ids=[article])


def test_an_unknown_format_lists_the_known_ones(session, article):
    with pytest.raises(UnknownFormat, match="jsonl"):
        export(session, "papyrus", BytesIO())
