"""Judging a quote by hand: append-only, and kept over every re-extraction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, ArticleVersion, DecisionSpan, Quote, Review
from quotesdb.db.types import SpanRole, Verdict
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import clustering
from quotesdb.services.judging.review_speaker import appearance_of
from quotesdb.services.ledger.acts import Act
from quotesdb.services.ledger.review_history import before
from quotesdb.services.lookup.citations import Cited
from quotesdb.services.lookup.quotes import effective_quote, quote_detail
from quotesdb.services.statements import grouping
from quotesdb.services.store import ids
from quotesdb.services.store.embargoes import refuse_embargoed
from quotesdb.services.store.spans import marks, span_rows
from quotesdb.values import Agent, AgentKind, Citation, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.results import QuoteDetail


def review_quote(
    session: Session,
    quote_id: str,
    reviewer: str,
    *,
    accept: bool = False,
    reject: bool = False,
    unsure: bool = False,
    speaker: str | None = None,
    speaker_kind: AgentKind | None = None,
    words: Sequence[str] = (),
    kind: Kind | None = None,
    note: str | None = None,
    new: bool = False,
    embargoed: bool = False,
) -> QuoteDetail:
    """Record what a person decided: accept what is shown, reject it, amend it, or say that it cannot be told.

    The values that hold now (speaker, kind, spans) are frozen, so that no later extraction changes them; an
    earlier judgement is retracted and stays in the history. A note alone goes with the judgement there is.
    ``speaker`` is a name in the article, any other name, or a speaker's id: the quote is that speaker's then,
    also where another one bears the same name. A name that nobody has is taken only if it is ``new``;
    ``speaker_kind`` says what it names, where that is not known: a person by default. The evidence for
    somebody else is no evidence for the speaker who is named: it is left out. ``words`` are those of the
    article that are quoted, as ``wordings.find_words`` takes them, and give the kind where ``kind`` does not.
    Whoever is ``unsure`` freezes nothing. ``embargoed`` judges what is not to be shown yet, too.

    Raises:
        UnknownId, AmbiguousId: if no single quote is meant.
        UnknownName, AmbiguousName: if the name fits nobody who is known, or several.
        BadRequest: if nothing, or two contrary things, are decided, or by nobody; or if the article does not
            have the words.
        Removed, Embargoed: if it is not shown; with ``embargoed`` it is before its time.
    """
    amended = speaker is not None or bool(words) or kind is not None
    chosen = _chosen(accept=accept, reject=reject, unsure=unsure, amended=amended)
    _check(reviewer, speaker, chosen, note)
    quote = ids.find_quote(session, quote_id)
    refuse_embargoed(quote.article, embargoed=embargoed)
    rows = _reviews(session, quote)
    live = _live(rows)
    held = effective_quote(session, quote)
    review = Review(
        quote_id=quote.id,
        version_id=held.version_id,
        verdict=chosen or _verdict(live),
    )
    act = Act.on_quote(quote, rows, reviewer.strip(), note)
    decided: tuple[int, ...] = ()
    if review.verdict is not Verdict.UNSURE:
        _freeze(review, _reworded(session, held, words, kind) if words or kind else held.citation)
        if speaker is None:
            _name(review, held.appearance_id, held.citation.speaker)
        else:
            found, decided = appearance_of(session, held, speaker, speaker_kind, reviewer.strip(), new=new)
            _rename(review, held.appearance_id, found)
    act.retract(session, [live] if live else [])
    act.write(session, [review])
    moved = clustering.refresh_article(session, quote.article_id) | clustering.refresh(session, decided, [])
    grouping.refresh(session, [quote.id], moved)
    return quote_detail(session, quote.public_id, embargoed=embargoed)


def retract_review(
    session: Session, quote_id: str, reviewer: str | None = None, *, embargoed: bool = False
) -> QuoteDetail:
    """Take the live judgement of a quote back: what it took the place of holds again.

    That is an earlier judgement that nobody has taken back, else what the extractor found.

    Raises:
        UnknownId, AmbiguousId: if no single quote is meant.
        BadRequest: if nobody has judged it.
        Removed, Embargoed: if it is not shown; with ``embargoed`` it is before its time.
    """
    quote = ids.find_quote(session, quote_id)
    refuse_embargoed(quote.article, embargoed=embargoed)
    rows = _reviews(session, quote)
    live = _live(rows)
    if live is None:
        raise BadRequest(f"{quote.public_id} has no review to retract")
    act = Act.on_quote(quote, rows, reviewer, None)
    act.retract(session, [live])
    earlier = before(rows, live)
    act.write(session, [earlier.again()] if earlier else [])
    grouping.refresh(session, [quote.id], clustering.refresh_article(session, quote.article_id))
    return quote_detail(session, quote.public_id, embargoed=embargoed)


def _chosen(*, accept: bool, reject: bool, unsure: bool, amended: bool) -> Verdict | None:
    """What is decided, if anything; to accept and to amend is to amend."""
    if sum([accept or amended, reject, unsure]) > 1:
        raise BadRequest("decide one thing: a quote is kept, rejected or left open")
    if amended:
        return Verdict.CORRECTED
    decided = {Verdict.ACCEPTED: accept, Verdict.REJECTED: reject, Verdict.UNSURE: unsure}
    return next((verdict for verdict, meant in decided.items() if meant), None)


def _check(reviewer: str, speaker: str | None, chosen: Verdict | None, note: str | None) -> None:
    if not reviewer.strip():
        raise BadRequest("say who the reviewer is")
    if speaker is not None and not name_key(speaker):
        raise BadRequest("the speaker needs a name")
    if chosen is None and note is None:
        raise BadRequest("nothing is decided: accept, reject or amend it, or be unsure")


def _reviews(session: Session, quote: Quote) -> Sequence[Review]:
    return session.scalars(select(Review).where(Review.quote_id == quote.id).order_by(Review.id)).all()


def _live(rows: Sequence[Review]) -> Review | None:
    return next((row for row in rows if row.retracted_at is None), None)


def _verdict(live: Review | None) -> Verdict:
    if live is None:
        raise BadRequest("a note goes with a judgement: accept, reject or amend it, or be unsure")
    return live.verdict


def _reworded(session: Session, held: Cited, words: Sequence[str], kind: Kind | None) -> Citation:
    # Here: what reads marks is needed for nothing else, and takes a while to load.
    from quotesdb.services.judging.review_words import Words, find_words, of_kind

    text = session.scalars(select(ArticleVersion.text).where(ArticleVersion.id == held.version_id)).one()
    was = held.citation
    said = Words(was.content, was.kind, was.quoted, was.source, was.cue)
    if words:
        said = find_words(text, words, said)
    if kind is not None:
        said = of_kind(text, said, kind)
    return replace(
        was, content=said.content, kind=said.kind, quoted=said.quoted, source=said.source, cue=said.cue
    )


def _freeze(review: Review, citation: Citation) -> None:
    review.kind, review.cue_class = citation.kind, citation.cue_class
    review.spans = [DecisionSpan(**row) for row in span_rows(marks(citation))]


def _name(review: Review, appearance_id: int | None, agent: Agent | None) -> None:
    if agent is None:
        return
    review.appearance_id = appearance_id
    review.appearance_name, review.appearance_kind = agent.name, agent.kind
    review.role, review.organisation_name = agent.role, agent.organisation


def _rename(review: Review, held_id: int | None, found: Appearance) -> None:
    if found.id != held_id:
        review.spans = [span for span in review.spans if span.role is not SpanRole.EVIDENCE]
    body = found.organisation.name if found.organisation else None
    _name(review, found.id, Agent(found.name, found.kind, body, found.role))
