"""The page as it is served, at an address of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from quotesdb.db.engine import open_engine
from quotesdb.web.app import create
from quotesdb.web.config import Config
from quotesdb.web.guard import Limits


@contextmanager
def served(
    database: Any, *, has_users: bool = False, limits: Limits | None = None, **config: Any
) -> Iterator[str]:
    """Serve a database in a thread; its address."""
    engine = open_engine(database)
    listening = socket.create_server(("127.0.0.1", 0))
    app = create(Config(str(database), **config), engine, has_users=has_users, limits=limits)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()
        engine.dispose()
