"""A stored check as schema.org ``ClaimReview``, for the page on which an answer is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from quotesdb.cite.schema_org import CONTEXT, article_node, body, known, named
from quotesdb.present.text import counted
from quotesdb.present.verdicts import MEANING, Tone, titled, tone
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.checking.record import CheckRow, FoundPassage
    from quotesdb.values import ArticleRef

_VALUES = {Tone.GOOD: 5, Tone.CARE: 3, Tone.BAD: 1}
"""Of 1 to 5; what was not found has none, since that says nothing of who is said to have said it."""


def claim_review(
    row: CheckRow, articles: Mapping[str, ArticleRef], url: str, by: str | None
) -> dict[str, Any]:
    """The node of one check; ``url`` is where its answer is published, ``by`` whom.

    Only those passages are cited whose article is in ``articles``.
    """
    cited = [] if row.verdict is ClaimVerdict.NOT_FOUND else row.matches
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": f"urn:quotesdb:{row.id}",
        "url": url,
        "datePublished": row.at.date().isoformat(),
        "claimReviewed": row.claim,
        "reviewRating": _rating(row.verdict),
        "itemReviewed": {"@type": "Claim", "text": row.claim, **known(author=named(row.speaker))},
        "reviewBody": _searched(row),
        **known(
            author=body(by),
            citation=[_cited(one, articles[one.article_id]) for one in cited if one.article_id in articles],
        ),
    }


def _rating(verdict: ClaimVerdict) -> dict[str, Any]:
    value = _VALUES.get(tone(verdict))
    told = {
        "@type": "Rating",
        "alternateName": titled(verdict).capitalize(),
        "ratingExplanation": MEANING[verdict],
    }
    return told if value is None else {**told, "ratingValue": value, "bestRating": 5, "worstRating": 1}


def _searched(row: CheckRow) -> str:
    printed = f", printed {row.first} to {row.last}" if row.first and row.last else ""
    return f"Compared word by word with {counted(row.documents, 'article')}{printed}."


def _cited(passage: FoundPassage, article: ArticleRef) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "text": passage.text,
        **known(spokenByCharacter=named(passage.speaker)),
        "isPartOf": article_node(article),
    }
