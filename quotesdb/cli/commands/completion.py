"""``quotesdb completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from quotesdb.cli.options import common, examples
from quotesdb.cli.output import json_line
from quotesdb.present.shapes import Completion

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@common
@click.pass_context
@examples(
    "quotesdb completion bash > ~/.local/share/bash-completion/completions/quotesdb",
    "quotesdb completion fish > ~/.config/fish/completions/quotesdb.fish",
    'eval "$(quotesdb completion zsh)"',
)
def completion(context: click.Context, /, *, shell: str, as_json: bool) -> None:
    """Print the script with which your shell completes commands and options.

    Save it where your shell looks for completions, or evaluate it whenever a shell starts.
    """
    from click.shell_completion import get_completion_class

    of_shell = get_completion_class(shell)
    assert of_shell is not None  # noqa: S101 - click knows all three
    # Made of the template alone: click would call bash first, to see its version.
    asked = of_shell(context.find_root().command, {}, "quotesdb", "_QUOTESDB_COMPLETE")
    script = of_shell.source_template % asked.source_vars()
    if as_json:
        json_line(Completion(shell, script))
    else:
        click.echo(script)
