"""Lines whose capitals show no names: headlines in title case, banners in capitals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Name, Word
from quotesdb.values import Span

_HEADLINE_WORDS = 4
_BANNER_WORDS = 3
_LONGEST_NAME = 5
_LOWER_IN_HEADLINES = word_list("headline_link_words")
_LINKS_IN_NAMES = lx.word_set("of and for the on")


def is_title_case(tokens: list[Word], common: Counter[str]) -> bool:
    """Whether a sentence is written like a headline, so that its capitals show no names.

    All but short link words have capitals, and one of them at least is no name: it is a word like "Has",
    or running text writes it small.
    """
    if len(tokens) < _HEADLINE_WORDS or not all(
        not t.bare[0].islower() or t.capital or t.key in _LOWER_IN_HEADLINES for t in tokens
    ):
        return False
    inner = [t.key for t in tokens[1:] if t.bare[0].isupper() and not t.bare.isupper()]
    return len(inner) > 1 and any(k in lx.SENTENCE_OPENERS or common[k] for k in inner)


def is_banner(text: str, tokens: list[Word]) -> bool:
    """Whether a line is all in capitals, like "FOR IMMEDIATE RELEASE", so that they show no names.

    A name has no words like "from" in it, and begins with none: "HIGH COURT OF FENLAND" is one.
    """
    if len(tokens) < _BANNER_WORDS or not all(t.bare.isupper() and len(t.bare) > 1 for t in tokens):
        return False
    links = {t.key for t in tokens[1:]} - _LINKS_IN_NAMES | ({tokens[0].key} - {"the"})
    if not links & _LOWER_IN_HEADLINES:
        return False
    line = text[text.rfind("\n", 0, tokens[0].span.start) + 1 : tokens[0].span.start]
    return not line.strip() and text[tokens[-1].span.end : tokens[-1].span.end + 1] in ("", "\n")


def known_names(text: str, tokens: list[Word], known: dict[tuple[str, ...], Name]) -> Iterator[Name]:
    """The names of running text that occur in a headline, the longest first."""
    i = 0
    while i < len(tokens):
        step = 1
        for size in range(_LONGEST_NAME, 0, -1):
            part = tokens[i : i + size]
            kind = _known_kind(part, known) if len(part) == size else None
            if kind is not None:
                end = part[-1].span.start + len(part[-1].bare)
                span = Span(part[0].span.start, end)
                yield Name(span, span.text(text), kind, part[-1].possessive)
                step = size
                break
        i += step


def _known_kind(part: list[Word], known: dict[tuple[str, ...], Name]) -> str | None:
    """What words of a headline name: what they do in running text, or somebody whose surname occurs there."""
    keys = tuple(t.key for t in part)
    if keys in known:
        return known[keys].kind
    given = len(keys) == 2 and keys[0] in lx.given_names() and part[1].capital
    together = part[-1].span.start == part[0].span.end + 1 and keys[0] not in lx.SENTENCE_OPENERS
    surname = known.get(keys[1:]) if given and together else None
    return "person" if surname is not None and surname.kind in ("person", "unknown") else None
