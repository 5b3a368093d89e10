"""``quotesdb mcp``: tools for language models, on standard input and output."""

from __future__ import annotations

import click

from quotesdb.cli.database import opened
from quotesdb.cli.group import Failure
from quotesdb.cli.options import database_option, examples


@click.command()
@database_option
@examples("quotesdb mcp", "quotesdb --db newsroom.db mcp")
def mcp() -> None:
    """Answer a language model's tools on standard input and output.

    A program that runs language models starts this by itself, and speaks the Model Context Protocol with it.
    The tools only read: check a quotation, check a draft, find quotations, tell who somebody is, cite.
    "quotesdb serve" has them too, at /mcp.
    """
    from quotesdb.services.store.database import require_schema

    with opened() as engine:
        require_schema(engine)
        try:
            from quotesdb.mcp.server import make
        except ModuleNotFoundError as error:
            raise Failure(f"{error.name} is not installed: pip install 'quotesdb[mcp]'") from error
        make(engine).run("stdio")
