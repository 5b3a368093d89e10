"""What must hold in every database, looked at row by row: for ``quotesdb db check``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, or_, select

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    DecisionSpan,
    ExtractionRun,
    Quote,
    Review,
)
from quotesdb.names.key import name_key
from quotesdb.services.ingest.rebuild import derived, fresh
from quotesdb.services.store import read_model
from quotesdb.services.store.spans import SINGLE
from quotesdb.text.anchor import CONTEXT
from quotesdb.text.folding import sha256_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

REBUILD = "quotesdb rebuild makes it anew"
REEXTRACT = "quotesdb reextract --force finds it anew"
REMOVE = "quotesdb article remove {} --why again"
NO_REMEDY = "take the file back from a copy"

_SHOWN = 5
"""Rows of one kind that are named; the others are counted."""


def problems(session: Session) -> list[str]:
    """What is wrong, one sentence each with what to do; empty if nothing is. Nothing is changed."""
    return [
        *_sentences("the text of {} is not the one it was stored with", _changed_texts(session), NO_REMEDY),
        *_sentences("the words of {} do not stand where it says", _moved_quotes(session), NO_REMEDY),
        *_sentences("a span of {} reaches beyond its text", _long_spans(session), REEXTRACT),
        *_sentences("a span of a review of {} reaches beyond its text", _long_reviews(session), NO_REMEDY),
        *_sentences("{} was never attributed and nobody reviewed it", _orphans(session), NO_REMEDY),
        *_sentences(
            "{} has the folded name of somebody else, or of an older program", _misnamed(session), REBUILD
        ),
        *_sentences("{} is spoken by an appearance of another article", _foreign(session), NO_REMEDY),
        *_sentences("{} was removed, but has a text", _half_removed(session), REMOVE),
        *_sentences("what look-ups read of {} is not what holds", read_model.problems(session), REBUILD),
        *_derived_problems(session),
    ]


def _sentences(sentence: str, ids: Iterator[str], remedy: str) -> Iterator[str]:
    """One sentence for each of the first ids, and one for how many more there are."""
    for number, public_id in enumerate(ids):
        if number == _SHOWN:
            yield f"{sentence.format('others')}: {1 + sum(1 for _ in ids)} more"
            return
        yield f"{sentence.format(public_id)}: {remedy.format(public_id)}"


def _changed_texts(session: Session) -> Iterator[str]:
    rows = session.execute(
        select(Article.public_id, ArticleVersion.text, ArticleVersion.text_sha256).join(
            ArticleVersion.article
        )
    )
    return (row.public_id for row in rows if sha256_text(row.text) != row.text_sha256)


def _moved_quotes(session: Session) -> Iterator[str]:
    """Quotes whose words, or the words round them, are not those of the text at their place."""
    begin, length = func.substr, Quote.end_char - Quote.start_char
    before = case((Quote.start_char < CONTEXT, Quote.start_char), else_=CONTEXT)
    wrong = (
        (begin(ArticleVersion.text, Quote.start_char + 1, length) != Quote.exact)
        | (begin(ArticleVersion.text, Quote.start_char - before + 1, before) != Quote.prefix)
        | (begin(ArticleVersion.text, Quote.end_char + 1, CONTEXT) != Quote.suffix)
    )
    return iter(session.scalars(select(Quote.public_id).join(Quote.version).where(wrong)))


_ENDS = (AttributionSpan.end_char, *(end for _start, end in SINGLE.values()))


def _long_spans(session: Session) -> Iterator[str]:
    return iter(
        session.scalars(
            select(Quote.public_id)
            .distinct()
            .join(Attribution, Attribution.quote_id == Quote.id)
            .outerjoin(AttributionSpan, AttributionSpan.attribution_id == Attribution.id)
            .join(ExtractionRun, ExtractionRun.id == Attribution.run_id)
            .join(ArticleVersion, ArticleVersion.id == ExtractionRun.version_id)
            .where(or_(*(end > func.length(ArticleVersion.text) for end in _ENDS)))
        )
    )


def _long_reviews(session: Session) -> Iterator[str]:
    return iter(
        session.scalars(
            select(Quote.public_id)
            .distinct()
            .join(Review, Review.quote_id == Quote.id)
            .join(DecisionSpan, DecisionSpan.decision_id == Review.id)
            .join(ArticleVersion, ArticleVersion.id == Review.version_id)
            .where(DecisionSpan.end_char > func.length(ArticleVersion.text))
        )
    )


def _orphans(session: Session) -> Iterator[str]:
    attributed = exists().where(Attribution.quote_id == Quote.id)
    reviewed = exists().where(Review.quote_id == Quote.id)
    return iter(session.scalars(select(Quote.public_id).where(~attributed, ~reviewed)))


def _misnamed(session: Session) -> Iterator[str]:
    rows = session.execute(select(Appearance.public_id, Appearance.name, Appearance.name_key))
    return (row.public_id for row in rows if name_key(row.name) != row.name_key)


def _foreign(session: Session) -> Iterator[str]:
    said: list[Any] = [Attribution, Review]
    for model in said:
        yield from session.scalars(
            select(Quote.public_id)
            .join(model, model.quote_id == Quote.id)
            .join(
                Appearance,
                and_(Appearance.id == model.appearance_id, Appearance.article_id != Quote.article_id),
            )
        )


def _half_removed(session: Session) -> Iterator[str]:
    has_text = exists().where(ArticleVersion.article_id == Article.id)
    return iter(session.scalars(select(Article.public_id).where(Article.removed_at.is_not(None), has_text)))


def _derived_problems(session: Session) -> Iterator[str]:
    """Where speakers, links and statements are not what they would be if made anew."""
    now, anew = derived(session), fresh(session)
    speakers = (key for key in sorted(anew.speakers) if now.speakers.get(key) != anew.speakers[key])
    links = sorted({(one[0], other[0]) for one, other, *_why in now.links ^ anew.links})
    quotes = now.statements.keys() | anew.statements.keys()
    statements = (key for key in sorted(quotes) if now.statements.get(key) != anew.statements.get(key))
    yield from _sentences("{} belongs to another speaker", speakers, REBUILD)
    yield from _sentences(
        "the link between {} is missing, or is one too many", map(" and ".join, links), REBUILD
    )
    yield from _sentences("{} belongs to another statement", statements, REBUILD)
    dates = (key for key in sorted(anew.dates) if now.dates[key] != anew.dates[key])
    yield from _sentences("{} has another date than its article, or another name", dates, REBUILD)
    names = {name for (name, _kind), _row in now.names.items() ^ anew.names.items()}
    names |= {one[0] for one, *_rest in now.together ^ anew.together}
    yield from _sentences(
        "what is known of the name {} is not what its articles say", iter(sorted(names)), REBUILD
    )
