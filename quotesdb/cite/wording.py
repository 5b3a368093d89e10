"""Wording that several formats share, so that they say the same of one quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from quotesdb.values import Agent, ArticleRef, Citation, PrintedDate, Since, Span

# Fixed English names: strftime would follow the locale of whoever exports.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

NOT_DIRECT = "not quoted word for word"
"""Why a format that has direct quotations alone leaves one out."""

_APART = " ... "
"""What stands in a text between parts that are apart."""

_MARKS, _NEXT = re.compile(r"[“”«»„‹›‘\"]"), re.compile(r"[“«„»‘‹‚\"']\s*(?=\w)")
_COMMA, _STOP = re.compile(r",(?=.$)"), re.compile(r"[.!?…].$")
_SEVERAL = re.compile(r"\w{4,}[.!?]\s+\w|\n\s*\n")
"""Behind a longer word a full stop ends a sentence."""

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_NOT_IN_A_URL = re.compile(r'[\s\x00-\x20\x7f-\x9f{}\\<>"^`|]')


def one_line(text: str) -> str:
    """The text on one line, for formats whose values cannot hold a line break.

    Line breaks, control characters and runs of plain spaces become one space; a no-break space stays.
    """
    return _BREAKS.sub(" ", text).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a quotation, each on one line."""
    return [line for part in re.split(r"\n\s*\n", text) if (line := one_line(part))]


def described(speaker: Agent | None) -> str:
    """The speaker as printed, with role and organisation where the article gives them."""
    if speaker is None:
        return "not identified"
    return ", ".join(part for part in (speaker.name, speaker.role, speaker.organisation) if part)


def encoded(url: str) -> str:
    """An address with all that no address may hold encoded.

    >>> encoded('https://example.org/a?q="x y"')
    'https://example.org/a?q=%22x%20y%22'
    """
    return _NOT_IN_A_URL.sub(lambda found: quote(found[0], safe=""), url)


def web_address(url: str | None) -> str | None:
    """The address, if it is one of the web; other schemes could run something when they are followed."""
    return encoded(url) if url and url.lower().startswith(("http://", "https://")) else None


def spelled(printed: PrintedDate) -> str:
    """A date as a sentence has it.

    >>> spelled(PrintedDate.from_iso("2025-03-14")), spelled(PrintedDate.from_iso("2025-03"))
    ('14 March 2025', 'March 2025')
    """
    year, *rest = date_parts(printed)
    month = [MONTHS[rest[0] - 1]] if rest else []
    return " ".join([*map(str, rest[1:]), *month, str(year)])


def date_parts(date: PrintedDate) -> list[int]:
    """Year, month and day as numbers, only as many as were printed."""
    return [int(part) for part in date.printed().split("-")]


def since_then(since: Since) -> str:
    """What has become of a quotation since a person judged it, with the words that stand there now."""
    return f"{since.label()}; now: {since.words}" if since.words else since.label()


def by_article(citations: Iterable[Citation]) -> Iterator[tuple[ArticleRef, list[Citation]]]:
    """Each article with its quotations, for formats whose items are articles; these stand together."""
    for _id, group in groupby(citations, key=lambda citation: citation.article.id):
        together = list(group)
        yield together[0].article, together


def by_speaker(citations: Iterable[Citation]) -> list[list[Citation]]:
    """The quotations of each speaker in the order of first appearance, those not attributed last.

    For pages with sections; it waits for the last citation.
    """
    groups: dict[str | None, list[Citation]] = {}
    for citation in citations:
        speaker = citation.speaker
        key = None if speaker is None else citation.speaker_id or speaker.name
        groups.setdefault(key, []).append(citation)
    unattributed = groups.pop(None, [])
    return [*groups.values(), *([unattributed] if unattributed else [])]


def parts_of(citation: Citation) -> list[tuple[str, Span]]:
    """The words of each span; all of them as one, where the text is not what its spans make."""
    text, at, parts = citation.text, 0, []
    last: Span | None = None
    for span in citation.content:
        if last is not None:
            at += len(_APART) if text.startswith(_APART, at) else span.start - last.end
        parts.append((text[at : at + len(span)], span))
        at += len(span)
        last = span
    whole = Span(citation.content[0].start, citation.content[-1].end)
    return parts if at == len(text) else [(text, whole)]


def unbroken(citation: Citation) -> str:
    """The text of a quotation in which nothing is left out where only the tag parts two of its halves."""
    parts = parts_of(citation)
    if len(parts) != len(citation.between) + 1:
        return citation.text
    text, last = parts[0]
    for tag, (words, span) in zip(citation.between, parts[1:], strict=True):
        has_cue = citation.cue and last.end <= citation.cue.start and citation.cue.end <= span.start
        joined = _joined(text, tag, words) if has_cue else None
        text = text + tag + words if not tag.strip() else joined or text + _APART + words
        last = span
    return text


def _joined(text: str, tag: str, words: str) -> str | None:
    """Two halves of a sentence, or two sentences, round the words that tell who says them; of others nothing.

    A comma before a tag that ends its sentence stands for the full stop of what was said.
    """
    begins, ends = _NEXT.match(words), tag.rstrip()[-1:]
    if not begins or _MARKS.search(tag) or _SEVERAL.search(tag):
        return None
    is_new = words[begins.end()].isupper()
    if ends == "," and not is_new and _COMMA.search(text):
        return f"{text} {words}"
    if ends == "." and is_new and (_COMMA.search(text) or _STOP.search(text)):
        return f"{_COMMA.sub('' if text[-3:-2] == '.' else '.', text)} {words}"
    return None


def remarks(citations: Iterable[Citation]) -> list[str]:
    """What a reference manager cannot hold in fields: an article's quotations, who spoke, who decided that.

    One line each. A speaker never goes into an author field: the article's byline is the author.
    """
    lines: list[str] = []
    archived: str | None = None
    for citation in citations:
        lines += _remarks(citation)
        archived = citation.article.archived_url
    if archived:
        lines.append(f"Archived: {archived}")
    return [one_line(line) for line in lines]


def _remarks(citation: Citation) -> Iterator[str]:
    place = f", para. {citation.paragraph}" if citation.paragraph is not None else ""
    yield f"Quotation ({citation.kind}{place}): {citation.text}"
    yield f"Speaker: {described(citation.speaker)}"
    yield f"Attribution: {citation.decision.label()}"
    if citation.same_as:
        yield f"Speaker is: {', '.join(citation.same_as)}"
    if citation.holder:
        yield f"Office held by: {citation.holder}"
    if citation.since:
        yield f"Since then: {since_then(citation.since)}"
