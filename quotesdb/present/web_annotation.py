"""The quotations of an article as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotesdb.cite.web_annotation import CONTEXT, creator, position, resource, textual
from quotesdb.text.anchor import describe

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import ArticleDetail
    from quotesdb.values import Citation, Span

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def page(detail: ArticleDetail, base: str) -> dict[str, Any]:
    """All quotations of an article; ``base`` is where the page is served, without a slash at its end.

    Offsets are code points into the text that the article has there.
    """
    return {
        "@context": CONTEXT,
        "id": f"{base}/api/v1/articles/{detail.article.id}/annotations",
        "type": "AnnotationPage",
        "items": [_annotation(quote, detail, base) for quote in detail.quotes],
    }


def _annotation(quote: Citation, detail: ArticleDetail, base: str) -> dict[str, Any]:
    return {
        "id": f"{base}/q/{quote.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "creator": creator(quote.decision),
        "body": _bodies(quote, base),
        "target": [_target(span, detail, base) for span in quote.content],
    }


def _bodies(quote: Citation, base: str) -> list[dict[str, str]]:
    bodies = [textual(quote.kind.value, "classifying")]
    if quote.speaker is not None:
        bodies.append(textual(quote.speaker.name, "identifying"))
    if quote.speaker_id is not None:
        bodies.append(resource(f"{base}/s/{quote.speaker_id}"))
    return bodies


def _target(span: Span, detail: ArticleDetail, base: str) -> dict[str, Any]:
    where = describe(detail.text, span)
    words = {
        "type": "TextQuoteSelector",
        "exact": where.exact,
        "prefix": where.prefix,
        "suffix": where.suffix,
    }
    target: dict[str, Any] = {"source": f"{base}/a/{detail.article.id}", "selector": [position(span), words]}
    return target | ({"via": detail.article.url} if detail.article.url else {})
