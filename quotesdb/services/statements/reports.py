"""How often, by whom and since when the words of a quotation were printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import select

from quotesdb.db.models import Article, Quote, Statement, StatementQuote
from quotesdb.services.statements.results import StatementSummary
from quotesdb.services.store.articles import printed_date
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_Reports: TypeAlias = "defaultdict[int, list[_Report]]"


class _Report(NamedTuple):
    """One printing of the words."""

    quote_id: str
    article: Article

    def age(self) -> tuple[bool, date, str]:
        """Earliest printed date first, undated last; the id decides between equals."""
        day = self.article.published_on
        return day is None, day or date.min, self.quote_id


def reported(session: Session, quote_ids: Collection[int]) -> dict[int, StatementSummary]:
    """What is known of the statement of each of these quotes, in a fixed number of queries.

    A quote that is in no statement (few words in marks, no named speaker, not believed) stands for itself.
    """
    statements = _statements(session, quote_ids)
    members = _members(session, {statement_id for statement_id, _head in statements.values()})
    alone = _alone(session, [quote_id for quote_id in quote_ids if quote_id not in statements])
    found = {quote_id: _summary(reports[0].quote_id, reports) for quote_id, reports in alone.items()}
    for quote_id, (statement_id, head) in statements.items():
        found[quote_id] = _summary(head, members[statement_id])
    return found


def _statements(session: Session, quote_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """The statement of each quote that has one, and the id of its head."""
    found = {}
    for part in chunks(quote_ids):
        rows = session.execute(
            select(StatementQuote.quote_id, Statement.id, Quote.public_id)
            .join(Statement, Statement.id == StatementQuote.statement_id)
            .join(Quote, Quote.id == Statement.head_quote_id)
            .where(StatementQuote.quote_id.in_(part))
        )
        found.update({quote_id: (statement_id, head) for quote_id, statement_id, head in rows})
    return found


def _members(session: Session, statement_ids: Collection[int]) -> _Reports:
    members: _Reports = defaultdict(list)
    for part in chunks(statement_ids):
        rows = session.execute(
            select(StatementQuote.statement_id, Quote.public_id, Article)
            .join(Quote, Quote.id == StatementQuote.quote_id)
            .join(Article, Article.id == Quote.article_id)
            .where(StatementQuote.statement_id.in_(part))
        )
        for statement_id, public_id, article in rows:
            members[statement_id].append(_Report(public_id, article))
    return members


def _alone(session: Session, quote_ids: Collection[int]) -> _Reports:
    alone: _Reports = defaultdict(list)
    for part in chunks(quote_ids):
        rows = session.execute(
            select(Quote.id, Quote.public_id, Article).join(Quote.article).where(Quote.id.in_(part))
        )
        for quote_id, public_id, article in rows:
            alone[quote_id].append(_Report(public_id, article))
    return alone


def _summary(head: str, reports: Iterable[_Report]) -> StatementSummary:
    in_order = sorted(reports, key=_Report.age)
    articles = {report.article.id: report.article for report in in_order}
    publishers = [article.publisher_id for article in articles.values()]
    dates = [printed for article in articles.values() if (printed := printed_date(article))]
    return StatementSummary(
        id=head,
        quotes=tuple(report.quote_id for report in in_order),
        outlets=len({*publishers} - {None}) + publishers.count(None),
        articles=len(articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )
