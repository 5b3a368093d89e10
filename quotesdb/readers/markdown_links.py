"""Links of Markdown as the words that readers see: addresses and escapes are nothing that anybody said."""

from __future__ import annotations

import re

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
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def shown(text: str) -> str:
    r"""The text with its links as their words, without pictures, definitions of links, and escapes.

    It has as many lines as before, so that a place in the file can be told by its line.

    >>> shown("He [said](https://example.org/a) it in [a note][1].\n\n[1]: https://example.org/b")
    'He said it in a note.\n\n'
    """
    names = {found["name"].casefold() for found in _DEFINED.finditer(text)}
    text = _LINK.sub(r"\g<words>", _IMAGE.sub("", _DEFINED.sub("", text)))
    text = _BY_NAME.sub(
        lambda found: found["words"] if (found["name"] or found["words"]).casefold() in names else found[0],
        text,
    )
    return _ESCAPED.sub(r"\1", _BARE.sub(r"\g<words>", text))
