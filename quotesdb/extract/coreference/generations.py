"""Fathers and sons of one name: whom a "Jr" or a number behind it tells from who bears it without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from quotesdb.extract.coreference.words import Name, words
from quotesdb.names.words import GENERATIONS

_TELLING = GENERATIONS - {"ii"}
"""Of popes and queens the same article has the name with and without the number."""

_BEHIND_COMMA = re.compile(r",?\s([A-Z][A-Za-z]+)\b\.?")


class Generations:
    """The full names of one article that several people bear, one of them as "Jr" or the like.

    ``headline``: where the headline ends, which leaves a "Jr" out.
    """

    def __init__(self, text: str, names: Iterable[Name], headline: int) -> None:
        self._text = text
        forms: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in names:
            if len(name.keys) > 1 and name.span.start >= headline:
                forms[name.keys].add(self._printed(name).lower())
        self._shared = {keys for keys, printed in forms.items() if len(printed) > 1}

    def of(self, name: Name) -> str | None:
        """What tells the bearer of a name from others: "jr", or nothing; None where nobody else bears it."""
        return self._printed(name).lower() if name.keys in self._shared else None

    def whole(self, name: Name, shown: str) -> str:
        """A name as it is shown, with what tells its bearer from others, also behind a comma."""
        behind = self._printed(name) if name.keys in self._shared else ""
        return (
            shown if not behind or behind in shown.split() or f"{behind}." in shown else f"{shown} {behind}"
        )

    def _printed(self, name: Name) -> str:
        """The "Jr" of a name, or behind it."""
        last = words(name.text)[-1].bare
        if last.lower() in _TELLING:
            return last
        behind = None if name.possessive else _BEHIND_COMMA.match(self._text, name.span.end)
        return behind[1] if behind and behind[1].lower() in _TELLING else ""
