"""Mails that Outlook saved (MSG): what the sender wrote, without quoted replies and signatures."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft, paragraphs
from quotesdb.readers.errors import ReadError
from quotesdb.readers.foreign import OLE
from quotesdb.readers.mail import publisher_of
from quotesdb.readers.replies import of_page, own_words
from quotesdb.readers.signs import BY_NAME, SURE, is_called
from quotesdb.readers.source import single
from quotesdb.values import ArticleDraft, PrintedDate

SUFFIXES = frozenset({".msg"})

_SIGN = "__substg1.0_".encode("utf-16-le")
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _BODY, _PAGE, _SENDER, _HEADERS = "0037", "1000", "1013", "0C1A", "007D"
_SENT, _DELIVERED = 0x0039, 0x0E06
_TIME = 0x0040
_MOST = 20_000_000
_DATE = re.compile(r"^Date:[ \t]*([^\r\n]{5,80})", re.IGNORECASE | re.MULTILINE)


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is such a mail; other documents of Office lie in containers of the same kind."""
    if not head.startswith(OLE):
        return 0.0
    return SURE if _SIGN in head else BY_NAME * is_called(name, SUFFIXES)


def read_message(data: bytes) -> ArticleDraft:
    """Read the text of a mail.

    Raises:
        ReadError: if it is broken, no mail or has no text.

    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return _draft(container, data)
    except ReadError:
        raise
    except Exception as error:  # the library raises whatever comes at broken containers
        raise ReadError("a broken Outlook message") from error


read = single(read_message)


def _draft(container: Any, data: bytes) -> ArticleDraft:
    subject, sender = _text(container, _SUBJECT), _text(container, _SENDER)
    body, page = _text(container, _BODY), _text(container, _PAGE)
    byline = tuple(filter(None, ["" if "@" in sender else " ".join(sender.split())]))
    if not (subject or sender or body or page):
        raise ReadError("an old Office document; quotesdb does not read these yet")
    blocks: list[Block] = paragraphs(own_words(body)) if body.strip() else of_page(page)
    return draft(
        blocks,
        "outlook",
        data,
        title=" ".join(subject.split()) or None,
        byline=byline,
        publisher=publisher_of(byline),
        published=_date(container),
    )


def _text(container: Any, tag: str) -> str:
    """A property of the mail: in UTF-16, else in the bytes of whoever wrote it."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "utf-8"), ("0102", "utf-8")):
        name = f"__substg1.0_{tag}{kind}"
        if container.exists(name) and container.get_size(name) <= _MOST:
            found = bytes(container.openstream(name).read())
            with suppress(UnicodeError):
                return found.decode(encoding).rstrip("\x00")
            return found.decode("cp1252", "replace").rstrip("\x00")
    return ""


def _date(container: Any) -> PrintedDate | None:
    """When it was sent, by its headers with the time zone of the sender, else by Outlook's own time."""
    printed = _DATE.search(_text(container, _HEADERS))
    found = any_date(printed[1]) if printed else None
    if found or not container.exists(_PROPERTIES):
        return found
    rows = bytes(container.openstream(_PROPERTIES).read(_MOST))
    for place in range(32, len(rows) - 15, 16):
        kind, tag, _flags, ticks = struct.unpack_from("<HHIQ", rows, place)
        if kind == _TIME and tag in (_SENT, _DELIVERED):
            with suppress(OverflowError, ValueError):
                moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
                return any_date(moment.isoformat())
    return None
