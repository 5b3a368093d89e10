"""Shards: what is said in some documents, as Parquet files that machines hand one another in a shared folder.

A shard is called by what decides what is in it (the documents with the bytes that they were read from, what a
person said about them, the extractor), so that whoever makes it a second time makes the same. It is whole or
not there. It holds no drafts: whoever asked for it has them, and takes from it only what fits them.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotesdb import __version__
from quotesdb.json_shape import plain
from quotesdb.services.identity.evident import evidence_of
from quotesdb.services.ingest.decoded import decoded
from quotesdb.services.ingest.documents import Document, Failed, FailureKind
from quotesdb.services.ingest.found import Found, speakers_in
from quotesdb.services.ingest.prepare import Prepared, transcribed
from quotesdb.values import ArticleDraft, ExtractorRef

if TYPE_CHECKING:
    import pyarrow

FORMAT = 2
"""Raised when the columns of a shard, or what stands in them, change."""


class BadShard(ValueError):  # noqa: N818 - the name says what is wrong
    """A file that does not hold what was asked for."""


def name_of(documents: Sequence[Document], extractor: ExtractorRef) -> str:
    """What the shard of some documents is called."""
    told = [FORMAT, __version__, plain(extractor), [[each.name, plain(each.content)] for each in documents]]
    return sha256(json.dumps(told).encode()).hexdigest()[:40]


def path_of(folder: Path, name: str) -> Path:
    """Where a shard lies."""
    return folder / f"{name}.parquet"


def write(path: Path, prepared: Sequence[Document]) -> None:
    """Write a shard, in one step; that one is there already does not matter.

    Raises:
        OSError: if it cannot be written.
    """
    import pyarrow
    from pyarrow import parquet

    rows = [_row(each) for each in prepared]
    unfinished = path.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        parquet.write_table(pyarrow.Table.from_pylist(rows, _schema()), unfinished, compression="zstd")
        os.replace(unfinished, path)  # noqa: PTH105 - says that what is there is replaced
    finally:
        unfinished.unlink(missing_ok=True)


def read(path: Path, documents: Sequence[Document], extractor: ExtractorRef) -> list[Document]:
    """The documents with what a shard says of them.

    Raises:
        FileNotFoundError: if there is no such shard.
        BadShard: if it is not one of these documents.
    """
    import pyarrow
    from pyarrow import parquet

    try:
        with path.open("rb") as file:
            rows = parquet.ParquetFile(file).read().cast(_schema()).to_pylist()
        if len(rows) != len(documents):
            raise BadShard(f"{path} has {len(rows)} documents, not {len(documents)}")
        return [
            replace(document, content=_content(document, row, extractor))
            for document, row in zip(documents, rows, strict=True)
        ]
    except FileNotFoundError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError, TypeError) as error:
        raise BadShard(f"{path} is damaged: {error}") from error


def remove(path: Path) -> None:
    """Take a shard away that nobody needs any more, with what was left by those who did not finish it."""
    for each in (path, *path.parent.glob(f"{path.stem}.*.part")):
        with suppress(OSError):
            each.unlink()


def _schema() -> pyarrow.Schema:
    import pyarrow

    words = pyarrow.string()
    return pyarrow.schema(
        [
            ("document", words),
            ("raw_sha256", words),
            ("failure", words),
            ("reason", words),
            ("extractor", words),
            ("quotations", pyarrow.list_(words)),
        ]
    )


def _row(document: Document) -> dict[str, Any]:
    content = document.content
    row: dict[str, Any] = {"document": document.name.encode("utf-8", "replace").decode()}
    if isinstance(content, Failed):
        return {**row, "failure": content.kind.value, "reason": content.reason}
    assert isinstance(content, Prepared)  # noqa: S101 - a draft is prepared or failed
    return {
        **row,
        "raw_sha256": content.draft.raw_sha256,
        "extractor": json.dumps(plain(content.extractor)),
        "quotations": [json.dumps(plain(each)) for each in content.found()],
    }


def _content(document: Document, row: dict[str, Any], extractor: ExtractorRef) -> Prepared | Failed:
    draft = document.content
    assert isinstance(draft, ArticleDraft)  # noqa: S101 - only drafts are asked about
    if row["failure"] is not None:
        return Failed(FailureKind(row["failure"]), row["reason"])
    by = decoded(ExtractorRef, json.loads(row["extractor"]))
    if row["raw_sha256"] != draft.raw_sha256 or by not in (extractor, transcribed(draft)):
        raise BadShard("it is of another document or extractor")
    found = tuple(decoded(Found, json.loads(each)) for each in row["quotations"])
    if any(not _fits(each, draft.text) for each in found):
        raise BadShard("a quotation is not in its text")
    return Prepared(draft, by, found, evidence_of(draft.text, speakers_in(found)))


def _fits(found: Found, text: str) -> bool:
    it = found.quotation
    places = [*it.content, *it.quoted, *it.evidence, *(each for each in (it.source, it.cue) if each)]
    exact = found.selector.span.text(text) == found.selector.exact
    return bool(it.content) and exact and all(place.end <= len(text) for place in places)
