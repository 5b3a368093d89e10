"""What the extraction knows of a language, as one value: everything that goes by words is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.language import Language
from quotesdb.values import Quotation

MARKS_ONLY = 0.4
"""The confidence in a quotation of which only its marks tell."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How quotations are found in one language: its passages first, then who is quoted in each.

    ``attributed`` gets those passages that are in this language; in a text of several, not all of them.
    """

    passages: Callable[[Layout], list[Draft]]
    attributed: Callable[[Layout, list[Draft]], list[Quotation]]


def rules_of(language: Language) -> Rules | None:
    """The rules for a language, with its words when first asked for; None where marks alone tell."""
    if not language.supported:
        return None
    from quotesdb.extract.english import ENGLISH

    return ENGLISH
