"""Markdown as readers see it but for its marks: links are their words, comments and code are nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = r"\[(?P<words>[^\[\]]{1,1000})\]"
_ADDRESS = r"\([ \t]{0,5}(?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,2000})"
_TITLE = r"(?:[ \t]{1,5}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,5}\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,1000}}\]{_ADDRESS}{_TITLE}")
_LINK = re.compile(rf"(?<!\\){_WORDS}{_ADDRESS}{_TITLE}")
_BY_NAME = re.compile(rf"(?<!\\){_WORDS}\[(?P<name>[^\[\]]{{0,200}})\]")
_TARGET = r"(?:<[^<>\n]{0,2000}>|#\S{1,2000}|(?=\S{0,2000}[/.:]\w)\S{1,2000})"
_NAMED = r"(?:[ \t]{1,5}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?"
_DEFINED = re.compile(
    rf"^ {{0,3}}\[(?P<name>[^\[\]\n^]{{1,200}})\]:[ \t]{{0,20}}{_TARGET}{_NAMED}[ \t]{{0,20}}$", re.MULTILINE
)
"""A link that is defined: one address and nothing else but a title; not what a [name]: says."""
_BARE = re.compile(r"<(?P<words>https?://[^<>\s]{1,2000})>")
_BEGINS = re.compile(r"<!--|^ {0,3}(?P<fence>`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
"""A comment or a block of code; of both, the first to begin holds the other."""

_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])[^~]{1,2000}?(?<=\S)~~(?!~)|<(del|s|strike)>[^<>]{1,2000}</\1>")
_WORD = re.compile(r"[^\W\d_]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def shown(text: str) -> str:
    r"""The text with its links as their words, without pictures, definitions of links, and escapes.

    Comments, blocks of code and struck words are left out; a text that is nothing else stays. It has as
    many lines as before, so that a place in the file can be told by its line.

    >>> shown("He [said](https://example.org/a) it in [a note][1].\n\n[1]: https://example.org/b")
    'He said it in a note.\n\n'
    """
    seen = "".join(_seen(text))
    text = _STRUCK.sub(_blank_lines, seen if _WORD.search(seen) else text)
    names = {found["name"].casefold() for found in _DEFINED.finditer(text)}
    text = _LINK.sub(r"\g<words>", _IMAGE.sub("", _DEFINED.sub("", text)))
    text = _BY_NAME.sub(
        lambda found: found["words"] if (found["name"] or found["words"]).casefold() in names else found[0],
        text,
    )
    return _ESCAPED.sub(r"\1", _BARE.sub(r"\g<words>", text))


def _seen(text: str) -> Iterator[str]:
    """The text without comments and blocks of code, but with the ends of their lines."""
    at, unclosed = 0, set[str]()
    while begins := _BEGINS.search(text, at):
        fence = begins["fence"] or ""
        ends = None if fence in unclosed else _end(fence).search(text, begins.end())
        yield text[at : begins.start()]
        if ends is None:
            unclosed.add(fence)
        at = ends.end() if ends else begins.end()
        hidden = text[begins.start() : at]
        yield "\n" * hidden.count("\n") if ends else hidden
    yield text[at:]


def _end(fence: str) -> re.Pattern[str]:
    """What ends a block of code that a fence begins; a comment where there is none."""
    return re.compile(rf"^ {{0,3}}{fence}{fence[0]}*[ \t]*$" if fence else "-->", re.MULTILINE)


def _blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")
