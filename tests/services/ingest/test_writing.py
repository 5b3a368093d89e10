"""What the one writer tells of items that it stores in portions."""

from __future__ import annotations

import pytest

from quotesdb.services.ingest.prepare import NotExtracted
from quotesdb.services.ingest.writing import Writer

MANY = 50


@pytest.mark.parametrize("lacking", [0, 1, 32, 33, 49])
def test_an_item_of_which_more_is_needed_is_the_one_that_is_told(make_session, lacking):
    told = []

    def store(_session, item):
        if item == lacking:
            raise NotExtracted
        return item, "stored"

    Writer(
        make_session,
        settled=lambda _item: None,
        store=store,
        failed=lambda item, _error: (item, "failed"),
        report=told.append,
    ).write([range(MANY)])
    assert told == [(item, "failed" if item == lacking else "stored") for item in range(MANY)]


def test_it_is_made_anew_and_what_was_done_before_it_is_kept(make_session):
    told, tried = [], []

    def store(_session, item):
        tried.append(item)
        if item == 32:
            raise NotExtracted
        return item

    Writer(
        make_session,
        settled=lambda _item: None,
        store=store,
        failed=lambda item, _error: (item, "failed"),
        report=told.append,
        again=lambda item: item + 0.5,
    ).write([range(MANY)])
    assert told == [*range(32), 32.5, *range(33, MANY)]
    assert tried.count(0) == 1
