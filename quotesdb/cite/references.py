"""References to articles as people paste them: APA 7, MLA 9, Chicago 18 (a note; author-date) and Harvard.

Each is one line. They equal what pandoc makes of the same articles with the styles of the CSL project
(``tests/golden/cite/pandoc``), but for what `tests.unit.cite.test_cite_references` lists with the reasons.
The article's byline is the author; who spoke in it is nobody's author.

Titles are capitalised only where a style does so, and only in English.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from quotesdb.cite.marks import DOUBLE, SINGLE, Pair, requote
from quotesdb.cite.title_case import title_case
from quotesdb.cite.wording import MONTHS, date_parts, one_line
from quotesdb.names.byline import Name, authors
from quotesdb.values import ArticleRef, PrintedDate

MOST_AUTHORS = 20
"""Of more authors than this an APA reference names all but the middle ones."""

UNTITLED = "[Untitled article]"
_ITALIC, _ROMAN = "\ue000", "\ue001"
_NO_MARKS = {ord(_ITALIC): None, ord(_ROMAN): None}
_MLA_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_MARKUP = {"text": ("", ""), "markdown": ("*", "*"), "html": ("<i>", "</i>")}
MARKUPS = tuple(_MARKUP)
_MARKDOWN = re.compile(r"([\\*_`\[\]<])")
_END = (".", "?", "!")
_CLOSING = "”’\"')"

Style = Callable[[ArticleRef, str], str]


def references(articles: Iterable[ArticleRef], style: str, markup: str = "text") -> list[str]:
    """The reference to each article, in the order they come, an article once.

    Years of one author get letters where a style tells articles apart by them.
    """
    once = {article.id: _clean(article) for article in articles}
    letters = year_letters(once.values())
    return [
        rendered(STYLES[style](article, letters.get(article.id, "")), markup) for article in once.values()
    ]


def _clean(article: ArticleRef) -> ArticleRef:
    """The article without the characters that mark italics here; nobody prints them."""
    return replace(
        article,
        title=(article.title or "").translate(_NO_MARKS) or None,
        publisher=(article.publisher or "").translate(_NO_MARKS) or None,
        byline=tuple(name.translate(_NO_MARKS) for name in article.byline),
        url=(article.url or "").translate(_NO_MARKS) or None,
    )


def rendered(reference: str, markup: str) -> str:
    """A reference in text, Markdown or HTML; names of newspapers are in italics where there are any."""
    if markup == "html":
        reference = html.escape(reference, quote=False)
    elif markup == "markdown":
        reference = _MARKDOWN.sub(r"\\\1", reference)
    opening, closing = _MARKUP[markup]
    return reference.replace(_ITALIC, opening).replace(_ROMAN, closing)


def year_letters(articles: Iterable[ArticleRef]) -> dict[str, str]:
    """Article id -> "a", "b" ... for articles of one author and year, which only a letter can tell apart."""
    same: defaultdict[tuple[str, str], dict[str, ArticleRef]] = defaultdict(dict)
    for article in articles:
        same[author_label(article), _year(article)][article.id] = article
    return {
        article.id: _letter(number)
        for group in same.values()
        if len(group) > 1
        for number, article in enumerate(sorted(group.values(), key=_date_and_title))
    }


def author_label(article: ArticleRef) -> str:
    """Whom a citation in the text names: the family names, or the title where there is no author."""
    labels = [name.literal or smart(name.family) for name in _authors(article)]
    if len(labels) > 2:
        return f"{labels[0]} et al."
    return " & ".join(labels) or one_line(article.title or "") or UNTITLED


def year_with(article: ArticleRef, letter: str) -> str:
    """The year of an article, "n.d." for none, with the letter that tells it from others."""
    dash = "-" if letter and not article.published else ""
    return f"{_year(article)}{dash}{letter}"


def month_first(date: PrintedDate) -> str:
    """A date in running words: March 14, 2025."""
    day = _month_and_day(date)
    comma = "," if len(date_parts(date)) > 2 else ""
    return f"{day}{comma} {date.day.year}".strip()


def _letter(number: int) -> str:
    """Letters as a list has them: a to z, then aa, ab ...

    >>> _letter(0), _letter(25), _letter(26)
    ('a', 'z', 'aa')
    """
    before = _letter(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("a") + number % 26)


def _date_and_title(article: ArticleRef) -> tuple[str, str, str]:
    return (article.published.printed() if article.published else "", article.title or "", article.id)


def _authors(article: ArticleRef) -> list[Name]:
    return authors(article.byline, article.publisher)


# The styles


def apa(article: ArticleRef, letter: str) -> str:
    """APA 7 (Publication Manual, 9.7-9.17 and 10.1); a day of access where no copy is archived (9.16)."""
    words = _title(article, [DOUBLE, SINGLE])
    title = _stopped(words if article.publisher else italic(words)) if words else _ended(UNTITLED)
    when = ", ".join(filter(None, (year_with(article, letter), _month_and_day(article.published))))
    names = _apa_names(_authors(article))
    start = [_ended(names), f"({when}).", title] if names else [title, f"({when})."]
    publisher = [_ended(_publisher(article))] if article.publisher else []
    return " ".join([*start, *publisher, *_apa_address(article)])


def _apa_address(article: ArticleRef) -> list[str]:
    url = [one_line(article.url)] if article.url else []
    if url and article.accessed and not article.archived_url:
        return [f"Retrieved {month_first(article.accessed)}, from", *url]
    return url


def _apa_names(names: Sequence[Name]) -> str:
    shown = [_family_first(name, " ") for name in names]
    if len(shown) > MOST_AUTHORS:
        return ", ".join([*shown[: MOST_AUTHORS - 1], f". . . {shown[-1]}"])
    return f"{', '.join(shown[:-1])}, & {shown[-1]}" if len(shown) > 1 else "".join(shown)


def mla(article: ArticleRef, _letter: str) -> str:
    """MLA 9."""
    date = _day_first(article.published, _MLA_MONTHS)
    where = ", ".join(filter(None, (_publisher(article), date, one_line(article.url or ""))))
    names = _ended(_mla_names(_authors(article))) if article.byline else ""
    return " ".join(filter(None, (names, _quoted(article, "."), _ended(where) if where else "")))


def _mla_names(names: Sequence[Name]) -> str:
    if len(names) > 2:
        return f"{_inverted(names[0])}, et al."
    return ", and ".join([_inverted(name) if at == 0 else _in_order(name) for at, name in enumerate(names)])


def chicago(article: ArticleRef, _letter: str) -> str:
    """A full note of Chicago 18."""
    names = [_in_order(name) for name in _authors(article)]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    parts = (_publisher(article), month_first(article.published) if article.published else "n.d.")
    rest = ", ".join(filter(None, (*parts, one_line(article.url or ""))))
    title = _quoted(article, ",")
    return " ".join(filter(None, (f"{who}," if who else "", title, _ended(rest))))


def chicago_author_date(article: ArticleRef, letter: str) -> str:
    """An entry of the list of references of Chicago 18, author-date."""
    names = _authors(article)
    who = _chicago_names(names) or _publisher(article)
    where = _publisher(article) if names else ""
    day = _month_and_day(article.published)
    title = _quoted(article, ".")
    rest = ", ".join(filter(None, (where, day)))
    parts = (
        _ended(who) if who else "",
        _ended(year_with(article, letter)),
        title,
        _ended(rest) if rest else "",
    )
    url = f"{one_line(article.url)}." if article.url else ""
    return " ".join(filter(None, (*parts, url)))


def _chicago_names(names: Sequence[Name]) -> str:
    shown = [_inverted(name) if at == 0 else _in_order(name) for at, name in enumerate(names)]
    if len(shown) > 6:
        return f"{', '.join(shown[:3])}, et al."
    return f"{', '.join(shown[:-1])}, and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def harvard(article: ArticleRef, letter: str) -> str:
    """Harvard as in Cite Them Right."""
    names = _authors(article)
    who = _harvard_names(names) or _publisher(article)
    year = year_with(article, letter).replace("n.d.", "no date")
    words = _title(article, [DOUBLE, SINGLE])
    title = f"‘{words}’" if words else UNTITLED
    where = _publisher(article) if names else ""
    rest = ", ".join(filter(None, (title, where, _day_first(article.published, MONTHS, year=False))))
    address = f"Available at: {one_line(article.url)}{_harvard_access(article)}." if article.url else ""
    return " ".join(filter(None, (who, f"({year})", _ended(rest) if rest else "", address)))


def _harvard_access(article: ArticleRef) -> str:
    return f" (Accessed: {_day_first(article.accessed, MONTHS)})" if article.accessed else ""


def _harvard_names(names: Sequence[Name]) -> str:
    shown = [_family_first(name, "") for name in names]
    if len(shown) > 3:
        return f"{shown[0]} {italic('et al.')}"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


STYLES: dict[str, Style] = {
    "apa": apa,
    "chicago": chicago,
    "chicago-author-date": chicago_author_date,
    "harvard": harvard,
    "mla": mla,
}

# What several styles share


def _title(article: ArticleRef, levels: Sequence[Pair]) -> str:
    return smart(requote(one_line(article.title or ""), levels))


def _quoted(article: ArticleRef, stop: str) -> str:
    """The title in double marks and in capitals, with a stop inside; in italics where nobody published it."""
    words = _title(article, [SINGLE, DOUBLE] if article.publisher else [DOUBLE, SINGLE])
    if not words:
        return f"{UNTITLED}{stop}"
    if (article.language or "en").startswith("en"):
        words = title_case(words)
    ended = words if words.endswith(("?", "!")) else f"{words.removesuffix('.')}{stop}"
    if ended[-2:-1] == "’" and requote(words, [DOUBLE]) != words:
        ended = f"{ended[:-2]}{stop}’"
    if article.publisher:
        return f"“{ended}”"
    return f"{italic(words)}{stop}"


def _publisher(article: ArticleRef) -> str:
    return italic(one_line(article.publisher)) if article.publisher else ""


def italic(words: str) -> str:
    """Words with marks that ``rendered`` makes italics of."""
    return f"{_ITALIC}{words}{_ROMAN}"


def _ended(part: str) -> str:
    return part if part.rstrip(_CLOSING + _ROMAN).endswith(_END) else f"{part}."


def _stopped(title: str) -> str:
    """A title with its stop, inside of marks at its end."""
    return f"{title[:-1]}.”" if title.endswith("”") and title[-2:-1] not in _END else _ended(title)


def _year(article: ArticleRef) -> str:
    return str(article.published.day.year) if article.published else "n.d."


def _month_and_day(date: PrintedDate | None) -> str:
    month_and_day = date_parts(date)[1:] if date else []
    return " ".join([*(MONTHS[month - 1] for month in month_and_day[:1]), *map(str, month_and_day[1:])])


def _day_first(date: PrintedDate | None, months: Sequence[str], *, year: bool = True) -> str:
    parts = date_parts(date) if date else []
    shown = [*map(str, parts[2:]), *(months[month - 1] for month in parts[1:2])]
    return " ".join([*shown, *map(str, parts[:1] if year else [])])


def _family_first(name: Name, between: str) -> str:
    """A name with initials, those with ``between`` between them."""
    if name.literal:
        return name.literal
    initials = _initials(name.given, between)
    return smart(", ".join(part for part in (name.family, initials, name.suffix) if part))


def _initials(given: str, between: str = " ") -> str:
    """The first letters of given names.

    >>> _initials("María José"), _initials("Jean-Luc"), _initials("J.K."), _initials("J. K.", "")
    ('M. J.', 'J.-L.', 'J. K.', 'J.K.')
    """
    words = re.split(r"[\s.]+", given)
    return between.join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words if word)


def _inverted(name: Name) -> str:
    parts = (name.family, name.given, name.suffix)
    return name.literal or smart(", ".join(part for part in parts if part))


def _in_order(name: Name) -> str:
    return name.literal or smart(" ".join(part for part in (name.given, name.family, name.suffix) if part))


def smart(printed: str) -> str:
    """Words with the apostrophes of print."""
    return printed.replace("'", "’")
