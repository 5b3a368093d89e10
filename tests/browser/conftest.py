from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import chromium
from tests.browser.served import served
from tests.functional.conftest import (
    by_hand_program,
    filled,
    filled_once,
    filled_postgresql,
    filled_template,
    nobodys_database,
)

__all__ = [
    "by_hand_program",
    "filled",
    "filled_once",
    "filled_postgresql",
    "filled_template",
    "nobodys_database",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    made = chromium.start()
    made.set_script_timeout(60)
    yield made
    made.quit()


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """A browser with an empty page; what it complains of is a fault of the page that the test opens."""
    yield browser
    # A page that stays open asks a server that is gone.
    browser.get("about:blank")
    chromium.complaints(browser)


@pytest.fixture
def desk(filled: Any) -> Iterator[str]:
    """The address of the page, where whoever opens it decides."""
    with served(filled, reviewer="Wen Halloran") as address:
        yield address


@pytest.fixture
def page(filled: Any) -> Iterator[str]:
    """The address of the page, which can only be read."""
    with served(filled) as address:
        yield address
