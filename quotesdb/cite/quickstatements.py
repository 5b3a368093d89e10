"""Wikidata QuickStatements, version 1: what somebody said (P1683), with the article as its reference.

Only what is quoted word for word, by a speaker whose number in Wikidata an authority file has. Nothing is
changed to fit: words that are too long, or have a sign that QuickStatements would obey, are left out. Who
decided the attribution becomes the summary of the edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.marks import unmarked
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import NOT_DIRECT, one_line, web_address
from quotesdb.values import ArticleRef, Citation, Kind, Precision, PrintedDate

LONGEST = 1500
"""Characters that a text in Wikidata may have."""

_ITEM = re.compile(r"wikidata\.org/(?:entity|wiki)/(Q\d+)$")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PRECISIONS = {Precision.YEAR: 9, Precision.MONTH: 10, Precision.DAY: 11, Precision.TIME: 11}


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One statement a line, its parts between tabs."""
    write_text(out, (_statement(each) for each in citations if left_out(each) is None))


def left_out(citation: Citation) -> str | None:
    """Why a quotation is no statement, if it is none."""
    if citation.kind is not Kind.DIRECT:
        return NOT_DIRECT
    if _item(citation) is None:
        return "by a speaker without a number of Wikidata"
    if _value(unmarked(citation.text)) is None:
        return f"of more than {LONGEST:,} characters or with signs that QuickStatements obeys"
    return None


def _item(citation: Citation) -> str | None:
    return next((found[1] for address in citation.same_as if (found := _ITEM.search(address))), None)


def _statement(citation: Citation) -> str:
    language = _language(citation.article)
    words = f"{language}:{_value(unmarked(citation.text))}"
    parts = [str(_item(citation)), "P1683", words, *_reference(citation.article, language)]
    decided = one_line(citation.decision.label()).replace("|", "¦").replace("*/", "* /")
    return "\t".join(parts) + f" /* {decided} */\n"


def _reference(article: ArticleRef, language: str) -> Iterator[str]:
    title = _value(article.title or "")
    addresses = {"S854": web_address(article.url), "S1065": web_address(article.archived_url)}
    for source, address in addresses.items():
        if address:
            yield from (source, f'"{address.replace("*", "%2A")}"')
    if title:
        yield from ("S1476", f"{language}:{title}")
    for source, day in {"S577": article.published, "S813": article.accessed}.items():
        if day:
            yield from (source, _time(day))


def _value(words: str) -> str | None:
    """Words as a value, on one line; null where they cannot be one. A mark inside needs no escape."""
    line = one_line(words)
    return f'"{line}"' if 0 < len(line) <= LONGEST and "|" not in line and "/*" not in line else None


def _language(article: ArticleRef) -> str:
    found = _LANGUAGE.match((article.language or "").lower())
    return found[0] if found else "und"


def _time(printed: PrintedDate) -> str:
    return f"+{printed.day.isoformat()}T00:00:00Z/{_PRECISIONS[printed.precision]}"
