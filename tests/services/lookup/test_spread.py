from __future__ import annotations

from quotesdb.services.lookup import QuoteFilter
from quotesdb.services.lookup.quotes import chosen
from quotesdb.services.lookup.spread import spread, spread_of
from quotesdb.services.lookup.stats import By, statistics
from quotesdb.values import PrintedDate
from tests.services.toy import TOY, draft, ingest


def test_months_and_publishers_are_those_of_the_statistics(session):
    printed = [
        ("2024-05-06", "Gazette"),
        ("2024-05-07", "Gazette"),
        ("2024-03", "Echo"),
        ("2023", "Echo"),
        (None, None),
    ]
    for number, (day, publisher) in enumerate(printed):
        text = f"“The ferry number {number} sails at noon,” said Ada Example."
        on = PrintedDate.from_iso(day) if day else None
        made = draft(text, f"https://example.org/{number}", published=on, publisher=publisher)
        ingest(session, made, program=TOY)
    where = QuoteFilter(speaker="Ada Example", limit=None)
    found = spread(session, where)
    assert found.months == (("2024-03", 1), ("2024-05", 2))
    assert found.publishers == (("Echo", 2), ("Gazette", 2))
    for by, ours in ((By.MONTH, found.months), (By.PUBLISHER, found.publishers)):
        counted = {row.name: row.count.quotes for row in statistics(session, where, by).rows}
        assert dict(ours).items() <= counted.items()


def test_of_publishers_that_print_as_often_the_first_by_name_are_told(session):
    printed = ["Gazette", "Gazette", "Quay News", "Echo", "Beacon"]
    for number, publisher in enumerate(printed):
        text = f"“The ferry number {number} sails at noon,” said Ada Example."
        ingest(session, draft(text, f"https://example.org/{number}", publisher=publisher), program=TOY)
    selected = chosen(session, QuoteFilter(speaker="Ada Example", limit=None))
    whole = spread_of(session, selected).publishers
    assert whole == (("Gazette", 2), ("Beacon", 1), ("Echo", 1), ("Quay News", 1))
    for most in range(1, 6):
        assert spread_of(session, selected, most=most).publishers == whole[:most]
