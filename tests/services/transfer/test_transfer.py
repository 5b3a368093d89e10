"""Decisions go from one database to another and back, and nobody's is silently lost."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import DECISIONS, Quote, Review
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.services.ingest.reextract import reextract
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, quote_detail
from quotesdb.services.transfer import Arrival, ImportOutcome, export_decisions, import_decisions
from quotesdb.values import Citation, Kind
from tests.services.toy import TOY, draft, finding, ingest

STORIES = {
    "https://example.org/story": (
        "“We open in May,” said Ada Example, director at Example Works.\n“So it goes.”"
    ),
    "https://example.org/rain": (
        "“It rains,” said Max Sample.\nAda Example said that it “is open” and “stays so”."
    ),
}
STORY = next(iter(STORIES))

Database = sessionmaker[Session]


@pytest.fixture
def build(empty_database: Path, tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """Make databases of the same articles."""
    engines = []

    def made(program: Extractor = TOY, stories: dict[str, str] | None = None) -> Database:
        path = tmp_path / f"{len(engines)}.db"
        engines.append(open_engine(shutil.copyfile(empty_database, path)))
        make = sessions(engines[-1], write=True)
        fill(make, program, STORIES if stories is None else stories)
        return make

    yield made
    for engine in engines:
        engine.dispose()


def fill(make: Database, program: Extractor, stories: dict[str, str]) -> None:
    for url, text in stories.items():
        with make.begin() as session:
            ingest(session, draft(text, url), program=program)


def lines(make: Database) -> list[str]:
    with make() as session:
        return [json.dumps(line) for line in export_decisions(session)]


def carry(source: Database, target: Database) -> Counter[Arrival]:
    return Counter(outcome.outcome for outcome in bring(target, lines(source)))


def bring(target: Database, listed: list[str]) -> list[ImportOutcome]:
    outcomes: list[ImportOutcome] = []
    failed = import_decisions(target, listed, on_result=outcomes.append)
    assert failed == sum(outcome.failed for outcome in outcomes)
    return outcomes


def effective(make: Database) -> dict[str, Citation]:
    with make() as session:
        everything = find_quotes(session, QuoteFilter(limit=None, all=True)).rows
        return {citation.id: citation for citation in everything}


def rows(make: Database) -> list[tuple[Any, ...]]:
    with make() as session:
        return [
            tuple(row)
            for table in (model.__table__ for model in DECISIONS)
            for row in session.execute(select(table).order_by(table.c.id))
        ]


def quote_id(make: Database, words: str) -> str:
    with make() as session:
        return find_quotes(session, QuoteFilter(text=words)).rows[0].id


@contextmanager
def deciding(make: Database, words: str) -> Iterator[tuple[Session, str]]:
    found = quote_id(make, words)
    with make.begin() as session:
        yield session, found


@pytest.fixture
def source(build: Callable[..., Database]) -> Database:
    """A database with a decision of every kind, some of them taken back."""
    made = build()
    with deciding(made, "May") as (session, may):
        review_quote(session, may, "Eva", reject=True, note="a film")
        review_quote(session, may, "Max", words=["open in May"], speaker="Tom Nowhere", new=True)
    with deciding(made, "goes") as (session, goes):
        review_quote(session, goes, "Eva", accept=True)
        retract_review(session, goes)
        review_quote(session, goes, "Max", unsure=True)
    with deciding(made, "rains") as (session, rains):
        review_quote(session, rains, "Eva", reject=True)
    with deciding(made, "stays") as (session, stays):
        review_quote(session, stays, "Eva", kind=Kind.INDIRECT)
    return made


def test_a_rebuilt_database_has_the_same_effective_quotes_and_history(source, build) -> None:
    target = build()
    assert carry(source, target) == {Arrival.ADDED: 6}
    assert effective(target) == effective(source)
    assert lines(target) == lines(source)


def test_a_second_time_changes_nothing(source, build) -> None:
    target = build()
    carry(source, target)
    before = rows(target)
    assert carry(source, target) == {Arrival.PRESENT: 6}
    assert carry(source, source) == {Arrival.PRESENT: 6}
    assert rows(target) == before


def test_a_decision_that_was_taken_back_since_is_taken_back_here_too(source, build) -> None:
    target = build()
    older = lines(source)
    carry(source, target)
    with source.begin() as session:
        [may] = [json.loads(line)["quote"] for line in older if "Tom Nowhere" in line]
        retract_review(session, may)
    # What the one had taken the place of holds again.
    assert carry(source, target) == {Arrival.PRESENT: 5, Arrival.RETRACTED: 1, Arrival.ADDED: 1}
    assert effective(target) == effective(source)
    assert {outcome.outcome for outcome in bring(target, older)} == {Arrival.PRESENT}
    assert effective(target) == effective(source)


def test_a_name_that_only_a_decision_taken_back_has_is_known_there_too(build) -> None:
    source, target = build(), build()
    with deciding(source, "May") as (session, may):
        review_quote(session, may, "Max", speaker="Tom Nowhere", new=True)
        retract_review(session, may)
    carry(source, target)
    with target() as session:
        assert problems(session) == []


def test_what_holds_again_holds_again_in_another_database(build) -> None:
    source, early, late = build(), build(), build()
    with deciding(source, "rains") as (session, rains):
        review_quote(session, rains, "Desk", accept=True)
    carry(source, early)
    with deciding(source, "rains") as (session, rains):
        review_quote(session, rains, "Max", kind=Kind.INDIRECT)
    carry(source, late)
    with source.begin() as session:
        retract_review(session, rains)
    for target in (early, late):
        assert set(carry(source, target)) <= {Arrival.PRESENT, Arrival.RETRACTED, Arrival.ADDED}
        assert effective(target) == effective(source)
        assert lines(target) == lines(source)
        assert carry(source, target) == {Arrival.PRESENT: 3}
        with target.begin() as session:
            assert quote_detail(session, rains).citation.decision.name == "Desk"
            assert retract_review(session, rains).status == "machine"


def test_what_holds_again_as_its_taking_back_was_undone_still_holds_after_an_import(build) -> None:
    here = build()
    with here.begin() as session:
        [quote] = session.scalars(select(Quote.public_id).where(Quote.exact.contains("open in May")))
        review_quote(session, quote, "ines", kind=Kind.INDIRECT)
        decided = undo(session, session.scalars(select(Review.public_id)).one(), "ines").decision
        undo(session, decided, "ines")
    before = lines(here)
    assert carry(here, here) == {Arrival.PRESENT: 2}
    assert lines(here) == before
    with here() as session:
        assert quote_detail(session, quote).citation.kind is Kind.INDIRECT


def test_what_holds_again_here_is_taken_back_too_once_it_was_taken_back_there(build) -> None:
    source, target = build(), build()
    with deciding(source, "rains") as (session, rains):
        review_quote(session, rains, "Desk", accept=True)
    older = lines(source)
    carry(source, target)
    with target.begin() as session:
        review_quote(session, rains, "Max", reject=True)
        retract_review(session, rains)
    assert {outcome.outcome for outcome in bring(target, older)} == {Arrival.PRESENT}
    with source.begin() as session:
        retract_review(session, rains)
    assert carry(source, target) == {Arrival.RETRACTED: 1}
    assert effective(target)[rains].decision.by == "machine"
    assert carry(source, target) == {Arrival.PRESENT: 1}


def test_a_quote_that_the_extractor_there_does_not_find_is_made(source, build) -> None:
    target = build(finding())
    assert effective(target) == {}
    outcomes = bring(target, lines(source))
    assert Counter(outcome.outcome for outcome in outcomes) == {Arrival.ADDED: 6}
    decided = {id_: said for id_, said in effective(source).items() if said.decision.by == "human"}
    assert len(decided) == 2
    there = effective(target)
    assert {id_: there[id_].content for id_ in there} == {id_: decided[id_].content for id_ in decided}
    with target.begin() as session:
        for id_ in decided:
            while quote_detail(session, id_).status != "unsupported":
                retract_review(session, id_)
    reextract(target, program=TOY)
    assert effective(target).keys() > decided.keys()


def test_what_was_decided_on_an_older_version_is_found_in_the_text_that_is_there(source, build) -> None:
    newer = {url: "New first line.\n" + text for url, text in STORIES.items()}
    target = build(stories=newer)
    assert carry(source, target) == {Arrival.ADDED: 6}
    said = {(c.text, c.speaker, c.kind) for c in effective(source).values()}
    assert {(c.text, c.speaker, c.kind) for c in effective(target).values()} == said
    assert carry(source, target) == {Arrival.PRESENT: 6}
    fill(target, TOY, {url: "Another.\n" + text for url, text in newer.items()})
    assert carry(source, target) == {Arrival.PRESENT: 6}


def test_a_quote_with_another_id_is_found_by_its_words(source, build) -> None:
    target = build()
    with target.begin() as session:
        for number, quote in enumerate(session.scalars(select(Quote)).all()):
            quote.public_id = f"q-{'2' * 9}{number + 2}"
    assert carry(source, target) == {Arrival.ADDED: 6}
    said = {(c.text, c.speaker, c.kind) for c in effective(source).values()}
    assert {(c.text, c.speaker, c.kind) for c in effective(target).values()} == said


def test_what_is_not_there_is_reported_and_the_rest_goes_on(source, build) -> None:
    target = build(stories={STORY: STORIES[STORY].replace("So it goes", "Go it does")})
    outcomes = bring(target, lines(source))
    assert Counter(outcome.outcome for outcome in outcomes) == {Arrival.ADDED: 2, Arrival.MISSING: 4}
    reasons = {outcome.reason for outcome in outcomes if outcome.failed}
    assert any("does not have the words '“So it goes.”'" in reason for reason in reasons)
    assert any(reason.startswith("there is no article a-") for reason in reasons)
    with target.begin() as session:
        remove_article(session, next(iter(effective(target).values())).article.id, "a test")
    assert any("was removed" in outcome.reason for outcome in bring(target, lines(source)))


def test_a_contrary_decision_is_a_conflict_and_neither_wins_silently(source, build) -> None:
    target = build()
    with deciding(target, "rains") as (session, rains):
        review_quote(session, rains, "Wen", accept=True)
    before = effective(target)[rains]
    outcomes = bring(target, lines(source))
    [clash] = [outcome for outcome in outcomes if outcome.failed]
    assert (clash.outcome, clash.about) == (Arrival.CONFLICT, rains)
    assert clash.reason.startswith("Wen accepted it on ")
    assert "; Eva rejected it there on " in clash.reason
    assert effective(target)[rains] == before
    assert [outcome.outcome for outcome in bring(target, lines(source)) if outcome.failed] == [
        Arrival.CONFLICT
    ]
    with target.begin() as session:
        retract_review(session, rains)
    assert carry(source, target)[Arrival.ADDED] == 1
    assert rains not in effective(target)


def test_two_people_who_decided_the_same_are_no_conflict_and_both_are_kept(build) -> None:
    one, other = build(), build()
    for make, name in ((one, "Eva"), (other, "Max")):
        with deciding(make, "rains") as (session, rains):
            review_quote(session, rains, name, accept=True)
    theirs = lines(other)
    assert carry(one, other) == {Arrival.ADDED: 1}
    assert [outcome.outcome for outcome in bring(one, theirs)] == [Arrival.ADDED]
    assert lines(one) == lines(other)
    with one() as session:
        history = quote_detail(session, rains).history
    assert [(entry.reviewer, entry.retracted_at is None) for entry in history] == [
        ("Eva", False),
        ("Max", True),
    ]


def test_the_same_decision_with_other_values_is_a_conflict(source, build) -> None:
    target = build()
    carry(source, target)
    changed = [line.replace('"a film"', '"a book"') for line in lines(source)]
    clashes = [outcome for outcome in bring(target, changed) if outcome.failed]
    assert {(clash.outcome, clash.line) for clash in clashes} == {
        (Arrival.CONFLICT, number) for number, line in enumerate(changed, 1) if "a book" in line
    }


def _broken(line: dict[str, Any]) -> Iterator[str]:
    yield "no JSON"
    yield "[" * 100_000
    yield "[]"
    yield '{"decision": "sentence"}'
    for key in ("quote", "article", "selector", "verdict", "kind", "spans", "reviewer", "created_at"):
        yield json.dumps({**line, key: None})
        yield json.dumps({**line, key: "\ud800"})
        yield json.dumps({**line, key: 7})
    yield json.dumps({**line, "created_at": "2025-01-01T00:00:00"})
    yield json.dumps({**line, "note": "\ud800"})
    yield json.dumps({**line, "selector": {**line["selector"], "start": -5}})
    yield json.dumps({**line, "selector": {**line["selector"], "exact": ""}})
    yield json.dumps({**line, "speaker": {"name": " ", "kind": "person"}})
    yield json.dumps({**line, "spans": [{**line["spans"][0], "role": "tone"}]})


def test_lines_that_are_no_decisions_are_reported_and_store_nothing(source, build) -> None:
    target = build()
    [line, *_] = [json.loads(line) for line in lines(source)]
    broken = list(_broken(line))
    outcomes = bring(target, [*broken, "", json.dumps({**line, "colour": "unknown keys are ignored"})])
    assert {outcome.outcome for outcome in outcomes[:-1]} <= {Arrival.INVALID, Arrival.MISSING}
    assert len(outcomes) == len(broken) + 1
    assert outcomes[-1].outcome is Arrival.ADDED
    assert outcomes[-1].line == len(broken) + 2


_DECISIONS: list[dict[str, Any]] = [
    {"accept": True},
    {"reject": True},
    {"unsure": True},
    {"speaker": "Tom Nowhere", "new": True},
    {"speaker": "Ada Example"},
    {"kind": Kind.INDIRECT},
    {"accept": True, "note": "seen\u2028twice"},
    {},
]


@pytest.mark.long
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["Eva", "Max"]), st.sampled_from(_DECISIONS)),
        max_size=8,
    ),
    again=st.booleans(),
)
def test_any_history_survives_a_rebuilt_database(steps, again, build) -> None:
    source, target = build(), build()
    ids = sorted(effective(source))
    for place, reviewer, decision in steps:
        with source.begin() as session:
            if decision:
                review_quote(session, ids[place], reviewer, **decision)
            elif any(entry.retracted_at is None for entry in quote_detail(session, ids[place]).history):
                retract_review(session, ids[place])
    if again:
        reextract(source, program=finding())
    assert set(carry(source, target)) <= {Arrival.ADDED}
    assert lines(target) == lines(source)
    if again:
        reextract(target, program=finding())
    assert effective(target) == effective(source)
    before = rows(target)
    assert set(carry(source, target)) <= {Arrival.PRESENT}
    assert rows(target) == before
