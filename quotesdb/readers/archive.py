"""Members of ZIP archives, read into memory within bounds: nothing is written, and a bomb does not go off."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from quotesdb.readers.errors import ReadError, shown

MOST = 100_000_000
"""Bytes of one member, unpacked."""

_RATIO, _FREE = 200, 1_000_000
"""How much larger than packed a member may be, once it is larger than ``_FREE`` bytes."""


LOCKED = "a document that needs a password"
_OLE, _PACKAGE = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError),
    *(struct.error, IndexError, UnicodeError, OverflowError),
)
"""What the library raises at archives that are not as they say, besides its own error."""


CALLED = {
    ".docx": "Word file",
    ".epub": "e-book",
    ".odt": "OpenDocument text",
    ".xlsx": "workbook (XLSX)",
}
"""What people know for no archive, by the ending of its name."""


def open_zip(data: bytes | BinaryIO, what: str = "") -> zipfile.ZipFile:
    """An archive, of bytes or of a file; ``what`` it is called where people know it for no archive.

    Raises:
        ReadError: if it is broken.

    """
    try:
        return zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except _BROKEN as error:
        locked = isinstance(data, bytes) and is_locked(data)
        broken = f"this {what} is cut off or damaged" if what else "a broken ZIP archive"
        raise ReadError(LOCKED if locked else broken) from error


def is_locked(data: bytes) -> bool:
    """Whether a file is a document that Office has locked: in a container of the old kind."""
    return data.startswith(_OLE) and _PACKAGE in data


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member, none where there is no such member.

    Raises:
        ReadError: if it is broken, locked, or far larger than it is packed.

    """
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    if info.flag_bits & 1:
        raise ReadError(f"{shown(name)} in the archive needs a password")
    limit = max(_FREE, min(MOST, _RATIO * info.compress_size))
    if info.file_size > limit:
        raise ReadError(f"{shown(name)} in the archive unpacks to too much")
    try:
        with archive.open(info) as file:
            found = file.read(limit + 1)
    except _BROKEN as error:
        raise ReadError(f"{shown(name)} in the archive cannot be unpacked") from error
    if len(found) > limit:
        raise ReadError(f"{shown(name)} in the archive unpacks to too much")
    return found
