"""Delete what takes time: a workflow with all that belongs to it, a conversation with its messages."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, select

from runtime.extensions.database import affected, db
from runtime.models.conversation import Annotation, Conversation, Message
from runtime.models.trigger import Trigger, TriggerEvent, WorkflowSchedule
from runtime.models.workflow import Workflow, WorkflowRun
from runtime.tasks.define import task

WORKFLOW_QUEUE: Final = "app_deletion"
CONVERSATION_QUEUE: Final = "conversation"


@task("runtime.remove_workflow", WORKFLOW_QUEUE)
def remove_workflow(workflow_id: str) -> str:
    """Delete a workflow with its runs, schedules, triggers, conversations and annotations."""

    # In parts, each short: one cascade over years of runs would lock the tables for as long.
    runs = affected(delete(WorkflowRun).where(WorkflowRun.workflow_id == workflow_id))
    affected(delete(WorkflowSchedule).where(WorkflowSchedule.workflow_id == workflow_id))
    triggers = select(Trigger.id).where(Trigger.workflow_id == workflow_id)
    affected(delete(TriggerEvent).where(TriggerEvent.trigger_id.in_(triggers)))
    affected(delete(Trigger).where(Trigger.workflow_id == workflow_id))
    db.session.commit()
    for identity in db.session.scalars(select(Conversation.id).where(Conversation.workflow_id == workflow_id)).all():
        _remove_conversation(identity)
    affected(delete(Annotation).where(Annotation.workflow_id == workflow_id))
    affected(delete(Workflow).where(Workflow.id == workflow_id))
    db.session.commit()
    return f"deleted with {runs} runs"


@task("runtime.remove_conversation", CONVERSATION_QUEUE)
def remove_conversation(conversation_id: str) -> str:
    """Delete a conversation with its messages."""
    return f"deleted with {_remove_conversation(conversation_id)} messages"


def _remove_conversation(conversation_id: str) -> int:
    messages = affected(delete(Message).where(Message.conversation_id == conversation_id))
    affected(delete(Conversation).where(Conversation.id == conversation_id))
    db.session.commit()
    return messages
