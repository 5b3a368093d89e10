"""Which files are read, and their bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotesdb.readers import ReadError
from quotesdb.readers.files import find_inputs, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.md",
        "c.HTML",
        "notes.xlsx",
        ".hidden.txt",
        "sub/d.htm",
        "sub/deep/e.text",
        ".git/f.txt",
    ):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Text.")
    return tmp_path / "in"


def refusal(path: Path, max_size: int = 100) -> str:
    with pytest.raises(ReadError) as error:
        load(path, max_size)
    return str(error.value)


def test_folders_are_searched_in_order_for_known_formats(folder):
    found = [path.relative_to(folder).as_posix() for path in find_inputs([folder])]
    assert found == ["a.md", "b.txt", "c.HTML", "sub/d.htm", "sub/deep/e.text"]


def test_a_named_file_is_tried_whatever_it_is_called(folder):
    named = [folder / "notes.xlsx", folder / ".hidden.txt"]
    assert list(find_inputs(named)) == named


def test_a_missing_path_does_not_stop_the_others(folder):
    missing = folder / "nowhere.txt"
    assert list(find_inputs([missing, folder / "b.txt"])) == [missing, folder / "b.txt"]
    assert refusal(missing) == "no such file"


def test_links_in_a_circle_and_broken_links_are_passed_over(folder):
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "sub" / "gone.txt").symlink_to(folder / "nothing.txt")
    assert len(list(find_inputs([folder]))) == 5


def test_a_file_is_read_up_to_the_limit(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    assert load(file, 100) == b"x" * 100
    file.write_bytes(b"x" * 1_500_001)
    assert refusal(file, 1_500_000) == "larger than 1.5 MB (--max-size)"


def test_an_endless_file_is_refused():
    assert refusal(Path("/dev/zero"), 1_000_000) == "larger than 1 MB (--max-size)"


def test_a_folder_and_an_impossible_name_are_no_files(tmp_path):
    assert refusal(tmp_path) == "a folder"
    assert refusal(Path("a\0b")) == "not a file name"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_said(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    secret = tmp_path / "a.txt"
    secret.touch(mode=0)
    assert list(find_inputs([closed])) == [closed]
    assert refusal(closed) == "a folder that cannot be read"
    assert refusal(secret) == "cannot be read: permission denied"
