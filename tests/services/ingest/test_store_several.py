"""What is stored together is what is stored one by one: whatever comes twice, changes, fails or is famous."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.services.ingest import store_new
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome
from quotesdb.services.ingest.prepare import prepare
from quotesdb.services.ingest.rebuild import derived, fresh
from quotesdb.services.ingest.store_article import store
from quotesdb.services.ingest.store_several import store_several
from quotesdb.services.ingest.writing import Writer
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Quotation, Span
from tests.services.toy import NEWER, TOY, draft
from tests.services.whole import whole

URL = "https://example.org"


def news(number, more=""):
    """An article in which somebody famous speaks, others of the same surname, and a body."""
    speaker = ("Ada Example", "Ada B. Example", "Mr. Example", "President Example")[number % 4]
    return (
        f"“Case {number} is another matter altogether,” said {speaker}, head at Velda Bank.\n"
        f"“We open in May whatever happens to the river,” said Ada Example.\n"
        f"“No, number {number},” said Bo Sample{number % 3}.\n“It rains,” said Velda Works.\n{more}"
    )


def transcript(words, name):
    """A text that brings its quotations, of somebody whom it calls by a surname."""
    text = f"{name}: {words}"
    said = Span(len(name) + 2, len(text))
    source = Span(0, len(name))
    quotation = Quotation(
        Kind.DIRECT, (said,), (), source=source, speaker=Agent(name, AgentKind.PERSON), confidence=1.0,
        rule="label", cue_class=CueClass.SPEECH,
    )  # fmt: skip
    return draft(text, f"{URL}/{words.replace(' ', '-')}", quotations=(quotation,))


def badly(text, language=None):
    return [replace(each, confidence=7.0) for each in TOY.extract(text, language)]


def stories():
    """Articles as they come: prepared, with the path that each was read from."""
    dated = [
        draft(
            news(number),
            f"{URL}/{number}",
            day=f"2025-0{1 + number % 9}-1{number % 9}",
            publisher=("Velda Post", "velda post", "The Harbour Times")[number % 3],
            byline=("Eva Muster",),
        )
        for number in range(14)
    ]
    found = [(prepare(each, TOY), None) for each in dated]
    found += [
        # The same again; a correction; an older extractor's text; the same text elsewhere.
        (prepare(dated[3], TOY), None),
        (prepare(draft(news(4, "“So it goes on,” said Cy Test."), f"{URL}/4", day="2025-05-14"), TOY), None),
        (prepare(replace(dated[5], title="Another title"), TOY), None),
        (prepare(draft(news(6), f"{URL}/elsewhere", publisher="The Harbour Times"), TOY), None),
        (prepare(draft(news(6), f"{URL}/elsewhere-too", publisher="Elsewhere"), TOY), None),
        (prepare(draft(news(6), publisher="Elsewhere, too"), TOY), None),
        (prepare(draft(news(6)), TOY), None),
        # From files: the same file with other words, and a near copy beside it.
        (prepare(draft(news(20)), TOY), Path("/news/a.txt")),
        (prepare(draft(news(20, "It rained.")), TOY), Path("/news/a.txt")),
        (prepare(draft(news(20, "It rained.")), TOY), Path("/news/b.txt")),
        # One that cannot be stored, and one that nobody looked into.
        (prepare(draft(news(21), f"{URL}/21"), replace(TOY, extract=badly)), None),
        (prepare(draft(news(22), f"{URL}/22"), TOY, known=True), None),
        # A surname that another article of the same group gives a full name to.
        (prepare(draft("“Nothing of the sort is known,” said Dee Onlyone.", f"{URL}/23"), TOY), None),
        (prepare(transcript("We know nothing of that", "ONLYONE"), TOY), None),
        (prepare(transcript("Nor does anybody else", "Fay Onlyhere"), TOY), None),
        (prepare(draft(news(24), f"{URL}/24", day="2024-01-01"), NEWER), None),
        (prepare(draft("Nobody speaks here.", f"{URL}/25"), TOY), None),
    ]  # fmt: skip
    return found


def written(make_session, items, size):
    outcomes = []
    writer = Writer(
        make_session,
        settled=lambda _item: None,
        store=lambda session, item: store(session, item[0], path=item[1]),
        failed=lambda item, error: IngestOutcome(Outcome.FAILED, item[0].draft.url or "-", reason=str(error)),
        report=outcomes.append,
        together=store_several,
    )
    writer.write(items[start : start + size] for start in range(0, len(items), size))
    return outcomes


@pytest.mark.parametrize("size", [3, 16, 64])
def test_articles_stored_together_are_as_they_are_one_by_one(make_session, copied, size):
    other = open_engine(copied())
    one_by_one, together = make_session, sessions(other, write=True)
    wanted = written(one_by_one, stories(), 1)
    found = written(together, stories(), size)
    assert found == wanted
    assert [each.outcome for each in found].count(Outcome.FAILED) == 2
    with one_by_one() as session, together() as beside:
        assert whole(beside) == whole(session)
        assert derived(beside) == fresh(beside)
        assert problems(beside) == []
    assert check(other) == []
    other.dispose()


def test_so_are_they_in_another_order(make_session, copied):
    """But for what the order tells: which article was there first, and is changed by the other."""
    other = open_engine(copied())
    items = [(prepare(draft(news(number), f"{URL}/{number}"), TOY), None) for number in range(40)]
    written(make_session, items, 1)
    written(sessions(other, write=True), items[::-1], 16)
    with make_session() as session, sessions(other)() as beside:
        assert derived(beside) == derived(session)
        assert problems(beside) == []
    other.dispose()


def test_new_articles_are_stored_together(make_session, monkeypatch):
    sizes = []

    def stored(session, articles):
        sizes.append(len(articles))
        return store_new.store_new(session, articles)

    monkeypatch.setattr("quotesdb.services.ingest.store_several.store_new", stored)
    written(make_session, stories()[:14], 10)
    assert sizes == [10, 4]
