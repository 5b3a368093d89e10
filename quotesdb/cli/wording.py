"""How people, articles and dates are worded in tables and on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotesdb.cli.output import Column, Row, table
from quotesdb.present.wording import UNATTRIBUTED, printed, reports

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import FoldedQuote
    from quotesdb.values import Citation


QUOTE_COLUMNS = (
    Column(("Quote", "Printed")),
    Column(("Speaker", "Publisher"), share=2),
    Column(("Words",), share=5),
)
CHANGED_COLUMNS = (*QUOTE_COLUMNS[:2], Column(("Words", "Since then"), share=5))
FOLDED_COLUMNS = (*QUOTE_COLUMNS[:2], Column(("Words", "Reported"), share=5))


def list_quotes(citations: Sequence[Citation]) -> None:
    """Print quotations as a table; what became of them since a person judged them stands with the words."""
    if any(citation.since for citation in citations):
        table(CHANGED_COLUMNS, [(*_row(one)[:2], (one.text, _since(one))) for one in citations])
    else:
        table(QUOTE_COLUMNS, [_row(citation) for citation in citations])


def list_folded(rows: Sequence[FoldedQuote]) -> None:
    """Print statements as a table of their fullest quotations, with how often each was reported."""
    table(
        FOLDED_COLUMNS,
        [(*_row(row.citation)[:2], (row.citation.text, _reported(row))) for row in rows],
    )


def _reported(row: FoldedQuote) -> str:
    return "; ".join(part for part in (reports(row.statement), _since(row.citation)) if part)


def _since(citation: Citation) -> str:
    return citation.since.label() if citation.since else ""


def _row(citation: Citation) -> Row:
    article = citation.article
    speaker = citation.speaker.name if citation.speaker else UNATTRIBUTED
    return (citation.id, printed(article)), (speaker, article.publisher or ""), (citation.text,)
