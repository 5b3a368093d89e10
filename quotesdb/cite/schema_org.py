"""schema.org ``Quotation`` as JSON-LD: one array, a node for each quotation, with its article in it.

The speaker is ``spokenByCharacter``, to whom the containing work attributes the words; ``author`` is of the
article. ``description`` says whether the words are direct, and who decided whose they are. The context is
written out, so that nothing has to be fetched to read a node, and each node can be pasted alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import json_array, write_text
from quotesdb.cite.wording import since_then
from quotesdb.names.byline import Name, authors
from quotesdb.names.claimed import is_body
from quotesdb.values import Agent, AgentKind, ArticleRef, Citation

CONTEXT = {"@vocab": "https://schema.org/"}
_PEOPLE = frozenset({AgentKind.PERSON, AgentKind.ANONYMOUS})


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A JSON array of quotations."""
    write_text(out, json_array(map(_quotation, citations)))


def known(**values: Any) -> dict[str, Any]:
    """Those properties that have a value."""
    return {key: value for key, value in values.items() if value}


def body(name: str | None) -> dict[str, str] | None:
    """An organisation by its name."""
    return {"@type": "Organization", "name": name} if name else None


def named(name: str | None) -> dict[str, str] | None:
    """Somebody of whom only a name is known: a body where it is told by its words, else a person.

    >>> [named(name)["@type"] for name in ("Mira Solane", "Solane", "the mayor", "Port of Marrow", "UBS")]
    ['Person', 'Person', 'Person', 'Organization', 'Organization']
    """
    if not name:
        return None
    told = is_body(name) or (" " in name and authors([name])[0].literal)
    return body(name) if told and name[0].isupper() else {"@type": "Person", "name": name}


def _quotation(citation: Citation) -> dict[str, Any]:
    told = [f"{citation.kind} quotation", citation.decision.label()]
    told += [since_then(citation.since)] if citation.since else []
    return {
        "@context": CONTEXT,
        "@type": "Quotation",
        "@id": f"urn:quotesdb:{citation.id}",
        "identifier": citation.id,
        "text": citation.text,
        "description": "; ".join(told),
        **known(
            inLanguage=citation.article.language,
            spokenByCharacter=_speaker(citation.speaker, citation) if citation.speaker else None,
        ),
        "isPartOf": article_node(citation.article),
    }


def _speaker(speaker: Agent, citation: Citation) -> dict[str, Any]:
    named = {"@id": f"urn:quotesdb:{citation.speaker_id}"} if citation.speaker_id else {}
    beside = {"name": speaker.name, **known(sameAs=list(citation.same_as))}
    if speaker.kind not in _PEOPLE:
        return {"@type": "Organization", **named, **beside}
    printed = known(jobTitle=speaker.role, affiliation=body(speaker.organisation))
    return {"@type": "Person", **named, **beside, **printed}


def article_node(article: ArticleRef) -> dict[str, Any]:
    """An article with its authors."""
    return {
        "@type": "NewsArticle",
        "@id": f"urn:quotesdb:{article.id}",
        "identifier": article.id,
        **known(
            headline=article.title,
            author=[_author(name) for name in authors(article.byline, article.publisher)],
            publisher=body(article.publisher),
            datePublished=article.published.iso() if article.published else None,
            url=article.url,
            archivedAt=article.archived_url,
            inLanguage=article.language,
        ),
    }


def _author(name: Name) -> dict[str, str] | None:
    if name.literal:
        return body(name.literal)
    return {"@type": "Person", "name": " ".join(filter(None, (name.given, name.family, name.suffix)))}
