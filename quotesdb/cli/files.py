"""Files that commands write: there wholly or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quotesdb.cli.group import Failure


def refuse_existing(file: Path, *, overwrite: bool) -> None:
    """Stop before any work is done for a file that may not be written.

    Raises:
        Failure: if it exists and is not to be replaced, is a folder, or there is no folder for it.
    """
    if not file.parent.is_dir():
        raise Failure(f"{file} cannot be written: no such file or directory")
    if file.is_dir():
        raise Failure(f"{file} is a folder")
    if file.is_file() and not overwrite:
        raise Failure(f"{file} exists; --overwrite replaces it")


def make_folder(folder: Path) -> None:
    """Make a folder and those around it, unless they exist.

    Raises:
        Failure: if it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run of the program changes what a folder remembers, and have others wait meanwhile.

    Where a folder cannot be locked, as on some network drives, nobody waits.

    Raises:
        Failure: if the folder cannot be read.
    """
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Failure(f"{folder} cannot be read: {(error.strerror or str(error)).lower()}") from error
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(file: Path, content: str | bytes) -> None:
    """Write the file as ``whole`` does, words in UTF-8."""
    with whole(file) as out:
        out.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole(file: Path) -> Iterator[BinaryIO]:
    """A stream into the file, which is there wholly or not at all; a pipe or a device is written directly.

    Raises:
        Failure: if it cannot be written.
    """
    try:
        direct = file.exists() and not file.is_file()
        with file.open("wb") if direct else _replacing(file) as out:
            yield out
    except OSError as error:
        raise Failure(f"{file} cannot be written: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _replacing(file: Path) -> Iterator[BinaryIO]:
    file = file.resolve()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        # mkstemp lets only its owner read the file; give it the rights that a new file has.
        os.umask(mask := os.umask(0))
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
