"""Lines for Wikiquote: the words as an item of a list, who said them where as the item below.

Only what is quoted word for word. Who decided the attribution stands in a comment, for who edits the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.marks import unmarked
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import NOT_DIRECT, described, one_line, paragraphs, spelled, web_address
from quotesdb.values import ArticleRef, Citation, Kind

# Brackets of an editor ("[again]") are no markup, but for a link; at either end a mark could join another.
_MARKUP = re.compile(
    r"\[{2,}|\[(?=[^\s\]]*(?::|//))|\{{2,}|\}{2,}|(?<=-)\{|'{2,}|^'|'$|~{3,}|_{2,}|[<>|]|&(?=#?\w+;)|:(?=//)"
)
_BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})
_ADDRESS = str.maketrans({"[": "%5B", "]": "%5D", "'": "%27"})


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """Two lines a quotation, as a page of the speaker has them."""
    write_text(out, (_lines(each) for each in citations if left_out(each) is None))


def left_out(citation: Citation) -> str | None:
    """Why a quotation is not among the lines, if it is not."""
    return None if citation.kind is Kind.DIRECT else NOT_DIRECT


def _lines(citation: Citation) -> str:
    # The comma before the closing mark is the reporter's, who goes on behind it.
    words = "<br />".join(map(_plain, paragraphs(unmarked(citation.text)))).removesuffix(",")
    told = f"{_plain(described(citation.speaker))}, {_source(citation.article)}"
    decided = re.sub("-(?=-)", "- ", one_line(citation.decision.label()))
    return f"* {words}\n** {told} <!-- {decided} -->\n"


def _source(article: ArticleRef) -> str:
    authors = ", ".join(map(_plain, article.byline))
    told = [
        f"{'quoted by ' if authors else ''}{authors}{' in ' if authors else 'in '}{_linked(article)}",
        f"''{_plain(article.publisher)}''" if article.publisher else "",
        spelled(article.published) if article.published else "",
    ]
    return ", ".join(filter(None, told))


def _linked(article: ArticleRef) -> str:
    title = f'"{_plain(article.title)}"' if article.title else "an untitled article"
    address = web_address(article.url)
    return f"[{address.translate(_ADDRESS)} {title.translate(_BRACKETS)}]" if address else title


def _plain(words: str) -> str:
    """Words that the wiki shows as they are, on one line."""
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), one_line(words))
