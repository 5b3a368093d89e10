"""What a person sees on a terminal, and what must never reach it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.cli.commands import speakers
from quotesdb.cli.commands.article import marked
from quotesdb.cli.output import Column, Row, table
from quotesdb.present.text import one_line, safe
from quotesdb.values import ArticleRef, Citation, CueClass, Decision, Kind, Span
from tests.functional.conftest import ROOT, Run

STYLE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


LONGEST, QUIET = 60, 0.3
"""Seconds that a program may run, and without a word before it is taken to wait for an answer."""


def on_terminal(
    width: int,
    *arguments: str,
    stdout: Path | None = None,
    answers: bytes = b"",
    variables: Mapping[str, str] | None = None,
) -> str:
    """What the program writes to a terminal of that width; a person there types the answers.

    Each line is typed once the program has asked for it. With ``stdout`` the output goes to that file.
    ``variables`` are of the environment.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PAGER": ""}
    environment |= variables or {}
    environment.pop("COLUMNS", None)
    with stdout.open("wb") if stdout else nullcontext(follower) as output:
        program = subprocess.Popen(
            [sys.executable, "-m", "quotesdb.cli", *arguments],
            stdin=follower,
            stdout=output,
            stderr=follower,
            env=environment,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
    os.close(follower)
    written, waiting = b"", [typed for typed in answers.splitlines(keepends=True) if typed]
    deadline = time.monotonic() + LONGEST
    while True:
        if not select.select([leader], [], [], QUIET)[0]:
            # A person types at a question, not at a colon that the output happens to stop at for a moment.
            if waiting and written.rstrip().endswith(b":"):
                os.write(leader, waiting.pop(0))
            if time.monotonic() > deadline:
                program.kill()
                break
            continue
        try:
            read = os.read(leader, 65536)
        except OSError:
            break
        if not read:
            break
        written += read
    os.close(leader)
    program.wait(timeout=60)
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "arguments", [["quotes"], ["speakers"], ["speaker", "Okonjo"], ["articles"]], ids=" ".join
)
def test_tables_fit_the_terminal_and_lose_no_id(filled: Path, width: int, arguments: list[str]) -> None:
    shown = STYLE.sub("", on_terminal(width, "--db", str(filled), *arguments))
    assert max(len(line) for line in shown.splitlines()) <= width
    assert re.search(r"\b[qsa]-[a-z2-7]{10}\b", shown)
    assert "…" not in re.sub(r"[“”][^“”]*", "", shown)


