"""BibLaTeX, for styles of newspapers and of the web that classic BibTeX has no names for.

An article with a publisher is an ``@article`` of the sort ``newspaper``, without one an ``@online``, and a
``@misc`` where it has no address either. Dates are as exact as they were printed. What is quoted, who spoke
and who decided that stands in ``annotation``, which no standard style prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import starmap
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.bibtex import author_list, entry, escape, title_of
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import by_article, encoded, remarks
from quotesdb.values import ArticleRef, Citation


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One entry per article, a blank line between."""
    write_text(out, starmap(_entry, by_article(citations)), "\n")


def _entry(article: ArticleRef, quoted: Iterable[Citation]) -> str:
    fields = {
        "author": author_list(article),
        "title": title_of(article),
        "journaltitle": escape(article.publisher or ""),
        "entrysubtype": "newspaper" if article.publisher else "",
        "date": article.published.printed() if article.published else "",
        "url": encoded(article.url or ""),
        "urldate": article.accessed.printed() if article.accessed and article.url else "",
        "language": escape(article.language or ""),
        "annotation": escape("; ".join(remarks(quoted))),
    }
    return entry(_kind(article), article.id, fields)


def _kind(article: ArticleRef) -> str:
    if article.publisher:
        return "article"
    return "online" if article.url else "misc"
