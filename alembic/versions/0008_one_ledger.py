"""One ledger: whatever people decided is in one table, and ids tell what took the place of what.

Reviews and tags get ids of decisions, made of what an older program stored, so that databases that were
brought together before agree in them. A review that took the place of another was made at the instant at
which the other was retracted; one that holds again was a copy, a microsecond later than the first.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from base64 import b32encode
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = timedelta(microseconds=1)
PAIRS = {"speaker_judgement": "appearance", "organisation_judgement": "organisation"}
NAMES = {"speaker_name": "appearance", "organisation_name": "organisation"}
BEARERS = {"speaker_name": "named_appearance_id", "organisation_name": "organisation_id"}
ACT = {"public_id": "decision", "decided_by": "judge", "decided_at": "created_at"}
BACK = ("note", "retraction", "retracted_by", "retracted_at", "retraction_note")
FROZEN = ("cue_class", "appearance_name", "appearance_kind", "role", "organisation_name")
RENAMED = {
    "review": {
        "decided_by": "reviewer",
        "decided_at": "created_at",
        "quote_kind": "kind",
        "frozen_appearance_id": "appearance_id",
        **{name: name for name in ("note", "retracted_at", "quote_id", "version_id", "verdict", *FROZEN)},
    },
    **{
        table: {
            **ACT,
            "judgement": "verdict",
            **{name: name for name in (f"{of}_a_id", f"{of}_b_id", *BACK)},
        }
        for table, of in PAIRS.items()
    },
    **{
        table: {**ACT, BEARERS[table]: f"{of}_id", **{n: n for n in ("name", "name_key", "use", *BACK)}}
        for table, of in NAMES.items()
    },
    "speaker_tag": {
        "decided_by": "tagger",
        "decided_at": "created_at",
        "tagged_appearance_id": "appearance_id",
        **{name: name for name in ("tag", "retracted_by", "retracted_at")},
    },
}
"""The columns of the ledger by those of each older table."""


def upgrade() -> None:
    make_ledger()
    connection = op.get_bind()
    ledger, spans = table("decision"), table("decision_span")
    last = 0
    for kind, columns in RENAMED.items():
        old = table(kind)
        found = [dict(row) for row in connection.execute(sa.select(old).order_by(old.c.id)).mappings()]
        rows = [
            {"kind": kind, "id": last + row["id"], **{new: row[name] for new, name in columns.items()}}
            for row in found
        ]
        if kind == "review":
            tell_reviews(rows, public_ids("quote"))
        elif kind == "speaker_tag":
            tell_tags(rows)
        insert(ledger, rows)
        last = max((row["id"] for row in rows), default=last)
    old_spans = table("review_span")
    marked = connection.execute(sa.select(old_spans).order_by(old_spans.c.id)).mappings()
    insert(spans, [{("decision_id" if k == "review_id" else k): v for k, v in row.items()} for row in marked])
    for name in ("review_span", *RENAMED):
        op.drop_table(name)


def downgrade() -> None:
    make_older_tables()
    connection = op.get_bind()
    ledger, spans = table("decision"), table("decision_span")
    for kind, columns in RENAMED.items():
        query = sa.select(ledger).where(ledger.c.kind == kind).order_by(ledger.c.id)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        if kind == "review":
            tell_by_instants(rows)
        insert(
            table(kind),
            [{"id": row["id"], **{name: row[new] for new, name in columns.items()}} for row in rows],
        )
    marked = connection.execute(sa.select(spans).order_by(spans.c.id)).mappings()
    insert(
        table("review_span"),
        [{("review_id" if k == "decision_id" else k): v for k, v in row.items()} for row in marked],
    )
    op.drop_table("decision_span")
    op.drop_table("decision")


def tell_reviews(rows: Iterable[dict[str, Any]], quotes: dict[int, str]) -> None:
    """Give reviews the ids that tell what took the place of what, and what is a copy of what."""
    of_quote = defaultdict[int, list[dict[str, Any]]](list)
    for row in rows:
        of_quote[row["quote_id"]].append(row)
    for quote_id, reviews in of_quote.items():
        for row in reviews:
            original = copied(reviews, row)
            again = original and ended_again(reviews, original)
            row["public_id"] = derive("review", quotes[quote_id], instant(again or row["decided_at"]))
            row["copy_of"] = original["id"] if original else None
            other, end = replacing(reviews, row), row["retracted_at"]
            row["retraction"] = end and derive("review", quotes[quote_id], instant(end))
            row["retracted_by"] = other["decided_by"] if other else None


def tell_tags(rows: Iterable[dict[str, Any]]) -> None:
    """Give tags the id of the act that set them, and of the one that took them back."""
    for row in rows:
        end = row["retracted_at"]
        row["public_id"] = derive("speaker_tag", row["decided_by"], instant(row["decided_at"]))
        row["retraction"] = end and derive("speaker_tag", row["retracted_by"], instant(end))


def tell_by_instants(rows: Iterable[dict[str, Any]]) -> None:
    """Let instants tell what the ids do: of a copy, and of what another review took the place of."""
    of_quote = defaultdict[int, list[dict[str, Any]]](list)
    for row in rows:
        of_quote[row["quote_id"]].append(row)
    for reviews in of_quote.values():
        by_id = {row["id"]: row for row in reviews}
        made = {row["public_id"]: row for row in reviews if row["copy_of"] is None}
        for row in reviews:
            if (original := by_id.get(row["copy_of"])) is not None:
                row["decided_at"] = free_after(original, [each for each in reviews if each is not row])
            if (other := made.get(row["retraction"])) is not None:
                row["retracted_at"] = other["decided_at"]


def free_after(original: dict[str, Any], others: Iterable[dict[str, Any]]) -> datetime:
    """The first instant from that of a review on that no other of the same person has."""
    taken = {each["decided_at"] for each in others if each["decided_by"] == original["decided_by"]}
    at: datetime = original["decided_at"]
    while at in taken:
        at += MOMENT
    return at


def copied(rows: Iterable[dict[str, Any]], row: dict[str, Any]) -> dict[str, Any] | None:
    """The review that this one is a copy of."""
    for each in rows:
        same = each["decided_by"] == row["decided_by"] and each["decided_at"] + MOMENT == row["decided_at"]
        if same and each["retracted_at"] not in (None, row["decided_at"]):
            return each
    return None


def original_of(rows: Sequence[dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    while (earlier := copied(rows, row)) is not None:
        row = earlier
    return row


def replacing(rows: Iterable[dict[str, Any]], row: dict[str, Any]) -> dict[str, Any] | None:
    """The review that took the place of this one."""
    return next(
        (each for each in rows if each is not row and each["decided_at"] == row["retracted_at"]), None
    )


def ended_again(rows: Sequence[dict[str, Any]], row: dict[str, Any]) -> datetime | None:
    """When the last that had taken the place of a review was taken back."""
    other = replacing(rows, row)
    ended = [each for each in rows if other and original_of(rows, each) is other and each["retracted_at"]]
    return max(ended, key=lambda each: each["id"])["retracted_at"] if ended else None


def derive(*parts: str) -> str:
    """The id of a decision; as in ``services.store.ids`` when this was written."""
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return f"d-{b32encode(digest).decode()[:10].lower()}"


def instant(at: datetime) -> str:
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


def table(name: str) -> sa.Table:
    """A table as it is in the database."""
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)


def public_ids(name: str) -> dict[int, str]:
    named = table(name)
    return {row[0]: row[1] for row in op.get_bind().execute(sa.select(named.c.id, named.c.public_id))}


def insert(into: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.get_bind().execute(sa.insert(into), rows)
    if op.get_bind().dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(into.name, "id")
        following = sa.select(sa.func.coalesce(sa.func.max(into.c.id), 0) + 1).scalar_subquery()
        op.get_bind().execute(sa.select(sa.func.setval(sequence, following, sa.false())))


def make_ledger() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("retraction", sa.String(length=12)),
        sa.Column("retracted_by", sa.String()),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retraction_note", sa.Text()),
        sa.Column("copy_of", sa.Integer()),
        sa.Column("judgement", sa.String(length=16)),
        sa.Column("name", sa.String()),
        sa.Column("name_key", sa.String()),
        sa.Column("use", sa.String(length=16)),
        sa.Column("appearance_a_id", sa.Integer()),
        sa.Column("appearance_b_id", sa.Integer()),
        sa.Column("named_appearance_id", sa.Integer()),
        sa.Column("organisation_a_id", sa.Integer()),
        sa.Column("organisation_b_id", sa.Integer()),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("quote_id", sa.Integer()),
        sa.Column("version_id", sa.Integer()),
        sa.Column("verdict", sa.String(length=16)),
        sa.Column("quote_kind", sa.String(length=16)),
        sa.Column("cue_class", sa.String(length=16)),
        sa.Column("appearance_name", sa.String()),
        sa.Column("appearance_kind", sa.String(length=16)),
        sa.Column("role", sa.String()),
        sa.Column("organisation_name", sa.String()),
        sa.Column("frozen_appearance_id", sa.Integer()),
        sa.Column("tagged_appearance_id", sa.Integer()),
        sa.Column("tag", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        check("decision", "public_id", "public_id LIKE 'd-__________'"),
        check("decision", "retraction", "(retracted_at IS NULL) = (retraction IS NULL)"),
        check(
            "decision",
            "retracted_by",
            "(retracted_at IS NULL) = (retracted_by IS NULL) OR (kind = 'review' AND retracted_by IS NULL)",
        ),
        refers("decision", "copy_of", "decision", "SET NULL"),
        refers("decision", "appearance_a_id", "appearance", "RESTRICT"),
        refers("decision", "appearance_b_id", "appearance", "RESTRICT"),
        refers("decision", "named_appearance_id", "appearance", "RESTRICT"),
        refers("decision", "organisation_a_id", "organisation", "RESTRICT"),
        refers("decision", "organisation_b_id", "organisation", "RESTRICT"),
        refers("decision", "organisation_id", "organisation", "RESTRICT"),
        check("decision", "pair", has(("speaker_judgement", "organisation_judgement"), "judgement")),
        check("decision", "judgement", "judgement IN ('same', 'different', 'unsure')"),
        check(
            "decision", "speaker_judgement", has(("speaker_judgement",), "appearance_a_id", "appearance_b_id")
        ),
        check("decision", "ordered_appearances", "appearance_a_id < appearance_b_id"),
        check(
            "decision",
            "organisation_judgement",
            has(("organisation_judgement",), "organisation_a_id", "organisation_b_id"),
        ),
        check("decision", "ordered_organisations", "organisation_a_id < organisation_b_id"),
        check(
            "decision", "given_name", has(("speaker_name", "organisation_name"), "name", "name_key", "use")
        ),
        check("decision", "use", "use IN ('preferred', 'alias')"),
        check("decision", "speaker_name", has(("speaker_name",), "named_appearance_id")),
        check("decision", "organisation_name", has(("organisation_name",), "organisation_id")),
        refers("decision", "quote_id", "quote", "CASCADE"),
        refers("decision", "version_id", "article_version", "CASCADE"),
        refers("decision", "frozen_appearance_id", "appearance", "SET NULL"),
        check("decision", "review", has(("review",), "quote_id", "version_id", "verdict")),
        check("decision", "verdict", "verdict IN ('accepted', 'corrected', 'rejected', 'unsure')"),
        check("decision", "quote_kind", "quote_kind IN ('direct', 'mixed', 'indirect')"),
        check("decision", "cue_class", "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')"),
        check(
            "decision",
            "appearance_kind",
            "appearance_kind IN ('person', 'organisation', 'group', 'anonymous')",
        ),
        check(
            "decision",
            "frozen_values",
            "verdict IN ('rejected', 'unsure') OR (quote_kind IS NOT NULL AND cue_class IS NOT NULL)",
        ),
        check("decision", "frozen_appearance", "(appearance_name IS NULL) = (appearance_kind IS NULL)"),
        refers("decision", "tagged_appearance_id", "appearance", "CASCADE"),
        check("decision", "speaker_tag", has(("speaker_tag",), "tagged_appearance_id", "tag")),
        check("decision", "tag_words", "length(tag) > 0"),
    )
    index(
        "decision",
        *("public_id", "retraction", "copy_of", "name_key", "tag"),
        *("appearance_a_id", "appearance_b_id", "named_appearance_id"),
        *("organisation_a_id", "organisation_b_id", "organisation_id"),
        *("quote_id", "version_id", "frozen_appearance_id", "tagged_appearance_id"),
    )
    for name, of in PAIRS.items():
        live("decision", [f"{of}_a_id", f"{of}_b_id"], name)
    for name, bearer in BEARERS.items():
        live("decision", [bearer, "name_key", "use"], name)
    live("decision", ["quote_id"], "review")
    op.create_table(
        "decision_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        *span_columns("decision_span"),
        refers("decision_span", "decision_id", "decision", "CASCADE"),
        sa.UniqueConstraint(
            "decision_id", "role", "position", name=op.f("uq_decision_span_decision_id_role_position")
        ),
    )


def make_older_tables() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16)),
        sa.Column("cue_class", sa.String(length=16)),
        sa.Column("appearance_name", sa.String()),
        sa.Column("appearance_kind", sa.String(length=16)),
        sa.Column("role", sa.String()),
        sa.Column("organisation_name", sa.String()),
        sa.Column("appearance_id", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        check("review", "verdict", "verdict IN ('accepted', 'corrected', 'rejected', 'unsure')"),
        check("review", "kind", "kind IN ('direct', 'mixed', 'indirect')"),
        check("review", "cue_class", "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')"),
        check(
            "review",
            "appearance_kind",
            "appearance_kind IN ('person', 'organisation', 'group', 'anonymous')",
        ),
        check(
            "review",
            "frozen_values",
            "verdict IN ('rejected', 'unsure') OR (kind IS NOT NULL AND cue_class IS NOT NULL)",
        ),
        check("review", "frozen_appearance", "(appearance_name IS NULL) = (appearance_kind IS NULL)"),
        refers("review", "quote_id", "quote", "CASCADE"),
        refers("review", "version_id", "article_version", "CASCADE"),
        refers("review", "appearance_id", "appearance", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    index("review", "appearance_id", "quote_id", "version_id")
    live("review", ["quote_id"])
    op.create_table(
        "review_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        *span_columns("review_span"),
        refers("review_span", "review_id", "review", "CASCADE"),
        sa.UniqueConstraint(
            "review_id", "role", "position", name=op.f("uq_review_span_review_id_role_position")
        ),
    )
    for name, of in PAIRS.items():
        a, b = f"{of}_a_id", f"{of}_b_id"
        op.create_table(
            name,
            sa.Column(a, sa.Integer(), nullable=False),
            sa.Column(b, sa.Integer(), nullable=False),
            sa.Column("verdict", sa.String(length=16), nullable=False),
            *decided(name),
            check(name, "verdict", "verdict IN ('same', 'different', 'unsure')"),
            check(name, "ordered", f"{a} < {b}"),
            refers(name, a, of, "RESTRICT"),
            refers(name, b, of, "RESTRICT"),
        )
        index(name, a, b, "decision", "retraction")
        live(name, [a, b])
    for name, of in NAMES.items():
        op.create_table(
            name,
            sa.Column(f"{of}_id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(), nullable=False),
            sa.Column("name_key", sa.String(), nullable=False),
            sa.Column("use", sa.String(length=16), nullable=False),
            *decided(name),
            check(name, "use", "use IN ('preferred', 'alias')"),
            refers(name, f"{of}_id", of, "RESTRICT"),
        )
        index(name, f"{of}_id", "name_key", "decision", "retraction")
        live(name, [f"{of}_id", "name_key", "use"])
    op.create_table(
        "speaker_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("tagger", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retracted_by", sa.String()),
        check("speaker_tag", "tag", "length(tag) > 0"),
        check("speaker_tag", "retracted_by", "(retracted_at IS NULL) = (retracted_by IS NULL)"),
        refers("speaker_tag", "appearance_id", "appearance", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_tag")),
    )
    index("speaker_tag", "appearance_id", "tag")


def decided(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("judge", sa.String(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retraction", sa.String(length=12)),
        sa.Column("retracted_by", sa.String()),
        sa.Column("retraction_note", sa.Text()),
        check(name, "decision", "decision LIKE 'd-__________'"),
        check(
            name,
            "retraction",
            "(retracted_at IS NULL) = (retraction IS NULL) "
            "AND (retracted_at IS NULL) = (retracted_by IS NULL)",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]


def span_columns(name: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        check(name, "role", "role IN ('source', 'cue', 'content', 'quoted', 'evidence')"),
        check(name, "position", "position >= 0"),
        check(name, "span", "start_char >= 0 AND start_char <= end_char"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    ]


def check(name: str, what: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{name}_{what}"))


def has(kinds: tuple[str, ...], *columns: str) -> str:
    """The condition that the rows of these kinds, and no others, have the columns."""
    of_kind = f"kind IN ({', '.join(map(repr, kinds))})"
    return " AND ".join(f"({of_kind}) = ({column} IS NOT NULL)" for column in columns)


def refers(name: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}_{to}"), ondelete=ondelete
    )


def index(name: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def live(name: str, columns: list[str], kind: str | None = None) -> None:
    """The unique index over the rows that hold; in the ledger, over those of a kind."""
    holds = sa.text("retracted_at IS NULL" + (f" AND {columns[0]} IS NOT NULL" if kind else ""))
    op.create_index(
        f"uq_{name}_{kind}_live" if kind else f"uq_{name}_live",
        name,
        columns,
        unique=True,
        sqlite_where=holds,
        postgresql_where=holds,
    )
