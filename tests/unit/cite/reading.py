"""Citations read back from our own formats, to see that nothing was lost in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from quotesdb.cite.csv_rows import COLUMNS
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
)

_NEVER_NULL = frozenset(
    {"id", "text", "kind", "cue_class", "speaker", "decision", "decided_by", "decider", "article_id"}
    | {"published", "rule", "prefix", "suffix", "since", "alternative"}
)
_CONVERTED: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(
        (
            "byline",
            "content",
            "quoted",
            "source",
            "cue",
            "evidence",
            "evidence_text",
            "since_what",
            "same_as",
        ),
        json.loads,
    ),
    **dict.fromkeys(("published_offset_minutes", "accessed_offset_minutes", "paragraph"), int),
    "confidence": float,
}


def read_jsonl(text: str) -> list[Citation]:
    """The citations of a file of JSON lines."""
    return [_citation(json.loads(line)) for line in text.split("\n") if line]


def read_csv(text: str) -> list[Citation]:
    """The citations of a table; an empty cell is read as not given where that can be."""
    return [_of_row(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def _of_row(row: dict[str, str]) -> Citation:
    data: dict[str, Any] = {"speaker": {}, "alternative": {}, "decision": {}, "since": {}}
    data["article"] = {"published": {}, "accessed": {}}
    for name, path in COLUMNS:
        inner = data
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = _CONVERTED.get(name, str)(row[name]) if row[name] or name in _NEVER_NULL else None
    for key in ("speaker", "alternative"):
        data[key] = data[key] if data[key]["kind"] else None
    for key in ("published", "accessed"):
        printed = data["article"][key]
        data["article"][key] = printed if printed["precision"] else None
    data["since"] = data["since"] if data["since"]["what"] else None
    return _citation(data)


def _citation(data: dict[str, Any]) -> Citation:
    """The citation of which ``plain`` made these values.

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
        content=_spans(data["content"]),
        quoted=_spans(data.get("quoted", [])),
        source=_read_span(data.get("source")),
        source_text=data.get("source_text"),
        cue=_read_span(data.get("cue")),
        cue_text=data.get("cue_text"),
        evidence=_spans(data.get("evidence", [])),
        evidence_text=tuple(data.get("evidence_text", [])),
        medium=data.get("medium"),
        addressee=data.get("addressee"),
        rule=data.get("rule", ""),
        prefix=data.get("prefix", ""),
        suffix=data.get("suffix", ""),
        note=data.get("note"),
        since=_read_since(data.get("since")),
        same_as=tuple(data.get("same_as", [])),
        holder=data.get("holder"),
        alternative=_read_agent(data.get("alternative")),
    )


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


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
        accessed=_read_date(data.get("accessed")),
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
