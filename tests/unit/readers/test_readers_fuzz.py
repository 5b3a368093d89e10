"""Files that are broken by chance: a short run of what ``make fuzz`` does for as long as one likes."""

from __future__ import annotations

import pytest

from quotesdb.readers.registry import BUILT_IN
from tests.unit.readers.seeds import seeds
from tools.fuzz_readers import fuzz


def test_each_reader_has_a_file_to_begin_with():
    assert set(seeds()) == set(BUILT_IN)


@pytest.mark.parametrize("number", [15539, 34786, 35634, 162221, 177202, 456897])
def test_what_was_a_fault_once_is_none_again(number):
    """Found by ``make fuzz ARGS="--seed 8"``: dates and titles of exports, dates of mails, labels."""
    assert fuzz(seed=8, count=1, seconds=60, first=number).first == {}


def test_no_broken_file_is_a_fault():
    tally = fuzz(seed=20, count=1_500, seconds=60)
    assert tally.first == {}
    assert tally.read > 100
