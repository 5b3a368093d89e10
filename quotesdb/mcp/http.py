"""The tools over HTTP, beside the page: whoever serves both looks at hosts, origins, sizes and rights."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from mcp.server.transport_security import TransportSecuritySettings

from quotesdb.mcp.server import make

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from starlette.types import ASGIApp


def beside(engine: Engine) -> tuple[ASGIApp, Callable[[], AbstractAsyncContextManager[None]]]:
    """The application that answers at /mcp, and what must live as long as it does."""
    server = make(engine)
    app = server.streamable_http_app(
        streamable_http_path="/mcp",
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return app, server.session_manager.run
