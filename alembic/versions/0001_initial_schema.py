"""The schema to begin with: evidence, identity, belief and judgement apart, and full-text search.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "organisation",
    "article",
    "article_identifier",
    "article_version",
    "article_zone",
    "article_metadata_history",
    "byline",
    "speaker",
    "appearance",
    "quote",
    "extraction_run",
    "attribution",
    "attribution_span",
    "speaker_link",
    "review",
    "review_span",
)

SEARCH_TABLES = {
    "quote_fts": ("quote", "text_key", "unicode61 remove_diacritics 2"),
    "quote_trigram": ("quote", "text_key", "trigram"),
    "article_fts": ("article_version", "text", "unicode61 remove_diacritics 2"),
}


def upgrade() -> None:
    create_evidence()
    create_identity()
    create_belief()
    create_judgement()
    if op.get_context().dialect.name == "sqlite":
        create_search()


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        for table in SEARCH_TABLES:
            for event in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER {table}_{event}")
            op.execute(f"DROP TABLE {table}")
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        # Made by quotesdb.db.search.postgresql, whose columns and indexes went with their tables.
        op.execute("DROP FUNCTION IF EXISTS quotesdb_words(text)")


def create_evidence() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organisation_name_key")),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("publisher_id", sa.Integer()),
        sa.Column("url", sa.String()),
        sa.Column("published_on", sa.Date()),
        sa.Column("published_precision", sa.String(length=16)),
        sa.Column("published_at_utc", sa.DateTime(timezone=True)),
        sa.Column("published_offset_minutes", sa.Integer()),
        sa.Column("section", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("archived_url", sa.String()),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("removed_why", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("public_id LIKE 'a-__________'", name=op.f("ck_article_public_id")),
        sa.CheckConstraint(
            "published_precision IN ('year', 'month', 'day', 'time')",
            name=op.f("ck_article_published_precision"),
        ),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_precision IS NULL)",
            name=op.f("ck_article_published_on_with_precision"),
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_why IS NULL)", name=op.f("ck_article_removed_with_reason")
        ),
        sa.CheckConstraint(
            "published_offset_minutes BETWEEN -1440 AND 1440",
            name=op.f("ck_article_published_offset_minutes"),
        ),
        sa.ForeignKeyConstraint(
            ["publisher_id"],
            ["organisation.id"],
            name=op.f("fk_article_publisher_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_article_public_id")),
    )
    op.create_index(op.f("ix_article_published_on"), "article", ["published_on"])
    op.create_index(op.f("ix_article_publisher_id"), "article", ["publisher_id"])
    op.create_index(op.f("ix_article_url"), "article", ["url"])
    op.create_table(
        "article_identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_identifier_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_identifier")),
        sa.UniqueConstraint(
            "article_id", "scheme", "value", name=op.f("uq_article_identifier_article_id_scheme_value")
        ),
    )
    op.create_index(op.f("ix_article_identifier_scheme_value"), "article_identifier", ["scheme", "value"])
    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("reader_version", sa.String(), nullable=False),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(raw_sha256) = 64", name=op.f("ck_article_version_raw_sha256")),
        sa.CheckConstraint("length(text_sha256) = 64", name=op.f("ck_article_version_text_sha256")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_article_version_number")),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_version_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_version_article_id_number")),
        sa.UniqueConstraint(
            "article_id", "text_sha256", name=op.f("uq_article_version_article_id_text_sha256")
        ),
    )
    op.create_index(op.f("ix_article_version_raw_sha256"), "article_version", ["raw_sha256"])
    op.create_index(op.f("ix_article_version_text_sha256"), "article_version", ["text_sha256"])
    op.create_table(
        "article_zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.CheckConstraint("start_char >= 0 AND start_char <= end_char", name=op.f("ck_article_zone_span")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_article_zone_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_zone")),
    )
    op.create_index(op.f("ix_article_zone_version_id"), "article_zone", ["version_id"])
    op.create_table(
        "article_metadata_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("publisher_name", sa.String()),
        sa.Column("url", sa.String()),
        sa.Column("published", sa.String()),
        sa.Column("byline", sa.Text()),
        sa.Column("section", sa.String()),
        sa.Column("language", sa.String()),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_metadata_history_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_metadata_history")),
    )
    op.create_index(
        op.f("ix_article_metadata_history_article_id"), "article_metadata_history", ["article_id"]
    )
    op.create_table(
        "byline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_byline_position")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_byline_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_byline")),
        sa.UniqueConstraint("article_id", "position", name=op.f("uq_byline_article_id_position")),
    )


def create_identity() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "kind IN ('person', 'organisation', 'group', 'anonymous')", name=op.f("ck_speaker_kind")
        ),
        sa.CheckConstraint("public_id LIKE 's-__________'", name=op.f("ck_speaker_public_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("public_id", name=op.f("uq_speaker_public_id")),
    )
    op.create_index(op.f("ix_speaker_name_key"), "speaker", ["name_key"])
    op.create_table(
        "appearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("speaker_id", sa.Integer()),
        sa.CheckConstraint(
            "kind IN ('person', 'organisation', 'group', 'anonymous')", name=op.f("ck_appearance_kind")
        ),
        sa.CheckConstraint("public_id LIKE 's-__________'", name=op.f("ck_appearance_public_id")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_appearance_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_appearance_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_appearance_speaker_id_speaker"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appearance_public_id")),
    )
    op.create_index(op.f("ix_appearance_article_id"), "appearance", ["article_id"])
    op.create_index(op.f("ix_appearance_name_key"), "appearance", ["name_key"])
    op.create_index(op.f("ix_appearance_organisation_id"), "appearance", ["organisation_id"])
    op.create_index(op.f("ix_appearance_speaker_id"), "appearance", ["speaker_id"])
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.CheckConstraint("public_id LIKE 'q-__________'", name=op.f("ck_quote_public_id")),
        sa.CheckConstraint("start_char >= 0 AND start_char <= end_char", name=op.f("ck_quote_span")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_quote_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_quote_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("public_id", name=op.f("uq_quote_public_id")),
    )
    op.create_index(op.f("ix_quote_article_id"), "quote", ["article_id"])
    op.create_index(op.f("ix_quote_version_id_start_char"), "quote", ["version_id", "start_char"])


def create_belief() -> None:
    op.create_table(
        "extraction_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("model_sha256", sa.String(length=64)),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "(status = 'running') = (finished_at IS NULL)", name=op.f("ck_extraction_run_finished_at")
        ),
        sa.CheckConstraint(
            "status IN ('running', 'complete', 'failed')", name=op.f("ck_extraction_run_status")
        ),
        sa.CheckConstraint("length(model_sha256) = 64", name=op.f("ck_extraction_run_model_sha256")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_extraction_run_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extraction_run")),
    )
    op.create_index(op.f("ix_extraction_run_version_id_status"), "extraction_run", ["version_id", "status"])
    op.create_table(
        "attribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("appearance_id", sa.Integer()),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cue_class", sa.String(length=16), nullable=False),
        sa.Column("medium", sa.String()),
        sa.Column("addressee", sa.String()),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.CheckConstraint(
            "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')",
            name=op.f("ck_attribution_cue_class"),
        ),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_attribution_kind")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_attribution_confidence")),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_attribution_appearance_id_appearance"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_attribution_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["extraction_run.id"],
            name=op.f("fk_attribution_run_id_extraction_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution")),
        sa.UniqueConstraint("run_id", "quote_id", name=op.f("uq_attribution_run_id_quote_id")),
    )
    op.create_index(op.f("ix_attribution_appearance_id"), "attribution", ["appearance_id"])
    op.create_index(op.f("ix_attribution_quote_id"), "attribution", ["quote_id"])
    op.create_table(
        "attribution_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('source', 'cue', 'content', 'quoted', 'evidence')",
            name=op.f("ck_attribution_span_role"),
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_attribution_span_position")),
        sa.CheckConstraint(
            "start_char >= 0 AND start_char <= end_char", name=op.f("ck_attribution_span_span")
        ),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attribution.id"],
            name=op.f("fk_attribution_span_attribution_id_attribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution_span")),
        sa.UniqueConstraint(
            "attribution_id",
            "role",
            "position",
            name=op.f("uq_attribution_span_attribution_id_role_position"),
        ),
    )
    op.create_table(
        "speaker_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appearance_a_id", sa.Integer(), nullable=False),
        sa.Column("appearance_b_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("appearance_a_id < appearance_b_id", name=op.f("ck_speaker_link_ordered")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_speaker_link_score")),
        sa.ForeignKeyConstraint(
            ["appearance_a_id"],
            ["appearance.id"],
            name=op.f("fk_speaker_link_appearance_a_id_appearance"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["appearance_b_id"],
            ["appearance.id"],
            name=op.f("fk_speaker_link_appearance_b_id_appearance"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_link")),
        sa.UniqueConstraint(
            "appearance_a_id", "appearance_b_id", name=op.f("uq_speaker_link_appearance_a_id_appearance_b_id")
        ),
    )
    op.create_index(op.f("ix_speaker_link_appearance_b_id"), "speaker_link", ["appearance_b_id"])


def create_judgement() -> None:
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
        sa.CheckConstraint(
            "appearance_kind IN ('person', 'organisation', 'group', 'anonymous')",
            name=op.f("ck_review_appearance_kind"),
        ),
        sa.CheckConstraint(
            "cue_class IN ('speech', 'writing', 'thought', 'fact', 'other')", name=op.f("ck_review_cue_class")
        ),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_review_kind")),
        sa.CheckConstraint(
            "verdict = 'rejected' OR (kind IS NOT NULL AND cue_class IS NOT NULL)",
            name=op.f("ck_review_frozen_values"),
        ),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'corrected', 'rejected')", name=op.f("ck_review_verdict")
        ),
        sa.CheckConstraint(
            "(appearance_name IS NULL) = (appearance_kind IS NULL)", name=op.f("ck_review_frozen_appearance")
        ),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearance.id"],
            name=op.f("fk_review_appearance_id_appearance"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_review_quote_id_quote"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_review_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_appearance_id"), "review", ["appearance_id"])
    op.create_index(op.f("ix_review_quote_id"), "review", ["quote_id"])
    op.create_index(op.f("ix_review_version_id"), "review", ["version_id"])
    op.create_index(
        "uq_review_live",
        "review",
        ["quote_id"],
        unique=True,
        sqlite_where=sa.text("retracted_at IS NULL"),
        postgresql_where=sa.text("retracted_at IS NULL"),
    )
    op.create_table(
        "review_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('source', 'cue', 'content', 'quoted', 'evidence')", name=op.f("ck_review_span_role")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_review_span_position")),
        sa.CheckConstraint("start_char >= 0 AND start_char <= end_char", name=op.f("ck_review_span_span")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_span_review_id_review"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_span")),
        sa.UniqueConstraint(
            "review_id", "role", "position", name=op.f("uq_review_span_review_id_role_position")
        ),
    )


def create_search() -> None:
    for table, (content, column, tokenizer) in SEARCH_TABLES.items():
        add = f"INSERT INTO {table}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608 - names of our own
        row = "'delete', old.id, old." + column
        drop = f"INSERT INTO {table}({table}, rowid, {column}) VALUES ({row});"  # noqa: S608 - names of our own
        op.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            f"{column}, content='{content}', content_rowid='id', tokenize='{tokenizer}')"
        )
        op.execute(f"CREATE TRIGGER {table}_insert AFTER INSERT ON {content} BEGIN {add} END")
        op.execute(f"CREATE TRIGGER {table}_delete AFTER DELETE ON {content} BEGIN {drop} END")
        op.execute(
            f"CREATE TRIGGER {table}_update AFTER UPDATE OF id, {column} ON {content} BEGIN {drop} {add} END"
        )
