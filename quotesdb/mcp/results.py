"""What the tools answer, for whoever reads their schemas: the JSON of the command line, with what to do.

Models name the keys that matter most; all others of docs/json.md are there too.
"""

from __future__ import annotations

from typing import Any

from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, ConfigDict, Field

from quotesdb.json_shape import plain
from quotesdb.present.text import json_text


class Answer(BaseModel):
    """An object with further keys."""

    model_config = ConfigDict(extra="allow")


class CheckedQuotation(Answer):
    """The answer to a claim."""

    verdict: str = Field(
        description="From verbatim to not_found; not_found does not mean that it was not said."
    )
    meaning: str
    advice: str = Field(description="What to print, or what to do first.")
    text: str = Field(description="The claim.")
    matches: list[dict[str, Any]] = Field(
        description="Passages, the best first: the article, the speaker as printed, offsets in its text, and "
        "as quote the id of the quotation that they are of."
    )
    matches_left_out: int = Field(description="Further passages with words that matches has already.")
    reports_left_out: int = Field(description="Further articles that print it; reports has the first ones.")
    coverage: dict[str, Any] = Field(description="What there was to search.")


class CheckedDraft(Answer):
    """The answers to all quotations of a draft in its order."""

    quotations: list[CheckedQuotation]
    unmarked: int = Field(description="Quotations without marks: they claim no exact words.")
    unsaid: int = Field(description="Passages in marks that nobody is said to say.")
    unread: list[int] = Field(description="Lines of quotation marks without a partner.")


class FoundQuotations(Answer):
    """Quotations that fit, newest first."""

    total: int
    at_least: bool
    called: list[dict[str, Any]] = Field(
        description="Everybody whom the speaker's name means: where there are several, say so, and ask for "
        "one by the id."
    )
    rows: list[dict[str, Any]]
    next: str | None = Field(description="What to ask with as after for the rows that follow, if any.")


class Person(Answer):
    """Whom a name means; several people are told of together."""

    id: str | None
    name: str
    called: list[dict[str, Any]] = Field(
        description="Everybody whom the name means: where there are several, the rest is about all of them."
    )
    roles: list[dict[str, Any]] = Field(description="Each role as it was printed last, the newest first.")
    roles_left_out: int = Field(description="Further articles that print these roles, or other ones.")
    total: int = Field(description="How many quotations there are; quotes has the newest.")
    quotes: list[dict[str, Any]]


class CitedQuotation(Answer):
    """A citation."""

    id: str
    style: str
    text: str


def answered(result: object) -> CallToolResult:
    """A result as a tool gives it: as an object, and as the same object in words."""
    return CallToolResult(
        content=[TextContent(type="text", text=json_text(result))], structured_content=plain(result)
    )
