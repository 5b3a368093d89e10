"""The report of an audit: one page of HTML that needs nothing else, to read, print and pass on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.check.diff import diff
from quotesdb.present.text import is_address, safe
from quotesdb.present.verdicts import Tone, flagged, meaning, not_checked, searched, titled, tone
from quotesdb.present.wording import UNTITLED, described, placed
from quotesdb.text.segments import paragraphs
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from jinja2 import Template

    from quotesdb.check.diff import Part
    from quotesdb.services.checking.audit import Audited, Draft
    from quotesdb.services.checking.check import Checked, Match

SHOWN = 2
"""Passages shown beside a quotation."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A quotation on the page, by its name there and its number in the draft."""

    name: str
    number: int
    tone: Tone
    checked: Checked


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the draft; with a card it is a quotation."""

    text: str
    card: _Card | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    pieces: tuple[_Piece, ...]
    cards: tuple[_Card, ...]


def page(drafts: Sequence[Draft]) -> str:
    """The whole page, drafts one below the other."""
    return _template().render(drafts=drafts, meaning=meaning, untitled=UNTITLED, most=SHOWN)


@cache
def _template() -> Template:
    """The template; jinja2 is loaded only when a report is written."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, trim_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    # Nothing that was printed is markup (autoescape), and nothing turns its direction round (safe).
    made.filters |= {"shown": safe, "titled": titled, "flagged": flagged, "described": described}
    made.filters |= {"placed": placed, "summed_up": summed_up, "paragraphs": laid_out}
    made.filters |= {"searched": _searched, "parts": differing, "address": address}
    file = Path(__file__).parent / "templates" / "audit.html"
    return made.from_string(file.read_text(encoding="utf-8"))


def summed_up(one: Draft) -> str:
    """How many quotations of a draft have which verdict, and what was not checked."""
    counts = Counter(audited.checked.verdict for audited in one.audited)
    said = ", ".join(f"{counts[verdict]} {titled(verdict)}" for verdict in ClaimVerdict if counts[verdict])
    beside = "".join(f"; {each}" for each in not_checked([one]))
    return f"{said or 'no quotation in marks'}{beside}"


def laid_out(one: Draft, number: int) -> Iterator[_Paragraph]:
    """The paragraphs of a draft, each with the quotations that begin in it."""
    cards = [(_card(audited, number, place), audited) for place, audited in enumerate(one.audited, 1)]
    for paragraph in paragraphs(one.draft.text):
        start, end = paragraph.start, paragraph.end
        here = [(card, audited) for card, audited in cards if start <= audited.passage.span.start < end]
        pieces = tuple(_pieces(one.draft.text, start, end, here))
        yield _Paragraph(pieces, tuple(card for card, _ in here))


def _card(audited: Audited, draft: int, place: int) -> _Card:
    return _Card(f"d{draft}q{place}", place, tone(audited.checked.verdict), audited.checked)


def _pieces(text: str, start: int, end: int, here: Sequence[tuple[_Card, Audited]]) -> Iterator[_Piece]:
    """A paragraph with its quotations apart; one that goes on in the next paragraph ends here."""
    at = start
    for card, audited in here:
        span = audited.passage.span
        if span.start < at:
            continue
        stop = min(span.end, end)
        yield _Piece(text[at : span.start])
        yield _Piece(text[span.start : stop], card)
        at = stop
    yield _Piece(text[at:end])


def differing(match: Match, checked: Checked) -> Sequence[Part]:
    """What differs between the claim and a passage; nothing where they are not held against each other."""
    if checked.verdict is ClaimVerdict.NOT_FOUND or not any(edit.counted for edit in match.edits):
        return ()
    return list(diff(checked.claim.text, match.edits))


def _searched(checked: Checked) -> str:
    return searched(checked.coverage, checked.claim)


def address(match: Match) -> str | None:
    """The address of a passage if a browser may follow it."""
    return match.link if match.link and is_address(match.link) else None
