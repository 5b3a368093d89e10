"""The roles of a speaker over time, and as they had been printed by a day."""

from __future__ import annotations

from datetime import date

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.speakers import merge
from quotesdb.services.lookup import speaker_detail
from quotesdb.services.lookup.roles import condensed

SAYS = "“It is day {n},” said Ada Example{role}."
PRINTED = (
    ("2024-01-05", ", director at Example Works"),
    ("2024-02-05", ""),
    ("2024-03-05", ", Director at Example Works"),
    ("2024-06-05", ", chairwoman at Sample Bank"),
    ("2024-09-05", ", director at Example Works"),
)


@pytest.fixture
def stored(store):
    for n, (day, role) in enumerate(PRINTED):
        store(SAYS.format(n=n, role=role), f"https://example.org/{n}", day=day)
    store("“Some day,” said Ada Example, a baker at Example House.", "https://example.org/undated")


def test_a_role_is_one_line_also_if_another_is_printed_in_between(session, stored):
    spells = condensed(speaker_detail(session, "Ada Example").roles)
    assert [
        (spell.newest.role, spell.oldest.published and spell.oldest.published.printed(), spell.articles)
        for spell in spells
    ] == [
        ("director", "2024-01-05", 3),
        ("chairwoman", "2024-06-05", 1),
        (None, "2024-02-05", 1),
        ("a baker", None, 1),
    ]
    assert sum(len(spell.rows) for spell in spells) == len(PRINTED) + 1


def test_rows_without_a_role_stand_where_they_were_printed(session, stored, store):
    store("“So it goes,” said Ada Example.", "https://example.org/newest", day="2024-12-05")
    spells = condensed(speaker_detail(session, "Ada Example").roles)
    assert [(spell.newest.role, len(spell.rows)) for spell in spells[:2]] == [(None, 2), ("director", 3)]


def test_a_role_that_is_taken_up_again_after_long_is_two_lines(session, stored, store):
    for day in ("2027-01-05", "2027-06-05"):
        store(
            "“Back,” said Ada Example, the director at Example Works.", f"https://example.org/{day}", day=day
        )
    spells = condensed(speaker_detail(session, "Ada Example").roles)
    directed = [spell.articles for spell in spells if spell.newest.organisation == "Example Works"]
    assert directed == [5]
    store("“Baking,” said Ada Example, a baker at Example House.", "https://example.org/b", day="2026-01-05")
    spells = condensed(speaker_detail(session, "Ada Example").roles)
    directed = [spell.articles for spell in spells if spell.newest.organisation == "Example Works"]
    assert directed == [2, 3]


def test_several_people_of_one_role_keep_a_line_each(session, store):
    store("“One,” said Ada Example, director at Example Works.", "https://example.org/1", day="2024-03-04")
    store("“Two,” said Bea Example, director at Example Works.", "https://example.org/2", day="2024-03-05")
    roles = speaker_detail(session, "Example").roles
    assert [spell.newest.name for spell in condensed(roles, by_name=True)] == ["Bea Example", "Ada Example"]


def test_another_name_with_the_same_role_is_another_line(session, store):
    body = "International Council of Harbour Works"
    store(f"“One,” said {body}.", "https://example.org/1", day="2024-03-04")
    store("“Two,” said ICH Works.", "https://example.org/2", day="2024-06-18")
    merge(session, body, "ICH Works", "wen")
    spells = condensed(speaker_detail(session, body).roles)
    assert [(spell.newest.name, spell.articles) for spell in spells] == [("ICH Works", 1), (body, 1)]


def test_what_had_been_printed_by_a_day(session, stored):
    detail = speaker_detail(session, "Ada Example", as_of="2024-03")
    assert detail.as_of == date(2024, 3, 31)
    assert (detail.role.role, detail.role.organisation) == ("Director", "Example Works")
    assert [row.published.printed() for row in detail.roles] == ["2024-03-05", "2024-02-05", "2024-01-05"]
    assert (detail.articles, detail.quotes.total, sum(detail.counts.values())) == (3, 3, 3)


def test_before_anything_was_printed_nothing_is_told(session, stored):
    detail = speaker_detail(session, "Ada Example", as_of="2023")
    assert (detail.role, detail.roles, detail.aliases, detail.quotes.rows) == (None, (), (), ())
    assert detail.first == "2024-01-05"


def test_without_a_day_everything_is_told(session, stored):
    detail = speaker_detail(session, "Ada Example")
    assert (detail.as_of, detail.role.role, len(detail.roles)) == (None, "director", 6)


def test_what_is_no_day_is_refused(session, stored):
    with pytest.raises(BadRequest, match="not a date"):
        speaker_detail(session, "Ada Example", as_of="then")
