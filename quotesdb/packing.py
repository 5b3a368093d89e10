"""How the answers of servers are packed beside gzip, which Python itself unpacks."""

from __future__ import annotations

import zlib
from typing import Protocol


class Unpacker(Protocol):
    """What unpacks an answer portion by portion."""

    @property
    def eof(self) -> bool:
        """Whether all that was packed has been unpacked."""

    def decompress(self, data: bytes, most: int, /) -> bytes:
        """What some more bytes unpack to."""


class Brotli:
    """Unpacks Brotli as the objects of ``zlib`` do theirs, never much more than is asked for at once."""

    def __init__(self) -> None:
        import brotli

        self._inner = brotli.Decompressor()
        self._broken = brotli.error

    @property
    def eof(self) -> bool:
        """Whether all that was packed has been unpacked."""
        return bool(self._inner.is_finished())

    def decompress(self, data: bytes, most: int) -> bytes:
        """What some more bytes unpack to, at the least ``most`` bytes of it.

        Raises:
            zlib.error: if they are no Brotli.

        """
        found = bytearray()
        try:
            while portion := self._inner.process(data, output_buffer_limit=max(1, most - len(found))):
                found += portion
                data = b""
                if len(found) >= most or self._inner.can_accept_more_data():
                    break
        except self._broken as error:
            raise zlib.error("not Brotli") from error
        return bytes(found)
