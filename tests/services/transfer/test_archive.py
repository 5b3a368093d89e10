"""A whole database as JSON Lines into an empty one, of either kind: the same rows, the same exports."""

from __future__ import annotations

import contextlib
import json
import random
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from quotesdb.db.engine import check, open_engine, sessions
from quotesdb.db.models import Account, Base
from quotesdb.db.types import Role
from quotesdb.services.accounts.searches import save_search
from quotesdb.services.accounts.users import add_user
from quotesdb.services.errors import BadRequest, ServiceError
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.articles import correct_article
from quotesdb.services.judging.erasures import erase
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.judging.undo import undo
from quotesdb.services.lookup import QuoteFilter, find_quotes, list_decisions
from quotesdb.services.lookup.export import export
from quotesdb.services.transfer import export_decisions
from quotesdb.services.transfer.archive import load_archive, write_archive
from tests.services.toy import TOY, draft, extract, ingest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from tests.postgresql_server import Server

NAMES = ("Ada Example", "Bo Sample", "Cy Test", "Dora Muster", "Example Works")
ODD = ("\u2028", "\x85", "İ", "𝔄", "\u202e", "\\", '"', "é")


@pytest.fixture
def target(backend: str, server: Server, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the other kind."""
    name = None if backend == "postgresql" else server.make("template0")
    engine = open_engine(server.of(name) if name else str(tmp_path / "target.db"))
    yield engine
    engine.dispose()
    if name:
        server.drop(name)


def fill(engine: Engine, seed: int) -> None:
    """A database after some weeks: articles, their later versions, imported runs, decisions of each kind."""
    chance = random.Random(seed)
    for step in range(25):
        with sessions(engine, write=True).begin() as session, contextlib.suppress(ServiceError):
            chance.choice((_article, _article, _judged, _tagged, _corrected, _erased, _undone, _removed))(
                session, chance, step
            )
    with sessions(engine, write=True).begin() as session:
        _article(session, chance, 100)


def _article(session: Session, chance: random.Random, step: int) -> None:
    lines = [
        f"“We {chance.choice(ODD)} open number {chance.randrange(9)},” said {chance.choice(NAMES)}."
        for _ in range(chance.randrange(1, 5))
    ]
    made = draft("\n".join(lines), f"https://example.org/{chance.randrange(6)}", day="2025-03-01")
    made = replace(
        made, title=f"Story {step}{chance.choice(ODD)}", byline=("Wen Beispiel",), publisher="Example Post"
    )
    if chance.random() < 0.3:
        made = replace(made, quotations=tuple(extract(made.text)), annotator="brat")
    ingest(session, made, program=TOY)


def _judged(session: Session, chance: random.Random, step: int) -> None:
    quote = chance.choice(find_quotes(session, QuoteFilter(limit=50)).rows or [None])
    if quote:
        review_quote(
            session, quote.id, "Eva", **{chance.choice(("accept", "reject")): True}, note=f"note {step}"
        )


def _tagged(session: Session, chance: random.Random, step: int) -> None:
    tag_speaker(session, chance.choice(NAMES), "Eva", add=[f"tag{step}"])


def _corrected(session: Session, chance: random.Random, step: int) -> None:
    quotes = find_quotes(session, QuoteFilter(limit=50)).rows
    if quotes:
        correct_article(session, chance.choice(quotes).article.id, {"title": f"Title {step}"}, "Bea")


def _erased(session: Session, chance: random.Random, step: int) -> None:
    erase(session, chance.choice(NAMES[:4]), "Bea", f"asked in letter {step}")


def _undone(session: Session, chance: random.Random, step: int) -> None:
    acts = list_decisions(session).rows
    if acts:
        undo(session, chance.choice(acts).decision, "Cleo", f"mistaken {step}")


def _removed(session: Session, chance: random.Random, step: int) -> None:
    quotes = find_quotes(session, QuoteFilter(limit=50)).rows
    if quotes and chance.random() < 0.3:
        remove_article(session, chance.choice(quotes).article.id, f"reason {step}")


def archived(engine: Engine) -> bytes:
    out = BytesIO()
    write_archive(engine, out)
    return out.getvalue()


def told(engine: Engine) -> dict[str, object]:
    """What people get out of a database."""
    with sessions(engine)() as session:
        found: dict[str, object] = {"decisions": list(export_decisions(session))}
        for name in ("jsonl", "csl-json", "apa", "csv"):
            export(session, name, out := BytesIO())
            found[name] = out.getvalue()
    return found


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("seed", range(4))
def test_any_database_comes_out_of_its_archive_as_it_was_and_is_exported_alike(
    engine: Engine, target: Engine, seed: int
):
    fill(engine, seed)
    written = archived(engine)
    assert load_archive(target, BytesIO(written)) == written.count(b"\n") - 2
    assert everything(target) == everything(engine)
    assert told(target) == told(engine)
    assert archived(target) == written
    assert check(target) == []
    with sessions(target, write=True)() as session:
        assert problems(session) == []
        assert find_quotes(session, QuoteFilter(text="“open”")).total == len(
            find_quotes(session, QuoteFilter(limit=None)).rows
        )
    with sessions(target, write=True).begin() as session:
        ingest(session, draft("“Yes,” said Eli Neuer.", "https://example.org/more"), program=TOY)


def test_a_line_is_one_line_for_every_reader_and_users_are_left_out(engine: Engine):
    fill(engine, 1)
    with sessions(engine, write=True).begin() as session:
        add_user(session, "Wen", Role.REVIEWER, "a long enough pass phrase")
        account = session.scalars(select(Account)).one()
        save_search(session, "Wen", "Ferries at noon", "q=ferry")
    written = archived(engine).decode()
    assert account.password not in written
    assert "Ferries at noon" not in written
    assert all(json.loads(line) for line in written.splitlines())


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.999])
def test_of_an_archive_that_was_cut_off_or_changed_nothing_comes_in(
    engine: Engine, target: Engine, cut: float
):
    fill(engine, 2)
    written = archived(engine)
    with pytest.raises(BadRequest, match="damaged"):
        load_archive(target, BytesIO(written[: int(len(written) * cut)]))
    with pytest.raises(BadRequest, match="damaged"):
        load_archive(target, BytesIO(written.replace(b"said", b"sang", 1)))
    assert not any(everything(target).values())
    load_archive(target, BytesIO(written))
    assert archived(target) == written


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (b"", "not an archive"),
        (b'{"id": "q-4f7k2m9x3a"}\n', "not an archive"),
        (b"[" * 100_000, "not an archive"),
        (b'{"quotesdb": "archive", "revision": "0001"}\n', "an archive of revision 0001"),
    ],
)
def test_what_is_no_archive_of_this_revision_is_refused(tmp_path: Path, first: bytes, says: str):
    engine = open_engine(str(tmp_path / "new.db"))
    with pytest.raises(BadRequest, match=says):
        load_archive(engine, BytesIO(first))
    assert not (tmp_path / "new.db").exists()
    engine.dispose()


def test_a_database_that_holds_something_is_left_alone(engine: Engine):
    fill(engine, 3)
    before, written = everything(engine), archived(engine)
    with pytest.raises(BadRequest, match="is not empty"):
        load_archive(engine, BytesIO(written))
    assert everything(engine) == before
