"""APA 7 as plain text (Publication Manual, 7th ed., 8.6, 8.25-8.28, 9.7-9.17 and 10.1).

For each quotation the reference-list entry of its article, then the citation in running text. The speaker is
no author: the words are the speaker's "as cited in" the article. Words that the article only reports are
shown as reported, never in quotation marks.

A retrieval date is given where no archived copy is known, as the manual has it (9.16): what is archived does
not change. The address of an archived copy stands in a line of its own.

What a program cannot know stays as printed: titles are not put into sentence case, nor translated, and
newspaper names are not in italics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import BinaryIO

from quotesdb.cite import Options
from quotesdb.cite.marks import DOUBLE, NONE, SINGLE, is_wrapped, requote
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import MONTHS, date_parts, described, one_line, paragraphs, since_then
from quotesdb.names.byline import Name, authors
from quotesdb.values import AgentKind, ArticleRef, Citation, CueClass, Kind, Precision, PrintedDate

BLOCK_WORDS = 40
"""A quotation of so many words or more is a block without marks."""

MOST_AUTHORS = 20
"""Of more authors than this a reference names all but the middle ones."""

_UNTITLED = "[Untitled article]"
_REPORTED_AS = {
    CueClass.SPEECH: "saying",
    CueClass.WRITING: "writing",
    CueClass.THOUGHT: "thinking",
    CueClass.FACT: "showing",
    CueClass.OTHER: "stating",
}
_LAST_STOP = re.compile(r",$|(?<![A-Z.])\.$")  # not that of "the U.S." or an ellipsis


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One block per citation, a blank line between; its first line is the reference.

    Which years need a letter is known only when all articles are.
    """
    items = list(citations)
    letters = _year_letters(c.article for c in items)
    write_text(out, (_item(c, letters.get(c.article.id, "")) for c in items), "\n")


def _item(citation: Citation, letter: str) -> str:
    lines = [
        _reference(citation.article, letter),
        *_quotation(citation, letter),
        f"    Speaker: {one_line(described(citation.speaker))}",
        f"    Attribution: {one_line(citation.decision.label())}",
    ]
    if citation.article.archived_url:
        lines.append(f"    Archived: {one_line(_seen(citation.article))}")
    if citation.since:
        lines.append(f"    Since then: {one_line(since_then(citation.since))}")
    return "\n".join(lines) + "\n"


def _year_letters(articles: Iterable[ArticleRef]) -> dict[str, str]:
    """Article id -> "a", "b" ... for articles of one author and year, which only a letter can tell apart."""
    same: defaultdict[tuple[str, str], dict[str, ArticleRef]] = defaultdict(dict)
    for article in articles:
        same[_author_label(article), _year(article)][article.id] = article
    return {
        article.id: _letter(number)
        for group in same.values()
        if len(group) > 1
        for number, article in enumerate(sorted(group.values(), key=_date_and_title))
    }


def _letter(number: int) -> str:
    """Letters as a list has them: a to z, then aa, ab ...

    >>> _letter(0), _letter(25), _letter(26)
    ('a', 'z', 'aa')
    """
    before = _letter(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("a") + number % 26)


def _date_and_title(article: ArticleRef) -> tuple[str, str, str]:
    return (article.published.printed() if article.published else "", article.title or "", article.id)


def _year(article: ArticleRef) -> str:
    return str(article.published.day.year) if article.published else "n.d."


def _year_with(article: ArticleRef, letter: str) -> str:
    dash = "-" if letter and not article.published else ""
    return f"{_year(article)}{dash}{letter}"


def _reference(article: ArticleRef, letter: str) -> str:
    title = _ended(one_line(article.title or _UNTITLED))
    date = f"({_date(article, letter)})."
    names = _reference_names(authors(article.byline, article.publisher))
    start = [_ended(names), date, title] if names else [title, date]
    publisher = [_ended(one_line(article.publisher))] if article.publisher else []
    url = [one_line(article.url)] if article.url else []
    if url and article.accessed and not article.archived_url:
        url = [f"Retrieved {_month_first(article.accessed)}, from", *url]
    return " ".join([*start, *publisher, *url])


