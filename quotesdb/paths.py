"""Paths as people give them: what is no file that can be read to its end."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

_HANDED_OVER = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What the shell hands over for ``<(program)`` and the like: pipes that somebody writes to."""

_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def is_folder(path: str | Path) -> bool:
    """Whether a path names a folder; one that cannot be looked at names none."""
    return _is(stat.S_ISDIR, path)


def is_file(path: str | Path) -> bool:
    """Whether a path names a file with bytes of its own; one that cannot be looked at names none."""
    return _is(stat.S_ISREG, path)


def _is(kind: Callable[[int], bool], path: str | Path) -> bool:
    try:
        return kind(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def special(path: str | Path) -> str | None:
    """What a path names that is neither a file nor a folder: reading it might wait or go on for ever.

    Raises:
        OSError: if the path cannot be looked at.
        ValueError: if it can be no path.

    """
    mode = Path(path).stat().st_mode
    if str(Path(path).absolute()).startswith(_HANDED_OVER):
        return None
    return next((what for test, what in _SPECIAL if test(mode)), None)
