"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) on the pages that articles were printed on.

One array, an annotation for each quotation, a target for each part of it. On a page the words are found again
by themselves and what stands round them; offsets are given only where the stored text is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import json_array, write_text
from quotesdb.cite.wording import described, encoded, parts_of, since_then, spelled
from quotesdb.values import ArticleRef, Citation, Decision, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A JSON array of annotations."""
    write_text(out, json_array(map(_annotation, citations)))


def creator(decision: Decision) -> dict[str, str]:
    """Who says that this is a quotation, and whose."""
    kind = "Person" if decision.by == "human" else "Software"
    name = decision.name if decision.version is None else f"{decision.name} {decision.version}"
    return {"type": kind, "name": name}


def textual(value: str, purpose: str) -> dict[str, str]:
    """A body of words."""
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def resource(source: str) -> dict[str, str]:
    """A body that names the speaker by an address."""
    return {"type": "SpecificResource", "source": source, "purpose": "identifying"}


def position(span: Span) -> dict[str, Any]:
    """Where a part stands in a text, in code points."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _annotation(citation: Citation) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"urn:quotesdb:{citation.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "creator": creator(citation.decision),
        "body": _bodies(citation),
        "target": _targets(citation),
    }


def _bodies(citation: Citation) -> list[dict[str, str]]:
    bodies = [textual(citation.kind.value, "classifying")]
    if citation.speaker:
        bodies.append(textual(described(citation.speaker), "identifying"))
    if citation.speaker_id:
        bodies.append(resource(f"urn:quotesdb:{citation.speaker_id}"))
    bodies += map(resource, citation.same_as)
    bodies.append(textual(_article(citation.article), "describing"))
    bodies.append(textual(citation.decision.label(), "assessing"))
    return bodies + ([textual(since_then(citation.since), "assessing")] if citation.since else [])


def _article(article: ArticleRef) -> str:
    """What the words stand in, for who sees the annotation elsewhere than on the page."""
    day = spelled(article.published) if article.published else None
    told = (article.title or "an untitled article", *article.byline, article.publisher, day)
    return ", ".join(filter(None, told))


def _targets(citation: Citation) -> list[dict[str, Any]]:
    article = citation.article
    parts = parts_of(citation)
    found: list[dict[str, Any]] = []
    for number, (words, span) in enumerate(parts):
        before = {"prefix": citation.prefix} if citation.prefix and not number else {}
        after = {"suffix": citation.suffix} if citation.suffix and number == len(parts) - 1 else {}
        quoted = {"type": "TextQuoteSelector", "exact": words, **before, **after}
        if article.url:
            found.append({"source": encoded(article.url), "selector": quoted})
        else:
            stored = {"source": f"urn:quotesdb:{article.id}", "selector": [position(span), quoted]}
            found.append(stored)
    return found
