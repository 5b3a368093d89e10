"""Thousands of anonymous sources have one name, as many people have one surname: look-ups find them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from quotesdb.db import given
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.identity import find_speaker
from quotesdb.services.lookup import (
    QuoteFilter,
    filters,
    find_quotes,
    printed_roles,
    speaker_detail,
    speakers,
)
from quotesdb.services.lookup.speakers import speaker_in_short
from quotesdb.services.lookup.stats import By, statistics

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ARTICLES = 7

ASKED: dict[str, Callable[[Session, str], Any]] = {
    "quotes": lambda session, name: find_quotes(session, QuoteFilter(speaker=name, limit=5)),
    "words": lambda session, name: find_quotes(session, QuoteFilter(speaker=name, text="bridge")),
    "dates": lambda session, name: find_quotes(session, QuoteFilter(speaker=name, since="2025-03-04")),
    "speaker": speaker_detail,
    "lines": speaker_in_short,
    "as of": lambda session, name: speaker_in_short(session, name, as_of="2025-03-03"),
    "statistics": lambda session, name: statistics(session, QuoteFilter(speaker=name), By.MONTH),
    "check": lambda session, name: check(session, Claim("The bridge of day 4 is safe", speaker=name)),
}


@pytest.fixture
def archive(session: Session, store: Any) -> Session:
    for day in range(1, ARTICLES + 1):
        store(
            f"“The bridge of day {day} is safe,” said someone.\n"
            f"“It is {day} metres long,” said Ada{day} Example, engineer at Example Works.\n"
            f"“We {day} know,” said officials.",
            f"https://example.org/{day}",
            day=f"2025-03-0{day}",
        )
    return session


@pytest.mark.parametrize("name", ["someone", "officials", "Example"])
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_many_are_found_as_few_are(
    archive: Session, monkeypatch: pytest.MonkeyPatch, name: str, asked: Callable[[Session, str], Any]
) -> None:
    as_few = asked(archive, name)
    monkeypatch.setattr(given, "_WRITTEN_OUT", 2)
    for module, limit in (
        (filters, "MOST_BRANCHES"),
        (speakers, "MOST_BRANCHES"),
        (printed_roles, "CHUNK"),
        (find_speaker, "CHUNK"),
    ):
        monkeypatch.setattr(module, limit, 2)
    assert _told(asked(archive, name)) == _told(as_few)


def test_all_of_one_name_are_counted(archive: Session) -> None:
    assert find_quotes(archive, QuoteFilter(speaker="someone")).total == ARTICLES
    assert speaker_detail(archive, "Example").quotes.total == ARTICLES


def _told(answer: Any) -> str:
    """What is told, without conditions, which are written otherwise."""
    return repr({name: value for name, value in _fields(answer).items() if name != "theirs"})


def _fields(answer: Any) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in type(answer).__dataclass_fields__}
