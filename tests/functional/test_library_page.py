"""docs/library.md: what it shows is what happens."""

from __future__ import annotations

import doctest

from tests.functional.conftest import ROOT


def test_the_examples_of_the_library_page_are_true() -> None:
    result = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0
