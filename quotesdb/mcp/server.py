"""The server: five tools that read, resources by id, and a prompt. No tool decides anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import anyio.to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from quotesdb import __version__
from quotesdb.cite.styled import styled
from quotesdb.json_shape import plain
from quotesdb.mcp import results
from quotesdb.mcp.results import answered
from quotesdb.mcp.strict import StrictServer
from quotesdb.present.advice import advice
from quotesdb.present.shapes import FoundQuotations, SpeakerPage, answer, draft_answer
from quotesdb.present.text import json_text
from quotesdb.present.verdicts import meaning
from quotesdb.readers.errors import ReadError
from quotesdb.services.checking.audit import audit, find
from quotesdb.services.checking.check import MOST_MATCHES, Checked, Claim, check
from quotesdb.services.errors import ServiceError, UnknownName
from quotesdb.services.faults import Fault, one_document
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    find_quotes,
    quote_detail,
    speaker_detail,
    speaker_in_short,
    whom_asked_for,
)
from quotesdb.services.store.database import DatabaseError, sessions
from quotesdb.services.store.embargoes import lift
from quotesdb.settings import WrongSetting
from quotesdb.text.folding import canonical, sha256_text
from quotesdb.values import ArticleDraft

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

T = TypeVar("T")

_ABOUT = """\
A database of who said what, where it was printed, and how we know. Before you put words in quotation marks,
check them here. A verdict other than verbatim comes with advice: follow it, or leave the marks out. not_found
means that nothing stored has these words, never that they were not said. Give the article and its date with
every quotation that you use.
"""
_READ = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_LONGEST_CLAIM, _LONGEST_DRAFT = 20_000, 500_000
_REPORTS, _OF_A_DRAFT, _ROLES, _QUOTES = 10, 2, 20, 10
"""How much an answer holds: articles with the words, a draft's passages of equal words, roles, quotations."""

_FORESEEN = (ServiceError, ReadError, Fault, DatabaseError, WrongSetting)

Text = Annotated[str, Field(min_length=1, max_length=_LONGEST_CLAIM, description="The words, as quoted.")]
Draft = Annotated[str, Field(min_length=1, max_length=_LONGEST_DRAFT, description="The whole draft.")]
Speaker = Annotated[
    str | None, Field(max_length=300, description="Who said it: a name, or a speaker's id (s-...).")
]
Day = Annotated[str | None, Field(max_length=20, description="2025, 2025-03 or 2025-03-01.")]
Style = Literal[
    "apa", "bibtex", "chicago", "chicago-author-date", "csl-json", "harvard", "markdown", "mla", "ris"
]


def make(engine: Engine) -> MCPServer[Any]:
    """The server over a database that is open."""
    server = StrictServer(
        # It sets the level for the whole program, whose every request would be told of otherwise.
        "quotesdb",
        instructions=_ABOUT,
        version=__version__,
        log_level="WARNING",
    )
    desk = _Desk(engine)
    _add_tools(server, desk)
    _add_resources(server, desk)
    return server


