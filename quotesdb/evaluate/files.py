"""Files as they stand: offsets of annotations count every character, so that none may be changed."""

from __future__ import annotations

from pathlib import Path

from quotesdb.paths import special


class Unusable(ValueError):  # noqa: N818 - the name says what the file is
    """A file that cannot be used; the message is one line that names it."""


def read_text(path: Path) -> str:
    """A UTF-8 file with its line ends and a byte order mark, if it has one, untouched.

    Raises:
        Unusable: if there is no such file or it is not UTF-8.
    """
    try:
        what = special(path)
        if what:
            raise Unusable(f"{path}: {what}, not a file")
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError as error:
        raise Unusable(f"{path}: no such file") from error
    except OSError as error:
        raise Unusable(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: not UTF-8 (byte {error.start})") from error
