"""A report in HTML, one page to read and to print: the quotations of each speaker with article and decision.

The page needs nothing else and runs nothing. A title leads to its article, where a browser shows the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.deep_link import deep_link
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import (
    by_speaker,
    described,
    one_line,
    paragraphs,
    parts_of,
    since_then,
    spelled,
    web_address,
)
from quotesdb.values import Agent, Citation, Span

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body {{ margin: 0 auto; max-width: 44rem; padding: 1.5rem; color: #1f2328; background: #fff;
  font: 1rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }}
h1, h2, .about {{ font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }}
h1 {{ font-size: 1.4rem; }} h2 {{ font-size: 1.15rem; margin: 2rem 0 .5rem; }}
figure {{ margin: 0 0 1.5rem; }}
blockquote {{ margin: 0; padding-left: 1rem; border-left: 3px solid #d0d7de; }}
blockquote p {{ margin: .3rem 0; }} figcaption {{ padding-left: calc(1rem + 3px); }}
.about {{ color: #59636e; font-size: .85rem; }}
@media print {{ figure {{ break-inside: avoid; }} h2 {{ break-after: avoid; }} a {{ color: inherit; }} }}
</style></head><body>
<h1 dir="auto">{title}</h1>
"""


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A section per speaker in the order of first appearance, those not attributed last.

    Sections make it wait for the last citation before it writes the first.
    """
    write_text(out, _pieces(by_speaker(citations)))


def _pieces(groups: list[list[Citation]]) -> Iterator[str]:
    alone = groups[0][0].speaker if len(groups) == 1 else None
    yield _HEAD.format(title=f"Quotations of {_shown(alone.name)}" if alone else "Quotations")
    if not groups:
        yield "<p>None.</p>\n"
    for found in groups:
        if not alone:
            yield f'<h2 dir="auto">{_heading(found[0].speaker)}</h2>\n'
        yield from map(_quotation, found)
    yield "</body></html>\n"


def _heading(speaker: Agent | None) -> str:
    return _shown(speaker.name) if speaker else "Not attributed"


def _quotation(citation: Citation) -> str:
    words = "".join(f"<p>{_shown(part)}</p>" for part in paragraphs(citation.text))
    about = [f"{citation.kind} quotation", citation.id, citation.decision.label()]
    about += [since_then(citation.since)] if citation.since else []
    about += [citation.note] if citation.note else []
    return (
        f'<figure id="{_shown(citation.id)}"><blockquote dir="auto">{words}</blockquote>\n'
        f'<figcaption><span dir="auto">{_shown(described(citation.speaker))}</span>, in {_where(citation)}'
        f'<br><span class="about" dir="auto">{_shown("; ".join(about))}</span></figcaption></figure>\n'
    )


def _where(citation: Citation) -> str:
    article = citation.article
    title = f'<cite dir="auto">{_shown(article.title or "an untitled article")}</cite>'
    archived = web_address(article.archived_url)
    told = [
        _linked(title, web_address(article.url) and _at_the_words(citation)),
        *(f'<span dir="auto">{_shown(each)}</span>' for each in (*article.byline, article.publisher) if each),
        spelled(article.published) if article.published else "no date",
        f"para. {citation.paragraph}" if citation.paragraph is not None else "",
        _linked("archived", archived) if archived else "",
    ]
    return ", ".join(filter(None, told))


def _at_the_words(citation: Citation) -> str:
    """The address of the article at the first part of the words; a word that the context begins in is cut."""
    words, _span = parts_of(citation)[0]
    before = citation.prefix.partition(" ")[2]
    place = Span(len(before), len(before) + len(words))
    return deep_link(web_address(citation.article.url) or "", before + words, place)


def _linked(shown: str, address: str | None) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>' if address else shown


def _shown(words: str) -> str:
    return escape(one_line(words))
