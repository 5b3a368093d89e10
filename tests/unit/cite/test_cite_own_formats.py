import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesdb.cite import csv_rows, jsonl
from quotesdb.values import Citation
from tests.unit.cite.cases import CASES, MACHINE, as_text, citation, citations
from tests.unit.cite.reading import read_csv, read_jsonl

csv_rows_text = as_text(csv_rows.write)
jsonl_text = as_text(jsonl.write)

thorough = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(st.lists(citations(), max_size=3))
def test_any_citation_survives_json_lines(items: list[Citation]) -> None:
    assert read_jsonl(jsonl_text(items)) == items


@thorough
@given(st.lists(citations(text=st.text(min_size=1)), max_size=3))
def test_any_citation_survives_csv(items: list[Citation]) -> None:
    assert read_csv(csv_rows_text(items)) == items


@given(citations())
def test_a_json_line_is_one_line_for_every_reader(item: Citation) -> None:
    assert len(jsonl_text([item]).splitlines()) == 1


def test_keys_stand_in_one_order_for_every_citation() -> None:
    orders = {tuple(json.loads(line)) for line in jsonl_text(CASES.values()).splitlines()}
    assert len(orders) == 1


def test_a_number_that_json_cannot_hold_is_refused() -> None:
    broken = citation(decision=type(MACHINE)("machine", "quotesdb", "1", float("nan")))
    with pytest.raises(ValueError, match="JSON"):
        jsonl_text([broken])


def test_csv_has_a_header_and_crlf_even_when_empty() -> None:
    empty = csv_rows_text([])
    assert empty.startswith("id,text,kind,")
    assert empty.endswith(",alternative_organisation\r\n")
    assert read_csv(empty) == []


@pytest.mark.parametrize("printed", ["=SUM(A1)", "+1 per cent", "-1 degree", "@quay", 'a;b,c"d"\ne', "\t x"])
def test_csv_cells_hold_what_was_printed_and_nothing_else(printed: str) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_rows_text([citation(text=printed)]), newline="")))
    assert [row["text"] for row in rows] == [printed]
