"""Options that several commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.output import BOM, FORM

if TYPE_CHECKING:
    from quotesdb.services.lookup.filters import QuoteFilter

DATABASE = "quotesdb.database"
"""Where the context keeps what --db said; that of the command wins over that of the group."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_LARGEST = 1000**3
"""Bytes: SQLite keeps no longer text."""


class Whole(click.IntRange):
    """A whole number in a range; what is none is told so, and not that it is no range."""

    name = "whole number"


COUNT = Whole(min=0, max=10**9)
"""How many of something to show: no archive has more, and a database counts no further than 64 bits."""

KINDS = ("direct", "mixed", "indirect")
AGENT_KINDS = ("person", "organisation", "group", "anonymous")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _keep_database(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not value.strip():
            raise click.BadParameter("give a path or a URL")
        context.meta[DATABASE] = value


database_option = click.option(
    "--db",
    metavar="PATH-or-URL",
    expose_value=False,
    callback=_keep_database,
    help="Use this database instead of QUOTESDB_DB or the one in your data folder.",
)


def _keep_form(context: click.Context, parameter: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - click's
    if value:
        form = "json" if parameter.name == "as_json" else "csv"
        if context.meta.setdefault(FORM, form) != form:
            raise click.UsageError("give only one of --csv and --json")
        context.meta[BOM] = context.meta.get(BOM) or parameter.name == "bom"
    return value


json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_keep_form, help="Print JSON, one object per line."
)
_CSV_OPTIONS = (
    click.option(
        "--csv",
        "csv",
        is_flag=True,
        expose_value=False,
        callback=_keep_form,
        help="Print CSV with a header.",
    ),
    click.option(
        "--bom",
        is_flag=True,
        expose_value=False,
        callback=_keep_form,
        help="Print CSV that begins with a byte order mark, so that Excel reads it as UTF-8.",
    ),
)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command."""
    return database_option(json_option(function))


def csv_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a list that may be CSV; ``output.listing`` knows what was chosen."""
    for option in reversed(_CSV_OPTIONS):
        function = option(function)
    return function


def common_of_lists(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that lists something."""
    return common(csv_options(function))


def examples(*lines: str) -> Decorator:
    """Example calls at the end of a command's help."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        # click keeps the lines of a paragraph as they are where a backspace stands before it.
        calls = "\n".join(f"  {line}" for line in lines)
        title = "Example" if len(lines) == 1 else "Examples"
        function.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\n\b\n{title}:\n{calls}"
        return function

    return add


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def jobs_option(what: str, megabytes: int = 400) -> Decorator:
    """How many processes work at a time, and what each needs."""
    return click.option(
        "--jobs",
        metavar="N",
        type=Whole(1, 256),
        default=_cores,
        show_default="all cores",
        help=f"{what} in N processes at a time, each of which needs {megabytes} MB; 1 for none but this one.",
    )


def limit_option(default: int, what: str) -> Decorator:
    """How many rows to show; 0 for all."""
    return click.option(
        "--limit",
        metavar="N",
        type=COUNT,
        default=default,
        show_default=True,
        help=f"Show at most N {what}; 0 for all.",
    )


def after_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Where a list goes on."""
    option = click.option(
        "--after",
        metavar="CURSOR",
        callback=_not_blank,
        help="Go on behind the last line of a page: --json has its cursor in that line, as next.",
    )
    return option(function)


def speaker_kind_option(when: str) -> Decorator:
    """What a name is the name of, where no article says so yet."""
    return click.option(
        "--speaker-kind",
        metavar="KIND",
        type=click.Choice(AGENT_KINDS),
        help=f"{when}: {', '.join(AGENT_KINDS)}.  [default: person]",
    )


def new_option(prefix: str = "") -> Decorator:
    """Whether a name may be that of somebody whom nobody has quoted yet."""
    when = "take the name as it stands, even if nobody is known by it"
    return click.option(
        "--new", is_flag=True, help=f"{prefix}: {when}." if prefix else f"{when.capitalize()}."
    )


def _bytes(_context: click.Context, _parameter: click.Parameter, value: str) -> int:
    found = _SIZE.fullmatch(value.strip())
    if not found:
        raise click.BadParameter(f"{value!r} is not a size: write 500 KB, 20 MB or a number of bytes")
    size = float(found[1]) * _UNITS[found[2].lower()]
    if not 1 <= size <= _LARGEST:
        raise click.BadParameter(f"{value!r} is no size of a file: write 1 byte or more, 1 GB at most")
    return int(size)


def _reader(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from quotesdb.readers.registry import formats

    if value not in formats():
        raise click.BadParameter(f"{value!r} is none of {', '.join(formats())}")
    return value


def reader_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How files are read, for the commands that read them."""
    kind = click.option(
        "--format",
        metavar="FORMAT",
        callback=_reader,
        help="Read as one of the formats that quotesdb formats lists, whatever the file is called.",
    )
    size = click.option(
        "--max-size",
        metavar="SIZE",
        callback=_bytes,
        default="20 MB",
        show_default=True,
        help="Refuse larger files.",
    )
    return kind(size(function))


def _columns(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dict[str, str]:
    if not value:
        return {}
    from quotesdb.cli.column_maps import columns

    return columns(value)


def columns_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which columns of a table are what."""
    option = click.option(
        "--map",
        "columns",
        metavar="[NAME:]FIELD=COLUMN,... | NAME",
        callback=_columns,
        help="Read a table of articles (CSV, XLSX, JSON lines) whose columns are called otherwise:"
        " title=headline,text=body. With a name before (lexis:title=headline,text=body) they are remembered;"
        " the name alone is enough then.",
    )
    return option(function)


def _not_blank(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    # An empty variable of a script must not come to mean "everything".
    if value is not None and not value.strip():
        raise click.BadParameter("is empty")
    return value


def none_blank(
    _context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Paths as they were given; an empty variable of a script must not come to mean the folder one is in."""
    if not all(path.strip() for path in value):
        raise click.BadParameter("a path is empty")
    return value


def path_given(_context: click.Context, _parameter: click.Parameter, value: str) -> Path:
    """A path that is not empty."""
    if not value.strip():
        raise click.BadParameter("is empty")
    return Path(value)


def chooser(name: str, metavar: str, help_: str) -> Decorator:
    """An option that chooses what is meant by a name or a date."""
    return click.option(name, metavar=metavar, callback=_not_blank, help=help_)


EMBARGOED = click.option("--embargoed", is_flag=True, help="Include what is not to be shown yet.")
PUBLISHER = chooser("--publisher", "NAME", "Printed by this publisher.")
SINCE = chooser("--since", "DATE", "Printed on or after: 2025-03-14, 2025-03 or 2025.")
UNTIL = chooser("--until", "DATE", "Printed on or before: 2025-03-14, 2025-03 or 2025.")
_QUOTE_FILTERS = (
    chooser("--speaker", "NAME", "Said by everyone whom this name can mean; an id means one speaker."),
    click.option(
        "--id",
        "identifier",
        metavar="ID",
        callback=_not_blank,
        help="Said by whom an authority file calls so: Q76 or wikidata:Q76.",
    ),
    chooser("--organisation", "NAME", "Said by this organisation or by somebody who speaks for it."),
    PUBLISHER,
    chooser("--article", "ID", "Printed in this article."),
    click.option("--kind", type=click.Choice(KINDS), help="Wholly, partly or not in quotation marks."),
    SINCE,
    UNTIL,
    click.option(
        "--all", "all_", is_flag=True, help="Include thoughts and facts shown, not only speech and writing."
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Only what is right with at least this chance (0 to 1), and what people decided.",
    ),
    click.option(
        "--unsupported",
        is_flag=True,
        help="Only what the newest extraction no longer finds and nobody reviewed.",
    ),
    EMBARGOED,
)


def words_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Words to look for, which need no quotation marks for the shell."""
    return click.argument("text", nargs=-1, metavar="[TEXT]...", callback=_as_one)(function)


def _as_one(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> str | None:
    return " ".join(value) if value else None


def quote_filters(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose quotations, the same for every command that does."""
    for option in reversed(_QUOTE_FILTERS):
        function = option(function)
    return function


def quote_filter(text: str | None, limit: int, **chosen: Any) -> QuoteFilter:
    """The filter that the service takes, of what ``quote_filters`` gave."""
    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.values import Kind

    kind, all_ = chosen.pop("kind"), chosen.pop("all_")
    return QuoteFilter(text=text, kind=Kind(kind) if kind else None, all=all_, limit=limit or None, **chosen)
