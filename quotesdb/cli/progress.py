"""How far a batch is, for people: rate, time left, failures; pipes and log files get none of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from quotesdb.cli.output import on_terminal, plain_terminal
from quotesdb.present.text import safe

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress:
    """How far a batch is; without a terminal on standard error only messages are printed."""

    def __init__(self, bar: RichProgress | None, task: TaskID | None) -> None:
        self._bar = bar
        self._task = task
        self._failed = 0

    def start(self, total: int) -> None:
        """Say how many inputs there are, which may come out later than the first is done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=total)

    def step(self, number: int = 1, *, failed: bool = False) -> None:
        """One input is done, or so many, or one of the documents in it."""
        if self._bar is None or self._task is None:
            return
        self._failed += failed
        task = self._bar.tasks[self._task]
        if task.total is not None and task.completed >= task.total:
            # Inputs hold several documents: nobody knows how many.
            task.total = None
        self._bar.update(self._task, advance=number, beside=_beside(task.speed, self._failed))

    def say(self, message: str, *, error: bool = False) -> None:
        """Print a line without tearing the bar; columns in it stay, and answers go where the output goes."""
        line = " ".join(safe(message).splitlines())
        if self._bar is None or not (error or on_terminal()):
            click.echo(line, err=error)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _beside(rate: float | None, failed: int) -> str:
    """What stands beside the bar.

    >>> _beside(1234.5, 2), _beside(4.2, 0), _beside(0.05, 0), _beside(None, 0)
    ('1,234 a second, 2 failed', '4.2 a second', '3 a minute', '')
    """
    said = ([_speed(rate)] if rate else []) + ([f"{failed:,} failed"] if failed else [])
    return ", ".join(said)


def _speed(rate: float) -> str:
    """Two figures that count, by the minute where one takes longer than a second."""
    if rate < 1:
        return f"{rate * 60:,.0f} a minute" if rate >= 1 / 60 else f"{rate * 3600:,.0f} an hour"
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:,.1f} a second"


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A progress bar on standard error where that is a terminal that can draw one, gone at the end."""
    if not sys.stderr.isatty() or plain_terminal():
        yield Progress(None, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[beside]}"),
    )
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Progress(bar, bar.add_task(label, total=None, beside=""))
