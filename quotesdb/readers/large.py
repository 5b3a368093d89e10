"""Files on disk, read as a whole or, where they are large and their reader can, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quotesdb.paths import is_file
from quotesdb.readers import completed, documents
from quotesdb.readers.errors import ReadError
from quotesdb.readers.files import MAX_SIZE, beside, load, reason, refuse_larger
from quotesdb.readers.foreign import refuse_own
from quotesdb.readers.registry import HEAD, choose, reader
from quotesdb.readers.source import LARGE, Documents, Source, Stream, beginning, size_of


def documents_at(
    path: str,
    name: str,
    format: str | None = None,  # noqa: A002 - as in --format
    *,
    max_size: int = MAX_SIZE,
    references: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Documents:
    """Read the articles of the file at ``path`` as ``documents`` does, however large tables and archives are.

    Raises:
        ReadError: if it does not exist, is no file, cannot be opened or read, or is larger than ``max_size``.

    """
    near = beside(path, max_size)
    with _opened(path) as file:
        source = Source(beginning(file, HEAD) if file else b"", name, near)
        stream = _stream(source, format or ("table" if columns else None)) if file else None
        if file and stream:
            refuse_larger(size_of(file), max_size)
            try:
                yield from completed(
                    lambda: stream(file, source, columns or {}), references=references, whole=None
                )
            except OSError as error:  # of the disk, in the middle
                raise ReadError(reason(path, error)) from error
            return
    data = load(path, max_size)
    yield from documents(data, name, format, beside=near, references=references, columns=columns)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO | None]:
    """A large file; nothing where it is none, or is for ``load`` to say what is wrong with it."""
    with ExitStack() as stack:
        file = None
        with suppress(OSError, ValueError):
            if path and is_file(path) and Path(path).stat().st_size > LARGE:
                file = stack.enter_context(Path(path).open("rb"))
        yield file


def _stream(source: Source, format: str | None) -> Stream | None:  # noqa: A002 - as above
    """How the reader of a file takes it piece by piece, if it can."""
    if format is None:
        refuse_own(source.data)
    chosen = reader(format) if format else choose(source)
    found: Stream | None = getattr(chosen, "stream", None)
    return found
