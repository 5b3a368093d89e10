"""Archives (ZIP, tar, gzip): each file in them is read as one of its own; nothing is written."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePath, PurePosixPath
from posixpath import dirname, join, normpath
from typing import BinaryIO
from zipfile import ZipFile

from quotesdb.readers import registry
from quotesdb.readers.archive import CALLED, MOST, member, open_zip
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.signs import BY_NAME, has_member, is_called
from quotesdb.readers.source import Documents, Options, Source, beginning, size_of, streamed
from quotesdb.readers.transcript import recognised
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".zip", ".tar", ".gz", ".tgz"})

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_TAR = re.compile(rb".{257}ustar", re.DOTALL)
_MOST_MEMBERS, _MOST_IN_ALL = 20_000, 1_000_000_000
_RATIO, _FREE = 200, 1_000_000
_SURE = 0.8
"""Less than who knows what a ZIP archive with certain members, or a packed one, is."""


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is an archive."""
    if has_member(head, b"xl/", b"ppt/", b"application/vnd.oasis", b"datapackage.json"):
        return 0.0  # documents of other kinds
    packed = head.startswith((_ZIP, _GZIP)) or bool(_TAR.match(head))
    return _SURE if packed else BY_NAME * is_called(name, SUFFIXES)


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:
    """Give the documents of each file in an archive, named by its path in it and what it is called there.

    Archives in archives are not opened: they could be one in the other for ever.
    """
    called = CALLED.get(PurePath(source.name).suffix.lower(), "")
    try:
        archive = open_zip(file, called) if beginning(file, len(_ZIP)) == _ZIP else None
        beside = _beside(archive)
        for one, content in _of_zip(archive) if archive else _members(file, source.name):
            yield from _documents(Source(content, one, partial(beside, one)), options)
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


def _beside(archive: ZipFile | None) -> Callable[[str, str], bytes | None]:
    """What gives the files that lie in the archive beside one of it; a ZIP alone is not read again for it."""

    def found(member_: str, name: str) -> bytes | None:
        path = normpath(join(dirname(member_), name.replace("\\", "/")))
        try:
            return (member(archive, path) or None) if archive else None
        except ReadError:
            return None

    return found


def _documents(source: Source, options: Options) -> Documents:
    try:
        chosen = registry.choose_text(source)
    except ReadError as error:
        yield Unreadable(str(error), source.name)
        return
    if getattr(chosen, "__name__", "") == __name__:
        yield Unreadable("an archive in an archive; unpack it first", source.name)
    else:
        for document in chosen.read(source, options):
            if document.member:
                yield replace(document, member=f"{source.name}#{document.member}")
            else:
                found = recognised(document, source.data) if isinstance(document, ArticleDraft) else document
                yield replace(found, member=source.name)


def _members(file: BinaryIO, name: str) -> Iterator[tuple[str, bytes]]:
    head = beginning(file, 512)
    if not head.startswith(_GZIP):
        if not _TAR.match(head):
            raise ReadError("no archive, whatever it is called")
        return _of_tar(file)
    data = _unpacked(file)
    if _TAR.match(data):
        return _of_tar(io.BytesIO(data))
    return iter([(PurePosixPath(name).name.removesuffix(".gz"), data)])


def _unpacked(packed: BinaryIO) -> bytes:
    limit = max(_FREE, min(MOST, _RATIO * size_of(packed)))
    try:
        with gzip.open(packed) as file:
            found = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("a broken gzip archive") from error
    if len(found) > limit:
        raise ReadError("a gzip archive that unpacks to too much")
    return found


def _of_zip(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    infos = [
        info
        for info in archive.infolist()
        if info.filename and not info.is_dir() and not _is_hidden(info.filename)
    ]
    _bounded(len(infos), sum(info.file_size for info in infos))
    for info in infos:
        yield info.filename, member(archive, info.filename)


def _of_tar(packed: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The files of a tar archive; links, devices and folders are none."""
    found = size = 0
    try:
        with tarfile.open(fileobj=packed, mode="r:") as archive:
            for info in archive:
                file = archive.extractfile(info) if info.isreg() and not _is_hidden(info.name) else None
                if file is not None:
                    found, size = found + 1, size + info.size
                    _bounded(found, size)
                    yield info.name, file.read()
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise ReadError("a broken tar archive") from error


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _bounded(members: int, size: int) -> None:
    if members > _MOST_MEMBERS:
        raise ReadError(f"an archive of more than {_MOST_MEMBERS} files")
    if size > _MOST_IN_ALL:
        raise ReadError(f"an archive that unpacks to more than {shown(_MOST_IN_ALL // 1_000_000)} MB")
