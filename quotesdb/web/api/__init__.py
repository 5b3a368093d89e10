"""The HTTP API, version 1: the services as JSON, the same objects as the command line prints."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from quotesdb.web.api import checking, reading, reconciling, writing
from quotesdb.web.rights import may_read

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, dependencies=[Depends(may_read)])
for each in (reading, checking, writing, reconciling):
    router.include_router(each.router)
