"""Web archives (WARC, also packed, and WACZ): each page that was answered with, its address and its day."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from quotesdb.packing import Brotli, Unpacker
from quotesdb.readers.any_date import any_date
from quotesdb.readers.archive import MOST, member, open_zip
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.html import read_page
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import Documents, Options, Source, beginning, size_of, streamed
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".warc", ".wacz"})

_GZIP = b"\x1f\x8b"
_START = re.compile(rb"WARC/[01]\.\d+\r?\n")
_IN_ZIP = re.compile(rb"PK\x03\x04.{26}archive/[^/\x00]{1,200}\.warc", re.DOTALL)
_WARC_IN_ZIP = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")
_MOST_HEAD, _MOST_PAGE = 65_536, 20_000_000
_NO_LIMIT = 10**12
_UNPACKERS: dict[str, Sequence[Callable[[], Unpacker]]] = {
    "gzip": [partial(zlib.decompressobj, 47)],
    "x-gzip": [partial(zlib.decompressobj, 47)],
    "deflate": [partial(zlib.decompressobj, 15), partial(zlib.decompressobj, -15)],
    "br": [Brotli],
}
"""How pages are packed; some servers leave out the frame of what they call deflate."""

_RATIO = 200


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of an archive: its headers, by small letters, and its bytes."""

    head: dict[str, str]
    body: bytes


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a web archive; of a packed one its first bytes are unpacked."""
    is_archive = _START.match(_begun(head)) or _IN_ZIP.search(head)
    return SURE if is_archive else BY_NAME * is_called(name, SUFFIXES)


def _begun(head: bytes) -> bytes:
    if not head.startswith(_GZIP):
        return head[:20]
    try:
        return zlib.decompressobj(31).decompress(head[:4096], 20)
    except zlib.error:
        return b""


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article of each page that was answered with, by the number of its record."""
    size = size_of(file)
    if beginning(file, 2) != b"PK":
        yield from _pages(file, size, "")
        return
    try:
        archive = open_zip(file)
        for one in archive.namelist():
            if _WARC_IN_ZIP.fullmatch(one):
                data = member(archive, one)
                yield from _pages(io.BytesIO(data), len(data), f"{PurePosixPath(one).name}#")
    except ReadError as error:
        yield Unreadable(str(error))


read = streamed(stream)


def _pages(file: BinaryIO, size: int, place: str) -> Documents:
    number = 0
    try:
        for record in _records(file, size):
            number += 1
            yield from _of_record(record, f"{place}{number}")
    except ReadError as error:
        yield Unreadable(str(error), f"{place}{number + 1}")


def _of_record(record: _Record, name: str) -> Documents:
    """The article of a record, if it is a page; one that cannot be unpacked costs no other."""
    try:
        page = _page(record)
    except ReadError as error:
        yield Unreadable(str(error), name)
    else:
        if page is not None:
            yield _article(record, page, name)


def _article(record: _Record, page: bytes, name: str) -> ArticleDraft | Unreadable:
    try:
        draft = read_page(page)
        url = draft.url or _address(record.head.get("warc-target-uri", ""))
    except ReadError as error:
        return Unreadable(str(error), name)
    accessed = draft.accessed or any_date(record.head.get("warc-date"))
    return replace(draft, reader="warc", member=name, url=url, accessed=accessed)


def _address(value: str) -> str | None:
    try:
        return absolute_url(value.strip("<> "))
    except ValueError:
        return None


def _records(file: BinaryIO, size: int) -> Iterator[_Record]:
    is_packed = beginning(file, 2) == _GZIP
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if is_packed else file
    limit = max(MOST, _RATIO * size) if is_packed else _NO_LIMIT
    try:
        while (record := _record(unpacked, limit)) is not None:
            yield record
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("a web archive that is cut off or broken here") from error


def _record(stream: BinaryIO, limit: int) -> _Record | None:
    line = stream.readline(_MOST_HEAD)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_MOST_HEAD)
    if not line:
        return None
    if not _START.match(line):
        raise ReadError("a web archive that is broken here")
    head = _headers(stream)
    size = head.get("content-length", "")
    if not size.isdigit() or len(size) > 12:
        raise ReadError("a record without a length")
    wanted = int(size)
    if stream.tell() + min(wanted, _MOST_PAGE) > limit:
        raise ReadError("a web archive that unpacks to too much")
    body = stream.read(min(wanted, _MOST_PAGE))
    if wanted > _MOST_PAGE:
        stream.seek(min(wanted - _MOST_PAGE, limit), io.SEEK_CUR)
        return _Record({}, b"")
    if len(body) < wanted:
        raise ReadError("a web archive that is cut off here")
    return _Record(head, body)


def _headers(stream: BinaryIO) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(200):
        line = stream.readline(_MOST_HEAD).decode("utf-8", "replace").strip()
        if not line:
            break
        name, _mark, value = line.partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _page(record: _Record) -> bytes | None:
    """The page of an answer that was one: whole, and HTML; or one that is stored without an answer."""
    if record.head.get("warc-type") == "resource":
        return record.body if "html" in record.head.get("content-type", "") else None
    if record.head.get("warc-type") != "response":
        return None
    stream = io.BytesIO(record.body)
    status = stream.readline(_MOST_HEAD)
    head = _headers(stream)
    if not re.match(rb"HTTP/\S+\s+200\b", status) or "html" not in head.get("content-type", ""):
        return None
    body = stream.read()
    if "chunked" in head.get("transfer-encoding", "").lower():
        body = _joined(body)
    encoding = head.get("content-encoding", "").lower()
    return body if encoding in ("", "identity") else _inflated(body, encoding)


def _joined(body: bytes) -> bytes:
    """A body that was sent in pieces, each with its length before it; as it is where it was not."""
    stream = io.BytesIO(body)
    found: list[bytes] = []
    while line := stream.readline(80):
        size = line.split(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(found) or body
        found.append(stream.read(int(size, 16)))
        stream.readline(80)
    return b"".join(found)


def _inflated(body: bytes, encoding: str) -> bytes:
    kinds = _UNPACKERS.get(encoding)
    if kinds is None:
        raise ReadError(f"a page that is packed as {shown(encoding)}; quotesdb does not read these yet")
    for unpacker in kinds:
        with suppress(zlib.error):
            return unpacker().decompress(body, _MOST_PAGE)
    raise ReadError("a page that cannot be unpacked")
