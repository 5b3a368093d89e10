"""The application: what is reached where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, Request
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from quotesdb import __version__
from quotesdb.web import api, errors
from quotesdb.web.api import reconciling
from quotesdb.web.api.described import describe
from quotesdb.web.desk import Desk
from quotesdb.web.fresh import Fresh
from quotesdb.web.guard import Guard, Limits
from quotesdb.web.pages import (
    articles,
    audit,
    check,
    identity,
    login,
    quotation,
    review,
    saved,
    search,
    speakers,
    stats,
    store,
)
from quotesdb.web.rendering import HERE
from quotesdb.web.rights import may_read, visiting

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from starlette.types import ASGIApp, Receive, Scope, Send

    from quotesdb.web.config import Config

_PAGES = (search, quotation, articles, speakers, check, audit, stats, review, identity, saved, store)
_UPLOADS = ("/audit", "/store", "/api/v1/audit", "/api/v1/articles")
_SHARED = (f"{api.PREFIX}{reconciling.PATH}",)

Lifespan = Callable[[], AbstractAsyncContextManager[object]]


def create(
    config: Config,
    engine: Engine,
    *,
    mounted: Mapping[str, ASGIApp] | None = None,
    lifespans: tuple[Lifespan, ...] = (),
    limits: Limits | None = None,
    has_users: bool = False,
) -> ASGIApp:
    """The application, guarded. ``mounted`` are others beside it, by path; they live as long as it does."""
    app = FastAPI(
        title="quotesdb",
        version=__version__,
        lifespan=_living(lifespans),
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.config, app.state.desk, app.state.has_users = config, Desk(engine), has_users
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.include_router(login.router)
    app.include_router(saved.feeds)
    for page in _PAGES:
        app.include_router(page.router, dependencies=[Depends(may_read)])
    app.include_router(api.router)
    app.openapi = describe(app)  # type: ignore[method-assign]
    for path, other in (mounted or {}).items():
        app.router.routes.append(Route(path, _ForReaders(other)))
    errors.install(app)
    return Guard(Fresh(app), hosts=config.hosts, uploads=_UPLOADS, shared=_SHARED, limits=limits)


class _ForReaders:
    """An application beside the page, for whoever may read it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        await may_read(request, await visiting(request))
        await self._app(scope, receive, send)


def _living(
    lifespans: tuple[Lifespan, ...],
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for lifespan in lifespans:
                await stack.enter_async_context(lifespan())
            yield

    return living
