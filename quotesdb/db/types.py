"""Column types and the enums that only the database needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator

ENUM_LENGTH = 16
"""Characters of an enum column, unless a value has more."""


class RunStatus(StrEnum):
    """How far an extraction run has come; only a complete one is believed."""

    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"


class SpanRole(StrEnum):
    """What a span of an attribution or a review marks."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    QUOTED = "quoted"
    EVIDENCE = "evidence"


class Verdict(StrEnum):
    """What a person decided about a quote; ``unsure`` decides nothing, but says that somebody has looked."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Identity(StrEnum):
    """What a person decided about two that could be one: they are, they are not, or it cannot be told."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class NameUse(StrEnum):
    """What a name that a person gave is for: to show, or to find by."""

    PREFERRED = "preferred"
    ALIAS = "alias"


class MetadataField(StrEnum):
    """What a person can set right about an article."""

    TITLE = "title"
    BYLINE = "byline"
    PUBLISHER = "publisher"
    PUBLISHED = "published"
    URL = "url"
    ARCHIVED = "archived"
    EMBARGO = "embargo"


class Role(StrEnum):
    """What a user may do: look things up; decide as well; look after users as well."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class CredentialKind(StrEnum):
    """What proves who somebody is: a token of a program, or a browser that was logged in."""

    TOKEN = "token"  # noqa: S105 - no secret
    LOGIN = "login"


class Status(StrEnum):
    """Whose word an effective quote rests on; ``rejected`` and ``unsupported`` are hidden by default."""

    MACHINE = "machine"
    HUMAN = "human"
    REJECTED = "rejected"
    UNSUPPORTED = "unsupported"


HELD = (Status.MACHINE, Status.HUMAN)
"""What a look-up shows: neither rejected nor unsupported."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, always aware and in UTC, also on SQLite, which keeps no offset.

    Raises:
        ValueError: if a naive datetime is stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs an offset: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(Enum):
    """An enum whose members are looked up as they are read: a page reads hundreds.

    The library asks two functions of its own for each value.
    """

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """From the stored value."""
        members = {None: None, **{member.value: member for member in self.enum_class or ()}}
        return members.__getitem__


def choice(enum: type[StrEnum]) -> Enum:
    """The column type of an enum: its value as a string; the CHECK is ``one_of``'s, so that it has a name."""
    length = max(ENUM_LENGTH, *map(len, _values(enum)))
    return Choice(enum, native_enum=False, length=length, values_callable=_values)


def one_of(column: str, enum: type[StrEnum], *members: StrEnum) -> CheckConstraint:
    """The CHECK that a column holds only values of ``enum``, or only some of them."""
    return CheckConstraint(condition_of(column, members or enum), name=column)


def condition_of(column: str, enum: Iterable[StrEnum]) -> str:
    """The condition that a column holds only values of ``enum``."""
    values = ", ".join(f"'{value}'" for value in _values(enum))
    return f"{column} IN ({values})"


def _values(enum: Any) -> list[str]:
    return [member.value for member in enum]
