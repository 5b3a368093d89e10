"""Our own format: one JSON object a line with everything a citation holds, nothing lost.

Names of keys are those of ``quotesdb extract --json`` where the two overlap. Keys stand in a fixed order and
unknown ones are ignored when reading, so that later versions can add some.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.values import (
    Agent,
    AgentKind,
    Alteration,
    ArticleRef,
    Citation,
    CueClass,
    Decision,
    Kind,
    Precision,
    PrintedDate,
    Since,
    Span,
    spans,
)

# JSON allows these inside a string, but many readers take them for the end of the line.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One line per citation, in UTF-8 text without needless escapes.

    Raises:
        ValueError: if a confidence is not a finite number.
    """
    write_text(out, (f"{_line(c)}\n" for c in citations))


def read_jsonl(text: str) -> list[Citation]:
    """The citations that ``write`` wrote; blank lines are skipped.

    Raises:
        ValueError: if a line is not a citation; the message says which.
    """
    return [_read_line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _line(citation: Citation) -> str:
    return json.dumps(to_json(citation), ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)


def _read_line(number: int, line: str) -> Citation:
    try:
        return from_json(json.loads(line))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"line {number} is not a citation: {error!r}") from error


def to_json(citation: Citation) -> dict[str, Any]:
    """The citation as plain JSON values."""
    return {
        "id": citation.id,
        "text": citation.text,
        "kind": citation.kind.value,
        "cue_class": citation.cue_class.value,
        "speaker_id": citation.speaker_id,
        "speaker": _agent(citation.speaker) if citation.speaker else None,
        "decision": _decision(citation.decision),
        "article": _article(citation.article),
        "paragraph": citation.paragraph,
        "content": _pairs(citation.content),
        "quoted": _pairs(citation.quoted),
        "source": _pair(citation.source),
        "source_text": citation.source_text,
        "cue": _pair(citation.cue),
        "cue_text": citation.cue_text,
        "evidence": _pairs(citation.evidence),
        "evidence_text": list(citation.evidence_text),
        "medium": citation.medium,
        "addressee": citation.addressee,
        "rule": citation.rule,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "note": citation.note,
        "since": _since(citation.since) if citation.since else None,
    }


def _pair(of: Span | None) -> list[int] | None:
    return None if of is None else of.pair()


def _pairs(of: Iterable[Span]) -> list[list[int]]:
    return [span.pair() for span in of]


def _agent(agent: Agent) -> dict[str, Any]:
    return {
        "name": agent.name,
        "kind": agent.kind.value,
        "organisation": agent.organisation,
        "role": agent.role,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "by": decision.by,
        "name": decision.name,
        "version": decision.version,
        "confidence": decision.confidence,
        "at": decision.at.isoformat() if decision.at else None,
        "unsure": decision.unsure,
        "label": decision.label(),
    }


def _since(since: Since) -> dict[str, Any]:
    return {
        "what": [each.value for each in since.what],
        "words": since.words,
        "speaker": since.speaker,
        "label": since.label(),
    }


def _article(article: ArticleRef) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "byline": list(article.byline),
        "publisher": article.publisher,
        "published": _date(article.published) if article.published else None,
        "url": article.url,
        "archived_url": article.archived_url,
        "language": article.language,
    }


def _date(published: PrintedDate) -> dict[str, Any]:
    return {
        "printed": published.printed(),
        "precision": published.precision.value,
        "utc": published.utc.isoformat() if published.utc else None,
        "offset_minutes": published.offset_minutes,
    }


def from_json(data: dict[str, Any]) -> Citation:
    """The citation of which ``to_json`` made these values.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: if they are no citation.
    """
    return Citation(
        id=data["id"],
        text=data["text"],
        kind=Kind(data["kind"]),
        cue_class=CueClass(data["cue_class"]),
        speaker_id=data.get("speaker_id"),
        speaker=_read_agent(data.get("speaker")),
        decision=_read_decision(data["decision"]),
        article=_read_article(data["article"]),
        paragraph=data.get("paragraph"),
        content=spans(data["content"]),
        quoted=spans(data.get("quoted", [])),
        source=_read_span(data.get("source")),
        source_text=data.get("source_text"),
        cue=_read_span(data.get("cue")),
        cue_text=data.get("cue_text"),
        evidence=spans(data.get("evidence", [])),
        evidence_text=tuple(data.get("evidence_text", [])),
        medium=data.get("medium"),
        addressee=data.get("addressee"),
        rule=data.get("rule", ""),
        prefix=data.get("prefix", ""),
        suffix=data.get("suffix", ""),
        note=data.get("note"),
        since=_read_since(data.get("since")),
    )


def _read_span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def _read_agent(data: dict[str, Any] | None) -> Agent | None:
    if data is None:
        return None
    return Agent(data["name"], AgentKind(data["kind"]), data.get("organisation"), data.get("role"))


def _read_decision(data: dict[str, Any]) -> Decision:
    at = data.get("at")
    return Decision(
        data["by"],
        data["name"],
        data.get("version"),
        data.get("confidence"),
        datetime.fromisoformat(at) if at else None,
        data.get("unsure"),
    )


def _read_since(data: dict[str, Any] | None) -> Since | None:
    if data is None:
        return None
    what = tuple(map(Alteration, data["what"]))
    return Since(what, data.get("words"), data.get("speaker"))


def _read_article(data: dict[str, Any]) -> ArticleRef:
    return ArticleRef(
        id=data["id"],
        title=data.get("title"),
        byline=tuple(data.get("byline", [])),
        publisher=data.get("publisher"),
        published=_read_date(data.get("published")),
        url=data.get("url"),
        language=data.get("language"),
        archived_url=data.get("archived_url"),
    )


def _read_date(data: dict[str, Any] | None) -> PrintedDate | None:
    if data is None:
        return None
    utc = data.get("utc")
    return PrintedDate(
        day=date.fromisoformat((data["printed"] + "-01-01")[:10]),
        precision=Precision(data["precision"]),
        utc=datetime.fromisoformat(utc) if utc else None,
        offset_minutes=data.get("offset_minutes"),
    )
