"""What ingest says of articles that lack something, or whose date can hardly be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.conftest import Run, json_lines

pytestmark = pytest.mark.usefixtures("backend")

WORDS = "“It is {0},” said Ada Example.\n"
WHOLE = "---\ntitle: Hours\nauthor: Ben Sample\npublisher: Reporter Daily\ndate: {0}\n---\n"


def articles(folder: Path, **texts: str) -> str:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def test_each_doubt_is_said_once_with_how_many_articles(run: Run, tmp_path: Path) -> None:
    folder = articles(
        tmp_path / "in",
        bare_one=WORDS.format("one"),
        bare_two=WORDS.format("two"),
        copy=WHOLE.format("2024-05-06") + WORDS.format("one"),
        whole=WHOLE.format("2024-05-06") + WORDS.format("whole"),
    )
    result = run("ingest", folder, db=tmp_path / "new.db")
    bare = f"{folder}/bare_one.txt, {folder}/bare_two.txt"
    assert result.stderr.splitlines() == [
        f"2 articles without a title (--title sets it): {bare}",
        f"2 articles without a printed date (--published sets it): {bare}",
        f"2 articles without a publisher (--publisher sets it): {bare}",
        f"2 articles without a byline (--byline sets it): {bare}",
        f"1 article with a text that is stored already, as another article: {folder}/copy.txt",
    ]
    again = run("ingest", folder, db=tmp_path / "new.db")
    assert again.stderr == ""


def test_the_first_of_many_are_named_and_of_all_none(run: Run, tmp_path: Path) -> None:
    bare = {f"bare_{at}": WORDS.format(at) for at in range(4)}
    folder = articles(tmp_path / "in", **bare, whole=WHOLE.format("2024-05-06") + WORDS.format("whole"))
    named = ", ".join(f"{folder}/bare_{at}.txt" for at in range(3))
    told = run("ingest", folder, db=tmp_path / "new.db").stderr.splitlines()
    assert told[:2] == [
        f"4 articles without a title (--title sets it): {named}, ...",
        f"4 articles without a printed date (--published sets it): {named}, ...",
    ]
    alone = run("ingest", f"{folder}/bare_0.txt", db=tmp_path / "other.db").stderr.splitlines()
    assert alone[0] == "1 article without a title (--title sets it)"


def test_json_says_it_of_each_article(run: Run, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", bare=WORDS.format("one"))
    [line] = json_lines(run("ingest", folder, "--json", db=tmp_path / "new.db"))
    assert line["doubts"] == ["no_title", "no_date", "no_publisher", "no_byline"]
    assert line["warnings"] == []


@pytest.mark.parametrize("day", ["1599-12-31", "2999-01-01"])
def test_a_date_that_can_hardly_be_is_doubted(run: Run, tmp_path: Path, day: str) -> None:
    folder = articles(tmp_path / "in", whole=WHOLE.format("2024-05-06") + WORDS.format("one"))
    result = run("ingest", folder, "--published", day, db=tmp_path / "new.db")
    assert result.stderr == "1 article with a date before 1600 or after tomorrow (--published sets another)\n"
