"""``quotesdb serve``: the page and the HTTP API, until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.config import setting
from quotesdb.cli.database import location, opened
from quotesdb.cli.group import Failure
from quotesdb.cli.options import Whole, database_option, examples
from quotesdb.cli.output import note

if TYPE_CHECKING:
    from sqlalchemy import Engine


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=Whole(0, 65535), default=8000, show_default=True, help="The port to listen at.")
@click.option(
    "--hostname",
    "hostnames",
    metavar="NAME",
    multiple=True,
    help="A name under which others reach the page; can be given again.",
)
@click.option(
    "--as", "reviewer", metavar="NAME", help="Let whoever opens the page on this machine decide, as NAME."
)
@database_option
@examples("quotesdb serve", 'quotesdb serve --as "Wen Halloran" --port 8080')
def serve(*, host: str, port: int, hostnames: tuple[str, ...], reviewer: str | None) -> None:
    """Serve the page: search, read, check and review in a browser.

    Open the address that is printed. Nobody can write unless
    you say with --as who decides. Other machines are answered (--host) only once there are users.
    """
    with opened() as engine:
        try:
            from quotesdb.web.config import LOOPBACK, Config
            from quotesdb.web.server import application, run
        except ModuleNotFoundError as error:
            raise Failure(f"{error.name} is not installed: pip install 'quotesdb[web]'") from error
        names = (*LOOPBACK, *hostnames) if host in LOOPBACK or hostnames else (*LOOPBACK, host)
        config = Config(
            database=location(),
            reviewer=reviewer,
            hosts=names,
            secure=bool(hostnames),
            publisher=setting("publisher").value,
        )
        app = application(config, engine, host, **_tools(engine))
        may = "people log in" if config.others(host) else _who_decides(reviewer)
        note(f"http://{host}:{port}/  ({may}; Ctrl-C ends it)")
        run(app, host, port)


def _who_decides(reviewer: str | None) -> str:
    return f"{reviewer} decides" if reviewer else "read only; --as NAME lets you decide"


def _tools(engine: Engine) -> dict[str, Any]:
    """The tools of language models beside the page, where their library is installed."""
    try:
        from quotesdb.mcp.http import beside
    except ModuleNotFoundError:
        return {}
    app, living = beside(engine)
    return {"mounted": {"/mcp": app}, "lifespans": (living,)}
