"""What an article has now in place of what a person judged in an older version of it.

A judgement stays one about the words that the person saw, and wins as it is. Here is seen what became of them
since; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from quotesdb.db.models import (
    Appearance,
    ArticleVersion,
    ArticleZone,
    Attribution,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.db.types import RunStatus, SpanRole
from quotesdb.names.claimed import same_speaker
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.context import joined
from quotesdb.services.store.masked_articles import shown_texts
from quotesdb.services.store.spans import marked_by, selector, span_of
from quotesdb.text.anchor import find_changed
from quotesdb.text.folding import fold
from quotesdb.values import CORRECTION, Agent, Alteration, Kind, Since, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOBODY = "nobody by name"
"""Who an article says speaks, where it does not say."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a judged quotation stands in the current version of its article, which is not the one judged.

    ``content`` and ``quoted`` are where the judged words stand there, give or take marks and blanks; empty
    where they do not. ``place`` is where these or others in their stead are. ``attribution`` is what the
    newest run has of the quotation, and ``judged`` the words that the person saw. ``since`` is null where all
    is as it was.
    """

    version_id: int
    place: Span | None
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    attribution: Attribution | None
    judged: str
    since: Since | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """A review with the current version of its article, and what extractors found in both."""

    review: Review
    now: int
    texts: dict[int, str]
    notices: dict[int, frozenset[str]]
    found: dict[tuple[int, int], Attribution]
    taken: dict[int, list[Span]]

    @property
    def attribution(self) -> Attribution | None:
        return self.found.get((self.review.quote_id, self.now))

    def place(self) -> Span | None:
        """Where the quote stands in the current version, or what was made of it that no extractor found."""
        quote = self.review.quote
        if quote.version_id == self.now:
            return span_of(quote)
        changed = find_changed(self.texts[self.now], selector(quote), self.taken[self.now])
        return changed.span if changed else None


def standings(session: Session, review_ids: Collection[int]) -> dict[int, Standing]:
    """How the judged quotations stand, by review; those judged in the current version are left out.

    A fixed number of queries for each portion, and only one where no article was changed.
    """
    return {
        one.review.id: _standing(one) for part in chunks(review_ids) for one in _changed_since(session, part)
    }


def _changed_since(session: Session, review_ids: Sequence[int]) -> Iterable[_Judged]:
    current, newer = aliased(ArticleVersion), aliased(ArticleVersion)
    rows = session.execute(
        select(Review, current.id)
        .join(Review.quote)
        .join(current, current.article_id == Quote.article_id)
        .outerjoin(newer, and_(newer.article_id == current.article_id, newer.number > current.number))
        .where(newer.id.is_(None), current.id != Review.version_id, Review.id.in_(review_ids))
        .options(
            joinedload(Review.quote),
            joinedload(Review.appearance),
            selectinload(Review.spans),
        )
    ).all()
    if not rows:
        return []
    versions = {version_id for review, now in rows for version_id in (review.version_id, now)}
    texts = shown_texts(session, versions)
    notices = _notices(session, texts)
    found = _found(session, {review.quote_id for review, _ in rows}, versions)
    taken = _places(session, {now for _, now in rows})
    return [_Judged(review, now, texts, notices, found, taken) for review, now in rows]


def _places(session: Session, version_ids: Collection[int]) -> dict[int, list[Span]]:
    """Where quotes stand in each version."""
    found: dict[int, list[Span]] = {version_id: [] for version_id in version_ids}
    for part in chunks(version_ids):
        rows = session.execute(
            select(Quote.version_id, Quote.start_char, Quote.end_char).where(Quote.version_id.in_(part))
        )
        for row in rows:
            found[row.version_id].append(span_of(row))
    return found


def _notices(session: Session, texts: dict[int, str]) -> dict[int, frozenset[str]]:
    """The correction notices in each version, as far as words go."""
    found: dict[int, frozenset[str]] = dict.fromkeys(texts, frozenset())
    for part in chunks(texts):
        zones = session.scalars(
            select(ArticleZone).where(ArticleZone.version_id.in_(part), ArticleZone.kind == CORRECTION)
        )
        for zone in zones:
            found[zone.version_id] |= {fold(texts[zone.version_id][zone.start_char : zone.end_char])}
    return found


def _found(
    session: Session, quote_ids: Collection[int], version_ids: Collection[int]
) -> dict[tuple[int, int], Attribution]:
    """What the newest run of each version has of each quote, by quote and version."""
    newer = aliased(ExtractionRun)
    is_newer = and_(
        newer.version_id == ExtractionRun.version_id,
        newer.status == RunStatus.COMPLETE,
        newer.id > ExtractionRun.id,
    )
    found = {}
    for part in chunks(quote_ids):
        rows = session.execute(
            select(Attribution, ExtractionRun.version_id)
            .join(Attribution.run)
            .outerjoin(newer, is_newer)
            .where(
                newer.id.is_(None),
                ExtractionRun.status == RunStatus.COMPLETE,
                Attribution.quote_id.in_(part),
            )
            .options(
                joinedload(Attribution.run),
                joinedload(Attribution.appearance).joinedload(Appearance.organisation),
                joinedload(Attribution.appearance).joinedload(Appearance.speaker),
                selectinload(Attribution.spans),
            )
        )
        found.update({(row[0].quote_id, row[1]): row[0] for row in rows if row[1] in version_ids})
    return found


def _standing(one: _Judged) -> Standing:
    then = one.texts[one.review.version_id]
    judged = marked_by(one.review)[SpanRole.CONTENT]
    words, place = joined(then, judged), one.place()
    content, quoted = _stand(one, then, judged, place)
    what: list[Alteration] = []
    now = None
    if judged and not content:
        now = _words_now(one, place)
        what.append(Alteration.VANISHED if now is None else Alteration.OTHER_WORDS)
    speaker = _speaker_now(one)
    if speaker is not None:
        what.append(Alteration.OTHER_SPEAKER)
    if one.notices[one.now] - one.notices[one.review.version_id]:
        what.append(Alteration.CORRECTION_NOTICE)
    since = Since(tuple(what), now, speaker) if what else None
    return Standing(one.now, place, content, quoted, one.attribution, words, since)


def _stand(
    one: _Judged, then: str, judged: tuple[Span, ...], place: Span | None
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the judged words and the marked parts of them stand now, if the quote still has a place."""
    if place is None or not judged:
        return (), ()
    text = one.texts[one.now]
    room = max(span.end for span in judged) - judged[0].start
    content = _stretches([span.text(then) for span in judged], text, place, room)
    if content:
        moved = list(zip(judged, content, strict=True))
        marked = marked_by(one.review)[SpanRole.QUOTED]
        return content, tuple(
            Span(span.start + after.start - before.start, span.end + after.start - before.start)
            for span in marked
            for before, after in moved
            if before.contains(span)
        )
    found = one.attribution
    printed = marked_by(found)[SpanRole.CONTENT]
    if found and fold(joined(text, printed)) == fold(joined(then, judged)):
        return printed, marked_by(found)[SpanRole.QUOTED]
    if found is None and fold(place.text(text)) == fold(joined(then, judged)):
        return (place,), (place,) if one.review.kind is Kind.DIRECT else ()
    return (), ()


