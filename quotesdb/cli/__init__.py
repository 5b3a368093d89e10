"""The command line: each command parses its words, calls one service and renders what comes back."""

from __future__ import annotations

import click

from quotesdb.cli.group import Program
from quotesdb.cli.options import database_option, examples

SECTIONS = {
    "Put articles in": {
        "ingest": ("ingest", "Store articles and find who said what in them."),
        "extract": ("extract", "Show the quotations of a file without storing anything."),
        "reextract": ("reextract", "Find the quotations of stored articles afresh."),
    },
    "Look things up": {
        "quotes": ("quotes", "List quotations, newest first."),
        "quote": ("quote", "Show one quotation with its evidence, or set it right."),
        "speakers": ("speakers", "List who is quoted, or decide who is whom."),
        "speaker": ("speaker", "Show one speaker: roles, other names, quotations."),
        "organisations": ("organisations", "List whom people speak for, or decide which names are of one."),
        "articles": ("articles", "List the stored articles, newest first."),
        "article": ("article", "Show one article with its quotations marked, or remove it."),
    },
    "Set things right": {
        "review": ("review", "Go through quotations that nobody has judged, and judge them."),
        "decisions": ("decisions", "List what people decided, or carry it to another database."),
    },
    "See who gets quoted": {
        "stats": ("stats", "Count quotations and words by speaker, publisher, month and more."),
        "tag": ("tag", "Set tags on a speaker, for counting who is quoted."),
    },
    "Decide who is whom": {
        "suggestions": ("suggestions", "Decide, pair by pair, which speakers are one."),
        "undo": ("undo", "Take a decision back about who is whom."),
    },
    "Check quotations": {
        "check": ("check", "Say whether somebody said this, where, and whether these are the words."),
        "audit": ("audit", "Check every quotation of a draft."),
        "checks": ("checks", "List what was checked, newest first."),
    },
    "Hand things on": {
        "export": ("export", "Write citations of quotations for other programs and for footnotes."),
    },
    "Measure": {
        "evaluate": ("evaluate", "Measure the extraction on articles that people annotated."),
    },
    "Look after the database": {
        "rebuild": ("rebuild", "Make everything derived anew: who is whom, statements, the search index."),
        "db": ("db", "Create, upgrade or check the database."),
        "config": ("config", "Show which settings hold and where each comes from."),
        "completion": ("completion", "Write what your shell needs to complete commands and options."),
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
    help="Show the version and stop.",
)
@examples(
    "quotesdb ingest articles/",
    'quotesdb quotes --speaker "Amara Okonjo"',
    'quotesdb export --format apa --speaker "Amara Okonjo"',
)
def main() -> None:
    """Keep who said what, where it was printed, and how we know.

    The database is a file in your data folder; --db, QUOTESDB_DB or the config file names another one.
    """
