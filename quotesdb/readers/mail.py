"""Mails (EML) and mailboxes (MBOX): what the sender wrote, without quoted replies and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import chain, islice
from typing import BinaryIO

from quotesdb.data import word_list
from quotesdb.names.byline import parse_name
from quotesdb.names.given import given_names
from quotesdb.readers import proquest
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import draft, paragraphs
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.replies import of_page, own_words
from quotesdb.readers.signatures import unsigned
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.text.folding import fold
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES = frozenset({".eml", ".emlx", ".mbox"})

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")
_OF_MACHINES = re.compile(
    r"(?:message-id|mime-version|received|return-path|content-[a-z-]+|delivered-to|dkim-signature"
    r"|x-[a-z0-9-]+)$",
    re.IGNORECASE,
)
_ENVELOPE = re.compile(rb"From \S[^\n]*\d{4}[^\n]{0,10}\r?\n")
_COUNTED = re.compile(rb"\s*(\d{1,9})[ \t]*\r?\n(?=[A-Za-z-]{2,40}:)")
"""The line with the number of bytes that Apple Mail sets above a mail; behind it come its own data."""

_OWN_DATA = re.compile(rb"\s*(?:<\?xml[^>]{0,80}>\s*)?(?:<!DOCTYPE plist|<plist)")

_FIRST_HEADER = re.compile(rb"[A-Za-z-]+:")
_STUFFED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|vb|enc|doorst|pd|i)\s*:", re.IGNORECASE)
"""How programs mark the subject of a mail that is passed on."""

_ONE_NAME = re.compile(r"(?P<name>[^\"<>@=;:]+,[^\"<>@=;:]+)(?P<address><[^<>\s]+@[^<>\s]+>)")
_NAMED_BEHIND = re.compile(r"[^\s,\"<>@()]+(?:@| at )(?P<host>[\w.-]+\.\w+) +\((?P<name>[^()\"\\]+)\)")
"""An address with the name behind it; archives of lists print "at", so that no machine finds it."""

_NO_TEXT = re.compile(r"signature|vcard|calendar|pgp|pkcs7|ms-tnef")
_MOST_NAMED = 5
_MOST_ATTACHED = 50
_MOST_PARTS = 200
_TOO_MUCH = (RecursionError, OverflowError)
_OF_BODIES = (
    word_list("organisation_words") | word_list("byline_organisations") | word_list("newspaper_words")
)
_IN_BODIES = frozenset({"of", "for", "and", "the", "&"})


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file begins with the headers of a mail; in doubt it is a text."""
    text = look(_COUNTED.sub(b"", head, count=1) if _COUNTED.match(head) else head).text.lstrip()
    if is_saved_page(text):
        return 0.0
    return SURE if has_mail_headers(text) else BY_NAME * is_called(name, SUFFIXES)


def has_mail_headers(text: str) -> bool:
    """Whether a text begins with lines that only programs write at the head of a mail."""
    names = _headers(text)
    return len(names) > 1 and any(_OF_MACHINES.match(name) for name in names)


def _headers(text: str) -> list[str]:
    names: list[str] = []
    for line in text.splitlines():
        found = _HEADER.match(line)
        if found:
            names.append(found[1])
        elif not (names and line[:1] in (" ", "\t") and line.strip()) and not line.startswith("From "):
            break
    return names


