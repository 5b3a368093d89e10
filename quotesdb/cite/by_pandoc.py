"""References in any CSL style, made by pandoc where it is installed; it is not let to fetch anything."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quotesdb.cite import csl
from quotesdb.cite.references import italic, rendered
from quotesdb.values import ArticleRef

_TIME = 60
"""Seconds; pandoc takes half of one for a hundred references."""

_LARGEST = 2_000_000
"""Bytes of a style that are looked at; the longest of the project have a tenth."""

_DEPENDENT = re.compile(r"rel\s*=\s*[\"']independent-parent[\"']")
_NOTES = re.compile(r"<style[^>]*\sclass\s*=\s*[\"']note[\"']")


class NoPandoc(RuntimeError):  # noqa: N818 - the name says what is wrong
    """The style cannot be applied; the message says why."""


def references(articles: Sequence[ArticleRef], style: Path, markup: str = "text") -> list[str]:
    """The reference to each article, in their order, in a style of the CSL project; in one of notes the note.

    Raises:
        NoPandoc: if pandoc is not installed, or cannot do it.
    """
    program = shutil.which("pandoc")
    if program is None:
        raise NoPandoc("pandoc is not installed; without it the styles are those that --help names")
    is_of_notes = _is_of_notes(style)
    with tempfile.TemporaryDirectory(prefix="quotesdb-") as folder:
        items = Path(folder, "items.json")
        items.write_text(json.dumps([csl.item(article, article.id) for article in articles]), encoding="utf8")
        read = ["-f", "markdown", "--bibliography", items] if is_of_notes else ["-f", "csljson", items]
        cited = "\n\n".join(f"x [@{{{article.id}}}]" for article in articles)
        command = [program, "--sandbox", "--citeproc", "--csl", style.resolve(), "-t", "html", *read]
        page = _run([str(part) for part in command], cited)
    found = dict(_notes(page, articles) if is_of_notes else _entries(page))
    return [rendered(found.get(article.id, ""), markup) for article in articles]


def _is_of_notes(style: Path) -> bool:
    """Whether a style is one of notes. One that only names another is refused: pandoc would fetch that."""
    try:
        with style.open("rb") as file:
            text = file.read(_LARGEST).decode("utf8", "replace")
    except OSError as error:
        raise NoPandoc(f"{style} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if "<style" not in text:
        raise NoPandoc(f"{style} is no CSL style")
    if _DEPENDENT.search(text):
        raise NoPandoc(f"{style} only names another style: give the file of that one")
    return _NOTES.search(text) is not None


def _run(command: list[str], cited: str) -> Any:
    """The page that pandoc makes."""
    from lxml import html

    try:
        done = subprocess.run(  # noqa: S603 - fixed words and paths of files
            command, input=cited, capture_output=True, text=True, encoding="utf8", check=True, timeout=_TIME
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", None) or str(error)).strip()
        raise NoPandoc(f"pandoc cannot do it: {said}") from error
    return html.document_fromstring(done.stdout or "<p></p>")


def _entries(page: Any) -> Iterator[tuple[str, str]]:
    for entry in page.xpath("//div[starts-with(@id, 'ref-')]"):
        yield entry.get("id").removeprefix("ref-"), _marked(entry)


def _notes(page: Any, articles: Sequence[ArticleRef]) -> Iterator[tuple[str, str]]:
    for article, note in zip(articles, page.xpath("//li[starts-with(@id, 'fn')]"), strict=False):
        for back in note.xpath(".//a[contains(@class, 'footnote-back')]"):
            back.drop_tree()
        yield article.id, _marked(note)


def _marked(element: Any) -> str:
    """The words of an element, italics marked."""
    for part in element.xpath(".//em | .//i"):
        words = italic(part.text_content())
        tail = part.tail
        part.clear()
        part.text, part.tail = words, tail
    return " ".join(element.text_content().split())
