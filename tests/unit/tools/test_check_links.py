from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tools import check_links

if TYPE_CHECKING:
    import pytest


def write(folder: Path, name: str, text: str) -> Path:
    page = folder / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return page


def test_links_that_lead_somewhere(tmp_path: Path) -> None:
    write(tmp_path, "docs/guide.md", "# How good is it?\n")
    page = write(
        tmp_path,
        "README.md",
        "# Top\n[a](docs/guide.md) [b](docs/guide.md#how-good-is-it) [c](#top) [d](docs/)\n"
        "[e](https://example.org/nothing) `[f](nowhere.md)`\n\n[g]: docs/guide.md\n"
        "```md\n[h](nowhere.md)\n```\n",
    )
    assert list(check_links.broken(page)) == []


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    page = write(tmp_path, "README.md", "# Top\n[a](gone.md) [b](#bottom)\n\n[c]: also-gone.md\n")
    assert list(check_links.broken(page)) == [
        "gone.md: no such file",
        "#bottom: no such heading",
        "also-gone.md: no such file",
    ]


def test_the_command_fails_and_names_page_and_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "docs/index.md", "[x](gone.md)\n")
    write(tmp_path, "fixtures/story.md", "[x](an-article-may-print-anything.md)\n")
    assert check_links.run(tmp_path) == 1
    assert capsys.readouterr().err == "docs/index.md: gone.md: no such file\n"


def test_a_document_that_names_a_file_of_the_program_which_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "quotesdb/values.py", "")
    write(tmp_path, "docs/map.md", "`quotesdb/values.py`, `quotesdb/hall.py`, `quotesdb quotes`\n")
    assert check_links.run(tmp_path) == 1
    assert capsys.readouterr().err == "docs/map.md: quotesdb/hall.py: no such file\n"
