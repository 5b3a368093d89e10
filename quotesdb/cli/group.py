"""Groups of commands: loaded when called, with one way to end for every error."""

from __future__ import annotations

import atexit
import gc
import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import click

from quotesdb.cli.output import make_printable, plain_terminal
from quotesdb.settings import WrongSetting

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 and the number of the signal, as shells have it."""

GARBAGE_THRESHOLD = 500_000
"""Objects made before unreachable ones are looked for; a look-up ends before, a long ingest does not."""

READER_WENT_AWAY = 141
"""Exit status when who reads our output has closed it (``| head``), as of a program ended by SIGPIPE."""

_NARROW = 52
"""Columns below which click's help does not fit."""

Sections = Mapping[str, Mapping[str, tuple[str, str]]]


def _collect_seldom() -> None:
    """Look for unreachable objects less often, and not at the end.

    Loading the models makes many objects and little garbage. Looking for it on the way costs a look-up a
    tenth of its time, going through all of them at the end a quarter.
    """
    gc.set_threshold(GARBAGE_THRESHOLD)
    atexit.register(gc.freeze)


class Failure(click.ClickException):
    """The command could not do its work; the message is one line for the user."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message on standard error."""
        click.echo(f"quotesdb: {self.message}", file=file, err=file is None)


class No(Failure):
    """The answer is no: nothing has that name or id, or part of a batch failed."""

    exit_code = 1


class Help(click.HelpFormatter):
    """Help that fits a narrow terminal: click's has 50 characters at least, 30 of them for names."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        columns = shutil.get_terminal_size().columns
        super().__init__(indent_increment, width or (columns if columns < _NARROW else None), max_width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names with what they mean beside them, or below them."""
        super().write_dl(list(rows), min(col_max, self.width // 2), col_spacing)


click.Context.formatter_class = Help


def near_commands(word: str, names: Sequence[str]) -> list[str]:
    """The commands that somebody may have meant by a word that is none."""
    from difflib import get_close_matches

    return get_close_matches(word, names)


def refuse_command(ctx: click.Context, word: str, near: Sequence[str]) -> NoReturn:
    """Say that there is no such command, and which are like it.

    Raises:
        UsageError: always.
    """
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    ctx.fail(f"No such command {word!r}.{hint}")


def refuse_repeats(ctx: click.Context, args: Sequence[str]) -> None:
    """Refuse an option that takes one value and is given several: all but the last would be lost.

    Raises:
        UsageError: if there is one.
    """
    if ctx.resilient_parsing:
        return
    _, _, given = ctx.command.make_parser(ctx).parse_args(list(args))
    for option, times in Counter(given).items():
        if times > 1 and isinstance(option, click.Option) and not (option.multiple or option.is_flag):
            ctx.fail(f"{option.opts[0]} takes one value and is given {times} times")


def _called_once(
    ctx: click.Context, found: tuple[str | None, click.Command | None, list[str]]
) -> tuple[str | None, click.Command | None, list[str]]:
    """A command that was found with its words, none of its options given twice."""
    name, command, args = found
    if command is not None and not isinstance(command, click.Group):
        refuse_repeats(click.Context(command, ctx, name, **command.context_settings), args)
    return found


class Program(click.Group):
    """The whole program: imports the module of a command only when it is called."""

    def __init__(self, *args: Any, sections: Sections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands, in the order of the help."""
        return [name for commands in self.sections.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, its module imported now."""
        for commands in self.sections.values():
            if cmd_name in commands:
                module = import_module(f"quotesdb.cli.commands.{commands[cmd_name][0]}")
                command: click.Command = getattr(module, cmd_name)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, or suggest the nearest."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            refuse_command(ctx, args[0], near_commands(args[0], names))
        return _called_once(ctx, super().resolve_command(ctx, args))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options of the program, each at most once."""
        refuse_repeats(ctx, args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the commands by section, from the table alone."""
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, text) for name, (_, text) in commands.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; if the reader of our output goes away, stop without a word.

        Raises:
            Failure: if a setting of the environment cannot be used.
        """
        if plain_terminal():
            ctx.color = False
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered would raise again when the interpreter closes standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            ctx.exit(READER_WENT_AWAY)
        except WrongSetting as error:
            raise Failure(str(error)) from error
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,
    ) -> Any:
        """Run the program and exit: 0 done, 1 no or partly failed, 2 error, 130 after Ctrl-C."""
        _collect_seldom()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                make_printable(stream)
        try:
            status = super().main(
                args,
                prog_name,
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
        except click.ClickException as error:
            if not standalone_mode:
                raise
            error.show()
            sys.exit(error.exit_code)
        except OSError as error:
            # Not a mistake of the program: a full disk behind standard output, a folder that is gone.
            if not standalone_mode:
                raise
            Failure(f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}").show()
            sys.exit(Failure.exit_code)
        except click.Abort:
            if not standalone_mode:
                raise
            click.echo("quotesdb: stopped", err=True)
            sys.exit(INTERRUPTED)
        if standalone_mode:
            sys.exit(status or 0)
        return status


class DefaultGroup(click.Group):
    """A group whose command ``default`` runs when no other is named: ``article ID``, ``article remove ID``.

    Options may stand before the name of a command, so the name is the first word that is one. A first word
    like the name of a command, with others behind it, is one mistyped: the default commands take one word.
    """

    def __init__(self, *args: Any, default: str = "show", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help where nothing is said, unless that is what the default command wants."""
        return super().parse_args(ctx, args if args or self.no_args_is_help else [self.default])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, and leave it the other words."""
        name = next((word for word in args if word in self.commands), self.default)
        place = args.index(name) if name in args else None
        if args[0] not in self.commands and name == self.default and _more_words(args, self.default):
            near = near_commands(args[0], list(self.commands))
            if near:
                refuse_command(ctx, args[0], near)
        rest = args if place is None else args[:place] + args[place + 1 :]
        return _called_once(ctx, (name, self.get_command(ctx, name), rest))


def _more_words(args: Sequence[str], but: str) -> bool:
    """Whether more words follow the first than options and what may be their values."""
    return any(
        not word.startswith("-") and not before.startswith("-") and word != but
        for before, word in pairwise(args)
    )


class ListGroup(DefaultGroup):
    """A group whose command ``list`` runs when no other is named: ``speakers``, ``speakers merge A B``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, default="list", **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the command where no word does, so that no word at all is enough."""
        named = any(word in self.commands for word in args)
        return super().parse_args(ctx, args if named else [*args, self.default])
