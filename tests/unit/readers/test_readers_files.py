"""Which files are read, and their bytes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
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
        "notes.xyz",
        ".hidden.txt",
        "sub/d.htm",
        "sub/deep/e.text",
        ".git/f.txt",
    ):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Text.")
    return tmp_path / "in"


def refusal(path: Path | str, max_size: int = 100) -> str:
    with pytest.raises(ReadError) as error:
        load(str(path), max_size)
    return str(error.value)


def test_folders_are_searched_in_order_for_known_formats(folder):
    found = [Path(path).relative_to(folder).as_posix() for path in find_inputs([str(folder)])]
    assert found == ["a.md", "b.txt", "c.HTML", "sub/d.htm", "sub/deep/e.text"]


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        (
            "wire.xml",
            '<?xml version="1.0"?><nitf><body><body.content><p>Text.</p></body.content></body></nitf>',
            True,
        ),
        ("wire.json", '{"uri": "urn:1", "type": "text", "headline": "H", "body_text": "Text."}', True),
        ("settings.xml", "<settings><colour>blue</colour></settings>", False),
        ("package.json", '{"name": "a", "version": "1"}', False),
        ("notes.xyz", "Text.", False),
        ("statement", "Text.", False),
    ],
)
def test_what_a_file_of_any_sort_in_a_folder_is_its_content_tells(tmp_path, name, content, taken):
    (tmp_path / name).write_text(content)
    passed = []
    assert list(find_inputs([str(tmp_path)], passed.append)) == [str(tmp_path / name)] * taken
    assert passed == [str(tmp_path / name)] * (not taken)


def test_a_named_file_is_tried_whatever_it_is_called(folder):
    named = [str(folder / "notes.xyz"), str(folder / ".hidden.txt"), "-"]
    assert list(find_inputs(named)) == named


def test_a_missing_path_does_not_stop_the_others(folder):
    missing, there = str(folder / "nowhere.txt"), str(folder / "b.txt")
    assert list(find_inputs([missing, there])) == [missing, there]
    assert refusal(missing) == "no such file"


def test_links_in_a_circle_are_passed_over(folder):
    (folder / "sub" / "loop").symlink_to(folder)
    assert len(list(find_inputs([str(folder)]))) == 5


def test_a_link_to_nothing_is_listed_and_said_to_be_one(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "gone.exe").symlink_to(tmp_path / "nothing.exe")
    assert list(find_inputs([str(tmp_path)])) == [str(tmp_path / "gone.txt")]
    with pytest.raises(ReadError, match="a link that leads nowhere"):
        load(str(tmp_path / "gone.txt"))


def test_a_file_is_read_up_to_the_limit(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    assert load(str(file), 100) == b"x" * 100
    file.write_bytes(b"x" * 1_500_001)
    assert refusal(file, 1_500_000) == "larger than 1.5 MB (--max-size)"


def test_a_bound_beyond_the_memory_reads_what_there_is(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100)
    assert load(str(file), 10**15) == b"x" * 100


def test_what_would_be_read_for_ever_is_refused_at_once(tmp_path):
    pipe, server = tmp_path / "pipe.txt", socket.socket(socket.AF_UNIX)
    os.mkfifo(pipe)
    server.bind(str(tmp_path / "socket.txt"))
    (tmp_path / "link.txt").symlink_to(pipe)
    assert refusal(pipe) == refusal(tmp_path / "link.txt") == "a named pipe, not a file"
    assert refusal(tmp_path / "socket.txt") == "a socket, not a file"
    assert refusal("/dev/zero") == "a device, not a file"
    assert list(find_inputs([str(tmp_path)])) == []
    server.close()


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
def test_standard_input_is_read_by_each_of_its_names(name):
    code = f"from quotesdb.readers.files import load; print(len(load({name!r})))"
    done = subprocess.run([sys.executable, "-c", code], input=b"x" * 100_000, capture_output=True, check=True)
    assert done.stdout == b"100000\n"


def test_a_path_that_cannot_be_looked_at_does_not_stop_the_others(folder):
    there = str(folder / "b.txt")
    odd = ["x" * 300, "", str(folder / "b.txt" / "c"), "a\0b"]
    assert list(find_inputs([*odd, there])) == [*odd, there]
    assert refusal("x" * 300) == "cannot be read: file name too long"
    assert refusal("") == "an empty path names no file"


def test_a_folder_and_an_impossible_name_are_no_files(tmp_path):
    assert refusal(tmp_path) == "a folder"
    assert refusal(Path("a\0b")) == "not a file name"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_said(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    secret = tmp_path / "a.txt"
    secret.touch(mode=0)
    assert list(find_inputs([str(closed), str(closed / "a.txt")])) == [str(closed), str(closed / "a.txt")]
    assert refusal(closed / "a.txt") == "cannot be read: permission denied"
    assert refusal(closed) == "a folder that cannot be read"
    assert refusal(secret) == "cannot be read: permission denied"
