"""A report in Markdown, a page to read: the quotations of each speaker with article, evidence and decision.

Printed text shows as printed: whatever CommonMark or GitHub's dialect would take for markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import quote

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import by_speaker, described, one_line, paragraphs, since_then, spelled
from quotesdb.values import ArticleRef, Citation

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~$]")
_MARKUP_AT_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")
_NOT_IN_A_LINK = re.compile(r"[\x00-\x20\x7f<>()\\]")


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A section per speaker in the order of first appearance, those not attributed last.

    Sections make it wait for the last citation before it writes the first.
    """
    write_text(out, _parts(citations), "\n")


def _parts(citations: Iterable[Citation]) -> Iterator[str]:
    yield "# Quotations\n"
    groups = by_speaker(citations)
    if not groups:
        yield "None.\n"
    for found in groups:
        speaker = found[0].speaker
        yield from _section(escaped(speaker.name) if speaker else "Not attributed", found)


def _section(heading: str, citations: list[Citation]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield from map(_quotation, citations)


def _quotation(citation: Citation) -> str:
    words = "\n>\n".join(f"> {escaped(part)}" for part in paragraphs(citation.text))
    facts = [
        ("Speaker", escaped(described(citation.speaker))),
        ("Article", _article(citation)),
        ("Quotation", f"{citation.kind}, {escaped(citation.id)}"),
        ("Evidence", " ← ".join(escaped(text) for text in citation.evidence_text)),
        ("Attribution", escaped(citation.decision.label())),
        ("Since then", escaped(since_then(citation.since) if citation.since else "")),
        ("Note", escaped(citation.note or "")),
    ]
    return words + "\n\n" + "".join(f"- {name}: {value}\n" for name, value in facts if value)


def _article(citation: Citation) -> str:
    article = citation.article
    parts = [
        linked(article.title or "Untitled article", article.url),
        escaped(", ".join(article.byline)),
        escaped(article.publisher or ""),
        spelled(article.published) if article.published else "no date",
        f"para. {citation.paragraph}" if citation.paragraph is not None else "",
        _archived(article),
    ]
    return ", ".join(part for part in parts if part)


def _archived(article: ArticleRef) -> str:
    archived = linked("archived", article.archived_url) if article.archived_url else ""
    accessed = f"accessed {spelled(article.accessed)}" if article.accessed else ""
    return ", ".join(filter(None, (archived, accessed)))


def linked(text: str, url: str | None) -> str:
    """A link where the address is one of the web; other schemes could run something when followed."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return escaped(text)
    return f"[{escaped(text)}]({_NOT_IN_A_LINK.sub(lambda found: quote(found[0], safe=''), url)})"


def escaped(text: str) -> str:
    """The text on one line, so that Markdown shows it as it stands."""
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _MARKUP_AT_START.sub(_escaped_start, line)


def _escaped_start(found: re.Match[str]) -> str:
    """A digit cannot be escaped, so of "1." the full stop is."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