class _Desk:
    """What the tools do, each in a session of its own and in a thread, so that the others need not wait."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._make_session = sessions(engine)

    async def ask(self, look_up: Callable[[Session], T], failed: type[Exception] = ToolError) -> T:
        """Look something up.

        Raises:
            ToolError, ResourceError: as ``failed`` says, with one line for whoever asked.
        """
        return await anyio.to_thread.run_sync(partial(self._ask, look_up, failed))

    def _ask(self, look_up: Callable[[Session], T], failed: type[Exception]) -> T:
        try:
            lift(self._engine)
            # Committed, since the driver of PostgreSQL forgets with a rollback what was planned.
            with self._make_session.begin() as session:
                return look_up(session)
        except _FORESEEN as error:
            raise failed(_told_why(error)) from error


def _add_tools(server: MCPServer[Any], desk: _Desk) -> None:
    @server.tool(annotations=_READ)
    async def check_quotation(
        text: Text, speaker: Speaker = None, date: Day = None
    ) -> Annotated[CallToolResult, results.CheckedQuotation]:
        """Check whether somebody said this, where it was printed, and whether these are the words.

        Use it before you print words in quotation marks. With a date, only what was printed by then counts.
        The answer begins with the verdict and what to do. The quote of a match is an id for cite_quotation.
        """
        claim = Claim(_clean(text), speaker, until=date)
        return await desk.ask(lambda session: answered(_checked(check(session, claim))))

    @server.tool(annotations=_READ)
    async def check_draft(text: Draft) -> Annotated[CallToolResult, results.CheckedDraft]:
        """Check all that stands in quotation marks in a draft, in its order. Nothing is kept.

        Of each quotation the best passages are shown; check_quotation shows more of them.
        """
        return await desk.ask(lambda session: answered(_draft(session, text)))

    @server.tool(annotations=_READ)
    async def find_quotations(
        speaker: Speaker = None,
        about: Annotated[str | None, Field(max_length=2_000, description="Words that must occur.")] = None,
        since: Day = None,
        until: Day = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 10,
        after: Annotated[
            str | None, Field(max_length=2_000, description="The next of the page before.")
        ] = None,
    ) -> Annotated[CallToolResult, results.FoundQuotations]:
        """Find quotations by who said them, by words in them, and by when they were printed, newest first.

        The id of a row is one for cite_quotation; ask again with next as after for what follows.
        """
        words = _clean(about) if about else None
        where = QuoteFilter(words, speaker, since=since, until=until, limit=limit, after=after)
        return await desk.ask(lambda session: answered(_quotations(session, where)))

    @server.tool(annotations=_READ)
    async def who_is(
        name: Annotated[str, Field(min_length=1, max_length=300, description="A name or a speaker's id.")],
    ) -> Annotated[CallToolResult, results.Person]:
        """Tell whom a name means: roles as printed, with dates, and the newest quotations.

        Each role stands there once, as it was printed last; find_quotations has all quotations.
        """
        return await desk.ask(lambda session: answered(_person(session, name)))

    @server.tool(annotations=_READ)
    async def cite_quotation(
        id: Annotated[str, Field(max_length=20, description="A quotation's id: q-...")],  # noqa: A002 - as asked
        style: Style = "apa",
    ) -> Annotated[CallToolResult, results.CitedQuotation]:
        """Cite a quotation by its id.

        In apa, chicago, chicago-author-date, harvard and mla the first line is the reference to the article;
        what is quoted, who spoke and who decided that stand below. The other styles are formats of files.
        """
        return await desk.ask(lambda session: answered(_cited(session, id, style)))

    @server.prompt()
    def audit_draft(draft: str) -> str:
        """Audit a draft: every quotation checked, and what to change."""
        return (
            "Check the draft below with check_draft. For each quotation that is not verbatim say in one line "
            "what differs and what to print instead, with the article and its date; follow the advice that "
            "comes with the verdict. Say of not_found that nothing was found and what was searched, not that "
            "it is false. "
            f"Change nothing else.\n\n{draft}"
        )


def _add_resources(server: MCPServer[Any], desk: _Desk) -> None:
    @server.resource("quote://{id}", mime_type="application/json")
    async def quote(id: str) -> str:  # noqa: A002 - as in the address
        """One quotation with its evidence, its spans and what was decided about it."""
        return await desk.ask(lambda session: json_text(quote_detail(session, id)), ResourceError)

    @server.resource("article://{id}", mime_type="application/json")
    async def article(id: str) -> str:  # noqa: A002 - as above
        """One article: its text, and its quotations in text order."""
        return await desk.ask(lambda session: json_text(article_detail(session, id)), ResourceError)

    @server.resource("speaker://{id}", mime_type="application/json")
    async def speaker(id: str) -> str:  # noqa: A002 - as above
        """One speaker: roles as printed, other names, the newest quotations."""
        return await desk.ask(lambda session: json_text(_speaker(session, id)), ResourceError)


def _told_why(error: Exception) -> str:
    """What went wrong, with the nearest names where a name is nobody's: whoever asks may have meant one."""
    near = error.suggestions if isinstance(error, UnknownName) else ()
    return f"{error}; nearest: {', '.join(near)}" if near else str(error)


def _quotations(session: Session, where: QuoteFilter) -> FoundQuotations:
    return FoundQuotations(find_quotes(session, where), whom_asked_for(session, where.speaker))


def _checked(checked: Checked) -> Any:
    return _told(checked) | _bounded(plain(answer(checked, None)), MOST_MATCHES)


def _bounded(told: dict[str, Any], most: int) -> dict[str, Any]:
    """An answer in which words that hundreds of articles print fill no more than a page.

    Of passages with the same words there are ``most``; other words contradict, or are pieces of a splice.
    """
    reports, matches = told["reports"], told["matches"]
    alike: Counter[str] = Counter()
    kept = []
    for match in matches:
        alike[match["text"]] += 1
        if alike[match["text"]] <= most:
            kept.append(match)
    left_out = {
        "matches_left_out": len(matches) - len(kept),
        "reports_left_out": max(0, len(reports) - _REPORTS),
    }
    return told | {"matches": kept, "reports": reports[:_REPORTS]} | left_out


def _draft(session: Session, text: str) -> dict[str, Any]:
    whole = canonical(text)
    draft = ArticleDraft(whole, sha256_text(whole), "plain", "1")
    with one_document():
        found = find(draft)
        audited = list(audit(session, None, draft, "draft", found.passages))
    quotations = [
        _told(one.checked) | _bounded(plain(draft_answer(one, "draft", one.passage.line)), _OF_A_DRAFT)
        for one in audited
    ]
    beside = {"unmarked": found.unmarked, "unsaid": len(found.unsaid), "unread": list(found.unread)}
    return {"quotations": quotations, **beside}


def _told(checked: Checked) -> dict[str, Any]:
    """What whoever asks reads first."""
    verdict = checked.verdict
    return {"verdict": verdict.value, "meaning": meaning(checked), "advice": advice(checked)}


def _speaker(session: Session, name: str) -> SpeakerPage:
    detail = speaker_detail(session, _clean(name))
    return SpeakerPage(detail, detail.quotes.total, detail.quotes.rows)


def _person(session: Session, name: str) -> dict[str, Any]:
    """Somebody in a page: of a president thousands of articles print the role."""
    found = speaker_in_short(session, _clean(name), limit=_QUOTES, lines=_ROLES)
    detail = found.detail
    told: dict[str, Any] = plain(SpeakerPage(detail, detail.quotes.total, detail.quotes.rows))
    return told | {"roles_left_out": found.rows - len(found.spells)}


def _cited(session: Session, id_: str, style: str) -> dict[str, str]:
    citation = quote_detail(session, id_).citation
    return {"id": citation.id, "style": style, "text": styled(citation, style)}


def _clean(text: str) -> str:
    """What no database holds, left out."""
    return text.replace("\0", "")
