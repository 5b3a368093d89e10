"""The declarative base: naming convention, column types by annotation, checks that several tables share."""

# No module of this package postpones the evaluation of annotations: SQLAlchemy would compile each of them
# from its text, and every look-up would wait for that.

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Double,
    FromClause,
    Index,
    MetaData,
    String,
    Table,
    Text,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

from quotesdb.db.types import (
    CredentialKind,
    Identity,
    MetadataField,
    NameUse,
    Role,
    RunStatus,
    SpanRole,
    UtcDateTime,
    Verdict,
    choice,
)
from quotesdb.values import AgentKind, ClaimVerdict, CueClass, Kind, Precision

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

LongText = Annotated[str, mapped_column(Text)]
Sha256 = Annotated[str, mapped_column(String(64))]
PublicId = Annotated[str, mapped_column(String(12), unique=True)]


class Base(DeclarativeBase):
    """What every model is built on; row numbers (``id``) are never shown to users."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own spelling
        datetime: UtcDateTime(),
        float: Double(),
        Kind: choice(Kind),
        CueClass: choice(CueClass),
        AgentKind: choice(AgentKind),
        Precision: choice(Precision),
        RunStatus: choice(RunStatus),
        SpanRole: choice(SpanRole),
        Verdict: choice(Verdict),
        Identity: choice(Identity),
        NameUse: choice(NameUse),
        MetadataField: choice(MetadataField),
        ClaimVerdict: choice(ClaimVerdict),
        Role: choice(Role),
        CredentialKind: choice(CredentialKind),
    }


def ordered_span() -> CheckConstraint:
    """The CHECK of a half-open span."""
    return CheckConstraint("start_char >= 0 AND start_char <= end_char", name="span")


def counted() -> CheckConstraint:
    """The CHECK of a position in a list, from 0."""
    return CheckConstraint("position >= 0", name="position")


def public_id_shape(letter: str) -> CheckConstraint:
    """The CHECK of a public id: a letter, a hyphen and ten characters."""
    return CheckConstraint(f"public_id LIKE '{letter}-{'_' * 10}'", name="public_id")


def sha256_length(column: str) -> CheckConstraint:
    """The CHECK of a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = 64", name=column)


def live_index(table: Table, kind: str, *columns: str) -> None:
    """Give a table the unique index over the rows of a kind that hold; other kinds do not have the columns.

    It names no kind, so that SQLite sees from a condition on the first column that it applies.
    """
    holds = text(f"retracted_at IS NULL AND {columns[0]} IS NOT NULL")
    found = (table.c[column] for column in columns)
    Index(f"uq_{table.name}_{kind}_live", *found, unique=True, sqlite_where=holds, info={"where": holds})


def partial_on_postgresql(table: FromClause) -> None:
    """Say the conditions of indexes to PostgreSQL too; said where these are, they would load that dialect."""

    @event.listens_for(table, "before_create")
    def say(table: Table, connection: Connection, **_options: Any) -> None:
        if connection.dialect.name == "postgresql":
            for index in table.indexes:
                if "where" in index.info:
                    index.dialect_options["postgresql"]["where"] = index.info["where"]
