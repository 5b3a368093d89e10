"""Tables that only lay a page out, as pages had them before style sheets: their cells hold paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quotesdb.readers.page_body import SENTENCE, words_of
from quotesdb.readers.talk_rows import columns_of_talk, said_in
from quotesdb.readers.turns import Said

_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_BLOCKS = ("p", "div", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4")
_LEAST_CELL = 300
"""Characters of a cell that is no datum."""

_MOST_TABLES = 200


def unwrap(tree: Any) -> None:
    """Make blocks of the tables in which an article or talk is laid out, so that it is no rows of a table."""
    for table in list(tree.iter("table"))[:_MOST_TABLES]:
        rows = _rows(table)
        columns = columns_of_talk(rows) if rows else None
        if columns and columns.timed and _is_most_of(tree, table):
            _lay_out_talk(table, said_in(rows, columns))
        elif any(_holds_article(cell) for cell in table.iter("td")):
            for part in _own_parts(table):
                part.tag = "div" if part.tag != "td" or _holds_blocks(part) else "p"


def _rows(table: Any) -> list[list[str]]:
    """The cells of the rows of a table; none where another is in it."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    return [[words_of(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]


def _is_most_of(tree: Any, table: Any) -> bool:
    """Whether a table has more words than the paragraphs beside it."""
    beside = (one for one in tree.iter("p") if table not in one.iterancestors())
    return len(words_of(table).split()) > sum(len(words_of(one).split()) for one in beside)


def _lay_out_talk(table: Any, parts: Iterable[Said]) -> None:
    """Make of a table of talk a paragraph a row, which begins with who speaks."""
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    for part in parts:
        paragraph = table.makeelement("p")
        paragraph.text = f"{part.speaker}: {part.text}"
        table.append(paragraph)


def _holds_article(cell: Any) -> bool:
    """Whether a cell that holds no table has a long text that ends like a sentence."""
    if next(cell.iterdescendants("table"), None) is not None:
        return False
    words = words_of(cell)
    return len(words) >= _LEAST_CELL and SENTENCE.search(words) is not None


def _holds_blocks(cell: Any) -> bool:
    return next(cell.iterdescendants(*_BLOCKS), None) is not None


def _own_parts(table: Any) -> list[Any]:
    """The table and its rows and cells, without those of tables in it."""
    return [
        one
        for one in table.iter(*_PARTS)
        if one is table or (one.tag != "table" and next(one.iterancestors("table"), None) is table)
    ]
