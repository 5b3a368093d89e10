"""XML read element by element, so that a file of many articles is never held as a whole."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, BinaryIO

from quotesdb.readers.xml_tree import declared_rightly, local, parser_options, refusal

_PORTION = 65_536


def pieces(file: BinaryIO, names: Collection[str], *, mend: bool = False) -> Iterator[Any]:
    """The elements with one of these local names, each whole and still in its place below its root.

    The next one empties it. Of one in the other the outer is given. ``mend`` goes on behind mistakes, as
    ``xml_tree.parse`` does; then an element may lack its end, so that those in it are given first.

    Raises:
        ReadError: where it is no XML any more; what stands before is given.

    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), **parser_options(mend=mend))
    before, depth = None, 0
    for failed in _fed(parser, file):
        for event, element in parser.read_events():
            if local(element) not in names:
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and (mend or not depth):
                yield element
                _let_go(before, element)
                before = element
        if failed:
            raise refusal(failed) from failed


def _let_go(before: Any, element: Any) -> None:
    """Empty an element, and take away the one before it: the parser may still be at what follows."""
    element.clear(keep_tail=True)
    parent = before.getparent() if before is not None else None
    if parent is not None and parent is element.getparent():
        parent.remove(before)


def _fed(parser: Any, file: BinaryIO) -> Iterator[Exception | None]:
    """Hand a file to a parser; after each portion, what was wrong with it."""
    from lxml import etree

    try:
        for portion in _portions(file):
            parser.feed(portion)
            yield None
        parser.close()
    except (etree.LxmlError, ValueError) as error:
        yield error
    else:
        yield None


def _portions(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, its encoding declared as it is."""
    rightly = declared_rightly(_is_in(file, "ascii"), _is_in(file, "utf-8"))
    file.seek(0)
    portion = file.read(_PORTION).lstrip()
    while portion:
        yield rightly(portion)
        portion = file.read(_PORTION)


def _is_in(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        for portion in iter(partial(file.read, _PORTION), b""):
            decoder.decode(portion)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
