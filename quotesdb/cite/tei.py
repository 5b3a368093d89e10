"""TEI P5: a ``cit`` for each quotation, its words in ``quote`` and ``said``, its article in ``bibl``.

``quote`` says of which kind the quotation is, ``said`` whether all of it is direct speech, and whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import encoded, one_line, paragraphs, since_then
from quotesdb.values import Agent, AgentKind, ArticleRef, Citation, Kind, PrintedDate

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NAMES = {AgentKind.PERSON: "persName", AgentKind.ORGANISATION: "orgName"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Quotations</title></titleStmt>
<publicationStmt><p>Exported by quotesdb</p></publicationStmt>
<sourceDesc><p>The articles that each cit names</p></sourceDesc></fileDesc></teiHeader>
<text><body><div>
"""


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One document."""
    write_text(out, _pieces(citations))


def _pieces(citations: Iterable[Citation]) -> Iterator[str]:
    yield _HEAD
    empty = True
    for citation in citations:
        empty = False
        yield _cit(citation)
    yield f"{'<p/>' if empty else ''}</div></body></text>\n</TEI>\n"


def _cit(citation: Citation) -> str:
    language = citation.article.language or ""
    is_known = {"xml:lang": language} if _LANGUAGE.fullmatch(language) else {}
    who = {"who": _urn(citation.speaker_id)} if citation.speaker_id else {}
    said = _element("said", _words(citation.text), direct=_xml_bool(citation), **who)
    notes = [
        ("speaker", _speaker(citation)),
        ("attribution", _text(citation.decision.label())),
        ("since", _text(since_then(citation.since)) if citation.since else ""),
    ]
    inside = [
        _element("quote", said, type=citation.kind.value, **is_known),
        _bibl(citation.article, citation.paragraph),
        *(_element("note", told, type=kind) for kind, told in notes if told),
    ]
    return _element("cit", "".join(inside), **{"xml:id": citation.id}) + "\n"


def _xml_bool(citation: Citation) -> str:
    return str(citation.kind is Kind.DIRECT).lower()


def _words(words: str) -> str:
    parts = [_text(part) for part in paragraphs(words)]
    return "".join(parts) if len(parts) < 2 else "".join(f"<p>{part}</p>" for part in parts)


def _speaker(citation: Citation) -> str:
    speaker = citation.speaker
    if speaker is None:
        return "not identified"
    told = [
        _named(speaker, citation.speaker_id),
        _element("roleName", _text(speaker.role)) if speaker.role else "",
        _element("orgName", _text(speaker.organisation)) if speaker.organisation else "",
        *(_element("ref", _text(each), target=encoded(each)) for each in citation.same_as),
    ]
    return ", ".join(filter(None, told))


def _named(speaker: Agent, speaker_id: str | None) -> str:
    """The name as an element that says of what it is one."""
    which = {} if speaker.kind in _NAMES else {"type": speaker.kind.value}
    which |= {"ref": _urn(speaker_id)} if speaker_id else {}
    return _element(_NAMES.get(speaker.kind, "rs"), _text(speaker.name), **which)


def _bibl(article: ArticleRef, paragraph: int | None) -> str:
    told = [
        *(_element("author", _text(name)) for name in article.byline),
        _element("title", _text(article.title), level="a") if article.title else "",
        _element("publisher", _text(article.publisher)) if article.publisher else "",
        _date(article.published) if article.published else "",
        _element("biblScope", str(paragraph), unit="paragraph") if paragraph is not None else "",
        _element("ptr", target=encoded(article.url)) if article.url else "",
        _element("ptr", type="archived", target=encoded(article.archived_url))
        if article.archived_url
        else "",
        _date(article.accessed, type="accessed") if article.accessed else "",
    ]
    return _element("bibl", "".join(told), n=article.id)


def _date(printed: PrintedDate, **which: str) -> str:
    return _element("date", printed.printed(), when=printed.printed(), **which)


def _urn(public_id: str) -> str:
    return f"urn:quotesdb:{public_id}"


def _element(name: str, inside: str = "", **attributes: str) -> str:
    """An element; what is inside is written as it is."""
    told = "".join(f" {key}={quoteattr(_xml(one_line(value)))}" for key, value in attributes.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _text(value: str) -> str:
    return escape(_xml(one_line(value)))


def _xml(value: str) -> str:
    """The text, with a mark for what no XML can hold."""
    return _NO_XML.sub("\ufffd", value)
