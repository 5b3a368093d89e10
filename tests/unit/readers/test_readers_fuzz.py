"""Files that are broken by chance: a short run of what ``make fuzz`` does for as long as one likes."""

from __future__ import annotations

from quotesdb.readers.registry import BUILT_IN
from tests.unit.readers.seeds import seeds
from tools.fuzz_readers import fuzz


def test_each_reader_has_a_file_to_begin_with():
    assert set(seeds()) == set(BUILT_IN)


def test_no_broken_file_is_a_fault():
    tally = fuzz(seed=20, count=1_500, seconds=60)
    assert tally.first == {}
    assert tally.read > 100
