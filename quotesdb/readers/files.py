"""Files on disk: which ones to read, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotesdb.readers.errors import ReadError
from quotesdb.readers.registry import suffixes

MAX_SIZE = 20_000_000
"""Bytes; a news article is a thousandth of it."""


def find_inputs(paths: Iterable[Path]) -> Iterator[Path]:
    """List the files to read: each named path, and in folders every file of a known format, sorted.

    Hidden files and folders inside a folder are passed over. A path that does not exist or a folder
    that cannot be opened is listed as it stands, so that ``load`` says what is wrong with it and the
    rest goes on.
    """
    known = suffixes()
    for path in paths:
        if path.is_dir():
            yield from _inside(path, known)
        else:
            yield path


def _inside(folder: Path, known: frozenset[str]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(path, known)
        elif path.suffix.lower() in known and entry.is_file():
            yield path


def load(path: Path, max_size: int = MAX_SIZE) -> bytes:
    """Read a file's bytes, at most ``max_size`` of them.

    Raises:
        ReadError: if it does not exist, is a folder, cannot be opened or is larger.

    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(max_size + 1) if size <= max_size else b""
    except OSError as error:
        raise ReadError(_reason(path, error)) from error
    except ValueError as error:
        raise ReadError("not a file name") from error
    if size > max_size or len(data) > max_size:
        raise ReadError(f"larger than {_megabytes(max_size)} MB (--max-size)")
    return data


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return "a folder" if _can_be_listed(path) else "a folder that cannot be read"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _can_be_listed(folder: Path) -> bool:
    try:
        os.scandir(folder).close()
    except OSError:
        return False
    return True


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g}"
