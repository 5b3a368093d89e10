"""BibTeX that classic BibTeX and biblatex both read.

An article with a publisher is an ``@article`` whose ``journal`` is that publisher: both know the type, and
biblatex takes ``journal`` for ``journaltitle``. Without a publisher ``@article`` would lack a required
field, so it is a ``@misc``. biblatex's own ``@online`` is unknown to BibTeX.

``year`` and ``month`` (an unquoted macro) are what BibTeX reads; it knows no day, so ``date`` stands beside
them, which biblatex prefers. ``urldate`` is biblatex's day of access; BibTeX passes over it. ``key`` gives
BibTeX something to sort by where there is no author. The key of an entry is the article's id: an article has
one entry, however much is quoted from it. Titles are in double braces: styles must not change the case of
names.

Text is UTF-8 with LaTeX specials escaped. A brace without its partner is written as a command, because BibTeX
counts braces without regard to a backslash before them; pandoc knows no such command and loses that brace, as
well as a grave accent. Of a URL only characters that no URL may hold are encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate, starmap
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
    "`": r"\textasciigrave{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
_PAIRED = str.maketrans({**_SPECIAL, "{": r"\{", "}": r"\}"})
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One entry per article, a blank line between; ``note`` has the quotations, speakers and decisions."""
    write_text(out, starmap(_entry, by_article(citations)), "\n")


def escape(text: str) -> str:
    r"""The text on one line so that LaTeX prints it as it stands.

    >>> print(escape("50% of R&D -- 'net'"))
    50\% of R\&D -{}- 'net'
    """
    line = one_line(text)
    return _LIGATURE.sub("{}", line.translate(_PAIRED if _is_paired(line) else _ESCAPES))


def _is_paired(text: str) -> bool:
    """Whether each brace has its partner, behind or before it.

    >>> _is_paired("a {b} {c}"), _is_paired("}{")
    (True, False)
    """
    depths = list(accumulate((char == "{") - (char == "}") for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def entry(kind: str, key: str, fields: Mapping[str, str], *unquoted: str) -> str:
    """An entry with those fields that have a value; a macro is given whole, since it stands in no braces."""
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join([*lines, *unquoted]) + "\n}\n"


def author_list(article: ArticleRef) -> str:
    """The authors as BibTeX takes them apart."""
    return " and ".join(map(_author, authors(article.byline, article.publisher)))


def title_of(article: ArticleRef) -> str:
    """The title, of which no style may change the case."""
    return f"{{{escape(article.title)}}}" if article.title else ""


def _entry(article: ArticleRef, quoted: Iterable[Citation]) -> str:
    fields = {
        "author": author_list(article),
        "title": title_of(article),
        "key": "" if article.byline else escape(article.title or ""),
        "journal": escape(article.publisher or ""),
        **(_dates(article.published) if article.published else {}),
        "url": encoded(article.url or ""),
        "urldate": article.accessed.printed() if article.accessed and article.url else "",
        "language": escape(article.language or ""),
        "note": escape("; ".join(remarks(quoted))),
    }
    kind = "article" if article.publisher else "misc"
    return entry(kind, article.id, fields, *_month(article.published))


def _month(published: PrintedDate | None) -> list[str]:
    if published is None or len(date_parts(published)) < 2:
        return []
    return [f"  month = {MONTHS[published.day.month - 1][:3].lower()}"]


def _dates(published: PrintedDate) -> dict[str, str]:
    printed = published.printed()
    return {"date": printed, "year": printed[:4]}


def _author(name: Name) -> str:
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    return escape(", ".join(part for part in (name.family, name.suffix, name.given) if part))
