"""The word lists: each says what it is, each is asked for, and none has a word twice for the same thing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import quotesdb
from quotesdb.data import entries

PACKAGE = Path(quotesdb.__file__).parent
LISTS = sorted((PACKAGE / "data" / "en").glob("*.txt"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_is_and_repeats_nothing(path):
    first, *lines = path.read_text(encoding="utf8").splitlines()

    assert first.startswith("# ")
    assert first[2].isupper()
    found = [line for line in lines if line and not line.startswith("#")]
    heads = Counter(
        f"{head}: {word}"
        for head, colon, rest in (line.partition(":") for line in found)
        for word in (rest.split() if colon else [head])
    )
    assert [repeated for repeated, times in heads.items() if times > 1] == []


def test_each_list_is_asked_for_by_name():
    code = "".join(path.read_text(encoding="utf8") for path in PACKAGE.rglob("*.py"))

    asked = set(re.findall(r'"([a-z_]+)"', code))
    assert {path.stem for path in LISTS} - asked == set()


def test_lines_of_one_head_go_together():
    assert {"aaron", "zubair"} <= set(entries("given_names")["m"])


@pytest.mark.parametrize("command", ["--help", "quotes --help", "speakers --help"])
def test_help_reads_no_word_list(command):
    watched = (
        "import sys; opened = []; "
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0]))); "
        "from quotesdb.cli import main\n"
        f"try: main({command.split()!r})\n"
        "finally: assert not [name for name in opened if 'data/en' in name.replace(chr(92), '/')]"
    )
    subprocess.run([sys.executable, "-c", watched], check=True, capture_output=True)
