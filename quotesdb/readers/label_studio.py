"""Annotations of Label Studio (JSON): texts with labelled stretches, those of quotations among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from quotesdb.readers.any_date import any_date
from quotesdb.readers.doccano import DENIED, Label, draft_of_labels, role_of
from quotesdb.readers.errors import ReadError
from quotesdb.readers.imported import each_record
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.values import ArticleDraft, Span

SUFFIXES: frozenset[str] = frozenset()

_ANNOTATED = re.compile(r'"(?:annotations|completions)"\s*:\s*\[')
_NAMED = re.compile(r'"from_name"\s*:')
_KINDS = ("labels", "hypertextlabels")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is tasks with what somebody labelled in them."""
    text = look(head).text
    return SURE * (begins_json(head) and bool(_ANNOTATED.search(text) and _NAMED.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of each task, with the quotations that are labelled in it."""
    return each_record(file, _draft)


read = streamed(stream)


def _draft(record: Any, member: str) -> ArticleDraft:
    data = record.get("data") if isinstance(record, dict) else None
    found = _chosen(record) if isinstance(data, dict) else []
    text = _labelled(data, found) if isinstance(data, dict) else ""
    if not text:
        raise ReadError("a task without text")
    said = {
        "member": member,
        "title": texts(data, "title", "headline") or None,
        "published": any_date(texts(data, "date", "published")),
        "url": address(texts(data, "url")),
    }
    raw = json.dumps(record, sort_keys=True).encode()
    labels = [label for one in found for label in _labels(one, text)]
    return draft_of_labels("label_studio", text, labels, list(_links(found)), raw, **said)


def _chosen(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What one person made of a task: who is called the truth, else the first who did not give up."""
    listed = record.get("annotations") or record.get("completions")
    done = [one for one in listed or [] if isinstance(one, dict) and not one.get("was_cancelled")]
    chosen = next((one for one in done if one.get("ground_truth")), next(iter(done), {}))
    results = chosen.get("result")
    return [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []


def _labelled(data: Mapping[str, Any], found: list[Mapping[str, Any]]) -> str:
    """The text of a task: that in which the labelled words stand where they are said to, else the longest."""
    whole = [one for one in data.values() if isinstance(one, str) and " " in one.strip()]
    values = [value for one in found if isinstance(value := one.get("value"), dict) and "text" in value]
    fits = (one for one in whole if values and all(_stands(one, value) for value in values))
    return next(fits, "") or max(whole, key=len, default="")


def _stands(text: str, value: Mapping[str, Any]) -> bool:
    """Whether a stretch is in a text, and has the words there that it is said to have."""
    start, end = value.get("start"), value.get("end")
    is_in = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)
    return is_in and text[start:end] == value.get("text", text[start:end])


def _labels(result: Mapping[str, Any], text: str) -> Iterator[Label]:
    value = result.get("value")
    if not isinstance(value, dict) or not _stands(text, value):
        return
    named: list[Any] = next((value[kind] for kind in _KINDS if isinstance(value.get(kind), list)), [])
    roles = [role for name in named if (role := role_of(str(name)))]
    if roles:
        yield Label(str(result.get("id")), roles[0], Span(value["start"], value["end"]))


def _links(found: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in found:
        labels = one.get("labels")
        is_denied = isinstance(labels, list) and any(DENIED.match(str(label)) for label in labels)
        if one.get("type") == "relation" and not is_denied:
            yield str(one.get("from_id")), str(one.get("to_id"))