def _date(article: ArticleRef, letter: str) -> str:
    year = _year_with(article, letter)
    if article.published is None:
        return year
    return ", ".join(filter(None, (year, _month_and_day(article.published))))


def _month_and_day(date: PrintedDate) -> str:
    month_and_day = date_parts(date)[1:]
    return " ".join([*(MONTHS[month - 1] for month in month_and_day[:1]), *map(str, month_and_day[1:])])


def _month_first(date: PrintedDate) -> str:
    """A date in running words: March 14, 2025."""
    comma = "," if date.precision in (Precision.DAY, Precision.TIME) else ""
    return f"{_month_and_day(date)}{comma} {date.day.year}".strip()


def _seen(article: ArticleRef) -> str:
    accessed = f", accessed {_month_first(article.accessed)}" if article.accessed else ""
    return f"{article.archived_url}{accessed}"


def _reference_names(names: list[Name]) -> str:
    shown = [_reference_name(name) for name in names]
    if len(shown) > MOST_AUTHORS:
        return ", ".join([*shown[: MOST_AUTHORS - 1], f". . . {shown[-1]}"])
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])}, & {shown[-1]}"


def _reference_name(name: Name) -> str:
    if name.literal:
        return name.literal
    return ", ".join(part for part in (name.family, _initials(name.given), name.suffix) if part)


def _initials(given: str) -> str:
    """The first letters of given names.

    >>> _initials("María José"), _initials("Jean-Luc"), _initials("J.K.")
    ('M. J.', 'J.-L.', 'J. K.')
    """
    words = re.split(r"[\s.]+", given)
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words if word)


def _ended(part: str) -> str:
    return part if part.rstrip("”’\"')").endswith((".", "?", "!")) else f"{part}."


def _author_label(article: ArticleRef) -> str:
    """Whom the citation in the text names: the family names, or the title where there is no author."""
    labels = [name.label for name in authors(article.byline, article.publisher)]
    if len(labels) > 2:
        return f"{labels[0]} et al."
    return " & ".join(labels) or one_line(article.title or "") or _UNTITLED


def _cited_in(citation: Citation, letter: str) -> str:
    article = citation.article
    label = _author_label(article)
    year = _year_with(article, letter)
    if authors(article.byline, article.publisher) or label == _UNTITLED:
        start = f"{label}, {year}"
    else:
        start = f"“{requote(label, [SINGLE, DOUBLE])},” {year}"
    place = f", para. {citation.paragraph}" if citation.paragraph is not None else ""
    return f"as cited in {start}{place}"


def _quotation(citation: Citation, letter: str) -> list[str]:
    if citation.kind is not Kind.DIRECT:
        return [_reported(citation, letter)]
    who = one_line(citation.speaker.name) if citation.speaker else "unidentified speaker"
    source = f"({who}, {_cited_in(citation, letter)})"
    outer = [NONE] if is_wrapped(citation.text) else []
    block = paragraphs(requote(citation.text, [*outer, DOUBLE, SINGLE]))
    if len(" ".join(block).split()) >= BLOCK_WORDS:
        return [f"        {line}" for line in [*block[:-1], f"{block[-1]} {source}"]]
    inline = one_line(requote(citation.text, [*outer, SINGLE, DOUBLE]))
    return [f"    “{_LAST_STOP.sub('', inline)}” {source}."]


def _reported(citation: Citation, letter: str) -> str:
    speaker = citation.speaker
    who = one_line(speaker.name) if speaker else "An unidentified speaker"
    was = "were" if speaker and speaker.kind is AgentKind.GROUP else "was"
    words = _LAST_STOP.sub("", one_line(requote(citation.text, [DOUBLE, SINGLE])))
    verb = _REPORTED_AS[citation.cue_class]
    return (
        f"    {who[:1].upper()}{who[1:]} {was} reported as {verb}: {words} ({_cited_in(citation, letter)})."
    )
