"""Texts of any size made of the invented articles, for timing and for what must not grow by the square."""

from __future__ import annotations

import re

from tests.fixture_gold import canonical_text, languages, load_gold

_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu")


def long_text(length: int) -> str:
    """About ``length`` characters of articles; every copy of an article has speakers of its own.

    >>> long_text(3000) == long_text(3000), 3000 <= len(long_text(3000)) < 20000
    (True, True)
    """
    out: list[str] = []
    size = copy = 0
    names = [name for name, language in languages().items() if language == "en"]
    while size < length:
        for name in names:
            text = _renamed(name, copy) if copy else canonical_text(name)
            out.append(text.strip() + "\n\n")
            size += len(out[-1])
            if size >= length:
                break
        copy += 1
    return "".join(out)


def _renamed(name: str, copy: int) -> str:
    """An article whose speakers have other surnames, the same all through the copy."""
    ending = "".join(_SYLLABLES[int(digit)] for digit in str(copy))
    speakers = (record["speaker"] or "" for record in load_gold()[name])
    surnames = {s.split()[-1] for s in speakers if len(s.split()) > 1 and s.split()[-1].istitle()}
    if not surnames:
        return canonical_text(name)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(surnames)))})\b")
    return pattern.sub(lambda match: match[0] + ending, canonical_text(name))
