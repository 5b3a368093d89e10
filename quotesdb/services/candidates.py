"""Which articles could hold the words of a claim: by the search index alone, at a cost that has a bound.

Rare words are looked up one by one, pairs of them near each other where single ones are too common, and the
claim's own phrases where it has nothing but common words. No article's text is read here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, select

from quotesdb.check.words import STOP_WORDS
from quotesdb.db import search
from quotesdb.db.models import Article, ArticleVersion
from quotesdb.db.queries import current_versions
from quotesdb.text import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WORD = re.compile(r"[^\W_]+")
_RARE = 250
"""Articles from which a word is too common to be looked up alone."""

_LOOKED_UP = 24
"""Words of one claim that are looked up."""

_NEAR = 12
"""Words within which a pair must stand."""

_PAIRS, _PHRASES = 6, 4
"""Pairs and phrases that are looked up where rare words say too little."""

_RANKED = 400
_PHRASE = 4
_ENOUGH = 2
"""Rare words from which pairs are not needed."""


def candidates(
    session: Session, segments: Sequence[str], where: Sequence[ColumnElement[bool]], most: int
) -> list[int]:
    """The current versions whose articles fit ``where`` and share most of what is rare in the segments; best first.

    A segment is a part of a claim without an ellipsis, as printed.
    """
    scores: Counter[int] = Counter()
    for words in filter(None, (_WORD.findall(fold(segment)) for segment in segments)):
        scores.update(_found(session, words, where))
    ranked = [version_id for version_id, _score in scores.most_common(_RANKED)]
    current = set(
        session.scalars(
            current_versions().with_only_columns(ArticleVersion.id).where(ArticleVersion.id.in_(ranked))
        )
    )
    return [version_id for version_id in ranked if version_id in current][:most]


def _found(session: Session, words: Sequence[str], where: Sequence[ColumnElement[bool]]) -> Counter[int]:
    holding = {word: _ids(session, search.match_phrase([word]), where) for word in _telling(words)}
    rare = {word: ids for word, ids in holding.items() if 0 < len(ids) < _RARE}
    scores: Counter[int] = Counter()
    for ids in rare.values():
        for version_id in ids:
            scores[version_id] += 1 + _RARE // len(ids)
    common = [word for word, ids in holding.items() if len(ids) >= _RARE]
    if len(rare) < _ENOUGH:
        for one, other in _pairs(words, [*rare, *common]):
            for version_id in _ids(session, search.match_near([one, other], _NEAR), where):
                scores[version_id] += _RARE // 10
        for phrase in _phrases(words, [*rare, *common]):
            for version_id in _ids(session, search.match_phrase(phrase), where):
                scores[version_id] += _RARE
    return scores


def _telling(words: Sequence[str]) -> list[str]:
    """The words worth looking up, in their order; of a very long claim a sample from its whole length."""
    found = list(dict.fromkeys(word for word in words if len(word) > 2 and word not in STOP_WORDS))
    step = -(-len(found) // _LOOKED_UP) or 1
    return found[::step]


def _pairs(words: Sequence[str], telling: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of telling words that stand near each other in the claim, the rarer first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    near = (
        pair
        for pair in combinations(telling[: _PAIRS + 2], 2)
        if min(abs(a - b) for a in places[pair[0]] for b in places[pair[1]]) <= _NEAR
    )
    for _number, pair in zip(range(_PAIRS), near, strict=False):
        yield pair


def _phrases(words: Sequence[str], telling: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of a few words that hold a telling one, or all words of a claim that has none."""
    if len(words) <= _PHRASE or not telling:
        yield words[: 2 * _PHRASE]
        return
    starts = range(0, len(words) - _PHRASE + 1, max(1, (len(words) - _PHRASE) // _PHRASES))
    runs = [words[start : start + _PHRASE] for start in starts]
    yield from [run for run in runs if set(telling).intersection(run)][:_PHRASES]


def _ids(session: Session, found: Select[int], where: Sequence[ColumnElement[bool]]) -> list[int]:
    """The first of the versions found, in row order; articles are looked at only where they are restricted."""
    if not where:
        return list(session.scalars(found.limit(_RARE)))
    rows = found.subquery()
    query: Select[int] = (
        select(ArticleVersion.id)
        .select_from(rows)
        .join(ArticleVersion, ArticleVersion.id == rows.c.rowid)
        .join(Article, Article.id == ArticleVersion.article_id)
    )
    return list(session.scalars(query.where(*where).limit(_RARE)))
