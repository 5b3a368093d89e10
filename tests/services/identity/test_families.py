"""Names of one surname: what is linked as articles come is what is linked if all are looked at anew."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.identity import links, profiles
from quotesdb.services.ingest.rebuild import derived, fresh
from tests.services.toy import TOY, draft, ingest

AGENTS = (
    "Hilda Okonjo",
    "Hilda B Okonjo",
    "Hilda Beate Okonjo",
    "Bola Okonjo",
    "Bola Okonjo, president at Office",
    "Hilda Okonjo, president at Office",
    "President Okonjo",
    "Okonjo",
    "Okonjo, president at Office",
    "Max Sample",
    "Tom Voters",
)
ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(AGENTS), min_size=1, max_size=4, unique=True),
        st.sampled_from(["2024-03-01", "2024-06-01", "2025-01-01", "2025-08-01", "2006-01-01", None]),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=9,
)


def extract(text, language):
    """What the toy finds; a role at an office is printed without it."""
    found = TOY.extract(text, language)
    return [
        replace(each, speaker=replace(each.speaker, organisation=None))
        if each.speaker.organisation == "Office"
        else each
        for each in found
    ]


PROGRAM = replace(TOY, extract=extract)


@pytest.fixture(scope="module")
def template(tmp_path_factory, empty_database):
    return empty_database.read_bytes(), tmp_path_factory.mktemp("families")


@contextmanager
def database(template):
    content, folder = template
    for old in folder.iterdir():
        old.unlink()
    (folder / "quotes.db").write_bytes(content)
    engine = open_engine(folder / "quotes.db")
    with sessions(engine)() as session:
        yield session
        session.rollback()
    engine.dispose()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=ARTICLES, compared=st.integers(1, 3))
def test_what_comes_later_than_all_that_is_compared_changes_nothing(template, articles, compared):
    with database(template) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(profiles, "EARLIEST", compared)
        patch.setattr(links, "EARLIEST", compared)
        for names, day, number in articles:
            text = "\n".join(f"“{name} has word {number},” said {name}." for name in names)
            ingest(session, draft(text, f"https://example.org/{number}", day=day), program=PROGRAM)
            assert derived(session) == fresh(session)
