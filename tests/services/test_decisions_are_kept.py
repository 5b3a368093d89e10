"""Whatever happens to a database, what people decided stays, and what is derived follows from the rest.

``desk`` has the random sequences of steps and what must hold after each; ``faults`` what would break it.
"""

from __future__ import annotations

import pytest

from tests.services import desk
from tests.services.faults import FAULTS

KINDS = {name.partition(":")[0]: name for name in reversed(FAULTS)}
"""The first fault of each kind; ``python -m benchmarks.decisions`` plants all of them."""


def test_random_sequences_of_everything_that_can_happen_lose_nothing():
    reached = desk.run(examples=40).reached.keys()
    assert reached | {name.removesuffix(" refused") for name in reached} >= desk.RULES


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_fault_shows(kind):
    assert desk.finds(FAULTS[KINDS[kind]], examples=100) is not None
