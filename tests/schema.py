"""Databases as older releases left them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.config import Config

from alembic import command
from quotesdb.db.engine import migrating, migrations_path

if TYPE_CHECKING:
    from sqlalchemy import Engine


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to what it was at a revision, with the rows that are there."""
    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    with migrating(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
