"""What stands around the headline of a web page, and the names in one of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, dropwhile, islice, takewhile
from typing import Any

from quotesdb.names.byline import parse_name
from quotesdb.names.given import given_names
from quotesdb.names.key import name_key

NEAR = 120
"""Elements behind the headline among which author and day are named."""

LINE = 120
"""Characters of a line that says who wrote an article, and when."""

_BEFORE = 12
"""Elements before the headline that may stand in its box."""

_BOX = 2
_PIECES = 40
ASIDE = frozenset({"aside", "nav", "footer", "figure", "figcaption", "script", "style", "blockquote"})
_NEAREST = 3
_WHOLES = frozenset({"article", "main", "body"})
_COMMENT = re.compile(r"(?:^|\s)comments?(?:[\s_-]|$)", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:^|\s)(?:photo|foto|image|bild(?!ung)|video|(?:pull-?)?quote|(?:wp-|fig-?)caption|credit(?!s))|^caption",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w.’'-]*"
FULL_NAME = re.compile(rf"{_NAME}(?:\s+(?:(?:de|van|von|der|den|da|di|al)\s+)*{_NAME}){{1,4}}")
_SIGNED_BY = re.compile(
    r"\s*(?:(?:(?:(?:written|posted|submitted|story|words|text|texte|texto|testo)\s+)?"
    r"(?:by|von|par|por|di|door|av|af)"
    r"|text|tekst|autor(?:in)?|author|(?-i:[Tt]exto\s+de|[Aa]\s+cura\s+di|[Ss]critto\s+da))"
    r"(?:\s*:)?\s+|(?:автор|авторы|текст"
    r"|(?P<other>haber|oprac|auteur|autore))\s*[.:]\s*(?=\S))",
    re.IGNORECASE,
)
"""Behind words that stand before other things too (``other``), only a usual name counts."""

_WRITTEN_BY = re.compile(
    r"(?:written|posted|submitted|published|reported|reporting|article|geschrieben|verfasst|veröffentlicht|écrit"
    r"|rédigé|publié|posté|escrito|redactado|publicado|scritto|pubblicato|geschreven|skrevet|skriven|publicerad)"
    r"\s+(?:by|von|par|por|da|door|av|af)",
    re.IGNORECASE,
)
_MARKS_AROUND = " \t\r\n\xa0|·•,;:-–"
_PART_OF_NAME = re.compile(r"(?:first|last|given|family)[_-]?name", re.IGNORECASE)
_HOST = re.compile(r"\w{3}\.\w")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_AND = r"(?:and|with|avec|und|et|och|og|en|y|e|i|ve|и)"
_JOINS = re.compile(rf"^\s*(?:[,;/&(]|{_AND}\b)|(?:[,;/&]|\b{_AND})\s*$")
"""What begins or ends a piece of a line that goes on with another name."""

_BETWEEN = re.compile(rf"[,;/&]|\s{_AND}\s")
_JOINED_END = re.compile(rf"(?:[,;/&]|\b{_AND})\s*$")
_LAST_OF_SEVERAL = re.compile(rf"\s{_AND}\s")
_LETTER = re.compile(r"[^\W\d_]")


def below_headline(tree: Any, title: str | None) -> list[Any]:
    """The elements soon behind the headline, up to the next and in its article; all where none is found."""
    heading = headline(tree, title)
    if heading is None:
        return [element for element in tree.iter("*") if not is_aside(element)]
    behind = islice(dropwhile(lambda one: one is not heading, tree.iter("*")), 1, NEAR + 1)
    article = _article(heading)
    return [
        element
        for element in takewhile(lambda one: one.tag != "h1", behind)
        if not is_aside(element) and not _is_of(_COMMENT, element) and not _is_of(_PICTURE, element)
        if article is None or _article(element) is article
    ]


def _is_of(kind: re.Pattern[str], element: Any) -> bool:
    """Whether an element is of a comment, a picture, by what the page calls it or what it stands in."""
    around = takewhile(
        lambda one: one.tag not in _WHOLES, [element, *islice(element.iterancestors(), _NEAREST)]
    )
    return any(kind.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around)


def _article(element: Any) -> Any:
    return next(element.iterancestors("article"), None)


def before_headline(tree: Any, title: str | None) -> list[Any]:
    """The elements just before the headline in its box, the nearest first."""
    heading = headline(tree, title)
    found: list[Any] = []
    boxes = [] if heading is None else [heading, *islice(heading.iterancestors(), _BOX - 1)]
    for box in boxes:
        for one in box.itersiblings(preceding=True):
            found += [inner for inner in islice(one.iter("*"), _BEFORE) if not is_aside(inner)]
    return found[:_BEFORE]


def headline(tree: Any, title: str | None) -> Any:
    """The heading that has the title, else the first of the first level."""
    wanted = name_key(title or "")
    titled, lower = (
        (one for one in tree.iter(*tags) if wanted and name_key(words(one)) == wanted)
        for tags in (("h1",), ("h2", "h3"))
    )
    return next(chain(titled, tree.iter("h1"), lower), None)


def is_aside(element: Any) -> bool:
    """Whether an element is none of the article's lines, or stands in one that is not."""
    return element.tag in ASIDE or any(one.tag in ASIDE for one in islice(element.iterancestors(), 20))


def words(element: Any) -> str:
    """The words of an element."""
    return " ".join("".join(element.itertext()).split())


