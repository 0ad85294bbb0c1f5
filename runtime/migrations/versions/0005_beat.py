"""The lease of beat and what it fired.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0005"
down_revision = "0004"

moment = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")


def upgrade() -> None:
    op.create_table(
        "beat_entry",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("last_run_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="beat_entry_pkey"),
    )
    op.create_table(
        "beat_lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="beat_lease_pkey"),
    )


def downgrade() -> None:
    op.drop_table("beat_lease")
    op.drop_table("beat_entry")
