"""What people set right about articles: title, byline, publisher, date and address.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KIND = "article_correction"
ARTICLE, FIELD = "corrected_article_id", "field"
COLUMNS = {ARTICLE: sa.Integer(), FIELD: sa.String(length=16), "value": sa.Text(), "value_before": sa.Text()}
CHECKS = {
    "article_correction": f"(kind IN ('{KIND}')) = ({ARTICLE} IS NOT NULL) "
    f"AND (kind IN ('{KIND}')) = ({FIELD} IS NOT NULL) AND (kind IN ('{KIND}')) = (value IS NOT NULL)",
    "field": "field IN ('title', 'byline', 'publisher', 'published', 'url')",
}
REFERS = f"fk_decision_{ARTICLE}_article"
LIVE, BY_ARTICLE = "uq_decision_article_correction_live", f"ix_decision_{ARTICLE}"
HOLDS = sa.text(f"retracted_at IS NULL AND {ARTICLE} IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("decision", copy_from=ledger()) as batch:
        for name, type_ in COLUMNS.items():
            batch.add_column(sa.Column(name, type_))
        for name, condition in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_decision_{name}"), condition)
        batch.create_foreign_key(op.f(REFERS), "article", [ARTICLE], ["id"], ondelete="CASCADE")
    op.create_index(op.f(BY_ARTICLE), "decision", [ARTICLE])
    op.create_index(
        LIVE, "decision", [ARTICLE, FIELD], unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS
    )
    op.create_table(
        "article_printed",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_printed_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_printed")),
    )


def downgrade() -> None:
    # To an older program what was set right is what was printed, until the file is ingested again.
    op.execute(f"DELETE FROM decision WHERE kind = '{KIND}'")  # noqa: S608 - fixed words
    op.drop_table("article_printed")
    op.drop_index(LIVE, "decision")
    op.drop_index(op.f(BY_ARTICLE), "decision")
    corrected = ledger(
        *(sa.Column(name, type_) for name, type_ in COLUMNS.items()),
        *(check(name, condition) for name, condition in CHECKS.items()),
        refers(ARTICLE, "article", "CASCADE"),
    )
    with op.batch_alter_table("decision", copy_from=corrected) as batch:
        batch.drop_constraint(op.f(REFERS), type_="foreignkey")
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_decision_{name}"), type_="check")
        for name in COLUMNS:
            batch.drop_column(name)


def ledger(*more: sa.schema.SchemaItem) -> sa.Table:
    """The whole table, since SQLite makes it anew and its CHECKs cannot be read back."""
    return sa.Table(
        "decision",
        sa.MetaData(),
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
        check("public_id", "public_id LIKE 'd-__________'"),
        check("retraction", "(retracted_at IS NULL) = (retraction IS NULL)"),
        check(
            "retracted_by",
            "(retracted_at IS NULL) = (retracted_by IS NULL) OR (kind = 'review' AND retracted_by IS NULL)",
        ),
        refers("copy_of", "decision", "SET NULL"),
        refers("appearance_a_id", "appearance", "RESTRICT"),
        refers("appearance_b_id", "appearance", "RESTRICT"),
        refers("named_appearance_id", "appearance", "RESTRICT"),
        refers("organisation_a_id", "organisation", "RESTRICT"),
        refers("organisation_b_id", "organisation", "RESTRICT"),
        refers("organisation_id", "organisation", "RESTRICT"),
        check("pair", has(("speaker_judgement", "organisation_judgement"), "judgement")),
        check("judgement", "judgement IN ('same', 'different', 'unsure')"),
        check("speaker_judgement", has(("speaker_judgement",), "appearance_a_id", "appearance_b_id")),
        check("ordered_appearances", "appearance_a_id < appearance_b_id"),
        check(
            "organisation_judgement",
            has(("organisation_judgement",), "organisation_a_id", "organisation_b_id"),
        ),
        check("ordered_organisations", "organisation_a_id < organisation_b_id"),
        check("given_name", has(("speaker_name", "organisation_name"), "name", "name_key", "use")),
        check("use", "use IN ('preferred', 'alias')"),
        check("speaker_name", has(("speaker_name",), "named_appearance_id")),
        check("organisation_name", has(("organisation_name",), "organisation_id")),
        refers("quote_id", "quote", "CASCADE"),
        refers("version_id", "article_version", "CASCADE"),
        refers("frozen_appearance_id", "appearance", "SET NULL"),
        check("review", has(("review",), "quote_id", "version_id", "verdict")),
        check("verdict", "verdict IN ('accepted', 'corrected', 'rejected', 'unsure')"),
        check("quote_kind", "quote_kind IN ('direct', 'mixed', 'indirect')"),
        check("cue_class", "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')"),
        check(
            "appearance_kind",
            "appearance_kind IN ('person', 'organisation', 'group', 'anonymous')",
        ),
        check(
            "frozen_values",
            "verdict IN ('rejected', 'unsure') OR (quote_kind IS NOT NULL AND cue_class IS NOT NULL)",
        ),
        check("frozen_appearance", "(appearance_name IS NULL) = (appearance_kind IS NULL)"),
        refers("tagged_appearance_id", "appearance", "CASCADE"),
        check("speaker_tag", has(("speaker_tag",), "tagged_appearance_id", "tag")),
        check("tag_words", "length(tag) > 0"),
        *(
            sa.Index(op.f(f"ix_decision_{column}"), column)
            for column in (
                *("public_id", "retraction", "copy_of", "name_key", "tag"),
                *("appearance_a_id", "appearance_b_id", "named_appearance_id"),
                *("organisation_a_id", "organisation_b_id", "organisation_id"),
                *("quote_id", "version_id", "frozen_appearance_id", "tagged_appearance_id"),
            )
        ),
        live("speaker_judgement", "appearance_a_id", "appearance_b_id"),
        live("organisation_judgement", "organisation_a_id", "organisation_b_id"),
        live("speaker_name", "named_appearance_id", "name_key", "use"),
        live("organisation_name", "organisation_id", "name_key", "use"),
        live("review", "quote_id"),
        *more,
    )


def check(what: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_decision_{what}"))


def has(kinds: tuple[str, ...], *columns: str) -> str:
    """The condition that the rows of these kinds, and no others, have the columns."""
    of_kind = f"kind IN ({', '.join(map(repr, kinds))})"
    return " AND ".join(f"({of_kind}) = ({column} IS NOT NULL)" for column in columns)


def refers(column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_decision_{column}_{to}"), ondelete=ondelete
    )


def live(kind: str, *columns: str) -> sa.Index:
    """The unique index over the rows of a kind that hold."""
    holds = sa.text(f"retracted_at IS NULL AND {columns[0]} IS NOT NULL")
    return sa.Index(
        f"uq_decision_{kind}_live", *columns, unique=True, sqlite_where=holds, postgresql_where=holds
    )