def is_saved_page(text: str) -> bool:
    """Whether the headers that a text begins with are those of a saved page."""
    found = re.search(r"\n\r?\n", text)
    head = text[: found.start()] if found else text
    kind = re.search(r"^content-type:\s*(multipart/related|text/html)", head, re.I | re.M)
    is_marked = re.search(r"^(?:snapshot-content-location|from: \"?<?saved by\b)", head, re.I | re.M)
    is_mail = re.search(r"^(?:from|to|subject):", head, re.I | re.M)
    is_parted = kind and kind[1].lower() != "text/html"
    return bool(kind and (is_marked or (is_parted and not is_mail)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the mail, or those of a mailbox; mails in which ProQuest sends articles are those articles."""
    mails = _mails(file)
    first, second = next(mails, b""), next(mails, None)
    if second is None:
        yield from _of_mail(first, None)
        return
    for number, data in enumerate(chain([first, second], mails), 1):
        yield from _of_mail(data, str(number))


read = streamed(stream)


def _mails(file: BinaryIO) -> Iterator[bytes]:
    """The mails of a mailbox, each from its envelope on; of what is none, the whole.

    An envelope is a line behind a blank one. Lines of a mail that begin as envelopes do have a mark before
    them, which is taken away.
    """
    line = file.readline()
    while line and not line.strip():
        line = file.readline()
    if not _ENVELOPE.fullmatch(line):
        yield _without_own_data(line + file.read())
        return
    lines = [line]
    before, line = line, file.readline()
    while line:
        after = file.readline()
        if not before.strip() and _ENVELOPE.fullmatch(line) and _FIRST_HEADER.match(after):
            yield _STUFFED.sub(b"", b"".join(lines))
            lines = []
        lines.append(line)
        before, line = line, after
    yield _STUFFED.sub(b"", b"".join(lines))


def _without_own_data(mail: bytes) -> bytes:
    """A mail without what Apple Mail sets before and behind it."""
    counted = _COUNTED.match(mail)
    if not counted:
        return mail
    end = counted.end() + int(counted[1])
    return mail[counted.end() : end if _OWN_DATA.match(mail, end) else None]


def _of_mail(data: bytes, number: str | None) -> Documents:
    try:
        mail = _parsed(data)
        body = _body(mail)
        if body and proquest.is_export(body[1]):
            yield from proquest.articles(body[1], is_page=body[0])
            return
        attached = list(islice(_attached(mail), _MOST_ATTACHED))
        if body is not None or not attached:
            yield _article(mail, body, data, number)
        for place, inner in enumerate(attached, 1):
            yield _article(inner, _body(inner), data, f"{number or 'attached'}.{place}")
    except (ReadError, ValueError, LookupError, TypeError, AttributeError, *_TOO_MUCH) as error:
        # The library that takes mails apart raises all of these at broken headers and parts in parts.
        reason = str(error) if isinstance(error, ReadError) else "a mail that cannot be taken apart"
        yield Unreadable(reason, number)


def _parsed(data: bytes) -> EmailMessage:
    data = data.lstrip()
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    return message_from_bytes(data, policy=policy.default)


def _article(
    mail: EmailMessage, body: tuple[bool, str] | None, data: bytes, number: str | None
) -> ArticleDraft:
    if not any(mail.get(name) for name in ("from", "subject", "to")):
        raise ReadError("no mail: it begins with no headers")
    unread = tuple(f"attachment not read: {shown(name)}" for name in _unread(mail))
    if body is None:
        raise ReadError("; ".join(("a mail without text", *unread)))
    passes_on = bool(_PASSED_ON.match(str(mail.get("subject", ""))))
    byline, people = _people(mail, "from"), _people(mail, "from", "to")
    signers = () if passes_on else byline
    if body[0]:
        found = of_page(body[1], whole=passes_on)
        lines = [line for block in found for line in ("", block.text)]
        blocks = found[: len(unsigned(lines, signers)) // 2]
    else:
        words = own_words(body[1], whole=passes_on, people=people)
        blocks = paragraphs("\n".join(unsigned(words.split("\n"), signers)))
    return draft(
        blocks,
        "mail",
        data,
        member=number,
        title=" ".join(str(mail.get("subject", "")).split()) or None,
        byline=byline,
        publisher=publisher_of(byline),
        published=any_date(str(mail.get("date", ""))),
        warnings=unread,
    )


def _unread(mail: EmailMessage) -> list[str]:
    """The files that hang on a mail and may hold texts: no pictures, sounds, signatures, cards or dates."""
    return [
        name
        for part in _parts(mail)
        if (name := " ".join((part.get_filename() or "").split()))
        and part.get_content_maintype() in ("application", "text")
        and not _NO_TEXT.search(part.get_content_type())
    ][:_MOST_NAMED]


def _people(mail: EmailMessage, *headers: str) -> tuple[str, ...]:
    found = getaddresses([_unparted(mail, header) for header in headers])
    return tuple(name for name, _address in found if name and "@" not in name)


def _unparted(mail: EmailMessage, header: str) -> str:
    """The addresses in a header; a name with a comma that nobody set in quotation marks is one."""
    raw = next((value for name, value in mail.raw_items() if name.lower() == header), "")
    line = " ".join(str(raw).split())
    if behind := _NAMED_BEHIND.fullmatch(line):
        return f'"{_decoded_words(behind["name"])}" <covered@{behind["host"]}>'
    named = _ONE_NAME.fullmatch(line)
    return f'"{named["name"].strip()}" {named["address"]}' if named else str(mail.get(header, ""))


def _decoded_words(printed: str) -> str:
    """Words of a header, which may be encoded ("=?utf-8?q?...")."""
    return str(policy.default.header_factory("subject", printed)).replace('"', "")


def publisher_of(senders: Sequence[str]) -> str | None:
    """The only sender, if that is no person but who publishes newsletters or press releases."""
    sender = senders[0] if len(senders) == 1 else ""
    words = sender.split()
    if len(words) < 2 or re.search(r"[()\d@,|]|\s[-–—]\s", sender) or fold(words[0]) in given_names():
        return None
    if not any(fold(word) in _OF_BODIES for word in words):
        return None
    if any(word[:1].islower() and word not in _IN_BODIES for word in words):
        return None
    return sender if parse_name(sender).literal == sender else None


def _body(mail: EmailMessage) -> tuple[bool, str] | None:
    """Whether the text is a page, and the text: plain where there is both."""
    found: dict[str, str] = {}
    for part in _parts(mail):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in found and not part.is_attachment():
            text = text_of_part(part)
            if text.strip():
                found[kind] = text
    if "text/plain" in found:
        return False, found["text/plain"]
    return (True, found["text/html"]) if "text/html" in found else None


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail, those of mails that hang on it apart."""
    return islice(_walked(mail), _MOST_PARTS)


def _walked(mail: EmailMessage) -> Iterator[EmailMessage]:
    yield mail
    if mail.get_content_maintype() == "multipart":
        for part in mail.iter_parts():
            yield from _walked(part)  # type: ignore[arg-type]


def _attached(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The mails that hang on a mail, as it passes them on."""
    for part in _parts(mail):
        if part.get_content_type() == "message/rfc822":
            yield from (one for one in part.iter_parts() if isinstance(one, EmailMessage))


def text_of_part(part: EmailMessage) -> str:
    """The text of a part, by the charset that it declares if that is true, else by its bytes."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    declared = part.get_content_charset()
    if declared and declared not in ("us-ascii", "utf-8", "iso-8859-1"):
        try:
            return data.decode(declared)
        except (UnicodeError, LookupError):
            pass
    return decode(data, html=True)[0]
