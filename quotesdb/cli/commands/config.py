"""``quotesdb config``: which settings hold, and where they come from."""

from __future__ import annotations

import click

from quotesdb.cli.config import VARIABLES, path, setting
from quotesdb.cli.database import NAMED, named_by_option, shown
from quotesdb.cli.options import common_of_lists, examples
from quotesdb.cli.output import Column, Row, list_results, note
from quotesdb.cli.reviewer import who_decides
from quotesdb.present.shapes import Setting

COLUMNS = (Column(("Setting",)), Column(("Value",), share=2), Column(("From",), share=1))


@click.command()
@common_of_lists
@examples("quotesdb config", "quotesdb config --json")
def config(*, as_json: bool) -> None:
    """Show which settings apply and where each comes from.

    The config file is TOML with any of db (a path or URL), reviewer (who decides) and publisher (of articles
    that name none), one per line: reviewer = "Wen". The environment variables QUOTESDB_DB, QUOTESDB_REVIEWER
    and QUOTESDB_PUBLISHER override the file, and options override both.
    """
    settings = [_holding(name) for name in VARIABLES]
    list_results(COLUMNS, settings, _cells, as_json=as_json)
    exists = "" if path().is_file() else " (there is none yet)"
    note(f"the config file is {path()}{exists}")


def _cells(one: Setting) -> Row:
    return (one.name,), (one.value or "",), (one.source,)


def _holding(name: str) -> Setting:
    if name == "db":
        return Setting(name, shown(), NAMED if named_by_option() else setting(name).source)
    found = setting(name)
    if name == "reviewer" and found.value is None:
        return Setting(name, who_decides(None), found.source)
    return found
