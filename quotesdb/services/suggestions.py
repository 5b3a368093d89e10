"""Speakers that may be one: candidates for a person to decide on, with the evidence of both.

Nothing of this is stored: it follows from what is printed, and is computed through blocks of names that have
something in common, never over all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, Speaker
from quotesdb.resolve import Decision, Profile, Rarity, Score, blocking_keys, rarity_of, score
from quotesdb.services.find_speaker import NAMED, speaking
from quotesdb.services.profiles import EARLIEST, profiles_of
from quotesdb.services.rows import SpeakerDetail
from quotesdb.services.speaker_lookup import speaker_detail

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LARGEST_BLOCK = 400
"""Speakers that share a key; what more have in common tells nothing."""

FLOOR = 0.2
"""The least score that is worth somebody's time."""

_SPARE = 200
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers that may be one, the likelier the higher the score, with what both were printed with."""

    a: SpeakerDetail
    b: SpeakerDetail
    score: float
    reasons: tuple[str, ...]


class _Known(NamedTuple):
    """A speaker by its names and roles, and all its appearances in order of age."""

    profile: Profile
    row_ids: tuple[int, ...]
    public_ids: tuple[str, ...]


def suggest(
    session: Session, limit: int | None = 20, *, decided: Callable[[str, str], bool] = lambda _a, _b: False
) -> list[Suggestion]:
    """The pairs of quoted speakers that most likely are one, the likeliest first.

    ``decided`` says of two appearances, by public id, whether a person has decided on them; two speakers are
    left out if that is so for any two of their appearances. What the names rule out is never suggested.
    """
    pairs = [
        (compared, a, b)
        for compared, a, b in _compared(session, limit)
        if not any(decided(one, other) for one, other in product(a.public_ids, b.public_ids))
    ]
    return [
        Suggestion(
            speaker_detail(session, a.profile.public_id, limit=_QUOTES),
            speaker_detail(session, b.profile.public_id, limit=_QUOTES),
            compared.score,
            compared.reasons,
        )
        for compared, a, b in pairs[:limit]
    ]


def _compared(session: Session, limit: int | None) -> list[tuple[Score, _Known, _Known]]:
    """The candidates with their scores, best first; those whose names promise most are looked at closely."""
    known = _speakers(session)
    rarity = rarity_of(one.profile for one in known.values())
    promising = sorted(_candidates(known, rarity), reverse=True)
    if limit is not None:
        promising = promising[: limit * 5 + _SPARE]
    near = {id_ for _score, *pair in promising for id_ in pair}
    full = profiles_of(session, {id_: known[id_].row_ids[:EARLIEST] for id_ in near})
    scored = [(score(full[a], full[b], rarity), known[a], known[b]) for _score, a, b in promising]
    possible = [one for one in scored if one[0].decision is not Decision.DIFFERENT and one[0].score >= FLOOR]
    return sorted(possible, key=lambda one: (-one[0].score, *(side.profile.public_id for side in one[1:])))


def _speakers(session: Session) -> dict[int, _Known]:
    """Every named speaker with a quotation that holds."""
    rows = defaultdict[int, list[Any]](list)
    query = (
        select(
            Appearance.id,
            Appearance.public_id,
            Appearance.name,
            Appearance.role,
            Speaker.id.label("speaker_id"),
            Speaker.public_id.label("speaker"),
            Speaker.kind,
        )
        .join(Appearance.speaker)
        .join(Appearance.article)
        .where(Speaker.kind.in_(NAMED), Speaker.id.in_(speaking()))
        .order_by(Article.published_on.is_(None), Article.published_on, Appearance.public_id)
    )
    for row in session.execute(query):
        rows[row.speaker_id].append(row)
    return {
        speaker_id: _Known(
            Profile(
                own[0].speaker,
                tuple(dict.fromkeys(row.name for row in own)),
                own[0].kind,
                tuple(row.role for row in own if row.role),
            ),
            tuple(row.id for row in own),
            tuple(row.public_id for row in own),
        )
        for speaker_id, own in rows.items()
    }


def _candidates(known: Mapping[int, _Known], rarity: Rarity) -> Iterator[tuple[float, int, int]]:
    """Pairs that share a key and may be one by their names, each once, with the score of these."""
    seen = set[tuple[int, int]]()
    for block in _blocks(known):
        for a, b in combinations(sorted(block), 2):
            if (a, b) in seen:
                continue
            seen.add((a, b))
            compared = score(known[a].profile, known[b].profile, rarity)
            if compared.decision is not Decision.DIFFERENT:
                yield compared.score, a, b


def _blocks(known: Mapping[int, _Known]) -> Iterator[Collection[int]]:
    blocks = defaultdict[tuple[str, str], set[int]](set)
    for id_, one in known.items():
        for key in blocking_keys(one.profile.kind, one.profile.names):
            blocks[one.profile.kind, key].add(id_)
    return (block for _key, block in sorted(blocks.items()) if 1 < len(block) <= LARGEST_BLOCK)
