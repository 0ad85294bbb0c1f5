"""Workflows, conversations, runs, schedules and triggers.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0004"
down_revision = "0003"

moment = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql")
long_text = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")


def upgrade() -> None:
    op.create_table(
        "workflow",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="workflow_tenant_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="workflow_pkey"),
    )
    op.create_index("workflow_created_at_idx", "workflow", ["created_at"], unique=False)
    op.create_index("workflow_tenant_id_idx", "workflow", ["tenant_id"], unique=False)
    op.create_table(
        "annotation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("workflow_id", sa.String(length=36), nullable=False),
        sa.Column("question", long_text, nullable=False),
        sa.Column("answer", long_text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflow.id"], name="annotation_workflow_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="annotation_pkey"),
    )
    op.create_index("annotation_created_at_idx", "annotation", ["created_at"], unique=False)
    op.create_index("annotation_workflow_id_idx", "annotation", ["workflow_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("workflow_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflow.id"], name="conversation_workflow_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="conversation_pkey"),
    )
    op.create_index("conversation_created_at_idx", "conversation", ["created_at"], unique=False)
    op.create_index("conversation_workflow_id_idx", "conversation", ["workflow_id"], unique=False)
    op.create_table(
        "workflow_schedule",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("workflow_id", sa.String(length=36), nullable=False),
        sa.Column("cron", sa.String(length=128), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("next_run_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflow.id"], name="workflow_schedule_workflow_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="workflow_schedule_pkey"),
    )
    op.create_index("workflow_schedule_created_at_idx", "workflow_schedule", ["created_at"], unique=False)
    op.create_index("workflow_schedule_next_run_at_idx", "workflow_schedule", ["next_run_at"], unique=False)
    op.create_index("workflow_schedule_workflow_id_idx", "workflow_schedule", ["workflow_id"], unique=False)
    op.create_table(
        "workflow_trigger",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("workflow_id", sa.String(length=36), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("lease_seconds", sa.Integer(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("refreshed_at", moment, nullable=True),
        sa.Column("error", sa.String(length=255), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflow.id"], name="workflow_trigger_workflow_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="workflow_trigger_pkey"),
    )
    op.create_index("workflow_trigger_created_at_idx", "workflow_trigger", ["created_at"], unique=False)
    op.create_index("workflow_trigger_expires_at_idx", "workflow_trigger", ["expires_at"], unique=False)
    op.create_index("workflow_trigger_workflow_id_idx", "workflow_trigger", ["workflow_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("question", long_text, nullable=False),
        sa.Column("answer", long_text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="message_conversation_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="message_pkey"),
    )
    op.create_index("message_conversation_id_idx", "message", ["conversation_id"], unique=False)
    op.create_index("message_created_at_idx", "message", ["created_at"], unique=False)
    op.create_table(
        "trigger_event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trigger_id", sa.String(length=36), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["trigger_id"], ["workflow_trigger.id"], name="trigger_event_trigger_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="trigger_event_pkey"),
    )
    op.create_index("trigger_event_created_at_idx", "trigger_event", ["created_at"], unique=False)
    op.create_index("trigger_event_trigger_id_idx", "trigger_event", ["trigger_id"], unique=False)
    op.create_table(
        "workflow_run",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tenant_id", sa.String(length=36), nullable=False),
        sa.Column("workflow_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=True),
        sa.Column("error", sa.String(length=255), nullable=True),
        sa.Column("started_at", moment, nullable=True),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="workflow_run_conversation_id_fkey", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="workflow_run_tenant_id_fkey", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflow.id"], name="workflow_run_workflow_id_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="workflow_run_pkey"),
    )
    op.create_index("workflow_run_conversation_id_idx", "workflow_run", ["conversation_id"], unique=False)
    op.create_index("workflow_run_created_at_idx", "workflow_run", ["created_at"], unique=False)
    op.create_index("workflow_run_tenant_id_idx", "workflow_run", ["tenant_id"], unique=False)
    op.create_index("workflow_run_workflow_id_idx", "workflow_run", ["workflow_id"], unique=False)
    op.create_table(
        "run_trace",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("failed_steps", sa.Integer(), nullable=False),
        sa.Column("waited_seconds", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("slowest_step", sa.String(length=255), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["workflow_run.id"], name="run_trace_run_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", name="run_trace_pkey"),
    )
    op.create_index("run_trace_created_at_idx", "run_trace", ["created_at"], unique=False)
    op.create_table(
        "workflow_step",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("output", sa.JSON(), nullable=True),
        sa.Column("error", sa.String(length=255), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["workflow_run.id"], name="workflow_step_run_id_fkey", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="workflow_step_pkey"),
        sa.UniqueConstraint("run_id", "position", name="workflow_step_run_id_position_key"),
    )


def downgrade() -> None:
    op.drop_table("workflow_step")
    op.drop_table("run_trace")
    op.drop_table("workflow_run")
    op.drop_table("trigger_event")
    op.drop_table("message")
    op.drop_table("workflow_trigger")
    op.drop_table("workflow_schedule")
    op.drop_table("conversation")
    op.drop_table("annotation")
    op.drop_table("workflow")
