"""The migration environment: runs on the connection of ``quotesdb.db.engine``, or by hand on one database.

By hand: ``alembic -x db=PATH-or-URL upgrade head``; QUOTESDB_DB does as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from alembic.util import CommandError

from alembic import context
from quotesdb.db import postgresql, search
from quotesdb.db.derivation import follows_rules, note_rules
from quotesdb.db.engine import COMPARE_OPTIONS, Tell, migrating, open_engine
from quotesdb.db.models import Base
from quotesdb.db.planning import tell_shape

if TYPE_CHECKING:
    from sqlalchemy import Connection


def run(connection: Connection, tell: Tell | None = None) -> None:
    """Run the migrations in the transaction that the connection is in; ``tell`` gets what takes long."""
    context.configure(connection=connection, target_metadata=Base.metadata, **COMPARE_OPTIONS)
    migration = context.get_context()
    before = set(migration.get_current_heads())
    with context.begin_transaction():
        context.run_migrations()
    heads = set(context.script.get_heads())
    if set(migration.get_current_heads()) != heads:
        note_rules(connection, followed=False)
        return
    if connection.dialect.name == "postgresql":
        postgresql.order_by_bytes(connection)
    search.on(connection).prepare(connection)
    tell_shape(connection)
    if before != heads:
        if before and not follows_rules(connection):
            derive(connection, tell or (lambda _step: None))
        note_rules(connection, followed=True)


def derive(connection: Connection, tell: Tell) -> None:
    """Compute what is derived from rows that an older program stored, so that nothing counts them wrongly."""
    from sqlalchemy.orm import Session

    from quotesdb.services.identity import clustering
    from quotesdb.services.identity.refold import refold
    from quotesdb.services.statements import grouping
    from quotesdb.services.store import read_model

    steps: dict[str, Callable[[Session], object]] = {
        "names as they are compared now": refold,
        "who is whom": clustering.rebuild,
        "what holds of each quotation": read_model.rebuild,
        "which quotations are one statement": grouping.rebuild,
    }
    with Session(connection) as session:
        for number, (step, work) in enumerate(steps.items(), 1):
            tell(f"upgrade, step {number} of {len(steps)}: {step}")
            work(session)


def run_by_hand() -> None:
    """Open the database that the command line or the environment names."""
    database = context.get_x_argument(as_dictionary=True).get("db") or os.environ.get("QUOTESDB_DB")
    if not database or context.is_offline_mode():
        raise CommandError("name a database to connect to: -x db=PATH-or-URL, or QUOTESDB_DB")
    engine = open_engine(database)
    with migrating(engine) as connection:
        run(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    run_by_hand()
else:
    run(given, context.config.attributes.get("tell"))
