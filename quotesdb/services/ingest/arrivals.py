"""Files that come into folders, as programs that drop them there write them: told once each is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.readers.files import is_taken

if TYPE_CHECKING:
    from threading import Event

_TICK = 500
"""Milliseconds between two looks at files that are being written."""

Seen = tuple[int, int]


class NotInstalled(ImportError):  # noqa: N818 - the name says what is wrong
    """What watches folders is not there; the message says how it comes."""


def arrivals(folders: Sequence[str], *, stop: Event | None = None) -> Iterator[list[str]]:
    """Lists of files that came or were changed in folders since they began to be watched, without end.

    A file is told when it has not changed between two looks: what is still written is waited for. Files of no
    known format, and hidden ones, are passed over, as they are in folders anywhere.

    Raises:
        NotInstalled: if watchfiles is not there.
    """
    try:
        from watchfiles import Change, watch
    except ModuleNotFoundError as error:
        raise NotInstalled("watchfiles is not installed: pip install 'quotesdb[watch]'") from error
    roots = [str(Path(folder).resolve()) for folder in folders]
    growing: dict[str, Seen | None] = {}
    looks = watch(
        *roots, watch_filter=None, debounce=_TICK, rust_timeout=_TICK, yield_on_timeout=True, stop_event=stop
    )
    for changes in looks:
        for change, path in changes:
            if change != Change.deleted:
                growing[path] = None
        if ready := _whole(growing, roots):
            yield ready


def _whole(growing: dict[str, Seen | None], roots: Sequence[str]) -> list[str]:
    """The files that are as they were at the last look, no longer among those that are growing."""
    ready = []
    for path, before in list(growing.items()):
        now = _seen(path)
        if now is None or now == before:
            del growing[path]
        else:
            growing[path] = now
        if now is not None and now == before:
            ready.append(path)
    return [path for path in sorted(ready) if any(is_taken(path, root) for root in roots)]


def _seen(path: str) -> Seen | None:
    """How large a file is and when it was written; none where there is none."""
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return None
    return (state.st_size, state.st_mtime_ns) if Path(path).is_file() else None
