"""BibTeX that classic BibTeX and biblatex both read.

An article with a publisher is an ``@article`` whose ``journal`` is that publisher: both know the type, and
biblatex takes ``journal`` for ``journaltitle``. Without a publisher ``@article`` would lack a required
field, so it is a ``@misc``. biblatex's own ``@online`` is unknown to BibTeX.

``year`` and ``month`` (an unquoted macro) are what BibTeX reads; it knows no day, so ``date`` stands beside
them, which biblatex prefers. ``urldate`` is biblatex's day of access; BibTeX passes over it. ``key`` gives
BibTeX something to sort by where there is no author. The key of an entry is the article's id: an article has
one entry, however much is quoted from it. Titles are in double braces: styles must not change the case of
names.

Text is UTF-8 with LaTeX specials escaped. A brace is written as a command, because BibTeX counts braces
without regard to a backslash before them. Of a URL only characters that no URL may hold are encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import starmap
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import MONTHS, by_article, date_parts, encoded, one_line, remarks
from quotesdb.names.byline import Name, authors
from quotesdb.values import ArticleRef, Citation, PrintedDate

_SPECIAL = {
    **{char: f"\\{char}" for char in "&%$#_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One entry per article, a blank line between; ``note`` has the quotations, speakers and decisions."""
    write_text(out, starmap(_entry, by_article(citations)), "\n")


def escape(text: str) -> str:
    r"""The text on one line so that LaTeX prints it as it stands.

    >>> print(escape("50% of R&D -- 'net'"))
    50\% of R\&D -{}- 'net'
    """
    return _LIGATURE.sub("{}", one_line(text).translate(_ESCAPES))


def _entry(article: ArticleRef, quoted: Iterable[Citation]) -> str:
    kind = "article" if article.publisher else "misc"
    fields = {
        "author": " and ".join(_author(name) for name in authors(article.byline, article.publisher)),
        **_title(article),
        "journal": escape(article.publisher or ""),
        **(_dates(article.published) if article.published else {}),
        "url": encoded(article.url or ""),
        "urldate": article.accessed.printed() if article.accessed and article.url else "",
        "language": escape(article.language or ""),
        "note": escape("; ".join(remarks(quoted))),
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    if article.published and len(date_parts(article.published)) > 1:
        lines.append(f"  month = {MONTHS[article.published.day.month - 1][:3].lower()}")
    return f"@{kind}{{{article.id},\n" + ",\n".join(lines) + "\n}\n"


def _title(article: ArticleRef) -> dict[str, str]:
    if not article.title:
        return {}
    title = escape(article.title)
    return {"title": f"{{{title}}}"} if article.byline else {"title": f"{{{title}}}", "key": title}


def _dates(published: PrintedDate) -> dict[str, str]:
    printed = published.printed()
    return {"date": printed, "year": printed[:4]}


def _author(name: Name) -> str:
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    return escape(", ".join(part for part in (name.family, name.suffix, name.given) if part))
