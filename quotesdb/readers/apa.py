"""Exports of APA-OnlineManager (RTF, Word): many articles, each with a head that names its paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, draft
from quotesdb.readers.errors import ReadError
from quotesdb.readers.source import Documents
from quotesdb.values import ArticleDraft, Unreadable

_HEAD = re.compile(
    r"[\"“„](?P<paper>[^\"“”\n]{2,80})[\"”“]\s(?:(?:Nr|Ausgabe)\.?\s[\w./-]{1,12}\s)?"
    r"(?:vom|gefunden am|am)\s(?P<date>\d{1,2}\.\d{1,2}\.\d{4})(?P<rest>(?:\s[^\n]{0,40})?)$"
)
_PAGE = re.compile(r"Seite:?\s*(\S.*)")
_SECTION = re.compile(r"Ressort:\s*(.*)")
_RULE = re.compile(r"_{10,}$")


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines have the heads of several articles among them."""
    return sum(1 for line in lines if _HEAD.match(line.strip())) > 1


def articles(lines: Sequence[str]) -> Documents:
    """The articles of an export, each by its number in the file."""
    for number, document in enumerate(_documents([" ".join(line.split()) for line in lines]), 1):
        try:
            yield _article(document, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _documents(lines: Sequence[str]) -> Iterator[list[str]]:
    found: list[str] = []
    for line in filter(None, lines):
        if _HEAD.match(line):
            if found and _HEAD.match(found[0]):
                yield found
            found = []
        if not _RULE.match(line):
            found.append(line)
    if found and _HEAD.match(found[0]):
        yield found


def _article(lines: Sequence[str], number: str) -> ArticleDraft:
    head = _HEAD.match(lines[0])
    assert head is not None  # noqa: S101 - documents are cut there
    section = _SECTION.match(lines[1]) if len(lines) > 1 else None
    rest = list(lines[2 if section else 1 :])
    page = _PAGE.search(head["rest"])
    return draft(
        map(Block, rest[1:]),
        "apa",
        "\n".join(lines).encode("utf-8", "replace"),
        member=number,
        title=rest[0] if rest else None,
        publisher=head["paper"],
        published=any_date(head["date"], day_first=True),
        section="; ".join(filter(None, (section and section[1], page and f"S. {page[1]}"))) or None,
    )
