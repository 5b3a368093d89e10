"""Speech that comes in parts, each with its speaker: a text with labels, and each turn as a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from quotesdb.names.given import given_names
from quotesdb.names.labels import is_generic
from quotesdb.readers.blocks import BODY, Block, draft
from quotesdb.readers.speaker_names import name_speakers
from quotesdb.readers.spoken import NAME, VERSION, turn_quotation
from quotesdb.text.folding import fold
from quotesdb.text.turns import Label, Turn
from quotesdb.values import ArticleDraft, Kind, Quotation, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_FILED = re.compile(
    r"(?P<surname>(?:[^\W\d_][\w'’-]* ){0,2}[^\W\d_][\w'’-]*), "
    r"(?P<given>[^\W\d_][\w'’-]*(?: [^\W\d_][\w.'’-]*)?)(?P<note> \([^()]+\))?"
)
UNKNOWN = "Unknown Speaker"
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph and who says it; without a speaker it is no speech: a heading, a note of the record."""

    text: str
    speaker: str | None = None
    kind: str = BODY


def spoken_draft(
    parts: Iterable[Said],
    reader: str,
    data: bytes,
    *,
    printed: bool = True,
    given: Mapping[str, str] = _NO_NAMES,
    **said: Any,
) -> ArticleDraft:
    """An article of parts that follow each other, neighbours of one speaker being one turn.

    ``printed`` says that the names of speakers are words of the text, as in records; what a recording's
    data say beside the words is known of each turn and is no part of the text. ``given`` are labels with
    their full names.

    Raises:
        ReadError: if there are no words in it.

    """
    levelled = [
        replace(part, text=" ".join(part.text.split()), speaker=_label(part.speaker)) for part in parts
    ]
    filled = [part for part in levelled if part.text]
    speakers = {part.speaker for part in filled if part.speaker}
    if len(speakers) == 1 and is_generic(speakers.copy().pop()):
        filled = [replace(part, speaker=None) for part in filled]
    turns = [(name, list(group)) for name, group in groupby(filled, key=lambda part: part.speaker)]
    blocks = [block for name, group in turns for block in _blocks(name if printed else None, group)]
    made = draft(blocks, reader, data, **said)
    found = _quotations(made, turns) if printed else _unlabelled(made, turns, given)
    return replace(made, quotations=tuple(found))


def as_talk(draft: ArticleDraft, parts: Iterable[Said], given: Mapping[str, str] = _NO_NAMES) -> ArticleDraft:
    """The draft with what was found to be said in it in place of its text, without labels and times."""
    made = spoken_draft(parts, NAME, b"", printed=False, given=given, title=draft.title)
    return replace(
        draft,
        text=made.text,
        zones=made.zones,
        quotations=made.quotations,
        reader=NAME,
        reader_version=VERSION,
    )


def _label(speaker: str | None) -> str | None:
    name = in_order(" ".join((speaker or "").replace(":", " ").split()))
    is_sign = name.isdigit() or (len(name) == 1 and name.isalpha())
    return f"Speaker {name}" if is_sign else name or None


def in_order(name: str) -> str:
    """A name whose surname stood first as in a directory: "Sample, Ada (Guest)" is "Ada Sample (Guest)"."""
    found = _FILED.fullmatch(name)
    first, given = (fold(found[part].split()[0]) for part in ("surname", "given")) if found else ("", "")
    known = given in given_names() and first not in given_names()  # "Ada Sample, Paris", "Ada, Ben"
    return f"{found['given']} {found['surname']}{found['note'] or ''}" if found and known else name


def _blocks(name: str | None, group: Sequence[Said]) -> Iterable[Block]:
    for number, part in enumerate(group):
        yield Block(f"{name}: {part.text}" if name and not number else part.text, part.kind)


def _unlabelled(
    made: ArticleDraft, turns: Sequence[tuple[str | None, Sequence[Said]]], given: Mapping[str, str]
) -> Iterable[Quotation]:
    """Each turn as a quotation of whom the data name, which no words of the text do."""
    listed = "\n".join(name for name, _group in turns if name)
    lines = [Span(*found.span()) for found in _PARAGRAPH.finditer(listed)]
    named = name_speakers(listed, made.title, lines, given)
    at = 0
    for name, group in turns:
        start = made.text.find(group[0].text, at)
        if start < 0:  # words that only repeated the title
            continue
        at = start + sum(len(part.text) + 2 for part in group) - 2
        if name:
            content = tuple(Span(*found.span()) for found in _PARAGRAPH.finditer(made.text, start, at))
            yield Quotation(Kind.DIRECT, content, content, speaker=named[name].agent, rule="turn")


def _quotations(
    made: ArticleDraft, turns: Sequence[tuple[str | None, Sequence[Said]]]
) -> tuple[Quotation, ...]:
    found: list[Turn] = []
    at = 0
    for name, group in turns:
        content: list[Span] = []
        label = None
        for number, part in enumerate(group):
            start = made.text.find(part.text, at)
            if start < 0:  # a heading that only repeated the title
                continue
            if name and not number:
                label = Label(Span(at, at + len(name)), Span(at + len(name), at + len(name) + 1), start)
            content.append(Span(start, start + len(part.text)))
            at = start + len(part.text) + 2
        if label and content:
            found.append(Turn(label, tuple(content)))
    names = name_speakers(made.text, made.title, [turn.label.name for turn in found], {})
    return tuple(turn_quotation(turn, turn.content, names[turn.label.name.text(made.text)]) for turn in found)
