"""The roles of a speaker over time, and as they had been printed by a day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.speakers import merge
from quotesdb.services.lookup import QuoteFilter, find_quotes, speaker_detail, speaker_in_short
from quotesdb.services.lookup.printed_roles import newest_roles, roles_of
from quotesdb.services.lookup.results import Spell
from quotesdb.services.lookup.roles import Stretch, condensed
from quotesdb.values import PrintedDate

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


def spells_of(session, name: str = "Ada Example", **options) -> tuple[Spell, ...]:
    return speaker_in_short(session, name, **options).spells


def test_a_role_is_one_line_also_if_another_is_printed_in_between(session, stored):
    spells = spells_of(session)
    assert [
        (spell.newest.role, spell.oldest.published and spell.oldest.published.printed(), spell.articles)
        for spell in spells
    ] == [
        ("director", "2024-01-05", 3),
        ("chairwoman", "2024-06-05", 1),
        (None, "2024-02-05", 1),
        ("a baker", None, 1),
    ]
    assert speaker_in_short(session, "Ada Example").rows == len(PRINTED) + 1


def test_rows_without_a_role_stand_where_they_were_printed(session, stored, store):
    store("“So it goes,” said Ada Example.", "https://example.org/newest", day="2024-12-05")
    spells = spells_of(session)
    assert [(spell.newest.role, spell.articles) for spell in spells[:2]] == [(None, 2), ("director", 3)]


def test_a_role_that_is_taken_up_again_after_long_is_two_lines(session, stored, store):
    for day in ("2027-01-05", "2027-06-05"):
        store(
            "“Back,” said Ada Example, the director at Example Works.", f"https://example.org/{day}", day=day
        )
    spells = spells_of(session)
    directed = [spell.articles for spell in spells if spell.newest.organisation == "Example Works"]
    assert directed == [5]
    store("“Baking,” said Ada Example, a baker at Example House.", "https://example.org/b", day="2026-01-05")
    spells = spells_of(session)
    directed = [spell.articles for spell in spells if spell.newest.organisation == "Example Works"]
    assert directed == [2, 3]


def test_several_people_of_one_role_keep_a_line_each(session, store):
    store("“One,” said Ada Example, director at Example Works.", "https://example.org/1", day="2024-03-04")
    store("“Two,” said Bea Example, director at Example Works.", "https://example.org/2", day="2024-03-05")
    assert [spell.newest.name for spell in spells_of(session, "Example")] == ["Bea Example", "Ada Example"]


def test_another_name_with_the_same_role_is_another_line(session, store):
    body = "International Council of Harbour Works"
    store(f"“One,” said {body}.", "https://example.org/1", day="2024-03-04")
    store("“Two,” said ICH Works.", "https://example.org/2", day="2024-06-18")
    merge(session, body, "ICH Works", "wen")
    spells = spells_of(session, body)
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


def test_of_many_lines_the_newest_are_told_and_how_many_there_are(session, stored):
    whole, short = speaker_in_short(session, "Ada Example"), speaker_in_short(session, "Ada Example", lines=1)
    assert short.spells == whole.spells[:1]
    assert (short.lines, len(short.spells), short.rows) == (4, 1, len(PRINTED) + 1)
    assert replace(short.detail, roles=()) == replace(whole.detail, roles=())
    assert short.detail.role == speaker_detail(session, "Ada Example").role


def test_the_newest_rows_are_there_however_many_of_later_days_are_not_shown(session, stored, store):
    """Days of articles under embargo, and of ones that name somebody no more, bound nothing."""
    later = PrintedDate.from_iso("2999-01-01T06:00:00+01:00")
    for n in (1, 2, 3):
        url = f"https://example.org/later/{n}"
        store(SAYS.format(n=n, role=""), url, day=f"2025-01-0{n}", embargo=later)
    for n in (1, 2, 3):
        store(f"“It is night {n},” said Bo Sample.", f"https://example.org/bo/{n}", day=f"2025-02-0{n}")
        [one] = find_quotes(session, QuoteFilter(text=f"night {n}")).rows
        review_quote(session, one.id, "wen", speaker="Ada Example")
        retract_review(session, one.id, "wen")
    session.commit()
    ids = speaker_in_short(session, "Ada Example").row_ids
    told = newest_roles(session, ids, 3)
    assert told == roles_of(session, ids)[:3]
    assert [row.published.printed() for row in told] == ["2024-09-05", "2024-06-05", "2024-03-05"]


def test_whoever_is_called_so_is_counted_as_of_the_day(session, store):
    for n, (name, day) in enumerate((("Ada", "2024-01-05"), ("Bea", "2025-01-05"), ("Bea", "2025-02-05"))):
        store(f"“It is day {n},” said {name} Example.", f"https://example.org/{n}", day=day)
    then = speaker_detail(session, "Example", as_of="2024")
    assert [(one.name, one.quotes) for one in then.called] == [("Ada Example", 1), ("Bea Example", 0)]
    now = speaker_detail(session, "Example")
    assert [(one.name, one.quotes) for one in now.called] == [("Bea Example", 2), ("Ada Example", 1)]


def test_lines_are_counted_as_if_each_row_were_read(session, store):
    """Rows as they come by chance: of every other year, of one day, of none, twice in an article."""
    rng = random.Random(7)
    roles = (
        "",
        ", director at Example Works",
        ", the Director at Example Works",
        ", a baker at Example House",
    )
    for n in range(60):
        day = rng.choice(
            (None, f"{rng.randrange(2010, 2024, 2)}-{rng.randint(1, 12):02}-0{rng.randint(1, 3)}")
        )
        said = [
            f"“It is day {n}{part},” said {name}{role}."
            for part, name, role in zip(
                "ab"[: rng.choice((1, 1, 2))],
                rng.sample(("Ada Example", "ADA EXAMPLE", "Bea Example"), 2),
                rng.choices(roles, k=2),
                strict=False,
            )
        ]
        store("\n\n".join(said), f"https://example.org/{n}", day=day)
    merge(session, "Ada Example", "Bea Example", "wen")
    detail, short = speaker_detail(session, "Ada Example"), speaker_in_short(session, "Ada Example")
    assert short.rows == len(detail.roles)
    assert [tell(spell) for spell in short.spells] == list(map(tell, one_by_one(detail.roles)))
    assert replace(short.detail, roles=()) == replace(detail, roles=())
    assert len(short.spells) > len(roles)
    assert any(spell.articles > 1 for spell in short.spells)


def tell(spell: Spell) -> tuple[str, str, int]:
    return spell.newest.id, spell.oldest.id, spell.articles


def one_by_one(rows) -> list[Spell]:
    """The lines of rows that are each looked at by itself, in their order."""
    articles = {row.article_id: number for number, row in enumerate(rows)}
    each = {
        Stretch(
            row.name,
            row.role,
            row.organisation,
            row.printed,
            row.published and row.published.day,
            row.published and row.published.day,
            number,
            0,
            frozenset({articles[row.article_id]}),
        ): row
        for number, row in enumerate(rows)
    }
    spells = [(min(held.stretches, key=lambda one: one.rows), held) for held in condensed(each)]
    spells.sort(key=lambda spell: spell[0].rows)
    return [
        Spell(each[first], each[max(held.stretches, key=lambda one: one.rows)], held.articles)
        for first, held in spells
    ]
