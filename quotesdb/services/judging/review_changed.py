"""Judged quotations whose words or speaker the article has changed since: to be looked at again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import ArticleVersion, ExtractionRun, Review
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import RunStatus, Status
from quotesdb.services.errors import BadRequest
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup.drift import standings
from quotesdb.services.lookup.filters import Selection, select_quotes
from quotesdb.services.lookup.quotes import effective_quote, page
from quotesdb.services.store import ids
from quotesdb.services.store.embargoes import refuse_embargoed
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page
from quotesdb.values import REPORTED, Alteration, Citation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.services.lookup.results import QuoteDetail


def find_changed(session: Session, where: QuoteFilter) -> Page[Citation]:
    """The judged quotations that fit and that say something else in the article now, and how many there are.

    Rejected ones are among them: what took their place may be a quotation. One that somebody judged after
    the newest version had been read is not: they have seen it. Of one whose time has not come yet, by a wrong
    clock, nobody knows that, so it is shown.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the filter names nobody, several, or no date.
    """
    rows = current_quotes()
    shown = (Shown.ALWAYS, Shown.WITH_ALL, Shown.REJECTED)
    selected = select_quotes(session, rows, shown, where)
    reported = () if where.all else (rows.c.cue_class.in_(REPORTED),)
    judged, newer = aliased(ArticleVersion), aliased(ArticleVersion)
    read_since = exists(
        select(ExtractionRun.id)
        .join(newer, newer.id == ExtractionRun.version_id)
        .where(
            newer.article_id == rows.c.article_id,
            newer.number > judged.number,
            ExtractionRun.status == RunStatus.COMPLETE,
            or_(ExtractionRun.started_at > Review.decided_at, Review.decided_at > datetime.now(UTC)),
        )
    )
    judgements = session.execute(
        select(rows.c.review_id, rows.c.quote_id)
        .join(Review, Review.id == rows.c.review_id)
        .join(judged, judged.id == rows.c.version_id)
        .where(
            rows.c.status.in_((Status.HUMAN, Status.REJECTED)),
            read_since,
            *selected.where,
            *reported,
        )
    ).all()
    standing = standings(session, [row.review_id for row in judgements])
    changed = {
        review_id
        for review_id, one in standing.items()
        if one.since is not None and {*one.since.what} != {Alteration.CORRECTION_NOTICE}
    }
    wanted = [row.quote_id for row in judgements if row.review_id in changed]
    return page(session, Selection(rows, (rows.c.quote_id.in_(wanted),)), where.limit)


def renew_review(
    session: Session, quote_id: str, reviewer: str, *, note: str | None = None, embargoed: bool = False
) -> QuoteDetail:
    """Accept a judged quotation as the article has it now; the earlier judgement goes into the history.

    Whom a person had set right as the speaker stays, unless the article now has another.

    Raises:
        UnknownId, AmbiguousId: if no single quote is meant.
        BadRequest: if nobody has judged it, if the article is as it was, or has nothing in its place.
        Removed, Embargoed: if it is not shown; with ``embargoed`` it is before its time.
    """
    quote = ids.find_quote(session, quote_id)
    refuse_embargoed(quote.article, embargoed=embargoed)
    held = effective_quote(session, quote)
    standing = held.standing
    if standing is None or standing.since is None:
        raise BadRequest(f"{quote.public_id} was not changed since it was judged")
    if standing.attribution is None:
        raise BadRequest(f"the article has no quotation in place of {quote.public_id} any more")
    retract_review(session, quote.public_id, reviewer, embargoed=embargoed)
    printed = standing.attribution.appearance
    said_by = held.citation.speaker
    is_set_right = (
        held.status is Status.HUMAN
        and said_by is not None
        and Alteration.OTHER_SPEAKER not in standing.since.what
        and (printed is None or printed.name != said_by.name)
    )
    if said_by is None or not is_set_right:
        return review_quote(session, quote.public_id, reviewer, accept=True, note=note, embargoed=embargoed)
    # By the id: nothing else names somebody once the review that named them is taken back.
    whom = held.citation.speaker_id or said_by.name
    return review_quote(session, quote.public_id, reviewer, speaker=whom, note=note, embargoed=embargoed)
