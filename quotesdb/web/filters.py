"""What addresses ask for, as look-ups take it."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from quotesdb.services.lookup.filters import QuoteFilter, Sort
from quotesdb.values import Kind


def _given(value: Any) -> Any:
    """What was typed; an empty field asks for nothing, and no database holds a NUL."""
    if isinstance(value, str):
        return value.replace("\0", "").strip() or None
    return value


# The constraint is on the text alone: an empty field is none.
Name = Annotated[Annotated[str, Field(max_length=300)] | None, BeforeValidator(_given)]
Words = Annotated[Annotated[str, Field(max_length=2_000)] | None, BeforeValidator(_given)]
Day = Annotated[Annotated[str, Field(max_length=20)] | None, BeforeValidator(_given)]
Cursor = Words


_FIELDS = frozenset(field.name for field in fields(QuoteFilter))


class Narrowed(BaseModel):
    """Which quotations are asked about, all at once; what is left out does not restrict."""

    q: Words = Field(
        None, description="Words that must occur; words in double marks stand together.", examples=["water"]
    )
    speaker: Name = Field(None, description="A name or an id.", examples=["Amara Okonjo"])
    organisation: Name = Field(None, description="Whom a speaker speaks for, or that speaks itself.")
    publisher: Name = Field(None, description="Who printed it.")
    kind: Annotated[Kind | None, BeforeValidator(_given)] = None
    reviewed: Annotated[Literal["yes", "no"] | None, BeforeValidator(_given)] = Field(
        None, description="What a person decided, or what nobody did."
    )
    since: Day = Field(
        None, description="Printed then or later: 2025, 2025-03 or 2025-03-01.", examples=["2022"]
    )
    until: Day = Field(None, description="Printed then or earlier.")
    article: Name = Field(None, description="The id of an article.")
    sort: Sort = Sort.NEWEST
    limit: int = Field(20, ge=1, le=200)

    def where(self, **other: Any) -> QuoteFilter:
        """The filter that look-ups take."""
        given = {name: value for name, value in self.model_dump().items() if name in _FIELDS}
        reviewed = None if self.reviewed is None else self.reviewed == "yes"
        return QuoteFilter(**given | {"text": self.q, "reviewed": reviewed} | other)

    def narrowed(self) -> dict[str, Any]:
        """What restricts, by the names that addresses have."""
        return self.model_dump(include=_NARROWING, exclude_none=True, mode="json")

    def query(self) -> dict[str, Any]:
        """All of it as an address says it, what goes without saying left out."""
        return self.model_dump(exclude_defaults=True, mode="json")


_NARROWING = set(Narrowed.model_fields) - {"limit", "sort"}


class Asked(Narrowed):
    """Which quotations are asked for, page by page."""

    after: Cursor = Field(None, description="The cursor of a page: what follows it.")


class Listed(BaseModel):
    """Which rows of a list are asked for."""

    q: Words = Field(None, description="A part of a name or title, or words of the text.")
    after: Cursor = Field(None, description="The cursor of a page: what follows it.")
    limit: int = Field(50, ge=1, le=200)

    def query(self) -> dict[str, Any]:
        """All of it as an address says it, what goes without saying left out."""
        return self.model_dump(exclude_defaults=True, mode="json")
