"""Workflows: make them, run them, have them run by schedules and triggers, look at their runs."""

from __future__ import annotations

import secrets
from typing import Any, Final

from flask import Blueprint, Response, abort, jsonify
from sqlalchemy import select

from runtime.extensions.database import db
from runtime.models.account import Tenant
from runtime.models.columns import new_id, now
from runtime.models.conversation import Conversation, Message
from runtime.models.trigger import Trigger, WorkflowSchedule
from runtime.models.workflow import RunTrace, Workflow, WorkflowRun, WorkflowStep
from runtime.routes import access
from runtime.routes.bodies import body, row, text
from runtime.settings import current_settings
from runtime.tasks import deletion
from runtime.tasks.sending import send
from runtime.tasks.triggers import refresh_trigger
from runtime.workflows import annotating, steps
from runtime.workflows.cron import next_run
from runtime.workflows.starting import start_run
from runtime.workflows.triggers import callback_of

blueprint = Blueprint("workflows", __name__)
access.protect(blueprint)

LEASE_SECONDS: Final = 7 * 24 * 3600
"""How long a subscription is asked for when nothing is said."""


@blueprint.post("/workflows")
def make_workflow() -> tuple[Response, int]:
    """Make a workflow of ``{"tenant", "name", "steps": [...]}``."""
    given = body()
    checked = steps.check(given.get("steps"), current_settings().WORKFLOW_MAX_EXECUTION_STEPS)
    workflow = Workflow(tenant_id=row(Tenant, text(given, "tenant")).id, name=text(given, "name"), steps=checked)
    db.session.add(workflow)
    db.session.commit()
    return jsonify(id=workflow.id), 201


@blueprint.delete("/workflows/<identity>")
def remove_workflow(identity: str) -> tuple[Response, int]:
    """Have a workflow deleted with all that belongs to it; 202 with the task."""
    return jsonify(task=send(deletion.remove_workflow, row(Workflow, identity).id)), 202


@blueprint.post("/workflows/<identity>/runs")
def run(identity: str) -> tuple[Response, int]:
    """Run a workflow with ``{"inputs"?: {...}, "conversation"?: ID}``; 202 with the run."""
    workflow, given = row(Workflow, identity), body()
    inputs = given.get("inputs", {})
    if not isinstance(inputs, dict):
        abort(422, '"inputs" must be an object')
    conversation = given.get("conversation")
    if conversation is not None and row(Conversation, str(conversation)).workflow_id != workflow.id:
        abort(422, "The conversation belongs to another workflow")
    wanted = WorkflowRun(
        tenant_id=workflow.tenant_id,
        workflow_id=workflow.id,
        conversation_id=conversation,
        source="api",
        inputs=inputs,
    )
    return jsonify(id=start_run(wanted)), 202


@blueprint.get("/runs/<identity>")
def show_run(identity: str) -> Response:
    """A run with its steps and its trace."""
    found, trace = row(WorkflowRun, identity), db.session.get(RunTrace, identity)
    query = select(WorkflowStep).where(WorkflowStep.run_id == identity).order_by(WorkflowStep.position)
    rows = db.session.scalars(query)
    return jsonify(
        id=found.id,
        kind=found.kind,
        source=found.source,
        state=found.state,
        outputs=found.outputs,
        error=found.error,
        steps=[_step_as_json(one) for one in rows],
        trace={"steps": trace.steps, "failed_steps": trace.failed_steps, "seconds": trace.seconds} if trace else None,
    )


@blueprint.post("/workflows/<identity>/schedules")
def schedule(identity: str) -> tuple[Response, int]:
    """Run a workflow by ``{"cron", "timezone"?}``; 201 with the schedule and its first time."""
    workflow, given = row(Workflow, identity), body()
    cron, zone = text(given, "cron", longest=128), text(given, "timezone", longest=64, default="UTC")
    made = WorkflowSchedule(workflow_id=workflow.id, cron=cron, timezone=zone, next_run_at=next_run(cron, zone, now()))
    db.session.add(made)
    db.session.commit()
    return jsonify(id=made.id, next_run_at=made.next_run_at.isoformat()), 201


@blueprint.post("/workflows/<identity>/triggers")
def make_trigger(identity: str) -> tuple[Response, int]:
    """Run a workflow for news of ``{"hub"?, "topic"?, "lease_seconds"?}``; 201 with callback and secret.

    Without a hub it is a plain webhook: whoever signs with the secret may call it.
    """
    workflow, given = row(Workflow, identity), body()
    lease = given.get("lease_seconds", LEASE_SECONDS)
    if not isinstance(lease, int) or not 60 <= lease <= 365 * 24 * 3600:
        abort(422, '"lease_seconds" must be a whole number from a minute to a year')
    made = Trigger(
        id=new_id(),
        workflow_id=workflow.id,
        hub=text(given, "hub", longest=2000, default=""),
        topic=text(given, "topic", longest=2000, default=""),
        secret=secrets.token_hex(24),
        lease_seconds=lease,
    )
    db.session.add(made)
    db.session.commit()
    if made.hub:
        send(refresh_trigger, made.id)
    return jsonify(id=made.id, callback=callback_of(made), secret=made.secret), 201


@blueprint.post("/workflows/<identity>/annotations")
def annotate(identity: str) -> tuple[Response, int]:
    """Keep ``{"question", "answer"}``: runs whose input ``question`` is like it get the answer."""
    workflow, given = row(Workflow, identity), body()
    made = annotating.add(workflow, text(given, "question", longest=10_000), text(given, "answer", longest=10_000))
    return jsonify(id=made.id), 201


@blueprint.post("/workflows/<identity>/conversations")
def make_conversation(identity: str) -> tuple[Response, int]:
    """Begin a conversation ``{"name"}``: runs that name it leave question and answer in it."""
    made = Conversation(workflow_id=row(Workflow, identity).id, name=text(body(), "name"))
    db.session.add(made)
    db.session.commit()
    return jsonify(id=made.id), 201


@blueprint.get("/conversations/<identity>")
def show_conversation(identity: str) -> Response:
    """A conversation with its messages."""
    found = row(Conversation, identity)
    query = select(Message).where(Message.conversation_id == found.id).order_by(Message.created_at)
    messages = [{"question": one.question, "answer": one.answer} for one in db.session.scalars(query)]
    return jsonify(id=found.id, name=found.name, messages=messages)


@blueprint.delete("/conversations/<identity>")
def remove_conversation(identity: str) -> tuple[Response, int]:
    """Have a conversation deleted; 202 with the task."""
    return jsonify(task=send(deletion.remove_conversation, row(Conversation, identity).id)), 202


def _step_as_json(step: WorkflowStep) -> dict[str, Any]:
    return {
        "title": step.title,
        "kind": step.kind,
        "state": step.state,
        "output": step.output,
        "error": step.error,
        "seconds": step.seconds,
    }
