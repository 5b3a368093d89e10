"""Everything that every face tells of a database: commands, pages, the API and the tools of MCP.

What is looked up are all ids and names that are stored or tried. A new page or path is walked by itself, so
that what it tells and should not shows here.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from click.testing import CliRunner
from mcp import Client

from quotesdb.cite import BINARY, formats
from quotesdb.cli import main
from quotesdb.db.engine import open_engine, sessions
from quotesdb.db.models import Appearance, Article, ClaimCheck, Organisation, Quote
from quotesdb.mcp.server import make
from quotesdb.web import app
from quotesdb.web.guard import Limits
from quotesdb.web.pages import saved
from tests.web.conftest import serving

ENDLESS = Limits(reads=(1e9, 1e9), writes=(1e9, 1e9), logins=(1e9, 1e9))
_ASKED = {
    "/s/{id_}/with": ("other",),
    "/s": ("q",),
    "/a": ("q",),
    "/who": ("name",),
    "/names": ("speaker",),
    "/check": ("q",),
}
"""What pages are asked for by, beside those that take the filters of quotations."""

_FILTERS = ("q", "speaker", "organisation", "publisher")
_COMMANDS = (
    "articles {}",
    "check --no-record {}",
    "decisions list --all",
    "decisions list",
    "checks",
    "export --format csv --organisation {}",
    "organisations list {}",
    "organisations list",
    "organisations show {}",
    "organisations merge {} 'Nobody at All'",
    "people list {}",
    "people list",
    "quotes --organisation {}",
    "quotes --publisher {}",
    "quotes --speaker {}",
    "quotes {}",
    "quotes --all",
    "review walk",
    "review changed",
    "review accept {}",
    "speaker {}",
    "speakers list",
    "speakers list {}",
    "speakers merge {} 'Nobody at All'",
    "speakers show {} --why",
    "stats",
    "stats --by organisation",
    "stats --by publisher",
    "suggestions",
    "suggestions {}",
)


@dataclass(frozen=True)
class Stored:
    """The ids that there are."""

    articles: list[str]
    quotes: list[str]
    speakers: list[str]
    checks: list[str]
    organisations: list[str]


def stored(database: str) -> Stored:
    engine = open_engine(database)
    with sessions(engine)() as session:

        def of(column: Any) -> list[str]:
            return [row for (row,) in session.query(column).order_by(column)]

        found = Stored(
            of(Article.public_id),
            of(Quote.public_id),
            of(Appearance.public_id),
            of(ClaimCheck.public_id),
            of(Organisation.name),
        )
    engine.dispose()
    return found


def everything(database: str, there: Stored, tried: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What was asked, and all that was told: of all that is stored, and of names and words that are tried."""
    yield from _commands(database, there, tried)
    with serving(database, reviewer="Wen", limits=ENDLESS) as page:
        for address in itertools.chain(_pages(there, tried), _api(page, there, tried)):
            answer = page.get(quote(address, safe="/?=&"))
            assert answer.status_code != 500, address
            yield address, answer.text + answer.headers.get("location", "")
        for word in tried:
            yield f"check {word}", page.post("/api/v1/check", json={"text": f"{word} so it is"}).text
            yield f"reconcile {word}", _reconciled(page, word)
    yield from asyncio.run(_tools(database, there, tried))


def _commands(database: str, there: Stored, tried: Sequence[str]) -> Iterator[tuple[str, str]]:
    ids = [*there.articles, *there.quotes, *there.speakers]
    calls = [_words(each, word) for each in _COMMANDS for word in (tried if "{}" in each else [""])]
    calls += [["export", "--format", style] for style in sorted({*formats()} - BINARY)]
    calls += [[name, id_] for name in ("speaker", "quote", "cite") for id_ in ids if id_[0] == name[0]]
    calls += [["article", "show", id_, *more] for id_ in there.articles for more in ([], ["--history"])]
    calls += [["cite", id_] for id_ in (*there.quotes, *there.articles)]
    calls += [["speakers", "show", id_, "--why"] for id_ in there.speakers]
    for call in calls:
        for form in ((), ("--json",)):
            done = CliRunner().invoke(main, ["--db", database, *call, *form], prog_name="quotesdb")
            assert not isinstance(done.exception, (AssertionError, KeyError, TypeError)), call
            yield " ".join([*call, *form]), done.output


