"""What a check searched: without it "not found" says nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, or_, select

from quotesdb.db.models import Article, QuoteCount, Speaker
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.db.queries import printed_on
from quotesdb.names.claimed import same_speaker, surname
from quotesdb.names.key import name_key
from quotesdb.services.store.erased import erased_speakers
from quotesdb.services.store.read_model import current_quotes, is_shown
from quotesdb.values import Agent

if TYPE_CHECKING:
    from sqlalchemy import ScalarSelect
    from sqlalchemy.orm import Session

COUNTED = 1000
"""Quotations of one speaker that are counted; beyond it is said that there are more."""

_HOLD = (Shown.ALWAYS, Shown.WITH_ALL, Shown.EMBARGOED, Shown.WITHHELD)
"""Quotations that hold; whether they may be shown yet is said by the conditions on articles."""

_SPEAKERS = 50
"""Speakers of one name that are looked at; of more, all quotations are not counted either."""

_KEPT = (
    select(QuoteCount.articles)
    .where(QuoteCount.of == CountOf.DOCUMENT, QuoteCount.key == "")
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles that a claim was compared with: how many, printed from when to when.

    ``speakers`` are the ids of stored speakers whom the claimed name fits, ``speaker_quotes`` how many
    quotations they have (``speaker_quotes_at_least``: counting stopped there); null if nobody was claimed.
    """

    documents: int
    first: str | None
    last: str | None
    speakers: tuple[str, ...] = ()
    speaker_quotes: int | None = None
    speaker_quotes_at_least: bool = False


def coverage(
    session: Session,
    speaker: str | None,
    where: Sequence[ColumnElement[bool]],
    others: Collection[str] = (),
) -> Coverage:
    """What there is to search in, under these conditions on articles.

    ``others`` are the ids of people whom the claimed name fits, but whom the words before it do not mean.
    """
    first_date, last_date = (_first_or_last_date(end, where) for end in (func.min, func.max))
    documents, first, last = session.execute(select(_documents(where), first_date, last_date)).one()
    if speaker is None:
        return Coverage(documents, first, last)
    fitting, are_more = _speakers_who_fit(session, speaker)
    meant = [one for one in fitting if one[1] not in others]
    rows = current_quotes()
    theirs = rows.c.speaker_id.in_([speaker_id for speaker_id, _ in meant])
    quotes = select(rows.c.quote_id).where(theirs, is_shown(rows, *_HOLD))
    if where:
        quotes = quotes.join(Article, Article.id == rows.c.article_id).where(*where)
    number = session.scalar(select(func.count()).select_from(quotes.limit(COUNTED).subquery())) or 0
    ids = tuple(id_ for _, id_ in meant)
    return Coverage(documents, first, last, ids, number, are_more or number == COUNTED)


def _documents(where: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    """How many articles fit; how many there are in all is kept."""
    # Each by itself, and all less those removed: so they are answered from indexes alone.
    everything = select(func.count()).select_from(Article).where(*where)
    removed = everything.where(Article.removed_at.is_not(None))
    counted = everything.scalar_subquery() - removed.scalar_subquery()
    return counted if where else func.coalesce(_KEPT, counted)


def _first_or_last_date(
    end: Callable[..., Any], where: Sequence[ColumnElement[bool]]
) -> ScalarSelect[str | None]:
    """The first or the last printed date: its day from the index, then as articles of that day have it."""
    dates = Article.published_on
    day = select(end(dates)).where(dates.is_not(None), *where)
    return select(end(printed_on())).where(dates == day.scalar_subquery(), *where).scalar_subquery()


def _speakers_who_fit(session: Session, speaker: str) -> tuple[list[tuple[int, str]], bool]:
    """The stored speakers whom a claimed name fits; by parts of names where nobody has the very name.

    Also whether there can be more than were looked at.
    """
    last = surname(speaker)
    parts = or_(
        Speaker.name_key == last,
        Speaker.name_key.endswith(f" {last}", autoescape=True),
        Speaker.name_key.startswith(f"{last} ", autoescape=True),
    )
    key = name_key(speaker)
    for condition in (Speaker.name_key == key, parts) if " " in key else (parts,):
        rows = session.execute(
            select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind)
            .where(condition, Speaker.id.not_in(erased_speakers()))
            .limit(_SPEAKERS)
        ).all()
        if meant := [row for row in rows if same_speaker(speaker, Agent(row.name, row.kind))]:
            return [(row.id, row.public_id) for row in meant], len(rows) == _SPEAKERS
    return [], False
