"""Write docs/cli.md from the commands' own --help, or check that it and the README are up to date.

python -m tools.cli_reference          write docs/cli.md
python -m tools.cli_reference --check  exit status 1 if docs/cli.md is stale, a command or an
                                       option has no help, or a document shows one that is not there
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "cli.md"
WIDTH = 100
PREAMBLE = """\
# Command line

Written by `make docs` from the commands' own `--help`; edit the help, not this page.
"""
SHELL_OPERATORS = frozenset({"|", "||", "&&", ";", "<", ">", ">>", "2>"})


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Yield the command and, depth first and in name order, every visible command below it."""
    yield context, command
    if not isinstance(command, click.Group):
        return
    for name in sorted(command.list_commands(context)):
        below = command.get_command(context, name)
        if below is not None and not below.hidden:
            yield from commands(below, child(context, below, name))


def child(parent: click.Context | None, command: click.Command, name: str | None) -> click.Context:
    """Make a context whose help has one width on every machine."""
    settings = {
        **command.context_settings,
        "terminal_width": WIDTH,
        "max_content_width": WIDTH,
        "color": False,
    }
    return click.Context(command, parent, info_name=name, **settings)


def reference(main: click.Group, name: str) -> str:
    """Write the whole page: one heading and one block of help for each command."""
    sections = [
        f"## `{context.command_path}`\n\n```text\n{plain(command.get_help(context))}\n```\n"
        for context, command in commands(main, child(None, main, name))
    ]
    return "\n".join([PREAMBLE, *sections])


def plain(text: str) -> str:
    """Strip the blanks that end the lines of help."""
    return "\n".join(line.rstrip() for line in text.splitlines())


def undocumented(main: click.Group, name: str) -> Iterator[str]:
    """Yield what a reader of --help would find without a word of explanation."""
    for context, command in commands(main, child(None, main, name)):
        if not command.help:
            yield f"{context.command_path}: the command has no help"
        for option in command.get_params(context):
            if isinstance(option, click.Option) and not option.hidden and not option.help:
                yield f"{context.command_path}: {option.opts[0]} has no help"


def shown(markdown: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the lines (with their numbers, from 1) of fenced blocks that call the program."""
    fenced = False
    for number, line in enumerate(markdown.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        call = line.strip().removeprefix("$ ")
        if fenced and call.split(maxsplit=1)[:1] == [name]:
            yield number, call


def wrong(main: click.Group, name: str, call: str) -> str | None:
    """Say why a command line cannot be as the program stands; None if it can."""
    words = shlex.split(call, comments=True)[1:]
    words = words[: next((i for i, word in enumerate(words) if word in SHELL_OPERATORS), len(words))]
    command: click.Command = main
    context = child(None, main, name)
    try:
        while isinstance(command, click.Group):
            _, words, _ = command.make_parser(context).parse_args(list(words))
            if not words:
                return None
            word, below, words = command.resolve_command(context, words)
            if below is None:
                return f"{context.command_path} has no command {word!r}"
            command, context = below, child(context, below, word)
        command.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        return f"{context.command_path}: {error.format_message()}"
    return None


def problems(main: click.Group, name: str, page: Path, documents: list[Path]) -> Iterator[str]:
    """Yield everything that keeps the documents from being true, one line each."""
    if not page.is_file() or page.read_text(encoding="utf-8") != reference(main, name):
        yield f"{page.name} is stale: run make docs"
    yield from undocumented(main, name)
    for document in documents:
        for number, call in shown(document.read_text(encoding="utf-8"), name):
            reason = wrong(main, name, call)
            if reason:
                yield f"{document.name}:{number}: {reason}"


def run(arguments: list[str]) -> int:
    """Run the command; the program is imported here, so that tests can use the rest without it."""
    from quotesdb.cli import main

    parser = argparse.ArgumentParser(description="Write or check docs/cli.md.")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    if not parser.parse_args(arguments).check:
        REFERENCE.write_text(reference(main, "quotesdb"), encoding="utf-8")
        click.echo(f"wrote {REFERENCE.relative_to(ROOT)}")
        return 0
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = list(problems(main, "quotesdb", REFERENCE, [d for d in documents if d != REFERENCE]))
    for line in found:
        click.echo(line, err=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
