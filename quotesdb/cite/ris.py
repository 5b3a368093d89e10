"""RIS, which EndNote, Zotero, Mendeley and most catalogues read.

One ``NEWS`` record per article, one line per tag: a line break inside a value would start a new tag for
strict readers, so it becomes a space. ``T2`` is the newspaper, ``Y2`` the day of access; ``N1`` lines carry
the quotations in it, their speakers and decisions; ``ID`` is the article's id. A date that is not printed to
the day leaves its later parts empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import starmap
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import by_article, one_line, remarks
from quotesdb.names.byline import Name, authors
from quotesdb.values import ArticleRef, Citation, PrintedDate


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One record per article, a blank line between."""
    write_text(out, starmap(_record, by_article(citations)), "\n")


def _record(article: ArticleRef, quoted: Iterable[Citation]) -> str:
    tags = [
        ("TY", "NEWS"),
        ("ID", article.id),
        *(("AU", _author(name)) for name in authors(article.byline, article.publisher)),
        ("TI", article.title),
        ("T2", article.publisher),
        *(_dates(article.published) if article.published else []),
        ("LA", article.language),
        ("UR", article.url),
        ("Y2", _date(article.accessed) if article.accessed else None),
        *(("N1", remark) for remark in remarks(quoted)),
    ]
    lines = [f"{tag}  - {one_line(value)}\n" for tag, value in tags if value]
    return "".join([*lines, "ER  - \n"])


def _dates(published: PrintedDate) -> list[tuple[str, str]]:
    return [("PY", published.printed()[:4]), ("DA", _date(published))]


def _date(date: PrintedDate) -> str:
    year, month, day = [*date.printed().split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"


def _author(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given, name.suffix) if part)
