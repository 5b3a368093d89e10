"""XML, parsed so that a file can neither reach out nor blow up: no entities, no network, no deep nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from quotesdb.readers.errors import ReadError

_BROKEN = "not well-formed XML"
_ENCODING = re.compile(rb"(<\?xml[^>]{0,80}?)\s+encoding=[\"'][^\"']{1,30}[\"']")


def parse(data: bytes, *, mend: bool = False) -> Any:
    """The root of an XML file; ``mend`` goes on behind mistakes, as feeds have them.

    Entities that a file declares are left out, and nothing is fetched for it.

    Raises:
        ReadError: if it is no XML, is nested too deeply or has too many parts.

    """
    from lxml import etree

    data = data.strip()
    rightly = declared_rightly(data.isascii(), _is_utf8(data))
    try:
        root = etree.fromstring(rightly(data), etree.XMLParser(**parser_options(mend=mend)))
    except (etree.LxmlError, ValueError) as error:
        raise refusal(error) from error
    if root is None:
        raise ReadError(_BROKEN)
    return root


def parser_options(*, mend: bool) -> dict[str, bool]:
    """How every file is parsed, with the bounds that are the parser's own."""
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
        "recover": mend,
    }


def refusal(error: Exception) -> ReadError:
    """What is said of a file that a parser does not take."""
    return ReadError(f"{_BROKEN}: {(str(error).splitlines() or ['cut off'])[0][:150]}")


def declared_rightly(is_ascii: bool, is_utf8: bool) -> Callable[[bytes], bytes]:  # noqa: FBT001 - two of a kind
    """What makes of the bytes of a file, in their order, those that have the encoding that is declared.

    That is UTF-8 where they are valid, whatever the file declares, and Windows-1252 if it declares none.
    """
    declared: list[bool] = []

    def rightly(portion: bytes) -> bytes:
        if not declared:
            is_other = is_ascii or portion.startswith((b"\xff\xfe", b"\xfe\xff"))
            declared.append(is_other or (not is_utf8 and bool(_ENCODING.search(portion[:200]))))
            if is_utf8 and not is_other:
                return _ENCODING.sub(rb"\1", portion, count=1)
        return portion if declared[0] or is_utf8 else portion.decode("cp1252", "replace").encode()

    return rightly


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True


def local(element: Any) -> str:
    """The name of an element without its namespace, in small letters; nothing of what is no element.

    Where a file does not declare what it calls a namespace, that stands before the name.
    """
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def named(element: Any, *names: str) -> Iterator[Any]:
    """The elements below one that have one of these local names, in order."""
    wanted = frozenset(names)
    return (one for one in element.iter() if local(one) in wanted and one is not element)


def first(element: Any, *names: str) -> Any:
    """The first element of the first of these names that there is, or null."""
    return next((one for name in names for one in named(element, name)), None)


def words(element: Any) -> str:
    """All words in an element, white space levelled; nothing where there is none, as an entity is none."""
    return "" if element is None or not local(element) else " ".join("".join(element.itertext()).split())


def said(element: Any, *names: str) -> str | None:
    """The words of the first element of the first of these names that has any."""
    return next((text for name in names for one in named(element, name) if (text := words(one))), None)
