"""Mails (EML) and mailboxes (MBOX): what the sender wrote, without quoted replies and signatures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
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
from quotesdb.readers.blocks import Block, draft, filled, paragraphs
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError, shown
from quotesdb.readers.markup import of_tree, parse_fragment
from quotesdb.readers.signatures import unsigned
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.text.folding import canonical, fold
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
_QUOTED = re.compile(
    r"^(?:[ \t]*>|begin forwarded message:\s|anfang der weitergeleiteten nachricht:\s"
    r"|début du message réexpédié\s?:\s|-{2,}\s*(?:on\b|original message|forwarded message"
    r"|ursprüngliche nachricht|message d'origine)"
    r"|_{20,}\s*$|(?:on|am|le|el|op|il)\b[^\n]{5,200}(?:\n[^\n]{0,100}){0,2}?\b(?:wrote|schrieb|écrit|escribió|schreef|scritto)\b[^\n]{0,80}:\s*$"
    r"|-- ?$|(?:from|von|de):\s.{1,200}\n\*?(?:sent|gesendet|envoyé|date|datum|to):\s)",
    re.IGNORECASE | re.MULTILINE,
)
_MARKED = re.compile(r"\s*>")
_ANY_MARKED = re.compile(r"^[ \t]*>", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_HEADED = re.compile(
    r"(?:(?:[-_]{2,}|begin forwarded|anfang der weiter|début du message)[^\n]{0,80}\n\s{0,5})?"
    r"(?:\*?(?:from|to|b?cc|reply-to|sent|date|subject|attachments?|importance|von|an|gesendet|datum|betreff|anlagen?"
    r"|de|à|envoyé|objet|para|enviado|fecha|asunto|van|aan|verzonden|onderwerp|da|inviato|data|oggetto)"
    r" ?:\*?[ \t][^\n]{0,500}\n){2,12}\s{0,5}",
    re.IGNORECASE,
)
"""The headers of a mail that is passed on, in its words."""

_DEVICE = (
    r"(?:iphone|ipad|android|samsung|galaxy|blackberry|huawei|outlook|handy|mobile|móvil"
    r"|\w{0,7}phone|telefoon)"
)
_SENT_WITH = re.compile(
    r"\n[ \t]*(?:(?:sent from my|gesendet von meinem|envoyé de mon|enviado (?:desde mi|do meu)"
    r"|ver(?:stuurd|zonden) vanaf mijn|inviato dal mio|von meinem(?=[^\n]{3,40} gesendet\s*\Z))"
    rf"[^\n.!?]{{0,25}}[ \t]{_DEVICE}"
    rf"(?:[ \t]+(?:{_DEVICE}|\w*\d\w*|pro|mini|plus|device|tablet|using[ \t]\w+|gesendet)){{0,4}}"
    r"|(?:sent from (?:mail|outlook) for|get outlook for|gesendet von (?:mail|outlook) für)"
    r"[ \t]\w+(?:[ \t]\d+)?)\s*\Z",
    re.IGNORECASE,
)
"""What programs sign a mail with that nobody has signed."""

_TIME = re.compile(r"\d{1,2}:\d{2}")
_ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_LONGEST_ANNOUNCED = 300
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|vb|enc|doorst|pd|i)\s*:", re.IGNORECASE)
"""How programs mark the subject of a mail that is passed on."""

_ONE_NAME = re.compile(r"(?P<name>[^\"<>@=;:]+,[^\"<>@=;:]+)(?P<address><[^<>\s]+@[^<>\s]+>)")
_NAMED_BEHIND = re.compile(r"[^\s,\"<>@()]+(?:@| at )(?P<host>[\w.-]+\.\w+) +\((?P<name>[^()\"\\]+)\)")
"""An address with the name behind it; archives of lists print "at", so that no machine finds it."""

_NO_TEXT = re.compile(r"signature|vcard|calendar|pgp|pkcs7|ms-tnef")
_MOST_NAMED = 5
_MOST_ATTACHED = 50
_MOST_PASSED_ON = 50
_MOST_PARTS = 200
_TOO_MUCH = (RecursionError, OverflowError)
_REPLIES = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote')] | //*[contains(@class, 'gmail_quote')]"
)
_BEHIND_MARKS = (
    " | //*[@id='divRplyFwdMsg'] | //*[@id='divRplyFwdMsg' or @id='appendonsend']/following-sibling::*"
)
"""What stands behind the marks that Outlook sets before the mail that is answered, and in empty ones too."""

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
    is_marked = re.search(r"^(?:snapshot-content-location|from: <saved)", head, re.I | re.M)
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


def _unannounced(before: str, people: Collection[str]) -> str:
    """What stands before an answered mail, without the line that says in any language who wrote it when.

    It has a day besides the time, and the address of somebody or the name of one of ``people``.
    """
    kept, _break, last = before.rstrip().rpartition("\n")
    if len(last) >= _LONGEST_ANNOUNCED or not last.endswith(":") or not _TIME.search(last):
        return before
    dated = re.search(r"\d", _TIME.sub("", last))
    announces = dated and (_ADDRESS.search(last) or any(name in last for name in people))
    return kept if announces else before


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


def own_words(text: str, *, whole: bool = False, people: Collection[str] = ()) -> str:
    r"""What stands before the mail that is answered, or before the signature.

    Of a mail that passes another one on (``whole``, or without words of its own) that one's words are kept,
    without its headers. ``people`` send and get it.

    >>> own_words("Yes.\n\nOn Monday, Bo wrote:\n> Really?")
    'Yes.\n\n'
    >>> own_words("-----Original Message-----\nFrom: Bo\nSent: Monday\n\nReally?")
    'Really?'
    """
    kept, left = "", canonical(text)
    for _ in range(_MOST_PASSED_ON):
        quoted = _QUOTED.search(left)
        if quoted is None:
            break
        before, headed = left[: quoted.start()], _HEADED.match(left, quoted.start())
        if not headed or not (whole or not before.strip()):
            if _MARKED.match(left, quoted.start()) or _MARKED.match(left, quoted.end()):
                answers = _answers(left[quoted.start() :], is_all=not before.strip())
                before = _unannounced(before, people) if quoted[0].lstrip().startswith(">") else before
                before = "\n\n".join(filter(None, (before, answers))) if answers else before
            return kept + (_SENT_WITH.sub("", before) if before.strip() else left)
        kept, left, whole = kept + before, left[headed.end() :], False
    return kept + _SENT_WITH.sub("", left)


def _answers(quoted: str, *, is_all: bool) -> str:
    """What somebody wrote below the lines that are answered, a paragraph for itself: a broken line is none.

    Where it is not all that there is, a further such line stands below it, else it may be anybody's.
    """
    end = next((one.start() for one in _QUOTED.finditer(quoted) if not _may_go_on(quoted, one)), None)
    parts = _BLANK.split(quoted[:end].strip())
    marked = [place for place, part in enumerate(parts) if _ANY_MARKED.search(part)]
    own = [place for place in range(1, len(parts)) if place not in marked and not _QUOTED.match(parts[place])]
    if not marked or not own or not (is_all or own[0] < marked[-1]):
        return ""
    return "\n\n".join(parts[place] for place in own)


def _may_go_on(quoted: str, found: re.Match[str]) -> bool:
    """Whether behind a sign of what is answered somebody may answer it: such lines are marked."""
    return bool(_MARKED.match(quoted, found.start()) or _MARKED.match(quoted, found.end()))


def of_page(page: str, *, whole: bool = False) -> list[Block]:
    """The paragraphs of a mail that is a page, without the mail that is answered (``whole``: passed on)."""
    if whole:
        return of_tree(parse_fragment(page), frozenset())
    return _without(page, _REPLIES + _BEHIND_MARKS) or _without(page, _REPLIES)


def _without(page: str, replies: str) -> list[Block]:
    tree = parse_fragment(page)
    return filled(of_tree(tree, frozenset(tree.xpath(replies))))
