from __future__ import annotations

from tests.functional.conftest import (
    by_hand_program,
    filled,
    filled_once,
    filled_postgresql,
    filled_template,
    nobodys_database,
    run,
)

__all__ = [
    "by_hand_program",
    "filled",
    "filled_once",
    "filled_postgresql",
    "filled_template",
    "nobodys_database",
    "run",
]
