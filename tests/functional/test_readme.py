"""The commands of the README, one after the other, on the samples that it has them tried on."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.watched import ROOT

SECTIONS = ("Five minutes", "Is this what was said?")
PLACEHOLDER = "4f7k2m6x3a"
"""The end of an id that the reader has to put in: who decides makes those of decisions."""


def commands() -> list[list[str]]:
    """What the README has typed in these sections, without the name of the program."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    chosen = [section for section in sections if section.splitlines()[0] in SECTIONS]
    blocks = [block for section in chosen for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)]
    typed = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [words[1:] for words in typed if words and not any(PLACEHOLDER in word for word in words)]


@pytest.mark.slow
def test_every_command_of_the_readme_does_on_the_samples_what_it_says(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    tried = commands()
    assert len(tried) > 30
    for words in tried:
        # The first that names a database names it for itself: it is one that was built anew.
        done = run(*words, db=None if "--db" in words else database)
        judged = words[0] in ("audit", "check")
        assert done.exit_code in ((0, 1) if judged else (0,)), (words, done.output)
        assert done.output.strip(), words
