"""Which articles could hold the words of a claim: by the search index alone, at a cost that has a bound.

Rare words are looked up one by one, pairs of them near each other where single ones are too common, and the
claim's own phrases where it has nothing but common words. No article's text is read here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, bindparam, select

from quotesdb.check.words import STOP_WORDS
from quotesdb.db import search
from quotesdb.db.models import Article, ArticleVersion
from quotesdb.db.queries import current_versions
from quotesdb.services.store.chunks import filled
from quotesdb.text.folding import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WORD = re.compile(r"[^\W_]+")
_RARE = 120
"""Articles from which a word is too common to be looked up alone."""

_FREQUENT = 20 * _RARE
"""Expected articles from which words are not even asked for."""

_FREQUENT_PAIR = 8 * _RARE
"""Expected passages that have both words, about a quarter of them near each other, from which it is the same.

The first few of more are any, and to find them takes as long as all else.
"""

_LOOKED_UP = 12
"""Words of one segment that are looked up."""

_NEAR = 12
"""Words within which a pair must stand."""

_PAIRS, _PHRASES = 5, 2
"""Pairs and phrases that are looked up where rare words say too little."""

_PHRASE = 4
_FEW, _AHEAD, _TWICE = 4, 0.7, 2
"""When no more need be asked: at most so many versions near the best score, and that found by two words."""

_FAR = 0.15
"""Share of the best score below which an article is not read."""

_RANKED = 64
_COMMON = "words too common to be looked up"
"""Where the session remembers them: a word does not become rare again."""

_CURRENT = (
    current_versions()
    .with_only_columns(ArticleVersion.id)
    .where(ArticleVersion.id.in_(bindparam("ids", expanding=True)))
)

Where = Sequence[ColumnElement[bool]]


def candidates(session: Session, segments: Sequence[str], where: Where, most: int) -> list[int]:
    """The current versions that share most of what is rare in the segments, best first.

    Their articles fit ``where``. A segment is a part of a claim without an ellipsis, as printed.
    """
    scores: Counter[int] = Counter()
    for words in filter(None, (_WORD.findall(fold(segment)) for segment in segments)):
        scores.update(_found(session, words, where))
    ranked = [version_id for version_id, _score in scores.most_common(_RANKED)]
    standing = set(session.scalars(_CURRENT, {"ids": filled(ranked)}))
    least = _FAR * max(scores.values(), default=0)
    return [v for v in ranked if v in standing and scores[v] >= least][:most]


def printing(session: Session, words: str, where: Where, most: int) -> list[int]:
    """The current versions that print the most telling few of these words in a row."""
    folded = _WORD.findall(fold(words))
    phrase = next(_phrases(folded, _telling(folded)), folded[: 2 * _PHRASE])
    [ids] = _ids(session, [search.of(session).phrase(phrase)], where)
    return list(session.scalars(_CURRENT.limit(most), {"ids": filled(ids)}))


def _found(session: Session, words: Sequence[str], where: Where) -> Counter[int]:
    """A score for each version found: the rarer the words it shares, the higher."""
    telling, engine = _telling(words), search.of(session)
    common: set[str] = session.info.setdefault(_COMMON, set())
    asked = [word for word in telling if word not in common]
    alone = _unless_frequent(session, [engine.phrase([word]) for word in asked], where, _FREQUENT)
    holding = dict(zip(asked, alone, strict=True))
    scores: Counter[int] = Counter()
    rare = sorted((ids for ids in holding.values() if ids and len(ids) < _RARE), key=len)
    _score(scores, rare, 1)
    if not where:
        common.update(word for word, ids in holding.items() if ids is None or len(ids) >= _RARE)
    if _stand_out(scores, rare):
        return scores
    known = sorted(telling, key=lambda word: len(holding.get(word) or ()) or _RARE)
    near = [engine.near(pair, _NEAR) for pair in _pairs(words, known)]
    together = _unless_frequent(session, near, where, _FREQUENT_PAIR)
    pairs = [ids for ids in together if ids is not None]
    _score(scores, pairs, 2)
    if not _stand_out(scores, [*rare, *pairs]):
        phrases = [engine.phrase(phrase) for phrase in _phrases(words, known)]
        _score(scores, _ids(session, phrases, where), 4)
    return scores


def _score(scores: Counter[int], found: Sequence[Sequence[int]], worth: int) -> None:
    """Add to the score of each version found, the more the fewer there are."""
    for ids in found:
        scores.update(dict.fromkeys(ids, 1 + worth * _RARE // max(1, len(ids))))


def _stand_out(scores: Counter[int], found: Sequence[Sequence[int]]) -> bool:
    """Whether few enough versions are far ahead of the others, so that no more need be asked.

    The best must have been found twice: one rare word may be the very one that a claim has wrong.
    """
    best = scores.most_common(_FEW + 1)
    if not best or (len(best) > _FEW and best[-1][1] >= _AHEAD * best[0][1]):
        return False
    return sum(best[0][0] in ids for ids in found if len(ids) < _RARE) >= _TWICE


def _telling(words: Sequence[str]) -> list[str]:
    """The words worth looking up, in their order; of a very long claim a sample from its whole length.

    A claim that has nothing but common words is looked for by these.
    """
    found = list(dict.fromkeys(word for word in words if len(word) > 2 and word not in STOP_WORDS))
    found = found or list(dict.fromkeys(words))
    step = -(-len(found) // _LOOKED_UP) or 1
    return found[::step]


def _pairs(words: Sequence[str], telling: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of telling words that stand near each other in the claim; those of the first words first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    ranks = sorted(combinations(range(min(len(telling), _PAIRS + 1)), 2), key=sum)
    near = (
        (telling[i], telling[j])
        for i, j in ranks
        if min(abs(a - b) for a in places[telling[i]] for b in places[telling[j]]) <= _NEAR
    )
    yield from islice(near, _PAIRS)


def _phrases(words: Sequence[str], telling: Sequence[str]) -> Iterator[Sequence[str]]:
    """A short claim as a whole; of a longer one the runs of a few words with most telling ones."""
    if len(words) <= 2 * _PHRASE or not telling:
        yield words[: 2 * _PHRASE]
    known = set(telling)
    runs = [words[start : start + _PHRASE] for start in range(len(words) - _PHRASE + 1)]
    runs.sort(key=lambda run: -len(known.intersection(run)))
    yield from (run for run in runs[:_PHRASES] if known.intersection(run))


def _unless_frequent(
    session: Session, queries: Sequence[str], where: Where, frequent: int
) -> list[list[int] | None]:
    """The same, and None of what the engine expects to find so often that it tells nothing."""
    expected = search.of(session).expected_of_each(session.connection(), queries)
    asked = [query for query, number in zip(queries, expected, strict=True) if number < frequent]
    found = dict(zip(asked, _ids(session, asked, where), strict=True))
    return [found.get(query) for query in queries]


def _ids(session: Session, queries: Sequence[str], where: Where) -> list[list[int]]:
    """The first of the versions that each query finds, in row order; articles are read where restricted."""
    if not where:
        return search.of(session).first_of_each(session.connection(), queries, _RARE)
    return [list(session.scalars(_restricted(session, query, where).limit(_RARE))) for query in queries]


def _restricted(session: Session, query: str, where: Where) -> Select[int]:
    rows = search.of(session).match_query(query).subquery()
    version: Select[int] = (
        select(ArticleVersion.id)
        .select_from(rows)
        .join(ArticleVersion, ArticleVersion.id == rows.c.rowid)
        .join(Article, Article.id == ArticleVersion.article_id)
    )
    return version.where(*where)
