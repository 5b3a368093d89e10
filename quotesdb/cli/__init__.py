"""The command line: each command parses its words, calls one service and renders what comes back."""

from __future__ import annotations

import click

from quotesdb.cli.group import Program
from quotesdb.cli.options import database_option, examples

SECTIONS = {
    "Daily use": {
        "ingest": ("ingest", "Store articles and find who said what in them."),
        "quotes": ("quotes", "List quotations, newest first."),
        "quote": ("quote", "Show one quotation with its evidence, or correct it."),
        "speakers": ("speakers", "List who is quoted, or decide who is who."),
        "speaker": ("speaker", "Show one speaker: roles, other names, quotations."),
        "articles": ("articles", "List the stored articles, newest first."),
        "article": ("article", "Show one article with its quotations marked, set it right, or remove it."),
        "check": ("check", "Say whether somebody said this, where, and whether these are the words."),
        "audit": ("audit", "Check every quotation of a draft."),
        "cite": ("cite", "Print the reference to an article in a style, ready to paste."),
        "serve": ("serve", "Serve the page: search, read, check and review in a browser."),
        "mcp": ("mcp", "Answer a language model's tools on standard input and output."),
        "export": ("export", "Write citations of quotations for other programs and for footnotes."),
    },
    "Decide": {
        "review": ("review", "Go through quotations that nobody has judged, and judge them."),
        "suggestions": ("suggestions", "Decide, group by group, which speakers are one."),
        "organisations": (
            "organisations",
            "List whom people speak for, or decide which names mean the same one.",
        ),
        "tag": ("tag", "Set tags on a speaker, for counting who is quoted."),
        "people": ("people", "Import who people are: names, dated roles, identifiers."),
        "decisions": ("decisions", "List what people decided, or carry it to another database."),
        "undo": ("undo", "Take a decision back."),
    },
    "Count and measure": {
        "stats": ("stats", "Count quotations and words by speaker, publisher, month and more."),
        "checks": ("checks", "List what was checked, newest first."),
        "evaluate": ("evaluate", "Measure the extraction on articles that people annotated."),
    },
    "Look after the archive and the program": {
        "read": (
            "read",
            "Show what would be stored of a file: each article with its data, text and warnings.",
        ),
        "extract": ("extract", "Show the quotations of a file without storing anything."),
        "reextract": ("reextract", "Extract the quotations of stored articles again."),
        "rebuild": ("rebuild", "Rebuild everything derived: who is who, statements, the search index."),
        "db": ("db", "Create, upgrade, check, back up, restore, copy, export or import the database."),
        "users": ("users", "Say who may use the page and the API, or make tokens for programs."),
        "formats": ("formats", "List the formats that can be read and written."),
        "config": ("config", "Show which settings apply and where each comes from."),
        "completion": (
            "completion",
            "Print the script with which your shell completes commands and options.",
        ),
    },
}
"""Command name -> module of this package and short help, in the order of ``--help``.

The short help stands here, so that ``quotesdb --help`` need not load every command.
"""


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("quotesdb")
    except PackageNotFoundError:
        number = "(not installed: running from a source tree)"
    click.echo(f"quotesdb {number}")
    context.exit()


@click.group(cls=Program, sections=SECTIONS, context_settings={"help_option_names": ["-h", "--help"]})
@database_option
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@examples(
    "quotesdb ingest articles/",
    'quotesdb quotes --speaker "Amara Okonjo"',
    'quotesdb export --format apa --speaker "Amara Okonjo"',
)
def main() -> None:
    """Keep who said what, where it was printed, and how we know.

    A plural lists (quotes, speakers, articles, checks); a singular shows one, or works on one (quote ID). The
    database is a file in your data folder; --db, QUOTESDB_DB or the config file can name another.
    """
