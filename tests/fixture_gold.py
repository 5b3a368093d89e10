"""The hand-made annotations of fixtures/ for tests: what the extractor ought to find, and in which text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fixtures.make_gold import GOLD, article_paths, canonical_text

__all__ = ["article_paths", "canonical_text", "languages", "load_gold", "styles", "write_texts"]


@cache
def _articles() -> dict[str, dict[str, Any]]:
    return json.loads(GOLD.read_text(encoding="utf-8"))["articles"]


def load_gold() -> dict[str, list[dict[str, Any]]]:
    """The records of each annotated article, by file name."""
    return {name: article["attributions"] for name, article in _articles().items()}


def languages() -> dict[str, str]:
    """The language of each annotated article; only English speakers are expected to be resolved."""
    return {name: article["language"] for name, article in _articles().items()}


def styles() -> dict[str, set[str]]:
    """What each annotated article is an example of."""
    return {name: set(article["styles"]) for name, article in _articles().items()}


def write_texts(folder: Path) -> None:
    """The canonical texts as UTF-8 files named as in gold.json, for scorers that read files."""
    for name in load_gold():
        (folder / name).write_bytes(canonical_text(name).encode("utf-8"))
