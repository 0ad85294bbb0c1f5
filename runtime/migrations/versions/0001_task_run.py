"""What became of a task.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None

moment = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")


def upgrade() -> None:
    op.create_table(
        "task_run",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("worker", sa.String(255)),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("finished_at", moment),
        sa.PrimaryKeyConstraint("id", name="task_run_pkey"),
    )
    op.create_index("task_run_task_idx", "task_run", ["task"])
    op.create_index("task_run_created_at_idx", "task_run", ["created_at"])


def downgrade() -> None:
    op.drop_table("task_run")
