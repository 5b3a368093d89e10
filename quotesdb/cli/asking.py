"""Questions to a person, one after the other; the answers may as well come through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from quotesdb.cli.group import Failure, No

QUIT = "quit"


class Ended(Exception):  # noqa: N818 - nothing went wrong: there are no more answers
    """Standard input is at its end: who asked goes on as if the person had quit."""


def choose(question: str, answers: Mapping[str, str]) -> str:
    """Ask until one of the answers is given, by its letter or its word; ``answers`` are words by letter.

    Raises:
        Ended: if standard input is at its end.
        Abort: after Ctrl-C.
    """
    offered = " ".join(_offer(letter, word) for letter, word in answers.items())
    while True:
        given = ask(f"{question} {offered}".strip()).lower()
        for letter, word in answers.items():
            if given in (letter, word):
                return word
        click.echo(f"answer one of {', '.join(answers)}", err=True)


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
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
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
