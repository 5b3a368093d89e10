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
from quotesdb.json_shape import plain
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
    return json.dumps(plain(citation), ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)


def _read_line(number: int, line: str) -> Citation:
    try:
        return from_json(json.loads(line))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"line {number} is not a citation: {error!r}") from error


def from_json(data: dict[str, Any]) -> Citation:
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
