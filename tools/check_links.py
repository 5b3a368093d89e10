"""Check that every relative link in the Markdown files leads to a file, and its #part to a heading.

So must what the documents name of the program itself, as in `quotesdb/values.py`: a map that names rooms of
last year leads newcomers astray.

``python -m tools.check_links`` prints one line for each that leads nowhere, and ends with status 1. The
addresses of other sites are left alone: a check that needs the network fails for other people's reasons.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import click

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
NAMED = re.compile(r"`(quotesdb/[\w./-]+)`")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


def links(markdown: str) -> Iterator[str]:
    """Yield the targets of inline and reference links, outside code."""
    for inline, referred in LINK.findall(CODE.sub("", FENCE.sub("", markdown))):
        yield inline or referred


def anchors(markdown: str) -> set[str]:
    """List the #parts of a page: its headings in lower case, blanks as hyphens, marks dropped."""
    headings = HEADING.findall(FENCE.sub("", markdown))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    """Yield the relative links of a page that lead nowhere."""
    for target in links(page.read_text(encoding="utf-8")):
        if SCHEME.match(target):
            continue
        path, _, part = unquote(target).partition("#")
        file = page.parent / path if path else page
        if not file.exists():
            yield f"{target}: no such file"
        elif part and file.suffix == ".md" and part not in anchors(file.read_text(encoding="utf-8")):
            yield f"{target}: no such heading"


def misnamed(page: Path, root: Path) -> Iterator[str]:
    """Yield the files and folders of the program that a page names and that are not there."""
    for name in NAMED.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not (root / name).exists():
            yield f"{name}: no such file"


def pages(root: Path) -> Iterable[Path]:
    """List the Markdown files; fixtures are articles, and hidden folders are not ours."""
    return sorted(
        page
        for folder in (root, *(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")))
        if folder.name not in {"fixtures", "build", "dist"}
        for page in (folder.glob("*.md") if folder == root else folder.rglob("*.md"))
    )


def run(root: Path) -> int:
    """Check every page below a folder and say what is wrong."""
    found = [
        f"{page.relative_to(root)}: {problem}"
        for page in pages(root)
        for problem in (*broken(page), *misnamed(page, root))
    ]
    for line in found:
        click.echo(line, err=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run(ROOT))
