"""Files on disk and standard input: which ones to read, and their bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from quotesdb.paths import is_file, is_folder, special
from quotesdb.readers.errors import ReadError
from quotesdb.readers.registry import HEAD, choose_text, suffixes
from quotesdb.readers.source import Beside, Source

STDIN = "-"
"""What stands for standard input."""

MAX_SIZE = 20_000_000
"""Bytes; a news article is a thousandth of it."""

_PORTION = 1_000_000
"""Bytes that are asked for at once: a bound may be far beyond the memory."""


_SHARED = frozenset({".xml", ".json", ".jsonl", ".ndjson"})
"""Endings that documents share with data of every sort; what such a file is its first bytes tell."""


def find_inputs(paths: Iterable[str], passed: Callable[[str], None] = lambda _path: None) -> Iterator[str]:
    """List the files to read: each named path, and in folders every file of a known format, sorted.

    Passed over inside a folder are hidden files and folders, texts that annotations of brat lie beside, and
    files of no known format, which ``passed`` is told of.
    A path that does not exist, that cannot be looked at or is empty, a link to nothing that has the name of a
    known format, and a folder that cannot be opened are listed as they stand, so that ``load`` says what is
    wrong with them and the rest goes on.
    """
    known = suffixes()
    for path in paths:
        if path and is_folder(path):
            yield from _inside(path, known, passed)
        else:
            yield path


def is_taken(path: str, folder: str) -> bool:
    """Whether ``find_inputs`` lists a file of a folder.

    >>> is_taken("in/2025/a.html", "in"), is_taken("in/.a.html", "in"), is_taken("in/a.exe", "in")
    (True, False, False)
    """
    try:
        inside = PurePath(path).relative_to(folder).parts
    except ValueError:
        return False
    hidden = any(part.startswith(".") for part in inside)
    return not hidden and _is_known(path, suffixes())


def _is_known(path: str, known: frozenset[str]) -> bool:
    ending = PurePath(path).suffix.lower()
    return ending in known or (ending in _SHARED and _is_document(path))


def _is_document(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            choose_text(Source(file.read(HEAD), path))
    except (OSError, ReadError):
        return False
    return True


def _inside(folder: str, known: frozenset[str], passed: Callable[[str], None]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    annotated = {f"{PurePath(entry.name).stem}.txt" for entry in entries if entry.name.endswith(".ann")}
    for entry in entries:
        if entry.name.startswith(".") or entry.name in annotated:
            continue
        path = str(Path(folder, entry.name))
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(path, known, passed)
        elif is_file(path):
            if _is_known(path, known):
                yield path
            else:
                passed(path)
        elif _leads_nowhere(path) and PurePath(path).suffix.lower() in known | _SHARED:
            yield path


def load(path: str, max_size: int = MAX_SIZE) -> bytes:
    """Read a file's bytes, or those of standard input for ``-``: at most ``max_size`` of them.

    Raises:
        ReadError: if it does not exist, is no file, cannot be opened or is larger.

    """
    if path == STDIN:
        return _read(sys.stdin.buffer, max_size)
    if not path:
        raise ReadError("an empty path names no file")
    try:
        what = special(path)
        if not what:
            with Path(path).open("rb") as file:
                return _read(file, max_size)
    except OSError as error:
        raise ReadError(reason(path, error)) from error
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError("not a file name") from error
    raise ReadError(f"{what}, not a file")


def beside(path: str, max_size: int = MAX_SIZE) -> Beside:
    """What gives the files beside an input, and in folders beside it; nothing from anywhere else."""

    def found(name: str) -> bytes | None:
        place = PurePath(name.replace("\\", "/"))
        if path == STDIN or not name or place.is_absolute() or ".." in place.parts:
            return None
        try:
            return load(str(Path(path).parent / place), max_size)
        except ReadError:
            return None

    return found


def _read(file: BinaryIO, max_size: int) -> bytes:
    read: list[bytes] = []
    left = max_size + 1
    while left > 0 and (portion := file.read(min(left, _PORTION))):
        read.append(portion)
        left -= len(portion)
    refuse_larger(max_size + 1 - left, max_size)
    return b"".join(read)


def refuse_larger(size: int, max_size: int) -> None:
    """Refuse a file of more bytes.

    Raises:
        ReadError: if it has more.

    """
    if size > max_size:
        raise ReadError(f"larger than {max_size / 1_000_000:.3g} MB (--max-size)")


def reason(path: str, error: OSError) -> str:
    """Why the system does not give a file, in few words."""
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere" if _leads_nowhere(path) else "no such file"
    if isinstance(error, IsADirectoryError):
        return "a folder" if _can_be_listed(path) else "a folder that cannot be read"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _leads_nowhere(path: str) -> bool:
    return Path(path).is_symlink() and not Path(path).exists()


def _can_be_listed(folder: str) -> bool:
    try:
        os.scandir(folder).close()
    except OSError:
        return False
    return True
