"""Quotations of GDELT (GQG) and Quotebank (JSON lines): the passages of each article round its quotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.imported import Marked, each_record, imported_draft
from quotesdb.readers.loaded import begins_json, texts
from quotesdb.readers.reference import address
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source, streamed
from quotesdb.values import ArticleDraft, Span

SUFFIXES: frozenset[str] = frozenset()

PASSAGES = "only the passages round the quotations: the file does not give the whole article"
_GDELT = re.compile(r'"quotes"\s*:\s*\[\s*(?:\]|\{[^{}]{0,4000}"quote"\s*:)')
_QUOTEBANK = re.compile(r'"quotations"\s*:\s*\[\s*\{|"quoteID"\s*:')
_MARKS = re.compile(r"[\"“”„«»]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-\w+)?")


class _Passage(NamedTuple):
    before: str
    said: str
    after: str
    speaker: str | None
    confidence: float


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON is quotations with what stands before and after them."""
    text = look(head).text
    return SURE * (begins_json(head) and bool(_GDELT.search(text) or _QUOTEBANK.search(text)))


def stream(file: BinaryIO, source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give each article as far as its quotations show it."""
    return each_record(file, _named)


read = streamed(stream)


def _named(record: Any, number: str) -> ArticleDraft:
    return _draft(record, texts(record, "articleID", "quoteID") or number)


def _draft(record: Any, member: str) -> ArticleDraft:
    if not isinstance(record, dict):
        raise ReadError("a line that is no record")
    annotator = "gdelt" if isinstance(record.get("quotes"), list) else "quotebank"
    parts: list[str] = []
    marked: list[Marked] = []
    at = 0
    for one in _passages(record):
        head, said = f"{one.before} ".lstrip(), one.said if _MARKS.match(one.said) else f'"{one.said}"'
        parts.append(f"{head}{said} {one.after}".rstrip())
        content = Span(at + len(head), at + len(head) + len(said))
        marked.append(Marked((content,), speaker=one.speaker, confidence=one.confidence))
        at += len(parts[-1]) + 2
    language = texts(record, "lang", "language").lower()
    return imported_draft(
        annotator,
        "\n\n".join(parts),
        marked,
        json.dumps(record, sort_keys=True).encode(),
        member=member,
        title=texts(record, "title") or None,
        published=any_date(texts(record, "date")),
        url=next(filter(None, map(address, _addresses(record))), None),
        language=language if _LANGUAGE.fullmatch(language) else None,
        warnings=(PASSAGES,),
    )


def _addresses(record: dict[str, Any]) -> list[str]:
    listed = record.get("urls")
    more = listed if isinstance(listed, list) else []
    return [texts(record, "url"), *(one for one in more if isinstance(one, str))]


def _passages(record: dict[str, Any]) -> Iterator[_Passage]:
    listed = record.get("quotes") or record.get("quotations") or [record]
    for one in listed if isinstance(listed, list) else []:
        said = " ".join(texts(one, "quote", "quotation").split())
        if said:
            before, after = (
                " ".join(texts(one, *keys).split())
                for keys in (("pre", "leftContext"), ("post", "rightContext"))
            )
            speaker = texts(one, "localTopSpeaker", "globalTopSpeaker", "speaker")
            named = speaker if speaker.lower() not in ("", "none") else None
            yield _Passage(before, said, after, named, _confidence(one, speaker))


def _confidence(quote: dict[str, Any], speaker: str) -> float:
    """How probable the speaker is; Quotebank writes pairs of name and number, or records."""
    for key in ("localProbas", "globalProbas", "probas"):
        listed = quote.get(key)
        for one in listed if isinstance(listed, list) else []:
            pair = (
                (texts(one, "speaker"), texts(one, "proba", "probability")) if isinstance(one, dict) else one
            )
            if isinstance(pair, list | tuple) and len(pair) == 2 and pair[0] == speaker:
                try:
                    return min(max(float(pair[1]), 0.0), 1.0)
                except (TypeError, ValueError):
                    continue
    return 1.0
