"""Whatever happens to a database, what people decided stays, and what is derived follows from the rest.

``desk`` has the random sequences of steps and what must hold after each; ``faults`` what would break it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.services import desk
from tests.services.faults import FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgresql_server import Server

pytestmark = pytest.mark.long

EXAMPLES_ON_A_SERVER = 8

SOON = (
    "ingest: a program accepts what it found",
    "edit: the words that a reviewer accepted move",
    "extraction: reviews are taken back",
    "merge: speakers stay as they were",
    "different: clusters do not heed it",
    "split: no negative is written",
    "undo: what was taken back does not hold again",
    "removal: tags go along",
    "rebuild: equal names are not linked",
)
"""Faults that show within a few sequences; ``python -m benchmarks.decisions`` plants all of them."""


def test_random_sequences_of_everything_that_can_happen_lose_nothing():
    reached = desk.run(examples=160).reached.keys()
    assert reached | {name.removesuffix(" refused") for name in reached} >= desk.RULES


def test_random_sequences_in_postgresql_lose_nothing_and_come_to_the_same_in_a_file(server: Server):
    @contextmanager
    def on_the_server(_folder: Path) -> Iterator[str]:
        name = server.make()
        yield server.of(name)
        server.drop(name)

    assert "carry" in desk.run(examples=EXAMPLES_ON_A_SERVER, database=on_the_server).reached


@pytest.mark.parametrize("fault", SOON)
def test_a_planted_fault_shows(fault):
    assert desk.finds(FAULTS[fault], examples=240) is not None