def beginning(element: Any) -> str:
    """The words of an element, if they are few."""
    found = " ".join("".join(islice(element.itertext(), _PIECES)).split())
    return found if len(found) <= LINE else ""


def signed(line: str) -> str | None:
    """What stands behind the words by which a line says whom something is by; nothing where it has none."""
    sign = _SIGNED_BY.match(line)
    behind = line[sign.end() :] if sign else ""
    is_sure = sign and (not sign["other"] or is_known(behind))
    return behind if is_sure else None


def names_several(line: str) -> bool:
    """Whether a line joins the last of several names to the others by a word."""
    return bool(_LAST_OF_SEVERAL.search(line))


def unsigned(line: str) -> str:
    """A line without the words that say whom something is by."""
    behind = signed(line)
    return line if behind is None else behind


def signature(element: Any) -> str:
    """The name in an element; a portrait that is a link has it in its title."""
    found = names(element)
    return found[0] if len(found) == 1 else unsigned(words(element) or element.get("title") or "")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the text of an element, the make of the one that it stands in, and what is before it.

    Before it may stand what others did: "photos by", "translated by", "Foto:".
    """

    name: str
    make: tuple[str, str] | None
    is_joined: bool
    is_others: bool


def names(element: Any) -> list[str]:
    """The full names that an element has each in a piece of its own.

    What stands beside a name in another element is a post, a day or a section. Further names are of authors
    too if they stand in elements of the same make; one with a usual given name comes before others.
    """
    every = list(_pieces(element)) if beginning(element) else []
    pieces = [piece for piece in every if not piece.is_others]
    full = [one for one in pieces if FULL_NAME.fullmatch(one.name) and not _HOST.search(one.name)]
    if not full:
        whole = unsigned(words(element)) if len(pieces) == len(every) else ""
        return [whole] if FULL_NAME.fullmatch(whole) and is_known(whole) else []
    people = [one for one in full if len(every) == 1 or parse_name(one.name).literal is None]
    chosen = next(chain((one for one in people if is_known(one.name)), people), None)
    return list(dict.fromkeys(one.name for one in people if one is chosen or _is_like(one, chosen)))


def _is_like(one: _Piece, chosen: _Piece | None) -> bool:
    """Whether a piece names an author as the chosen one does; elements without a class are like many."""
    if chosen is None or one.make is None or one.make != chosen.make:
        return False
    return bool(one.make[1]) or one.is_joined or is_known(one.name)


def is_known(name: str) -> bool:
    """Whether a name begins with a usual given name."""
    return name_key(name.split()[0]) in given_names()


def _pieces(element: Any) -> Iterator[_Piece]:
    """The pieces of text of an element; the parts of a name that are marked as such are one piece."""
    held, before, is_others, is_named = "", "", False, False
    for text in islice(element.xpath(".//text()"), _PIECES):
        around = text.getparent().getparent() if text.is_tail else text.getparent()
        classes = around.get("class") or ""
        if not text.is_tail and _PART_OF_NAME.search(f"{classes} {around.get('itemprop') or ''}"):
            held += f" {text}"
        elif text.strip():
            yield from _named(held, None, before, is_others=is_others)
            is_inside = not text.is_tail and around is not element
            make = (around.tag, classes) if is_inside and (classes or around.tag == "a") else None
            for piece in _named(text, make, before, is_others=is_others):
                yield piece
                is_full = bool(FULL_NAME.fullmatch(piece.name))
                is_named |= is_full
                is_beside = is_named and not is_inside
                is_others = is_others if is_full else _is_of_others(text, is_beside=is_beside)
            if _is_sign(text):
                is_others = False
            held, before = "", text
    yield from _named(held, None, before, is_others=is_others)


def _is_sign(text: str) -> bool:
    """Whether words are only those by which a line says whom something is by."""
    line = " ".join(text.split()).strip(_MARKS_AROUND)
    sign = _SIGNED_BY.match(f"{line} X") or _SIGNED_BY.match(f"{line}: X")
    return bool(_WRITTEN_BY.fullmatch(line)) or (sign is not None and sign.end() > len(line))


def _is_of_others(text: str, *, is_beside: bool) -> bool:
    """Whether words say what the person behind them did other than to write the article.

    So does all that stands in the line itself between names (``is_beside``) and does not join them.
    """
    line = " ".join(text.split())
    if not _LETTER.search(line) or _JOINED_END.search(line):
        return False
    return is_beside or line.endswith(":") or line.split()[-1].islower()


def _named(text: str, make: tuple[str, str] | None, before: str, *, is_others: bool) -> Iterator[_Piece]:
    line = unsigned(" ".join(text.split()).strip(_MARKS_AROUND))
    if name := _IN_BRACKETS.sub("", line.strip(_MARKS_AROUND)):
        yield _Piece(name, make, is_joined=bool(_JOINS.search(before)), is_others=is_others)


def parted(texts: Iterable[str]) -> Iterator[str]:
    """Pieces of a line, a stroke behind each full name to which nothing joins the next piece."""
    is_named = False
    for text in texts:
        if is_named and text.strip() and not _JOINS.search(text):
            yield " | "
        yield text
        if text.strip():
            last = _BETWEEN.split(unsigned(text.strip()))[-1]
            is_named = bool(FULL_NAME.fullmatch(last.strip(_MARKS_AROUND)))
