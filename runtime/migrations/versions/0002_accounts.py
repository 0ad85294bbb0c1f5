"""Accounts, tenants, their credentials and plugins.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0002"
down_revision = "0001"

moment = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
long_text = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="account_pkey"),
        sa.UniqueConstraint("email", name="account_email_key"),
    )
    op.create_index("account_created_at_idx", "account", ["created_at"], unique=False)
    op.create_table(
        "tenant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="tenant_pkey"),
    )
    op.create_index("tenant_created_at_idx", "tenant", ["created_at"], unique=False)
    op.create_table(
        "membership",
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="membership_account_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="membership_tenant_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tenant_id", "account_id", name="membership_pkey"),
    )
    op.create_index("membership_account_id_idx", "membership", ["account_id"], unique=False)
    op.create_table(
        "plugin_installation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("plugin", sa.String(length=128), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("latest_version", sa.String(length=32), nullable=True),
        sa.Column("checked_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenant.id"], name="plugin_installation_tenant_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="plugin_installation_pkey"),
        sa.UniqueConstraint("tenant_id", "plugin", name="plugin_installation_tenant_id_plugin_key"),
    )
    op.create_index("plugin_installation_created_at_idx", "plugin_installation", ["created_at"], unique=False)
    op.create_table(
        "provider_credential",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=64), nullable=False),
        sa.Column("sealed", long_text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenant.id"], name="provider_credential_tenant_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="provider_credential_pkey"),
        sa.UniqueConstraint("tenant_id", "provider", name="provider_credential_tenant_id_provider_key"),
    )
    op.create_index("provider_credential_created_at_idx", "provider_credential", ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("provider_credential")
    op.drop_table("plugin_installation")
    op.drop_table("membership")
    op.drop_table("tenant")
    op.drop_table("account")
