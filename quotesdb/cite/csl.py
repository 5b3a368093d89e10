"""CSL-JSON, which Zotero, pandoc and every CSL processor read.

One ``article-newspaper`` item per article, its ``citation-key`` the article's id; the quotations in it stand
in its ``note``. Its ``id`` is that of the first of them, by which who has quotations in hand finds the item.
``section`` is left out: processors render it as stray letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import starmap
from typing import Any, BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import json_array, write_text
from quotesdb.cite.wording import by_article, date_parts, remarks
from quotesdb.names.byline import Name, authors
from quotesdb.values import ArticleRef, Citation


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """A JSON array of items; quotations, speakers and decisions stand in ``note``, a line each."""
    write_text(out, json_array(starmap(_with_note, by_article(citations))))


def _with_note(article: ArticleRef, quoted: Sequence[Citation]) -> dict[str, Any]:
    return {**item(article, quoted[0].id), "note": "\n".join(remarks(quoted))}


def item(article: ArticleRef, item_id: str) -> dict[str, Any]:
    """The item of an article, without what is quoted from it."""
    fields = {
        "title": article.title,
        "author": [_name(name) for name in authors(article.byline, article.publisher)],
        "container-title": article.publisher,
        "issued": {"date-parts": [date_parts(article.published)]} if article.published else None,
        "URL": article.url,
        "accessed": {"date-parts": [date_parts(article.accessed)]} if article.accessed else None,
        "archive_location": article.archived_url,
        "language": article.language,
    }
    return {
        "id": item_id,
        "citation-key": article.id,
        "type": "article-newspaper",
        **{key: value for key, value in fields.items() if value},
    }


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}
