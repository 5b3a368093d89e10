from __future__ import annotations

from quotesdb.services.lookup import QuoteFilter
from quotesdb.services.lookup.spread import spread
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
