"""Web pages as browsers save them in one file (MHTML)."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.front_matter import absolute_url
from quotesdb.readers.html import read_page
from quotesdb.readers.mail import has_mail_headers, is_saved_page
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import single
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".mhtml", ".mht"})


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a saved page."""
    text = look(head).text.lstrip()
    saved = has_mail_headers(text) and is_saved_page(text)
    return SURE if saved else BY_NAME * is_called(name, SUFFIXES)


def read_saved(data: bytes) -> ArticleDraft:
    """Read the page of a saved file; pictures and styles are left alone.

    Raises:
        ReadError: if there is no page in it, or no article in the page.

    """
    mail = message_from_bytes(data.lstrip(), policy=policy.default)
    try:
        page = next((part for part in mail.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise ReadError("a saved page that cannot be taken apart") from error
    if page is None or not isinstance(content, bytes):
        raise ReadError("a saved file without a page")
    draft = read_page(content)
    saved = str(mail.get("snapshot-content-location") or page.get("content-location") or "")
    return replace(
        draft,
        reader="mhtml",
        url=draft.url or _address(saved),
        accessed=draft.accessed or any_date(str(mail.get("date", ""))),
    )


read = single(read_saved)


def _address(value: str) -> str | None:
    try:
        return absolute_url(value.strip())
    except ValueError:
        return None
