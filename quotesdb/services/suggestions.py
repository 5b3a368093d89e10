"""Which speakers may be one, for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import Appearance, Article, Quote, Speaker
from quotesdb.db.queries import effective_quotes
from quotesdb.services.find_speaker import NAMED, speaking
from quotesdb.services.speakers import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWN = 3
_NEAR = 85.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What helps to tell who a speaker is: roles and organisations as printed, some articles and quotes."""

    public_id: str
    name: str
    kind: AgentKind
    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    articles: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers that may be one, how likely (0 to 1), and why."""

    a: Profile
    b: Profile
    score: float
    reasons: tuple[str, ...]


def suggest(
    session: Session, limit: int | None = None, *, decided: Collection[frozenset[str]] = ()
) -> list[Suggestion]:
    """The pairs of speakers that may be one, the likeliest first, without those that a person decided on."""
    from rapidfuzz import fuzz

    rows = session.execute(
        select(Speaker.public_id, Speaker.name_key, Speaker.kind)
        .where(Speaker.kind.in_(NAMED), Speaker.id.in_(speaking()))
        .order_by(Speaker.public_id)
    ).all()
    blocks = defaultdict[tuple[AgentKind, str], list[tuple[str, str]]](list)
    for row in rows:
        blocks[row.kind, row.name_key.split(" ")[-1]].append((row.public_id, row.name_key))
    scored = []
    for block in blocks.values():
        for (one, key), (other, other_key) in combinations(block, 2):
            score = fuzz.token_set_ratio(key, other_key)
            if score >= _NEAR and frozenset((one, other)) not in decided:
                scored.append((-score, one, other))
    best = sorted(scored)[:limit]
    profiles = _profiles(session, {id_ for _score, *pair in best for id_ in pair})
    return [
        Suggestion(profiles[one], profiles[other], round(-score / 100, 2), ("names that are alike",))
        for score, one, other in best
    ]


def _profiles(session: Session, speaker_ids: Collection[str]) -> dict[str, Profile]:
    found = {}
    for part in chunks(sorted(speaker_ids)):
        for speaker in session.scalars(select(Speaker).where(Speaker.public_id.in_(part))):
            found[speaker.public_id] = _profile(session, speaker)
    return found


def _profile(session: Session, speaker: Speaker) -> Profile:
    appearances = session.scalars(
        select(Appearance)
        .join(Appearance.article)
        .where(Appearance.speaker_id == speaker.id)
        .options(
            joinedload(Appearance.organisation), joinedload(Appearance.article).joinedload(Article.publisher)
        )
        .order_by(Article.published_on.is_(None), Article.published_on.desc(), Article.public_id)
    ).all()
    effective = effective_quotes()
    quotes = session.scalars(
        select(Quote.exact)
        .join(effective, effective.c.quote_id == Quote.id)
        .where(effective.c.speaker_id == speaker.id)
        .order_by(Quote.public_id)
        .limit(SHOWN)
    ).all()
    return Profile(
        speaker.public_id,
        speaker.name,
        speaker.kind,
        _some([each.role for each in appearances]),
        _some([each.organisation.name if each.organisation else None for each in appearances]),
        _some([_placed(each.article) for each in appearances]),
        tuple(quotes),
    )


def _some(values: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:SHOWN]


def _placed(article: Article) -> str:
    publisher = article.publisher.name if article.publisher else None
    parts = (str(article.published_on or "undated"), publisher, article.title)
    return ", ".join(part for part in parts if part)
