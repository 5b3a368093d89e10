"""Ids are shown in full, typed in part, and never guessed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Article, Quote, Speaker
from quotesdb.services.errors import AmbiguousId, BadRequest, UnknownId
from quotesdb.services.store.ids import allot, derive, resolve_id
from tests.factories import ArticleFactory

TEXT = "“We open in May,” said Ada Example."


def test_any_unique_beginning_is_enough(session, store):
    store(TEXT, "https://example.org/story")
    for model in (Article, Quote, Speaker):
        row = session.scalars(select(model)).one()
        for length in (3, 7, 12):
            assert resolve_id(session, row.public_id[:length]) is row
        assert resolve_id(session, f" {row.public_id.upper()} ") is row


def test_a_beginning_of_several_lists_them(session):
    ArticleFactory(public_id="a-aaaaaaaaa2")
    ArticleFactory(public_id="a-aaaaaaaaaz")
    with pytest.raises(AmbiguousId) as raised:
        resolve_id(session, "a-aa")
    assert raised.value.candidates == ("a-aaaaaaaaa2", "a-aaaaaaaaaz")


def test_an_unknown_id_is_said_to_be_so(session):
    with pytest.raises(UnknownId, match="no quote has the id q-zzz"):
        resolve_id(session, "q-zzz")


@pytest.mark.parametrize("word", ["", "a-", "x-aaa", "q-1", "q-aaaaaaaaaaa", "q_aaa", "17", "a-%"])
def test_what_is_no_id_is_refused(session, word):
    with pytest.raises(BadRequest):
        resolve_id(session, word)


def test_an_id_that_is_taken_is_not_given_twice(session):
    ArticleFactory(public_id=derive("a", "key"))
    first, second = allot(session, Article.public_id, "a", [("key",), ("key",)])
    assert len({first, second, derive("a", "key")}) == 3
    assert allot(session, Article.public_id, "a", [("key",)]) == [first]
