"""Datasets with their documents and indexes.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0003"
down_revision = "0002"

moment = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
long_text = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")
exact_word = sa.String(64).with_variant(mysql.VARCHAR(64, collation="utf8mb4_bin"), "mysql")


def upgrade() -> None:
    op.create_table(
        "embedding",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("vector", long_text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="embedding_pkey"),
    )
    op.create_index("embedding_created_at_idx", "embedding", ["created_at"], unique=False)
    op.create_table(
        "dataset",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("collection", sa.String(length=255), nullable=True),
        sa.Column("model", sa.String(length=128), nullable=True),
        sa.Column("used_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="dataset_tenant_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="dataset_pkey"),
    )
    op.create_index("dataset_created_at_idx", "dataset", ["created_at"], unique=False)
    op.create_index("dataset_tenant_id_idx", "dataset", ["tenant_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dataset_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("storage_key", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("error", sa.String(length=255), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", moment, nullable=True),
        sa.Column("notified_at", moment, nullable=True),
        sa.Column("indexed_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="document_dataset_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="document_pkey"),
    )
    op.create_index("document_created_at_idx", "document", ["created_at"], unique=False)
    op.create_index("document_dataset_id_idx", "document", ["dataset_id"], unique=False)
    op.create_table(
        "segment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dataset_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", long_text, nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="segment_dataset_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="segment_document_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="segment_pkey"),
    )
    op.create_index("segment_dataset_id_idx", "segment", ["dataset_id"], unique=False)
    op.create_index("segment_document_id_idx", "segment", ["document_id"], unique=False)
    op.create_table(
        "keyword",
        sa.Column("segment_id", sa.String(length=36), nullable=False),
        sa.Column("word", exact_word, nullable=False),
        sa.Column("dataset_id", sa.String(length=36), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="keyword_dataset_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name="keyword_segment_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("segment_id", "word", name="keyword_pkey"),
    )
    op.create_index("keyword_lookup_idx", "keyword", ["dataset_id", "word"], unique=False)


def downgrade() -> None:
    op.drop_table("keyword")
    op.drop_table("segment")
    op.drop_table("document")
    op.drop_table("dataset")
    op.drop_table("embedding")
