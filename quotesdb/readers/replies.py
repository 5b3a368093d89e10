"""What the sender of a mail wrote, without the mail that is answered."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from quotesdb.readers.blocks import Block, filled
from quotesdb.readers.markup import of_tree, parse_fragment
from quotesdb.text.folding import canonical

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
_NAMES = (
    r"from|to|b?cc|reply-to|sent|date|subject|attachments?|importance|von|an|gesendet|datum|betreff|anlagen?"
    r"|de|à|envoyé|objet|para|enviado|fecha|asunto|van|aan|verzonden|onderwerp|da|inviato|data|oggetto"
)
"""How programs begin the lines above a mail, in their languages."""

_HEADED = re.compile(
    r"(?:(?:[-_]{2,}|begin forwarded|anfang der weiter|début du message)[^\n]{0,80}\n\s{0,5})?"
    rf"(?:\*?(?:{_NAMES}) ?:\*?[ \t][^\n]{{0,500}}\n){{2,12}}\s{{0,5}}",
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
_MOST_PASSED_ON = 50
_REPLIES = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote')] | //*[contains(@class, 'gmail_quote')]"
)
_BEHIND_MARKS = (
    " | //*[@id='divRplyFwdMsg'] | //*[@id='divRplyFwdMsg' or @id='appendonsend']/following-sibling::*"
)
"""What stands behind the marks that Outlook sets before the mail that is answered, and in empty ones too."""

_SENDER = re.compile(r"(?:from|von|de|van|da) ?:\s", re.IGNORECASE)
_SENT = re.compile(
    r"(?:sent|date|gesendet|datum|envoyé|enviado|fecha|verzonden|inviato|data) ?:\s", re.IGNORECASE
)
_SENT_TO = re.compile(r"(?:to|an|à|para|aan) ?:\s", re.IGNORECASE)
_HEADER = re.compile(rf"(?:{_NAMES}) ?:\s", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:subject|betreff|objet|asunto|onderwerp|oggetto) ?:\s", re.IGNORECASE)
_MOST_HEADERS = 8
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)]*\s*$", re.MULTILINE)


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
                is_told = bool(_SENTENCE_END.search(before))
                answers = "" if is_told else _answers(left[quoted.start() :], is_all=not before.strip())
                before = _unannounced(before, people) if quoted[0].lstrip().startswith(">") else before
                before = "\n\n".join(filter(None, (before, answers))) if answers else before
            return kept + (_SENT_WITH.sub("", before) if before.strip() else left)
        kept, left, whole = kept + before, left[headed.end() :], False
    return kept + _SENT_WITH.sub("", left)


def _answers(quoted: str, *, is_all: bool) -> str:
    """What somebody wrote below the lines that are answered, a paragraph for itself: a broken line is none.

    Where it is not all that there is, a further such line stands below it, else it may be anybody's; so may
    be all below a second line that says who wrote what is answered.
    """
    end = next((one.start() for one in _QUOTED.finditer(quoted) if not _may_go_on(quoted, one)), None)
    parts = _BLANK.split(quoted[:end].strip())
    marked = {place for place, part in enumerate(parts) if _ANY_MARKED.search(part)}
    own = [place for place in range(1, len(parts)) if place not in marked and not _QUOTED.match(parts[place])]
    if not marked or not own or not (is_all or own[0] < max(marked)):
        return ""
    return "\n\n".join(parts[place] for place in own)


def _may_go_on(quoted: str, found: re.Match[str]) -> bool:
    """Whether behind a sign of what is answered somebody may answer it: such lines are marked."""
    is_first = not quoted[: found.start()].strip()
    return bool(_MARKED.match(quoted, found.start()) or (is_first and _MARKED.match(quoted, found.end())))


def of_page(page: str, *, whole: bool = False) -> list[Block]:
    """The paragraphs of a mail that is a page, without the mail that is answered (``whole``: passed on)."""
    if whole:
        return of_tree(parse_fragment(page), frozenset())
    return _unheaded(_without(page, _REPLIES + _BEHIND_MARKS) or _without(page, _REPLIES))


def _unheaded(blocks: list[Block]) -> list[Block]:
    """The blocks before the headers of an answered mail, each for itself; all where no sentence is before.

    A notice of an office has such lines too, but above its text, and seldom all of them.
    """
    is_told = False
    for place, block in enumerate(blocks):
        if is_told and _SENDER.match(block.text):
            lines = (one.text for one in blocks[place : place + _MOST_HEADERS])
            headers = list(takewhile(_HEADER.match, lines))
            if all(any(map(kind.match, headers)) for kind in (_SENT, _SENT_TO, _SUBJECT)):
                return blocks[:place]
        is_told |= bool(_SENTENCE_END.search(block.text) and not _HEADER.match(block.text))
    return blocks


def _without(page: str, replies: str) -> list[Block]:
    tree = parse_fragment(page)
    return filled(of_tree(tree, frozenset(tree.xpath(replies))))


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
