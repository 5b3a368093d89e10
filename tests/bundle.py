"""An invented format of several articles a file, as a reader of another package would read it.

``%% ITEM name`` begins an article, its next line is the title, the rest its text.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

from quotesdb.readers import registry
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.text.folding import canonical, sha256_text
from quotesdb.values import ArticleDraft, Unreadable

if TYPE_CHECKING:
    import pytest

SUFFIXES = frozenset({".bundle"})
START = "%% ITEM "


def sniff(head: bytes, name: str) -> float:
    return 1.0 if head.startswith(START.encode()) else 0.0


def read(source: Source, options: Options) -> Documents:
    for item in canonical(source.data.decode()).split(START)[1:]:
        yield _document(*item.partition("\n")[::2])


def _document(name: str, item: str) -> ArticleDraft | Unreadable:
    title, _, text = item.partition("\n")
    if not text.strip():
        return Unreadable("no text under the title", name)
    return ArticleDraft(text, sha256_text(item), "bundle", "1", title=title, language="en", member=name)


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package that holds this reader be installed."""
    point = EntryPoint("bundle", __name__, registry.GROUP)
    monkeypatch.setattr(registry, "_registered", lambda: {"bundle": point})
