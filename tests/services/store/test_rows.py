"""Rows that are changed by their numbers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm.exc import StaleDataError

from quotesdb.db.models import Organisation
from quotesdb.services.store.rows import insert_numbered, update_rows


def stored(session):
    """The number of an organisation that is stored."""
    [number] = insert_numbered(
        session, Organisation, [{"name": "Quill", "name_key": "quill"}], Organisation.name_key
    ).values()
    return number


def test_what_is_held_is_read_anew(session):
    number = stored(session)
    held = session.get_one(Organisation, number)
    update_rows(session, Organisation, [{"id": number, "name": "Quill Press"}])
    assert held.name == "Quill Press"


def test_a_row_that_is_gone_is_told(session):
    there = stored(session)
    with pytest.raises(StaleDataError):
        update_rows(session, Organisation, [{"id": id_, "name": "Press"} for id_ in (there, there + 1)])
