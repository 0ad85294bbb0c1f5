"""News of triggers start workflows; subscriptions that end soon are renewed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.trigger import Trigger, TriggerEvent
from runtime.models.workflow import Workflow, WorkflowRun
from runtime.settings import current_settings
from runtime.tasks.define import task
from runtime.tasks.sending import send
from runtime.workflows import triggers
from runtime.workflows.starting import start_run

DISPATCHER_QUEUE: Final = "triggered_workflow_dispatcher"
REFRESH_QUEUE: Final = "trigger_refresh_executor"
SOURCE: Final = "trigger"
_NAMESPACE: Final = uuid.UUID("5b1d3c1e-7a52-4a0f-9d0a-1c3f0d6a1b7e")
"""Makes the id of a run from the id of its event."""


@task("runtime.dispatch_event", DISPATCHER_QUEUE)
def dispatch_event(event_id: str) -> str:
    """Start the run of an event; a second message about it starts no second run."""
    event = db.session.get(TriggerEvent, event_id)
    if event is None:
        return "the event is gone"
    trigger = db.session.get_one(Trigger, event.trigger_id)
    workflow = db.session.get_one(Workflow, trigger.workflow_id)
    run = WorkflowRun(
        id=str(uuid.uuid5(_NAMESPACE, event_id)),
        tenant_id=workflow.tenant_id,
        workflow_id=workflow.id,
        source=SOURCE,
        inputs=event.payload,
    )
    event.run_id = run.id
    return start_run(run)


@task("runtime.refresh_trigger", REFRESH_QUEUE)
def refresh_trigger(trigger_id: str) -> str:
    """Ask the hub of a trigger to go on with the subscription."""
    trigger = db.session.get(Trigger, trigger_id)
    if trigger is None or not trigger.hub:
        return "nothing to renew"
    return "asked the hub" if triggers.refresh(trigger) else f"not renewed: {trigger.error}"


@task("runtime.refresh_due_triggers", "schedule_poller")
def refresh_due_triggers() -> str:
    """Send every trigger to be renewed whose subscription ends within the threshold."""
    config = current_settings()
    soon = now() + timedelta(seconds=config.TRIGGER_PROVIDER_SUBSCRIPTION_THRESHOLD_SECONDS)
    # What was asked for a moment ago is not asked for again: the hub may take its time.
    asked = now() - timedelta(minutes=config.TRIGGER_PROVIDER_REFRESH_INTERVAL)
    found = db.session.scalars(
        select(Trigger.id)
        .where(Trigger.hub != "", Trigger.expires_at < soon)
        .where((Trigger.refreshed_at.is_(None)) | (Trigger.refreshed_at < asked))
        .order_by(Trigger.expires_at)
        .limit(config.TRIGGER_PROVIDER_REFRESH_BATCH_SIZE)
    ).all()
    for identity in found:
        send(refresh_trigger, identity)
    return f"{len(found)} triggers to renew"
