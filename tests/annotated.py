"""Invented annotated articles in both formats, and predictions with mistakes of every sort."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from quotesdb.evaluate.annotation import Attribution, Document
from quotesdb.evaluate.words import Words
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.fixture_gold import canonical_text, load_gold

ANNOTATORS = ("anna", "ben", "cleo")


def write_gold(folder: Path) -> Path:
    """The project's invented articles as gold JSON with their texts."""
    (folder / "text").mkdir(parents=True)
    for name in load_gold():
        (folder / "text" / name).write_bytes(canonical_text(name).encode())
    # Every fourth is marked hard, so that this row is compared as well.
    # So is another name for an organisation.
    hard = {
        name: [
            {**record, "hard": number % 4 == 0, **other_names(record)}
            for number, record in enumerate(records)
        ]
        for name, records in load_gold().items()
    }
    (folder / "gold.json").write_text(json.dumps({"articles": hard}), encoding="utf-8")
    return folder


def other_names(record: dict[str, Any]) -> dict[str, Any]:
    return (
        {"organisation_alt": ["The Other Board", record["organisation"][:3]]}
        if record["organisation"]
        else {}
    )


def write_brat(folder: Path) -> Path:
    """The same articles as brat standoff; the first was annotated by three people, who do not agree."""
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    for number, (name, records) in enumerate(load_gold().items()):
        text = canonical_text(name)
        (folder / "text" / f"{name}.txt").write_bytes(text.encode())
        for skipped, annotator in enumerate(ANNOTATORS[: 1 if number else 3]):
            lines = "".join(brat_lines(records[skipped:]))
            (folder / "attributions" / f"{name}_{annotator}.ann").write_text(lines, encoding="utf-8")
    return folder


def brat_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Records of gold JSON as lines of brat standoff."""
    for number, record in enumerate(records):
        references = []
        for place, role in enumerate(("content", "source", "cue")):
            value = record[role] or []
            pairs = [value] if value and isinstance(value[0], int) else value
            if pairs:
                reference = f"T{3 * number + place}"
                offsets = ";".join(f"{start} {end}" for start, end in pairs)
                references.append(f"{role.capitalize()}:{reference}")
                yield f"{reference}\t{role.capitalize()} {offsets}\twords\n"
        yield f"E{number}\t{' '.join(references)}\n"


def mistaken(document: Document, seed: str) -> list[Quotation]:
    """Quotations as an extractor would find them that gets many of them wrong, always in the same way."""
    chance = random.Random(f"{seed} {document.name}")
    words = Words(document.text)
    out: list[Quotation] = []
    for attribution in document.attributions:
        if chance.random() < 0.85:
            out += _pieces(_mistaken(attribution, document, words, chance), chance)
    for _ in range(3):
        start = chance.randrange(len(document.text))
        out.append(Quotation(chance.choice(list(Kind)), (Span(start, min(start + 60, len(document.text))),)))
    return out


def _mistaken(attribution: Attribution, document: Document, words: Words, chance: random.Random) -> Quotation:
    first, *rest = attribution.content
    start = first.start + chance.choice((0, 0, 0, 5, min(40, len(first))))
    last = len(document.text)
    content = (Span(min(start, first.end), first.end), *rest)
    if chance.random() < 0.3:
        content = (*content[:-1], Span(content[-1].start, min(last, content[-1].end + chance.randrange(80))))
    other = chance.choice(document.attributions)
    source = chance.choice((attribution, attribution, attribution, other)).source
    kind = chance.choice((words.kind(words.of(content)), chance.choice(list(Kind))))
    return Quotation(
        kind=kind,
        content=content,
        source=source[0] if source and chance.random() < 0.9 else None,
        cue=attribution.cue[0] if attribution.cue else None,
        speaker=_named(attribution, other, chance),
    )


def _pieces(quotation: Quotation, chance: random.Random) -> Sequence[Quotation]:
    """The quotation, now and then in two pieces with one cue."""
    whole = quotation.content[0]
    if len(whole) < 30 or chance.random() < 0.8:
        return [quotation]
    middle = (whole.start + whole.end) // 2
    left, right = Span(whole.start, middle), Span(middle, whole.end)
    return [
        replace(quotation, content=(left,), source=None),
        replace(quotation, content=(right, *quotation.content[1:])),
    ]


def _named(attribution: Attribution, other: Attribution, chance: random.Random) -> Agent | None:
    """The right speaker, with a title, by the surname alone, somebody else, or nobody."""
    names = attribution.names or other.names
    if not names or chance.random() < 0.1:
        return None
    right = names[0]
    name = chance.choice(
        (
            right,
            right.upper(),
            f"Dr. {right}’s",
            f"former deputy chair {right}",
            right.split()[-1],
            "Ida Nobody",
        )
    )
    own, others = attribution.organisations or (None,), other.organisations or (None,)
    organisation = chance.choice((own[0], f"The {own[0]}", others[0], *own[1:2]))
    return Agent(name, AgentKind.PERSON, organisation, chance.choice((attribution.role, other.role, "chair")))
