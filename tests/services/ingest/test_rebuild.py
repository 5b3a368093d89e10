"""What is derived is made anew from the rest; what must hold is looked at, and what to do is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from quotesdb.db.engine import check, upgrade
from quotesdb.db.search import of
from quotesdb.services.errors import UnknownName
from quotesdb.services.identity.evident import evidence_on
from quotesdb.services.identity.find_speaker import find_speaker
from quotesdb.services.ingest import pool
from quotesdb.services.ingest import rebuild as rebuild_module
from quotesdb.services.ingest.invariants import problems
from quotesdb.services.ingest.rebuild import derived, rebuild
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.values import AgentKind
from tests.schema import downgrade
from tests.services.conftest import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

SPOKEN = "“We open the new works in the spring,” said {}, director at {}."
FIRST = "“We open the new works in the spring,” said Ada Example, director at Example Works."
SECOND = "“We open the new works in the spring,” said Ada Example.\n“Not before,” said Bea Sample."


@pytest.fixture
def two(session: Session, store: Store) -> Session:
    """Two articles with one speaker in both, who says the same in both."""
    store(FIRST, "https://example.org/1", day="2025-03-01")
    store(SECOND, "https://example.org/2", day="2025-03-02")
    return session


Maker: TypeAlias = "sessionmaker[Session]"


@pytest.fixture(params=[1, 500])
def portion(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name a portion of its own, or all names in one."""
    monkeypatch.setattr(rebuild_module, "_PORTION", request.param)


@pytest.mark.usefixtures("portion")
def test_a_sound_database_has_no_problems_and_is_as_it_would_be_made_anew(two: Session, make_session: Maker):
    before = derived(two)
    assert problems(two) == []
    two.rollback()
    done = rebuild(make_session)
    assert (done.changed_appearances, done.changed_links, done.changed_quotes) == (0, 0, 0)
    assert (done.speakers, done.statements) == (2, 1)
    assert derived(two) == before


def test_names_that_an_older_program_folded_are_found_again(
    session: Session, store: Store, make_session: sessionmaker[Session]
):
    said = SPOKEN.format("Łukasz Sørby", "Løkken Works")
    store(said, "https://example.org/1", publisher="The Ærø Post", day="2025-03-01")
    for table, old in (("appearance", "łukasz sørby"), ("speaker", "łukasz sørby")):
        session.execute(text(f"UPDATE {table} SET name_key = '{old}'"))
    session.execute(text("UPDATE organisation SET name_key = replace(lower(name), 'the ', '')"))
    session.expire_all()
    assert any("quotesdb rebuild" in problem for problem in problems(session))
    with pytest.raises(UnknownName):
        find_speaker(session, "Lukasz Sorby")
    session.commit()
    rebuild(make_session)
    session.expire_all()
    assert problems(session) == []
    assert find_speaker(session, "Lukasz Sorby").name == find_speaker(session, "Łukasz Sørby").name
    assert find_quotes(session, QuoteFilter(publisher="Aero Post")).total == 1


def test_two_organisations_that_are_one_name_now_are_one(
    session: Session, store: Store, make_session: sessionmaker[Session]
):
    store(SPOKEN.format("Ada Example", "Works"), "https://example.org/1", publisher="Oresund Post")
    store(SPOKEN.format("Bea Sample", "Works"), "https://example.org/2", publisher="Other Post")
    old = "name = 'Ørésund Post', name_key = 'øresund post'"
    session.execute(text(f"UPDATE organisation SET {old} WHERE name = 'Other Post'"))
    session.expire_all()
    session.commit()
    rebuild(make_session)
    session.expire_all()
    assert find_quotes(session, QuoteFilter(publisher="Øresund Post")).total == 2
    session.commit()
    rebuild(make_session)
    session.expire_all()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE article_version SET text = text || '!'", "is not the one it was stored with"),
        ("UPDATE quote SET exact = 'We close'", "do not stand where it says"),
        ("UPDATE quote SET prefix = 'elsewhere' WHERE start_char = 0", "do not stand where it says"),
        ("UPDATE attribution_span SET end_char = 5000 WHERE role = 'content'", "reaches beyond its text"),
        ("DELETE FROM attribution WHERE id = 1", "was never attributed"),
        ("UPDATE appearance SET name_key = 'cy test' WHERE id = 1", "folded name"),
        ("UPDATE attribution SET appearance_id = 1", "of another article"),
        ("UPDATE article SET removed_at = '2025-01-01', removed_why = 'x' WHERE id = 1", "was removed"),
    ],
)
def test_damage_to_what_was_stored_is_named(two: Session, damage: str, said: str):
    two.execute(text(damage))
    assert any(said in problem for problem in problems(two))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE agent_name SET articles = 9, age = '0'",
        "DELETE FROM agent_name_key",
        "UPDATE appearance SET name_id = NULL",
        "UPDATE appearance SET speaker_id = NULL",
        "UPDATE appearance SET speaker_id = (SELECT max(id) FROM speaker)",
        "UPDATE speaker SET name = 'Cy Test'",
        "DELETE FROM statement",
        "DELETE FROM statement_quote WHERE quote_id = 1",
        "UPDATE statement_quote SET speaker_id = (SELECT max(id) FROM speaker), lead = 7",
        "INSERT INTO speaker_link VALUES (1, 1, 2, FALSE, 'EQUAL', 1.0, 'x')",
        "UPDATE speaker SET public_id = 's-2222222222' WHERE id = 1",
    ],
)
@pytest.mark.usefixtures("portion")
def test_damage_to_what_is_derived_is_named_and_mended(two: Session, make_session: Maker, damage: str):
    before, rows = derived(two), stored(two)
    two.execute(text(damage))
    two.commit()
    two.expire_all()
    assert stored(two) != rows
    told = any("quotesdb rebuild" in problem for problem in problems(two))
    assert told == (derived(two) != before)
    two.rollback()
    rebuild(make_session)
    assert derived(two) == before
    assert stored(two) == rows
    assert problems(two) == []