def _stretches(words: Sequence[str], text: str, place: Span, room: int) -> tuple[Span, ...]:
    """Where these words stand one after the other at a place, give or take ``room`` characters."""
    end = place.end + room
    at = text.find(words[0], max(0, place.start - room), end)
    while at >= 0:
        found = [Span(at, at + len(words[0]))]
        for word in words[1:]:
            start = text.find(word, found[-1].end, end)
            if start < 0:
                return ()
            found.append(Span(start, start + len(word)))
        if Span(at, found[-1].end).overlaps(place):
            return tuple(found)
        at = text.find(words[0], at + 1, end)
    return ()


def _words_now(one: _Judged, place: Span | None) -> str | None:
    """The words that stand in place of the judged ones; none where nothing does."""
    text = one.texts[one.now]
    if one.attribution is not None:
        return joined(text, marked_by(one.attribution)[SpanRole.CONTENT])
    return place.text(text) if place else None


def _speaker_now(one: _Judged) -> str | None:
    """Who speaks now, where the article says another than before and than the person did.

    What the extractor found in the judged version is compared as well: a person who set it right was not
    taken back by an article that says the same as ever.
    """
    now, review = one.attribution, one.review
    then = one.found.get((review.quote_id, review.version_id))
    if now is None or review.kind is None:
        return None
    if now.appearance is None:
        was_named = review.appearance_name is not None and (then is None or then.appearance is not None)
        return NOBODY if was_named else None
    before = [review.appearance, then.appearance if then else None]
    if any(was is not None and _is_one(now.appearance, was) for was in before):
        return None
    called = Agent(now.appearance.name, now.appearance.kind)
    if review.appearance_name is not None and same_speaker(review.appearance_name, called):
        return None
    return now.appearance.name


def _is_one(one: Appearance, other: Appearance) -> bool:
    return one.id == other.id or (one.speaker_id is not None and one.speaker_id == other.speaker_id)
