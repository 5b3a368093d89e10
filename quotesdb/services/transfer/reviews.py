"""Reviews of quotes as portable decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from quotesdb.db.models import Appearance, Article, ArticleVersion, DecisionSpan, Quote, Review
from quotesdb.db.types import SpanRole, Verdict
from quotesdb.names.key import name_key
from quotesdb.services.identity import appearances, clustering
from quotesdb.services.identity.agent_key import key_of
from quotesdb.services.ledger.acts import id_on_quote
from quotesdb.services.ledger.review_history import holding, replacing
from quotesdb.services.statements import grouping
from quotesdb.services.store import ids
from quotesdb.services.store.context import joined
from quotesdb.services.transfer.acts import dump_act, give_way, read_act, take_back
from quotesdb.services.transfer.outcomes import (
    Arrival,
    ImportOutcome,
    Line,
    NotLoaded,
    conflict,
    invalid,
    missing,
)
from quotesdb.services.transfer.subjects import (
    dump_article,
    dump_selector,
    dump_span,
    find_article,
    find_version,
    instant_of,
    maybe_instant,
    maybe_text,
    member_of,
    selector_of,
    text_of,
)
from quotesdb.services.transfer.surroundings import agrees, find_alike
from quotesdb.text.anchor import describe, places
from quotesdb.text.folding import fold
from quotesdb.text.matching import Wording, match
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Selector, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Sent:
    """A line that makes sense, before anything of it is looked for."""

    quote: str
    place: Selector
    text_sha256: str
    verdict: Verdict
    kind: Kind | None
    cue_class: CueClass | None
    speaker: Agent | None
    speaker_id: str | None
    article_id: str
    spans: tuple[tuple[SpanRole, Selector], ...]
    taken_back: bool

    @property
    def named(self) -> str | None:
        """Who was said to speak."""
        return self.speaker.name if self.speaker else None


def dump(session: Session) -> Iterator[Line]:
    """Every review, in the order in which they came here, those that hold last.

    A quote has room for one of these.
    """
    rows = session.scalars(
        select(Review)
        .join(Review.quote)
        .order_by(Review.retracted_at.is_(None), Review.id)
        .options(
            joinedload(Review.quote).joinedload(Quote.article),
            joinedload(Review.version),
            joinedload(Review.appearance),
            selectinload(Review.spans),
        )
    ).all()
    of_quote = defaultdict[int, list[Review]](list)
    for review in rows:
        of_quote[review.quote_id].append(review)
    for review in rows:
        quote, agent = review.quote, _agent(review)
        replaced = replacing(of_quote[quote.id], review) is not None
        yield {
            "quote": quote.public_id,
            "article": dump_article(quote.article),
            "selector": dump_selector(_selector(quote)),
            "text_sha256": review.version.text_sha256,
            "verdict": review.verdict.value,
            "kind": review.kind.value if review.kind else None,
            "cue_class": review.cue_class.value if review.cue_class else None,
            "speaker": _dump_agent(agent, review.appearance) if agent else None,
            "spans": [
                {"role": span.role.value, **dump_span(review.version.text, _span(span))}
                for span in review.spans
            ],
            **dump_act(review, of_quote[quote.id], "reviewer"),
            "taken_back": review.retracted_at is not None and not replaced,
        }


def load(session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
    """Store a review unless it is there; the caller commits.

    The quote is found by its id, else by its selector; one that no extractor found here is made if the
    article has the words. Equal words in other surroundings are another quotation. Of two people who decided
    the same thing the later one's decision holds, as if they had worked on one database; a decision that
    contradicts the one that holds here is a conflict.

    Raises:
        NotLoaded: if it is in conflict, about nothing that is here, or no review.
    """
    sent = _read(line)
    article = find_article(session, line.get("article"), sent.text_sha256)
    quote = _find_quote(session, article, sent)
    known = _reviews(session, quote) if quote else ()
    review = Review(verdict=sent.verdict, kind=sent.kind, cue_class=sent.cue_class)
    read_act(_with_ids(line, known), review, known, "reviewer")
    for each in known:
        if each.public_id == review.public_id:
            return _again(session, each, sent, review, known)
    version = find_version(session, article, sent.text_sha256)
    marked = _placed(version, sent, _place_in(version, quote) if quote else None)
    quote = quote or _make_quote(session, version, sent, marked)
    _make_room(known, sent, review)
    session.flush()  # a quote has one live review at most
    review.quote_id, review.version_id, review.spans = quote.id, version.id, marked
    if sent.speaker is not None:
        _name(session, article, review, sent.speaker, sent)
    session.add(review)
    session.flush()
    grouping.refresh(session, [quote.id], clustering.refresh_article(session, article.id))
    return ImportOutcome(Arrival.ADDED, about=quote.public_id)


def _with_ids(line: Line, known: Sequence[Review]) -> Line:
    """A line of a file from before reviews had ids, with those that they would have had.

    A review that held again was a further line there, with the time of the first and a microsecond.
    """
    if "id" in line:
        return line
    quote_id, by = text_of(line, "quote"), text_of(line, "reviewer")
    at, back = instant_of(line, "created_at"), maybe_instant(line, "retracted_at")
    here = next((each for each in known if (each.decided_by, each.decided_at) == (by, at)), None)
    earlier = (by, at - timedelta(microseconds=1))
    first = next((each for each in known if (each.decided_by, each.decided_at) == earlier), None)
    return {
        **line,
        "id": here.public_id if here else id_on_quote(quote_id, at),
        "copy_of": first.public_id if first and first.retraction else None,
        "retraction": id_on_quote(quote_id, back) if back else None,
    }


def _reviews(session: Session, quote: Quote) -> Sequence[Review]:
    whole = (selectinload(Review.spans), joinedload(Review.version))
    return session.scalars(
        select(Review).where(Review.quote_id == quote.id).order_by(Review.id).options(*whole)
    ).all()


def _again(
    session: Session, here: Review, sent: _Sent, review: Review, known: Sequence[Review]
) -> ImportOutcome:
    """A decision that is here already; all that may be new is that it was taken back.

    Then it holds here no longer either, also where it holds again after another one; but not where it holds
    again because that very taking back was undone.
    """
    if not _same(here, sent) or _act(here) != _act(review):
        raise conflict(f"{_decided(here)} here, and the same decision says something else there")
    is_known = here.retracted_at is not None and here.retraction == review.retraction
    held = holding(known, here) if sent.taken_back and not is_known else here
    if held is None or held.retracted_at is not None or review.retracted_at is None:
        return ImportOutcome(Arrival.PRESENT, about=here.quote.public_id)
    take_back(held, review)
    session.flush()
    moved = clustering.refresh_article(session, here.quote.article_id)
    grouping.refresh(session, [here.quote_id], moved)
    return ImportOutcome(Arrival.RETRACTED, about=here.quote.public_id)


def _act(review: Review) -> tuple[object, ...]:
    """Who decided, why and when; earlier releases gave what holds again a time of its own."""
    return review.decided_by, review.note, review.decided_at if review.copy_of is None else None


def _make_room(known: Sequence[Review], sent: _Sent, review: Review) -> None:
    """Let the earlier of two that hold and say the same give way to the later.

    Raises:
        NotLoaded: if what holds here says something else.
    """
    live = next((each for each in known if each.retracted_at is None), None)
    if live is None or review.retracted_at is not None:
        return
    if not _same(live, sent):
        raise conflict(
            f"{_decided(live)} here; "
            f"{review.decided_by} {review.verdict} it there on {review.decided_at:%Y-%m-%d}"
        )
    earlier, later = (review, live) if review.decided_at < live.decided_at else (live, review)
    give_way(earlier, later)


def _same(review: Review, sent: _Sent) -> bool:
    """Whether a review says what was sent, spans compared in the text that the reviewer of this one saw."""
    try:
        marked = _placed(review.version, sent, _whole(review.spans))
    except NotLoaded:
        return False
    said = (review.verdict, review.kind, review.cue_class, _agent(review), _marks(review.spans))
    sent_said = (sent.verdict, sent.kind, sent.cue_class, sent.speaker, _marks(marked))
    return said == sent_said and not _are_namesakes(review, sent)


def _are_namesakes(review: Review, sent: _Sent) -> bool:
    """Whether two of one name are meant; ids of different articles tell nothing."""
    named = review.appearance
    if named is None or sent.speaker_id is None or review.quote.article.public_id != sent.article_id:
        return False
    return named.public_id != sent.speaker_id


def _marks(spans: Iterable[DecisionSpan]) -> set[tuple[SpanRole, int, Span]]:
    return {(span.role, span.position, _span(span)) for span in spans}


def _decided(review: Review) -> str:
    return f"{review.decided_by} {review.verdict} it on {review.decided_at:%Y-%m-%d}"


def _find_quote(session: Session, article: Article, sent: _Sent) -> Quote | None:
    """The quote of that id in the article, else the one that is most like the selected words."""
    quotes = session.scalars(select(Quote).where(Quote.article_id == article.id).order_by(Quote.id)).all()
    for quote in quotes:
        if quote.public_id == sent.quote:
            return quote
    for quote in quotes:
        if (quote.exact, quote.prefix, quote.suffix) == (
            sent.place.exact,
            sent.place.prefix,
            sent.place.suffix,
        ):
            return quote
    # An extractor of another version may have cut it a little otherwise.
    near = [quote for quote in quotes if _overlap(quote, sent)]
    pairs = match(
        [Wording.of(quote.text_key, quote.start_char) for quote in near],
        [Wording.of(sent.place.exact, sent.place.span.start)],
    )
    return near[pairs[0]] if pairs else None


def _overlap(quote: Quote, sent: _Sent) -> bool:
    found = find_alike(quote.version.text, sent.place, sent.named)
    return found is not None and found.overlaps(Span(quote.start_char, quote.end_char))


def _make_quote(session: Session, version: ArticleVersion, sent: _Sent, marked: list[DecisionSpan]) -> Quote:
    content = tuple(_span(span) for span in marked if span.role is SpanRole.CONTENT)
    found = find_alike(version.text, sent.place, sent.named)
    if found is None or not content:
        raise missing(f"there is no quote {sent.quote} in {version.article.public_id}")
    place = describe(version.text, found)
    taken = session.scalar(select(Quote.id).where(Quote.public_id == sent.quote)) is not None
    seed = (version.article.public_id, str(found.start), place.prefix, place.exact, place.suffix)
    made = ids.allot(session, Quote.public_id, "q", [seed])[0] if taken else sent.quote
    quote = Quote(
        public_id=made,
        article_id=version.article_id,
        version_id=version.id,
        start_char=found.start,
        end_char=found.end,
        exact=place.exact,
        prefix=place.prefix,
        suffix=place.suffix,
        text_key=fold(joined(version.text, content)),
        first_seen_at=datetime.now(UTC),
    )
    session.add(quote)
    session.flush()
    return quote


def _placed(version: ArticleVersion, sent: _Sent, whole: Span | None) -> list[DecisionSpan]:
    """The spans of the review in the text of a version; what is quoted must be there, word for word.

    ``whole`` is where the quotation is known to stand in it. Words elsewhere are only these if what stands
    around them agrees.
    """
    spans: list[DecisionSpan] = []
    for role, selector in sent.spans:
        found = _stands(version.text, role, selector, whole, sent.named)
        if found is None and role in (SpanRole.CONTENT, SpanRole.QUOTED):
            where = " in these surroundings" if selector.exact in version.text else ""
            raise missing(f"{version.article.public_id} does not have the words {selector.exact!r}{where}")
        if found is not None:
            position = sum(span.role is role for span in spans)
            spans.append(
                DecisionSpan(role=role, position=position, start_char=found.start, end_char=found.end)
            )
    return spans


def _stands(
    text: str, role: SpanRole, selector: Selector, whole: Span | None, named: str | None
) -> Span | None:
    found = places(text, selector)
    if whole is not None and role in (SpanRole.CONTENT, SpanRole.QUOTED):
        inside = next((place for place in found if whole.overlaps(place)), None)
        if inside is not None:
            return inside
    return next((place for place in found if agrees(text, place, selector, named)), None)


def _place_in(version: ArticleVersion, quote: Quote) -> Span | None:
    """Where a quote stands in a version, if it does."""
    return Span(quote.start_char, quote.end_char) if quote.version_id == version.id else None


def _whole(spans: Iterable[DecisionSpan]) -> Span | None:
    """From the first to the last word that a review says is quoted."""
    content = [_span(span) for span in spans if span.role is SpanRole.CONTENT]
    return Span(min(content).start, max(span.end for span in content)) if content else None


def _name(session: Session, article: Article, review: Review, agent: Agent, sent: _Sent) -> None:
    review.appearance_name, review.appearance_kind = agent.name, agent.kind
    review.role, review.organisation_name = agent.role, agent.organisation
    review.appearance_id = _appearance(session, article, agent, sent).id


def _appearance(session: Session, article: Article, agent: Agent, sent: _Sent) -> Appearance:
    """The one of that id, else of that name; a namesake whom a person added there is added here, too."""
    named = Agent(agent.name, agent.kind)
    own = sent.article_id != article.public_id or not sent.speaker_id
    if own or appearances.is_own_id(article, named, sent.speaker_id or ""):
        return appearances.get_or_create(session, article, [named])[key_of(named)]
    by_id = select(Appearance).where(
        Appearance.public_id == sent.speaker_id, Appearance.article_id == article.id
    )
    return session.scalars(by_id).first() or appearances.add(
        session, article, named, public_id=sent.speaker_id
    )


def _agent(review: Review) -> Agent | None:
    if review.appearance_name is None or review.appearance_kind is None:
        return None
    return Agent(review.appearance_name, review.appearance_kind, review.organisation_name, review.role)


def _selector(quote: Quote) -> Selector:
    return Selector(Span(quote.start_char, quote.end_char), quote.exact, quote.prefix, quote.suffix)


def _span(row: DecisionSpan) -> Span:
    return Span(row.start_char, row.end_char)


def _dump_agent(agent: Agent, appearance: Appearance | None) -> Line:
    return {
        "id": appearance.public_id if appearance else None,
        "name": agent.name,
        "kind": agent.kind.value,
        "organisation": agent.organisation,
        "role": agent.role,
    }


def _read(line: Line) -> _Sent:
    verdict = member_of(Verdict, line, "verdict")
    if verdict is None:
        raise invalid("has no verdict")
    quote = text_of(line, "quote")
    if not ids.is_id(quote, "q"):
        raise invalid(f"is about {quote!r}, which is not the id of a quote")
    listed = line.get("spans")
    if not isinstance(listed, list):
        raise invalid("has no list of spans")
    spans = tuple(map(_read_span, listed))
    kind, cue_class = member_of(Kind, line, "kind"), member_of(CueClass, line, "cue_class")
    contents = any(role is SpanRole.CONTENT for role, _ in spans)
    if verdict is Verdict.UNSURE and spans:
        raise invalid("is unsure, but says of which words")
    if verdict is not Verdict.UNSURE and not (kind and cue_class and contents):
        raise invalid("says what was decided, but not on which words of which kind")
    return _Sent(
        quote,
        selector_of(line.get("selector")),
        text_of(line, "text_sha256"),
        verdict,
        kind,
        cue_class,
        _read_agent(line.get("speaker")),
        maybe_text(line.get("speaker"), "id"),
        text_of(line.get("article"), "id"),
        spans,
        line.get("taken_back") is True,
    )


def _read_span(line: Any) -> tuple[SpanRole, Selector]:
    role = member_of(SpanRole, line, "role")
    if role is None:
        raise invalid("has a span without a role")
    return role, selector_of(line)


def _read_agent(line: Any) -> Agent | None:
    if line is None:
        return None
    name, kind = text_of(line, "name"), member_of(AgentKind, line, "kind")
    if not name_key(name) or not name.isprintable() or kind is None:
        raise invalid("has a speaker without a name or a kind")
    return Agent(name, kind, maybe_text(line, "organisation"), maybe_text(line, "role"))