@pytest.mark.parametrize("command", ["speakers", "stats"])
def test_a_narrow_terminal_loses_no_name_and_no_id(filled: Path, command: str) -> None:
    shown = STYLE.sub("", on_terminal(40, "--db", str(filled), command))
    assert re.search(r"\bs-[a-z2-7]{10}\b", shown)
    assert "Amara Okonjo" in " ".join(shown.split())
    assert max(len(line) for line in shown.splitlines()) <= 40


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colour_gets_no_control_code(
    filled: Path, tmp_path: Path, variables: dict[str, str]
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“It is day one,” said Ada Example, the mayor.\n", encoding="utf-8")
    for arguments in (["speaker", "Okonjo"], ["check", "out of places"], ["ingest", str(draft)]):
        shown = on_terminal(100, "--db", str(filled), *arguments, variables=variables)
        assert shown.strip()
        assert "\x1b" not in shown


def test_an_empty_wish_for_no_colour_is_none(filled: Path) -> None:
    shown = on_terminal(100, "--db", str(filled), "speaker", "Okonjo", variables={"NO_COLOR": ""})
    assert "\x1b[1m" in shown


def shown_table(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    columns: Sequence[Column],
    rows: Sequence[Row],
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("quotesdb.cli.output.on_terminal", lambda: True)
    table(columns, rows)
    return STYLE.sub("", capsys.readouterr().out).splitlines()


SPEAKER = (
    ("s-7h2kq4m5xa",),
    ("12",),
    ("3",),
    ("2022-03-14", "2023-11-02"),
    ("Bo Sample", "pulmonologist, Velda"),
)


@pytest.mark.parametrize("width", [55, 60, 80])
def test_a_word_that_fits_is_not_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    shown = shown_table(capsys, monkeypatch, width, speakers.COLUMNS, [SPEAKER])
    words = " ".join(shown).split()
    assert {"s-7h2kq4m5xa", "2022-03-14", "Sample", "pulmonologist,", "Velda"} <= set(words)
    assert max(map(len, shown)) <= width


def test_columns_stand_close_only_where_words_would_be_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy = shown_table(capsys, monkeypatch, 80, speakers.COLUMNS, [SPEAKER])
    assert any("s-7h2kq4m5xa       12" in line for line in roomy)
    close = shown_table(capsys, monkeypatch, 60, speakers.COLUMNS, [SPEAKER])
    assert any("s-7h2kq4m5xa     12" in line for line in close)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check", "--help"], ["check", "The dyke is not ours", "--speaker", "Mr Holt"]],
    ids=" ".join,
)
def test_help_and_verdicts_fit_a_narrow_terminal(filled: Path, arguments: list[str]) -> None:
    shown = STYLE.sub("", on_terminal(40, "--db", str(filled), *arguments)).splitlines()
    examples = [line for line in shown if line.startswith("    quotesdb ")]
    assert [line for line in shown if len(line) > 40 and line not in examples] == []


def test_an_article_is_wrapped_with_its_quotations_in_bold(filled: Path) -> None:
    listed = on_terminal(80, "--db", str(filled), "articles", "dyke")
    article = re.search(r"a-[a-z2-7]{10}", listed)
    assert article
    shown = on_terminal(80, "--db", str(filled), "article", article[0])
    assert "\x1b[1m[[“We had nine hours’ warning" in shown
    assert max(len(line) for line in STYLE.sub("", shown).splitlines()) <= 80


@pytest.mark.parametrize(("answer", "told"), [(b"n\n", "nothing was decided"), (b"y\n", "quotesdb undo d-")])
def test_a_person_is_asked_before_unlike_speakers_are_merged(filled: Path, answer: bytes, told: str) -> None:
    merge = ("speakers", "merge", "Amara Okonjo", "Corvane Shipping")
    shown = on_terminal(80, "--db", str(filled), *merge, answers=answer)
    assert "Are they one? [y]es [n]o:" in " ".join(shown.split())
    assert told in shown


def test_ingest_on_a_terminal_shows_failures_and_the_summary(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("one", "two"):
        (tmp_path / "articles" / f"{name}.txt").write_text(
            f"“It is {name},” said Ada Example.", encoding="utf-8"
        )
    (tmp_path / "articles" / "void.txt").touch()
    where = ["--db", str(tmp_path / "made.db"), "ingest", str(tmp_path / "articles")]
    lines = [STYLE.sub("", line).strip() for line in on_terminal(200, *where).splitlines()]
    assert f"{tmp_path / 'articles' / 'void.txt'}: empty file" in " ".join(lines)
    assert lines[-1] == "3 articles: 2 created, 1 failed; 2 new quotations"
    assert not any("one.txt" in line for line in lines)


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\u202e\x08\x90q\x9c"


def test_control_characters_of_an_article_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "hostile.txt"
    words = f"“It is {HOSTILE}late,” said Ada {HOSTILE}Example.\n" + "The bridge was closed all day.\n" * 50
    article.write_text(words, encoding="utf-8")
    db = tmp_path / "hostile.db"
    names = ["--title", f"A {HOSTILE}title", "--publisher", f"P{HOSTILE}"]
    assert run("ingest", str(article), *names, db=db).exit_code == 0
    listed = on_terminal(100, "--db", str(db), "articles")
    found = re.search(r"a-[a-z2-7]{10}", listed)
    assert found
    pages = [
        listed,
        *(on_terminal(100, "--db", str(db), *page) for page in (["quotes"], ["article", found[0]])),
    ]
    for page in pages:
        assert "owned" not in page
        plain = re.sub(r"\x1b\[[0-9;]*m", "", page)
        assert not set(plain) & set("\x1b\x9b\x90\u202e\x08\x00\x07")
        assert "\x1b[31m" not in page


@given(st.text())
def test_safe_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", safe(text))
    assert "\n" not in one_line(text)
    assert safe(safe(text)) == safe(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_what_is_printed_in_articles_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text(alphabet="ab \n", min_size=1), st.data())
def test_marking_adds_brackets_and_loses_nothing(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
            .filter(lambda pair: pair[0] < pair[1])
            .map(lambda pair: Span(*pair)),
            max_size=4,
        )
    )
    quotes = [
        Citation(
            id="q-2222222222",
            text=span.text(text),
            kind=Kind.DIRECT,
            cue_class=CueClass.SPEECH,
            article=ArticleRef("a-2222222222"),
            decision=Decision("machine", "x", "1", 1.0),
            content=(span,),
        )
        for span in spans
    ]
    shown = marked(text, quotes)
    assert shown.count("[[") == shown.count("]]") == len(spans)
    assert re.sub(r"\[\[| \| \d+ \(unattributed\)\]\]", "", shown) == text


@pytest.fixture
def counting_pager(tmp_path: Path) -> Path:
    """A pager that says how many lines it was given."""
    program = tmp_path / "pager.sh"
    program.write_text('#!/bin/sh\necho "paged $(wc -l) lines"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def test_what_is_longer_than_the_terminal_is_paged(
    filled: Path, counting_pager: Path, tmp_path: Path
) -> None:
    variables = {"PAGER": str(counting_pager)}
    where = ("--db", str(filled), "quotes", "--limit")
    assert re.search(r"paged +\d{3} lines", on_terminal(80, *where, "0", variables=variables))
    assert "paged" not in on_terminal(80, *where, "3", variables=variables)
    assert "paged" not in on_terminal(80, *where, "0", variables=variables | {"TERM": "dumb"})
    assert "paged" not in on_terminal(80, *where, "0", variables=variables, stdout=tmp_path / "out.txt")
    assert len((tmp_path / "out.txt").read_text(encoding="utf-8").splitlines()) > 40


def test_what_is_searched_for_in_the_pager_is_kept_in_no_file(filled: Path, tmp_path: Path) -> None:
    program = tmp_path / "pager.sh"
    program.write_text('#!/bin/sh\ncat >/dev/null\necho "history: $LESSHISTFILE"\n', encoding="utf-8")
    program.chmod(0o755)
    where = ("--db", str(filled), "quotes", "--limit", "0")
    shown = on_terminal(80, *where, variables={"PAGER": str(program)})
    assert "history: -" in shown
    own = on_terminal(80, *where, variables={"PAGER": str(program), "LESSHISTFILE": "/kept"})
    assert "history: /kept" in own
