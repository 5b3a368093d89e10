"""The quotations of an article as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotesdb.text.anchor import describe

if TYPE_CHECKING:
    from quotesdb.services.lookup.results import ArticleDetail
    from quotesdb.values import Citation, Decision, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
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
        "creator": _creator(quote.decision),
        "body": _bodies(quote, base),
        "target": [_target(span, detail, base) for span in quote.content],
    }


def _creator(decision: Decision) -> dict[str, str]:
    kind = "Person" if decision.by == "human" else "Software"
    name = decision.name if decision.version is None else f"{decision.name} {decision.version}"
    return {"type": kind, "name": name}


def _bodies(quote: Citation, base: str) -> list[dict[str, str]]:
    bodies = [{"type": "TextualBody", "value": quote.kind.value, "purpose": "classifying"}]
    if quote.speaker is not None:
        bodies.append({"type": "TextualBody", "value": quote.speaker.name, "purpose": "identifying"})
    if quote.speaker_id is not None:
        source = f"{base}/s/{quote.speaker_id}"
        bodies.append({"type": "SpecificResource", "source": source, "purpose": "identifying"})
    return bodies


def _target(span: Span, detail: ArticleDetail, base: str) -> dict[str, Any]:
    where = describe(detail.text, span)
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    words = {
        "type": "TextQuoteSelector",
        "exact": where.exact,
        "prefix": where.prefix,
        "suffix": where.suffix,
    }
    target: dict[str, Any] = {"source": f"{base}/a/{detail.article.id}", "selector": [position, words]}
    return target | ({"via": detail.article.url} if detail.article.url else {})
