"""Looking up articles: the list, and one with its quotations in place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    String,
    and_,
    cast,
    false,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from quotesdb.db import search
from quotesdb.db.models import Appearance, Article, ArticleVersion
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.queries import current_versions
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity.erased_names import names_asked_for, prints, surnames_asked_for
from quotesdb.services.ledger.acts import of_article
from quotesdb.services.lookup.citations import cite
from quotesdb.services.lookup.current_span import current_version, placed
from quotesdb.services.lookup.history import corrections
from quotesdb.services.lookup.pages import Order, counted, cut_parts
from quotesdb.services.lookup.results import ArticleDetail, ArticleRow
from quotesdb.services.lookup.words import SURELY, few_of
from quotesdb.services.store import ids
from quotesdb.services.store.articles import reference, references, refuse_removed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.embargoes import open_articles, refuse_embargoed
from quotesdb.services.store.erased import is_erased, tombstones
from quotesdb.services.store.masked_articles import named_in, shown_texts, shown_title
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.services.store.rows import table_of
from quotesdb.text.folding import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session


_COLUMNS = (Article.id, Article.public_id, Article.published_on)
_ASKED = 100
"""How many articles are asked, to be counted, whether they hold words that are frequent."""

_LISTED = 3_000
"""Articles up to which those that hold words are asked for by their numbers."""

_ORDER = Order("articles", (cast(Article.published_on, String), Article.__table__.c.public_id))


def list_articles(
    session: Session,
    query: str | None = None,
    *,
    limit: int | None = None,
    after: str | None = None,
    embargoed: bool = False,
) -> Page[ArticleRow]:
    """The articles, newest printed date first; removed ones, and those under embargo, are left out.

    ``query``: part of the title, or words (phrases in double marks) of the current text. Of words that many
    articles hold no more than the first articles are asked, to count them. ``after`` is the cursor of a page:
    what follows it.

    Raises:
        BadRequest: if ``after`` is no place in the list.
    """
    frequent = query is not None and _is_frequent(session, query)
    meant = select(*_COLUMNS).where(*open_articles(session, embargoed=embargoed))
    if query is not None:
        holds = _holds(session, query) if frequent else _is_listed(session, query)
        meant = meant.where(holds, *_openly(session, query))
    cut = cut_parts(session, _following(meant, after), _cursor, limit)
    total, at_least = len(cut.rows), False
    if cut.next is not None or after is not None:
        total, at_least = _total(session, meant, frequent=frequent)
        total = max(total, len(cut.rows))
    ids_ = [row.id for row in cut.rows]
    named, quotes, versions = references(session, ids_), _quotes(session, ids_), _versions(session, ids_)
    listed = (ArticleRow(named[id_], quotes.get(id_, 0), versions.get(id_, 0)) for id_ in ids_)
    return Page(total, tuple(listed), at_least, cut.next)


def _total(session: Session, meant: Select[*tuple[Any, ...]], *, frequent: bool) -> tuple[int, bool]:
    """How many articles are meant; of those that hold frequent words, how many of the newest."""
    fitting = meant.with_only_columns(Article.id).where(Article.removed_at.is_(None))
    if not frequent:
        return counted(session, fitting)
    newest = select(Article.id).where(Article.removed_why.is_(None), Article.published_on.is_not(None))
    first = newest.order_by(Article.published_on.desc(), Article.public_id).limit(_ASKED).subquery()
    asked = fitting.join(first, first.c.id == Article.id).subquery()
    return session.scalar(select(func.count()).select_from(asked)) or 0, True


def _is_frequent(session: Session, query: str) -> bool:
    """Whether so many texts hold the words that articles are asked for them in the order of the list."""
    few = few_of(session, session.scalar(select(func.max(ArticleVersion.id))) or 0)
    engine, connection, words = search.of(session), session.connection(), fold(query)
    if engine.expected_versions(connection, words) > SURELY * few:
        return True
    return engine.how_many_versions(connection, words, few + 1) > few


def _holds(session: Session, query: str) -> ColumnElement[bool]:
    """The condition that an article has this in its title, or these words in its current text.

    Each article is asked for it by itself: between its number and its number, since of what is equal to it
    PostgreSQL would look up all texts there are.
    """
    version, newer = (table_of(ArticleVersion).alias().c for _ in range(2))
    is_newer = select(newer.id).where(newer.article_id == version.article_id, newer.number > version.number)
    text = select(version.id).where(
        version.article_id.between(Article.id, Article.id),
        ~is_newer.exists(),
        search.of(session).version_holds(version.id, fold(query)),
    )
    return or_(search.part_of(Article.title, query), text.exists())


def _is_listed(session: Session, query: str) -> ColumnElement[bool]:
    """The same, where few do: they are looked up once, for the page and for how many there are."""
    holding = _holding(session, query)
    listed = session.scalars(holding.limit(_LISTED + 1)).all()
    return Article.id.in_(listed if len(listed) <= _LISTED else holding)


def _holding(session: Session, query: str) -> CompoundSelect[int]:
    """Select the articles that have this in their title, or these words in their current text.

    Of each kind by itself, so that the index of the words is asked once and not for every article; which
    PostgreSQL, too, is to do first.
    """
    found = search.of(session).match_articles(fold(query)).cte("found")
    found = found.prefix_with("MATERIALIZED", dialect="postgresql")
    newer = aliased(ArticleVersion)
    is_newer = and_(newer.article_id == ArticleVersion.article_id, newer.number > ArticleVersion.number)
    texts = (
        select(ArticleVersion.article_id)
        .join(found, found.c.rowid == ArticleVersion.id)
        .outerjoin(newer, is_newer)
        .where(newer.id.is_(None))
    )
    return union(search.of(session).match_titles(query), texts)


def _openly(session: Session, query: str) -> Iterator[ColumnElement[bool]]:
    """Conditions that leave out articles that have what is looked for only where somebody is erased."""
    if not (known := tombstones(session)):
        return
    if known.names_in(query):
        yield false()
    if names := surnames_asked_for(session, query):
        found = search.of(session).match_articles(fold(query)).cte("named")
        printing = current_versions().join(found, found.c.rowid == ArticleVersion.id)
        printing = printing.where(prints(ArticleVersion.text, names))
        yield ~prints(func.coalesce(Article.title, ""), names)
        yield Article.id.not_in(printing.with_only_columns(ArticleVersion.article_id))
    meant = [ArticleVersion.article_id.in_(select(Appearance.article_id).where(is_erased()))]
    if full := names_asked_for(session, query):
        holding = search.of(session).match_articles(fold(query)).cte("mentioned")
        mentioned = select(ArticleVersion.id).join(holding, holding.c.rowid == ArticleVersion.id)
        meant.append(ArticleVersion.id.in_(mentioned.where(prints(ArticleVersion.text, full))))
    current = current_versions().where(or_(*meant)).subquery()
    named = session.execute(
        select(current.c.article_id, current.c.id, Article.title).join(
            Article, Article.id == current.c.article_id
        )
    ).all()
    texts, wanted = shown_texts(session, [row.id for row in named]), set(words(query))
    printed = named_in(session, [row.article_id for row in named])
    titles = {row.id: shown_title(row.title, known, printed[row.article_id]) or "" for row in named}
    without = [
        row.article_id for row in named if not wanted <= {*words(texts[row.id]), *words(titles[row.id])}
    ]
    yield Article.id.not_in(without)


def _following(meant: Select[*tuple[Any, ...]], after: str | None) -> list[Select[Any]]:
    """What follows a cursor, in questions of which each is one stretch of the index of dates."""
    on, of_one_day = Article.published_on, Article.public_id
    # Not by when it was removed: that has an index, which nearly all have the same place in.
    meant = meant.where(Article.removed_why.is_(None))
    dated = meant.where(on.is_not(None)).order_by(on.desc(), of_one_day)
    undated = meant.where(on.is_(None)).order_by(of_one_day)
    if after is None:
        return [dated, undated]
    day, public_id = _ORDER.values_of(after)
    behind = of_one_day > public_id
    if not day:
        return [undated.where(behind)]
    try:
        printed = date.fromisoformat(day)
    except ValueError as error:
        raise BadRequest(f"not a place in this list: {after!r}") from error
    return [dated.where(on == printed, behind), dated.where(on < printed), undated]


def _cursor(last: Row[Any]) -> str:
    return _ORDER.cursor([last.published_on.isoformat() if last.published_on else "", last.public_id])


def article_detail(session: Session, article_id: str, *, embargoed: bool = False) -> ArticleDetail:
    """An article's current text with the quotations that look-ups show, in text order.

    A quotation that a person judged in an older version is placed where its words stand now; one whose words
    are gone stands apart.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if no single article is meant.
        Removed, Embargoed: if it was removed, or is not to be shown yet.
    """
    article = ids.find_article(session, article_id)
    refuse_removed(article)
    refuse_embargoed(article, embargoed=embargoed)
    version = current_version(session, article.id)
    text, current = shown_texts(session, [version.id])[version.id], current_quotes()
    rows = session.execute(
        select(current)
        .where(
            current.c.article_id == article.id,
            current.c.shown.in_((Shown.ALWAYS.value, Shown.EMBARGOED.value)),
        )
        .order_by(current.c.start_char, current.c.quote_id)
    ).all()
    held = cite(session, rows)
    shown = [found for cited in held if (found := placed(cited))]
    there = {found.citation.id for found in shown}
    return ArticleDetail(
        article=reference(article),
        text=text,
        version=version.number,
        retrieved_at=version.retrieved_at,
        reader=version.reader,
        section=article.section,
        corrections=corrections(version, text),
        quotes=tuple(sorted((found.citation for found in shown), key=lambda c: (c.content[0], c.id))),
        changed=tuple(sorted(found.citation.id for found in shown if found.changed)),
        vanished=tuple(cited.citation for cited in held if cited.citation.id not in there),
        set_right=tuple(entry for entry in of_article(session, article.id) if entry.retracted_at is None),
    )


def _quotes(session: Session, article_ids: Sequence[int]) -> dict[int, int]:
    row = current_quotes().c
    return {
        found[0]: found[1]
        for part in chunks(article_ids)
        for found in session.execute(
            select(row.article_id, func.count())
            .where(row.article_id.in_(part), row.shown == Shown.ALWAYS.value)
            .group_by(row.article_id)
        ).all()
    }


def _versions(session: Session, article_ids: Sequence[int]) -> dict[int, int]:
    return {
        row[0]: row[1]
        for part in chunks(article_ids)
        for row in session.execute(
            select(ArticleVersion.article_id, func.count())
            .where(ArticleVersion.article_id.in_(part))
            .group_by(ArticleVersion.article_id)
        ).all()
    }
