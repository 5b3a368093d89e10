"""What is said in documents, from one machine to another: nothing is changed, and nothing slips in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow
import pytest
from pyarrow import parquet

from quotesdb.json_shape import plain
from quotesdb.services.ingest import shards
from quotesdb.services.ingest.decoded import decoded
from quotesdb.services.ingest.documents import Document, Failed, FailureKind, prepare_one
from quotesdb.services.ingest.found import Found
from quotesdb.services.ingest.prepare import prepare
from quotesdb.values import Quotation, Selector, Span
from tests.services.toy import NEWER, TOY, draft

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "“We open the northern lock in May,” said Ada Example, director at Velda Bank. “It will stay.”\n"
    "“So it goes.”\nBo Sample said that it “is open” and “stays so for the summer months”.\n"
    "“No,” thought someone.\n"
)
DOCUMENTS = [
    Document("a.txt", None, draft(TEXT)),
    Document("b.jsonl", "2", draft("“Yes,” said Bo Sample.\n")),
]


def made(path: Path, documents: list[Document]) -> list[Document]:
    prepared = [prepare_one(each, program=TOY) for each in documents]
    shards.write(path, prepared)
    return prepared


def test_what_is_read_is_what_was_written(tmp_path) -> None:
    spoken = tuple(TOY.extract("“Yes,” said Bo Sample.\n", None))
    transcript = replace(draft("“Yes,” said Bo Sample.\n"), quotations=spoken)
    documents = [*DOCUMENTS, Document("odd\udcff.txt", None, draft("“A \ud800 lock,” said Cy Test.\n"))]
    documents.append(Document("c.txt", None, transcript))
    path = tmp_path / "one.parquet"
    prepared = made(path, documents)
    assert shards.read(path, documents, TOY.ref) == prepared
    assert [each.name for each in tmp_path.iterdir()] == ["one.parquet"]


def test_a_failure_is_handed_on(tmp_path) -> None:
    failed = replace(DOCUMENTS[0], content=Failed(FailureKind.FAULT, "a fault"))
    shards.write(tmp_path / "one.parquet", [failed])
    assert shards.read(tmp_path / "one.parquet", DOCUMENTS[:1], TOY.ref) == [failed]


def test_a_shard_is_called_by_what_decides_what_is_in_it() -> None:
    name = shards.name_of(DOCUMENTS, TOY.ref)
    first = DOCUMENTS[0]
    assert name == shards.name_of(list(DOCUMENTS), TOY.ref)
    others = [
        shards.name_of(DOCUMENTS, NEWER.ref),
        shards.name_of(DOCUMENTS[:1], TOY.ref),
        shards.name_of([replace(first, path="c.txt"), DOCUMENTS[1]], TOY.ref),
        shards.name_of([replace(first, content=draft(TEXT, raw_sha256="1" * 64)), DOCUMENTS[1]], TOY.ref),
        shards.name_of([replace(first, content=draft(TEXT, title="A lock")), DOCUMENTS[1]], TOY.ref),
    ]
    assert len({name, *others}) == 6


@pytest.mark.parametrize(
    "change",
    [
        {"quotations": ["{}"]},
        {"quotations": ["no JSON"]},
        {"raw_sha256": "0" * 64},
        {"extractor": json.dumps(plain(NEWER.ref))},
        {"failure": "unheard of"},
        {"extractor": None},
    ],
)
def test_a_shard_of_anything_else_is_refused(tmp_path, change) -> None:
    path = tmp_path / "one.parquet"
    made(path, DOCUMENTS[:1])
    table = parquet.read_table(path)
    row = table.to_pylist()[0]
    parquet.write_table(pyarrow.Table.from_pylist([{**row, **change}], table.schema), path)
    with pytest.raises(shards.BadShard):
        shards.read(path, DOCUMENTS[:1], TOY.ref)


def test_a_quotation_that_is_not_in_the_text_is_refused(tmp_path) -> None:
    path = tmp_path / "one.parquet"
    made(path, [replace(DOCUMENTS[0], content=draft("Well.\n" + TEXT, raw_sha256=draft(TEXT).raw_sha256))])
    with pytest.raises(shards.BadShard, match="not in its text"):
        shards.read(path, DOCUMENTS[:1], TOY.ref)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no Parquet at all"])
def test_what_is_no_parquet_is_refused(tmp_path, data) -> None:
    path = tmp_path / "one.parquet"
    path.write_bytes(data)
    with pytest.raises(shards.BadShard):
        shards.read(path, DOCUMENTS, TOY.ref)
    with pytest.raises(FileNotFoundError):
        shards.read(tmp_path / "two.parquet", DOCUMENTS, TOY.ref)


def test_values_come_back_as_they_were() -> None:
    found = prepare(draft(TEXT), TOY).found()
    assert len(found) == 4
    assert [decoded(Found, json.loads(json.dumps(plain(each)))) for each in found] == list(found)


@pytest.mark.parametrize(
    ("of", "data"),
    [
        (Selector, []),
        (Selector, {"span": [0, 1], "exact": "a", "prefix": "", "suffix": "", "more": 1}),
        (Selector, {"span": [0, 1], "exact": "a", "prefix": ""}),
        (Selector, {"span": [0, 1], "exact": 1, "prefix": "", "suffix": ""}),
        (Span, [1, 0]),
        (Span, [0, 1, 2]),
        (Span, [0, True]),
        (Quotation, {**plain(Quotation("direct", (Span(0, 1),))), "kind": "unheard of"}),
    ],
)
def test_values_of_another_shape_are_refused(of, data) -> None:
    with pytest.raises(ValueError, match=r"^.+$"):
        decoded(of, data)
