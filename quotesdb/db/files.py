"""The files of an SQLite database: made for their owner alone, copied whole, read where nobody can write."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_UNFINISHED = ".part"
_NO_HARD_LINKS = {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def create(file: Path) -> None:
    """Make an empty database in WAL mode that its owner alone can read; one that exists keeps what it has.

    SQLite gives the files that it keeps beside it the same mode.

    Raises:
        OSError: if the file cannot be made.
        sqlite3.Error: if it cannot be written, or is none.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    # Where a link leads nowhere yet, the database is to lie where it points.
    with suppress(FileExistsError):
        os.close(os.open(_real(file), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def unsaved(file: Path) -> Path | None:
    """The file beside a database in which changes wait that somebody's program, killed or running, made."""
    beside = (_beside(file, "-wal"), _beside(file, "-journal"))
    return next((each for each in beside if _size(each)), None)


def is_still(file: Path) -> bool:
    """Whether a database is to be read as one that nobody changes, because nobody can.

    SQLite makes files beside a database even for those who only look something up, and does without where
    it is told that nothing will change. That must not be said while another program has the database open,
    which one of these files tells, nor where changes wait in one of them.
    """
    real = _real(file)
    shared = _beside(file, "-wal").exists() and _beside(file, "-shm").exists()
    return real.is_file() and not os.access(real.parent, os.W_OK) and not shared and not unsaved(file)


def connect_still(file: Path) -> sqlite3.Connection:
    """A connection to a database that ``is_still``."""
    return sqlite3.connect(f"{_real(file).as_uri()}?immutable=1", uri=True, check_same_thread=False)


def connect_private(file: Path) -> sqlite3.Connection:
    """A connection to an empty database without a name, which goes with the program however that ends.

    It grows in the folder of ``file``, or in memory where nothing can be written.
    """
    folder = _real(file).parent
    if not os.access(folder, os.W_OK):
        return sqlite3.connect(":memory:", check_same_thread=False)
    private = sqlite3.connect("", check_same_thread=False)
    # SQLite knows no other way to say where one temporary database lies; nothing else of ours makes any.
    private.execute("PRAGMA temp_store_directory = '{}'".format(str(folder).replace("'", "''")))
    return private


def copy(file: Path, to: Path) -> Path:
    """A copy of the database by the name of ``to`` or, if that is taken, with a number more; its name.

    It comes to its name when it is whole and on the disk. Who is killed before leaves a file that ends in
    ".part", which the next copy removes: only who holds the write lock of the database may copy it.

    Raises:
        OSError: if the copy cannot be written.
        sqlite3.Error: if the database cannot be read, or the copy not written.
    """
    for left in to.parent.iterdir():
        if left.name.startswith(f"{to.name}.") and _UNFINISHED in left.name:
            left.unlink()
    with (
        closing(sqlite3.connect(file)) as source,
        _filled(to, source.backup, like=file.stat()) as unfinished,
    ):
        placed = _place(unfinished, to)
    _sync_folder(placed.parent)
    return placed


def make(to: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Make a database that its owner alone can read; it has its name when it is whole and on the disk.

    Raises:
        FileExistsError: if something has the name.
        OSError: if it cannot be written.
    """
    with _filled(to, fill) as unfinished:
        _rename(unfinished, to)
    _sync_folder(to.parent)


@contextmanager
def _filled(
    to: Path, fill: Callable[[sqlite3.Connection], None], like: os.stat_result | None = None
) -> Iterator[Path]:
    """A whole database on the disk of ``to``, for its owner or for that of ``like``; gone at the end."""
    handle, name = tempfile.mkstemp(_UNFINISHED, f"{to.name}.", to.parent)
    unfinished = Path(name)
    try:
        # Closed before it gets its name: Windows renames and removes nothing that is open.
        with os.fdopen(handle, "r+b"):
            with closing(sqlite3.connect(unfinished)) as target:
                fill(target)
            if like:
                _give_to_owner(handle, like)
            os.fsync(handle)
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _give_to_owner(handle: int, of: os.stat_result) -> None:
    """The owner and the mode of the original; where the group cannot be kept, nothing for groups."""
    if not hasattr(os, "chown"):
        return  # Windows: who may read a file follows from the folder that it is made in
    kept = True
    try:
        os.chown(handle, of.st_uid, of.st_gid)
    except OSError:
        now = os.fstat(handle)
        kept = (now.st_uid, now.st_gid) == (of.st_uid, of.st_gid)
    os.chmod(handle, of.st_mode & (0o777 if kept else 0o700))


def _place(unfinished: Path, to: Path) -> Path:
    """Give the copy a name that nothing has, not even a link that leads nowhere."""
    number = 1
    while True:
        name = to if number == 1 else to.with_name(f"{to.name}-{number}")
        try:
            _rename(unfinished, name)
        except FileExistsError:
            number += 1
        else:
            return name


def _rename(unfinished: Path, name: Path) -> None:
    """Rename without replacing what has the name."""
    try:
        os.link(unfinished, name, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # A file system without hard links, such as a memory stick's: hold the name by an empty file.
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        unfinished.replace(name)


def _sync_folder(folder: Path) -> None:
    # Not every file system lets a folder be synchronised; the copy itself is on the disk then.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _real(file: Path) -> Path:
    # Unlike Path.resolve, no error for links that lead in a circle.
    return Path(os.path.realpath(file))


def _beside(file: Path, ending: str) -> Path:
    return Path(f"{_real(file)}{ending}")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
