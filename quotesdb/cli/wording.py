"""How people, articles and dates are worded in tables and on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotesdb.cli.output import Column, Row, listing, table
from quotesdb.present.wording import UNATTRIBUTED, printed, reports

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import FoldedQuote
    from quotesdb.values import Citation, HeldRole


QUOTE_COLUMNS = (
    Column(("Quote", "Printed")),
    Column(("Speaker", "Publisher"), share=2),
    Column(("Words",), share=5),
)
CHANGED_COLUMNS = (*QUOTE_COLUMNS[:2], Column(("Words", "Since then"), share=5))
FOLDED_COLUMNS = (*QUOTE_COLUMNS[:2], Column(("Words", "Reported"), share=5))


def list_quotes(citations: Sequence[Citation]) -> None:
    """Print quotations as a list; what became of them since a person judged them stands with the words."""
    listing(CHANGED_COLUMNS, list(map(_row_since, citations)))


def show_quotes(citations: Sequence[Citation]) -> None:
    """Print quotations within a page."""
    if any(citation.since for citation in citations):
        table(CHANGED_COLUMNS, list(map(_row_since, citations)))
    else:
        table(QUOTE_COLUMNS, [_row(citation) for citation in citations])


def list_folded(rows: Sequence[FoldedQuote]) -> None:
    """Print statements as a list of their fullest quotations, with how often each was reported."""
    listing(
        FOLDED_COLUMNS,
        [(*_row(row.citation)[:2], (row.citation.text, _reported(row))) for row in rows],
    )


def _reported(row: FoldedQuote) -> str:
    return "; ".join(part for part in (reports(row.statement), _since(row.citation)) if part)


def _since(citation: Citation) -> str:
    return citation.since.label() if citation.since else ""


def _row_since(citation: Citation) -> Row:
    return (*_row(citation)[:2], (citation.text, _since(citation)))


def _row(citation: Citation) -> Row:
    article = citation.article
    speaker = citation.speaker.name if citation.speaker else UNATTRIBUTED
    return (citation.id, printed(article)), (speaker, article.publisher or ""), (citation.text,)


def held_from_to(role: HeldRole) -> str:
    """When a role was held, as far as is known.

    >>> from quotesdb.values import HeldRole
    >>> held_from_to(HeldRole("Mayor", since="2001-05")), held_from_to(HeldRole("Mayor"))
    ('2001-05 to ...', '')
    """
    return f"{role.since or '...'} to {role.until or '...'}" if role.since or role.until else ""
