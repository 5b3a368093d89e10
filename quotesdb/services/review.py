"""Judging a quote by hand: append-only, and kept over every re-extraction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from quotesdb.db.models import Appearance, Organisation, Quote, Review, ReviewSpan, Speaker
from quotesdb.db.types import SpanRole, Verdict
from quotesdb.services import appearances, ids, speakers, statements
from quotesdb.services.citations import marks
from quotesdb.services.errors import BadRequest, Candidate
from quotesdb.services.names import ambiguous, ends_with_name
from quotesdb.services.quote_lookup import effective_quote, quote_detail
from quotesdb.text import name_key
from quotesdb.values import Agent, AgentKind, Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from quotesdb.services.rows import QuoteDetail


def review_quote(
    session: Session,
    quote_id: str,
    reviewer: str,
    *,
    speaker: str | None = None,
    speaker_kind: AgentKind | None = None,
    accept: bool = False,
    reject: bool = False,
    note: str | None = None,
) -> QuoteDetail:
    """Record what a person decided: accept what is shown, reject it, or name the speaker.

    The values that hold now (speaker, kind, spans) are frozen, so that no later extraction changes them; an
    earlier judgement is retracted and stays in the history. A note alone goes with the judgement there is.
    ``speaker`` is a name in the article, any other name, or a speaker's id; ``speaker_kind`` says what a name
    new to the article names, where that is not known from elsewhere: a person by default. The evidence for
    somebody else is no evidence for the speaker who is named: it is left out.

    Raises:
        UnknownId, AmbiguousId: if no single quote is meant.
        AmbiguousName: if the name fits several agents of the article.
        BadRequest: if nothing, or two contrary things, are decided, or by nobody.
    """
    _check(reviewer, speaker, accept=accept, reject=reject, note=note)
    quote = ids.find_quote(session, quote_id)
    live = _live(session, quote)
    verdict = _verdict(live, speaker, accept=accept, reject=reject)
    held = effective_quote(session, quote)
    review = Review(
        quote_id=quote.id,
        version_id=held.version_id,
        verdict=verdict,
        kind=held.citation.kind,
        cue_class=held.citation.cue_class,
        note=note if note is not None or live is None else live.note,
        reviewer=reviewer.strip(),
        created_at=datetime.now(UTC),
        spans=_freeze(held.citation),
    )
    if speaker is None:
        _name(review, held.appearance_id, held.citation.speaker)
    else:
        found = _appearance(session, quote, speaker, speaker_kind)
        if found.id != held.appearance_id:
            review.spans = [span for span in review.spans if span.role is not SpanRole.EVIDENCE]
        body = found.organisation.name if found.organisation else None
        _name(review, found.id, Agent(found.name, found.kind, body, found.role))
    if live is not None:
        live.retracted_at = review.created_at
        session.flush()  # a quote has one live review at most
    session.add(review)
    session.flush()
    moved = speakers.refresh_article(session, quote.article_id)
    statements.refresh(session, [quote.id], moved)
    return quote_detail(session, quote.public_id)


def retract_review(session: Session, quote_id: str) -> QuoteDetail:
    """Take the live judgement of a quote back, so that what the extractor found holds again.

    Raises:
        UnknownId, AmbiguousId: if no single quote is meant.
        BadRequest: if nobody has judged it.
    """
    quote = ids.find_quote(session, quote_id)
    live = _live(session, quote)
    if live is None:
        raise BadRequest(f"{quote.public_id} has no review to retract")
    live.retracted_at = datetime.now(UTC)
    session.flush()
    statements.refresh(session, [quote.id])
    return quote_detail(session, quote.public_id)


def _check(reviewer: str, speaker: str | None, *, accept: bool, reject: bool, note: str | None) -> None:
    if not reviewer.strip():
        raise BadRequest("say who the reviewer is")
    if speaker is not None and not speaker.strip():
        raise BadRequest("the speaker needs a name")
    if reject and (accept or speaker is not None):
        raise BadRequest("a quote cannot be rejected and kept at the same time")
    if not (accept or reject or speaker is not None or note is not None):
        raise BadRequest("nothing is decided: accept, reject, or name the speaker")


def _live(session: Session, quote: Quote) -> Review | None:
    return session.scalars(
        select(Review).where(Review.quote_id == quote.id, Review.retracted_at.is_(None))
    ).one_or_none()


def _verdict(live: Review | None, speaker: str | None, *, accept: bool, reject: bool) -> Verdict:
    if reject:
        return Verdict.REJECTED
    if speaker is not None:
        return Verdict.CORRECTED
    if accept:
        return Verdict.ACCEPTED
    if live is None:
        raise BadRequest("a note goes with a judgement: accept, reject, or name the speaker")
    return live.verdict


def _freeze(citation: Citation) -> list[ReviewSpan]:
    return [
        ReviewSpan(role=role, position=position, start_char=span.start, end_char=span.end)
        for role, spans in marks(citation).items()
        for position, span in enumerate(spans)
    ]


def _name(review: Review, appearance_id: int | None, agent: Agent | None) -> None:
    if agent is None:
        return
    review.appearance_id = appearance_id
    review.appearance_name, review.appearance_kind = agent.name, agent.kind
    review.role, review.organisation_name = agent.role, agent.organisation


def _appearance(session: Session, quote: Quote, name: str, kind: AgentKind | None) -> Appearance:
    """The agent of the quote's article that the name means; a name that is not there gets an appearance."""
    if ids.looks_like_id(name, "s"):
        meant = ids.find_speaker_by_id(session, name)
        name, kind = meant.name, meant.kind
    in_article = select(Appearance).where(Appearance.article_id == quote.article_id)
    if kind is not None:
        in_article = in_article.where(Appearance.kind == kind)
    found = _called(name, session.scalars(in_article.order_by(Appearance.id)).all())
    if len(found) > 1:
        raise ambiguous(
            "speaker",
            name,
            (Candidate(each.public_id, each.name, each.kind.value, each.role or "") for each in found),
        )
    if found:
        return found[0]
    agent = Agent(" ".join(name.split()), kind or _known_kind(session, name))
    return appearances.get_or_create(session, quote.article, [agent])[appearances.key_of(agent)]


def _called(name: str, among: Sequence[Appearance]) -> list[Appearance]:
    wanted = name_key(name)
    exact = [each for each in among if each.name_key == wanted]
    return exact or [each for each in among if ends_with_name(each.name_key, wanted)]


def _known_kind(session: Session, name: str) -> AgentKind:
    key = name_key(name)
    known = session.scalars(select(Speaker.kind).where(Speaker.name_key == key).order_by(Speaker.id)).first()
    if known is not None:
        return known
    is_body = session.scalar(select(exists().where(Organisation.name_key == key)))
    return AgentKind.ORGANISATION if is_body else AgentKind.PERSON
