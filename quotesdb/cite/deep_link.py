"""Links that open a page with the quoted words highlighted: URL fragments that end with ``:~:text=``.

Syntax of the WICG draft "URL Fragment Text Directives": ``[prefix-,]start[,end][,-suffix]``, each part within
one block of the page.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from quotesdb.values import MASK, Span

DIRECTIVE = ":~:"
"""What parts the fragment of an address from what a browser is to do there."""

_LONGEST = 100
"""Characters from which the first and the last words are given instead of all of them."""

_ENDS = 5
"""Words at either end of a long passage."""

_CONTEXT = 3
"""Words of context before and behind a short passage, which may stand on the page more than once."""

_SHORT = 40
_SPACE = re.compile(r"\s+")


def deep_link(url: str, text: str, span: Span) -> str:
    """The address of a page at these words of its text; its fragment stays, an older directive goes.

    >>> deep_link("https://example.org/a", "He said it rains.", Span(8, 16))
    'https://example.org/a#:~:text=He%20said-,it%20rains'
    >>> deep_link("https://example.org/#/a/12", "It rains.", Span(0, 8))
    'https://example.org/#/a/12:~:text=It%20rains'

    What is masked here stands otherwise on the page: no browser would find it.
    """
    words = span.text(text)
    blocks = [block for block in (part.strip() for part in words.split("\n")) if block]
    if not blocks:
        return url
    first, last = blocks[0].split(), blocks[-1].split()
    # Start and end must not overlap; words without blanks between them have no ends.
    if len(blocks) == 1 and (len(words) <= _LONGEST or len(first) < 2 * _ENDS):
        parts = [*_before(text, span), _encoded(words)] if len(words) < _SHORT else [_encoded(words)]
    else:
        parts = [_encoded(" ".join(first[:_ENDS])), _encoded(" ".join(last[-_ENDS:]))]
    if _encoded(MASK) in parts[0] + parts[-1]:
        return url
    page, _, fragment = url.partition("#")
    return f"{page}#{fragment.partition(DIRECTIVE)[0]}{DIRECTIVE}text={','.join(parts)}"


def _before(text: str, span: Span) -> list[str]:
    """The words before, of the same block, as a prefix; a quotation mark alone tells nothing."""
    block = text.rfind("\n", 0, span.start) + 1
    words = " ".join(text[block : span.start].rpartition(MASK)[2].split()[-_CONTEXT:])
    return [f"{_encoded(words)}-"] if any(map(str.isalnum, words)) else []


def _encoded(words: str) -> str:
    return quote(_SPACE.sub(" ", words).strip(), safe="").replace("-", "%2D")
