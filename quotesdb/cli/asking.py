"""Questions to a person, one after the other; the answers may as well come through a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import click

from quotesdb.cli.group import Failure, No

QUIT = "quit"
HELP = "?"


class Ended(Exception):  # noqa: N818 - nothing went wrong: there are no more answers
    """Standard input is at its end: who asked goes on as if the person had quit."""


def choose(question: str, answers: Mapping[str, str], explained: str | None = None) -> str:
    """Ask until one of the answers is given; ``answers`` are words by letter.

    On a terminal a key is enough, and ``?`` shows what is ``explained``. In a pipe an answer is a line, with
    the letter or the word.

    Raises:
        Ended: if standard input is at its end.
        Abort: after Ctrl-C.
    """
    offered = " ".join(_offer(letter, word) for letter, word in answers.items())
    by_key = at_a_keyboard()
    if by_key and explained:
        offered += f" [{HELP}]"
    while True:
        asked = f"{question} {offered}".strip()
        given = (_key(asked) if by_key else ask(asked)).lower()
        if given == HELP and explained:
            click.echo(explained, err=True)
            continue
        for letter, word in answers.items():
            if given in (letter, word):
                return word
        click.echo(f"answer one of {', '.join(answers)}", err=True)


def at_a_keyboard() -> bool:
    """Whether a person is there who sees a question and presses a key."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _key(question: str) -> str:
    """Ask for a key, without Enter.

    Raises:
        Ended: after Ctrl-D.
        Abort: after Ctrl-C.
    """
    click.echo(f"{question}: ", nl=False, err=True)
    try:
        while not (pressed := _read_key().strip()):
            pass
    except EOFError:
        click.echo(err=True)
        raise Ended from None
    except KeyboardInterrupt:
        raise click.Abort from None
    click.echo(pressed if pressed.isprintable() else "", err=True)
    return pressed


def _read_key() -> str:
    """The next key; what was typed before it was asked for counts too, which click throws away.

    Raises:
        EOFError: after Ctrl-D.
        KeyboardInterrupt: after Ctrl-C.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return click.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSANOW)
        key = os.read(terminal, 1).decode(errors="replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    if key in ("", "\x04"):
        raise EOFError
    return key


def ask(question: str) -> str:
    """Ask for a line; an empty one is an answer too.

    Raises:
        Ended: if standard input is at its end.
        Abort: after Ctrl-C.
    """
    try:
        given: str = click.prompt(question, default="", show_default=False, err=True)
    except click.Abort as stopped:
        # click tells the two apart no longer, but remembers which it was.
        if isinstance(stopped.__context__, EOFError):
            click.echo(err=True)
            raise Ended from None
        raise
    return given.strip()


def confirm(fact: str, question: str) -> None:
    """Go on only if a person says yes.

    Raises:
        Failure: if nobody is there to be asked; it names the option to give instead, ``--yes``.
        No: if the answer is no.
        Abort: after Ctrl-C.
    """
    if not at_a_keyboard():
        raise Failure(f"{fact}; if that is meant, say so: --yes")
    try:
        answer = choose(f"{fact}. {question}", {"y": "yes", "n": "no"})
    except Ended:
        answer = "no"
    if answer == "no":
        raise No("nothing was decided")


def _offer(letter: str, word: str) -> str:
    """The letter in brackets in its word.

    >>> _offer("k", "skip"), _offer("y", "same")
    ('s[k]ip', '[y] same')
    """
    return word.replace(letter, f"[{letter}]", 1) if letter in word else f"[{letter}] {word}"
