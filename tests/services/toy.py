"""A small extractor of fixed habits, and drafts to feed it: no service depends on a model.

It reads lines such as ``“We open in May,” said Ada Example, director at Example Works.``; a name in small
letters is a group, one that ends in Works, Bank or UN an organisation, ``someone`` anonymous. ``thought`` in
place of ``said`` is a thought. A line without a name ("“So it goes.”") is unattributed. A line such as
``Ada Example said that it “is open” and “stays so”.`` is a mixed quotation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.services.ingest.outcome import IngestOutcome
from quotesdb.services.ingest.prepare import Extractor, prepare
from quotesdb.services.ingest.store_article import look_ahead, store
from quotesdb.text.folding import sha256_text
from quotesdb.values import Agent, AgentKind, ArticleDraft, CueClass, Kind, PrintedDate, Quotation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LINE = re.compile(
    r"(?P<content>“[^”]*”)(?: (?P<cue>said|thought) (?P<name>[^,.“”\n]+)"
    r"(?:, (?P<role>[^,.\n]+?) at (?P<body>[^,.\n]+))?\.)?(?: (?P<more>“[^”]*”))?"
)
MIXED = re.compile(r"^(?P<name>[^,.“”\n]+) (?P<cue>said) that (?P<content>[^\n]*“[^\n]*”)\.$", re.MULTILINE)
MARKED = re.compile(r"“[^”]*”")


def extract(text: str, _language: str | None = None) -> list[Quotation]:
    mixed = [_mixed(text, match) for match in MIXED.finditer(text)]
    found = [_quotation(match) for match in LINE.finditer(text)]
    apart = [one for one in found if not any(one.span.overlaps(other.span) for other in mixed)]
    return sorted([*apart, *mixed], key=lambda quotation: quotation.span)


def _mixed(text: str, match: re.Match[str]) -> Quotation:
    content, source = Span(*match.span("content")), Span(*match.span("name"))
    return Quotation(
        Kind.MIXED,
        (content,),
        tuple(Span(*marked.span()) for marked in MARKED.finditer(text, content.start, content.end)),
        source=source,
        cue=Span(*match.span("cue")),
        speaker=Agent(match["name"], _kind(match["name"])),
        evidence=(source,),
        confidence=0.8,
        rule="name",
    )


def _quotation(match: re.Match[str]) -> Quotation:
    content = tuple(Span(*match.span(part)) for part in ("content", "more") if match[part])
    if not match["name"]:
        return Quotation(Kind.DIRECT, content, content, confidence=0.5, rule="marks")
    source = Span(*match.span("name"))
    agent = Agent(match["name"], _kind(match["name"]), match["body"], match["role"])
    return Quotation(
        Kind.DIRECT,
        content,
        content,
        source=source,
        cue=Span(*match.span("cue")),
        cue_class=CueClass.SPEECH if match["cue"] == "said" else CueClass.THOUGHT,
        speaker=agent,
        evidence=(source,),
        confidence=0.9,
        rule="name",
    )


def _kind(name: str) -> AgentKind:
    if name == "someone":
        return AgentKind.ANONYMOUS
    if name.endswith(("Works", "Bank", "UN", "United Nations")):
        return AgentKind.ORGANISATION
    return AgentKind.GROUP if name[0].islower() else AgentKind.PERSON


TOY = Extractor("toy", "1", "0" * 64, extract)
NEWER = replace(TOY, version="2")


def finding(*quotations: Quotation) -> Extractor:
    """A newer program that finds just these."""
    return replace(NEWER, extract=lambda _text, _language: list(quotations))


def ingest(
    session: Session,
    read: ArticleDraft,
    *,
    path: Path | None = None,
    program: Extractor = TOY,
    readmit: bool = False,
) -> IngestOutcome:
    """Store a draft in the session at hand, its quotations looked for only where that is needed."""
    wanted = look_ahead(session, read, path=path, readmit=readmit)
    prepared = prepare(read, program, known=not wanted)
    return store(session, prepared, path=path, readmit=readmit)


def draft(text: str, url: str | None = None, *, day: str | None = None, **fields: object) -> ArticleDraft:
    """A plain text of that address and printed date (YYYY-MM-DD)."""
    printed = PrintedDate(date.fromisoformat(day)) if day else None
    made = ArticleDraft(text, sha256_text(text), "plain", "1", url=url, published=printed, language="en")
    return replace(made, **fields)  # type: ignore[arg-type]
