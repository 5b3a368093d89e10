"""XML, parsed so that a file can neither reach out nor blow up: no entities, no network, no deep nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotesdb.readers.errors import ReadError

_ENCODING = re.compile(rb"(<\?xml[^>]{0,80}?)\s+encoding=[\"'][^\"']{1,30}[\"']")


def parse(data: bytes, *, mend: bool = False) -> Any:
    """The root of an XML file; ``mend`` goes on behind mistakes, as feeds have them.

    Entities that a file declares are left out, and nothing is fetched for it.

    Raises:
        ReadError: if it is no XML, is nested too deeply or has too many parts.

    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=mend,
    )
    try:
        root = etree.fromstring(_declared_rightly(data.strip()), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"not well-formed XML: {str(error).splitlines()[0][:150]}") from error
    if root is None:
        raise ReadError("not well-formed XML")
    return root


def _declared_rightly(data: bytes) -> bytes:
    """The file as UTF-8 where its bytes are, whatever it declares; as Windows-1252 if it declares none."""
    if data.isascii() or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        data.decode("utf-8")
    except UnicodeError:
        declared = _ENCODING.search(data[:200])
        return data if declared else data.decode("cp1252", "replace").encode()
    return _ENCODING.sub(rb"\1", data, count=1)


def local(element: Any) -> str:
    """The name of an element without its namespace, in small letters; nothing of what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


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