NAMES = [f"{first} {last}" for first in ("Ada", "Bea", "Cy") for last in ("Example", "Sample", "Test")]


def observed_unless_bea_test(portion: rebuild_module._Portion) -> list[bytes]:
    """What a process does that does not survive one name, as where memory ends."""
    if ("bea test", AgentKind.PERSON) in portion.names:
        os._exit(1)
    return [evidence_on(sample) for sample in portion.samples]


@pytest.mark.parametrize("observe", [rebuild_module._observe, observed_unless_bea_test])
def test_what_comes_of_it_does_not_depend_on_the_number_of_processes(
    session: Session, store: Store, make_session: Maker, monkeypatch: pytest.MonkeyPatch, observe: Any
):
    for number, name in enumerate(NAMES * 2):
        store(SPOKEN.format(name, f"Works {name[0]}"), f"https://example.org/{number}", day="2025-03-01")
    before, rows = derived(session), stored(session)
    assert len({evidence for _, _, _, evidence, _, _ in before.names.values() if evidence}) > 1
    session.execute(text("UPDATE agent_name SET evidence = NULL, articles = 9"))
    session.execute(text("UPDATE appearance SET name_id = NULL, speaker_id = (SELECT max(id) FROM speaker)"))
    session.commit()
    session.expire_all()
    for module, name, value in (
        (rebuild_module, "_PORTION", 1),
        (pool, "ENOUGH", 2),
        (rebuild_module, "_observe", observe),
    ):
        monkeypatch.setattr(module, name, value)
    rebuild(make_session, jobs=2)
    assert derived(session) == before
    assert stored(session) == rows
    assert problems(session) == []


def test_what_others_changed_since_a_process_was_asked_is_looked_at_again(
    two: Session, make_session: Maker, monkeypatch: pytest.MonkeyPatch
):
    two.rollback()
    look = rebuild_module._look

    def looked(maker: Maker, names: Any) -> Any:
        portion = look(maker, names)
        with maker.begin() as other:
            other.execute(text("UPDATE appearance SET role = 'head'"))
        return portion

    monkeypatch.setattr(rebuild_module, "_look", looked)
    rebuild(make_session)
    assert problems(two) == []


def stored(session: Session) -> list[tuple[object, ...]]:
    """What finding statements needs, beside what is told of them; which speakers there are."""
    return [
        *session.execute(
            text(
                "SELECT quote_id, public_id, lead, words, searchable FROM statement_quote "
                "JOIN speaker ON speaker.id = speaker_id ORDER BY quote_id"
            )
        ).all(),
        *session.execute(text("SELECT public_id, name FROM speaker ORDER BY 1")).all(),
        *session.execute(text("SELECT kind, score, reasons FROM speaker_link ORDER BY 1, 2")).all(),
        *session.execute(text("SELECT key, kind, articles, age FROM agent_name ORDER BY 1, 2")).all(),
        *session.execute(text("SELECT use, key FROM agent_name_key ORDER BY 1, 2")).all(),
        *session.execute(
            text(
                "SELECT public_id, key FROM appearance JOIN agent_name ON name_id = agent_name.id ORDER BY 1"
            )
        ).all(),
        *session.execute(
            text(
                "SELECT appearance.id, speaker.public_id FROM appearance "
                "JOIN speaker ON speaker.id = speaker_id ORDER BY appearance.id"
            )
        ).all(),
    ]


def test_others_write_between_two_portions(
    two: Session, make_session: Maker, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rebuild_module, "_PORTION", 1)
    two.rollback()

    class Between(sessionmaker):  # type: ignore[type-arg]
        def begin(self) -> Any:
            with make_session.begin() as other:
                other.execute(text("UPDATE article SET section = coalesce(section, '') || 'x'"))
            return make_session.begin()

        def __call__(self, **options: Any) -> Session:
            return make_session(**options)

    rebuild(Between())
    [times] = {len(section) for section in two.scalars(text("SELECT section FROM article"))}
    assert times > len(of(two).TABLES) + 2
    assert problems(two) == []


def test_what_search_lacks_is_made(two: Session, engine: Engine, make_session: Maker):
    two.close()
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        [name] = connection.execute(
            text(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'quote' LIMIT 1"
                if on_sqlite
                else "SELECT indexname FROM pg_indexes WHERE indexname = 'search_quote_words'"
            )
        ).scalars()
        connection.execute(text(f"DROP {'TRIGGER' if on_sqlite else 'INDEX'} {name}"))
    [missing] = check(engine)
    assert name in missing
    rebuild(make_session)
    assert check(engine) == []


def test_looking_changes_nothing(two: Session):
    two.execute(text("UPDATE speaker SET name = 'Cy Test'"))
    two.expire_all()
    before = derived(two)
    assert problems(two)
    assert derived(two) == before


def test_of_many_problems_of_one_kind_the_first_are_named_and_the_others_counted(
    session: Session, store: Store
):
    for number in range(8):
        store(f"“Number {number} is the one we wanted,” said Ada Example.", f"https://example.org/{number}")
    session.execute(text("UPDATE quote SET exact = 'nothing'"))
    told = problems(session)
    assert len(told) == 6
    assert told[-1].endswith("3 more")


def test_an_upgrade_makes_anew_what_hangs_on_names(two: Session, engine: Engine):
    before = derived(two)
    two.commit()
    two.close()
    downgrade(engine, "-1")
    upgrade(engine)
    assert derived(two) == before
    assert problems(two) == []
