"""Annotations of Doccano (JSON lines): texts with labelled stretches, those of quotations among them."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.imported import Marked, each_record, imported_draft
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.readers.textual import read_textual
from quotesdb.text.segments import paragraphs
from quotesdb.values import ArticleDraft, Span

SUFFIXES: frozenset[str] = frozenset()

_TEXT = re.compile(r'"(?:text|data)"\s*:\s*"')
_LABELS = re.compile(
    r'"start_offset"\s*:|"(?:labels?|spans)"\s*:\s*\[\s*(?:\]|\[\s*\d+\s*,\s*\d+\s*,\s*"'
    r'|\{[^{}]{0,1000}?"start"\s*:\s*\d+[^{}]{0,1000}?"labels?"\s*:)'
)
ROLES = {
    "content": re.compile(
        r"(?<!dis)content(?!i)|quot(?!a(?!t)|ient|\w*[ _-]?marks?\b)|utterance|\bsaid\b", re.IGNORECASE
    ),
    "source": re.compile(r"source|speaker|(?<!share)(?<!stake)holder", re.IGNORECASE),
    "cue": re.compile(r"(?<!res)cue|(?<!ad)verb|trigger", re.IGNORECASE),
}
"""What a label says that a stretch is."""

DENIED = re.compile(r"(?i:no[nt]?[\W_])|(?:No|Not|Non)[A-Z]")
"""How labels and relations begin of what is not so: "not_said_by"."""


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled stretch, and what the file calls it."""

    name: str
    role: str
    span: Span


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is texts with labelled stretches."""
    text = look(head).text
    return SURE * (begins_json(head) and bool(_TEXT.search(text) and _LABELS.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of each record, with the quotations that are labelled in it."""
    return each_record(file, _draft)


read = streamed(stream)


def _draft(record: Any, member: str) -> ArticleDraft:
    text = texts(record, "text", "data")
    if not text:
        raise ReadError("a record without text")
    meta = record.get("meta")
    about = {**(meta if isinstance(meta, dict) else {}), **record}
    labels = list(_labels(record, len(text)))
    said = {
        "member": member,
        "title": texts(about, "title", "headline") or None,
        "published": any_date(texts(about, "date", "published")),
        "url": address(texts(about, "url")),
    }
    data = json.dumps(record, sort_keys=True).encode()
    return draft_of_labels("doccano", text, labels, list(_links(record)), data, **said)


def draft_of_labels(
    annotator: str, text: str, labels: list[Label], links: list[tuple[str, str]], data: bytes, **said: Any
) -> ArticleDraft:
    """A draft with the labelled quotations; without such labels a text like any other."""
    if "\r" in text or not any(label.role == "content" for label in labels):
        plain = read_textual(text.encode("utf-8", "replace"), "plain")
        return ArticleDraft(plain.text, plain.raw_sha256, annotator, "1", zones=plain.zones, **said)
    return imported_draft(annotator, text, marked_by(text, labels, links), data, **said)


def _labels(record: Mapping[str, Any], length: int) -> Iterator[Label]:
    if record.get("answer", "accept") != "accept":
        return  # who looked at them did not agree
    keys = ("entities", "label", "labels", "spans")
    listed: Any = next((found for key in keys if (found := record.get(key))), None)
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(one, dict):
            parts = (one.get("start_offset", one.get("start")), one.get("end_offset", one.get("end")))
            start, end, name, kind = *parts, str(one.get("id", number)), _kind(one)
        elif isinstance(one, list) and len(one) == 3:
            start, end, name, kind = one[0], one[1], str(number), str(one[2])
        else:
            continue
        role = role_of(kind)
        if role and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length:
            yield Label(name, role, Span(start, end))


def _kind(label: Mapping[str, Any]) -> str:
    """What a label is called; programs that allow several list them."""
    listed = label.get("labels")
    return texts(label, "label") or (str(listed[0]) if isinstance(listed, list) and listed else "")


def role_of(label: str) -> str | None:
    """What a label makes of a stretch, where it is about quotations."""
    if DENIED.match(label):
        return None
    return next((role for role, pattern in ROLES.items() if pattern.search(label)), None)


def _links(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    listed = record.get("relations")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            yield str(one.get("from_id")), str(one.get("to_id"))


def marked_by(text: str, labels: list[Label], links: list[tuple[str, str]]) -> Iterator[Marked]:
    """The contents, with the source and cue that are linked to them, or are the one of their paragraph."""
    near: dict[str, list[Label]] = defaultdict(list)
    named = {label.name: label for label in labels}
    for one, other in links:
        if one in named and other in named:
            near[one].append(named[other])
            near[other].append(named[one])
    bounds = paragraphs(text)
    ends = [bound.end for bound in bounds]
    together: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for label in labels:
        place = bisect_right(ends, label.span.start)
        if place < len(bounds) and bounds[place].contains(label.span):
            together[place, label.role].append(label.span)
    for label in labels:
        if label.role == "content":
            place = bisect_right(ends, label.span.start)
            cue, source = (
                _only(
                    [one.span for one in near[label.name] if one.role == role]
                    if links
                    else together[place, role]
                )
                for role in ("cue", "source")
            )
            yield Marked((label.span,), cue, source)


def _only(spans: Sequence[Span]) -> Span | None:
    """The only one of some stretches: of several it is not known which one is meant."""
    return spans[0] if spans and all(one == spans[0] for one in spans) else None
