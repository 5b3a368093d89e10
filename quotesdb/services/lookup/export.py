"""Exporting quotations as citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from quotesdb.cite import TOGETHER, Options, exporter, why_left_out
from quotesdb.db.models import Article, Quote
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import ServiceError
from quotesdb.services.lookup.articles import list_articles
from quotesdb.services.lookup.decisions import list_decisions
from quotesdb.services.lookup.filters import QuoteFilter, Selection
from quotesdb.services.lookup.quotes import effective_quote, iterate_quotes, page
from quotesdb.services.lookup.speaker_list import list_speakers
from quotesdb.services.store.articles import reference, refuse_removed
from quotesdb.services.store.embargoes import refuse_embargoed
from quotesdb.services.store.ids import resolve_id
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.values import ArticleRef, Citation

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article to cite, with those of the quotations asked for that stand in it."""

    article: ArticleRef
    quotations: tuple[Citation, ...] = ()


@dataclass(slots=True)
class Exported:
    """How many quotations a file has, and how many it cannot have, by reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


_PORTION = 500
"""Rows of a list that are read at a time."""


def export(
    session: Session,
    format: str,  # noqa: A002 - as in --format
    out: BinaryIO,
    *,
    ids: Sequence[str] = (),
    where: QuoteFilter | None = None,
    options: Options | None = None,
) -> Exported:
    """Write the quotations meant to ``out``, as one file of that format.

    ``ids`` are of quotes (whatever was decided of them), articles or speakers, in the order to appear;
    without any, those that fit ``where``. What is under embargo is left out unless ``where`` says otherwise.

    Raises:
        UnknownFormat: if there is no such format.
        ServiceError: if an id or the filter means nothing, or something that is not shown.
    """
    write, where = exporter(format), where or QuoteFilter(limit=None)
    done = Exported()
    if ids:
        found = chain.from_iterable([_of(session, each, embargoed=where.embargoed) for each in ids])
        once = {citation.id: citation for citation in found}.values()
        chosen = _together(once) if format in TOGETHER else once
        write(_counted(chosen, format, done), out, options or {})
        return done
    # Whoever reads the file may stop early: what is still open is closed while the session is.
    with closing(iterate_quotes(session, where)) as citations:
        write(_counted(citations, format, done), out, options or {})
    return done


def _counted(citations: Iterable[Citation], name: str, done: Exported) -> Iterator[Citation]:
    """The citations as they are, counted as they pass."""
    for citation in citations:
        why = why_left_out(name, citation)
        if why is None:
            done.written += 1
        else:
            done.left_out[why] += 1
        yield citation


def cited_articles(session: Session, ids: Sequence[str], *, embargoed: bool = False) -> list[CitedArticle]:
    """The articles meant by ids of quotations, articles or speakers, each once, in the order to appear.

    Raises:
        ServiceError: if an id means nothing, or something that is not shown.
    """
    found: dict[str, CitedArticle] = {}
    for public_id in ids:
        meant = resolve_id(session, public_id)
        if isinstance(meant, Article):
            refuse_removed(meant)
            refuse_embargoed(meant, embargoed=embargoed)
            found.setdefault(meant.public_id, CitedArticle(reference(meant)))
            continue
        for citation in _of(session, public_id, embargoed=embargoed):
            before = found.get(citation.article.id, CitedArticle(citation.article))
            found[citation.article.id] = CitedArticle(before.article, (*before.quotations, citation))
    return list(found.values())


def shown_articles(session: Session, ids: Iterable[str]) -> dict[str, ArticleRef]:
    """Those of these articles that may be shown, by id: no removed ones, and none under embargo."""
    found: dict[str, ArticleRef] = {}
    for public_id in dict.fromkeys(ids):
        with suppress(ServiceError):
            found |= {cited.article.id: cited.article for cited in cited_articles(session, [public_id])}
    return found


def _together(citations: Iterable[Citation]) -> Iterable[Citation]:
    """The quotations with those of one article one behind the other, the articles in the order to appear."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.article.id, []).append(citation)
    return chain.from_iterable(found.values())


def _all_quotations(session: Session) -> Iterable[object]:
    return iterate_quotes(session, QuoteFilter(limit=None))


def _all_articles(session: Session) -> Iterable[object]:
    return _page_by_page(lambda after: list_articles(session, limit=_PORTION, after=after))


def _all_speakers(session: Session) -> Iterable[object]:
    """Those with a name; who has none is told of in the quotations alone."""
    rows = _page_by_page(lambda after: list_speakers(session, limit=_PORTION, after=after))
    return (row for row in rows if row.id is not None)


def _all_decisions(session: Session) -> Iterable[object]:
    """What every decision wrote, once, oldest first."""
    acts = reversed(list_decisions(session, all=True).rows)
    return {change.id: change for act in acts for change in act.changes}.values()


def _page_by_page(list_from: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """All rows of a list, a page at a time, so that memory does not grow with it."""
    after: str | None = None
    while True:
        rows = list_from(after)
        yield from rows.rows
        if rows.next is None:
            return
        after = rows.next


TABLES: dict[str, Callable[[Session], Iterable[object]]] = {
    "quotations": _all_quotations,
    "articles": _all_articles,
    "speakers": _all_speakers,
    "decisions": _all_decisions,
}
"""What a whole database is as tables, by the name of the file."""


def export_table(session: Session, name: str, out: BinaryIO) -> None:
    """Write one of ``TABLES`` to ``out`` as Parquet.

    Raises:
        NotInstalled: if pyarrow is not there.
    """
    from quotesdb.cite import parquet

    parquet.write_table(parquet.TABLES[name], TABLES[name](session), out)


def _of(session: Session, public_id: str, *, embargoed: bool) -> Sequence[Citation]:
    meant = resolve_id(session, public_id)
    if isinstance(meant, Quote):
        refuse_embargoed(meant.article, embargoed=embargoed)
        return [effective_quote(session, meant).citation]
    rows = current_quotes()
    if isinstance(meant, Article):
        refuse_removed(meant)
        refuse_embargoed(meant, embargoed=embargoed)
        within: ColumnElement[bool] = rows.c.article_id == meant.id
    else:
        within = rows.c.speaker_id == meant.id
    shown = (Shown.ALWAYS.value, *([Shown.EMBARGOED.value] if embargoed else ()))
    return page(session, Selection(rows, (within, rows.c.shown.in_(shown))), None).rows
