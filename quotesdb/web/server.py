"""Serving the page: on this machine alone, unless users are told apart."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from quotesdb.services.accounts import has_users
from quotesdb.services.errors import BadRequest
from quotesdb.services.store.database import require_schema, sessions
from quotesdb.web.app import Lifespan, create

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine
    from starlette.types import ASGIApp

    from quotesdb.web.config import Config

_CONNECTIONS = 200
_NEW_OBJECTS = 10_000
"""After how many more objects memory is tidied up."""

_IDLE = 15
"""Seconds that a connection may be silent between two requests."""


def application(
    config: Config,
    engine: Engine,
    host: str,
    *,
    mounted: Mapping[str, ASGIApp] | None = None,
    lifespans: tuple[Lifespan, ...] = (),
) -> ASGIApp:
    """The application as it is served at an address.

    Raises:
        BadRequest: if other machines could reach a database for which no users are told apart.
        DatabaseError: if there is no database, or not one of this program's revision.
    """
    require_schema(engine)
    with sessions(engine)() as session:
        users = has_users(session)
    others = config.others(host)
    if others and not users:
        raise BadRequest(
            f"{others[0]} is reached from other machines, and there are no users: quotesdb users add NAME"
        )
    if others and config.reviewer:
        raise BadRequest("--as lets everybody decide: where other machines are answered, people log in")
    return create(
        replace(config, login=bool(others)),
        engine,
        has_users=users,
        mounted=mounted,
        lifespans=lifespans,
    )


def run(app: ASGIApp, host: str, port: int) -> None:
    """Answer requests until Ctrl-C."""
    # What is there for good need not be looked through again whenever memory is tidied up: a tenth of a page.
    gc.collect()
    gc.freeze()
    # A page makes thousands of objects that nothing points back to. To look for circles among them after each
    # few hundred takes a fiftieth of it, and now and then, when all are looked at, as long as a whole page.
    gc.set_threshold(_NEW_OBJECTS)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=5,
    )