def _words(command: str, word: str) -> list[str]:
    return [word if each == "{}" else each.strip("'") for each in re.findall(r"'[^']*'|\S+", command)]


def _pages(there: Stored, tried: Sequence[str]) -> Iterator[str]:
    routers = [saved.feeds, *(each.router for each in app._PAGES)]
    shapes = {route.path for one in routers for route in one.routes if "GET" in route.methods}
    for shape in sorted(shapes):
        forms = ("json", "csv", "rss") if "{form:form}" in shape else ("",)
        for form in forms:
            plain = shape.replace(".{form:form}", "")
            for address in _filled(shape.replace("{form:form}", form), there, tried):
                yield address
                yield from _asked(address, _ASKED.get(plain, _FILTERS), tried)


def _api(page: Any, there: Stored, tried: Sequence[str]) -> Iterator[str]:
    for shape, operations in page.get("/api/v1/openapi.json").json()["paths"].items():
        if "get" not in operations:
            continue
        names = [each["name"] for each in operations["get"].get("parameters", ()) if each["in"] == "query"]
        for address in _filled(shape, there, tried):
            yield address
            yield from _asked(address, [each for each in _FILTERS if each in names], tried)


def _filled(shape: str, there: Stored, tried: Sequence[str]) -> Iterator[str]:
    """An address for each of the ids and names that its places may take."""
    known = {"quotes": there.quotes, "q": there.quotes, "articles": there.articles, "a": there.articles}
    known |= {"speakers": [*there.speakers, *tried], "s": [*there.speakers, *tried]}
    known |= {"organisations": [*tried], "checks": there.checks, "check": there.checks, "searches": ["1"]}
    if "{" not in shape:
        yield shape
        return
    kind = shape.split("{", 1)[0].strip("/").split("/")[-1]
    for value in known[kind]:
        yield re.sub(r"\{[^}]*\}", value, shape, count=1)


def _asked(address: str, names: Sequence[str], tried: Sequence[str]) -> Iterator[str]:
    yield from (f"{address}?{name}={word}" for name in names for word in tried)


def _reconciled(page: Any, word: str) -> str:
    asked = {"q0": {"query": word, "limit": 5}}
    return str(page.post("/api/v1/reconcile", data={"queries": json.dumps(asked)}).text)


async def _tools(database: str, there: Stored, tried: Sequence[str]) -> list[tuple[str, str]]:
    engine, told = open_engine(database), []
    calls = [("cite_quotation", {"id": id_}) for id_ in there.quotes]
    calls += [("who_is", {"name": name}) for name in (*tried, *there.speakers)]
    calls += [("find_quotations", {name: word}) for name in ("speaker", "about") for word in tried]
    calls += [("check_quotation", {"text": f"{word} so it is"}) for word in tried]
    calls += [("check_draft", {"text": f"“{word} so it is at all,” said Bea Sample."}) for word in tried]
    read = [("quote", there.quotes), ("article", there.articles), ("speaker", there.speakers)]
    async with Client(make(engine)) as client:
        for tool, arguments in [("find_quotations", {}), *calls]:
            answer = await client.call_tool(tool, arguments)
            told.append((f"{tool} {arguments}", "".join(each.text for each in answer.content)))
        for address in (f"{kind}://{id_}" for kind, ids in read for id_ in ids):
            try:
                resource = await client.read_resource(address)
            except Exception as error:  # noqa: BLE001 - what it says is what is looked at
                told.append((address, str(error)))
            else:
                told.append((address, "".join(each.text for each in resource.contents)))
    engine.dispose()
    return told
