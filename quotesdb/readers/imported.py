"""Texts whose quotations somebody else marked: what the marks say becomes quotations, as far as it goes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from quotesdb.data import word_list
from quotesdb.names.claimed import is_body
from quotesdb.readers.errors import ReadError
from quotesdb.readers.loaded import records
from quotesdb.readers.source import Documents
from quotesdb.readers.speaker_names import name_speakers
from quotesdb.text.folding import DOUBLE_MARKS, SINGLE_MARKS
from quotesdb.values import Agent, AgentKind, ArticleDraft, Kind, Quotation, Span, Unreadable

_OPENS = f'["„“”«»{DOUBLE_MARKS}]'
_QUOTED = re.compile(rf"{_OPENS}[^\"{DOUBLE_MARKS}]*(?:[\"{DOUBLE_MARKS}]|$)|(?<!\w)[‘‚'][^\n]*?[’'](?!\w)")
_AROUND = re.compile(rf"[\s.,;:!?…\"{DOUBLE_MARKS}{SINGLE_MARKS}]+")
_COMMON = word_list("stop_words") | word_list("edit_pronouns")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked as said: where, by whom and with which words; ``speaker`` is a name that is given."""

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    confidence: float = 1.0


def imported_draft(
    annotator: str, text: str, marked: Iterable[Marked], data: bytes, **said: Any
) -> ArticleDraft:
    """A draft with the quotations that were marked in its text.

    Raises:
        ReadError: if it has no text.

    """
    if not text.strip():
        raise ReadError("no text in the document")
    filled = [one for one in marked if any(span.text(text).strip() for span in one.content)]
    return ArticleDraft(
        text=text,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        reader=annotator,
        reader_version="1",
        quotations=tuple(_quotations(text, said.get("title"), filled)),
        annotator=annotator,
        **said,
    )


def each_record(file: BinaryIO, draft: Callable[[Any, str], ArticleDraft]) -> Documents:
    """What ``draft`` makes of each record of a file and its number; those that it cannot read say why."""
    number = 0
    try:
        for record in records(file):
            number += 1
            try:
                if isinstance(record, ReadError):
                    raise record
                yield draft(record, str(number))
            except ReadError as error:
                yield Unreadable(str(error), str(number))
    except ReadError as error:
        yield Unreadable(str(error))


def _quotations(text: str, title: str | None, marked: Sequence[Marked]) -> Iterable[Quotation]:
    sources = [one.source for one in marked if one.source]
    named = name_speakers(text, title, [span for span in sources if _is_name(text, span)], {})
    for one in marked:
        content = tuple(span for span in sorted(one.content) if span.text(text).strip())
        kind, quoted = _kind(text, content)
        agent = _given(one.speaker) if one.speaker else None
        if one.source and agent is None:
            words = one.source.text(text)
            known = named.get(words)
            agent = _as_body(known.agent) if known else _described(text, one.source)
        yield Quotation(
            kind,
            content,
            quoted,
            source=one.source,
            cue=one.cue,
            speaker=agent,
            evidence=(one.source,) if one.source and agent else (),
            confidence=one.confidence,
            rule="imported",
        )


def _kind(text: str, content: Sequence[Span]) -> tuple[Kind, tuple[Span, ...]]:
    """Whether all, some or none of the words stand in marks, and those that do."""
    quoted = tuple(
        Span(span.start + found.start(), span.start + found.end())
        for span in content
        for found in _QUOTED.finditer(span.text(text))
    )
    if not quoted:
        return Kind.INDIRECT, ()
    left = "".join(_QUOTED.sub("", span.text(text)) for span in content)
    return (Kind.DIRECT if not _AROUND.sub("", left) else Kind.MIXED), quoted


def _is_name(text: str, source: Span) -> bool:
    """Whether words name somebody: what stands before a comma ends with a capital ("the mayor" does not)."""
    words = _WORD.findall(source.text(text).partition(",")[0])
    return bool(words) and words[-1][0].isupper() and words[-1].lower() not in _COMMON


def _described(text: str, source: Span) -> Agent | None:
    """Whom words describe without a name; nobody where they are one word, as pronouns are."""
    words = " ".join(source.text(text).split())
    return Agent(words, AgentKind.ANONYMOUS) if " " in words else None


def _given(name: str) -> Agent | None:
    words = " ".join(name.split())
    return _as_body(Agent(words, AgentKind.PERSON)) if _WORD.search(words) else None


def _as_body(agent: Agent | None) -> Agent | None:
    if agent and agent.kind is AgentKind.PERSON and is_body(agent.name):
        return Agent(agent.name, AgentKind.ORGANISATION, role=agent.role)
    return agent
