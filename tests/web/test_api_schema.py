"""Whatever a program sends: no fault of the server, and answers as the document describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from quotesdb.db.engine import open_engine
from quotesdb.web.app import create
from quotesdb.web.config import Config
from quotesdb.web.guard import Limits

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only(reason="what is sent is the same"),
]

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture
def document(filled: Any) -> Iterator[Any]:
    engine = open_engine(filled)
    hosts = ("127.0.0.1", "localhost", "testserver")
    endless = Limits(reads=(1e9, 1e9), writes=(1e9, 1e9))
    app = create(Config(str(filled), reviewer="Wen", hosts=hosts), engine, limits=endless)
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    engine.dispose()


def test_the_api_answers_whatever_is_sent(document: Any) -> None:
    tried = 0
    for found in document.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=6, derandomize=True, suppress_health_check=list(HealthCheck))
        def holds(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        holds()
        tried += 1
    assert tried > 20
