"""Annotations of WebAnno and INCEpTION (TSV): a text in tokens, with labels of quotations among others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quotesdb.readers.decode import decode
from quotesdb.readers.doccano import Label, draft_of_labels, role_of
from quotesdb.readers.errors import ReadError
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.values import ArticleDraft, Span, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_SIGN = re.compile(r"\s*(?:#FORMAT=WebAnno TSV|# ?webanno\.custom|#T_SP=|#id=\d|#Text=|#text=)")
_TOKEN = re.compile(r"\d+-\d+\t")
_SENTENCE = re.compile(r"#[Tt]ext=(.*)")
_PLACE = re.compile(r"\d+-\d+")
_NUMBER = re.compile(r"\[(\d+)\]$")
_ESCAPED = re.compile(r"\\([\[\]|_;>*\\])")


@dataclass(slots=True)
class _Text:
    """The sentences so far, and the labelled stretches, by label and number."""

    words: str = ""
    at: int = 0
    labels: dict[tuple[str, str], Span] = field(default_factory=dict)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is annotated tokens."""
    text = look(head).text
    return SURE * bool(_SIGN.match(text) and re.search(_TOKEN.pattern, text))


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text, with the quotations that are labelled in it."""
    try:
        yield _draft(decode(source.data)[0], source.data)
    except ReadError as error:
        yield Unreadable(str(error))


def _draft(content: str, data: bytes) -> ArticleDraft:
    found = _Text()
    for line in content.replace("\r\n", "\n").split("\n"):
        sentence = _SENTENCE.match(line)
        if sentence:
            found.words += ("\n" if found.words else "") + sentence[1]
        elif _TOKEN.match(line):
            _add_token(line.split("\t"), found)
    if not found.words.strip():
        raise ReadError("annotated tokens without their text")
    labels = [
        Label(str(number), role, span)
        for number, ((label, _number), span) in enumerate(found.labels.items())
        if (role := role_of(label))
    ]
    return draft_of_labels("webanno", found.words, labels, [], data)


def _add_token(cells: list[str], found: _Text) -> None:
    """Extend the stretches that a token is labelled with; tokens stand in the text in their order."""
    at = 2 if _PLACE.fullmatch(cells[1]) else 1  # the third version has the place before the word
    word = cells[at] if at < len(cells) else ""
    start = found.words.find(word, found.at) if word else -1
    if start < 0:
        return
    found.at = start + len(word)
    for cell in cells[at + 1 :]:
        for label, number in _of_cell(cell):
            key = label, number or str(start)
            before = found.labels.get(key)
            found.labels[key] = Span(before.start if before else start, found.at)


def _of_cell(cell: str) -> Iterator[tuple[str, str]]:
    for value in cell.split("|"):
        if value not in ("_", "", "*") and not value[0].isdigit():
            number = _NUMBER.search(value)
            yield _ESCAPED.sub(r"\1", _NUMBER.sub("", value)), number[1] if number else ""
