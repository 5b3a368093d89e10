"""A file that holds several articles, read by another package's reader."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Article
from quotesdb.services.ingest import documents
from quotesdb.services.ingest.batch import Options, ingest_paths
from quotesdb.services.ingest.documents import read_all
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.pool import Alone
from quotesdb.services.ingest.reextract import Renewal, reextract
from quotesdb.services.lookup import QuoteFilter, find_quotes
from tests import bundle
from tests.services.toy import NEWER, TOY

BUNDLE = """%% ITEM 1
The plant
“We open in May,” said Ada Example.
%% ITEM 2
Nothing but a title
%% ITEM 3
The river
“The river is ours,” said Bo Sample.
"""


@pytest.fixture
def take(make_session, tmp_path, monkeypatch):
    """Ingest a file of that text again, and tell what became of each article in it."""
    bundle.register(monkeypatch)
    file = tmp_path / "export.bundle"

    def taken(text=BUNDLE):
        file.write_text(text, encoding="utf-8")
        outcomes = []
        ingest_paths(make_session, [str(file)], program=TOY, on_result=outcomes.append)
        return {outcome.name.removeprefix(f"{tmp_path}/"): outcome for outcome in outcomes}

    return taken


def kinds(outcomes):
    return {name: outcome.outcome for name, outcome in outcomes.items()}


def test_each_article_is_stored_and_one_that_cannot_be_read_costs_itself_alone(session, take):
    outcomes = take()
    assert kinds(outcomes) == {
        "export.bundle#1": Outcome.CREATED,
        "export.bundle#2": Outcome.FAILED,
        "export.bundle#3": Outcome.CREATED,
    }
    assert outcomes["export.bundle#2"].reason == "no text under the title"
    shown = {(row.article.title, row.speaker.name) for row in find_quotes(session, QuoteFilter()).rows}
    assert shown == {("The plant", "Ada Example"), ("The river", "Bo Sample")}


def test_read_again_they_are_unchanged_but_for_one_that_was_changed(session, take):
    first = take()
    again = take()
    assert set(kinds(again).values()) == {Outcome.UNCHANGED, Outcome.FAILED}
    changed = take(BUNDLE.replace("river is ours", "river is nobody's"))
    assert kinds(changed) == {
        "export.bundle#1": Outcome.UNCHANGED,
        "export.bundle#2": Outcome.FAILED,
        "export.bundle#3": Outcome.NEW_VERSION,
    }
    assert {name: one.article_id for name, one in changed.items()} == {
        name: one.article_id for name, one in first.items()
    }
    assert len(session.scalars(select(Article)).all()) == 2


def test_the_same_words_in_two_places_of_a_file_are_two_articles(session, take):
    twice = "".join(f"%% ITEM {number}\nThe plant\n“We open in May,” said Ada Example.\n" for number in "12")
    assert [one.outcome for one in take(twice).values()] == [Outcome.CREATED] * 2
    assert [one.outcome for one in take(twice).values()] == [Outcome.UNCHANGED] * 2


def test_a_newer_extractor_reads_all_of_them_again(make_session, take):
    take()
    assert reextract(make_session, program=NEWER).counts == {Renewal.RENEWED: 2}


def test_a_fault_of_the_reader_keeps_what_came_before_it(take, monkeypatch):
    made = bundle._document

    def broken(name, item):
        if name == "3":
            raise KeyError("place")
        return made(name, item)

    monkeypatch.setattr(bundle, "_document", broken)
    assert kinds(take()) == {
        "export.bundle#1": Outcome.CREATED,
        "export.bundle#2": Outcome.FAILED,
        "export.bundle": Outcome.FAILED,
    }


def items(count):
    return "".join(
        f"%% ITEM {number}\nThe plant {number}\n“We open in May {number},” said Ada Example.\n"
        for number in range(count)
    )


def test_a_file_of_many_articles_is_stored_in_their_order_by_several_processes(
    make_session, tmp_path, monkeypatch
):
    bundle.register(monkeypatch)
    file = tmp_path / "export.bundle"
    file.write_text(items(40), encoding="utf-8")
    told = []
    ingest_paths(make_session, [str(file)], Options(jobs=2), program=TOY, on_result=told.append)
    assert [one.member for one in told] == [str(number) for number in range(40)]
    assert {one.outcome for one in told} == {Outcome.CREATED}


class Near(Alone):
    """A team that hands on beginnings, as other processes do, and is this process."""


def test_of_a_long_file_that_another_process_begins_the_rest_is_read_here(tmp_path, monkeypatch):
    bundle.register(monkeypatch)
    names = []
    for name, count in (("a", 1), ("b", 16), ("c", 50), ("d", 3)):
        file = tmp_path / f"{name}.bundle"
        file.write_text(items(count), encoding="utf-8")
        names.append(str(file))
    alone = [one for group in read_all(Alone(), names, Options()) for one in group]
    monkeypatch.setattr(documents, "Alone", type("Nobody", (), {}))
    groups = list(read_all(Near(), names, Options()))
    assert [one for group in groups for one in group] == alone
    assert len(alone) == 70
    assert max(map(len, groups)) == 16
