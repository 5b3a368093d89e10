"""XML, parsed so that a file can neither reach out nor blow up: no entities, no network, no deep nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import Any

from quotesdb.readers.errors import ReadError, shown

_BROKEN = "not well-formed XML"
_ENTITY = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!ENTITY\s[^>]*+|&(?P<name>[A-Za-z_][\w.-]*+);",
    re.DOTALL,
)
"""An entity, and in what there are none or none of the text."""

_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[>]*+\[.*?\]\s*+>", re.DOTALL)
_DECLARED = re.compile(rb"<!ENTITY\s++([\w.-]++)\s++(?:\"([^\"]*+)\"|'([^']*+)')\s*+>")
_CHARACTERS = re.compile(rb"(?:[^&%<\"']|&#(?!0*(?:38|60);|x0*(?:26|3[Cc]);)(?:\d{1,7}|x[\da-fA-F]{1,6});)*+")
"""What an entity may stand for: characters and their numbers, and neither elements nor other entities."""

_LONGEST = 30
"""Bytes; more would let a file grow."""

_ENCODING = re.compile(rb"(<\?xml[^>]{0,80}?)\s+encoding=[\"'][^\"']{1,30}[\"']")


def parse(data: bytes) -> Any:
    """The root of an XML file.

    Entities of HTML, and those that a file declares as a few characters, are these characters; nothing is
    fetched for others.

    Raises:
        ReadError: if it is no XML, is nested too deeply, has too many parts or other entities.

    """
    from lxml import etree

    data = data.strip()
    data = _spelled_out(declared_rightly(data.isascii(), _is_utf8(data))(data))
    try:
        root = etree.fromstring(data, etree.XMLParser(**parser_options(mend=False)))
    except (etree.LxmlError, ValueError) as error:
        raise refusal(error) from error
    if root is None:
        raise ReadError(_BROKEN)
    left = next(root.iter(etree.Entity), None)
    if left is not None:
        raise _untold(left.text)
    return root


def _spelled_out(data: bytes) -> bytes:
    """A file with characters for its entities, but for those of XML itself.

    Raises:
        ReadError: if it does not tell which characters.

    """
    start = data.find(b"<!DOCTYPE")
    doctype = _DOCTYPE.match(data, start) if start >= 0 else None
    declared: dict[bytes, bytes] = {}
    for name, *values in _DECLARED.findall(doctype[0]) if doctype else ():
        declared.setdefault(name, b"".join(values))

    def characters(found: re.Match[bytes]) -> bytes:
        name = found["name"]
        if not name or name in _OF_XML:
            return found[0]
        numbered = "".join(f"&#{ord(one)};" for one in html5.get(f"{name.decode()};", "")).encode()
        value = declared.get(name, numbered)
        is_told = name in declared or numbered
        if not is_told or len(value) > _LONGEST or not _CHARACTERS.fullmatch(value):
            raise _untold(found[0].decode())
        return value

    return _ENTITY.sub(characters, data)


def _untold(entity: str) -> ReadError:
    return ReadError(f"{_BROKEN}: it does not tell which characters {shown(entity)} stands for")


def parser_options(*, mend: bool) -> dict[str, bool]:
    """How every file is parsed, with the bounds that are the parser's own.

    ``mend`` goes on behind mistakes, as feeds have them.
    """
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
