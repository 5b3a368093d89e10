"""Claims to check, drawn from a generated database: right ones, changed ones, and words that nobody said."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from benchmarks._invented import Writer, number
from quotesdb.db.models import (
    Appearance,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    ExtractionRun,
    Quote,
    Speaker,
)
from quotesdb.db.types import SpanRole

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FEWEST, MOST = 6, 25
"""Words of a piece; a marked part of fewer words is not drawn."""


class Class(StrEnum):
    """What is true of a claim."""

    EXACT = "exact"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim, and the speaker it names, if any."""

    text: str
    speaker: str | None


Printed = tuple[str, str]
"""A marked part of a quotation, without its marks, and who said it."""


def draw(session: Session, writer: Writer, count: int) -> dict[Class, list[Drawn]]:
    """So many claims of each class, each of a quotation of its own; half of them name the speaker."""
    rng, printed = writer.rng, printed_parts(session, writer.rng)
    wording: dict[Class, Callable[[str], str]] = {
        Class.EXACT: lambda said: piece(said, rng),
        Class.ALTERED: lambda said: altered(piece(said, rng), writer),
        # As long as a claim about these words would be.
        Class.ABSENT: lambda said: " ".join(writer.passage(len(piece(said, rng).split()))),
    }
    return {
        name: [
            Drawn(word(said), speaker if i % 2 else None)
            for i, (said, speaker) in enumerate(islice(printed, count))
        ]
        for name, word in wording.items()
    }


def printed_parts(session: Session, rng: random.Random) -> Iterator[Printed]:
    """Marked parts of quotations whose speaker is known, in an order of chance."""
    last = session.scalar(select(func.max(Quote.id))) or 0
    for quote_id in rng.sample(range(1, last + 1), last):
        if part := _longest_part(session, quote_id):
            yield part


def piece(said: str, rng: random.Random) -> str:
    """All of what was said, or some words of it in a row, as people quote."""
    words = said.split()
    if rng.random() < 0.5:
        return said
    length = rng.randint(FEWEST, min(MOST, len(words)))
    start = rng.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def altered(claim: str, writer: Writer) -> str:
    """The claim with one or two words replaced, one dropped, or a negation or a number put in."""
    rng, words = writer.rng, claim.split()
    place = rng.randrange(1, len(words) - 1)
    match rng.randrange(4):
        case 0:
            for where in {place, rng.randrange(len(words))}:
                words[where] = _other(words[where], writer)
        case 1:
            del words[place]
        case 2:
            words.insert(place, "not")
        case _:
            words.insert(place, number(rng))
    return " ".join(words)


def _other(word: str, writer: Writer) -> str:
    while (other := writer.word()).lower() == word.lower():
        pass
    return other


def _longest_part(session: Session, quote_id: int) -> Printed | None:
    rows = session.execute(
        select(
            func.substr(
                ArticleVersion.text,
                AttributionSpan.start_char + 1,
                AttributionSpan.end_char - AttributionSpan.start_char,
            ),
            Speaker.name,
        )
        .select_from(Attribution)
        .join(Attribution.run)
        .join(ExtractionRun.version)
        .join(Attribution.spans)
        .join(Attribution.appearance)
        .join(Appearance.speaker)
        .where(Attribution.quote_id == quote_id, AttributionSpan.role == SpanRole.QUOTED)
    ).all()
    part, speaker = max(((text, name) for text, name in rows), key=lambda row: len(row[0]), default=("", ""))
    bare = part.strip("“”,.")
    return (bare, speaker) if len(bare.split()) >= FEWEST else None
